"""The words explained: as a command, below what is printed, and at a key of the questionnaire."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from qualifier.cli.ask import Conversation
from qualifier.cli.explaining import MOST_NAMED, ExplainingPrompter
from qualifier.cli.keeping import FileKeeper
from qualifier.cli.output import console
from qualifier.cli.prompts import Command, NumberedPrompter, Prompt, Reply
from qualifier.explanation.terms import terms_in
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang, message
from tests.cli.conftest import Ended
from tests.support import PROJECT

CODES = {"word_unknown"}
FOOTBALL = PROJECT / "scenarios" / "c19_football_project.yaml"
in_both_languages = pytest.mark.parametrize("lang", LANGS)
Run = Callable[..., Ended]


def folded(text: str) -> str:
    return " ".join(text.split())


# --- the command -------------------------------------------------------------------------------------------


@in_both_languages
def test_without_a_word_every_term_is_listed_with_a_sentence(run: Run, base: RuleBase, lang: Lang) -> None:
    ended = run("glossary", lang=lang)
    shown = folded(ended.out)

    assert ended.code == 0
    assert [term.id for term in base.terms.values() if folded(term.term.to(lang)) not in shown] == []
    assert folded(base.terms["network"].means.to(lang)).partition(".")[0] in shown
    assert max(map(len, ended.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("réseau", "network"),
        ("RESEAUX", "network"),
        ("network", "network"),
        ("concertation", "concertation"),
        ("a+b=c", "a_plus_b_equals_c"),
        ("conventions", "written_agreement"),
        ("written_agreement", "written_agreement"),
        ("coop", "cooperation"),
        ("une charte entre nous", "charter"),
    ],
)
def test_a_word_is_explained_in_full_however_it_is_typed(run: Run, base: RuleBase, typed: str, id_: str) -> None:
    term = base.terms[id_]
    ended = run("glossary", typed)
    shown = folded(ended.out)

    assert ended.code == 0
    told = [text.fr for text in (term.term, term.means, term.not_to_confuse, term.false_friend) if text]
    works = [base.sources[one].short for one in term.source if one in base.sources]
    assert [text for text in (*map(folded, told), *works) if text not in shown] == []


def test_a_word_that_names_one_term_shows_that_one_only(run: Run, base: RuleBase) -> None:
    shown = folded(run("glossary", "partenariat").out)

    assert folded(base.terms["partnership"].means.fr) in shown
    assert folded(base.terms["imposed"].means.fr) not in shown


def test_a_word_that_is_not_explained_comes_with_those_like_it(run: Run) -> None:
    ended = run("glossary", "conventoin")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("[word_unknown] ")
    assert "convention" in ended.err


@in_both_languages
def test_below_a_verdict_the_words_that_are_explained_are_named(run: Run, base: RuleBase, lang: Lang) -> None:
    shown = folded(run("qualify", FOOTBALL, lang=lang).out)
    verdict, _, words = shown.rpartition(folded(message("report", "words_explained", names="").to(lang).split("(")[0]))
    named = terms_in(base, [verdict], lang)

    assert named
    assert [term.id for term in named if term.said[0].to(lang) not in words] == []
    assert "qualifier glossary" in words


# --- the key -----------------------------------------------------------------------------------------------


class Screen:
    """A questionnaire with numbered lists, shown on eighty columns, what is typed being given beforehand."""

    def __init__(self, reasoner: Reasoner, lang: Lang, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._shown = io.StringIO()
        self._console = console(self._shown)
        asking = ExplainingPrompter(NumberedPrompter(self._console, lang), self._console, reasoner.base, lang)
        self.conversation = Conversation(reasoner, self._console, asking, lang, FileKeeper(path))
        self._typed: list[str] = []
        self.asked: list[str] = []
        monkeypatch.setattr("builtins.input", self._input)

    def _input(self, ask: str = "") -> str:
        self.asked.append(ask)
        return self._typed.pop(0)

    def step(self, question: str, *typed: str) -> str:
        """Ask a question, type replies, and return what was shown, on one line."""
        self._typed = list(typed)
        interview = Interview(self.conversation.reasoner.decisions, Case("c", {}), self.conversation.reasoner.ahead)
        self.conversation.interview = interview.go_to(question)
        self.conversation.step(self.conversation.reasoner.base.questions[question])
        return self.shown()

    def menu(self, choices: dict[str, str], *typed: str) -> str:
        """Ask in a menu, and return what was chosen."""
        self._typed = list(typed)
        return self.conversation.menu("verdict_next", choices)

    def print(self, text: str) -> None:
        self.conversation.show(text)

    def shown(self) -> str:
        """Return what was shown since the last time, on one line."""
        text = self._shown.getvalue()
        self._shown.seek(0)
        self._shown.truncate()
        return folded(text)


@pytest.fixture
def screen(reasoner: Reasoner, lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    return Screen(reasoner, lang, tmp_path / "draft.json", monkeypatch)


def note(base: RuleBase, lang: Lang, *ids: str) -> str:
    names = ", ".join(base.terms[id_].said[0].to(lang) for id_ in ids)
    key = message("screens", "key_words").to(lang)
    return folded(message("screens", "words_at_key", letter=key, names=names).to(lang))


@in_both_languages
def test_the_key_explains_the_words_of_a_question_and_asks_it_again(screen: Screen, base: RuleBase, lang: Lang) -> None:
    key = message("screens", "key_words").to(lang)
    shown = screen.step("paper", key, "1")
    found = terms_in(base, [base.questions["paper"].ask.to(lang)], lang)

    assert {"charter", "protocol"} <= {term.id for term in found}
    assert all(folded(term.means.to(lang)) in shown for term in found)
    assert shown.count(folded(base.questions["paper"].ask.to(lang))) == 2
    assert screen.conversation.interview.case.answers["paper"] == Answer("none")
    assert all(key in ask.replace(" ", "").rstrip("):").split(",") for ask in screen.asked)


@in_both_languages
def test_the_words_of_each_question_are_named_under_it(screen: Screen, base: RuleBase, lang: Lang) -> None:
    told = []
    for id_ in Interview(screen.conversation.reasoner.decisions, Case("c", {})).relevant:
        question = base.questions[id_]
        shown = screen.step(id_, "1")
        theme = base.themes[question.theme].name.to(lang)
        texts = [theme, question.ask.to(lang), *(option.label.to(lang) for option in question.options)]
        found = [term.id for term in terms_in(base, texts, lang)]
        told.append(bool(found))
        assert ("(g)" in shown) is bool(found)
        assert not found or note(base, lang, *found) in shown

    assert any(told)
    assert not all(told)


@pytest.mark.parametrize("lang", ["fr"])
def test_words_are_those_shown_since_the_last_question(screen: Screen, base: RuleBase, lang: Lang) -> None:
    screen.print("Une convention, ou un réseau\n   │  professionnel.")
    screen.menu({"a": "Une charte"}, "1")
    assert note(base, lang, "written_agreement", "network", "charter") in screen.shown()

    screen.menu({"a": "Autre chose"}, "1")
    assert "(g)" not in screen.shown()


@pytest.mark.parametrize("lang", ["fr"])
def test_a_wording_cut_by_the_edge_of_a_tree_is_found_whole(screen: Screen, base: RuleBase, lang: Lang) -> None:
    screen.conversation.console.print("│   un partenariat\n│   d'initiative")
    screen.menu({"a": "Autre chose"}, "1")

    assert note(base, lang, "initiative_based") in screen.shown()


@pytest.mark.parametrize("lang", ["fr"])
def test_of_many_words_one_is_chosen_after_the_other_and_the_question_comes_back(
    screen: Screen, base: RuleBase, lang: Lang
) -> None:
    screen.print("Une convention, une charte, un protocole, un mandat.")
    chosen = screen.menu({"a": "Oui", "b": "Non"}, "g", "2", "4", "5", "2")
    shown = screen.shown()

    assert chosen == "b"
    explained = [id_ for id_ in base.terms if folded(base.terms[id_].means.fr) in shown]
    assert explained == ["mandate", "charter"]
    assert shown.count(message("screens", "words_which").fr) == 3


@pytest.mark.parametrize("lang", ["fr"])
def test_when_words_are_very_many_the_first_are_named_and_all_can_be_chosen(
    screen: Screen, base: RuleBase, lang: Lang
) -> None:
    ids = [id_ for id_ in base.terms if terms_in(base, [base.terms[id_].said[0].fr], "fr") == (base.terms[id_],)][:12]
    screen.print(" ; ".join(base.terms[id_].said[0].fr for id_ in ids))
    screen.menu({"a": "Oui"}, "g", "13", "1")
    shown = screen.shown()

    assert f"{note(base, lang, *ids[:MOST_NAMED])}, …" in shown
    assert f"12. {base.terms[ids[-1]].said[0].fr}" in shown


class Typed:
    """A prompter that gives the replies that it was told to, and keeps what it was asked."""

    keys_once: tuple[str, ...] = ("keys",)
    keys_each: tuple[str, ...] = ("keys_evidence",)
    draws = False

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.prompts: list[Prompt] = []

    def ask(self, prompt: Prompt, meanwhile: Callable[[], None] | None = None) -> Reply:
        self.prompts.append(prompt)
        return self.replies.pop(0)

    def line(self, ask: str) -> str:
        return ask


def test_other_keys_and_hints_stay_what_they_are(base: RuleBase) -> None:
    asking = Typed(Reply(command=Command.BACK), Reply("a"))
    explaining = ExplainingPrompter(asking, console(io.StringIO()), base, "fr")
    keys = {"r": Command.BACK}

    assert explaining.ask(Prompt("Un réseau ?", (("a", "oui"),), commands=keys)).command is Command.BACK
    assert explaining.ask(Prompt("Et alors ?", (("a", "oui"),), commands=keys)).value == "a"
    assert [one.commands for one in asking.prompts] == [{"r": Command.BACK, "g": Command.WORDS}, keys]
    assert (explaining.keys_once, explaining.keys_each, explaining.draws) == (("keys",), ("keys_evidence",), False)
    assert explaining.line("?") == "?"
