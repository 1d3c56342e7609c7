"""The pages of a meeting: the founders' side, the person's, the trame, what is written after."""
