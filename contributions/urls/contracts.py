from django.urls import path

from contributions.views import clauses, contracts, signing

urlpatterns = [
    path("contrats/", contracts.contract_list, name="contracts"),
    path("contrats/<int:pk>/", contracts.contract, name="contract"),
    path("contrats/<int:pk>/papier/", signing.paper, name="contract_paper"),
    path("contrats/<int:pk>/certification/", signing.certification, name="contract_certification"),
    path("contrats/<int:pk>/abandon/", contracts.lapse, name="contract_lapse"),
    path("contrats/<int:pk>/retractation/", contracts.retraction, name="contract_retraction"),
    path("contrats/<int:pk>/rendu/", contracts.given_back, name="contract_given_back"),
    path("contrats/<int:pk>/avenant/", contracts.amendment, name="contract_amendment"),
    path("signatures/<int:pk>/", signing.signature, name="contract_signature"),
    path("signatures/<int:pk>/code/", signing.code, name="contract_code"),
    path("apports/promesses/<int:pk>/contrat/", contracts.preparation, name="contract_preparation"),
    path("clauses/", clauses.clauses, name="clauses"),
    path("clauses/<int:pk>/", clauses.clause, name="clause"),
    path("clauses/<int:pk>/fin/", clauses.clause_end, name="clause_end"),
]
