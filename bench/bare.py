"""The bare twins: the same rows in the same order, by one hand-written query and a small template.

They stand behind the same middleware and the same session as the pages they are compared with.
"""

from functools import cache

from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from bench import bare_contributions, bare_form, bare_governance, bare_members

ROWS = """<!doctype html><html lang="fr"><head><title>x</title></head><body>{{ user.email }}<ul>
{% for row in rows %}<li>{% for cell in row %}<span>{{ cell }}</span>{% endfor %}</li>{% endfor %}
</ul></body></html>"""

ROW = """
SELECT a.number, a.first_name, a.last_name, a.town, a.state, a.answer_by, a.submitted_at,
       left(a.what, 150), turn, (
    SELECT string_agg(r.reader_id || ':' || (r.written_at IS NOT NULL), ',')
    FROM applications_reading r WHERE r.application_id = a.id
), (
    SELECT max(m.at) FROM applications_meeting m
    WHERE m.application_id = a.id AND m.held_at IS NULL AND m.missed_at IS NULL
      AND m.called_off_at IS NULL
)
"""
TURN = """
(SELECT a.*, {rank} AS turn FROM applications_application a
  LEFT JOIN LATERAL (SELECT written_at FROM applications_reading
                      WHERE application_id = a.id AND cycle = a.cycle
                        AND reader_id = %(me)s) mine ON true
  LEFT JOIN LATERAL (SELECT at FROM applications_position o
                      WHERE application_id = a.id AND cycle = a.cycle AND founder_id = %(me)s
                        AND NOT EXISTS (SELECT FROM applications_decision
                                         WHERE application_id = a.id AND reopened_at >= o.at)
                        AND NOT EXISTS (SELECT FROM applications_meeting
                                         WHERE application_id = a.id AND held_at > o.at)
                        AND NOT EXISTS (SELECT FROM applications_parting p
                                         WHERE application_id = a.id AND p.at > o.at)
                        AND NOT EXISTS (SELECT FROM applications_position l
                                         WHERE l.application_id = a.id AND l.cycle = a.cycle
                                           AND l.at > o.at
                                           AND (l.founder_id = %(me)s OR l.outcome <> o.outcome
                                                OR l.stance <> o.stance))
                      LIMIT 1) said ON true
  LEFT JOIN LATERAL (SELECT at, COALESCE(countered_at, released_at) AS back
                       FROM applications_meeting
                      WHERE application_id = a.id AND held_at IS NULL AND missed_at IS NULL
                        AND called_off_at IS NULL LIMIT 1) met ON true
  LEFT JOIN LATERAL (SELECT decided_at FROM applications_decision d
                      WHERE d.application_id = a.id AND d.cycle = a.cycle
                        AND d.outcome = 'invite' AND d.reopened_at IS NULL
                        AND NOT EXISTS (SELECT FROM applications_assent s
                                         WHERE s.application_id = a.id AND s.cycle = a.cycle)
                      LIMIT 1) unsaid ON true
 WHERE a.state IN ({open})
   AND a.person_id <> %(me)s AND ({which})
 ORDER BY a.answer_by, a.number LIMIT {share})
"""
OPEN = ", ".join(
    f"'{state}'"
    for state in (
        "submitted", "reading", "completing", "crossed", "proposed", "set", "met", "decided",
    )
)  # fmt: skip
MINE = """(a.state IN ('submitted', 'reading') AND mine.written_at IS NULL)
    OR a.state = 'crossed' OR (a.state = 'decided' AND unsaid.decided_at IS NULL)
    OR (a.state = 'met' AND said.at IS NULL) OR (a.state = 'set' AND met.at < now())
    OR (a.state IN ('proposed', 'set') AND met.back IS NOT NULL)"""
OTHER = """(a.state IN ('submitted', 'reading') AND mine.written_at IS NOT NULL)
    OR (a.state = 'met' AND said.at IS NOT NULL)"""
PERSON = """a.state = 'completing' OR (a.state = 'decided' AND unsaid.decided_at IS NOT NULL)
    OR (a.state = 'proposed' AND met.back IS NULL)
    OR (a.state = 'set' AND met.back IS NULL AND (met.at IS NULL OR met.at >= now()))"""
TURNS = " UNION ALL ".join(
    TURN.format(rank=rank, which=which, share=share, open=OPEN)
    for rank, which, share in ((1, MINE, 10), (2, OTHER, 7), (3, PERSON, 8))
)
APPLICATIONS = f"{ROW} FROM ({TURNS}) a ORDER BY turn, a.answer_by, a.number"
APPLICATIONS_MATCHING = f"""{ROW} FROM (
    SELECT b.*, 0 AS turn FROM applications_application b, (
        SELECT plainto_tsquery('fr', %(q)s) || to_tsquery('fr_words', %(q)s || ':*') AS words
    ) asked
     WHERE state NOT IN ('draft', 'erased') AND person_id <> %(me)s AND search @@ words
       AND (crossed_at IS NOT NULL OR blind_search @@ words OR EXISTS (
            SELECT FROM applications_reading
             WHERE application_id = b.id AND reader_id = %(me)s
               AND (written_at IS NOT NULL OR unfolded_at IS NOT NULL)))
     ORDER BY answer_by, number LIMIT 25
) a ORDER BY a.answer_by, a.number"""  # noqa: S608 (the words are given apart)
MEMBERS = """
SELECT p.id, p.first_name, p.last_name, p.agreement, p.headline, p.town, m.started_on,
       (SELECT c.name FROM members_category c WHERE c.id = m.category_id),
       (SELECT string_agg(o.role, ',') FROM members_office o
        WHERE o.person_id = p.id AND o.ended_on IS NULL),
       (SELECT string_agg(s.craft || ':' || s.level, ',' ORDER BY s.level, s.craft)
          FROM members_skill s WHERE s.person_id = p.id AND s.level IN ('do', 'teach'))
FROM members_person p JOIN members_membership m ON m.person_id = p.id
WHERE m.started_on <= current_date AND (m.ended_on IS NULL OR m.ended_on >= current_date)
  AND (p.deceased_on IS NULL OR p.deceased_on > current_date)
  AND (p.frozen_since IS NULL OR p.id = %(me)s)
ORDER BY fr_order(p.last_name), fr_order(p.first_name), p.id LIMIT 25
"""
LETTERS = """
SELECT id, "to", subject, kind, state, written_at, sent_at FROM mail_letter
ORDER BY written_at DESC, id DESC LIMIT 25
"""
DOSSIER = """
SELECT a.*, v.title, v.dated_on, (
    SELECT json_agg(json_build_array(s.title, p.html, p.ordinal) ORDER BY s.ordinal, p.ordinal)
    FROM applications_section s JOIN applications_passage p ON p.section_id = s.id
    WHERE s.version_id = v.id
), (
    SELECT json_agg(json_build_array(r.kind, r.words, r.quote, r.passage_id) ORDER BY r.id)
    FROM applications_reaction r WHERE r.application_id = a.id
), (
    SELECT json_agg(json_build_array(e.sentence, e.at) ORDER BY e.at)
    FROM journal_entry e
    WHERE e.subject_kind = 'applications.application' AND e.subject_id = a.id
), (
    SELECT json_agg(json_build_array(g.touches, g.questions, g.asks, g.why, g.wish))
    FROM applications_reading g WHERE g.application_id = a.id
), (
    SELECT json_agg(json_build_array(m.side, m.text, m.at, p.first_name) ORDER BY m.at, m.id)
    FROM applications_conversation c JOIN applications_message m ON m.conversation_id = c.id
    LEFT JOIN members_person p ON p.id = m.author_id
    WHERE c.application_id = a.id AND m.side <> 'stray'
), (
    SELECT json_agg(json_build_array(w.feeling, w.need, w.noted_at) ORDER BY w.noted_at DESC)
    FROM applications_weather w WHERE w.application_id = a.id AND w.audience = 'founders'
), (
    SELECT json_agg(json_build_array(u.until, u.reason)) FROM applications_pause u
    WHERE u.application_id = a.id AND u.ended_at IS NULL AND u.began_at IS NULL
)
FROM applications_application a JOIN applications_callversion v ON v.id = a.version_id
WHERE a.number = %(key)s
"""
MEMBER = """
SELECT p.*, m.started_on, m.ended_on FROM members_person p
JOIN members_membership m ON m.person_id = p.id WHERE p.id = %(key)s
"""
CALL = """
SELECT s.title, p.ordinal, p.html FROM applications_section s
JOIN applications_passage p ON p.section_id = s.id
WHERE s.version_id = (
    SELECT id FROM applications_callversion WHERE published_at IS NOT NULL
    ORDER BY published_at DESC LIMIT 1)
ORDER BY s.ordinal, p.ordinal
"""
HOME = "SELECT count(*) FROM members_membership WHERE ended_on IS NULL"


def bare(sql):
    """A view that answers with the rows of ``sql``, for the person who is signed in."""

    def view(request, key=None):
        with connection.cursor() as cursor:
            given = {"me": request.user.pk, "key": key, "q": request.GET.get("q")}
            cursor.execute(sql, given)
            rows = cursor.fetchall()
        return HttpResponse(template().render({"rows": rows, "user": request.user}, request))

    return view


@cache
def template():
    return engines["django"].from_string(ROWS)


def person(request):
    """The least that a page of somebody signed in can be."""
    return HttpResponse(request.user.email)


urlpatterns = [
    path("candidatures/", bare(APPLICATIONS)),
    path("candidatures/cherche/", bare(APPLICATIONS_MATCHING)),
    path("candidatures/<int:key>/", bare(DOSSIER)),
    path("membres/", bare(MEMBERS)),
    path("membres/<int:key>/", bare(MEMBER)),
    path("courrier/", bare(LETTERS)),
    path("registre/", bare(bare_members.REGISTER)),
    path("registre/<int:key>/", bare(bare_members.LIFE)),
    path("cotisations/appels/", bare(bare_members.CALLS)),
    path("cotisations/appels/<int:key>/", bare(bare_members.CALL)),
    path("cercles/<int:key>/", bare(bare_governance.CIRCLE)),
    path("decisions/", bare(bare_governance.REGISTER)),
    path("decisions/cherche/", bare(bare_governance.SAYING)),
    path("decisions/<int:key>/", bare(bare_governance.DECISION)),
    path("contrats/", bare(bare_contributions.CONTRACTS)),
    path("contrats/<int:key>/", bare(bare_contributions.CONTRACT)),
    path("comptes/", bare(bare_contributions.ENTRIES)),
    path("comptes/grand-livre/", bare(bare_contributions.ACCOUNT)),
    path("tours/<int:key>/", bare(bare_contributions.ROUND)),
    path("appel/", bare(CALL)),
    path("accueil/", bare(HOME)),
    path("personne/", person),
    path("candidater/lien/", bare_form.link),
    path("candidater/envoi/", bare_form.sending),
    path("candidater/<name>/", bare_form.step),
]
