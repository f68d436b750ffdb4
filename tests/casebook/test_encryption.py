"""An encrypted casebook: nothing of it can be read without its passphrase, and it is never lost on the way."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qualifier.casebook import encryption, files
from qualifier.casebook.book import Casebook
from qualifier.casebook.encryption import decrypt, encrypt, is_encrypted
from qualifier.casebook.files import PAGE
from qualifier.casebook.sqlite import connected
from qualifier.casebook.store import open_casebook
from tests.casebook.books import RULES, Where, bytes_in, fault_of
from tests.casebook.test_sqlite import FORK, in_a_child, noise

CODES = {
    "casebook_empty",
    "encryption_absent",
    "encryption_not_here",
    "encryption_there",
    "passphrase_empty",
    "passphrase_needed",
    "passphrase_wrong",
}
SECRET = "Marguerite Quatrevents"
WORDS = "quatre mots bien choisis"
PASSPHRASES = [
    "'",
    '"',
    "it's; DROP",
    "x'" + "ab" * 32 + "'",
    "é ø 漢字 🔑",
    "  spaces  ",
    "%s ? :name",
    "\\",
    "a\nb",
    "p" * 999,
]


def keep_secret(where: Where) -> None:
    with where.open() as book:
        viewpoint = book.begin(f"case {SECRET}", f"answers {SECRET}", RULES)
        book.keep_verdict(viewpoint.id, "imposed", "settled", RULES, noise(20_000).hex())
        book.records.keep("session", f"session {SECRET}", noise(20_000, 2).hex(), seen=None)


def names(where: Where, passphrase: str | None = None) -> list[str]:
    with where.open(passphrase=passphrase) as book:
        return [case.name for case in book.cases()]


def held(book: Casebook) -> list[object]:
    return [*(book.exported(case.id) for case in book.cases()), book.records.of("session")]


def readable(folder: Path) -> list[str]:
    """Return the files in which the secret, or a piece of an unencrypted database, can be read."""
    return [name for name, content in bytes_in(folder).items() if SECRET.encode() in content or b"SQLite" in content]


@pytest.mark.parametrize("passphrase", PASSPHRASES)
def test_any_passphrase_opens_what_it_closed_and_no_other_does(in_file: Where, passphrase: str) -> None:
    keep_secret(in_file)
    encrypt(in_file.folder, passphrase)

    assert names(in_file, passphrase) == [f"case {SECRET}"]
    assert fault_of(lambda: in_file.open(passphrase=passphrase + "x")).code == "passphrase_wrong"


def test_nothing_can_be_read_in_the_files_of_an_encrypted_casebook(in_file: Where) -> None:
    keep_secret(in_file)
    plain = readable(in_file.folder)
    encrypt(in_file.folder, WORDS)
    at_rest = readable(in_file.folder)
    book = in_file.open(passphrase=WORDS)
    viewpoint = book.latest()
    assert viewpoint is not None
    book.save(viewpoint.id, f"more {SECRET}", RULES)

    assert (plain, at_rest, readable(in_file.folder)) == (["casebook.sqlite3"], [], [])
    assert len(bytes_in(in_file.folder)) == 3
    session = book.records.one("session", f"session {SECRET}")
    book.records.keep("session", session.name, f"more {SECRET}", seen=session.changed)
    assert readable(in_file.folder) == []
    book.tidy()
    book.delete([viewpoint.case])
    assert readable(in_file.folder) == []


def test_encrypting_and_decrypting_change_nothing_that_is_kept(in_file: Where) -> None:
    keep_secret(in_file)
    with in_file.open() as book:
        before = held(book)
    encrypt(in_file.folder, WORDS)
    between = is_encrypted(in_file.folder)
    with in_file.open(passphrase=WORDS) as book:
        during = held(book)
    decrypt(in_file.folder, WORDS)
    with in_file.open() as book:
        after = held(book)
        begun = book.begin("next", "answers", RULES)

    assert before == during == after
    assert len(before) == 2
    assert before[1]
    assert begun.case == 2
    assert (between, is_encrypted(in_file.folder)) == (True, False)
    assert list(bytes_in(in_file.folder)) == ["casebook.sqlite3"]
    assert in_file.file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("linked", [True, False])
def test_the_old_bytes_are_overwritten(in_file: Where, monkeypatch: pytest.MonkeyPatch, linked: bool) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError

    if not linked:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    keep_secret(in_file)
    with in_file.file.open("rb") as old:
        encrypt(in_file.folder, WORDS)
        content = old.read()

    assert len(content) > PAGE
    assert not any(content)
    assert names(in_file, WORDS) == [f"case {SECRET}"]


def test_accents_typed_in_two_ways_are_one_passphrase(in_file: Where) -> None:
    keep_secret(in_file)
    encrypt(in_file.folder, "e\u0301te\u0301")

    assert names(in_file, "\u00e9t\u00e9") == [f"case {SECRET}"]


def test_the_passphrase_is_asked_for_only_when_it_is_needed(in_file: Where) -> None:
    def ask() -> str:
        asked.append(1)
        return WORDS

    asked: list[int] = []
    keep_secret(in_file)
    plain = open_casebook(in_file.folder, passphrase=ask)
    assert plain is not None
    plain.close()
    before = len(asked)
    encrypt(in_file.folder, WORDS)
    encrypted = open_casebook(in_file.folder, passphrase=ask)
    assert encrypted is not None
    encrypted.close()

    assert (before, len(asked)) == (0, 1)


def test_a_wrong_passphrase_leaves_the_screen_and_the_file_alone(
    in_file: Where, capfd: pytest.CaptureFixture[str]
) -> None:
    keep_secret(in_file)
    encrypt(in_file.folder, WORDS)
    before = bytes_in(in_file.folder)
    faults = [
        fault_of(lambda: in_file.open(passphrase="wrong")),  # noqa: S106
        fault_of(lambda: decrypt(in_file.folder, "wrong")),
    ]

    assert [(one.code, one.place.file) for one in faults] == [("passphrase_wrong", str(in_file.file))] * 2
    assert bytes_in(in_file.folder) == before
    assert capfd.readouterr() == ("", "")


def test_an_encrypted_casebook_does_not_open_without_a_passphrase(in_file: Where) -> None:
    keep_secret(in_file)
    encrypt(in_file.folder, WORDS)

    assert fault_of(in_file.open).code == "passphrase_needed"
    assert fault_of(lambda: in_file.open(passphrase="")).code == "passphrase_empty"
    assert fault_of(lambda: in_file.open(passphrase=chr(0))).code == "text_not_kept"


def test_what_cannot_be_converted_is_told_and_left_alone(in_file: Where) -> None:
    nothing = [fault_of(lambda: encrypt(in_file.folder, WORDS)), fault_of(lambda: decrypt(in_file.folder, WORDS))]
    keep_secret(in_file)
    plain = bytes_in(in_file.folder)
    wrong = [fault_of(lambda: encrypt(in_file.folder, "")), fault_of(lambda: decrypt(in_file.folder, WORDS))]

    assert bytes_in(in_file.folder) == plain
    encrypt(in_file.folder, WORDS)
    wrong += [fault_of(lambda: decrypt(in_file.folder, "")), fault_of(lambda: encrypt(in_file.folder, WORDS))]
    assert [one.code for one in nothing] == ["casebook_empty"] * 2
    assert [one.code for one in wrong] == [
        "passphrase_empty",
        "encryption_absent",
        "passphrase_empty",
        "encryption_there",
    ]
    assert {one.place.file for one in nothing + wrong} == {str(in_file.file)}


@pytest.mark.parametrize("convert", [encrypt, decrypt])
def test_a_casebook_in_a_database_is_not_encrypted_from_here(
    tmp_path: Path, convert: Callable[[Path, str, str], None]
) -> None:
    assert fault_of(lambda: convert(tmp_path, WORDS, "postgresql://somewhere/book")).code == "encryption_not_here"


def test_a_file_of_another_program_is_not_encrypted(in_file: Where) -> None:
    in_file.folder.mkdir()
    with closing(sqlite3.connect(in_file.file)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    before = bytes_in(in_file.folder)

    assert fault_of(lambda: encrypt(in_file.folder, WORDS)).code == "casebook_foreign"
    assert bytes_in(in_file.folder) == before


@pytest.mark.parametrize("page", [0, 1, 15])
def test_a_damaged_encrypted_casebook_is_told(in_file: Where, page: int) -> None:
    keep_secret(in_file)
    encrypt(in_file.folder, WORDS)
    with in_file.file.open("rb+") as opened:
        opened.seek(page * PAGE + 100)
        opened.write(bytes(200))
    expected = "casebook_damaged" if page else "passphrase_wrong"

    def read() -> None:
        with in_file.open(passphrase=WORDS) as book:
            held(book)

    assert fault_of(read).code == expected
    assert fault_of(lambda: decrypt(in_file.folder, WORDS)).code == expected
    assert list(bytes_in(in_file.folder)) == ["casebook.sqlite3"]


def test_an_encrypted_casebook_cut_short_is_told(in_file: Where) -> None:
    keep_secret(in_file)
    encrypt(in_file.folder, WORDS)
    os.truncate(in_file.file, in_file.file.stat().st_size - 100)

    assert fault_of(lambda: in_file.open(passphrase=WORDS)).code == "casebook_damaged"


# --- others, and being killed ------------------------------------------------------------------------------


def test_a_casebook_that_another_program_has_open_is_not_encrypted(in_file: Where) -> None:
    keep_secret(in_file)

    def hold() -> None:
        with in_file.open() as book:
            book.cases()
            told.send("open")
            told.recv()
            book.begin("written meanwhile", "answers", RULES)

    heard, told = FORK.Pipe()
    child = FORK.Process(target=hold)
    child.start()
    heard.recv()
    fault = fault_of(lambda: encrypt(in_file.folder, WORDS, patience=0.05))
    heard.send("go on")
    child.join()
    heard.close()
    told.close()

    assert fault.code == "casebook_busy"
    assert names(in_file) == ["written meanwhile", f"case {SECRET}"]


def test_nobody_can_write_in_a_casebook_while_it_is_encrypted(in_file: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_secret(in_file)
    seen: list[list[str]] = []

    def meanwhile(file: Path) -> None:
        seen.append(in_a_child(lambda: in_file.open(patience=0.05).begin("late", "answers", RULES)))
        sync(file)

    sync = files.sync_file
    monkeypatch.setattr(encryption, "sync_file", meanwhile)
    encrypt(in_file.folder, WORDS)

    assert seen == [["casebook_busy"]]
    assert names(in_file, WORDS) == [f"case {SECRET}"]


def test_a_casebook_encrypted_while_it_was_being_opened_is_busy(
    in_file: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_secret(in_file)

    def late(file: Path) -> bool:
        if not is_encrypted(in_file.folder):
            encrypt(in_file.folder, WORDS)
            return False
        return files.looks_encrypted(file)

    monkeypatch.setattr("qualifier.casebook.store.looks_encrypted", late)

    assert fault_of(in_file.open).code == "casebook_busy"
    assert names(in_file, WORDS) == [f"case {SECRET}"]


# Each step, with whether the program is killed once it is done or before it begins.
STEPS = [
    ("make_private", False),
    ("_export", False),
    ("_check_same", False),
    ("sync_file", False),
    ("_put_in_place", False),
    ("sync_folder", False),
    ("erase", False),
    ("erase", True),
]


@pytest.mark.parametrize(("step", "after"), STEPS)
@pytest.mark.parametrize("convert", [encrypt, decrypt])
def test_killed_at_any_step_the_casebook_is_whole_and_nothing_is_left_beside_it(
    in_file: Where, monkeypatch: pytest.MonkeyPatch, convert: Callable[[Path, str], None], step: str, after: bool
) -> None:
    keep_secret(in_file)
    if convert is decrypt:
        encrypt(in_file.folder, WORDS)
    real = getattr(encryption, step)

    def killed(*given: object) -> None:
        if after:
            real(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr(encryption, step, killed)
        child = FORK.Process(target=convert, args=(in_file.folder, WORDS))
        child.start()
        child.join()

    assert child.exitcode == -signal.SIGKILL
    encrypted = is_encrypted(in_file.folder)
    assert names(in_file, WORDS) == [f"case {SECRET}"]
    assert list(bytes_in(in_file.folder)) == ["casebook.sqlite3"]
    assert readable(in_file.folder) == ([] if encrypted else ["casebook.sqlite3"])


def test_killed_at_any_instant_the_casebook_is_whole(in_file: Where) -> None:
    keep_secret(in_file)
    for delay in range(0, 200, 10):
        convert = decrypt if is_encrypted(in_file.folder) else encrypt
        child = FORK.Process(target=convert, args=(in_file.folder, WORDS))
        child.start()
        time.sleep(delay / 1000)
        child.kill()
        child.join()
        assert names(in_file, WORDS) == [f"case {SECRET}"]
        assert list(bytes_in(in_file.folder)) == ["casebook.sqlite3"]


def test_a_conversion_that_fails_leaves_the_casebook_as_it_was(in_file: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(file: Path) -> None:
        raise OSError(28, "No space left on device")

    keep_secret(in_file)
    with monkeypatch.context() as patch:
        patch.setattr(encryption, "sync_file", fail)
        fault = fault_of(lambda: encrypt(in_file.folder, WORDS))

    assert fault.code == "casebook_full"
    assert names(in_file) == [f"case {SECRET}"]
    assert list(bytes_in(in_file.folder)) == ["casebook.sqlite3"]


def test_a_copy_that_is_not_the_same_never_takes_the_place_of_the_casebook(
    in_file: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    def export_less(old: sqlite3.Connection, new: Path, key: str | None) -> None:
        export(old, new, key)
        other = connected(new, key, 5.0)
        other.execute("DELETE FROM casebook_verdicts")
        other.close()

    keep_secret(in_file)
    before = bytes_in(in_file.folder)["casebook.sqlite3"][PAGE:]
    export = encryption._export
    monkeypatch.setattr(encryption, "_export", export_less)

    assert fault_of(lambda: encrypt(in_file.folder, WORDS)).code == "casebook_damaged"
    assert {name: content[PAGE:] for name, content in bytes_in(in_file.folder).items()} == {"casebook.sqlite3": before}


def test_what_a_killed_conversion_left_is_no_hindrance_to_the_next(in_file: Where) -> None:
    keep_secret(in_file)
    for end in ("being-made", "being-erased"):
        in_file.file.with_name(f".casebook.sqlite3.{end}").write_bytes(in_file.file.read_bytes())
    encrypt(in_file.folder, WORDS)

    assert readable(in_file.folder) == []
    assert names(in_file, WORDS) == [f"case {SECRET}"]


def test_the_library_that_encrypts_is_named_when_it_is_missing(in_file: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_secret(in_file)
    monkeypatch.setitem(__import__("sys").modules, "sqlcipher3", None)
    fault = fault_of(lambda: encrypt(in_file.folder, WORDS))

    assert (fault.code, fault.text().en.count(".[encryption]")) == ("extra_missing", 1)
    assert names(in_file) == [f"case {SECRET}"]
