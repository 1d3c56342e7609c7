"""The bare twins of the circles: a circle, the register of decisions, one decision.

Each reads in one hand-written query what its page shows.
"""

LIVING = """
WITH begun AS (
    SELECT d.id, coalesce(d.replaces_id, d.renews_id) AS follows, d.repeals_id AS ends,
           d.term_kind <> 'trial' OR d.term_on IS NULL OR d.term_on > current_date AS lasts
      FROM governance_decision d LEFT JOIN governance_legalact a ON a.decision_id = d.id
     WHERE (d.act_kind = '' OR a.id IS NOT NULL)
       AND greatest(d.effect_on, a.signed_on) <= current_date
       AND (d.replaces_id IS NOT NULL OR d.renews_id IS NOT NULL OR d.repeals_id IS NOT NULL)
), living AS MATERIALIZED (
    SELECT d.*, coalesce(d.review_moved_to, least(d.review_on, d.term_on)) AS due_on,
           greatest(d.effect_on, a.signed_on) AS starts_on
      FROM governance_decision d LEFT JOIN governance_legalact a ON a.decision_id = d.id
     WHERE NOT EXISTS (SELECT FROM begun WHERE follows = d.id AND lasts)
       AND NOT EXISTS (SELECT FROM begun WHERE ends = d.id)
       AND (d.term_kind <> 'trial' OR d.term_on IS NULL OR d.term_on > current_date)
)
"""
LINES = """
SELECT l.id, l.title, c.prefix, l.year, l.number, k.name, k.kind, p.kind, l.starts_on, l.due_on,
       l.term_kind, EXISTS (SELECT FROM governance_review r
                             WHERE r.decision_id = l.id AND r.closed_at IS NULL),
       EXISTS (SELECT FROM governance_tension t
                WHERE t.decision_id = l.id AND t.settled_at IS NULL),
       oc.prefix, o.year, o.number, (SELECT count(*) FROM living),
       CASE WHEN row_number() OVER (ORDER BY l.adopted_at DESC, l.id DESC) = 1 THEN (
           SELECT json_agg(json_build_array(id, number, due_on)) FROM living
            WHERE due_on < current_date + 365
       ) END
  FROM living l JOIN governance_proposal p ON p.id = l.proposal_id
  JOIN governance_circle c ON c.id = l.circle_id JOIN governance_circle k ON k.id = l.kept_by_id
  LEFT JOIN governance_decision o ON o.id = l.replaces_id
  LEFT JOIN governance_circle oc ON oc.id = o.circle_id
"""
REGISTER = f"{LIVING} {LINES} ORDER BY l.adopted_at DESC, l.id DESC LIMIT 25"
SAYING = f"""{LIVING} {LINES}, (
    SELECT plainto_tsquery('fr', %(q)s) || to_tsquery('fr_words', %(q)s || ':*') AS words
) asked
 WHERE l.id IN (SELECT id FROM governance_decision WHERE fr_vector(title) @@ words)
    OR l.version_id IN (SELECT id FROM governance_version WHERE search @@ words)
 ORDER BY l.adopted_at DESC, l.id DESC LIMIT 25
"""  # noqa: S608 (the words are given apart)
CIRCLE = """
SELECT c.*, above.name, (
    SELECT json_agg(json_build_array(d.words, d.reach, i.name))
      FROM governance_domain d JOIN governance_circle i ON i.id = d.circle_id
     WHERE i.id = c.id OR i.parent_id = c.id
), (
    SELECT json_agg(json_build_array(m.standing, m.since, p.*) ORDER BY m.since)
      FROM governance_circlemember m JOIN members_person p ON p.id = m.person_id
     WHERE m.circle_id = c.id AND m.until IS NULL
), (
    SELECT json_agg(json_build_array(m.kind, m.until, r.name, p.first_name, p.last_name))
      FROM governance_mandate m JOIN members_person p ON p.id = m.person_id
      LEFT JOIN governance_circlerole r ON r.id = m.role_id
     WHERE m.circle_id = c.id AND m.ended_on IS NULL
), (
    SELECT json_agg(json_build_array(l.kind, l.since, l.until, p.first_name, p.last_name, (
        SELECT json_agg(x.id) FROM governance_meeting x
         WHERE x.circle_id = l.parent_id AND x.state = 'closed' AND x.at::date >= l.since)))
      FROM governance_link l JOIN members_person p ON p.id = l.person_id
     WHERE c.id IN (l.child_id, l.parent_id)
), (
    SELECT json_build_array(m.at, m.place, m.state, (
        SELECT json_agg(json_build_array(i.subject, i.wish, i.minutes) ORDER BY i.rank)
          FROM governance_item i WHERE i.meeting_id = m.id))
      FROM governance_meeting m
     WHERE m.circle_id = c.id AND m.state IN ('prepared', 'convened', 'open', 'agreed')
     ORDER BY m.at LIMIT 1
), (
    SELECT json_agg(json_build_array(q.title, q.state, p.first_name, (
        SELECT count(*) || '/' || count(s.kind) FROM governance_round r
          JOIN governance_seat t ON t.round_id = r.id
          LEFT JOIN governance_position s ON s.seat_id = t.id
         WHERE r.proposal_id = q.id AND r.closed_at IS NULL)))
      FROM governance_proposal q JOIN members_person p ON p.id = q.carrier_id
     WHERE q.circle_id = c.id AND q.state NOT IN ('adopted', 'withdrawn', 'abandoned', 'basket')
), (
    SELECT json_agg(json_build_array(e.state, r.name)) FROM governance_election e
      JOIN governance_circlerole r ON r.id = e.role_id
     WHERE e.circle_id = c.id AND e.state NOT IN ('done', 'no_result')
), (
    SELECT json_agg(json_build_array(t.subject, t.at, p.first_name) ORDER BY t.at)
      FROM governance_tension t JOIN members_person p ON p.id = t.by_id
     WHERE t.circle_id = c.id AND t.settled_at IS NULL
), (
    SELECT json_agg(json_build_array(d.title, d.year, d.number, d.review_on))
      FROM governance_decision d
     WHERE d.kept_by_id = c.id AND coalesce(d.review_moved_to, d.review_on) <= current_date + 30
       AND NOT EXISTS (SELECT FROM governance_decision n WHERE n.replaces_id = d.id)
)
FROM governance_circle c LEFT JOIN governance_circle above ON above.id = c.parent_id
WHERE c.id = %(key)s
"""
DECISION = """
SELECT d.*, v.*, c.name, k.name, q.title, q.kind, t.subject, b.first_name, b.last_name, (
    SELECT json_agg(json_build_array(r.kind, r.opened_at, r.closed_at, x.name, (
        SELECT json_agg(json_build_array(s.label, s.place, o.kind, o.at, p.first_name, p.last_name)
                        ORDER BY s.speaks_last, s.place)
          FROM governance_seat s JOIN members_person p ON p.id = s.person_id
          LEFT JOIN governance_position o ON o.seat_id = s.id
         WHERE s.round_id = r.id
    ), (
        SELECT json_agg(json_build_array(u.kind)) FROM governance_turn u
          JOIN governance_seat s ON s.id = u.seat_id WHERE s.round_id = r.id
    )) ORDER BY r.opened_at)
      FROM governance_round r JOIN governance_circle x ON x.id = r.circle_id
     WHERE r.proposal_id = q.id
), (
    SELECT json_agg(json_build_array(m.name, m.threshold, m.unit, (
        SELECT json_agg(json_build_array(g."on", g.value) ORDER BY g."on")
          FROM governance_reading g WHERE g.measure_id = m.id)))
      FROM governance_measure m WHERE m.version_id = v.id
), (
    SELECT json_agg(json_build_array(e.sentence, e.at) ORDER BY e.at) FROM journal_entry e
     WHERE (e.subject_kind = 'governance.decision' AND e.subject_id = d.id)
        OR (e.subject_kind = 'governance.proposal' AND e.subject_id = q.id)
), (
    SELECT json_agg(n.title) FROM governance_decision n
     WHERE d.id IN (n.replaces_id, n.renews_id, n.repeals_id, n.shares_id)
), (
    SELECT json_agg(n.id) FROM governance_decision n
      JOIN governance_version w ON w.id = n.version_id
     WHERE n.circle_id = d.circle_id AND w.allows = 'places'
)
FROM governance_decision d JOIN governance_version v ON v.id = d.version_id
JOIN governance_proposal q ON q.id = d.proposal_id JOIN governance_tension t ON t.id = q.tension_id
JOIN governance_circle c ON c.id = d.circle_id JOIN governance_circle k ON k.id = d.kept_by_id
LEFT JOIN members_person b ON b.id = v.responsible_id
WHERE d.id = %(key)s
"""
