from django.urls import path

from contributions.views.plan import board, company, ending, needs, page, uses

urlpatterns = [
    path("plan/", page.plan, name="plan"),
    path("plan/transparence/", board.board, name="board"),
    path("plan/sans-interet/", board.no_interest, name="no_interest"),
    path("plan/arret/", ending.ending, name="ending"),
    path("plan/societe/", company.company, name="company"),
    path("plan/societe/<slug:step>/nouveau/", company.fact, name="company_fact"),
    path("plan/societe/<int:pk>/retrait/", company.mistake, name="company_mistake"),
    path("plan/besoins/nouveau/", needs.new_need, name="new_need"),
    path("plan/besoins/<int:pk>/", needs.need, name="need"),
    path("plan/besoins/<int:pk>/revoir/", needs.change_need, name="change_need"),
    path("plan/besoins/<int:pk>/fermeture/", needs.close_need, name="close_need"),
    path("plan/besoins/<int:pk>/emplois/nouveau/", uses.new_use, name="new_use"),
    path("plan/emplois/<int:pk>/retrait/", uses.take_back_use, name="take_back_use"),
    path("plan/ressources/nouvelle/", needs.new_resource, name="new_resource"),
    path("plan/ressources/<int:pk>/revoir/", needs.change_resource, name="change_resource"),
    path("plan/ressources/<int:pk>/retrait/", needs.end_resource, name="end_resource"),
]
