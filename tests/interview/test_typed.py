"""Answers typed in from a sheet: what is written reads back, what is not understood is told, all at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.interview.typed import check_code, typed_answers, typed_line
from qualifier.knowledge.cases import EVIDENCE, REASONS, Answer
from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.sheet import paper_code
from qualifier.words import LANGS, Lang, Text
from tests.support import PROJECT, SMALL_RULES

BASE = load_rules(SMALL_RULES)
REAL = load_rules(PROJECT / "rules")
QUESTIONS = tuple(REAL.questions)
# What is wrong in a line, the token that is named, and the fault it gives.
WRONG = {
    "typed_not_understood": ("1b bonjour", "bonjour"),
    "typed_no_question": ("6a", "6a"),
    "typed_no_option": ("2c", "2c"),
    "typed_two_options": ("2ab", "2ab"),
    "typed_no_mark": ("3a:q", "3a:q"),
    "typed_twice": ("5a 5b", "5b"),
}
CODES = {*WRONG, "paper_other_rules"}


def told(line: str, lang: Lang = "fr") -> list[tuple[str, str]]:
    """Return the codes and tokens of the faults in a line."""
    with pytest.raises(FaultsFound) as found:
        typed_answers(BASE, [line], lang)
    return [(one.code, one.place.path) for one in found.value.faults]


def answers_to(question: str) -> st.SearchStrategy[Answer]:
    options = [option.id for option in REAL.questions[question].options]
    values = st.sampled_from([Answer(option) for option in options] + [Answer(None, reason) for reason in REASONS])
    return st.builds(lambda answer, mark: replace(answer, evidence=mark), values, st.sampled_from([None, *EVIDENCE]))


ANSWERS = st.fixed_dictionaries({}, optional={question: answers_to(question) for question in QUESTIONS})


# --- what is written reads back ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@given(answers=ANSWERS, capitals=st.booleans(), between=st.sampled_from([" ", ", ", ";", "\n", " ;\t"]))
def test_any_answers_written_as_typed_read_back_the_same(
    lang: Lang, answers: dict[str, Answer], capitals: bool, between: str
) -> None:
    line = typed_line(REAL, answers, lang).replace(" ", between)
    read = typed_answers(REAL, [line.upper() if capitals else line], lang)

    assert read == answers
    assert list(read) == [question for question in QUESTIONS if question in answers]


def test_a_number_and_a_letter_are_the_question_and_the_option_in_the_order_of_the_rules() -> None:
    read = typed_answers(BASE, ["3c", "1b 2a:e"], "fr")

    assert read == {"house": Answer("other"), "sign": Answer("none", None, "written"), "work": Answer("dug")}
    assert list(read) == ["house", "sign", "work"]


def test_three_signs_say_why_it_is_not_known() -> None:
    read = typed_answers(BASE, ["3? 4! 5-"], "fr")

    assert [answer.unknown for answer in read.values()] == ["not_observed", "disputed", "not_asked"]


@pytest.mark.parametrize(("lang", "letters"), [("fr", "evoi"), ("en", "wetf")])
def test_the_letters_of_evidence_are_those_of_the_screens_in_each_language(lang: Lang, letters: str) -> None:
    read = [typed_answers(BASE, [f"1a:{letter}"], lang)["house"].evidence for letter in letters]

    assert read == list(EVIDENCE)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("3 ? 4 ! 5 - 2a : v", id="spaces before signs, as French has them"),
        pytest.param("3\u00a0? 4\u202f! 5\u2009- 2a\u00a0:\u00a0v", id="narrow and no-break spaces"),
        pytest.param("3? 4! 5\u2013 2A:V", id="a dash put in by the keyboard"),
        pytest.param("\ufeff3\uff1f 4\uff01 5\u2212 2a\uff1av", id="wide signs, and a mark of order of bytes"),
        pytest.param("3?,4!;5-\r\n02a:v", id="no spaces, a leading zero"),
        pytest.param("3? 4! 5- 2a:v 4! 2a:v", id="the same answer twice"),
    ],
)
def test_what_keyboards_make_of_it_reads_the_same(line: str) -> None:
    assert typed_answers(BASE, [line], "fr") == typed_answers(BASE, ["3? 4! 5- 2a:v"], "fr")


def test_nothing_typed_is_no_answers() -> None:
    assert typed_answers(BASE, ["", " ; "], "fr") == {}


def test_an_answer_to_no_question_of_the_rules_and_an_empty_one_are_not_written() -> None:
    answers = {"fence": Answer("high"), "sign": Answer(), "house": Answer("same")}

    assert typed_line(BASE, answers, "fr") == "1a"


# --- what is not understood --------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(WRONG))
def test_what_is_wrong_is_told_at_its_token_with_a_sentence_in_each_language(code: str) -> None:
    line, token = WRONG[code]
    with pytest.raises(FaultsFound) as found:
        typed_answers(BASE, [line], "fr")

    assert [(one.code, one.place.path) for one in found.value.faults] == [(code, token)]
    said = found.value.faults[0].text()
    assert said.fr != said.en
    assert token in said.fr
    assert token in said.en


def test_all_that_is_wrong_is_told_at_once() -> None:
    line = " ".join(line for line, _ in WRONG.values())

    assert sorted(told(line)) == sorted((code, token) for code, (_, token) in WRONG.items())


def test_a_question_given_twice_is_told_with_both_answers() -> None:
    with pytest.raises(FaultsFound) as found:
        typed_answers(BASE, ["5a", "5a:v"], "fr")

    assert "5a et 5a:v" in found.value.faults[0].text().fr


@pytest.mark.parametrize("token", ["5", "c5", "?", "5?!", "5?a", "-", "1c:e:e", "{x}", "1.c", "½a", "٣a", "1234567a"])
def test_what_is_neither_a_question_nor_an_answer_is_told_and_never_guessed(token: str) -> None:
    assert [code for code, _ in told(token)] == ["typed_not_understood"]


def test_a_letter_of_the_other_language_is_told() -> None:
    assert told("1b:o", "en") == [("typed_no_mark", "1b:o")]


def test_a_colon_without_a_letter_is_told() -> None:
    assert told("1b:") == [("typed_no_mark", "1b:")]


@given(st.text(max_size=60) | st.text("0123456789abev:?!-,; \n{}", max_size=60))
def test_whatever_is_typed_is_read_or_told(line: str) -> None:
    found: tuple[Fault, ...] = ()
    try:
        read = typed_answers(BASE, [line], "fr")
    except FaultsFound as error:
        found = error.faults
    else:
        assert read == typed_answers(BASE, [typed_line(BASE, read, "fr")], "fr")

    assert [one for one in found if len(one.place.path) > 30 or one.code not in CODES] == []


# --- the code of the sheet ---------------------------------------------------------------------------------


def with_question(base: RuleBase, **changed: object) -> RuleBase:
    """Return the rules with their first question changed."""
    first = next(iter(base.questions.values()))
    return replace(base, questions={**base.questions, first.id: replace(first, **changed)})


def test_the_code_of_the_sheet_may_be_typed_in_capitals_and_with_spaces() -> None:
    code = paper_code(BASE)

    check_code(BASE, code)
    check_code(BASE, f" {code[:3].upper()} {code[3:]} ")


def test_a_sheet_printed_with_other_questions_is_refused_with_both_codes() -> None:
    other = with_question(BASE, ask=Text("Qui est en face ?", "Who is opposite?"))
    with pytest.raises(FaultsFound) as found:
        check_code(BASE, paper_code(other))

    said = found.value.faults[0].text()
    assert [one.code for one in found.value.faults] == ["paper_other_rules"]
    for text in (said.fr, said.en):
        assert paper_code(BASE) in text
        assert paper_code(other) in text


def test_the_code_changes_with_the_wording_or_the_order_of_options_and_not_with_advice() -> None:
    first = next(iter(BASE.questions.values()))
    backwards = dict(reversed(BASE.questions.items()))
    reworded = (replace(first.options[0], label=Text("x", "y")), *first.options[1:])
    others = [
        with_question(BASE, options=first.options[::-1]),
        with_question(BASE, options=reworded),
        replace(BASE, questions=backwards),
    ]

    assert len({paper_code(one) for one in (BASE, *others)}) == 4
    assert paper_code(replace(BASE, advice={}, version="other")) == paper_code(BASE)
    assert len(paper_code(BASE)) == 6
