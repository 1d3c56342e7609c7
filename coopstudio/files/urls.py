from django.urls import path

from coopstudio.files import views

app_name = "files"
urlpatterns = [path("fichiers/<uuid:pk>/", views.file, name="file")]
