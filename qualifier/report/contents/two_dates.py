"""One relationship at two dates: what became of the form and why, the axes then and now, the answers that moved."""

from __future__ import annotations

from collections.abc import Iterator

from qualifier.explanation.over_time import OverTime
from qualifier.report.contents import parts
from qualifier.report.document import Block, Document, Paragraph, Table
from qualifier.report.pictures.axes import axes_then_now
from qualifier.words import NOTHING, Text, message


def two_dates(found: OverTime, labels: tuple[Text, Text], notes: tuple[Text, ...] = ()) -> Document:
    """Return the report on a relationship then and now.

    Args:
        found: what differs.
        labels: the names of the two dates.
        notes: what is to be known beside: an older verdict given under other rules, for instance.
    """
    before, after = found.axes
    blocks: list[Block] = [
        Paragraph(found.because if found.because != NOTHING else found.compared.form, "strong"),
        *(Paragraph(note, "note") for note in notes),
        *parts.part("axes", [axes_then_now(before, after, labels)]),
        *parts.part("answers_moved", _moved(found, labels)),
        *_rules(found),
    ]
    verdict = found.after.verdict
    about = (
        (message("report", "case"), Text(verdict.case, verdict.case)),
        (message("contents", "dates"), message("contents", "from_to", first=labels[0], second=labels[1])),
        (message("contents", "rules"), Text(verdict.rules_version, verdict.rules_version)),
    )
    return Document(message("contents", "two_dates_title"), about, tuple(blocks), message("contents", "foot"))


def _moved(found: OverTime, labels: tuple[Text, Text]) -> list[Block]:
    if not found.moved:
        return [parts.words("nothing_moved", "quiet")]
    head = (message("contents", "question"), *labels, message("contents", "decisive"))
    rows = tuple(
        (one.ask, one.before, one.after, message("contents", "decisive_yes" if one.decisive else "decisive_no"))
        for one in found.moved
    )
    return [Table(message("report", "answers_moved"), head, rows)]


def _rules(found: OverTime) -> Iterator[Block]:
    """The criteria and rules that switched, and the questions that open and close."""
    compared = found.compared
    for key in ("facts", "gained", "lost", "opened", "closed"):
        lines: tuple[Text, ...] = getattr(compared, key)
        yield from parts.part(f"compared_{key}", parts.texts(lines))
