"""A document as HTML: what is in the file, then what a real Chromium makes of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from qualifier.report.document import Document, Heading, NewPage, Paragraph, Picture, Table
from qualifier.report.html import html
from qualifier.words import NOTHING, Lang, Text
from tests.report.samples import NASTY, every_block, same

CHROMIUM = Path("/usr/bin/chromium")
LANGS: list[tuple[Lang, ...]] = [("fr",), ("en",), ("fr", "en")]
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1200, "height": 900}

in_each_way = pytest.mark.parametrize("langs", LANGS, ids="-".join)


class Outline(HTMLParser):
    """The elements of a page: tags with their attributes, and the text of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append((self.found[-1][0] if self.found else "", data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


# --- the file ----------------------------------------------------------------------------------------------


@in_each_way
def test_the_page_needs_nothing_else_and_runs_nothing(langs: tuple[Lang, ...]) -> None:
    page = Outline(html(every_block(), langs))
    links = [value for _, one in page.found for key, value in one.items() if key in ("href", "src", "srcset", "action")]

    assert {"script", "link", "iframe", "object", "form"} & {tag for tag, _ in page.found} == set()
    assert all(one and one.startswith("#") for one in links)
    assert "default-src 'none'" in str(page.all("meta"))


@in_each_way
def test_texts_come_out_as_they_went_in(langs: tuple[Lang, ...]) -> None:
    texts = [text.replace("\u00a0", " ") for _, text in Outline(html(every_block(), langs)).texts]

    assert [nasty for nasty in NASTY if texts.count(nasty) < 3 * len(langs)] == []


@in_each_way
def test_there_is_one_first_heading_and_none_is_skipped(langs: tuple[Lang, ...]) -> None:
    page = Outline(html(every_block(), langs))
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_part_of_a_page_in_two_languages_is_marked_with_its_language() -> None:
    document = Document(Text("Titre", "Title"), (), (Paragraph(Text("oui", "yes")), Heading(Text("suite", "more"))))
    page = Outline(html(document, ("fr", "en")))

    assert page.all("html") == [{"lang": "fr"}]
    assert [one["lang"] for tag, one in page.found if tag in ("span", "div") and "lang" in one] == ["fr", "en"] * 3


def test_a_drawing_says_what_it_shows_and_cannot_act() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" '
        'onload="alert(1)"><script>alert(2)</script><title>t</title><g id="a"/><use xlink:href="#a"/>'
        '<a href="https://exemple.invalid"><text>x</text></a><image href="https://exemple.invalid/x.png"/></svg>'
    )
    shown = html(Document(same("t"), (), (Picture(same(svg), same("mots"), NOTHING),)), ("fr",))
    page = Outline(shown)

    assert page.all("svg")[0]["aria-label"] == "mots"
    assert "alert" not in shown
    assert "exemple.invalid" not in shown
    assert page.all("use")[0]["href"] == f"#{page.all('g')[0]['id']}"


def test_nothing_but_the_title_is_told_of_the_page_itself() -> None:
    shown = html(Document(same("Titre"), ((same("Cas"), same("chez madame Untel")),), ()), ("fr",))
    head = shown.partition("</head>")[0]

    assert "<title>Titre</title>" in head
    assert "Untel" not in head


def test_names_are_not_used_twice() -> None:
    ids = re.findall(r' id="([^"]+)"', html(every_block(), ("fr", "en")))

    assert len(ids) == len(set(ids)) > 10


def test_the_same_document_gives_the_same_page() -> None:
    assert html(every_block(), ("fr",)) == html(every_block(), ("fr",))


# --- in a browser ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


def opened(browser: Browser, folder: Path, content: str, **settings: object) -> Page:
    """Open a page whose every request is refused, but that for the file itself; they are kept in `page.asked`."""
    file = folder / "page.html"
    file.write_text(content, encoding="utf-8")
    page = browser.new_context(**settings).new_page()
    page.asked = []  # type: ignore[attr-defined]
    page.route(lambda url: url != file.as_uri(), lambda route: (page.asked.append(route.request.url), route.abort()))  # type: ignore[attr-defined]
    page.goto(file.as_uri())
    return page


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not there")
class TestInABrowser:
    @pytest.mark.parametrize("langs", [("fr",), ("fr", "en")], ids="-".join)
    @pytest.mark.parametrize("name", ["real", "every"])
    def test_nothing_stands_in_the_way_of_anyone(
        self, browser: Browser, documents: dict[str, Document], tmp_path: Path, langs: tuple[Lang, ...], name: str
    ) -> None:
        page = opened(browser, tmp_path, html(documents[name], langs), viewport=DESK)
        for scheme, viewport in (("light", DESK), ("dark", DESK), ("light", PHONE)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            found = Axe().run(page).response["violations"]
            told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]

            assert (scheme, viewport, told) == (scheme, viewport, [])
        page.context.close()

    @in_each_way
    def test_nothing_is_asked_of_the_network_and_no_text_runs(
        self, browser: Browser, tmp_path: Path, langs: tuple[Lang, ...]
    ) -> None:
        said: list[str] = []
        page = opened(browser, tmp_path, html(every_block(), langs))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("console", lambda line: said.append(line.text))
        page.reload()

        assert (page.asked, said) == ([], [])  # type: ignore[attr-defined]
        page.context.close()

    @in_each_way
    @pytest.mark.parametrize("name", ["real", "every"])
    def test_nothing_is_wider_than_the_screen_of_a_phone_nor_with_letters_twice_as_large(
        self,
        browser: Browser,
        documents: dict[str, Document],
        tmp_path: Path,
        langs: tuple[Lang, ...],
        name: str,
    ) -> None:
        page = opened(browser, tmp_path, html(documents[name], langs), viewport=PHONE)
        width = "document.documentElement.scrollWidth"
        assert page.evaluate(width) == PHONE["width"]

        page.set_viewport_size({"width": 640, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(width) == 640
        page.context.close()

    def test_without_javascript_pictures_are_told_boxes_ticked_and_rooms_filled(
        self, browser: Browser, documents: dict[str, Document], tmp_path: Path
    ) -> None:
        page = opened(browser, tmp_path, html(documents["real"], ("fr",)), java_script_enabled=False)
        page.get_by_text("Cette image en mots").click()
        page.get_by_label("Ce que chacun apporte et ce que chacun y gagne (2)").check()
        room = page.get_by_label("Ce qui manque ici, de votre point de vue :")
        room.fill("Un bilan.")

        assert page.get_by_text("Réalité : action commune.").is_visible()
        assert page.get_by_role("checkbox", checked=True).count() == 1
        assert room.input_value() == "Un bilan."
        page.context.close()

    @pytest.mark.parametrize("media", ["screen", "print"])
    def test_a_column_left_empty_is_the_widest_and_its_rows_are_high_enough_to_write_in(
        self, browser: Browser, tmp_path: Path, media: str
    ) -> None:
        rows = tuple((same("Qui décide"), same("Nous décidons ensemble " * 6), NOTHING) for _ in range(3))
        table = Table(NOTHING, (same("Quoi"), same("Nous"), same("Vous")), rows)
        page = opened(browser, tmp_path, html(Document(same("t"), (), (table,)), ("fr",)), viewport=DESK)
        page.emulate_media(media=media)  # type: ignore[arg-type]
        boxes = [cell.bounding_box() or {} for cell in page.locator("tbody tr:first-child > *").all()]
        widths = [box["width"] for box in boxes]

        assert widths[2] == max(widths) >= 0.4 * sum(widths) - 1
        assert boxes[2]["height"] >= 11 / 25.4 * 96 - 0.5
        page.context.close()

    def test_the_keyboard_leads_first_to_the_text(self, browser: Browser, tmp_path: Path) -> None:
        page = opened(browser, tmp_path, html(every_block(), ("en",)))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0

        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"
        page.context.close()

    def test_two_languages_stand_side_by_side_on_a_wide_screen_and_below_each_other_on_a_phone(
        self, browser: Browser, tmp_path: Path
    ) -> None:
        document = Document(same("t"), (), (Paragraph(Text("oui", "yes")),))
        page = opened(browser, tmp_path, html(document, ("fr", "en")), viewport=DESK)
        french, english = page.get_by_text("oui", exact=True), page.get_by_text("yes", exact=True)
        assert french.bounding_box()["y"] == english.bounding_box()["y"]  # type: ignore[index]

        page.set_viewport_size(PHONE)
        assert french.bounding_box()["y"] < english.bounding_box()["y"]  # type: ignore[index]
        page.context.close()

    @in_each_way
    def test_it_prints_on_a4_with_its_pages_numbered(
        self, browser: Browser, documents: dict[str, Document], tmp_path: Path, langs: tuple[Lang, ...]
    ) -> None:
        page = opened(browser, tmp_path, html(documents["real"], langs))
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        page.context.close()
        of = {"fr": "sur", "en": "of"}[langs[0]]

        for number, one in enumerate(printed.pages, 1):
            assert [round(float(length) / 72 * 25.4) for length in one.mediabox[2:]] == [210, 297]
            assert f"page {number} {of} {len(printed.pages)}" in one.extract_text()
        assert len(printed.pages) <= 4


@in_each_way
def test_a_new_page_is_a_break_when_printed_and_a_rule_on_screen(langs: tuple[Lang, ...]) -> None:
    blocks = (Paragraph(same("avant")), NewPage(), Paragraph(same("après")))
    shown = html(Document(same("t"), (), blocks), langs)

    assert Outline(shown).all("hr") == [{"class": "page"}]
    assert re.search(r"@media print \{[^@]*hr\.page \{[^}]*break-after: page", shown)
    assert shown.index("avant") < shown.index('<hr class="page">') < shown.index("après")
