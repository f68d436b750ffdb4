"""How a session is led, as documents: what every group agrees on first, and the guide that fits its way of working."""

from __future__ import annotations

from collections.abc import Iterator

from qualifier.knowledge.faults import FaultsFound, fault, near
from qualifier.knowledge.models import Guide, Phase, RuleBase
from qualifier.report.contents.parts import part_of, short_names, texts
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph
from qualifier.words import message

Blocks = Iterator[Block]


def guide_named(base: RuleBase, id_: str) -> Guide:
    """Return a guide.

    Args:
        base: the rules.
        id_: its name in the rules.

    Raises:
        FaultsFound: there is none of that name.
    """
    if id_ not in base.guides:
        raise FaultsFound([fault("guide_unknown", id=id_, near=near(id_, base.guides), known=", ".join(base.guides))])
    return base.guides[id_]


def frame(base: RuleBase) -> Blocks:
    """Yield what every group agrees on first, with the works it comes from."""
    items = tuple(Item(one.say, short_names(base, one.source)) for one in base.frame.values())
    yield from part_of(message("group", "frame_title"), [Listing(items)] if items else [])


def guide_document(base: RuleBase, guide: Guide) -> Document:
    """Return a guide to be read before the session, or printed.

    Args:
        base: the rules.
        guide: the guide.
    """
    blocks: list[Block] = [
        Paragraph(guide.about, cites=short_names(base, guide.source)),
        Paragraph(message("group", "guide_ours"), "quiet"),
        *frame(base),
        *part_of(message("group", "phases_title"), (block for one in guide.phases for block in _phase(base, one))),
        *part_of(message("group", "show_title"), texts(guide.show)),
        *part_of(message("group", "hide_title"), texts(guide.hide)),
        *part_of(message("group", "steps_title"), [Listing(_commands(guide), "number")]),
    ]
    return Document(guide.name, (), tuple(blocks), message("group", "guide_foot"))


def _phase(base: RuleBase, phase: Phase) -> Blocks:
    yield Heading(phase.name, 2)
    yield Paragraph(phase.say, cites=short_names(base, phase.source))
    if phase.uses != "nothing":
        yield Paragraph(message("group", f"uses_{phase.uses}"), "quiet")


def _commands(guide: Guide) -> tuple[Item, ...]:
    """Return the commands that the guide's own phases call for."""
    used = dict.fromkeys(phase.uses for phase in guide.phases if phase.uses != "nothing")
    return tuple(Item(message("group", f"uses_{one}")) for one in used)
