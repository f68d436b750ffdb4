"""A document as a PDF on A4, tagged so that it can be read aloud. How it looks is in `templates/report.typ`."""

from __future__ import annotations

from typing import Any

from qualifier.report.document import Document, Table, document_data
from qualifier.report.preparing import prepared, shares, wide
from qualifier.report.typesetting import typeset
from qualifier.words import LANGS, Lang, message

ACCESSIBLE = "ua-1"  # PDF/UA-1, ISO 14289-1:2014


def pdf(document: Document, langs: tuple[Lang, ...]) -> bytes:
    """Return a document as a PDF; the same document always gives the same bytes.

    Args:
        document: the report.
        langs: one language, or both side by side, the first on the left.

    Raises:
        FaultsFound: Typst is not installed.
    """
    ready = prepared(document, langs)
    report = document_data(ready)
    for block, data in zip(ready.blocks, report["blocks"], strict=True):
        data["wide"] = wide(block)
        if isinstance(block, Table):
            data["shares"] = {lang: shares(block, lang) for lang in langs}
    numbered = message("media", "page_of", page="{page}", pages="{pages}")
    words: dict[str, Any] = {"page_of": {lang: numbered.to(lang) for lang in LANGS}}
    return typeset("report", {"document": report, "langs": list(langs), **words}, standard=ACCESSIBLE)
