"""What a practice teaches: where it stands beside the file, what told most apart, what was wanting, what to read."""

from collections.abc import Mapping

import pytest

from qualifier.knowledge.cases import Answer, Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import Document, Item, Listing, Paragraph, Table
from qualifier.report.text import text
from qualifier.training.exercises import Exercise
from qualifier.training.lesson import Lesson, counted, lesson, lesson_document
from qualifier.training.practice import Practice, best_next
from qualifier.words import LANGS, Text
from tests.support import texts

GARDEN = {"house": "other", "sign": "painted", "work": "dug", "harvest": "shared"}
NOTHING_KNOWN = {"house": "other"}
PROVISIONAL = {"house": "other", "work": "dug"}


def learnt(
    reasoner: Reasoner, options: Mapping[str, str], asked: tuple[str, ...], form: str | None, why: str = ""
) -> Lesson:
    answers = {question: Answer(option) for question, option in options.items()}
    practice = Practice(reasoner.decisions, Exercise("one", Text("Un", "One"), Text("Dit.", "Told."), answers, ""))
    for question in asked:
        practice = practice.ask(question)
    return lesson(reasoner, practice.commit(form, why))


# --- how what was committed to stands ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "asked", "form", "standing"),
    [
        (GARDEN, ("house", "work", "harvest"), "shared_garden", "right"),
        (GARDEN, ("work",), "shared_garden", "right"),
        (GARDEN, ("house", "work"), "digging_together", "possible"),
        (GARDEN, ("house", "work"), "strangers", "apart"),
        (GARDEN, ("work",), None, "early"),
        (GARDEN, ("house", "work", "harvest"), None, "told"),
        (NOTHING_KNOWN, ("house", "work"), None, "open"),
        (PROVISIONAL, ("house", "work"), None, "open"),
        (PROVISIONAL, ("house", "work"), "digging_together", "right"),
        (PROVISIONAL, ("house", "work"), "shared_garden", "possible"),
        ({"house": "other", "work": "nothing", "since": "spring"}, (), "undetermined.too_early", "right"),
    ],
)
def test_what_was_committed_to_is_set_beside_the_file_and_the_facts_asked(
    small_reasoner: Reasoner, options: Mapping[str, str], asked: tuple[str, ...], form: str | None, standing: str
) -> None:
    found = learnt(small_reasoner, options, asked, form)

    assert found.standing == standing
    assert found.found is (standing in ("right", "open"))
    assert (found.confusion is None) is found.found


def test_a_form_that_the_facts_left_possible_is_said_so_with_what_else_they_left(small_reasoner: Reasoner) -> None:
    found = learnt(small_reasoner, GARDEN, ("house", "work"), "digging_together")

    assert found.possible == ("shared_garden", "digging_together")
    assert found.said.fr == (
        "Le dossier entier donne autre chose : jardin partagé. D'après vos faits, votre réponse (coup de main) était "
        "possible. Vos faits laissaient encore possibles : jardin partagé, coup de main."
    )


def test_a_form_that_the_facts_ruled_out_is_told_with_the_fact_that_did(small_reasoner: Reasoner) -> None:
    found = learnt(small_reasoner, GARDEN, ("house", "work"), "household")

    assert (
        "Vos faits écartaient déjà votre réponse (une maisonnée). Ce qui l'écarte : Il y a deux clés." in found.said.fr
    )


def test_the_right_form_found_on_too_few_facts_is_told_what_was_still_possible(small_reasoner: Reasoner) -> None:
    early, sure = (
        learnt(small_reasoner, GARDEN, asked, "shared_garden").said.en
        for asked in (("house", "work"), ("house", "work", "harvest"))
    )

    assert early.endswith("Your facts still left possible: shared garden, a helping hand.")
    assert sure == "The full file says so too: shared garden. Your facts were enough to establish it."


def test_nothing_is_taught_before_a_form_is_committed_to(small_reasoner: Reasoner) -> None:
    practice = Practice(small_reasoner.decisions, Exercise("one", Text("", ""), Text("", ""), {}, ""))

    with pytest.raises(ValueError, match="one"):
        lesson(small_reasoner, practice)


# --- what was asked ----------------------------------------------------------------------------------------


def test_each_question_stands_beside_the_one_that_told_most_apart_just_then(small_reasoner: Reasoner) -> None:
    found = learnt(small_reasoner, GARDEN, ("sign", "house", "since", "work", "harvest"), "shared_garden")

    assert [(one.fact.question, one.compared, one.best) for one in found.moments] == [
        ("sign", "idle", "house"),
        ("house", "best", "house"),
        ("since", "less", "work"),
        ("work", "best", "work"),
        ("harvest", "best", "harvest"),
    ]
    assert [one.left for one in found.moments] == [6, 5, 5, 2, 1]


def test_a_question_asked_once_the_form_is_settled_is_told_so(small_reasoner: Reasoner) -> None:
    found = learnt(small_reasoner, {"house": "same", "sign": "none"}, ("house", "sign"), "household")

    assert [one.compared for one in found.moments] == ["best", "settled"]


def test_the_facts_are_counted_beside_the_fewest_that_were_enough(small_reasoner: Reasoner) -> None:
    found = learnt(small_reasoner, GARDEN, ("sign", "house", "since", "work", "harvest"), "shared_garden")

    assert (found.fewest, found.one_by_one) == (("house", "work", "harvest"), 3)
    assert counted(found).fr.startswith("Vous avez demandé 5 faits ; 3 bien choisis suffisaient.")


@pytest.mark.parametrize(
    ("options", "asked", "said"),
    [
        (GARDEN, (), "You asked for no fact; it took at least 3 to tell."),
        (GARDEN, ("work",), "You asked for 1 fact; it took at least 3 to tell."),
        ({"house": "same"}, ("sign", "house"), "You asked for 2 facts; 1 well chosen was enough."),
        (PROVISIONAL, ("work",), "You asked for 1 fact. No number of facts would have been enough"),
    ],
)
def test_the_count_reads_well_whatever_the_numbers(
    small_reasoner: Reasoner, options: Mapping[str, str], asked: tuple[str, ...], said: str
) -> None:
    assert counted(learnt(small_reasoner, options, asked, None)).en.startswith(said)


def test_what_was_overlooked_is_the_fewest_facts_that_were_wanting_beside_those_asked(small_reasoner: Reasoner) -> None:
    assert learnt(small_reasoner, GARDEN, ("sign", "work"), None).overlooked == ("house", "harvest")
    assert learnt(small_reasoner, GARDEN, ("house", "work", "harvest"), None).overlooked == ()
    assert learnt(small_reasoner, NOTHING_KNOWN, ("house",), None).overlooked == ()


def test_who_asks_each_time_what_tells_most_apart_could_not_have_asked_better(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    for scenario in library[::12]:
        exercise = Exercise(scenario.case.id, scenario.title, Text("", ""), scenario.case.answers, "")
        practice = Practice(reasoner.decisions, exercise)
        while (following := best_next(reasoner, practice.options, silent(practice))) is not None:
            practice = practice.ask(following)
        found = lesson(reasoner, practice.commit(None))

        assert found.outcome.partition(".")[0] == scenario.expected.form
        assert {one.compared for one in found.moments} == {"best"}
        assert found.open or found.one_by_one == len(practice.asked) >= len(found.fewest or ())
        assert found.overlooked == ()


def silent(practice: Practice) -> list[str]:
    return [fact.question for fact in practice.facts if fact.option is None]


# --- the confusion, and what to read -----------------------------------------------------------------------


def test_the_confusion_is_said_in_the_words_of_the_form_of_the_file(small_reasoner: Reasoner) -> None:
    found = learnt(small_reasoner, GARDEN, ("work",), "digging_together")

    assert found.confusion is not None
    assert found.confusion.text.fr == "Bêcher ne dit rien du partage."
    assert found.confusion.source == ("lost_letter",)


def test_a_confusion_known_from_the_other_form_only_is_said_as_seen_from_there(small_reasoner: Reasoner) -> None:
    found = learnt(small_reasoner, GARDEN, ("work",), "household")

    assert found.confusion is not None
    assert found.confusion.text.en == "Starting from “a household”: A shared garden has two doors."


def test_a_confusion_that_no_form_knows_is_explained_by_the_facts_of_the_file(small_reasoner: Reasoner) -> None:
    found = learnt(small_reasoner, GARDEN, ("work",), "strangers")

    assert found.confusion is not None
    assert found.confusion.text.fr == "Vous avez bêché à deux."


def test_every_confusion_of_the_real_rules_finds_its_words(reasoner: Reasoner, library: tuple[Scenario, ...]) -> None:
    scenario = next(one for one in library if one.case.id == "c08_funder_convention")
    exercise = Exercise("one", scenario.title, Text("", ""), scenario.case.answers, "imposed")
    forms = [form for form in reasoner.base.forms if form != "imposed"]
    for form in ("undetermined.too_early", *forms[::4], *reasoner.base.forms["imposed"].confusions):
        found = lesson(reasoner, Practice(reasoner.decisions, exercise).commit(form))

        assert found.confusion is not None
        assert all(found.confusion.text.to(lang) for lang in LANGS)


def listed(document: Document, start: str) -> list[Item]:
    """Return the lines of the lists whose first line begins so, in English."""
    return [
        item
        for block in document.blocks
        if isinstance(block, Listing) and block.items[0].text.en.startswith(start)
        for item in block.items
    ]


def test_what_to_read_comes_with_where_it_can_be_read(small_reasoner: Reasoner, small_base: RuleBase) -> None:
    document = lesson_document(learnt(small_reasoner, GARDEN, ("work",), "digging_together"))
    about = listed(document, "On “shared garden”")
    where = small_base.sources["garden_book"].where

    assert [one.text.en for one in about] == ["On “shared garden”:", "On “a helping hand”:"]
    assert any(where in one.text.en for item in about for one in item.below)


# --- as a document -----------------------------------------------------------------------------------------


def test_the_document_quotes_the_reasons_and_shows_each_question_once(small_reasoner: Reasoner) -> None:
    document = lesson_document(learnt(small_reasoner, GARDEN, ("sign", "work"), None, "Pas vu."))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    said = [block.text.fr for block in document.blocks if isinstance(block, Paragraph)]

    assert [len(table.rows) for table in tables] == [2]
    assert "Vos raisons : Pas vu." in said
    assert [one.text.en for one in listed(document, "“Is it the same house?”")] == [
        "“Is it the same house?” — No, another",
        "“Was the harvest shared by agreement?” — Yes, as agreed",
    ]


def test_once_nothing_was_wanting_the_shortest_proof_is_shown_instead(small_reasoner: Reasoner) -> None:
    document = lesson_document(learnt(small_reasoner, {"house": "same"}, ("sign", "house"), "household"))

    assert [one.text.fr for one in listed(document, "Is it the same house?")] == [
        "Est-ce la même maison ? (demandé)",
    ]


@pytest.mark.parametrize("form", ["shared_garden", "strangers", None])
def test_the_document_is_whole_in_both_languages_and_readable_at_any_width(
    small_reasoner: Reasoner, form: str | None
) -> None:
    document = lesson_document(learnt(small_reasoner, GARDEN, ("sign", "since", "work"), form))

    assert all(one.fr and one.en for one in texts(document.blocks))
    for lang in LANGS:
        assert max(map(len, text(document, (lang,), 60).splitlines())) <= 60


def test_without_diagrams_there_is_still_a_lesson(small_base: RuleBase) -> None:
    reasoner = Reasoner(small_base)
    reasoner.__dict__["ahead"] = None
    found = learnt(reasoner, GARDEN, ("work",), "digging_together")

    assert (found.standing, found.fewest, found.one_by_one, found.overlooked) == ("possible", None, None, ())
    assert [(one.compared, one.best) for one in found.moments] == [(None, None)]
    assert "1 fait." in text(lesson_document(found), ("fr",))
