"""What is kept of cases, viewpoints and verdicts, and how it is found again: the same on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualifier.casebook.book import Casebook
from qualifier.casebook.reading import viewpoints_of
from qualifier.casebook.values import Purged, RulesMark
from tests.casebook.books import MINUTE, OTHER_RULES, RULES, START, Where, fault_of

ANSWERS = '{"case": "La maison d\'à côté", "answers": {"written": "signed"}}\n'
WRONG = {
    "case_unknown": lambda book: book.case("Foyre"),
    "case_name_taken": lambda book: book.begin("Foyer", ANSWERS, RULES),
    "case_name_wrong": lambda book: book.begin(" ", ANSWERS, RULES),
    "viewpoint_unknown": lambda book: book.save(99, ANSWERS, RULES),
    "text_not_kept": lambda book: book.begin("a\udcff", ANSWERS, RULES),
}
CODES = set(WRONG)


@pytest.mark.parametrize("code", WRONG)
def test_what_cannot_be_kept_is_told_and_changes_nothing(casebook: Casebook, code: str) -> None:
    casebook.begin("Foyer", ANSWERS, RULES)
    before = casebook.cases()
    fault = fault_of(lambda: WRONG[code](casebook))

    assert fault.code == code
    assert fault.place.file == casebook.where
    assert casebook.cases() == before


def test_a_case_begins_with_one_unfinished_viewpoint(where: Where) -> None:
    viewpoint = where.open().begin("Foyer", ANSWERS, RULES)
    book = where.open()
    (case,) = book.cases()

    assert (viewpoint.case, viewpoint.number, viewpoint.name, viewpoint.finished) == (case.id, 1, None, False)
    assert (viewpoint.answers, viewpoint.rules) == (ANSWERS, RULES)
    assert viewpoint.begun == viewpoint.changed == case.begun == case.changed == START
    assert (case.name, case.note, case.viewpoints, case.finished, case.outcome) == ("Foyer", None, 1, False, None)
    assert book.viewpoints(case.id) == (viewpoint,)
    assert book.viewpoint(case.id, 1) == book.latest() == viewpoint


def test_answers_saved_take_the_place_of_those_before(where: Where) -> None:
    book = where.open()
    viewpoint = book.begin("Foyer", ANSWERS, RULES)
    book.save(viewpoint.id, "later", OTHER_RULES, finished=True)
    after = START + MINUTE

    assert where.open().viewpoint(viewpoint.case, 1) == replace(
        viewpoint, answers="later", rules=OTHER_RULES, finished=True, changed=after
    )
    assert (book.case("Foyer").changed, book.case("Foyer").finished) == (after, True)


def test_the_case_changed_last_comes_first(casebook: Casebook) -> None:
    first, *_ = (casebook.begin(name, ANSWERS, RULES) for name in ("a", "b", "c"))
    casebook.save(first.id, ANSWERS, RULES)

    assert [case.name for case in casebook.cases()] == ["a", "c", "b"]
    assert [case.name for case in casebook.cases(2)] == ["a", "c"]
    assert casebook.latest() == casebook.viewpoint(first.case, 1)


def test_a_case_is_finished_when_each_of_its_viewpoints_is(casebook: Casebook) -> None:
    first = casebook.begin("Foyer", ANSWERS, RULES)
    second = casebook.again(first.case, ANSWERS, RULES, "l'hôpital")
    casebook.save(first.id, ANSWERS, RULES, finished=True)
    half = casebook.case("Foyer").finished
    casebook.save(second.id, ANSWERS, RULES, finished=True)

    assert (second.number, second.name) == (2, "l'hôpital")
    assert (half, casebook.case("Foyer").finished, casebook.case("Foyer").viewpoints) == (False, True, 2)


def test_a_viewpoint_on_no_case_is_refused(casebook: Casebook) -> None:
    assert fault_of(lambda: casebook.again(7, ANSWERS, RULES)).code == "case_unknown"
    assert fault_of(lambda: casebook.viewpoint(7, 1)).code == "viewpoint_unknown"
    assert fault_of(lambda: casebook.keep_verdict(7, "imposed", "settled", RULES, "")).code == "viewpoint_unknown"
    assert fault_of(lambda: casebook.delete_viewpoint(7)).code == "viewpoint_unknown"
    assert casebook.viewpoints(7) == casebook.verdicts(7) == ()


def test_one_reading_sees_one_state_whatever_others_write_meanwhile(where: Where) -> None:
    book, other = where.open(), where.open()
    begun = book.begin("Foyer", ANSWERS, RULES)
    with book._link.reading() as connection:
        before = viewpoints_of(connection, begun.case)
        other.save(begun.id, "later", RULES)
        after = viewpoints_of(connection, begun.case)

    assert before == after == (begun,)
    assert book.viewpoint(begun.case, 1).answers == "later"


# --- names -------------------------------------------------------------------------------------------------


def test_a_case_is_found_by_its_name_else_by_its_number(casebook: Casebook) -> None:
    first = casebook.begin("Foyer", ANSWERS, RULES)

    assert casebook.case(" Foyer ").id == first.case
    assert casebook.case(str(first.case)).id == first.case


@pytest.mark.parametrize("name", ["12", "٣", "-tiret", "--yes"])
def test_a_name_that_would_be_taken_for_a_number_or_an_option_is_refused(casebook: Casebook, name: str) -> None:
    assert fault_of(lambda: casebook.begin(name, ANSWERS, RULES)).code == "case_name_wrong"


def test_accents_typed_in_two_ways_are_one_name(casebook: Casebook) -> None:
    begun = casebook.begin("E\u0301te\u0301", ANSWERS, RULES)

    assert casebook.case("\u00c9t\u00e9").id == begun.case
    assert casebook.case("\u00c9t\u00e9").name == "\u00c9t\u00e9"


@pytest.mark.parametrize("named", ["Foye", "99", "9" * 40, "-1", "²", ""])
def test_no_case_is_found_under_another_name(casebook: Casebook, named: str) -> None:
    casebook.begin("Foyer", ANSWERS, RULES)

    assert fault_of(lambda: casebook.case(named)).code == "case_unknown"


def test_names_like_an_unknown_one_are_proposed(casebook: Casebook) -> None:
    casebook.begin("Foyer des Lilas", ANSWERS, RULES)

    assert "Close: Foyer des Lilas." in fault_of(lambda: casebook.case("Foyer de Lilas")).text().en


def test_a_free_name_is_the_one_wished_else_the_same_with_a_number(casebook: Casebook) -> None:
    wished = [casebook.free_name("Foyer")]
    for _ in range(3):
        casebook.begin(wished[-1], ANSWERS, RULES)
        wished.append(casebook.free_name("Foyer"))

    assert wished == ["Foyer", "Foyer (2)", "Foyer (3)", "Foyer (4)"]


def test_a_free_name_is_always_one_that_can_be_kept(casebook: Casebook) -> None:
    long = casebook.begin(casebook.free_name("n" * 300), ANSWERS, RULES)
    again = casebook.begin(casebook.free_name("n" * 300), ANSWERS, RULES)

    assert [case.name for case in casebook.cases()] == ["n" * 196 + " (2)", "n" * 200]
    assert long.case != again.case
    assert casebook.free_name(" two\n lines\t") == "two lines"
    assert fault_of(lambda: casebook.free_name(" \n")).code == "case_name_wrong"


@pytest.mark.parametrize("name", ["", " ", "n" * 201, "two\nlines", "a\tb", "\x1b[31mred"])
def test_a_name_is_one_short_line(casebook: Casebook, name: str) -> None:
    begun = casebook.begin("Foyer", ANSWERS, RULES)

    assert fault_of(lambda: casebook.begin(name, ANSWERS, RULES)).code == "case_name_wrong"
    assert fault_of(lambda: casebook.rename(begun.case, name)).code == "case_name_wrong"


def test_a_case_is_renamed_unless_the_name_is_taken(casebook: Casebook) -> None:
    begun = casebook.begin("Foyer", ANSWERS, RULES)
    casebook.begin("École", ANSWERS, RULES)
    casebook.rename(begun.case, "Foyer des Lilas")

    assert casebook.case("Foyer des Lilas").id == begun.case
    assert fault_of(lambda: casebook.rename(begun.case, "École")).code == "case_name_taken"
    assert fault_of(lambda: casebook.rename(99, "Autre")).code == "case_unknown"
    assert casebook.case("Foyer des Lilas").id == begun.case


def test_a_note_is_written_and_taken_away(casebook: Casebook) -> None:
    begun = casebook.begin("Foyer", ANSWERS, RULES)
    casebook.note(begun.case, "revoir\nen juin")
    written = casebook.case("Foyer").note
    casebook.note(begun.case, None)

    assert (written, casebook.case("Foyer").note) == ("revoir\nen juin", None)


@pytest.mark.parametrize("text", ["half \ud83d", "null \0"])
def test_text_that_a_database_cannot_hold_is_refused_everywhere(casebook: Casebook, text: str) -> None:
    begun = casebook.begin("Foyer", ANSWERS, RULES)
    tries = [
        lambda: casebook.note(begun.case, text),
        lambda: casebook.case(f"n{text}"),
        lambda: casebook.save(begun.id, text, RULES),
        lambda: casebook.again(begun.case, ANSWERS, RULES, text),
        lambda: casebook.again(begun.case, text, RULES),
        lambda: casebook.keep_verdict(begun.id, "imposed", "settled", RULES, text),
    ]

    assert {fault_of(one).code for one in tries} == {"text_not_kept"}
    assert casebook.viewpoints(begun.case) == (begun,)


# --- verdicts ----------------------------------------------------------------------------------------------


def test_a_verdict_is_kept_whole_with_the_rules_it_was_made_with(where: Where) -> None:
    book = where.open()
    begun = book.begin("Foyer", ANSWERS, RULES)
    content = "".join(chr(0x20 + number % 0x2000) for number in range(200_000))
    kept = book.keep_verdict(begun.id, "imposed", "settled", RULES, content)

    assert where.open().verdicts(begun.id) == (kept,)
    assert (kept.viewpoint, kept.outcome, kept.status, kept.rules) == (begun.id, "imposed", "settled", RULES)
    assert kept.content == content
    assert kept.made == START + MINUTE == book.case("Foyer").changed


def test_a_verdict_takes_the_place_of_the_one_made_with_the_same_rules_only(casebook: Casebook) -> None:
    begun = casebook.begin("Foyer", ANSWERS, RULES)
    renamed = RulesMark("9.9", RULES.hash, 9)
    for outcome, rules in [("imposed", RULES), ("palliative", OTHER_RULES), ("internal", renamed)]:
        casebook.keep_verdict(begun.id, outcome, "settled", rules, "content")

    assert [(one.outcome, one.rules) for one in casebook.verdicts(begun.id)] == [
        ("palliative", OTHER_RULES),
        ("internal", renamed),
    ]


def test_the_outcome_of_a_case_is_that_of_its_last_verdict_whoever_it_was_given_to(casebook: Casebook) -> None:
    first = casebook.begin("Foyer", ANSWERS, RULES)
    second = casebook.again(first.case, ANSWERS, RULES)
    outcomes = [casebook.case("Foyer").outcome]
    for viewpoint, outcome in [(first, "imposed"), (second, "internal"), (first, "palliative")]:
        casebook.keep_verdict(viewpoint.id, outcome, "settled", RULES, "content")
        outcomes.append(casebook.case("Foyer").outcome)

    assert outcomes == [None, "imposed", "internal", "palliative"]


# --- erasing -----------------------------------------------------------------------------------------------


def test_deleting_a_case_takes_its_viewpoints_and_verdicts_along_and_nothing_else(casebook: Casebook) -> None:
    gone, also, stays = (casebook.begin(name, ANSWERS, RULES) for name in ("a", "b", "c"))
    for one in (gone, also, stays):
        casebook.keep_verdict(one.id, "imposed", "settled", RULES, "content")
    count = casebook.delete([gone.case, also.case, 99])

    assert count == 2
    assert [case.name for case in casebook.cases()] == ["c"]
    assert casebook.viewpoints(gone.case) == casebook.verdicts(gone.id) == ()
    assert len(casebook.verdicts(stays.id)) == 1


def test_the_number_of_a_deleted_case_is_never_given_again(casebook: Casebook) -> None:
    gone = casebook.begin("a", ANSWERS, RULES)
    casebook.delete([gone.case])

    assert casebook.begin("a", ANSWERS, RULES).case > gone.case
    assert casebook.purge(None) == Purged(cases=1, records=0)
    assert casebook.begin("a", ANSWERS, RULES).case > gone.case + 1


def test_deleting_the_only_viewpoint_leaves_a_case_without_any(casebook: Casebook) -> None:
    begun = casebook.begin("Foyer", ANSWERS, RULES)
    casebook.save(begun.id, ANSWERS, RULES, finished=True)
    casebook.delete_viewpoint(begun.id)
    case = casebook.case("Foyer")

    assert (case.viewpoints, case.finished) == (0, False)
    assert casebook.again(begun.case, ANSWERS, RULES).number == 1


def test_old_cases_are_told_then_purged(casebook: Casebook) -> None:
    old, renewed = (casebook.begin(name, ANSWERS, RULES) for name in ("old", "renewed"))
    casebook.begin("new", ANSWERS, RULES)
    casebook.save(renewed.id, ANSWERS, RULES)
    limit = START + 2 * MINUTE

    assert [case.name for case in casebook.older_than(limit)] == ["old"]
    assert casebook.purge(limit) == Purged(cases=1, records=0)
    assert [case.name for case in casebook.cases()] == ["renewed", "new"]
    assert casebook.viewpoints(old.case) == ()
    assert casebook.purge(None) == Purged(cases=2, records=0)
    assert casebook.cases() == ()
