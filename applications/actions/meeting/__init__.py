"""What is done about a meeting: its hours, its reminders, its trame, what is kept of it."""
