"""What `rules check` proves of other schools: their scales, their questions, their rights, and each reading's forms."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from qualifier.knowledge.conditions import In
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.proving import proofs as module
from qualifier.proving.proofs import OF_FORMS, Finding, Proof, Proven, prove, prove_readings
from qualifier.reasoning.compiling import compiled
from qualifier.reasoning.decisions import decisions_of
from qualifier.report.proving import show_proofs
from qualifier.words import LANGS, Lang, message, messages
from tests.proving.mutants import scale_mutants
from tests.proving.test_proofs import CODES as PLAIN_CODES
from tests.proving.test_proofs import COMPLETE, TRIALS
from tests.support import QUESTIONS, READING, SCALE, chance, with_schools

Text = tuple[str, str, str]
CODES = {"rung_never", "rungs_overlap", "line_left_open", "extra_without_effect"}
WHOLE = [(file, old, new) for file, pairs in COMPLETE.items() for old, new in pairs]
HEDGE, TOGETHER = "hedge: {K2: [talked]}", "together: {K2: [dug]}"
OUTSIDE = """\
        outside: {when: {K1: [same]}, say: {fr: "On n'est pas voisin de soi.", en: "Nobody is their own neighbour."}}
"""
AGAIN = """\
      again:
        excludes: {K3: [unsaid]}
        because: {fr: "n", en: "n"}
        source: [inference]
      sign_painted:
"""
VIEW = "at: {holds: {fence: [none, low]}, fails: {fence: [high]}}"
NO_VIEW = "at: {holds: {K2: [talked]}, fails: {K2: [dug]}}"


def complete(folder: Path, *changes: Text) -> RuleBase:
    """Return the small rules with other schools, of which everything is proven, then changed."""
    return load_rules(with_schools(folder / "rules", *WHOLE, *changes))


def findings(proofs: tuple[Proof, ...]) -> list[Finding]:
    return [finding for proof in proofs for finding in proof.findings]


def told(base: RuleBase) -> list[tuple[str, str, dict[str, str]]]:
    """Return code, subject and answers of what breaks a statement in the usual reading."""
    return [(one.fault.code, str(dict(one.fault.values)["id"]), dict(one.answers)) for one in findings(prove(base))]


def test_everything_is_proven_of_the_small_rules_with_other_schools_in_each_reading(tmp_path: Path) -> None:
    usual, harvest = prove_readings(complete(tmp_path))

    assert (findings(usual.proofs), findings(harvest.proofs)) == ([], [])
    counts = {proof.key: proof.count for proof in usual.proofs}
    assert (counts["every_line_has_one_place"], counts["every_point_matters"], counts["every_question_matters"]) == (
        9,
        3,
        6,
    )


# --- each line has one place -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            (SCALE, HEDGE, "hedge: {K2: [talked, dug]}"),
            [("rungs_overlap", {"house": "other", "work": "dug"})],
            id="two rungs hold together",
        ),
        pytest.param(
            (SCALE, TOGETHER, "together: {K2: [dug], sign: [none]}"),
            [("line_left_open", {"house": "other", "work": "dug", "sign": "painted"})],
            id="answers without any rung",
        ),
        pytest.param(
            (SCALE, OUTSIDE, ""),
            [("line_left_open", {"house": "same"})],
            id="a branch that is not asked about",
        ),
        pytest.param(
            (SCALE, OUTSIDE, OUTSIDE.replace("{K1: [same]}", "{any: [{K1: [same]}, {K2: [nothing]}]}")),
            [("rungs_overlap", {"house": "other", "work": "nothing"})],
            id="a rung where there is nothing to say",
        ),
        pytest.param(
            (SCALE, HEDGE, "hedge: {K2: [talked], house: [same]}"),
            [("rung_never", {}), ("line_left_open", {"house": "other", "work": "talked"})],
            id="a rung that no answers lead to",
        ),
        pytest.param(
            (SCALE, OUTSIDE, OUTSIDE.replace("{K1: [same]}", "{K1: [same], K2: [dug]}")),
            [("rung_never", {}), ("line_left_open", {"house": "same"})],
            id="nothing to say in a case that never is",
        ),
    ],
)
def test_a_line_without_exactly_one_place_is_found_with_the_fewest_answers(
    change: Text, expected: list[tuple[str, dict[str, str]]], tmp_path: Path
) -> None:
    base = complete(tmp_path, change)
    found = findings(prove(base))

    assert told(base) == [(code, "scale_line.closeness.step", answers) for code, answers in expected]
    assert {str(one.fault.place) for one in found} == {str(base.places["scale_line:closeness.step"])}
    assert all(one.involved[0][0] == "scale_line.closeness.step" for one in found)
    assert not any("{" in one.fault.text().to(lang) for one in found for lang in LANGS)


def test_two_rungs_that_hold_together_are_both_named_and_so_is_what_excludes_itself(tmp_path: Path) -> None:
    (overlap,) = findings(prove(complete(tmp_path / "one", (SCALE, HEDGE, "hedge: {K2: [talked, dug]}"))))
    never, _ = findings(prove(complete(tmp_path / "two", (SCALE, HEDGE, "hedge: {K2: [talked], house: [same]}"))))

    assert "“hedge” and “together”" in overlap.fault.text().en
    assert "K2: [talked], house: [same]" in never.fault.text().en


def test_every_flip_of_a_value_that_moves_a_line_is_found(tmp_path: Path) -> None:
    base = complete(tmp_path)
    decisions = decisions_of(base)
    reading = compiled(decisions)

    def established(rules: RuleBase) -> dict[str, object]:
        lines = [line for scale in rules.scales.values() for line in scale.lines]
        return {f"{one.id}.{rung}": reading.truth(when)[0] for one in lines for rung, when in one.at.items()}

    before = established(base)
    flipped = list(scale_mutants(base))
    moved = {one.name: established(one.base) != before for one in flipped}
    found = {one.name: [code for code, _, _ in told(one.base) if code in CODES] for one in flipped}

    assert len(flipped) >= 40
    assert [name for name, moves in moved.items() if moves != bool(found[name])] == []
    assert {code for codes in found.values() for code in codes} >= {"rung_never", "rungs_overlap", "line_left_open"}


@pytest.mark.slow
def test_flips_in_the_scales_of_the_project_are_found(base: RuleBase) -> None:
    """Not each flip moves a line: a value may already be ruled out by the rest of its condition."""
    drawn = chance(6).sample(list(scale_mutants(base)), 24)
    found = [one.name for one in drawn if any(code in CODES for code, _, _ in told(one.base))]

    assert len(found) >= 0.75 * len(drawn), sorted({one.name for one in drawn} - set(found))


# --- a question asked only for other schools ---------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([(SCALE, VIEW, NO_VIEW)], id="no school speaks of it"),
        pytest.param(
            [(SCALE, VIEW, "at: {holds: {K2: [talked], fence: [none, low, high]}, fails: {K2: [dug]}}")],
            id="every option of it leads to the same place",
        ),
    ],
)
def test_an_extra_question_that_changes_nothing_of_what_schools_say_is_found(
    changes: list[Text], tmp_path: Path
) -> None:
    base = complete(tmp_path, *changes)

    assert told(base) == [("extra_without_effect", "fence", {})]
    assert str(findings(prove(base))[0].fault.place).startswith("questions/90_others.yaml:6 ")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("debates.yaml", "when: {K2: [talked]}", "when: {fence: [low]}"), id="a disagreement"),
        pytest.param(("rights.yaml", "when: {sign: [painted]}", "when: {fence: [low]}"), id="a right"),
        pytest.param(("partner_words.yaml", "when: {K2: [talked]}", "when: {fence: [low]}"), id="the word partner"),
    ],
)
def test_an_extra_question_may_serve_one_thing_that_schools_say(change: Text, tmp_path: Path) -> None:
    assert told(complete(tmp_path, (SCALE, VIEW, NO_VIEW), change)) == []


def test_an_extra_question_that_nobody_is_asked_is_found(tmp_path: Path) -> None:
    base = complete(tmp_path, (QUESTIONS, "{K2: [talked, dug]}", "{K2: [nothing], house: [same]}"))

    assert ("question_never_asked", "fence", {}) in told(base)


def test_a_question_that_all_are_asked_is_not_spared_by_a_scale(tmp_path: Path) -> None:
    base = complete(
        tmp_path,
        ("alerts.yaml", "{sign: [painted], K2: [nothing]}", "{K2: [nothing]}"),
        ("forms/20_garden.yaml", "supports: {sign: [painted]}", "supports: {K2: [dug]}"),
    )

    assert base.scales["signs"].lines[0].at["loose"] == In("sign", frozenset({"none"}))
    assert told(base) == [("question_without_effect", "sign", {})]


# --- rights and the word partner ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "id_", "old"),
    [
        ("rights.yaml", "right.sign_seen", "when: {sign: [painted]}"),
        ("partner_words.yaml", "partner_word.neighbour", "when: {K2: [talked]}"),
    ],
)
def test_what_is_never_said_or_always_is_told_with_its_place(file: str, id_: str, old: str, tmp_path: Path) -> None:
    never = complete(tmp_path / "never", (file, old, "when: {house: [same], work: [dug]}"))
    always = complete(tmp_path / "always", (file, old, "when: {house: [same, other]}"))

    assert told(never) == [("rule_never_holds", id_, {})]
    assert told(always) == [("never_ruled_out", id_, {})]
    assert findings(prove(never))[0].fault.place.file == file


# --- each reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "about", "change"),
    [
        (
            "no_form_named",
            "principal",
            (READING, "changes:\n", "changes:\n  strangers:\n    leaves: true\n"),
        ),
        (
            "rule_never_holds",
            "advice.weigh_it",
            (READING, "    when: {K3: [agreed]}", "    when: {K3: [agreed], house: [same]}"),
        ),
        (
            "never_said",
            "shared_harvest.sign_painted",
            (READING, "supports: {sign: [painted]}", "supports: {K2: [nothing]}"),
        ),
        (
            "argument_without_effect",
            "shared_harvest.again",
            (
                READING,
                "      sign_painted:\n",
                AGAIN,
            ),
        ),
        (
            "lost_without_reason",
            "shared_harvest",
            (READING, "excludes: {any: [{K2: [nothing, talked]}, {K3: [unsaid]}]}", "excludes: {K3: [unsaid]}"),
        ),
        (
            "form_never",
            "shared_harvest",
            (READING, "confirms: {K2: [dug], K3: [agreed]}", "confirms: {K2: [dug], house: [same]}"),
        ),
    ],
)
def test_what_breaks_in_one_reading_is_found_there_alone(code: str, about: str, change: Text, tmp_path: Path) -> None:
    usual, harvest = prove_readings(complete(tmp_path, change))
    found = [(one.fault.code, dict(one.fault.values)["id"]) for one in findings(harvest.proofs)]

    assert findings(usual.proofs) == []
    assert (code, about) in found
    assert about == "principal" or findings(harvest.proofs)[found.index((code, about))].fault.place.line > 0


def test_what_depends_on_no_form_is_proven_once(base: RuleBase) -> None:
    usual, *others = prove_readings(base)

    assert [one.base.reading for one in (usual, *others)] == [base.reading, *(set(base.readings) - {base.reading})]
    assert {proof.key for proof in usual.proofs} > {check.__name__ for check in OF_FORMS}
    assert all([proof.key for proof in one.proofs] == [check.__name__ for check in OF_FORMS] for one in others)


def test_every_reading_of_the_project_is_proven(base: RuleBase) -> None:
    found = [
        (one.base.reading, finding.fault.text().en) for one in prove_readings(base) for finding in findings(one.proofs)
    ]

    assert found == []


def shown(proven: tuple[Proven, ...], lang: Lang) -> str:
    console = Console(file=io.StringIO(), width=100)
    show_proofs(console, proven[0], proven[1:], lang)
    return " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", LANGS)
def test_another_reading_is_named_before_its_statements_and_in_what_breaks_them(lang: Lang, tmp_path: Path) -> None:
    change = (READING, "    when: {K3: [agreed]}", "    when: {K3: [agreed], house: [same]}")
    base = complete(tmp_path, change)
    said = shown(prove_readings(base), lang)
    name = base.readings["harvest"].name
    before, after = said.split(message("proofs", "in_reading", reading=name).to(lang))

    assert message("proofs", "one_level", count=4).to(lang) in before
    assert message("proofs", "one_form", count=6).to(lang) in after
    assert message("proofs", "one_level", count=4).to(lang) not in after
    assert "[rule_never_holds]" not in before
    assert f"({name.to(lang)})" in after.partition("[rule_never_holds]")[2]


def test_every_code_of_a_proof_has_a_trial() -> None:
    written = Path(module.__file__).read_text(encoding="utf-8")

    assert {code for code in messages("faults") if f'"{code}"' in written} == CODES | PLAIN_CODES
    assert Counter(one.code for one in TRIALS).most_common(1)[0][1] == 1
