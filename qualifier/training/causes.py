"""What on the cards explains that an answer is not the file's: a belief, a fact kept silent, a fact not shared.

Which of these differences matter is for `switching`; sentences are made in `debrief_pages`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualifier.knowledge.cases import Answer
from qualifier.training.plays import Holding, Play

Kind = Literal["belief", "heard", "kept", "unshared", "nobody", "unasked", "reading"]


@dataclass(frozen=True, slots=True)
class Cause:
    """What explains an answer.

    Attributes:
        kind: `belief`, on this very card; `heard`, the belief of another seat; `kept`, a fact that others keep silent;
            `unshared`, a fact that others know and may say; `nobody`, on no card; `unasked`, no answer was given;
            `reading`, nothing on the cards explains it: the scene was read otherwise.
        by: the roles that hold the fact or the belief.
    """

    kind: Kind
    by: tuple[str, ...] = ()


def cause_of(play: Play, role: str | None, question: str, answer: Answer | None) -> Cause:
    """Return what explains that an answer is not that of the full file.

    Args:
        play: the role-play.
        role: the role that gave it; None for an answer given by all together.
        question: the question.
        answer: the answer; None when the question was left without any.
    """
    if answer is None:
        return Cause("unasked")
    own = play.card(role).holding(question) if role else None
    if role and own == "believes" and play.card(role).options("believes")[question] == answer.option:
        return Cause("belief", (role,))
    heard = _holders(play, role, question, "believes", answer.option) if answer.option else ()
    if heard:
        return Cause("heard", heard)
    if own in ("knows", "silent") or question not in play.full:
        return Cause("reading")
    return _out_of_sight(play, role, question, answer)


def _out_of_sight(play: Play, role: str | None, question: str, answer: Answer) -> Cause:
    """Return why a fact that is not on the card did not reach this seat."""
    known = _holders(play, role, question, "knows")
    if known:
        return Cause("unshared", known)
    kept = _holders(play, role, question, "silent")
    if kept:
        return Cause("kept", kept)
    return Cause("nobody" if answer.option is None else "reading")


def _holders(
    play: Play, but: str | None, question: str, holding: Holding, option: str | None = None
) -> tuple[str, ...]:
    """Return the other roles that hold an answer to a question in some way; that very answer, when it is given."""
    return tuple(
        card.id
        for card in play.roles
        if card.id != but
        and question in (held := card.options(holding))
        and (option is None or held[question] == option)
    )
