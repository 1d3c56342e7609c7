"""The next version of a proposed name: the person stays, the mandate always ends."""

from governance.forms.consents.text import AmendForm

WRITTEN = ("why", "text", "term_on", "integrates", "strategy")


class NameForm(AmendForm):
    """Why, the reasons, the term where it is decided, and the objections that it answers."""

    def __init__(self, data=None, *, elects, **about):
        super().__init__(data, **about)
        for name in {*self.fields} - {*WRITTEN}:
            del self.fields[name]
        self.fields["text"].label = "Les raisons, et ce qui accompagne le mandat"
        self.fields["text"].help_text = "Une formation, quelqu’un à ses côtés, une mesure…"
        term = self.fields["term_on"]
        term.required, term.label = True, "Jusqu’au"
        term.error_messages["required"] = "Un mandat a toujours une échéance : choisissez un jour."
        if not elects:
            del self.fields["term_on"]

    @property
    def text_facts(self):
        return {
            name: self.cleaned_data[name] for name in ("text", "term_on") if name in self.fields
        }
