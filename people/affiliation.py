"""For whom somebody spoke. Sessions lie above people, so their rows are read by the names of their columns."""


def with_affiliation(statements, appearances):
    """Give each statement the `appearance` of its speaker in its session, or None; return the statements.

    Of several appearances in one session the first counts.
    """
    first_of = {}
    for appearance in appearances:
        first_of.setdefault((appearance.session_id, appearance.person_id), appearance)
    for statement in statements:
        statement.appearance = first_of.get((statement.session_id, statement.person_id))
    return statements
