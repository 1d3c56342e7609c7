"""Pages of the call: read, reacted to, chosen between versions, seen as a map."""
