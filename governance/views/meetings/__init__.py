"""Meetings of circles: their list, their preparation, the live room, their minutes."""
