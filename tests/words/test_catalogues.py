"""The catalogues of messages and the code that uses them: both languages, the same places, no key missing or idle."""

from __future__ import annotations

import ast
import string
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from qualifier.cli.output import plain_signs
from qualifier.words import LANGS, messages
from tests.support import PROJECT

PACKAGE = PROJECT / "qualifier"
CATALOGUES = sorted(path.stem for path in (PACKAGE / "words").glob("*.toml"))
MODULES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")
}
# Functions that take a key of a catalogue: the rank of that argument. Some mean another catalogue in another module.
TAKES_A_KEY = {
    ("report/shared.py", "heading"): ("report", 0),
    ("report/pieces.py", "listing"): ("report", 0),
    ("knowledge/faults.py", "fault"): ("faults", 0),
    ("cli/ask.py", "say"): ("screens", 0),
    ("cli/ask.py", "menu"): ("screens", 0),
    ("cli/prompts.py", "_say"): ("screens", 0),
    ("cli/common.py", "help_words"): ("commands", 0),
    ("report/contents/parts.py", "part"): ("report", 0),
    ("report/contents/parts.py", "words"): ("contents", 0),
    ("training/lesson.py", "_heading"): ("training", 0),
    ("training/kit.py", "_heading"): ("training", 0),
    ("training/kit.py", "_said"): ("training", 0),
    ("training/debrief_pages.py", "_said"): ("training", 0),
    ("training/calibration_report.py", "_words"): ("training", 0),
    ("training/calibration_report.py", "_heading"): ("training", 0),
    ("cli/session_commands.py", "said"): ("screens", 0),
    ("cli/training_commands.py", "said"): ("screens", 0),
}
CALLED_ANYWHERE = ("heading", "listing", "fault", "help_words", "part", "words")

in_each_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES)


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def written_keys(key: ast.expr) -> Iterator[tuple[str, bool]]:
    """Yield the keys that an argument may be, as far as they are written out: a key, or the start of one."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield key.value, True
    elif isinstance(key, ast.IfExp):
        yield from written_keys(key.body)
        yield from written_keys(key.orelse)
    elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
        yield str(key.values[0].value), False


@dataclass(frozen=True)
class Asked:
    """A key that the code asks a catalogue for, or the start of one when it is put together.

    Attributes:
        filled: the names of the places that are filled; None when they cannot be read from the call.
    """

    module: str
    catalogue: str
    key: str
    whole: bool
    filled: frozenset[str] | None


def keys_asked_for() -> Iterator[Asked]:
    """Yield what each call asks for, as far as it is written out."""
    for module, tree in MODULES.items():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call):
                continue
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            catalogue, rank = catalogue_of(module, called, call)
            names = [keyword.arg for keyword in call.keywords]
            filled = None if None in names else frozenset(name for name in names if name)
            for key, whole in written_keys(call.args[rank]) if catalogue else ():
                yield Asked(module, catalogue, key, whole, filled)


def catalogue_of(module: str, called: str, call: ast.Call) -> tuple[str, int]:
    """Return the catalogue that a call asks, empty for none, and the rank of the key among its arguments."""
    if called == "message":
        return ast.literal_eval(call.args[0]), 1
    home = next((home for home, name in TAKES_A_KEY if name == called and called in CALLED_ANYWHERE), module)
    return TAKES_A_KEY.get((home, called), ("", 0))


def written_in_code() -> tuple[set[str], tuple[str, ...], tuple[str, ...]]:
    """Return every text written in the code, every start of a text put together, and every end of one."""
    nodes = [node for tree in MODULES.values() for node in ast.walk(tree)]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    put_together = [node.values for node in nodes if isinstance(node, ast.JoinedStr) and node.values]
    starts = {str(first.value) for first, *_ in put_together if isinstance(first, ast.Constant)}
    ends = {str(last.value) for *_, last in put_together if isinstance(last, ast.Constant)}
    return (
        texts,
        tuple(one for one in starts if one.endswith("_")),
        tuple(one for one in ends if one.startswith("_")),
    )


@in_each_catalogue
def test_every_message_is_in_both_languages_and_in_nothing_else(catalogue: str) -> None:
    content = tomllib.loads((PACKAGE / "words" / f"{catalogue}.toml").read_text(encoding="utf-8"))

    assert {key: set(entry) for key, entry in content.items() if set(entry) != set(LANGS)} == {}
    assert [key for key, entry in content.items() if not all(entry[lang].strip() for lang in LANGS)] == []


@in_each_catalogue
def test_a_message_has_the_same_places_in_both_languages(catalogue: str) -> None:
    found = messages(catalogue)

    assert {key: text for key, text in found.items() if places(text.fr) != places(text.en)} == {}


@in_each_catalogue
def test_every_message_is_used(catalogue: str) -> None:
    texts, starts, ends = written_in_code()
    longer = {f"{text}{end}" for text in texts & set(messages(catalogue)) for end in ends}

    assert [key for key in messages(catalogue) if key not in texts | longer and not key.startswith(starts)] == []


def test_every_message_asked_for_exists() -> None:
    asked = list(keys_asked_for())
    absent = [
        one
        for one in asked
        if not any(key == one.key if one.whole else key.startswith(one.key) for key in messages(one.catalogue))
    ]

    assert {one.catalogue for one in asked} == set(CATALOGUES)
    assert absent == []


def test_every_place_of_a_message_is_filled_where_it_is_asked_for() -> None:
    unfilled = [
        one
        for one in keys_asked_for()
        if one.whole and one.filled is not None and not set(places(messages(one.catalogue)[one.key].fr)) <= one.filled
    ]

    assert unfilled == []


def test_every_key_of_a_command_is_one_letter_and_no_two_are_the_same_in_a_language() -> None:
    for lang in LANGS:
        keys = [text.to(lang) for key, text in messages("screens").items() if key.startswith("key_")]

        assert all(len(key) == 1 for key in keys)
        assert len(set(keys)) == len(keys)


def test_every_sign_of_a_message_and_of_a_rule_has_a_plain_form_for_ascii_terminals() -> None:
    told = [text for catalogue in CATALOGUES for text in messages(catalogue).values()]
    rules = [path.read_text(encoding="utf-8") for path in (PROJECT / "rules").rglob("*.yaml")]
    signs = {sign for text in (*rules, *(one.to(lang) for one in told for lang in LANGS)) for sign in text}
    combining = {sign for sign in signs if unicodedata.combining(sign)}

    assert [sign for sign in sorted(signs - combining) if not plain_signs(sign)] == []
