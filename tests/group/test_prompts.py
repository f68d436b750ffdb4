"""What to talk about comes from the answers and from the rules that fired, each with its source."""

from collections import Counter

from qualifier.group.divides import group_map
from qualifier.group.prompts import MOST_OF_A_KIND, TalkPrompt, talk_prompts
from qualifier.knowledge.cases import Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, message
from tests.group.rooms import varied, views_of
from tests.support import chance, options_of

Five = list[dict[str, str]]
KINDS = ("split", "tension", "debate", "ask")


def prompts(reasoner: Reasoner, *answers: dict[str, str]) -> tuple[TalkPrompt, ...]:
    return talk_prompts(reasoner, group_map(reasoner, views_of(*answers)))


def test_the_questions_that_divide_come_first_the_one_that_settles_most_before_the_others(
    reasoner: Reasoner, five: Five
) -> None:
    found = group_map(reasoner, views_of(*five))
    asked = [message("group", "prompt_split", ask=reasoner.base.questions[one.question].ask) for one in found.mattering]

    assert [one.text for one in prompts(reasoner, *five) if one.kind == "split"] == asked[:MOST_OF_A_KIND]


def test_a_group_that_agrees_has_no_question_that_divides_it_to_talk_about(reasoner: Reasoner, five: Five) -> None:
    kinds = {one.kind for one in prompts(reasoner, five[0], five[0])}

    assert "split" not in kinds
    assert "debate" in kinds


def test_answers_of_several_that_sit_ill_together_are_talked_about(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    verdicts = {one.case.id: (one.case, reasoner.outline(one.case)) for one in library}
    case, verdict = next((case, verdict) for case, verdict in verdicts.values() if verdict.tensions)
    told = [one for one in prompts(reasoner, options_of(case), options_of(case)) if one.kind == "tension"]

    says = [reasoner.base.tensions[one].say for one in reasoner.base.tensions if one in verdict.tensions]
    assert [one.text for one in told] == [message("group", "prompt_tension", text=say) for say in says][:MOST_OF_A_KIND]


def test_what_sits_ill_together_in_the_answers_of_one_person_alone_is_not_brought_before_the_others(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    verdicts = {one.case.id: (one.case, reasoner.outline(one.case)) for one in library}
    ill = next(case for case, verdict in verdicts.values() if verdict.tensions)
    sound = next(case for case, verdict in verdicts.values() if not verdict.tensions)

    found = prompts(reasoner, options_of(ill), options_of(sound), options_of(sound))
    assert [one for one in found if one.kind == "tension"] == []


def test_there_are_few_of_each_kind_none_twice_each_with_its_source_in_both_languages(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    draw = chance(3)
    met = set()
    for scenario in library[::8]:
        options = options_of(scenario.case)
        found = prompts(reasoner, *(varied(reasoner.base, options, draw) for _ in range(4)))
        assert max(Counter(one.kind for one in found).values(), default=0) <= MOST_OF_A_KIND
        assert len({one.text for one in found}) == len(found)
        assert [one for one in found if not one.source or not all(one.text.to(lang) for lang in LANGS)] == []
        assert [KINDS.index(one.kind) for one in found] == sorted(KINDS.index(one.kind) for one in found)
        met |= {one.kind for one in found}
    assert met == set(KINDS)


def test_the_order_in_which_people_answered_changes_nothing(reasoner: Reasoner, five: Five) -> None:
    assert prompts(reasoner, *five) == prompts(reasoner, *reversed(five))


def test_every_sentence_is_one_of_the_rules(reasoner: Reasoner, five: Five) -> None:
    base = reasoner.base
    known = {
        "tension": {message("group", "prompt_tension", text=one.say) for one in base.tensions.values()},
        "debate": {message("group", "prompt_debate", text=one.question) for one in base.debates.values() if one.when},
        "ask": {message("group", "prompt_ask", text=one.say) for one in base.ask_partner.values()},
        "split": {message("group", "prompt_split", ask=one.ask) for one in base.questions.values()},
    }
    assert [one for one in prompts(reasoner, *five) if one.text not in known[one.kind]] == []
