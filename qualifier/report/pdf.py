"""A document as a PDF on A4, tagged so that it can be read aloud. How it looks is in `templates/report.typ`."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from qualifier.report.document import Document, Table, document_data
from qualifier.report.preparing import prepared, shares, wide
from qualifier.report.typesetting import pages_of, typeset
from qualifier.words import LANGS, Lang, message

ACCESSIBLE = "ua-1"  # PDF/UA-1, ISO 14289-1:2014
SIZES = tuple(size / 100 for size in range(100, 68, -2))  # of the letters, from those of any report to the smallest


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
    data = {"document": report, "langs": list(langs), **words}
    size = _size(data, len(langs)) if ready.one_page else 1.0
    return typeset("report", {**data, "size": size}, standard=ACCESSIBLE)


def _size(data: dict[str, Any], most: int) -> float:
    """Return the largest size of letters at which a document holds on so many pages; else the smallest there is."""

    def holds(size: float) -> bool:
        return pages_of("report", {**data, "size": size}) <= most

    return (*SIZES, SIZES[-1])[bisect_left(SIZES, True, key=holds)]
