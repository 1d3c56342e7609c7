from django.urls import include, path

from coopstudio import views

urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("accueil/", views.home, name="home"),
    path("", include("applications.urls")),
    path("", include("members.urls")),
    path("compte/", include("allauth.urls")),
]
