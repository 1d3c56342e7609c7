"""Every page, as the person who uses it, is whole: for eyes, for axe, for a strict policy.

A new page is one line of PAGES. Each is opened once, then looked at on a telephone in light or on a
desk in dark, in turn; those of a visitor are looked at on both. All are squeezed to 320 pixels, as
they open when the window is still narrow, else at the end. The gallery, where every component
stands, is looked at in both schemes at both sizes.
"""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from applications.states import State
from members import signed
from members.preferences import unsubscribe
from members.states import Topic
from tests.browser.chromium import axe, broken, overflows

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SIZES = {320: 640, 390: 844, 1280: 900}
TELEPHONE, DESK = (390, "light"), (1280, "dark")
BOTH = [TELEPHONE, DESK]
ALL = [*BOTH, (390, "dark"), (1280, "light")]
GALLERY = "/_galerie/"


@dataclass(frozen=True)
class Page:
    """A page to look at. ``path`` may hold ``{fields}`` filled from the world by ``places``."""

    path: str
    persona: str = ""
    status: int = 200

    def __str__(self):
        return f"{self.persona or 'visitor'} {self.path}"


PAGES = [
    Page("/"),
    Page("/appel/"),
    Page("/appel/versions/1/"),
    Page("/candidater/vous/"),
    Page("/candidater/reprise/"),
    Page("/confidentialite/"),
    Page("/mentions-legales/"),
    Page("/accessibilite/"),
    Page("/aide/"),
    Page("/aide/guide/"),
    Page("/aide/guide/le-groupe/"),
    Page("/questions/"),
    Page("/questions/confirmation/{question}/"),
    Page("/questions/confirmation/perdue/", status=410),
    Page("/questions/", "candidate"),
    Page("/ma-question/{thread}/", "candidate"),
    Page("/conversations/", "fleur"),
    Page("/conversations/{thread}/", "fleur"),
    Page("/conversations/{talk}/", "fleur"),
    Page("/conversations/{thread}/faq/", "fleur"),
    Page("/conversations/faq/", "fleur"),
    Page("/conversations/faq/{entry}/", "fleur"),
    Page("/compte/login/"),
    Page("/candidater/reprise/{token}/"),
    Page("/candidater/reprise/perdu/", status=410),
    Page("/appel/passages/{passage}/reaction/"),
    Page("/compte/password/reset/"),
    Page("/compte/password/reset/done/"),
    Page("/compte/signup/"),
    Page("/rien-ici/", status=404),
    Page("/", "drafter"),
    Page("/appel/passages/{passage}/reaction/", "drafter"),
    Page("/appel/reactions/{reaction}/", "drafter"),
    Page("/appel/", "drafter"),
    Page("/candidater/vous/", "drafter"),
    Page("/candidater/offre/", "drafter"),
    Page("/candidater/appel/", "drafter"),
    Page("/candidater/parcours/", "drafter"),
    Page("/candidater/relecture/", "drafter"),
    Page("/accueil/", "candidate"),
    Page("/ma-candidature/{submitted}/", "candidate"),
    Page("/ma-candidature/{submitted}/envoi/", "candidate"),
    Page("/ma-candidature/{submitted}/retrait/", "candidate"),
    Page("/ma-candidature/{proposed}/", "invited"),
    Page("/ma-candidature/{set}/", "expected"),
    Page("/documents/{document}/", "candidate"),
    Page("/adhesion/", "welcomed"),
    Page("/adhesion/", "asking"),
    Page("/adhesion/", "newcomer"),
    Page("/ma-candidature/", "newcomer"),
    Page("/accueil/", "newcomer"),
    Page("/accueil/", "member"),
    Page("/association/", "fleur"),
    Page("/registre/", "fleur"),
    Page("/registre/?vue=departs&le=2026-01-31", "fleur"),
    Page("/registre/attestation/", "member"),
    Page("/assemblees/", "member"),
    Page("/assemblees/", "fleur"),
    Page("/assemblees/nouvelle/", "fleur"),
    Page("/assemblees/conseil/", "fleur"),
    Page("/decisions/", "member"),
    Page("/decisions/?tous=1&q=devis", "fleur"),
    Page("/decisions/{text}/", "member"),
    Page("/decisions/{text}/", "fleur"),
    Page("/decisions/{text}/mesures/{counted}/", "fleur"),
    Page("/decisions/{text}/revision/", "fleur"),
    Page("/decisions/{awaited}/", "fleur"),
    Page("/decisions/{awaited}/acte/", "fleur"),
    Page("/decisions/{due}/revision/ouverture/", "member"),
    Page("/decisions/{due}/revision/report/", "fleur"),
    Page("/decisions/reconductions/", "fleur"),
    Page("/decisions/actes/", "member"),
    Page("/decisions/actes/sans-decision/", "fleur"),
    Page("/decisions/admissions/", "fleur"),
    Page("/cercles/", "member"),
    Page("/cercles/anneau/", "member"),
    Page("/cercles/{circle}/", "fleur"),
    Page("/cercles/{circle}/panier/", "fleur"),
    Page("/cercles/{circle}/tension/", "member"),
    Page("/tensions/{tension}/", "fleur"),
    Page("/tensions/{tension}/proposition/", "fleur"),
    Page("/propositions/{proposal}/", "fleur"),
    Page("/propositions/{proposal}/", "member"),
    Page("/propositions/{proposal}/texte/", "fleur"),
    Page("/propositions/{proposal}/report/", "fleur"),
    Page("/propositions/{proposal}/renvoi/", "fleur"),
    Page("/elections/", "member"),
    Page("/elections/{folded}/", "member"),
    Page("/elections/{folded}/", "fleur"),
    Page("/elections/{named}/", "fleur"),
    Page("/cercles/{circle}/elections/nouvelle/", "fleur"),
    Page("/cercles/{circle}/histoire/", "member"),
    Page("/cercles/{circle}/autoevaluation/", "fleur"),
    Page("/cercles/{circle}/places/", "fleur"),
    Page("/cercles/{circle}/roles/", "fleur"),
    Page("/mes-actions/", "fleur"),
    Page("/mon-calendrier/", "fleur"),
    Page("/cercles/{circle}/actions/", "fleur"),
    Page("/cercles/{circle}/actions/nouvelle/", "fleur"),
    Page("/cercles/{circle}/taches/nouvelle/", "fleur"),
    Page("/cercles/{circle}/roles/nouveau/", "fleur"),
    Page("/cercles/{circle}/nouveau/", "fleur"),
    Page("/cercles/{circle}/but/", "fleur"),
    Page("/cercles/{circle}/inversion/", "fleur"),
    Page("/cercles/{circle}/arrivee/", "fleur"),
    Page("/cercles/{circle}/invites/", "fleur"),
    Page("/cercles/{circle}/exclusion/", "fleur"),
    Page("/cercles/{circle}/conge/", "fleur"),
    Page("/cercles/{circle}/depart/", "fleur"),
    Page("/qui-decide/", "member"),
    Page("/qui-decide/?q=calendrier", "member"),
    Page("/reunions/", "member"),
    Page("/cercles/{circle}/reunions/nouvelle/", "fleur"),
    Page("/reunions/{gathering}/", "fleur"),
    Page("/reunions/{gathering}/points/nouveau/", "member"),
    Page("/reunions/{gathering}/date/", "fleur"),
    Page("/reunions/{gathering}/annulation/", "fleur"),
    Page("/reunions/{gathering}/ouverture/", "fleur"),
    Page("/reunions/{held}/seance/", "fleur"),
    Page("/reunions/{held}/seance/", "member"),
    Page("/reunions/{held}/compte-rendu/", "fleur"),
    Page("/assemblees/{draft_assembly}/", "fleur"),
    Page("/assemblees/{draft_assembly}/preparation/", "fleur"),
    Page("/assemblees/{assembly}/", "fleur"),
    Page("/assemblees/{assembly}/", "member"),
    Page("/assemblees/{assembly}/date/", "fleur"),
    Page("/assemblees/{assembly}/annulation/", "fleur"),
    Page("/assemblees/{assembly}/reponses/", "fleur"),
    Page("/assemblees/{assembly}/reponses/{convoked}/", "fleur"),
    Page("/assemblees/reponse/{reply}/"),
    Page("/assemblees/reponse/perdue/", status=410),
    Page("/rien-ici/", "member", 404),
    Page("/adhesion/retrait/", "member", 405),
    Page("/accueil/", "fleur"),
    Page("/candidatures/", "fleur"),
    Page("/candidatures/?vue=closes", "fleur"),
    Page("/candidatures/?q=xyz", "fleur"),
    Page("/candidatures/choix/?geste=lecture&n={submitted}&n={met}", "fleur"),
    Page("/candidatures/choix/?geste=creneaux&n={submitted}&n={crossed}", "fleur"),
    Page("/candidatures/export/?vue=lire", "fleur"),
    Page("/candidatures/lettres/", "fleur"),
    Page("/candidatures/chiffres/", "fleur"),
    Page("/candidatures/doublons/", "fleur"),
    Page("/candidatures/doublons/{one}/{other}/", "fleur"),
    Page("/recherche/", "fleur"),
    Page("/recherche/?q=groupes", "fleur"),
    Page("/recherche/?q=introuvable", "fleur"),
    Page("/appel/versions/nouvelle/", "fleur"),
    Page("/appel/cloture/", "fleur"),
    Page("/appel/versions/3/apercu/", "fleur"),
    Page("/appel/versions/2/changements/", "fleur"),
    Page("/appel/carte/", "fleur"),
    Page("/appel/carte/{passage}/", "fleur"),
    Page("/courrier/", "fleur"),
    Page("/courrier/semaine/", "fleur"),
    Page("/journal/", "fleur"),
    Page("/courrier/modeles/", "fleur"),
    Page("/courrier/modeles/applications.received/", "fleur"),
    Page("/courrier/modeles/applications.received/texte/", "fleur"),
    Page("/courrier/modeles/applications.draft_decline/texte/", "fleur"),
    Page("/courrier/modeles/applications.received/textes/", "fleur"),
    Page("/appel/vivre/", "fleur"),
    Page("/appel/vivre/{arrival}/accueil/", "fleur"),
    Page("/appel/versions/2/vecu/", "fleur"),
    Page("/ma-candidature/{submitted}/meteo/", "candidate"),
    Page("/_galerie/", "fleur"),
    Page("/candidatures/{submitted}/", "fleur"),
    Page("/candidatures/{crossed}/", "fleur"),
    Page("/candidatures/{crossed}/lectures/", "fleur"),
    Page("/candidatures/{crossed}/rencontre/", "fleur"),
    Page("/candidatures/?metier=law&lieu=region", "fleur"),
    Page("/candidatures/{met}/", "fleur"),
    Page("/candidatures/{met}/position/", "fleur"),
    Page("/candidatures/{proposed}/rencontre/", "fleur"),
    Page("/candidatures/{set}/rencontre/", "fleur"),
    Page("/candidatures/{set}/rencontre/deplacement/", "fleur"),
    Page("/candidatures/{crossed}/trame/", "fleur"),
    Page("/ma-candidature/{proposed}/rencontre/", "invited"),
    Page("/ma-candidature/{set}/rencontre/", "expected"),
    Page("/candidatures/{decided}/", "fleur"),
    Page("/candidatures/{decided}/position/", "fleur"),
    Page("/candidatures/{decided}/lettre/", "fleur"),
    Page("/candidatures/{met}/sans-suite/", "fleur"),
    Page("/candidatures/{decided}/reouverture/", "fleur"),
    Page("/candidatures/{decided}/lettre/relecture/", "fleur"),
    Page("/candidatures/{reading}/precisions/", "fleur"),
    Page("/candidatures/{reading}/attente/", "fleur"),
    Page("/candidatures/{paused}/attente/", "fleur"),
    Page("/candidatures/{declined}/reprise/", "fleur"),
    Page("/candidatures/{crossed}/aborder/{said}/", "fleur"),
    Page("/candidatures/{crossed}/notes/", "fleur"),
    Page("/appel/carte/{said}/aborder/", "fleur"),
    Page("/appel/fondation/moi/", "fleur"),
    Page("/candidatures/choix/?geste=attente&n={submitted}&n={met}", "fleur"),
    Page("/conversations/?vue=a-part", "fleur"),
    Page("/ma-candidature/{completing}/", "completing"),
    Page("/ma-candidature/{completing}/precisions/", "completing"),
    Page("/ma-candidature/{reading}/attente/", "read"),
    Page("/ma-candidature/{met}/attente/", "spoken"),
    Page("/ma-candidature/{met}/reciprocite/", "spoken"),
    Page("/ma-candidature/{paused}/", "asleep"),
    Page("/ma-candidature/{paused}/attente/", "asleep"),
    Page("/ma-candidature/{withdrawn}/", "gone"),
    Page("/ma-candidature/{withdrawn}/reprise/", "gone"),
    Page("/ma-cotisation/", "member"),
    Page("/ma-cotisation/", "treasurer"),
    Page("/cotisations/", "treasurer"),
    Page("/cotisations/appels/", "treasurer"),
    Page("/cotisations/appels/?q=introuvable", "treasurer"),
    Page("/cotisations/appels/{fee}/", "treasurer"),
    Page("/cotisations/bordereau/", "treasurer"),
    Page("/cotisations/reglements/{overpaid}/annulation/", "treasurer"),
    Page("/cotisations/reglements/{overpaid}/rendu/", "treasurer"),
    Page("/cotisations/exercices/nouveau/", "treasurer"),
    Page("/cotisations/exercices/{exercice}/", "treasurer"),
    Page("/cotisations/comment-regler/", "treasurer"),
    Page("/cotisations/droit-fiscal/", "secretary"),
    Page("/tresorerie/", "treasurer"),
    Page("/comptes/", "treasurer"),
    Page("/comptes/balance/", "treasurer"),
    Page("/comptes/ecrire/", "treasurer"),
    Page("/comptes/ecrire/depense/", "treasurer"),
    Page("/comptes/ecrire/operation-diverse/", "treasurer"),
    Page("/comptes/lettrage/", "treasurer"),
    Page("/comptes/exercices/", "treasurer"),
    Page("/comptes/exercices/nouveau/", "treasurer"),
    Page("/comptes/relire-un-fichier/", "treasurer"),
    Page("/comptes/archive/", "treasurer"),
    Page("/comptes/verification/", "treasurer"),
    Page("/comptes/plan-comptable/", "treasurer"),
    Page("/groupe/", "fleur"),
    Page("/groupe/?avec={candidate}", "fleur"),
    Page("/groupe/besoins/", "fleur"),
    Page("/groupe/", "member"),
    Page("/groupe/reponse/", "member"),
    Page("/groupe/proposition/retrait/", "fleur"),
    Page("/groupe/fin/", "fleur"),
    Page("/apprendre/", "member"),
    Page("/apprendre/", "newcomer", status=404),
    Page("/apprendre/besoins/", "member"),
    Page("/apprendre/echanges/{exchange}/", "member"),
    Page("/apprendre/seances/", "member"),
    Page("/apprendre/seances/?quand=passees", "member"),
    Page("/apprendre/seances/nouvelle/", "member"),
    Page("/apprendre/seances/{session}/", "member"),
    Page("/apprendre/seances/{session}/", "fleur"),
    Page("/apprendre/seances/{session}/modification/", "fleur"),
    Page("/apprendre/seances/{lived}/presences/", "fleur"),
    Page("/apprendre/seances/{lived}/acquis/", "member"),
    Page("/apprendre/ailleurs/", "member"),
    Page("/apprendre/ailleurs/?quand=closes", "member"),
    Page("/apprendre/ailleurs/nouvelle/", "member"),
    Page("/apprendre/ailleurs/{wished}/", "secretary"),
    Page("/apprendre/ailleurs/{granted}/", "member"),
    Page("/apprendre/tutorats/", "secretary"),
    Page("/apprendre/tutorats/nouveau/", "secretary"),
    Page("/apprendre/tutorats/{tutorship}/", "member"),
    Page("/rencontres-cooperatives/", "member"),
    Page("/rencontres-cooperatives/nouvelle/", "member"),
    Page("/rencontres-cooperatives/fruits/", "member"),
    Page("/rencontres-cooperatives/{visited}/", "member"),
    Page("/rencontres-cooperatives/{visited}/texte/", "member"),
    Page("/rencontres-cooperatives/{visited}/paroles/", "member"),
    Page("/rencontres-cooperatives/{visited}/paroles/{said_there}/", "member"),
    Page("/rencontres-cooperatives/{visited}/fruit/", "member"),
    Page("/profil/savoir-faire/", "member"),
    Page("/etapes/", "member"),
    Page("/etapes/", "candidate"),
    Page("/mes-donnees/", "candidate"),
    Page("/mes-donnees/", "member"),
    Page("/mes-donnees/demande/", "candidate"),
    Page("/mes-donnees/effacement/", "candidate"),
    Page("/mes-donnees/effacement/", "member"),
    Page("/mes-donnees/effacees/"),
    Page("/conservation/perdu/", status=410),
    Page("/conservation/{choice}/"),
    Page("/candidatures/conservation/", "fleur"),
    Page("/donnees/traitements/", "fleur"),
    Page("/candidatures/conservation/archive/", "fleur"),
    Page("/candidatures/conservation/durees/", "fleur"),
    Page("/candidatures/{met}/retenue/", "fleur"),
    Page("/donnees/demandes/", "fleur"),
    Page("/donnees/demandes/{data}/", "fleur"),
    Page("/membres/", "fleur"),
    Page("/demandes/", "fleur"),
    Page("/demandes/{asked}/", "fleur"),
    Page("/demandes/bulletin/", "secretary"),
    Page("/demandes/{paper}/", "secretary"),
    Page("/association/lettres/", "secretary"),
    Page("/association/lettres/{to_post}/", "secretary"),
    Page("/registre/{unmailed}/coordonnees/", "secretary"),
    Page("/compte/adresse/", "unproved"),
    Page("/statuts/", "fleur"),
    Page("/statuts/nouvelle/", "fleur"),
    Page("/statuts/{statutes}/correction/", "fleur"),
    Page("/statuts/", "member"),
    Page("/adhesion/", "member"),
    Page("/adhesion/depart/", "member"),
    Page("/adhesion/pause/", "member"),
    Page("/registre/{member}/", "fleur"),
    Page("/registre/{member}/acte/suspension/", "fleur"),
    Page("/registre/{member}/acte/demission/", "secretary"),
    Page("/registre/{member}/acte/pause/", "secretary"),
    Page("/registre/{member}/acte/deces/", "fleur"),
    Page("/registre/{suspended}/acte/levee/", "fleur"),
    Page("/registre/{suspended}/", "fleur"),
    Page("/registre/{accused}/", "secretary"),
    Page("/registre/{accused}/exclusion/", "fleur"),
    Page("/mises-en-demeure/{notice}/", "secretary"),
    Page("/adhesion/procedure/", "accused"),
    Page("/registre/{member}/exclusion/", "fleur"),
    Page("/courrier/{letter}/", "fleur"),
    Page("/compte/2fa/", "fleur"),
    Page("/compte/2fa/totp/activate/", "fleur"),
    Page("/compte/2fa/recovery-codes/", "member"),
    Page("/compte/2fa/recovery-codes/generate/", "member"),
    Page("/compte/2fa/webauthn/", "fleur"),
    Page("/compte/2fa/webauthn/add/", "fleur"),
    Page("/compte/sessions/", "fleur"),
    Page("/compte/email/", "fleur"),
    Page("/compte/password/set/", "fleur"),
    Page("/compte/logout/", "fleur"),
    Page("/membres/", "member"),
    Page("/membres/?q=xyz", "member"),
    Page("/membres/{member}/", "member"),
    Page("/membres/?dep=21&savoir=arts&jour=2", "member"),
    Page("/profil/", "member"),
    Page("/profil/annuaire/", "member"),
    Page("/profil/photo/", "member"),
    Page("/profil/disponibilites/", "member"),
    Page("/profil/temoignages/", "member"),
    Page("/profil/temoignages/{testimony}/", "member"),
    Page("/profil/lettres/", "member"),
    Page("/profil/lettres/", "candidate"),
    Page("/profil/lettres/arret/{stop}/"),
    Page("/demandes/", "secretary"),
    Page("/demandes/?vue=closes", "secretary"),
    Page("/accueil/", "administrator"),
    Page("/courrier/", "administrator"),
    Page("/accueil/", "secretary"),
    Page("/association/import/", "secretary"),
    Page("/association/import/{given}/", "secretary"),
    Page("/association/import/{given}/colonnes/", "secretary"),
    Page("/association/ecrire/", "secretary"),
    Page("/association/export/", "secretary"),
    Page("/association/export/?liste=annuaire", "secretary"),
    Page("/association/chiffres/", "secretary"),
    Page("/plan/", "member"),
    Page("/plan/?benefice=0&part=beaucoup", "treasurer"),
    Page("/plan/transparence/", "member"),
    Page("/plan/sans-interet/", "member"),
    Page("/plan/arret/?dettes=beaucoup", "treasurer"),
    Page("/plan/besoins/{need}/", "treasurer"),
    Page("/plan/besoins/nouveau/", "treasurer"),
    Page("/plan/societe/", "treasurer"),
    Page("/plan/societe/registered/nouveau/", "treasurer"),
    Page("/plan/societe/{company_fact}/retrait/", "treasurer"),
    Page("/plan/besoins/{need}/emplois/nouveau/", "treasurer"),
    Page("/plan/ressources/{resource}/revoir/", "treasurer"),
    Page("/apports/cadre/", "treasurer"),
    Page("/apports/cadre/nouveau/", "treasurer"),
    Page("/apports/cadre/avis/nouveau/", "treasurer"),
    Page("/apports/promettre/", "member"),
    Page("/apports/promesses/", "treasurer"),
    Page("/apports/promesses/{promise}/", "member"),
    Page("/apports/promesses/{promise}/biens/nouveau/", "member"),
    Page("/apports/biens/{good}/", "treasurer"),
    Page("/apports/biens/{good}/valeur/", "member"),
    Page("/mes-apports/", "member"),
    Page("/mes-apports/compte/", "member"),
    Page("/tours/", "treasurer"),
    Page("/tours/", "member"),
    Page("/tours/comptes/", "treasurer"),
    Page("/tours/{tour}/", "treasurer"),
    Page("/tours/{tour}/", "member"),
    Page("/tours/{tour}/annulation/", "treasurer"),
    Page("/tours/{tour}/preuve/", "member"),
    Page("/tours/{tour}/confidence/{apport}/", "member"),
    Page("/tours/confidences/{confided}/", "fleur"),
    Page("/lots/{batch}/", "treasurer"),
    Page("/apports/{apport}/", "member"),
    Page("/apports/{apport}/", "treasurer"),
    Page("/apports/{apport}/renonciation/", "member"),
    Page("/apports/{apport}/versement/", "treasurer"),
    Page("/apports/{apport}/transmission/", "treasurer"),
    Page("/versements-attendus/", "treasurer"),
    Page("/versements/{receipt}/contre-passation/", "treasurer"),
    Page("/renonciations/{wish}/", "treasurer"),
    Page("/biens-apportes/", "treasurer"),
    Page("/biens-apportes/{thing}/restitution/", "treasurer"),
    Page("/contrats/", "treasurer"),
    Page("/contrats/{contract}/", "member"),
    Page("/contrats/{contract}/", "treasurer"),
    Page("/contrats/{contract}/papier/", "treasurer"),
    Page("/contrats/{apport}/avenant/", "treasurer"),
    Page("/signatures/{signatory}/", "member"),
    Page("/apports/promesses/{confirmed}/contrat/", "treasurer"),
    Page("/clauses/", "treasurer"),
    Page("/clauses/{clause}/", "fleur"),
    Page("/verifier/"),
]


def places(world):
    """What ``{fields}`` in a path stand for."""
    return {
        "submitted": world.applications[State.SUBMITTED].number,
        "question": world.question,
        "thread": world.thread.pk,
        "fee": world.fee.pk,
        "company_fact": world.company_fact.pk,
        "need": world.need.pk,
        "resource": world.resource.pk,
        "good": world.good.pk,
        "promise": world.good.pledge_id,
        "apport": world.apport.pk,
        "tour": world.tour.pk,
        "batch": world.batch.pk,
        "confided": world.confided.pk,
        "receipt": world.receipt.pk,
        "wish": world.waiver.pk,
        "thing": world.thing.pk,
        "contract": world.contract.pk,
        "signatory": world.signatory.pk,
        "confirmed": world.confirmed.pk,
        "clause": world.clause.pk,
        "overpaid": world.overpaid.pk,
        "exercice": world.fee.year_id,
        "talk": world.talk.pk,
        "entry": world.entry.pk,
        "crossed": world.applications[State.CROSSED].number,
        "decided": world.applications[State.DECIDED].number,
        "met": world.applications[State.MET].number,
        "proposed": world.applications[State.MEETING_PROPOSED].number,
        "set": world.applications[State.MEETING_SET].number,
        "completing": world.applications[State.COMPLETING].number,
        "reading": world.applications[State.READING].number,
        "paused": world.applications[State.PAUSED].number,
        "declined": world.applications[State.DECLINED].number,
        "withdrawn": world.applications[State.WITHDRAWN].number,
        "said": world.said.uid,
        "one": world.applications[State.CROSSED].person_id,
        "other": world.applications[State.MET].person_id,
        "member": world.member.pk,
        "testimony": world.testimony.pk,
        "session": world.session.pk,
        "lived": world.lived.pk,
        "exchange": world.exchange.pk,
        "proposal": world.proposal.pk,
        "tension": world.proposal.tension_id,
        "wished": world.wished.pk,
        "granted": world.granted.pk,
        "tutorship": world.tutorship.pk,
        "visited": world.met.pk,
        "said_there": world.said_there.pk,
        "stop": unsubscribe(world.member, Topic.GROUP).rstrip("/").rpartition("/")[2],
        "candidate": world.candidate.pk,
        "suspended": world.suspended.pk,
        "accused": world.accused.pk,
        "notice": world.notice.pk,
        "statutes": world.rules.pk,
        "passage": world.reaction.passage.uid,
        "reaction": world.reaction.pk,
        "token": world.token,
        "document": world.document.pk,
        "asked": world.request.pk,
        "paper": world.paper.pk,
        "unmailed": world.paper.person_id,
        "to_post": world.to_post.pk,
        "letter": world.letter.pk,
        "choice": world.choice,
        "data": world.data_request.pk,
        "arrival": world.arrival.pk,
        "given": world.given.pk,
        "assembly": world.assembly.pk,
        "draft_assembly": world.draft_assembly.pk,
        "text": world.text.pk,
        "counted": world.counted.pk,
        "awaited": world.awaited.pk,
        "due": world.due.pk,
        "gathering": world.gathering.pk,
        "circle": world.gathering.circle_id,
        "held": world.held.pk,
        "folded": world.folded.pk,
        "named": world.named.pk,
        "convoked": world.convoked.pk,
        "reply": signed.path_to(world.convoked).rstrip("/").rpartition("/")[2],
    }


@pytest.mark.parametrize("visit", PAGES, ids=str)
def test_a_page_is_whole_on_every_screen(visit, eyes, site, world):
    path = visit.path.format(**places(world))
    sheet = eyes.page_of((site, visit.persona), world.cookies(visit.persona, site))
    sheet.complaints.clear()

    answer = sheet.goto(site + path)

    assert answer.status == visit.status
    assert sheet.url == site + path
    assert "\n".join(look(sheet, looks_at(visit))) == ""


@pytest.mark.parametrize(
    "path", ["/_demo/", "/_demo/courrier/", "/_demo/courrier/fleur@demo.example/"]
)
def test_a_page_of_the_demonstration_is_whole(path, eyes, site, world, settings):
    settings.DEMO = True
    sheet = eyes.page_of((site, ""))
    sheet.complaints.clear()

    answer = sheet.goto(site + path)

    assert answer.status == 200
    assert "\n".join(look(sheet)) == ""


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "413", "429", "500", "503"])
def test_a_page_of_error_is_whole(name, eyes, site, rf):
    """Served in place of an address: nobody here breaks the house to see what it says."""
    request = rf.get("/erreur/")
    request.user, request.session = AnonymousUser(), {}
    html = render_to_string(f"{name}.html", {"limit": 5_000_000}, request)
    sheet = eyes.page_of((site, "error"))
    sheet.unroute_all()
    sheet.route("**/erreur/", lambda road: road.fulfill(body=html, content_type="text/html"))
    sheet.complaints.clear()

    sheet.goto(f"{site}/erreur/")

    assert "\n".join(look(sheet)) == ""


def looks_at(visit):
    """How a page is looked at: one page of two on a telephone, the other at a desk."""
    if visit.path == GALLERY:
        return ALL
    return BOTH if not visit.persona else [BOTH[PAGES.index(visit) % 2]]


def look(sheet, looks=BOTH):
    """What is wrong with the open page; nothing when it is whole."""
    is_narrow = sheet.viewport_size["width"] == 320
    found = squeezed(sheet) if is_narrow else []
    for width, scheme in looks:
        sheet.emulate_media(color_scheme=scheme)
        open_to(sheet, width)
        found += [f"{width} {scheme}: {one}" for one in axe(sheet)]
    found += [] if is_narrow else squeezed(sheet)
    return found + broken(sheet)


def squeezed(sheet):
    """What does not fit in the narrowest window."""
    open_to(sheet, 320)
    too_wide = overflows(sheet)
    return [f"{too_wide} px too wide at 320"] if too_wide > 0 else []


def open_to(sheet, width):
    """A window that stands so already is left alone: each change draws the page again."""
    size = {"width": width, "height": SIZES[width]}
    if sheet.viewport_size != size:
        sheet.set_viewport_size(size)
