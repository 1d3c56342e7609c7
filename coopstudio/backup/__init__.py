"""The house in one sealed file, and back from it: database, private files, and what proves both."""
