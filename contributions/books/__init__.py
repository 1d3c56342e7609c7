"""The books as one reads them: pages of entries, a ledger, a balance, what a closing tells."""
