from django.urls import path

from governance.views.elections import beginning, choosing, naming, pages

urlpatterns = [
    path("elections/", pages.listing, name="elections"),
    path("cercles/<int:pk>/elections/nouvelle/", pages.opening, name="new_election"),
    path("elections/<int:pk>/", pages.election, name="election"),
    path("elections/<int:pk>/pouls/", pages.pulse, name="election_pulse"),
    path("elections/<int:pk>/debut/", beginning.start, name="election_start"),
    path("elections/<int:pk>/cadre/", beginning.frame, name="election_frame"),
    path("elections/<int:pk>/recit/", beginning.story, name="election_story"),
    path("elections/<int:pk>/question/", beginning.question, name="election_question"),
    path("elections/<int:pk>/accord/", beginning.answer, name="election_answer"),
    path("elections/<int:pk>/tour-des-criteres/", beginning.criteria_round, name="criteria_round"),
    path("elections/<int:pk>/criteres/", beginning.criteria, name="criteria"),
    path("elections/<int:pk>/criteres/<int:criterion>/", beginning.criterion, name="criterion"),
    path("elections/<int:pk>/bulletins/", naming.ballots, name="ballots"),
    path("elections/<int:pk>/bulletin/", naming.ballot, name="ballot"),
    path("elections/<int:pk>/ouverture/", naming.unfolding, name="unfolding"),
    path("elections/<int:pk>/rappel/", naming.reminder, name="ballot_reminder"),
    path("elections/<int:pk>/confirmations/", naming.confirmations, name="confirmations"),
    path("elections/<int:pk>/absences/", naming.absences, name="election_absences"),
    path("elections/<int:pk>/facilitation/", choosing.facilitation, name="election_facilitation"),
    path("elections/<int:pk>/formulation/", choosing.wording, name="election_wording"),
    path("elections/<int:pk>/appel/", choosing.call, name="election_call"),
    path("elections/<int:pk>/proposition/", choosing.proposal, name="election_proposal"),
    path("elections/<int:pk>/autre-nom/", choosing.another, name="another_name"),
    path("elections/<int:pk>/report/", choosing.postponing, name="election_postponing"),
    path("elections/<int:pk>/reprise/", choosing.resuming, name="election_resuming"),
    path("elections/<int:pk>/sans-resultat/", choosing.no_result, name="election_no_result"),
    path("elections/<int:pk>/lien-refuse/", choosing.not_accepted, name="link_not_accepted"),
]
