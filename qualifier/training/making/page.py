"""The page of a made case for who leads: its near miss, what separates it from that, its trap, what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualifier.knowledge.models import RuleBase
from qualifier.report.contents import parts
from qualifier.report.document import Block, Heading, Paragraph, Table
from qualifier.training.kit_key import answer
from qualifier.training.making.made import MadeCase, Trap
from qualifier.training.making.telling import Teller
from qualifier.words import Text, join, message


def making_page(base: RuleBase, made: MadeCase) -> Iterator[Block]:
    """Yield the blocks of the page.

    Args:
        base: the rules.
        made: the case.
    """
    yield Heading(message("training", "made_page"))
    again = message("training", "made_again", name=Text(made.case.id, made.case.id))
    yield Paragraph(again, "quiet")
    yield Heading(message("training", "made_near"), 2)
    yield from _near(base, made)
    if made.trap is not None:
        yield Heading(message("training", "made_trap"), 2)
        yield from _trap(base, made.trap)
    if made.unknowns:
        yield Heading(message("training", "made_unknown"), 2)
        yield Paragraph(message("training", "made_unknown_note"), "quiet")
        yield from parts.texts(base.questions[question].ask for question in made.unknowns)


def _near(base: RuleBase, made: MadeCase) -> Iterator[Block]:
    if made.near is None:
        yield Paragraph(message("training", "made_near_none"))
        return
    key = "made_near_far" if made.difficulty == "easy" else "made_near_note"
    yield Paragraph(message("training", key, name=base.forms[made.near].name))
    if made.behind:
        yield Paragraph(message("training", "made_near_behind"), "quiet")
    yield _changed(base, made.truth, made.pivot)


def _changed(base: RuleBase, truth: Mapping[str, str], pivot: Mapping[str, str]) -> Table:
    head = tuple(message("training", f"made_pivot_{one}") for one in ("about", "here", "there"))
    rows = tuple(
        (base.questions[one].ask, answer(base, one, truth.get(one)), answer(base, one, option))
        for one, option in pivot.items()
    )
    return Table(message("training", "made_pivot"), head, rows)


def _trap(base: RuleBase, trap: Trap) -> Iterator[Block]:
    yield Paragraph(join([one.say for one in Teller(base).told(trap.facts)]))
    yield Paragraph(trap.because)
    if trap.argument is not None and trap.speaks_for is not None:
        yield Paragraph(message("training", "made_trap_for", name=base.forms[trap.speaks_for].name), "quiet")
