"""How founders name, between braces, what letters about membership fill in."""

from coopstudio.wordings.api import placeholder

MEMBERS = "members"
MUST_STAY = [
    # --- who ---
    ("l’autre personne", "L’autre personne du tutorat.", ["other"]),
    ("qui décide", "L’organe qui a décidé.", ["organ"]),
    # --- fees ---
    ("année", "L’année de la cotisation, « 2026 ».", ["year"]),
    ("montant demandé", "Ce qui est appelé.", ["asked|euros"]),
    ("montant", "Ce qui est arrivé.", ["amount|euros"]),
    ("jour du règlement", "Le jour où il est arrivé.", ["received_on|short_day"]),
    ("numéro du reçu", "Le numéro du reçu, dans son année.", ["number"]),
    ("reste à régler", "Ce qui reste à régler, avant quand et comment, ou que rien ne reste.",
     ["if owed"]),
    ("déjà réglé", "Ce que l’avance de la personne a déjà réglé, s’il y en a une.", ["if paid"]),
    ("versé en plus", "Ce qui n’était pas dû, s’il y en a, et ce que l’on en fait.", ["if rest"]),
    ("ce qui est rappelé", "Une phrase par rappel : à l’échéance, un mois après, deux mois après.",
     ["if step == 0"]),
    ("référence", "Ce que la personne rappelle en réglant, ou celle du compte rendu.",
     ["reference"]),
    ("ce qui est décidé", "La dispense, ou le nouveau montant, avec sa raison.", ["if is_waived"]),
    ("raison", "Pourquoi, en quelques mots.", ["reason"]),
    # --- beginning ---
    ("début de l’adhésion", "Le premier jour, ou ce qu’elle attend pour commencer.",
     ["if awaits_fee"]),
    ("espace", "S’il est ouvert, ou ce que l’on y trouve en attendant.",
     ["if email and has_begun"]),
    # --- groups ---
    ("mots de la fondation", "Ce que la fondation a écrit pour cette lettre.", ["words|quoted"]),
    ("la réponse", "Si la personne consent, ou voit quelque chose qui la retient.", ["if objects"]),
    ("combien de personnes", "« sept personnes », en toutes lettres.", ["if count >= 2"]),
    ("n’aura pas lieu", "« n’aura pas lieu », ou « n’a pas eu lieu » quand le jour est passé.",
     ["if is_past"]),
    ("assez ou non", "Si le groupe reste suffisant, et ce que cela change.", ["if is_short"]),
    ("ce qui manque", "Si le groupe reste suffisant, ou ce qui lui manque.", ["if lacks"]),
    # --- learning ---
    ("savoir-faire", "Ce que l’on apprend, transmet, ou dont on témoigne.", ["craft"]),
    ("qui transmet quoi", "Une ligne par personne.", ["for one in strands"]),
    ("adresses", "De quoi se joindre, une ligne par personne.", ["for one in contacts"]),
    ("organisme", "Qui donne la formation.", ["organisation"]),
    ("coût", "Le coût estimé de la formation.", ["cost|short_euros"]),
    ("accordée ou non", "Ce que l’organe en a décidé, et ce qui suit.", ["if is_granted"]),
    ("agenda ou attente", "Que la séance quitte l’agenda, ou qu’il n’y a plus à l’attendre.",
     ["if is_expected"]),
    # --- tutoring ---
    ("selon la place", "Une phrase pour qui accompagne, une autre pour qui arrive.",
     ["if is_tutor"]),
    ("fin de l’appui fort", "Le jour où l’appui devient léger.", ["light_on|short_day"]),
    ("fin de l’appui", "Le jour où l’appui s’efface.", ["none_on|short_day"]),
    ("ce que devient l’appui", "S’il s’efface, s’allège ou reste.", ["if is_over"]),
    ("prochain point", "Le jour du suivant, s’il y en a un.", ["if next_on"]),
    ("ce qui s’arrête", "Un tutorat commencé, ou une proposition.", ["if was_running"]),
    # --- rules ---
    ("ce qui change", "Ce que le nouveau règlement change, tel qu’il fut inscrit.",
     ["changes|tidy"]),
    # --- assemblies ---
    ("ordre du jour", "Les points, un par ligne.", ["for item in items"]),
    ("qui donne pouvoir", "La personne qui a donné son pouvoir.", ["giver"]),
    ("reprise", "Qui reprend son pouvoir, et pourquoi.", ["if is_coming"]),
    ("quel pouvoir", "Celui que l’on portait ou que l’on avait donné, et ce qu’il reste à faire.",
     ["if giver"]),
    # --- offices ---
    ("personne", "La personne à qui la fonction est confiée.", ["name"]),
    ("fonction", "La fonction, telle que la maison la nomme.", ["role"]),
    ("fin ou début", "Une phrase quand la fonction prend fin, une autre sinon.", ["if is_end"]),
    ("décision", "Où la décision est écrite.", ["why"]),
    ("jour de la fonction", "Le premier, ou le dernier.", ["day|day"]),
    # --- lockouts ---
    ("jours", "Combien de jours le compte reste fermé.", ["days"]),
    ("ce qui attend", "La manche qui attend la voix de la personne.", ["label"]),
    # --- one's data ---
    ("demande", "Ce que la personne demande de ses données.", ["kind"]),
    ("si elle gèle ses données", "Seulement quand la demande gèle ses données.", ["if freezes"]),
    ("si le gel se lève", "Seulement quand cette réponse annonce la fin du gel.", ["if thaws_on"]),
    ("fin du gel", "Le jour où le gel se lève.", ["thaws_on|day"]),
    ("échéance", "Le jour avant lequel répondre.", ["due_on|day"]),
    ("échéance (courte)", "Le même jour, en plus court.", ["due_on|short_day"]),
]  # fmt: skip
"""Without it, the letter would not say what it is written for."""

MAY_GO = [
    ("accord demandé", "Ce qu’il faut joindre avant 16 ans.", ["if needs_agreement"]),
    ("qui écrit", "La personne qui a fait ce geste.", ["by"]),
    ("montant demandé (court)", "Le même montant, sans centimes inutiles.", ["asked|short_euros"]),
    ("montant (court)", "Le même montant, sans centimes inutiles.", ["amount|short_euros"]),
    ("montant libre", "Si le montant est libre, ou à qui parler s’il pèse.", ["if is_free"]),
    ("qui est là", "Les personnes du groupe qui veulent bien que l’on lise leur nom.",
     ["if named"]),
    ("ce qui tient déjà", "Les besoins couverts par plusieurs personnes.", ["if held"]),
    ("avec qui", "Les autres personnes du groupe.", ["if others"]),
    ("à trois", "« , à trois », si l’échange fait le tour de trois personnes.", ["if people == 3"]),
    ("intitulé", "Comment s’appelle l’assemblée ou la séance.", ["title"]),
    ("pouvoir joint", "Ce qui est dit du pouvoir et du PDF.", ["if votes and proxies"]),
    ("réponse connue", "Si la réponse vaut encore pour cette date.", ["if is_anew"]),
    ("pourquoi répondre", "Avec ou sans voix délibérative.", ["if votes"]),
    ("pouvoirs portés", "De qui la personne porte le pouvoir.", ["if carried"]),
    ("qui l’a noté", "La personne qui tient le registre et a noté ce retrait.", ["keeper"]),
    ("qui portait le pouvoir", "La personne qui ne peut plus le porter.", ["holder"]),
]  # fmt: skip
OF_ONE_LETTER = [
    ("jour de la décision", "Le jour où l’organe en a décidé.", "day|short_day",
     ["members.outside_decided"]),
    ("jour de l’adoption", "Le jour où le règlement fut adopté.", "day|short_day",
     ["members.new_rules"]),
    ("jour du point", "Le jour où l’appui doit diminuer.", "day|short_day",
     ["members.review_asked", "members.review_recalled", "members.review_diverged"]),
    ("mots de l’organe", "Ce que l’organe a demandé de dire à la personne.", "words",
     ["members.refused"]),
]  # fmt: skip
"""The same code, which says something else in these letters; it must stay there."""

placeholder("de cette personne", "name|de", says="Son nom, après « de » ou « d’ ».")
placeholder("adresse e-mail", "email", says="L’adresse par laquelle la personne entre.")
for name, says, code in MUST_STAY:
    placeholder(name, *code, says=says, required=True, of=MEMBERS)
for name, says, code in MAY_GO:
    placeholder(name, *code, says=says, of=MEMBERS)
for name, says, code, letters in OF_ONE_LETTER:
    for letter in letters:
        placeholder(name, code, says=says, required=True, of=letter)
