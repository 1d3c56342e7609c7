"""How often a fault is made again: as often as is asked, or a share of it on a busy machine."""

import os

SHARE = float(os.environ.get("COOP_FAULTS_SHARE") or 1)


def times(asked):
    """So many times, or the share of them that was asked for; never none."""
    return max(1, round(asked * SHARE))
