"""An account number that holds: its own key, and that of its country (schwifty)."""

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from coopstudio.refusals import Refused


class NotAnIban(Refused):
    message = "Cet IBAN ne tombe pas juste, clé nationale comprise : recopiez-le du relevé."


def checked(iban):
    """The IBAN, plain, when it and its national key hold. Raises NotAnIban."""
    try:
        return f"{IBAN(iban, validate_bban=True)}"
    except SchwiftyException as wrong:
        raise NotAnIban from wrong
