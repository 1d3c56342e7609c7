"""What a round of repayments stands on: the frozen base, its sources, the working of each share."""
