"""Le fichier des écritures comptables (LPF, art. A. 47 A-1): written, described, and checked."""
