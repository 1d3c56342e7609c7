"""What founders may reword here: the names of what letters fill in, and the drafts of answers."""

from applications.models import Application, CallVersion
from coopstudio.wordings.api import draft, placeholder

PEOPLE = [
    ("prénom", "Le prénom de la personne à qui l’on écrit.",
     ["first_name", "if first_name", "application.first_name"]),
    ("qui écrit", "La personne de la fondation qui a fait ce geste.", ["by"]),
    ("signature", "Qui signe l’appel que la personne a lu.", ["signature"]),
    ("numéro", "Le numéro de la candidature.", ["number"]),
    ("référence", "« candidature 12 ».", ["reference", "reference|lower"]),
    ("commune", "La commune de la personne.", ["town"]),
    (", commune", "La commune, si la personne l’a donnée.", ["if town"]),
    ("durée", "Combien de temps.", ["minutes", "minutes|lasting"]),
    ("heure", "À quelle heure.", ["at|hour"]),
    ("message cité", "Les mots auxquels on répond.", ["quote|quoted", "if quote"]),
    ("comment répondre", "Par e-mail ou sur le site, selon ce qui est possible.", ["if by_mail"]),
    ("ses questions", "Ce que la personne voulait savoir.", ["if theirs"]),
    ("nos sujets", "Ce que la fondation aimerait aborder.", ["if asks"]),
    ("révision", "Le rang de l’envoi, 2 pour le deuxième.", ["revision"]),
    ("selon le tour", "Dit si la candidature est relue une fois de plus.", ["if is_anew"]),
    ("raison cochée", "La raison, si la personne en a coché une.", ["if reason"]),
    ("demande de réponses", "Si la personne attend les réponses de la fondation.",
     ["if asks_portraits"]),
    ("mots gardés", "Les mots de la personne que la lettre rappelle.",
     ["for one in kept", "if kept"]),
    ("selon la fois", "Une phrase pour la première fois, une autre ensuite.",
     ["if is_first", "if is_last"]),
    ("selon la fin", "Une phrase si une adhésion a pris fin, une autre sinon.", ["if has_left"]),
    ("selon l’adresse", "Une phrase si la lettre part par la poste, une autre sinon.",
     ["if is_on_paper", "if not is_on_paper"]),
    ("selon qui reçoit", "Une phrase pour la personne, une autre pour la fondation.",
     ["if is_the_person"]),
]  # fmt: skip
FACTS = [
    ("lien", "La page que la lettre ouvre.", ["link"]),
    ("nom", "Le prénom et le nom de la personne dont on parle.", ["name"]),
    ("date de réponse", "Le jour avant lequel une réponse est promise.", ["answer_by|day"]),
    ("jour et heure", "Quand, au jour et à l’heure près.", ["at|moment"]),
    ("jour", "Quel jour.", ["at|short_day", "at|day"]),
    ("jour limite", "Le jour avant lequel faire ce geste.", ["on|day", "on|short_day"]),
    ("gardées jusqu’au", "Jusqu’à quand les heures sont gardées.", ["kept_until|moment"]),
    ("jour de la proposition", "Quand la rencontre a été proposée.", ["proposed_at|short_day"]),
    ("lieu", "Où, ou par quel lien.", ["place", "if is_remote"]),
    ("heures", "Les heures possibles, une par ligne.", ["for slot in slots", "if slots"]),
    ("ce qui arrive", "Une phrase selon que l’heure était fixée ou non.", ["if at"]),
    ("ce qui change", "Une phrase selon ce qui est déplacé.", ["if was"]),
    ("ses mots", "Ce que la personne a écrit.", ["words", "words|tidy", "if words"]),
    ("question", "La question posée.", ["question|quoted"]),
    ("réponse", "La réponse donnée.", ["answer|quoted"]),
    ("la lettre", "Les mots écrits pour cette personne.", ["body"]),
    ("bouton d’adhésion", "La porte du bulletin, si elle est invitée.", ["if invites"]),
    ("pièces jointes", "« une pièce jointe », ou « des pièces jointes ».",
     ['papers|plural:"une pièce jointe,des pièces jointes"']),
    ("pourquoi pas prise", "Pourquoi la réponse par e-mail n’a pas été prise.", ["why|tidy"]),
    ("ce qui était préparé", "Si la personne avait commencé à reprendre des réponses.",
     ["if is_prepared"]),
    ("ce qui est arrivé", "Si le reste du message est arrivé.", ["if has_words"]),
    ("questions", "Ce que la fondation demande de préciser.", ["questions|tidy"]),
    ("réponses à reprendre", "Les réponses que l’on peut changer.", ['fields|join:", "']),
    ("autre candidature", "La candidature à laquelle elle est réunie.", ["other"]),
    ("jusqu’au", "Le jour où l’attente finit.", ["until|day"]),
    ("jusqu’au (court)", "Le même jour, en plus court.", ["until|short_day"]),
    ("ce qui est gardé", "Ce que la maison garde encore, et jusqu’à quand.", ["if until"]),
    ("raison", "Pourquoi attendre.", ["reason|tidy"]),
    ("CV en vérification", "Dit que le CV est encore en cours de vérification.", ["if cv_waits"]),
    ("selon la réponse", "Dit si la personne a accepté ou non.", ["if agreed"]),
    ("selon qui reprend", "Dit qui a repris la candidature.", ["if by", "if is_theirs"]),
    ("lectures demandées", "Les candidatures à lire, chacune avec son lien.", ["for one in asked"]),
    ("ce qui fut dit", "La réserve ou l’objection, telle qu’elle fut écrite.", ["said"]),
    ("ce qui est levé", "Le texte qui l’intègre, ou qui l’a retirée.", ["if is_integrated"]),
    ("raisons", "Ce que la personne avait écrit.", ["for reason in reasons"]),
    ("arrivée", "Le jour où la candidature est arrivée.", ["submitted_on|day"]),
    ("qui lit", "Qui a commencé à lire, et depuis quand.", ["if readers"]),
    ("ce qui reste à faire", "La suite, selon que l’on s’est rencontrés ou non.",
     ["if has_met", "if word_awaited"]),
    ("réponses en retard", "Les réponses promises qui ne sont pas parties.", ["if late"]),
    ("restées sans réponse", "Ce qui est attendu encore, une semaine après un rappel.",
     ["if silent"]),
    ("jours passés sans rappel", "Ce dont le jour est passé avant qu’un rappel ait pu partir.",
     ["if lapsed"]),
    ("selon ce qui manque", "Une phrase si quelque chose n’est pas venu.",
     ["if silent or lapsed"]),
    ("promesses du jour", "Les réponses promises pour aujourd’hui.", ["if due"]),
    ("promesses proches", "Les réponses promises dans deux jours.", ["if soon"]),
]  # fmt: skip
"""What must stay in the letter: without it, the letter would not say what it is written for."""

for name, says, code in PEOPLE:
    placeholder(name, *code, says=says)
for name, says, code in FACTS:
    placeholder(name, *code, says=says, required=True)


def _sample():
    version = CallVersion(signature="Fleur Mathet et Thomas Marshall")
    return {
        "application": Application(first_name="Noémie", version=version),
        "signature": version.signature,
    }


INVITE = draft(
    "applications.draft_invite",
    title="Inviter à demander son adhésion",
    occasion="Le premier jet de la lettre, quand vous consentez à inviter la personne.",
    template="applications/drafts/invite.txt",
    sample=_sample,
)
DECLINE = draft(
    "applications.draft_decline",
    title="Ne pas donner suite",
    occasion="Le premier jet de la lettre, quand vous consentez à ne pas donner suite.",
    template="applications/drafts/decline.txt",
    sample=_sample,
)
