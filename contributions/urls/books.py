from django.urls import path

from contributions.views.books import entries, exports, ledgers, letters, writing, years

urlpatterns = [
    path("comptes/", entries.journal, name="books"),
    path("comptes/ecritures/<int:pk>/", entries.entry, name="entry"),
    path("comptes/ecritures/<int:pk>/contre-passation/", entries.reversal, name="entry_reversal"),
    path("comptes/ecrire/", writing.choose, name="writing"),
    path("comptes/ecrire/operation-diverse/", writing.freely, name="free_entry"),
    path("comptes/ecrire/<slug:kind>/", writing.write, name="dealing"),
    path("comptes/balance/", ledgers.balance, name="balance"),
    path("comptes/balance/feuille/", ledgers.balance_sheet, name="balance_sheet"),
    path("comptes/grand-livre/<str:number>/", ledgers.account, name="account"),
    path("comptes/plan-comptable/", ledgers.chart, name="chart"),
    path("comptes/lettrage/", letters.page, name="lettering"),
    path("comptes/lettrage/lettres/", letters.give, name="letters"),
    path("comptes/lettrage/defaire/", letters.take, name="unlettering"),
    path("comptes/exercices/", years.years, name="years"),
    path("comptes/exercices/nouveau/", years.new_year, name="new_year"),
    path("comptes/exercices/<int:pk>/", years.year, name="year"),
    path("comptes/exercices/<int:pk>/cloture/", years.closing, name="closing"),
    path("comptes/exercices/<int:pk>/fec/", exports.fec, name="fec"),
    path("comptes/exercices/<int:pk>/fec/fichier/", exports.fec_file, name="fec_file"),
    path("comptes/exercices/<int:pk>/fec/notice/", exports.fec_notice, name="fec_notice"),
    path("comptes/exercices/<int:pk>/fec/notice/pdf/", exports.fec_paper, name="fec_paper"),
    path("comptes/exercices/<int:pk>/beancount/", exports.plain_text, name="beancount"),
    path("comptes/exercices/<int:pk>/ecritures/", exports.entries_sheet, name="entries_sheet"),
    path("comptes/relire-un-fichier/", exports.fec_check, name="fec_check"),
    path("comptes/archive/", exports.whole, name="archive"),
    path("comptes/verification/", years.verification, name="verification"),
    path("comptes/verification/relecture/", years.reading, name="reading"),
    path("comptes/verification/ancrages/", years.anchoring, name="anchoring"),
]
