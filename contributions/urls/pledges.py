from django.urls import path

from contributions.views import goods, pledges

urlpatterns = [
    path("apports/promettre/", pledges.pledge, name="pledge"),
    path("apports/promesses/", pledges.pledges, name="pledges"),
    path("apports/promesses/<int:pk>/", pledges.promise, name="promise"),
    path("apports/promesses/<int:pk>/oui/", pledges.confirmation, name="pledge_confirmation"),
    path("apports/promesses/<int:pk>/retrait/", pledges.withdrawal, name="pledge_withdrawal"),
    path("apports/promesses/<int:pk>/visibilite/", pledges.showing, name="pledge_showing"),
    path("apports/promesses/<int:pk>/duree/", pledges.prolonging, name="pledge_prolonging"),
    path("apports/promesses/<int:pk>/biens/nouveau/", goods.new_good, name="new_good"),
    path("apports/biens/<int:pk>/", goods.good, name="good"),
    path("apports/biens/<int:pk>/description/", goods.correct, name="good_correction"),
    path("apports/biens/<int:pk>/photo/", goods.photo, name="good_photo"),
    path("apports/biens/<int:pk>/valeur/", goods.new_valuation, name="new_valuation"),
    path("apports/evaluations/<int:pk>/avis/", goods.appraisal, name="appraisal"),
]
