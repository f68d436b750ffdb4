"""Conditions as they are written in rule files."""

import pytest

from qualifier.knowledge.condition_files import ConditionReader
from qualifier.knowledge.conditions import All, Any, Condition, In, at_least
from qualifier.knowledge.documents import parse_document
from qualifier.knowledge.faults import Fault

DOMAINS = {"work": ("nothing", "talked", "dug"), "K1": ("same", "other")}
TALKED, DUG = In("work", frozenset({"talked"})), In("work", frozenset({"dug"}))
OTHER = In("K1", frozenset({"other"}))


def read(written: str) -> tuple[Condition, list[Fault]]:
    document = parse_document(f"# a comment\nwhen: {written}", "rules.yaml")
    assert isinstance(document.data, dict)
    reader = ConditionReader(document, DOMAINS)
    return reader.read(document.data["when"], ("when",)), reader.faults


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("{work: [talked]}", TALKED),
        ("{work: [talked, dug]}", In("work", frozenset({"talked", "dug"}))),
        ("{work: [dug], K1: [other]}", All((DUG, OTHER))),
        ("{all: [{work: [dug]}, {K1: [other]}]}", All((DUG, OTHER))),
        ("{any: [{work: [dug]}, {work: [talked], K1: [other]}]}", Any((DUG, All((TALKED, OTHER))))),
        (
            "{at_least: 2, of: [{work: [dug]}, {work: [talked]}, {K1: [other]}]}",
            at_least(2, (DUG, TALKED, OTHER)),
        ),
        ("{at_least: 1, of: [{work: [dug]}], K1: [other]}", All((at_least(1, (DUG,)), OTHER))),
    ],
)
def test_a_written_condition_becomes_the_primitives(written: str, condition: Condition) -> None:
    assert read(written) == (condition, [])


@pytest.mark.parametrize(
    ("written", "code", "path"),
    [
        ("dug", "condition_wrong", "when"),
        ("{}", "condition_wrong", "when"),
        ("{work: dug}", "condition_wrong", "when.work"),
        ("{work: []}", "condition_wrong", "when.work"),
        ("{work: [1]}", "condition_wrong", "when.work"),
        ("{any: {work: [dug]}}", "condition_wrong", "when.any"),
        ("{at_least: 3, of: [{work: [dug]}]}", "condition_wrong", "when.at_least"),
        ("{at_least: true, of: [{work: [dug]}]}", "condition_wrong", "when.at_least"),
        ("{at_least: 1}", "condition_wrong", "when.of"),
        ("{of: [{work: [dug]}]}", "condition_wrong", "when.of"),
        ("{K1: [other], of: [{work: [dug]}]}", "condition_wrong", "when.of"),
        ("{wrok: [dug]}", "subject_unknown", "when.wrok"),
        ("{work: [dig]}", "level_unknown", "when.work"),
        ("{any: [{K1: [other]}, {all: [{work: [dig]}]}]}", "level_unknown", "when.any.1.all.0.work"),
    ],
)
def test_a_condition_that_cannot_be_read_is_named_with_its_line(written: str, code: str, path: str) -> None:
    _, faults = read(written)

    assert (faults[0].code, faults[0].place.line, faults[0].place.path) == (code, 2, path)


def test_every_fault_of_a_condition_is_told_at_once() -> None:
    _, faults = read("{any: [{wrok: [dug]}, {work: [dig]}, 3]}")

    assert [one.code for one in faults] == ["subject_unknown", "level_unknown", "condition_wrong"]
