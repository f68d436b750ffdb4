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

from qualifier.knowledge.cases import read_case
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.purposes import Purpose, report
from qualifier.report.contents.subject import subject
from qualifier.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    NewPage,
    Paragraph,
    Picture,
    Room,
    Table,
    Word,
)
from qualifier.report.html import html
from qualifier.words import NOTHING, Lang, Text
from tests.report.samples import NASTY, drawing, every_block, same
from tests.support import PROJECT

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


# --- words explained ---------------------------------------------------------------------------------------


def word(id_: str, *said: Text) -> Word:
    means = Text(f"Ce que veut dire {id_}. Et plus.", f"What {id_} means. And more.")
    apart, trap = Text("Avec autre chose.", "With something else."), Text("Un piège.", "A trap.")
    return Word(id_, said[0], said, means, apart, trap, (same("Dhume"),))


NETWORK, CHARTER = word("network", Text("réseau", "network")), word("charter", Text("charte", "charter"))


def with_words(*blocks: Block, listed: bool = False) -> Document:
    return Document(same("Le réseau"), (), blocks, words=(NETWORK, CHARTER), words_listed=listed)


def links_of(page: str) -> list[tuple[str, str]]:
    """Return the links from words of the text: where each leads to, and the word."""
    return re.findall(r'<a class="word" href="#([^"]+)"[^>]*>([^<]+)</a>', page)


def test_the_first_time_in_each_section_a_word_leads_to_what_explains_it() -> None:
    page = html(
        with_words(
            Paragraph(same("Un réseau, et encore un réseau ; des chartes.")),
            Heading(same("Réseau")),
            Listing((Item(same("Une charte"), below=(Item(same("Réseaux")),)), Item(same("réseau")))),
            Heading(same("Autre"), 2),
            Table(same("Le réseau"), (same("charte"),), ((same("réseau"),),)),
        ),
        ("fr",),
    )

    assert links_of(page) == [
        ("word-fr-network", "réseau"),
        ("word-fr-charter", "chartes"),
        ("word-fr-charter", "charte"),
        ("word-fr-network", "Réseaux"),
        ("word-fr-network", "réseau"),
        ("word-fr-charter", "charte"),
    ]


def test_the_text_around_links_stays_as_it_was() -> None:
    text = "Un réseau, une charte & <b>des</b> chartes : fin."
    page = html(with_words(Paragraph(same(text), "strong", (same("Dhume"),))), ("fr",))
    shown = "".join(data for _, data in Outline(page.partition("<main")[2].partition("</p>")[0]).texts)

    assert shown.replace("\u00a0", " ").endswith(f"{text} [Dhume]")


def test_headings_drawings_works_and_what_is_written_in_hold_no_link() -> None:
    page = html(
        with_words(
            Heading(same("Un réseau")),
            Picture(same(drawing("réseau")), same("Un réseau, en mots"), NOTHING),
            Paragraph(same("Rien."), cites=(same("Le réseau"),)),
        ),
        ("fr",),
    )

    assert links_of(page) == []
    assert 'class="words' not in page


def test_in_two_languages_each_leads_to_its_own_explanation_and_back() -> None:
    page = html(
        with_words(Paragraph(Text("Un réseau.", "A network.")), Room(Text("La charte ?", "Why?"))), ("fr", "en")
    )
    ways = [(one["href"], one.get("aria-label")) for one in Outline(page).all("a") if one.get("aria-label")]

    assert [target for target, _ in links_of(page)] == ["word-fr-network", "word-en-network", "word-fr-charter"]
    assert ways == [
        ("#used-fr-charter", "Revenir au texte : charte"),
        ("#used-fr-network", "Revenir au texte : réseau"),
        ("#used-en-network", "Back to the text: network"),
    ]


def test_a_link_tells_in_a_sentence_what_the_word_means() -> None:
    page = Outline(html(with_words(Paragraph(same("Un réseau."))), ("fr",)))

    assert [one["title"] for one in page.all("a") if one.get("class") == "word"] == ["Ce que veut dire network."]


@in_each_way
@pytest.mark.parametrize("purpose", Purpose)
def test_in_every_report_each_link_leads_somewhere_and_each_word_explained_is_linked(
    reasoner: Reasoner, langs: tuple[Lang, ...], purpose: Purpose
) -> None:
    case = read_case(PROJECT / "scenarios" / "c09_convention_rewritten.yaml", reasoner.base)
    page = html(report(subject(reasoner, case), purpose), langs)
    ids = re.findall(r' id="([^"]+)"', page)
    targets = [str(one["href"])[1:] for one in Outline(page).all("a")]

    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    assert {target for target in targets if target.startswith("word-")}
    explained = [one.rpartition("-")[2] for one in ids if one.startswith("word-")]
    assert set(explained) == {target.rpartition("-")[2] for target, _ in links_of(page)}


@pytest.mark.parametrize(("listed", "look"), [(True, "words"), (False, "words screen")])
def test_words_are_printed_where_there_is_room_for_them(listed: bool, look: str) -> None:
    page = Outline(html(with_words(Paragraph(same("Un réseau.")), listed=listed), ("fr",)))

    assert [one["class"] for one in page.all("section")] == [look]


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

    @in_each_way
    def test_words_explained_stand_in_the_way_of_nobody_and_lead_there_and_back(
        self, browser: Browser, reasoner: Reasoner, tmp_path: Path, langs: tuple[Lang, ...]
    ) -> None:
        case = read_case(PROJECT / "scenarios" / "c09_convention_rewritten.yaml", reasoner.base)
        page = opened(browser, tmp_path, html(report(subject(reasoner, case), Purpose.TEAM), langs), viewport=DESK)
        for scheme, viewport in (("light", DESK), ("dark", DESK), ("light", PHONE)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            found = Axe().run(page).response["violations"]
            told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
            assert (scheme, viewport, told) == (scheme, viewport, [])
            assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]

        first = page.locator("a.word").first
        entry = page.locator(str(first.get_attribute("href")))
        first.click()
        assert page.evaluate("document.activeElement.id") == entry.get_attribute("id")
        entry.locator("a").click()
        assert page.evaluate("location.hash") == f"#{first.get_attribute('id')}"
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
