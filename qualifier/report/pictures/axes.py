"""The axes as tracks: where a relationship stands on each, or where it stood and where it stands.

Which axes there are is for the rules; how a track looks is in `tracks.py`, where its words stand in `words_beside.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualifier.explanation.explain import AxisShown
from qualifier.report.document import Picture
from qualifier.report.pictures.drawing import both
from qualifier.report.pictures.tracks import Legend, Step, Track
from qualifier.report.pictures.words_beside import tracks_with_words_beside
from qualifier.words import NOTHING, Text, join, message

# --- one moment --------------------------------------------------------------------------------------------


def axes_picture(axes: tuple[AxisShown, ...]) -> Picture:
    """Draw where a relationship stands on each axis.

    Args:
        axes: the axes, in order.
    """
    tracks = [_track(axis) for axis in axes]
    caption = message("pictures", "axes_caption")
    lines = [message("pictures", "axes_line", name=axis.name, place=_place(axis)) for axis in axes]
    alt = join([message("pictures", "axes_no_rank"), *lines])
    legend = list(_legend(tracks))
    return Picture(both(lambda lang: tracks_with_words_beside(tracks, legend, lang, caption, alt)), alt, caption)


def _legend(tracks: Sequence[Track]) -> Iterator[Legend]:
    """Yield the signs that are there, with what each means."""
    steps = [step for track in tracks if track.known for step in track.steps]
    for key, now in (("axes_at", "at"), ("axes_also", "also"), ("axes_other", "")):
        if any(step.now == now for step in steps):
            yield message("pictures", key), Step(now=now)
    if not all(track.known for track in tracks):
        yield message("pictures", "axes_open"), None


def _track(axis: AxisShown) -> Track:
    marks = _marks(axis)
    steps = tuple(Step(now=marks.get(step, "")) for step, _ in axis.steps)
    return Track(axis.name, steps, NOTHING, _reached(axis), _more(axis), None, axis.at is not None, _ends(axis))


def _ends(*shown: AxisShown) -> tuple[Text, Text]:
    """Return the names of the first and the last step of an axis, as it is shown at one moment or at two."""
    names = {step: name for axis in reversed(shown) for step, name in axis.steps}
    order = list(dict.fromkeys(step for axis in shown for step, _ in axis.steps))
    return (names[order[0]], names[order[-1]]) if order else (NOTHING, NOTHING)


def _reached(axis: AxisShown | None) -> Text:
    """Return the name of the step reached; nothing while the axis is open."""
    return NOTHING if axis is None or axis.at is None else dict(axis.steps)[axis.at]


def _more(axis: AxisShown | None) -> Text:
    """Return what is said beside the step reached: what holds as well, or why nothing is known."""
    if axis is None or axis.at is None:
        return message("pictures", "axes_absent") if axis is None else _note(axis)
    also = [name for step, name in axis.steps if _marks(axis).get(step) == "also"]
    return message("report", "axis_also", names=join(also, ", ")) if also else NOTHING


def _marks(axis: AxisShown | None) -> dict[str, str]:
    """Return the steps on which something stands; nothing holds as well while the axis is open."""
    if axis is None or axis.at is None:
        return {}
    return {**dict.fromkeys(axis.also, "also"), axis.at: "at"}


def _note(axis: AxisShown) -> Text:
    """Say why an axis is open."""
    return message("report", "axis_not_asked" if axis.settled else "axis_open")


def _place(axis: AxisShown) -> Text:
    """Say in words where an axis stands, and how many steps it has."""
    if axis.at is None:
        return message("pictures", "axes_place_open", note=_note(axis), count=len(axis.steps))
    ranks = {step: rank for rank, (step, _) in enumerate(axis.steps, 1)}
    names = dict(axis.steps)
    place = message("pictures", "axes_place", name=names[axis.at], rank=ranks[axis.at], count=len(axis.steps))
    also = [
        message("pictures", "axes_place_also", name=name, rank=ranks[step])
        for step, name in axis.steps
        if step in axis.also and step != axis.at
    ]
    return join([place, *also], ", ")


# --- two moments -------------------------------------------------------------------------------------------


def axes_then_now(before: tuple[AxisShown, ...], after: tuple[AxisShown, ...], labels: tuple[Text, Text]) -> Picture:
    """Draw where a relationship stood on each axis and where it stands.

    Args:
        before: the axes at the first moment.
        after: the axes at the second; one that only `before` has comes last.
        labels: what to call the two moments: their dates, for instance.
    """
    pairs = _pairs(before, after)
    tracks = [_track_of_two(*pair) for pair in pairs]
    caption = message("pictures", "then_now_caption", then=labels[0], now=labels[1])
    alt = join([message("pictures", "axes_no_rank"), *(_moved_words(*pair, labels) for pair in pairs)])
    legend = list(_legend_of_two(tracks, labels))
    return Picture(both(lambda lang: tracks_with_words_beside(tracks, legend, lang, caption, alt)), alt, caption)


def _pairs(
    before: tuple[AxisShown, ...], after: tuple[AxisShown, ...]
) -> list[tuple[AxisShown | None, AxisShown | None]]:
    then = {axis.id: axis for axis in before}
    now = {axis.id: axis for axis in after}
    return [(then.get(id_), now.get(id_)) for id_ in (*now, *(one for one in then if one not in now))]


def _track_of_two(then: AxisShown | None, now: AxisShown | None) -> Track:
    shown = [axis for axis in (now, then) if axis is not None]
    order = list(dict.fromkeys(step for axis in shown for step, _ in axis.steps))
    marks_then, marks_now = _marks(then), _marks(now)
    steps = tuple(Step(marks_then.get(step, ""), marks_now.get(step, "")) for step in order)
    places = [order.index(axis.at) for axis in (then, now) if axis is not None and axis.at is not None]
    moved = (places[0], places[1]) if len(set(places)) == 2 else None
    unchanged = marks_then == marks_now and (bool(marks_now) or _more(then) == _more(now))
    was = NOTHING if unchanged else _was(then)
    return Track(shown[0].name, steps, was, _reached(now), _more(now), moved, bool(places), _ends(*shown))


def _was(axis: AxisShown | None) -> Text:
    """Return all that is said of an axis at the first moment, in one go."""
    reached, more = _reached(axis), _more(axis)
    if NOTHING in (reached, more):
        return more if reached == NOTHING else reached
    return message("pictures", "then_now_was_also", name=reached, also=more)


def _moved_words(then: AxisShown | None, now: AxisShown | None, labels: tuple[Text, Text]) -> Text:
    """Say in words where an axis stood and where it stands."""
    name = next(axis.name for axis in (now, then) if axis is not None)
    places = [message("pictures", "axes_absent") if axis is None else _place(axis) for axis in (then, now)]
    if places[0] == places[1]:
        return message("pictures", "then_now_same", name=name, place=places[0])
    return message(
        "pictures", "then_now_line", name=name, then=labels[0], was=places[0], now=labels[1], place=places[1]
    )


def _legend_of_two(tracks: Sequence[Track], labels: tuple[Text, Text]) -> Iterator[Legend]:
    """Yield the signs that are there, with what each means."""
    then, now = labels
    meanings = {
        ("at", ""): then,
        ("", "at"): now,
        ("at", "at"): message("pictures", "then_now_unmoved"),
        ("also", ""): message("pictures", "then_now_also", label=then),
        ("", "also"): message("pictures", "then_now_also", label=now),
    }
    marked = {(step.then, step.now) for track in tracks for step in track.steps}
    # Two signs on one step are explained apart, except where it is reached both times.
    apart = {one for was, is_ in marked - {("at", "at")} for one in ((was, ""), ("", is_))}
    there = apart | marked
    for (was, is_), meaning in meanings.items():
        if (was, is_) in there:
            yield meaning, Step(was, is_)
    if not all(track.known for track in tracks):
        yield message("pictures", "axes_open"), None
