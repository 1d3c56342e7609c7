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
    COMPANY_TOLD = "contributions.company_told", "a inscrit un fait de la société, avec sa pièce"
    COMPANY_TAKEN_BACK = "contributions.company_taken_back", "a retiré un fait de la société"
    USE_WRITTEN = "contributions.use_written", "a rattaché une dépense à un besoin"
    USE_TAKEN_BACK = "contributions.use_taken_back", "a détaché une dépense d’un besoin"
    PLEDGE_DECLARED = "contributions.pledge_declared", "a dit une promesse d’apport"
    PLEDGE_CONFIRMED = "contributions.pledge_confirmed", "a confirmé une promesse d’apport"
    PLEDGE_WITHDRAWN = "contributions.pledge_withdrawn", "a retiré une promesse d’apport"
    PLEDGE_EXPIRED = "contributions.pledge_expired", "est arrivée au bout de sa validité"
    PLEDGE_FORGOTTEN = (
        "contributions.pledge_forgotten",
        "a perdu ses mots et son nom, un an après sa fin",
    )
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
    GOOD_UNWORN = "contributions.good_unworn", "a contre-passé la dotation d’un bien"
    GOOD_STAYED = "contributions.good_stayed", "a contre-passé le retour d’un bien : il est ici"
    GOOD_WENT_BACK = "contributions.good_went_back", "a rendu un bien tel quel"
    WAIVER_ASKED = "contributions.waiver_asked", "souhaite renoncer à une part de son droit"
    WAIVER_TAKEN_BACK = "contributions.waiver_taken_back", "ne renonce plus"
    WAIVER_WRITTEN = "contributions.waiver_written", "a inscrit une renonciation"
    WAIVER_UNDONE = "contributions.waiver_undone", "a contre-passé une renonciation"
    PASSED_ON = "contributions.passed_on", "a inscrit la transmission d’un droit de reprise"
    PASSED_BACK = "contributions.passed_back", "a contre-passé la transmission d’un droit"
    ENDED = "contributions.ended", "a mené un apport à son terme"
    OWED_AGAIN = "contributions.owed_again", "est dû de nouveau : un virement est revenu"
    STATED = "contributions.stated", "a établi un relevé d’apport"

    # books
    ANCHORED = "contributions.anchored", "a confié l’empreinte du registre à deux personnes"
    LEDGER_READ = "contributions.ledger_read", "a relu tout le registre : tout tient"
    LEDGER_WRONG = "contributions.ledger_wrong", "a trouvé que le registre ne tient pas"
    LETTERED = "contributions.lettered", "a lettré des lignes qui se répondent"
    UNLETTERED = "contributions.unlettered", "a défait un lettrage"
    ACCOUNT_OPENED = "contributions.account_opened", "a ouvert un compte du plan comptable"
    NOTICE_ASKED = "contributions.notice_asked", "a demandé la notice du fichier des écritures"
    EXPORTED = "contributions.exported", "a pris un fichier des comptes"

    # rounds, opt-outs, requests, payouts, batches
    ROUND_PREPARED = "contributions.round_prepared", "a préparé un tour de reprises"
    ROUND_RULE_CHOSEN = "contributions.round_rule_chosen", "a choisi la règle d’un tour"
    ROUND_SOURCE_ADDED = "contributions.round_source_added", "a ajouté une ressource à un tour"
    ROUND_SOURCE_CHANGED = "contributions.round_source_changed", "a changé ce qu’un tour prélève"
    ROUND_SOURCE_DROPPED = "contributions.round_source_dropped", "a retiré une ressource d’un tour"
    ROUND_COMPUTED = "contributions.round_computed", "a figé la base d’un tour et l’a calculé"
    ROUND_REOPENED = "contributions.round_reopened", "a repris la préparation d’un tour"
    ROUND_PROPOSED = "contributions.round_proposed", "a porté un tour de reprises devant un cercle"
    ROUND_CONSENTED = "contributions.round_consented", "a reçu la décision d’un cercle"
    ROUND_SIGNED = "contributions.round_signed", "a relu un tour et signé pour sa comptabilisation"
    ROUND_POSTED = "contributions.round_posted", "a confirmé et comptabilisé un tour de reprises"
    ROUND_CANCELLED = "contributions.round_cancelled", "a annulé un tour de reprises"
    ROUND_PASSED = "contributions.round_passed", "laisse passer un tour de reprises"
    ROUND_JOINED = "contributions.round_joined", "reprend part à un tour de reprises"
    HARDSHIP_ASKED = "contributions.hardship_asked", "est confiée à deux personnes de confiance"
    HARDSHIP_DISCERNED = "contributions.hardship_discerned", "est lue par une personne de confiance"
    HARDSHIP_WITHDRAWN = "contributions.hardship_withdrawn", "est retirée, et ses mots effacés"
    PAYOUT_GIVEN = "contributions.payout_given", "a donné le compte où être remboursé"
    PAYOUT_CONFIRMED = "contributions.payout_confirmed", "a confirmé le compte d’une autre personne"
    PAYOUT_ENDED = "contributions.payout_ended", "a retiré un compte de reprise"
    BATCH_MADE = "contributions.batch_made", "a préparé un lot de virements"
    BATCH_DROPPED = "contributions.batch_dropped", "a retiré un lot avant son envoi"
    BATCH_SENT = "contributions.batch_sent", "a remis un lot de virements à la banque"
    TRANSFER_PAID = "contributions.transfer_paid", "a inscrit un virement payé"
    TRANSFER_UNPAID = "contributions.transfer_unpaid", "a défait le paiement d’un virement"
    TRANSFER_ARRIVED = "contributions.transfer_arrived", "a défait le retour d’un virement"
    TRANSFER_RETURNED = "contributions.transfer_returned", "a inscrit un virement revenu"

    # the bank
    BANK_OPENED = "contributions.bank_opened", "a inscrit un compte bancaire"
    STATEMENT_IMPORTED = "contributions.statement_imported", "a importé un relevé de la banque"
    OPERATION_MATCHED = "contributions.operation_matched", "a rapproché une opération de la banque"
    OPERATION_SET_ASIDE = "contributions.operation_set_aside", "a mis une opération de côté"
    OPERATION_TAKEN_UP = "contributions.operation_taken_up", "a remis une opération à rapprocher"

    # clauses, contracts, signatures
    CLAUSE_WRITTEN = "contributions.clause_written", "a écrit une version d’une clause"
    CLAUSE_ENDED = "contributions.clause_ended", "a terminé une version d’une clause"
    CONTRACT_ISSUED = "contributions.contract_issued", "a émis un contrat d’apport"
    CONTRACT_AMENDED = "contributions.contract_amended", "a émis une nouvelle version d’un contrat"
    CONTRACT_LAPSED = "contributions.contract_lapsed", "a laissé un contrat sans suite"
    CONTRACT_SIGNED = "contributions.contract_signed", "a signé un contrat d’apport"
    PAPER_HANDED_OVER = "contributions.paper_handed_over", "a déposé la copie d’un contrat signé"
    COPY_CERTIFIED = "contributions.copy_certified", "a certifié la copie d’un contrat signé"
    CONTRACT_IN_FORCE = "contributions.contract_in_force", "a fait entrer un contrat en vigueur"
    CONTRACT_RETRACTED = "contributions.contract_retracted", "a changé d’avis sur un contrat"
    RETRACTED_GIVEN_BACK = (
        "contributions.retracted_given_back",
        "a inscrit ce qui a été rendu après une rétractation",
    )
