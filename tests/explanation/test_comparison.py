"""Two verdicts side by side: what became of the form, which facts moved, what appears and what goes."""

from dataclasses import astuple
from itertools import pairwise

import pytest

from qualifier.explanation.comparison import Comparison, compare, outcome_change, outcome_of
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Reasoner, Verdict
from tests.support import Qualified, case_of, chance, options_of

DUG = {"house": "other", "work": "dug", "harvest": "shared"}
Pair = tuple[Verdict, Verdict]


def compared(reasoner: Reasoner, before: dict[str, str], after: dict[str, str]) -> Comparison:
    first, second = (reasoner.qualify(case_of(options)) for options in (before, after))
    return compare(reasoner.base, first, second)


@pytest.fixture(scope="module")
def pairs(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> tuple[Pair, ...]:
    """For a fifth of the library, the verdict and the one with one answer otherwise, or one answer fewer."""
    draw, found = chance(71), []
    for scenario in library[::5]:
        options = options_of(scenario.case)
        question = draw.choice([one for one in options if len(base.questions[one].options) > 1])
        fewer = {one: option for one, option in options.items() if one != question}
        others = [one.id for one in base.questions[question].options if one.id != options[question]]
        before = library_verdicts[scenario.case.id].verdict
        found += [
            (before, reasoner.qualify(case_of(changed)))
            for changed in (fewer, {**options, question: draw.choice(others)})
        ]
    return tuple(found)


def test_every_sentence_is_whole_in_both_languages(base: RuleBase, pairs: tuple[Pair, ...]) -> None:
    kinds = set()
    for before, after in (*pairs, *((after, before) for before, after in pairs)):
        found = compare(base, before, after)
        lists = (found.facts, found.gained, found.lost, found.opened, found.closed)
        kinds |= {number for number, one in enumerate(lists) if one}
        for text in (found.form, *(text for one in lists for text in one)):
            assert text.fr.strip(), text
            assert text.en.strip(), text
            assert not {"{", "}"} & {*text.fr, *text.en}, text
    assert kinds == {0, 1, 2, 3, 4}


def test_what_appears_one_way_goes_the_other_way(base: RuleBase, pairs: tuple[Pair, ...]) -> None:
    for before, after in pairs:
        there, back = compare(base, before, after), compare(base, after, before)

        assert ({*there.gained}, there.opened) == ({*back.lost}, back.closed)
        assert ({*there.lost}, there.closed) == ({*back.gained}, back.opened)
        assert there.changed == back.changed == (before.outcome != after.outcome)


def test_a_verdict_compared_with_itself_shows_no_difference(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    for found in library_verdicts.values():
        same = compare(base, found.verdict, found.verdict)

        assert astuple(same)[1:] == (False, (), (), (), (), ())
        assert same.form.en.startswith("The conclusion stays the same")


def test_a_fact_is_told_exactly_when_a_criterion_moved_to_one_level(
    base: RuleBase, drawn_verdicts: tuple[Qualified, ...]
) -> None:
    verdicts = [found.verdict for found in drawn_verdicts[:120]]
    for before, after in pairwise(verdicts):
        levels = [(before.conclusions.possible[one], after.conclusions.possible[one]) for one in base.criteria]
        moved = [pair for pair in levels if pair[0] != pair[1] and len(pair[1]) == 1]

        assert len(compare(base, before, after).facts) == len(moved)


def test_another_answer_that_leads_to_another_form_says_both_names_and_the_fact_that_moved(
    small_reasoner: Reasoner,
) -> None:
    found = compared(small_reasoner, DUG, {**DUG, "harvest": "unsaid"})

    assert found.changed
    assert found.form.en == "From “shared garden” to “a helping hand”."
    assert [fact.en for fact in found.facts] == [
        "agreement: before, You had agreed on the shares. Now, The shares were not said."
    ]
    assert [one.en for one in found.gained] == ["Rules out “shared garden”: Nothing was agreed."]
    assert [one.en for one in found.lost] == ["For “shared garden”: People dig and have agreed."]
    assert (found.opened, found.closed) == ((), ())


def test_an_answer_that_opens_and_closes_questions_says_which(small_reasoner: Reasoner) -> None:
    found = compared(small_reasoner, DUG, {**DUG, "work": "nothing"})

    assert [one.en for one in found.opened] == ["Since when have you been neighbours?"]
    assert [one.en for one in found.closed] == ["Was the harvest shared by agreement?"]


def test_a_question_for_other_schools_answered_once_is_neither_opened_nor_closed(reasoner: Reasoner) -> None:
    plain = {"other_side": "other_organisation", "own_body": "none"}
    found = compared(reasoner, plain, {**plain, "rhythm": "once"})
    back = compared(reasoner, {**plain, "rhythm": "once"}, plain)

    assert reasoner.base.questions["rhythm"].extra
    assert (found.opened, found.closed, back.opened, back.closed) == ((), (), (), ())


def test_an_alert_that_appears_is_told(small_reasoner: Reasoner) -> None:
    quiet = {"house": "other", "sign": "none", "work": "nothing", "since": "years"}
    found = compared(small_reasoner, quiet, {**quiet, "sign": "painted"})

    assert not found.changed
    assert [one.en for one in found.gained] == ["The sign promises a garden that nobody digs."]


def test_what_was_not_known_before_is_told_as_such(small_reasoner: Reasoner) -> None:
    found = compared(small_reasoner, {"house": "other"}, {"house": "other", "work": "talked"})

    assert found.changed
    assert any(fact.en.startswith("act: before, nothing was said. Now, You talked.") for fact in found.facts)


def test_the_same_form_more_firmly_is_told_as_still_the_same(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    by_status = {}
    for found in library_verdicts.values():
        by_status.setdefault((found.verdict.principal, found.verdict.status), found.verdict)
    form, before = next((f, verdict) for (f, status), verdict in by_status.items() if status == "provisional")
    after = by_status[form, "settled"]

    assert outcome_change(base, before, base, after).en.startswith(f"Still: {base.forms[form].name.en}; before, prov")


def test_an_undetermined_outcome_is_named_with_its_reason(library_verdicts: dict[str, Qualified]) -> None:
    named = {outcome_of(found.verdict) for found in library_verdicts.values()}

    assert {"undetermined.too_early", "undetermined.missing"} <= named
    assert UNDETERMINED not in named
