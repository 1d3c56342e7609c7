"""A circle is founded, people come and go, it ends: one file for each of these."""
