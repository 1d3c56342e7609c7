"""« Vivre l'arrivée »: the newcomer's way, played for a founder's eyes and undone at once."""
