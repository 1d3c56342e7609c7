from django.urls import include, path

from coopstudio import gallery, health, views
from coopstudio.metrics.views import metrics

handler400 = "coopstudio.errors.bad_request"
handler403 = "coopstudio.errors.forbidden"
handler404 = "coopstudio.errors.not_found"
handler500 = "coopstudio.errors.server_error"

urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("accueil/", views.home, name="home"),
    path("etapes/", views.steps, name="steps"),
    path("apparence/", views.theme, name="theme"),
    path("confidentialite/", views.page, {"template": "pages/privacy.html"}, name="privacy"),
    path("donnees/traitements/", views.register_of_processing, name="processing"),
    path("donnees/traitements/tableau/", views.processing_sheet, name="processing_sheet"),
    path("mentions-legales/", views.page, {"template": "pages/legal.html"}, name="legal"),
    path(
        "accessibilite/", views.page, {"template": "pages/accessibility.html"}, name="accessibility"
    ),
    path("aide/", views.page, {"template": "pages/help.html"}, name="help"),
    path("aide/guide/", views.guide_page, name="guide"),
    path("aide/guide/<slug:name>/", views.guide_page, name="guide_chapter"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sante/", health.health, name="health"),
    path("mesures/", metrics, name="metrics"),
    path("_galerie/", gallery.gallery, name="gallery"),
    path("", include("coopstudio.mail.urls")),
    path("", include("coopstudio.wordings.urls")),
    path("", include("coopstudio.documents.urls")),
    path("", include("coopstudio.files.urls")),
    path("", include("coopstudio.search.urls")),
    path("", include("coopstudio.journal.urls")),
    path("", include("applications.urls")),
    path("", include("governance.urls")),
    path("", include("contributions.urls")),
    path("", include("members.urls")),
    path("compte/", include("allauth.urls")),
]
