"""`qualifier glossary`: every word that the rules explain, or the one asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualifier.cli import common
from qualifier.cli.common import LangOption, RulesOption
from qualifier.cli.output import console
from qualifier.knowledge.faults import FaultsFound, fault, near
from qualifier.words import LANGS, Lang

if TYPE_CHECKING:
    from qualifier.knowledge.models import RuleBase, Term


def glossary(
    word: Annotated[
        str | None, typer.Argument(metavar="WORD", help=common.help_words("arg_word"), show_default=False)
    ] = None,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
    rules: RulesOption = None,
) -> None:
    """List the words of the field, or explain one."""
    from qualifier.privacy.lists import folded
    from qualifier.report.glossary import show_briefly, show_terms

    base = common.base_of(rules)
    if word is None:
        in_order = sorted(base.terms.values(), key=lambda one: folded(one.term.to(common.LANG)))
        show_briefly(console(), in_order, common.LANG)
        return
    show_terms(console(), base, _asked_for(base, word), common.LANG)


def _asked_for(base: RuleBase, word: str) -> tuple[Term, ...]:
    """Return the terms that a word names in the language, else in the other one.

    Raises:
        FaultsFound: it names none.
    """
    from qualifier.privacy.lists import folded

    asked = folded(word.strip())
    for lang in (common.LANG, *(one for one in LANGS if one != common.LANG)):
        found = _named(base, asked, lang)
        if found:
            return found
    known = dict.fromkeys(said.to(common.LANG) for term in base.terms.values() for said in term.said)
    raise FaultsFound([fault("word_unknown", word=word, near=near(word, known))])


def _named(base: RuleBase, asked: str, lang: Lang) -> tuple[Term, ...]:
    """Return the terms called so; else the one of that id; else those with such a word, else those within it."""
    from qualifier.explanation.terms import Finder
    from qualifier.privacy.lists import folded

    terms = {folded(said.to(lang)): term for term in base.terms.values() for said in reversed(term.said)}
    spans = Finder([(name, term.id) for name, term in terms.items()], lang).spans(asked)
    whole = [span.id for span in spans if (span.start, span.end) == (0, len(asked))]
    begun = [term.id for name, term in terms.items() if asked and f" {asked}" in f" {name}"]
    ids = whole or ([asked] if asked in base.terms else begun or [span.id for span in spans])
    return tuple(base.terms[id_] for id_ in dict.fromkeys(ids))
