"""The books as pages: entries, accounts, letters, what is written by hand."""

from contributions.views.books import entries, ledgers, letters, writing

__all__ = ["entries", "ledgers", "letters", "writing"]
