"""Answers given on paper, typed in: `1c 2b 3? 4! 5-` and, how they are known after a colon, `1c:e`.

A number and a letter are the question and the option printed on the sheet. `?` is "not seen", `!` is "seen
differently", `-` is "not asked yet". Spaces, commas, semicolons and new lines separate; capitals count as small
letters. The letters of evidence are those of the screens, so they depend on the language. Which answers count is not
decided here: those of closed questions are set aside by the interview.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from qualifier.knowledge.cases import Answer
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault
from qualifier.knowledge.models import Question, RuleBase
from qualifier.knowledge.sheet import UNKNOWN_SIGNS, lettered, marks, numbered, paper_code
from qualifier.words import LANGS, Lang

_SEPARATORS = re.compile(r"[\s,;]+")
# French typists and their keyboards put a space before these signs.
_SPACE_BEFORE_SIGN = re.compile(r"(?<=[^\s,;])[ \t]+(?=[?!:])|(?<=[0-9])[ \t]+(?=-)")
_SPACE_AFTER_COLON = re.compile(r"(?<=:)[ \t]+(?=[^\s,;])")
_TOKEN = re.compile(r"(?P<number>[0-9]{1,6})(?P<value>[a-z]+|[?!-])(?P<colon>:(?P<mark>[^:]*))?")
_DASHES = str.maketrans("‐‑‒–—−", "-" * 6)
_SHOWN_AT_MOST = 30

Said = Callable[..., Fault]


@dataclass(frozen=True, slots=True)
class _Typed:
    """One token that was understood."""

    token: str
    number: int
    question: str
    answer: Answer


def typed_answers(base: RuleBase, lines: Iterable[str], lang: Lang) -> dict[str, Answer]:
    """Read the answers ticked on a sheet.

    Args:
        base: the rules the sheet was printed from.
        lines: what was typed, in any number of lines.
        lang: the language of the sheet, for the letters of evidence.

    Returns:
        The answers by question, in the order of the questions.

    Raises:
        FaultsFound: every token that is not understood, or that says something else than one before it.
    """
    questions = numbered(base)
    given: dict[int, _Typed] = {}
    faults: list[Fault] = []
    for token in (token for line in lines for token in _tokens(line)):
        read = _read(token, questions, lang)
        if isinstance(read, Fault):
            faults.append(read)
        elif given.setdefault(read.number, read).answer != read.answer:
            first = given[read.number].token
            faults.append(_said(token, read.number)("typed_twice", first=first))
    if faults:
        raise FaultsFound(faults)
    return {given[number].question: given[number].answer for number in sorted(given)}


def typed_line(base: RuleBase, answers: Mapping[str, Answer], lang: Lang) -> str:
    """Write answers as they are typed: what `typed_answers` reads back.

    Args:
        base: the rules.
        answers: the answers by question; those to no question of the rules are left out.
        lang: the language, for the letters of evidence.
    """
    signs = {reason: sign for sign, reason in UNKNOWN_SIGNS.items()}
    letters = {mark: letter for letter, mark in marks(lang).items()}
    written: list[str] = []
    for number, question in numbered(base).items():
        answer = answers.get(question.id, Answer())
        values = {option: letter for letter, option in lettered(question).items()}
        value = signs[answer.unknown] if answer.unknown else values[answer.option] if answer.option else ""
        mark = f":{letters[answer.evidence]}" if answer.evidence else ""
        written += [f"{number}{value}{mark}"] if value else []
    return " ".join(written)


def check_code(base: RuleBase, code: str) -> Lang | None:
    """Check that a sheet was printed with the questions at hand, and return its language when the code tells it.

    Args:
        base: the rules.
        code: the code printed on the sheet, as typed.

    Raises:
        FaultsFound: it was printed with other questions (`paper_other_rules`).
    """
    given = "".join(_plain(code).split())
    own, _, lang = given.partition("-")
    if own != paper_code(base):
        place = Place(path=given[:_SHOWN_AT_MOST])
        raise FaultsFound([fault("paper_other_rules", place, given=given[:_SHOWN_AT_MOST], own=paper_code(base))])
    return next((one for one in LANGS if one == lang), None)


def _plain(text: str) -> str:
    """Undo what keyboards and word processors do: wide signs, long dashes, capitals, signs that cannot be seen."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    return "".join(sign for sign in plain if sign.isprintable() or sign.isspace())


def _tokens(line: str) -> list[str]:
    closed = _SPACE_AFTER_COLON.sub("", _SPACE_BEFORE_SIGN.sub("", _plain(line)))
    return [token for token in _SEPARATORS.split(closed) if token]


def _said(token: str, number: int = 0) -> Said:
    """Return what makes a fault about a token."""
    shown = token[:_SHOWN_AT_MOST]
    return partial(fault, place=Place(path=shown), token=shown, number=number)


def _read(token: str, questions: Mapping[int, Question], lang: Lang) -> _Typed | Fault:
    found = _TOKEN.fullmatch(token)
    if found is None:
        return _said(token)("typed_not_understood")
    number, value, mark = int(found["number"]), found["value"], found["mark"]
    said = _said(token, number)
    if number not in questions:
        return said("typed_no_question", last=len(questions))
    letters = lettered(questions[number])
    if len(value) > 1:
        return said("typed_two_options")
    if value not in letters and value not in UNKNOWN_SIGNS:
        return said("typed_no_option", letter=value, letters=" ".join(letters))
    known = marks(lang)
    if found["colon"] and mark not in known:
        return said("typed_no_mark", marks=" ".join(known))
    answer = Answer(letters.get(value), UNKNOWN_SIGNS.get(value), known[mark] if mark else None)
    return _Typed(token, number, questions[number].id, answer)
