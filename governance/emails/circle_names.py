"""How a letter calls a circle: « le cercle Accueil », « du Cercle Général »."""


def called(circle):
    """The two forms that letters use, beside one another."""
    name = circle.name if circle.name.lower().startswith("cercle") else f"cercle {circle.name}"
    return {"circle": f"le {name}", "of_circle": f"du {name}"}
