"""A document as a PDF, read back by another library and rendered to pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from qualifier.report.document import Document, Heading, Item, Listing, NewPage, Paragraph, Picture, Room
from qualifier.report.pdf import pdf
from qualifier.words import NOTHING, Lang, Text
from tests.report.samples import NASTY, drawing, every_block, same

WAYS: list[tuple[Lang, ...]] = [("fr",), ("en",), ("fr", "en")]
in_each_way = pytest.mark.parametrize("langs", WAYS, ids="-".join)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().replace("\u00a0", " ") for page in reader.pages).split())


def tagged(reader: PdfReader) -> list[DictionaryObject]:
    """The elements of the structure of a file, in the order they are read aloud."""

    def below(one: object) -> Iterator[DictionaryObject]:
        one = one.get_object() if isinstance(one, IndirectObject) else one
        if isinstance(one, DictionaryObject):
            if "/S" in one:
                yield one
            yield from below(one.get("/K"))
        elif isinstance(one, list):
            for part in one:
                yield from below(part)

    return list(below(reader.trailer["/Root"]["/StructTreeRoot"]))


@in_each_way
def test_a_practitioner_s_report_holds_on_two_pages_of_a4(
    documents: dict[str, Document], langs: tuple[Lang, ...]
) -> None:
    pages = read(pdf(documents["real"], langs)).pages

    assert {tuple(round(float(length) / 72 * 25.4) for length in page.mediabox[2:]) for page in pages} == {(210, 297)}
    assert len(pages) <= 2 + (len(langs) > 1)


@in_each_way
def test_it_tells_its_title_and_language_and_follows_the_standard(
    documents: dict[str, Document], langs: tuple[Lang, ...]
) -> None:
    document = documents["real"]
    reader = read(pdf(document, langs))
    root = reader.trailer["/Root"]

    assert reader.metadata is not None
    assert reader.metadata.title == " / ".join(document.title.to(lang) for lang in langs)
    assert reader.metadata.author is None
    assert str(root["/Lang"])[:2] == langs[0]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()


@in_each_way
def test_what_it_says_is_read_in_the_order_of_the_document(
    documents: dict[str, Document], langs: tuple[Lang, ...]
) -> None:
    document = documents["real"]
    text = words(read(pdf(document, langs)))
    headings = [block.text.to(lang) for block in document.blocks if isinstance(block, Heading) for lang in langs]
    places = [text.index(heading) for heading in headings]

    assert places == sorted(places)


@in_each_way
def test_its_outline_is_that_of_the_document_in_the_first_language(
    documents: dict[str, Document], langs: tuple[Lang, ...]
) -> None:
    def titles(outline: list[object]) -> Iterator[str]:
        for one in outline:
            yield from titles(one) if isinstance(one, list) else [one.title]  # type: ignore[attr-defined]

    document = documents["real"]
    found = list(titles(read(pdf(document, langs)).outline))

    assert found == [
        one.text.to(langs[0]).replace(" :", "\u00a0:") for one in document.blocks if isinstance(one, Heading)
    ]


def test_every_page_has_its_number_and_the_foot() -> None:
    blocks = tuple(Paragraph(same(f"ligne {rank}")) for rank in range(150))
    pages = read(pdf(Document(same("t"), (), blocks, Text("Le pied", "The foot")), ("fr",))).pages

    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"page {number} sur {len(pages)}" in page.extract_text()
        assert "Le pied" in page.extract_text()


def test_headings_lists_tables_and_pictures_are_told_apart() -> None:
    found = tagged(read(pdf(every_block(), ("fr",))))
    kinds = {str(one["/S"]) for one in found}
    figures = [str(one.get("/Alt")) for one in found if one["/S"] == "/Figure"]

    assert {"/Title", "/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Caption"} <= kinds
    assert figures == ["Deux lignes.", "Une ligne\u00a0: encore."]


@pytest.mark.parametrize("langs", [("fr",), ("fr", "en")], ids="-".join)
def test_no_heading_ends_a_page(langs: tuple[Lang, ...]) -> None:
    for above in range(28, 58):
        blocks = (*(Paragraph(same("ligne")) for _ in range(above)), Heading(same("Suite")), Paragraph(same("après")))
        pages = [page.extract_text() for page in read(pdf(Document(same("t"), (), blocks), langs)).pages]

        assert ["Suite" in page for page in pages] == ["après" in page for page in pages]


@pytest.mark.parametrize("langs", [("fr",), ("fr", "en")], ids="-".join)
@pytest.mark.parametrize("height", [200, 600])
def test_no_heading_of_a_heading_ends_a_page_above_a_picture(langs: tuple[Lang, ...], height: int) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="{height}"><rect width="9" height="9"/></svg>'
    part = (Heading(same("Partie")), Heading(same("Suite"), 2), Picture(same(svg), same("noir"), same("Une image")))
    for above in range(2, 56, 3):
        lines = tuple(Paragraph(same("ligne")) for _ in range(above))
        pages = [page.extract_text() for page in read(pdf(Document(same("t"), (), (*lines, *part)), langs)).pages]
        first = [["Partie" in page, "Suite" in page, "Une image" in page] for page in pages]

        assert [found for found in first if found[0] or found[1]] == [[True] * 3]


def test_a_list_is_not_parted_after_its_first_line() -> None:
    items = tuple(Item(same(text)) for text in ("premier", "second", *("suivant",) * 6))
    for above in range(28, 58):
        lines = tuple(Paragraph(same("ligne")) for _ in range(above))
        blocks = (*lines, Heading(same("Suite")), Listing(items))
        pages = [page.extract_text() for page in read(pdf(Document(same("t"), (), blocks), ("fr",))).pages]
        found = [[word in page for word in ("Suite", "premier", "second")] for page in pages]

        assert [one for one in found if any(one)] == [[True] * 3]


def test_room_is_given_back_where_a_list_begins() -> None:
    one, many = (
        rows_of_grey(pdf(Document(same("t"), (), (Listing(tuple(Item(same("a")) for _ in range(count))),)), ("fr",)))[0]
        for count in (1, 2)
    )
    first = [next(rank for rank, row in enumerate(page) if rank > 60 and min(row) < 200) for page in (one, many)]

    assert first[0] == first[1]


def test_nothing_but_the_title_is_told_of_the_file_itself() -> None:
    about = ((same("Cas"), same("chez madame Untel")),)
    reader = read(pdf(Document(same("Titre"), about, ()), ("fr",)))
    told = f"{reader.metadata} {reader.trailer['/Root']['/Metadata'].get_object().get_data().decode()}"

    assert "Titre" in told
    assert "Untel" not in told


@in_each_way
def test_difficult_texts_come_out_as_they_went_in(langs: tuple[Lang, ...]) -> None:
    text = words(read(pdf(every_block(), langs))).replace("\u200b", "").replace(" ", "")
    shown = [nasty for nasty in NASTY if nasty.isprintable() and max(nasty) < "\u0590"]

    assert len(shown) > 10
    assert [nasty for nasty in shown if text.count(nasty.replace(" ", "")) < len(langs)] == []


def test_a_sign_that_no_font_has_does_not_prevent_the_report() -> None:
    document = Document(same("t \U000f0000"), (), (Paragraph(same("avant \U000f0000 après")),))

    assert "après" in words(read(pdf(document, ("fr",))))


def test_nothing_at_all_still_makes_a_page() -> None:
    assert len(read(pdf(Document(same("Titre"), (), ()), ("fr", "en"))).pages) == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf(every_block(), ("fr",)) == pdf(every_block(), ("fr",))


def rows_of_grey(content: bytes) -> list[list[bytes]]:
    """The pages as pictures, one dot a point: rows of dots from 0, black, to 255, white."""
    found = []
    for page in pypdfium2.PdfDocument(content):
        picture = page.render(scale=1, grayscale=True)
        dots = bytes(picture.buffer)
        found.append([dots[row * picture.stride :][: picture.width] for row in range(picture.height)])
    return found


def test_pictures_and_room_to_write_are_drawn() -> None:
    blocks = (Picture(same(drawing("a", "b", "c")), same("mots"), NOTHING), Room(NOTHING, 3))
    rows = rows_of_grey(pdf(Document(same("t"), (), blocks), ("fr",)))[0]
    ruled = [max(row[70:520]) < 220 for row in rows]

    assert min(map(min, rows[100:160])) < 60
    assert sum(now and not before for before, now in pairwise(ruled[:700])) == 3


@in_each_way
@pytest.mark.parametrize("name", ["real", "every"])
def test_nothing_runs_over_the_margins(documents: dict[str, Document], langs: tuple[Lang, ...], name: str) -> None:
    for page in rows_of_grey(pdf(documents[name], langs)):
        assert min(min(row[:50]) for row in page) == 255
        assert min(min(row[-50:]) for row in page) == 255
        assert min(min(row) for row in page) < 100


def test_a_picture_that_just_misses_the_room_left_on_a_page_is_drawn_a_little_smaller() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="600"><rect width="720" height="600"/></svg>'
    part = (Heading(same("Suite")), Picture(same(svg), same("noir"), same("Une image")))

    def darkest(above: int) -> int:
        """The width of the picture, if it is on the first page."""
        lines = tuple(Paragraph(same("ligne")) for _ in range(above))
        page = rows_of_grey(pdf(Document(same("t"), (), (*lines, *part)), ("fr",)))[0]
        return max(sum(dot < 50 for dot in row) for row in page)

    whole, smaller, none = darkest(5), darkest(22), darkest(30)

    assert none < 0.77 * whole <= smaller < whole


@in_each_way
def test_what_follows_a_new_page_stands_on_the_next_one_and_none_is_left_empty(langs: tuple[Lang, ...]) -> None:
    blocks = (Paragraph(same("avant")), NewPage(), Heading(same("Milieu")), Paragraph(same("dedans")), NewPage())
    pages = read(pdf(Document(same("t"), (), (*blocks, Paragraph(same("après")))), langs)).pages

    assert [next(one for one in ("avant", "dedans", "après") if one in page.extract_text()) for page in pages] == [
        "avant",
        "dedans",
        "après",
    ]
