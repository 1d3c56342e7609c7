"""How founders name, between braces, what letters about membership fill in."""

from coopstudio.wordings.api import placeholder

placeholder("organe d’admission", "organ", says="Qui décide des adhésions, selon les statuts.")
placeholder("premier jour", "day|short_day", says="Le jour où l’adhésion commence.", required=True)
placeholder("adresse e-mail", "email", says="L’adresse par laquelle la personne entre.")
