"""What an archive says is proved from its own files alone: no database, no word of ours.

The chain is computed again from the entries, link by link, as PostgreSQL sealed them (``seal_of``
and ``entry_text``); what is left of each contract is summed from its lines.
"""

import hashlib
import json
from collections import defaultdict

from coopstudio.refusals import Refused

FIRST = "0" * 64


class Altered(Refused):
    """A file of the archive is not the one that was written."""

    def __init__(self, name):
        super().__init__(
            f"« {name} » n’est plus le fichier qui fut écrit : son empreinte a changé."
        )


class NotTheSame(Refused):
    def __init__(self, what):
        super().__init__(f"Relue, l’archive ne dit plus la même chose : {what}.")


def refuse_unless_it_proves(bundle, manifest):
    """Each file is the one that was written, the entries make the chain, and the contracts."""
    for name in altered(bundle, manifest):
        raise Altered(name)
    try:
        found = chain(bundle)
    except ValueError as broken:
        raise NotTheSame(f"l’écriture {broken} n’a pas fait ce maillon de la chaîne") from broken
    if found != (manifest["rank"], manifest["digest"]):
        raise NotTheSame("l’empreinte de la chaîne")
    left = outstanding(bundle)
    for row in rows(bundle, "contractbalance"):
        if left[row["contract_id"]] != row["outstanding"]:
            raise NotTheSame(f"le solde du contrat {row['contract_id']}")


def rows(bundle, name):
    """The rows of one table of this archive (an open ZipFile), in their order."""
    with bundle.open(f"tables/{name}.jsonl") as lines:
        for line in lines:
            yield json.loads(line)


def altered(bundle, manifest):
    """The names of the files that are not those that were written, or that are missing."""
    names = set(bundle.namelist())
    return [
        name
        for name, digest in manifest["files"].items()
        if name not in names or _digest(bundle, name) != digest
    ]


def chain(bundle):
    """(rank, digest) of the last link, computed from the entries; each link must be the one told.

    Raises ValueError, with the number of the entry, at the first one that is not.
    """
    years = {row["id"]: row["code"] for row in rows(bundle, "fiscalyear")}
    rank, digest = 0, FIRST
    for row in rows(bundle, "entry"):
        rank, said = rank + 1, f"{digest}\n{_text(row, years)}"
        digest = hashlib.sha256(said.encode()).hexdigest()
        if (rank, digest) != (row["rank"], row["digest"]):
            raise ValueError(f"{row['book_id']} {row['number']} de {years[row['year_id']]}")
    return rank, digest


def outstanding(bundle):
    """{contract: cents} left to take back, from the lines of accounts 1034."""
    left = defaultdict(int)
    for row in rows(bundle, "entry"):
        for line in row["lines"] if row["nature"] != "opening" else ():
            if line["account_id"].startswith("1034"):
                left[line["contract_id"]] += line["cents"] * (1 if line["side"] == "C" else -1)
    return left


def _text(row, years):
    facts = (
        row["book_id"], years[row["year_id"]], row["number"], row["on"], row["piece"],
        row["piece_on"], row["label"], row["validated_on"], row["nature"], row["source_key"],
        row["reverses_id"] or "",
    )  # fmt: skip
    names = ("rank", "account_id", "contract_id", "side", "cents")
    lines = ["|".join(f"{line[name] or ''}" for name in names) for line in row["lines"]]
    return "\n".join(["|".join(map(str, facts)), *lines])


def _digest(bundle, name):
    with bundle.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
