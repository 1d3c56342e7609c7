from django.urls import path, re_path

from applications.views import (
    applications,
    completions,
    conversations,
    decisions,
    dossiers,
    faq,
    lives,
    pauses,
    portraits,
    questions,
    readings,
    rehearsals,
    reserves,
    resume,
    status,
    weather,
    withdrawals,
)
from applications.views.call import calls, heat, reactions, talking_points, versions
from applications.views.desk import choosing, duplicates, exports, figures, letters
from applications.views.keeping import my_data, retention
from applications.views.meeting import guides, meetings, minutes, my_meetings

app_name = "applications"

the_call = [
    path("appel/", calls.call, name="call"),
    path("appel/fondation/", portraits.foundation, name="foundation"),
    path("appel/fondation/moi/", portraits.portrait, name="portrait"),
    path("appel/cloture/", calls.closing, name="closing_call"),
    path("appel/versions/nouvelle/", calls.new_version, name="new_version"),
    path("appel/versions/<int:number>/", calls.version, name="version"),
    path("appel/versions/<int:number>/changements/", calls.changes, name="changes"),
    path("appel/versions/<int:number>/apercu/", calls.preview, name="preview"),
    path("appel/versions/<int:number>/publication/", calls.publication, name="publication"),
    path("appel/carte/", heat.heat, name="heat"),
    path("appel/carte/<uuid:uid>/", heat.heat_passage, name="heat_passage"),
    path("appel/carte/<uuid:uid>/aborder/", talking_points.for_all, name="point_for_all"),
    path("appel/carte/intentions/<int:pk>/", heat.intention, name="intention"),
    path("appel/vivre/", rehearsals.rehearsals_home, name="rehearsals"),
    path("appel/vivre/<int:pk>/", rehearsals.rehearsal, name="rehearsal"),
    path("appel/vivre/<int:pk>/<slug:name>/", rehearsals.rehearsal_stop, name="rehearsal_stop"),
    path(
        "appel/vivre/<int:pk>/<slug:name>/page/", rehearsals.rehearsal_page, name="rehearsal_page"
    ),
    path(
        "appel/vivre/<int:pk>/<slug:name>/lettres/<int:rank>/",
        rehearsals.rehearsal_letter,
        name="rehearsal_letter",
    ),
    path("appel/versions/<int:number>/vecu/", rehearsals.lived, name="lived"),
    path("appel/passages/<uuid:uid>/reaction/", reactions.new_reaction, name="new_reaction"),
    path("appel/reactions/<int:pk>/", reactions.reaction, name="reaction"),
]
applying = [
    path("candidater/", applications.start, name="start"),
    path("candidater/relecture/", applications.review, name="review"),
    path("candidater/abandon/", withdrawals.giving_up, name="giving_up"),
    path("candidater/version/", versions.newer_version, name="newer_version"),
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
    path("ma-candidature/<int:number>/retrait/", withdrawals.withdrawal, name="withdrawal"),
    path("ma-candidature/<int:number>/precisions/", completions.precisions, name="precisions"),
    path(
        "ma-candidature/<int:number>/precisions/brouillon/",
        completions.autosave,
        name="precisions_draft",
    ),
    path("ma-candidature/<int:number>/reprise/", completions.coming_back, name="coming_back"),
    path("ma-candidature/<int:number>/reciprocite/", reserves.reciprocity, name="reciprocity"),
    path("ma-candidature/<int:number>/reserves/<int:pk>/", reserves.my_reserve, name="my_reserve"),
    path("ma-candidature/<int:number>/attente/", pauses.pause, name="pause"),
    path("ma-candidature/<int:number>/meteo/", weather.weather, name="weather"),
    path("ma-candidature/<int:number>/meteo/<int:pk>/", weather.one_weather, name="one_weather"),
]
asking = [
    path("questions/", questions.questions, name="questions"),
    path("questions/confirmation/<str:token>/", questions.confirmation, name="confirmation"),
    path("questions/confirmation/<str:token>/lien/", questions.new_link, name="new_link"),
    path("ma-question/", questions.my_questions, name="my_questions"),
    path("ma-question/<int:pk>/", questions.my_question, name="my_question"),
    path("ma-question/<int:pk>/candidature/", questions.to_application, name="to_application"),
    path("ma-question/<int:pk>/publication/<int:entry>/refus/", questions.refusal, name="entry_no"),
    path("ma-candidature/<int:number>/message/", questions.my_message, name="my_message"),
    path("conversations/", conversations.inbox, name="conversations"),
    path("conversations/<int:pk>/", conversations.conversation, name="conversation"),
    path("conversations/<int:pk>/cloture/", conversations.closing, name="closing"),
    path("conversations/<int:pk>/faq/", faq.new_entry, name="entry_from"),
    path("conversations/faq/", faq.entries, name="entries"),
    path("conversations/faq/nouvelle/", faq.new_entry, name="new_entry"),
    path("conversations/faq/<int:pk>/", faq.entry, name="entry"),
    path("conversations/faq/<int:pk>/annonce/", faq.telling, name="entry_telling"),
    path("conversations/faq/<int:pk>/publication/", faq.publication, name="entry_publication"),
    path("conversations/faq/<int:pk>/retrait/", faq.withdrawal, name="entry_withdrawal"),
]
keeping = [
    path("mes-donnees/", my_data.my_data, name="my_data"),
    path("mes-donnees/accords/<str:purpose>/", my_data.agreement, name="agreement"),
    path("mes-donnees/copie/", my_data.copy, name="data_copy"),
    path("mes-donnees/demande/", my_data.data_request, name="data_request"),
    path("mes-donnees/effacement/", my_data.erasure, name="erasure"),
    path("mes-donnees/effacees/", my_data.gone, name="gone"),
    path("conservation/<str:token>/", retention.choice, name="choice"),
    path("candidatures/conservation/", retention.retained, name="retained"),
    path("candidatures/conservation/tableau/", retention.retained_table, name="retained_table"),
    path("candidatures/conservation/archive/", retention.archive, name="archive"),
    path("candidatures/<int:number>/retenue/", retention.hold, name="hold"),
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
    path("candidatures/<int:number>/aborder/<uuid:uid>/", talking_points.for_one, name="point"),
    path("candidatures/<int:number>/message/", conversations.message, name="message"),
    path("candidatures/<int:number>/precisions/", lives.questions, name="questions_to"),
    path("candidatures/<int:number>/precisions/suite/", lives.resuming, name="resuming"),
    path("candidatures/<int:number>/revisions/<int:revision>/", lives.revision, name="revision"),
    path("candidatures/<int:number>/attente/", lives.waiting, name="waiting"),
    path("candidatures/<int:number>/reprise/", lives.taking_up, name="taking_up"),
    path("candidatures/<int:number>/position/", decisions.position, name="position"),
    path("candidatures/<int:number>/sans-suite/", decisions.parting, name="parting"),
    path("candidatures/<int:number>/reouverture/", decisions.reopening, name="reopening"),
    path("candidatures/<int:number>/reserves/<int:pk>/", reserves.reserve, name="reserve"),
    path("candidatures/<int:number>/lecture/complement/", readings.supplement, name="supplement"),
    path("candidatures/<int:number>/lettre/", decisions.letter, name="letter"),
    path(
        "candidatures/<int:number>/lettre/relecture/",
        decisions.letter_preview,
        name="letter_preview",
    ),
    path("candidatures/<int:number>/lettre/envoi/", decisions.sending, name="sending"),
]
meeting_each_other = [
    path("ma-candidature/<int:number>/rencontre/", my_meetings.my_meeting, name="my_meeting"),
    path("ma-candidature/<int:number>/creneau/", my_meetings.slot, name="slot"),
    path("ma-candidature/<int:number>/rencontre/heures/", my_meetings.other_hours, name="hours"),
    path("ma-candidature/<int:number>/rencontre/agenda.ics", my_meetings.diary, name="diary"),
    path("ma-candidature/<int:number>/rencontre/revoir/", my_meetings.again, name="again"),
    path("ma-candidature/<int:number>/rencontre/retenu/", my_meetings.amended, name="amended"),
    path("candidatures/<int:number>/rencontre/", meetings.meeting, name="meeting"),
    path(
        "candidatures/<int:number>/rencontre/annulation/", meetings.calling_off, name="meeting_off"
    ),
    path("candidatures/<int:number>/rencontre/tenue/", meetings.holding, name="meeting_held"),
    path("candidatures/<int:number>/rencontre/absence/", meetings.missing, name="meeting_missed"),
    path("candidatures/<int:number>/rencontre/accord/", meetings.accord, name="meeting_accord"),
    path("candidatures/<int:number>/rencontre/maintien/", meetings.keeping, name="meeting_kept"),
    path("candidatures/<int:number>/rencontre/deplacement/", meetings.moving, name="moving"),
    path("candidatures/<int:number>/rencontre/notes/", minutes.notes, name="notes"),
    path("candidatures/<int:number>/rencontre/retenu/", minutes.retained, name="agreed_words"),
    path("candidatures/<int:number>/trame/", guides.guide, name="guide"),
    path("candidatures/<int:number>/trame/papier/", guides.paper, name="guide_paper"),
]
at_the_desk = [
    path("candidatures/choix/", choosing.choice, name="bulk"),
    path("candidatures/export/", exports.export, name="export"),
    path("candidatures/lettres/", letters.letters, name="letters"),
    path("candidatures/chiffres/", figures.figures, name="figures"),
    path("candidatures/doublons/", duplicates.duplicates, name="duplicates"),
    path("candidatures/doublons/<int:one>/<int:other>/", duplicates.duplicate, name="duplicate"),
    path(
        "candidatures/doublons/<int:one>/<int:other>/reunion/", duplicates.joining, name="joining"
    ),
    path(
        "candidatures/doublons/<int:one>/<int:other>/distinction/",
        duplicates.telling_apart,
        name="telling_apart",
    ),
]
urlpatterns = keeping + at_the_desk + the_call + applying + asking + answering + meeting_each_other
