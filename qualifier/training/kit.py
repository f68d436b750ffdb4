"""The kit of a role-play, to be printed: a page for the leader, the cards, the observer's grid, the debrief, the key.

A card tells beliefs as it tells facts: the player must not know which is which. What is for the leader alone is in
`kit_key`, on the last pages.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from qualifier.knowledge.conditions import In
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.walk import questions_behind
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents import parts
from qualifier.report.contents.subject import subject
from qualifier.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    NewPage,
    Paragraph,
    Room,
    Table,
    Tone,
)
from qualifier.training.kit_key import key_pages
from qualifier.training.plays import Play, SeatCard, Side, within
from qualifier.words import NOTHING, Text, join, message

MOMENTS = ("prepare", "play", "debrief", "replay")
# The rules of play, each with the works it comes from.
RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("voluntary", ("roleplay_repair",)),
    ("wrong", ("giguere_roleplay",)),
    ("no_judgement", ("giguere_roleplay",)),
    ("natural", ("giguere_roleplay",)),
    ("opening", ("sftg_roleplay",)),
    ("cards", ("inference",)),
    ("stop", ("inference",)),
    ("real_people", ("inference",)),
    ("leave", ("roleplay_repair",)),
)
FACTS_FIRST = ("roleplay_trainers",)
OBSERVERS = ("giguere_roleplay",)
REPAIR = ("roleplay_repair",)
OTHER_SEAT = ("roleplay_sheet",)


def kit(play: Play, reasoner: Reasoner) -> Document:
    """Return all that a role-play needs on paper, one role card a page.

    Args:
        play: the role-play.
        reasoner: the rules with their engine.
    """
    base = reasoner.base
    full = subject(reasoner, play.scenario.case)
    blocks: list[Block] = [*_leader(base, play)]
    for card in play.roles:
        blocks += [NewPage(), *_card(play, card)]
    blocks += [NewPage(), *_grid(base, play), NewPage(), *_debrief(base, play)]
    blocks += [NewPage(), *key_pages(reasoner, play, full)]
    about = (
        (message("training", "kit_scenario"), Text(play.id, play.id)),
        (message("training", "kit_duration"), _minutes(play.minutes.total)),
        (message("contents", "rules"), Text(base.version, base.version)),
    )
    title = message("training", "kit_title", title=play.scenario.title)
    return Document(title, about, tuple(parts.with_sources(full, blocks)), message("training", "kit_foot"))


def _heading(key: str, level: int = 1) -> Heading:
    return Heading(message("training", key), level)


def _said(key: str, tone: Tone = "plain", cites: tuple[Text, ...] = (), **values: object) -> Paragraph:
    return Paragraph(message("training", key, **values), tone, cites)


def _minutes(count: int) -> Text:
    return message("training", "kit_minutes", count=count)


# --- the leader's first page ------------------------------------------------------------------------------


def _leader(base: RuleBase, play: Play) -> Iterator[Block]:
    yield _said("kit_for", "note")
    yield _heading("kit_rules")
    yield Listing(tuple(_rule(base, key, source) for key, source in RULES))
    yield _heading("kit_who")
    yield Listing(tuple(Item(join([card.name, _side(card.side)], " ")) for card in play.roles))
    yield _said("kit_observers", cites=parts.short_names(base, OBSERVERS))
    yield _said("kit_fewer", "quiet")
    yield _heading("kit_times")
    yield _times(play)
    yield _said("kit_we_and_they", "note", we=_names(play, "ours"), they=_names(play, "theirs"))
    yield _heading("kit_scene")
    yield Paragraph(play.scene)
    yield _heading("kit_opening")
    yield Paragraph(play.opening, "strong")
    yield _said("kit_opening_only", "quiet", parts.short_names(base, ("sftg_roleplay",)))
    yield _heading("kit_levers")
    yield _said("kit_levers_note")
    yield from parts.texts((lever.say for lever in play.levers), "number")


def _rule(base: RuleBase, key: str, source: tuple[str, ...]) -> Item:
    return Item(message("training", f"kit_rule_{key}"), parts.short_names(base, source))


def _side(side: Side) -> Text:
    return message("training", f"kit_side_{side}")


def _names(play: Play, side: Side) -> Text:
    """Return the names of the roles of a side, or a word for a side that nobody plays."""
    names = [within(card.name) for card in play.roles if card.side == side]
    return join(names, ", ") if names else message("training", f"kit_nobody_{side}")


def _times(play: Play) -> Table:
    head = tuple(message("training", f"kit_times_{one}") for one in ("moment", "length", "what"))
    rows = tuple(
        (
            message("training", f"kit_moment_{one}"),
            _minutes(getattr(play.minutes, one)),
            message("training", f"kit_do_{one}"),
        )
        for one in MOMENTS
    )
    return Table(message("training", "kit_times"), head, rows)


# --- a card -----------------------------------------------------------------------------------------------


def _card(play: Play, card: SeatCard) -> Iterator[Block]:
    yield Heading(message("training", "kit_card", name=card.name))
    yield _said("kit_card_note", "quiet")
    yield Paragraph(play.scene)
    yield _heading("kit_card_with", 2)
    yield from parts.texts(other.name for other in play.roles if other is not card)
    yield _heading("kit_card_knows", 2)
    yield from parts.texts(as_knowledge(card))
    yield _heading("kit_card_wants", 2)
    yield from parts.texts(card.wants)
    if card.silent:
        yield _heading("kit_card_silent", 2)
        yield _said("kit_card_silent_note", "quiet")
        yield from parts.texts(line.say for line in card.silent)
    yield _heading("kit_opening", 2)
    yield Paragraph(play.opening)
    yield _said("kit_card_free", "note")


def as_knowledge(card: SeatCard) -> tuple[Text, ...]:
    """Return what a player is told as known: facts, and among them what this person wrongly takes for one.

    Where a belief stands depends on its words alone, and never tells that it is one: neither first nor last as a rule.

    Args:
        card: the role.
    """
    lines = [line.say for line in card.knows]
    for line in card.believes:
        lines.insert(zlib.crc32(line.say.fr.encode()) % (len(lines) + 1), line.say)
    return tuple(lines)


# --- who watches ------------------------------------------------------------------------------------------


def _grid(base: RuleBase, play: Play) -> Iterator[Block]:
    yield _heading("kit_grid")
    yield _said("kit_grid_note", cites=parts.short_names(base, OBSERVERS))
    yield _said("kit_grid_wording", "quiet")
    head = tuple(message("training", f"kit_grid_{one}") for one in ("about", "listen", "seen", "whom"))
    rows = (row for id_ in play.watch for row in _watched(base, play, id_))
    yield Table(NOTHING, head, tuple(rows))
    yield Room(message("training", "kit_grid_else"), 3)


def _watched(base: RuleBase, play: Play, criterion: str) -> Iterator[tuple[Text, ...]]:
    """Yield a row for each question behind a criterion; those that this scene has no answer to are left out."""
    behind = questions_behind(base, In(criterion, frozenset()))
    asked = [one for one in base.questions if one in behind and one in play.full] or list(behind)
    for rank, question in enumerate(asked):
        name = base.criteria[criterion].name if rank == 0 else message("training", "ditto")
        yield name, base.questions[question].ask, NOTHING, NOTHING


# --- after the scene --------------------------------------------------------------------------------------


def _debrief(base: RuleBase, play: Play) -> Iterator[Block]:
    yield _heading("kit_debrief")
    yield _said("kit_debrief_note", cites=parts.short_names(base, FACTS_FIRST))
    yield from _asked(("facts",), 5)
    yield _heading("kit_debrief_seats", 2)
    yield _said("kit_debrief_seats_note", cites=parts.short_names(base, OTHER_SEAT))
    head = tuple(message("training", f"kit_seats_{one}") for one in ("role", "sought", "kept", "opened"))
    rows = tuple((card.name, NOTHING, NOTHING, NOTHING) for card in play.roles)
    yield Table(NOTHING, head, rows)
    yield _heading("kit_debrief_readings", 2)
    yield _said("kit_debrief_readings_note")
    yield from _asked(("strengths", "change"), 4)
    yield _heading("kit_debrief_own", 2)
    for question in play.debrief:
        yield Room(question, 3)
    yield _heading("kit_leave")
    yield _said("kit_leave_note", cites=parts.short_names(base, REPAIR))
    steps = (message("training", f"kit_leave_{one}") for one in ("card", "name", "there", "here", "after"))
    yield from parts.texts(steps, "box")


def _asked(keys: Iterable[str], lines: int) -> Iterator[Block]:
    for key in keys:
        yield _heading(f"kit_debrief_{key}", 2)
        yield Room(message("training", f"kit_debrief_{key}_ask"), lines)
