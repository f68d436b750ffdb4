"""What would change a verdict, in words: complete in both languages, never a percentage, and true."""

from dataclasses import replace

import pytest

from qualifier.explanation.prospects import Prospects, outcome_name
from qualifier.knowledge.cases import SECOND_HAND, Answer, Case, Evidence, Note, Scenario
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import Text, join, message
from tests.support import (
    Completions,
    Qualified,
    case_of,
    chance,
    drawn_options,
    marked,
    options_of,
    outcome_of,
    texts,
)

DUG = {"house": "other", "work": "dug", "harvest": "shared"}


def prospects(reasoner: Reasoner, case: Case) -> Prospects:
    changes = reasoner.changes(case)
    assert changes is not None
    return Prospects(changes, case)


@pytest.fixture(scope="module")
def cases(base: RuleBase, library: tuple[Scenario, ...], drawn_verdicts: tuple[Qualified, ...]) -> tuple[Case, ...]:
    """A quarter of the library, whole and cut short, with marks drawn by lot; and some answers drawn by lot."""
    draw = chance(61)
    found: list[Case] = []
    for scenario in library[::4]:
        options = options_of(scenario.case)
        short = dict(list(options.items())[: draw.randrange(1, len(options) + 1)])
        found += [scenario.case, case_of(options, marked(options, draw)), case_of(short, marked(short, draw))]
    return (*found, *(drawn.case for drawn in drawn_verdicts[::12]))


@pytest.fixture(scope="module")
def all_prospects(reasoner: Reasoner, cases: tuple[Case, ...]) -> tuple[Prospects, ...]:
    return tuple(prospects(reasoner, case) for case in cases)


def test_every_sentence_is_whole_in_both_languages(base: RuleBase, all_prospects: tuple[Prospects, ...]) -> None:
    count = 0
    for rank, found in enumerate(all_prospects):
        path = found.path("coordination") if rank % 5 == 0 else None
        for text in texts((found.ways, found.solidity, found.observations, found.not_asked, found.tensions, path)):
            count += 1
            assert text.fr.strip(), text
            assert text.en.strip(), text
            assert not {"{", "}"} & {*text.fr, *text.en}, text
    assert count > 5_000


def test_how_firm_a_verdict_is_is_never_a_percentage(all_prospects: tuple[Prospects, ...]) -> None:
    seen = set()
    for found in all_prospects:
        if found.solidity is not None:
            said = (found.solidity.text, found.solidity.counted)
            assert "%" not in join(said).fr + join(said).en
            assert str(found.solidity.changes) in found.solidity.counted.en
            assert 0 <= found.solidity.unchanged <= found.solidity.changes
            seen.add(min(len(found.solidity.pivots), 2))
    assert {1, 2} <= seen


def test_there_is_something_firm_or_something_to_find_out_never_both(all_prospects: tuple[Prospects, ...]) -> None:
    for found in all_prospects:
        assert (found.solidity is None) == bool(found.observations), found.case.id


def test_what_is_known_at_second_hand_comes_first_among_the_answers_a_verdict_rests_on(
    all_prospects: tuple[Prospects, ...],
) -> None:
    mixed = 0
    for found in all_prospects:
        pivots = found.solidity.pivots if found.solidity else ()
        marks = [found.case.answers[pivot.question].evidence in SECOND_HAND for pivot in pivots]

        assert [pivot.second_hand for pivot in pivots] == sorted(marks, reverse=True)
        mixed += len(set(marks)) == 2
    assert mixed


def test_each_finding_names_what_it_leads_to(base: RuleBase, all_prospects: tuple[Prospects, ...]) -> None:
    for found in all_prospects:
        possible = found.changes.possible
        pivots = found.solidity.pivots if found.solidity else ()
        for one in (*pivots, *found.observations):
            for finding in one.findings:
                labels = [base.questions[one.question].option(option).label.en for option in finding.options]
                alone = finding.text == message("verdict", "rules_out_alone")
                assert alone == (len(labels) == len(base.questions[one.question].options))
                assert alone or all(label in finding.text.en for label in labels)
                names = [outcome_name(base, outcome).en for outcome in finding.outcomes]
                out = [outcome_name(base, outcome).en for outcome in possible - {*finding.outcomes}]
                assert (
                    all(name in finding.text.en for name in names)
                    or str(len(names)) in finding.text.en
                    or all(name in finding.text.en for name in out)
                ), finding


def test_the_ways_to_usual_confusions_come_first_and_each_step_says_what_was_answered(
    base: RuleBase, all_prospects: tuple[Prospects, ...]
) -> None:
    for found in all_prospects:
        form = found.changes.outcome or UNDETERMINED
        near = list(base.forms[form].confusions) if form in base.forms else []
        ranks = [near.index(way.outcome) if way.outcome in near else len(near) for way in found.ways]
        assert ranks == sorted(ranks)
        for way in found.ways:
            for step in way.steps:
                answer = found.case.answers.get(step.question)
                assert (step.now is not None) == (answer is not None and answer.option is not None)
                assert way.within_reach <= step.within_reach


def test_what_was_not_asked_would_really_have_changed_nothing(
    base: RuleBase, reasoner: Reasoner, all_prospects: tuple[Prospects, ...]
) -> None:
    draw = chance(62)
    for found in all_prospects[::2]:
        for question in (one for group in found.not_asked for one in group.questions):
            rest = {**drawn_options(base, draw), **found.changes.counting}
            ends = [{**rest, question: option.id} for option in base.questions[question].options]
            counting = (options_that_count(reasoner.decisions, case_of(end).answers) for end in ends)
            assert len({outcome_of(Outlook(reasoner.decisions, options)) for options in counting}) == 1, question


def test_each_question_is_answered_or_may_decide_or_is_told_once_as_not_asked(
    base: RuleBase, all_prospects: tuple[Prospects, ...]
) -> None:
    for found in all_prospects:
        told = [one for group in found.not_asked for one in group.questions]
        deciding = found.changes.ahead.deciding(found.changes.counting)
        rest = base.questions.keys() - options_of(found.case).keys() - deciding

        assert sorted(told) == sorted(rest)
        assert len({group.reason for group in found.not_asked}) == len(found.not_asked)


def test_in_the_small_rules_what_was_not_asked_changes_no_completion(small_reasoner: Reasoner) -> None:
    worlds = Completions(small_reasoner.decisions)
    for options in worlds.partial():
        found = prospects(small_reasoner, case_of(options))
        told = {one for group in found.not_asked for one in group.questions}

        assert told == worlds.options.keys() - options.keys() - worlds.deciding(found.changes.counting)


def test_why_a_question_was_not_asked_is_said_with_the_fact_that_closed_it(small_reasoner: Reasoner) -> None:
    def reasons(**options: str) -> dict[str, tuple[str, ...]]:
        return {one.reason.en: one.questions for one in prospects(small_reasoner, case_of(options)).not_asked}

    assert reasons(house="other", work="talked") == {
        "Whatever the answer, it would still be: good neighbours.": ("sign",),
        "Beside the point, since: You talked.": ("since", "harvest"),
    }
    (beside, _) = reasons(house="other", work="nothing", since="years")
    assert beside.endswith("an alert, a next step or a trait.")
    assert reasons(house="same") == {
        "Whatever the answer, it would still be: a household.": ("sign",),
        "Beside the point, since: It is the same house.": ("work", "since", "harvest"),
    }


def test_what_a_verdict_rests_on_and_what_leads_elsewhere_in_the_small_rules(small_reasoner: Reasoner) -> None:
    found = prospects(small_reasoner, case_of(DUG, {"harvest": "told"}))

    assert found.solidity is not None
    assert [pivot.question for pivot in found.solidity.pivots] == ["harvest", "house", "work"]
    assert found.solidity.text.en.startswith("This conclusion rests on 3 answers")
    assert found.solidity.pivots[0].findings[0].text.en == "if it is “Nothing had been said”: a helping hand"
    assert found.ways[0].outcome == "digging_together"
    assert (found.ways[0].steps[0].now, found.ways[0].within_reach) == (
        Text("« Oui, on en avait convenu »", "“Yes, as agreed”"),
        True,
    )
    assert found.path("shared_garden") is not None
    assert found.path("shared_garden").steps == ()  # type: ignore[union-attr]


def test_what_to_find_out_says_who_could_tell_and_what_was_told_comes_first(small_reasoner: Reasoner) -> None:
    case = Case("c", {"house": Answer(unknown="not_asked"), "work": Answer("dug")}, skipped=("harvest",))
    found = prospects(small_reasoner, case).observations

    assert [(one.question, one.told, one.could_tell.en) for one in found] == [
        ("house", True, "the land register"),
        ("harvest", True, "the baskets"),
    ]
    assert [finding.text.en for finding in found[0].findings] == [
        "if it is “Yes, the same”: a household",
        "if it is “No, another”, still to be chosen: shared garden or a helping hand",
    ]


TENSE = {"last_joint_act": "talked", "way_of_acting": "together"}


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (None, None),
        (Note("kept"), "Both kept."),
        (Note("kept", "two years ago"), "Both kept: “two years ago”"),
        (Note("ask"), "To be asked of colleagues."),
    ],
)
def test_answers_that_sit_ill_together_are_quoted_with_what_was_decided(
    base: RuleBase, reasoner: Reasoner, note: Note | None, said: str | None
) -> None:
    open_case = case_of({"other_side": "other_organisation", "money": "no_flow", "authority_line": "none", **TENSE})
    case = replace(open_case, notes={"together_yet_only_talked": note} if note else {})
    (tension,) = prospects(reasoner, case).tensions

    assert tension.id == "together_yet_only_talked"
    assert (tension.note.en if tension.note else None) == said
    for quoted, (question, option) in zip(tension.answers, TENSE.items(), strict=True):
        asked = base.questions[question]
        for lang in ("fr", "en"):
            assert asked.ask.to(lang) in quoted.to(lang)  # type: ignore[arg-type]
            assert asked.option(option).label.to(lang) in quoted.to(lang)  # type: ignore[arg-type]


def test_the_marks_of_evidence_change_no_way_and_no_path(reasoner: Reasoner, library: tuple[Scenario, ...]) -> None:
    for scenario in library[::12]:
        options = options_of(scenario.case)
        marks: dict[str, Evidence] = dict.fromkeys(options, "felt")
        plain, felt = prospects(reasoner, case_of(options)), prospects(reasoner, case_of(options, marks))

        assert plain.ways == felt.ways
        assert plain.path("coordination") == felt.path("coordination")
