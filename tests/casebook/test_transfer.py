"""A case exported to a file and imported again: all of it, or nothing."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualifier.casebook.book import Casebook
from qualifier.casebook.values import RulesMark
from qualifier.knowledge.faults import FaultsFound
from tests.casebook.books import OTHER_RULES, RULES, Where, fault_of

CODES = {"import_not_ours", "import_damaged", "import_newer"}
FILE = "foyer.json"


def full_case(book: Casebook) -> int:
    """Keep a case with two viewpoints and three verdicts, the last of them on the first viewpoint."""
    first = book.begin("Foyer d'été", "answers\n« 1 »", RULES)
    book.note(first.case, "à revoir")
    second = book.again(first.case, "answers 2", OTHER_RULES, "l'hôpital")
    book.save(second.id, "answers 2, later", OTHER_RULES, finished=True)
    book.keep_verdict(second.id, "internal", "settled", RULES, "{}")
    book.keep_verdict(first.id, "imposed", "provisional", RULES, "report " * 1000)
    book.keep_verdict(first.id, "palliative", "settled", OTHER_RULES, "report")
    return first.case


def test_an_exported_case_comes_back_the_same(where: Where, tmp_path: Path) -> None:
    book = where.open()
    case_id = full_case(book)
    text = book.exported(case_id)
    elsewhere = Where(tmp_path / "elsewhere")
    other = elsewhere.open()
    other.begin("another", "answers", RULES)
    imported = other.imported(text, FILE)

    assert other.exported(imported.id) == text
    assert imported == other.case("Foyer d'été")
    assert (imported.outcome, imported.viewpoints, imported.note) == ("palliative", 2, "à revoir")
    assert imported.changed == book.case("Foyer d'été").changed
    elsewhere.close()


def test_a_case_imported_where_it_is_gets_another_name(casebook: Casebook) -> None:
    case_id = full_case(casebook)
    text = casebook.exported(case_id)
    again = casebook.imported(text, FILE)

    assert again.name == "Foyer d'été (2)"
    assert casebook.exported(again.id) == text.replace("Foyer d'été", "Foyer d'été (2)")
    assert casebook.exported(case_id) == text


def test_a_case_without_answers_is_not_taken_in(casebook: Casebook) -> None:
    begun = casebook.begin("Foyer", "answers", RULES)
    casebook.delete_viewpoint(begun.id)

    assert fault_of(lambda: casebook.imported(casebook.exported(begun.case), FILE)).code == "import_damaged"


def test_a_case_that_is_not_there_cannot_be_exported(casebook: Casebook) -> None:
    assert fault_of(lambda: casebook.exported(7)).code == "case_unknown"


texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=50)
moments = st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(9998, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001
marks = st.builds(RulesMark, texts, texts, st.integers(0, 2**31 - 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(texts, texts, marks, st.lists(moments, min_size=5, max_size=5))
def test_whatever_is_kept_comes_back_the_same(
    in_file: Where, answers: str, content: str, mark: RulesMark, seen: list[dt.datetime]
) -> None:
    book = in_file.open()
    book._now = iter(seen).__next__
    begun = book.begin(book.free_name("case"), answers, mark)
    book.note(begun.case, content)
    book.keep_verdict(begun.id, "imposed", answers, mark, content)
    (line,) = (case for case in book.cases() if case.id == begun.case)
    text = book.exported(begun.case)
    again = book.imported(text, FILE)

    assert book.exported(again.id).replace(again.name, line.name, 1) == text
    book.purge(None)
    book.close()


# --- files that cannot be imported -------------------------------------------------------------------------


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    """Return a way of changing the data of an exported case."""

    def apply(text: str) -> str:
        data = json.loads(text)
        change(data)
        return json.dumps(data)

    return apply


def instead(other: str) -> Callable[[str], str]:
    """Return a way of putting another text in the place of an exported case."""
    return lambda _: other


def put(*path: str | int, value: object) -> Callable[[str], str]:
    def change(data: dict[str, Any]) -> None:
        inner: Any = data
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value

    return changed(change)


WRONG: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "nothing": ("import_not_ours", FILE, instead("")),
    "plain words": ("import_not_ours", FILE, instead("Foyer d'été")),
    "an answer file": ("import_not_ours", FILE, instead('{"case": "c", "answers": {}}')),
    "a list": ("import_not_ours", FILE, instead("[1]")),
    "another format": ("import_not_ours", FILE, put("format", value="other")),
    "many levels": ("import_not_ours", FILE, instead("[" * 100_000)),
    "half of it": ("import_damaged", f"{FILE}:20", lambda text: text[:500]),
    "a later version": ("import_newer", FILE, put("version", value=2)),
    "a much later version": ("import_newer", FILE, put("version", value=10**30)),
    "no version": ("import_damaged", f"{FILE} (version)", put("version", value=None)),
    "a version that never was": ("import_damaged", f"{FILE} (version)", put("version", value=0)),
    "no name": ("import_damaged", f"{FILE} (case.name)", put("case", "name", value="")),
    "a name of two lines": ("import_damaged", f"{FILE} (case.name)", put("case", "name", value="a\nb")),
    "a name that is a number": ("import_damaged", f"{FILE} (case.name)", put("case", "name", value=3)),
    "a null character": ("import_damaged", f"{FILE} (case.note)", put("case", "note", value="\0")),
    "a moment without a time zone": (
        "import_damaged",
        f"{FILE} (case.begun)",
        put("case", "begun", value="2026-01-01T00:00:00"),
    ),
    "a moment before time": (
        "import_damaged",
        f"{FILE} (case.begun)",
        put("case", "begun", value="0001-01-01T00:00:00+14:00"),
    ),
    "a key too many": ("import_damaged", f"{FILE} (case.more)", put("case", "more", value=1)),
    "a key too few": ("import_damaged", f"{FILE} (case.note)", changed(lambda data: data["case"].pop("note"))),
    "a huge number": (
        "import_damaged",
        f"{FILE} (viewpoints.0.number)",
        put("viewpoints", 0, "number", value=2**31),
    ),
    "a number twice": ("import_damaged", f"{FILE} (verdicts)", put("viewpoints", 0, "number", value=2)),
    "a verdict of nobody": ("import_damaged", f"{FILE} (verdicts)", put("verdicts", 0, "viewpoint", value=9)),
    "a verdict twice": (
        "import_damaged",
        f"{FILE} (verdicts)",
        changed(lambda data: data["verdicts"].append(data["verdicts"][0])),
    ),
    "answers that are no text": (
        "import_damaged",
        f"{FILE} (viewpoints.1.answers)",
        put("viewpoints", 1, "answers", value={}),
    ),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_file_that_cannot_be_imported_is_told_and_nothing_is_kept_of_it(in_file: Where, how: str) -> None:
    code, place, change = WRONG[how]
    book = in_file.open()
    text = change(book.exported(full_case(book)))
    before = book.cases()
    fault = fault_of(lambda: book.imported(text, FILE))

    assert (fault.code, str(fault.place)) == (code, place)
    assert book.cases() == before


def test_half_a_character_is_refused(in_file: Where) -> None:
    book = in_file.open()
    text = book.exported(full_case(book))

    for half in ("\\ud800", "\ud800"):
        assert fault_of(lambda half=half: book.imported(text.replace("revoir", half), FILE)).code == "import_damaged"


def test_a_file_far_too_large_is_refused_at_once(in_file: Where) -> None:
    book = in_file.open()

    assert fault_of(lambda: book.imported(" " * 64_000_001, FILE)).code == "import_not_ours"


def test_a_file_damaged_anywhere_is_imported_whole_or_not_at_all(in_file: Where) -> None:
    book = in_file.open()
    text = book.exported(full_case(book))
    draw = random.Random(7)  # noqa: S311 - the same at every run
    outcomes: list[str] = []
    for _ in range(150):
        at = draw.randrange(len(text))
        broken = text[:at] + draw.choice(["", '"', "{", "]", "\\", "0", "é", "\n"]) + text[at + draw.randrange(3) :]
        before = len(book.cases())
        outcomes.append(outcome(lambda broken=broken: book.imported(broken, FILE)))
        assert len(book.cases()) == before + (outcomes[-1] == "kept")

    assert {"kept", "import_damaged"} <= set(outcomes) <= {"kept", "import_damaged", "import_not_ours", "import_newer"}


def outcome(do: Callable[[], object]) -> str:
    try:
        do()
    except FaultsFound as error:
        (only,) = error.faults
        return only.code
    return "kept"


def test_a_failure_in_the_middle_of_an_import_leaves_nothing(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = casebook.exported(full_case(casebook))
    before = casebook.cases()
    monkeypatch.setattr("qualifier.casebook.transfer.CaseFile.verdict_rows", lambda _: iter([(99, {})]))
    with pytest.raises(KeyError):
        casebook.imported(text, FILE)

    assert casebook.cases() == before
