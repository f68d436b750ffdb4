"""The printed kit: who reads which page, what a card tells and never tells, one card a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader

from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import Block, Document, Heading, Item, Listing, NewPage, Paragraph, Room, Table
from qualifier.report.media import Medium, rendered
from qualifier.training.kit import as_knowledge, kit
from qualifier.training.play_files import find_play, play_names
from qualifier.training.plays import CardLine, Play
from qualifier.words import LANGS, Lang, Text
from tests.training.plays import read


@pytest.fixture(scope="module")
def play(base: RuleBase, tmp_path_factory: pytest.TempPathFactory) -> Play:
    return read(tmp_path_factory.mktemp("play"), base)


@pytest.fixture(scope="module")
def document(play: Play, reasoner: Reasoner) -> Document:
    return kit(play, reasoner)


def pages(document: Document) -> list[list[Block]]:
    """The blocks of a document, page by page."""
    found: list[list[Block]] = [[]]
    for block in document.blocks:
        if isinstance(block, NewPage):
            found.append([])
        else:
            found[-1].append(block)
    return found


def said(blocks: list[Block]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Listing):
            yield from items(block.items)
        elif isinstance(block, Table):
            yield from (cell for row in (block.head, *block.rows) for cell in row)
        elif isinstance(block, Room):
            yield block.ask


def items(some: tuple[Item, ...]) -> Iterator[Text]:
    for one in some:
        yield one.text
        yield from items(one.below)


def words(blocks: list[Block], lang: Lang = "en") -> str:
    return "\n".join(text.to(lang) for text in said(blocks))


def test_the_kit_has_the_leader_s_page_one_card_a_role_the_grid_the_sheet_and_the_key(document: Document) -> None:
    first = [block.text.en for page in pages(document)[1:] for block in page[:1] if isinstance(block, Heading)]

    assert first == [
        "Your role: The head of service",
        "Your role: The nurse",
        "Observer's grid",
        "Debrief sheet",
        "For the leader alone",
    ]


def test_the_first_page_says_that_it_is_voluntary_that_one_may_be_wrong_and_stop_and_where_this_comes_from(
    base: RuleBase, document: Document
) -> None:
    first = words(pages(document)[0])
    sources = words(pages(document)[-1])

    for rule in (
        "Only those play who wish to",
        "right to be wrong",
        "Neither the way of playing",
        "naturally",
        "stop at any",
    ):
        assert rule in first
    assert "Only the beginning is fixed" in first
    assert "10 minutes" in first
    for source in ("sftg_roleplay", "giguere_roleplay", "roleplay_trainers", "roleplay_repair", "roleplay_sheet"):
        assert base.sources[source].short in sources


def test_the_leader_reads_who_we_are_in_the_questionnaire(document: Document) -> None:
    assert "are always: the head of service. “The other side”: the nurse." in words(pages(document)[0])


def test_a_card_tells_what_its_player_knows_wants_and_keeps_back_and_nothing_of_another_card(
    document: Document,
) -> None:
    head = words(pages(document)[1])

    assert "Twelve visits." in head
    assert "To keep the post." in head
    assert "Refusing would have cost the grant." in head
    assert "Do we sign?" in head
    assert "The money hangs on it." not in head
    assert "Only the opening is fixed" in head


def test_a_belief_stands_among_what_is_known_and_no_card_says_that_it_is_one(play: Play, document: Document) -> None:
    card = next(page for page in pages(document) if "Your role: The head" in words(page))
    known = next(block for block in card if isinstance(block, Listing) and "Twelve visits." in words([block]))

    assert "The agency is keen on it, no more." in words([known])
    assert [line.say for line in play.roles[0].believes] != []
    for lang, telling in (
        ("fr", ("croyez", "croyance", "faux", "trompe")),
        ("en", ("belie", "false", "mistake", "wrong")),
    ):
        assert [word for word in telling if word in words(card, lang).lower()] == []  # type: ignore[arg-type]


def test_beliefs_are_neither_always_first_nor_always_last(play: Play) -> None:
    ranks = set()
    for number in range(60):
        belief = CardLine(Text(f"croyance {number}", "b"), {"requirement": "procedure"})
        told = as_knowledge(replace(play.roles[0], believes=(belief,)))
        ranks.add(told.index(belief.say))

    assert ranks == set(range(len(play.roles[0].knows) + 1))


def test_the_grid_has_each_criterion_with_its_questions_and_room_to_write(
    base: RuleBase, play: Play, document: Document
) -> None:
    page = next(page for page in pages(document) if "Observer's grid" in words(page))
    (table,) = [block for block in page if isinstance(block, Table)]

    assert [row[0] for row in table.rows if row[0].en != "(continued)"] == [
        base.criteria[one].name for one in play.watch
    ]
    assert {row[1] for row in table.rows} >= {
        base.questions[one].ask for one in ("terms_written", "object_change", "last_decision")
    }
    assert all(row[2:] == (Text("", ""), Text("", "")) for row in table.rows)


def test_the_sheet_asks_for_facts_first_then_this_scene_s_own_questions_and_ends_by_leaving_the_role(
    document: Document,
) -> None:
    page = next(page for page in pages(document) if "Debrief sheet" in words(page))
    text = words(page)
    order = [
        "The facts first",
        "The seats",
        "What helped",
        "What may change",
        "What was left unsaid?",
        "Stepping out of the role",
    ]

    assert sorted(order, key=text.index) == order


def test_the_last_pages_give_the_leader_all_of_it(base: RuleBase, play: Play, document: Document) -> None:
    key = words(pages(document)[-1])

    assert play.scenario.story_en is not None
    assert play.scenario.story_en in key
    assert "imposed partnership" in key
    assert base.questions["requirement"].ask.en in key
    assert "knows, and keeps it back" in key
    assert "believes otherwise" in key
    assert "Seats that do not know it: the nurse" in key


def test_only_the_last_pages_name_the_form(base: RuleBase, document: Document) -> None:
    before = "\n".join(words(page) for page in pages(document)[:-1]).lower()

    assert [form.name.en for form in base.forms.values() if " " in form.name.en and form.name.en in before] == []


@pytest.mark.parametrize("langs", [("fr",), ("en",)], ids="-".join)
@pytest.mark.parametrize("name", play_names())
def test_each_card_of_the_library_holds_on_a_page_of_its_own(
    base: RuleBase, reasoner: Reasoner, name: str, langs: tuple[Lang, ...]
) -> None:
    made = find_play(name, base)
    document = kit(made, reasoner)
    cards = replace(document, blocks=tuple(block for page in pages(document)[1:-3] for block in (*page, NewPage())))
    shown = [page.extract_text() for page in PdfReader(io.BytesIO(rendered(cards, Medium.PDF, langs))).pages]
    own = {"fr": "Votre rôle", "en": "Your role"}[langs[0]]

    assert len(shown) == len(made.roles)
    assert all(own in page for page in shown)


def test_the_kit_is_shown_on_every_medium_in_both_languages(document: Document) -> None:
    for medium in Medium:
        assert rendered(document, medium, LANGS)
