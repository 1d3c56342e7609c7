"""The pages of an election: one page that follows its steps, one address per gesture."""
