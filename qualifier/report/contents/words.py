"""The words of the glossary that a report uses, put with it, so that each medium can link to them or list them."""

from __future__ import annotations

from dataclasses import replace

from qualifier.explanation.terms import terms_in
from qualifier.knowledge.models import RuleBase, Term
from qualifier.report.contents.parts import short_names
from qualifier.report.document import Document, Word, texts_of
from qualifier.words import LANGS, NOTHING


def with_words(document: Document, base: RuleBase, *, listed: bool = False) -> Document:
    """Return a report with the words of the glossary that it uses.

    Args:
        document: the report.
        base: the rules.
        listed: there is room to list them where nothing can be linked.
    """
    texts = tuple(texts_of(document.blocks))
    found = {one.id for lang in LANGS for one in terms_in(base, (text.to(lang) for text in texts), lang)}
    words = tuple(_word(base, term) for id_, term in base.terms.items() if id_ in found)
    return replace(document, words=words, words_listed=listed)


def _word(base: RuleBase, term: Term) -> Word:
    apart, trap = term.not_to_confuse or NOTHING, term.false_friend or NOTHING
    return Word(term.id, term.term, term.said, term.means, apart, trap, short_names(base, term.source))
