"""Typesets a page with Typst: a template of `templates/` and plain data give a PDF or a picture. No file is written.

Only the fonts that Typst carries are used, so that a page is the same on every machine; where they lack a sign, those
of the machine may give it. What a page says is not here.
"""

from __future__ import annotations

import contextlib
import json
from importlib.resources import files
from typing import Any, Literal

from qualifier.knowledge.extras import needed

DOTS_PER_INCH = 192.0


def typeset(template: str, data: object, form: Literal["pdf", "png"] = "pdf", standard: str | None = None) -> bytes:
    """Return a document as a PDF, or its only page as a PNG picture.

    Args:
        template: the name of a file of `templates/`, without `.typ`; it reads `json(bytes(sys.inputs.data))`.
        data: what the template shows; pictures are given as the text of an SVG.
        form: `pdf` or `png`.
        standard: the standard that a PDF follows, such as `ua-1`; it is given up for a sign that no font can show.

    Raises:
        FaultsFound: Typst is not installed.
    """
    typst: Any = needed("typst", "reports")
    source = files(__package__).joinpath("templates", f"{template}.typ").read_bytes()
    inputs = {"data": json.dumps(data, ensure_ascii=False)}

    def compiled(own_fonts_only: bool, standards: list[str]) -> bytes:
        compiler = typst.Compiler(input=source, ignore_system_fonts=own_fonts_only)
        made: bytes = compiler.compile(format=form, ppi=DOTS_PER_INCH, sys_inputs=inputs, pdf_standards=standards)
        return made

    if standard is None:
        return compiled(True, [])
    for own_fonts_only in (True, False):
        with contextlib.suppress(typst.TypstError):
            return compiled(own_fonts_only, [standard])
    return compiled(False, [])


def pages_of(template: str, data: object) -> int:
    """Return how many pages a document takes.

    Args:
        template: the name of a file of `templates/` whose every page bears the label `<page>`.
        data: what the template shows.

    Raises:
        FaultsFound: Typst is not installed.
    """
    typst: Any = needed("typst", "reports")
    source = files(__package__).joinpath("templates", f"{template}.typ").read_bytes()
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(input=source, ignore_system_fonts=True, sys_inputs=inputs)
    return len(json.loads(compiler.query("<page>")))


def picture_png(svg: str) -> bytes:
    """Return a drawing as a PNG picture, for the media that know no SVG.

    Args:
        svg: the drawing.

    Raises:
        FaultsFound: Typst is not installed.
    """
    return typeset("picture", {"svg": svg}, "png")
