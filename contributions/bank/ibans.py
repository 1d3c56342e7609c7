"""An account number that holds: its own key, and that of its country (schwifty).

The library knows the banks of the whole world: it is read with the first account number.
"""

from coopstudio.refusals import Refused


class NotAnIban(Refused):
    message = "Cet IBAN ne tombe pas juste, clé nationale comprise : recopiez-le du relevé."


def checked(iban):
    """The IBAN, plain, when it and its national key hold. Raises NotAnIban."""
    from schwifty import IBAN  # noqa: PLC0415
    from schwifty.exceptions import SchwiftyException  # noqa: PLC0415

    try:
        return f"{IBAN(iban, validate_bban=True)}"
    except SchwiftyException as wrong:
        raise NotAnIban from wrong
