"""What the tests of sessions share: five viewpoints around one story, put into a session."""

from collections.abc import Mapping, Sequence

from qualifier.group.session import FIRST, Session, Turn
from tests.support import case_of

SIDES = ("le service", "l'hôpital")


def session_of(*answers: Mapping[str, str], number: int = FIRST, sides: Sequence[str | None] = ()) -> Session:
    """Return a session in which A, B, C… have answered so in the first round."""
    session = Session(verdicts=True)
    for rank, options in enumerate(answers):
        side = sides[rank] if rank < len(sides) else None
        session = session.answered(Turn(session.next_label, number, case_of(options), side))
    return session


def around(options: Mapping[str, str]) -> list[dict[str, str]]:
    """Return five viewpoints around the answers of the rewritten agreement, three of which see no common action."""
    return [
        dict(options),
        {**options, "practice_change": "nobody"},
        {**options, "practice_change": "one_side", "new_answer": "two_parts"},
        {**options, "last_decision": "one_alone", "steering": "one_side", "object_change": "third_party"},
        {**options, "interests": "one_side", "practice_change": "nobody"},
    ]
