"""The axes as tracks, at one moment and at two."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from qualifier.explanation.explain import AxisShown
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.report.document import Picture
from qualifier.report.pictures.axes import axes_picture, axes_then_now
from qualifier.report.pictures.drawing import ACCENT, INK, PLAIN, RIGHT, width_of
from qualifier.report.pictures.tracks import END
from qualifier.report.shared import axis_words
from qualifier.words import LANGS, Lang, Text
from tests.report.pictures.drawn import SVG, axis, lines, of_length, root, unsaid, written
from tests.support import Qualified

DATES = (Text("12 mars 2024", "12 March 2024"), Text("3 juin 2026", "3 June 2026"))


def rows(picture: Picture) -> list[ET.Element]:
    """The groups of the tracks: those that begin with the name of an axis in bold."""
    groups = [group for group in root(picture).findall(f"{SVG}g") if group[0].get("font-weight") == "bold"]
    for group in groups:
        group.attrib.clear()
    return groups


def shapes(row: ET.Element, fill: str | None = None) -> list[ET.Element]:
    """The dots and diamonds of a track, of one fill."""
    found = [one for one in row if one.tag == f"{SVG}circle" or (one.get("d") or "").endswith("Z")]
    return [one for one in found if fill is None or one.get("fill") == fill]


def half_of(diamond: ET.Element) -> float:
    """Half of the height of a diamond."""
    return float((diamond.get("d") or "").partition(" l")[2].partition(",")[0])


def reach_of(shape: ET.Element) -> tuple[float, float]:
    """The highest and the lowest point of a shape of a track, its stroke left out."""
    if shape.tag == f"{SVG}circle":
        y, radius = float(shape.get("cy", "0")), float(shape.get("r", "0"))
        return y - radius, y + radius
    path = shape.get("d") or ""
    ys = [float(y) for y in re.findall(r"(?<=[\d]),(-?[\d.]+)", path.partition(" l")[0].partition(" a")[0])]
    return min(ys), max(ys) + (2 * half_of(shape) if shape.get("stroke") == INK and path.endswith("Z") else 0)


def beside(row: ET.Element) -> list[ET.Element]:
    """The words of a track: its name, then what stands beside it; the names of its ends left out."""
    return [text for text in row.findall(f"{SVG}text") if text.get("font-size") != str(END.size)]


def words_of(row: ET.Element) -> list[str]:
    """What the words of a track say."""
    return [(text.text or "").replace("\u00a0", " ") for text in beside(row)]


def as_text(rows: list[ET.Element]) -> list[str]:
    return [ET.tostring(row, encoding="unicode").strip() for row in rows]


# --- one moment --------------------------------------------------------------------------------------------


def test_every_axis_of_every_scenario_is_drawn_and_told_with_its_place(library_verdicts: dict[str, Qualified]) -> None:
    missing = {}
    for name, found in library_verdicts.items():
        axes = found.explained.axes
        names = [axis.name for axis in axes]
        places = [dict(axis.steps)[axis.at] if axis.at else axis_words(axis) for axis in axes]
        also = [dict(axis.steps)[step] for axis in axes if axis.at for step in axis.also]
        missing[name] = unsaid(axes_picture(axes), [*names, *places, *also])

    assert len(missing) > 80
    assert {name: found for name, found in missing.items() if found} == {}


def test_a_track_has_a_dot_a_step_and_the_one_reached_is_filled() -> None:
    (row,) = rows(axes_picture((axis("b"),)))

    assert len(row.findall(f"{SVG}circle")) == 4
    assert [row.findall(f"{SVG}circle").index(one) for one in shapes(row, ACCENT)] == [1]
    assert words_of(row) == ["Un axe", "pas b"]


def test_the_names_of_both_ends_stand_small_under_them() -> None:
    (row,) = rows(axes_picture((axis("b"),)))
    ends = [text for text in row.findall(f"{SVG}text") if text.get("font-size") == str(END.size)]
    dots = row.findall(f"{SVG}circle")

    assert [text.text for text in ends] == ["pas a", "pas d"]
    assert [text.get("text-anchor") for text in ends] == [None, "end"]
    assert all(float(text.get("y", "0")) > float(dots[0].get("cy", "0")) + 7 for text in ends)
    assert float(ends[0].get("x", "0")) < float(dots[0].get("cx", "0"))
    assert float(ends[1].get("x", "0")) > float(dots[-1].get("cx", "0"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_ends_of_every_axis_of_the_rules_hold_on_one_line(base: RuleBase, lang: Lang) -> None:
    names = {axis.id: {level.id: level.name.to(lang) for level in axis.levels} for axis in base.axes.values()}
    ends = {axis.id: [names[axis.id][axis.shown[rank]] for rank in (0, -1)] for axis in base.axes.values()}
    shown = tuple(
        AxisShown(axis.id, axis.name, tuple((one.id, one.name) for one in axis.levels), None, (), settled=False)
        for axis in base.axes.values()
    )
    ordered = tuple(
        replace(one, steps=tuple((step, dict(one.steps)[step]) for step in base.axes[one.id].shown)) for one in shown
    )
    drawn = set(lines(axes_picture(ordered), lang))

    assert {axis for axis, found in ends.items() if not set(found) <= drawn} == set()


def test_what_holds_as_well_is_half_filled_and_said() -> None:
    picture = axes_picture((axis("b", ("d",)),))
    (row,) = rows(picture)

    assert len(shapes(row, ACCENT)) == 2
    assert "aussi : pas d" in lines(picture)
    assert "« pas b » (point 2 sur 4), et aussi « pas d » (point 4)" in picture.alt.fr


@pytest.mark.parametrize(("settled", "words"), [(False, "reste à savoir"), (True, "pas demandé")])
def test_an_open_axis_is_dotted_and_says_why(settled: bool, words: str) -> None:
    picture = axes_picture((axis(None, settled=settled),))
    (row,) = rows(picture)

    assert shapes(row, ACCENT) == []
    assert [one for one in row if one.tag != f"{SVG}text" and one.get("stroke-dasharray") is None] == []
    assert words in written(picture).replace("resteàsavoir", "reste à savoir").replace("pasdemandé", "pas demandé")
    assert words in picture.alt.fr


def test_neither_end_of_a_track_is_said_or_shown_to_be_better() -> None:
    picture = axes_picture((axis("a"), axis("d"), axis(None)))
    fills = {one.get("fill") for one in root(picture).iter()} - {None}
    mirrored = axes_picture(tuple(replace(one, steps=one.steps[::-1]) for one in (axis("a"), axis("d"))))

    assert fills == {"#ffffff", ACCENT, "#1f2430", "#4a5262"}
    assert len(shapes(rows(picture)[0], ACCENT)) == len(shapes(rows(mirrored)[0], ACCENT)) == 1
    assert all("n'est pas un classement" in text for text in (picture.alt.fr, " ".join(lines(picture))))


def test_the_track_of_an_axis_does_not_change_with_what_does_not_concern_it() -> None:
    plain = as_text(rows(axes_picture((axis("b", ("a", "d")),))))
    others = (
        axes_picture((replace(axis("b", ("a", "d")), settled=True),)),
        axes_picture((replace(axis("b", ("a", "d")), id="another"),)),
        axes_picture((axis("b", ("d", "b", "a", "a")),)),
        axes_picture((axis("b", ("a", "d", "unheard_of")),)),
    )

    assert [as_text(rows(other)) for other in others] == [plain] * len(others)
    assert as_text(rows(axes_picture((axis(None), axis("b", ("a", "d")), axis("c")))))[1:2] == plain


def test_the_legend_explains_the_signs_that_are_there_and_no_other() -> None:
    assert "vaut aussi" not in lines(axes_picture((axis("b"),)))
    assert "vaut aussi" in lines(axes_picture((axis("b", ("a",)),)))
    assert "pas connu, ou pas demandé" not in lines(axes_picture((axis("b"),)))
    assert "pas connu, ou pas demandé" in lines(axes_picture((axis("b"), axis(None))))


@pytest.mark.parametrize("lang", LANGS)
def test_the_legend_takes_one_line_whatever_signs_there_are(lang: Lang) -> None:
    drawn = root(axes_picture((axis("b", ("a",)), axis(None))), lang)
    places = [one.get("transform", "") for one in drawn.findall(f"{SVG}g") if one[0].get("font-weight") is None]

    assert len(places) == 4
    assert len({place.partition(",")[2] for place in places}) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_nine_axes_take_a_third_of_a_page_at_most(library_verdicts: dict[str, Qualified], lang: Lang) -> None:
    heights = {
        name: float(root(axes_picture(found.explained.axes), lang).get("height", "0"))
        for name, found in library_verdicts.items()
    }

    assert {len(found.explained.axes) for found in library_verdicts.values()} == {9}
    assert {name: height for name, height in heights.items() if height > 385} == {}
    assert sorted(heights.values())[len(heights) // 2] < 358


def test_the_words_of_a_track_stand_in_a_column_beside_it_on_its_own_line() -> None:
    picture = axes_picture((axis("b"), axis("d", ("a",)), axis(None), axis(None, settled=True)))
    found = rows(picture)
    words = [beside(row)[1] for row in found]

    assert [words_of(row)[1] for row in found] == ["pas b", "pas d", "reste à savoir", "pas demandé : le nom"]
    assert [one.get("font-weight") for one in words] == ["bold", "bold", None, None]
    assert len({one.get("x") for one in words}) == 1
    assert {text.get("y") for row in found for text in beside(row)[:2]} == {words[0].get("y")}
    assert all(
        float(words[0].get("x", "0")) > float(dot.get("cx", "0")) + 7 for dot in root(picture).iter(f"{SVG}circle")
    )


def test_what_holds_as_well_goes_below_where_the_line_has_no_room_for_it() -> None:
    long = replace(axis("a", ("b",)), steps=(("a", of_length(24)), ("b", of_length(22))))
    (row,) = rows(axes_picture((long,)))
    reached, also = beside(row)[1:]

    assert (reached.get("font-weight"), also.get("font-weight")) == ("bold", None)
    assert also.get("x") == reached.get("x")
    assert float(also.get("y", "0")) > float(reached.get("y", "0"))


# --- two moments -------------------------------------------------------------------------------------------


def test_what_moved_has_two_shapes_and_an_arrow_and_what_did_not_is_drawn_once() -> None:
    picture = axes_then_now((axis("a"), axis("b", id_="still")), (axis("c"), axis("b", id_="still")), DATES)
    moved, still = rows(picture)

    def arches(row: ET.Element) -> int:
        return sum("Q" in (one.get("d") or "") for one in row)

    assert (arches(moved), arches(still)) == (1, 0)
    assert words_of(moved) == ["Un axe", "pas a →", "pas c"]
    assert words_of(still) == ["Un axe", "pas b"]
    assert "Un axe : « pas a » (point 1 sur 4) (12 mars 2024) ; puis « pas c » (point 3 sur 4)" in picture.alt.fr
    assert "Un axe, sans changement : « pas b » (point 2 sur 4)." in picture.alt.fr


def test_the_two_moments_are_named_in_the_legend_the_title_and_the_words() -> None:
    picture = axes_then_now((axis("a"),), (axis("c"),), DATES)

    for lang in LANGS:
        for date in DATES:
            assert date.to(lang) in lines(picture, lang)
            assert date.to(lang) in picture.caption.to(lang)
            assert date.to(lang) in picture.alt.to(lang)


def test_going_back_is_drawn_as_going_on_is() -> None:
    def directions(picture: Picture) -> list[list[str | None]]:
        return [[one.get("stroke") for one in row if "Q" in (one.get("d") or "")] for row in rows(picture)]

    there = axes_then_now((axis("a"),), (axis("c"),), DATES)
    back = axes_then_now((axis("c"),), (axis("a"),), DATES)

    assert directions(there) == directions(back)
    assert there.svg != back.svg


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (axis(None), axis("c"), ["reste à savoir →", "pas c"]),
        (axis("c"), axis(None, settled=True), ["pas c →", "pas demandé : le nom n'en dépend pas"]),
        (axis(None), axis(None), ["reste à savoir"]),
        (axis(None), axis(None, settled=True), ["reste à savoir →", "pas demandé : le nom n'en dépend pas"]),
    ],
)
def test_what_is_open_at_one_moment_is_said_in_its_place(then: AxisShown, now: AxisShown, said: list[str]) -> None:
    (row,) = rows(axes_then_now((then,), (now,), DATES))

    assert " ".join(words_of(row)) == " ".join(["Un axe", *said])


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (axis("a", ("b",)), axis("c", ("d",)), ["pas a (aussi : pas b) →", "pas c", "aussi : pas d"]),
        (axis("a", ("b",)), axis("a"), ["pas a (aussi : pas b) →", "pas a"]),
        (axis("a", ("b",)), axis("a", ("b",)), ["pas a", "aussi : pas b"]),
    ],
)
def test_what_held_as_well_is_said_of_its_moment(then: AxisShown, now: AxisShown, said: list[str]) -> None:
    (row,) = rows(axes_then_now((then,), (now,), DATES))

    assert " ".join(words_of(row)) == " ".join(["Un axe", *said])


def test_what_held_as_well_at_one_moment_is_drawn_and_told() -> None:
    picture = axes_then_now((axis("a", ("b",)),), (axis("c", ("d",)),), DATES)
    (row,) = rows(picture)

    assert len(shapes(row, ACCENT)) == len(shapes(row, INK)) + 1 == 2
    assert {"vaut aussi : 12 mars 2024", "vaut aussi : 3 juin 2026"} <= set(lines(picture))
    assert "et aussi « pas b » (point 2) (12 mars 2024)" in picture.alt.fr


def test_what_was_is_quiet_and_what_is_stands_out_below_it_in_the_column_of_the_words() -> None:
    (row,) = rows(axes_then_now((axis("a"),), (axis("d"),), DATES))
    _, was, reached = beside(row)

    assert (was.get("font-weight"), reached.get("font-weight")) == (None, "bold")
    assert was.get("x") == reached.get("x")
    assert float(was.get("y", "0")) < float(reached.get("y", "0"))


@pytest.mark.parametrize("length", range(36, 100, 4))
def test_the_arrow_stays_at_the_end_of_a_long_name_and_on_the_sheet(length: int) -> None:
    then, now = (replace(axis(at), steps=(("a", of_length(length)), ("b", of_length(20)))) for at in "ab")
    (row,) = rows(axes_then_now((then,), (now,), DATES))
    was = [text for text in beside(row)[1:] if text.get("font-weight") is None]
    words = [text.text or "" for text in was]

    assert [line.endswith(" →") for line in words] == [False] * (len(was) - 1) + [True]
    assert words[-1] != " →"
    assert max(width_of(line, PLAIN) for line in words) <= RIGHT - float(was[0].get("x", "0"))


def test_what_was_is_seen_around_what_is_on_every_step() -> None:
    kinds = [(then, now) for then in (("a", "b"), ("b", "a")) for now in (("a", "b"), ("b", "a"))]
    for (then, then_also), (now, now_also) in kinds:
        (row,) = rows(axes_then_now((axis(then, (then_also,)),), (axis(now, (now_also,)),), DATES))
        halves = [half_of(one) for one in shapes(row) if one.get("stroke") == INK]
        radii = [float(one.get("r", "0")) for one in shapes(row) if ACCENT in (one.get("fill"), one.get("stroke"))]

        assert len(halves) == 2
        # A diamond is seen all around a disc when its sides, nearer than its corners, are off its edge.
        assert min(halves) / 2**0.5 > max(radii)


def test_no_sign_and_no_arch_reaches_the_lines_between_tracks() -> None:
    before = tuple(
        axis(at, also, id_=f"{rank}") for rank, (at, also) in enumerate((("a", "b"), ("b", "a"), ("d", "c")))
    )
    after = (axis("a", ("c",), id_="0"), axis("d", ("b",), id_="1"), axis("a", ("d",), id_="2"))
    drawn = root(axes_then_now(before, after, DATES))
    tops = [float(one.get("transform", ",0)").partition(",")[2][:-1]) for one in drawn.findall(f"{SVG}g")[:3]]
    hairs = [float((one.get("d") or "").partition(",")[2].partition(" ")[0]) for one in drawn.findall(f"{SVG}path")]

    assert hairs[:2] == tops[1:]
    for group, height in zip(
        drawn.findall(f"{SVG}g"), (hair - top for hair, top in zip(hairs, tops, strict=True)), strict=False
    ):
        roofs, floors = zip(*(reach_of(one) for one in group if one.tag != f"{SVG}text"), strict=True)
        assert min(roofs) >= 1.5
        assert max(floors) <= height - 1.5


def test_words_keep_away_from_the_largest_sign_at_the_end_of_a_track() -> None:
    (row,) = rows(axes_then_now((axis("d"),), (axis("d"),), DATES))
    (diamond,) = (one for one in shapes(row) if one.get("stroke") == INK)
    corner = float((diamond.get("d") or "")[1:].partition(",")[0]) + half_of(diamond)

    assert float(row.findall(f"{SVG}text")[1].get("x", "0")) >= corner + 10


def test_only_what_moved_takes_more_height() -> None:
    def height(now: str) -> float:
        return float(
            root(axes_then_now((axis("a"), axis("b", id_="two")), (axis(now), axis("b", id_="two")), DATES)).get(
                "height", "0"
            )
        )

    assert 10 < height("c") - height("a") < 25


@pytest.mark.parametrize("lang", LANGS)
def test_a_relationship_that_moved_on_half_of_its_axes_takes_half_a_page_at_most(
    library_verdicts: dict[str, Qualified], lang: Lang
) -> None:
    then, now = (
        library_verdicts[name].explained.axes for name in ("c19_football_project", "c20_football_two_years_on")
    )
    picture = axes_then_now(then, now, DATES)

    assert float(root(picture, lang).get("height", "0")) <= 520


def test_axes_and_steps_that_only_older_rules_had_are_kept() -> None:
    older = replace(axis("e", id_="gone"), steps=(*axis().steps, ("e", Text("pas e", "step e"))))
    newer = replace(axis("a"), id="gone")
    alone = replace(axis("b", id_="alone"), name=Text("Ancien axe", "Former axis"))
    picture = axes_then_now((older, alone), (newer,), DATES)

    assert lines(picture)[:5] == ["Un axe", "pas e →", "pas a", "pas a", "pas e"]
    assert lines(picture)[5:8] == ["Ancien axe", "pas b →", "axe absent des règles"]
    assert "axe absent des règles" in picture.alt.fr


def test_scenarios_that_follow_one_another_are_drawn_in_full(
    base: RuleBase, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    drawn = list(library_verdicts.values())
    for before, after in zip(drawn[::4], drawn[1::4], strict=False):
        axes = (*before.explained.axes, *after.explained.axes)
        picture = axes_then_now(before.explained.axes, after.explained.axes, DATES)
        assert unsaid(picture, [dict(axis.steps)[axis.at] for axis in axes if axis.at]) == []
