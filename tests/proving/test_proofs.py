"""What `rules check` proves: the rules of the project hold, and each way of breaking a rule base is told and shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest

from qualifier.knowledge.conditions import In
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import Form, RuleBase
from qualifier.proving.proofs import Finding, prove
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count
from qualifier.words import LANGS
from tests.support import case_of, small_rules

TALK = "confirms: {K2: [talked]}"
IDLE = "excludes: {K2: [nothing, talked]}"
BECAUSE = 'because: {fr: "non", en: "no"}\n        source: [inference]\n'
LEVELS = "criteria.yaml"
FORMS = "forms/20_garden.yaml"
# The small rules, with a reason for every loss: then everything is proven, and each trial breaks one thing.
COMPLETE = {
    FORMS: [
        (
            "      sign_painted:\n",
            f"      not_dug:\n        excludes: {{K2: [nothing, talked]}}\n        {BECAUSE}      sign_painted:\n",
        ),
        (
            "        confirms: {K2: [dug]}\n",
            f"        confirms: {{K2: [dug]}}\n        {BECAUSE}      idle:\n        {IDLE}\n",
        ),
        (
            f"        {TALK}\n",
            f"        {TALK}\n        {BECAUSE}      silent:\n        excludes: {{K2: [nothing]}}\n",
        ),
    ],
    LEVELS: [
        (
            '        name: {fr: "bêché", en: "dug"}\n        otherwise: true\n',
            '        name: {fr: "bêché", en: "dug"}\n        otherwise: {work: [dug]}\n',
        )
    ],
}


@dataclass(frozen=True)
class Trial:
    """A rule base with texts changed, and what must be found of it.

    Attributes:
        about: the entry that the finding is about.
        changes: for each text: file, old, new.
        shown: whether answers can show it.
    """

    code: str
    about: str
    changes: tuple[tuple[str, str, str], ...]
    shown: bool = True


def trial(code: str, about: str, file: str, old: str, new: str, *, shown: bool = True) -> Trial:
    """One text changed."""
    return Trial(code, about, ((file, old, new),), shown)


EARLY, TALKED = "when: {since: [spring], K2: [nothing]}", "when: {work: [talked]}"
QUESTIONS, ALERTS, HOUSE = "questions/20_garden.yaml", "alerts.yaml", "forms/10_house.yaml"
SIGN_ALERT = "{sign: [painted], K2: [nothing]}"
AGREED = "excludes: {K3: [unsaid]}"
FIFTH = """  K5:
    name: {fr: "f", en: "f"}
    team_can_act: true
    source: [inference]
    levels:
      fine: {name: {fr: "f", en: "f"}, when: {sign: [none]}, because: {fr: "f", en: "f"}}
      same: {name: {fr: "s", en: "s"}, otherwise: {sign: [painted]}, because: {fr: "s", en: "s"}}
"""
STEP = """  step_{rank}:
    works_on: K3
    when: {{K3: [unsaid]}}
    say: {{fr: "s", en: "s"}}
    source: [inference]
"""
TRIALS = [
    trial("criterion_left_open", "K4", LEVELS, EARLY, "when: {since: [spring], harvest: [shared]}"),
    trial("no_form_named", "principal", FORMS, "confirms: {K2: [nothing]}", "confirms: {K2: [nothing], sign: [none]}"),
    trial("falls_through", "K2", LEVELS, TALKED, "when: {work: [talked], sign: [none]}"),
    trial("never_falls", "K2", LEVELS, TALKED, "when: {work: [talked, dug]}"),
    trial("levels_overlap", "K2", LEVELS, TALKED, "when: {work: [talked, nothing]}"),
    trial("level_never", "K4", LEVELS, EARLY, "when: {since: [spring], K2: [dug]}", shown=False),
    trial("level_shadowed", "K2", LEVELS, TALKED, "when: {work: [nothing]}"),
    trial(
        "rule_never_holds", "alert.sign_without_act", ALERTS, SIGN_ALERT, "{house: [same], K2: [nothing]}", shown=False
    ),
    trial(
        "never_said", "shared_garden.sign_painted", FORMS, "supports: {sign: [painted]}", "supports: {K2: [nothing]}"
    ),
    Trial(
        "step_crowded_out",
        "advice.step_4",
        (("advice.yaml", "advice:\n", "advice:\n" + "".join(STEP.format(rank=rank) for rank in range(1, 5))),),
    ),
    trial("level_without_effect", "K5", LEVELS, "criteria:\n", f"criteria:\n{FIFTH}", shown=False),
    trial(
        "argument_without_effect",
        "shared_garden.again",
        FORMS,
        "      not_dug:\n",
        f"      again:\n        {AGREED}\n        {BECAUSE}      not_dug:\n",
    ),
    trial("form_both_ways", "household", HOUSE, "excludes: {K1: [other]}", "excludes: {K1: [same]}"),
    trial("lost_without_reason", "good_neighbours", FORMS, "excludes: {K2: [nothing]}", "excludes: {K2: [dug]}"),
    trial(
        "form_never",
        "strangers",
        FORMS,
        "confirms: {K2: [nothing]}",
        "confirms: {K2: [nothing], house: [same]}",
        shown=False,
    ),
    trial(
        "form_shadowed", "strangers", QUESTIONS, "ask_when: {K2: [nothing]}", "ask_when: {K2: [nothing], house: [same]}"
    ),
    trial(
        "question_never_asked",
        "since",
        QUESTIONS,
        "ask_when: {K2: [nothing]}",
        "ask_when: {K2: [nothing], house: [same]}",
        shown=False,
    ),
    Trial(
        "question_without_effect",
        "sign",
        ((ALERTS, SIGN_ALERT, "{K2: [nothing]}"), (FORMS, "supports: {sign: [painted]}", "supports: {K2: [dug]}")),
        shown=False,
    ),
]

CODES = {one.code for one in TRIALS} | {"never_provisional", "never_ruled_out", "settled_and_not"}


def altered(folder: Path, *changes: tuple[str, str, str]) -> RuleBase:
    """Return the small rules completed, then changed: file, old text, new text."""
    small_rules(folder)
    every = [(file, old, new) for file, pairs in COMPLETE.items() for old, new in pairs]
    for file, old, new in (*every, *changes):
        content = (folder / file).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{file}: {old!r} stands there {content.count(old)} times"
        (folder / file).write_text(content.replace(old, new), encoding="utf-8")
    return load_rules(folder)


def findings(base: RuleBase) -> list[Finding]:
    return [finding for proof in prove(base) for finding in proof.findings]


def test_everything_is_proven_of_the_rules_of_the_project(base: RuleBase) -> None:
    assert [(one.fault.code, dict(one.fault.values)) for one in findings(base)] == []


def test_everything_is_proven_of_the_small_rules_once_each_loss_has_its_reason(tmp_path: Path) -> None:
    assert [(one.fault.code, dict(one.fault.values)) for one in findings(altered(tmp_path / "rules"))] == []


@pytest.mark.parametrize("given", [pytest.param(one, id=one.code) for one in TRIALS])
def test_each_way_of_breaking_a_rule_base_is_found_placed_and_told_in_both_languages(
    given: Trial, tmp_path: Path
) -> None:
    found = findings(altered(tmp_path / "rules", *given.changes))
    about = [one for one in found if (one.fault.code, dict(one.fault.values)["id"]) == (given.code, given.about)]

    assert len(about) >= 1, [(one.fault.code, dict(one.fault.values)) for one in found]
    assert bool(about[0].answers) == given.shown
    assert given.about == "principal" or about[0].fault.place.line > 0
    for lang in LANGS:
        said = about[0].fault.text().to(lang)
        assert said
        assert "{" not in said


@pytest.mark.parametrize("given", [pytest.param(one, id=one.code) for one in TRIALS if one.shown])
def test_the_answers_shown_are_answers_that_are_asked_and_none_can_be_left_out(given: Trial, tmp_path: Path) -> None:
    base = altered(tmp_path / "rules", *given.changes)
    decisions = decisions_of(base)
    for finding in findings(base):
        options = dict(finding.answers)

        assert options_that_count(decisions, case_of(options).answers) == options, finding.fault.code


def test_answers_without_any_form_are_shown_as_the_plain_reading_finds_them(tmp_path: Path) -> None:
    given = next(one for one in TRIALS if one.code == "no_form_named")
    base = altered(tmp_path / "rules", *given.changes)
    decisions = decisions_of(base)
    (shown,) = [dict(one.answers) for one in findings(base) if one.fault.code == "no_form_named"]

    domains = [[(one.id, option.id) for option in one.options] for one in base.questions.values()]
    for whole in (dict(answers) for answers in product(*domains)):
        counting = options_that_count(decisions, case_of(whole).answers)
        nothing = Outlook(decisions, counting).possible("principal") == {"undetermined"}
        assert nothing == (shown.items() <= whole.items()), whole


def test_a_form_that_can_never_be_provisional_is_told(small_base: RuleBase) -> None:
    """Three forms stronger than the fourth all wait for the same answer: more than are allowed before it."""
    model = small_base.forms["strangers"]

    def form(rank: int, when: In) -> Form:
        argument = replace(model.arguments[0], id=f"f{rank}.yes", form=f"f{rank}", when=when)
        return replace(model, id=f"f{rank}", precedence=rank, arguments=(argument,), confusions={})

    painted, other = In("sign", frozenset({"painted"})), In("house", frozenset({"other"}))
    forms = [*(form(rank, painted) for rank in (1, 2, 3)), form(4, other)]
    base = replace(small_base, forms={one.id: one for one in forms}, undetermined={}, advice={})

    assert "never_provisional" in {one.fault.code for one in findings(base)}


def test_a_form_confirmed_by_what_rules_out_all_stronger_ones_is_named_and_no_fault(base: RuleBase) -> None:
    (proof,) = [one for one in prove(base) if one.key == "provisional"]

    assert proof.findings == ()
    assert proof.named == ("internal", "service_user_alliance")


NEVER = "{house: [same], work: [dug]}"
UNSAID, SHARED = "{harvest: [unsaid]}", "{harvest: [shared]}"


def point(when: str, settled_when: str | None = None) -> str:
    """A file of one point to settle; without a condition for being settled, of one question to the other side."""
    settled = f"    settled_when: {settled_when}\n" if settled_when else ""
    said = '    say: {fr: "Le partage.", en: "The shares."}\n    source: [inference]\n'
    return f"{'settle' if settled else 'ask_partner'}:\n  shares:\n    when: {when}\n{settled}{said}"


@pytest.mark.parametrize(
    ("written", "code", "answers"),
    [
        (point(UNSAID, SHARED), None, False),
        (point(NEVER), "rule_never_holds", False),
        (point(UNSAID, NEVER), "rule_never_holds", False),
        (point("{house: [same, other]}"), "never_ruled_out", False),
        (point(UNSAID, "{work: [dug]}"), "settled_and_not", True),
    ],
)
def test_a_point_that_is_never_shown_or_always_or_is_settled_and_not_is_told_with_its_place(
    written: str, code: str | None, answers: bool, tmp_path: Path
) -> None:
    altered(tmp_path / "rules")
    (tmp_path / "rules" / "points.yaml").write_text(written, encoding="utf-8")
    found = findings(load_rules(tmp_path / "rules"))

    assert [one.fault.code for one in found] == ([code] if code else [])
    assert all(str(one.fault.place).startswith("points.yaml:2 (") for one in found)
    assert all(bool(one.answers) == answers and one.involved[0][0].endswith(".shares") for one in found)
    assert not any("{" in one.fault.text().to(lang) for one in found for lang in LANGS)
