from dataclasses import dataclass
from datetime import datetime

from governance.states import ActKind


@dataclass(frozen=True)
class Act:
    """What a circle decided of a round, as everybody quotes it: here, or where an archive was made.

    ``words``: the first sentence of what it adopted; ``url``: empty for another house.
    """

    code: str
    title: str
    circle: str
    at: datetime
    version: int
    kind: str
    text: str
    url: str = ""

    @classmethod
    def of(cls, decision):
        version = decision.version
        return cls(
            decision.code, decision.title, decision.circle.name, decision.adopted_at,
            version.number, decision.act_kind, version.text, decision.get_absolute_url(),
        )  # fmt: skip

    @classmethod
    def told(cls, facts):
        return cls(**facts | {"at": datetime.fromisoformat(facts["at"])})

    def __str__(self):
        return f"{self.code}, {self.title}"

    @property
    def words(self):
        return self.text.split("\n")[0]

    @property
    def has_grown(self):
        """Did its words change between the proposal and the consent?"""
        return self.version > 1

    @property
    def is_of_the_assembly(self):
        return self.kind == ActKind.ASSEMBLY
