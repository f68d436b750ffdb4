"""The last pages of the kit, for the leader alone: the whole story, its reading, who knows what, where levers lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualifier.explanation.comparison import outcome_of
from qualifier.explanation.over_time import answer_words
from qualifier.explanation.prospects import outcome_name
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents import parts
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Heading, Item, Listing, Paragraph, Table
from qualifier.training.plays import Play, SeatCard, lever_case, options_of, pooled_case, seat_case, within
from qualifier.training.switching import Switches, switches
from qualifier.words import NOTHING, Text, join, message

MOST_REASONS = 8


def key_pages(reasoner: Reasoner, play: Play, full: Subject) -> Iterator[Block]:
    """Yield what the leader alone reads, and shows once the scene is over.

    Args:
        reasoner: the rules with their engine.
        play: the role-play.
        full: the full file, with its verdict.
    """
    yield Heading(message("training", "key_title"))
    yield Paragraph(message("training", "key_note"), "note")
    yield Heading(message("training", "key_story"), 2)
    story = play.scenario
    yield Paragraph(Text(story.story_fr, story.story_en or story.story_fr))
    yield Heading(message("training", "key_reading"), 2)
    yield Paragraph(full.explained.headline, "strong")
    yield Paragraph(full.explained.standing, "quiet")
    yield from parts.deeper(parts.deeper(parts.reasons(full, MOST_REASONS)))
    yield from _readings(reasoner, play)
    yield from _who_knows(reasoner, play)
    yield from _beliefs(reasoner.base, play)
    yield from _levers(reasoner, play)


def reading_words(reasoner: Reasoner, case: Case) -> Text:
    """Say in a few words how some answers are read: the form and how firm it is, or why none is named.

    Args:
        reasoner: the rules with their engine.
        case: the answers.
    """
    verdict = reasoner.outline(case)
    name = outcome_name(reasoner.base, outcome_of(verdict))
    return message("training", "reading_provisional", name=name) if verdict.status == "provisional" else name


def seat_switches(reasoner: Reasoner, play: Play, seat: Case) -> Switches | None:
    """Return what becomes of the reading of a seat when its answers are switched to the file's; None without diagrams.

    Args:
        reasoner: the rules with their engine.
        play: the role-play.
        seat: the answers from a seat.
    """
    return None if reasoner.ahead is None else switches(reasoner.ahead, options_of(seat), play.full)


def fact_words(base: RuleBase, question: str, option: str) -> Text:
    """Say a fact as its question and the answer to it.

    Args:
        base: the rules.
        question: the question.
        option: the answer.
    """
    return message("training", "fact", ask=base.questions[question].ask, answer=answer(base, question, option))


def answer(base: RuleBase, question: str, option: str | None) -> Text:
    """Say an answer in the words of its option; that it is not known, when there is none."""
    return answer_words(base, question, Answer(option)) if option else message("training", "not_known")


# --- the readings ------------------------------------------------------------------------------------------


def _readings(reasoner: Reasoner, play: Play) -> Iterator[Block]:
    head = tuple(message("training", f"key_readings_{one}") for one in ("seat", "reads"))
    rows = [(card.name, reading_words(reasoner, seat_case(play, card.id))) for card in play.roles]
    rows.append((message("training", "key_pooled"), reading_words(reasoner, pooled_case(play))))
    yield Heading(message("training", "key_readings"), 2)
    yield Table(message("training", "key_readings"), head, tuple(rows))
    lacks = ((card.name, _lacks(reasoner, play, card)) for card in play.roles)
    yield from enough_known(message("training", "key_readings_enough"), 3, lacks)


def _lacks(reasoner: Reasoner, play: Play, card: SeatCard) -> tuple[Text, ...]:
    found = seat_switches(reasoner, play, seat_case(play, card.id))
    return tuple(fact_words(reasoner.base, one, play.full[one]) for one in found.enough) if found else ()


def enough_known(title: Text, level: int, lacks: Iterable[tuple[Text, tuple[Text, ...]]]) -> Iterator[Block]:
    """Yield what it would be enough to know in each seat to read as the file does; nothing when all do.

    Args:
        title: the heading.
        level: its level.
        lacks: the name of each seat with the facts; none for a seat that reads as the file does.
    """
    items = tuple(Item(name, (), tuple(map(Item, facts))) for name, facts in lacks if facts)
    if items:
        yield Heading(title, level)
        yield Listing(items)


# --- who knows what ----------------------------------------------------------------------------------------


def _who_knows(reasoner: Reasoner, play: Play) -> Iterator[Block]:
    """Yield a table of the facts that matter for the reading of a seat at least, then what else each seat ignores."""
    found = [seat_switches(reasoner, play, seat_case(play, card.id)) for card in play.roles]
    mattering = {question for one in found if one is not None for question in one.together}
    shown = [question for question in play.full if question in mattering]
    yield Heading(message("training", "key_who"), 2)
    yield Paragraph(message("training", "key_who_note"), "quiet")
    if shown:
        head = (message("training", "key_fact"), *(card.name for card in play.roles))
        rows = tuple((fact_words(reasoner.base, one, play.full[one]), *_holds(play, one)) for one in shown)
        yield Table(NOTHING, head, rows)
    yield from _ignored(reasoner.base, play, mattering)


def _holds(play: Play, question: str) -> tuple[Text, ...]:
    return tuple(message("training", f"holds_{card.holding(question) or 'nothing'}") for card in play.roles)


def _ignored(base: RuleBase, play: Play, mattering: set[str]) -> Iterator[Block]:
    """Yield the facts that stand nowhere on the card of a seat at least, those of the table above left out."""
    items = []
    for question in play.full:
        without = [card for card in play.roles if card.holding(question) is None]
        if without and question not in mattering:
            names = join([within(card.name) for card in without], ", ")
            said = fact_words(base, question, play.full[question])
            items.append(Item(message("training", "key_ignores_line", fact=said, names=names)))
    if items:
        yield Heading(message("training", "key_ignores"), 2)
        yield Listing(tuple(items))


def _beliefs(base: RuleBase, play: Play) -> Iterator[Block]:
    rows = tuple(
        (
            card.name,
            base.questions[question].ask,
            answer(base, question, option),
            answer(base, question, play.full[question]),
        )
        for card in play.roles
        for question, option in card.options("believes").items()
    )
    if rows:
        head = tuple(message("training", f"key_beliefs_{one}") for one in ("seat", "about", "takes", "true"))
        yield Heading(message("training", "key_beliefs"), 2)
        yield Table(message("training", "key_beliefs"), head, rows)


def _levers(reasoner: Reasoner, play: Play) -> Iterator[Block]:
    yield Heading(message("training", "key_levers"), 2)
    yield from parts.texts(
        (
            message("training", "key_lever", say=lever.say, name=reading_words(reasoner, lever_case(play, lever)))
            for lever in play.levers
        ),
        "number",
    )
