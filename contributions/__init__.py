"""The ledger of apports avec droit de reprise."""
