"""What can be done with the plan and its rules."""
