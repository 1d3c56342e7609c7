"""Things that are brought: their dossier before the contract. No writes."""
