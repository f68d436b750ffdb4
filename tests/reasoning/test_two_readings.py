"""The engine and the plain reading of the same rules say the same, and the plain reading says what is so."""

from dataclasses import replace
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.conditions import All, Any, Condition, In, at_least
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import Decisions, decisions_of
from qualifier.reasoning.forward import ONE_SIDED, Conclusions, Forward
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner
from tests.support import SMALL_RULES, Qualified, chance, options_of, partial_options

SMALL = load_rules(SMALL_RULES)


def differences(decisions: Decisions, conclusions: Conclusions, options: dict[str, str]) -> list[str]:
    """Return what the engine and the plain reading see differently.

    Of what is only ever shown when it holds, the engine does not ask whether it fails.
    """
    outlook = Outlook(decisions, options)
    exact = [one.subject for one in decisions.all if one.about not in ONE_SIDED]
    shown = [one.subject for one in decisions.all if one.about in ONE_SIDED]
    different = [subject for subject in exact if conclusions.possible[subject] != outlook.possible(subject)]
    return different + [
        subject for subject in shown if conclusions.holds(subject) != (outlook.possible(subject) == {"holds"})
    ]


def test_they_agree_on_every_scenario(
    reasoner: Reasoner, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    decisions = reasoner.decisions
    for scenario in library:
        counting = options_that_count(decisions, scenario.case.answers)
        conclusions = library_verdicts[scenario.case.id].verdict.conclusions

        assert differences(decisions, conclusions, counting) == [], scenario.file


def test_they_agree_on_scenarios_half_told(reasoner: Reasoner, library: tuple[Scenario, ...]) -> None:
    draw = chance(2)
    for scenario in library:
        answers = list(options_of(scenario.case).items())
        prefix = dict(answers[: draw.randrange(len(answers))])

        assert differences(reasoner.decisions, reasoner.forward.conclude(prefix), prefix) == [], (scenario.file, prefix)


def test_they_agree_on_answers_drawn_by_lot(reasoner: Reasoner, drawn_verdicts: tuple[Qualified, ...]) -> None:
    for drawn in drawn_verdicts:
        counting = options_that_count(reasoner.decisions, drawn.case.answers)

        assert differences(reasoner.decisions, drawn.verdict.conclusions, counting) == [], counting


def test_they_agree_on_answers_to_branches_that_others_close(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    for options in partial_options(base, library, count=60, seed=3):
        assert differences(reasoner.decisions, reasoner.forward.conclude(options), options) == [], options


QUESTIONS = {id_: tuple(option.id for option in question.options) for id_, question in SMALL.questions.items()}
LEAVES = [
    In(id_, frozenset(chosen))
    for id_, options in QUESTIONS.items()
    for size in range(1, len(options) + 1)
    for chosen in combinations(options, size)
]
leaf = st.sampled_from(LEAVES)


def joined(part: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(part, min_size=2, max_size=3).map(tuple)
    counted = parts.flatmap(lambda found: st.builds(at_least, st.integers(1, len(found)), st.just(found)))
    return st.builds(All, parts) | st.builds(Any, parts) | counted


conditions = leaf | joined(leaf) | joined(leaf | joined(leaf))
SHARED, EITHER = In("harvest", frozenset({"shared"})), In("harvest", frozenset(QUESTIONS["harvest"]))
some_answers = st.fixed_dictionaries({}, optional={id_: st.sampled_from(found) for id_, found in QUESTIONS.items()})


def with_conditions(found: list[Condition]) -> RuleBase:
    """Return the small rule base with these conditions for its levels, one after the other."""
    waiting = list(reversed(found))
    criteria = {
        id_: replace(
            criterion,
            levels=tuple(replace(level, when=waiting.pop()) if level.when else level for level in criterion.levels),
        )
        for id_, criterion in SMALL.criteria.items()
    }
    return replace(SMALL, criteria=criteria)


@settings(max_examples=40)
# A level that any answer to its question reaches, behind one that only some reach.
@example(found=[SHARED, SHARED, EITHER, SHARED, SHARED], answers=[{}])
@given(st.lists(conditions, min_size=5, max_size=5), st.lists(some_answers, min_size=1, max_size=4))
def test_they_agree_on_any_rules(found: list[Condition], answers: list[dict[str, str]]) -> None:
    decisions = decisions_of(with_conditions(found))
    forward = Forward(decisions)

    for options in answers:
        assert differences(decisions, forward.conclude(options), options) == []


def test_what_the_plain_reading_excludes_never_comes_true(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    draw = chance(4)
    subjects = [decision.subject for decision in reasoner.decisions.all]
    for options in partial_options(base, library, count=3000, seed=5):
        whole = {id_: draw.choice(question.options).id for id_, question in base.questions.items()} | options
        before, after = Outlook(reasoner.decisions, options), Outlook(reasoner.decisions, whole)

        assert [one for one in subjects if not after.possible(one) <= before.possible(one)] == [], options


def test_a_verdict_is_settled_exactly_when_one_form_is_left(drawn_verdicts: tuple[Qualified, ...]) -> None:
    seen = set()
    for drawn in drawn_verdicts:
        left = drawn.verdict.conclusions.possible["principal"]
        settled = len(left) == 1 and not next(iter(left)).startswith("undetermined")
        seen.add(settled)

        assert (drawn.verdict.status == "settled") == settled
    assert seen == {True, False}


def test_the_facts_only_outcome_is_the_outcome_of_the_firm_answers_alone(
    reasoner: Reasoner, drawn_verdicts: tuple[Qualified, ...]
) -> None:
    marked = [one for one in drawn_verdicts if any(answer.evidence for answer in one.case.answers.values())]
    for drawn in marked:
        firm = {q: answer for q, answer in drawn.case.answers.items() if answer.evidence not in ("told", "felt")}
        alone = reasoner.qualify(replace(drawn.case, answers=firm)).outcome

        assert (drawn.verdict.facts_only or drawn.verdict.outcome) == alone
    assert any(drawn.verdict.facts_only for drawn in marked)
