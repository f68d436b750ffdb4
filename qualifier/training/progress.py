"""What became of the exercises done alone: one line each, what was taken for what, what comes back and when.

Nothing is scored or ranked, and nobody is named. What was missed comes back after a number of days that grows, as in
the boxes that go by Leitner's name (common usage, his book was not read); the number of days is our own choice.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qualifier.explanation.prospects import outcome_name
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.knowledge.kept import record_content, record_text
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.report.document import Block, Document, Heading, Paragraph, Table
from qualifier.training.lesson import Lesson, as_the_file
from qualifier.words import Lang, Text, day, message

# Days before what was missed comes back: the first box, then one box further each time it is found when it is due.
BOXES = (1, 3, 7, 16, 35)
SHOWN = ("date", "exercise", "form", "committed", "asked", "fewest")
FIELDS = (*SHOWN[1:], "open")
MOST_COLUMNS = 4
NONE = Text("·", "·")
# What a spreadsheet would take for the start of a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Done:
    """An exercise done.

    Attributes:
        date: the day it was done.
        exercise: its id.
        form: what the full file gives: a form, or `undetermined.reason`.
        committed: what the learner committed to; None for "it cannot be told".
        asked: how many facts were asked for.
        fewest: how many facts of the file were enough; None when none settles it, or it was not worked out.
        open: whether the file leaves it open, so that "it cannot be told" is what it gives too.
    """

    date: dt.date
    exercise: str
    form: str
    committed: str | None
    asked: int
    fewest: int | None
    open: bool = False

    @property
    def found(self) -> bool:
        """Whether what was committed to is what the file gives."""
        return as_the_file(self.form, self.committed, open_=self.open)


@dataclass(frozen=True, slots=True)
class Return:
    """A form that was missed and is to be met again.

    Attributes:
        form: what the full file gave.
        exercise: the exercise of that form that was missed last.
        day: from when on it is due.
        box: how many times it was found since, when due.
    """

    form: str
    exercise: str
    day: dt.date
    box: int = 0


@dataclass(frozen=True)
class Progress:
    """The exercises done, in the order in which they were."""

    done: tuple[Done, ...] = ()

    def with_done(self, one: Done) -> Progress:
        """Return the progress with one exercise more."""
        return replace(self, done=(*self.done, one))


def finished(found: Lesson, day: dt.date) -> Done:
    """Return the line of an exercise that was done.

    Args:
        found: what it taught.
        day: the day it was done.
    """
    fewest = None if found.fewest is None else len(found.fewest)
    asked = len(found.practice.asked)
    return Done(day, found.practice.exercise.id, found.outcome, found.committed, asked, fewest, found.open)


# --- what comes back ---------------------------------------------------------------------------------------


def returns(progress: Progress) -> tuple[Return, ...]:
    """Return what was missed and is not yet past its last box, what is due first coming first.

    A form that is missed goes to the first box, whatever box it was in. Found on a day when it is due, it goes one box
    further, and past the last box it no longer comes back; found before, it stays where it is. A form that was never
    missed does not come back.

    Args:
        progress: the exercises done.
    """
    waiting: dict[str, Return] = {}
    for one in progress.done:
        before = waiting.get(one.form)
        if not one.found:
            waiting[one.form] = Return(one.form, one.exercise, one.date + dt.timedelta(BOXES[0]))
        elif before is not None and one.date >= before.day:
            if before.box + 1 == len(BOXES):
                del waiting[one.form]
            else:
                day = one.date + dt.timedelta(BOXES[before.box + 1])
                waiting[one.form] = replace(before, day=day, box=before.box + 1)
    return tuple(sorted(waiting.values(), key=lambda one: (one.day, one.form)))


def due(progress: Progress, today: dt.date) -> tuple[str, ...]:
    """Return the forms to be met again by today, what has waited longest first.

    The learner is not to be told which they are: it would give the exercise away.

    Args:
        progress: the exercises done.
        today: the day.
    """
    return tuple(one.form for one in returns(progress) if one.day <= today)


# --- what was taken for what -------------------------------------------------------------------------------


def matrix(progress: Progress) -> Mapping[tuple[str, str | None], int]:
    """Return how often a form of a file was answered by a form, those met only, in the order in which they were.

    Args:
        progress: the exercises done.
    """
    return Counter((one.form, one.committed) for one in progress.done)


def matrix_table(base: RuleBase, progress: Progress) -> Table:
    """Return what was taken for what: a row for each form of the files, a column for each answer.

    With more answers than a page has room for, a row for each pair instead.

    Args:
        base: the rules, for the names.
        progress: the exercises done.
    """
    counts = matrix(progress)
    forms, answers = dict.fromkeys(form for form, _ in counts), dict.fromkeys(own for _, own in counts)
    caption, first = message("training", "matrix"), message("training", "matrix_file")
    if len(answers) > MOST_COLUMNS:
        head = (first, message("training", "matrix_own"), message("training", "matrix_count"))
        pairs = ((_name(base, form), _name(base, own), _number(count)) for (form, own), count in counts.items())
        return Table(caption, head, tuple(pairs))
    columns = (message("training", "matrix_said", name=_name(base, one)) for one in answers)
    rows = ((_name(base, form), *(_number(counts[form, one]) for one in answers)) for form in forms)
    return Table(caption, (first, *columns), tuple(rows))


def progress_document(base: RuleBase, progress: Progress, today: dt.date) -> Document:
    """Return the exercises done, what was taken for what, and what comes back, as a document.

    Args:
        base: the rules, for the names.
        progress: the exercises done.
        today: the day.
    """
    blocks: list[Block] = [Paragraph(message("training", "progress_note"), "quiet")]
    if progress.done:
        rows = tuple(_row(base, one) for one in progress.done)
        head = tuple(message("training", f"done_{one}") for one in ("date", "form", "committed", "facts"))
        blocks += [
            Heading(message("training", "progress_done")),
            Table(message("training", "progress_done"), head, rows),
        ]
        blocks += [Heading(message("training", "matrix")), matrix_table(base, progress)]
        blocks += [Heading(message("training", "progress_returns")), *_coming_back(progress, today)]
    else:
        blocks.append(Paragraph(message("training", "progress_empty")))
    return Document(message("training", "progress_title"), (), tuple(blocks))


def _row(base: RuleBase, one: Done) -> tuple[Text, ...]:
    facts = _number(one.asked)
    if one.fewest is not None:
        facts = message("training", "done_of", asked=one.asked, fewest=one.fewest)
    return day(one.date), _name(base, one.form), _name(base, one.committed), facts


def _coming_back(progress: Progress, today: dt.date) -> Iterator[Block]:
    """Yield how much comes back and when, without saying which forms."""
    ready = len(due(progress, today))
    later = [one.day for one in returns(progress) if one.day > today]
    if ready:
        yield Paragraph(message("training", "returns_one" if ready == 1 else "returns_some", count=ready))
    if later:
        yield Paragraph(message("training", "returns_later", day=day(later[0])))
    if not ready and not later:
        yield Paragraph(message("training", "returns_none"))


def _name(base: RuleBase, outcome: str | None) -> Text:
    """Return the name of an outcome; its id, when the rules have it no more."""
    if outcome is None:
        return message("training", "cannot_tell")
    form, _, reason = outcome.partition(".")
    known = form in base.forms or (form == UNDETERMINED and (reason or "missing") in base.undetermined)
    return outcome_name(base, outcome) if known else Text(outcome, outcome)


def _number(count: int) -> Text:
    return Text(str(count), str(count)) if count else NONE


# --- what a trainer may be given ---------------------------------------------------------------------------


def summary_csv(base: RuleBase, progress: Progress, lang: Lang) -> str:
    """Return a line an exercise, for a spreadsheet: nobody is named, and no reasons are in it.

    Fields are apart by what spreadsheets of the language expect. No cell can be taken for a formula.

    Args:
        base: the rules, for the names.
        progress: the exercises done.
        lang: the language.
    """
    kept = io.StringIO()
    table = csv.writer(kept, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    table.writerow(message("training", f"csv_{one}").to(lang) for one in SHOWN)
    for one in progress.done:
        names = (_name(base, outcome).to(lang) for outcome in (one.form, one.committed))
        fewest = "" if one.fewest is None else one.fewest
        table.writerow(map(_plain, (one.date.isoformat(), one.exercise, *names, one.asked, fewest)))
    return kept.getvalue()


def _plain(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(STARTS_A_FORMULA) else text


# --- kept --------------------------------------------------------------------------------------------------


def progress_text(progress: Progress) -> str:
    """Return the exercises done as JSON.

    Args:
        progress: the exercises done.
    """
    lines = [
        {"date": one.date.isoformat(), **{field: getattr(one, field) for field in FIELDS}} for one in progress.done
    ]
    return record_text({"done": lines})


def progress_from(text: str) -> Progress:
    """Return the exercises done that a text was made of.

    Args:
        text: what `progress_text` gave.

    Raises:
        FaultsFound: it is something else.
    """
    lines = record_content(text, "", {"done": list})["done"]
    try:
        return Progress(tuple(map(_done, lines)))
    except (ValueError, TypeError, KeyError):
        raise FaultsFound([fault("record_damaged")]) from None


def _done(data: Any) -> Done:  # noqa: ANN401 - JSON
    words, numbers = (data["exercise"], data["form"], data["committed"]), (data["asked"], data["fewest"])
    sound = all(isinstance(one, str) for one in words[:2]) and isinstance(words[2], str | None)
    sound = sound and isinstance(numbers[0], int) and isinstance(numbers[1], int | None)
    if not sound or not isinstance(data["open"], bool):
        raise ValueError(data)
    return Done(dt.date.fromisoformat(data["date"]), *words, *numbers, data["open"])
