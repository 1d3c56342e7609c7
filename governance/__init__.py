"""Circles, meetings, consent, elections, the register of decisions."""
