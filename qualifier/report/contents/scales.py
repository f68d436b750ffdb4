"""A case on one scale of another school: in a few words, or in full as blocks. Each kind of scale has its own way.

What is said of a case is worked out in `qualifier.explanation.schools`; which scales stand together is in `schools`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from qualifier.explanation.schools import LineSaid, RungSaid, ScaleSaid
from qualifier.knowledge.models import NO, YES
from qualifier.report.contents import parts
from qualifier.report.contents.parts import Blocks
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Heading, Item, Listing, Paragraph, Table
from qualifier.report.pictures.places import PlaceRow, places_picture
from qualifier.words import NOTHING, Text, join, message

MOST_ASKED, MOST_NAMED, MOST_NOTED = 2, 2, 2
FEW, MOST_COLUMNS = 3, 6  # places that are all shown, places that can be set beside each other at all
_WHOLE = ("parts", "stages")  # the kinds of scale of which every line may hold
_NOTES = {"new_space": "new_space_note"}  # what is said of a scale beside its rules, by its id
_TIED, APART = "\u00a0─ ", "\u00a0· "  # the sign stays on the line that it ends


def say(key: str, **values: object) -> Text:
    """Return a message of the catalogue `schools`."""
    return message("schools", key, **values)


# --- in a few words ----------------------------------------------------------------------------------------


def place_words(scale: ScaleSaid) -> Text:
    """Say where a case stands on a scale, in a few words and signs.

    Args:
        scale: the case on the scale.
    """
    return _IN_WORDS[scale.kind](scale) if scale.speaks else say("place_outside")


def facts_words(
    about: Subject, scale: ScaleSaid, most: int, worn: Mapping[Text, int] | None = None
) -> tuple[Text, ...]:
    """Return the facts that best tell why a case stands where it does, in the order of the conditions.

    Of parts and stages it is what fails, and nothing where all hold; of kinds that may be several, what holds. Where
    nothing is known, it is what would tell; where the scale has nothing to say, it is what makes it so.

    Args:
        about: the subject.
        scale: the case on the scale.
        most: how many facts at most.
        worn: how much each fact has been said already; those that are the least come first.
    """
    if scale.kind in _WHOLE and all(line.at == YES for line in scale.lines):
        return ()
    each = (_least_worn(line.facts, 1 if len(scale.lines) > 1 else most, worn or {}) for line in _telling(scale))
    found = _least_worn(dict.fromkeys(fact for facts in each for fact in facts), most, worn or {})
    return found or tuple(ask for line in scale.lines for ask in _asks(about, line, 1))[:1]


def _telling(scale: ScaleSaid) -> tuple[LineSaid, ...]:
    """Return the lines whose facts tell why a case stands where it does on a scale."""
    first, then = (YES, NO) if scale.kind == "several" else (NO, YES)
    placed = scale.standing(first) or scale.standing(then)
    return placed or tuple(line for line in scale.lines if line.at is not None or not scale.speaks)


def _least_worn(facts: Iterable[Text], most: int, worn: Mapping[Text, int]) -> tuple[Text, ...]:
    """Return the texts that have been said the least, in the order they have."""
    found = tuple(facts)
    kept = sorted(found, key=lambda one: worn.get(one, 0))[:most]
    return tuple(one for one in found if one in kept)


def _rungs_in_words(line: LineSaid, *, tied: bool) -> Text:
    """Draw the rungs of a line: a full sign for the place, a question mark where it may still be."""
    drawn = join([_rung_drawn(line, rung) for rung in line.rungs], _TIED if tied else APART)
    return say("named", head=say("place_open"), words=drawn) if line.open else drawn


def _rung_drawn(line: LineSaid, rung: RungSaid) -> Text:
    if rung.id == line.at:
        return say("rung_at", name=_trapped(rung))
    return say("rung_maybe" if line.open and rung.id in line.possible else "rung_else", name=rung.name)


def _trapped(rung: RungSaid) -> Text:
    return say("trapped", name=rung.name) if rung.false_friend is not None else rung.name


def _shortest(facts: Iterable[Text], most: int) -> tuple[Text, ...]:
    """Return the shortest texts, in the order they have."""
    found = tuple(facts)
    kept = sorted(found, key=lambda one: len(one.fr))[:most]
    return tuple(one for one in found if one in kept)


def _own_facts(scale: ScaleSaid, line: LineSaid) -> tuple[Text, ...]:
    """Return the facts of a line that are not those of all; its facts, when none is its own."""
    others = [set(one.facts) for one in scale.lines if one.facts]
    shared = set.intersection(*others) if len(others) > 1 else set()
    return tuple(fact for fact in line.facts if fact not in shared) or line.facts


def _names(lines: Iterable[LineSaid]) -> Text:
    return join([line.name for line in lines], APART)


def _and(found: list[Text]) -> Text:
    """Join what is said into one line, each apart from the next, beginning with a capital."""
    told = join(found, say("between"))
    return Text(_capital(told.fr), _capital(told.en))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _under(head: Text, lines: Iterable[LineSaid]) -> Text:
    """Return the names of lines under what they have in common; nothing when there are none."""
    found = tuple(lines)
    return say("named", head=head, words=_names(found)) if found else NOTHING


def _open(scale: ScaleSaid) -> Text:
    """Name the lines that are open; only count them where they are many."""
    found = [line for line in scale.lines if line.open]
    few = len(found) <= MOST_NAMED
    return _under(say("place_open"), found) if few else say("count_open", count=len(found), all=len(scale.lines))


def _alone_in_words(scale: ScaleSaid) -> Text:
    return _rungs_in_words(scale.lines[0], tied=scale.kind == "ladder")


def _table_in_words(scale: ScaleSaid) -> Text:
    """Name the lines that stand on each rung; each line with its own where they have little in common."""
    if not _side_by_side(scale):
        told = [say("line_at", name=line.name, place=line.rung.name) for line in scale.lines if line.rung is not None]
        return _and([*told, _open(scale), _aside(scale)])
    told = [_under(_trapped(rung), scale.standing(rung.id)) for rung in rungs_of(scale)]
    return _and([say("split_short") if scale.split else NOTHING, *told, _open(scale), _aside(scale)])


def _parts_in_words(scale: ScaleSaid) -> Text:
    held = scale.standing(YES)
    told = say("count_held", word=_word(scale, YES), count=len(held), all=len(scale.lines))
    return _and([told, _under(_word(scale, NO), scale.standing(NO)), _open(scale), _aside(scale)])


def _several_in_words(scale: ScaleSaid) -> Text:
    held = scale.standing(YES)
    none = NOTHING if any(line.open for line in scale.lines) else say("several_none")
    return _and([_names(held) if held else none, _open(scale)])


def _stages_in_words(scale: ScaleSaid) -> Text:
    if all(line.at == YES for line in scale.lines):
        return say("stage_all")
    told = say("count_held", word=_word(scale, YES), count=len(scale.standing(YES)), all=len(scale.lines))
    following = say("stage_next", name=scale.stage.name) if scale.stage else NOTHING
    jumped = say("stage_jumped", names=_names(scale.jumped)) if scale.jumped else following
    return _and([told, jumped, _open(scale)])


def _word(scale: ScaleSaid, rung: str) -> Text:
    """Return what a line that holds, or does not, is said to do on such a scale."""
    return next(one.name for line in scale.lines for one in line.rungs if one.id == rung)


def _aside(scale: ScaleSaid) -> Text:
    """Say how many lines a scale has nothing to say of here."""
    count = sum(line.outside is not None for line in scale.lines)
    return say("not_looked_at", count=count) if count else NOTHING


def rungs_of(scale: ScaleSaid) -> tuple[RungSaid, ...]:
    """Return all the rungs of a scale's lines, in order.

    Args:
        scale: the case on the scale.
    """
    return tuple({rung.id: rung for line in scale.lines for rung in line.rungs}.values())


def _side_by_side(scale: ScaleSaid) -> bool:
    """Whether the places of all lines can be set side by side: they are few, and no line has only places of its own."""
    sets = [{rung.id for rung in line.rungs} for line in scale.lines]
    tied = sets[0]
    for _ in sets:
        tied = tied.union(*(one for one in sets if one & tied))
    return tied == set().union(*sets) and len(tied) <= MOST_COLUMNS


_IN_WORDS: dict[str, Callable[[ScaleSaid], Text]] = {
    "ladder": _alone_in_words,
    "kinds": _alone_in_words,
    "table": _table_in_words,
    "parts": _parts_in_words,
    "several": _several_in_words,
    "stages": _stages_in_words,
}


# --- in full -----------------------------------------------------------------------------------------------


def scale_blocks(about: Subject, scale: ScaleSaid, *, drawn: bool = True) -> Blocks:
    """Yield a case on a scale in full: its place, what makes it so, what it would take, what to be wary of.

    Args:
        about: the subject.
        scale: the case on the scale.
        drawn: whether a picture may be drawn; else it is a table.
    """
    yield Heading(scale.name, 2)
    yield Paragraph(scale.about, "quiet", parts.short_names(about.base, scale.source))
    if scale.id in _NOTES:
        yield Paragraph(say(_NOTES[scale.id]))
    if scale.speaks:
        yield from _table_blocks(about, scale, drawn) if scale.kind == "table" else _IN_FULL[scale.kind](about, scale)
    else:
        yield from _aside_blocks(scale)
        yield from _facts_aside(scale)
    if scale.caution is not None:
        yield Paragraph(message("report", "caution", text=scale.caution), "quiet")


def _alone_blocks(about: Subject, scale: ScaleSaid) -> Blocks:
    """Yield each rung with what it is, and the facts at the one reached."""
    line = scale.lines[0]
    yield Paragraph(_rungs_in_words(line, tied=scale.kind == "ladder"), "strong")
    if line.means is not None:
        yield Paragraph(line.means)
    told = [rung for rung in line.rungs if rung.means is not None or (rung.id == line.at and line.facts)]
    if told:
        items = (Item(_rung_line(line, rung), (), tuple(map(Item, _told_at(line, rung)))) for rung in told)
        yield Listing(tuple(items))
    yield from parts.texts(_asks(about, line))


def _rung_line(line: LineSaid, rung: RungSaid) -> Text:
    name = say("rung_here", name=rung.name) if rung.id == line.at else rung.name
    return name if rung.means is None else say("named", head=name, words=rung.means)


def _told_at(line: LineSaid, rung: RungSaid) -> tuple[Text, ...]:
    if rung.id != line.at:
        return ()
    facts = [say("facts_line", facts=join(line.facts))] if line.facts else []
    return (*facts, *([rung.false_friend] if rung.false_friend is not None else []))


def _table_blocks(about: Subject, scale: ScaleSaid, drawn: bool) -> Blocks:
    """Yield the lines with their places: a picture where the places are few; first whether they disagree."""
    if scale.split:
        yield Paragraph(say("lines_split"), "note")
    beside = _side_by_side(scale)
    if drawn and beside:
        columns = _columns(scale)
        rows = tuple(_row(scale, line, columns) for line in scale.lines)
        yield places_picture(scale.name, tuple(rung.name for rung in columns), rows)
        yield from parts.texts(dict.fromkeys(ask for line in scale.lines for ask in _asks(about, line)))
        return
    head = tuple(say(key) for key in ("col_line", "col_place", "col_facts"))
    yield Table(NOTHING, head, tuple((line.name, _place(line, beside), _why(about, line)) for line in scale.lines))


def _columns(scale: ScaleSaid) -> tuple[RungSaid, ...]:
    """Return the places worth a column: all when they are few, else those that are one or may be one."""
    rungs = rungs_of(scale)
    met = {id_ for line in scale.lines for id_ in line.possible}
    return rungs if len(rungs) <= FEW or not met else tuple(rung for rung in rungs if rung.id in met)


def _row(scale: ScaleSaid, line: LineSaid, columns: tuple[RungSaid, ...]) -> PlaceRow:
    ranks = {rung.id: rank for rank, rung in enumerate(columns)}
    maybe = tuple(ranks[id_] for id_ in line.possible if line.open and id_ in ranks)
    own = tuple(ranks[rung.id] for rung in line.rungs if rung.id in ranks)
    note = line.outside or (say("place_open") if line.open else join(_shortest(_own_facts(scale, line), MOST_NOTED)))
    return PlaceRow(line.name, ranks[line.at] if line.at is not None else None, maybe, own, note)


def _why(about: Subject, line: LineSaid) -> Text:
    """Return the facts that give a line its place; else why it has none, or what would tell."""
    return line.outside or join(line.facts if line.at is not None else _asks(about, line))


def _place(line: LineSaid, beside: bool) -> Text:
    """Say where a line stands: among the places of all where they can be compared, else with what the place is."""
    if line.outside is not None:
        return say("place_outside")
    if beside or line.rung is None:
        return _rungs_in_words(line, tied=False)
    rung = line.rung
    return rung.name if rung.means is None else say("named", head=rung.name, words=rung.means)


def _lines_blocks(about: Subject, scale: ScaleSaid) -> Blocks:
    """Yield each line with whether it holds, the facts, and what it would take; last, those not looked at, and why."""
    yield Paragraph(place_words(scale), "strong")
    yield Listing(tuple(_line_item(about, scale, line) for line in scale.lines if line.outside is None))
    yield from _aside_blocks(scale)


def _aside_blocks(scale: ScaleSaid) -> Blocks:
    """Yield why a scale has nothing to say of some lines: once, with the lines it is true of when it is not all."""
    for reason in dict.fromkeys(line.outside for line in scale.lines if line.outside is not None):
        found = [line for line in scale.lines if line.outside == reason]
        whole = len(found) == len(scale.lines)
        yield Paragraph(reason if whole else say("named", head=_names(found), words=reason), "quiet")


def _facts_aside(scale: ScaleSaid) -> Blocks:
    """Yield, once, the facts that leave a scale with nothing to say."""
    facts = tuple(dict.fromkeys(fact for line in scale.lines for fact in line.facts))
    if facts:
        yield Paragraph(say("facts_line", facts=join(facts)), "quiet")


def _stages_blocks(about: Subject, scale: ScaleSaid) -> Blocks:
    """Yield where the case stands among the stages, which were passed over, then each stage."""
    yield Paragraph(place_words(scale), "strong")
    if scale.jumped:
        yield Paragraph(say("stage_jumped_note", names=_names(scale.jumped)), "note")
    yield Listing(tuple(_line_item(about, scale, line) for line in scale.lines), "number")


def _line_item(about: Subject, scale: ScaleSaid, line: LineSaid) -> Item:
    """Return a line as an item: its name and whether it holds; below, what makes it so and what it would take."""
    key = "to_do_there" if scale.kind == "stages" else "toward"
    below = [
        line.means or NOTHING,
        say("facts_line", facts=join(line.facts)) if line.facts else NOTHING,
        line.outside or NOTHING,
        *_asks(about, line),
        say(key, text=line.toward) if line.toward is not None else NOTHING,
    ]
    cites = parts.short_names(about.base, line.source) if line.source != scale.source else ()
    told = tuple(Item(one) for one in below if one != NOTHING)
    return Item(say("named", head=line.name, words=_state(line)), cites, told)


def _state(line: LineSaid) -> Text:
    if line.rung is not None:
        return line.rung.name
    return say("place_outside" if line.outside is not None else "place_open")


def _asks(about: Subject, line: LineSaid, most: int = MOST_ASKED) -> tuple[Text, ...]:
    """Return, for an open line, one sentence with the first questions that would tell, if there are any."""
    asked = [say("quoted", name=about.base.questions[id_].ask) for id_ in line.ask[:most]]
    return (say("to_find_out", asks=join(asked, ", ")),) if asked else ()


_IN_FULL: dict[str, Callable[[Subject, ScaleSaid], Blocks]] = {
    "ladder": _alone_blocks,
    "kinds": _alone_blocks,
    "parts": _lines_blocks,
    "several": _lines_blocks,
    "stages": _stages_blocks,
}
