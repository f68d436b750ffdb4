"""Cases kept under older rules: carried over, set aside with a word, asked again, and never dropped.

The small rules change twice here. First the sign is no longer asked about, `work` is called `labour`, its `talked` is
called `spoke`, and `dug` is cut in two; then `labour` is called `chores`, and `spoke` is called `said`. A pair of
answers that sit ill together is renamed each time.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.knowledge.cases import EVIDENCE, REASONS, Answer, Case, Note, read_case, save_case, written_case
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.kept import Kept, read_kept
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration, read_migrations
from tests.support import SMALL_RULES, small_rules

SMALL = load_rules(SMALL_RULES)
TENSION = """\
tensions:
  {name}:
    one: {{house: [same]}}
    other: {{{question}: [{option}]}}
    say: {{fr: "Une clé, deux bêches.", en: "One key, two spades."}}
    source: [inference]
"""
DUG = '      dug: {fr: "On a bêché à deux", en: "We dug together"}\n'
CUT = DUG.replace("dug:", "dug_once:") + DUG.replace("dug:", "dug_often:").replace("à deux", "chaque semaine")
FIRST = """\
why: {fr: "Bêcher une fois n'est pas bêcher souvent.", en: "Digging once is not digging often."}
questions: {work: labour}
options: {labour: {talked: spoke}}
no_longer_fits:
  labour:
    dug: {fr: "Il faut dire combien de fois.", en: "It must be said how often."}
removed:
  sign: {fr: "Un écriteau ne change rien.", en: "A sign changes nothing."}
tensions: {key_and_spade: key_and_chores}
"""
SECOND = """\
why: {fr: "Des mots plus courants.", en: "Plainer words."}
questions: {labour: chores}
options: {chores: {spoke: said}}
tensions: {key_and_chores: one_key}
"""


def altered(folder: Path, alterations: Mapping[str, list[tuple[str, str]]]) -> Path:
    """Copy the small rules, replacing texts wherever they stand."""
    small_rules(folder)
    for name, pairs in alterations.items():
        content = (folder / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in content, f"{name}: {old!r}"
            content = content.replace(old, new)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def later_rules(folder: Path, question: str, talked: str, pair: str) -> Path:
    """Write the small rules with their later names."""
    houses = (SMALL_RULES / "questions/10_houses.yaml").read_text(encoding="utf-8")
    garden = [("  work:\n", f"  {question}:\n"), ("      talked:", f"      {talked}:"), (DUG, CUT)]
    criteria = [
        ("{work: [nothing]}", f"{{{question}: [nothing]}}"),
        ("{work: [talked]}", f"{{{question}: [{talked}]}}"),
    ]
    altered(
        folder,
        {
            "questions/20_garden.yaml": garden,
            "questions/10_houses.yaml": [(houses[houses.index("  sign:") :], "")],
            "criteria.yaml": criteria,
            "alerts.yaml": [("{sign: [painted], K2: [nothing]}", "{K2: [nothing]}")],
            "forms/20_garden.yaml": [("supports: {sign: [painted]}", "supports: {K2: [dug]}")],
        },
    )
    tension = TENSION.format(name=pair, question=question, option=talked)
    (folder / "tensions.yaml").write_text(tension, encoding="utf-8")
    (folder / "migrations").mkdir()
    (folder / "migrations/0001_labour.yaml").write_text(FIRST, encoding="utf-8")
    return folder


Rules = tuple[RuleBase, tuple[Migration, ...]]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """The rules after their first change."""
    folder = later_rules(tmp_path_factory.mktemp("once") / "rules", "labour", "spoke", "key_and_chores")
    base = load_rules(folder)
    return base, read_migrations(folder / "migrations", base)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """The rules after both."""
    folder = later_rules(tmp_path_factory.mktemp("twice") / "rules", "chores", "said", "one_key")
    (folder / "migrations/0002_chores.yaml").write_text(SECOND, encoding="utf-8")
    base = load_rules(folder)
    return base, read_migrations(folder / "migrations", base)


def kept(rules: Rules, case: Case, since: int = 0) -> Kept:
    return read_kept(written_case(case), "case.json", *rules, since)


def codes(found: Kept) -> list[tuple[str, str]]:
    return [(one.code, one.place.path) for one in found.notices]


TALKED = Case(
    "c",
    {"house": Answer("same"), "work": Answer("talked", None, "seen")},
    at="work",
    met=("house", "work"),
    notes={"key_and_spade": Note("kept", "Les deux sont vrais.")},
)


def test_a_case_goes_through_every_change_of_names_since_it_was_kept(once: Rules, twice: Rules) -> None:
    after_one, after_both = kept(once, TALKED), kept(twice, TALKED)

    assert after_one.case.answers == {"house": Answer("same"), "labour": Answer("spoke", None, "seen")}
    assert after_both.case.answers == {"house": Answer("same"), "chores": Answer("said", None, "seen")}
    assert (after_both.case.at, after_both.case.met) == ("chores", ("house", "chores"))
    assert after_both.case.notes == {"one_key": Note("kept", "Les deux sont vrais.")}
    assert (after_both.asked_again, after_both.notices, after_both.case.aside) == ((), (), {})
    assert kept(twice, after_one.case, since=1) == after_both


def test_an_option_that_was_cut_in_two_is_set_aside_and_its_question_asked_again_with_the_reason(twice: Rules) -> None:
    found = kept(twice, Case("c", {"house": Answer("other"), "work": Answer("dug", None, "seen")}))

    assert list(found.case.answers) == ["house"]
    assert found.case.aside == {"chores": {"option": "dug", "evidence": "seen"}}
    assert (found.asked_again, found.case.at) == (("chores",), "chores")
    assert codes(found) == [("answer_outgrown", "chores")]
    assert "Il faut dire combien de fois." in found.notices[0].text().fr
    assert (
        "“dug” is not an answer, or no longer one, to “What did you do in the garden this year?”"
        in found.notices[0].text().en
    )
    assert found.notices[0].place.file == "case.json"


def test_what_was_set_aside_is_told_and_asked_again_until_it_is_answered_or_passed_over(twice: Rules) -> None:
    first = kept(twice, Case("c", {"house": Answer("other"), "work": Answer("dug")}))
    again = kept(twice, first.case, since=2)
    answers = {**first.case.answers, "chores": Answer("dug_often")}
    answered = kept(twice, Case("c", answers, aside=first.case.aside), since=2)
    passed = kept(twice, Case("c", first.case.answers, aside=first.case.aside, skipped=("chores",)), since=2)

    assert again == first
    for found in (answered, passed):
        assert (found.asked_again, found.notices, found.case.at) == ((), (), None)
        assert found.case.aside == {"chores": "dug"}
    assert answered.case.answers["chores"] == Answer("dug_often")


def test_an_answer_to_a_question_no_longer_asked_is_kept_aside_with_the_reason(twice: Rules) -> None:
    found = kept(twice, Case("c", {"sign": Answer("painted")}, skipped=("house",), at="sign"))

    assert (found.case.aside, found.case.at, found.case.skipped) == ({"sign": "painted"}, None, ("house",))
    assert codes(found) == [("answer_removed", "sign")]
    assert "A sign changes nothing." in found.notices[0].text().en


def test_without_a_word_on_the_change_what_fits_no_more_is_still_set_aside_and_named(twice: Rules) -> None:
    base, _ = twice
    text = '{"case": "c", "answers": {"house": "terraced", "sign": {"option": "painted", "evidence": "seen"}}}'
    found = read_kept(text, "case.json", base, (), 0)

    assert found.case.aside == {"sign": {"option": "painted", "evidence": "seen"}, "house": "terraced"}
    assert found.asked_again == ("house",)
    assert sorted(codes(found)) == [("answer_aside", "sign"), ("answer_outgrown", "house")]
    for one in found.notices:
        assert "  " not in one.text().fr


def test_when_two_questions_became_one_the_answer_that_does_not_count_is_named_once(twice: Rules) -> None:
    base, migrations = twice
    both = (*migrations, replace(migrations[0], number=3, questions={"hoe": "chores"}, removed={}))
    found = read_kept('{"case": "c", "answers": {"hoe": "said", "chores": "nothing"}}', "case.json", base, both, 2)

    assert (found.case.answers, found.case.aside) == ({"chores": Answer("nothing")}, {"chores": "said"})
    assert codes(found) == [("answer_doubled", "chores")]
    assert "What did you do in the garden this year?" in found.notices[0].text().en
    assert (found.asked_again, kept((base, both), found.case, since=3).notices) == ((), ())


def test_an_unfinished_questionnaire_stays_where_it_was(twice: Rules) -> None:
    found = kept(twice, Case("c", {"house": Answer("other"), "work": Answer("dug")}, at="harvest"))

    assert (found.case.at, found.asked_again) == ("harvest", ("chores",))


def test_an_answer_outgrown_a_second_time_stands_before_the_first(twice: Rules) -> None:
    case = Case("c", {"house": Answer("terraced")}, aside={"house": "detached"})

    assert kept(twice, case, since=2).case.aside == {"house": "terraced", "house (2)": "detached"}
    assert codes(kept(twice, case, since=2)) == [("answer_outgrown", "house")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('"work": {"evidence": "seen"}', "answer_half"),
        ('"work": {"option": "dug", "unknown": "disputed"}', "answer_half"),
        ('"house": {"option": "terraced", "unknown": "disputed"}', "answer_half"),
        ('"work": {"option": "dug", "evidence": "heard"}', "value_wrong"),
        ('"work": 3', "value_wrong"),
    ],
)
def test_what_is_damaged_is_a_fault_and_not_an_old_answer(twice: Rules, line: str, code: str) -> None:
    text = f'{{\n"case": "c",\n"answers": {{\n{line}\n}}}}'
    with pytest.raises(FaultsFound) as found:
        read_kept(text, "case.json", *twice, 0)

    assert [(one.code, one.place.file) for one in found.value.faults] == [(code, "case.json")]
    assert code == "answer_half" or found.value.faults[0].place.line == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file_empty"),
        ('{"case": "c", "answers": ', "file_not_yaml"),
        ("[]", "value_wrong"),
        ('{"case": "c"}', "key_missing"),
        ('{"case": "c", "answers": {}, "aside": []}', "value_wrong"),
        ('{"case": "c", "answers": {}, "domain_case": "C1"}', "draft_holds_more"),
    ],
)
def test_a_text_that_is_no_kept_case_is_refused(twice: Rules, text: str, code: str) -> None:
    with pytest.raises(FaultsFound) as found:
        read_kept(text, "case.json", *twice, 0)

    assert [one.code for one in found.value.faults] == [code]


def test_an_answer_file_that_a_person_writes_must_still_name_options_that_exist(tmp_path: Path, twice: Rules) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("case: c\nanswers: {house: terraced}\n", encoding="utf-8")
    with pytest.raises(FaultsFound) as found:
        read_case(path, twice[0])

    assert [one.code for one in found.value.faults] == ["option_unknown"]


# --- whatever was kept -------------------------------------------------------------------------------------

OLD_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        id_: st.builds(
            Answer, st.sampled_from([one.id for one in question.options]), st.none(), st.sampled_from(EVIDENCE)
        )
        | st.builds(Answer, st.none(), st.sampled_from(REASONS))
        for id_, question in SMALL.questions.items()
    },
)
QUESTIONS = st.sampled_from(list(SMALL.questions))
OLD_CASES = st.builds(
    Case,
    id=st.just("c"),
    answers=OLD_ANSWERS,
    aside=st.dictionaries(
        st.sampled_from(["gone", "work", "sign", "sign (2)"]), st.sampled_from(["old", "dug", "none"])
    ),
    at=st.none() | QUESTIONS,
    skipped=st.lists(QUESTIONS, unique=True).map(tuple),
    met=st.lists(QUESTIONS, unique=True).map(tuple),
)


@given(OLD_CASES)
def test_a_case_read_under_new_rules_is_read_the_same_once_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, twice: Rules, case: Case
) -> None:
    path = tmp_path_factory.getbasetemp() / "kept.json"
    found = kept(twice, case)
    save_case(found.case, path)

    assert read_kept(path.read_text(encoding="utf-8"), "case.json", *twice, 2) == found
    assert read_case(path, twice[0]) == found.case


@given(OLD_CASES)
def test_two_changes_met_one_after_the_other_leave_what_they_leave_together(
    once: Rules, twice: Rules, case: Case
) -> None:
    assert kept(twice, kept(once, case).case, since=1).case == kept(twice, case).case


@given(OLD_CASES)
def test_every_answer_kept_counts_or_stands_aside(twice: Rules, case: Case) -> None:
    found = kept(twice, case).case

    assert len(found.answers) + len(found.aside) == len(case.answers) + len(case.aside)
    assert {one.evidence for one in case.answers.values()} <= evidences(found)


def evidences(case: Case) -> set[str | None]:
    """Return every mark of how an answer is known, aside or not."""
    aside = (one.get("evidence") if isinstance(one, dict) else None for one in case.aside.values())
    return {None, *(one.evidence for one in case.answers.values()), *aside}
