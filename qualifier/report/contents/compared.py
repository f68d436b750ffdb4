"""One case on every scale, on one page: what each reading decides, the places, false friends, debates, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from qualifier.explanation.schools import ScaleSaid
from qualifier.knowledge.models import CHAPTERS, Chapter
from qualifier.report.contents import parts
from qualifier.report.contents.parts import Blocks
from qualifier.report.contents.scales import facts_words, place_words, say
from qualifier.report.contents.schools import false_friends, not_told, readings
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Document, Paragraph, Table
from qualifier.words import Text, join, message

MOST_FACTS = 1
Row = tuple[Text, Text, Text]


def compared(about: Subject) -> Document:
    """Return a case on every scale, on one page.

    Args:
        about: the case with its explained verdict.
    """
    case, date, *_ = about.about
    title, foot = say("compared_title"), message("contents", "foot")
    return Document(title, (case, date), tuple(compared_blocks(about)), foot, one_page=True)


def compared_blocks(about: Subject) -> Blocks:
    """Yield what stands on the page.

    Args:
        about: the subject.
    """
    yield from readings(about, brief=True)
    yield from parts.part_of(say("on_each_scale"), _places(about))
    yield from false_friends(about, brief=True)
    yield from parts.part_of(say("debates"), [Paragraph(join([one.question for one in about.debates]))])
    yield from not_told(about)
    yield from parts.part("sources", [Paragraph(say("sources_short", names=_works(about)), "quiet")])


def place_rows(about: Subject, chapters: tuple[Chapter, ...] = CHAPTERS) -> Iterator[Row]:
    """Yield, for each scale that has something to say, its name, the place of the case, and what makes it so.

    Args:
        about: the subject.
        chapters: the chapters whose scales are wanted, in order.
    """
    for scale in _scales(about, chapters):
        if scale.speaks:
            yield scale.name, place_words(scale), join(facts_words(about, scale, MOST_FACTS))


def _places(about: Subject) -> Iterator[Block]:
    rows = tuple(place_rows(about))
    words = tuple((say("partner_word"), one.better, join(one.why)) for one in about.schools.partner_words)
    head = tuple(say(key) for key in ("col_scale", "col_place", "col_facts"))
    if rows or words:
        yield Table(say("no_rank"), head, (*rows, *words))
    silent = [scale for scale in _scales(about, CHAPTERS) if not scale.speaks]
    if silent:
        yield Paragraph(say("silent"))
        yield from parts.texts(say("named", head=one.name, words=join(facts_words(about, one, 1))) for one in silent)


def _scales(about: Subject, chapters: tuple[Chapter, ...]) -> list[ScaleSaid]:
    """Return the scales, chapter by chapter."""
    return [scale for chapter in chapters for scale in about.schools.chapter(chapter)]


def _works(about: Subject) -> Text:
    """Return the short names of the works that the page rests on, each once."""
    lines = (line for scale in about.schools.scales.values() for line in scale.lines if line.outside is None)
    words = (side for one in about.schools.partner_words for side in (one, one.yes, one.no))
    sides = (side for one in about.debates for side in one.sides)
    used = (work for one in (*about.readings, *lines, *words, *sides) for work in one.source)
    return join(parts.short_names(about.base, tuple(dict.fromkeys(used))), ", ")
