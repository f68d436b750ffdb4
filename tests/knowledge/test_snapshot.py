"""What is kept on disk between two starts, the rules and their diagrams: the same as was made, or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.snapshot import load_or_make, packed, snapshot_name, unpacked, unpacked_rules
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from qualifier.reasoning.verdict import Reasoner
from tests.support import chance

DAMAGED = ["", "{", "3", "[]", "[[]]", '{"set": 3}', '["x"]', "[0]", '{"a": 1, "b": 2}', "[999]", "\x00", "null"]


@dataclass(frozen=True)
class Kind:
    """What is kept of the small rules: the rules themselves, or their diagrams."""

    name: str
    made: Any
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]

    def load_or_make(self, path: Path, make: Callable[[], object] | None = None) -> object:
        """Return what is in a file, else what is made: the thing itself, unless told how."""
        return load_or_make(path, make or (lambda: self.made), self.pack, self.unpack)


@pytest.fixture(params=["rules", "diagrams"])
def kind(request: pytest.FixtureRequest, small_base: RuleBase) -> Kind:
    return kinds_of(small_base)[request.param]


def kinds_of(small_base: RuleBase) -> dict[str, Kind]:
    diagrams = look_ahead(decisions_of(small_base))
    return {
        "rules": Kind("rules", small_base, packed, unpacked_rules),
        "diagrams": Kind("diagrams", diagrams, Lookahead.packed, Lookahead.unpacked),
    }


def never() -> object:
    raise AssertionError("it was made anew although the snapshot was there")


# --- what comes back ---------------------------------------------------------------------------------------


def test_the_rules_of_the_project_come_back_from_a_snapshot_as_they_were(base: RuleBase, tmp_path: Path) -> None:
    path = tmp_path / "cache" / snapshot_name("rules", base.version, "knowledge")

    assert load_or_make(path, lambda: base, packed, unpacked_rules) is base
    again = load_or_make(path, never, packed, unpacked_rules)

    assert again == base
    assert again.places == base.places
    assert [list(table) for table in (again.questions, again.forms, again.criteria, again.tensions)] == [
        list(table) for table in (base.questions, base.forms, base.criteria, base.tensions)
    ]


def test_the_diagrams_of_the_project_come_back_from_a_snapshot_as_they_were(
    base: RuleBase, reasoner: Reasoner, tmp_path: Path
) -> None:
    path = tmp_path / "cache" / snapshot_name("diagrams", base.version, "knowledge", "reasoning")
    ahead = reasoner.ahead
    assert ahead is not None

    assert load_or_make(path, lambda: ahead, Lookahead.packed, Lookahead.unpacked) is ahead
    again = load_or_make(path, never, Lookahead.packed, Lookahead.unpacked)

    assert again == ahead
    assert (again.order, list(again.beside)) == (ahead.order, list(ahead.beside))
    assert again.deciding({}) == ahead.deciding({})


def test_a_snapshot_is_plain_json(small_base: RuleBase) -> None:
    diagrams = look_ahead(decisions_of(small_base))

    assert unpacked(json.loads(json.dumps(packed(small_base)))) == small_base
    assert Lookahead.unpacked(json.loads(json.dumps(diagrams.packed()))) == diagrams


# --- what cannot be used -----------------------------------------------------------------------------------


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_snapshot_is_made_anew(kind: Kind, tmp_path: Path, content: str) -> None:
    path = tmp_path / "kept-x.json"
    path.write_text(content, encoding="utf-8")

    assert kind.load_or_make(path) is kind.made
    assert kind.load_or_make(path, never) == kind.made


def test_a_snapshot_cut_short_is_made_anew(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "kept-x.json"
    kind.load_or_make(path)
    path.write_bytes(path.read_bytes()[:-100])

    assert kind.load_or_make(path) is kind.made


def test_a_snapshot_of_another_kind_is_made_anew(kind: Kind, small_base: RuleBase, tmp_path: Path) -> None:
    path = tmp_path / "kept-x.json"
    (other,) = (one for name, one in kinds_of(small_base).items() if name != kind.name)
    other.load_or_make(path)

    assert kind.load_or_make(path) is kind.made


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        pytest.param((1, 3), 99, id="it begins at a node that is not there"),
        pytest.param((1, 3), -99, id="it begins at an outcome that is not there"),
        pytest.param((1, 3), "0", id="it begins at a word"),
        pytest.param((1, 0), [], id="no outcome has a name"),
        pytest.param((1, 1), [2], id="questions are missing"),
        pytest.param((1, 2, 0, 0), 99, id="a node asks a question that is not there"),
        pytest.param((1, 2, 0, 1), 0, id="a node leads to itself"),
        pytest.param((1, 2, 0, 1), -99, id="a node leads to an outcome that is not there"),
        pytest.param((1, 2, 0), [0], id="a node has no option"),
        pytest.param((1, 2, 0), [], id="a node is empty"),
        pytest.param((1, 2), [], id="there is no node"),
        pytest.param((1,), None, id="there is no diagram of the form"),
        pytest.param((2,), [["axis"]], id="there is no diagram of an axis"),
        pytest.param((0,), 3, id="there is no question"),
    ],
)
def test_a_diagram_that_does_not_hold_together_is_made_anew(
    small_base: RuleBase, tmp_path: Path, where: tuple[int, ...], wrong: object
) -> None:
    kind = kinds_of(small_base)["diagrams"]
    path = tmp_path / "kept-x.json"
    data = json.loads(json.dumps(kind.made.packed()))
    part = data
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = wrong
    path.write_text(json.dumps(data), encoding="utf-8")

    assert kind.load_or_make(path) is kind.made


def test_whatever_is_changed_in_a_snapshot_nothing_breaks(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "kept-x.json"
    kind.load_or_make(path)
    whole = path.read_text(encoding="utf-8")
    draw = chance(7)
    unusable = 0
    for _ in range(300):
        at = draw.randrange(len(whole))
        path.write_text(whole[:at] + draw.choice('0123456789-[]{}",:x') + whole[at + 1 :], encoding="utf-8")
        unusable += kind.load_or_make(path) is kind.made

    assert unusable > 30


# --- keeping -----------------------------------------------------------------------------------------------


def test_rules_with_faults_leave_no_snapshot(tmp_path: Path) -> None:
    def faulty() -> RuleBase:
        raise FaultsFound([Fault("rules_missing")])

    with pytest.raises(FaultsFound):
        load_or_make(tmp_path / "rules-x.json", faulty, packed, unpacked_rules)

    assert list(tmp_path.iterdir()) == []


def test_rules_too_large_to_be_read_ahead_leave_no_snapshot(tmp_path: Path) -> None:
    def too_large() -> Lookahead:
        raise FaultsFound([Fault("rules_too_large")])

    with pytest.raises(FaultsFound):
        load_or_make(tmp_path / "diagrams-x.json", too_large, Lookahead.packed, Lookahead.unpacked)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_stops_nothing(kind: Kind, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")

    assert kind.load_or_make(in_the_way / "kept-x.json") is kind.made


def test_other_rules_have_another_snapshot_and_the_older_one_goes(kind: Kind, tmp_path: Path) -> None:
    older, newer = (tmp_path / snapshot_name(kind.name, version, "knowledge") for version in ("old", "new"))

    kind.load_or_make(older)
    kind.load_or_make(newer)

    assert older != newer
    assert list(tmp_path.iterdir()) == [newer]


def test_other_code_has_another_snapshot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for package in ("knowledge", "reasoning", "words"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "code.py").write_text("before", encoding="utf-8")
    monkeypatch.setattr("qualifier.knowledge.snapshot.__file__", str(tmp_path / "knowledge" / "snapshot.py"))
    before = snapshot_name("diagrams", "v", "knowledge", "reasoning")

    (tmp_path / "words" / "code.py").write_text("after", encoding="utf-8")
    assert snapshot_name("diagrams", "v", "knowledge", "reasoning") == before
    (tmp_path / "reasoning" / "code.py").write_text("after", encoding="utf-8")
    assert snapshot_name("diagrams", "v", "knowledge", "reasoning") != before


def test_rules_and_diagrams_kept_side_by_side_do_not_erase_each_other(small_base: RuleBase, tmp_path: Path) -> None:
    kinds = kinds_of(small_base).values()
    for version in ("old", "new"):
        for kind in kinds:
            kind.load_or_make(tmp_path / snapshot_name(kind.name, version, "knowledge"))

    assert sorted(path.name.rpartition("-")[0] for path in tmp_path.iterdir()) == ["diagrams-new", "rules-new"]
    for kind in kinds:
        assert kind.load_or_make(tmp_path / snapshot_name(kind.name, "new", "knowledge"), never) == kind.made
