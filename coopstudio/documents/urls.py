from django.urls import path

from coopstudio.documents import views

app_name = "documents"
urlpatterns = [
    path("verifier/", views.verify, name="verify"),
    path("documents/<uuid:pk>/", views.document, name="document"),
    path("documents/<uuid:pk>/etat/", views.state, name="state"),
]
