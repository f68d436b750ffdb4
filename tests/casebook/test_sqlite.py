"""The file of a casebook: who can read it, and what happens when it is busy, full, read-only, damaged or not ours.

Whatever goes wrong, what was kept before is untouched and nothing is half written.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import random
import resource
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from qualifier.casebook.files import PAGE
from qualifier.casebook.store import open_casebook
from qualifier.knowledge.faults import Fault, FaultsFound
from tests.casebook.books import RULES, Where, bytes_in, fault_of

ANSWERS = "answers " * 100
CODES = {
    "casebook_busy",
    "casebook_damaged",
    "casebook_foreign",
    "casebook_full",
    "casebook_read_only",
    "casebook_unusable",
}
NOBODY = 65534
FORK = multiprocessing.get_context("fork")


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same at every run, and no secret


def filled(where: Where, cases: int = 60) -> None:
    """Make a casebook of some pages, and close it."""
    book = where.open()
    for number in range(cases):
        begun = book.begin(f"case {number}", ANSWERS, RULES)
        book.keep_verdict(begun.id, "imposed", "settled", RULES, noise(3000, number).hex())
        book.records.keep("session", f"session {number}", noise(3000, number).hex(), seen=None)
    book.close()


def read_through(where: Where) -> list[object]:
    """Read all that a casebook holds."""
    book = where.open()
    try:
        cases = book.cases()
        viewpoints = [one for case in cases for one in book.viewpoints(case.id)]
        verdicts = [book.verdicts(one.id) for one in viewpoints]
        return [cases, viewpoints, verdicts, book.records.of("session")]
    finally:
        book.close()


def in_a_child(do: Callable[[], object], as_nobody: bool = False) -> list[str]:
    """Do something in a process of its own, and return the codes of the faults it gives; "done" when it gives none."""

    def run() -> None:
        if as_nobody and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            do()
        except FaultsFound as error:
            told.send([one.code for one in error.faults])
        except BaseException as error:  # noqa: BLE001 - told to the test, which fails on it
            told.send([repr(error)])
        else:
            told.send(["done"])

    heard, told = FORK.Pipe(duplex=False)
    child = FORK.Process(target=run)
    child.start()
    told.close()
    try:
        answer: list[str] = heard.recv()
    finally:
        child.join()
        heard.close()
    return answer


# --- the file ----------------------------------------------------------------------------------------------


def test_only_its_owner_can_read_the_files_however_loose_the_mask(in_file: Where) -> None:
    before = os.umask(0)
    try:
        in_file.open().begin("Foyer", ANSWERS, RULES)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in in_file.folder.iterdir()}

    assert modes == dict.fromkeys(["casebook.sqlite3", "casebook.sqlite3-wal", "casebook.sqlite3-shm"], 0o600)
    assert stat.S_IMODE(in_file.folder.stat().st_mode) == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(in_file: Where) -> None:
    in_file.open().close()
    in_file.file.chmod(0o644)
    in_file.open()

    assert {stat.S_IMODE(path.stat().st_mode) for path in in_file.folder.iterdir()} == {0o600}


def test_a_closed_casebook_is_one_file(in_file: Where) -> None:
    filled(in_file)

    assert list(bytes_in(in_file.folder)) == ["casebook.sqlite3"]


def test_what_is_saved_is_forced_to_the_disk(in_file: Where) -> None:
    book = in_file.open()

    assert book._link._run("PRAGMA journal_mode") == ("wal",)
    assert book._link._run("PRAGMA synchronous") == (2,)


def test_no_copy_of_a_text_goes_through_a_temporary_file(in_file: Where) -> None:
    assert in_file.open()._link._run("PRAGMA temp_store") == (2,)


def test_no_casebook_is_made_when_none_is_to_be(in_file: Where) -> None:
    assert open_casebook(in_file.folder, create=False) is None
    assert not in_file.folder.exists()

    in_file.folder.mkdir()
    in_file.file.touch()
    assert open_casebook(in_file.folder, create=False) is None
    assert bytes_in(in_file.folder) == {"casebook.sqlite3": b""}


def test_a_file_that_was_only_just_begun_becomes_a_casebook(in_file: Where) -> None:
    in_file.folder.mkdir()
    with closing(sqlite3.connect(in_file.file)) as begun:
        begun.execute("PRAGMA journal_mode=WAL")

    assert in_file.file.stat().st_size > 0
    assert in_file.open().cases() == ()


def test_several_programs_can_make_the_same_casebook_at_once(in_file: Where) -> None:
    def one(number: int) -> None:
        in_file.open().begin(f"case {number}", ANSWERS, RULES)

    children = [FORK.Process(target=one, args=(number,)) for number in range(6)]
    for child in children:
        child.start()
    for child in children:
        child.join()

    assert [child.exitcode for child in children] == [0] * 6
    assert {case.name for case in in_file.open().cases()} == {f"case {number}" for number in range(6)}


def test_a_casebook_can_be_anywhere(tmp_path: Path) -> None:
    where = Where(tmp_path / "100% d'été ? #1 [a]")
    where.open().begin("Foyer", ANSWERS, RULES)
    where.close()
    link = Where(tmp_path / "link")
    link.folder.symlink_to(where.folder)

    assert [case.name for case in link.open().cases()] == ["Foyer"]
    link.close()


def test_nothing_stays_open_once_a_casebook_is_closed(in_file: Where) -> None:
    def opened() -> list[str]:
        gc.collect()
        handles = [one for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
        return [str(one.readlink()) for one in handles if "casebook" in str(one.readlink())]

    filled(in_file, 1)
    for _ in range(20):
        with in_file.open() as book:
            book.cases()
        in_file.open().close()
    after = opened()
    damage(in_file.file, PAGE, bytes(PAGE))
    for _ in range(20):
        with pytest.raises(FaultsFound):
            read_through(in_file)

    assert (after, opened()) == ([], [])


# --- what may go wrong -------------------------------------------------------------------------------------


def test_a_casebook_that_another_program_writes_is_busy(in_file: Where) -> None:
    book = in_file.open(patience=0.05)
    begun = book.begin("Foyer", ANSWERS, RULES)
    with closing(sqlite3.connect(in_file.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        fault = fault_of(lambda: book.save(begun.id, "later", RULES))
        again = fault_of(lambda: book.records.keep("session", "team", "said", seen=None))
        read = book.latest()
        other.execute("COMMIT")
    book.save(begun.id, "later", RULES)

    assert (fault.code, fault.place.file) == ("casebook_busy", str(in_file.file))
    assert again == fault
    assert book.records.lines() == ()
    assert read == begun
    assert book.viewpoint(begun.case, 1).answers == "later"


def test_one_waits_for_a_program_that_is_soon_done(in_file: Where) -> None:
    book = in_file.open(patience=30)
    other = sqlite3.connect(in_file.file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = Timer(0.1, other.execute, ["COMMIT"])
    timer.start()
    book.begin("Foyer", ANSWERS, RULES)
    timer.join()
    other.close()

    assert [case.name for case in book.cases()] == ["Foyer"]


def test_a_file_that_may_not_be_written_can_be_read_and_is_not_changed(reachable: Where) -> None:
    filled(reachable, 1)
    reachable.folder.chmod(0o777)
    reachable.file.chmod(0o444)
    before = reachable.file.read_bytes()

    def look() -> None:
        assert [case.name for case in reachable.open().cases()] == ["case 0"]
        assert [one.name for one in reachable.open().records.of("session")] == ["session 0"]

    def keep() -> None:
        reachable.open().records.keep("session", "b", "said", seen=None)

    assert in_a_child(look, as_nobody=True) == ["done"]
    assert in_a_child(lambda: reachable.open().begin("b", ANSWERS, RULES), as_nobody=True) == ["casebook_read_only"]
    assert in_a_child(keep, as_nobody=True) == ["casebook_read_only"]
    assert reachable.file.read_bytes() == before


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_may_not_be_written_is_told(reachable: Where, there: bool) -> None:
    if there:
        filled(reachable, 1)
        reachable.file.chmod(0o444)
    else:
        reachable.folder.mkdir()
    reachable.folder.chmod(0o555)

    assert in_a_child(lambda: reachable.open().begin("b", ANSWERS, RULES), as_nobody=True) == ["casebook_read_only"]


def test_a_full_disk_is_told_and_what_was_saved_stays(in_file: Where) -> None:
    filled(in_file, 3)
    before = read_through(in_file)

    def write_much() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        in_file.open().begin("big", "x" * 1_000_000, RULES)

    assert in_a_child(write_much) == ["casebook_full"]
    assert read_through(in_file) == before


def test_a_casebook_that_may_grow_no_more_still_works_for_the_rest(in_file: Where) -> None:
    book = in_file.open()
    begun = book.begin("Foyer", "short", RULES)
    pages = int(book._link._run("PRAGMA page_count")[0])
    book._link._run(f"PRAGMA max_page_count={pages + 2}")
    team = book.records.keep("session", "team", "short", seen=None)
    fault = fault_of(lambda: book.save(begun.id, "x" * 100_000, RULES))
    again = fault_of(lambda: book.records.keep("session", "team", noise(100_000).hex(), seen=team.changed))
    book.save(begun.id, "other", RULES)

    assert fault.code == again.code == "casebook_full"
    assert book.records.of("session") == (team,)
    assert book.viewpoint(begun.case, 1).answers == "other"


def damage(file: Path, at: int, content: bytes) -> None:
    with file.open("rb+") as opened:
        opened.seek(at)
        opened.write(content)


def zeroed_page(file: Path, page: int) -> None:
    damage(file, page * PAGE, bytes(PAGE))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "random bytes": lambda file: file.write_bytes(noise(10_001)),
    "another kind of file": lambda file: file.write_text("hello"),
    "empty pages": lambda file: file.write_bytes(bytes(10 * PAGE)),
    "cut in the middle of a page": lambda file: os.truncate(file, file.stat().st_size // 2 + 100),
    "cut between two pages": lambda file: os.truncate(file, file.stat().st_size // 2 // PAGE * PAGE),
    "cut within its first bytes": lambda file: os.truncate(file, 10),
    "its first page but for the beginning": lambda file: damage(file, 20, bytes(PAGE - 20)),
    "a page of zeros": lambda file: zeroed_page(file, 1),
    "every page but the first": lambda file: damage(file, PAGE, bytes(file.stat().st_size - PAGE)),
    "a verdict that does not unpack": lambda file: change(file, "UPDATE casebook_verdicts SET content = x'00'"),
    "a record that does not unpack": lambda file: change(file, "UPDATE casebook_records SET content = 'text'"),
    "a record without its moment": lambda file: change(file, "UPDATE casebook_records SET changed = 'soon'"),
    "a moment that is none": lambda file: change(file, "UPDATE casebook_cases SET changed = 'soon'"),
    "a moment out of the calendar": lambda file: change(file, "UPDATE casebook_cases SET changed = 1 << 62"),
    "half a letter": lambda file: change(file, "UPDATE casebook_cases SET name = CAST(x'41C3' AS TEXT) WHERE id = 1"),
    "a table that is not there": lambda file: change(file, "DROP TABLE casebook_verdicts"),
    "no table of records": lambda file: change(file, "DROP TABLE casebook_records"),
    "no number of its tables": lambda file: change(file, "DELETE FROM casebook_schema"),
}


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_casebook_is_told_and_left_as_it_is(in_file: Where, how: str) -> None:
    filled(in_file)
    DAMAGES[how](in_file.file)
    before = bytes_in(in_file.folder)
    fault = fault_of(lambda: read_through(in_file))
    # An error keeps alive what it came from, and with it the file.
    gc.collect()

    assert (fault.code, fault.place.file) == ("casebook_damaged", str(in_file.file))
    assert bytes_in(in_file.folder) == before


def test_wherever_a_page_is_lost_the_rest_is_read_or_told(in_file: Where) -> None:
    filled(in_file)
    whole = in_file.file.read_bytes()
    outcomes = set()
    for page in range(len(whole) // PAGE):
        in_file.file.write_bytes(whole)
        zeroed_page(in_file.file, page)
        try:
            read_through(in_file)
            outcomes.add("read")
        except FaultsFound as error:
            outcomes.update(one.code for one in error.faults)

    assert outcomes <= {"read", "casebook_damaged"}
    assert "casebook_damaged" in outcomes


def test_a_log_without_its_file_is_not_taken_for_a_new_casebook(in_file: Where) -> None:
    book = in_file.open()
    book.begin("Foyer", ANSWERS, RULES)
    log = in_file.folder / "casebook.sqlite3-wal"
    content = log.read_bytes()
    book.close()
    in_file.file.write_bytes(b"")
    log.write_bytes(content)

    assert fault_of(in_file.open).code == "casebook_damaged"
    assert bytes_in(in_file.folder) == {"casebook.sqlite3": b"", "casebook.sqlite3-wal": content}


@pytest.mark.parametrize("mark", [0, 7])
def test_a_file_of_another_program_is_left_alone(in_file: Where, mark: int) -> None:
    in_file.folder.mkdir()
    with closing(sqlite3.connect(in_file.file)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
        other.execute(f"PRAGMA application_id={mark}")
    in_file.file.chmod(0o600)
    before = bytes_in(in_file.folder)
    fault = fault_of(in_file.open)

    assert (fault.code, fault.place.file) == ("casebook_foreign", str(in_file.file))
    assert bytes_in(in_file.folder) == before


def unusable(in_file: Where) -> Fault:
    in_file.file.mkdir(parents=True)
    return fault_of(in_file.open)


def test_a_folder_in_the_place_of_the_file_is_told(in_file: Where) -> None:
    fault = unusable(in_file)

    assert (fault.code, fault.place.file) == ("casebook_unusable", str(in_file.file))


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")

    assert fault_of(Where(tmp_path / "home").open).code == "casebook_unusable"
    assert fault_of(Where(tmp_path / "home" / "more").open).code == "casebook_unusable"
