"""The tables of a casebook: those of today, older ones brought up to date, later ones left alone."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, text, update

from qualifier.casebook import upgrading
from qualifier.casebook.book import Casebook
from qualifier.casebook.encryption import encrypt
from qualifier.casebook.files import casebook_file
from qualifier.casebook.marks import HEAD, OURS, REVISIONS
from qualifier.casebook.sqlite import FileLink
from qualifier.casebook.tables import CASES, METADATA, RECORDS, VERDICTS, VERSION, VIEWPOINTS
from tests.casebook.books import OTHER_RULES, RULES, START, Where, bytes_in, fault_of
from tests.casebook.test_sqlite import FORK, in_a_child

CODES = {"casebook_newer"}
WORDS = "four plain words here"
CASE = {"id": 3, "name": "Foyer", "begun": START, "changed": START}
VIEWPOINT = {
    "id": 5,
    "case_id": 3,
    "number": 1,
    "begun": START,
    "changed": START,
    "finished": False,
    "rules_version": RULES.version,
    "rules_hash": RULES.hash,
    "rules_migration": RULES.migration,
    "answers": "answers",
}

VERDICT = {
    "id": 7,
    "viewpoint_id": 5,
    "made": START,
    "outcome": "internal",
    "status": "settled",
    "rules_version": OTHER_RULES.version,
    "rules_hash": OTHER_RULES.hash,
    "rules_migration": OTHER_RULES.migration,
    "content": "report " * 1000,
}


def fill(connection: Connection, revision: str) -> None:
    """Keep what the version of the program with these tables could keep."""
    kept = [(CASES, CASE), (VIEWPOINTS, VIEWPOINT), (VERDICTS, VERDICT)]
    for table, row in kept[: 2 if revision == "0001" else 3]:
        connection.execute(insert(table).values(row))


def stepped(file: Path, revision: str, *, filled: bool = True) -> None:
    """Make a casebook as the version of the program with these tables made it."""
    file.parent.mkdir(mode=0o700, parents=True)
    file.touch(0o600)
    link = FileLink(file, None, 5.0)
    link._run("PRAGMA journal_mode=WAL")
    with link.writing() as connection:
        upgrading.upgrade(connection, revision)
        connection.exec_driver_sql(f"PRAGMA application_id={OURS}")
        if filled:
            fill(connection, revision)
    link.close()


def go_back(where: Where, revision: str) -> None:
    """Make a casebook in a database as the version of the program with these tables made it."""
    with where.open() as book, book._link.writing() as connection:
        METADATA.drop_all(connection)
        upgrading.upgrade(connection, revision)
        fill(connection, revision)
        for table in (CASES, VIEWPOINTS) if revision == "0001" else (CASES, VIEWPOINTS, VERDICTS):
            connection.execute(text(f"SELECT setval('{table.name}_id_seq', 10)"))


def tables(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        return [(name, "".join(sql.split())) for name, sql in found]


def check_works(book: Casebook, revision: str = REVISIONS[0]) -> None:
    """Check that what an older version kept is there, and that all can be kept beside it."""
    (case,) = book.cases()
    viewpoint = book.viewpoint(case.id, 1)
    verdicts = [(one.outcome, one.made, one.rules, one.content) for one in book.verdicts(viewpoint.id)]
    assert (case.name, case.changed, viewpoint.answers, viewpoint.rules) == ("Foyer", START, "answers", RULES)
    assert verdicts == ([] if revision == "0001" else [("internal", START, OTHER_RULES, VERDICT["content"])])
    book.keep_verdict(viewpoint.id, "imposed", "settled", RULES, "content")
    book.again(case.id, "answers", RULES)
    assert book.case("Foyer").outcome == "imposed"
    session = book.records.keep("session", "team", "said", seen=None)
    book.records.keep("session", "team", "said again", seen=session.changed)
    assert [one.content for one in book.records.of("session")] == ["said again"]


def test_the_program_knows_every_step_of_the_tables_and_which_is_the_last() -> None:
    script = ScriptDirectory.from_config(upgrading.steps())

    assert tuple(reversed([step.revision for step in script.walk_revisions()])) == REVISIONS
    assert script.get_heads() == [HEAD]


def test_tables_made_straight_away_are_those_that_the_steps_lead_to(tmp_path: Path) -> None:
    straight = Where(tmp_path / "straight")
    straight.open().close()
    stepped(tmp_path / "stepped" / "casebook.sqlite3", HEAD, filled=False)

    assert tables(straight.file) == tables(tmp_path / "stepped" / "casebook.sqlite3")


def test_the_tables_are_those_the_program_reads(where: Where) -> None:
    with where.open()._link.writing() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION.name})
        differences = compare_metadata(context, METADATA)

    # Alembic looks at its own table as at any other.
    assert [one for one in differences if VERSION.name not in repr(one)] == []


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_older_casebook_is_brought_up_to_date_when_it_is_opened(
    in_file: Where, tmp_path: Path, revision: str
) -> None:
    Where(tmp_path / "new").open().close()
    stepped(in_file.file, revision)
    check_works(in_file.open(), revision)
    in_file.close()

    assert list(bytes_in(in_file.folder)) == ["casebook.sqlite3"]
    assert tables(in_file.file) == tables(tmp_path / "new" / "casebook.sqlite3")


@pytest.mark.database
@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_older_casebook_in_a_database_is_brought_up_to_date_too(in_database: Where, revision: str) -> None:
    go_back(in_database, revision)
    check_works(in_database.open(), revision)


@pytest.mark.parametrize("kind", ["file", pytest.param("database", marks=pytest.mark.database)])
def test_several_programs_can_bring_the_same_casebook_up_to_date_at_once(
    request: pytest.FixtureRequest, kind: str
) -> None:
    where: Where = request.getfixturevalue(f"in_{kind}")

    def one() -> None:
        assert [case.name for case in where.open(patience=30).cases()] == ["Foyer"]

    if kind == "file":
        stepped(where.file, REVISIONS[-2])
    else:
        go_back(where, REVISIONS[-2])
    children = [FORK.Process(target=one) for _ in range(6)]
    for child in children:
        child.start()
    for child in children:
        child.join()

    assert [child.exitcode for child in children] == [0] * 6
    check_works(where.open(), REVISIONS[-2])


def test_an_older_casebook_that_is_busy_or_may_not_be_written_is_told_and_left_as_it_is(reachable: Where) -> None:
    stepped(reachable.file, REVISIONS[-2])
    with closing(sqlite3.connect(reachable.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        busy = fault_of(lambda: reachable.open(patience=0.05))
        other.execute("COMMIT")
    reachable.folder.chmod(0o777)
    reachable.file.chmod(0o444)
    before = tables(reachable.file)

    assert busy.code == "casebook_busy"
    assert in_a_child(reachable.open, as_nobody=True) == ["casebook_read_only"]
    assert tables(reachable.file) == before
    assert RECORDS.name not in dict(before)


def test_an_older_casebook_that_finds_no_room_to_be_brought_up_to_date_stays_what_it_was(in_file: Where) -> None:
    stepped(in_file.file, REVISIONS[-2])
    before = tables(in_file.file)

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        in_file.open()

    assert in_a_child(no_room) == ["casebook_full"]
    assert tables(in_file.file) == before
    check_works(in_file.open(), REVISIONS[-2])


def test_an_encrypted_older_casebook_is_never_copied_in_clear(in_file: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    stepped(in_file.file, REVISIONS[0])
    encrypt(in_file.folder, WORDS)
    copies: list[bytes] = []

    def watched(connection: Connection) -> None:
        copies.append(in_file.file.with_name(".casebook.sqlite3.before-update").read_bytes())
        upgrade(connection)

    upgrade = upgrading.upgrade
    monkeypatch.setattr(upgrading, "upgrade", watched)
    check_works(in_file.open(passphrase=WORDS))

    assert len(copies) == 1
    assert b"SQLite" not in copies[0]
    assert b"Foyer" not in copies[0]


def test_an_update_that_fails_changes_nothing_keeps_a_copy_and_is_tried_again(
    in_file: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    stepped(in_file.file, REVISIONS[0])
    before = tables(in_file.file)

    def fail(connection: Connection) -> None:
        upgrade(connection)
        raise KeyboardInterrupt

    upgrade = upgrading.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "upgrade", fail)
        with pytest.raises(KeyboardInterrupt):
            in_file.open()
    copy = in_file.file.with_name(".casebook.sqlite3.before-update")

    assert tables(in_file.file) == tables(copy) == before
    assert copy.stat().st_mode & 0o077 == 0
    check_works(in_file.open())
    assert not copy.exists()


def test_a_later_casebook_is_left_as_it_is(where: Where) -> None:
    book = where.open()
    begun = book.begin("Foyer", "answers", RULES)
    with book._link.writing() as connection:
        connection.execute(update(VERSION).values(version_num="9999"))
    fault = fault_of(where.open)

    assert (fault.code, fault.place.file) == ("casebook_newer", book.where)
    assert book.viewpoint(begun.case, 1) == begun


def test_the_steps_are_found_wherever_the_program_is(in_file: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = in_file.folder.parent / "100% here"
    elsewhere.symlink_to(upgrading._STEPS)
    monkeypatch.setattr(upgrading, "_STEPS", elsewhere)
    stepped(casebook_file(in_file.folder), REVISIONS[0])

    check_works(in_file.open())
