from django.urls import path

from coopstudio.journal import views

app_name = "journal"
urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("journal/<int:pk>/", views.thing, name="thing"),
]
