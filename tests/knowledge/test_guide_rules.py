"""The guides: how their file is read, what it must satisfy, and what is shown of each entry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualifier.explanation.entries import entries
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import Guide, Phase, Principle, RuleBase
from qualifier.knowledge.snapshot import packed, unpacked_rules
from qualifier.words import LANGS, Text
from tests.support import small_rules

GUIDES = """\
frame:
  free:
    say: {fr: "Chacun vient s'il veut.", en: "Whoever wants to comes."}
    source: [lost_letter]
guides:
  bench:
    name: {fr: "Le banc", en: "The bench"}
    about: {fr: "On s'assoit et on raconte.", en: "One sits down and tells."}
    source: [garden_book, inference]
    phases:
      telling:
        name: {fr: "Récit", en: "Story"}
        say: {fr: "On écoute.", en: "Listen."}
        uses: nothing
        source: [garden_book]
      ticking:
        name: {fr: "Questions", en: "Questions"}
        say: {fr: "Chacun répond.", en: "Everyone answers."}
        uses: answer
        source: [inference]
    show:
      - {fr: "La haie.", en: "The hedge."}
    hide:
      - {fr: "La récolte.", en: "The harvest."}
"""
SECOND_PHASE = GUIDES[GUIDES.index("      ticking:") : GUIDES.index("    show:")]
TRIALS = [
    pytest.param(code, old, new, at, id=title)
    for title, code, old, new, at in [
        ("a principle from a work that is not there", "source_unknown", "[lost_letter]", "[lost_leter]", "    source:"),
        ("a guide from a work that is not there", "source_unknown", "[garden_book, i", "[garden_bok, i", "    source:"),
        ("a phase from a work that is not there", "source_unknown", "[garden_book]", "[garden_bok]", "        source:"),
        ("a phase without its source", "key_missing", "        source: [garden_book]\n", "", "      telling:"),
        (
            "a principle without its translation",
            "translation_missing",
            ', en: "Whoever wants to comes."',
            "",
            "    say:",
        ),
        ("a name without its translation", "translation_missing", ', en: "The bench"', "", "    name:"),
        ("what is shown without its translation", "translation_missing", ', en: "The hedge."', "", "      - {fr"),
        ("what is hidden, empty in one language", "translation_missing", '"La récolte."', '""', "      - {fr"),
        ("a phase that uses what no session has", "value_wrong", "uses: answer", "uses: vote", "        uses:"),
        ("a phase that does not say what it uses", "key_missing", "        uses: answer\n", "", "      ticking:"),
        ("a guide with a single phase", "value_wrong", SECOND_PHASE, "", "    phases:"),
        (
            "a guide that shows nothing",
            "value_wrong",
            '\n      - {fr: "La haie.", en: "The hedge."}',
            " []",
            "    show:",
        ),
        ("a key that guides do not have", "key_unknown", "    show:\n", "    seen: 3\n    show:\n", "    seen:"),
    ]
]


def with_guides(folder: Path, old: str = "", new: str = "") -> Path:
    """Copy the small rules with a guide, one text of it changed."""
    small_rules(folder)
    assert not old or GUIDES.count(old) == 1, f"{old!r} stands there {GUIDES.count(old)} times"
    (folder / "guides.yaml").write_text(GUIDES.replace(old, new) if old else GUIDES, encoding="utf-8")
    return folder


# --- how the file is read ----------------------------------------------------------------------------------


def test_the_frame_and_the_guides_are_read_each_with_its_place(tmp_path: Path) -> None:
    base = load_rules(with_guides(tmp_path / "rules"))

    assert base.frame == {
        "free": Principle("free", Text("Chacun vient s'il veut.", "Whoever wants to comes."), ("lost_letter",))
    }
    bench = base.guides["bench"]
    assert [(one.id, one.uses) for one in bench.phases] == [("telling", "nothing"), ("ticking", "answer")]
    assert bench.phases[0] == Phase(
        "telling", Text("Récit", "Story"), Text("On écoute.", "Listen."), "nothing", ("garden_book",)
    )
    assert (bench.show, bench.hide) == ((Text("La haie.", "The hedge."),), (Text("La récolte.", "The harvest."),))
    assert str(base.places["principle:free"]) == "guides.yaml:2 (frame.free)"
    assert str(base.places["guide:bench"]) == "guides.yaml:6 (guides.bench)"


def test_rules_without_guides_have_none(small_base: RuleBase) -> None:
    assert (dict(small_base.frame), dict(small_base.guides)) == ({}, {})


def test_they_come_back_from_a_snapshot_as_they_were(base: RuleBase) -> None:
    again = unpacked_rules(json.loads(json.dumps(packed(base))))

    assert all(isinstance(one, Guide) for one in again.guides.values())
    for table in ("frame", "guides"):
        assert getattr(again, table) == getattr(base, table)
        assert list(getattr(again, table)) == list(getattr(base, table))


@pytest.mark.parametrize(("code", "old", "new", "at"), TRIALS)
def test_what_does_not_hold_together_is_told_with_its_line_in_both_languages(
    tmp_path: Path, code: str, old: str, new: str, at: str
) -> None:
    with pytest.raises(FaultsFound) as error:
        load_rules(with_guides(tmp_path / "rules", old, new))
    (found,) = error.value.faults

    assert (found.code, Path(found.place.file).name) == (code, "guides.yaml")
    lines = (tmp_path / "rules" / "guides.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[found.place.line - 1].startswith(at)
    assert len({found.text().to(lang) for lang in LANGS}) == 2


# --- what is shown of an entry -----------------------------------------------------------------------------


def test_a_principle_and_a_guide_are_entries_like_others(base: RuleBase) -> None:
    (principle,), (guide,) = entries(base, "principle.voluntary"), entries(base, "guide.gease")

    assert (principle.kind, principle.name) == ("principle", base.frame["voluntary"].say)
    assert (guide.kind, guide.name) == ("guide", base.guides["gease"].name)
    assert ("about", base.guides["gease"].about) in guide.rows
    assert [key for key, _ in guide.rows].count("phase") == len(base.guides["gease"].phases)
