"""The addresses of apports and of the books, one file per noun."""

from contributions.urls import (
    bank,
    books,
    contracts,
    needs,
    payments,
    pledges,
    rounds,
    terms,
    treasury,
)

app_name = "contributions"
urlpatterns = [
    *needs.urlpatterns,
    *pledges.urlpatterns,
    *terms.urlpatterns,
    *contracts.urlpatterns,
    *payments.urlpatterns,
    *bank.urlpatterns,
    *rounds.urlpatterns,
    *books.urlpatterns,
    *treasury.urlpatterns,
]
