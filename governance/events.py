from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of governance, as it is said that day.

    It says who spoke and never what they said: positions and ballots stand in their own tables.
    """

    ROUND_OPENED = "governance.round_opened", "a ouvert un tour de parole"
    SPOKE = "governance.spoke", "a parlé dans un tour"
    POSITION_TAKEN = "governance.position_taken", "s’est prononcé ou prononcée dans un tour"
    ROUND_CLOSED = "governance.round_closed", "a clos un tour de parole"
    ROUND_VOIDED = "governance.round_voided", "Ce tour est sans effet"
    TENSION_DROPPED = "governance.tension_dropped", "Une tension est au panier"
    TENSION_SETTLED = "governance.tension_settled", "Cette tension a quitté le panier"
    DECIDED_URGENTLY = (
        "governance.decided_urgently",
        "a pris une décision d’exécution urgente, que le cercle reprendra",
    )
    PROPOSAL_DRAFTED = "governance.proposal_drafted", "a écrit une proposition"
    PROPOSAL_RENAMED = "governance.proposal_renamed", "a changé le titre de la proposition"
    PROPOSAL_AMENDED = "governance.proposal_amended", "a écrit une nouvelle version"
    CIRCLE_HEARD = "governance.circle_heard", "a dit ce qu’en pense un cercle concerné"
    STAKEHOLDERS_HEARD = (
        "governance.stakeholders_heard",
        "a noté ce que disent les personnes touchées",
    )
    HEARING_CORRECTED = (
        "governance.hearing_corrected",
        "a corrigé une écoute, comme le peuvent demander les personnes entendues",
    )
    ASKED_THERE_INSTEAD = (
        "governance.asked_there_instead",
        "Un cercle concerné s’est clos : celui qui reprend ce qu’il tenait est consulté",
    )
    PUT_IN_BASKET = "governance.put_in_basket", "a mis la proposition au panier"
    PROPOSAL_SCHEDULED = "governance.proposal_scheduled", "a inscrit la proposition à une réunion"
    PROPOSAL_POSTPONED = "governance.proposal_postponed", "a reporté la proposition"
    PROPOSAL_WITHDRAWN = "governance.proposal_withdrawn", "a retiré sa proposition"
    PROPOSAL_STOPPED = "governance.proposal_stopped", "La proposition s’arrête avec son cercle"
    PROPOSAL_ABANDONED = "governance.proposal_abandoned", "Le cercle a abandonné la proposition"
    PROPOSAL_REFERRED = "governance.proposal_referred", "Le cercle a confié la proposition"
    AGREEMENT_ASKED = "governance.agreement_asked", "a demandé l’accord du cercle"
    PROPOSAL_PRESENTED = "governance.proposal_presented", "a ouvert la présentation"
    CLARIFYING = "governance.clarifying", "Le temps de clarification s’est ouvert"
    REACTING = "governance.reacting", "Le tour de réactions s’est ouvert"
    ARBITRATING = "governance.arbitrating", "Le temps d’arbitrage s’est ouvert"
    DISTANCE_WISHED = "governance.distance_wished", "a demandé à traiter la proposition à distance"
    DISTANCE_OPENED = "governance.distance_opened", "a ouvert la proposition à distance"
    WINDOW_EXTENDED = "governance.window_extended", "Le tour à distance est prolongé"
    MEETING_ASKED = "governance.meeting_asked", "a demandé à traiter la proposition en réunion"
    DISTANCE_ENDED = "governance.distance_ended", "La proposition attend la prochaine réunion"
    CONSENT_DEEMED = (
        "governance.consent_deemed",
        "Une politique du cercle tient lieu de consentement",
    )
    CONSENT_OPENED = "governance.consent_opened", "a ouvert le tour de consentement"
    PROPOSAL_RESERVED = "governance.proposal_reserved", "La proposition est adoptée sous réserve"
    OBJECTIONS_OPENED = (
        "governance.objections_opened",
        "Le tour est complet, et porte une objection",
    )
    OBJECTION_REFORMULATED = "governance.objection_reformulated", "a reformulé une objection"
    OBJECTION_HEARD = "governance.objection_heard", "a reconnu son objection, reformulée"
    OBJECTION_EXPLORED = "governance.objection_explored", "a ouvert l’exploration d’une objection"
    OBJECTION_INTEGRATED = "governance.objection_integrated", "a dit son objection intégrée"
    OBJECTION_REMAINS = "governance.objection_remains", "a dit son objection pas encore intégrée"
    OBJECTION_WITHDRAWN = "governance.objection_withdrawn", "a retiré son objection"
    OBJECTION_ORPHANED = "governance.objection_orphaned", "Cette objection est orpheline"
    OBJECTION_TAKEN_OVER = "governance.objection_taken_over", "a repris une objection à son compte"
    OBJECTION_CLOSED = "governance.objection_closed", "Le cercle a clos une objection avec une note"
    PROPOSAL_ADOPTED = "governance.proposal_adopted", "La proposition est adoptée"
    PROPOSAL_SUSPENDED = "governance.proposal_suspended", "a suspendu la proposition"
    PROPOSAL_RESUMED = "governance.proposal_resumed", "a repris la proposition"
    DECISION_CELEBRATED = "governance.decision_celebrated", "a célébré la décision avec le cercle"
    ELECTION_OPENED = "governance.election_opened", "a ouvert une élection sans candidat"
    ELECTION_FRAMED = "governance.election_framed", "a décrit le rôle, et proposé une durée"
    ELECTION_HANDED_OVER = (
        "governance.election_handed_over",
        "a confié la facilitation de l’élection",
    )
    ELECTION_BEGUN = "governance.election_begun", "a commencé l’élection par le rappel du rôle"
    ROLE_TOLD = "governance.role_told", "a raconté le rôle"
    ELECTION_ASKED = "governance.election_asked", "a demandé l’accord du cercle pour l’élection"
    ELECTION_AGREED = "governance.election_agreed", "Le cercle a donné son accord pour l’élection"
    CRITERIA_COLLECTED = "governance.criteria_collected", "a ouvert le tour des critères"
    CRITERIA_SORTED = "governance.criteria_sorted", "a trié les critères"
    BALLOTS_SENT_OUT = "governance.ballots_sent_out", "a distribué les bulletins"
    BALLOTS_AWAITED = "governance.ballots_awaited", "Les bulletins attendus ont été rappelés"
    BALLOTS_OPENED = "governance.ballots_opened", "Les bulletins ont été ouverts ensemble"
    CONFIRMATIONS_HEARD = (
        "governance.confirmations_heard",
        "a ouvert le tour de confirmation",
    )
    ELECTION_WENT_ON = "governance.election_went_on", "a nommé les absences, et clos le tour"
    WORDING_ENTRUSTED = (
        "governance.wording_entrusted",
        "a demandé à quelqu’un de formuler la proposition",
    )
    PROPOSAL_CALLED_FOR = "governance.proposal_called_for", "a appelé une proposition"
    NAME_PROPOSED = "governance.name_proposed", "a proposé un nom au consentement du cercle"
    ANOTHER_NAME_WANTED = "governance.another_name_wanted", "a rouvert la proposition d’un nom"
    ELECTION_POSTPONED = "governance.election_postponed", "a reporté l’élection"
    ELECTION_RESUMED = "governance.election_resumed", "a repris l’élection"
    ELECTION_WITHOUT_RESULT = (
        "governance.election_without_result",
        "a clos l’élection sans résultat",
    )
    LINK_NOT_ACCEPTED = (
        "governance.link_not_accepted",
        "a dit que l’autre cercle n’accueille pas ce lien",
    )
    LINK_AWAITED = "governance.link_awaited", "L’autre cercle est invité à accueillir ce lien"
    ELECTED = "governance.elected", "Le cercle a confié un mandat par élection"
    DEED_ASKED = "governance.deed_asked", "a confié une action"
    DEED_DONE = "governance.deed_done", "a dit cette action faite"
    DEED_TAKEN_UP = "governance.deed_taken_up", "a rouvert cette action"
    DEED_RELEASED = "governance.deed_released", "a noté que le cercle lève cette action"
    DEED_HANDED_OVER = "governance.deed_handed_over", "Cette action a suivi le rôle"
    TASK_PLANNED = "governance.task_planned", "a donné une tâche à un rôle"
    TASK_STOPPED = "governance.task_stopped", "a arrêté une tâche d’un rôle"
    STEP_ADDED = "governance.step_added", "a ajouté une étape"
    STEP_MOVED = "governance.step_moved", "a changé la date d’une étape"
    STEP_DONE = "governance.step_done", "a dit une étape faite"
    STEP_TAKEN_UP = "governance.step_taken_up", "a rouvert une étape"

    MEETING_PREPARED = "governance.meeting_prepared", "a préparé une réunion"
    ITEM_ADDED = "governance.item_added", "a mis un point à l’ordre du jour"
    ITEM_CHANGED = "governance.item_changed", "a repris un point de l’ordre du jour"
    ITEM_TAKEN_OFF = "governance.item_taken_off", "a retiré un point de l’ordre du jour"
    AGENDA_ORDERED = "governance.agenda_ordered", "a changé l’ordre des points"
    MEETING_CONVENED = "governance.meeting_convened", "a convoqué la réunion"
    MEETING_MOVED = "governance.meeting_moved", "a déplacé la réunion"
    MEETING_CALLED_OFF = "governance.meeting_called_off", "a annulé la réunion"
    MEETING_GUEST_ASKED = (
        "governance.meeting_guest_asked",
        "a invité quelqu’un à cette réunion",
    )
    MEETING_GUEST_LET_GO = (
        "governance.meeting_guest_let_go",
        "a repris une invitation à cette réunion",
    )
    MEETING_GUEST_DECLINED = (
        "governance.meeting_guest_declined",
        "a décliné l’invitation à cette réunion",
    )
    COMING_SAID = "governance.coming_said", "a dit sa présence à venir"
    MEETING_OPENED = "governance.meeting_opened", "a ouvert la réunion"
    MEETING_ENTRUSTED = "governance.meeting_entrusted", "a dit qui facilite et qui écrit"
    ARRIVED = "governance.arrived", "a noté une arrivée"
    LEFT = "governance.left", "a noté un départ"
    AGENDA_AGREED = "governance.agenda_agreed", "Le cercle consent à l’ordre du jour"
    ASKED_AND_AGREED = "governance.asked_and_agreed", "Le cercle consent à ce qui est demandé"
    ITEM_STARTED = "governance.item_started", "a commencé un point"
    ITEM_ENDED = "governance.item_ended", "a terminé un point"
    TEXT_TAKEN_UP = "governance.text_taken_up", "a pris une proposition née d’un point"
    ITEM_SET_ASIDE = "governance.item_set_aside", "a mis un point en attente"
    ITEM_PUT_OFF = "governance.item_put_off", "a reporté un point au panier"
    ITEM_PROPOSED = "governance.item_proposed", "a proposé un point en séance"
    BASKET_TIDIED = "governance.basket_tidied", "Le panier est à jour"
    MEETING_CLOSED = "governance.meeting_closed", "a clos la réunion"
    REPORTED = "governance.reported", "a porté des nouvelles d’un autre cercle"
    MINUTES_APPROVED = "governance.minutes_approved", "Le compte-rendu est approuvé"
    MINUTES_PUBLISHED = "governance.minutes_published", "a publié le compte-rendu"
    FOUNDING_OPENED = "governance.founding_opened", "a ouvert le cercle fondateur"
    CIRCLE_PROPOSED = "governance.circle_proposed", "a proposé la création de ce cercle"
    CHANGE_PROPOSED = "governance.change_proposed", "a proposé un changement dans le cercle"
    CIRCLE_BEGUN = "governance.circle_begun", "Le cercle est créé"
    CIRCLE_FORMING = "governance.circle_forming", "Le cercle peut se réunir et se constituer"
    CIRCLE_ACTIVE = "governance.circle_active", "Les rôles sont tenus : le cercle est actif"
    CHARTER_APPLIED = "governance.charter_applied", "Le but et le domaine suivent la décision"
    PROJECT_GIVEN_UP = "governance.project_given_up", "Ce projet de cercle est resté un projet"
    CIRCLE_MOVED = "governance.circle_moved", "Le cercle change de cercle parent"
    CIRCLE_INVERTED = "governance.circle_inverted", "Le cercle ne réunit plus que des liens"
    DOMAIN_PASSED = "governance.domain_passed", "Un domaine passe d’un cercle à un autre"
    CIRCLE_CLOSING = "governance.circle_closing", "La clôture du cercle est ouverte"
    MERGER_DECIDED = "governance.merger_decided", "La fusion avec un autre cercle est décidée"
    CIRCLE_MERGED = "governance.circle_merged", "Le cercle a fusionné avec un autre, où il continue"
    CIRCLE_TOOK_IN = "governance.circle_took_in", "Un autre cercle a fusionné avec celui-ci"
    CAME_WITH_THEIR_CIRCLE = (
        "governance.came_with_their_circle",
        "est dans le cercle, par la fusion des deux",
    )
    PROPOSAL_FOLLOWED = (
        "governance.proposal_followed",
        "La proposition a suivi son cercle, qui a fusionné avec un autre",
    )
    CIRCLE_TAKEN_UP = "governance.circle_taken_up", "Quelqu’un reprend ce cercle"
    TEXT_HANDED_OVER = "governance.text_handed_over", "a confié ce texte à un autre cercle"
    CIRCLE_CLOSED = "governance.circle_closed", "a clos le cercle"
    ROLE_WRITTEN = "governance.role_written", "a décrit un rôle du cercle"
    INVITED = "governance.invited", "a fait une place à quelqu’un"
    CIRCLE_JOINED = "governance.circle_joined", "est dans le cercle"
    DECLINED = "governance.declined", "préfère ne pas entrer dans le cercle"
    CIRCLE_LEFT = "governance.circle_left", "n’est plus dans le cercle"
    ON_LEAVE = "governance.on_leave", "est en congé du cercle"
    CAME_BACK = "governance.came_back", "est de retour dans le cercle"
    MANDATE_BEGUN = "governance.mandate_begun", "Un mandat commence"
    MANDATE_ENDED = "governance.mandate_ended", "Un mandat prend fin"
    LINK_BEGUN = "governance.link_begun", "Un lien prend vie entre deux cercles"
    LINK_ENDED = "governance.link_ended", "Un lien prend fin : une main est ouverte"

    DECISION_PROCEEDED = "governance.decision_proceeded", "Ce que ce texte permettait est fait"
    DECISION_HANDED_OVER = "governance.decision_handed_over", "Un autre cercle garde ce texte"
    MEASURE_READ = "governance.measure_read", "a relevé une mesure"
    REVIEW_NEAR = "governance.review_near", "La révision est rappelée, un mois avant"
    REVIEW_DUE = "governance.review_due", "La date de révision est venue : le cercle le sait"
    REVIEW_OPENED = "governance.review_opened", "a ouvert la révision de ce texte"
    REVIEW_WRITTEN = "governance.review_written", "a dit ce qui a été vécu de ce texte"
    REVIEW_PROPOSED = "governance.review_proposed", "a porté la révision devant le cercle"
    RENEWED_TOGETHER = "governance.renewed_together", "a proposé de reconduire ce texte tel quel"
    REVIEW_PUT_OFF = "governance.review_put_off", "a reporté la révision de ce texte, une fois"
    REVIEW_MOVED = "governance.review_moved", "Le cercle a consenti à une autre date de révision"
    REVIEW_CLOSED = "governance.review_closed", "La révision de ce texte est close"
    ACT_PREPARED = "governance.act_prepared", "a préparé le brouillon de l’acte"
    ACT_ATTACHED = "governance.act_attached", "a joint l’acte signé"
    ACT_UNBACKED = "governance.act_unbacked", "a inscrit un acte signé sans décision"
    ACT_REGISTER_TAKEN = "governance.act_register_taken", "a pris le registre de l’associé unique"
    ADMISSION_PROPOSED = "governance.admission_proposed", "a proposé une admission à son cercle"
    DIARY_OPENED = "governance.diary_opened", "a ouvert son calendrier personnel"
    DIARY_CLOSED = "governance.diary_closed", "a fermé son calendrier personnel"
    RHYTHM_CHOSEN = "governance.rhythm_chosen", "a choisi le rythme de la lettre des cercles"
    SELF_CHECK_OPENED = "governance.self_check_opened", "a ouvert l’autoévaluation du cercle"
    SELF_CHECK_CLOSED = "governance.self_check_closed", "L’autoévaluation est close et se lit"
    VIEWPOINT_ADDED = "governance.viewpoint_added", "a ajouté une place d’où ressentir"
    VIEWPOINT_ENDED = "governance.viewpoint_ended", "a retiré une place d’où ressentir"
    VIEWPOINTS_GIVEN = "governance.viewpoints_given", "a fait tirer des places d’où ressentir"
    FELT = "governance.felt", "a écrit depuis la place qui lui était donnée"
    ECHOED = "governance.echoed", "a répondu depuis la place qui est la sienne"
    POLES_DECLARED = "governance.poles_declared", "a déclaré un couple de pôles"
    POLES_ENDED = "governance.poles_ended", "a retiré un couple de pôles"
    POLE_SAID = "governance.pole_said", "a dit de quel pôle venait sa réaction"
    SWAP_OFFERED = "governance.swap_offered", "a proposé de parler depuis l’autre pôle"
    SAID_FROM_THE_OTHER_POLE = "governance.said_from_the_other_pole", "a parlé depuis l’autre pôle"
    LEARNING_CHOSEN = (
        "governance.learning_chosen",
        "a choisi de lire, ou non, ce qui se dit à chaque étape",
    )
    DIGEST_SENT = "governance.digest_sent", "La lettre des cercles est écrite"
