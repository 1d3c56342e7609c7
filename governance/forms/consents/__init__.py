"""What one may type of a proposal: its text, its measures, an objection, a reason."""

from governance.forms.consents.measures import MeasureForm
from governance.forms.consents.name import NameForm
from governance.forms.consents.saying import (
    ObjectionForm,
    PostponingForm,
    ReasonForm,
    ReferringForm,
)
from governance.forms.consents.text import AmendForm, DraftForm

__all__ = [
    "AmendForm",
    "DraftForm",
    "MeasureForm",
    "NameForm",
    "ObjectionForm",
    "PostponingForm",
    "ReasonForm",
    "ReferringForm",
]
