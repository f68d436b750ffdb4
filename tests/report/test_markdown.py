"""A document as Markdown, read back by a Markdown reader."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qualifier.report.document import Document, Heading, Item, Listing, NewPage, Paragraph, Picture, Room, Table
from qualifier.report.markdown import escaped, markdown
from qualifier.words import NOTHING, Lang, Text
from tests.report.samples import NASTY, drawing, every_block, same

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def one(*blocks: object) -> Document:
    return Document(same("t"), (), blocks)  # type: ignore[arg-type]


def shown(token: Token) -> str:
    return "".join(part.content if part.type == "text" else "" for part in token.children or [])


def texts(marked: str) -> list[str]:
    """What a reader shows: the text of each paragraph, heading, cell."""
    return [shown(token).replace("\u00a0", " ") for token in READER.parse(marked) if token.type == "inline"]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("around", ["{}", "- {}", "1. {}", "> {}", "# {}", "**{}**", "*{}*"])
def test_no_text_is_taken_for_markup(text: str, around: str) -> None:
    marked = around.format(escaped(text))
    kinds = {token.type for token in READER.parse(marked)} | {
        part.type for token in READER.parse(marked) for part in token.children or []
    }

    assert texts(marked) == [text]
    assert not {"html_inline", "html_block", "link_open", "code_inline", "s_open", "hr"} & kinds


@pytest.mark.parametrize("langs", [("fr",), ("en",), ("fr", "en")], ids="-".join)
def test_difficult_texts_come_out_as_they_went_in(langs: tuple[Lang, ...]) -> None:
    found = texts(markdown(every_block(), langs))

    assert [nasty for nasty in NASTY if found.count(nasty) < 3 * len(langs)] == []


def test_each_block_has_its_mark() -> None:
    blocks = (
        Heading(same("Partie")),
        Heading(same("Sous-partie"), 2),
        Paragraph(same("fort"), "strong", (same("Dhume 2001"),)),
        Paragraph(same("bas"), "quiet"),
        Paragraph(same("attention"), "note"),
        Listing((Item(same("a"), (), (Item(same("b")),)),)),
        Listing((Item(same("c")), Item(same("d"))), "number"),
        Listing((Item(same("e"), (), (Item(same("f")),)),), "box"),
        Table(same("Qui"), (same("g"), NOTHING), ((same("h"), NOTHING),)),
        Picture(same(drawing("x")), same("des mots"), same("Une image")),
        Room(same("Votre avis ?"), 4),
    )
    document = Document(same("Titre"), ((same("Cas"), same("x")),), blocks, same("Pied"))

    assert markdown(document, ("fr",)).replace("\u00a0", " ") == (
        "# Titre\n\n- Cas : x\n\n## Partie\n\n### Sous-partie\n\n**fort** \\[Dhume 2001\\]\n\n*bas*\n\n"
        "> attention\n\n- a\n  - b\n\n1) c\n2) d\n\n- [ ] e\n  - f\n\n**Qui**\n\n| g |  |\n|---|---|\n| h |  |\n\n"
        "**Une image**\n\nImage, en mots : des mots\n\n**Votre avis ?**\n\n" + "…" * 30 + "\n\n*Pied*\n"
    )


def test_two_lists_one_after_the_other_stay_two() -> None:
    lists = [Listing((Item(same(text)),), "number") for text in "abc"]
    opened = [token.type for token in READER.parse(markdown(one(*lists), ("fr",)))]

    assert opened.count("ordered_list_open") == 3


def test_a_list_in_a_list_stays_in_it_whatever_the_marks() -> None:
    items = tuple(
        Item(same(f"n{rank}"), (), (Item(same("sous"), (), (Item(same("plus bas")),)),)) for rank in range(12)
    )
    tokens = READER.parse(markdown(one(Listing(items, "number")), ("fr",)))

    assert [token.type for token in tokens].count("ordered_list_open") == 1
    assert [token.type for token in tokens].count("bullet_list_open") == 24


def test_a_table_is_a_table_even_without_a_head() -> None:
    tokens = READER.parse(markdown(one(Table(NOTHING, (), ((same("a|b"), same("c")),))), ("fr",)))

    assert [token.type for token in tokens].count("td_open") == 2
    assert "a|b" in [shown(token) for token in tokens if token.type == "inline"]


def test_the_second_language_is_quoted_below_the_first() -> None:
    blocks = (Paragraph(Text("oui", "yes")), Listing((Item(Text("a", "b")), Item(Text("c", "d")))))
    marked = markdown(Document(Text("Titre", "Title"), (), blocks), ("fr", "en"))

    assert marked == "# Titre\n\n> # Title\n\noui\n\n> yes\n\n- a\n- c\n\n> - b\n> - d\n"


def test_a_new_page_is_a_rule_across_the_text_once_for_both_languages() -> None:
    document = one(Paragraph(Text("avant", "before")), NewPage(), Heading(Text("après", "after")))

    assert markdown(document, ("fr",)) == "# t\n\navant\n\n---\n\n## après\n"
    assert [token.type for token in READER.parse(markdown(document, ("fr", "en"))) if token.type == "hr"] == ["hr"]
