"""What the house keeps of people: each kind, why, on what ground, who reads it, until when.

One place for the words. The hints of the forms, « Mes données » and the privacy page show this
catalogue, and the durations are those of the rounds (``coopstudio.durations``): they agree.
"""

from dataclasses import dataclass

from django.utils import timezone

from coopstudio.durations.api import Kind as Lasting
from coopstudio.durations.api import read
from coopstudio.durations.kinds import BOUNDS

REQUEST = "à votre demande, avant une éventuelle adhésion"
INTEREST = "intérêt légitime"
AGREEMENT = "votre accord"
CONTRACT = "l’adhésion"
LAW = "obligation légale"
FOUNDERS = "les membres de la fondation"
NOBODY = "personne d’autre que vous"
SHOWN = "les membres, si vous choisissez de le montrer"
WITH_REGISTER = "aussi longtemps que le registre des membres"


@dataclass(frozen=True)
class Kind:
    """One kind of data. ``why``, ``readers`` and ``until`` complete a sentence: no capital."""

    key: str
    what: str
    why: str
    ground: str
    readers: str
    until: str
    hint: str = ""
    whose: str = "everybody"  # or "candidates", "members"

    @property
    def under_the_field(self):
        """The short words under a question: who reads it, and until when."""
        return f"Lu par {self.readers}. Durée : {self.hint or self.until}."


def of(key, durations=None):
    """The kind of that key."""
    return next(kind for kind in catalogue(durations) if kind.key == key)


def catalogue(durations=None):
    """Every kind, in the order in which one meets them. ``durations``: as read already."""
    said = Said(durations or read())
    told = (_of_candidates, _of_members, _of_common_life)
    return [*(kind for part in told for kind in part(said)), *_of_money(), *_of_the_house(said)]


class Said:
    """The durations of to-day, in words: ``said.closed`` is « 3 mois »."""

    def __init__(self, durations):
        self.durations, self.today = durations, timezone.localdate()

    def __getattr__(self, name):
        kind = Lasting(name)
        return BOUNDS[kind].said(self.durations.on(kind, self.today))


def kept_for(what, durations=None):
    """How long that is kept, in words: « 3 mois ». ``what``: a Kind."""
    return getattr(Said(durations or read()), what)


def coming(durations):
    """[(of what, the day, how long)]: what was decided and holds from a day to come."""
    found = durations.coming(timezone.localdate())
    return [(kind.label, day, BOUNDS[kind].said(length)) for kind, day, length in found]


def _unjoined(said):
    return (
        f"sans suite, {said.closed} après la fin ; avec votre accord pour être recontacté ou "
        f"recontactée, {said.agreed} après votre dernier geste"
    )


def _file(said):
    return (
        f"{_unjoined(said)} ; si vous devenez membre, {said.closed} après la fin de votre adhésion"
    )


def _of_candidates(said):
    file, unjoined = _file(said), _unjoined(said)
    short = f"{said.closed} après la fin, ou {said.agreed} si vous en êtes d’accord"
    folded = "chaque membre de la fondation, une fois sa première lecture écrite"
    return [
        Kind("draft", "Un brouillon de candidature", "pour que vous puissiez le reprendre",
             REQUEST, NOBODY, f"{said.draft} après votre dernier geste", whose="candidates"),
        Kind("identity", "Votre nom et de quoi vous joindre", "vous répondre et vous rencontrer",
             REQUEST, folded, file, short, whose="candidates"),
        Kind("answers", "Vos réponses et vos réactions à l’appel", "préparer une rencontre",
             REQUEST, FOUNDERS, file, short, whose="candidates"),
        Kind("cv", "Votre CV et votre parcours", "comprendre d’où vous venez", REQUEST, folded,
             f"{unjoined} ; si vous devenez membre, {said.member_cv} après l’admission", short,
             whose="candidates"),
        Kind("talk", "Nos échanges et nos rencontres", "se comprendre", REQUEST, FOUNDERS, file,
             short, whose="candidates"),
        Kind("question", "Une question posée sans candidater", "vous répondre", REQUEST, FOUNDERS,
             f"{said.closed} après la fin de l’échange, membre ou non", whose="candidates"),
        Kind("weather", "Votre météo", "que vous puissiez dire comment vous vivez l’attente",
             AGREEMENT, "vous ; la fondation, si vous le choisissez", "avec votre candidature",
             whose="candidates"),
        Kind("readings", "Ce que la fondation écrit de vous", "lire séparément, puis décider",
             INTEREST, "chaque personne de la fondation, d’abord la sienne ; vous, sur demande",
             file, short, whose="candidates"),
        Kind("openings", "Qui a ouvert votre dossier et votre CV", "que vous le sachiez", INTEREST,
             "vous", "avec votre candidature", whose="candidates"),
        Kind("agreements", "Les accords que vous donnez", "prouver que nous avons votre accord",
             AGREEMENT, "vous ; la fondation sait seulement si vous l’avez donné",
             "avec votre candidature", whose="candidates"),
        Kind("proof", "La preuve minimale d’une réponse : votre nom, les dates, la décision",
             "pouvoir répondre d’une décision devant un tribunal", INTEREST,
             "personne au quotidien ; une personne de la fondation, si elle écrit pourquoi",
             f"{said.proof} après la réponse", whose="candidates"),
        Kind("count", "De quoi compter : le mois, les métiers, le département, l’issue",
             "savoir qui l’appel rejoint", INTEREST, FOUNDERS,
             "sans limite : plus rien n’y mène à vous", whose="candidates"),
    ]  # fmt: skip


def _of_members(said):
    left = f"{said.former} après la fin de votre adhésion"
    hers = (
        "jusqu’à ce que vous le retiriez ; votre adhésion finie, plus personne ne le lit, et cela "
        f"s’efface {left}"
    )
    return [
        Kind("request", "Votre demande d’adhésion et son bulletin",
             "que l’organe d’admission puisse décider", CONTRACT,
             "la fondation et le secrétariat", "non admise, comme une candidature sans suite ; "
             "admise, avec le registre", whose="members"),
        Kind("guardian", "Avant 18 ans : le jour de votre majorité ; avant 16 ans, qui vous "
             "représente et son accord écrit", "n’admettre personne de moins de 16 ans sans cet "
             "accord, et attendre la majorité pour un apport", CONTRACT,
             "la fondation et le secrétariat ; vous", "avec votre demande d’adhésion, ou avec "
             "votre fiche si vous ne l’avez dit qu’ensuite ; le jour de l’accord, aussi longtemps "
             "que le registre", whose="members"),
        Kind("member", "Votre fiche de membre", "tenir le registre et se trouver entre membres",
             CONTRACT, "les membres, et seulement ce que vous choisissez de montrer",
             f"tant que vous êtes membre, puis {left} ; votre nom et les dates de votre adhésion, "
             "aussi longtemps que le registre", whose="members"),
        Kind("photo", "Votre photo", "que l’on vous reconnaisse", AGREEMENT, SHOWN,
             "jusqu’à ce que vous la retiriez, ou le lendemain de la fin de votre adhésion",
             whose="members"),
        Kind("skills", "Vos savoir-faire, et ce que vous en dites", "apprendre ensemble, et savoir "
             "ce que le collectif sait faire", AGREEMENT, f"{SHOWN} ; sans cela, ils "
             "comptent sans votre nom dans le groupe où vous avez une place", hers,
             whose="members"),
        Kind("testimonies", "Ce qu’un ou une membre dit de vos savoir-faire, à votre demande",
             "que l’on sache ce que vous faites bien", AGREEMENT, f"{SHOWN} ; la personne qui "
             "l’a écrit", "jusqu’à ce que l’une des deux personnes le retire, ou que sa fiche "
             f"s’efface : {left}", whose="members"),
        Kind("availability", "Vos jours et votre temps disponibles", "s’organiser sans vous user",
             AGREEMENT, SHOWN, hers, whose="members"),
        Kind("silences", "Les lettres que vous ne voulez pas recevoir", "ne plus vous les écrire",
             INTEREST, NOBODY, f"jusqu’à ce que vous changiez d’avis, ou {left}", whose="members"),
    ]  # fmt: skip


def _of_common_life(said):
    return [
        Kind("learning", "Ce que vous apprenez et transmettez : échanges, séances, tutorats, "
             "formations demandées", "que chacun et chacune sache avec qui et quand", CONTRACT,
             "les membres, pour les séances et les formations ; les seules personnes concernées, "
             "pour un échange et pour ce que l’on se dit d’un tutorat ; le secrétariat sait "
             "qu’un tutorat existe", f"{WITH_REGISTER} ; ce que vous dites savoir faire après une "
             f"séance, {said.former} après la fin de votre adhésion", whose="members"),
        Kind("group", "Votre place dans un groupe et votre réponse à son lancement",
             "ne lancer personne sans son accord", CONTRACT, "la fondation ; les autres personnes "
             "du groupe lisent votre nom si vous le voulez, ou une fois le groupe lancé",
             WITH_REGISTER, whose="members"),
        Kind("encounters", "Les rencontres auxquelles vous étiez, et ce que vous en avez écrit",
             "garder ce que d’autres coopératives nous apprennent", INTEREST, "les membres, une "
             "fois la rencontre partagée", WITH_REGISTER, whose="members"),
        Kind("sheets", "La ligne qui parlait de vous dans un tableau, si l’association vous a "
             "inscrit ou inscrite ainsi", "passer de son tableau au registre sans erreur", CONTRACT,
             "la fondation et le secrétariat",
             f"{said.sheet} après le dernier geste",
             whose="members"),
        Kind("circles", "Votre part dans les cercles : places, mandats, rôles, propositions, "
             "positions, objections, actions promises", "décider ensemble, et savoir qui s’est "
             "engagé à quoi", CONTRACT, "les membres ; un bulletin d’élection, le cercle qui "
             "élit, une fois tous ouverts ensemble", WITH_REGISTER, whose="members"),
        Kind("decisions", "Les procès-verbaux, les feuilles d’émargement et les décisions",
             "obligation d’une association", LAW, "les membres",
             "5 ans au moins ; les décisions, aussi longtemps que l’association", whose="members"),
        Kind("life", "Les mots de votre vie de membre : ce que vous avez écrit pour partir, ce que "
             "l’organe en a dit, une procédure et votre défense",
             "pouvoir répondre d’une décision devant un tribunal", INTEREST,
             "vous et les personnes qui tiennent le registre",
             f"{said.life} après la fin de votre adhésion ; les dates "
             "et les décisions, avec le registre", whose="members"),
    ]  # fmt: skip


def _of_money():
    return [
        Kind("apports", "Vos apports : promesses, contrats et signatures, versements, reprises",
             "tenir ce qui est dû à chacun et chacune, et le prouver", LAW,
             "vous, la trésorerie et la fondation ; les membres, des totaux de trois personnes au "
             "moins", "tant que quelque chose reste à reprendre, puis 10 ans après la clôture de "
             "l’exercice ; une promesse sans suite, 1 an, puis son seul montant, et au journal, où "
             "rien ne s’efface, de qui fut le geste", whose="members"),
        Kind("payouts", "Le compte où vous voulez être remboursé ou remboursée",
             "vous rendre ce qui vous est dû", CONTRACT, "vous, la trésorerie et la fondation",
             "avec le virement qu’il a reçu, 10 ans après la clôture de l’exercice",
             whose="members"),
        Kind("hardship", "Pourquoi vous demandez à être servi ou servie d’abord",
             "tenir compte d’une difficulté sans l’exposer", AGREEMENT,
             "les deux personnes de confiance qui la lisent, chiffrée pour les autres", "vos mots, "
             "jusqu’à ce que la demande soit close ; son montant, avec les comptes",
             whose="members"),
        Kind("fees", "Les cotisations", "obligation comptable", LAW, "la trésorerie",
             "10 ans après la clôture de l’exercice", whose="members"),
    ]  # fmt: skip


def _of_the_house(said):
    return [
        Kind("account", "Votre compte : adresse, clés, appareils", "vous laisser entrer, vous seul "
             "ou vous seule", CONTRACT, NOBODY, "avec votre compte ; si vous étiez membre, "
             f"{said.former} après la fin de votre adhésion"),
        Kind("letters", "Les lettres que la maison vous a écrites",
             "vérifier qu’elles sont bien parties", INTEREST,
             "la fondation ; l’administration technique ne voit que l’adresse et l’heure",
             "leur texte, 90 jours ; leur trace, avec votre dossier"),
        Kind("mail", "Vos e-mails tels qu’ils nous sont parvenus",
             "comprendre ce qui n’aurait pas été bien lu", INTEREST,
             "l’administration technique, en cas de panne seulement", "30 jours"),
        Kind("asked", "Vos demandes sur vos données", "y répondre à temps", LAW, FOUNDERS,
             f"{said.request} après la réponse"),
        Kind("journal", "Le journal : quel geste, quand, sur quel dossier",
             "pouvoir dire ce qui s’est passé", INTEREST, FOUNDERS,
             "sans limite, mais sans un mot de vous ; votre nom n’y est plus dès que vous êtes "
             "effacé ou effacée"),
        Kind("backups", "Les sauvegardes", "retrouver la maison après une panne", INTEREST,
             "l’administration technique, en cas de panne seulement",
             "30 jours glissants ; ce qui a été effacé l’est de nouveau après une restauration"),
    ]  # fmt: skip
