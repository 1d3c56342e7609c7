from django.urls import path

from coopstudio.wordings import views

app_name = "wordings"
urlpatterns = [
    path("courrier/modeles/<str:name>/texte/", views.wording, name="wording"),
    path("courrier/modeles/<str:name>/texte/page/", views.page, name="page"),
    path("courrier/modeles/<str:name>/textes/", views.story, name="story"),
    path(
        "courrier/modeles/<str:name>/textes/<int:number>/reprise/",
        views.restoration,
        name="restoration",
    ),
]
