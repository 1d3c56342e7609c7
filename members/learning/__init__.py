"""Learning from each other: who could teach whom, what is missing, what a page shows of it."""
