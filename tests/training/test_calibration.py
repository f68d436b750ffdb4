"""A team answers the same scenarios, talks, answers again: what the figures say of questions, and never of people."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from qualifier.knowledge.cases import Answer, Scenario
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import Document, Heading, Listing, Paragraph, Table
from qualifier.report.media import Medium, rendered
from qualifier.training.calibration import Calibration, QuestionFound, Rating, RoundFound, calibration
from qualifier.training.calibration_record import Run, calibration_from, calibration_text
from qualifier.training.calibration_report import calibration_report
from qualifier.words import LANGS, NOTHING, Text, message
from tests.support import LEADS_ON, chance, texts

CODES = {
    "rating_doubled",
    "rater_not_letter",
    "scenario_unknown",
    "rating_unread",
    "record_damaged",
    "record_newer",
}
NAMES = (
    "s03_wednesday_slot",
    "s04_workshops_for_the_grant",
    "s05_sixty_kilometres",
    "s07_the_garden_behind_the_home",
    "s16_vaccination_mornings",
    "s18_before_the_bailiff",
)
SIX = "ABCDEF"
Changes = Mapping[str, Answer]


@pytest.fixture(scope="module")
def scenarios(library: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
    known = {one.case.id: one for one in library}
    return tuple(known[name] for name in NAMES)


def told(scenario: Scenario, rater: str, number: int = 1, changes: Changes | None = None) -> Rating:
    """The answers of the library with some of them changed."""
    case = replace(scenario.case, answers={**scenario.case.answers, **(changes or {})})
    return Rating(rater, scenario.case.id, number, case)


def everybody(
    scenarios: Sequence[Scenario], raters: str = SIX, number: int = 1, changes: Mapping[str, Changes] | None = None
) -> list[Rating]:
    """All answer all, as the library does but for the changes of each."""
    return [told(one, rater, number, (changes or {}).get(rater)) for one in scenarios for rater in raters]


def question(found: RoundFound, id_: str) -> QuestionFound:
    return next(one for one in found.questions if one.question == id_)


SPOKEN = {"word_use": Answer("spoken")}
OTHERWISE = {"evaluation": Answer("each_own"), "review_date": Answer("end_only")}


# --- the figures -------------------------------------------------------------------------------------------


def test_a_team_that_answers_as_the_library_does_agrees_on_everything(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    (found,) = calibration(reasoner, scenarios, everybody(scenarios)).rounds

    assert (found.raters, found.ratings, found.given, found.reached) == (6, 36, 36, 36)
    assert (found.verdicts.raw, found.verdicts.alpha, found.verdicts.ac1) == (1.0, 1.0, 1.0)
    assert found.verdicts.note == "all_alike"
    assert all(one.library_share == 1.0 and one.agreement.raw == 1.0 for one in found.questions)
    assert found.hardest == ()


def test_a_question_that_half_the_team_answers_otherwise_is_the_hardest(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    (found,) = calibration(reasoner, scenarios, everybody(scenarios, changes=dict.fromkeys("ABC", SPOKEN))).rounds
    hard = found.hardest[0]

    # In five scenarios the library has another answer: 6 of the 15 pairs are alike; in the sixth all of them.
    assert hard.question == "word_use"
    assert hard.agreement.raw == pytest.approx((5 * 6 / 15 + 1) / 6)
    assert (hard.compared, hard.like_library) == (36, 36 - 3 * 5)
    assert hard.why_hard == ("raw", "alpha", "library")
    assert [one.question for one in found.hardest] == ["word_use"]


def test_a_question_that_all_answer_alike_and_not_as_the_library_is_named_for_that_alone(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    (found,) = calibration(reasoner, scenarios, everybody(scenarios, changes=dict.fromkeys(SIX, SPOKEN))).rounds

    assert question(found, "word_use").agreement.raw == 1.0
    assert [(one.question, one.why_hard) for one in found.hardest] == [("word_use", ("library",))]


def test_the_hardest_questions_come_in_the_order_of_agreement(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    two_ways = {"A": SPOKEN, "B": {**SPOKEN, **OTHERWISE}, "C": {**SPOKEN, **OTHERWISE}}
    (found,) = calibration(reasoner, scenarios, everybody(scenarios, changes=two_ways)).rounds
    alike = [one.agreement.raw for one in found.hardest]

    assert {"word_use", "evaluation", "review_date"} <= {one.question for one in found.hardest}
    assert alike == sorted(alike, key=lambda one: 1.0 if one is None else one)


def test_over_a_few_scenarios_alpha_alone_names_no_question(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    # One answer of 24 is another: alpha falls to nothing, and would not mean it.
    one_apart = told(scenarios[0], "A", changes={"people_told": Answer("some")})
    (found,) = calibration(reasoner, scenarios, [one_apart, *everybody(scenarios[:4])[1:]]).rounds
    one = question(found, "people_told")

    assert one.agreement.alpha is not None
    assert one.agreement.alpha < 0.6
    assert one.agreement.raw is not None
    assert one.agreement.raw > 0.8
    assert (one.why_hard, one.agreement.note) == ((), "few_units")


def test_a_question_that_one_person_alone_answered_is_never_named(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    unknown = {"word_use": Answer(None, "not_observed")}
    (found,) = calibration(
        reasoner, scenarios, everybody(scenarios, changes={**dict.fromkeys("ABCDE", unknown), "F": SPOKEN})
    ).rounds

    assert question(found, "word_use").library_share == pytest.approx(1 / 6)
    assert found.hardest == ()


def test_i_do_not_know_is_a_missing_answer_and_is_counted_apart(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    unknown = {"word_use": Answer(None, "not_observed")}
    (found,) = calibration(reasoner, scenarios, everybody(scenarios, changes={"A": unknown, "B": unknown})).rounds
    one = question(found, "word_use")

    assert (one.unknown, one.compared, one.agreement.missing, one.agreement.raters) == (12, 24, 12, 4)
    assert one.agreement.raw == 1.0


def test_who_differs_on_an_early_question_is_not_compared_on_those_that_no_longer_matter(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    within = {"other_side": Answer("same_organisation")}
    (found,) = calibration(reasoner, scenarios, everybody(scenarios, changes={"A": within})).rounds

    assert question(found, "other_side").agreement.raters == 6
    assert question(found, "evaluation").agreement.raters == 5
    assert question(found, "evaluation").agreement.raw == 1.0


def test_a_questionnaire_left_too_early_gives_answers_and_no_verdict(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    first = scenarios[0]
    ids = list(first.case.answers)[:4]
    left = replace(first.case, answers={id_: first.case.answers[id_] for id_ in ids}, at=list(first.case.answers)[4])
    empty = replace(first.case, answers={})
    ratings = [
        told(first, "A"),
        told(first, "B"),
        *(Rating(name, NAMES[0], 1, one) for name, one in zip("CD", (left, empty), strict=True)),
    ]
    (found,) = calibration(reasoner, scenarios, ratings).rounds

    assert (found.raters, found.ratings, found.given) == (4, 4, 2)
    assert found.scenarios[0].raw == 1.0
    assert question(found, ids[0]).agreement.raters == 3


def test_an_outcome_that_the_scenario_calls_acceptable_is_reached(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    strict = scenarios[0]
    other = replace(strict, expected=replace(strict.expected, form="patronage", accept=()))
    accepting = replace(other, expected=replace(other.expected, accept=(strict.expected.form,)))
    ratings = [told(strict, "A"), told(strict, "B")]

    reached = [calibration(reasoner, [one], ratings).rounds[0].reached for one in (strict, other, accepting)]
    assert reached == [2, 0, 2]


def test_nobody_one_person_and_one_scenario_are_answered_without_a_coefficient(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    assert calibration(reasoner, scenarios, []) == Calibration(())
    for ratings, note in (
        (everybody(scenarios, "A"), "one_rater"),
        (everybody(scenarios[:1], "AB"), "one_unit"),
        (everybody(scenarios[:1], "A") + everybody(scenarios[1:2], "B"), "never_together"),
    ):
        (found,) = calibration(reasoner, scenarios, ratings).rounds
        assert (found.verdicts.alpha, found.verdicts.ac1, found.verdicts.note) == (None, None, note)


# --- before and after --------------------------------------------------------------------------------------


def test_before_and_after_hold_only_what_the_same_people_answered_on_the_same_scenarios(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    apart = dict.fromkeys("ABF", SPOKEN)
    ratings = everybody(scenarios, changes=apart) + everybody(scenarios[:5], "ABCDE", 2)
    found = calibration(reasoner, scenarios, ratings)
    alone = calibration(
        reasoner, scenarios, everybody(scenarios[:5], "ABCDE", changes=apart) + everybody(scenarios[:5], "ABCDE", 2)
    )

    assert [(one.number, one.raters, one.ratings) for one in found.rounds] == [(1, 6, 36), (2, 5, 25)]
    assert (found.before, found.after) == (alone.before, alone.after)
    assert (found.apart, alone.apart) == (11, 0)
    before, after = found.question("word_use")
    assert before is not None
    assert after is not None
    assert before.agreement.raw is not None
    assert before.agreement.raw < after.agreement.raw == 1.0


def test_rounds_with_nothing_in_common_are_not_compared(reasoner: Reasoner, scenarios: tuple[Scenario, ...]) -> None:
    found = calibration(reasoner, scenarios, everybody(scenarios[:3]) + everybody(scenarios[3:], number=2))

    assert (found.before, found.after, found.apart) == (None, None, 36)


# --- what is wrong -----------------------------------------------------------------------------------------


def codes(error: pytest.ExceptionInfo[FaultsFound]) -> list[str]:
    return sorted(one.code for one in error.value.faults)


def test_all_that_is_wrong_with_the_answers_of_a_team_is_told_at_once(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    first = scenarios[0]
    stranger = replace(told(first, "B"), scenario="s03_wednesday_slo")
    with pytest.raises(FaultsFound) as found:
        calibration(reasoner, scenarios, [told(first, "A"), told(first, "A"), told(first, "Marie"), stranger])

    assert codes(found) == ["rater_not_letter", "rating_doubled", "scenario_unknown"]
    assert any("s03_wednesday_slot" in line for line in found.value.lines("en"))


def test_the_same_person_may_answer_another_scenario_and_another_round(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    ratings = [told(scenarios[0], "A"), told(scenarios[1], "A"), told(scenarios[0], "A", 2)]

    assert [one.ratings for one in calibration(reasoner, scenarios, ratings).rounds] == [2, 1]


# --- what is kept ------------------------------------------------------------------------------------------


def test_what_a_team_answered_is_kept_and_read_again_the_same(base: RuleBase, scenarios: tuple[Scenario, ...]) -> None:
    unknown = {"A": {"word_use": Answer(None, "disputed", "told")}}
    run = Run(NAMES, tuple(everybody(scenarios, "AB", changes=unknown) + everybody(scenarios[:1], "A", 2)))
    read = calibration_from(calibration_text(run, ()), "team", base, ())

    assert read == (run, ())


def test_the_name_of_a_case_is_not_kept(base: RuleBase, scenarios: tuple[Scenario, ...]) -> None:
    rating = told(scenarios[0], "A")
    run = Run(NAMES, (replace(rating, case=replace(rating.case, id="Chez Marie")),))

    assert "Marie" not in calibration_text(run, ())


def test_answers_kept_under_older_rules_meet_the_names_of_today(
    base: RuleBase, scenarios: tuple[Scenario, ...]
) -> None:
    text = calibration_text(Run(NAMES, (told(scenarios[0], "A"),)), ())
    renamed = Migration(1, "0001_word.yaml", NOTHING, {"what_it_is_called": "word_use"}, {}, {}, {}, {})
    read = calibration_from(text.replace('"word_use"', '"what_it_is_called"'), "team", base, (renamed,))

    assert (read[0].ratings[0].case.answers, read[1]) == (scenarios[0].case.answers, ())
    assert json.loads(calibration_text(read[0], (renamed,)))["ratings"][0]["migration"] == 1


def test_an_answer_that_fits_no_more_is_told_and_the_others_count(
    base: RuleBase, scenarios: tuple[Scenario, ...]
) -> None:
    text = calibration_text(Run(NAMES, (told(scenarios[0], "A", changes=SPOKEN),)), ())
    read = calibration_from(text.replace('"spoken"', '"whispered"'), "team", base, ())

    assert [one.code for one in read[1]] == ["answers_outgrown"]
    assert set(scenarios[0].case.answers) - set(read[0].ratings[0].case.answers) == {"word_use"}


@pytest.mark.parametrize(
    "damage",
    [
        {"answers": None},
        {"answers": {"case": "c", "answers": {"word_use": {"option": None}}}},
        {"migration": "one"},
        {"round": None},
    ],
)
def test_answers_that_are_damaged_are_kept_as_they_are_and_the_rest_stays_usable(
    base: RuleBase, scenarios: tuple[Scenario, ...], damage: dict[str, object]
) -> None:
    data = json.loads(calibration_text(Run(NAMES, tuple(everybody(scenarios[:1], "AB"))), ()))
    data["ratings"][0] |= damage
    read = calibration_from(json.dumps(data), "team", base, ())

    assert [one.code for one in read[1]] == ["rating_unread"]
    assert [one.rater for one in read[0].ratings] == ["B"]
    assert data["ratings"][0] in json.loads(calibration_text(read[0], ()))["ratings"]


def test_the_place_of_damaged_answers_may_be_taken_again(base: RuleBase, scenarios: tuple[Scenario, ...]) -> None:
    data = {"format": 1, "scenarios": list(NAMES), "ratings": ["lost"]}
    run = calibration_from(json.dumps(data), "team", base, ())[0].rated(told(scenarios[0], "A"))

    assert (len(run.ratings), run.unread) == (1, ("lost",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "record_damaged"),
        ("[]", "record_damaged"),
        ("{", "record_damaged"),
        ('{"format": 1}', "record_damaged"),
        ('{"format": 1, "scenarios": [], "ratings": {}}', "record_damaged"),
        ('{"format": 2, "whatever": []}', "record_newer"),
    ],
)
def test_a_record_that_cannot_be_read_at_all_is_told(base: RuleBase, text: str, code: str) -> None:
    with pytest.raises(FaultsFound) as found:
        calibration_from(text, "team", base, ())

    assert codes(found) == [code]


def test_a_second_set_of_answers_in_the_same_round_is_refused_and_nothing_is_replaced(
    scenarios: tuple[Scenario, ...],
) -> None:
    run = Run(NAMES).rated(told(scenarios[0], "A"))
    with pytest.raises(FaultsFound) as found:
        run.rated(told(scenarios[0], "A", changes=SPOKEN))

    assert codes(found) == ["rating_doubled"]
    assert run.rated(told(scenarios[0], "A", 2, SPOKEN)).ratings[0] == told(scenarios[0], "A")
    corrected = told(scenarios[0], "A", changes=SPOKEN)
    both = run.rated(told(scenarios[0], "B"))
    assert both.rated(corrected, again=True).ratings == (told(scenarios[0], "B"), corrected)


# --- the report --------------------------------------------------------------------------------------------


def report(reasoner: Reasoner, scenarios: Sequence[Scenario], ratings: Sequence[Rating]) -> Document:
    return calibration_report(reasoner, calibration(reasoner, scenarios, ratings))


def tables(document: Document) -> dict[str, Table]:
    return {one.caption.en: one for one in document.blocks if isinstance(one, Table)}


def said(document: Document) -> str:
    return "\n".join(one.en for one in texts(document.blocks))


def word(key: str, **values: object) -> str:
    return message("training", key, **values).en


def figure(key: str, **values: object) -> str:
    return message("contents", f"figure_{key}", **values).en


@pytest.fixture(scope="module")
def mixed(scenarios: tuple[Scenario, ...]) -> list[Rating]:
    """Six people who do not quite agree, then agree more."""
    apart: dict[str, Changes] = {"A": SPOKEN, "B": {**SPOKEN, **OTHERWISE}, "C": SPOKEN, "D": OTHERWISE}
    return everybody(scenarios, changes=apart) + everybody(scenarios, number=2, changes={"A": SPOKEN})


def test_the_report_is_the_same_whoever_answered_what(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...], mixed: list[Rating]
) -> None:
    other = dict(zip(SIX, "FDABEC", strict=True))
    relabelled = [replace(one, rater=other[one.rater]) for one in mixed]
    chance(5).shuffle(relabelled)

    assert report(reasoner, scenarios, relabelled) == report(reasoner, scenarios, mixed)


def test_no_letter_of_a_person_stands_in_the_report(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...], mixed: list[Rating]
) -> None:
    unusual = [replace(one, rater=f"{one.rater}77") for one in mixed]

    assert re.search(r"[A-F]77", said(report(reasoner, scenarios, unusual))) is None


def test_with_two_rounds_whoever_left_cannot_be_worked_out_from_the_difference(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    """Six people in the first round, five in the second: the sixth one's answers leave no trace but their number."""
    five = everybody(scenarios, "ABCDE", changes={"A": SPOKEN}) + everybody(scenarios, "ABCDE", 2)
    documents = [
        report(reasoner, scenarios, [*five, *everybody(scenarios, "F", changes={"F": changes})])
        for changes in ({}, SPOKEN, OTHERWISE)
    ]

    assert documents[0] == documents[1] == documents[2]
    assert word("calibration_apart", count=6) in said(documents[0])


@pytest.mark.parametrize("raters", ["AB", "ABC", "ABCD"])
def test_below_five_people_questions_are_named_and_there_is_no_figure_at_all(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...], raters: str
) -> None:
    apart = everybody(scenarios, raters, changes={"A": {**SPOKEN, **OTHERWISE}})
    document = report(reasoner, scenarios, apart + everybody(scenarios, raters, 2))
    (named,) = (one for one in document.blocks if isinstance(one, Listing))

    changed = SPOKEN.keys() | OTHERWISE.keys()
    assert [one.text for one in named.items] == [
        one.ask for one in reasoner.base.questions.values() if one.id in changed
    ]
    assert tables(document) == {}
    assert word("calibration_small") in said(document)
    told_always = {word("calibration_hardest_why"), figure("marks")}
    assert not [line for line in said(document).splitlines() if re.search(r"[0-9]", line) and line not in told_always]


@pytest.mark.parametrize("changes", [{}, SPOKEN, OTHERWISE])
def test_of_one_person_alone_nothing_is_told(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...], changes: Changes
) -> None:
    document = report(reasoner, scenarios, everybody(scenarios, "A", changes={"A": changes}))

    assert said(document).splitlines() == [word("calibration_purpose"), word("calibration_alone")]


def test_one_person_among_several_who_answered_both_times_is_not_told_of(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    ratings = everybody(scenarios) + everybody(scenarios, "A", 2, changes={"A": SPOKEN})

    assert said(report(reasoner, scenarios, ratings)).splitlines()[1:] == [word("calibration_alone")]


def test_one_round_of_four_is_enough_to_withhold_the_figures_of_both(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    ratings = everybody(scenarios, changes=dict.fromkeys("AB", SPOKEN)) + everybody(scenarios, "ABCD", 2)

    assert tables(report(reasoner, scenarios, ratings)) == {}


def test_where_one_scenario_had_fewer_than_five_readings_none_is_told_apart(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    ratings = everybody(scenarios[1:]) + everybody(scenarios[:1], "ABCD")
    document = report(reasoner, scenarios, ratings)

    assert word("calibration_by_scenario") not in tables(document)
    assert word("calibration_few_on_some") in said(document)


def test_a_question_that_fewer_than_five_answered_has_no_figures(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    within = {"other_side": Answer("same_organisation")}
    changes = {**dict.fromkeys("AB", within), **dict.fromkeys("CD", OTHERWISE)}
    document = report(reasoner, scenarios, everybody(scenarios, changes=changes))
    rows = {row[0]: row[1:] for row in tables(document)[figure("hardest_caption")].rows}
    few = rows[reasoner.base.questions["evaluation"].ask]

    assert few[0].en == figure("too_few")
    assert {one.en for one in few[1:]} == {"–"}
    assert rows[reasoner.base.questions["other_side"].ask][0].en == "47%"


def test_the_report_gives_the_figures_before_and_after_with_their_ranges(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...], mixed: list[Rating]
) -> None:
    found = calibration(reasoner, scenarios, mixed)
    shown = tables(calibration_report(reasoner, found))
    rows = {row[0].en: row[1:] for row in shown[figure("hardest_caption")].rows}
    hard = rows[reasoner.base.questions["word_use"].ask.en]
    one = found.question("word_use")[0]
    assert one is not None
    assert one.agreement.alpha_interval is not None
    assert one.library_share is not None

    assert hard[0] == Text("50 %", "50%")
    assert hard[1].en.startswith(f"{one.agreement.alpha:.2f} (between {one.agreement.alpha_interval.low:.2f} and ")
    assert hard[1].fr == hard[1].en.replace(".", ",").replace("between", "entre").replace("and", "et")
    assert hard[3].en == f"{one.library_share * 100:.0f}%"
    moved = {row[0]: (row[1].en, row[2].en) for row in shown[word("calibration_moved_caption")].rows}
    assert moved[reasoner.base.questions["word_use"].ask] == ("50%", "72%")
    assert len(shown[word("calibration_by_scenario")].rows) == len(scenarios)


def test_of_many_questions_that_stand_out_the_first_ten_are_shown_and_the_others_counted(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    questions = list(reasoner.base.questions.values())
    by_lot = {
        rater: {one.id: Answer(chance(rank).choice(one.options).id) for one in questions if one.id not in LEADS_ON}
        for rank, rater in enumerate(SIX)
    }
    found = calibration(reasoner, scenarios, everybody(scenarios, changes=by_lot))
    document = calibration_report(reasoner, found)
    asked = [row[0] for row in tables(document)[figure("hardest_caption")].rows]

    assert asked == [reasoner.base.questions[one.question].ask for one in found.rounds[0].hardest[:10]]
    assert figure("more", most=10, count=len(found.rounds[0].hardest)) in said(document)


def test_the_report_says_why_a_figure_is_not_there(reasoner: Reasoner, scenarios: tuple[Scenario, ...]) -> None:
    document = report(reasoner, scenarios, everybody(scenarios[:1]))
    rows = {row[0].en: row[1].en for row in tables(document)[figure("forms")].rows}

    assert rows[figure("same_form")] == "100%"
    assert rows[figure("alpha")] == rows[figure("ac1")] == figure("why_one_unit")


def test_rounds_that_nobody_shares_stand_side_by_side_with_a_word_of_caution(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...]
) -> None:
    document = report(reasoner, scenarios, everybody(scenarios[:3]) + everybody(scenarios[3:], number=2))

    assert word("calibration_nothing_shared") in said(document)
    assert word("calibration_moved_caption") not in tables(document)
    assert [one.en for one in tables(document)[figure("forms")].head[1:]] == ["Round 1", "Round 2"]


def test_before_anybody_answered_the_report_says_so(reasoner: Reasoner, scenarios: tuple[Scenario, ...]) -> None:
    document = report(reasoner, scenarios, [])

    assert [type(one) for one in document.blocks] == [Paragraph, Paragraph]
    assert word("calibration_empty") in said(document)


@pytest.mark.parametrize("medium", [Medium.TEXT, Medium.MARKDOWN, Medium.HTML])
def test_the_report_goes_on_every_medium_in_both_languages(
    reasoner: Reasoner, scenarios: tuple[Scenario, ...], mixed: list[Rating], medium: Medium
) -> None:
    document = report(reasoner, scenarios, mixed)
    heads = [one.text for one in document.blocks if isinstance(one, Heading)]

    for lang in LANGS:
        shown = rendered(document, medium, (lang,)).decode().replace("\u00a0", " ")
        assert all(head.to(lang).split(",")[0].split(" ?")[0] in shown for head in heads)
        assert "nan" not in re.findall(r"\w+", shown)
