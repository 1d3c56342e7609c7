from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of calls and applications, as it is said that day."""

    VERSION_IMPORTED = "applications.version_imported", "a préparé une version de l’appel"
    VERSION_PUBLISHED = "applications.version_published", "a publié une version de l’appel"
    CALL_CLOSED = "applications.call_closed", "a clos l’appel"
    CALL_REOPENED = "applications.call_reopened", "a rouvert l’appel"

    MOVED_TO_VERSION = (
        "applications.moved_to_version",
        "La réponse en cours est passée à la version suivante de l’appel",
    )
    INTENTION_NOTED = "applications.intention_noted", "a noté ce que l’appel pourrait changer"
    POINT_MARKED = "applications.point_marked", "a marqué un passage de l’appel à aborder"
    POINT_DROPPED = "applications.point_dropped", "ne veut plus aborder un passage de l’appel"
    INTENTION_DROPPED = "applications.intention_dropped", "a laissé tomber un changement de l’appel"

    QUESTION_CONFIRMED = "applications.question_confirmed", "a posé une question"
    QUESTION_FORGOTTEN = (
        "applications.question_forgotten",
        "Une question jamais confirmée a été effacée",
    )
    MESSAGE_WRITTEN = "applications.message_written", "a écrit dans le fil"
    MESSAGE_ANSWERED = "applications.message_answered", "a répondu dans le fil"
    STRAY_KEPT = (
        "applications.stray_kept",
        "Un message venu d’une autre adresse a été mis de côté",
    )
    REPLY_REFUSED = "applications.reply_refused", "Une réponse par e-mail n’a pas été prise"
    THREAD_CLOSED = "applications.thread_closed", "a clos le fil"
    THREAD_LAPSED = "applications.thread_lapsed", "Le fil s’est clos après un long silence"
    ENTRY_WRITTEN = "applications.entry_written", "a écrit une question pour la FAQ"
    ENTRY_REWORDED = "applications.entry_reworded", "a récrit une question de la FAQ"
    ENTRY_TOLD = "applications.entry_told", "a annoncé à la personne que sa question serait publiée"
    ENTRY_REFUSED = "applications.entry_refused", "a préféré que sa question ne soit pas publiée"
    ENTRY_PUBLISHED = "applications.entry_published", "a publié une question dans la FAQ"
    ENTRY_WITHDRAWN = "applications.entry_withdrawn", "a retiré une question de la FAQ"

    DRAFT_GIVEN_UP = "applications.draft_given_up", "Un brouillon abandonné a été effacé"
    DRAFT_EXPIRED = "applications.draft_expired", "Un brouillon laissé a été effacé"
    SUBMITTED = "applications.submitted", "a envoyé sa candidature"
    COMPLETION_ASKED = "applications.completion_asked", "a demandé des précisions"
    COMPLETED = "applications.completed", "a envoyé ses précisions"
    READING_RESUMED = "applications.reading_resumed", "a repris la lecture sans attendre"
    PAUSE_PROPOSED = "applications.pause_proposed", "a proposé d’attendre"
    PAUSE_REFUSED = "applications.pause_refused", "a préféré ne pas attendre"
    PAUSED = "applications.paused", "a mis sa candidature en attente"
    WOKEN = "applications.woken", "La candidature sort de l’attente"
    TAKEN_UP = "applications.taken_up", "a repris la candidature"
    WITHDRAWN = "applications.withdrawn", "a retiré sa candidature"

    ERASED = "applications.erased", "La candidature est effacée"
    CV_ERASED = "applications.cv_erased", "Le CV est effacé, son temps est passé"
    TALK_ERASED = "applications.talk_erased", "Une question close est effacée, son temps est passé"
    KEPT_LONGER = "applications.kept_longer", "a choisi que son dossier soit gardé plus longtemps"
    EXPIRY_TOLD = "applications.expiry_told", "La personne est prévenue du jour de l’effacement"
    FICHE_TOLD = "applications.fiche_told", "La personne est prévenue du jour où sa fiche s’efface"
    FICHE_ERASED = "applications.fiche_erased", "La fiche est effacée, la ligne du registre reste"
    HELD = "applications.held", "a retenu ce dossier : un différend est ouvert"
    RELEASED = "applications.released", "a levé la retenue de ce dossier"
    PROOF_DROPPED = "applications.proof_dropped", "La preuve minimale a quitté l’archive"
    PROMISE_NEAR = "applications.promise_near", "La fondation est alertée de la réponse promise"
    RECALLED = "applications.recalled", "La personne a reçu un rappel"
    SILENCE_TOLD = "applications.silence_told", "La fondation est prévenue d’une attente"

    EXPORTED = "applications.exported", "a exporté une liste de candidatures"
    REMINDED = "applications.reminded", "a demandé une lecture à la fondation"
    JOINED = "applications.joined", "a réuni deux dossiers d’une même personne"
    TOLD_APART = "applications.told_apart", "a dit que deux dossiers sont de deux personnes"

    OPENED = "applications.opened", "a commencé la lecture"
    UNFOLDED = "applications.unfolded", "a déplié le nom avant d’avoir écrit sa lecture"
    READ = "applications.read", "a écrit sa lecture"
    CROSSED = "applications.crossed", "Les lectures sont croisées"
    MEETING_PROPOSED = "applications.meeting_proposed", "a proposé une rencontre"
    MEETING_REPROPOSED = "applications.meeting_reproposed", "a proposé d’autres heures"
    MEETING_COUNTERED = "applications.meeting_countered", "a demandé d’autres heures"
    MEETING_NUDGED = "applications.meeting_nudged", "Les heures proposées ont été rappelées"
    MEETING_RELEASED = (
        "applications.meeting_released",
        "Les heures proposées sont restées sans réponse et ne sont plus gardées",
    )
    MEETING_SET = "applications.meeting_set", "a choisi l’heure de la rencontre"
    MEETING_MOVED = "applications.meeting_moved", "a déplacé la rencontre"
    MEETING_KEPT = "applications.meeting_kept", "a gardé l’heure fixée pour la rencontre"
    MEETING_CALLED_OFF = "applications.meeting_called_off", "a annulé la rencontre"
    MET = "applications.met", "a noté que la rencontre a eu lieu"
    MEETING_MISSED = "applications.meeting_missed", "a noté que la rencontre n’a pas eu lieu"
    TAKEAWAY_WRITTEN = "applications.takeaway_written", "a écrit ce que nous retenons ensemble"
    ASKED_AGAIN = "applications.asked_again", "aimerait que l’on se revoie"
    GUIDE_SAVED = "applications.guide_saved", "a repris la trame de la conversation"
    GUIDE_TOLD = (
        "applications.guide_told",
        "La part de la trame adressée à la personne est partie",
    )
    POSITION_TAKEN = "applications.position_taken", "a dit sa position"
    NOTE_CONFIRMED = "applications.note_confirmed", "a confirmé une note après un avertissement"
    NOTE_WRITTEN = "applications.note_written", "a écrit une note sur le dossier"
    NOTE_CORRECTED = "applications.note_corrected", "a corrigé une note sur le dossier"
    NOTE_REMOVED = "applications.note_removed", "a retiré une note du dossier"
    PORTRAIT_WRITTEN = "applications.portrait_written", "a écrit son portrait"
    SUPPLEMENTED = "applications.supplemented", "a complété sa lecture"
    PARTING_PROPOSED = "applications.parting_proposed", "a proposé de ne pas donner suite"
    REOPENED = "applications.reopened", "a rouvert la décision"
    NEED_SAID = "applications.need_said", "a dit ce qu’il lui faut savoir"
    ASSENTED = "applications.assented", "a donné son consentement"
    RESERVE_RAISED = "applications.reserve_raised", "a dit ce qui retient"
    AMENDED = "applications.amended", "a proposé un texte qui intègre une réserve"
    AMENDMENT_ACCEPTED = "applications.amendment_accepted", "a consenti à un texte amendé"
    INTEGRATED = "applications.integrated", "Une réserve est intégrée"
    RESERVE_WITHDRAWN = "applications.reserve_withdrawn", "a retiré ce qui retenait"
    DECIDED = "applications.decided", "La décision est prise"
    LETTER_DRAFTED = "applications.letter_drafted", "a repris la lettre de réponse"
    INVITED = "applications.invited", "a envoyé l’invitation à adhérer"
    DECLINED = "applications.declined", "a envoyé la réponse"


TO_THE_PERSON = {
    Event.SUBMITTED: "Votre candidature est arrivée",
    Event.OPENED: "{actor} a commencé à vous lire",
    Event.UNFOLDED: "{actor} a déplié votre nom avant d’écrire sa lecture",
    Event.MEETING_PROPOSED: "{actor} vous propose une rencontre",
    Event.MEETING_REPROPOSED: "{actor} vous propose d’autres heures",
    Event.MEETING_COUNTERED: "Vous avez demandé d’autres heures",
    Event.MEETING_NUDGED: "Nous vous avons rappelé les heures proposées",
    Event.MEETING_SET: "L’heure de la rencontre est choisie",
    Event.MEETING_MOVED: "La rencontre a été déplacée",
    Event.MEETING_KEPT: "{actor} garde l’heure fixée",
    Event.MEETING_CALLED_OFF: "La rencontre est annulée",
    Event.MET: "Nous nous sommes rencontrés",
    Event.MEETING_MISSED: "La rencontre n’a pas eu lieu",
    Event.TAKEAWAY_WRITTEN: "{actor} a écrit ce que nous retenons ensemble",
    Event.ASKED_AGAIN: "Vous aimeriez que l’on se revoie",
    Event.GUIDE_TOLD: "Vous avez reçu de quoi préparer la rencontre",
    Event.NEED_SAID: "Vous avez dit ce que vous avez besoin de savoir",
    Event.ASSENTED: "Vous avez donné votre consentement",
    Event.INVITED: "{actor} vous a écrit, et vous invite à adhérer",
    Event.DECLINED: "{actor} vous a répondu",
    Event.COMPLETION_ASKED: "{actor} vous a demandé des précisions",
    Event.COMPLETED: "Vos précisions sont arrivées",
    Event.READING_RESUMED: "{actor} a repris la lecture sans attendre",
    Event.PAUSE_PROPOSED: "{actor} vous a proposé d’attendre",
    Event.PAUSE_REFUSED: "Vous avez préféré ne pas attendre",
    Event.PAUSED: "Votre candidature est mise en attente",
    Event.WOKEN: "Votre candidature est sortie de l’attente",
    Event.TAKEN_UP: "Votre candidature est reprise",
    Event.WITHDRAWN: "Vous avez retiré votre candidature",
    Event.RECALLED: "Nous vous avons écrit de nouveau, pour que rien ne se perde",
    Event.KEPT_LONGER: "Vous avez choisi que votre dossier soit gardé plus longtemps",
    Event.HELD: "{actor} a retenu votre dossier : un différend est ouvert",
    Event.RELEASED: "{actor} a levé la retenue de votre dossier",
}
"""What the person reads of their own history. What is not here is the founders' own talk."""
