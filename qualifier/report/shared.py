"""Lines that several media show in the same words: headings, the place on an axis, other forms, references."""

from __future__ import annotations

from qualifier.explanation.explain import AxisShown, Explanation
from qualifier.explanation.prospects import StepSaid
from qualifier.knowledge.models import INFERENCE
from qualifier.words import Lang, Text, message


def heading(key: str, lang: Lang, **values: object) -> str:
    """Return a heading or small word of the reports."""
    return message("report", key, **values).to(lang)


def cited(source: tuple[str, ...], explained: Explanation, lang: Lang) -> str:
    """Return, between brackets, the works a line rests on, inference being named as such; nothing for none."""
    short = {one.id: one.short for one in explained.bibliography} | {INFERENCE: heading("inference_short", lang)}
    return f" [{', '.join(short[one] for one in source)}]" if source else ""


def axis_words(axis: AxisShown, lang: Lang) -> str:
    """Say where a case stands on an axis, and what holds as well."""
    names = dict(axis.steps)
    if axis.at is None:
        return heading("axis_not_asked" if axis.settled else "axis_open", lang)
    also = ", ".join(names[step].to(lang) for step in axis.also)
    place = names[axis.at].to(lang)
    return f"{place} ({heading('axis_also', lang, names=also)})" if also else place


def alternatives(explained: Explanation, lang: Lang) -> list[str]:
    """Return one line for each other form: its name, how it stands, why; a reason is said in full once."""
    colon = " : " if lang == "fr" else ": "
    told: dict[Text, Text] = {}
    lines = []
    for one in explained.why_not:
        first = told.setdefault(one.reason.text, one.name)
        reason = one.reason.text.to(lang) if first == one.name else heading("same_reason", lang, name=first)
        lines.append(f"{one.name.to(lang)} ({heading(one.status, lang)}){colon}{reason}".rstrip(": "))
    return lines


def step_words(step: StepSaid, lang: Lang) -> str:
    """Say a question to be answered otherwise, or at last: what it would have to be, and what it is now."""
    if step.now is None:
        return heading("step_new", lang, ask=step.ask, then=step.then)
    return heading("step", lang, ask=step.ask, then=step.then, now=step.now)


def references(explained: Explanation, lang: Lang) -> list[str]:
    """Return the works used, one line each with its id and caution, then what inference means."""
    lines = []
    for one in explained.bibliography:
        caution = f" {heading('caution', lang, text=one.caution)}" if one.caution else ""
        lines.append(f"{one.short} — {one.text.to(lang)}{caution}")
    return [*lines, heading("inference", lang)]
