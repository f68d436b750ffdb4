"""What a change of rules does: exact shares of all ways of answering, and the cases that move."""

from collections import Counter
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.proving.rule_changes import RuleChange, rule_change
from qualifier.reasoning.decisions import PRINCIPAL, decisions_of
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count
from qualifier.report.proving import share_words
from tests.support import case_of, small_rules

FORMS = "forms/20_garden.yaml"
SHARED = {"house": "other", "sign": "none", "work": "dug", "harvest": "shared"}
CHANGES = {
    "an argument less": {FORMS: ("confirms: {K2: [dug], K3: [agreed]}", "confirms: {K2: [dug], K3: [unsaid]}")},
    "an argument wider": {FORMS: ("confirms: {K2: [talked]}", "confirms: {K2: [talked, nothing]}")},
    "an order changed": {FORMS: ("precedence: 20", "precedence: 35")},
    "a level moved": {
        "criteria.yaml": ("when: {since: [spring], K2: [nothing]}", "when: {since: [years], K2: [nothing]}")
    },
    "a question asked more often": {
        "questions/20_garden.yaml": ("ask_when: {K2: [dug]}", "ask_when: {K2: [dug, talked]}")
    },
}


def outcome(base: RuleBase, options: dict[str, str]) -> str:
    decisions = decisions_of(base)
    counting = options_that_count(decisions, case_of(options).answers)
    return Outlook(decisions, counting).value(PRINCIPAL) or "undetermined"


def every_way(base: RuleBase) -> list[dict[str, str]]:
    domains = [[(one.id, option.id) for option in one.options] for one in base.questions.values()]
    return [dict(answers) for answers in product(*domains)]


@pytest.mark.parametrize("name", CHANGES)
def test_the_shares_are_those_of_counting_every_way_of_answering(
    small_base: RuleBase, tmp_path: Path, name: str
) -> None:
    new = load_rules(small_rules(tmp_path / "new", CHANGES[name]))
    ways = every_way(small_base)
    counted = Counter((outcome(small_base, one), outcome(new, one)) for one in ways)
    change = rule_change(small_base, new, [])

    assert {(move.before, move.after): move.share for move in change.moves} == {
        pair: Fraction(count, len(ways)) for pair, count in counted.items() if pair[0] != pair[1]
    }
    assert change.share == Fraction(sum(count for pair, count in counted.items() if pair[0] != pair[1]), len(ways))
    for move in change.moves:
        before = sum(count for pair, count in counted.items() if pair[0] == move.before)
        assert move.of_before == move.share * len(ways) / before
        assert (outcome(small_base, dict(move.answers)), outcome(new, dict(move.answers))) == (move.before, move.after)


def test_the_same_rules_change_nothing(base: RuleBase, library: tuple[Scenario, ...]) -> None:
    change = rule_change(base, base, [(one.case.id, one.case) for one in library])

    assert change == RuleChange(Fraction(0), (), (), (), len(library), ())


def test_a_case_that_moves_is_told_before_and_after_in_sentences(small_base: RuleBase, tmp_path: Path) -> None:
    new = load_rules(small_rules(tmp_path / "new", CHANGES["an order changed"]))
    change = rule_change(small_base, new, [("garden", case_of(SHARED)), ("house", case_of({"house": "same"}))])
    (moved,) = change.moved

    assert (change.cases, moved.name) == (2, "garden")
    assert moved.change.en == "From “shared garden” to “a helping hand”."
    assert moved.before.en.startswith("This is a shared garden.")
    assert moved.after.en.startswith("This is a helping hand.")


def test_questions_and_options_of_one_side_only_are_named_and_the_rest_is_compared(
    small_base: RuleBase, tmp_path: Path
) -> None:
    option = '      dug: {fr: "On a bêché à deux", en: "We dug together"}\n'
    more = {"questions/20_garden.yaml": (option, option + '      sown: {fr: "On a semé", en: "We sowed"}\n')}
    new = load_rules(small_rules(tmp_path / "new", more))

    there, back = rule_change(small_base, new, []), rule_change(new, small_base, [])
    assert (there.only_old, there.only_new, there.share) == ((), ("work.sown",), 0)
    assert (back.only_old, back.only_new, back.share) == (("work.sown",), (), 0)


def test_a_case_with_an_answer_that_one_side_does_not_know_is_read_without_it(
    small_base: RuleBase, tmp_path: Path
) -> None:
    option = '      dug: {fr: "On a bêché à deux", en: "We dug together"}\n'
    more = {"questions/20_garden.yaml": (option, option + '      sown: {fr: "On a semé", en: "We sowed"}\n')}
    new = load_rules(small_rules(tmp_path / "new", more))
    sown = case_of({**SHARED, "work": "sown"})

    (moved,) = rule_change(small_base, new, [("sown", sown)]).moved
    assert moved.name == "sown"


@pytest.mark.parametrize(
    ("share", "fr", "en"),
    [
        (Fraction(1, 3), "33,3 % (1/3)", "33.3% (1/3)"),
        (Fraction(1), "100 %", "100%"),
        (Fraction(7, 15552), "0,045 % (7/15552)", "0.045% (7/15552)"),
        (Fraction(1, 3**40), "8,23e-18 % (1/12157665459056928801)", "8.23e-18% (1/12157665459056928801)"),
    ],
)
def test_a_share_is_said_as_a_percentage_and_as_the_fraction_it_is(share: Fraction, fr: str, en: str) -> None:
    assert share_words(share, "fr") == fr
    assert share_words(share, "en") == en
