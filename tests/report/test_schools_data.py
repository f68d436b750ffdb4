"""What other schools say, as JSON."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from qualifier.knowledge.cases import Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.subject import Subject, subject
from qualifier.report.schools_data import compared_data, schools_data, whole_data, whole_schema
from qualifier.words import LANGS, Lang
from tests.report.tiny_scales import on_tiny_scales, tiny_reasoner

LOOKED_AT = ("c19_football_project", "c24_synthesis_meeting", "c27_judge_and_service", "u05_half_answered")
# Sentences, which change with the language; all else is ids and marks.
WORDED = {
    "changed",
    "outside",
    "facts",
    "toward",
    "text",
    "why",
    "better",
    "settle",
    "name",
    "question",
    "means",
    "who",
}
WORDED |= {"about", "caution"}


@pytest.fixture(scope="module")
def subjects(reasoner: Reasoner, library: tuple[Scenario, ...]) -> dict[str, Subject]:
    return {one.case.id: subject(reasoner, one.case) for one in library if one.case.id in LOOKED_AT}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Reasoner:
    return tiny_reasoner(tmp_path_factory.mktemp("rules") / "tiny")


def without_words(data: object) -> object:
    if isinstance(data, dict):
        return {key: without_words(value) for key, value in data.items() if key not in WORDED}
    return [without_words(one) for one in data] if isinstance(data, list) else data


@pytest.mark.parametrize("case", LOOKED_AT)
@pytest.mark.parametrize("lang", LANGS)
def test_the_data_follow_the_schema(subjects: dict[str, Subject], case: str, lang: Lang) -> None:
    Draft202012Validator.check_schema(whole_schema())
    Draft202012Validator(whole_schema()).validate(json.loads(json.dumps(whole_data(subjects[case], lang))))


def test_the_schema_refuses_a_verdict_without_what_other_schools_say(subjects: dict[str, Subject]) -> None:
    data = whole_data(subjects["c19_football_project"], "fr")
    for key in ("reading", "readings", "schools"):
        assert not Draft202012Validator(whole_schema()).is_valid({k: v for k, v in data.items() if k != key})


@pytest.mark.parametrize("case", LOOKED_AT)
def test_nothing_but_sentences_changes_with_the_language(subjects: dict[str, Subject], case: str) -> None:
    french, english = (schools_data(subjects[case], lang) for lang in LANGS)

    assert french != english
    assert without_words(french) == without_words(english)


def test_every_scale_is_there_with_its_lines_and_their_places(subjects: dict[str, Subject]) -> None:
    about = subjects["c19_football_project"]
    data = {one["id"]: one for one in schools_data(about, "en")["schools"]["scales"]}

    assert list(data) == list(about.base.scales)
    for id_, scale in about.base.scales.items():
        assert (data[id_]["chapter"], data[id_]["kind"]) == (scale.chapter, scale.kind)
        for line, told in zip(scale.lines, data[id_]["lines"], strict=True):
            assert (told["id"], told["name"]) == (line.id, line.name.en)
            assert told["means"] == (line.means.en if line.means is not None else None)
            assert told["at"] is None or told["at"] in line.at
            assert set(told["possible"]) <= set(line.at)
            assert (told["at"] is None) == (told["outside"] is not None or len(told["possible"]) != 1)


def test_each_part_of_the_data_says_what_the_tiny_rules_say(tiny: Reasoner) -> None:
    dug = schools_data(on_tiny_scales(tiny, house="other", sign="none", work="dug", harvest="shared"), "en")
    talked = schools_data(on_tiny_scales(tiny, house="other", work="talked"), "en")
    scales = {one["id"]: one for one in dug["schools"]["scales"]}

    assert scales["table"]["split"] is True
    assert scales["table"]["rungs"] == [{"id": "low", "name": "low hedge"}, {"id": "high", "name": "high hedge"}]
    named = {key: scales["digging"][key] for key in ("name", "about", "caution")}
    spades = {"name": "The ladder of spades", "about": "What is done with the soil.", "caution": "Read on a spade."}
    assert named == spades
    assert [one["who"] for one in dug["schools"]["partner_words"]] == ["Another house"]
    assert scales["seasons"]["jumped"] == ["seasons.sign"]
    assert scales["marks"]["lines"][0]["toward"] == "Painting a sign."
    trap = {"rung": "talked", "text": "In French a jardin has beds."}
    assert next(one for one in talked["schools"]["scales"] if one["id"] == "digging")["false_friends"] == [trap]
    assert dug["schools"]["rights"][0]["texts"] == [
        {"id": "hedges", "name": "Code of hedges", "dated": "1999-04-01", "check_by": "2030-05-31"}
    ]
    assert talked["schools"]["rights"] == []
    assert [one["better"] for one in talked["schools"]["partner_words"]] == ["Rather say “neighbour”."]
    assert talked["schools"]["scales"][1]["lines"][0]["ask"] == ["sign"]


def test_the_reading_that_decides_comes_first(subjects: dict[str, Subject]) -> None:
    about = subjects["c24_synthesis_meeting"]
    data = schools_data(about, "fr")

    assert data["reading"] == about.base.reading == data["readings"][0]["id"]
    assert data["readings"][0]["principal"] == about.verdict.principal
    assert {one["id"] for one in data["readings"]} == set(about.base.readings)


def test_the_data_of_the_page_are_those_of_the_verdict_with_what_tells_the_case(subjects: dict[str, Subject]) -> None:
    about = subjects["c19_football_project"]
    page, whole = compared_data(about, "en"), whole_data(about, "en")

    assert set(page) == {"case", "date", "reading", "readings", "schools", "lang", "rules_version"}
    assert page == {key: whole[key] for key in page}
