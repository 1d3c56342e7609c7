"""The treasurer's home: what waits, what agrees, what comes."""
