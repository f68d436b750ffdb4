"""A document as a DOCX: read back by python-docx, and opened in a real LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from qualifier.report.document import Document, Heading, Item, Listing, NewPage, Paragraph, Room, Table
from qualifier.report.docx import docx
from qualifier.words import NOTHING, Lang, Text
from tests.report.samples import NASTY, every_block, same

WAYS: list[tuple[Lang, ...]] = [("fr",), ("en",), ("fr", "en")]
in_each_way = pytest.mark.parametrize("langs", WAYS, ids="-".join)


def opened(document: Document, langs: tuple[Lang, ...]) -> Any:  # noqa: ANN401
    return python_docx.Document(io.BytesIO(docx(document, langs)))


def all_paragraphs(made: Any) -> list[Any]:  # noqa: ANN401
    """The paragraphs of a document in reading order, those in tables as well."""
    return [python_docx.text.paragraph.Paragraph(one, made._body) for one in made.element.body.iter(qn("w:p"))]


def styled(made: Any, style: str) -> list[str]:  # noqa: ANN401
    return [one.text.replace("\u00a0", " ") for one in all_paragraphs(made) if one.style.name == style]


@in_each_way
def test_titles_and_headings_have_their_styles_in_order(
    documents: dict[str, Document], langs: tuple[Lang, ...]
) -> None:
    document = documents["real"]
    made = opened(document, langs)

    assert styled(made, "Title") == [document.title.to(lang) for lang in langs]
    for level in (1, 2):
        headings = [one.text for one in document.blocks if isinstance(one, Heading) and one.level == level]
        assert styled(made, f"Heading {level}") == [text.to(lang) for text in headings for lang in langs]


@in_each_way
def test_it_is_on_a4_and_tells_its_title_and_language_but_not_who_made_it(langs: tuple[Lang, ...]) -> None:
    made = opened(every_block(), langs)
    told, page = made.core_properties, made.sections[0]

    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert told.title == " / ".join(every_block().title.to(lang) for lang in langs)
    assert told.language == {"fr": "fr-FR", "en": "en-GB"}[langs[0]]
    assert (told.author, told.last_modified_by, told.comments, told.created, told.modified) == ("", "", "", None, None)
    assert made.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == told.language


def test_nothing_in_the_file_names_the_program_that_made_it_or_another_paper() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(every_block(), ("fr",)))) as files:
        content = b"".join(files.read(name) for name in files.namelist())
        names = files.namelist()

    assert b"python-docx" not in content
    assert b'w:w="12240"' not in content
    assert [name for name in names if "thumbnail" in name or "customXml" in name or "app.xml" in name] == []


def test_in_two_languages_the_second_is_marked_as_such() -> None:
    made = opened(Document(same("t"), (), (Paragraph(Text("oui", "yes")),)), ("fr", "en"))
    spoken = {run.text: run._r.find(f".//{qn('w:lang')}") for one in all_paragraphs(made) for run in one.runs}

    assert spoken["oui"] is None
    assert spoken["yes"].get(qn("w:val")) == "en-GB"


def test_two_languages_stand_in_two_columns_a_heading_in_the_row_of_what_follows() -> None:
    blocks = (Paragraph(Text("un", "one")), Heading(Text("deux", "two")), Paragraph(Text("trois", "three")))
    table = opened(Document(Text("Titre", "Title"), (), blocks), ("fr", "en")).tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Titre", "Title"],
        ["un", "one"],
        ["deux\ntrois", "two\nthree"],
    ]


def numbering(made: Any, text: str) -> tuple[int, int]:  # noqa: ANN401
    """The list and the level of the line that has a text."""
    found = next(one for one in all_paragraphs(made) if one.text == text)._p.pPr.numPr
    return found.numId.val, found.ilvl.val


def test_lists_are_real_and_each_numbered_one_counts_from_one() -> None:
    lists = (
        Listing((Item(same("a"), (), (Item(same("b"), (), (Item(same("c")),)),)),)),
        Listing((Item(same("d")), Item(same("e"))), "number"),
        Listing((Item(same("f"), (), (Item(same("g")),)),), "number"),
        Listing((Item(same("h")),), "box"),
    )
    made = opened(Document(same("t"), (), lists), ("fr",))
    at = {text: numbering(made, text) for text in "abcdefgh"}
    formats = {
        one.get(qn("w:abstractNumId")): one.find(f".//{qn('w:lvlText')}").get(qn("w:val"))
        for one in made.part.numbering_part.element.iter(qn("w:abstractNum"))
    }

    assert [at[text][1] for text in "abcdefgh"] == [0, 1, 2, 0, 0, 0, 1, 0]
    assert at["a"][0] == at["b"][0] == at["g"][0]
    assert at["d"] == at["e"] != at["f"]
    assert sorted(formats.values()) == ["%1.", "•", "☐"]
    assert [styled(made, f"List {name}") for name in ("Bullet", "Bullet 2", "Bullet 3", "Number")] == [
        ["a", "h"],
        ["b", "g"],
        ["c"],
        ["d", "e", "f"],
    ]


def test_a_table_has_a_caption_a_repeated_head_and_room_in_its_empty_cells() -> None:
    table = Table(same("Qui fait quoi"), (same("Quoi"), same("Qui")), ((same("a"), NOTHING), (same("b"), same("c"))))
    made = opened(Document(same("t"), (), (table,)), ("fr",))
    shown = made.tables[0]

    assert styled(made, "Caption") == ["Qui fait quoi"]
    assert [[cell.text for cell in row.cells] for row in shown.rows] == [["Quoi", "Qui"], ["a", ""], ["b", "c"]]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in shown.rows] == [True, False, False]
    assert [row.height is not None for row in shown.rows] == [False, True, False]
    assert [cell.paragraphs[0].runs[0].style.name for cell in shown.rows[0].cells] == ["Strong", "Strong"]


def test_a_column_left_empty_is_the_widest_and_its_rows_are_high_enough_to_write_in() -> None:
    rows = tuple((same("Qui décide"), same("Nous décidons ensemble " * 6), NOTHING) for _ in range(3))
    made = opened(Document(same("t"), (), (Table(NOTHING, (same("Quoi"), same("Nous"), same("Vous")), rows),)), ("fr",))
    widths = [column.width.cm for column in made.tables[0].columns]

    assert widths[2] == max(widths) >= 0.4 * sum(widths) - 0.01
    assert [row.height.mm >= 11 for row in made.tables[0].rows[1:]] == [True] * 3


def test_a_list_keeps_its_first_two_lines_together() -> None:
    made = opened(Document(same("t"), (), (Listing(tuple(Item(same(text)) for text in "abc")),)), ("fr",))
    kept = {one.text: bool(one.paragraph_format.keep_with_next) for one in all_paragraphs(made) if one.text in "abc"}

    assert kept == {"a": True, "b": False, "c": False}


def test_nothing_but_the_title_is_told_of_the_file_itself() -> None:
    about = ((same("Cas"), same("chez madame Untel")),)
    with zipfile.ZipFile(io.BytesIO(docx(Document(same("Titre"), about, ()), ("fr",)))) as files:
        told = [name for name in files.namelist() if b"Untel" in files.read(name)]

    assert told == ["word/document.xml"]


def test_pictures_have_their_words_and_fit_the_page() -> None:
    made = opened(every_block(), ("fr",))
    told = [one.get("descr") for one in made.element.body.iter(qn("wp:docPr"))]

    assert told == ["Deux lignes.", "Une ligne\u00a0: encore."]
    assert all(shape.width.cm <= 17.01 for shape in made.inline_shapes)


def test_room_to_write_is_a_frame_as_high_as_the_lines_it_wants() -> None:
    made = opened(Document(same("t"), (), (Room(same("Votre avis"), 4),)), ("fr",))

    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [[""]]
    assert made.tables[0].rows[0].height.cm > 3


@in_each_way
def test_difficult_texts_come_out_as_they_went_in(langs: tuple[Lang, ...]) -> None:
    texts = [one.text.replace("\u00a0", " ") for one in all_paragraphs(opened(every_block(), langs))]

    assert [nasty for nasty in NASTY if texts.count(nasty) < 3 * len(langs)] == []


def test_every_page_has_its_number_and_the_foot() -> None:
    foot = opened(Document(same("t"), (), (), Text("Le pied", "The foot")), ("fr",)).sections[0].footer
    fields = [one.get(qn("w:instr")) for one in foot._element.iter(qn("w:fldSimple"))]

    assert foot.paragraphs[0].text == "Le pied"
    assert re.sub(r"\s", " ", "".join(one.text or "" for one in foot._element.iter(qn("w:t")))) == "Le piedpage 1 sur 1"
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert docx(every_block(), ("fr", "en")) == docx(every_block(), ("fr", "en"))


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_a_word_processor_opens_it_whole(documents: dict[str, Document], tmp_path: Path) -> None:
    wanted = {f"{name}-{'-'.join(langs)}": (documents[name], langs) for name in documents for langs in WAYS}
    for name, (document, langs) in wanted.items():
        (tmp_path / f"{name}.docx").write_bytes(docx(document, langs))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *(f"{tmp_path}/{name}.docx" for name in wanted)], check=True, capture_output=True)

    for name, (document, langs) in wanted.items():
        pages = PdfReader(tmp_path / f"{name}.pdf").pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        last = [
            one.text.to(langs[-1]) for one in document.blocks if isinstance(one, Heading) and one.text.to(langs[-1])
        ]
        of = {"fr": "sur", "en": "of"}[langs[0]]

        assert {tuple(round(float(length) / 72 * 25.4) for length in page.mediabox[2:]) for page in pages} == {
            (210, 297)
        }
        assert len(pages) <= {"real": 4, "every": 7}[name.partition("-")[0]]
        assert last[-1] in text
        assert f"page {len(pages)} {of} {len(pages)}" in text


@in_each_way
def test_a_new_page_begins_before_what_follows_and_headings_above_it_are_not_lost(langs: tuple[Lang, ...]) -> None:
    blocks = (Paragraph(same("avant")), Heading(same("Seul")), NewPage(), Paragraph(same("après")))
    made = opened(Document(same("t"), (), blocks), langs)
    breaks = [one.paragraph_format.page_break_before or one.text for one in all_paragraphs(made)]
    told = [one for one in breaks if one in (True, "avant", "Seul", "après")]

    assert list(dict.fromkeys(told)) == ["avant", "Seul", True, "après"]
    assert told.count(True) == 1


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
@in_each_way
def test_a_word_processor_begins_a_new_page_and_leaves_none_empty(langs: tuple[Lang, ...], tmp_path: Path) -> None:
    blocks = (Paragraph(same("avant")), NewPage(), Table(NOTHING, (), ((same("après"), same("b")),)))
    (tmp_path / "pages.docx").write_bytes(docx(Document(same("t"), (), blocks), langs))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "pages.docx")], check=True, capture_output=True)
    shown = [page.extract_text() for page in PdfReader(tmp_path / "pages.pdf").pages]

    assert [("avant" in one, "après" in one) for one in shown] == [(True, False), (False, True)]
