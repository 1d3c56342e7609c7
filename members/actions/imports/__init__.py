"""An import of members: a sheet is received, read, its columns are said, it is tried, written.

Nobody is written to, and nobody gets more than their membership.
"""

from members.actions.imports.carrying import carry
from members.actions.imports.reading import read_in
from members.actions.imports.receiving import (
    AlreadyWritten,
    ColumnsMissing,
    NotDoubtful,
    NothingToWrite,
    StillReading,
    confirm,
    drop,
    forget,
    receive,
    say_columns,
    settle,
    to_forget,
)

__all__ = [
    "AlreadyWritten", "ColumnsMissing", "NotDoubtful", "NothingToWrite", "StillReading", "carry",
    "confirm", "drop", "forget", "read_in", "receive", "say_columns", "settle",
    "to_forget",
]  # fmt: skip
