"""What is deleted is gone from the files, not only from the lists."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qualifier.casebook.book import Casebook
from qualifier.casebook.values import Viewpoint
from tests.casebook.books import OTHER_RULES, RULES, Where, bytes_in, fault_of
from tests.casebook.cluster import Cluster

CODES = {"casebook_traces_left"}
SECRET = "Marguerite Quatrevents"
REPORT = "".join(f"{number} {SECRET} {number * number} " for number in range(3000))
PACKED = zlib.compress(REPORT.encode())


def delete_secret_records(book: Casebook) -> None:
    for one in book.records.lines():
        if SECRET in one.name:
            book.records.delete(one.id)


def delete(book: Casebook) -> None:
    book.delete([book.case(f"case {SECRET}").id])
    delete_secret_records(book)


def purge_all(book: Casebook) -> None:
    book.purge(None)


def purge_old(book: Casebook) -> None:
    book.purge(book.case(f"case {SECRET}").changed.replace(year=2100))


ways = pytest.mark.parametrize("erase", [delete, purge_all, purge_old])


def traces(content: bytes) -> list[str]:
    """Return which traces of the secret are in some bytes: in clear, or a piece of what was kept compressed."""
    pieces = [PACKED[at : at + 40] for at in range(0, len(PACKED) - 40, 500)] + [zlib.compress(SECRET.encode())]
    return ["clear"] * (SECRET.encode() in content) + ["packed"] * any(piece in content for piece in pieces)


def found_in(folder: Path) -> dict[str, list[str]]:
    return {name: found for name, content in bytes_in(folder).items() if (found := traces(content))}


def keep_secret(book: Casebook) -> Viewpoint:
    """Keep the secret everywhere, among cases that stay."""
    for number in range(20):
        book.keep_verdict(book.begin(f"a{number}", "ordinary " * 50, RULES).id, "imposed", "settled", RULES, "o" * 9000)
    viewpoint = book.begin(f"case {SECRET}", f"answers {SECRET}", RULES)
    book.note(viewpoint.case, f"note {SECRET}")
    other = book.again(viewpoint.case, f"more {SECRET}", RULES, f"seen by {SECRET}")
    book.keep_verdict(viewpoint.id, "imposed", "settled", RULES, REPORT)
    for rules in (RULES, OTHER_RULES):
        book.keep_verdict(other.id, "imposed", "settled", rules, SECRET)
    session = book.records.keep("session", f"session {SECRET}", f"{SECRET} said", seen=None)
    book.records.keep("session", session.name, REPORT, seen=session.changed)
    for kind in ("session", "practice"):
        book.records.keep(kind, f"short {SECRET}", SECRET, seen=None)
    for number in range(20):
        book.begin(f"b{number}", "ordinary " * 50, RULES)
        book.records.keep("session", f"b{number}", "o" * 9000, seen=None)
    return viewpoint


@ways
def test_nothing_of_a_deleted_case_stays_in_any_file(in_file: Where, erase: Callable[[Casebook], None]) -> None:
    book = in_file.open()
    keep_secret(book)
    before = found_in(in_file.folder)
    erase(book)

    assert {trace for found in before.values() for trace in found} == {"clear", "packed"}
    assert found_in(in_file.folder) == {}
    book.close()
    assert found_in(in_file.folder) == {}


def test_nothing_of_a_deleted_viewpoint_stays_in_any_file(in_file: Where) -> None:
    book = in_file.open()
    keep_secret(book)
    case = book.case(f"case {SECRET}")
    book.rename(case.id, "plain")
    book.note(case.id, None)
    for viewpoint in book.viewpoints(case.id):
        book.delete_viewpoint(viewpoint.id)
    delete_secret_records(book)

    assert found_in(in_file.folder) == {}


@pytest.mark.parametrize("end", [Casebook.close, Casebook.tidy])
def test_an_answer_that_was_changed_leaves_nothing_behind(in_file: Where, end: Callable[[Casebook], None]) -> None:
    book = in_file.open()
    viewpoint = book.begin("Foyer", f"answers {SECRET}", RULES)
    book.keep_verdict(viewpoint.id, "imposed", "settled", RULES, REPORT)
    before = found_in(in_file.folder)
    book.save(viewpoint.id, "others", RULES)
    book.keep_verdict(viewpoint.id, "imposed", "settled", RULES, "other")
    session = book.records.keep("session", "team", REPORT, seen=None)
    book.records.keep("session", "team", "other", seen=session.changed)
    end(book)

    assert before
    assert found_in(in_file.folder) == {}


def test_tidying_removes_copies_that_moving_rows_left_in_pages(in_file: Where) -> None:
    book = in_file.open()
    viewpoints = [book.begin(f"case {number}", "x", RULES) for number in range(30)]
    for length in (20, 700, 90, 1500, 10, 400):
        for one in viewpoints:
            book.save(one.id, f"{SECRET} " * (length // 20), RULES)
    for one in viewpoints:
        book.save(one.id, "other", RULES)
    book.tidy()

    assert found_in(in_file.folder) == {}
    assert {book.viewpoint(one.case, 1).answers for one in viewpoints} == {"other"}


def test_the_file_shrinks_when_much_is_deleted(in_file: Where) -> None:
    book = in_file.open()
    for number in range(20):
        book.begin(f"case {number}", "x" * 100_000, RULES)
    book.tidy()
    before = in_file.file.stat().st_size
    book.purge(None)

    assert in_file.file.stat().st_size * 10 < before


def test_traces_that_another_program_holds_are_told_and_removed_at_the_next_opening(in_file: Where) -> None:
    book = in_file.open(patience=0.05)
    secret = keep_secret(book)
    with closing(sqlite3.connect(in_file.file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM casebook_cases").fetchone()
        fault = fault_of(lambda: book.delete([secret.case]))
        names = [case.name for case in book.cases()]
        secrets = [one for one in book.records.lines() if SECRET in one.name]
        again = [fault_of(lambda one=one: book.records.delete(one.id)) for one in secrets]
        other.execute("COMMIT")
    left = found_in(in_file.folder)
    reopened = in_file.open()

    assert (fault.code, fault.place.file) == ("casebook_traces_left", str(in_file.file))
    assert again == [fault] * 3
    assert f"case {SECRET}" not in names
    assert left
    assert found_in(in_file.folder) == {}
    assert len(reopened.cases()) == 40


def test_what_was_left_beside_the_file_goes_at_the_next_opening(in_file: Where) -> None:
    in_file.open().close()
    for end in ("before-update", "being-made", "being-made-wal", "being-erased"):
        in_file.file.with_name(f".casebook.sqlite3.{end}").write_text(SECRET)
    in_file.file.with_name("casebook.sqlite3-journal").write_text(SECRET)
    in_file.open().close()

    assert list(bytes_in(in_file.folder)) == ["casebook.sqlite3"]


def test_a_copy_that_the_user_put_beside_the_file_is_left_alone(in_file: Where) -> None:
    in_file.open().close()
    copies = {f"casebook.sqlite3.{end}": b"a copy" for end in ("old", "new", "bak", "before")}
    for name, content in copies.items():
        (in_file.folder / name).write_bytes(content)
    in_file.open().purge(None)
    in_file.close()

    assert {name: bytes_in(in_file.folder).get(name) for name in copies} == copies


def test_a_second_name_of_the_file_is_not_erased_with_what_it_leads_to(in_file: Where) -> None:
    in_file.open().begin("Foyer", "answers", RULES)
    in_file.close()
    in_file.file.with_name(".casebook.sqlite3.being-erased").hardlink_to(in_file.file)

    assert [case.name for case in in_file.open().cases()] == ["Foyer"]
    assert not in_file.file.with_name(".casebook.sqlite3.being-erased").exists()


@pytest.mark.database
@ways
def test_nothing_of_a_deleted_case_stays_in_the_tables_of_the_server(
    in_database: Where, server: Cluster, erase: Callable[[Casebook], None]
) -> None:
    def in_tables() -> dict[str, list[str]]:
        server.run("CHECKPOINT")
        return found_in(server.data / "base")

    book = in_database.open()
    keep_secret(book)
    server.run("ANALYZE", str(in_database.url).split("/")[3].split("?")[0])
    before = in_tables()
    erase(book)

    assert {trace for found in before.values() for trace in found} == {"clear", "packed"}
    assert in_tables() == {}
