"""The books as pages: entries, accounts, letters, what is written by hand."""

from contributions.views.books import entries, exports, ledgers, letters, treasury, writing, years

__all__ = ["entries", "exports", "ledgers", "letters", "treasury", "writing", "years"]
