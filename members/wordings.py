"""How founders name, between braces, what letters about membership fill in."""

from coopstudio.wordings.api import placeholder

placeholder("organe d’admission", "organ", says="Qui décide des adhésions, selon les statuts.")
placeholder("premier jour", "day|short_day", says="Le jour où l’adhésion commence.", required=True)
placeholder("adresse e-mail", "email", says="L’adresse par laquelle la personne entre.")
placeholder("demande", "kind", says="Ce que la personne demande de ses données.", required=True)
placeholder("échéance", "due_on|day", says="Le jour avant lequel répondre.", required=True)
placeholder("échéance (courte)", "due_on|short_day", says="Le même jour, en plus court.")

# --- assemblies ---
placeholder("intitulé", "title", says="Comment s’appelle la réunion.")
placeholder("ordre du jour", "for item in items", says="Les points, un par ligne.", required=True)
placeholder("pouvoir joint", "if votes and proxies", says="Ce qui est dit du pouvoir et du PDF.")
placeholder("réponse connue", "if is_anew", says="Si la réponse vaut encore pour cette date.")
placeholder("pourquoi répondre", "if votes", says="Avec ou sans voix délibérative.")
placeholder("pouvoirs portés", "if carried", says="De qui la personne porte le pouvoir.")
placeholder(
    "qui donne pouvoir", "giver", says="La personne qui a donné son pouvoir.", required=True
)
placeholder("reprise", "if is_coming", says="Qui reprend son pouvoir, et pourquoi.", required=True)
placeholder("qui portait le pouvoir", "holder", says="La personne qui ne peut plus le porter.")
