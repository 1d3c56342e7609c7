"""People and their belonging to the Institut de Santé Sociale."""
