"""One case on every scale, on one page: what each reading decides, the places, false friends, debates, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualifier.explanation.schools import PartnerWordSaid, ScaleSaid
from qualifier.knowledge.models import CHAPTERS, Chapter
from qualifier.report.contents import parts
from qualifier.report.contents.parts import Blocks
from qualifier.report.contents.scales import APART, facts_words, place_words, say
from qualifier.report.contents.schools import false_friends, not_told, readings
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Document, Paragraph, Table
from qualifier.words import Text, join, message

MOST_FACTS, SHORT = 2, 70  # two facts stand in a cell only where they are short together
COMMON = 3  # a fact said of more than one scale in so many tells little of any
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
    asked = [one.question for one in about.debates]
    yield from parts.part_of(say("debates"), [Paragraph(join(asked))] if asked else [])
    yield from not_told(about)
    yield from parts.part("sources", [Paragraph(say("sources_short", names=_works(about)), "quiet")])


def place_rows(about: Subject, chapters: tuple[Chapter, ...] = CHAPTERS) -> Iterator[Row]:
    """Yield, for each scale that has something to say, its name, the place of the case, and what makes it so.

    Args:
        about: the subject.
        chapters: the chapters whose scales are wanted, in order.
    """
    found = [scale for scale in _scales(about, chapters) if scale.speaks]
    worn = _worn(found)
    for scale in found:
        facts = _facts(about, scale, worn)
        worn.update(facts)
        yield scale.name, place_words(scale), join(facts) if facts else say("nothing_missing")


def _worn(scales: list[ScaleSaid]) -> Counter[Text]:
    """Return the facts that many scales share, as said more often than any can be quoted."""
    met = Counter(fact for scale in scales for fact in {fact for line in scale.lines for fact in line.facts})
    return Counter({fact: len(scales) for fact, count in met.items() if count * COMMON > len(scales)})


def _facts(about: Subject, scale: ScaleSaid, worn: Counter[Text]) -> tuple[Text, ...]:
    """Return the fact that tells why a case stands where it does; a second one, fresh as well, where both are short."""
    found = facts_words(about, scale, MOST_FACTS, worn)
    fresh = not any(worn[fact] for fact in found)
    return found if fresh and sum(len(one.fr) for one in found) <= SHORT else facts_words(about, scale, 1, worn)


def _places(about: Subject) -> Iterator[Block]:
    rows = tuple(place_rows(about))
    words = tuple(_word_row(one) for one in about.schools.partner_words)
    head = tuple(say(key) for key in ("col_scale", "col_place", "col_facts"))
    if rows or words:
        yield Table(say("no_rank"), head, (*rows, *words))
    silent = [scale for scale in _scales(about, CHAPTERS) if not scale.speaks]
    yield from parts.texts(_silent(silent))


def _word_row(one: PartnerWordSaid) -> Row:
    sides = join([say("word_yes", text=one.yes.text), say("word_no", text=one.no.text)])
    return say("partner_word"), one.better, sides


def _silent(scales: list[ScaleSaid]) -> Iterator[Text]:
    """Yield why scales have nothing to say: each reason once, the one that most of them share, with their names."""
    each = {scale.name: _reasons(scale) for scale in scales}
    shared = Counter(reason for reasons in each.values() for reason in reasons)
    groups: dict[Text, list[Text]] = {}
    for name, reasons in each.items():
        groups.setdefault(max(reasons, key=lambda one: shared[one]), []).append(name)
    for reason, names in groups.items():
        yield say("silent", why=reason, names=join(names, APART))


def _reasons(scale: ScaleSaid) -> tuple[Text, ...]:
    """Return the facts that leave a scale with nothing to say; what it says of it, where no fact is behind."""
    facts = tuple(dict.fromkeys(fact for line in scale.lines for fact in line.facts))
    return facts or tuple(line.outside for line in scale.lines if line.outside is not None)


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
