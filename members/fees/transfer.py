"""How to pay by transfer: the square that a bank's application reads (EPC069-12)."""

from decimal import Decimal

from segno import helpers


def square(details, amount, reference):
    """The square for so many cents, to draw: its side, quiet zone included, and the path of its
    dark modules. An empty dict when there is nothing to pay."""
    if amount <= 0:
        return {}
    code = helpers.make_epc_qr(
        details.holder, details.iban, Decimal(amount) / 100, text=reference,
        bic=details.bic or None,
    )  # fmt: skip
    rows = list(code.matrix_iter(scale=1, border=4))
    runs = [run for y, row in enumerate(rows) for run in _runs(row, y)]
    return {"side": len(rows), "path": "".join(runs)}


def _runs(row, y):
    """The dark stretches of a line, as pieces of a path."""
    start = None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield f"M{start} {y}h{x - start}v1H{start}z"
            start = None
