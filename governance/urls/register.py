from django.urls import path

from governance.views import acts, admissions, decisions, register, reviews

urlpatterns = [
    path("decisions/", register.decisions, name="decisions"),
    path("decisions/tableau/", register.sheet, name="decisions_sheet"),
    path("decisions/actes/", acts.acts, name="acts"),
    path("decisions/actes/registre/", acts.paper, name="acts_paper"),
    path("decisions/actes/tableau/", acts.sheet, name="acts_sheet"),
    path("decisions/actes/sans-decision/", acts.unbacked, name="act_unbacked"),
    path("decisions/admissions/", admissions.admissions, name="admissions"),
    path("decisions/admissions/<int:pk>/", admissions.proposal, name="admission_proposal"),
    path("decisions/reconductions/", reviews.together, name="renewals"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/mesures/<int:measure>/", decisions.reading, name="reading"),
    path("decisions/<int:pk>/contradiction/", decisions.contradiction, name="contradiction"),
    path("decisions/<int:pk>/revision/", reviews.review, name="review"),
    path("decisions/<int:pk>/revision/ouverture/", reviews.opening, name="review_opening"),
    path("decisions/<int:pk>/revision/suite/", reviews.outcome, name="review_outcome"),
    path("decisions/<int:pk>/revision/report/", reviews.later, name="review_later"),
    path("decisions/<int:pk>/acte/", acts.act, name="act"),
    path("decisions/<int:pk>/acte/brouillon/", acts.draft, name="act_draft"),
]
