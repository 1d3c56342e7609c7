from django.urls import include, path

urlpatterns = [
    path("_bare/", include("bench.bare")),
    path("", include("coopstudio.urls")),
]
