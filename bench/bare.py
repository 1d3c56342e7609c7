"""The bare twins: the same rows in the same order, by one hand-written query and a small template.

They stand behind the same middleware and the same session as the pages they are compared with.
"""

from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from coopstudio.doors import public

PAGE = 25
ROWS = """<!doctype html><html lang="fr"><head><title>x</title></head><body>{{ user.email }}<ul>
{% for row in rows %}<li>{% for cell in row %}<span>{{ cell }}</span>{% endfor %}</li>{% endfor %}
</ul></body></html>"""

APPLICATIONS = """
SELECT a.number, a.first_name, a.last_name, a.town, a.state, a.answer_by, a.submitted_at,
       left(a.what, 160), r.readers
FROM applications_application a
LEFT JOIN LATERAL (
    SELECT string_agg(r.reader_id || ':' || (r.written_at IS NOT NULL), ',') AS readers
    FROM applications_reading r WHERE r.application_id = a.id
) r ON true
WHERE a.state IN ('submitted', 'reading', 'crossed', 'proposed', 'set', 'met', 'decided')
ORDER BY a.answer_by, a.number LIMIT %s OFFSET %s
"""
APPLICATIONS_MATCHING = APPLICATIONS.replace(
    "ORDER BY", "AND a.search @@ websearch_to_tsquery('fr', %s) ORDER BY"
)
MEMBERS = """
SELECT p.id, p.first_name, p.last_name, p.town, m.started_on,
       (SELECT string_agg(o.role, ',') FROM members_office o
        WHERE o.person_id = p.id AND o.ended_on IS NULL)
FROM members_person p JOIN members_membership m ON m.person_id = p.id
WHERE m.started_on <= current_date AND (m.ended_on IS NULL OR m.ended_on >= current_date)
ORDER BY fr_order(p.last_name), fr_order(p.first_name), p.id LIMIT %s OFFSET %s
"""
LETTERS = """
SELECT id, "to", subject, kind, state, written_at, sent_at FROM mail_letter
ORDER BY written_at DESC, id DESC LIMIT %s OFFSET %s
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
)
FROM applications_application a JOIN applications_callversion v ON v.id = a.version_id
WHERE a.number = %s
"""
MEMBER = """
SELECT p.*, m.started_on, m.ended_on FROM members_person p
JOIN members_membership m ON m.person_id = p.id WHERE p.id = %s
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


def _answer(request, sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    template = _template()
    return HttpResponse(template.render({"rows": rows, "user": request.user}, request))


def _template(found={}):  # noqa: B006 (compiled once)
    if not found:
        found["rows"] = engines["django"].from_string(ROWS)
    return found["rows"]


def _list(sql):
    def view(request):
        offset = int(request.GET.get("offset", 0))
        return _answer(request, sql, [PAGE, offset])

    return view


def _search(sql):
    def view(request):
        return _answer(request, sql, [request.GET["q"], PAGE, 0])

    return view


def _one(sql):
    def view(request, key):
        return _answer(request, sql, [key])

    return view


def _whole(sql):
    @public
    def view(request):
        return _answer(request, sql, [])

    return view


urlpatterns = [
    path("candidatures/", _list(APPLICATIONS)),
    path("candidatures/cherche/", _search(APPLICATIONS_MATCHING)),
    path("candidatures/<int:key>/", _one(DOSSIER)),
    path("membres/", _list(MEMBERS)),
    path("membres/<int:key>/", _one(MEMBER)),
    path("courrier/", _list(LETTERS)),
    path("appel/", _whole(CALL)),
    path("accueil/", _whole(HOME)),
]
