from django.db.models import QuerySet


class CompanyFactQuerySet(QuerySet):
    def standing(self):
        """What is true today: {step: fact}."""
        return {one.step: one for one in self.filter(ended_at=None)}
