"""The words of the glossary on a terminal: one in full, all in a list, and which ones a screen holds.

A screen is what was printed on the console: whatever prints it, its words are found. How words are found is in
`qualifier.explanation.terms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType

from qualifier.explanation.terms import terms_in
from qualifier.knowledge.models import RuleBase, Term
from qualifier.report.folded import Folded
from qualifier.report.shared import first_sentence
from qualifier.words import Lang, Text, message

# What is drawn in front of lines that go on: without it, a wording broken by the end of a line is whole again.
_GUIDES = str.maketrans("│|", "  ")


def short_name(term: Term) -> Text:
    """Return the wording by which a term is listed."""
    return term.said[0]


def names(terms: Iterable[Term], lang: Lang) -> str:
    """Return the short names of terms, each once."""
    return ", ".join(dict.fromkeys(short_name(term).to(lang) for term in terms))


def show_terms(console: Console, base: RuleBase, terms: Iterable[Term], lang: Lang) -> None:
    """Print terms in full: what each means, what it is not to be confused with, its false friend, the works.

    Args:
        console: where.
        base: the rules, for the names of works.
        terms: the terms.
        lang: the language.
    """
    for term in terms:
        console.print()
        console.print(_in_full(base, term, lang))


def show_briefly(console: Console, terms: Iterable[Term], lang: Lang) -> None:
    """Print terms, each with the first sentence of what it means.

    Args:
        console: where.
        terms: the terms.
        lang: the language.
    """
    for term in terms:
        console.print(Folded(term.term.to(lang), "  ", "bold"))
        console.print(Folded(first_sentence(term.means.to(lang)), "      "))


def footer(base: RuleBase, texts: Iterable[str], lang: Lang) -> str:
    """Return the line that tells which words of some texts are explained, and how to read of them; else nothing.

    Args:
        base: the rules.
        texts: what is on the screen.
        lang: the language.
    """
    found = terms_in(base, texts, lang)
    return message("report", "words_explained", names=names(found, lang)).to(lang) if found else ""


def shown_since(console: Console) -> str:
    """Return what was printed on a console since the last time; it is noted from the first call on.

    Args:
        console: the console.
    """
    if not console.record:
        console.record = True
        return ""
    return console.export_text().translate(_GUIDES)


@contextmanager
def explained_below(console: Console, base: RuleBase, lang: Lang) -> Iterator[None]:
    """Tell, below what is printed meanwhile, which of its words are explained.

    Args:
        console: where it is printed.
        base: the rules.
        lang: the language.
    """
    shown_since(console)
    yield
    line = footer(base, [shown_since(console)], lang)
    if line:
        console.print()
        console.print(Folded(line, "  ", "dim"))


def _in_full(base: RuleBase, term: Term, lang: Lang) -> RenderableType:
    from qualifier.report.contents.parts import short_names

    parts: list[RenderableType] = [Folded(term.term.to(lang), "  ", "bold"), Folded(term.means.to(lang), "  ")]
    for key, text in (("term_apart", term.not_to_confuse), ("term_trap", term.false_friend)):
        if text is not None:
            parts.append(Folded(message("contents", key, text=text).to(lang), "  "))
    works = ", ".join(work.to(lang) for work in short_names(base, term.source))
    return Group(*parts, Folded(message("report", "words_works", names=works).to(lang), "  ", "dim"))
