"""Migrations: old names lead to new ones, in order, and whatever an old answer said is still there afterwards."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.knowledge.documents import parse_document
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration, last_number, migrated, read_migrations, reasons
from qualifier.knowledge.schema import MigrationFile
from qualifier.knowledge.shapes import shaped
from qualifier.words import LANGS, Text
from tests.support import PROJECT, small_rules

WHY = 'why: {fr: "Le mot a changé.", en: "The word changed."}\n'
BOTH = '{fr: "C\'était flou.", en: "It was vague."}'
VAGUE = f"no_longer_fits: {{work: {{dug_deep: {BOTH}}}}}\n"


def written(folder: Path, **files: str) -> Path:
    """Write migrations, each after what changed; a number comes before a name that must begin with a letter."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / f"{name.lstrip('n')}.yaml").write_text(WHY + content, encoding="utf-8")
    return folder


# --- reading them ------------------------------------------------------------------------------------------


def test_a_rule_folder_without_migrations_has_none(tmp_path: Path, small_base: RuleBase) -> None:
    assert read_migrations(tmp_path / "migrations", small_base) == ()
    assert last_number(()) == 0


def test_the_migrations_of_the_project_fit_its_rules(base: RuleBase) -> None:
    found = read_migrations(PROJECT / "rules" / "migrations", base)

    assert [one.number for one in found] == list(range(1, last_number(found) + 1))


def test_migrations_are_read_in_the_order_of_their_numbers_with_what_they_say(
    tmp_path: Path, small_base: RuleBase
) -> None:
    folder = written(
        tmp_path / "migrations",
        n0002_the_work="options: {work: {spoke: talked}}\n",
        n0001_b="questions: {job: labour}\n",
        n0003_a=f"questions: {{labour: work}}\n{VAGUE}removed: {{gate: {BOTH}}}",
    )
    (folder / "README.md").write_text("Not a migration.", encoding="utf-8")

    first, second, third = read_migrations(folder, small_base)

    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert (first.questions, second.options) == ({"job": "labour"}, {"work": {"spoke": "talked"}})
    assert third.no_longer_fits == {"work": {"dug_deep": Text("C'était flou.", "It was vague.")}}
    assert (third.removed.keys(), third.why) == ({"gate"}, Text("Le mot a changé.", "The word changed."))
    assert last_number((first, second, third)) == 3
    assert reasons((first, second, third)).keys() == {("work", "dug_deep"), ("gate", "")}


def test_a_target_may_be_a_name_that_a_later_migration_renames_or_gives_up(
    tmp_path: Path, small_base: RuleBase
) -> None:
    folder = written(
        tmp_path / "migrations",
        n0001_a="questions: {job: labour, wall: fence}\noptions: {labour: {spoke: said, hoed: spaded}}\n",
        n0002_b="questions: {labour: work}\noptions: {work: {said: talked}}\n",
        n0003_c=f"no_longer_fits: {{work: {{spaded: {BOTH}}}}}\nremoved: {{fence: {BOTH}}}\n",
    )

    assert last_number(read_migrations(folder, small_base)) == 3


def test_a_rule_folder_with_migrations_is_loaded_and_its_mark_tells_them(tmp_path: Path, small_base: RuleBase) -> None:
    rules = small_rules(tmp_path / "rules")
    written(rules / "migrations", n0001_a="questions: {job: work}\n")

    assert load_rules(rules).version != small_base.version


def test_the_example_of_the_guide_has_the_shape_of_a_migration() -> None:
    guide = (PROJECT / "docs" / "rule-keepers.md").read_text(encoding="utf-8")
    example = guide.partition("# rules/migrations/0001_bilan.yaml\n")[2].partition("```")[0]

    shape = shaped(parse_document(example, "rule-keepers.md"), MigrationFile)

    assert (shape.questions, shape.options) == ({"evaluation": "review"}, {"review": {"joint": "together"}})
    assert set(MigrationFile.model_fields) - {"why"} == {
        key for key in MigrationFile.model_fields if f"| `{key}` |" in guide
    }


# --- what is wrong with them -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trial:
    """A wrong migration: the fault it must give, alone, and a text of the line that the fault names."""

    code: str
    at: str
    content: str
    name: str = "0001_a.yaml"


TRIALS = [
    Trial("migration_name", "", WHY, "1_a.yaml"),
    Trial("migration_name", "", WHY, "0001.yaml"),
    Trial("migration_name", "", WHY, "0001_été.yaml"),
    Trial("migration_name", "", WHY, "0001_a.yml"),
    Trial("migration_number", "", WHY, "0002_a.yaml"),
    Trial("migration_number", "", WHY, "0000_a.yaml"),
    Trial("migration_target_unknown", "job: wrok", f"{WHY}questions:\n  job: wrok\n"),
    Trial("migration_target_unknown", "spoke: tolked", f"{WHY}options:\n  work:\n    spoke: tolked\n"),
    Trial("migration_target_unknown", "wrok:", f"{WHY}options:\n  wrok:\n    spoke: talked\n"),
    Trial("migration_target_unknown", "wrok:", f"{WHY}no_longer_fits:\n  wrok:\n    spoke: {BOTH}\n"),
    Trial("migration_target_unknown", "old:", f"{WHY}tensions:\n  old: new\n"),
    Trial("migration_target_unknown", "job:", f"{WHY}questions:\n  job: toil\n  toil: work\n"),
    Trial("migration_still_there", "house: work", f"{WHY}questions:\n  house: work\n"),
    Trial("migration_still_there", "dug: talked", f"{WHY}options:\n  work:\n    dug: talked\n"),
    Trial("migration_still_there", "dug:", f"{WHY}no_longer_fits:\n  work:\n    dug: {BOTH}\n"),
    Trial("migration_still_there", "sign:", f"{WHY}removed:\n  sign: {BOTH}\n"),
    Trial("migration_circle", "job: job", f"{WHY}questions:\n  job: job\n"),
    Trial("migration_circle", "work: work", f"{WHY}questions:\n  work: work\n"),
    Trial("migration_circle", "a: a", f"{WHY}options:\n  work:\n    a: a\n"),
    Trial("migration_circle", "a: a", f"{WHY}tensions:\n  a: a\n"),
    Trial(
        "migration_both_ways", "a: {", f"{WHY}options: {{work: {{a: dug}}}}\nno_longer_fits:\n  work:\n    a: {BOTH}\n"
    ),
    Trial("migration_both_ways", "job: {", f"{WHY}questions: {{job: work}}\nremoved:\n  job: {BOTH}\n"),
    Trial("translation_missing", "why", 'why: {fr: "Le mot a changé."}\n'),
    Trial("translation_missing", "gate", f'{WHY}removed:\n  gate: {{en: "Gone."}}\n'),
    Trial("key_missing", "questions", "questions: {job: work}\n"),
    Trial("key_unknown", "question:", f"{WHY}question: {{job: work}}\n"),
    Trial("value_wrong", "questions", f"{WHY}questions: [job]\n"),
]
# The codes of the catalogue that are pinned here: for the test that every code is.
CODES = {one.code for one in TRIALS if one.code.startswith("migration_")} | {
    "answer_outgrown",
    "answer_removed",
    "answer_doubled",
}


@pytest.mark.parametrize("trial", [pytest.param(one, id=f"{one.code}-{rank}") for rank, one in enumerate(TRIALS)])
def test_a_wrong_migration_is_told_with_its_file_its_line_and_a_sentence_in_each_language(
    tmp_path: Path, small_base: RuleBase, trial: Trial
) -> None:
    path = tmp_path / trial.name
    path.write_text(trial.content, encoding="utf-8")
    with pytest.raises(FaultsFound) as found:
        read_migrations(tmp_path, small_base)

    (told,) = found.value.faults
    assert (told.code, Path(told.place.file).name) == (trial.code, trial.name)
    if trial.at:
        assert trial.at in trial.content.splitlines()[told.place.line - 1]
    said = [told.text().to(lang) for lang in LANGS]
    assert said[0] != said[1]
    assert not any("{" in one for one in said)


def codes(folder: Path, base: RuleBase) -> list[tuple[str, str]]:
    with pytest.raises(FaultsFound) as found:
        read_migrations(folder, base)
    return [(one.code, Path(one.place.file).name) for one in found.value.faults]


def test_a_number_given_twice_or_left_out_is_told_where_the_order_breaks(tmp_path: Path, small_base: RuleBase) -> None:
    twice = written(tmp_path / "twice", n0001_a="", n0001_b="", n0002_c="")
    hole = written(tmp_path / "hole", n0001_a="", n0003_b="", n0004_c="")

    assert codes(twice, small_base) == [("migration_number", "0001_b.yaml")]
    assert codes(hole, small_base) == [("migration_number", "0003_b.yaml")]


def test_names_that_come_back_from_one_migration_to_the_next_are_told_in_each(
    tmp_path: Path, small_base: RuleBase
) -> None:
    questions = written(tmp_path / "q", n0001_a="questions: {work: toil}\n", n0002_b="questions: {toil: work}\n")
    options = written(
        tmp_path / "o", n0001_a="options: {work: {dug: hoed}}\n", n0002_b="options: {work: {hoed: dug}}\n"
    )

    for folder in (questions, options):
        assert codes(folder, small_base) == [("migration_circle", "0001_a.yaml"), ("migration_circle", "0002_b.yaml")]


def test_every_fault_of_all_migrations_is_told_at_once(tmp_path: Path, small_base: RuleBase) -> None:
    folder = written(
        tmp_path / "migrations",
        n0001_a="questions: {job: wrok, house: sign}\n",
        n0002_b="options: {work: {dug: dig}}\n",
    )

    assert codes(folder, small_base) == [
        ("migration_still_there", "0001_a.yaml"),
        ("migration_target_unknown", "0001_a.yaml"),
        ("migration_still_there", "0002_b.yaml"),
        ("migration_target_unknown", "0002_b.yaml"),
    ]


# --- carrying them out -------------------------------------------------------------------------------------

FIRST = Migration(
    number=1,
    file="0001_a.yaml",
    why=Text("a", "a"),
    questions={"job": "labour", "wall": "fence", "hedge": "fence"},
    options={"labour": {"spoke": "said"}, "fence": {"tall": "high"}},
    no_longer_fits={"labour": {"dug": Text("Flou.", "Vague.")}},
    removed={"gate": Text("Inutile.", "Useless.")},
    tensions={"old": "newer"},
)
SECOND = Migration(
    number=2,
    file="0002_b.yaml",
    why=Text("b", "b"),
    questions={"labour": "work"},
    options={"work": {"said": "talked"}, "fence": {"high": "over_a_metre"}},
    no_longer_fits={"work": {"nothing": Text("Deux cas.", "Two cases.")}},
    removed={},
    tensions={"newer": "newest"},
)
THIRD = Migration(
    number=3,
    file="0003_c.yaml",
    why=Text("c", "c"),
    questions={},
    options={},
    no_longer_fits={},
    removed={"fence": Text("Plus de clôture.", "No fence any more.")},
    tensions={},
)
ALL = (FIRST, SECOND, THIRD)


def test_an_answer_gets_the_names_of_today_and_keeps_how_it_is_known() -> None:
    content = {
        "case": "c",
        "answers": {"job": {"option": "spoke", "evidence": "seen"}, "house": "other"},
        "at": "job",
        "skipped": ["job", "house"],
        "met": ["house", "job", "labour"],
        "notes": {"old": {"done": "kept", "why": "Les deux."}},
    }

    assert migrated(content, ALL, 0).content == {
        "case": "c",
        "answers": {"work": {"option": "talked", "evidence": "seen"}, "house": "other"},
        "at": "work",
        "skipped": ["work", "house"],
        "met": ["house", "work"],
        "notes": {"newest": {"done": "kept", "why": "Les deux."}},
    }
    assert migrated(content, ALL, 0).notices == ()


def test_only_the_migrations_that_a_case_has_not_met_are_carried_out() -> None:
    content = {"case": "c", "answers": {"job": "spoke", "labour": "said"}}

    assert migrated(content, ALL, 1).content["answers"] == {"job": "spoke", "work": "talked"}
    assert migrated(content, ALL, 3).content == content


def test_an_option_without_one_successor_is_set_aside_with_the_reason_under_the_name_of_today() -> None:
    found = migrated({"case": "c", "answers": {"job": {"option": "dug", "evidence": "told"}}}, ALL, 0)

    assert (found.content["answers"], found.content["aside"]) == ({}, {"work": {"option": "dug", "evidence": "told"}})
    assert [(one.code, one.place.path) for one in found.notices] == [("answer_outgrown", "work")]
    assert "« dug »" in found.notices[0].text().fr
    assert "Flou." in found.notices[0].text().fr
    assert "Vague." in found.notices[0].text().en


def test_an_answer_to_a_question_removed_is_set_aside_with_the_reason() -> None:
    found = migrated({"case": "c", "answers": {"gate": "open", "wall": "tall"}}, ALL, 0)

    assert found.content["aside"] == {"gate": "open", "fence": "over_a_metre"}
    assert [(one.code, one.place.path) for one in found.notices] == [
        ("answer_removed", "gate"),
        ("answer_removed", "fence"),
    ]
    assert "Plus de clôture." in found.notices[1].text().fr


def test_when_two_questions_become_one_the_second_answer_is_kept_aside_and_named() -> None:
    found = migrated({"case": "c", "answers": {"hedge": "low", "wall": "tall"}}, ALL[:2], 0)

    assert (found.content["answers"], found.content["aside"]) == ({"fence": "over_a_metre"}, {"fence": "low"})
    assert [(one.code, one.place.path) for one in found.notices] == [("answer_doubled", "fence")]
    assert found.notices[0].text().fr != found.notices[0].text().en
    renamed = (*ALL[:2], replace(THIRD, removed={}, questions={"fence": "barrier"}))
    found = migrated({"case": "c", "answers": {"hedge": "low", "wall": "tall"}}, renamed, 0)
    assert [one.place.path for one in found.notices] == ["barrier"]


def test_what_is_kept_aside_gets_new_names_too_and_gives_way_to_nothing() -> None:
    aside = {"job": "spoke", "work": "dug", "job (2)": "hoed"}

    found = migrated({"case": "c", "answers": {}, "aside": aside}, ALL, 0)

    assert found.content["aside"] == {"work": "dug", "work (2)": "talked", "work (3)": "hoed"}
    older = migrated({"case": "c", "answers": {}, "aside": {"job (2)": "hoed"}}, ALL, 0)
    assert older.content["aside"] == {"work (2)": "hoed"}


def test_what_does_not_look_like_a_case_is_left_as_it_is() -> None:
    for content in ({}, {"answers": ["job"]}, {"answers": {}, "aside": 3}, {"answers": {}, "met": "job"}, {"at": 3}):
        assert migrated(content, ALL, 0).content == content


NAMES = st.sampled_from(["job", "labour", "work", "wall", "hedge", "fence", "gate", "house", "job (2)"])
OPTIONS = st.sampled_from(["spoke", "said", "talked", "dug", "nothing", "tall", "high", "low"])
TABLES = st.dictionaries(NAMES, OPTIONS, max_size=8)
CONTENTS = st.fixed_dictionaries(
    {"case": st.just("c"), "answers": TABLES},
    optional={
        "aside": TABLES,
        "at": NAMES,
        "met": st.lists(NAMES),
        "skipped": st.lists(NAMES),
        "notes": st.dictionaries(
            st.sampled_from(["old", "newer", "newest", "other"]), st.sampled_from(["kept", "ask"])
        ),
    },
)


@given(CONTENTS)
def test_migrations_carried_out_in_two_goes_are_as_good_as_in_one(content: dict[str, object]) -> None:
    whole = migrated(content, ALL, 0).content
    for met in range(len(ALL) + 1):
        begun = migrated(content, ALL[:met], 0).content
        assert migrated(begun, ALL, met).content == whole


@given(CONTENTS)
def test_migrations_carried_out_once_more_change_nothing_and_the_data_given_stay_as_they_were(
    content: dict[str, object],
) -> None:
    before = deepcopy(content)
    once = migrated(content, ALL, 0).content

    assert migrated(once, ALL, 0).content == once
    assert content == before


@given(CONTENTS)
def test_no_answer_is_ever_dropped(content: dict[str, object]) -> None:
    number = 0
    for key in ("answers", "aside"):
        for question, option in content.get(key, {}).items():  # type: ignore[attr-defined]
            content[key][question] = {"option": option, "evidence": number}  # type: ignore[index]
            number += 1

    after = migrated(content, ALL, 0).content

    assert sorted(marks(after)) == list(range(number))


def marks(content: dict[str, object]) -> Iterator[int]:
    for key in ("answers", "aside"):
        for answer in content.get(key, {}).values():  # type: ignore[attr-defined]
            yield answer["evidence"]
