"""The media a document can be put on, each in a module of its own, imported when it is asked for."""

from __future__ import annotations

from enum import StrEnum

from qualifier.report.document import Document
from qualifier.words import Lang


class Medium(StrEnum):
    """What a document is put on."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def rendered(document: Document, medium: Medium, langs: tuple[Lang, ...]) -> bytes:
    """Return a document as the content of a file.

    Args:
        document: the report.
        medium: what it is put on.
        langs: one language, or both, the first one leading.

    Raises:
        FaultsFound: a library that the medium needs is not installed.
    """
    if medium == Medium.PDF:
        from qualifier.report.pdf import pdf

        return pdf(document, langs)
    if medium == Medium.DOCX:
        from qualifier.report.docx import docx

        return docx(document, langs)
    return _written(document, medium, langs).encode("utf-8")


def _written(document: Document, medium: Medium, langs: tuple[Lang, ...]) -> str:
    if medium == Medium.HTML:
        from qualifier.report.html import html

        return html(document, langs)
    if medium == Medium.MARKDOWN:
        from qualifier.report.markdown import markdown

        return markdown(document, langs)
    from qualifier.report.text import text

    return text(document, langs)
