"""The room of a meeting as its pages show it: the same room for everybody, and each one's own turn.

Every part asks what it needs once; a page asks for nothing that it does not show.
"""

from governance.meetings.live.room import Room

__all__ = ["Room"]
