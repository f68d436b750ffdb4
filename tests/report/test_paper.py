"""The printed sheet: who follows it answers what the screen would ask, and every page can be filled in by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest

from qualifier.interview.typed import typed_answers, typed_line
from qualifier.knowledge.cases import Answer, Scenario
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.sheet import paper_code
from qualifier.reasoning.decisions import Decisions, decisions_of
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count, relevant_questions
from qualifier.report import paper_jumps
from qualifier.report.paper import paper_data, paper_pdf
from qualifier.words import LANGS, Lang
from tests.support import PROJECT, SMALL_RULES, Completions, case_of, partial_options, shown

BASE = load_rules(PROJECT / "rules")
DECISIONS = decisions_of(BASE)
MM = 72 / 25.4
WORDS = {"fr": (r"Si vous avez coché (.+?), (?:passez à la question (\d+)|c'est fini)", " et ", "c'est fini")}
WORDS["en"] = (r"If you ticked (.+?), (?:go to question (\d+)|you have finished)", " and ", "finished")


# --- a reader who knows nothing but the sheet --------------------------------------------------------------


class Reader:
    """Fills in a sheet by reading what is printed on it, and remembers which questions were reached."""

    def __init__(self, base: RuleBase, lang: Lang) -> None:
        self.ids = list(base.asked_of_all)
        self.line, self.both, self.ended = WORDS[lang]
        themes: Any = paper_data(base, lang)["themes"]
        self.printed = {question["number"]: question for theme in themes for question in theme["questions"]}
        self.letters = {
            id_: {option.id: "abcdef"[rank] for rank, option in enumerate(question.options)}
            for id_, question in base.asked_of_all.items()
        }

    def reached(self, answers: Mapping[str, Answer]) -> list[str]:
        """Return the questions that someone with these answers fills in, those left blank included."""
        ticked: set[str] = set()
        found: list[str] = []
        number: int | None = 1
        while number in self.printed:
            printed = self.printed[number]
            jump = next((to for line in printed["before"] if (to := self.led_by(line, ticked)) != 0), 0)
            if jump == 0:
                found.append(self.ids[number - 1])
                jump = self.after_answer(number, answers, ticked)
            number = number + 1 if jump == 0 else jump
        return found

    def led_by(self, line: str, ticked: set[str]) -> int | None:
        """Return where a line leads: 0 for nowhere, None for the end."""
        told = re.match(self.line, line)
        assert told, line
        parts = told[1].split(self.both)
        return _to(told[2]) if all(ticked & set(re.findall(r"\d+[a-z]", part)) for part in parts) else 0

    def after_answer(self, number: int, answers: Mapping[str, Answer], ticked: set[str]) -> int | None:
        """Tick the answer to a question, and return where its arrow leads."""
        id_ = self.ids[number - 1]
        option = answers.get(id_, Answer()).option
        if option is None:
            return 0
        tick = f"{number}{self.letters[id_][option]}"
        ticked.add(tick)
        arrow = next(one["arrow"] for one in self.printed[number]["options"] if one["tick"] == tick)
        if arrow is None:
            return 0
        to = re.search(r"\d+", arrow)
        assert to or self.ended in arrow, arrow
        return _to(to and to[0])


def _to(number: str | None) -> int | None:
    return int(number) if number else None


@cache
def reader(lang: Lang) -> Reader:
    return Reader(BASE, lang)


def many_answers(library: tuple[Scenario, ...]) -> Iterator[dict[str, Answer]]:
    """Yield the answers of every scenario, and 1500 sets drawn by lot, most of them with unknowns and blanks.

    What only other schools ask is not printed.
    """
    for answers in all_answers(library):
        yield {id_: answer for id_, answer in answers.items() if id_ in BASE.asked_of_all}


def all_answers(library: tuple[Scenario, ...]) -> Iterator[dict[str, Answer]]:
    yield from (dict(scenario.case.answers) for scenario in library)
    for rank, options in enumerate(partial_options(BASE, library, count=1500, seed=41)):
        answers = dict(case_of(options).answers)
        if rank % 3 == 0:
            answers |= {id_: Answer(None, "disputed") for place, id_ in enumerate(answers) if place % 5 == rank % 5}
        yield answers


@pytest.mark.parametrize("lang", LANGS)
def test_who_follows_the_sheet_answers_exactly_the_questions_that_the_screen_would_ask(
    lang: Lang, library: tuple[Scenario, ...]
) -> None:
    wrong = [
        answers
        for answers in many_answers(library)
        if tuple(reader(lang).reached(answers)) != relevant_questions(DECISIONS, answers)
    ]

    assert wrong == []


@pytest.mark.parametrize("question", BASE.asked_of_all)
def test_each_option_of_each_question_leads_past_what_it_closes_and_past_nothing_else(question: str) -> None:
    for option in BASE.asked_of_all[question].options:
        answers = {question: Answer(option.id)}

        assert tuple(reader("fr").reached(answers)) == relevant_questions(DECISIONS, answers)


def every_answers(decisions: Decisions) -> Iterator[dict[str, Answer]]:
    for options in Completions(decisions).partial():
        yield dict(case_of(options).answers)


def test_on_small_rules_the_sheet_is_right_for_every_way_of_answering() -> None:
    small = load_rules(SMALL_RULES)
    decisions = decisions_of(small)
    reading = Reader(small, "en")

    for answers in every_answers(decisions):
        assert tuple(reading.reached(answers)) == relevant_questions(decisions, answers)


def test_a_condition_too_wide_for_paper_is_left_to_the_reader_who_then_answers_more_and_never_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = load_rules(SMALL_RULES)
    decisions = decisions_of(small)
    monkeypatch.setattr(paper_jumps, "MOST_CLAUSES", 0)
    reading = Reader(small, "fr")

    assert all(set(reading.reached(one)) >= set(relevant_questions(decisions, one)) for one in every_answers(decisions))


def test_what_was_ticked_following_the_sheet_and_typed_in_gives_the_verdict_of_the_scenario(
    library: tuple[Scenario, ...],
) -> None:
    for scenario in library:
        given = scenario.case.answers
        ticked = {id_: given[id_] for id_ in reader("fr").reached(given) if id_ in given}
        typed = typed_answers(BASE, [typed_line(BASE, ticked, "fr")], "fr")
        verdicts = [shown(BASE, Outlook(DECISIONS, options_that_count(DECISIONS, one))) for one in (given, typed)]

        assert verdicts[0] == verdicts[1], scenario.case.id


# --- the pages ---------------------------------------------------------------------------------------------


@cache
def pages(lang: Lang, with_help: bool = False) -> tuple[str, ...]:
    read = pypdf.PdfReader(BytesIO(paper_pdf(BASE, lang, with_help))).pages
    return tuple(plain(page.extract_text()) for page in read)


def plain(text: str) -> str:
    """Return a text without its spaces: where lines end says nothing."""
    return "".join(text.split())


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_has_at_most_eight_pages_each_with_its_number_and_the_code(lang: Lang) -> None:
    told = pages(lang)
    numbered = {"fr": "page{}sur{}", "en": "page{}of{}"}[lang]

    assert len(told) <= 8
    for rank, text in enumerate(told, start=1):
        assert numbered.format(rank, len(told)) in text
        assert paper_code(BASE) in text


@pytest.mark.parametrize("lang", LANGS)
def test_no_question_is_cut_across_two_pages(lang: Lang) -> None:
    for number, question in enumerate(BASE.asked_of_all.values(), start=1):
        parts = [question.ask, *(option.label for option in question.options)]
        ticks = [f"{number}{'abcdef'[rank]}" for rank in range(len(question.options))]
        wanted = [*(plain(part.to(lang)) for part in parts), *ticks]

        assert sum(all(part in text for part in wanted) for text in pages(lang)) == 1, number


@pytest.mark.parametrize("lang", LANGS)
def test_the_name_of_a_theme_is_never_alone_at_the_foot_of_a_page(lang: Lang) -> None:
    printed = [theme for theme in BASE.themes.values() if theme.questions[0] in BASE.asked_of_all]
    for theme in printed:
        first = BASE.asked_of_all[theme.questions[0]]
        both = rf"{re.escape(plain(theme.name.to(lang)))}.{{0,200}}?{re.escape(plain(first.ask.to(lang)))}"

        assert any(re.search(both, text) for text in pages(lang)), theme.id


def boxes(pdf: bytes) -> list[tuple[float, float]]:
    """Return the width and height, in millimetres, of the squares on a sheet."""
    found: list[tuple[float, float]] = []
    for page in pypdfium2.PdfDocument(pdf):
        for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = one.get_bounds()
            width, height = (right - left) / MM, (top - bottom) / MM
            if abs(width - height) < 0.1:
                found.append((width, height))
    return found


def test_every_option_every_unknown_and_every_evidence_has_a_box_large_enough_to_tick() -> None:
    squares = boxes(paper_pdf(BASE, "fr"))

    assert len(squares) == sum(len(question.options) + 3 + 4 for question in BASE.asked_of_all.values())
    assert min(side for square in squares for side in square) >= 4.5


@pytest.mark.parametrize(
    ("lang", "said"),
    [("fr", ("N'écrivez aucun nom de personne.", "une fonction, pas un nom")), ("en", ("Write nobody's name.",))],
)
def test_the_first_page_asks_for_no_name(lang: Lang, said: tuple[str, ...]) -> None:
    assert [one for one in said if plain(one) not in pages(lang)[0]] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_help_of_every_question_follows_when_asked_for_and_the_sheet_itself_does_not_move(lang: Lang) -> None:
    plain_pages, more = pages(lang), pages(lang, with_help=True)
    helped = " ".join(more[len(plain_pages) :])

    assert [question.id for question in BASE.asked_of_all.values() if plain(question.help.to(lang)) not in helped] == []
    assert [unnumbered(text) for text in more[: len(plain_pages)]] == [unnumbered(text) for text in plain_pages]


def unnumbered(page: str) -> str:
    return re.sub(r"page\d+(sur|of)\d+", "", page)


def test_which_option_to_tick_when_several_are_true_is_said_beside_the_question() -> None:
    first, *rest = BASE.asked_of_all.values()
    base = replace(BASE, questions={one.id: one for one in (replace(first, if_several="first"), *rest)})
    themes: Any = paper_data(base, "fr")["themes"]

    assert themes[0]["questions"][0]["several"] == "Si plusieurs sont vraies, cochez la première."


def test_two_ways_of_having_ticked_are_said_so_that_they_cannot_be_read_otherwise() -> None:
    lines = [line for question in reader("fr").printed.values() for line in question["before"]]

    assert all(line.count("(") <= line.count(" et ") + 1 for line in lines)
    assert any(re.search(r"coché (\d+[a-z]|\(.+?\)) et (\d+[a-z]|\(.+?\)), ", line) for line in lines)
