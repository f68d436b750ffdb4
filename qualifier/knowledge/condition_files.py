"""Reads a condition as written in a file into the primitives of `conditions`.

The written language: `subject: [values]`, `all: […]`, `any: […]`, `at_least: n` with `of: […]`; several keys in one
table must all hold.
"""

from __future__ import annotations

from math import comb

from qualifier.knowledge.conditions import MOST_CLAUSES, All, Any, Condition, Domains, In, at_least
from qualifier.knowledge.documents import Document, KeyPath
from qualifier.knowledge.faults import Fault, fault, near


class ConditionReader:
    """Reads the conditions of one document, gathering faults instead of stopping at the first."""

    def __init__(self, document: Document, domains: Domains) -> None:
        """Prepare to read.

        Args:
            document: where the conditions stand, for the lines of the faults.
            domains: the subjects that may be spoken of, each with its values.
        """
        self._document = document
        self._domains = domains
        self.faults: list[Fault] = []

    def read(self, raw: object, path: KeyPath) -> Condition:
        """Return the condition written as `raw` at `path`; what cannot be read becomes a fault."""
        if not isinstance(raw, dict) or not raw:
            return self._wrong(raw, path)
        counted = "at_least" in raw
        parts = [self._part(key, value, raw, path) for key, value in raw.items() if not (counted and key == "of")]
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _part(self, key: str, value: object, table: dict[str, object], path: KeyPath) -> Condition:
        here = (*path, key)
        if key in ("all", "any"):
            parts = self._list(value, here)
            return All(parts) if key == "all" else Any(parts)
        if key == "at_least":
            parts = self._list(table.get("of"), (*path, "of"))
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= len(parts):
                return self._wrong(value, here)
            if comb(len(parts), value) > MOST_CLAUSES:
                return self._too_wide(path)
            return at_least(value, parts)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            return self._wrong(value, here)
        return self._leaf(key, value, here)

    def _leaf(self, subject: str, values: list[str], path: KeyPath) -> Condition:
        place = self._document.place(*path)
        if subject not in self._domains:
            self.faults.append(fault("subject_unknown", place, subject=subject, near=near(subject, self._domains)))
            return All(())
        domain = self._domains[subject]
        for value in values:
            if value not in domain:
                known = ", ".join(domain)
                self.faults.append(fault("level_unknown", place, subject=subject, value=value, known=known))
        return In(subject, frozenset(values))

    def _list(self, value: object, path: KeyPath) -> tuple[Condition, ...]:
        if not isinstance(value, list) or not value:
            self._wrong(value, path)
            return ()
        return tuple(self.read(one, (*path, index)) for index, one in enumerate(value))

    def _too_wide(self, path: KeyPath) -> Condition:
        id_ = path[1] if len(path) > 1 else path[0]
        self.faults.append(fault("condition_too_wide", self._document.place(*path), id=id_, most=MOST_CLAUSES))
        return All(())

    def _wrong(self, raw: object, path: KeyPath) -> Condition:
        self.faults.append(fault("condition_wrong", self._document.place(*path), given=str(raw)[:40]))
        return All(())
