from django.db.models import QuerySet


class MeetingQuerySet(QuerySet):
    pass


class ItemQuerySet(QuerySet):
    pass


class PresenceQuerySet(QuerySet):
    pass
