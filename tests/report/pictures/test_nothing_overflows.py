"""Nothing written in a picture leaves its shape or the sheet, or covers something else: in a browser and in Typst."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualifier.report.document import Picture
from qualifier.report.pictures.axes import axes_picture, axes_then_now
from qualifier.report.pictures.drawing import FONT, Lettering, width_of
from qualifier.report.typesetting import picture_png
from qualifier.words import LANGS, Text
from tests.report.pictures.drawn import SVG, crowded_axis, longest, root, strange_axis
from tests.support import Qualified

CHROMIUM = Path("/usr/bin/chromium")
DATES = (Text("12 septembre 2024", "12 September 2024"), Text("3 novembre 2026", "3 November 2026"))
# The widest of the usual fonts without serifs.
WIDEST = "'DejaVu Sans', Verdana"

# In a group that begins with a shape, that shape holds the words. Half a pixel is no fault.
FAULTS = """
() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const box = element => element.getBoundingClientRect();
  const inside = (one, other, slack = 0.5) => one.left >= other.left - slack && one.right <= other.right + slack
    && one.top >= other.top - slack && one.bottom <= other.bottom + slack;
  const apart = (one, other) => one.right <= other.left + 0.5 || other.right <= one.left + 0.5
    || one.bottom <= other.top + 0.5 || other.bottom <= one.top + 0.5;
  const texts = [...svg.querySelectorAll('text')].map(text => [text, box(text)]);
  const dots = [...svg.querySelectorAll('circle, path[d$=Z]')].map(dot => [dot, box(dot)]);
  const found = [];
  const told = (what, text) => found.push(`${svg.parentElement.id}: ${what}: ${text.textContent}`);
  texts.forEach(([text, at], rank) => {
    const shape = text.parentElement.firstElementChild;
    if (!inside(at, box(svg))) told('off the sheet', text);
    if (['rect', 'circle', 'path'].includes(shape.tagName) && !inside(at, box(shape))) told('out of its shape', text);
    for (const [other, there] of texts.slice(rank + 1)) if (!apart(at, there)) told(other.textContent + ' over', text);
    for (const [, there] of dots) if (!apart(at, there) && !inside(at, there)) told('a sign over', text);
  });
  return found;
})
"""


@pytest.fixture(scope="module")
def pictures(library_verdicts: dict[str, Qualified]) -> dict[str, Picture]:
    """The axes of every scenario, some beside others, and the longest texts."""
    axes = {name: found.explained.axes for name, found in library_verdicts.items()}
    names = list(axes)
    pairs = zip(names, [*names[7:], *names[:7]], strict=True)
    sizes = [(count, length) for count in (1, 2, 3, 5, 7) for length in (8, 24, 60)]
    crowded = tuple(crowded_axis(count, length) for count, length in sizes)
    moved = tuple(crowded_axis(count, length, at=count - 1) for count, length in sizes)
    return {
        **{name: axes_picture(shown) for name, shown in axes.items()},
        **{f"{one} {other}": axes_then_now(axes[one], axes[other], DATES) for one, other in pairs},
        "crowded": axes_picture(crowded),
        "strange": axes_picture((strange_axis("0"), strange_axis(None))),
        "crowded then and now": axes_then_now(moved, crowded, DATES),
        **longest(),
    }


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")
@pytest.mark.parametrize("font", [FONT, WIDEST], ids=["the usual font", "the widest font"])
def test_in_a_browser_nothing_leaves_its_place(pictures: dict[str, Picture], font: str) -> None:
    from playwright.sync_api import sync_playwright

    drawn = (
        f'<div id="{name} {lang}">{picture.svg.to(lang).replace(FONT, font)}</div>'
        for name, picture in pictures.items()
        for lang in LANGS
    )
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 800, "height": 600})
        page.set_content(f'<!DOCTYPE html><meta charset="utf-8">{"".join(drawn)}')
        assert page.locator("svg").count() == 2 * len(pictures)
        faults = page.evaluate(FAULTS)
        browser.close()

    assert faults == []


def test_in_typst_no_line_is_wider_than_the_room_kept_for_it(pictures: dict[str, Picture]) -> None:
    typst = pytest.importorskip("typst")
    lines = sorted({line for picture in pictures.values() for line in written_lines(picture)})
    source = """
    #let lines = json(bytes(sys.inputs.data))
    #let wide(text_, size, weight) = measure(text(font: "Libertinus Serif", size: size * 1pt, weight: weight, text_))
    #context [#metadata(lines.map(((text_, size, weight)) => wide(text_, size, weight).width.pt())) <widths>]
    """
    data = {"data": json.dumps([(text, size, "bold" if bold else "regular") for text, size, bold in lines])}
    compiler = typst.Compiler(input=source.encode(), ignore_system_fonts=True, sys_inputs=data)
    (widths,) = json.loads(compiler.query("<widths>", field="value"))

    assert len(widths) == len(lines) > 300
    rooms = [width_of(text, Lettering(size, bold=bold)) for text, size, bold in lines]
    assert [line for line, width, room in zip(lines, widths, rooms, strict=True) if width > room] == []


def written_lines(picture: Picture) -> Iterator[tuple[str, float, bool]]:
    """Yield each line of a drawing with its size, and whether it is bold."""
    for lang in LANGS:
        for element in root(picture, lang).iter(f"{SVG}text"):
            yield element.text or "", float(element.get("font-size", "0")), element.get("font-weight") == "bold"


@pytest.mark.parametrize("name", ["space long", "path long", "roles mad", "crowded then and now"])
def test_typst_makes_a_picture_of_a_drawing(pictures: dict[str, Picture], name: str) -> None:
    pytest.importorskip("typst")
    drawn = root(pictures[name])
    png = picture_png(pictures[name].svg.fr)
    width, height = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert height / width == pytest.approx(float(drawn.get("height", "0")) / 720, rel=0.01)
