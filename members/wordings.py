"""How founders name, between braces, what letters about membership fill in."""

from coopstudio.wordings.api import placeholder

placeholder("organe d’admission", "organ", says="Qui décide des adhésions, selon les statuts.")
placeholder("premier jour", "day|short_day", says="Le jour où l’adhésion commence.", required=True)
placeholder("adresse e-mail", "email", says="L’adresse par laquelle la personne entre.")
placeholder("demande", "kind", says="Ce que la personne demande de ses données.", required=True)
placeholder("échéance", "due_on|day", says="Le jour avant lequel répondre.", required=True)
placeholder("échéance (courte)", "due_on|short_day", says="Le même jour, en plus court.")
