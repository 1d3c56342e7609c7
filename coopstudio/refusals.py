"""How an action says no: an exception whose message is the French sentence a person will read."""


class Refused(Exception):  # noqa: N818 (a sentence, not an error)
    """An action is refused; nothing was written.

    A subclass gives its sentence in ``message``; ``Refused("…")`` says another one once.
    """

    message = "Ce geste n’est pas possible pour le moment."

    def __init__(self, message=None):
        super().__init__(message or self.message)
