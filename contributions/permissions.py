"""Who may do what with apports and with the books: plain predicates."""


def keeps_books(person):
    """Records what arrives and leaves, posts, imports the bank, closes a year."""
    return person.is_treasurer


def reads_books(person):
    """Sees each apport and the accounts: who keeps the books, and founders, who answer for them."""
    return person.is_treasurer or person.is_founder


def writes_terms(person):
    """Writes the rules of the house about apports, once an organ decided them."""
    return person.is_treasurer or person.is_founder


def discerns_hardship(person):
    """The two people of trust who read why somebody asks to be served first."""
    return person.is_founder


def confirms_money(person):
    """The second person of any money that leaves: a founder, another one than who prepared it."""
    return person.is_founder or person.is_treasurer


def sees_plan(person):
    """Members and founders read the needs, the plan and the totals; never somebody's amount."""
    return person.is_member or person.is_founder or person.is_treasurer


def contributes(person):
    """Promises an apport: members do (F2)."""
    return person.is_member


def writes_plan(person):
    """Writes the needs, the other resources, and what was spent on what."""
    return person.is_treasurer or person.is_founder


def promises(person):
    """Says a promise: members for themselves, the treasurer for who told them aloud."""
    return contributes(person) or keeps_books(person)


def reads_promises(person):
    """Opens the page of a promise: its author, and who reads the books (rows decide which)."""
    return person.is_authenticated


def certifies_copies(person):
    """Says that a scan is the paper they saw: who answers for the books, never who signed it."""
    return reads_books(person)


def writes_clauses(person):
    """Writes and ends the articles of contracts, once a lawyer read them."""
    return writes_terms(person)


def opens_contracts(person):
    """Opens the page of a contract: both sides, and who reads the books (rows decide which)."""
    return person.is_authenticated
