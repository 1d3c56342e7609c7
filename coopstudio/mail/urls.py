from django.urls import path

from coopstudio.mail import views
from coopstudio.mail.inbound import views as arrivals

app_name = "mail"
urlpatterns = [
    path("courrier/", views.outbox, name="outbox"),
    path("courrier/entrant/", arrivals.arrival, name="arrival"),
    path("courrier/semaine/", views.week_to_come, name="week"),
    path("courrier/modeles/", views.kinds, name="kinds"),
    path("courrier/modeles/<str:name>/", views.kind, name="kind"),
    path("courrier/modeles/<str:name>/page/", views.kind_page, name="kind_page"),
    path("courrier/<int:pk>/", views.letter, name="letter"),
    path("courrier/<int:pk>/page/", views.letter_page, name="letter_page"),
    path("courrier/<int:pk>/nouvel-envoi/", views.retry, name="retry"),
]
