"""A glance tells the same as the opened casebook, or leaves it to that."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

from qualifier.casebook import glance
from qualifier.casebook.encryption import encrypt
from qualifier.casebook.marks import HEAD, REVISIONS
from tests.casebook.books import OTHER_RULES, RULES, Where


def test_a_glance_tells_what_the_opened_casebook_does(in_file: Where) -> None:
    book = in_file.open()
    for number in range(5):
        first = book.begin(f"case {number}", "answers", RULES)
        second = book.again(first.case, "answers", OTHER_RULES, "l'hôpital")
        book.note(first.case, "note")
        book.save(second.id, "answers", RULES, finished=number % 2 == 0)
        book.keep_verdict(second.id, "imposed", "settled", RULES, "content")
        book.keep_verdict(first.id, "internal", "settled", RULES, "content")
        book.save(first.id, "answers", RULES, finished=number < 3)
        book.records.keep("session", f"session {number}", "content", seen=None)
        assert glance.last_cases(in_file.folder, 3) == book.cases(3)
        last = book.latest()
        assert last is not None
        assert glance.latest(in_file.folder) == ((last, book.case_numbered(last.case).name),)
    book.close()

    assert len(glance.last_cases(in_file.folder, 3) or ()) == 3
    assert list(in_file.folder.iterdir()) == [in_file.file]


def test_whatever_is_not_plain_and_simple_is_left_to_the_opened_casebook(in_file: Where) -> None:
    def seen() -> tuple[object, object]:
        return glance.last_cases(in_file.folder, 3), glance.latest(in_file.folder)

    absent = seen()
    in_file.open().begin("Foyer", "answers", RULES)
    in_file.close()
    simple = seen()
    with closing(sqlite3.connect(in_file.file, isolation_level=None)) as other:
        other.execute("UPDATE casebook_schema SET version_num = ?", REVISIONS[-2:-1])
    older = seen()
    with closing(sqlite3.connect(in_file.file, isolation_level=None)) as other:
        other.execute("UPDATE casebook_schema SET version_num = ?", (HEAD,))
        other.execute("UPDATE casebook_cases SET changed = 'soon'")
        other.execute("UPDATE casebook_viewpoints SET changed = 'soon'")
    damaged = seen()
    encrypt(in_file.folder, "pass")
    encrypted = seen()
    in_file.file.write_bytes(b"x" * 5000)

    assert (absent, older, damaged, encrypted, seen()) == ((None, None),) * 5
    assert None not in simple


def test_a_glance_imports_nothing_heavy() -> None:
    code = "import sys; import qualifier.casebook.glance, qualifier.casebook.store; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)

    assert "qualifier.casebook.glance" in modules.stdout.split()
    assert not {"sqlalchemy", "alembic", "pydantic", "psycopg", "sqlcipher3"} & set(modules.stdout.split())
