"""Another school decides: by an option of the commands, and by the menu of a verdict; the answers stay the same."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualifier.cli.ask import CHANGE, QUIT, REST, Conversation
from qualifier.cli.casebooks import outcome_words
from qualifier.cli.keeping import FileKeeper
from qualifier.cli.output import console
from qualifier.cli.prompts import Prompt, Reply
from qualifier.cli.verdict_menu import GROUPS, LEAVE, READ_AS, WIDER
from qualifier.explanation.prospects import outcome_name
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import read_case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang, message
from tests.cli.conftest import Ended
from tests.support import PROJECT

CODES = {"reading_not_known", "option_too_early"}
PROTOCOL = PROJECT / "scenarios" / "c25_protocol_2012.yaml"
TYPE_AND_FORM = ("strict", "coordination"), ("institutional", "institutional_partnership")
MOST_LINES = 9
Run = Callable[..., Ended]
in_both_languages = pytest.mark.parametrize("lang", LANGS)


def data(run: Run, *arguments: str | Path) -> dict[str, Any]:
    ended = run(*arguments, "--format", "json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("reading", "form"), TYPE_AND_FORM)
def test_the_reading_asked_for_decides_and_the_others_are_told(run: Run, reading: str, form: str) -> None:
    found = data(run, "qualify", PROTOCOL, "--reading", reading)

    assert (found["reading"], found["principal"]) == (reading, form)
    assert {one["id"]: one["principal"] for one in found["readings"]} == dict(TYPE_AND_FORM)


def test_a_reading_asked_for_once_does_not_decide_of_the_next_run(run: Run) -> None:
    data(run, "qualify", PROTOCOL, "--reading", "institutional")

    assert data(run, "qualify", PROTOCOL)["reading"] == "strict"


@in_both_languages
def test_a_reading_that_no_file_tells_of_is_refused_with_those_that_are(run: Run, lang: Lang) -> None:
    ended = run("qualify", PROTOCOL, "--reading", "dumont", lang=lang)

    assert ended.code == 2
    assert "[reading_not_known]" in ended.err
    assert "strict, institutional" in ended.err


@in_both_languages
@pytest.mark.parametrize("option", ["--reading", "--rules"])
def test_an_option_of_a_command_given_before_it_is_refused_rather_than_passed_over(
    run: Run, lang: Lang, option: str
) -> None:
    ended = run(option, "institutional", "qualify", PROTOCOL, lang=lang)

    assert (ended.code, ended.out) == (2, "")
    assert "[option_too_early]" in ended.err
    assert f"qualifier qualify … {option}" in ended.err


def test_rules_named_by_the_environment_are_no_option_given_too_early(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALIFIER_RULES", str(PROJECT / "tests" / "small_rules"))

    assert run("rules", "show", "house").code == 0


def test_a_verdict_kept_in_another_reading_is_named_by_its_form_and_not_as_undetermined(base: RuleBase) -> None:
    established = base.readings["institutional"].forms[0]

    assert outcome_words(base, established.id) == established.name
    assert outcome_words(base, "a_form_of_long_ago").fr == "a_form_of_long_ago"
    assert outcome_words(base, "undetermined.too_early") == outcome_name(base, "undetermined.too_early")


# --- on the screen of a verdict ----------------------------------------------------------------------------


class Chooses:
    """A prompter that chooses, at each prompt, the next thing it was told to."""

    keys_once: tuple[str, ...] = ()
    keys_each: tuple[str, ...] = ()
    draws = False

    def __init__(self, *chosen: str) -> None:
        self.chosen = list(chosen)
        self.prompts: list[Prompt] = []

    def ask(self, prompt: Prompt, _meanwhile: Callable[[], None] | None = None) -> Reply:
        self.prompts.append(prompt)
        chosen = self.chosen.pop(0)
        assert chosen in dict(prompt.choices), (chosen, prompt.choices)
        return Reply(chosen)

    def line(self, ask: str) -> str:
        raise AssertionError(ask)


def sitting(reasoner: Reasoner, folder: Path, lang: Lang, prompter: Chooses, left_out: str = "") -> Conversation:
    """Return a sitting at its end, with the answers of the protocol; one of them may be left out, passed over."""
    case = read_case(PROTOCOL, reasoner.base)
    answers = {id_: answer for id_, answer in case.answers.items() if id_ != left_out}
    found = Conversation(reasoner, console(io.StringIO()), prompter, lang, FileKeeper(folder / "case.json"))
    found.interview = Interview(reasoner.decisions, type(case)(case.id, answers, case.date), reasoner.ahead)
    return found


def printed(talk: Conversation) -> str:
    assert isinstance(talk.console.file, io.StringIO)
    return talk.console.file.getvalue()


@in_both_languages
def test_the_verdict_is_read_again_as_another_school_does_without_answering_again(
    reasoner: Reasoner, tmp_path: Path, lang: Lang
) -> None:
    institutional = f"{READ_AS}institutional"
    prompter = Chooses("schools", "readings", institutional, "schools", "readings", f"{READ_AS}strict", QUIT)
    talk = sitting(reasoner, tmp_path, lang, prompter)
    before = talk.interview.case

    assert talk.verdict() == QUIT
    shown = printed(talk)
    usual = reasoner.base.forms["coordination"].headline.to(lang)
    other = reasoner.base.readings["institutional"].forms[0].headline.to(lang)
    for headline in (usual, other, usual):
        _, found, shown = shown.partition(headline)
        assert found == headline
    assert talk.interview.case.answers == before.answers
    assert talk.reasoner.base.reading == "strict"


def test_what_another_reading_needs_and_nobody_was_asked_can_be_answered_from_its_verdict(
    reasoner: Reasoner, tmp_path: Path
) -> None:
    talk = sitting(reasoner, tmp_path, "fr", Chooses("schools", "readings", f"{READ_AS}institutional", REST), "paper")

    assert talk.interview.resumed().question is None
    assert talk.verdict() == REST
    assert talk.interview.question is reasoner.base.questions["paper"]


def test_the_few_questions_of_other_schools_are_asked_once_they_are_wanted(reasoner: Reasoner, tmp_path: Path) -> None:
    talk = sitting(reasoner, tmp_path, "fr", Chooses("schools", WIDER))

    assert talk.verdict() == WIDER
    assert talk.interview.question is not None
    assert talk.interview.question.extra
    assert talk.interview.case.extras


@in_both_languages
def test_every_line_of_other_schools_shows_something_and_no_menu_has_more_than_nine(
    reasoner: Reasoner, tmp_path: Path, lang: Lang
) -> None:
    layers = [one for one in GROUPS["schools"] if one not in ("readings", WIDER)]
    ways = [step for layer in layers for step in ("schools", layer)]
    prompter = Chooses(*ways, "schools", "readings", LEAVE, "more", "debates", QUIT)
    talk = sitting(reasoner, tmp_path, lang, prompter)

    assert talk.verdict() == QUIT
    assert max(len(prompt.choices) for prompt in prompter.prompts) <= MOST_LINES
    shown = " ".join(printed(talk).split())
    for scale in reasoner.base.scales.values():
        assert " ".join(scale.name.to(lang).split()) in shown, scale.id
    assert message("schools", "rights_not_advice").to(lang)[:40] in shown
    assert CHANGE in {value for prompt in prompter.prompts for value, _ in prompt.choices}
