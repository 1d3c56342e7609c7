from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from contributions.states import SignatureWay

ENOUGH = 2
"""How many people certify the copy of a paper."""


class SignatoryQuerySet(QuerySet):
    def signed(self):
        """Whose signature counts: online, or on a paper that two people certified."""
        certified = Count("signature__certifications", distinct=True)
        return self.annotate(certified=certified).filter(
            Q(signature__way=SignatureWay.ONLINE) | Q(certified__gte=ENOUGH)
        )

    def awaited(self):
        """Those of the last version of each contract that have signed nothing yet."""
        last = (
            self.model._meta.get_field("version")
            .related_model.objects.filter(contract=OuterRef("version__contract"))
            .order_by("-number")
        )
        return self.filter(signature=None, version=Subquery(last.values("pk")[:1]))
