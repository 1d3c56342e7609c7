from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of calls and applications, as it is said that day."""

    VERSION_IMPORTED = "applications.version_imported", "a préparé une version de l’appel"
    VERSION_PUBLISHED = "applications.version_published", "a publié une version de l’appel"

    DRAFT_EXPIRED = "applications.draft_expired", "Un brouillon laissé a été effacé"
    SUBMITTED = "applications.submitted", "a envoyé sa candidature"
    WITHDRAWN = "applications.withdrawn", "a retiré sa candidature"

    OPENED = "applications.opened", "a commencé la lecture"
    UNFOLDED = "applications.unfolded", "a déplié le nom avant d’avoir écrit sa lecture"
    READ = "applications.read", "a écrit sa lecture"
    CROSSED = "applications.crossed", "Les lectures sont croisées"
    MEETING_PROPOSED = "applications.meeting_proposed", "a proposé une rencontre"
    MEETING_SET = "applications.meeting_set", "a choisi l’heure de la rencontre"
    MEETING_CALLED_OFF = "applications.meeting_called_off", "a annulé la rencontre"
    MET = "applications.met", "a noté que la rencontre a eu lieu"
    POSITION_TAKEN = "applications.position_taken", "a dit sa position"
    DECIDED = "applications.decided", "La décision est prise"
    LETTER_DRAFTED = "applications.letter_drafted", "a repris la lettre de réponse"
    INVITED = "applications.invited", "a envoyé l’invitation à adhérer"
    DECLINED = "applications.declined", "a envoyé la réponse"


TO_THE_PERSON = {
    Event.SUBMITTED: "Votre candidature est arrivée",
    Event.OPENED: "{actor} a commencé à vous lire",
    Event.UNFOLDED: "{actor} a déplié votre nom avant d’écrire sa lecture",
    Event.MEETING_PROPOSED: "{actor} vous propose une rencontre",
    Event.MEETING_SET: "L’heure de la rencontre est choisie",
    Event.MEETING_CALLED_OFF: "La rencontre est annulée",
    Event.MET: "Nous nous sommes rencontrés",
    Event.INVITED: "{actor} vous a écrit : vous êtes invité ou invitée à adhérer",
    Event.DECLINED: "{actor} vous a répondu",
    Event.WITHDRAWN: "Vous avez retiré votre candidature",
}
"""What the person reads of their own history. What is not here is the founders' own talk."""
