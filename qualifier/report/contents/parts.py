"""The parts that reports share: each takes the subject and gives blocks, or none when it has nothing to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualifier.explanation.explain import ProofNode, Reference, Said, WhyNot, bibliography
from qualifier.explanation.over_time import answer_words
from qualifier.explanation.prospects import FindingSaid, ObservationSaid, PivotSaid, StepSaid, WaySaid
from qualifier.explanation.talks import SPACE_PARTS
from qualifier.knowledge.models import RuleBase
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Heading, Item, Listing, Mark, Paragraph, Table, Tone
from qualifier.report.pictures.axes import axes_picture
from qualifier.report.pictures.new_space import NewSpace, new_space_picture
from qualifier.report.pictures.path import PathStep, path_picture
from qualifier.report.pictures.roles import RoleRow, roles_picture
from qualifier.report.shared import alternatives, references, step_words, works
from qualifier.words import NOTHING, Text, message

Blocks = Iterator[Block]
SETTLE, ASK = "settle", "ask_partner"
MOST_WAYS = 5


def part(key: str, blocks: Iterable[Block], level: int = 1, **values: object) -> Blocks:
    """Yield blocks under a heading; nothing at all when there are none.

    Args:
        key: the heading, in the catalogue `report`.
        blocks: what stands under it.
        level: of the heading.
        **values: what fills the heading.
    """
    yield from part_of(message("report", key, **values), blocks, level)


def part_of(title: Text, blocks: Iterable[Block], level: int = 1) -> Blocks:
    """Yield blocks under a heading in given words; nothing at all when there are none.

    Args:
        title: the heading.
        blocks: what stands under it.
        level: of the heading.
    """
    found = tuple(blocks)
    if found:
        yield Heading(title, level)
        yield from found


def deeper(blocks: Iterable[Block]) -> Blocks:
    """Yield blocks as parts of a part: their headings are a level lower."""
    for block in blocks:
        yield Heading(block.text, block.level + 1) if isinstance(block, Heading) else block


def texts(found: Iterable[Text], mark: Mark = "bullet") -> Blocks:
    """Yield a list of sentences, if there are any."""
    items = tuple(Item(text) for text in found)
    if items:
        yield Listing(items, mark)


def said(about: Subject, found: Iterable[Said], mark: Mark = "bullet") -> Blocks:
    """Yield a list of sentences with the works they rest on, if there are any."""
    items = tuple(Item(one.text, works(one.source, about.explained)) for one in found)
    if items:
        yield Listing(items, mark)


def words(key: str, tone: Tone = "plain", **values: object) -> Paragraph:
    """Return a paragraph of the catalogue `contents`."""
    return Paragraph(message("contents", key, **values), tone)


def short_names(base: RuleBase, source: tuple[str, ...]) -> tuple[Text, ...]:
    """Return the short names of works, whether a verdict cites them or not.

    Args:
        base: the rules.
        source: ids of works.
    """
    known = base.sources
    return tuple(
        Text(known[one].short, known[one].short) if one in known else message("report", "inference_short")
        for one in source
    )


# --- the verdict -------------------------------------------------------------------------------------------


def verdict(about: Subject) -> Blocks:
    """Yield what is read first: the form and what decides, how firm it is, what it is not."""
    explained = about.explained
    yield Paragraph(explained.headline, "strong")
    yield Paragraph(explained.standing, "quiet")
    if explained.facts_only is not None:
        yield Paragraph(explained.facts_only, "note")
    yield Paragraph(message("report", "not_a_judgement"), "quiet")


def definition(about: Subject) -> Blocks:
    """Yield what the name means, when a form is named."""
    if about.verdict.principal in about.base.forms:
        yield from part("definition", [Paragraph(about.explained.definition)])


def axes(about: Subject) -> Blocks:
    """Yield the axes as a picture."""
    yield from part("axes", [axes_picture(about.explained.axes)])


def proof(about: Subject) -> Blocks:
    """Yield the whole proof as a list in a list, down to the answers; then what else speaks for and against."""
    explained = about.explained
    yield from part("proof", [Listing((_proof(about, explained.proof),))] if explained.proof.below else [])
    yield from part("traits", said(about, explained.traits), 2)
    yield from part("against", said(about, explained.against), 2)


def reasons(about: Subject, most: int) -> Blocks:
    """Yield the proof without its answers: what the form requires and which facts meet it.

    Args:
        about: the subject.
        most: how many lines at most.
    """
    below = about.explained.proof.below
    lines = [Item(one.text, works(one.source, about.explained)) for node in below for one in (node, *node.below)]
    yield from part("proof", [Listing(tuple(dict.fromkeys(lines))[:most])] if lines else [])


def _proof(about: Subject, node: ProofNode) -> Item:
    return Item(node.text, works(node.source, about.explained), tuple(_proof(about, one) for one in node.below))


# --- how firm, and what else -------------------------------------------------------------------------------


def solidity(about: Subject, *, elsewhere: bool = True) -> Blocks:
    """Yield what the conclusion rests on.

    Args:
        about: the subject.
        elsewhere: whether to say where each answer would lead if it were otherwise.
    """
    prospects = about.explained.prospects
    found = prospects.solidity if prospects else None
    if found is None:
        return
    lines = [Paragraph(found.text)]
    items = tuple(_pivot(one, elsewhere) for one in found.pivots)
    yield from part("solidity", [*lines, *([Listing(items)] if items else [])])


def _pivot(one: PivotSaid, elsewhere: bool) -> Item:
    warning = (Item(message("report", "second_hand")),) if one.second_hand else ()
    findings = _findings(one.findings) if elsewhere else ()
    return Item(message("report", "step_now", ask=one.ask, now=one.now), (), (*warning, *findings))


def _findings(findings: Iterable[FindingSaid]) -> tuple[Item, ...]:
    return tuple(Item(one.text) for one in findings)


def observations(about: Subject, most: int | None = None) -> Blocks:
    """Yield what is still to be found out, what could move the verdict most first.

    Args:
        about: the subject.
        most: how many questions at most; all of them if None.
    """
    explained = about.explained
    found = explained.prospects.observations if explained.prospects else ()
    items = [_observation(one) for one in found] or [
        Item(message("contents", "to_find_out", ask=one.ask, names=one.could_tell)) for one in explained.open_questions
    ]
    yield from part("open_questions", [Listing(tuple(items[:most]))] if items else [])
    yield from part("look_again", texts([explained.look_again] if explained.look_again else []))


def _observation(one: ObservationSaid) -> Item:
    ask = message("contents", "to_find_out", ask=one.ask, names=one.could_tell)
    return Item(ask, (), _findings(one.findings))


def ways(about: Subject) -> Blocks:
    """Yield the nearest ways to another conclusion, what the team can change itself first."""
    prospects = about.explained.prospects
    found = prospects.ways if prospects else ()
    groups: list[Block] = []
    for key, within_reach in (("within_reach", True), ("given", False)):
        group = [one for one in found if one.within_reach is within_reach]
        if group:
            groups += [Heading(message("report", key), 2), Listing(tuple(_by_form(group[:MOST_WAYS])))]
        if len(group) > MOST_WAYS:
            groups.append(Paragraph(message("report", "more_ways", count=len(group) - MOST_WAYS), "quiet"))
    yield from part("changes", groups)


def _by_form(ways: list[WaySaid]) -> Iterator[Item]:
    """Yield each form once, with the ways that lead to it below."""
    for name in dict.fromkeys(one.name for one in ways):
        yield Item(name, (), tuple(_way(one) for one in ways if one.name == name))


def _way(one: WaySaid) -> Item:
    first, *others = (step_words(step) for step in one.steps)
    return Item(first, (), tuple(Item(other) for other in others))


def path(about: Subject) -> Blocks:
    """Yield the path to the next form as a picture, when advice leads to one."""
    way = about.next_way
    if way is not None:
        steps = tuple(_path_step(one) for one in way.steps)
        yield from part("path", [path_picture(about.explained.name, steps, way.name)], name=way.name)


def _path_step(one: StepSaid) -> PathStep:
    return PathStep(one.ask, one.then, one.now, one.within_reach)


def why_not(about: Subject, most: int | None = None) -> Blocks:
    """Yield why each other form is not the one, as a table.

    Args:
        about: the subject.
        most: how many forms at most, those most easily taken for this one first; all of them if None.
    """
    rows = alternatives(about.explained if most is None else replace(about.explained, why_not=_nearest(about)[:most]))
    head = tuple(message("contents", key) for key in ("other_form", "how_it_stands", "reason"))
    yield from part("why_not", [Table(message("report", "why_not"), head, rows)] if rows else [])


def _nearest(about: Subject) -> tuple[WhyNot, ...]:
    """Return the other forms: those present or possible first, then those often taken for this one."""
    form = about.base.forms.get(about.verdict.principal)
    near = [about.verdict.runner_up, *(form.confusions if form else ())]
    return tuple(sorted(about.explained.why_not, key=lambda one: (one.status == "excluded", one.form not in near)))


def contrast(about: Subject) -> Blocks:
    """Yield the comparison with the nearest form."""
    found = about.explained.contrast
    if found is None:
        return
    blocks: list[Block] = [] if found.difference == NOTHING else [Paragraph(found.difference)]
    for key, lines in (("shared", found.shared), ("separating", found.separating)):
        blocks += part(key, texts(lines), 2)
    yield from part("contrast", blocks, name=found.name)


def tensions(about: Subject) -> Blocks:
    """Yield the pairs of answers that sit ill together, with what was decided about them."""
    prospects = about.explained.prospects
    items = []
    for one in prospects.tensions if prospects else ():
        note = (Item(one.note),) if one.note else ()
        items.append(Item(one.say, works(one.source, about.explained), (*(Item(text) for text in one.answers), *note)))
    yield from part("tensions", [Listing(tuple(items))] if items else [])


def not_asked(about: Subject) -> Blocks:
    """Yield what was left without an answer, and why it makes no difference; then the answers set aside."""
    prospects = about.explained.prospects
    found = prospects.not_asked if prospects else ()
    items = tuple(Item(one.reason, (), tuple(Item(ask) for ask in one.asks)) for one in found)
    yield from part("not_asked", [Listing(items)] if items else [])
    yield from part("closed", texts(about.explained.closed))


# --- what to do --------------------------------------------------------------------------------------------


def alerts(about: Subject) -> Blocks:
    """Yield what deserves a word whatever the form."""
    yield from part("alerts", said(about, about.explained.alerts))


def next_steps(about: Subject) -> Blocks:
    """Yield the next steps, or that there is none to propose."""
    steps = tuple(said(about, about.explained.next_steps))
    key = "find_out_first" if about.explained.open_questions else "no_step"
    yield from part("next_steps", steps or [Paragraph(message("report", key), "quiet")])


def risks(about: Subject) -> Blocks:
    """Yield what the form risks."""
    yield from part("risks", texts(about.explained.risks))


def questions_to_put(about: Subject, most: int | None = None) -> Blocks:
    """Yield the questions to put to the other organisation.

    Args:
        about: the subject.
        most: how many at most; all of them if None.
    """
    asked = [one for one in about.points if one.use == ASK][:most]
    items = tuple(Item(one.text, short_names(about.base, one.source)) for one in asked)
    yield from part("ask_partner", [Listing(items, "number")] if items else [])


def points_settled(about: Subject) -> Blocks:
    """Yield the points of the agreement that the answers show to be settled already."""
    items = tuple(Item(one.text, short_names(about.base, one.source)) for one in about.settled)
    yield from part("settled", [Listing(items)] if items else [])


def points_to_settle(about: Subject, most: int | None = None) -> Blocks:
    """Yield the points to settle in the agreement, with a box to tick; those only to be checked come last.

    Args:
        about: the subject.
        most: how many at most; all of them if None.
    """
    found = sorted((one for one in about.points if one.use == SETTLE), key=lambda one: one.open)[:most]
    groups: list[Block] = []
    for waiting in (False, True):
        items = tuple(Item(one.text, short_names(about.base, one.source)) for one in found if one.open is waiting)
        if items:
            intro = [Paragraph(message("report", "to_check_first"))] if waiting else []
            groups += [*intro, Listing(items, "box")]
    yield from part("settle", groups)


# --- facts and positions -----------------------------------------------------------------------------------


def answers(about: Subject) -> Blocks:
    """Yield the answers that count, by theme, as tables."""
    head = (message("contents", "question"), message("contents", "answer"))
    tables: list[Block] = []
    for theme in about.base.themes.values():
        rows = tuple(
            (about.base.questions[id_].ask, answer_words(about.base, id_, about.case.answers[id_]))
            for id_ in theme.questions
            if id_ in about.case.answers and id_ in about.verdict.relevant
        )
        if rows:
            tables.append(Table(theme.name, head, rows))
    yield from part("answers", tables)


def roles(about: Subject) -> Blocks:
    """Yield the map of who does what as a picture; the facts behind it are in the table of answers."""
    rows = tuple(RoleRow(one.name, one.place, NOTHING) for one in about.roles)
    sides = (message("contents", "our_side"), message("contents", "their_side"))
    yield from part("roles", [roles_picture(rows, sides)] if rows else [])


def new_space(about: Subject) -> Blocks:
    """Yield A+B=C as a picture, once something is known of it: what each brings, what is new, what is still missing."""
    found = about.new_space
    if not found.known:
        return
    facts = {one: getattr(found, one) for one in SPACE_PARTS}
    missing = {one.id: (one.text, facts[one.id]) for one in found.missing}
    there = {one: fact for one, fact in facts.items() if fact is not None and one not in missing}
    brings = tuple(there.pop(one) for one in ("brings",) if one in there)
    named = tuple((message("pictures", f"space_{one}"), fact) for one, fact in there.items())
    picture = new_space_picture(NewSpace(brings, named, tuple(missing.values())))
    yield from part("new_space", [picture])


# --- where it comes from -----------------------------------------------------------------------------------


def with_sources(about: Subject, blocks: Iterable[Block]) -> Blocks:
    """Yield blocks, then the works that they cite, with what to be wary of.

    Args:
        about: the subject.
        blocks: the rest of the report.
    """
    found = tuple(blocks)
    yield from found
    yield from part("sources", texts(references(_cited(about, found))))


def with_short_sources(about: Subject, blocks: Iterable[Block]) -> Blocks:
    """Yield blocks, then the short names of the works that they cite, in one paragraph.

    Args:
        about: the subject.
        blocks: the rest of the report.
    """
    found = tuple(blocks)
    yield from found
    short = ", ".join(one.short for one in _cited(about, found))
    blocks = (words("sources_short", "quiet", names=short), Paragraph(message("report", "inference"), "quiet"))
    yield from part("sources", blocks)


def _cited(about: Subject, blocks: Iterable[Block]) -> tuple[Reference, ...]:
    """Return the works cited in blocks, those they were read through included."""
    short = {one for block in blocks for one in _cites(block)}
    return bibliography(about.base, [one.id for one in about.base.sources.values() if one.short in short])


def _cites(block: Block | Item) -> Iterator[str]:
    if isinstance(block, Paragraph | Item):
        yield from (one.fr for one in block.cites)
    below: tuple[Item, ...] = block.items if isinstance(block, Listing) else getattr(block, "below", ())
    for one in below:
        yield from _cites(one)
