from django.urls import path

from members.views import directory, groups, joining, personas, profile, requests, rights

app_name = "members"
urlpatterns = [
    path("adhesion/", joining.joining, name="joining"),
    path("adhesion/retrait/", joining.withdrawal, name="withdrawal"),
    path("demandes/", requests.requests, name="requests"),
    path("demandes/<int:pk>/", requests.request_page, name="request"),
    path("demandes/<int:pk>/admission/", requests.admission, name="admission"),
    path("demandes/<int:pk>/refus/", requests.refusal, name="refusal"),
    path("groupe/", groups.group, name="group"),
    path("groupe/besoins/", groups.needs, name="needs"),
    path("groupe/places/", groups.places, name="places"),
    path("groupe/places/<int:pk>/depart/", groups.leaving, name="leaving"),
    path("groupe/annonce/", groups.gauge, name="gauge"),
    path("profil/savoir-faire/", groups.skills, name="skills"),
    path("donnees/demandes/", rights.data_requests, name="data_requests"),
    path("donnees/demandes/<int:pk>/", rights.data_request, name="data_request"),
    path("membres/", directory.directory, name="directory"),
    path("membres/<int:pk>/", directory.member, name="member"),
    path("profil/", profile.profile, name="profile"),
    path("_demo/", personas.personas, name="personas"),
    path("_demo/arrivee/", personas.arrival, name="arrival"),
    path("_demo/courrier/", personas.letters, name="mailboxes"),
    path("_demo/courrier/<str:email>/", personas.letters, name="letters"),
    path("_demo/lettres/<str:key>/", personas.letter, name="letter"),
    path("_demo/lettres/<str:key>/reponse/", personas.reply, name="reply"),
    path("_demo/lettres/<str:key>/<int:rank>/", personas.paper, name="paper"),
    path("_demo/<str:email>/", personas.enter, name="enter"),
]
