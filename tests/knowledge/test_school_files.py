"""What other schools say: how its files are read, and what each of them must satisfy on its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualifier.knowledge.conditions import Any, In
from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import NO, UNDETERMINED, YES, RuleBase
from qualifier.knowledge.snapshot import packed, unpacked_rules
from qualifier.reasoning.decisions import PRINCIPAL
from qualifier.words import LANGS, Text
from tests.support import QUESTIONS, READING, SCALE, SMALL_SCHOOLS, small_rules, with_schools

OTHERS, HARVEST = ((SMALL_SCHOOLS / name).read_text(encoding="utf-8") for name in (QUESTIONS, READING))

# --- how the files are read --------------------------------------------------------------------------------


def test_a_scale_is_read_with_its_rungs_its_lines_and_their_places(schooled: RuleBase) -> None:
    closeness = schooled.scales["closeness"]
    (step,) = closeness.lines

    assert list(schooled.scales) == ["closeness", "true_garden", "signs", "seasons", "views"]
    assert (list(closeness.rungs), closeness.rungs["hedge"].term) == (["apart", "hedge", "together"], "hedge")
    assert (step.id, step.at["hedge"]) == ("closeness.step", In("K2", frozenset({"talked"})))
    assert (step.outside, step.outside_say) == (
        In("K1", frozenset({"same"})),
        Text("On n'est pas voisin de soi.", "Nobody is their own neighbour."),
    )
    assert str(schooled.places["scale:closeness"]) == "scales/10_garden.yaml:2 (scales.closeness)"
    assert str(schooled.places["scale_line:closeness.step"]).startswith("scales/10_garden.yaml:14 ")


def test_a_line_rests_on_the_works_of_its_scale_unless_it_names_its_own(schooled: RuleBase) -> None:
    dug, agreed = schooled.scales["true_garden"].lines

    assert (dug.source, agreed.source) == (("lost_letter",), ("garden_book",))


@pytest.mark.parametrize(
    ("scale", "names"),
    [
        ("true_garden", (Text("tient", "holds"), Text("manque", "missing"))),
        ("seasons", (Text("fait", "done"), Text("pas fait", "not done"))),
        ("views", (Text("oui", "yes"), Text("non", "no"))),
    ],
)
def test_lines_that_hold_or_not_have_two_rungs_named_after_what_the_scale_is(
    schooled: RuleBase, scale: str, names: tuple[Text, Text]
) -> None:
    rungs = schooled.scales[scale].rungs

    assert list(rungs) == [YES, NO]
    assert tuple(rung.name for rung in rungs.values()) == names


def test_the_word_partner_texts_rights_and_limits_are_read_with_their_places(schooled: RuleBase) -> None:
    word, right, law = schooled.partner_words["neighbour"], schooled.rights["sign_seen"], schooled.texts["hedge_law"]

    assert (word.yes.source, word.no.source) == (("garden_book",), ("lost_letter",))
    assert (right.texts, right.settle) == (("hedge_law",), (Text("Qui l'a peint ?", "Who painted it?"),))
    assert (law.dated, law.check_by) == ("1804-03-21", "2027-01-01")
    assert schooled.limits["seeds"].who.en == "the seedsman"
    placed = ("partner_word:neighbour", "right:sign_seen", "text:hedge_law", "limit:seeds", "reading:harvest")
    assert all(schooled.places[one].line > 0 for one in placed)


def test_a_reading_is_read_with_what_it_adds_and_what_it_changes(schooled: RuleBase) -> None:
    harvest = schooled.readings["harvest"]
    leaving, ranked = harvest.changes

    assert (schooled.reading, list(schooled.readings)) == ("strict", ["harvest", "strict"])
    assert ([form.id for form in harvest.forms], [step.id for step in harvest.advice]) == (
        ["shared_harvest"],
        ["weigh_it"],
    )
    assert (leaving.form, leaving.leaves) == ("shared_garden", True)
    assert (ranked.form, ranked.precedence, ranked.without) == (
        "good_neighbours",
        15,
        ("good_neighbours.hedge_talk",),
    )
    assert isinstance(ranked.arguments[0].when, Any)
    assert str(schooled.places["argument:good_neighbours.talk_or_sign"]).startswith("readings/20_harvest.yaml:")


def test_what_a_reading_adds_is_not_in_the_usual_one(schooled: RuleBase, small_base: RuleBase) -> None:
    assert schooled.forms == small_base.forms
    assert schooled.advice == small_base.advice


def test_questions_of_a_theme_for_other_schools_are_marked(schooled: RuleBase) -> None:
    assert [id_ for id_, one in schooled.questions.items() if one.extra] == ["fence"]


def test_rules_without_these_files_have_none_of_it(small_base: RuleBase) -> None:
    tables = (small_base.scales, small_base.partner_words, small_base.texts, small_base.rights, small_base.limits)

    assert [len(table) for table in tables] == [0] * 5
    assert list(small_base.readings) == ["strict"]


def test_it_all_comes_back_from_a_snapshot_as_it_was(schooled: RuleBase) -> None:
    again = unpacked_rules(json.loads(json.dumps(packed(schooled))))

    assert again == schooled
    for table in ("readings", "scales", "partner_words", "texts", "rights", "limits"):
        assert list(getattr(again, table)) == list(getattr(schooled, table))
    assert list(again.scales["closeness"].rungs) == ["apart", "hedge", "together"]
    assert list(again.scales["closeness"].lines[0].at) == ["apart", "hedge", "together"]


# --- what they must satisfy --------------------------------------------------------------------------------

SECOND_LINE = """\
      again:
        name: {fr: "encore", en: "again"}
        at: {apart: {sign: [none]}, hedge: {sign: [painted]}}
  true_garden:
"""
WIDE = ", ".join(["{any: [{house: [same]}, {sign: [painted]}]}"] * 9)
TOGETHER = "          together: {K2: [dug]}\n"
TRIALS = [
    pytest.param(code, file, old, new, at, id=title)
    for title, code, file, old, new, at in [
        (
            "an extra question that decides of a form in one reading",
            "extra_decides",
            READING,
            "confirms: {K2: [dug], K3: [agreed]}",
            "confirms: {K2: [dug], K3: [agreed], fence: [low]}",
            "      agreed:",
        ),
        (
            "an extra question that decides of a level",
            "extra_decides",
            "criteria.yaml",
            "when: {harvest: [shared]}",
            "when: {harvest: [shared], fence: [low]}",
            "  K3:",
        ),
        (
            "an extra question that decides of an alert",
            "extra_decides",
            "alerts.yaml",
            "when: {sign: [painted], K2: [nothing]}",
            "when: {sign: [painted], fence: [high]}",
            "  sign_without_act:",
        ),
        ("a ladder of two lines", "scale_shape", SCALE, "  true_garden:\n", SECOND_LINE, "  closeness:"),
        (
            "parts with rungs of their own",
            "scale_shape",
            SCALE,
            "    kind: parts\n",
            '    kind: parts\n    rungs: {loose: {name: {fr: "l", en: "l"}}}\n',
            "  true_garden:",
        ),
        (
            "a line that speaks of a rung that is not there",
            "rung_unknown",
            SCALE,
            TOGETHER,
            f"{TOGETHER}          beyond: {{sign: [painted]}}\n",
            "          beyond:",
        ),
        (
            "a line that neither holds nor fails",
            "rung_unknown",
            SCALE,
            "fails: {fence: [high]}}",
            "fails: {fence: [high]}, falls: {sign: [none]}}",
            "        at:",
        ),
        (
            "a rung that no line speaks of",
            "rung_unused",
            SCALE,
            "      apart: {name",
            '      far: {name: {fr: "loin", en: "far"}}\n      apart: {name',
            "      far:",
        ),
        ("a rung with a term that is not there", "term_unknown", SCALE, "term: hedge", "term: hegde", "      hedge:"),
        (
            "a right on a text that is not there",
            "text_unknown",
            "rights.yaml",
            "[hedge_law]",
            "[hedge_lwa]",
            "    texts:",
        ),
        (
            "a reading without an argument that is not there",
            "argument_unknown",
            READING,
            "[hedge_talk]",
            "[hedge_tlak]",
            "    without:",
        ),
        (
            "a reading that changes a form that is not there",
            "form_unknown",
            READING,
            "  shared_garden:\n",
            "  shared_gardn:\n",
            "  shared_gardn:",
        ),
        (
            "a step of a reading for a form that it does not know",
            "form_unknown",
            READING,
            "forms: [shared_harvest]",
            "forms: [shared_harvst]",
            "    forms:",
        ),
        (
            "a form of a reading taken for one that is not there",
            "form_unknown",
            READING,
            "      shared_harvest: {fr",
            "      shared_harvst: {fr",
            "      shared_harvst:",
        ),
        (
            "two forms that speak at the same rank in one reading",
            "precedence_shared",
            READING,
            "precedence: 25",
            "precedence: 30",
            "  shared_harvest:",
        ),
        (
            "a step of a reading on what the team cannot change",
            "advice_out_of_reach",
            READING,
            "works_on: K3",
            "works_on: K1",
            "  weigh_it:",
        ),
        (
            "a condition of a reading too wide to be read",
            "condition_too_wide",
            READING,
            "confirms: {K2: [dug], K3: [agreed]}",
            f"confirms: {{all: [{WIDE}]}}",
            "      agreed:",
        ),
        (
            "a condition of a line too wide to be read",
            "condition_too_wide",
            SCALE,
            "apart: {K2: [nothing]}",
            f"apart: {{all: [{WIDE}]}}",
            "      step:",
        ),
        (
            "a side of the word partner that cites no work",
            "side_without_work",
            "partner_words.yaml",
            "source: [lost_letter]",
            "source: [inference]",
            "    no:",
        ),
        (
            "a text to be checked on no day",
            "value_wrong",
            "rights.yaml",
            'check_by: "2027-01-01"',
            'check_by: "soon"',
            "    check_by:",
        ),
        (
            "a text of a day that no calendar has",
            "value_wrong",
            "rights.yaml",
            'dated: "1804-03-21"',
            'dated: "2026-13-40"',
            "    dated:",
        ),
        (
            "a text to be checked before it was written",
            "text_checked_before",
            "rights.yaml",
            'check_by: "2027-01-01"',
            'check_by: "1803-12-31"',
            "    check_by:",
        ),
        ("a scale of no known kind", "value_wrong", SCALE, "kind: several", "kind: stairs", "    kind: stairs"),
        (
            "a scale in no known chapter",
            "value_wrong",
            SCALE,
            "chapter: territory",
            "chapter: roofs",
            "    chapter: roofs",
        ),
        (
            "a line outside of which nothing is said",
            "key_missing",
            SCALE,
            ', say: {fr: "Rien à voir.", en: "Nothing to see."}}',
            "}",
            "        outside:",
        ),
        ("a right with nothing to settle", "key_missing", "rights.yaml", "    settle: [{", "    # [{", "  sign_seen:"),
        (
            "a limit without its translation",
            "translation_missing",
            "limits.yaml",
            ', en: "the harvest"',
            "",
            "    touches:",
        ),
        (
            "a line that rests on a work that is not there",
            "source_unknown",
            SCALE,
            "        source: [garden_book]",
            "        source: [garden_bok]",
            "        source:",
        ),
        (
            "a line that speaks of a level that is not there",
            "level_unknown",
            SCALE,
            "hedge: {K2: [talked]}",
            "hedge: {K2: [tlaked]}",
            "          hedge:",
        ),
        (
            "a right that speaks of what is not there",
            "subject_unknown",
            "rights.yaml",
            "when: {sign: [painted]}",
            "when: {sgin: [painted]}",
            "    when:",
        ),
    ]
]
CODES = {
    "extra_decides",
    "scale_shape",
    "rung_unknown",
    "rung_unused",
    "rung_reserved",
    "text_checked_before",
    "usual_reading_changed",
    "term_unknown",
    "text_unknown",
    "argument_unknown",
    "reading_unknown",
}


def faults_of(folder: Path, *changes: tuple[str, str, str]) -> tuple[Fault, ...]:
    with pytest.raises(FaultsFound) as found:
        load_rules(with_schools(folder, *changes))
    return found.value.faults


@pytest.mark.parametrize(("code", "file", "old", "new", "at"), TRIALS)
def test_what_does_not_hold_together_is_told_once_with_its_line_in_both_languages(
    tmp_path: Path, code: str, file: str, old: str, new: str, at: str
) -> None:
    found = faults_of(tmp_path / "rules", (file, old, new))

    assert [one.code for one in found] == [code]
    assert found[0].place.file.endswith(f"rules/{file}")
    lines = (tmp_path / "rules" / file).read_text(encoding="utf-8").splitlines()
    assert lines[found[0].place.line - 1].startswith(at)
    said = [found[0].text().to(lang) for lang in LANGS]
    assert said[0] != said[1]
    assert code not in CODES or not any("{" in one for one in said)


@pytest.mark.parametrize("reserved", ["outside", "open"])
def test_no_rung_is_named_as_the_place_of_a_line_that_is_on_none(tmp_path: Path, reserved: str) -> None:
    named = (SCALE, "      together: {name", f"      {reserved}: {{name")
    used = (SCALE, "          together: {K2", f"          {reserved}: {{K2")
    (found,) = faults_of(tmp_path / "rules", named, used)

    assert (found.code, found.place.path) == ("rung_reserved", f"scales.closeness.rungs.{reserved}")


def test_forms_of_a_reading_that_no_file_tells_of_are_a_fault(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path / "rules", ("readings/strict.yaml", "reading: strict", "reading: strikt"))

    assert (found.code, Path(found.place.file).name, found.place.path) == (
        "reading_unknown",
        "10_house.yaml",
        "reading",
    )
    assert "strikt" in found.text().fr


def test_a_reading_told_of_twice_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path / "rules", (READING, "reading: harvest", "reading: strict"))

    assert (found.code, Path(found.place.file).name) == ("id_repeated", "strict.yaml")


ALONE = {
    "forms": HARVEST[HARVEST.index("forms:\n") : HARVEST.index("changes:\n")],
    "changes": "changes: {strangers: {leaves: true}}\n",
    "advice": HARVEST[HARVEST.index("advice:\n") :].replace("[shared_harvest]", "[strangers]"),
}


@pytest.mark.parametrize("key", ALONE)
def test_the_file_of_the_usual_reading_changes_nothing(tmp_path: Path, key: str) -> None:
    path = small_rules(tmp_path / "rules") / "readings" / "strict.yaml"
    usual = path.read_text(encoding="utf-8")
    path.write_text(usual + ALONE[key], encoding="utf-8")
    with pytest.raises(FaultsFound) as found:
        load_rules(tmp_path / "rules")

    (told,) = found.value.faults
    assert (told.code, told.place.path, told.place.line) == ("usual_reading_changed", key, usual.count("\n") + 1)


@pytest.mark.parametrize("reserved", [PRINCIPAL, UNDETERMINED])
def test_no_form_is_named_as_what_a_verdict_concludes(tmp_path: Path, reserved: str) -> None:
    folder = with_schools(tmp_path / "rules")
    (folder / READING).write_text(HARVEST.replace("shared_harvest", reserved), encoding="utf-8")
    with pytest.raises(FaultsFound) as found:
        load_rules(folder)

    assert [(one.code, one.place.path) for one in found.value.faults] == [("id_reserved", f"forms.{reserved}")]


def test_a_theme_told_of_twice_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path / "rules", (QUESTIONS, "theme: others", "theme: garden"))

    assert (found.code, Path(found.place.file).name, found.place.path) == ("id_repeated", "90_others.yaml", "theme")


def test_what_editors_and_systems_leave_beside_the_files_is_not_read(tmp_path: Path) -> None:
    folder = with_schools(tmp_path / "rules")
    (folder / "scales" / "._10_garden.yaml").write_bytes(b"\x00\xff")
    for name in ("questions/.#90_others.yaml", ".#rights.yaml"):
        (folder / name).symlink_to("somebody@somewhere.1234")

    assert next(iter(load_rules(folder).scales)) == "closeness"


def test_an_extra_question_cannot_decide_whether_one_that_all_are_asked_is_asked(tmp_path: Path) -> None:
    folder = with_schools(tmp_path / "rules")
    plain = OTHERS.replace("extra: true\n", "").replace("theme: others", "theme: more").replace("fence:", "gate:")
    gated = plain.replace("{K2: [talked, dug]}", "{fence: [low]}")
    assert gated.count("{fence: [low]}") == 1
    (folder / "questions" / "95_more.yaml").write_text(gated, encoding="utf-8")
    with pytest.raises(FaultsFound) as found:
        load_rules(folder)

    assert [(one.code, one.place.path) for one in found.value.faults] == [("extra_decides", "questions.gate")]


def test_an_extra_question_may_decide_whether_another_extra_one_is_asked(tmp_path: Path) -> None:
    folder = with_schools(tmp_path / "rules")
    other = OTHERS.replace("theme: others", "theme: more").replace("fence:", "gate:")
    (folder / "questions" / "95_more.yaml").write_text(
        other.replace("{K2: [talked, dug]}", "{fence: [low]}"), encoding="utf-8"
    )

    assert [id_ for id_, one in load_rules(folder).questions.items() if one.extra] == ["fence", "gate"]
