"""The role cards of a made case: who knows which fact, who takes a fact for another, who keeps one silent.

Who could know what follows the themes of the questionnaire, with a few questions set apart. The tests of role-plays
hold for these: all seats together reach the form, one of them alone does not, and what is silent or wrongly believed
explains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

from qualifier.knowledge.models import RuleBase
from qualifier.training.making.made import Difficulty
from qualifier.training.making.telling import Teller, drawn
from qualifier.training.plays import CardLine, SeatCard, Side
from qualifier.words import message

WORKER, MANAGER, ACROSS, OUTSIDE = "worker", "manager", "across", "outside"
SIDES: Mapping[str, Side] = {WORKER: "ours", MANAGER: "ours", ACROSS: "theirs", OUTSIDE: "third"}
# Who could know the answers to the questions of a theme; for some questions, others.
BY_THEME: Mapping[str, tuple[str, ...]] = {
    "cut_offs": (MANAGER, ACROSS),
    "acting": (WORKER, ACROSS),
    "bearer": (WORKER, MANAGER, ACROSS),
    "origin": (MANAGER, ACROSS),
    "terms": (WORKER, MANAGER, ACROSS),
    "reciprocity": (WORKER, ACROSS),
    "deciding": (WORKER, MANAGER, ACROSS),
    "new_space": (WORKER, ACROSS),
    "people_concerned": (WORKER, ACROSS),
}
BY_QUESTION: Mapping[str, tuple[str, ...]] = {
    "word_use": (WORKER, MANAGER),
    "last_joint_act": (WORKER, ACROSS),
    "mandate": (MANAGER,),
    "paper": (MANAGER, ACROSS),
    "interests": (MANAGER, ACROSS),
    "evaluation": (MANAGER, ACROSS),
    "last_word": (MANAGER, ACROSS),
}
# Themes in which a third party may know what comes from outside, and the place that the map of roles gives it.
SEEN_FROM_OUTSIDE = ("origin", "terms", "deciding")
FROM_OUTSIDE = "outside"
# Who is on the other side is no secret in a room where both are.
SEEN_BY_ALL = "cut_offs"
FEW_FACTS, FEWEST_OUTSIDE = 3, 2
KNOWN_TWICE = 0.25
UNEVEN = 4
MORE_SILENCE: Mapping[Difficulty, int] = {Difficulty.EASY: 0, Difficulty.MEDIUM: 1, Difficulty.HARD: 2}


@dataclass
class _Hand:
    """What one seat is given, while it is being dealt."""

    knows: dict[str, str] = field(default_factory=dict)
    believes: dict[str, str] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)

    @property
    def held(self) -> set[str]:
        return {*self.knows, *self.believes, *self.silent}


def seats(
    teller: Teller,
    facts: Mapping[str, str],
    misread: Mapping[str, str],
    trap: Iterable[str],
    difficulty: Difficulty,
    chance: Random,
) -> tuple[SeatCard, ...]:
    """Return the role cards of a case.

    Args:
        teller: says the facts.
        facts: what is known of it, by question.
        misread: the facts that one seat takes for others, with the options it takes them for.
        trap: the questions of the trap, which that seat is told of.
        difficulty: the harder, the more is kept silent.
        chance: where the draws come from.
    """
    base = teller.base
    hands = _dealt(base, facts, misread, chance)
    believer, keeper = _two_seats(base, tuple(hands), misread, chance)
    hands[believer].believes.update(misread)
    for question in misread:
        hands[keeper].silent[question] = facts[question]
    for question in trap:
        if question not in hands[believer].held:
            hands[believer].knows[question] = facts[question]
    _something_known(hands, facts, misread, chance)
    _silenced(base, hands, keeper, MORE_SILENCE[difficulty], chance)
    return tuple(_card(teller, seat, hand, chance) for seat, hand in hands.items() if hand.held)


def _present(base: RuleBase, facts: Mapping[str, str]) -> tuple[str, ...]:
    if len(facts) <= FEW_FACTS:
        return WORKER, ACROSS
    outside = [question for question in facts if _from_outside(base, question, facts[question])]
    return (WORKER, MANAGER, ACROSS, OUTSIDE) if len(outside) >= FEWEST_OUTSIDE else (WORKER, MANAGER, ACROSS)


def _from_outside(base: RuleBase, question: str, option: str) -> bool:
    """Tell whether the map of roles puts an answer with a third party, in what a third party may know."""
    return base.questions[question].theme in SEEN_FROM_OUTSIDE and any(
        role.question == question and role.places.get(option) == FROM_OUTSIDE for role in base.roles.values()
    )


def _could_know(base: RuleBase, question: str, present: tuple[str, ...]) -> list[str]:
    """Return the seats that could know the answer to a question, those present only."""
    usual = BY_QUESTION.get(question, BY_THEME.get(base.questions[question].theme, ()))
    return [seat for seat in usual if seat in present] or list(present[:2])


def _dealt(base: RuleBase, facts: Mapping[str, str], misread: Mapping[str, str], chance: Random) -> dict[str, _Hand]:
    """Deal every fact that is not misread to one seat or two."""
    present = _present(base, facts)
    hands = {seat: _Hand() for seat in present}
    for question, option in facts.items():
        if question in misread:
            continue
        able = _could_know(base, question, present)
        # Whoever holds the least so far comes first, more or less: no card should hold nearly everything.
        first = min(able, key=lambda seat: len(hands[seat].knows) + UNEVEN * chance.random())
        knowing = {first, *(seat for seat in able if chance.random() < KNOWN_TWICE)}
        if OUTSIDE in present and _from_outside(base, question, option):
            knowing.add(OUTSIDE)
        for seat in present:
            if seat in knowing:
                hands[seat].knows[question] = option
    return hands


def _two_seats(base: RuleBase, present: tuple[str, ...], misread: Mapping[str, str], chance: Random) -> tuple[str, str]:
    """Return the seat that misreads and the one that knows better and keeps silent."""
    able = _could_know(base, next(iter(misread)), present)
    keeper = chance.choice(able)
    believer = chance.choice([seat for seat in present if seat not in (keeper, OUTSIDE)])
    return believer, keeper


def _something_known(
    hands: dict[str, _Hand], facts: Mapping[str, str], misread: Mapping[str, str], chance: Random
) -> None:
    """Give a fact to every seat that holds something to hide and knows nothing it may say."""
    shared = [question for question in facts if question not in misread]
    for hand in hands.values():
        if not hand.knows and shared:
            question = chance.choice(shared)
            hand.knows[question] = facts[question]


def _silenced(base: RuleBase, hands: dict[str, _Hand], keeper: str, count: int, chance: Random) -> None:
    """Let other seats keep a fact silent too, one each at most, never all they know, nothing that all can see."""
    others = [seat for seat in hands if seat != keeper and len(hands[seat].knows) > 2]
    for seat in others[:count]:
        able = [one for one in hands[seat].knows if base.questions[one].theme != SEEN_BY_ALL]
        if able:
            question = chance.choice(able)
            hands[seat].silent[question] = hands[seat].knows.pop(question)


def _card(teller: Teller, seat: str, hand: _Hand, chance: Random) -> SeatCard:
    return SeatCard(
        id=seat,
        name=message("training", f"made_seat_{seat}"),
        side=SIDES[seat],
        knows=_lines(teller, hand.knows),
        believes=_lines(teller, hand.believes),
        wants=(drawn(f"made_want_{seat}", chance),),
        silent=_lines(teller, hand.silent),
    )


def _lines(teller: Teller, facts: Mapping[str, str]) -> tuple[CardLine, ...]:
    return tuple(CardLine(one.say, {one.question: facts[one.question]}) for one in teller.told(facts))
