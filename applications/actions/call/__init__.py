"""What is done with the call: published, answered passage by passage, moved to, changed."""
