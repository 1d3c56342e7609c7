"""The ground floor: what every part of the house stands on. It imports no app."""
