"""Sentences that several media show in the same words: headings, the place on an axis, other forms, references."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualifier.explanation.explain import AxisShown, Explanation, Reference
from qualifier.explanation.prospects import StepSaid
from qualifier.knowledge.models import INFERENCE
from qualifier.words import NOTHING, Lang, Text, join, message

_FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|$)")


def first_sentence(text: str) -> str:
    """Return the first sentence of a text.

    Args:
        text: one paragraph.
    """
    found = _FIRST_SENTENCE.match(text)
    return found[0] if found else text


def heading(key: str, lang: Lang, **values: object) -> str:
    """Return a heading or small word of the reports."""
    return message("report", key, **values).to(lang)


def works(source: tuple[str, ...], explained: Explanation) -> tuple[Text, ...]:
    """Return the short names of the works a line rests on, inference being named as such.

    Args:
        source: ids of works.
        explained: what they are cited in.
    """
    short = {one.id: Text(one.short, one.short) for one in explained.bibliography}
    short[INFERENCE] = message("report", "inference_short")
    return tuple(short[one] for one in source if one in short)


def cited(source: tuple[str, ...], explained: Explanation, lang: Lang) -> str:
    """Return, between brackets, the works a line rests on; nothing for none."""
    names = [one.to(lang) for one in works(source, explained)]
    return f" [{', '.join(names)}]" if names else ""


def axis_words(axis: AxisShown) -> Text:
    """Say where a case stands on an axis, and what holds as well."""
    names = dict(axis.steps)
    if axis.at is None:
        return message("report", "axis_not_asked" if axis.settled else "axis_open")
    if not axis.also:
        return names[axis.at]
    also = message("report", "axis_also", names=join([names[step] for step in axis.also], ", "))
    return message("report", "axis_place", name=names[axis.at], also=also)


def alternatives(explained: Explanation) -> tuple[tuple[Text, Text, Text], ...]:
    """Return, for each other form, its name, how it stands, and why; a reason is said in full once.

    Args:
        explained: the verdict with its explanation.
    """
    told: dict[Text, Text] = {}
    rows = []
    for one in explained.why_not:
        first = told.setdefault(one.reason.text, one.name)
        reason = one.reason.text if first == one.name else message("report", "same_reason", name=first)
        rows.append((one.name, message("report", one.status), reason))
    return tuple(rows)


def alternative_words(row: tuple[Text, Text, Text]) -> Text:
    """Say in one line how another form stands, and why."""
    name, status, reason = row
    key = "alternative" if reason == NOTHING else "alternative_because"
    return message("report", key, name=name, status=status, reason=reason)


def step_words(step: StepSaid) -> Text:
    """Say a question to be answered otherwise, or at last: what it would have to be, and what it is now."""
    if step.now is None:
        return message("report", "step_new", ask=step.ask, then=step.then)
    return message("report", "step", ask=step.ask, then=step.then, now=step.now)


def references(bibliography: Iterable[Reference]) -> tuple[Text, ...]:
    """Return works, one line each with its short name and caution, then what inference means.

    Args:
        bibliography: the works.
    """
    lines = []
    for one in bibliography:
        caution = message("report", "caution", text=one.caution) if one.caution else NOTHING
        lines.append(message("report", "reference_line", short=one.short, text=join([one.text, caution])))
    return (*lines, message("report", "inference"))
