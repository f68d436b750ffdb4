"""What other schools say of a case, in full: each part gives blocks, or none when it has nothing to say.

A case on one scale is in `scales`, everything on one page in `compared`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualifier.explanation.explain import Said
from qualifier.explanation.readings import ReadingSaid
from qualifier.explanation.schools import PartnerWordSaid, RightSaid, RungSaid, ScaleSaid
from qualifier.knowledge.models import Chapter, LawText, RightAbout
from qualifier.report.contents import parts
from qualifier.report.contents.parts import Blocks
from qualifier.report.contents.scales import APART, rungs_of, say, scale_blocks
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph
from qualifier.words import NOTHING, Text, day, join, message

RIGHTS_ABOUT: tuple[RightAbout, ...] = ("sharing", "frame", "money")
PAIR = ("collaboration", "collaborating")  # places whose names look the same; the second one's trap speaks of both


def schools(about: Subject) -> Document:
    """Return what other schools say of a case, in full.

    Args:
        about: the case with its explained verdict.
    """
    blocks: list[Block] = [
        Paragraph(about.explained.headline, "strong"),
        Paragraph(about.explained.standing, "quiet"),
        Paragraph(say("no_rank"), "note"),
        *readings(about),
        *chapter(about, "definitions"),
        *chapter(about, "ladders"),
        *partners(about),
        *chapter(about, "networks"),
        *chapter(about, "stages"),
        *chapter(about, "territory"),
        *false_friends(about),
        *rights(about),
        *debates(about),
        *not_told(about),
        *limits(about),
    ]
    return Document(
        say("report_title"), about.about, tuple(parts.with_sources(about, blocks)), message("contents", "foot")
    )


# --- readings ----------------------------------------------------------------------------------------------


def readings(about: Subject, *, brief: bool = False) -> Blocks:
    """Yield what each reading decides, with why the form differs where it does.

    Args:
        about: the subject.
        brief: leave out what a partnership is for each, and its works.
    """
    items = tuple(_reading(about, one, brief) for one in about.readings)
    yield from parts.part_of(say("readings"), [Listing(items)])


def _reading(about: Subject, one: ReadingSaid, brief: bool) -> Item:
    if brief:
        return Item(reading_words(one))
    return Item(reading_words(one), parts.short_names(about.base, one.source), (Item(one.says),))


def reading_words(one: ReadingSaid) -> Text:
    """Say in one line what a reading decides, and what it changes if it changes anything.

    Args:
        one: what it decides.
    """
    named = one.standing != NOTHING
    if one.changed is not None:
        return join([one.changed, say("reading_standing", standing=one.standing) if named else NOTHING])
    key = "reading_decides" if one.decides else "reading_same"
    return say(key if named else f"{key}_bare", reading=one.name, form=one.form, standing=one.standing)


# --- scales by chapter -------------------------------------------------------------------------------------


def chapter(about: Subject, name: Chapter, *, drawn: bool = True) -> Blocks:
    """Yield a chapter of scales.

    Args:
        about: the subject.
        name: the chapter.
        drawn: whether pictures may be drawn.
    """
    found = [block for one in about.schools.chapter(name) for block in scale_blocks(about, one, drawn=drawn)]
    yield from parts.part_of(say(f"chapter_{name}"), found)


def partners(about: Subject, *, drawn: bool = True) -> Blocks:
    """Yield which kind of partner the other side is, and whether "partner" is the word.

    Args:
        about: the subject.
        drawn: whether pictures may be drawn.
    """
    kinds = [block for one in about.schools.chapter("partners") for block in scale_blocks(about, one, drawn=drawn)]
    words = [block for one in about.schools.partner_words for block in _partner_word(about, one)]
    yield from parts.part_of(say("chapter_partners"), [*kinds, *words])


def _partner_word(about: Subject, one: PartnerWordSaid) -> Iterator[Block]:
    yield Heading(say("word_asked", who=one.who), 2)
    if one.why:
        yield Paragraph(say("matters_here", facts=join(one.why)), "quiet")
    yield Listing((_side(about, "word_yes", one.yes), _side(about, "word_no", one.no)))
    yield Paragraph(one.better, "strong", parts.short_names(about.base, one.source))


def _side(about: Subject, key: str, side: Said) -> Item:
    return Item(say(key, text=side.text), parts.short_names(about.base, side.source))


def false_friends(about: Subject, *, brief: bool = False) -> Blocks:
    """Yield the names of places that mean something else in the other language, each trap told once.

    They are those of the places reached; and the two of `PAIR`, wherever the case stands, when both can be read.

    Args:
        about: the subject.
        brief: leave out on which scale they are.
    """
    traps: dict[Text | None, dict[Text, None]] = {}
    paired = _paired(about)
    for scale, rung in dict.fromkeys((*about.schools.false_friends, *paired)):
        named = say("quoted" if brief else "on_scale", name=rung.name, scale=scale.name)
        trap = paired[-1][1].false_friend if (scale, rung) in paired else rung.false_friend
        traps.setdefault(trap, {}).setdefault(named)
    told = [say("false_friend", names=join(list(names), ", "), text=trap) for trap, names in traps.items()]
    yield from parts.part_of(say("false_friends"), parts.texts(told))


def _paired(about: Subject) -> list[tuple[ScaleSaid, RungSaid]]:
    """Return the places of `PAIR` on the scales that speak, in its order; none unless both are there."""
    speaking = [scale for scale in about.schools.scales.values() if scale.speaks]
    shown = [(scale, rung) for scale in speaking for rung in rungs_of(scale) if rung.id in PAIR]
    both = {rung.id for _, rung in shown} == set(PAIR)
    return sorted(shown, key=lambda one: PAIR.index(one[1].id)) if both else []


# --- rights ------------------------------------------------------------------------------------------------


def rights(about: Subject) -> Blocks:
    """Yield what texts of law say here, as something to settle and never as advice."""
    groups = ((key, [one for one in about.schools.rights if one.about == key]) for key in RIGHTS_ABOUT)
    told = [block for key, found in groups if found for block in _rights_group(about, key, found)]
    blocks = [Paragraph(say("rights_not_advice"), "note"), *told, *_law_texts(about)] if told else []
    yield from parts.part_of(say("rights"), blocks)


def _rights_group(about: Subject, key: str, found: Iterable[RightSaid]) -> Iterator[Block]:
    yield Heading(say(f"rights_{key}"), 2)
    for one in found:
        yield Paragraph(one.say, "strong", parts.short_names(about.base, one.source))
        if one.why:
            yield Paragraph(say("matters_here", facts=join(one.why)), "quiet")
        yield Paragraph(say("rights_texts", names=join([text.name for text in one.texts], APART)))
        yield Paragraph(say("rights_settle"))
        yield from parts.texts(one.settle, "box")


def _law_texts(about: Subject) -> Blocks:
    """Yield each text of law that is named, once, with its date and the day by which to check it again."""
    found = dict.fromkeys(text for one in about.schools.rights for text in one.texts)
    yield from parts.part_of(say("rights_dated"), [Listing(tuple(_law_text(about, text) for text in found))], 2)


def _law_text(about: Subject, one: LawText) -> Item:
    told = say("rights_text", name=one.name, dated=day(one.dated), check_by=day(one.check_by), says=one.says)
    return Item(told, parts.short_names(about.base, one.source))


# --- what authors disagree about, what is not told ---------------------------------------------------------


def debates(about: Subject) -> Blocks:
    """Yield what authors disagree about here, every side with its works."""
    found = [block for one in about.debates for block in _debate(about, one.question, one.why, one.sides)]
    yield from parts.part_of(say("debates"), [Paragraph(say("debates_note")), *found] if found else [])


def _debate(about: Subject, question: Text, why: tuple[Text, ...], sides: Iterable[Said]) -> Iterator[Block]:
    yield Heading(question, 2)
    yield Paragraph(say("matters_here", facts=join(why)) if why else say("matters_always"), "quiet")
    yield Listing(tuple(Item(one.text, parts.short_names(about.base, one.source)) for one in sides))


def not_told(about: Subject) -> Blocks:
    """Yield the points of scales that are open, and how many questions only other schools need."""
    found = {scale.name: [line for line in scale.lines if line.open] for scale in about.schools.scales.values()}
    opened = {name: len(lines) for name, lines in found.items() if lines}
    told = [say("not_told_none")]
    if opened:
        told = [say("not_told_lines", count=sum(opened.values()), names=join(list(opened), APART))]
    if about.schools.unasked:
        told.append(say("not_told_extra", count=len(about.schools.unasked)))
    yield from parts.part_of(say("not_told"), parts.texts(told) if about.schools.scales else [])


def limits(about: Subject) -> Blocks:
    """Yield where to read what a person still has to check in these rules."""
    count = len(about.base.limits)
    yield from parts.part_of(say("limits"), [Paragraph(say("limits_elsewhere", count=count))] if count else [])
