"""Reads the corpus of short texts: what is to be found in each, what is known to be missed, what is found wrongly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from qualifier.words import LANGS, Lang

FILE = Path(__file__).resolve().parent / "corpus.yaml"
KINDS = ("person", "phone", "email", "address")

Things = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Entry:
    """A text: what spotting finds in it as it should, what it should find and misses, what it finds wrongly."""

    lang: Lang
    text: str
    found: Things
    missed: Things
    wrongly: Things


def corpus() -> tuple[Entry, ...]:
    """Return every text in which there is something to find."""
    return tuple(_entry(lang, one) for lang in LANGS for one in _content()[lang])


def silent() -> tuple[Entry, ...]:
    """Return every text in which there is nothing to find."""
    return tuple(_entry(one["lang"], one) for one in _content()["silent"])


def _content() -> dict[str, list[dict]]:
    return YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))


def _entry(lang: Lang, one: dict) -> Entry:
    things = {"found": Counter(), "missed": Counter(), "wrongly": Counter()}
    for thing in one.get("finds", []):
        (kind,) = (key for key in thing if key in KINDS)
        where = next((mark for mark in ("missed", "wrongly") if thing.get(mark)), "found")
        things[where][kind, thing[kind]] += 1
    return Entry(lang, one["text"], **things)
