"""What each report says, and what it must leave out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest

from qualifier.explanation.over_time import over_time
from qualifier.knowledge.cases import Answer, Case, Note, Scenario
from qualifier.knowledge.models import UNDETERMINED
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.purposes import Purpose, report
from qualifier.report.contents.subject import Subject, subject
from qualifier.report.contents.two_dates import two_dates
from qualifier.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Room,
    Table,
    document_data,
    document_from,
)
from qualifier.words import LANGS, Text, message

PURPOSES = tuple(Purpose)


@pytest.fixture(scope="module")
def subjects(reasoner: Reasoner, library: tuple[Scenario, ...]) -> dict[str, Subject]:
    return {one.case.id: subject(reasoner, one.case) for one in library}


def texts_of(block: Block) -> Iterator[Text]:
    """Yield every text of a block."""
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Listing):
        for item in block.items:
            yield from _item_texts(item)
    elif isinstance(block, Table):
        yield from (block.caption, *block.head, *(cell for row in block.rows for cell in row))
    elif isinstance(block, Picture):
        yield from (block.alt, block.caption)
    else:
        yield block.ask


def _item_texts(item: Item) -> Iterator[Text]:
    yield item.text
    for one in item.below:
        yield from _item_texts(one)


def said(document: Document, lang: str = "fr") -> str:
    texts = [document.title, *(value for _, value in document.about)]
    texts += [text for block in document.blocks for text in texts_of(block)]
    return "\n".join(text.to(lang) for text in texts)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_report_on_every_scenario_is_whole_in_both_languages_and_survives_being_kept(
    subjects: dict[str, Subject], purpose: Purpose
) -> None:
    for about in subjects.values():
        document = report(about, purpose)
        empty = Text("", "")
        for block in document.blocks:
            cells = [text for text in texts_of(block) if text != empty]
            assert all(text.fr.strip() and text.en.strip() for text in cells)
        assert document_from(json.loads(json.dumps(document_data(document)))) == document


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_heading_stands_over_nothing_and_levels_are_not_skipped(
    subjects: dict[str, Subject], purpose: Purpose
) -> None:
    for about in subjects.values():
        blocks = report(about, purpose).blocks
        assert not isinstance(blocks[-1], Heading)
        levels = [1, *(one.level for one in blocks if isinstance(one, Heading))]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        for one, following in pairwise(blocks):
            if isinstance(one, Heading) and isinstance(following, Heading):
                assert following.level > one.level


@pytest.mark.parametrize("purpose", [one for one in PURPOSES if one is not Purpose.PARTNER])
def test_the_verdict_the_alerts_and_the_next_steps_are_in_the_reports_for_oneself(
    subjects: dict[str, Subject], purpose: Purpose
) -> None:
    for about in subjects.values():
        for lang in LANGS:
            shown = said(report(about, purpose), lang)
            assert about.explained.headline.to(lang) in shown
            if purpose not in (Purpose.STUDENT, Purpose.SCHOOLS):
                for one in (*about.explained.alerts, *about.explained.next_steps):
                    assert one.text.to(lang) in shown


def test_practitioners_get_questions_to_put_and_points_to_settle(subjects: dict[str, Subject]) -> None:
    shown = said(report(subjects["s01_agreement_in_the_binder"], Purpose.PRACTITIONER))

    for key in ("ask_partner", "settle", "next_steps", "proof"):
        assert message("report", key).fr in shown


def test_a_team_gets_why_not_the_contrast_what_it_rests_on_and_its_answers(subjects: dict[str, Subject]) -> None:
    about = subjects["c19_football_project"]
    shown = said(report(about, Purpose.TEAM))

    assert about.explained.contrast is not None
    for key in ("why_not", "solidity", "answers", "changes", "sources"):
        assert message("report", key).fr in shown
    assert message("report", "contrast", name=about.explained.contrast.name).fr in shown
    for id_ in about.case.answers:
        if id_ in about.verdict.relevant:
            assert about.base.questions[id_].ask.fr in shown


def test_a_student_gets_two_debates_with_every_side_once_the_facts_are_known_and_rooms_left_empty(
    subjects: dict[str, Subject],
) -> None:
    for about in subjects.values():
        document = report(about, Purpose.STUDENT)
        shown = said(document)
        assert len(about.debates) >= 2 or about.verdict.principal == UNDETERMINED
        for debate in about.debates[:2]:
            assert debate.question.fr in shown
            assert all(side.text.fr in shown for side in debate.sides)
        rooms = [one for one in document.blocks if isinstance(one, Room)]
        assert message("contents", "student_position_ask") in [one.ask for one in rooms]
        assert message("contents", "student_note").fr in shown


def test_the_sheet_for_the_partner_names_no_form_and_gives_no_alert_no_advice(subjects: dict[str, Subject]) -> None:
    for about in subjects.values():
        for lang in LANGS:
            shown = said(report(about, Purpose.PARTNER), lang)
            assert about.explained.headline.to(lang) not in shown
            if about.verdict.principal in about.base.forms:
                assert about.explained.definition.to(lang) not in shown
            for one in (*about.explained.alerts, *about.explained.next_steps):
                assert one.text.to(lang) not in shown


def test_the_sheet_for_the_partner_passes_on_nothing_known_by_hearsay_or_felt_and_no_reason_noted(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    for scenario in library:
        felt = {id_: Answer(one.option, one.unknown, "felt") for id_, one in scenario.case.answers.items()}
        everything = Case("c", felt, date=scenario.case.date, notes={"one": Note("kept", "our own reason")})
        nothing = Case("c", {}, date=scenario.case.date)
        sheets = [report(subject(reasoner, case), Purpose.PARTNER) for case in (everything, nothing)]
        assert sheets[0] == sheets[1]
        assert "our own reason" not in said(sheets[0])


def test_the_sheet_for_the_partner_does_not_say_what_the_case_is_called(subjects: dict[str, Subject]) -> None:
    for name, about in subjects.items():
        for lang in LANGS:
            assert name not in said(report(about, Purpose.PARTNER), lang)


def test_the_report_on_two_dates_has_the_reason_the_axes_then_and_now_and_the_answers_that_moved(
    reasoner: Reasoner, subjects: dict[str, Subject]
) -> None:
    cases = [subjects[one].case for one in ("c19_football_project", "c20_football_two_years_on")]
    found = over_time(reasoner, *cases)
    labels = (Text("01/03/2024", "2024-03-01"), Text("02/03/2026", "2026-03-02"))
    document = two_dates(found, labels, (Text("Une note.", "A note."),))
    shown = said(document)

    assert found.because.fr in shown
    assert "Une note." in shown
    assert [one for one in document.blocks if isinstance(one, Picture)]
    for one in found.moved:
        assert one.ask.fr in shown
