from django.db import models


class WordingQuerySet(models.QuerySet):
    def of(self, name):
        """Every wording of a text, the last one first."""
        return self.filter(text=name).order_by("-number")

    def last_numbers(self, names):
        """The number of the last wording of each of these texts that has one."""
        found = self.filter(text__in=list(names)).values_list("text")
        return dict(found.annotate(models.Max("number")).order_by())

    def current(self, names):
        """The last wording of each of these texts, unless it gave the word back to the house."""
        last = self.filter(text__in=list(names)).order_by("text", "-number").distinct("text")
        return {one.text: one for one in last if not one.is_house}
