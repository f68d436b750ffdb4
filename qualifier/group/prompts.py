"""What a facilitator may ask a group, drawn from its answers: questions that divide, and rules that fired.

The sentences are those of the rules, each with its source; the catalogue only says what kind of thing each is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from qualifier.explanation.talks import debates_said, points_said
from qualifier.group.divides import GroupMap
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.words import Text, message

MOST_OF_A_KIND = 3
SEVERAL = 2
ASK = "ask_partner"


@dataclass(frozen=True, slots=True)
class TalkPrompt:
    """Something to talk about.

    Attributes:
        kind: `split`, `tension`, `debate` or `ask`.
        source: ids of works.
    """

    kind: str
    text: Text
    source: tuple[str, ...]


def talk_prompts(reasoner: Reasoner, found: GroupMap) -> tuple[TalkPrompt, ...]:
    """Return what to talk about, a few of each kind; in the order of the rules, never in that of those who answered.

    Args:
        reasoner: the rules with their engine.
        found: what divides the group.
    """
    base, verdicts = reasoner.base, [reasoner.outline(view.case) for view in found.views]
    kinds = (_splits(base, found), _tensions(base, verdicts), _debates(base, verdicts), _questions(base, verdicts))
    return tuple(one for kind in kinds for one in islice(kind, MOST_OF_A_KIND))


def _splits(base: RuleBase, found: GroupMap) -> Iterator[TalkPrompt]:
    for split in found.mattering:
        question = base.questions[split.question]
        text = message("group", "prompt_split", ask=question.ask)
        yield TalkPrompt("split", text, question.source)


def _tensions(base: RuleBase, verdicts: Sequence[Verdict]) -> Iterator[TalkPrompt]:
    """Yield the tensions in the answers of several; what only one person's answers show is theirs to bring up."""
    fired = Counter(id_ for verdict in verdicts for id_ in verdict.tensions)
    for id_, tension in base.tensions.items():
        if fired[id_] >= SEVERAL:
            yield TalkPrompt("tension", message("group", "prompt_tension", text=tension.say), tension.source)


def _debates(base: RuleBase, verdicts: Sequence[Verdict]) -> Iterator[TalkPrompt]:
    """Yield the disagreements of authors that the answers of somebody touch; those of any case are left out."""
    touched = {one.id for verdict in verdicts for one in debates_said(base, verdict)}
    for id_, debate in base.debates.items():
        if id_ in touched and debate.when is not None:
            works = dict.fromkeys(work for side in debate.sides for work in side.source)
            text = message("group", "prompt_debate", text=debate.question)
            yield TalkPrompt("debate", text, tuple(works))


def _questions(base: RuleBase, verdicts: Sequence[Verdict]) -> Iterator[TalkPrompt]:
    useful = {one.id for verdict in verdicts for one in points_said(base, verdict) if one.use == ASK}
    for id_, point in base.ask_partner.items():
        if id_ in useful:
            yield TalkPrompt("ask", message("group", "prompt_ask", text=point.say), point.source)
