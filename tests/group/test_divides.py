"""What divides a group and what of it matters is what trying every mixture of its answers shows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualifier.explanation.comparison import outcome_of
from qualifier.group.divides import GroupMap, Split, Voice, group_map
from qualifier.group.viewpoints import View
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.decisions import Decisions
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner
from tests.group.rooms import drawn_few, varied, views_of
from tests.reasoning.test_lookahead import any_rules
from tests.support import Completions, case_of, chance, options_of
from tests.support import outcome_of as outcome_left

CODES = {"session_no_viewpoint"}
HOUSE = {"house": "other", "work": "dug"}


def name(outcome: object) -> str:
    return f"{UNDETERMINED}.missing" if outcome == UNDETERMINED else str(outcome)


class Tried:
    """Every mixture of the voices of a group, one after the other."""

    def __init__(self, decisions: Decisions, worlds: Completions, views: tuple[View, ...]) -> None:
        self.decisions = decisions
        self.worlds = worlds
        self.voiced: dict[str, dict[str, set[str]]] = {}
        for view in views:
            for question, option in options_that_count(decisions, view.case.answers).items():
                self.voiced.setdefault(question, {}).setdefault(option, set()).add(view.label)
        self.mixtures = list(self.all())

    def all(self) -> Iterator[dict[str, str]]:
        ranges = [self.voiced.get(question, options) for question, options in self.worlds.options.items()]
        for chosen in product(*ranges):
            yield dict(zip(self.worlds.options, chosen, strict=True))

    def leads(self, whole: Mapping[str, str]) -> str:
        return name(self.worlds.found[frozenset(whole.items())])

    def possible(self, settled: Mapping[str, str]) -> frozenset[str]:
        return frozenset(self.leads(one) for one in self.mixtures if settled.items() <= one.items())

    def asked(self, question: str) -> bool:
        return any(question in options_that_count(self.decisions, case_of(one).answers) for one in self.mixtures)

    def matters(self, question: str) -> bool:
        options = self.voiced.get(question, self.worlds.options[question])
        return any(
            self.leads({**one, question: option}) != self.leads(one) for one in self.mixtures for option in options
        )


def held_against_every_mixture(found: GroupMap, tried: Tried) -> None:
    splits = {one.question: one for one in (*found.mattering, *found.aside)}
    split = {question: voices for question, voices in tried.voiced.items() if len(voices) > 1}

    assert found.possible == tried.possible({})
    assert {q: {v.option: set(v.labels) for v in one.voices} for q, one in splits.items()} == split
    for question, one in splits.items():
        assert one.matters == (one in found.mattering) == tried.matters(question), question
        assert (one.why_not is None) == one.matters
        assert one.why_not != "closed" or not tried.asked(question)
        assert one.leaves == {option: tried.possible({question: option}) for option in split[question]}, question
        speaking = set().union(*split[question].values())
        assert set(one.silent) == {view.label for view in found.views} - speaking
    nobody = tried.worlds.options.keys() - tried.voiced.keys()
    assert set(found.unknown) == {question for question in nobody if tried.matters(question)}
    assert all(one.expected <= other.expected for one, other in pairwise(found.mattering))


def test_in_the_small_rules_the_map_is_what_every_mixture_shows(small_reasoner: Reasoner) -> None:
    worlds, draw = Completions(small_reasoner.decisions), chance(51)
    mattering = 0
    for _ in range(250):
        views = views_of(*(drawn_few(worlds.options, draw) for _ in range(draw.randrange(1, 5))))
        found = group_map(small_reasoner, views)
        held_against_every_mixture(found, Tried(small_reasoner.decisions, worlds, views))
        mattering += len(found.mattering)
    assert mattering > 100


@settings(max_examples=40)
@given(any_rules, st.integers(0, 1000))
def test_in_any_rules_the_map_is_what_every_mixture_shows(base: RuleBase, seed: int) -> None:
    reasoner, draw = Reasoner(base), chance(seed)
    worlds = Completions(reasoner.decisions)
    for _ in range(3):
        views = views_of(*(drawn_few(worlds.options, draw) for _ in range(draw.randrange(2, 5))))
        held_against_every_mixture(group_map(reasoner, views), Tried(reasoner.decisions, worlds, views))


# --- on a few viewpoints that can be read ------------------------------------------------------------------


def only(found: tuple[Split, ...]) -> Split:
    assert len(found) == 1
    return found[0]


def test_a_question_that_splits_and_matters_says_who_and_what_each_answer_leaves(small_reasoner: Reasoner) -> None:
    found = group_map(
        small_reasoner,
        views_of({**HOUSE, "harvest": "shared"}, {**HOUSE, "harvest": "unsaid"}, {**HOUSE, "harvest": "shared"}, HOUSE),
    )
    split = only(found.mattering)

    assert split == Split(
        "harvest",
        (Voice("shared", ("A", "C")), Voice("unsaid", ("B",))),
        silent=("D",),
        matters=True,
        leaves={"shared": frozenset({"shared_garden"}), "unsaid": frozenset({"digging_together"})},
    )
    assert split.expected == Fraction(1)
    assert (found.possible, found.aside, found.unknown) == ({"shared_garden", "digging_together"}, (), ())


def test_the_question_whose_settling_leaves_least_by_the_weight_of_its_voices_comes_first(
    small_reasoner: Reasoner,
) -> None:
    """The house settles all for the two who say it is the same; the work leaves two outcomes whatever is said."""
    same, dug, talked = {"house": "same"}, {**HOUSE, "harvest": "shared"}, {"house": "other", "work": "talked"}
    found = group_map(small_reasoner, views_of(same, same, same, dug, talked))

    assert [(one.question, one.expected) for one in found.mattering] == [
        ("house", Fraction(7, 5)),
        ("work", Fraction(2)),
    ]
    assert [(one.outcome, one.labels) for one in found.held] == [
        ("household", ("A", "B", "C")),
        ("shared_garden", ("D",)),
        ("good_neighbours", ("E",)),
    ]


def test_answers_that_differ_without_changing_the_outcome_are_set_aside(small_reasoner: Reasoner) -> None:
    talked = {"house": "other", "work": "talked"}
    found = group_map(small_reasoner, views_of({**talked, "sign": "none"}, {**talked, "sign": "painted"}))

    split = only(found.aside)
    assert (split.question, split.why_not, found.mattering) == ("sign", "same", ())
    assert set(split.leaves.values()) == {frozenset({"good_neighbours"})}


def test_a_question_behind_a_branch_that_nobody_disputes_is_closed_for_all(small_reasoner: Reasoner) -> None:
    """Two did not know about the house, and went on to the garden; the third knows that it is one house."""
    found = group_map(small_reasoner, views_of({"work": "dug"}, {"work": "talked"}, {"house": "same"}))

    split = only(found.aside)
    assert (split.question, split.why_not, split.silent) == ("work", "closed", ("C",))
    assert found.possible == {"household"}


def test_a_question_is_closed_too_where_each_of_two_answers_that_split_closes_it(small_reasoner: Reasoner) -> None:
    """Since when is asked only where nothing was done: two did not know, and the others say two other things."""
    spring, years = {"house": "other", "since": "spring"}, {"house": "other", "since": "years"}
    talked, dug = {"house": "other", "work": "talked"}, {**HOUSE, "harvest": "shared"}
    found = group_map(small_reasoner, views_of(spring, years, talked, dug))

    assert (only(found.mattering).question, only(found.aside).question) == ("work", "since")
    assert only(found.aside).why_not == "closed"


def test_whoever_closed_a_branch_disagrees_on_what_closes_it_and_not_on_all_that_is_behind(
    small_reasoner: Reasoner,
) -> None:
    """What A had answered about the garden is set aside by A's own answer about the house."""
    found = group_map(small_reasoner, views_of({"house": "same", "work": "talked"}, {**HOUSE, "harvest": "shared"}))

    split = only(found.mattering)
    assert (split.question, found.aside) == ("house", ())
    assert split.leaves == {"same": frozenset({"household"}), "other": frozenset({"shared_garden"})}


def test_what_nobody_could_answer_and_still_matters_is_told(small_reasoner: Reasoner) -> None:
    found = group_map(small_reasoner, views_of(HOUSE, HOUSE))

    assert (found.mattering, found.aside, found.unknown) == ((), (), ("harvest",))


def test_what_was_put_to_nobody_comes_after_what_nobody_could_answer(small_reasoner: Reasoner) -> None:
    """A knows of digging, without the house; nobody was asked since when, as to all something had been done."""
    found = group_map(small_reasoner, views_of({"work": "dug"}, {"work": "talked"}))

    assert found.unknown == ("house", "harvest")
    opened = group_map(small_reasoner, views_of({"house": "same"}, {"house": "other"}))
    assert set(opened.unknown) == {"work", "harvest", "since"}


# --- whatever the group ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def groups(base: RuleBase, library: tuple[Scenario, ...]) -> list[tuple[View, ...]]:
    """Groups of five around one story each: the funder's agreement, the rewritten one, and others."""
    stories = {one.case.id: options_of(one.case) for one in library}
    chosen = ["c08_funder_convention", "c09_convention_rewritten", *sorted(stories)[20::9]]
    return [
        views_of(stories[story], *(varied(base, stories[story], chance(seed)) for seed in range(4))) for story in chosen
    ]


def test_no_mixture_drawn_by_lot_leads_where_the_map_says_none_does(
    reasoner: Reasoner, groups: list[tuple[View, ...]]
) -> None:
    draw, base = chance(52), reasoner.base
    for views in groups:
        found = group_map(reasoner, views)
        counting = [options_that_count(reasoner.decisions, view.case.answers) for view in views]
        for _ in range(40):
            mixed = {
                one: draw.choice([each[one] for each in counting if one in each] or [o.id for o in question.options])
                for one, question in base.questions.items()
            }
            counted = options_that_count(reasoner.decisions, case_of(mixed).answers)
            outcome = outcome_left(Outlook(reasoner.decisions, counted))
            assert name(outcome) in found.possible
            for split in found.mattering:
                assert name(outcome) in split.leaves.get(mixed[split.question], frozenset())
            for split in found.aside:
                other = {**mixed, split.question: draw.choice(split.voices).option}
                again = options_that_count(reasoner.decisions, case_of(other).answers)
                assert outcome_left(Outlook(reasoner.decisions, again)) == outcome


def test_each_viewpoint_holds_the_outcome_of_its_own_verdict(
    reasoner: Reasoner, groups: list[tuple[View, ...]]
) -> None:
    for views in groups:
        held = group_map(reasoner, views).held
        by_label = {label: one.outcome for one in held for label in one.labels}

        assert by_label == {view.label: outcome_of(reasoner.qualify(view.case)) for view in views}
        assert [len(one.labels) for one in held] == sorted((len(one.labels) for one in held), reverse=True)


def test_the_order_of_the_viewpoints_changes_nothing(reasoner: Reasoner, groups: list[tuple[View, ...]]) -> None:
    draw = chance(53)
    for views in groups:
        found = group_map(reasoner, views)
        shuffled = list(views)
        draw.shuffle(shuffled)

        assert group_map(reasoner, shuffled) == found


def test_where_all_answer_alike_nothing_splits(reasoner: Reasoner, library: tuple[Scenario, ...]) -> None:
    for scenario in library[::6]:
        found = group_map(reasoner, views_of(*[options_of(scenario.case)] * 5))

        assert (found.mattering, found.aside, found.separations) == ((), (), ())
        assert [one.labels for one in found.held] == [("A", "B", "C", "D", "E")]


def test_one_viewpoint_alone_has_its_map(reasoner: Reasoner, library: tuple[Scenario, ...]) -> None:
    for scenario in library[::6]:
        found = group_map(reasoner, views_of(options_of(scenario.case)))
        assert reasoner.ahead is not None
        counting = options_that_count(reasoner.decisions, scenario.case.answers)

        assert found.possible == {name(one) for one in reasoner.ahead.left(counting).possible}
        assert set(found.unknown) == reasoner.ahead.deciding(counting)
        assert (found.mattering, found.aside, found.separations) == ((), (), ())


def test_an_unknown_for_whatever_reason_is_silence(small_reasoner: Reasoner) -> None:
    disputed = Case("case", {**case_of(HOUSE).answers, "harvest": Answer(None, "disputed")})
    shared, unsaid = views_of({**HOUSE, "harvest": "shared"}, {**HOUSE, "harvest": "unsaid"})
    found = group_map(small_reasoner, [View("C", disputed), shared, unsaid])

    assert only(found.mattering).silent == ("C",)
    assert [(one.outcome, one.labels) for one in found.held] == [
        ("digging_together", ("B", "C")),
        ("shared_garden", ("A",)),
    ]


def test_after_the_letter_z_comes_another_round_of_letters(small_reasoner: Reasoner) -> None:
    views = [
        replace(view, label=label) for view, label in zip(views_of(HOUSE, HOUSE, HOUSE), ("A2", "B", "A"), strict=True)
    ]

    assert [view.label for view in group_map(small_reasoner, views).views] == ["A", "B", "A2"]


def test_without_any_viewpoint_there_is_nothing_to_compare(small_reasoner: Reasoner) -> None:
    with pytest.raises(FaultsFound) as found:
        group_map(small_reasoner, ())

    assert [one.code for one in found.value.faults] == ["session_no_viewpoint"]


def test_rules_too_large_for_their_diagrams_say_so(small_base: RuleBase) -> None:
    def too_large(decisions: Decisions) -> Lookahead:
        return look_ahead(decisions, most_nodes=64)

    with pytest.raises(FaultsFound) as found:
        group_map(Reasoner(small_base, too_large), views_of(HOUSE))

    assert [one.code for one in found.value.faults] == ["rules_too_large"]
