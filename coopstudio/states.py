"""States move along one map per model, and nowhere else."""

from coopstudio.refusals import Refused


class ForbiddenMove(Refused):
    """Somebody follows an arrow that is not on the map."""

    message = "Cette étape n’est plus possible : le dossier a avancé entre-temps."


class Stateful:
    """A model whose ``state`` only moves along ``ARROWS``, a map {state: {next states}}."""

    ARROWS = {}

    def move_to(self, state):
        """Change the state in memory; the caller saves. Raises ForbiddenMove off the map."""
        if not self.can_move_to(state):
            raise ForbiddenMove
        self.state = state

    def can_move_to(self, state):
        return state in self.ARROWS.get(self.state, ())
