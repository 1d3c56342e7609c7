from django.urls import path

from contributions.views.books import treasury

urlpatterns = [path("tresorerie/", treasury.treasury, name="treasury")]
