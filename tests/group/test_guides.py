"""The guides: how a session fits the ways in which groups analyse their practice, and what all agree on first."""

import re
from dataclasses import replace

import pytest
from typer.main import get_command

from qualifier.cli.session_commands import session_app
from qualifier.group.guides import frame, guide_document, guide_named
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.report.document import Heading, Item, Listing, Paragraph
from qualifier.report.media import Medium, rendered
from qualifier.words import LANGS, Lang, message
from tests.group.documents import missing_words, part, said

CODES = {"guide_unknown"}
GUIDES = ("gapp", "gease", "balint", "codevelopment")
USES = ("answer", "reveal", "again", "joint", "report")
every_guide = pytest.mark.parametrize("guide", GUIDES)


def test_the_four_ways_of_working_have_their_guide(base: RuleBase) -> None:
    assert tuple(base.guides) == GUIDES


def test_a_guide_that_does_not_exist_is_told_with_those_that_do(base: RuleBase) -> None:
    with pytest.raises(FaultsFound) as error:
        guide_named(base, "geas")
    (only,) = error.value.faults
    assert only.code == "guide_unknown"
    for lang in LANGS:
        told = " ".join(error.value.lines(lang))
        assert all(guide in told for guide in GUIDES)


@every_guide
@pytest.mark.parametrize("medium", Medium)
def test_every_guide_is_printed_on_every_medium(base: RuleBase, guide: str, medium: Medium) -> None:
    pytest.importorskip({Medium.PDF: "typst", Medium.DOCX: "docx"}.get(medium, "qualifier"))

    assert len(rendered(guide_document(base, guide_named(base, guide)), medium, LANGS)) > 2000


@every_guide
def test_a_guide_gives_the_frame_then_each_phase_with_the_step_that_belongs_there_if_any(
    base: RuleBase, guide: str
) -> None:
    found = base.guides[guide]
    document = guide_document(base, found)
    said_there = part(document, message("group", "phases_title"))
    expected: list[str] = []
    for phase in found.phases:
        expected += [phase.name.fr, phase.say.fr]
        expected += [message("group", f"uses_{phase.uses}").fr] if phase.uses != "nothing" else []

    # The works cited stand between.
    assert [one for one in said_there if one in expected] == expected
    assert part(document, message("group", "show_title")) == [one.fr for one in found.show]
    assert part(document, message("group", "hide_title")) == [one.fr for one in found.hide]
    assert missing_words(document) == []


@every_guide
def test_every_phase_of_a_guide_uses_a_step_of_a_session_or_none(base: RuleBase, guide: str) -> None:
    uses = [phase.uses for phase in base.guides[guide].phases]

    assert set(uses) <= {"nothing", *USES}
    # Nothing is revealed before it is answered, nor answered again before it is revealed.
    steps = [USES.index(one) for one in uses if one != "nothing"]
    assert steps == sorted(steps)
    assert steps[0] == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_commands_that_a_guide_gives_exist(lang: Lang) -> None:
    known = set(get_command(session_app).commands)
    for use in USES:
        told = message("group", f"uses_{use}").to(lang)
        named = re.findall(r"qualifier session (\w+)", told)
        assert named
        assert set(named) <= known


def test_the_frame_says_voluntary_no_names_no_judgement_never_for_control(base: RuleBase) -> None:
    (title, listing) = list(frame(base))

    assert title == Heading(message("group", "frame_title"))
    assert isinstance(listing, Listing)
    assert [item.text for item in listing.items] == [one.say for one in base.frame.values()]
    assert all(item.cites for item in listing.items)
    assert {"voluntary", "no_names", "relationship", "never_control", "alone_first"} <= set(base.frame)


def test_rules_without_a_frame_have_no_empty_heading(base: RuleBase) -> None:
    assert list(frame(replace(base, frame={}))) == []


@every_guide
def test_what_comes_from_works_and_what_is_our_own_is_told_apart(base: RuleBase, guide: str) -> None:
    document = guide_document(base, base.guides[guide])
    about = document.blocks[0]

    assert isinstance(about, Paragraph)
    assert about.cites
    assert message("group", "guide_ours").fr in said(document)
    # How such a group works is never our own invention; where the questionnaire comes in always is.
    assert "inference" not in base.guides[guide].source
    assert all("inference" in phase.source for phase in base.guides[guide].phases if phase.uses != "nothing")


def test_a_group_that_works_without_a_file_is_shown_no_map(base: RuleBase) -> None:
    assert {phase.uses for phase in base.guides["balint"].phases} == {"nothing", "answer"}


@pytest.mark.parametrize(
    ("guide", "uses"),
    [
        ("gapp", ("answer", "reveal", "again")),
        ("gease", ("answer", "reveal", "again")),
        ("balint", ("answer",)),
        ("codevelopment", ("answer", "reveal", "joint", "report")),
    ],
)
def test_the_steps_that_a_guide_calls_for_and_no_others_are_given_in_order_with_a_number(
    base: RuleBase, guide: str, uses: tuple[str, ...]
) -> None:
    last = guide_document(base, base.guides[guide]).blocks[-1]

    assert last == Listing(tuple(Item(message("group", f"uses_{one}")) for one in uses), "number")
