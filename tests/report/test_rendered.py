"""One door to every medium."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qualifier.report.media import Medium, rendered
from tests.report.samples import every_block

STARTS = {
    Medium.TEXT: b"Tout",
    Medium.MARKDOWN: b"# Tout",
    Medium.HTML: b"<!DOCTYPE html>",
    Medium.PDF: b"%PDF-",
    Medium.DOCX: b"PK",
}


@pytest.mark.parametrize("medium", Medium)
def test_each_medium_begins_as_it_should(medium: Medium) -> None:
    assert rendered(every_block(), medium, ("fr",)).startswith(STARTS[medium])


def test_no_library_of_a_medium_is_loaded_before_it_is_asked_for() -> None:
    code = "import qualifier.report.media, sys; print({'docx', 'typst', 'xml.etree.ElementTree'} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )

    assert told.stdout.strip() == "set()"
