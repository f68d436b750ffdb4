"""A casebook in a PostgreSQL database: what may go wrong on the way there, and that no password is ever shown."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from qualifier.casebook.marks import HEAD
from qualifier.casebook.postgresql import DatabaseLink, database_url, shown_url
from qualifier.casebook.store import open_casebook
from qualifier.casebook.troubles import database_fault
from qualifier.knowledge.faults import FaultsFound, Place
from qualifier.words import LANGS
from tests.casebook.books import RULES, Where, fault_of
from tests.casebook.cluster import Cluster, cluster
from tests.casebook.test_sqlite import FORK

CODES = {"database_unreachable", "database_url_wrong"}
PASSWORD = "s3cr3t-Words"


@pytest.fixture
def own_server() -> Iterator[Cluster]:
    """A server that the test may stop, and that forces what is committed to the disk."""
    with cluster(safe=True) as started:
        yield started


# --- addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_usual_beginnings_of_an_address_mean_the_same(scheme: str) -> None:
    url = database_url(f"{scheme}://ann:p%40ss@example.org:5433/book?sslmode=require")

    assert url.render_as_string(hide_password=False) == (
        "postgresql+psycopg://ann:p%40ss@example.org:5433/book?sslmode=require"
    )


@pytest.mark.parametrize(
    "address",
    ["", "book", "mysql://h/book", "sqlite:///book", "postgresql:book", "postgresql://h:port/book", "http://h", "://"],
)
def test_what_is_no_address_of_a_database_is_told_without_being_shown(tmp_path: Path, address: str) -> None:
    fault = fault_of(lambda: open_casebook(tmp_path, address or " "))

    assert (fault.code, fault.place, fault.values) == ("database_url_wrong", Place(), ())


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ann:pass@example.org:5433/book?password=pass", "postgresql://example.org:5433/book"),
        ("postgresql://ann@example.org/book", "postgresql://example.org/book"),
        ("postgresql:///book?host=/run/pg", "postgresql:///book"),
        ("postgresql://ann:pa@ss@example.org/book", "postgresql://"),
        ("postgresql://ann:p@s/s@example.org/book", "postgresql://"),
    ],
)
def test_an_address_is_shown_without_user_or_password(address: str, shown: str) -> None:
    assert shown_url(make_url(address)) == shown


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://ann:{PASSWORD}@127.0.0.1:1/book",
        f"postgresql://ann:{PASSWORD}@no.such.host.invalid/book",
        f"postgresql://ann:a@{PASSWORD}@127.0.0.1:1/book",
        f"postgresql://ann:a@b/{PASSWORD}@127.0.0.1:1/book",
        f"postgresql://ann@127.0.0.1:1/book?password={PASSWORD}",
        f"postgresql://ann@127.0.0.1:1/book?no_such_option={PASSWORD}",
        f"postgresql://ann:{PASSWORD}@127.0.0.1:{PASSWORD}/book",
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_the_password(tmp_path: Path, address: str) -> None:
    with pytest.raises(FaultsFound) as found:
        open_casebook(tmp_path, address, patience=2)
    (fault,) = found.value.faults
    told = "".join([*found.value.lines("fr"), *found.value.lines("en"), *traceback.format_exception_only(found.value)])

    assert fault.code in CODES
    assert PASSWORD not in told
    assert found.value.__cause__ is None
    assert found.value.__suppress_context__


def test_the_driver_is_named_when_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    fault = fault_of(lambda: open_casebook(tmp_path, "postgresql://h/book"))

    assert fault.code == "extra_missing"
    assert all(".[postgresql]" in fault.text().to(lang) for lang in LANGS)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psycopg.errors.DiskFull(), "casebook_full"),
        (psycopg.errors.DeadlockDetected(), "casebook_busy"),
        (psycopg.errors.SerializationFailure(), "casebook_busy"),
        (psycopg.errors.InsufficientPrivilege(), "casebook_read_only"),
        (psycopg.errors.DataCorrupted(), "casebook_damaged"),
        (psycopg.errors.AdminShutdown(), "database_unreachable"),
        (psycopg.errors.TooManyConnections(), "database_unreachable"),
        (psycopg.OperationalError("no answer"), "database_unreachable"),
        (psycopg.errors.ProgramLimitExceeded("too much"), "casebook_unusable"),
    ],
)
def test_the_errors_of_the_server_have_their_own_words(error: psycopg.Error, code: str) -> None:
    assert database_fault(error, Place("somewhere")).code == code


# --- a server ----------------------------------------------------------------------------------------------


@pytest.mark.database
def test_a_database_that_is_not_there_is_told(server: Cluster, tmp_path: Path) -> None:
    fault = fault_of(lambda: open_casebook(tmp_path, server.url("no_such_book")))

    assert (fault.code, fault.place.file) == ("database_unreachable", "postgresql:///no_such_book")


@pytest.mark.database
def test_nothing_is_made_in_a_database_when_no_casebook_is_to_be(in_database: Where, server: Cluster) -> None:
    assert open_casebook(in_database.folder, in_database.url, create=False) is None
    with psycopg.connect(str(in_database.url)) as connection:
        found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()

    assert found == (0,)
    assert not in_database.folder.exists()


@pytest.mark.database
def test_a_casebook_lives_beside_the_tables_of_others(in_database: Where) -> None:
    with psycopg.connect(str(in_database.url)) as connection:
        connection.execute("CREATE TABLE cases (id int)")
    in_database.open().begin("Foyer", "answers", RULES)
    in_database.open().purge(None)

    with psycopg.connect(str(in_database.url)) as connection:
        assert connection.execute("SELECT count(*) FROM cases").fetchone() == (0,)


@pytest.mark.database
def test_tables_made_by_another_program_while_one_looks_are_not_there_yet_and_not_damaged(in_database: Where) -> None:
    assert in_database.url is not None
    link = DatabaseLink(in_database.url, 5.0)
    with link.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
        in_database.open()
        during = link.revision(connection)
    with link.reading() as connection:
        after = link.revision(connection)
    link.close()

    assert (during, after) == (None, HEAD)


@pytest.mark.database
def test_several_programs_can_make_the_same_casebook_in_a_database(in_database: Where) -> None:
    def one(number: int) -> None:
        in_database.open().begin(f"case {number}", "answers", RULES)

    children = [FORK.Process(target=one, args=(number,)) for number in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()

    assert [child.exitcode for child in children] == [0] * 4
    assert len(in_database.open().cases()) == 4


@pytest.mark.database
def test_a_casebook_that_another_program_locks_is_busy(in_database: Where) -> None:
    book = in_database.open(patience=0.05)
    begun = book.begin("Foyer", "answers", RULES)
    with psycopg.connect(str(in_database.url)) as other:
        other.execute("LOCK TABLE casebook_viewpoints IN ACCESS EXCLUSIVE MODE")
        fault = fault_of(lambda: book.save(begun.id, "later", RULES))
    book.save(begun.id, "later", RULES)

    assert (fault.code, fault.place.file) == ("casebook_busy", book.where)
    assert book.viewpoint(begun.case, 1).answers == "later"


@pytest.mark.database
def test_traces_that_another_program_holds_in_a_database_are_told(in_database: Where) -> None:
    book = in_database.open(patience=0.05)
    begun = book.begin("Foyer", "answers", RULES)
    with psycopg.connect(str(in_database.url)) as other:
        other.execute("SELECT count(*) FROM casebook_schema")
        fault = fault_of(lambda: book.delete([begun.case]))

    assert fault.code == "casebook_traces_left"
    assert book.cases() == ()


@pytest.mark.database
def test_a_database_that_may_not_be_written_can_be_read(in_database: Where, server: Cluster) -> None:
    book = in_database.open()
    begun = book.begin("Foyer", "answers", RULES)
    name = make_url(str(in_database.url)).database
    server.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    reader = in_database.open()
    fault = fault_of(lambda: reader.save(begun.id, "later", RULES))

    assert (fault.code, fault.place.file) == ("casebook_read_only", book.where)
    assert reader.viewpoint(begun.case, 1) == begun


@pytest.mark.database
def test_tables_that_are_gone_are_told(in_database: Where, server: Cluster) -> None:
    book = in_database.open()
    server.run("DROP TABLE casebook_verdicts", str(make_url(str(in_database.url)).database))

    assert fault_of(book.cases).code == "casebook_damaged"


@pytest.mark.database
def test_a_connection_that_was_cut_is_told_then_made_anew(in_database: Where, server: Cluster) -> None:
    book = in_database.open()
    begun = book.begin("Foyer", "answers", RULES)
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        " AND pid <> pg_backend_pid()"
    )
    fault = fault_of(lambda: book.save(begun.id, "later", RULES))
    book.save(begun.id, "later still", RULES)

    assert fault.code == "database_unreachable"
    assert book.viewpoint(begun.case, 1).answers == "later still"


@pytest.mark.database
def test_no_connection_stays_open_once_a_casebook_is_closed(in_database: Where) -> None:
    for _ in range(5):
        book = in_database.open()
        book.begin(book.free_name("case"), "answers", RULES)
        book.tidy()
        book.close()
    with psycopg.connect(str(in_database.url)) as connection:
        count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        for _ in range(200):
            open_ = connection.execute(count).fetchone()
            connection.rollback()
            if open_ == (0,):
                break

    assert open_ == (0,)


@pytest.mark.database
def test_what_is_saved_survives_the_fall_of_a_server_that_is_set_to_answer_too_soon(
    own_server: Cluster, tmp_path: Path
) -> None:
    own_server.run("ALTER SYSTEM SET synchronous_commit = off")
    own_server.run("ALTER SYSTEM SET wal_writer_delay = '10s'")
    own_server.stop()
    own_server.start()
    where = Where(tmp_path, own_server.url("postgres"))
    book = where.open()
    begun = book.begin("Foyer", "answers", RULES)
    for number in range(20):
        book.save(begun.id, f"answers {number}", RULES)
    own_server.stop(signal.SIGQUIT)
    fault = fault_of(lambda: book.save(begun.id, "later", RULES))
    own_server.start()

    assert fault.code == "database_unreachable"
    assert book.viewpoint(begun.case, 1).answers == "answers 19"
    where.close()
