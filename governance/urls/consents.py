from django.urls import path

from governance.views.consents import (
    balancing,
    ends,
    objections,
    page,
    perceiving,
    positions,
    speaking,
    steps,
    writing,
)

urlpatterns = [
    path("tensions/<int:pk>/proposition/", writing.draft, name="new_proposal"),
    path("propositions/<int:pk>/", page.proposal, name="proposal"),
    path("propositions/<int:pk>/pouls/", page.pulse, name="proposal_pulse"),
    path("propositions/<int:pk>/rattrapage/", page.catching_up, name="catching_up"),
    path("propositions/<int:pk>/texte/", writing.text, name="proposal_text"),
    path("propositions/<int:pk>/etapes/<slug:step>/", steps.step, name="proposal_step"),
    path("propositions/<int:pk>/tour/", steps.consent_round, name="consent_round"),
    path("propositions/<int:pk>/reunion/", steps.meeting, name="proposal_meeting"),
    path("propositions/<int:pk>/celebration/", steps.celebration, name="celebration"),
    path("propositions/<int:pk>/cercles/<int:concern>/", steps.hearing, name="hearing"),
    path("propositions/<int:pk>/parole/", speaking.word, name="word"),
    path("propositions/<int:pk>/questions/<int:turn>/", speaking.answer, name="question_answer"),
    path("propositions/<int:pk>/accord/", speaking.agreement, name="agreement"),
    path("propositions/<int:pk>/places/<int:seat>/accord/", positions.consent, name="consent"),
    path(
        "propositions/<int:pk>/places/<int:seat>/objection/", positions.objection, name="objecting"
    ),
    path(
        "propositions/<int:pk>/places/<int:seat>/hesitation/",
        positions.hesitation,
        name="hesitation",
    ),
    path("cercles/<int:pk>/places/", perceiving.viewpoints, name="viewpoints"),
    path("places-de-cercle/<int:pk>/fin/", perceiving.viewpoint_end, name="viewpoint_end"),
    path("propositions/<int:pk>/places/", perceiving.places, name="proposal_places"),
    path("propositions/<int:pk>/ressentis/<int:perception>/", perceiving.felt, name="felt"),
    path("cercles/<int:pk>/poles/", balancing.pairs, name="poles"),
    path("cercles/<int:pk>/poles/tableau/", balancing.sheet, name="poles_sheet"),
    path("poles/<int:pk>/fin/", balancing.pair_end, name="pole_pair_end"),
    path("propositions/<int:pk>/paroles/<int:turn>/pole/", balancing.pole, name="pole_said"),
    path("propositions/<int:pk>/echange/", balancing.swap, name="pole_swap"),
    path("propositions/<int:pk>/echange/<int:swap>/", balancing.across, name="from_across"),
    path("propositions/<int:pk>/report/", ends.postponing, name="proposal_postponing"),
    path("propositions/<int:pk>/retrait/", ends.withdrawal, name="proposal_withdrawal"),
    path("propositions/<int:pk>/renvoi/", ends.referring, name="proposal_referring"),
    path("propositions/<int:pk>/abandon/", ends.abandon, name="proposal_abandon"),
    path("objections/<int:pk>/<slug:gesture>/", objections.objection, name="objection"),
]
