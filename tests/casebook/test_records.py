"""Sessions and practice are kept beside the cases, never replaced unseen, and erased: the same on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qualifier.casebook.book import Casebook
from qualifier.casebook.values import Purged, RecordLine, after
from qualifier.knowledge.faults import FaultsFound
from tests.casebook.books import MINUTE, RULES, START, Where, fault_of
from tests.casebook.test_sqlite import FORK

SESSION, PRACTICE = "session", "practice"
CONTENT = '{"viewpoints": ["un", "deux"], "said": "d\'accord"}\n'
WRONG: dict[str, Callable[[Casebook], object]] = {
    "record_unknown": lambda book: book.records.one(SESSION, "Equipe"),
    "record_name_taken": lambda book: book.records.keep(SESSION, "Équipe", "other", seen=None),
    "record_moved": lambda book: book.records.keep(SESSION, "Équipe", "other", seen=START - MINUTE),
    "case_name_wrong": lambda book: book.records.keep(SESSION, " ", CONTENT, seen=None),
    "text_not_kept": lambda book: book.records.keep(SESSION, "Autre", "half \ud83d", seen=None),
}
CODES = {"record_unknown", "record_name_taken", "record_moved"}


def names(book: Casebook, kind: str = SESSION) -> list[str]:
    return [one.name for one in book.records.of(kind)]


@pytest.mark.parametrize("code", WRONG)
def test_what_cannot_be_kept_is_told_and_changes_nothing(casebook: Casebook, code: str) -> None:
    kept = casebook.records.keep(SESSION, "Équipe", CONTENT, seen=None)
    fault = fault_of(lambda: WRONG[code](casebook))

    assert (fault.code, fault.place.file) == (code, casebook.where)
    assert casebook.records.of(SESSION) == (kept,)


def test_a_record_is_kept_whole_whatever_its_length(where: Where) -> None:
    content = "".join(chr(0x20 + number % 0x2000) for number in range(200_000))
    kept = where.open().records.keep(SESSION, "Équipe", content, seen=None)

    assert where.open().records.of(SESSION) == (kept,)
    assert (kept.kind, kept.name, kept.content) == (SESSION, "Équipe", content)
    assert kept.begun == kept.changed == START


def test_a_record_takes_the_place_of_the_one_that_was_seen(where: Where) -> None:
    book = where.open()
    first = book.records.keep(SESSION, "Équipe", CONTENT, seen=None)
    second = book.records.keep(SESSION, "Équipe", "later", seen=first.changed)
    third = book.records.keep(SESSION, "Équipe", "later still", seen=second.changed)

    assert second == replace(first, content="later", changed=START + MINUTE)
    assert where.open().records.of(SESSION) == (third,)


def test_of_two_windows_that_saw_the_same_only_the_first_replaces_it(where: Where) -> None:
    book, other = where.open(), where.open()
    seen = book.records.keep(SESSION, "Équipe", CONTENT, seen=None).changed
    kept = other.records.keep(SESSION, "Équipe", "theirs", seen=seen)
    fault = fault_of(lambda: book.records.keep(SESSION, "Équipe", "mine", seen=seen))

    assert fault.code == "record_moved"
    assert book.records.of(SESSION) == (kept,)


def test_a_clock_that_stands_still_or_is_set_back_lets_nobody_replace_what_was_not_seen(where: Where) -> None:
    book = where.open()
    first = book.records.keep(SESSION, "Équipe", CONTENT, seen=None)
    where.clock.moment = START - 2 * MINUTE
    second = book.records.keep(SESSION, "Équipe", "later", seen=first.changed)

    assert second.changed > first.changed
    assert fault_of(lambda: book.records.keep(SESSION, "Équipe", "lost", seen=first.changed)).code == "record_moved"
    assert after(START, START) > START
    assert after(START, START + MINUTE) == START + MINUTE


def test_a_record_deleted_meanwhile_does_not_come_back_unasked(casebook: Casebook) -> None:
    kept = casebook.records.keep(SESSION, "Équipe", CONTENT, seen=None)
    casebook.records.delete(kept.id)

    assert fault_of(lambda: casebook.records.keep(SESSION, "Équipe", "x", seen=kept.changed)).code == "record_moved"
    assert casebook.records.of(SESSION) == ()
    assert casebook.records.keep(SESSION, "Équipe", CONTENT, seen=None).id > kept.id


def test_the_record_changed_last_comes_first_among_those_of_its_kind(casebook: Casebook) -> None:
    first, *_ = (casebook.records.keep(SESSION, name, CONTENT, seen=None) for name in ("a", "b", "c"))
    casebook.records.keep(PRACTICE, "a", "other", seen=None)
    casebook.records.keep(SESSION, "a", CONTENT, seen=first.changed)

    assert names(casebook) == ["a", "c", "b"]
    assert names(casebook, PRACTICE) == ["a"]
    assert names(casebook, "none") == []


def test_a_record_is_found_by_its_name_else_by_its_number_among_those_of_its_kind(casebook: Casebook) -> None:
    session = casebook.records.keep(SESSION, "E\u0301quipe", CONTENT, seen=None)
    practice = casebook.records.keep(PRACTICE, "Équipe", CONTENT, seen=None)

    assert session.name == "\u00c9quipe"
    assert casebook.records.one(SESSION, " Équipe ") == casebook.records.one(SESSION, str(session.id)) == session
    assert casebook.records.one(PRACTICE, "Équipe") == practice
    for named in (str(practice.id), "9" * 40, "²", "-1", ""):
        assert fault_of(lambda named=named: casebook.records.one(SESSION, named)).code == "record_unknown"


def test_names_like_an_unknown_one_are_proposed_from_its_kind_only(casebook: Casebook) -> None:
    casebook.records.keep(SESSION, "Équipe de mars", CONTENT, seen=None)
    casebook.records.keep(PRACTICE, "Équipe de mai", CONTENT, seen=None)
    told = fault_of(lambda: casebook.records.one(SESSION, "Équipe de mar")).text().en

    assert "Close: Équipe de mars." in told


@pytest.mark.parametrize("name", ["", "n" * 201, "two\nlines", "12", "-tiret"])
def test_a_record_is_named_as_a_case_is(casebook: Casebook, name: str) -> None:
    assert fault_of(lambda: casebook.records.keep(SESSION, name, CONTENT, seen=None)).code == "case_name_wrong"


def test_a_name_that_no_database_can_hold_is_told_when_it_is_looked_for(casebook: Casebook) -> None:
    assert fault_of(lambda: casebook.records.one(SESSION, "null \0")).code == "text_not_kept"


def test_the_lines_of_all_kinds_are_told_without_reading_their_texts(casebook: Casebook) -> None:
    old = casebook.records.keep(SESSION, "old", CONTENT, seen=None)
    new = casebook.records.keep(PRACTICE, "new", CONTENT, seen=None)
    with casebook._link.writing() as connection:
        connection.exec_driver_sql("UPDATE casebook_records SET content = ''")
    lines = [RecordLine(one.id, one.kind, one.name, one.begun, one.changed) for one in (new, old)]

    assert casebook.records.lines() == tuple(lines)
    assert casebook.records.lines(START + MINUTE) == tuple(lines[1:])
    assert fault_of(lambda: casebook.records.of(SESSION)).code == "casebook_damaged"
    assert casebook.purge(None) == Purged(0, 2)


def test_records_and_cases_of_the_same_name_leave_each_other_alone(casebook: Casebook) -> None:
    begun = casebook.begin("Équipe", "answers", RULES)
    kept = casebook.records.keep(SESSION, "Équipe", CONTENT, seen=None)
    casebook.delete([begun.case])
    left = names(casebook)
    begun = casebook.begin("Équipe", "answers", RULES)
    casebook.records.delete(kept.id)
    casebook.records.delete(99)

    assert (left, names(casebook)) == (["Équipe"], [])
    assert casebook.viewpoints(begun.case) == (begun,)


def test_a_purge_takes_old_records_along_with_old_cases(casebook: Casebook) -> None:
    casebook.begin("old", "answers", RULES)
    casebook.records.keep(SESSION, "old", CONTENT, seen=None)
    renewed = casebook.records.keep(PRACTICE, "renewed", CONTENT, seen=None)
    casebook.begin("new", "answers", RULES)
    casebook.records.keep(PRACTICE, "renewed", CONTENT, seen=renewed.changed)

    assert casebook.purge(START + 3 * MINUTE) == Purged(cases=1, records=1)
    assert ([one.name for one in casebook.cases()], names(casebook), names(casebook, PRACTICE)) == (
        ["new"],
        [],
        ["renewed"],
    )
    assert casebook.purge(None) == Purged(cases=1, records=1)
    assert (casebook.cases(), casebook.records.lines()) == ((), ())


def test_several_programs_that_begin_the_same_record_at_once_keep_one_and_tell_the_others(where: Where) -> None:
    def one(number: int) -> None:
        try:
            where.open().records.keep(SESSION, "Équipe", f"content {number}", seen=None)
        except FaultsFound as error:
            told.send([fault.code for fault in error.faults])
        else:
            told.send([])

    where.open().close()
    heard, told = FORK.Pipe(duplex=False)
    children = [FORK.Process(target=one, args=(number,)) for number in range(4)]
    for child in children:
        child.start()
    outcomes = sorted(heard.recv() for _ in children)
    for child in children:
        child.join()

    assert outcomes == [[], ["record_name_taken"], ["record_name_taken"], ["record_name_taken"]]
    assert names(where.open()) == ["Équipe"]
