"""Circles as one reads them: the map, a week, who decides of what, how links are doing."""
