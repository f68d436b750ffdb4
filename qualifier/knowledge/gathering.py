"""What the building of every entry of a rule base shares: faults, places, conditions, references.

A gatherer turns tables of shapes into entries and remembers where each stands. What each kind of entry is made of is in
`loading`, and in `school_files` for what other schools say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from qualifier.knowledge import schema
from qualifier.knowledge.condition_files import ConditionReader
from qualifier.knowledge.conditions import Condition
from qualifier.knowledge.documents import Document, KeyPath
from qualifier.knowledge.faults import Fault, Place, fault, near
from qualifier.knowledge.models import INFERENCE, Side
from qualifier.knowledge.shapes import Both, Shape
from qualifier.words import Text

Entry = TypeVar("Entry")
FOLDERS = ("questions", "forms", "scales", "readings")


class Gatherer:
    """Turns shapes into entries, gathering faults on the way.

    Attributes:
        faults: what was found wrong so far.
        places: where each entry stands, by `kind:id`.
        domains: what conditions may speak of, each with its values.
        known_sources: the works that may be cited.
    """

    def __init__(self, domains: Mapping[str, tuple[str, ...]], known_sources: Iterable[str]) -> None:
        """Start with nothing gathered.

        Args:
            domains: what conditions may speak of, each with its values.
            known_sources: the works that may be cited; `inference` always may.
        """
        self.faults: list[Fault] = []
        self.places: dict[str, Place] = {}
        self.domains: Mapping[str, tuple[str, ...]] = domains
        self.known_sources = {*known_sources, INFERENCE}

    def gather(
        self,
        kind: str,
        files: Sequence[tuple[Document, Shape]],
        table: str,
        make: Callable[[str, Any, Document, KeyPath], Entry],
    ) -> dict[str, Entry]:
        """Build every entry of a table over its files; an id used twice is a fault."""
        found: dict[str, Entry] = {}
        for document, file in files:
            for id_, shape in getattr(file, table).items():
                path = (table, id_)
                self.note(kind, id_, document, path)
                found[id_] = make(id_, shape, document, path)
        return found

    def note(self, kind: str, id_: str, document: Document, path: KeyPath) -> None:
        """Remember where an entry stands; an id used twice is a fault."""
        place = document.place(*path)
        name = "rule" if kind in ("question", "criterion") else kind
        first = self.places.get(f"{name}:{id_}")
        if first is not None:
            self.faults.append(fault("id_repeated", place, id=id_, first=str(first)))
        self.places[f"{name}:{id_}"] = replace(place, file=from_rules(document))

    def condition(self, raw: object, document: Document, path: KeyPath) -> Condition:
        """Return a condition as written; what cannot be read is a fault."""
        reader = ConditionReader(document, self.domains)
        condition = reader.read(raw, path)
        self.faults.extend(reader.faults)
        return condition

    def sourced(self, ids: list[str], document: Document, path: KeyPath) -> tuple[str, ...]:
        """Return the works cited; one that is not among the sources is a fault."""
        return self.references("source_unknown", ids, self.known_sources, document, (*path, "source"))

    def references(
        self, code: str, ids: Iterable[str], known: Iterable[str], document: Document, path: KeyPath
    ) -> tuple[str, ...]:
        """Return the ids; one that is not known is a fault."""
        known = set(known)
        found = tuple(ids)
        for index, id_ in enumerate(found):
            if id_ not in known:
                place = document.place(*path, index)
                self.faults.append(fault(code, place, id=id_, near=near(id_, known)))
        return found

    def side(self, id_: str, shape: schema.SideShape, document: Document, path: KeyPath) -> Side:
        """Return what some authors hold; they are named, so that inference alone is a fault."""
        if set(shape.source) == {INFERENCE}:
            self.faults.append(fault("side_without_work", document.place(*path), id=id_))
        return Side(id_, shape.say.text(), self.sourced(shape.source, document, path))


def from_rules(document: Document) -> str:
    """Return a rule file's name from the folder of the rules, which stays true wherever the program is started."""
    path = Path(document.file)
    return f"{path.parent.name}/{path.name}" if path.parent.name in FOLDERS else path.name


def maybe(both: Both | None) -> Text | None:
    """Return a wording that may be missing."""
    return None if both is None else both.text()
