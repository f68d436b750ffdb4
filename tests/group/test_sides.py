"""Where sides answer apart is told, whether or not the outcome depends on it."""

from collections import defaultdict

from qualifier.group.sides import Asymmetry, asymmetries
from qualifier.knowledge.cases import Scenario
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner
from tests.group.rooms import sided, varied
from tests.support import chance, options_of

GARDEN = {"house": "other", "work": "dug"}


def test_an_answer_that_no_other_side_gives_is_an_asymmetry_those_that_matter_first(small_reasoner: Reasoner) -> None:
    found = asymmetries(
        small_reasoner,
        sided(
            ("south", {**GARDEN, "sign": "none", "harvest": "shared"}),
            ("north", {**GARDEN, "sign": "painted", "harvest": "unsaid"}),
            ("north", {**GARDEN, "harvest": "unsaid"}),
        ),
    )

    assert found == (
        Asymmetry("harvest", {"north": ("unsaid",), "south": ("shared",)}, matters=True),
        Asymmetry("sign", {"north": ("painted",), "south": ("none",)}, matters=False),
    )


def test_where_one_person_of_a_side_says_what_the_other_side_says_there_is_none(small_reasoner: Reasoner) -> None:
    shared, unsaid = {**GARDEN, "harvest": "shared"}, {**GARDEN, "harvest": "unsaid"}

    assert asymmetries(small_reasoner, sided(("south", shared), ("north", unsaid), ("north", shared))) == ()


def test_a_side_may_be_divided_within_and_still_share_nothing_with_the_other(small_reasoner: Reasoner) -> None:
    views = sided(
        ("north", {**GARDEN}), ("north", {**GARDEN, "work": "talked"}), ("south", {**GARDEN, "work": "nothing"})
    )

    (found,) = asymmetries(small_reasoner, views)
    assert found == Asymmetry("work", {"north": ("talked", "dug"), "south": ("nothing",)}, matters=True)


def test_a_side_that_does_not_know_says_nothing(small_reasoner: Reasoner) -> None:
    views = sided(("south", {**GARDEN, "harvest": "shared"}), ("north", GARDEN))
    third = sided(
        ("south", {**GARDEN, "harvest": "shared"}), ("north", {**GARDEN, "harvest": "unsaid"}), ("west", GARDEN)
    )

    assert asymmetries(small_reasoner, views) == ()
    assert [dict(one.says) for one in asymmetries(small_reasoner, third)] == [
        {"north": ("unsaid",), "south": ("shared",)}
    ]


def test_answers_set_aside_by_ones_own_answers_are_not_a_side_s_word(small_reasoner: Reasoner) -> None:
    views = sided(("south", {"house": "same", "work": "talked"}), ("north", {**GARDEN, "harvest": "shared"}))

    assert [one.question for one in asymmetries(small_reasoner, views)] == ["house"]


def test_a_viewpoint_without_a_side_counts_for_what_matters_only(small_reasoner: Reasoner) -> None:
    talked = {"house": "other", "work": "talked"}
    two = sided(("south", {**talked, "sign": "none"}), ("north", {**talked, "sign": "painted"}))
    more = sided((None, {**GARDEN, "sign": "none", "harvest": "shared"}))

    assert asymmetries(small_reasoner, (*two, *more)) == asymmetries(small_reasoner, two)
    assert asymmetries(small_reasoner, sided((None, talked), ("north", GARDEN))) == ()


def test_with_a_story_a_side_every_asymmetry_is_one_and_none_is_missed(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    """Each side sees another of these stories: the funder's agreement, the rewritten one, the one never used."""
    cases = {one.case.id: options_of(one.case) for one in library}
    stories = [
        cases[f"c{name}"] for name in ("08_funder_convention", "09_convention_rewritten", "08b_convention_never_used")
    ]
    met = 0
    for seed in range(12):
        views = sided(
            *(("ABC"[n % 3], varied(reasoner.base, stories[n % 3], chance(70 + 6 * seed + n))) for n in range(6))
        )
        said: dict[str, dict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
        for view in views:
            for question, option in options_that_count(reasoner.decisions, view.case.answers).items():
                said[question][view.side].add(option)
        wanted = {
            question: sides
            for question, sides in said.items()
            if len(sides) > 1 and sum(map(len, sides.values())) == len(set().union(*sides.values()))
        }
        found = asymmetries(reasoner, views)

        assert {one.question: {side: set(options) for side, options in one.says.items()} for one in found} == wanted
        assert [one.matters for one in found] == sorted((one.matters for one in found), reverse=True)
        met += len(found)
    assert met > 10
