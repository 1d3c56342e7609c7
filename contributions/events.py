from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of apports and of the books, as it is said that day."""

    POSTED = "contributions.posted", "a passé une écriture"
    REVERSED = "contributions.reversed", "a contre-passé une écriture"
    YEAR_OPENED = "contributions.year_opened", "a ouvert un exercice"
    YEAR_CLOSED = "contributions.year_closed", "a clos un exercice"

    # terms, needs, pledges, goods
    TERMS_WRITTEN = "contributions.terms_written", "a inscrit un cadre des apports"
    OPINION_WRITTEN = "contributions.opinion_written", "a inscrit un avis reçu sur les apports"
    NEED_OPENED = "contributions.need_opened", "a inscrit un besoin au plan de financement"
    NEED_CHANGED = "contributions.need_changed", "a revu un besoin du plan"
    NEED_CLOSED = "contributions.need_closed", "a fermé un besoin du plan"
    RESOURCE_ADDED = "contributions.resource_added", "a inscrit une ressource au plan"
    RESOURCE_CHANGED = "contributions.resource_changed", "a revu une ressource du plan"
    RESOURCE_ENDED = "contributions.resource_ended", "a retiré une ressource du plan"
    USE_WRITTEN = "contributions.use_written", "a rattaché une dépense à un besoin"
    USE_TAKEN_BACK = "contributions.use_taken_back", "a détaché une dépense d’un besoin"
    PLEDGE_DECLARED = "contributions.pledge_declared", "a dit une promesse d’apport"
    PLEDGE_CONFIRMED = "contributions.pledge_confirmed", "a confirmé une promesse d’apport"
    PLEDGE_WITHDRAWN = "contributions.pledge_withdrawn", "a retiré une promesse d’apport"
    PLEDGE_EXPIRED = "contributions.pledge_expired", "est arrivée au bout de sa validité"
    PLEDGE_CONTRACTED = "contributions.pledge_contracted", "est devenue un contrat"
    PLEDGE_FREED = "contributions.pledge_freed", "n’a plus de contrat : elle reste confirmée"
    PLEDGE_SHOWN = "contributions.pledge_shown", "a changé qui peut lire sa promesse d’apport"
    PLEDGE_PROLONGED = "contributions.pledge_prolonged", "a prolongé une promesse d’apport"
    GOOD_DESCRIBED = "contributions.good_described", "a décrit un bien à apporter"
    GOOD_CORRECTED = "contributions.good_corrected", "a complété la description d’un bien"
    GOOD_VALUED = "contributions.good_valued", "a proposé la valeur d’un bien"
    GOOD_APPRAISED = "contributions.good_appraised", "a dit si la valeur d’un bien est juste"

    # payments, goods that came in, waivers, transmissions, statements
    RECEIVED = "contributions.received", "a inscrit le versement d’un apport"
    RECEIPT_REVERSED = "contributions.receipt_reversed", "a contre-passé le versement d’un apport"
    INSTALMENT_LAPSED = "contributions.instalment_lapsed", "n’attend plus un versement d’apport"
    REMINDED = "contributions.reminded", "a rappelé un versement attendu"
    GOOD_CAME_IN = "contributions.good_came_in", "a fait entrer un bien dans les comptes"
    GOOD_WORE = "contributions.good_wore", "a écrit ce qu’un bien a perdu de sa valeur"
    GOOD_WENT_BACK = "contributions.good_went_back", "a rendu un bien tel quel"
    WAIVER_ASKED = "contributions.waiver_asked", "souhaite renoncer à une part de son droit"
    WAIVER_TAKEN_BACK = "contributions.waiver_taken_back", "ne renonce plus"
    WAIVER_WRITTEN = "contributions.waiver_written", "a inscrit une renonciation"
    PASSED_ON = "contributions.passed_on", "a inscrit la transmission d’un droit de reprise"
    ENDED = "contributions.ended", "a mené un apport à son terme"
    STATED = "contributions.stated", "a établi un relevé d’apport"

    # books
    ANCHORED = "contributions.anchored", "a confié l’empreinte du registre à deux personnes"
    LEDGER_READ = "contributions.ledger_read", "a relu tout le registre : tout tient"
    LEDGER_WRONG = "contributions.ledger_wrong", "a trouvé que le registre ne tient pas"
    LETTERED = "contributions.lettered", "a lettré des lignes qui se répondent"
    UNLETTERED = "contributions.unlettered", "a défait un lettrage"
    EXPORTED = "contributions.exported", "a pris un fichier des comptes"
