"""The draft of a legal act, and the register of what the sole associate decided."""

from coopstudio.documents import api
from coopstudio.documents.api import documents_of
from coopstudio.files.api import door
from coopstudio.french import dates
from governance.models import LegalAct
from governance.permissions import sees_governance
from governance.register.voices import colleges_of
from governance.states import ActKind

WITNESSED = []
"""What higher floors ask the minutes of an assembly or of a board to bear witness of."""
MINUTES = (ActKind.ASSEMBLY, ActKind.BOARD)
DRAFT, REGISTER = "governance.act", "governance.act_register"


def may_read(person, document):
    """Members and founders: an act says no more than the decision that it carries out."""
    return sees_governance(person)


api.readable_by(DRAFT, may_read)
api.readable_by(REGISTER, may_read)


def witnessed(says):
    """Register a function whose sentence is printed in minutes, « » when there is none to say: many
    people sign them, and each keeps a copy."""
    WITNESSED.append(says)
    return says


@door
def may_open_act(person, file):
    """The signed act, for those who read the register."""
    return sees_governance(person) and LegalAct.objects.filter(signed=file).exists()


def act_draft(decision):
    """The act as it would be signed: number, version, date and college of the decision (4.7)."""
    version = decision.version
    return api.ask(
        DRAFT,
        decision,
        title=f"{decision.get_act_kind_display().capitalize()}, {decision.code}"[:150],
        template="governance/documents/act.html",
        act=decision.act_kind,
        code=decision.code,
        version=version.number,
        words=decision.title,
        needs=version.needs,
        text=version.text,
        circle=decision.circle.name,
        adopted=dates.day(decision.adopted_at),
        effect=dates.day(decision.effect_on),
        witnesses=_witnesses(decision),
        colleges=[
            {"circle": one.circle.name, "day": dates.day(one.last_at), "people": one.names}
            for one in colleges_of(decision)
        ],
    )


def _witnesses(decision):
    if decision.act_kind not in MINUTES:
        return []
    return [words for words in (says() for says in WITNESSED) if words]


def drafts_of(decision):
    """The drafts of its act, the newest first."""
    return documents_of(decision).filter(kind=DRAFT)


def act_register(acts, *, on):
    """The register of the sole associate, whole, on a day."""
    return api.ask(
        REGISTER,
        acts[-1],
        title=f"Registre des décisions de l’associé unique, {dates.short_day(on)}"[:150],
        template="governance/documents/act_register.html",
        rows=[row_of(one) for one in acts],
        on=dates.day(on),
    )


ACT_HEAD = ["N°", "Objet", "Signée le", "Signée par", "Décision du cercle", "Adoptée le"]


def row_of(act):
    """One line of the register: what a sheet and a paper both say."""
    decision = act.decision
    return [
        f"{act.register_number}",
        act.title,
        dates.digits(act.signed_on),
        act.signed_by,
        decision.code if decision else "aucune",
        dates.digits(decision.adopted_at) if decision else "",
    ]
