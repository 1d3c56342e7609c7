"""What happens to a membership, from its first day to its last: one verb, one dated fact."""
