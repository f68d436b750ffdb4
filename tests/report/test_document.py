"""A document as plain data and back, with every kind of block."""

from __future__ import annotations

import json

import pytest

from qualifier.report.document import BLOCKS, document_data, document_from
from tests.report.samples import every_block


def test_a_document_with_every_kind_of_block_comes_back_from_its_data() -> None:
    document = every_block()

    assert {type(block) for block in document.blocks} == set(BLOCKS.values())
    assert document_from(json.loads(json.dumps(document_data(document)))) == document


def test_a_kind_of_block_that_is_not_known_is_refused() -> None:
    data = document_data(every_block())
    data["blocks"][0]["kind"] = "fold"
    with pytest.raises(ValueError, match="fold"):
        document_from(data)
