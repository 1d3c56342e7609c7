"""The pages of the plan: its picture, its needs, what was spent, the rules, what all may know."""
