"""What may be asked of the ledger; one file per noun."""
