"""The report for practitioners holds on two pages, whatever the case."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from qualifier.knowledge.cases import Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.purposes import Purpose, report
from qualifier.report.contents.subject import subject
from qualifier.report.media import Medium, rendered
from qualifier.words import LANGS, Lang


@pytest.mark.parametrize("lang", LANGS)
def test_two_pages_of_a4_are_enough_for_every_scenario(
    reasoner: Reasoner, library: tuple[Scenario, ...], lang: Lang
) -> None:
    longer = {}
    for scenario in library:
        document = report(subject(reasoner, scenario.case), Purpose.PRACTITIONER)
        pages = PdfReader(io.BytesIO(rendered(document, Medium.PDF, (lang,)))).pages
        if len(pages) > 2:
            longer[scenario.case.id] = len(pages)
        assert [round(float(size)) for size in (pages[0].mediabox.width, pages[0].mediabox.height)] == [595, 842]

    assert longer == {}
