"""What a group may start from when it answers together: what everybody who answered says alike."""

from __future__ import annotations

from qualifier.group.anonymity import TOGETHER
from qualifier.group.session import Session
from qualifier.knowledge.cases import Answer, Case
from qualifier.reasoning.decisions import Decisions


def agreed_answers(session: Session, decisions: Decisions) -> Case:
    """Return the answers that several give and that nobody contradicts; how each knows it is theirs, and left out.

    What only one person answered is asked of the group: nobody's own answer is put in its mouth unasked.

    Args:
        session: the session, in whichever round.
        decisions: the rules.
    """
    views = session.views(session.number)
    counting = [view.counting(decisions) for view in views]
    voiced = {id_: [one[id_] for one in counting if id_ in one] for id_ in decisions.base.questions}
    answers = {
        id_: Answer(options[0])
        for id_, options in voiced.items()
        if len(options) >= TOGETHER and len(set(options)) == 1
    }
    dates = [view.case.date for view in views if view.case.date is not None]
    return Case("", answers, date=max(dates, default=None), full=session.full)
