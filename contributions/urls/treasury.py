from django.urls import path

from contributions.views import treasury

urlpatterns = [path("tresorerie/", treasury.treasury, name="treasury")]
