"""Any entry of the rule base, as data to be read: a question, a criterion, a form, an argument, an alert, a work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any as Anything  # an entry of any table; which one is told by its kind

from qualifier.explanation.explain import reference
from qualifier.knowledge.conditions import All, Condition, In
from qualifier.knowledge.faults import Place
from qualifier.knowledge.models import (
    Advice,
    Alert,
    Argument,
    Axis,
    Criterion,
    Debate,
    Form,
    Guide,
    Level,
    Point,
    Principle,
    Question,
    Role,
    RuleBase,
    Source,
    SpacePart,
    Tension,
    Term,
    Undetermined,
)
from qualifier.words import NOTHING, Text, join, message

Row = tuple[str, Text]
# What an entry goes by in a list, when it has no name of its own.
_NAMED: tuple[tuple[tuple[type, ...], str], ...] = (
    ((Question,), "ask"),
    ((Term,), "term"),
    ((Argument, Level), "because"),
    ((Alert, Advice, Tension, Point, Principle, SpacePart), "say"),
    ((Debate,), "question"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its id, its name, rows of label and text, the works it rests on, where it stands.

    Attributes:
        kind: `question`, `criterion`, `rule` (`criterion.level`), `axis`, `form`, `undetermined`, `argument`, `alert`,
            `advice`, `tension`, `settle`, `ask_partner`, `debate`, `principle`, `guide`, `role`, `new_space`, `term`,
            `source`.
        rows: pairs of a key of the catalogue `entries` and a text.
    """

    kind: str
    id: str
    name: Text
    rows: tuple[Row, ...]
    source: tuple[str, ...]
    place: Place


def catalogue(base: RuleBase) -> dict[str, tuple[str, Text]]:
    """Return every id of the rule base, with its kind and name, in the order of the files."""
    found: dict[str, tuple[str, Text]] = {}
    for kind, id_, item in _items(base):
        found.setdefault(id_, (kind, _name(item)))
    return found


def entries(base: RuleBase, id_: str) -> tuple[Entry, ...]:
    """Return the entries of that id: usually one; a form and a term of the glossary may share theirs.

    Args:
        base: the rules.
        id_: an id, as in `catalogue`.
    """
    found = [(kind, item) for kind, one, item in _items(base) if one == id_]
    return tuple(_entry(base, kind, id_, item) for kind, item in found)


def condition_words(base: RuleBase, condition: Condition) -> Text:
    """Say a condition in words: what must be so, joined by "and" and "or".

    Args:
        base: the rules.
        condition: what to say.
    """
    if isinstance(condition, In):
        return _leaf_words(base, condition)
    word = message("entries", "and" if isinstance(condition, All) else "or")
    parts = [condition_words(base, part) for part in condition.parts]
    wrapped = [
        Text(f"({part.fr})", f"({part.en})") if not isinstance(raw, In) and len(raw.parts) > 1 else part
        for part, raw in zip(parts, condition.parts, strict=True)
    ]
    return Text(f" {word.fr} ".join(one.fr for one in wrapped), f" {word.en} ".join(one.en for one in wrapped))


def _leaf_words(base: RuleBase, leaf: In) -> Text:
    if leaf.subject in base.criteria:
        criterion = base.criteria[leaf.subject]
        name = message("entries", "subject", id=criterion.id, name=criterion.name)
        labels = [level.name for level in criterion.levels if level.id in leaf.values]
    else:
        question = base.questions[leaf.subject]
        name = Text(question.id, question.id)
        labels = [option.label for option in question.options if option.id in leaf.values]
    return message("entries", "is", name=name, values=join(labels, " / "))


def _items(base: RuleBase) -> Iterator[tuple[str, str, Anything]]:
    tables: tuple[tuple[str, Mapping[str, Anything]], ...] = (
        ("question", base.questions),
        ("criterion", base.criteria),
        ("rule", {f"{one.id}.{level.id}": level for one in base.criteria.values() for level in one.levels}),
        ("axis", base.axes),
        ("form", base.forms),
        ("undetermined", base.undetermined),
        ("argument", {one.id: one for form in base.forms.values() for one in form.arguments}),
        ("alert", base.alerts),
        ("advice", base.advice),
        ("tension", base.tensions),
        *((kind, {f"{kind}.{id_}": one for id_, one in table.items()}) for kind, table in _beside(base).items()),
        ("term", base.terms),
        ("source", base.sources),
    )
    for kind, table in tables:
        for id_, item in table.items():
            yield kind, id_, item


def _beside(base: RuleBase) -> dict[str, Mapping[str, Anything]]:
    """Return the tables whose ids are their own, so that they are listed after their kind: `settle.aim`."""
    return {
        "settle": base.settle,
        "ask_partner": base.ask_partner,
        "debate": base.debates,
        "principle": base.frame,
        "guide": base.guides,
        "role": base.roles,
        "new_space": base.new_space,
    }


def _name(item: Anything) -> Text:  # noqa: ANN401
    if isinstance(item, Source):
        return Text(f"{item.author}, {item.title}", f"{item.author}, {item.title}")
    named: Text = getattr(item, next((field for kinds, field in _NAMED if isinstance(item, kinds)), "name"))
    return named


def _entry(base: RuleBase, kind: str, id_: str, item: Anything) -> Entry:  # noqa: ANN401
    known_as = f"{'rule' if kind in ('question', 'criterion') else kind}:{id_.removeprefix(f'{kind}.')}"
    place = base.places.get(known_as, Place())
    rows = tuple(row for row in _ROWS[kind](base, item) if row[1] != NOTHING)
    return Entry(kind, id_, _name(item), rows, () if kind == "source" else tuple(item.source), place)


def _question_rows(base: RuleBase, one: Question) -> Iterator[Row]:
    for option in one.options:
        yield "option", message("entries", "coded", id=option.id, text=option.label)
    yield "help", one.help
    yield "example", one.example
    yield "why", one.why
    yield "could_tell", one.could_tell
    yield "asked_when", condition_words(base, one.ask_when)


def _level_rows(base: RuleBase, levels: tuple[Level, ...]) -> Iterator[Row]:
    for level in levels:
        when = condition_words(base, level.when) if level.when else _left_over(base, level)
        yield "level", message("entries", "level_line", id=level.id, name=level.name, when=when)
        yield "because", level.because


def _left_over(base: RuleBase, level: Level) -> Text:
    """Say what the last level takes: what it names, else all other cases."""
    return condition_words(base, level.takes) if level.takes else message("entries", "otherwise")


def _one_level_rows(base: RuleBase, one: Level) -> Iterator[Row]:
    yield "level", one.name
    yield "when", condition_words(base, one.when) if one.when else _left_over(base, one)


def _criterion_rows(base: RuleBase, one: Criterion | Axis) -> Iterator[Row]:
    yield from _level_rows(base, one.levels)


def _form_rows(base: RuleBase, one: Form) -> Iterator[Row]:
    yield "definition", one.definition
    for argument in one.arguments:
        when = condition_words(base, argument.when)
        yield argument.kind, message("entries", "argument_line", id=argument.id, because=argument.because, when=when)
    for other, difference in one.confusions.items():
        yield "confused_with", message("entries", "coded", id=base.forms[other].name, text=difference)
    for risk in one.risks:
        yield "risk", risk
    yield "precedence", message("entries", "rank", rank=one.precedence, reason=one.precedence_reason)


def _undetermined_rows(base: RuleBase, one: Undetermined) -> Iterator[Row]:
    yield "says", one.headline
    yield "when", condition_words(base, one.when) if one.when else NOTHING
    if one.look_again:
        yield "look_again", message("verdict", "in_months", months=one.look_again.after_months)
        yield "look_at", one.look_again.at
    if one.precedence_reason:
        yield "precedence", message("entries", "rank", rank=one.precedence or 0, reason=one.precedence_reason)


def _argument_rows(base: RuleBase, one: Argument) -> Iterator[Row]:
    yield one.kind, base.forms[one.form].name
    yield "when", condition_words(base, one.when)


def _alert_rows(base: RuleBase, one: Alert) -> Iterator[Row]:
    yield "when", condition_words(base, one.when)


def _advice_rows(base: RuleBase, one: Advice) -> Iterator[Row]:
    yield "when", condition_words(base, one.when)
    yield "works_on", base.criteria[one.works_on].name
    yield "done_when", condition_words(base, one.done_when) if one.done_when else NOTHING
    yield "forms", join([base.forms[form].name for form in one.forms], ", ")


def _tension_rows(base: RuleBase, one: Tension) -> Iterator[Row]:
    yield "when", condition_words(base, one.when)


def _point_rows(base: RuleBase, one: Point) -> Iterator[Row]:
    yield "when", condition_words(base, one.when)
    yield "settled_when", condition_words(base, one.settled_when) if one.settled_when else NOTHING


def _debate_rows(base: RuleBase, one: Debate) -> Iterator[Row]:
    yield "when", condition_words(base, one.when) if one.when else NOTHING
    for side in one.sides:
        works = ", ".join(base.sources[work].short for work in side.source if work in base.sources)
        yield "side", message("entries", "side_line", id=side.id, say=side.say, works=works)


def _principle_rows(_: RuleBase, __: Principle) -> Iterator[Row]:
    yield from ()


def _guide_rows(_: RuleBase, one: Guide) -> Iterator[Row]:
    yield "about", one.about
    for phase in one.phases:
        yield "phase", message("entries", "coded", id=phase.name, text=phase.say)
    for text in one.show:
        yield "show", text
    for text in one.hide:
        yield "hide", text


def _role_rows(base: RuleBase, one: Role) -> Iterator[Row]:
    question = base.questions[one.question]
    yield "reads", message("entries", "coded", id=question.id, text=question.ask)
    for option, whose in one.places.items():
        said = message("entries", f"whose_{whose}")
        yield "placed", message("entries", "placed_line", label=question.option(option).label, whose=said)
        yield "because", base.said[question.id][option] if question.id in base.said else NOTHING
        yield "shared", base.shared[question.id][option] if question.id in base.shared else NOTHING


def _space_rows(base: RuleBase, one: SpacePart) -> Iterator[Row]:
    names = ", ".join(one.facts)
    yield "facts", Text(names, names)
    yield "missing_when", condition_words(base, one.missing)


def _term_rows(_: RuleBase, one: Term) -> Iterator[Row]:
    yield "means", one.means
    yield "not_to_confuse", one.not_to_confuse or NOTHING
    yield "false_friend", one.false_friend or NOTHING


def _source_rows(base: RuleBase, one: Source) -> Iterator[Row]:
    yield "work", reference(base, one)
    yield "gives", one.gives
    yield "caution", one.caution or NOTHING


_ROWS: dict[str, Callable[[RuleBase, Anything], Iterator[Row]]] = {
    "question": _question_rows,
    "criterion": _criterion_rows,
    "rule": _one_level_rows,
    "axis": _criterion_rows,
    "form": _form_rows,
    "undetermined": _undetermined_rows,
    "argument": _argument_rows,
    "alert": _alert_rows,
    "advice": _advice_rows,
    "tension": _tension_rows,
    "settle": _point_rows,
    "ask_partner": _point_rows,
    "debate": _debate_rows,
    "principle": _principle_rows,
    "guide": _guide_rows,
    "role": _role_rows,
    "new_space": _space_rows,
    "term": _term_rows,
    "source": _source_rows,
}
