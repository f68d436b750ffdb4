"""A document as plain text."""

from __future__ import annotations

import re

import pytest

from qualifier.report.document import Document, Heading, Item, Listing, NewPage, Paragraph, Picture, Room, Table
from qualifier.report.text import text
from qualifier.words import NOTHING, Lang, Text
from tests.report.samples import NASTY, drawing, every_block, same

WAYS: list[tuple[Lang, ...]] = [("fr",), ("en",), ("fr", "en")]


@pytest.mark.parametrize("langs", WAYS, ids="-".join)
@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("name", ["real", "every"])
def test_no_line_is_wider_than_asked_and_none_begins_with_a_lonely_french_sign(
    documents: dict[str, Document], langs: tuple[Lang, ...], width: int, name: str
) -> None:
    lines = text(documents[name], langs, width).splitlines()

    assert max(map(len, lines)) <= (width if len(langs) == 1 else width * 3 // 2)
    assert [line for line in lines if re.match(r"[\s|]*[?!:;»](\s|$)", line)] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_difficult_texts_come_out_as_they_went_in() -> None:
    shown = " ".join(text(every_block(), ("fr",)).split())

    assert [nasty for nasty in NASTY if nasty not in shown] == []


def test_each_block_has_its_form() -> None:
    blocks = (
        Heading(same("Partie")),
        Heading(same("Sous"), 2),
        Paragraph(same("fort"), "strong", (same("Dhume 2001"),)),
        Paragraph(same("attention"), "note"),
        Listing((Item(same("a"), (), (Item(same("b")),)),)),
        Listing((Item(same("c"), (), (Item(same("d")),)), Item(same("e"))), "number"),
        Listing((Item(same("f")),), "box"),
        Picture(same(drawing("x")), same("des mots"), same("Une image")),
        Room(same("Votre avis ?"), 2),
    )
    document = Document(same("Titre"), ((same("Cas"), same("x")),), blocks, same("Pied"))

    assert text(document, ("fr",), 30) == (
        "Titre\n=====\n\nCas : x\n\nPartie\n------\n\nSous\n····\n\nfort [Dhume 2001]\n\n| attention\n\n- a\n  - b\n\n"
        "1. c\n   - d\n2. e\n\n[ ] f\n\nUne image\n\nImage, en mots : des mots\n\nVotre avis ?\n\n"
        + "_" * 30
        + "\n\n"
        + "_" * 30
        + "\n\nPied\n"
    )


def test_a_table_stands_in_columns_and_its_empty_cells_are_lines_to_write_on() -> None:
    table = Table(NOTHING, (same("Quoi"), NOTHING), ((same("une chose assez longue"), same("a")), (same("b"), NOTHING)))

    assert text(Document(same("t"), (), (table,)), ("fr",), 40).splitlines()[3:] == [
        "Quoi",
        "--------------  -----------------------",
        "une chose       a",
        "assez longue",
        "b               _______________________",
    ]


def test_a_table_too_wide_for_the_page_is_told_row_by_row() -> None:
    head = tuple(same(f"col {rank}") for rank in range(5))
    rows = ((same("x"), *(same(f"v{rank}") for rank in range(3)), NOTHING), (same("y"), *(same("w"),) * 4))
    shown = text(Document(same("t"), (), (Table(NOTHING, head, rows),)), ("fr",), 40).splitlines()[3:]

    assert shown[:6] == ["x", "  - col 1 : v0", "  - col 2 : v1", "  - col 3 : v2", "  - col 4 : " + "_" * 20, ""]
    assert shown[6:] == ["y", *(f"  - col {rank} : w" for rank in range(1, 5))]


def test_two_languages_stand_in_two_columns() -> None:
    blocks = (Paragraph(Text("un deux trois quatre cinq six sept huit neuf", "one")), Paragraph(Text("", "only here")))
    lines = text(Document(Text("Titre", "Title"), (), blocks), ("fr", "en"), 40).splitlines()

    assert lines == [
        "Titre                           Title",
        "=====                           =====",
        "",
        "un deux trois quatre cinq       one",
        "six sept huit neuf",
        "",
        "                                only here",
    ]


def test_a_new_page_is_a_line_across_the_text() -> None:
    document = Document(same("t"), (), (Paragraph(same("avant")), NewPage(), Paragraph(same("après"))))

    assert text(document, ("fr",), 20) == "t\n=\n\navant\n\n~~~~~~~~~~~~~~~~~~~~\n\naprès\n"
