"""Makes a coherent new case for training from a form, a difficulty and a seed; the engine has checked all it promises.

The method. A pair of ways of answering is drawn: one leads to the wanted form, the other, which differs in one answer
or two, to its near miss. The decision diagram says which options still lead both where they must, exactly; the library
of scenarios says which of these are likely: how often each is answered, more where the form is the wanted one, and how
much more often two of them are answered together than chance would have it. Answers are drawn one by one in these
proportions, then each again several times beside all the others. Answers that the rules hold to sit ill together never
meet, and only what is asked on the way is answered. On an easy case no near miss is sought: three answers at least
separate it from any form named as near. Marks, unknowns, trap and cards come after; an unknown is kept only if the form
stays certain without it, and with the pivot changed the near form too.

Its limits. Pairs are all it knows of coherence: three answers that no one pair forbids may still make an odd story. The
library is small, so what it never shows is only made rare, not impossible. Nothing is invented beyond the answers: no
place, no event. Forms that rest on a few questions have few cases: they are dealt from a deck, with no unknown, all
different for seeds at a regular step until it is used up, but not for seeds taken by lot. Their near miss, as any other
that opens new questions, rests on answers to questions that the case itself does not ask (`behind`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random

from qualifier.explanation.comparison import outcome_of
from qualifier.knowledge.cases import Answer, Case, Scenario, read_scenario
from qualifier.knowledge.faults import Fault, FaultsFound, fault
from qualifier.knowledge.faults import near as alike
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.places import scenarios_folder
from qualifier.reasoning.lookahead import Lookahead
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import Document, NewPage
from qualifier.training.kit import kit
from qualifier.training.making.doubts import Doubts
from qualifier.training.making.drafts import Draft, Drafts, Order
from qualifier.training.making.made import Difficulty, MadeCase
from qualifier.training.making.page import making_page
from qualifier.training.making.prior import Prior
from qualifier.training.making.roleplay import play_of
from qualifier.training.making.seats import seats
from qualifier.training.making.telling import Teller, story
from qualifier.training.making.traps import Traps
from qualifier.training.making.worlds import Worlds

__all__ = ["Difficulty", "MadeCase", "Maker", "made_case", "made_kit", "written_made"]

FIRST_DAY, DAYS = dt.date(2025, 1, 6), 540


class Maker:
    """Makes cases from one rule base and one library, which are read once."""

    def __init__(self, reasoner: Reasoner, scenarios: Sequence[Scenario]) -> None:
        """Count what the library shows.

        Args:
            reasoner: the rules with their engine.
            scenarios: the library; an empty one makes every answer as likely as another.

        Raises:
            FaultsFound: the rules are too large for diagrams.
        """
        if reasoner.ahead is None:
            raise reasoner.too_large or AssertionError("no diagrams, and no reason")
        self.reasoner = reasoner
        self.base: RuleBase = reasoner.base
        self.ahead: Lookahead = reasoner.ahead
        prior = Prior(self.ahead, scenarios)
        self.worlds = Worlds(reasoner, self.ahead, prior)
        traps = Traps(reasoner, self.ahead, prior)
        self.drafts = Drafts(self.base, self.ahead.principal, prior, self.worlds, traps)
        self.doubts = Doubts(scenarios)
        self.teller = Teller(self.base)
        self.gates = frozenset(self.ahead.order[rank] for rank in self.worlds.gates)

    def made(self, form: str, *, difficulty: Difficulty, near: str | None = None, seed: int) -> MadeCase:
        """Make a case: see `made_case`."""
        unknown = [one for one in (form, near) if one is not None and one not in self.base.forms]
        if unknown:
            raise FaultsFound([fault("form_unknown", id=one, near=alike(one, self.base.forms)) for one in unknown])
        order = Order(form, difficulty, near, seed)
        chance = Random(order.name)  # noqa: S311 - nothing is kept secret by it
        draft = self.drafts.first_good(order, chance)
        if draft is None:
            raise FaultsFound([self._not_made(order)])
        return self._finished(draft, order, chance)

    def _not_made(self, order: Order) -> Fault:
        form, near, difficulty = order.form, order.near, order.difficulty.value
        if near is None:
            return fault("form_not_made", form=form, difficulty=difficulty)
        possible = ", ".join(self.drafts.possible(form, order.difficulty)) or "—"
        return fault("near_out_of_reach", form=form, difficulty=difficulty, near=near, possible=possible)

    def _finished(self, draft: Draft, order: Order, chance: Random) -> MadeCase:
        marks = draft.marks or self.doubts.marks(draft.truth, order.difficulty, chance)
        unknown = {} if draft.marks else self._unknowns(draft, order, chance)
        full = {question: Answer(option, None, marks[question]) for question, option in draft.truth.items()}
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS))
        case = Case(
            order.name, {question: unknown.get(question, answer) for question, answer in full.items()}, date=day
        )
        known = _without(draft.truth, unknown)
        change = draft.pivot if order.difficulty is not Difficulty.EASY else self._misread(known, order.form, chance)
        cards = seats(self.teller, known, change, draft.trap.facts if draft.trap else (), order.difficulty, chance)
        told = story(self.teller, known, chance)
        return MadeCase(
            case=case,
            form=order.form,
            difficulty=order.difficulty,
            seed=order.seed,
            full=full,
            near=draft.near,
            pivot=draft.pivot,
            behind=draft.behind,
            trap=draft.trap,
            unknowns=tuple(unknown),
            play=play_of(self.reasoner, self.teller, case, told, cards, draft.near, change, chance),
            story=told,
        )

    def _unknowns(self, draft: Draft, order: Order, chance: Random) -> dict[str, Answer]:
        """Draw what nobody knows: without it, form, trap and near miss hold all the same."""
        trap = frozenset(draft.trap.facts if draft.trap else ())
        held = {*draft.pivot, *trap, *self.gates}

        def holds(hidden: frozenset[str]) -> bool:
            changed = {**_without(draft.truth, hidden), **draft.behind, **draft.pivot}
            return self.worlds.settled(_without(draft.truth, hidden | trap)) == order.form and (
                draft.near is None or self.worlds.settled(changed) == draft.near
            )

        free = [question for question in draft.truth if question not in held]
        return self.doubts.unknowns(free, order.difficulty, holds, chance)

    def _misread(self, known: Mapping[str, str], form: str, chance: Random) -> dict[str, str]:
        """Draw a fact of an easy case that, taken for another, leads elsewhere; one that opens no questions if any."""
        changes = [
            (question, option)
            for question in known
            for option in self.ahead.options[question]
            if option != known[question] and self.worlds.settled({**known, question: option}) != form
        ]
        chance.shuffle(changes)
        changes.sort(key=lambda change: change[0] in self.gates)
        question, option = next(one for one in changes if self._outcome({**known, one[0]: one[1]}) != form)
        return {question: option}

    def _outcome(self, options: Mapping[str, str]) -> str:
        answers = {question: Answer(option) for question, option in options.items()}
        return outcome_of(self.reasoner.outline(Case("changed", answers)))


def _without(options: Mapping[str, str], hidden: Iterable[str]) -> dict[str, str]:
    out = set(hidden)
    return {question: option for question, option in options.items() if question not in out}


def made_case(reasoner: Reasoner, form: str, *, difficulty: Difficulty, near: str | None = None, seed: int) -> MadeCase:
    """Make a case for training, from the library of scenarios.

    Args:
        reasoner: the rules with their engine.
        form: the form that its answers settle.
        difficulty: on a hard case one answer separates it from its near miss, on a medium one one or two, on an easy
            one three at least; the harder, the more is unknown, told or felt.
        near: the form it nearly is; one that the rules hold to be confused with the form when none is named.
        seed: the same seed gives the same case with the same rules and library.

    Raises:
        FaultsFound: a form does not exist, or no case of the form stands so near the other one.
    """
    return _maker(reasoner).made(form, difficulty=difficulty, near=near, seed=seed)


@lru_cache(maxsize=2)
def _maker(reasoner: Reasoner) -> Maker:
    return Maker(reasoner, tuple(_library(reasoner.base)))


def _library(base: RuleBase) -> Iterator[Scenario]:
    """Yield the scenarios of the library that fit the rules: with other rules than its own, there may be none."""
    for path in sorted(scenarios_folder().glob("*.yaml")):
        try:
            yield read_scenario(path, base)
        except FaultsFound:
            continue


def written_made(made: MadeCase) -> str:
    """Return the answers of a made case as the YAML text of an answer file, whose name does not tell the form.

    Args:
        made: the case.
    """
    lines = [f"case: {made.play.id}"]
    if made.case.date:
        lines.append(f"date: {made.case.date.isoformat()}")
    lines.append("answers:")
    lines += [f"  {question}: {_written(answer)}" for question, answer in made.case.answers.items()]
    return "\n".join(lines) + "\n"


def _written(answer: Answer) -> str:
    parts = {"option": answer.option, "unknown": answer.unknown, "evidence": answer.evidence}
    given = {key: value for key, value in parts.items() if value is not None}
    if list(given) == ["option"]:
        return str(answer.option)
    return "{" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}"


def made_kit(made: MadeCase, reasoner: Reasoner) -> Document:
    """Return the kit of a made case as a role-play, with a last page on how it was made, for who leads.

    Args:
        made: the case.
        reasoner: the rules with their engine.
    """
    document = kit(made.play, reasoner)
    return replace(document, blocks=(*document.blocks, NewPage(), *making_page(reasoner.base, made)))
