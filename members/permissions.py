"""Who may do what with people: plain predicates. Rights come from offices and membership."""


def is_member(person):
    return person.is_member


def keeps_register(person):
    """Reads membership requests and records what the organ decided."""
    return bool(person.roles & {"founder", "secretary"})


def enters_bulletins(person):
    """Enters what somebody signed on paper, and posts what goes by post: who keeps the register."""
    return keeps_register(person)


def imports_members(person):
    """Gives a sheet of members, and takes lists away: those who keep the register."""
    return keeps_register(person)


def exports_members(person):
    """Takes the register or the directory away as a sheet; the journal notes it."""
    return keeps_register(person)


def writes_to_members(person):
    """Writes one letter to all members, or to those of a college: those who keep the register."""
    return keeps_register(person)


def sees_figures(person):
    """Founders, the secretary and the treasurer see the association in figures."""
    return keeps_register(person) or person.is_treasurer


def sees_the_group(person):
    """Members and founders see who forms the group; what is published is read by everybody."""
    return person.is_member or person.is_founder


def forms_the_group(person):
    """Writes the needs that were decided, the places taken, and confirms what is published."""
    return person.is_founder


def reads_encounters(person):
    """Members and founders read what was met elsewhere."""
    return person.is_member or person.is_founder


def writes_encounters(person):
    """Members tell the visits they made, and draw something from any of them."""
    return person.is_member


def answers_data_requests(person):
    """Founders answer for what people ask of their data."""
    return person.is_founder


def learns(person):
    """Members learn from each other: they exchange, open sessions, ask for trainings."""
    return person.is_member


def sees_learning(person):
    """Those who learn, and those who keep the register, see what is missing and what is planned."""
    return person.is_member or keeps_register(person)


def keeps_fees(person):
    """Calls, records what arrives, reverses what was wrong."""
    return person.is_treasurer


def reads_fees(person):
    """Sees who paid what: those who keep the fees, and founders, who answer for the house."""
    return person.is_treasurer or person.is_founder


def records_tax_right(person):
    """Writes the right that a receipt may speak of taxes: nobody earns it by handling the money."""
    return bool(person.roles & {"secretary", "administrator"})


def reads_lives(person):
    """Reads how somebody came to be a member, and where they stand; exclusions are another door."""
    return signs_notices(person) or person.is_treasurer


def reads_offices(person):
    """Sees who holds which office: who keeps the register, and the administration."""
    return keeps_register(person) or "administrator" in person.roles


def proposes_offices(person):
    """Proposes that an office be entrusted, or end; never one's own."""
    return bool(person.roles & {"founder", "administrator"})


def confirms_offices(person):
    """Is the second person of a change of office."""
    return person.is_founder


def closes_accounts(person):
    """Proposes that an account be closed for a time, and opens it again; never one's own."""
    return bool(person.roles & {"founder", "administrator"})


def confirms_lockouts(person):
    """Is the second person of it: the administration alone shuts nobody out."""
    return person.is_founder


def proposes_notices(person):
    """The treasurer proposes a mise en demeure; another person signs it."""
    return person.is_treasurer


def signs_notices(person):
    """The présidence, or who keeps the register where nobody holds it; ``signers`` says who."""
    return keeps_register(person) or "president" in person.roles


def reads_statutes(person):
    """The statutes are every member's, and of those who hold an office."""
    return person.is_member or bool(person.roles)


def reads_register(person):
    """Looks at who belongs on any day: the présidence, the secretary, the treasurer, founders."""
    return bool(person.roles & {"founder", "president", "secretary", "treasurer"})


def sees_association(person):
    """Sees what waits for the secretary and for the treasurer."""
    return reads_register(person)


def keeps_papers(person):
    """Prepares the blank forms of the association."""
    return reads_register(person)


def sees_assemblies(person):
    """Members, and whoever sits on the board, see the assemblies they are convened to."""
    return person.is_member or bool(person.roles & {"founder", "secretary", "board"})
