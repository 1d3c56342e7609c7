"""Assemblies, seen by those who prepare them and by those who are convened."""
