"""How long a name may be, in signs: everywhere one writes, keeps or reads one."""

NAME_LENGTH = 100
"""A first name, or a last name."""
FULL_NAME_LENGTH = 2 * NAME_LENGTH + 1
"""Both, and the space between them."""
