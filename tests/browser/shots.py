"""`make shots`: a picture of each main page, as the right person, on a telephone and on a desk.

The demonstration opens in a folder of its own, each persona enters by ``/_demo/``, and every page
is photographed at 390 and 1280 px, light and dark, into ``var/shots/``.
"""

import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from tests.browser.engine import launched
from tests.terminal import HOUSE, Terminal

SHOTS = HOUSE / "var" / "shots"
STATE = HOUSE / "var" / "shots-house"
WIDTHS = {"telephone": 390, "bureau": 1280}
SCHEMES = {"clair": "light", "sombre": "dark"}


@dataclass(frozen=True)
class Page:
    """A page to photograph. ``then`` follows the first link whose address matches, each in turn."""

    name: str
    path: str
    then: tuple = ()


VISITS = {
    None: [
        Page("bienvenue", "/"),
        Page("appel", "/appel/"),
        Page("reaction", "/appel/", (r"/appel/passages/[\w-]+/reaction/$",)),
        Page("candidater", "/candidater/"),
        Page("candidater-vous", "/candidater/vous/"),
        Page("candidater-offre", "/candidater/offre/"),
        Page("candidater-appel", "/candidater/appel/"),
        Page("candidater-parcours", "/candidater/parcours/"),
        Page("candidater-relecture", "/candidater/relecture/"),
        Page("questions", "/questions/"),
        Page("connexion", "/compte/login/"),
        Page("personnages", "/_demo/"),
        Page("introuvable", "/une-page-qui-n-existe-pas/"),
        Page("confidentialite", "/confidentialite/"),
        Page("aide", "/aide/"),
    ],
    "Fleur": [
        Page("accueil-fondatrice", "/accueil/"),
        Page("candidatures", "/candidatures/"),
        Page("choix", "/candidatures/choix/?geste=lecture&n=8&n=12&n=13"),
        Page("exporter", "/candidatures/export/"),
        Page("lettres-a-envoyer", "/candidatures/lettres/"),
        Page("chiffres", "/candidatures/chiffres/"),
        Page("doublons", "/candidatures/doublons/"),
        Page("doublon", "/candidatures/doublons/", (r"/doublons/\d+/\d+/$",)),
        Page("recherche", "/recherche/?q=cercle"),
        Page("decisions", "/decisions/?tous=1"),
        Page("decision", "/decisions/", (r"/decisions/\d+/$",)),
        Page("actes", "/decisions/actes/"),
        Page("elections", "/elections/"),
        Page("election", "/elections/", (r"/elections/\d+/$",)),
        Page("cercles", "/cercles/"),
        Page("ronde", "/cercles/anneau/"),
        Page("cercle", "/cercles/2/"),
        Page("actions-du-cercle", "/cercles/2/actions/"),
        Page("etapes-du-cercle", "/cercles/7/etapes/"),
        Page("mes-actions", "/mes-actions/"),
        Page("mon-calendrier", "/mon-calendrier/"),
        Page("qui-decide", "/qui-decide/?q=trésorerie"),
        Page("dossier", "/candidatures/", (r"/candidatures/\d+/$",)),
        Page("lecture", "/candidatures/", (r"/candidatures/\d+/$", r"/lecture/$")),
        Page(
            "rencontre",
            "/candidatures/?vue=rencontres",
            (r"/candidatures/\d+/$", r"/rencontre/$"),
        ),
        Page(
            "trame",
            "/candidatures/?vue=rencontres",
            (r"/candidatures/\d+/$", r"/lectures/$", r"/trame/$"),
        ),
        Page(
            "aborder",
            "/candidatures/?q=agnes",
            (r"/candidatures/\d+/$", r"/aborder/[\w-]+/$"),
        ),
        Page("precisions", "/candidatures/?vue=lire", (r"/candidatures/\d+/$", r"/precisions/$")),
        Page("attente", "/candidatures/?vue=lire", (r"/candidatures/\d+/$", r"/attente/$")),
        Page("choix-attente", "/candidatures/choix/?geste=attente&n=8&n=12&n=13"),
        Page("sans-suite", "/candidatures/?vue=decider", (r"/position/$", r"/sans-suite/$")),
        Page("carte", "/appel/carte/"),
        Page("carte-passage", "/appel/carte/", (r"/appel/carte/[\w-]+/$",)),
        Page("appel-prepare", "/appel/versions/nouvelle/"),
        Page("appel-clore", "/appel/cloture/"),
        Page("conversations", "/conversations/"),
        Page("conversation", "/conversations/", (r"/conversations/\d+/$",)),
        Page("a-part", "/conversations/?vue=a-part"),
        Page("faq", "/conversations/faq/"),
        Page("conservation", "/candidatures/conservation/"),
        Page("archive", "/candidatures/conservation/archive/"),
        Page("demandes-donnees", "/donnees/demandes/"),
        Page("membres", "/membres/"),
        Page("fiche", "/membres/", (r"/membres/\d+/$",)),
        Page("demandes", "/demandes/"),
        Page("courrier", "/courrier/"),
        Page("modeles", "/courrier/modeles/"),
        Page("mots-d-une-lettre", "/courrier/modeles/applications.received/texte/"),
        Page("histoire-des-mots", "/courrier/modeles/applications.withdrawn/textes/"),
        Page("vivre-larrivee", "/appel/vivre/"),
        Page("profil", "/profil/"),
        Page("profil-montre", "/profil/annuaire/"),
        Page("profil-savoir-faire", "/profil/savoir-faire/"),
        Page("profil-photo", "/profil/photo/"),
        Page("profil-temoignages", "/profil/temoignages/"),
        Page("profil-lettres", "/profil/lettres/"),
        Page("groupe", "/groupe/"),
        Page("besoins-du-groupe", "/groupe/besoins/"),
        Page("galerie", "/_galerie/"),
    ],
    "Florent": [
        Page("mes-donnees", "/mes-donnees/"),
        Page("mes-donnees-effacement", "/mes-donnees/effacement/"),
        Page("mes-donnees-demande", "/mes-donnees/demande/"),
    ],
    "Camille": [
        Page("meteo", "/ma-candidature/", (r"/meteo/$",)),
    ],
    "Blaise": [
        Page("association", "/association/"),
        Page("bulletin-papier", "/demandes/bulletin/"),
        Page("lettres-a-poster", "/association/lettres/"),
        Page("lettre-a-poster", "/association/lettres/", (r"/association/lettres/\d+/$",)),
        Page("registre", "/registre/"),
        Page("statuts", "/statuts/"),
        Page("mon-adhesion", "/adhesion/"),
        Page("vie", "/registre/", (r"/registre/\d+/$",)),
        Page("registre-departs", "/registre/?vue=departs"),
        Page("reunions", "/reunions/"),
        Page("reunion", "/reunions/", (r"/reunions/\d+/$",)),
        Page("assemblees", "/assemblees/"),
        Page("assemblee", "/assemblees/", (r"/assemblees/\d+/$",)),
        Page("reponses", "/assemblees/", (r"/assemblees/\d+/$", r"/reponses/$")),
        Page("assemblee-nouvelle", "/assemblees/nouvelle/"),
        Page("conseil", "/assemblees/conseil/"),
        Page("attestation", "/registre/attestation/"),
        Page("importer", "/association/import/"),
        Page("exporter-membres", "/association/export/"),
        Page("association-en-chiffres", "/association/chiffres/"),
    ],
    "Hélène": [
        Page("cotisations", "/cotisations/"),
        Page("cotisations-appels", "/cotisations/appels/"),
        Page("cotisation", "/cotisations/appels/", (r"/cotisations/appels/\d+/$",)),
        Page("cotisations-bordereau", "/cotisations/bordereau/"),
        Page("cotisations-exercice", "/cotisations/", (r"/exercices/\d+/$",)),
        Page("cotisations-comment-regler", "/cotisations/comment-regler/"),
        Page("tresorerie", "/tresorerie/"),
        Page("comptes", "/comptes/"),
        Page("comptes-balance", "/comptes/balance/"),
        Page("comptes-ecriture", "/comptes/", (r"/comptes/ecritures/\d+/$",)),
        Page("comptes-exercice", "/comptes/exercices/", (r"/comptes/exercices/\d+/$",)),
        Page("comptes-verification", "/comptes/verification/"),
        Page("promesses", "/apports/promesses/"),
        Page("bien", "/apports/promesses/", (r"/promesses/7/$", r"/biens/\d+/$")),
        Page("cadre", "/apports/cadre/"),
        Page("versements-attendus", "/versements-attendus/"),
        Page("biens-apportes", "/biens-apportes/"),
        Page("tours", "/tours/"),
        Page("comptes-de-reprise", "/tours/comptes/"),
        Page("contrats", "/contrats/"),
        Page("contrat", "/contrats/", (r"/contrats/\d+/$",)),
        Page("clauses", "/clauses/"),
    ],
    "Odile": [
        Page("ma-cotisation", "/ma-cotisation/"),
        Page("plan", "/plan/"),
        Page("transparence", "/plan/transparence/"),
        Page("sans-interet", "/plan/sans-interet/"),
        Page("promettre", "/apports/promettre/"),
        Page("mes-apports", "/mes-apports/"),
        Page("apport", "/mes-apports/", (r"/apports/\d+/$",)),
    ],
    "Lan": [
        Page("apprendre", "/apprendre/"),
        Page("apprendre-besoins", "/apprendre/besoins/"),
        Page("seances", "/apprendre/seances/"),
        Page("seance-nouvelle", "/apprendre/seances/nouvelle/"),
        Page("seance", "/apprendre/seances/", (r"/seances/\d+/$",)),
        Page("acquis", "/apprendre/seances/?quand=passees", (r"/seances/\d+/$", r"/acquis/$")),
        Page("echange", "/apprendre/", (r"/echanges/\d+/$",)),
        Page("a-l-exterieur", "/apprendre/ailleurs/"),
        Page("formation", "/apprendre/ailleurs/", (r"/ailleurs/\d+/$",)),
        Page("tutorats", "/apprendre/tutorats/"),
        Page("groupe-membre", "/groupe/"),
        Page("rencontres", "/rencontres-cooperatives/"),
        Page("rencontre-cooperative", "/rencontres-cooperatives/", (r"-cooperatives/\d+/$",)),
    ],
    "Thomas": [
        Page("arrivee-comparee", "/appel/versions/2/vecu/"),
        Page("accueil-fondateur", "/accueil/"),
    ],
}


def main():
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)
    with opened_house() as address, sync_playwright() as playwright:
        browser = launched(playwright)
        for width_name, width in WIDTHS.items():
            for scheme_name, scheme in SCHEMES.items():
                for persona, pages in VISITS.items():
                    context = browser.new_context(
                        base_url=address,
                        viewport={"width": width, "height": 844},
                        color_scheme=scheme,
                        reduced_motion="reduce",
                        locale="fr-FR",
                        timezone_id="Europe/Paris",
                    )
                    _photograph(context, persona, pages, f"{width_name}-{scheme_name}")
                    context.close()
        browser.close()
    print(f"{len(list(SHOTS.glob('*.png')))} images dans {SHOTS.relative_to(HOUSE)}/")


def _photograph(context, persona, pages, manner):
    page = context.new_page()
    if persona:
        enter(page, persona)
    for wanted in pages:
        page.goto(wanted.path)
        for pattern in wanted.then:
            if not follow(page, pattern):
                print(f"  {wanted.name} : aucun lien {pattern} sur {page.url}")
                break
        else:
            page.screenshot(path=SHOTS / f"{wanted.name}-{manner}.png", full_page=True)


def enter(page, persona):
    """Become someone, by the page that exists only in the demonstration."""
    page.goto("/_demo/")
    page.get_by_role("button", name=re.compile(persona)).first.click()
    page.wait_for_load_state()


def follow(page, pattern):
    for link in page.locator("main a[href]").all():
        target = link.get_attribute("href").split("#")[0]
        if re.search(pattern, target):
            page.goto(target)
            return True
    return False


@contextmanager
def opened_house():
    """The demonstration in a state folder of its own; yields its address."""
    terminal = Terminal(STATE)
    terminal.open()
    try:
        yield terminal.addresses()[0]
    finally:
        terminal.ctrl_c()


if __name__ == "__main__":
    main()
