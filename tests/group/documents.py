"""What the tests of a group's documents share: all that a document says, and what stands under one of its headings."""

from collections.abc import Iterator

from qualifier.report.document import Document, Heading, document_data
from qualifier.words import LANGS, Lang, Text
from tests.support import texts


def said(document: Document, lang: Lang = "fr") -> list[str]:
    """Return every text of a document, in order."""
    return [text.to(lang) for text in texts((document.title, *document.about, *document.blocks, document.foot))]


def all_said(document: Document) -> str:
    """Return all that a document says in both languages, drawings included."""
    return str(document_data(document))


def part(document: Document, heading: Text) -> list[str]:
    """Return, in French, every text between a heading and the next one of its level; nothing when it is not there."""
    return [text.fr for text in texts(tuple(_under(document, heading)))]


def _under(document: Document, heading: Text) -> Iterator[object]:
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading) and level and block.level <= level:
            return
        if level:
            yield block
        if isinstance(block, Heading) and block.text == heading:
            level = block.level


def headings(document: Document) -> list[Text]:
    """Return the headings of the parts of a document."""
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def missing_words(document: Document) -> list[str]:
    """Return the texts that one language has and the other has not."""
    found = texts((document.title, *document.about, *document.blocks, document.foot))
    return [text.fr + text.en for text in found if len({bool(text.to(lang)) for lang in LANGS}) > 1]
