"""Figures on how alike answers are, as reports show them: shares, coefficients with their range, what they mean.

They are worked out in `qualifier.explanation.agreement`. Which of them may be told is for each report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualifier.explanation.agreement import Agreement, Interval
from qualifier.report.contents.parts import Blocks, words
from qualifier.report.document import Block, Heading, Table
from qualifier.words import Text, message

NONE = Text("–", "–")
Row = tuple[Text, ...]


# --- parts of a report -------------------------------------------------------------------------------------


def forms(names: Sequence[Text], found: Sequence[Agreement | None], *more: Row) -> Blocks:
    """Yield how alike the forms are that people reach.

    Args:
        names: those of the rounds.
        found: the figures of each; None where too few people answered.
        *more: other rows, each with its own heading.
    """
    title = message("contents", "figure_forms")
    labels = (message("contents", f"figure_{key}") for key in ("same_form", "alpha", "ac1", "cases"))
    columns = [(*cells(one), cases(one)) for one in found]
    rows = [(label, *(column[rank] for column in columns)) for rank, label in enumerate(labels)]
    yield Heading(title)
    yield Table(title, (message("contents", "figure_measure"), *names), (*rows, *more))


def hardest(why: Block, found: Block | None) -> Blocks:
    """Yield the questions that are candidates for rewording.

    Args:
        why: what makes a question one.
        found: the questions; None when there are none.
    """
    yield Heading(message("contents", "figure_hardest"))
    if found is None:
        yield words("figure_hardest_none")
        return
    yield from (why, words("figure_marks"), found)


def questions(found: Iterable[tuple[Text, Agreement | None, Row]], *more: Text) -> Table:
    """Return the figures of questions, one a line.

    Args:
        found: each question, its figures, None where too few people answered it, and what else is told of it.
        *more: the headings of what else is told.
    """
    head = (message("contents", f"figure_{key}") for key in ("question", "same_answer", "alpha", "ac1"))
    return Table(
        message("contents", "figure_hardest_caption"),
        (*head, *more, message("contents", "figure_cases")),
        tuple((ask, *cells(one), *others, cases(one)) for ask, one, others in found),
    )


def first_of(most: int, count: int) -> Blocks:
    """Yield that only the first lines are shown, where there are more."""
    if count > most:
        yield words("figure_more", "quiet", most=most, count=count)


def meaning(*more: Block) -> Blocks:
    """Yield what the figures say and do not say.

    Args:
        *more: what is to be said beside.
    """
    yield Heading(message("contents", "figure_meaning"))
    for key in ("raw", "chance", "range", "branches"):
        yield words(f"figure_meaning_{key}")
    yield from more


# --- figures -----------------------------------------------------------------------------------------------


def cells(found: Agreement | None) -> tuple[Text, Text, Text]:
    """Return raw agreement, alpha and AC1, each with its range or with the reason why it is not given.

    Args:
        found: the figures; None where too few people answered.
    """
    if found is None:
        return message("contents", "figure_too_few"), NONE, NONE
    raw = _why(found) if found.raw is None else share(found.raw)
    return (
        raw,
        _coefficient(found, found.alpha, found.alpha_interval),
        _coefficient(found, found.ac1, found.ac1_interval),
    )


def brief(found: Agreement | None) -> tuple[Text, Text, Text]:
    """Return the same figures without reasons: a dash for each that is not given.

    Args:
        found: the figures; None where too few people answered.
    """
    if found is None:
        return NONE, NONE, NONE
    return share(found.raw), _ranged(found.alpha, found.alpha_interval), _ranged(found.ac1, found.ac1_interval)


def cases(found: Agreement | None) -> Text:
    """Return how many cases figures rest on."""
    return NONE if found is None else count(found.units)


def share(value: float | None) -> Text:
    """Return a share in hundredths; a dash for none."""
    return NONE if value is None else Text(f"{value * 100:.0f} %", f"{value * 100:.0f}%")


def count(value: int) -> Text:
    """Return a whole number."""
    return Text(str(value), str(value))


def _coefficient(found: Agreement, value: float | None, interval: Interval | None) -> Text:
    if value is None:
        return _why(found)
    if interval is None:
        return message("contents", "figure_value_alone", value=_number(value), why=_why(found))
    return _ranged(value, interval)


def _ranged(value: float | None, interval: Interval | None) -> Text:
    if value is None:
        return NONE
    if interval is None:
        return _number(value)
    low, high = _number(interval.low), _number(interval.high)
    return message("contents", "figure_value_range", value=_number(value), low=low, high=high)


def _why(found: Agreement) -> Text:
    return message("contents", f"figure_why_{found.note}")


def _number(value: float) -> Text:
    """Return a figure with two decimals, as each language writes it."""
    shown = f"{value:.2f}".replace("-0.00", "0.00")
    return Text(shown.replace(".", ","), shown)
