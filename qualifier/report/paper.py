"""The questionnaire on paper, to fill in by hand: its questions numbered and lettered, with the jumps in words.

How it looks is in `templates/paper.typ`, where the jumps lead in `paper_jumps`, how the sheet is typed in afterwards in
`qualifier.interview.typed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from qualifier.knowledge.models import Question, RuleBase
from qualifier.knowledge.sheet import UNKNOWN_SIGNS, lettered, marks, printed, sheet_code
from qualifier.report.paper_jumps import Jump, Jumps, Ticks, paper_jumps
from qualifier.report.typesetting import typeset
from qualifier.words import Lang, Text, join, message
from qualifier.words.folding import bound

Json = dict[str, object]
Way = Mapping[int, frozenset[str]]  # by number of question, letters of which one is ticked


def paper_data(base: RuleBase, lang: Lang, with_help: bool = False) -> Json:
    """Return all that the sheet shows, in one language.

    Args:
        base: the rules.
        lang: the language.
        with_help: add the help and the example of every question, at the end.
    """
    jumps = paper_jumps(base)
    questions = printed(base)
    by_theme = {
        theme: [_question(number, one, jumps, lang) for number, one in questions.items() if one.theme == theme]
        for theme in base.themes
    }
    return {
        "lang": lang,
        "words": _around(base, lang),
        "themes": [
            {"name": _printed(base.themes[theme].name, lang), "questions": some}
            for theme, some in by_theme.items()
            if some
        ],
        "help": [_help(number, one, lang) for number, one in questions.items()] if with_help else [],
    }


def paper_pdf(base: RuleBase, lang: Lang, with_help: bool = False) -> bytes:
    """Return the sheet as a PDF, A4, for both sides.

    Args:
        base: the rules.
        lang: the language.
        with_help: add the help and the example of every question, at the end.

    Raises:
        FaultsFound: Typst is not installed.
    """
    return typeset("paper", paper_data(base, lang, with_help))


def _printed(text: Text, lang: Lang) -> str:
    return bound(text.to(lang))


def _question(number: int, question: Question, jumps: Jumps, lang: Lang) -> Json:
    several = question.if_several
    lines = (line for jump in jumps.before.get(number, ()) for line in _lines(jump))
    return {
        "number": number,
        "ask": _printed(question.ask, lang),
        "several": _printed(message("paper", f"several_{several}"), lang) if several else None,
        "before": [_printed(line, lang) for line in lines],
        "options": [
            _option(f"{number}{letter}", option.label, jumps.after.get((number, letter)), lang)
            for letter, option in zip(lettered(question), question.options, strict=True)
        ],
    }


def _option(tick: str, label: Text, jump: Jump | None, lang: Lang) -> Json:
    return {
        "tick": tick,
        "label": _printed(label, lang),
        "arrow": _printed(_arrow(jump), lang) if jump else None,
    }


def _help(number: int, question: Question, lang: Lang) -> Json:
    example = message("paper", "help_example", text=question.example)
    return {
        "number": number,
        "ask": _printed(question.ask, lang),
        "help": _printed(question.help, lang),
        "example": _printed(example, lang),
    }


def _arrow(jump: Jump) -> Text:
    return message("paper", "go_to_end") if jump.to is None else message("paper", "go_to", number=jump.to)


def _lines(jump: Jump) -> Iterator[Text]:
    for ticks in _ticks_said(jump.when):
        if jump.to is None:
            yield message("paper", "if_go_to_end", ticks=ticks)
        else:
            yield message("paper", "if_go_to", ticks=ticks, number=jump.to)


def _around(base: RuleBase, lang: Lang) -> Json:
    """Return what stands around the questions."""
    known = marks(lang)
    legend = ", ".join(f"{letter} {_printed(message('paper', mark), lang)}" for letter, mark in known.items())
    signs = [{"sign": sign, "word": _printed(message("paper", reason), lang)} for sign, reason in UNKNOWN_SIGNS.items()]
    code = sheet_code(base, lang)
    example = f"1c 2b:{next(iter(known))} 3? 4! 5-"
    plain = ("title", "case", "case_short", "date", "role", "how", "page", "after", "notes", "help")
    steps = ("how_one", "how_facts", "how_names", "how_tick", "how_unknown")
    return {
        **{key: _printed(message("paper", key), lang) for key in plain},
        "code": _printed(message("paper", "code", code=code), lang),
        "known": _printed(message("paper", "known", legend=legend), lang),
        "marks": list(known),
        "unknown": signs,
        "steps": [
            *(_printed(message("paper", key), lang) for key in steps),
            _printed(message("paper", "how_known", legend=legend), lang),
        ],
        "next": [
            _printed(message("paper", "after_type", example=example), lang),
            _printed(message("paper", "after_code", code=code), lang),
        ],
    }


# --- ticks in words ----------------------------------------------------------------------------------------


def _ticks_said(when: Iterable[Ticks]) -> Iterator[Text]:
    """Say ways of having ticked, each so that it cannot be read two ways: `7a or 7b`; `(5d or 5e) and (6a or 6b)`."""
    ways = _merged(when)
    alone = [tick for way in ways if len(way) == 1 for tick in _any_of(*next(iter(way.items())))]
    if alone:
        yield _listed(alone, "or")
    for way in ways:
        if len(way) > 1:
            yield _listed([_bracketed(_any_of(number, way[number])) for number in sorted(way)], "and")


def _any_of(number: int, letters: Iterable[str]) -> list[Text]:
    return [Text(f"{number}{letter}", f"{number}{letter}") for letter in sorted(letters)]


def _bracketed(ticks: list[Text]) -> Text:
    listed = _listed(ticks, "or")
    return Text(f"({listed.fr})", f"({listed.en})") if len(ticks) > 1 else listed


def _merged(when: Iterable[Ticks]) -> list[Way]:
    """Put together ways that differ in the option of one question only, as long as there are any."""
    ways: list[Way] = [{number: frozenset({letter}) for number, letter in sorted(ticks)} for ticks in when]
    while pair := next((pair for pair in combinations(ways, 2) if _one_apart(*pair)), None):
        one, other = pair
        ways[ways.index(one)] = {number: one[number] | other[number] for number in one}
        ways.remove(other)
    return ways


def _one_apart(one: Way, other: Way) -> bool:
    return one.keys() == other.keys() and sum(one[number] != other[number] for number in one) == 1


def _listed(texts: list[Text], word: str) -> Text:
    """Return texts as a list in a sentence: `a, b or c`."""
    if len(texts) == 1:
        return texts[0]
    return join([join(texts[:-1], ", "), message("paper", word), texts[-1]])
