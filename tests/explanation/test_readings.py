"""What each school decides on the same answers, side by side, and why the form differs when it does."""

from __future__ import annotations

from pathlib import Path

from qualifier.explanation.readings import ReadingSaid, readings_said
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Outcome, Reasoner
from qualifier.words import LANGS, NOTHING
from tests.support import READING, case_of, with_schools

EXCLUDING = """\
changes:
  digging_together:
    arguments:
      nothing_grew:
        excludes: {sign: [none]}
        because: {fr: "Rien ne dit ce qui a poussé.", en: "Nothing says what has grown."}
        source: [inference]
"""


def said(reasoner: Reasoner, **options: str) -> tuple[ReadingSaid, ReadingSaid]:
    """What the reading that decides says, then the other."""
    case = case_of({"house": "other", **options})
    here, other = readings_said(reasoner, case, reasoner.qualify(case))
    return here, other


def test_the_reading_that_decides_comes_first_with_what_a_partnership_is_for_it(schooled: RuleBase) -> None:
    here, other = said(Reasoner(schooled), sign="none", work="talked")

    assert [(one.id, one.decides) for one in (here, other)] == [("strict", True), ("harvest", False)]
    assert (here.says, here.source) == (schooled.readings["strict"].says, ("garden_book",))
    assert other.name.en == "harvest reading (Abel)"


def test_a_reading_that_names_the_same_form_changes_nothing(schooled: RuleBase) -> None:
    here, other = said(Reasoner(schooled), sign="none", work="talked")

    assert here.outcome == other.outcome == Outcome("good_neighbours", "settled")
    assert (here.changed, other.changed) == (None, None)
    assert other.standing.en == "settled by your answers"


def test_a_form_that_the_other_reading_does_not_know_is_said_to_be_unknown_there(schooled: RuleBase) -> None:
    _, other = said(Reasoner(schooled), sign="none", work="dug", harvest="shared")

    assert other.outcome == Outcome("shared_harvest", "settled")
    assert other.changed is not None
    assert other.changed.en == (
        "For the harvest reading (Abel), the name would be: shared harvest, and not: shared garden. "
        "The shares were agreed. That reading does not know the name “shared garden”."
    )
    assert "récolte partagée, et non : jardin partagé" in other.changed.fr


def test_a_form_outranked_in_the_other_reading_is_told_why_another_speaks_first(schooled: RuleBase) -> None:
    _, other = said(Reasoner(schooled), sign="painted", work="dug", harvest="unsaid")

    assert other.outcome == Outcome("good_neighbours", "settled")
    assert other.changed is not None
    assert other.changed.en.endswith("A word or a sign is talk already. Talk comes first.")
    assert "not: a helping hand" in other.changed.en


def test_a_form_ruled_out_in_the_other_reading_is_told_by_what(tmp_path: Path) -> None:
    base = load_rules(with_schools(tmp_path / "rules", (READING, "changes:\n", EXCLUDING)))
    _, other = said(Reasoner(base), sign="none", work="dug", harvest="unsaid")

    assert (other.outcome, other.standing) == (Outcome("undetermined", "undetermined", "missing"), NOTHING)
    assert other.form == base.undetermined["missing"].name
    assert other.changed is not None
    assert other.changed.en.endswith("Nothing says what has grown.")


def test_a_reason_to_name_nothing_is_the_same_in_both(schooled: RuleBase) -> None:
    early = said(Reasoner(schooled), sign="none", work="nothing", since="spring")
    short = said(Reasoner(schooled))

    assert {one.outcome.because for one in early} == {"too_early"}
    assert {one.outcome.because for one in short} == {"missing"}
    assert all(one.changed is None and one.standing == NOTHING for one in (*early, *short))


def test_the_usual_reading_is_set_beside_another_that_decides(schooled: RuleBase) -> None:
    here, other = said(Reasoner(schooled).in_reading("harvest"), sign="none", work="dug", harvest="shared")

    assert (here.id, here.outcome.principal, other.id, other.outcome.principal) == (
        "harvest",
        "shared_harvest",
        "strict",
        "shared_garden",
    )
    assert other.changed is not None
    assert other.changed.en.endswith(
        "People dig and have agreed. That reading does not know the name “shared harvest”."
    )


def test_the_readings_of_the_project_are_named_in_words_that_fit_the_sentence(base: RuleBase) -> None:
    for reading in base.readings.values():
        for lang in LANGS:
            assert reading.announced.to(lang).lower().startswith(reading.name.to(lang).split(" (")[0].lower())
            assert reading.says.to(lang).endswith(".")
