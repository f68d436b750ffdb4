"""How a printed sheet names the questions: a number each, a letter an option, a sign for what is not known.

Printing and typing in share it, so that `3c` means the same on paper and on screen. What the sheet looks like is in
`qualifier.report.paper`, how it is read in `qualifier.interview.typed`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from string import ascii_lowercase

from qualifier.knowledge.cases import EVIDENCE, Evidence, Reason
from qualifier.knowledge.models import Question, RuleBase
from qualifier.words import Lang, message

UNKNOWN_SIGNS: Mapping[str, Reason] = {"?": "not_observed", "!": "disputed", "-": "not_asked"}
CODE_LENGTH = 6


def printed(base: RuleBase) -> dict[int, Question]:
    """Return the questions that are printed, by the number they bear: from 1, in the order of the files."""
    return dict(enumerate(base.asked_of_all.values(), start=1))


def numbered(base: RuleBase) -> dict[int, Question]:
    """Return all questions by number: the printed ones, then those that only other schools need, to be typed alone."""
    others = (one for one in base.questions.values() if one.extra)
    return dict(enumerate((*base.asked_of_all.values(), *others), start=1))


def lettered(question: Question) -> dict[str, str]:
    """Return the options of a question by their letter, in order."""
    return dict(zip(ascii_lowercase, (option.id for option in question.options), strict=False))


def marks(lang: Lang) -> dict[str, Evidence]:
    """Return how an answer is known by its letter: the same letters as on screen."""
    return {message("screens", f"key_{mark}").to(lang): mark for mark in EVIDENCE}


def sheet_code(base: RuleBase, lang: Lang) -> str:
    """Return what is printed on a sheet: its code, and its language, since the letters of marks differ.

    Args:
        base: the rules.
        lang: the language of the sheet.
    """
    return f"{paper_code(base)}-{lang}"


def paper_code(base: RuleBase) -> str:
    """Return the short code of a sheet: it changes with any question or option, and with no other rule.

    So a sheet printed before an advice was reworded can still be typed in, and one whose letters might mean something
    else cannot.

    Args:
        base: the rules.
    """
    digest = hashlib.sha256()
    for question in base.asked_of_all.values():
        texts = [(question.id, question.ask), *((option.id, option.label) for option in question.options)]
        for id_, text in texts:
            digest.update(f"{id_}\0{text.fr}\0{text.en}\0".encode())
        digest.update(b"\0")
    return digest.hexdigest()[:CODE_LENGTH]
