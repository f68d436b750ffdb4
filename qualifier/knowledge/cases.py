"""Cases: the answers given on one relationship, read from and written to files; a scenario is a case with a story.

What answers establish is for `qualifier.reasoning`. An answer to a question that no longer exists is kept aside and
named, never dropped; an option that does not exist is a fault, since guessing would be worse. Cases kept under older
rules are read by `kept`, which sets such options aside as well.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualifier.knowledge.documents import Document, read_document
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, near
from qualifier.knowledge.models import INFERENCE, OPEN, OUTSIDE, UNDETERMINED, RuleBase
from qualifier.knowledge.places import write_private
from qualifier.knowledge.rule_migrations import Reasons, asked, outgrown, put_aside
from qualifier.words import Text, message

if TYPE_CHECKING:
    from qualifier.knowledge.case_schema import AnswerShape, CaseFile, ExpectsShape

Reason = Literal["not_observed", "disputed", "not_asked"]
Evidence = Literal["written", "seen", "told", "felt"]
REASONS: tuple[Reason, ...] = ("not_observed", "disputed", "not_asked")
EVIDENCE: tuple[Evidence, ...] = ("written", "seen", "told", "felt")
SECOND_HAND: tuple[Evidence, ...] = ("told", "felt")


@dataclass(frozen=True, slots=True)
class Answer:
    """An option, or unknown with a reason; with a mark of how it is known, if given.

    Attributes:
        option: the option chosen, or None when unknown.
        unknown: why it is unknown.
        evidence: how it is known.
    """

    option: str | None = None
    unknown: Reason | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What was decided about two answers that sit ill together.

    Attributes:
        done: `kept`, both being true; or `ask`, colleagues being asked first.
        why: why they are kept, in the user's words, if any.
    """

    done: Literal["kept", "ask"]
    why: str | None = None


@dataclass(frozen=True)
class Case:
    """One relationship under examination, as one respondent answers on it at a date.

    Attributes:
        id: its name, chosen by the user; no person's name is needed.
        date: the day of the answers, when known.
        answers: the answers, by question, in the order of the questions.
        aside: answers that do not fit the rules (any more), as written, by question. Older ones to the same question
            stand beside the last, as `question (2)` and so on, which is no name that a question could have.
        at: the question where an unfinished questionnaire stopped.
        skipped: questions passed over without an answer.
        met: the questions put on screen, in the order in which they were; empty when the answers came from a file.
        full: every question that matters is wanted, not only those that can still change the form.
        extras: the few questions that only other schools need are wanted as well.
        notes: what was decided about answers that sit ill together, by the name of the tension.
    """

    id: str
    answers: Mapping[str, Answer]
    date: dt.date | None = None
    aside: Mapping[str, object] = field(default_factory=dict)
    at: str | None = None
    skipped: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    full: bool = False
    extras: bool = False
    notes: Mapping[str, Note] = field(default_factory=dict)


@dataclass(frozen=True)
class Expected:
    """What a scenario expects.

    Attributes:
        readings: for other readings, the form and its status.
        scales: for lines of scales, the rung, `outside` or `open`.
        partner_words: the kinds of other side of which it is said whether "partner" is the word.
        rights: what texts of law say here.
        debates: what authors disagree about here.
    """

    form: str
    status: str
    because: str | None
    accept: tuple[str, ...]
    origin: str | None
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    alerts: tuple[str, ...]
    readings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    scales: Mapping[str, str] = field(default_factory=dict)
    partner_words: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    debates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A case of the library: story, answers, and what the verdict must be and rest on.

    Attributes:
        story_en: the story in English, when it is told in both languages.
    """

    case: Case
    title: Text
    story_fr: str
    story_en: str | None
    source: tuple[str, ...]
    expected: Expected
    file: str


def read_case(path: Path, base: RuleBase) -> Case:
    """Read an answer file.

    Args:
        path: a YAML or JSON file.
        base: the rules whose questions it answers.

    Raises:
        FaultsFound: every fault of the file.
    """
    from qualifier.knowledge.case_schema import CaseFile
    from qualifier.knowledge.shapes import shaped

    document = read_document(path)
    return case_from(document, shaped(document, CaseFile), base)


def read_either(path: Path, first: RuleBase, second: RuleBase) -> Case:
    """Read an answer file that answers either of two rule bases; an answer that only one understands is kept.

    Args:
        path: a YAML or JSON file.
        first: a rule base.
        second: another.

    Raises:
        FaultsFound: every fault of the file, by the second rule base, when neither can read it.
    """
    try:
        return read_case(path, first)
    except FaultsFound:
        return read_case(path, second)


def read_draft(path: Path, base: RuleBase) -> Case:
    """Read the file of a questionnaire, which will be written again: it must hold answers and nothing else.

    Args:
        path: a file that `save_case` wrote, or an answer file.
        base: the rules whose questions it answers.

    Raises:
        FaultsFound: every fault of the file, or that it holds more than answers (a scenario, for instance).
    """
    document = read_document(path)
    return case_from(document, answers_only(document), base)


def answers_only(document: Document) -> CaseFile:
    """Return the shape of a file that will be written again, and whose other contents would then be lost.

    Args:
        document: what was read.

    Raises:
        FaultsFound: what does not fit, or that it holds more than answers.
    """
    from qualifier.knowledge.case_schema import CaseFile
    from qualifier.knowledge.shapes import shaped

    shape = shaped(document, CaseFile)
    more = [key for key in ("title", "story", "source", "expects", "domain_case") if getattr(shape, key) is not None]
    if more:
        raise FaultsFound([fault("draft_holds_more", document.place(more[0]), keys=", ".join(more))])
    return shape


def read_scenario(path: Path, base: RuleBase) -> Scenario:
    """Read a scenario; unlike an answer file it must fit the rules wholly.

    Args:
        path: the scenario's file.
        base: the rules.

    Raises:
        FaultsFound: every fault of the file.
    """
    from qualifier.knowledge.case_schema import CaseFile
    from qualifier.knowledge.shapes import shaped

    document = read_document(path)
    shape = shaped(document, CaseFile)
    if shape.aside:
        raise FaultsFound([fault("key_unknown", document.place("aside"), key="aside")])
    case = case_from(document, shape, base)
    faults = [_no_question(document, question, base) for question in case.aside]
    needed = [key for key in ("title", "story", "source", "expects") if getattr(shape, key) is None]
    faults += [fault("key_missing", document.place(key), key=key) for key in needed]
    if shape.expects is None or shape.title is None or shape.story is None or shape.source is None or faults:
        raise FaultsFound(faults)
    faults = [*_expected_faults(document, shape.expects, base), *_source_faults(document, shape.source, base)]
    if faults:
        raise FaultsFound(faults)
    return Scenario(
        case=case,
        title=shape.title.text(),
        story_fr=shape.story.fr,
        story_en=shape.story.en,
        source=tuple(shape.source),
        expected=_expected(shape.expects, base),
        file=document.file,
    )


def _expected(told: ExpectsShape, base: RuleBase) -> Expected:
    return Expected(
        form=told.form,
        status=told.status,
        because=told.because,
        accept=tuple(told.accept),
        origin=told.origin,
        must=tuple(told.reasons.must),
        must_not=tuple(told.reasons.must_not),
        alerts=tuple(told.alerts),
        readings={id_: (one.form, one.status) for id_, one in told.readings.items()},
        scales={line: rung for line, rung, _ in _lines_expected(told, base)},
        partner_words=tuple(told.partner_words),
        rights=tuple(told.rights),
        debates=tuple(told.debates),
    )


def _lines_expected(told: ExpectsShape, base: RuleBase) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each line of a scale that is spoken of, the rung expected, and where it stands in the file."""
    for id_, wanted in told.scales.items():
        if isinstance(wanted, str):
            scale = base.scales.get(id_)
            line = scale.lines[0].id if scale is not None and len(scale.lines) == 1 else id_
            yield line, wanted, ("expects", "scales", id_)
        else:
            yield from ((f"{id_}.{line}", rung, ("expects", "scales", id_, line)) for line, rung in wanted.items())


def _source_faults(document: Document, source: list[str], base: RuleBase) -> list[Fault]:
    return [
        fault("source_unknown", document.place("source", rank), id=id_, near=near(id_, base.sources))
        for rank, id_ in enumerate(source)
        if id_ != INFERENCE and id_ not in base.sources
    ]


def _expected_faults(document: Document, expects: ExpectsShape, base: RuleBase) -> list[Fault]:
    """Return the faults of what a scenario expects: forms, arguments, alerts and origins that do not exist."""
    arguments = {argument.id for form in base.forms.values() for argument in form.arguments}
    origins = {level.id for level in base.axes["origin"].levels} if "origin" in base.axes else set()
    named: list[tuple[str, tuple[str | int, ...], str, set[str]]] = [
        ("form_unknown", ("expects", "form"), expects.form, {*base.forms, UNDETERMINED}),
        *(("form_unknown", ("expects", "accept"), one, {*base.forms, UNDETERMINED}) for one in expects.accept),
        *(("argument_unknown", ("expects", "reasons", "must"), one, arguments) for one in expects.reasons.must),
        *(("argument_unknown", ("expects", "reasons", "must_not"), one, arguments) for one in expects.reasons.must_not),
        *(("alert_unknown", ("expects", "alerts"), one, set(base.alerts)) for one in expects.alerts),
    ]
    if expects.origin is not None:
        named.append(("level_unknown_id", ("expects", "origin"), expects.origin, origins))
    named += [
        *(("entry_unknown", ("expects", "partner_words"), one, {*base.partner_words}) for one in expects.partner_words),
        *(("entry_unknown", ("expects", "rights"), one, {*base.rights}) for one in expects.rights),
        *(("entry_unknown", ("expects", "debates"), one, {*base.debates}) for one in expects.debates),
        *(("entry_unknown", ("expects", "readings"), one, {*base.readings}) for one in expects.readings),
    ]
    for id_, told in expects.readings.items():
        if id_ in base.readings:
            known = {*base.forms, UNDETERMINED, *(form.id for form in base.readings[id_].forms)}
            named.append(("form_unknown", ("expects", "readings", id_), told.form, known))
    lines = {line.id: {*line.at, OUTSIDE, OPEN} for scale in base.scales.values() for line in scale.lines}
    for line, rung, path in _lines_expected(expects, base):
        named.append(("entry_unknown", path, line, {*lines}))
        named.append(("level_unknown_id", path, rung, lines.get(line, {rung})))
    return [
        fault(code, document.place(*path), id=id_, near=near(id_, known))
        for code, path, id_, known in named
        if id_ not in known
    ]


def case_from(document: Document, shape: CaseFile, base: RuleBase) -> Case:
    """Return the case that a file holds.

    Args:
        document: what was read.
        shape: the same in its shape.
        base: the rules whose questions it answers.

    Raises:
        FaultsFound: every answer that means nothing.
    """
    given, aside, faults = _sorted_out(document, shape, base)
    date, wrong = _date(document, shape.date)
    faults += wrong
    if faults:
        raise FaultsFound(faults)
    back = _taken_back(base, {question: aside[question] for question in aside if question not in given})
    given |= back
    return Case(
        id=shape.case,
        answers={question: given[question] for question in base.questions if question in given},
        date=date,
        aside={question: answer for question, answer in aside.items() if question not in back},
        at=shape.at if shape.at in base.questions else None,
        skipped=tuple(question for question in shape.skipped if question in base.questions),
        met=tuple(question for question in dict.fromkeys(shape.met) if question in base.questions),
        full=shape.full,
        extras=shape.extras,
        notes={id_: Note(note.done, note.why) for id_, note in shape.notes.items()},
    )


def _sorted_out(
    document: Document, shape: CaseFile, base: RuleBase
) -> tuple[dict[str, Answer], dict[str, object], list[Fault]]:
    """Return the answers to questions that exist, those kept aside, and the faults."""
    faults: list[Fault] = []
    given: dict[str, Answer] = {}
    aside: dict[str, object] = dict(shape.aside)
    raw = document.data["answers"] if isinstance(document.data, dict) else {}
    for question, answer in shape.answers.items():
        if question not in base.questions:
            aside = put_aside(aside, question, raw[question] if isinstance(raw, dict) else None)
            continue
        place = document.place("answers", question)
        faults += _answer_faults(base, question, answer, place)
        given[question] = Answer(answer.option, answer.unknown, answer.evidence)
    return given, aside, faults


def asked_again(case: Case, base: RuleBase) -> tuple[str, ...]:
    """Return the questions whose former answer fits no more, and that were neither answered nor passed over since.

    Args:
        case: the answers.
        base: the rules.
    """
    met = {*case.answers, *case.skipped}
    return tuple(question for question in base.questions if question in case.aside and question not in met)


def _taken_back(base: RuleBase, aside: Mapping[str, object]) -> dict[str, Answer]:
    """Return, of the answers kept aside, those that fit the rules again."""
    from qualifier.knowledge.case_schema import AnswerShape
    from qualifier.knowledge.shapes import shape_of

    back: dict[str, Answer] = {}
    for question in aside.keys() & base.questions.keys():
        answer = shape_of(aside[question], AnswerShape)
        if answer is not None and not _answer_faults(base, question, answer, Place()):
            back[question] = Answer(answer.option, answer.unknown, answer.evidence)
    return back


def _date(document: Document, written: str | None) -> tuple[dt.date | None, list[Fault]]:
    if written is None:
        return None, []
    try:
        return dt.date.fromisoformat(written), []
    except ValueError:
        return None, [fault("value_wrong", document.place("date"), given=written, expected=message("expected", "date"))]


def _answer_faults(base: RuleBase, question: str, answer: AnswerShape, place: Place) -> list[Fault]:
    option, unknown = answer.option, answer.unknown
    if (option is None) == (unknown is None):
        return [fault("answer_half", place, question=question)]
    options = [one.id for one in base.questions[question].options]
    if option is not None and option not in options:
        return [fault("option_unknown", place, question=question, option=option, known=", ".join(options))]
    return []


def _no_question(document: Document, question: str, base: RuleBase) -> Fault:
    place = document.place("answers", question)
    return fault("question_unknown", place, question=question, near=near(question, base.questions))


def aside_faults(case: Case, file: str, base: RuleBase, why: Reasons | None = None) -> list[Fault]:
    """Return one notice for each answer kept aside, so that none disappears without a word.

    An answer whose question was answered anew, or passed over when it was asked again, needs none.

    Args:
        case: the answers.
        file: the name to show.
        base: the rules.
        why: as `rule_migrations.reasons`, why an answer fits no more, when that is known.
    """
    again, known = asked_again(case, base), why or {}
    notices: list[Fault] = []
    for name, answer in case.aside.items():
        question, place = asked(name), Place(file, 0, name)
        if name in again:
            notices.append(outgrown(place, answer, known, base.questions[name].ask))
        elif (question, "") in known:
            notices.append(fault("answer_removed", place, question=question, because=known[question, ""]))
        elif question not in base.questions:
            notices.append(fault("answer_aside", place, question=name, near=near(name, base.questions)))
    return notices


def written_case(case: Case) -> str:
    """Return a case as JSON text that `read_case` reads back, its answers kept aside included."""
    answers: dict[str, object] = {}
    for question, answer in case.answers.items():
        table = {"option": answer.option, "unknown": answer.unknown, "evidence": answer.evidence}
        full = {key: value for key, value in table.items() if value is not None}
        answers[question] = answer.option if list(full) == ["option"] else full
    content: dict[str, object] = {"case": case.id}
    if case.date:
        content["date"] = case.date.isoformat()
    content["answers"] = answers
    if case.aside:
        content["aside"] = dict(case.aside)
    if case.at:
        content["at"] = case.at
    if case.skipped:
        content["skipped"] = list(case.skipped)
    if case.met:
        content["met"] = list(case.met)
    if case.full:
        content["full"] = True
    if case.extras:
        content["extras"] = True
    if case.notes:
        content["notes"] = {id_: _written_note(note) for id_, note in case.notes.items()}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _written_note(note: Note) -> object:
    return note.done if note.why is None else {"done": note.done, "why": note.why}


def save_case(case: Case, path: Path) -> None:
    """Write a case so that a stop at any instant leaves either the old file or the new one, whole.

    The file can be read by its owner only.

    Args:
        case: what to keep.
        path: where.

    Raises:
        FaultsFound: it could not be written; the old file, if any, is untouched.
    """
    write_private(path, written_case(case).encode())
