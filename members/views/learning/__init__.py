"""Pages of learning: mine, exchanges, sessions, what is missing, what is asked outside, tutors."""
