"""How the house starts on a machine that has nothing: servers of its own, then its processes.

Nothing here imports Django: it must run before the settings can be read.
"""
