"""How fast the house is, as ratios measured in one run: the product against its own bare twin.

`make bench` prints one table and writes docs/performance.md; `make bench ONLY=lists` runs a part.
"""
