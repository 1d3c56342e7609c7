"""What a contract is made of: its articles, its facts, their fingerprint, how it looks on paper."""
