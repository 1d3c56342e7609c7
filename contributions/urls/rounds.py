"""Rounds of repayments, what is asked in confidence, accounts to be repaid on, transfers."""

from django.urls import path

from contributions.views import batches, hardships, payouts, rounds

urlpatterns = [
    path("tours/", rounds.rounds_page, name="rounds"),
    path("tours/comptes/", payouts.waiting, name="payouts"),
    path("tours/comptes/<int:pk>/", payouts.confirmation, name="payout_confirmation"),
    path("tours/<int:pk>/", rounds.round_page, name="round"),
    path("tours/<int:pk>/regle/", rounds.rule, name="round_rule"),
    path("tours/<int:pk>/ressources/", rounds.sources, name="round_sources"),
    path("tours/<int:pk>/ressources/<int:source>/", rounds.source, name="round_source"),
    path("tours/<int:pk>/calcul/", rounds.computing, name="round_computing"),
    path("tours/<int:pk>/preparation/", rounds.reopening, name="round_reopening"),
    path("tours/<int:pk>/proposition/", rounds.proposal, name="round_proposal"),
    path("tours/<int:pk>/comptabilisation/", rounds.posting, name="round_posting"),
    path("tours/<int:pk>/confirmation/", rounds.confirmation, name="round_confirmation"),
    path("tours/<int:pk>/annulation/", rounds.cancelling, name="round_cancelling"),
    path("tours/<int:pk>/participation/<int:contract>/", rounds.part, name="round_part"),
    path("tours/<int:pk>/preuve/", rounds.proof, name="round_proof"),
    path("tours/<int:pk>/preuve.json", rounds.proof_file, name="round_proof_file"),
    path("tours/<int:pk>/confidence/<int:contract>/", hardships.asking, name="hardship"),
    path("tours/confidences/<int:pk>/", hardships.discernment, name="discernment"),
    path("tours/confidences/<int:pk>/retrait/", hardships.withdrawal, name="hardship_withdrawal"),
    path("tours/<int:pk>/lots/", batches.making, name="batches"),
    path("lots/<int:pk>/", batches.batch, name="batch"),
    path("lots/<int:pk>/fichier/", batches.file, name="batch_file"),
    path("lots/<int:pk>/remise/", batches.sending, name="batch_sending"),
    path("lots/<int:pk>/retrait/", batches.withdrawal, name="batch_withdrawal"),
    path("lots/<int:pk>/paiement/", batches.payment, name="batch_payment"),
    path("virements/<int:pk>/retour/", batches.comeback, name="transfer_return"),
    path("mes-apports/compte/", payouts.mine, name="payout"),
    path("mes-apports/compte/preuve/", payouts.proving, name="payout_proving"),
    path("mes-apports/compte/<int:pk>/retrait/", payouts.withdrawal, name="payout_withdrawal"),
]
