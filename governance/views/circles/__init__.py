"""The pages of circles: the week, people who come and go, changes, the map, who decides."""
