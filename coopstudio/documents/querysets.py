from django.db import models


class DocumentQuerySet(models.QuerySet):
    def due(self, at):
        """Those that wait to be made and whose hour has come."""
        return self.filter(state="asked", next_try_at__lte=at)

    def failed(self):
        """Those that somebody must look at: three tries, and no PDF."""
        return self.filter(state="failed")

    def about(self, subject):
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)

    def without_bytes(self):
        """For pages: neither the PDF nor the words it was made of."""
        return self.defer("content", "data")
