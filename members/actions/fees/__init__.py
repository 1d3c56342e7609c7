"""What can be done with fees: years, calls, payments, reminders."""
