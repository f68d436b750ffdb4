"""What holds for every set of answers: one level, one form; and knowing more never takes back what was known."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import PRINCIPAL, Decisions
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner
from tests.support import case_of, chance, drawn_options, options_of, partial_options


def left(decisions: Decisions, options: dict[str, str]) -> frozenset[str]:
    """Return the forms still possible, answers of closed branches being set aside."""
    counting = options_that_count(decisions, case_of(options).answers)
    return Outlook(decisions, counting).possible(PRINCIPAL)


def test_every_complete_set_of_answers_has_one_level_of_each_criterion_and_one_principal_form(
    base: RuleBase, reasoner: Reasoner
) -> None:
    draw = chance(20_000)
    met: Counter[str] = Counter()
    for _ in range(20_000):
        options = drawn_options(base, draw)
        outlook = Outlook(reasoner.decisions, options)

        assert [one for one in (*base.criteria, *base.axes, PRINCIPAL) if len(outlook.possible(one)) != 1] == [], (
            options
        )
        met.update(outlook.possible(PRINCIPAL))
    # The draw reaches most of what can be concluded, and never a form without a name.
    assert len(met) >= 20
    assert "undetermined" not in met


def test_every_scenario_told_to_the_end_has_one_principal_form(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    draw = chance(7)
    for scenario in library:
        for _ in range(5):
            rest = {id_: draw.choice(question.options).id for id_, question in base.questions.items()}
            whole = {**rest, **options_of(scenario.case)}

            assert len(left(reasoner.decisions, whole)) == 1, whole


def test_one_more_answer_never_brings_back_a_form_that_was_out(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    draw = chance(8)
    for options in partial_options(base, library, count=1500, seed=9):
        unanswered = [id_ for id_ in base.questions if id_ not in options]
        if not unanswered:
            continue
        question = base.questions[draw.choice(unanswered)]
        more = {**options, question.id: draw.choice(question.options).id}

        assert left(reasoner.decisions, more) <= left(reasoner.decisions, options), (options, question.id)


def test_a_settled_verdict_stays_whatever_is_answered_next(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    draw = chance(10)
    settled = 0
    for scenario in library:
        options: dict[str, str] = {}
        whole = {**drawn_options(base, draw), **options_of(scenario.case)}
        order = list(whole.items())
        draw.shuffle(order)
        named: frozenset[str] | None = None
        for question, option in order:
            options[question] = option
            found = left(reasoner.decisions, options)
            if named is not None:
                assert found == named, (scenario.file, options)
            elif len(found) == 1:
                named = found
                settled += 1
    assert settled == len(library)


@given(st.data())
def test_in_the_small_rules_each_answer_narrows_what_is_possible(
    small_reasoner: Reasoner, small_base: RuleBase, data: st.DataObject
) -> None:
    before: dict[str, frozenset[str]] = {}
    options: dict[str, str] = {}
    for id_ in data.draw(st.permutations(list(small_base.questions))):
        options[id_] = data.draw(st.sampled_from([option.id for option in small_base.questions[id_].options]))
        conclusions = small_reasoner.forward.conclude(options)
        after = {one.subject: conclusions.possible[one.subject] for one in small_reasoner.decisions.all}

        assert all(after[subject] <= before.get(subject, after[subject]) for subject in after)
        before = after
    assert len(before[PRINCIPAL]) == 1
