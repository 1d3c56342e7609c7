from django.urls import path

from contributions.views.plan import terms

urlpatterns = [
    path("apports/cadre/", terms.terms, name="terms"),
    path("apports/cadre/nouveau/", terms.new_terms, name="new_terms"),
    path("apports/cadre/avis/nouveau/", terms.new_opinion, name="new_opinion"),
]
