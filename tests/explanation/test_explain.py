"""The explanation: proof down to the answers, why not the others, contrast, what to look at again, works used."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.explanation.explain import Explanation, ProofNode, explain, months_later, words
from qualifier.knowledge.cases import Answer, Case, Evidence
from qualifier.knowledge.models import INFERENCE, UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import Text
from tests.support import Qualified, case_of, qualified, texts

SHARED = {"house": "other", "work": "dug", "harvest": "shared"}
EARLY = {"house": "other", "work": "nothing", "since": "spring"}


@pytest.fixture(scope="session")
def all_verdicts(
    library_verdicts: dict[str, Qualified], drawn_verdicts: tuple[Qualified, ...]
) -> tuple[Qualified, ...]:
    return (*library_verdicts.values(), *drawn_verdicts)


def lines(node: ProofNode, depth: int = 0) -> Iterator[tuple[int, ProofNode]]:
    yield depth, node
    for below in node.below:
        yield from lines(below, depth + 1)


def shown_sources(explained: Explanation) -> set[str]:
    """Return every work named beside a line of the explanation."""
    said = (*explained.alerts, *explained.next_steps, *explained.traits, *explained.against)
    reasons = (one.reason for one in explained.why_not)
    nodes = (node for _, node in lines(explained.proof))
    return {id_ for one in (*said, *reasons, *nodes) for id_ in one.source}


def test_the_proof_goes_from_the_form_through_its_argument_and_criteria_down_to_the_answers(
    small_reasoner: Reasoner,
) -> None:
    case = case_of(SHARED, {"work": "seen", "harvest": "told"})

    proof = qualified(small_reasoner, case).explained.proof

    assert [(depth, node.text.en, node.source) for depth, node in lines(proof)] == [
        (0, "This is a shared garden.", ("lost_letter",)),
        (1, "People dig and have agreed.", ("lost_letter", "inference")),
        (2, "act: You dug together.", ("garden_book",)),
        (3, "“What did you do in the garden this year?” — We dug together [seen]", ()),
        (2, "agreement: You had agreed on the shares.", ("lost_letter",)),
        (3, "“Was the harvest shared by agreement?” — Yes, as agreed [told]", ()),
    ]


def test_a_reason_to_name_no_form_is_proved_in_the_same_way(small_reasoner: Reasoner) -> None:
    proof = qualified(small_reasoner, case_of(EARLY)).explained.proof

    assert [(depth, node.text.en) for depth, node in lines(proof)][:3] == [
        (0, "It is too early."),
        (1, "moment: You have been neighbours since this spring."),
        (2, "act: Nothing was done."),
    ]
    assert (2, "“Since when have you been neighbours?” — Since this spring") in [
        (depth, node.text.en) for depth, node in lines(proof)
    ]


def test_every_proof_ends_in_answers_that_were_given_and_every_line_above_has_its_works(
    base: RuleBase, all_verdicts: tuple[Qualified, ...]
) -> None:
    proved = 0
    for found in all_verdicts:
        given = {
            base.questions[question].option(answer.option).label.fr
            for question, answer in found.verdict.answers.items()
            if answer.option is not None
        }
        for _, node in lines(found.explained.proof):
            if node.source == ():
                assert node.below == ()
                assert any(label in node.text.fr for label in given), node.text.fr
                proved += 1
            elif not node.below:
                # Only when facts are missing or disputed is there nothing to prove.
                assert found.verdict.because in ("missing", "disputed"), node.text.fr
    assert proved > len(all_verdicts)


def test_the_answers_of_the_proof_are_those_the_verdict_rests_on(
    base: RuleBase, all_verdicts: tuple[Qualified, ...]
) -> None:
    for found in all_verdicts:
        asked = {node.text.en for _, node in lines(found.explained.proof) if node.source == ()}
        rests_on = [base.questions[question].ask.en for question, _ in found.verdict.rests_on]

        assert len(asked) == len(rests_on), found.case
        assert all(any(ask in line for line in asked) for ask in rests_on), found.case


def test_every_other_form_is_told_once_with_a_reason_in_both_languages(
    base: RuleBase, all_verdicts: tuple[Qualified, ...]
) -> None:
    for found in all_verdicts:
        others = [form for form in base.forms if form != found.verdict.principal]

        assert [one.form for one in found.explained.why_not] == others
        for one in found.explained.why_not:
            assert one.reason.text.fr.strip(), (found.case, one.form)
            assert one.reason.text.en.strip(), (found.case, one.form)
            assert not one.reason.text.en.endswith((": ", "first. ")), (found.case, one.form)


def test_a_form_comes_after_one_that_is_established_never_after_missing_facts(
    base: RuleBase, all_verdicts: tuple[Qualified, ...]
) -> None:
    nothing_established = [base.undetermined[reason].name.en for reason in ("missing", "disputed")]
    for found in all_verdicts:
        for one in found.explained.why_not:
            assert not any(name in one.reason.text.en for name in nothing_established), (found.case, one.form)


def why_not(small_reasoner: Reasoner, answers: dict[str, str]) -> dict[str, tuple[str, str]]:
    explained = qualified(small_reasoner, case_of(answers)).explained
    return {one.form: (one.status, one.reason.text.en) for one in explained.why_not}


def test_the_reason_against_a_form_is_what_excludes_it_else_what_it_lacks_else_what_comes_first(
    small_reasoner: Reasoner,
) -> None:
    assert why_not(small_reasoner, SHARED) == {
        "household": ("excluded", "There are two keys."),
        "digging_together": (
            "present",
            "fits as well, but “shared garden” comes first. The agreement says more than the act.",
        ),
        "good_neighbours": ("excluded", "You dug together."),
        "strangers": ("excluded", "You dug together."),
    }


def test_a_form_behind_a_reason_to_name_none_is_told_that_reason(small_reasoner: Reasoner) -> None:
    assert why_not(small_reasoner, EARLY)["strangers"] == (
        "present",
        "fits as well, but “undetermined (too early)” comes first. A garden takes a season.",
    )


def test_a_form_still_possible_is_told_what_it_waits_for(small_reasoner: Reasoner) -> None:
    assert why_not(small_reasoner, {"house": "other", "work": "dug"})["shared_garden"] == (
        "possible",
        "still possible; to be known: “agreement”",
    )
    assert why_not(small_reasoner, {})["strangers"] == ("possible", "still possible; to be known: “act”")


def test_a_form_that_fits_while_many_stronger_ones_are_possible_is_told_which(
    base: RuleBase, reasoner: Reasoner
) -> None:
    options = {
        "other_side": "other_organisation",
        "own_body": "none",
        "money": "no_flow",
        "last_joint_act": "carried_common",
        "way_of_acting": "fitted",
    }

    found = qualified(reasoner, case_of(options))
    coordination = next(one for one in found.explained.why_not if one.form == "coordination")

    assert (found.verdict.principal, coordination.status) == (UNDETERMINED, "possible")
    assert coordination.reason.text.en.startswith("fits already, unless one of these comes first: ")
    assert base.forms["common_action_project"].name.en in coordination.reason.text.en


def test_every_work_named_beside_a_line_is_in_the_bibliography_with_those_it_was_read_through(
    base: RuleBase, all_verdicts: tuple[Qualified, ...]
) -> None:
    for found in all_verdicts:
        listed = {one.id for one in found.explained.bibliography}
        form = base.forms.get(found.verdict.principal)
        shown = shown_sources(found.explained) | set(form.source if form else ())

        assert shown - {INFERENCE} <= listed, found.case
        assert {through for id_ in listed if (through := base.sources[id_].through)} <= listed
        assert INFERENCE not in listed


def test_a_work_is_listed_once_by_author_and_year_with_how_it_was_read(small_reasoner: Reasoner) -> None:
    references = qualified(small_reasoner, case_of(SHARED)).explained.bibliography

    assert [one.text.en for one in references] == [
        "Abel (n.d.). Lettre. quoted by Dupré [known through Dupré]",
        "Dupré (1999). Jardins mitoyens. library [read in full]",
    ]
    assert [one.caution is None for one in references] == [False, True]


def test_every_sentence_is_in_both_languages(all_verdicts: tuple[Qualified, ...]) -> None:
    for found in all_verdicts:
        for text in texts(found.explained):
            assert bool(text.fr.strip()) == bool(text.en.strip()), text
            assert "{" not in text.fr + text.en, text


def test_the_contrast_says_what_is_shared_and_what_separates(small_reasoner: Reasoner) -> None:
    contrast = qualified(small_reasoner, case_of({**SHARED, "harvest": "unsaid"})).explained.contrast

    assert contrast is not None
    assert (contrast.form, contrast.difference.en) == ("shared_garden", "It would take an agreement.")
    assert [one.en for one in contrast.shared] == ["You dug together."]
    assert [one.en for one in contrast.separating] == ["The shares were not said."]


def test_the_contrast_with_a_rival_still_possible_says_what_it_waits_for(small_reasoner: Reasoner) -> None:
    contrast = qualified(small_reasoner, case_of({"house": "other", "work": "dug"})).explained.contrast

    assert contrast is not None
    assert contrast.form == "shared_garden"
    assert [one.en for one in contrast.separating] == ["still to be known: “agreement”"]


def test_a_named_form_is_told_from_its_nearest_neighbour_by_a_fact_and_by_a_rule_of_thumb(
    base: RuleBase, all_verdicts: tuple[Qualified, ...]
) -> None:
    settled = [found for found in all_verdicts if found.verdict.status == "settled"]
    for found in settled:
        contrast = found.explained.contrast

        assert contrast is not None
        assert contrast.form != found.verdict.principal
        assert contrast.separating != (), found.case
        assert contrast.difference == base.forms[found.verdict.principal].confusions[contrast.form]
    assert len(settled) > 100


def test_the_verdict_of_the_facts_alone_is_said_when_what_was_told_or_felt_matters(small_reasoner: Reasoner) -> None:
    def said(**marks: Evidence) -> str | None:
        text = qualified(small_reasoner, case_of({**SHARED, "sign": "painted"}, marks)).explained.facts_only
        return text.en if text else None

    assert said(work="seen", harvest="written") is None
    assert said(sign="felt") is None
    assert said(harvest="told") == (
        "Leaving out what was told or felt, one would say: a helping hand "
        "(provisional: at least one deciding question remains)."
    )
    work_felt = said(work="felt")
    assert work_felt is not None
    assert "facts missing" in work_felt


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        (dt.date(2026, 5, 31), "le 30/11/2026", "on 2026-11-30"),
        (dt.date(2025, 8, 31), "le 28/02/2026", "on 2026-02-28"),
        (None, "dans 6 mois", "in 6 months"),
    ],
)
def test_the_date_to_look_again_counts_from_the_day_of_the_answers(
    small_reasoner: Reasoner, date: dt.date | None, french: str, english: str
) -> None:
    explained = qualified(small_reasoner, replace(case_of(EARLY), date=date)).explained

    assert explained.look_again == Text(
        f"Regarder à nouveau {french}. À regarder : La terre est-elle retournée ?",
        f"Look again {english}. What to look at: Has the soil been turned?",
    )
    assert english in explained.headline.en


def test_there_is_a_date_to_look_again_only_when_time_is_the_reason(all_verdicts: tuple[Qualified, ...]) -> None:
    for found in all_verdicts:
        timely = found.verdict.because in ("too_early", "dormant")

        assert (found.explained.look_again is not None) == timely, found.case


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(0, 60))
def test_some_months_later_is_the_same_day_or_the_last_of_that_month(date: dt.date, months: int) -> None:
    later = months_later(date, months)

    assert (later.year * 12 + later.month) - (date.year * 12 + date.month) == months
    assert later.day == date.day or (later + dt.timedelta(days=1)).day == 1


def test_what_is_still_to_be_known_is_said_first_to_those_who_have_no_verdict_yet(small_reasoner: Reasoner) -> None:
    missing = qualified(small_reasoner, Case("c", {"house": Answer("other"), "work": Answer(unknown="disputed")}))

    assert missing.explained.headline.en == (
        "You do not see the same facts. Still to be known: What did you do in the garden this year? "
        "Still possible: shared garden, a helping hand, good neighbours, strangers."
    )
    assert missing.explained.open_questions[0].could_tell.en == "the soil"


def test_the_words_of_a_text_are_counted_without_its_signs() -> None:
    text = Text("« Oui » – c'est l'un de 2 : partenariat !", "“Yes” – it is 1 of 2")

    assert (words(text, "fr"), words(text, "en")) == (6, 6)


def test_answers_set_aside_are_named_by_their_question(small_reasoner: Reasoner) -> None:
    found = explain(small_reasoner.base, small_reasoner.qualify(case_of({"house": "same", "harvest": "shared"})))

    assert [one.en for one in found.closed] == ["Was the harvest shared by agreement?"]
