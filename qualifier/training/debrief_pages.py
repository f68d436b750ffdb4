"""The debrief of a role-play as pages, in both languages. What they say is worked out in `debrief`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualifier.explanation.prospects import outcome_name
from qualifier.knowledge.models import RuleBase
from qualifier.report.contents import parts
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph, Table, Tone
from qualifier.training.causes import Cause
from qualifier.training.debrief import GROUP, Debrief, Difference, QuestionSeen, SeatSeen
from qualifier.training.kit_key import answer, enough_known, fact_words
from qualifier.training.plays import within
from qualifier.words import NOTHING, Text, join, message


def debrief_document(base: RuleBase, found: Debrief) -> Document:
    """Return the pages of a debrief.

    Args:
        base: the rules.
        found: the debrief.
    """
    play = found.play
    about = (
        (message("training", "kit_scenario"), Text(play.id, play.id)),
        (message("training", "debrief_seats"), Text(*(str(len(found.seats)),) * 2)),
        (message("contents", "rules"), Text(base.version, base.version)),
    )
    blocks = (
        _said("debrief_no_mistake", "note"),
        *_notes(found),
        *_readings(base, found),
        *_mattering(base, found),
        *_apart(base, found),
        *_together(base, found),
        *_aside(base, found),
        *_questions(found),
    )
    title = message("training", "debrief_title", title=play.scenario.title)
    return Document(title, about, blocks, message("training", "kit_foot"))


def _said(key: str, tone: Tone = "plain", **values: object) -> Paragraph:
    return Paragraph(message("training", key, **values), tone)


def _name(found: Debrief, seat: str) -> Text:
    return message("training", "debrief_group") if seat == GROUP else within(found.play.card(seat).name)


def _names(found: Debrief, seats: Iterable[str]) -> Text:
    return join([_name(found, seat) for seat in seats], ", ")


def _notes(found: Debrief) -> Iterator[Block]:
    if found.by_cards:
        yield _said("debrief_by_cards", "quiet")
    if found.missing:
        yield _said("debrief_missing", "note", names=_names(found, found.missing))


# --- the readings ------------------------------------------------------------------------------------------


def _readings(base: RuleBase, found: Debrief) -> Iterator[Block]:
    everyone = (*found.seats, found.group) if found.group else found.seats
    rows = [(_name(found, one.seat), _reading(base, one.outcome, one.status)) for one in everyone]
    rows.append((message("training", "debrief_file"), _reading(base, found.outcome, found.status)))
    head = tuple(message("training", f"debrief_readings_{one}") for one in ("seat", "reads"))
    yield Heading(message("training", "debrief_readings"))
    yield Table(message("training", "debrief_readings"), head, tuple(rows))
    lacks = ((_name(found, one.seat), _lacks(base, found, one)) for one in everyone)
    yield from enough_known(message("training", "debrief_readings_enough"), 2, lacks)


def _reading(base: RuleBase, outcome: str, status: str) -> Text:
    name = outcome_name(base, outcome)
    return message("training", "reading_provisional", name=name) if status == "provisional" else name


def _lacks(base: RuleBase, found: Debrief, seat: SeatSeen) -> tuple[Text, ...]:
    """Say the fewest answers of the file that would lead a seat to what the file reads."""
    wanted = seat.switched.enough if seat.switched else ()
    return tuple(fact_words(base, one, found.play.full[one]) for one in wanted if one in found.play.full)


# --- who holds what, and why -------------------------------------------------------------------------------


def _mattering(base: RuleBase, found: Debrief) -> Iterator[Block]:
    yield Heading(message("training", "debrief_mattering"))
    if not found.mattering:
        yield _said("debrief_nothing_matters")
        return
    yield _said("debrief_mattering_note", "quiet")
    for one in found.mattering:
        yield Heading(base.questions[one.question].ask, 2)
        yield _held(base, found, one)


def _held(base: RuleBase, found: Debrief, one: QuestionSeen) -> Table:
    """Return who holds which answer, the file's first, and what explains each of the others."""
    head = tuple(message("training", f"debrief_held_{part}") for part in ("answer", "who", "why"))
    file = message("training", "debrief_file")
    true = answer(base, one.question, one.true) if one.true else message("training", "debrief_file_silent")
    rows = [(true, join([file, *(_name(found, seat) for seat in one.agreeing)], ", "), message("training", "dash"))]
    for held in dict.fromkeys(other.held for other in one.differences):
        alike = [other for other in one.differences if other.held == held]
        rows.append(
            (
                _answered(base, one.question, held, alike),
                _names(found, (other.seat for other in alike)),
                _why(found, alike),
            )
        )
    return Table(NOTHING, head, tuple(rows))


def _answered(base: RuleBase, question: str, held: str | None, alike: list[Difference]) -> Text:
    unasked = all(other.cause.kind == "unasked" for other in alike)
    return message("training", "debrief_no_answer") if unasked else answer(base, question, held)


def _why(found: Debrief, alike: list[Difference]) -> Text:
    """Say what explains an answer; when several seats have it for different reasons, whom each reason is about."""
    causes = dict.fromkeys(other.cause for other in alike)
    said = []
    for cause in causes:
        text = _because(found, cause)
        if len(causes) > 1:
            names = _names(found, (other.seat for other in alike if other.cause == cause))
            text = message("training", "debrief_why_for", names=names, why=text)
        said.append(text)
    return join(said)


def _because(found: Debrief, cause: Cause) -> Text:
    return message("training", f"cause_{cause.kind}", by=_names(found, cause.by))


# --- seats beside each other, and all together -------------------------------------------------------------


def _apart(base: RuleBase, found: Debrief) -> Iterator[Block]:
    if len(found.seats) < 2:
        return
    yield Heading(message("training", "debrief_apart"))
    if not found.apart:
        yield _said("debrief_none_apart")
        return
    yield _said("debrief_apart_note", "quiet")
    items = []
    for (one, other), asked in found.apart.items():
        below = tuple(Item(base.questions[question].ask) for question in asked)
        items.append(
            Item(message("training", "debrief_pair", one=_name(found, one), other=_name(found, other)), (), below)
        )
    yield Listing(tuple(items))


def _together(base: RuleBase, found: Debrief) -> Iterator[Block]:
    if found.group is None:
        return
    yield Heading(message("training", "debrief_together"))
    kept = [one for one in found.mattering if any(other.seat == GROUP and other.matters for other in one.differences)]
    if found.found:
        yield _said("debrief_found")
        yield from parts.texts(fact_words(base, one, found.play.full[one]) for one in found.found)
    if kept:
        yield _said("debrief_still")
        yield from parts.texts(base.questions[one.question].ask for one in kept)
    if not (found.found or kept):
        yield _said("debrief_group_same")


def _aside(base: RuleBase, found: Debrief) -> Iterator[Block]:
    if found.aside:
        yield Heading(message("training", "debrief_aside"))
        yield _said("debrief_aside_note", "quiet")
        yield from parts.texts(base.questions[one.question].ask for one in found.aside)


def _questions(found: Debrief) -> Iterator[Block]:
    yield Heading(message("training", "debrief_questions"))
    yield from parts.texts(found.play.debrief, "number")
    yield _said("debrief_leave", "note")
