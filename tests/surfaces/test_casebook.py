"""The casebook at a real terminal: resumed by name, answered anew, noted, erased; and killed at any moment."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualifier.casebook.book import Casebook
from qualifier.casebook.encryption import encrypt
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import RuleBase
from qualifier.words import LANGS, Lang
from tests.surfaces.terminal import ENTER, Sitting

pytestmark = pytest.mark.terminal

Sit = Callable[..., Sitting]
Story = dict[str, Answer]
InCasebook = Callable[[Case], None]
Opened = Callable[[], Casebook]
in_both_languages = pytest.mark.parametrize("lang", LANGS)
OPENING = {"other_side": Answer("other_organisation"), "word_use": Answer("spoken", evidence="told")}
NOTE = "Revoir avec Karim Benali"


@in_both_languages
def test_a_case_is_resumed_by_its_name_at_the_question_where_it_stopped(
    sit: Sit, in_casebook: InCasebook, lang: Lang
) -> None:
    in_casebook(Case("first", OPENING, at="own_body"))
    in_casebook(Case("second", {"other_side": Answer("same_organisation")}))
    seat = sit(lang, "cases", "resume", "first")
    seat.until_prompt("own_body")
    seat.press(seat.key("quit"))

    assert seat.until_ended() == 0


def test_answering_anew_keeps_the_answers_of_before_and_the_two_dates_can_be_compared(
    sit: Sit, in_casebook: InCasebook, casebook: Opened, two_floors: Story, base: RuleBase
) -> None:
    in_casebook(Case("house", two_floors))
    seat = sit("fr", "cases", "again", "house")
    seat.until_prompt("other_side")
    seat.answer("other_side", "person_or_family")
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.choose("verdict_next", seat.say("finish"))
    assert seat.until_ended() == 0
    with casebook() as book:
        assert [one.number for one in book.viewpoints(book.case("house").id)] == [1, 2]

    compared = sit("fr", "cases", "compare", "house")
    assert compared.until_ended() == 0
    for form in ("internal", "service_user_alliance"):
        assert compared.shows(base.forms[form].name.fr)


def test_answering_anew_and_leaving_at_once_leaves_the_case_as_it_was(
    sit: Sit, in_casebook: InCasebook, casebook: Opened, two_floors: Story
) -> None:
    in_casebook(Case("house", two_floors))
    seat = sit("fr", "cases", "again", "house")
    seat.until_prompt("other_side")
    seat.press(seat.key("quit"))
    assert seat.until_ended() == 0

    with casebook() as book:
        assert book.case("house").viewpoints == 1


def test_the_same_answers_at_another_date_are_kept_once_their_verdict_is_seen(
    sit: Sit, in_casebook: InCasebook, casebook: Opened, two_floors: Story
) -> None:
    in_casebook(Case("house", two_floors))
    seat = sit("fr", "cases", "again", "house", "--copy")
    seat.until_prompt("summary_next")
    with casebook() as book:
        assert book.case("house").viewpoints == 1
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.choose("verdict_next", seat.say("finish"))
    assert seat.until_ended() == 0
    with casebook() as book:
        assert book.case("house").viewpoints == 2


@in_both_languages
def test_the_passphrase_is_asked_once_for_a_sitting(
    sit: Sit, in_casebook: InCasebook, tmp_path: Path, lang: Lang
) -> None:
    in_casebook(Case("house", OPENING, at="own_body"))
    encrypt(tmp_path, "open sesame")
    seat = sit(lang)
    seat.until_shown(seat.say("passphrase"))
    seat.press("open sesame" + ENTER)
    seat.choose("draft_found", seat.say("draft_resume"))
    seat.until_prompt("own_body")
    seat.press("1" + ENTER)
    seat.until(lambda: seat.prompt() not in ("own_body", ""), "the next question")
    seat.press(seat.key("quit"))

    assert seat.until_ended() == 0
    assert seat.text.count(seat.words(seat.say("passphrase"))) == 1


@in_both_languages
def test_a_name_in_a_note_is_pointed_out_as_it_is_typed_and_other_words_are_kept_instead(
    sit: Sit, in_casebook: InCasebook, casebook: Opened, lang: Lang
) -> None:
    in_casebook(Case("house", OPENING))
    seat = sit(lang, "cases", "note", "house")
    seat.until_shown(seat.say("note_ask"))
    seat.press(NOTE + ENTER)
    seat.until_shown("Karim Benali")
    seat.until_shown(seat.say("keep_as_typed"))
    seat.press("1" + ENTER)

    assert seat.until_ended() == 0
    with casebook() as book:
        note = book.case("house").note
    assert note is not None
    assert note.startswith("Revoir avec ")
    assert "Karim" not in note


@pytest.mark.parametrize(("reply", "left"), [("oui", 0), ("yes", 0), ("non", 1), ("", 1)])
def test_what_cannot_be_undone_asks_first(
    sit: Sit, in_casebook: InCasebook, casebook: Opened, reply: str, left: int
) -> None:
    in_casebook(Case("house", OPENING))
    seat = sit("fr", "cases", "delete", "house")
    seat.until_shown(seat.say("type_yes"))
    seat.press(reply + ENTER)

    assert seat.until_ended() == 0
    with casebook() as book:
        assert len(book.cases()) == left


def test_ctrl_c_at_the_confirmation_erases_nothing(sit: Sit, in_casebook: InCasebook, casebook: Opened) -> None:
    in_casebook(Case("house", OPENING))
    seat = sit("fr", "cases", "delete", "house")
    seat.until_shown(seat.say("type_yes"))

    assert seat.interrupt() == 130
    with casebook() as book:
        assert len(book.cases()) == 1


def test_killed_again_and_again_every_answer_acknowledged_is_in_the_casebook(
    sit: Sit, football: Story, casebook: Opened
) -> None:
    seat = sit("fr", "ask", "--full")
    acknowledged: Story = {}
    for milliseconds in (0, 3, 6, 10, 15, 25, 50):
        at = seat.until_prompt()
        for _ in range(2):
            seat.answer(at, football[at])
            acknowledged[at] = football[at]
            at = seat.until(lambda seen=at, seat=seat: (now := seat.prompt()) != seen and now, "the next question")
        seat.answer(at, football[at])
        time.sleep(milliseconds / 1000)
        seat.kill(signal.SIGKILL)

        saved = seat.kept()["answers"]
        assert set(acknowledged) <= set(saved) <= {*acknowledged, at}
        acknowledged |= {id_: football[id_] for id_ in saved}
        seat = sit("fr", "ask", "--full")
        seat.choose("draft_found", seat.say("draft_resume"))

    with casebook() as book:
        assert len(book.cases()) == 1
