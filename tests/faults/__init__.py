"""The faults that the house survives: real programs, really killed. ``make faults`` runs them."""
