"""What surrounds a round of consent: who facilitates, what the circle allows itself."""
