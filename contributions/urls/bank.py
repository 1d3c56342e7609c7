from django.urls import path

from contributions.views import bank

urlpatterns = [
    path("banque/", bank.bank, name="bank"),
    path("banque/comptes/nouveau/", bank.opening, name="bank_opening"),
    path("banque/comptes/<int:pk>/releve/", bank.statement, name="bank_statement"),
    path("banque/operations/<int:pk>/", bank.operation, name="operation"),
    path("banque/operations/<int:pk>/apport/", bank.receipt, name="operation_receipt"),
    path("banque/operations/<int:pk>/attente/", bank.held, name="operation_held"),
    path("banque/operations/<int:pk>/ecriture/", bank.entry, name="operation_entry"),
    path("banque/operations/<int:pk>/virement/", bank.transfer, name="operation_transfer"),
    path("banque/operations/<int:pk>/lot/", bank.batch, name="operation_batch"),
    path("banque/operations/<int:pk>/autre/", bank.other, name="operation_other"),
    path("banque/operations/<int:pk>/de-cote/", bank.aside, name="operation_aside"),
    path("banque/operations/<int:pk>/reprise/", bank.back, name="operation_back"),
]
