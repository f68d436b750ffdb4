"""How alike answers are: figures held against another program, and reasons where there is no figure.

The frozen figures were made with irrCAC 0.4.4 (Gwet's own formulas) and scipy, on the very answers written here; those
of the intervals with the same program, one unit left out after the other.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.explanation.agreement import Agreement, Interval, agreement, raw_agreement
from qualifier.knowledge.faults import FaultsFound
from tests.support import chance

# One line a person, one letter a unit; a point is an answer that is not known.
FOUR_WITH_HOLES = ("abccbadab...", "abccbbdabe.c", ".cccbcdbbea.", "abccbddabea.")
THREE = ("aabbccddab", "aabbccddba", "abbbccdcab")
NEARLY_ALL_ALIKE = ("aaaaaaaaab", "aaaaaaaabb", "aaaaaaabab", "aaaa.aaaab")
MOSTLY_HOLES = ("ab.c.a", "abb..b", "a.bc..", "..b.aa")
TWO_OVER_FIVE = ("aabba", "abbba")


def read(rows: Sequence[str]) -> list[list[str | None]]:
    return [[None if sign == "." else sign for sign in row] for row in rows]


def of(*rows: str) -> Agreement:
    width = max(map(len, rows))
    return agreement(read([row.ljust(width, ".") for row in rows]))


@pytest.mark.parametrize(
    ("rows", "raw", "alpha", "alpha_interval", "ac1", "ac1_interval"),
    [
        (FOUR_WITH_HOLES, 0.818181818, 0.743421053, (0.4174, 1.0), 0.775444068, (0.4998, 1.0)),
        (THREE, 0.733333333, 0.649546828, (0.3092, 0.9899), 0.646712463, (0.3247, 0.9687)),
        (NEARLY_ALL_ALIKE, 0.9, 0.616161616, (-0.8287, 1.0), 0.865771812, (0.6481, 1.0)),
        (MOSTLY_HOLES, 0.866666667, 0.769230769, (0.0846, 1.0), 0.806278027, (0.3097, 1.0)),
        (TWO_OVER_FIVE, 0.8, 0.64, (-0.3965, 1.0), 0.6, (-0.4452, 1.0)),
    ],
)
def test_the_figures_are_those_of_another_program(
    rows: tuple[str, ...],
    raw: float,
    alpha: float,
    alpha_interval: tuple[float, float],
    ac1: float,
    ac1_interval: tuple[float, float],
) -> None:
    found = of(*rows)

    assert (found.raw, found.alpha, found.ac1) == pytest.approx((raw, alpha, ac1), abs=1e-8)
    # Student's t is worked out from a series, which is right to three parts in ten thousand here.
    for interval, frozen in ((found.alpha_interval, alpha_interval), (found.ac1_interval, ac1_interval)):
        assert interval is not None
        assert (interval.low, interval.high) == pytest.approx(frozen, abs=6e-4)
    assert found.note == "complete"


@pytest.mark.parametrize(
    ("rows", "gwet"),
    [
        (FOUR_WITH_HOLES, (0.4608, 1.0)),
        (THREE, (0.3211, 0.9723)),
        (NEARLY_ALL_ALIKE, (0.6465, 1.0)),
    ],
)
def test_the_interval_of_ac1_is_close_to_the_one_that_its_author_gives(
    rows: tuple[str, ...], gwet: tuple[float, float]
) -> None:
    found = of(*rows).ac1_interval

    assert found is not None
    assert (found.low, found.high) == pytest.approx(gwet, abs=0.05)


def test_what_was_counted_is_told() -> None:
    found = of(*MOSTLY_HOLES)

    assert (found.units, found.raters, found.pairs, found.missing) == (5, 4, 11, 10)


@pytest.mark.parametrize(
    ("rows", "raw", "coefficients", "note"),
    [
        pytest.param((), None, False, "nothing", id="nobody"),
        pytest.param(("", ""), None, False, "nothing", id="two people and no unit"),
        pytest.param(("...", "..."), None, False, "nothing", id="only unknown answers"),
        pytest.param(("abab",), None, False, "one_rater", id="one person"),
        pytest.param(("abab", "...."), None, False, "one_rater", id="one person and one who knew nothing"),
        pytest.param(("ab..", "..ab"), None, False, "never_together", id="two people who answered different units"),
        pytest.param(("a", "a"), 1.0, False, "one_unit", id="one unit, alike"),
        pytest.param(("a", "b", "b"), 1 / 3, False, "one_unit", id="one unit, not alike"),
        pytest.param(("ab..", "b..."), 0.0, False, "one_unit", id="one unit that two people answered"),
        pytest.param(("aaaaaa", "aaaaaa"), 1.0, False, "one_category", id="the same answer everywhere"),
        pytest.param(("aaab", "aaa."), 1.0, False, "one_category", id="the same answer wherever two gave one"),
        pytest.param(("abab", "abba"), 0.5, True, "few_units", id="four units"),
        pytest.param(("ababab", "ababab"), 1.0, True, "all_alike", id="always alike, with two answers"),
        pytest.param(("aaaaab", "aaaaab", "aaaaaa"), 17 / 18 - 1 / 18, True, "one_decides", id="one unit stands out"),
    ],
)
def test_where_a_figure_would_mean_nothing_there_is_none_and_the_reason_is_given(
    rows: tuple[str, ...], raw: float | None, coefficients: bool, note: str
) -> None:
    found = agreement(read(rows))

    assert found.raw == (None if raw is None else pytest.approx(raw))
    assert (found.alpha is not None, found.ac1 is not None) == (coefficients, coefficients)
    assert (found.alpha_interval, found.ac1_interval) == (None, None)
    assert found.note == note


def test_an_unknown_answer_is_missing_and_not_one_more_category() -> None:
    one_more = of("abcab.", "abcab.", "abcba.")
    without = of("abcab", "abcab", "abcba")

    assert (one_more.raw, one_more.alpha, one_more.ac1) == (without.raw, without.alpha, without.ac1)
    assert (one_more.units, one_more.missing - without.missing) == (without.units, 3)


def test_when_one_answer_is_nearly_everywhere_alpha_falls_and_ac1_stays_by_the_raw_agreement() -> None:
    found = of(*NEARLY_ALL_ALIKE)

    assert found.raw is not None
    assert found.alpha is not None
    assert found.ac1 is not None
    assert found.alpha < 0.65 < 0.85 < found.ac1 < found.raw


@pytest.mark.parametrize(
    ("answers", "raw"),
    [
        ("", None),
        ("a", None),
        ("a..", None),
        ("aa", 1.0),
        ("ab", 0.0),
        ("aab", 1 / 3),
        ("aab.", 1 / 3),
        ("aabb", 1 / 3),
    ],
)
def test_raw_agreement_on_one_case_is_the_share_of_pairs_that_are_alike(answers: str, raw: float | None) -> None:
    found = raw_agreement([None if sign == "." else sign for sign in answers])

    assert found == (None if raw is None else pytest.approx(raw))


def test_raw_agreement_needs_no_library_and_the_coefficients_name_the_extra_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)

    assert raw_agreement(["a", "a"]) == 1.0
    assert of("a", "b").raw == 0.0
    with pytest.raises(FaultsFound) as found:
        of(*THREE)
    assert [one.code for one in found.value.faults] == ["extra_missing"]


SIGNS = st.sampled_from(["a", "b", "c", None])
RATINGS = st.integers(0, 9).flatmap(lambda units: st.lists(st.lists(SIGNS, min_size=units, max_size=units), max_size=5))


@given(RATINGS)
def test_whatever_is_answered_a_figure_is_a_number_or_nothing(ratings: list[list[str | None]]) -> None:
    found = agreement(ratings)
    figures = [one for one in (found.raw, found.alpha, found.ac1) if one is not None]
    intervals = [one for one in (found.alpha_interval, found.ac1_interval) if one is not None]

    assert not any(map(isnan, figures))
    assert all(-1 <= one <= 1 for one in figures)
    assert all(-1 <= one.low <= one.high <= 1 for one in intervals)
    assert (found.alpha is None) == (found.ac1 is None)
    assert (len(intervals) == 2) == (found.note == "complete")
    if found.alpha is not None and found.alpha_interval is not None:
        assert found.alpha_interval.low <= found.alpha <= found.alpha_interval.high


@given(RATINGS, st.randoms(use_true_random=False))
def test_neither_the_order_of_people_nor_that_of_units_nor_the_names_of_answers_count(
    ratings: list[list[str | None]], draw: random.Random
) -> None:
    ranks = list(range(len(ratings[0]) if ratings else 0))
    draw.shuffle(ranks)
    names = {"a": "c", "b": "a", "c": "b", None: None}
    shuffled = [[names[row[rank]] for rank in ranks] for row in ratings]
    draw.shuffle(shuffled)

    assert figures(agreement(shuffled)) == pytest.approx(figures(agreement(ratings)))


def figures(found: Agreement) -> dict[str, float]:
    intervals = [found.alpha_interval or Interval(9, 9), found.ac1_interval or Interval(9, 9)]
    values = [found.raw, found.alpha, found.ac1, *(end for one in intervals for end in (one.low, one.high))]
    return {str(rank): 9.0 if value is None else value for rank, value in enumerate(values)}


# --- what an interval promises -----------------------------------------------------------------------------


def drawn(draw: random.Random, units: int) -> list[list[str | None]]:
    """Answers of four people: one unit in seven is hard and answered by lot; elsewhere one answer in seven is wrong."""
    rows: list[list[str | None]] = [[] for _ in range(4)]
    for _ in range(units):
        right = draw.choice("aaabcd")
        hard = draw.random() < 1 / 7
        for row in rows:
            row.append(draw.choice("abcd") if hard or draw.random() < 1 / 7 else right)
    return rows


@pytest.mark.parametrize(("units", "least"), [(6, 0.88), (12, 0.9)])
def test_intervals_hold_the_true_figure_about_as_often_as_they_say(units: int, least: float) -> None:
    draw = chance(17)
    true = agreement_of_many(draw)
    held = {"alpha": 0, "ac1": 0}
    given_ = 0
    for _ in range(200):
        found = agreement(drawn(draw, units))
        if found.alpha_interval is None or found.ac1_interval is None:
            continue
        given_ += 1
        held["alpha"] += found.alpha_interval.low <= true["alpha"] <= found.alpha_interval.high
        held["ac1"] += found.ac1_interval.low <= true["ac1"] <= found.ac1_interval.high

    assert given_ > 170
    assert {name: share for name, count in held.items() if (share := count / given_) < least} == {}


def agreement_of_many(draw: random.Random) -> dict[str, float]:
    """The figures over so many units that chance hardly counts: the mean of thirty samples of eighty."""
    found = [agreement(drawn(draw, 80)) for _ in range(30)]
    return {
        "alpha": sum(one.alpha or 0 for one in found) / len(found),
        "ac1": sum(one.ac1 or 0 for one in found) / len(found),
    }
