"""The life of a membership: seen and written by those who keep the register, and by its person."""
