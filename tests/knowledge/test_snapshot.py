"""The rules kept on disk between two starts: the same rules, or none at all."""

import json
from pathlib import Path

import pytest

from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.snapshot import load_or_make, packed, snapshot_name, unpacked


def never() -> RuleBase:
    raise AssertionError("the files were read although the snapshot was there")


def test_the_rules_of_the_project_come_back_from_a_snapshot_as_they_were(base: RuleBase, tmp_path: Path) -> None:
    path = tmp_path / "cache" / snapshot_name(base.version)

    assert load_or_make(path, lambda: base) is base
    again = load_or_make(path, never)

    assert again == base
    assert again.places == base.places
    assert [list(table) for table in (again.questions, again.forms, again.criteria)] == [
        list(table) for table in (base.questions, base.forms, base.criteria)
    ]


@pytest.mark.parametrize(
    "content", ["", "{", "3", "[]", "[[]]", '{"set": 3}', '["x"]', "[0]", '{"a": 1, "b": 2}', "[999]", "\x00", "null"]
)
def test_a_damaged_snapshot_is_made_anew(small_base: RuleBase, tmp_path: Path, content: str) -> None:
    path = tmp_path / "rules-x.json"
    path.write_text(content, encoding="utf-8")

    assert load_or_make(path, lambda: small_base) is small_base
    assert load_or_make(path, never) == small_base


def test_a_snapshot_cut_short_is_made_anew(small_base: RuleBase, tmp_path: Path) -> None:
    path = tmp_path / "rules-x.json"
    load_or_make(path, lambda: small_base)
    path.write_bytes(path.read_bytes()[:-100])

    assert load_or_make(path, lambda: small_base) is small_base


def test_rules_with_faults_leave_no_snapshot(tmp_path: Path) -> None:
    def faulty() -> RuleBase:
        raise FaultsFound([Fault("rules_missing")])

    with pytest.raises(FaultsFound):
        load_or_make(tmp_path / "rules-x.json", faulty)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_stops_nothing(small_base: RuleBase, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")

    assert load_or_make(in_the_way / "rules-x.json", lambda: small_base) is small_base


def test_other_rules_have_another_snapshot_and_the_older_one_goes(small_base: RuleBase, tmp_path: Path) -> None:
    older, newer = (tmp_path / snapshot_name(version) for version in ("old", "new"))

    load_or_make(older, lambda: small_base)
    load_or_make(newer, lambda: small_base)

    assert older != newer
    assert list(tmp_path.iterdir()) == [newer]


def test_a_snapshot_is_plain_json(small_base: RuleBase) -> None:
    assert unpacked(json.loads(json.dumps(packed(small_base)))) == small_base
