"""What is kept, until when, who opened it, and how it is erased."""
