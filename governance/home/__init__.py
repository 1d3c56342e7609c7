"""What awaits somebody in their circles, and what comes: for their home, their letter, their diary.

Asked of the facts themselves: a round that is open, with a seat of mine that has not spoken; an
action on its day; a mandate that ends. Nothing here says what anybody else said.
"""
