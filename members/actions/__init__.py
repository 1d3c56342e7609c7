"""What can be done about people and their belonging, one verb at a time."""
