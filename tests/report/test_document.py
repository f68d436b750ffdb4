"""A document as plain data and back, with every kind of block."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qualifier.report.document import (
    BLOCKS,
    Heading,
    Item,
    Listing,
    NewPage,
    Paragraph,
    Picture,
    Room,
    Table,
    Word,
    document_data,
    document_from,
    texts_of,
)
from tests.report.samples import every_block, same


def test_a_document_with_every_kind_of_block_comes_back_from_its_data() -> None:
    document = every_block()

    assert {type(block) for block in document.blocks} == set(BLOCKS.values())
    assert document_from(json.loads(json.dumps(document_data(document)))) == document


def test_the_words_that_a_document_explains_come_back_with_it() -> None:
    word = Word("network", same("réseau"), (same("réseau"), same("réseaux")), same("Des liens."), cites=(same("D"),))
    document = replace(every_block(), words=(word,), words_listed=True)

    assert document_from(json.loads(json.dumps(document_data(document)))) == document


def test_what_was_kept_of_a_document_before_words_were_explained_is_read() -> None:
    data = document_data(every_block())

    assert "words" not in data
    assert document_from(data).words == ()


def test_the_texts_of_blocks_are_all_told_but_those_of_drawings_and_the_names_of_works() -> None:
    blocks = (
        Heading(same("a")),
        Paragraph(same("b"), cites=(same("work"),)),
        Listing((Item(same("c"), below=(Item(same("d")),)),)),
        Table(same("e"), (same("f"),), ((same("g"),),)),
        Picture(same("<svg"), same("h"), same("i")),
        Room(same("j")),
        NewPage(),
    )

    assert "".join(text.fr for text in texts_of(blocks)) == "abcdefghij"


def test_a_kind_of_block_that_is_not_known_is_refused() -> None:
    data = document_data(every_block())
    data["blocks"][0]["kind"] = "fold"
    with pytest.raises(ValueError, match="fold"):
        document_from(data)
