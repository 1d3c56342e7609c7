"""How long data about people are kept: dated, written by people, read by the rounds and pages."""
