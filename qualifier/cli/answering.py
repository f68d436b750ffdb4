"""Answers that go into an open record: one sitting at the machine, a file, what was ticked on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from qualifier.cli import common
from qualifier.cli.output import show_faults
from qualifier.knowledge.faults import FaultsFound, Place, fault, shown_path
from qualifier.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualifier.cli.open_records import OpenRecord
    from qualifier.knowledge.cases import Answer, Case
    from qualifier.knowledge.faults import Fault
    from qualifier.knowledge.models import RuleBase
    from qualifier.report.contents.subject import Subject

State = TypeVar("State")


class RecordKeeper(Generic[State]):
    """Keeps the answers of one sitting in a record; a verdict is worked out again from them."""

    def __init__(
        self,
        held: OpenRecord[State],
        step: Callable[[State, Case, bool], State],
        place: Text,
        resume: str,
        kept: Iterable[Text],
    ) -> None:
        """Say how answers change the record.

        Args:
            held: the record.
            step: gives the state with the answers, and whether they are finished.
            place: where they are kept, in words.
            resume: the command that resumes the sitting.
            kept: what is said at the end.
        """
        self._held = held
        self._step = step
        self._last: tuple[Case, bool] | None = None
        self.where = place
        self.resume = resume
        self.kept = tuple(kept)

    def ready(self) -> None:
        """Nothing to get ready: the record is open."""

    def save(self, case: Case, finished: bool) -> None:
        """Keep the answers."""
        if self._last != (case, finished):
            self._held.change(lambda state: self._step(state, case, finished))
            self._last = (case, finished)

    def keep_verdict(self, about: Subject) -> None:
        """Keep nothing: the record holds answers and nothing else."""


def at_the_machine(keeper: RecordKeeper[State], rules: Path | None, start: Case, *, blind: bool) -> None:
    """Let somebody answer.

    Args:
        keeper: what keeps the answers.
        rules: another folder of rules.
        start: the answers to start from.
        blind: no verdict is shown, and the answers leave the screen at the end.

    Raises:
        typer.Exit: it was interrupted; what was given is kept.
        FaultsFound: there is no terminal, or the answers could not be kept.
    """
    from qualifier.cli.sitting import conversation_on, hold, needs_terminal

    needs_terminal()
    hold(conversation_on(keeper, rules, blind=blind), lambda: start)


def read_answers(path: Path, rules: Path | None) -> Case:
    """Read an answer file made with these rules or with older ones: what fits no more is told, the rest is used.

    Args:
        path: the file.
        rules: another folder of rules.

    Raises:
        FaultsFound: it is no answer file, or nothing in it answers a question of these rules.
    """
    from qualifier.knowledge.documents import read_text
    from qualifier.knowledge.kept import read_kept

    base, shown = common.base_of(rules), shown_path(path)
    try:
        kept = read_kept(read_text(path), shown, base, common.migrations_of(rules), 0)
    except FaultsFound as faults:
        if {one.code for one in faults.faults} != {"draft_holds_more"}:
            raise
        # A scenario is an answer file too: what it tells beside its answers is left where it is.
        case, notices = _of_a_scenario(path, base)
    else:
        case, notices = kept.case, kept.notices
    if notices:
        show_faults(notices, common.LANG)
    if not case.answers:
        raise FaultsFound([fault("answers_none", Place(shown))])
    return case


def _of_a_scenario(path: Path, base: RuleBase) -> tuple[Case, Sequence[Fault]]:
    from qualifier.knowledge.cases import aside_faults, read_case

    case = read_case(path, base)
    return case, aside_faults(case, shown_path(path), base)


def from_file_or_paper(start: Case, file: Path | None, typed: str | None, rules: Path | None) -> Case:
    """Return the answers of a file, else those started from; what was ticked on paper takes the place of theirs.

    Args:
        start: the answers before.
        file: an answer file, if there is one.
        typed: what was ticked, as typed, if it was.
        rules: another folder of rules.

    Raises:
        FaultsFound: the file or what was typed cannot be used.
    """
    case = read_answers(file, rules) if file is not None else start
    return case if typed is None else with_typed(case, typed, common.base_of(rules))


def with_typed(start: Case, typed: str, base: RuleBase) -> Case:
    """Return answers with those ticked on paper in the place of the ones before.

    Args:
        start: the answers before; empty for none.
        typed: what was ticked, as typed.
        base: the rules.

    Raises:
        FaultsFound: something typed is not understood, or there is no answer at all.
    """
    from qualifier.interview.typed import typed_answers

    answers: Mapping[str, Answer] = {**start.answers, **typed_answers(base, [typed], common.LANG)}
    if not answers:
        raise FaultsFound([fault("typed_nothing")])
    return replace(start, answers={id_: answers[id_] for id_ in base.questions if id_ in answers}, at=None)
