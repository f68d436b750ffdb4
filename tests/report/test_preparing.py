"""What is done to every document before it is shown."""

from __future__ import annotations

import pytest

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
from qualifier.report.preparing import cited, prepared, shares, size_of, to_fill, wide
from qualifier.words import NOTHING, Lang, Text
from tests.report.samples import drawing, every_block, same


def blocks(*given: Block) -> tuple[Block, ...]:
    return prepared(Document(same("t"), (), given), ("fr", "en")).blocks


def test_french_signs_are_bound_to_their_word() -> None:
    assert blocks(Paragraph(same("« Est-ce vrai ? » : non ; oui !")))[0] == Paragraph(
        same("«\u00a0Est-ce vrai\u00a0?\u00a0»\u00a0: non\u00a0; oui\u00a0!")
    )


def test_signs_that_no_file_can_hold_are_left_out_and_spaces_are_single() -> None:
    assert blocks(Paragraph(same("\x00a\ud800b\ufffe\n\n c\td  "))) == (Paragraph(same("ab c d")),)


def test_a_no_break_space_of_a_number_is_kept() -> None:
    assert blocks(Paragraph(same("10\u00a0000")))[0] == Paragraph(same("10\u00a0000"))


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(NOTHING, cites=(same("Dhume"),)),
        Heading(same("  ")),
        Listing((Item(NOTHING), Item(same(" "), (), (Item(NOTHING),)))),
        Table(same("vide"), (), ()),
        Table(same("vide"), (NOTHING,), ()),
        Picture(same("<svg"), NOTHING, NOTHING),
    ],
)
def test_a_block_that_says_nothing_is_left_out(block: Block) -> None:
    assert blocks(block) == ()


def test_what_is_empty_in_the_languages_shown_is_left_out() -> None:
    document = Document(same("t"), ((same("Cas"), Text("x", "")),), (Paragraph(Text("oui", "")),))

    assert prepared(document, ("en",)) == Document(same("t"), (), ())
    assert len(prepared(document, ("en", "fr")).blocks) == 1


def test_no_level_of_heading_is_skipped() -> None:
    given = [Heading(same("a"), level) for level in (2, 3, 3, 1, 3, 9, 0)]

    assert [block.level for block in blocks(*given)] == [1, 2, 3, 1, 2, 3, 1]


def test_rows_have_as_many_cells_as_there_are_columns() -> None:
    table = blocks(Table(NOTHING, (same("a"),), ((same("b"), same("c"), same("d")), (same("e"),))))[0]

    assert table == Table(
        NOTHING,
        (same("a"), NOTHING, NOTHING),
        ((same("b"), same("c"), same("d")), (same("e"), NOTHING, NOTHING)),
    )


def test_a_head_without_a_name_is_no_head() -> None:
    assert blocks(Table(NOTHING, (NOTHING, NOTHING), ((same("b"), same("c")),)))[0].head == ()


def test_a_caption_that_repeats_the_heading_just_above_goes() -> None:
    rows = ((same("b"), same("c")),)
    given = (Heading(same("Les axes")), Table(same("Les axes"), (), rows), Table(same("Les axes"), (), rows))

    assert [block.caption.fr for block in blocks(*given)[1:]] == ["", "Les axes"]


@pytest.mark.parametrize("svg", ["", "<svg", "<p/>", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 1"/>'])
def test_a_picture_that_cannot_be_drawn_keeps_its_words(svg: str) -> None:
    given = Picture(Text(svg, drawing("a")), same("mots"), same("titre"))

    assert blocks(given) == (Picture(Text("", drawing("a")), same("mots"), same("titre")),)


@pytest.mark.parametrize(
    "size", ['width="30" height="20px"', 'viewBox="0 0 30 20"', 'width="100%" viewBox="0,0,30,20"']
)
def test_the_size_of_a_picture_is_the_one_given_else_that_of_its_view(size: str) -> None:
    assert size_of(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>') == (30, 20)


def test_preparing_twice_changes_nothing() -> None:
    once = prepared(every_block(), ("fr", "en"))

    assert prepared(once, ("fr", "en")) == once


def test_works_stand_between_brackets_and_the_nameless_are_left_out() -> None:
    assert cited((same("Dhume 2001"), NOTHING, Text("inférence", "inference")), "en") == "[Dhume 2001, inference]"
    assert cited((NOTHING,), "fr") == ""


def test_pictures_and_tables_of_many_columns_are_too_wide_for_half_a_page() -> None:
    row = (same("a"),) * 3

    assert [wide(one) for one in (Table(NOTHING, (), (row,)), Table(NOTHING, (), (row[:2],)), Room(same("a")))] == [
        True,
        False,
        False,
    ]
    assert wide(Picture(same(drawing("a")), NOTHING, NOTHING))


def test_a_column_holds_its_longest_word_and_an_empty_one_has_room_to_write() -> None:
    row = (same("a"), same("sous-traitance"), NOTHING, same("de a " * 80))
    narrow, word, empty, long = shares(Table(NOTHING, (), (row,)), "fr")

    assert narrow < len("sous-traitance") < word < long < 3 * word
    assert empty > long


@pytest.mark.parametrize("full", [1, 2, 4])
@pytest.mark.parametrize("empty", [1, 2])
def test_columns_left_empty_are_the_widest_and_take_two_fifths_of_the_width_at_least(full: int, empty: int) -> None:
    row = (*(same("de a " * 80),) * full, *(NOTHING,) * empty)
    table = Table(NOTHING, (same("anticonstitutionnellement"),) * (full + empty), (row, row))
    found = shares(table, "fr")

    assert to_fill(table, "fr") == tuple(range(full, full + empty))
    assert min(found[full:]) >= max(found[:full])
    assert sum(found[full:]) >= 0.4 * sum(found)


def test_a_column_with_one_empty_cell_is_not_left_empty() -> None:
    assert to_fill(Table(NOTHING, (), ((same("a"), NOTHING), (same("b"), same("c")))), "fr") == ()
    assert to_fill(Table(NOTHING, (same("a"), same("b")), ()), "fr") == ()


def test_a_new_page_is_begun_only_for_something_to_stand_on_it() -> None:
    one, two = Paragraph(same("un")), Paragraph(same("deux"))

    assert blocks(one, NewPage(), NewPage(), Paragraph(NOTHING), two, NewPage()) == (one, NewPage(), two)


# --- words explained ---------------------------------------------------------------------------------------

WORDS = (
    Word("charter", same("charte"), (Text("charte", "charter"),), same("Un texte."), cites=(same("Trémintin"),)),
    Word("grant", Text("subvention", "grant"), (Text("subvention", "grant"),), same("Une aide !")),
)


def with_words(text: Text, *, listed: bool) -> Document:
    return Document(same("t"), (), (Paragraph(text),), words=WORDS, words_listed=listed)


@pytest.mark.parametrize(
    ("langs", "names"), [(("fr",), ["charte"]), (("en",), ["subvention"]), (("fr", "en"), ["charte", "subvention"])]
)
def test_where_nothing_links_the_words_used_are_listed_at_the_end_with_their_works(
    langs: tuple[Lang, ...], names: list[str]
) -> None:
    _, heading, listing = prepared(with_words(Text("Une charte.", "A grant."), listed=True), langs).blocks

    assert heading == Heading(Text("Les mots", "The words"))
    assert isinstance(listing, Listing)
    assert [item.text.fr.partition("\u00a0:")[0] for item in listing.items] == names
    assert listing.items[0].cites == (WORDS[0].cites if "charte" in names else ())


def test_where_there_is_no_room_or_no_such_word_nothing_is_listed() -> None:
    for text, listed in ((same("Une charte."), False), (same("Rien."), True)):
        assert len(prepared(with_words(text, listed=listed), ("fr",)).blocks) == 1


def test_a_medium_with_links_gets_the_words_with_their_french_signs_bound() -> None:
    ready = prepared(with_words(same("Une charte."), listed=True), ("fr",), linking=True)

    assert len(ready.blocks) == 1
    assert [one.means.fr for one in ready.words] == ["Un texte.", "Une aide\u00a0!"]
    assert prepared(with_words(same("Une charte."), listed=True), ("fr",)).words == ()
