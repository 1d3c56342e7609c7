from django.urls import path

from governance.views.circles import belonging, changing, closing, maps, page, roles, who

urlpatterns = [
    path("cercles/", maps.side_by_side, name="map"),
    path("cercles/anneau/", maps.ring, name="ring"),
    path("qui-decide/", who.who_decides, name="who_decides"),
    path("cercles/fondation/", changing.founding, name="founding"),
    path("cercles/<int:pk>/", page.circle, name="circle"),
    path("cercles/<int:pk>/histoire/", page.story, name="circle_story"),
    path("cercles/<int:pk>/reponse/", belonging.answer, name="circle_answer"),
    path("cercles/<int:pk>/conge/", belonging.leave, name="circle_leave"),
    path("cercles/<int:pk>/retour/", belonging.coming_back, name="circle_return"),
    path("cercles/<int:pk>/depart/", belonging.leaving, name="circle_leaving"),
    path("cercles/<int:pk>/invites/", belonging.guests, name="circle_guests"),
    path("cercles/<int:pk>/arrivee/", changing.welcome, name="circle_welcome"),
    path("cercles/<int:pk>/exclusion/", changing.exclusion, name="circle_exclusion"),
    path("cercles/<int:pk>/nouveau/", changing.new_circle, name="new_circle"),
    path("cercles/<int:pk>/but/", changing.aim, name="circle_aim"),
    path("cercles/<int:pk>/parent/", changing.move, name="circle_move"),
    path("cercles/<int:pk>/liens/", changing.link, name="circle_link"),
    path("cercles/<int:pk>/cloture/", closing.closing, name="circle_closing"),
    path("cercles/<int:pk>/cloture/textes/<int:text>/", closing.text, name="closing_text"),
    path("cercles/<int:pk>/cloture/fin/", closing.end, name="closing_end"),
    path("cercles/<int:pk>/roles/", roles.roles, name="circle_roles"),
    path("cercles/<int:pk>/roles/nouveau/", roles.new_role, name="new_role"),
    path("mandats/<int:pk>/fin/", roles.giving_back, name="mandate_end"),
    path("mandats/<int:pk>/terme/", changing.recall, name="mandate_recall"),
]
