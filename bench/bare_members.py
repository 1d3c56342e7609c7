"""The bare twins of the association's pages: register, fees, one life, one call.

Each reads in one hand-written query what its page shows, the numbers at its top included.
"""

REGISTER = """
SELECT p.id, p.first_name, p.last_name, p.email, c.name, m.started_on, m.ended_on, m.organ,
       m.decided_on, (
    SELECT json_agg(json_build_array(f.kind, f.since, f.until) ORDER BY f.at)
    FROM members_membershipfact f WHERE f.membership_id = m.id
), numbers.*
FROM members_membership m JOIN members_person p ON p.id = m.person_id
LEFT JOIN members_category c ON c.id = m.category_id, (
    SELECT count(*) FILTER (WHERE open) AS members,
           count(*) FILTER (WHERE open AND votes AND paused IS NULL) AS voters,
           count(*) FILTER (WHERE started_on BETWEEN new_year AND current_date) AS arrivals,
           count(*) FILTER (WHERE ended_on >= new_year AND ended_on < current_date) AS departures
    FROM (
        SELECT a.started_on, a.ended_on, coalesce(k.votes, true) AS votes, f.paused,
               date_trunc('year', current_date) AS new_year,
               a.started_on <= current_date AND a.awaits <> 'fee'
                   AND (a.ended_on IS NULL OR a.ended_on >= current_date) AS open
        FROM members_membership a LEFT JOIN members_category k ON k.id = a.category_id
        LEFT JOIN (
            SELECT DISTINCT membership_id AS paused FROM members_membershipfact
            WHERE kind IN ('leave', 'suspension') AND since <= current_date
              AND (until IS NULL OR until >= current_date)
        ) f ON f.paused = a.id
    ) every
) numbers
WHERE m.started_on <= current_date AND m.awaits <> 'fee'
  AND (m.ended_on IS NULL OR m.ended_on >= current_date)
ORDER BY fr_order(p.last_name), fr_order(p.first_name), m.id LIMIT 25
"""
STANDING = """
    SELECT c.*, t.amount AS asked, t.kind AS why, coalesce(p.sum, 0) AS paid
    FROM members_feecall c
    JOIN members_feeyear y ON y.id = c.year_id
    LEFT JOIN LATERAL (
        SELECT amount, kind FROM members_feeterm
        WHERE call_id = c.id AND said_on <= current_date ORDER BY said_on DESC, id DESC LIMIT 1
    ) t ON true
    LEFT JOIN (
        SELECT call_id, sum(applied) FROM members_feepayment
        WHERE received_on <= current_date GROUP BY call_id
    ) p ON p.call_id = c.id
    WHERE current_date BETWEEN y.starts_on AND y.ends_on
"""
CALLS = f"""
WITH standing AS MATERIALIZED ({STANDING})
SELECT s.id, p.first_name, p.last_name, s.reference, s.asked, s.paid, s.why, s.due_on, sums.*
FROM standing s JOIN members_person p ON p.id = s.person_id, (
    SELECT count(*) FILTER (WHERE paid >= asked) AS settled,
           count(*) FILTER (WHERE paid < asked AND due_on < current_date) AS late,
           count(*) FILTER (WHERE paid < asked AND due_on >= current_date) AS waiting,
           sum(asked) AS asked_of_all, sum(paid) AS paid_by_all
    FROM standing
) sums
ORDER BY fr_order(p.last_name), fr_order(p.first_name), s.id LIMIT 25
"""  # noqa: S608 (nothing of it comes from outside)
LIFE = """
SELECT p.*, (
    SELECT json_agg(json_build_array(m.started_on, m.ended_on, m.organ, m.decided_on, c.name))
    FROM members_membership m LEFT JOIN members_category c ON c.id = m.category_id
    WHERE m.person_id = p.id
), (
    SELECT json_agg(json_build_array(f.kind, f.since, f.until, f.organ) ORDER BY f.at)
    FROM members_membershipfact f JOIN members_membership m ON m.id = f.membership_id
    WHERE m.person_id = p.id
), (
    SELECT json_agg(json_build_array(n.state, n.owed)) FROM members_formalnotice n
    JOIN members_membership m ON m.id = n.membership_id WHERE m.person_id = p.id
), (
    SELECT json_agg(json_build_array(t.amount, t.kind)) FROM members_feecall c
    JOIN members_feeterm t ON t.call_id = c.id WHERE c.person_id = p.id
)
FROM members_person p WHERE p.id = %(key)s
"""
CALL = """
SELECT c.*, y.name, p.first_name, p.last_name, p.email, p.phone, (
    SELECT json_agg(json_build_array(t.kind, t.amount, t.said_on, t.organ, t.reference)
                    ORDER BY t.said_on)
    FROM members_feeterm t WHERE t.call_id = c.id
), (
    SELECT json_agg(json_build_array(g.received_on, g.means, g.amount, r.number)
                    ORDER BY g.received_on)
    FROM members_feepayment g LEFT JOIN members_feereceipt r ON r.payment_id = g.id
    WHERE g.call_id = c.id
), (
    SELECT json_agg(json_build_array(o.id, t.amount)) FROM members_feecall o
    JOIN members_feeterm t ON t.call_id = o.id WHERE o.person_id = c.person_id AND o.id <> c.id
), (
    SELECT json_agg(json_build_array(m.step, m.sent_on)) FROM members_feereminder m
    WHERE m.call_id = c.id
)
FROM members_feecall c JOIN members_feeyear y ON y.id = c.year_id
JOIN members_person p ON p.id = c.person_id WHERE c.id = %(key)s
"""
