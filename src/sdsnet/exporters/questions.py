"""
Questions that people have of a practice network, as views of its database.

The names of tables and columns are those that the tables are derived with; a test runs every view.
"""

from __future__ import annotations

__all__ = ["VIEWS"]

_BARRIERS_WITHOUT_PRACTICE = """
CREATE VIEW barriers_without_practice AS
-- Barriers that no practice example says it answers, with how many recommendations would do so.
SELECT barrier.id, barrier.title, count(recommended.recommendation) AS recommendations
FROM barriers AS barrier
LEFT JOIN recommendation_addresses AS recommended ON recommended.barrier = barrier.id
WHERE barrier.id NOT IN (SELECT barrier FROM practice_example_addresses)
GROUP BY barrier.id
ORDER BY barrier.id
"""

_CALL_COVERAGE = """
CREATE VIEW call_coverage AS
-- The topics of each call: how well its issuer says they are covered, and how many of the
-- contributions in these data that answer the call are on the topic's theme.
SELECT
  topic.call, call.title, topic.theme, theme.label AS theme_label, topic.coverage, topic.priority,
  (
    SELECT count(*)
    FROM contributions AS contribution
    WHERE contribution.call = topic.call AND EXISTS (
      SELECT 1 FROM contribution_themes AS theirs
      WHERE theirs.contribution = contribution.id AND theirs.theme = topic.theme
    )
  ) AS contributions
FROM call_topics AS topic
JOIN calls AS call ON call.id = topic.call
JOIN codelists AS theme ON theme.codelist = 'theme' AND theme.key = topic.theme
ORDER BY topic.call, topic.position
"""

_ATTENDANCE_BY_ROLE = """
CREATE VIEW attendance_by_role AS
-- The roles that were at each meeting, with how many of the parties recorded as attending have
-- the role: none where the role alone is recorded. An organisation or a set of parties is one.
WITH present AS (
  SELECT attendance.meeting, theirs.role, attendance.participant
  FROM meeting_attendance AS attendance
  JOIN participant_roles AS theirs ON theirs.participant = attendance.participant
  UNION
  SELECT meeting, role, NULL FROM meeting_attendance_roles
)
SELECT
  present.meeting, meeting.title, meeting.date, present.role, role.label AS role_label,
  count(present.participant) AS parties
FROM present
JOIN meetings AS meeting ON meeting.id = present.meeting
JOIN codelists AS role ON role.codelist = 'role' AND role.key = present.role
GROUP BY present.meeting, present.role
ORDER BY present.meeting, present.role
"""

_INFLUENCE_OPEN = """
CREATE VIEW influence_open AS
-- Attempts to influence of which no outcome is recorded, not even that nothing changed, with how
-- many recorded attempts are part of them.
SELECT
  influence.id, influence.kind, influence.summary, influence.date,
  (SELECT count(*) FROM influences AS part WHERE part.part_of = influence.id) AS parts
FROM influences AS influence
WHERE influence.id NOT IN (SELECT influence FROM influence_outcomes)
ORDER BY influence.id
"""

#: The statements that make the views.
VIEWS = (
    _BARRIERS_WITHOUT_PRACTICE,
    _CALL_COVERAGE,
    _ATTENDANCE_BY_ROLE,
    _INFLUENCE_OPEN,
)
