from django.urls import path

from governance.views import tensions

urlpatterns = [
    path("cercles/<int:pk>/panier/", tensions.basket, name="basket"),
    path("cercles/<int:pk>/tension/", tensions.new_tension, name="new_tension"),
    path("tensions/<int:pk>/", tensions.tension, name="tension"),
    path("tensions/<int:pk>/suite/", tensions.settling, name="tension_end"),
]
