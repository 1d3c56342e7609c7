from django.urls import path, re_path

from applications.views import (
    applications,
    calls,
    decisions,
    dossiers,
    meetings,
    reactions,
    readings,
    resume,
    status,
    weather,
)

app_name = "applications"

the_call = [
    path("appel/", calls.call, name="call"),
    path("appel/versions/nouvelle/", calls.new_version, name="new_version"),
    path("appel/versions/<int:number>/", calls.version, name="version"),
    path("appel/versions/<int:number>/changements/", calls.changes, name="changes"),
    path("appel/versions/<int:number>/apercu/", calls.preview, name="preview"),
    path("appel/versions/<int:number>/publication/", calls.publication, name="publication"),
    path("appel/passages/<uuid:uid>/reaction/", reactions.new_reaction, name="new_reaction"),
    path("appel/reactions/<int:pk>/", reactions.reaction, name="reaction"),
]
applying = [
    path("candidater/", applications.start, name="start"),
    path("candidater/relecture/", applications.review, name="review"),
    path("candidater/parcours/cv/", applications.cv, name="cv"),
    path("candidater/reprise/", resume.ask_link, name="ask_link"),
    path("candidater/reprise/<str:token>/", resume.resume, name="resume"),
    re_path(
        r"^candidater/(?P<name>vous|offre|appel|parcours)/brouillon/$",
        applications.autosave,
        name="autosave",
    ),
    re_path(r"^candidater/(?P<name>vous|offre|appel|parcours)/$", applications.step, name="step"),
    path("ma-candidature/", status.status, name="status"),
    path("ma-candidature/<int:number>/", status.status_of, name="status_of"),
    path("ma-candidature/<int:number>/envoi/", status.sent, name="sent"),
    path("ma-candidature/<int:number>/creneau/", status.slot, name="slot"),
    path("ma-candidature/<int:number>/retrait/", status.withdrawal, name="withdrawal"),
    path("ma-candidature/<int:number>/meteo/", weather.weather, name="weather"),
    path("ma-candidature/<int:number>/meteo/<int:pk>/", weather.one_weather, name="one_weather"),
]
answering = [
    path("candidatures/", dossiers.dossiers, name="dossiers"),
    path("candidatures/<int:number>/", dossiers.dossier, name="dossier"),
    path("candidatures/<int:number>/lecture/", readings.reading, name="reading"),
    path("candidatures/<int:number>/lecture/brouillon/", readings.autosave, name="reading_draft"),
    path("candidatures/<int:number>/lecture/debut/", readings.opening, name="reading_opening"),
    path("candidatures/<int:number>/lectures/", readings.crossed, name="readings"),
    path("candidatures/<int:number>/depliage/", dossiers.unfolding, name="unfolding"),
    path("candidatures/<int:number>/cv/", dossiers.cv, name="dossier_cv"),
    path("candidatures/<int:number>/rencontre/", meetings.meeting, name="meeting"),
    path(
        "candidatures/<int:number>/rencontre/annulation/", meetings.calling_off, name="meeting_off"
    ),
    path("candidatures/<int:number>/rencontre/tenue/", meetings.holding, name="meeting_held"),
    path("candidatures/<int:number>/position/", decisions.position, name="position"),
    path("candidatures/<int:number>/lettre/", decisions.letter, name="letter"),
    path("candidatures/<int:number>/lettre/envoi/", decisions.sending, name="sending"),
]
urlpatterns = the_call + applying + answering
