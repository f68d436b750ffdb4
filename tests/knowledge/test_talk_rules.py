"""Points, debates and the map: how their files are read, what they must satisfy, and what those of the project hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from qualifier.knowledge.conditions import In
from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.snapshot import packed, unpacked_rules
from qualifier.words import LANGS, Text
from tests.support import SMALL_SCHOOLS, small_rules

POINTS = """\
settle:
  shares:
    when: {K3: [unsaid]}
    settled_when: {K3: [agreed]}
    say: {fr: "Le partage de la récolte.", en: "How the harvest is shared."}
    source: [lost_letter]
ask_partner:
  wish:
    when: {work: [nothing, talked]}
    say: {fr: "Que planteriez-vous ?", en: "What would you plant?"}
    source: [inference]
"""
ROLES = """\
roles:
  digging:
    name: {fr: "Qui bêche", en: "Who digs"}
    question: work
    places: {nothing: nobody, talked: one, dug: both}
    source: [garden_book]
said:
  harvest:
    shared: {fr: "La récolte est partagée.", en: "The harvest is shared."}
    unsaid: {fr: "Personne n'a parlé de la récolte.", en: "Nobody spoke of the harvest."}
shared:
  work:
    nothing: {fr: "Nous n'avons pas encore bêché.", en: "We have not dug yet."}
    talked: {fr: "Nous en avons parlé.", en: "We have talked about it."}
    dug: {fr: "Nous avons bêché ensemble.", en: "We dug together."}
"""
FILES = {
    "points.yaml": POINTS,
    "debates.yaml": (SMALL_SCHOOLS / "debates.yaml").read_text(encoding="utf-8"),
    "roles.yaml": ROLES,
}


def with_talks(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """Copy the small rules with the three files, one text of them changed."""
    small_rules(folder)
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    if file:
        assert FILES[file].count(old) == 1, f"{old!r} stands there {FILES[file].count(old)} times"
        (folder / file).write_text(FILES[file].replace(old, new), encoding="utf-8")
    return folder


def faults_of(folder: Path, file: str, old: str, new: str) -> tuple[Fault, ...]:
    with pytest.raises(FaultsFound) as found:
        load_rules(with_talks(folder / "rules", file, old, new))
    return found.value.faults


# --- how the files are read --------------------------------------------------------------------------------


def test_the_three_files_are_read_each_entry_with_its_condition_and_its_place(tmp_path: Path) -> None:
    base = load_rules(with_talks(tmp_path / "rules"))

    shares = base.settle["shares"]
    assert (shares.when, shares.settled_when) == (In("K3", frozenset({"unsaid"})), In("K3", frozenset({"agreed"})))
    assert base.ask_partner["wish"].settled_when is None
    assert [side.id for side in base.debates["hedge"].sides] == ["hedge", "open"]
    assert base.debates["hedge"].source == ("garden_book", "lost_letter", "inference")
    assert base.roles["digging"].places == {"nothing": "nobody", "talked": "one", "dug": "both"}
    assert base.said["harvest"]["shared"] == Text("La récolte est partagée.", "The harvest is shared.")
    assert base.shared["work"]["dug"] == Text("Nous avons bêché ensemble.", "We dug together.")
    assert str(base.places["settle:shares"]) == "points.yaml:2 (settle.shares)"


def test_rules_without_these_files_have_none_of_it(small_base: RuleBase) -> None:
    tables = (
        small_base.settle,
        small_base.ask_partner,
        small_base.debates,
        small_base.roles,
        small_base.said,
        small_base.shared,
    )
    assert [len(table) for table in tables] == [0] * 6


def test_they_come_back_from_a_snapshot_as_they_were(base: RuleBase) -> None:
    again = unpacked_rules(json.loads(json.dumps(packed(base))))

    for table in ("settle", "ask_partner", "debates", "roles", "said", "shared"):
        assert getattr(again, table) == getattr(base, table)
        assert list(getattr(again, table)) == list(getattr(base, table))


# --- what they must satisfy --------------------------------------------------------------------------------


WIDE = ", ".join(["{any: [{house: [same]}, {sign: [painted]}]}"] * 9)
TRIALS = [
    pytest.param(code, file, old, new, at, id=title)
    for title, code, file, old, new, at in [
        (
            "a side of a debate that cites no work",
            "side_without_work",
            "debates.yaml",
            "source: [garden_book]",
            "source: [inference]",
            "      hedge:",
        ),
        (
            "a row that leaves an option out",
            "option_left_out",
            "roles.yaml",
            ", dug: both",
            "",
            "    places:",
        ),
        (
            "a row that places an option that is not there",
            "option_unknown",
            "roles.yaml",
            "dug: both",
            "dug: both, dreamt: one",
            "    places:",
        ),
        (
            "a row about a question that is not there",
            "question_unknown",
            "roles.yaml",
            "question: work",
            "question: wrok",
            "    question:",
        ),
        (
            "a place that is none of the four",
            "value_wrong",
            "roles.yaml",
            "dug: both",
            "dug: everybody",
            "    places:",
        ),
        (
            "words for some options only",
            "option_left_out",
            "roles.yaml",
            '    unsaid: {fr: "Personne n\'a parlé de la récolte.", en: "Nobody spoke of the harvest."}\n',
            "",
            "  harvest:",
        ),
        (
            "words to share for some options only",
            "option_left_out",
            "roles.yaml",
            '    talked: {fr: "Nous en avons parlé.", en: "We have talked about it."}\n',
            "",
            "  work:",
        ),
        (
            "words to share for an option that is not there",
            "option_unknown",
            "roles.yaml",
            "    talked: {fr",
            '    dreamt: {fr: "Nous en avons rêvé.", en: "We dreamt of it."}\n    talked: {fr',
            "    dreamt:",
        ),
        (
            "words to share about a question that is not there",
            "question_unknown",
            "roles.yaml",
            "shared:\n  work:\n",
            "shared:\n  wrok:\n",
            "  wrok:",
        ),
        (
            "a level that is not there",
            "level_unknown",
            "points.yaml",
            "settled_when: {K3: [agreed]}",
            "settled_when: {K3: [agred]}",
            "    settled_when:",
        ),
        (
            "a subject that is not there",
            "subject_unknown",
            "debates.yaml",
            "when: {K2: [talked]}",
            "when: {K22: [talked]}",
            "    when:",
        ),
        (
            "a work that is not there",
            "source_unknown",
            "debates.yaml",
            "[lost_letter, inference]",
            "[lost_leter, inference]",
            "        source:",
        ),
        (
            "a point without its translation",
            "translation_missing",
            "points.yaml",
            ', en: "What would you plant?"',
            "",
            "    say:",
        ),
        (
            "a point without a condition",
            "key_missing",
            "points.yaml",
            "    when: {work: [nothing, talked]}\n",
            "",
            "  wish:",
        ),
        (
            "a question to the other side that would be settled",
            "key_unknown",
            "points.yaml",
            "    when: {work: [nothing, talked]}\n",
            "    when: {work: [nothing, talked]}\n    settled_when: {work: [dug]}\n",
            "    settled_when: {work",
        ),
        (
            "a debate with one side",
            "value_wrong",
            "debates.yaml",
            '      open:\n        say: {fr: "Non.", en: "No."}\n        source: [lost_letter, inference]\n',
            "",
            "    sides:",
        ),
        (
            "a condition too wide to be read",
            "condition_too_wide",
            "points.yaml",
            "when: {K3: [unsaid]}",
            f"when: {{all: [{WIDE}]}}",
            "  shares:",
        ),
    ]
]
CODES = {"side_without_work", "option_left_out"}


@pytest.mark.parametrize(("code", "file", "old", "new", "at"), TRIALS)
def test_what_does_not_hold_together_is_told_with_its_line_in_both_languages(
    tmp_path: Path, code: str, file: str, old: str, new: str, at: str
) -> None:
    found = faults_of(tmp_path, file, old, new)

    assert [one.code for one in found] == [code]
    assert Path(found[0].place.file).name == file
    lines = (tmp_path / "rules" / file).read_text(encoding="utf-8").splitlines()
    assert lines[found[0].place.line - 1].startswith(at)
    said = [found[0].text().to(lang) for lang in LANGS]
    assert said[0] != said[1]
    assert code not in CODES or not any("{" in one for one in said)


# --- what those of the project hold ------------------------------------------------------------------------


def test_all_thirteen_debates_are_there_each_with_the_facts_that_make_it_matter(base: RuleBase) -> None:
    assert len(base.debates) == 13
    assert [one.id for one in base.debates.values() if one.when is None] == []


def test_no_side_of_a_debate_is_more_than_twice_and_a_half_as_long_as_another(base: RuleBase) -> None:
    for debate in base.debates.values():
        for lang in LANGS:
            lengths = [len(side.say.to(lang)) for side in debate.sides]
            assert max(lengths) <= 2.5 * min(lengths), (debate.id, lang, lengths)


def test_a_question_to_the_other_side_asks_and_a_point_names(base: RuleBase) -> None:
    for one in base.ask_partner.values():
        assert "?" in one.say.fr, one.id
        assert "?" in one.say.en, one.id
        assert not one.say.fr.startswith("Pourquoi"), one.id
    for one in base.settle.values():
        assert one.say.fr.endswith("."), one.id
        assert "?" not in one.say.fr, one.id


def test_each_sentence_can_be_read_in_one_breath(base: RuleBase) -> None:
    said = [one.say for one in (*base.settle.values(), *base.ask_partner.values())]
    said += [side.say for debate in base.debates.values() for side in debate.sides]
    said += [words for table in (base.said, base.shared) for options in table.values() for words in options.values()]

    assert [one for one in said if len(one.fr) > 150 or len(one.en) > 150] == []


def test_every_question_of_the_map_has_words_that_each_organisation_could_sign(base: RuleBase) -> None:
    assert set(base.shared) == {row.question for row in base.roles.values()}
    for question, options in base.shared.items():
        assert list(options) == [one.id for one in base.questions[question].options]
        for said in options.values():
            assert not re.search(r"(?<!-)\b(vous|votre|vos|à deux|partenaires?)\b", said.fr, re.IGNORECASE), said
            assert not re.search(r"\b(you|your|yours|both|partners?)\b", said.en, re.IGNORECASE), said
            assert max(len(said.fr), len(said.en)) <= 100, said


def test_nothing_to_talk_about_takes_it_that_there_are_only_two_organisations(base: RuleBase) -> None:
    points = (*base.settle.values(), *base.ask_partner.values())

    assert [one.id for one in points if re.search(r"à deux\b|\bby both\b", f"{one.say.fr} {one.say.en}")] == []


def test_the_name_of_a_criterion_begins_as_a_sentence_does_and_is_the_name_of_no_other(base: RuleBase) -> None:
    for lang in LANGS:
        names = [one.name.to(lang) for one in base.criteria.values()]

        assert [name for name in names if not name[0].isupper()] == []
        assert len(set(names)) == len(names)
