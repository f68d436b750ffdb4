"""Tracks one below the other, each with its words in a column beside it: what is, after what was where that differs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from qualifier.report.pictures.drawing import (
    MARGIN,
    QUIET,
    RIGHT,
    STRONG,
    Lettering,
    evened,
    finished,
    folded,
    group,
    sheet,
    widest,
    width_of,
    write,
)
from qualifier.report.pictures.tracks import OVERHEAD, Legend, Track, add_ends, add_foot, add_hair, add_line, places
from qualifier.words import NOTHING, Lang, Text

_FIRST, _LAST = 166.0, 438.0  # the first and the last step of a track
_NAME = 134.0  # room for the name of an axis
_WORDS = 461.0  # where the words begin
_ROOM = RIGHT - _WORDS
_GAP = 8.0
_TOP = 4.0  # above the first track
_PAD, _PAD_OF_TWO = 1.0, 7.0  # above a row, at one moment and at two, where signs are larger
_BELOW = 1.0  # below a row
_ENDS, _ENDS_OF_TWO = 6.5, 13.0  # from the line of a track down to the names of its ends
_MORE = Lettering(STRONG.size, fill=QUIET)
_THEN = " →"


def tracks_with_words_beside(
    tracks: Sequence[Track], legend: Sequence[Legend], lang: Lang, caption: Text, alt: Text
) -> str:
    """Draw tracks one below the other, each with its words at its right, then their legend.

    Args:
        tracks: the tracks, in order.
        legend: the signs to be explained, in order.
        lang: the language of the words.
        caption: the title.
        alt: all that is shown, in words.
    """
    drawn = sheet()
    y = _TOP
    of_two = any(step.then for track in tracks for step in track.steps)
    for track in tracks:
        y += _add_track(drawn, track, lang, y, of_two=of_two)
        add_hair(drawn, y)
    return finished(drawn, lang, add_foot(drawn, legend, lang, y), caption, alt)


def _add_track(drawn: ET.Element, track: Track, lang: Lang, top: float, *, of_two: bool) -> float:
    """Add a track with its name, its words level with it and its ends below, and return the height of it all."""
    row = group(drawn, y=top)
    level = (_PAD_OF_TWO if of_two else _PAD) + _above(track)
    names = write(row, folded(track.name.to(lang), _NAME, STRONG), MARGIN, level - STRONG.line / 2, STRONG)
    xs = places(_FIRST, _LAST, len(track.steps))
    add_line(row, track, xs, level)
    words = _add_words(row, track, lang, level)
    ends = add_ends(row, track, xs, level + (_ENDS_OF_TWO if of_two else _ENDS), lang)
    return max(names, words, ends) + _BELOW


def _above(track: Track) -> float:
    """Return what a track needs above it: half of its words, and room for the arch where there is one."""
    return max(OVERHEAD if track.moved else 0, STRONG.line if track.was != NOTHING else STRONG.line / 2)


def _add_words(row: ET.Element, track: Track, lang: Lang, level: float) -> float:
    """Add what was, what is below it, then what is to be said beside: on its line where there is room, else below."""
    y = level - STRONG.line / 2
    if track.was != NOTHING:
        y = write(row, _was(track.was.to(lang)), _WORDS, level - STRONG.line, _MORE)
    reached, more = evened(track.reached.to(lang), _ROOM, STRONG), evened(track.more.to(lang), _ROOM, _MORE)
    below = write(row, reached, _WORDS, y, STRONG)
    beside = _WORDS + widest(reached, STRONG) + _GAP
    if len(reached) == len(more) == 1 and beside + widest(more, _MORE) <= RIGHT:
        return write(row, more, beside, y, _MORE)
    return write(row, more, _WORDS, below, _MORE)


def _was(text: str) -> list[str]:
    """Fold what was, the arrow to what is at the end of its last line."""
    *lines, last = folded(text, _ROOM - width_of(_THEN, _MORE), _MORE) or ("",)
    return [*lines, last + _THEN]
