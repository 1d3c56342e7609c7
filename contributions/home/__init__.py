"""What waits for somebody among apports, told on their home."""
