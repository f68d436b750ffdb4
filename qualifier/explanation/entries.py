"""Any entry of the rule base, as data to be read: a question, a criterion, a form, a line of a scale, a work.

What a reading alone knows is listed with the rest, and told in that reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any as Anything  # an entry of any table; which one is told by its kind

from qualifier.explanation.explain import reference
from qualifier.knowledge.conditions import All, Condition, In
from qualifier.knowledge.faults import Place
from qualifier.knowledge.models import (
    OWN_RUNGS,
    Advice,
    Alert,
    Argument,
    Axis,
    Change,
    Criterion,
    Debate,
    Form,
    Guide,
    LawText,
    Level,
    Limit,
    PartnerWord,
    Point,
    Principle,
    Question,
    Reading,
    Right,
    Role,
    RuleBase,
    Scale,
    ScaleLine,
    Side,
    Source,
    Tension,
    Term,
    Undetermined,
)
from qualifier.knowledge.readings import read_as
from qualifier.words import NOTHING, Text, join, message

Row = tuple[str, Text]
# What an entry goes by in a list, when it has no name of its own.
_NAMED: tuple[tuple[tuple[type, ...], str], ...] = (
    ((Question,), "ask"),
    ((Term,), "term"),
    ((Argument, Level), "because"),
    ((Alert, Advice, Tension, Point, Principle, Right, Limit), "say"),
    ((Debate,), "question"),
    ((PartnerWord,), "who"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its id, its name, rows of label and text, the works it rests on, where it stands.

    Attributes:
        kind: `question`, `criterion`, `rule` (`criterion.level`), `axis`, `form`, `undetermined`, `argument`, `alert`,
            `advice`, `tension`, `settle`, `ask_partner`, `debate`, `principle`, `guide`, `role`,
            `reading`, `scale`, `scale_line` (`scale.line`), `partner_word`, `text`, `right`, `limit`, `term`, `source`.
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
    for _, kind, id_, item in _items(base):
        found.setdefault(id_, (kind, _name(item)))
    return found


def entries(base: RuleBase, id_: str) -> tuple[Entry, ...]:
    """Return the entries of that id: usually one; a form and a term of the glossary may share theirs.

    Args:
        base: the rules.
        id_: an id, as in `catalogue`.
    """
    return tuple(_entry(read, kind, id_, item) for read, kind, one, item in _items(base) if one == id_)


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


def _items(base: RuleBase) -> Iterator[tuple[RuleBase, str, str, Anything]]:
    """Yield every entry with its kind and id, and the rules in the first reading that knows it, the usual one first."""
    met: set[tuple[str, str]] = set()
    for read in (base, *(read_as(base, other) for other in base.readings if other != base.reading)):
        for kind, table in _tables(read):
            yield from ((read, kind, id_, item) for id_, item in table.items() if (kind, id_) not in met)
            met.update((kind, id_) for id_ in table)


def _tables(base: RuleBase) -> tuple[tuple[str, Mapping[str, Anything]], ...]:
    """Return every table of entries, with the kind of what it holds."""
    return (
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


def _beside(base: RuleBase) -> dict[str, Mapping[str, Anything]]:
    """Return the tables whose ids are their own, so that they are listed after their kind: `settle.aim`."""
    return {
        "settle": base.settle,
        "ask_partner": base.ask_partner,
        "debate": base.debates,
        "principle": base.frame,
        "guide": base.guides,
        "role": base.roles,
        "reading": base.readings,
        "scale": base.scales,
        "scale_line": {line.id: line for scale in base.scales.values() for line in scale.lines},
        "partner_word": base.partner_words,
        "text": base.texts,
        "right": base.rights,
        "limit": base.limits,
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
    yield "extra", message("entries", "extra_only") if one.extra else NOTHING
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
        yield "side", message("entries", "coded", id=side.id, text=_side_said(base, side))


def _side_said(base: RuleBase, one: Side) -> Text:
    works = ", ".join(base.sources[work].short for work in one.source if work in base.sources)
    return message("entries", "side_line", say=one.say, works=works)


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


def _reading_rows(base: RuleBase, one: Reading) -> Iterator[Row]:
    yield "partnership_is", one.says
    yield "announced", one.announced
    for form in one.forms:
        yield "own_form", message("entries", "coded", id=form.id, text=form.name)
    names = {form.id: form.name for form in (*base.forms.values(), *one.forms)}
    for change in one.changes:
        yield from _change_rows(base.forms[change.form], change, names)
    for step in one.advice:
        yield "own_step", message("entries", "coded", id=step.id, text=step.say)


def _change_rows(form: Form, one: Change, names: Mapping[str, Text]) -> Iterator[Row]:
    yield "leaves", form.name if one.leaves else NOTHING
    if one.precedence is not None:
        yield "ranked", message("entries", "ranked_line", name=form.name, rank=one.precedence)
        yield "because", one.precedence_reason or NOTHING
    for argument in form.arguments:
        if argument.id in one.without:
            yield "without", message("entries", "coded", id=argument.id, text=argument.because)
    for own in one.arguments:
        yield own.kind, message("entries", "coded", id=own.id, text=own.because)
    for other, text in one.confusions.items():
        yield "confused_with", message("entries", "confused_line", one=form.name, other=names[other], text=text)


def _scale_rows(_: RuleBase, one: Scale) -> Iterator[Row]:
    yield "about", one.about
    yield "kind", message("entries", f"kind_{one.kind}")
    for rung in one.rungs.values() if one.kind in OWN_RUNGS else ():
        yield "at_rung", message("entries", "coded", id=rung.name, text=rung.means) if rung.means else rung.name
    for line in one.lines:
        yield "with_line", message("entries", "coded", id=f"scale_line.{line.id}", text=line.name)
    yield "caution", one.caution or NOTHING


def _scale_line_rows(base: RuleBase, one: ScaleLine) -> Iterator[Row]:
    scale = base.scales[one.id.partition(".")[0]]
    yield "of_scale", message("entries", "coded", id=f"scale.{scale.id}", text=scale.name)
    yield "means", one.means or NOTHING
    for id_, when in one.at.items():
        rung, said = scale.rungs[id_], condition_words(base, when)
        yield "at_rung", message("entries", "level_line", id=id_, name=rung.name, when=said)
        yield "false_friend", (base.terms[rung.term].false_friend or NOTHING) if rung.term else NOTHING
    if one.outside is not None:
        said = condition_words(base, one.outside)
        yield "outside", message("entries", "outside_line", say=one.outside_say or NOTHING, when=said)
    yield "toward", one.toward or NOTHING


def _partner_word_rows(base: RuleBase, one: PartnerWord) -> Iterator[Row]:
    yield "when", condition_words(base, one.when)
    yield "word_suits", _side_said(base, one.yes)
    yield "word_fails", _side_said(base, one.no)
    yield "better", one.better


def _law_text_rows(_: RuleBase, one: LawText) -> Iterator[Row]:
    yield "dated", Text(one.dated, one.dated)
    yield "check_by", Text(one.check_by, one.check_by)
    yield "content", one.says


def _right_rows(base: RuleBase, one: Right) -> Iterator[Row]:
    yield "about", message("entries", f"about_{one.about}")
    yield "when", condition_words(base, one.when)
    for text in one.texts:
        yield "on_text", message("entries", "coded", id=f"text.{text}", text=base.texts[text].name)
    for question in one.settle:
        yield "to_settle", question


def _limit_rows(_: RuleBase, one: Limit) -> Iterator[Row]:
    yield "touches", one.touches
    yield "could_tell", one.who


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
    "reading": _reading_rows,
    "scale": _scale_rows,
    "scale_line": _scale_line_rows,
    "partner_word": _partner_word_rows,
    "text": _law_text_rows,
    "right": _right_rows,
    "limit": _limit_rows,
    "term": _term_rows,
    "source": _source_rows,
}
