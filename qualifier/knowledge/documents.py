"""Reads a YAML or JSON file into plain data, keeping the line of every key.

Guards against what a file may hide: wrong encoding, aliases that explode, repeated keys, sizes beyond reason. What the
data mean is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, shown_path

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    Node = MappingNode | ScalarNode | SequenceNode

MOST_BYTES = 2_000_000
MOST_DEPTH = 40
# Fewer brackets in a file and fewer letters in its lines than this cannot be deep enough to exhaust the parser's stack.
DEEP_ENOUGH = 1000
# Python itself refuses to read numbers of thousands of digits; a longer one than this stays text, and will not do.
MOST_DIGITS = 18

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A file that was read.

    Attributes:
        file: its name, as shown to the user.
        data: what it holds: text, numbers, lists and tables only.
        lines: for each path of keys, its line, counted from 1.
    """

    file: str
    data: Plain
    lines: dict[KeyPath, int] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Return the place of a path of keys, or of the nearest one above it that is known."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return Place(self.file, self.lines[path[:end]], ".".join(map(str, path)))
        return Place(self.file, 0, ".".join(map(str, path)))


def read_document(path: Path) -> Document:
    """Read a YAML or JSON file (JSON being YAML).

    Args:
        path: the file.

    Raises:
        FaultsFound: missing, a folder, too large, empty, not UTF-8, not YAML, aliases, or repeated keys.
    """
    return parse_document(read_text(path), shown_path(path))


def parse_document(text: str, file: str) -> Document:
    """Read YAML or JSON text.

    Args:
        text: the content.
        file: the name to show in faults.

    Raises:
        FaultsFound: as `read_document`.
    """
    node = _compose(text, file)
    if node is None:
        raise FaultsFound([fault("file_empty", Place(file))])
    reader = _Reader(file)
    data = reader.plain(node, ())
    if reader.faults:
        raise FaultsFound(reader.faults)
    return Document(file, data, reader.lines)


def read_text(path: Path, most: int = MOST_BYTES) -> str:
    """Read the text of a file of answers or rules.

    Args:
        path: the file.
        most: how many bytes it may have.

    Raises:
        FaultsFound: missing, a folder, too large, or not UTF-8.
    """
    place = Place(shown_path(path))
    try:
        if path.is_dir():
            raise FaultsFound([fault("file_is_folder", place)])
        if not path.exists():
            raise FaultsFound([fault("file_missing", place)])
        size = path.stat().st_size
        if size > most:
            raise FaultsFound([fault("file_too_large", place, size=size // 1000, most=most // 1000)])
        with path.open("rb") as file:
            raw = file.read(most + 1)  # a device tells no size and never ends
        if len(raw) > most:
            raise FaultsFound([fault("file_too_large", place, size=len(raw) // 1000, most=most // 1000)])
    except OSError as error:
        raise FaultsFound([fault("file_unreadable", place, reason=error.strerror or str(error))]) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FaultsFound([fault("file_not_utf8", Place(place.file, line))]) from error


def _compose(text: str, file: str) -> Node | None:
    """Parse the text into nodes, each with its line; the compiled parser is used when it is there."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="safe")
    try:
        if _may_be_deep(text):
            _refuse_deep(text, file)
        node: Node | None = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise FaultsFound([fault("file_not_yaml", Place(file, line), reason=error.problem or "")]) from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise FaultsFound([fault("file_not_yaml", Place(file), reason=type(error).__name__)]) from error
    return node


def _may_be_deep(text: str) -> bool:
    """Tell whether the text could hold very many levels: each takes a bracket, or at least a letter of its line."""
    return text.count("[") + text.count("{") > DEEP_ENOUGH or max(map(len, text.splitlines()), default=0) > DEEP_ENOUGH


def _refuse_deep(text: str, file: str) -> None:
    """Refuse too many levels before nodes are made of them: the compiled parser makes them on the machine's stack.

    Raises:
        FaultsFound: more than `MOST_DEPTH` levels.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

    depth = 0
    for event in YAML(typ="safe").parse(text):
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if depth > MOST_DEPTH:
            place = Place(file, event.start_mark.line + 1)
            raise FaultsFound([fault("file_too_deep", place, most=MOST_DEPTH)])


class _Reader:
    """Turns nodes into plain data, noting lines and faults on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[KeyPath, int] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def plain(self, node: Node, path: KeyPath) -> Plain:
        """Return the plain data of a node; a node met twice (an alias) is a fault, not a copy."""
        place = Place(self.file, node.start_mark.line + 1, ".".join(map(str, path)))
        self.lines.setdefault(path, place.line)
        if id(node) in self._seen:
            self.faults.append(fault("file_alias", place))
            return None
        self._seen.add(id(node))
        if len(path) > MOST_DEPTH:
            self.faults.append(fault("file_too_deep", place, most=MOST_DEPTH))
            return None
        if node.id == "mapping":
            return self._table(node, path)
        if node.id == "sequence":
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _table(self, node: Node, path: KeyPath) -> Plain:
        table: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if key_node.id == "scalar" else ""
            here = (*path, key)
            line = key_node.start_mark.line + 1
            if key in table or not key:
                code = "key_repeated" if key in table else "key_not_text"
                self.faults.append(fault(code, Place(self.file, line, ".".join(map(str, here))), key=key))
                continue
            self.lines[here] = line
            table[key] = self.plain(value_node, here)
        return table


def _scalar(node: Node) -> Plain:
    """Return a scalar: quoted text stays text; true, false, numbers and nothing are read as such, dates as text."""
    text = str(node.value)
    if getattr(node, "style", None) in ('"', "'", "|", ">"):
        return text
    tag = str(node.tag)
    if tag.endswith(":bool"):
        return {"true": True, "false": False}.get(text.lower(), text)
    if tag.endswith(":null"):
        return None
    if tag.endswith(":int") and text.lstrip("+-").isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    return text
