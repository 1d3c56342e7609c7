"""A meeting as one sees it: who does what, what is drawn for the agenda, the room, the minutes."""
