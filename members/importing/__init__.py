"""A sheet of members, understood: columns, lines, the people they resemble. Nothing is written."""
