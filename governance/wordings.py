"""How founders name, between braces, what letters of governance fill in."""

from coopstudio.wordings.api import placeholder

GOVERNANCE = "governance"
MUST_STAY = [
    ("cercle", "Le nom du cercle.", ["circle", "circle|capfirst"]),
    ("titre", "Le titre du texte, ou le sujet de la tension.", ["title", "title|tidy"]),
    ("rôle", "Le rôle dont parle la lettre.", ["role", "role|tidy"]),
    ("du cercle", "Le nom du cercle, après « de » ou « du ».", ["of_circle"]),
    ("numéro de la décision", "« CG-2026-014 ».", ["code"]),
    ("fin du tour", "Le jour et l’heure où le tour se termine.", ["ends_at|moment"]),
    ("pour le", "Le jour où l’action est attendue.", ["due_on|day"]),
    ("reportée au", "Le jour où la proposition revient.", ["to_day|day"]),
    ("reformulation", "Ce que qui facilite a entendu de l’objection.", ["heard_as|tidy"]),
    ("ce qu’elle est devenue", "Ce que le cercle a fait de la tension.", ["how|tidy"]),
    ("jour de la réunion", "Le jour où le cercle s’est réuni.", ["day|day"]),
    ("à l’échéance", "La révision, ou l’essai qui s’éteint, et leur jour.", ["if is_trial"]),
    ("ce qui vous est confié", "Le rôle, ou l’intérim, et son cercle.", ["if is_interim"]),
    ("ce qui est confié", "À vous ou à quelqu’un d’autre : le rôle et le cercle.", ["if is_me"]),
    ("ce qui se termine", "Le mandat, le vôtre ou celui d’une autre personne.", ["if is_mine"]),
    ("suite de l’élection", "L’accueil du cercle parent, ou le premier jour du mandat.",
     ["if waits_for"]),
    ("à quel titre", "Comme membre ou comme personne invitée, avec ce que cela veut dire.",
     ["if is_guest"]),
    ("lien", "Premier lien ou second lien.", ["kind"]),
    ("cercle du lien", "Le cercle d’où vient le lien.", ["child"]),
    ("cercle parent", "Le cercle où le lien siège aussi.", ["parent"]),
    ("qui est parti", "La personne qui a quitté le cercle sans avoir parlé.", ["gone"]),
    ("ce qui attend", "Ce que l’élection attend de la personne.", ["awaited"]),
    ("votre réponse", "Ce que vaut la réponse donnée, maintenant que l’heure a changé.",
     ["if is_anew"]),
]  # fmt: skip
"""Without it, the letter would not say what it is written for."""

MAY_GO = [
    ("cercle (court)", "Le nom du cercle, coupé s’il est long.",
     [f"circle|truncatechars:{most}" for most in (22, 24, 40)]),
    ("cercle du lien (court)", "Le cercle d’où vient le lien, coupé s’il est long.",
     [f"child|truncatechars:{most}" for most in (24, 30)]),
    ("cercle parent (court)", "Le cercle parent, coupé s’il est long.",
     [f"parent|truncatechars:{most}" for most in (22, 24, 30)]),
    ("rôle (court)", "Le rôle, coupé s’il est long.", ["role|truncatechars:30"]),
    ("action", "Ce qui est à faire, coupé si c’est long.", ["words|truncatechars:60"]),
    ("but", "Le but du cercle.", ["aim"]),
    ("qui porte", "La personne qui porte la proposition.", ["carrier"]),
    ("avant", "Qui s’en chargeait avant.", ["before"]),
    ("qui objecte", "Les personnes qui ont exprimé une objection.", ['authors|join:", "']),
    ("qui manque", "Les personnes dont la voix est attendue.", ['missing|join:", "']),
    ("selon les voix", "Une ou plusieurs voix.", ["if missing|length > 1"]),
    ("selon les objections", "Une ou plusieurs objections.", ["if authors|length > 1"]),
    ("version", "Le numéro de la version.", ["version"]),
    ("pourquoi", "La raison, en quelques mots.", ["why"]),
    ("prend effet le", "Le jour où le texte prend effet.", ["effect_on|day"]),
    ("révision", "Le jour où le cercle relira le texte.", ["if review_on"]),
    ("objections intégrées", "Combien d’objections ont fait grandir le texte.",
     ["if objections"]),
    ("fin du tour, s’il y en a une", "Quand le tour se termine, ou qui il attend encore.",
     ["if ends_at"]),
    ("fin des bulletins", "L’heure jusqu’à laquelle les bulletins sont attendus.",
     ["if closes_at"]),
    ("raisons non signées", "Si le cercle a consenti à des raisons non signées.",
     ["if is_secret"]),
    ("jours qui restent", "« Il reste 7 jours », ou « c’est demain ».", ["if days >= 2"]),
    ("réunions manquées", "À combien de réunions le lien n’était pas là.", ["missed"]),
    ("ordre du jour", "Les sujets de la réunion, avec leur durée.", ["for item in items"]),
    ("réponse attendue", "S’il reste à dire si l’on vient.", ["if not is_known"]),
    ("rôle ou cercle", "Ce qui demande l’action.", ["if role"]),
    ("jour de la réunion (court)", "Le même jour, en plus court.", ["day|short_day"]),
    ("ce qui m’attend", "Ce qui attend la personne dans ses cercles.", ["if awaited"]),
    ("ce qui vient", "Les réunions qui viennent.", ["if meetings"]),
    ("ce qui est décidé", "Les décisions adoptées depuis la dernière lettre.", ["if decisions"]),
    ("à relire", "Les comptes-rendus publiés depuis la dernière lettre.", ["if minutes"]),
]  # fmt: skip

for name, says, code in MUST_STAY:
    placeholder(name, *code, says=says, required=True, of=GOVERNANCE)
for name, says, code in MAY_GO:
    placeholder(name, *code, says=says, of=GOVERNANCE)
