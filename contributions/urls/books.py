from django.urls import path
from django.views.generic import View

urlpatterns = [path("comptes/verification/", View.as_view(), name="verification")]
