"""Loading a folder of rules: what becomes of each file, and what a folder must satisfy as a whole."""

from pathlib import Path

import pytest

from qualifier.knowledge.conditions import ALWAYS, All, In
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.version import content_version
from qualifier.words import Text
from tests.support import SMALL_RULES, small_rules

Change = tuple[str, str]
TWO_HOUSES = In("K1", frozenset({"other"}))


def test_questions_keep_the_order_of_the_files_and_of_their_lines(small_base: RuleBase) -> None:
    assert list(small_base.questions) == ["house", "sign", "work", "since", "harvest"]
    assert [(theme.id, theme.questions) for theme in small_base.themes.values()] == [
        ("houses", ("house", "sign")),
        ("garden", ("work", "since", "harvest")),
    ]


def test_forms_stand_in_order_of_precedence_whatever_their_file(small_base: RuleBase) -> None:
    assert [(form.id, form.precedence) for form in small_base.forms.values()] == [
        ("household", 10),
        ("shared_garden", 20),
        ("digging_together", 30),
        ("good_neighbours", 40),
        ("strangers", 50),
    ]


def test_a_question_is_asked_on_the_condition_of_its_theme_and_on_its_own(small_base: RuleBase) -> None:
    nothing_done = In("K2", frozenset({"nothing"}))

    assert small_base.questions["house"].ask_when == ALWAYS
    assert small_base.questions["work"].ask_when == All((TWO_HOUSES,))
    assert small_base.questions["since"].ask_when == All((TWO_HOUSES, nothing_done))


def test_the_last_level_takes_what_is_left(small_base: RuleBase) -> None:
    assert [(level.id, level.when is None) for level in small_base.criteria["K2"].levels] == [
        ("nothing", False),
        ("talked", False),
        ("dug", True),
    ]


def test_a_level_rests_on_the_works_of_its_criterion_unless_it_names_its_own(tmp_path: Path) -> None:
    own = ('name: {fr: "parlé", en: "talked"}', 'name: {fr: "parlé", en: "talked"}\n        source: [inference]')
    criterion = load_rules(small_rules(tmp_path / "rules", {"criteria.yaml": own})).criteria["K2"]

    assert [level.source for level in criterion.levels] == [("garden_book",), ("inference",), ("garden_book",)]


def test_an_argument_is_named_after_its_form_and_found_again(small_base: RuleBase) -> None:
    argument = small_base.argument("shared_garden.not_agreed")

    assert (argument.form, argument.kind, argument.when) == (
        "shared_garden",
        "excludes",
        In("K3", frozenset({"unsaid"})),
    )
    assert argument.because == Text("Rien n'a été convenu.", "Nothing was agreed.")


def test_an_entry_knows_its_file_and_line(small_base: RuleBase) -> None:
    place = small_base.places["rule:since"]
    lines = (SMALL_RULES / "questions" / "20_garden.yaml").read_text(encoding="utf-8").splitlines()

    assert place.file.endswith("20_garden.yaml")
    assert lines[place.line - 1] == "  since:"


@pytest.mark.parametrize("name", ["advice.yaml", "questions/10_houses.yaml", "forms/20_garden.yaml", "sources.yaml"])
def test_the_version_changes_with_any_rule(tmp_path: Path, name: str) -> None:
    folder = small_rules(tmp_path / "rules")
    before = content_version(folder)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("# one word more\n")

    assert content_version(folder) != before


def test_the_version_changes_with_nothing_but_the_rules(tmp_path: Path, small_base: RuleBase) -> None:
    folder = small_rules(tmp_path / "elsewhere")
    (folder / "notes.txt").write_text("not a rule", encoding="utf-8")
    for path in folder.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert load_rules(folder).version == small_base.version


def test_faults_of_several_files_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    changes = {
        "alerts.yaml": ("K2: [nothing]", "K9: [nothing]"),
        "advice.yaml": ("source: [lost_letter]", "source: [lost_leter]"),
    }

    with pytest.raises(FaultsFound) as found:
        load_rules(small_rules(tmp_path / "rules", changes))

    assert [(one.code, Path(one.place.file).name, one.place.line) for one in found.value.faults] == [
        ("source_unknown", "advice.yaml", 7),
        ("subject_unknown", "alerts.yaml", 3),
    ]


ASKS = '    ask: {fr: "Y a-t-il un écriteau'
LAST = '        otherwise: true\n        because: {fr: "Le partage'


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        pytest.param(name, change, code, id=title)
        for title, name, change, code in [
            (
                "a criterion waits for itself",
                "criteria.yaml",
                ("when: {since: [spring], K2: [nothing]}", "when: {K4: [in_time]}"),
                "rules_circle",
            ),
            (
                "two forms have the same rank",
                "forms/10_house.yaml",
                ("precedence: 10", "precedence: 30"),
                "precedence_shared",
            ),
            (
                "a form and a reason to name none have the same rank",
                "forms/10_house.yaml",
                ("precedence: 10", "precedence: 45"),
                "precedence_shared",
            ),
            (
                "a question depends on a later one",
                "questions/10_houses.yaml",
                (ASKS, f"    ask_when: {{work: [dug]}}\n{ASKS}"),
                "asked_too_soon",
            ),
            (
                "a question depends on a later one through a criterion",
                "questions/10_houses.yaml",
                (ASKS, f"    ask_when: {{K2: [dug]}}\n{ASKS}"),
                "asked_too_soon",
            ),
            (
                "no level takes what is left",
                "criteria.yaml",
                (LAST, LAST.replace("otherwise: true", "when: {harvest: [unsaid]}")),
                "levels_not_closed",
            ),
            (
                "a level before the last has no condition",
                "criteria.yaml",
                ("        when: {work: [talked]}\n", ""),
                "levels_not_closed",
            ),
            (
                "two forms have the same id",
                "forms/10_house.yaml",
                ("  household:\n", "  strangers:\n"),
                "id_repeated",
            ),
            (
                "a form has the id of a question",
                "forms/10_house.yaml",
                ("  household:\n", "  sign:\n"),
                "id_repeated",
            ),
            (
                "an axis has the id of a criterion",
                "axes.yaml",
                ("  reality:\n", "  K3:\n"),
                "id_repeated",
            ),
            (
                "advice for a form that does not exist",
                "advice.yaml",
                ("forms: [digging_together]", "forms: [digging_alone]"),
                "form_unknown",
            ),
            (
                "advice on a criterion that does not exist",
                "advice.yaml",
                ("works_on: K3", "works_on: K7"),
                "subject_unknown_id",
            ),
            (
                "a work known through another that is not listed",
                "sources.yaml",
                ("through: garden_book", "through: no_book"),
                "source_unknown",
            ),
            (
                "a reason to name none has a condition and no rank",
                "forms/20_garden.yaml",
                ("    precedence: 45\n", ""),
                "undetermined_half",
            ),
            (
                "an axis does not show one of its steps",
                "axes.yaml",
                ("shown: [nothing, talk, act]", "shown: [nothing, act]"),
                "axis_not_shown",
            ),
        ]
    ],
)
def test_rules_that_do_not_hold_together_are_refused(tmp_path: Path, name: str, change: Change, code: str) -> None:
    with pytest.raises(FaultsFound) as found:
        load_rules(small_rules(tmp_path / "rules", {name: change}))

    assert {one.code for one in found.value.faults} == {code}


def test_the_circle_is_told_from_one_criterion_back_to_itself(tmp_path: Path) -> None:
    change = ("when: {work: [talked]}", "when: {K4: [in_time]}")

    with pytest.raises(FaultsFound) as found:
        load_rules(small_rules(tmp_path / "rules", {"criteria.yaml": change}))

    told = [one.text().en for one in found.value.faults if one.code == "rules_circle"]
    assert len(told) == 1
    assert "K2 → K4 → K2" in told[0]


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaultsFound) as found:
        load_rules(tmp_path / "nowhere")

    assert [one.code for one in found.value.faults] == ["rules_missing"]


@pytest.mark.parametrize("name", ["questions", "forms"])
def test_a_folder_without_any_question_or_form_is_told(tmp_path: Path, name: str) -> None:
    folder = small_rules(tmp_path / "rules")
    for path in (folder / name).glob("*.yaml"):
        path.unlink()

    with pytest.raises(FaultsFound) as found:
        load_rules(folder)

    assert [(one.code, Path(one.place.file).parts[-2:]) for one in found.value.faults] == [
        ("file_missing", (name, "*.yaml"))
    ]


def test_a_folder_without_some_files_names_each(tmp_path: Path) -> None:
    folder = small_rules(tmp_path / "rules")
    for name in ("alerts.yaml", "axes.yaml"):
        (folder / name).unlink()

    with pytest.raises(FaultsFound) as found:
        load_rules(folder)

    assert [(one.code, Path(one.place.file).name) for one in found.value.faults] == [
        ("file_missing", "alerts.yaml"),
        ("file_missing", "axes.yaml"),
    ]
