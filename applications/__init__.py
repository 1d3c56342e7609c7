"""The candidate's way: the call, its versions, reactions, applications, readings, decisions."""
