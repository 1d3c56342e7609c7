from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of people and their belonging, as it is said that day."""

    INVITED = "members.invited", "a invité cette personne à demander son adhésion"
    INVITATION_CLOSED = "members.invitation_closed", "a refermé l’invitation à adhérer"
    REQUESTED = "members.requested", "a demandé son adhésion"
    ADMITTED = "members.admitted", "a enregistré l’admission"
    REFUSED = "members.refused", "a enregistré que la demande n’est pas admise"
    TAKEN_BACK = "members.taken_back", "a retiré sa demande d’adhésion"
    ROLE_GRANTED = "members.role_granted", "a confié une fonction"
    ROLE_ENDED = "members.role_ended", "a mis fin à une fonction"
    PROFILE_CHANGED = "members.profile_changed", "a mis à jour son profil"
    STATUTES_WRITTEN = "members.statutes_written", "a inscrit une version des statuts"
    ENROLLED = "members.enrolled", "a inscrit au registre une adhésion antérieure"
    DATA_TAKEN = "members.data_taken", "a pris une copie de ses données"
    DATA_ASKED = "members.data_asked", "a demandé quelque chose de ses données"
    DATA_ANSWERED = "members.data_answered", "a répondu à une demande sur des données"
    ERASED = "members.erased", "Les données de cette personne sont effacées"
    CONSENT_GIVEN = "members.consent_given", "a donné un accord"
    CONSENT_WITHDRAWN = "members.consent_withdrawn", "a retiré un accord"
    SKILLS_SAID = "members.skills_said", "a dit ses savoir-faire"
    NEEDS_DECIDED = "members.needs_decided", "a inscrit les besoins décidés du groupe"
    PLACE_TAKEN = "members.place_taken", "a inscrit une place dans le groupe"
    PLACE_LEFT = "members.place_left", "a noté qu’une place du groupe est libre"
    GAUGE_CONFIRMED = "members.gauge_confirmed", "a publié où en est le groupe"
