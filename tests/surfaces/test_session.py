"""Several people at one machine, in turn: nobody sees another's answers, and no verdict comes before its time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from qualifier.casebook.book import Casebook
from qualifier.group.session import Session
from qualifier.group.session_text import session_text
from qualifier.knowledge.models import RuleBase
from qualifier.words import Lang, message
from tests.group.sessions import session_of
from tests.surfaces.terminal import ENTER, Sitting, label_of, squeezed

pytestmark = pytest.mark.terminal

Sit = Callable[..., Sitting]
Opened = Callable[[], Casebook]
INTERRUPTED = 130
REFUSED = 2
ANSWER = ("session", "answer", "mardi")
INTERNAL = {"other_side": "same_organisation"}
_ESCAPES = re.compile(rb"\x1b(\[[0-9;?]*[a-zA-Z]|[()][A-Z0-9]|[=>78])")


@pytest.fixture
def keep(casebook: Opened) -> Callable[[Session], None]:
    """Return what keeps a session in the casebook of the sittings."""

    def kept(session: Session) -> None:
        with casebook() as book:
            book.records.keep("session", "mardi", session_text(session, ()), seen=None)

    return kept


@pytest.fixture
def kept(casebook: Opened) -> Callable[[], dict[str, Any]]:
    """Return what reads the session that is kept."""

    def read() -> dict[str, Any]:
        with casebook() as book:
            return json.loads(book.records.one("session", "mardi").content)

    return read


def turns(content: dict[str, Any]) -> dict[str, tuple[dict[str, Any], bool]]:
    """Return the answers of each letter, and whether they are finished."""
    return {one["label"]: (one["answers"]["answers"], one["finished"]) for one in content["turns"]}


def ever_shown(seat: Sitting, text: str) -> bool:
    """Tell whether a text was sent to the terminal at any time, even if it was erased since."""
    sent = _ESCAPES.sub(b"", seat.raw).decode("utf-8", "ignore")
    return squeezed(text) in squeezed(sent)


def answers_one_question(seat: Sitting, option: str) -> str:
    """Let somebody answer the first question, which says all, and end; return the words of the answer."""
    seat.until_prompt("other_side")
    seat.answer("other_side", option)
    seat.until_prompt("summary_next")
    label = label_of(seat.base.questions["other_side"], option, seat.lang)
    assert seat.shows(label)
    # The choice is read back, and erased at once with all the rest.
    seat.press("1" + ENTER)
    return label


def passed_on(seat: Sitting, key: str = "screen_cleared") -> None:
    """Wait until the next person may come, and let them say that they are there."""
    seat.until_shown(seat.say(key))
    seat.until_shown(seat.say("next_person"))
    seat.press(seat.say("word_yes") + ENTER)


def test_people_answer_in_turn_and_see_nothing_of_each_other_and_no_verdict(
    sit: Sit, kept: Callable[[], dict[str, Any]], base: RuleBase
) -> None:
    assert sit("fr", "session", "new", "mardi").until_ended() == 0
    seat = sit("fr", *ANSWER)
    first = answers_one_question(seat, "same_organisation")
    passed_on(seat)
    seat.until_shown(base.frame["voluntary"].say.fr)
    seat.until_prompt("other_side")
    # It is an option of the question, and nothing else: neither read back, nor pointed at.
    assert seat.text.count(seat.words(first)) == 1
    assert not seat.shows(seat.say("answers_done"))
    second = answers_one_question(seat, "person_or_family")
    passed_on(seat)
    seat.until_prompt("other_side")
    assert [seat.text.count(seat.words(one)) for one in (first, second)] == [1, 1]

    seat.answer("other_side", "other_organisation")
    at = seat.until(lambda: (now := seat.prompt()) != "other_side" and now, "the next question")
    seat.press(seat.key("quit"))
    seat.until_shown(seat.say("next_person"))
    assert not seat.shows(base.questions["other_side"].ask.fr)
    seat.press(ENTER)
    assert seat.until_ended() == 0
    assert turns(kept()) == {
        "A": ({"other_side": "same_organisation"}, True),
        "B": ({"other_side": "person_or_family"}, True),
        "C": ({"other_side": "other_organisation"}, False),
    }
    for form in ("internal", "service_user_alliance"):
        assert not ever_shown(seat, base.forms[form].headline.fr)

    again = sit("fr", *ANSWER, "--as", "c")
    assert again.until_prompt() == at
    again.press(again.key("why"))
    again.until_shown(base.questions[at].why.fr)
    assert not ever_shown(again, again.say("already_out"))
    assert again.interrupt() == INTERRUPTED
    assert turns(kept())["C"] == ({"other_side": "other_organisation"}, False)
    assert again.shows(again.say("paused", command='qualifier session answer "mardi" --as C'))
    assert again.text.count(again.words(base.questions[at].ask.fr)) == 0


@pytest.mark.parametrize("terminal", [{}, {"ACCESSIBLE": "1"}], ids=["menu", "list"])
def test_whoever_breaks_off_before_the_first_answer_is_no_participant(
    sit: Sit, keep: Callable[[Session], None], kept: Callable[[], dict[str, Any]], terminal: dict[str, str]
) -> None:
    keep(session_of(INTERNAL))
    seat = sit("fr", *ANSWER, numbered=bool(terminal), **terminal)
    seat.until_prompt("other_side")
    # The letter is taken from the first question on: nobody else can be given it meanwhile.
    assert turns(kept()) == {"A": (INTERNAL, True), "B": ({}, False)}
    assert seat.interrupt() == INTERRUPTED

    assert turns(kept()) == {"A": (INTERNAL, True)}


def test_whoever_breaks_off_at_once_in_the_second_round_stays_as_in_the_first(
    sit: Sit, keep: Callable[[Session], None], kept: Callable[[], dict[str, Any]]
) -> None:
    keep(session_of(INTERNAL, INTERNAL).reveal().again())
    seat = sit("fr", *ANSWER, "--as", "a")
    seat.until_prompt("summary_next")
    assert seat.interrupt() == INTERRUPTED

    assert {one["label"] for one in kept()["turns"] if one["number"] == 1} == {"A", "B"}
    assert all(one["answers"]["answers"] == INTERNAL for one in kept()["turns"])


@pytest.mark.parametrize(("reply", "revealed"), [("no", False), ("yes", True)])
def test_the_answers_are_shown_once_everyone_agrees(
    sit: Sit, keep: Callable[[Session], None], kept: Callable[[], dict[str, Any]], reply: str, revealed: bool
) -> None:
    lang: Lang = "en"
    keep(session_of(INTERNAL, INTERNAL))
    seat = sit(lang, "session", "reveal", "mardi")
    seat.until_shown(seat.say("type_yes_reveal"))
    assert not seat.shows(message("group", "room_title").to(lang))
    seat.press(reply + ENTER)

    assert seat.until_ended() == 0
    assert seat.shows(message("group", "room_title").to(lang)) is revealed
    assert kept()["revealed"] is revealed


def test_the_group_answers_together_from_what_it_agrees_on_and_sees_the_verdict(
    sit: Sit, keep: Callable[[Session], None], kept: Callable[[], dict[str, Any]], base: RuleBase
) -> None:
    keep(session_of(INTERNAL, INTERNAL).reveal())
    seat = sit("fr", "session", "joint", "mardi")
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.until_shown(base.forms["internal"].headline.fr)
    seat.choose("verdict_next", seat.say("finish"))

    assert seat.until_ended() == 0
    assert seat.shows(seat.say("joint_kept", name='"mardi"'))
    assert kept()["joint"]["answers"]["answers"] == INTERNAL


@pytest.mark.parametrize("leaves", ["key", "interrupt"])
def test_a_group_that_leaves_at_the_first_question_has_no_joint_viewpoint(
    sit: Sit, keep: Callable[[Session], None], kept: Callable[[], dict[str, Any]], leaves: str
) -> None:
    """No report, no other view beside it, before the group has answered together."""
    keep(session_of(INTERNAL, {"other_side": "person_or_family"}).reveal())
    seat = sit("fr", "session", "joint", "mardi")
    seat.until_prompt("other_side")
    if leaves == "key":
        seat.press(seat.key("quit"))
        assert seat.until_ended() == 0
    else:
        assert seat.interrupt() == INTERRUPTED

    assert kept()["joint"] is None
    assert seat.shows(seat.say("paused", command='qualifier session joint "mardi"'))
    shown = sit("fr", "session", "show", "mardi")
    assert shown.until_ended() == 0
    assert shown.shows(shown.say("state_revealed_1"))
    assert not shown.shows(shown.say("next_dissent", name='"mardi"'))
    other = sit("fr", "session", "dissent", "mardi", "trop tôt")
    assert other.until_ended() == REFUSED
    assert other.shows("[joint_missing]")


def test_a_joint_viewpoint_left_half_way_is_taken_up_where_it_stood(
    sit: Sit, keep: Callable[[Session], None], kept: Callable[[], dict[str, Any]]
) -> None:
    keep(session_of(INTERNAL, {"other_side": "person_or_family"}).reveal())
    seat = sit("fr", "session", "joint", "mardi")
    seat.until_prompt("other_side")
    seat.answer("other_side", "other_organisation")
    at = seat.until(lambda: (now := seat.prompt()) != "other_side" and now, "the next question")
    seat.press(seat.key("quit"))
    assert seat.until_ended() == 0
    assert kept()["joint"] is None
    assert kept()["drafted"]["answers"]["answers"] == {"other_side": "other_organisation"}

    again = sit("fr", "session", "joint", "mardi")
    assert again.until_prompt() == at


@pytest.mark.parametrize(
    ("terminal", "key"), [({"ACCESSIBLE": "1"}, "screen_cleared"), ({"TERM": "dumb"}, "screen_pushed")]
)
def test_in_a_numbered_list_the_next_person_sees_nothing_either(
    sit: Sit,
    keep: Callable[[Session], None],
    kept: Callable[[], dict[str, Any]],
    base: RuleBase,
    terminal: dict[str, str],
    key: str,
) -> None:
    keep(Session())
    seat = sit("fr", *ANSWER, numbered=True, **terminal)
    first = answers_one_question(seat, "same_organisation")
    seat.until_shown(seat.say(key))
    seat.until_shown(seat.say("next_person"))
    assert not any(squeezed(first) in squeezed(line) for line in seat.paper.rows())
    passed_on(seat, key)
    seat.until(lambda: seat.text.count(seat.words(base.frame["voluntary"].say.fr)) > (key == "screen_pushed"), "B")
    assert seat.interrupt() == INTERRUPTED

    content = turns(kept())
    assert content["A"] == ({"other_side": "same_organisation"}, True)
    # Whoever broke off before the first answer left nothing, not even a letter.
    assert set(content) == {"A"}


def test_in_the_second_round_one_starts_from_ones_own_answers(
    sit: Sit, keep: Callable[[Session], None], kept: Callable[[], dict[str, Any]]
) -> None:
    keep(session_of(INTERNAL, {"other_side": "person_or_family"}).reveal().again())
    seat = sit("fr", *ANSWER)
    seat.until_shown(seat.say("which_letter"))
    seat.press("b" + ENTER)
    seat.until_prompt("summary_next")
    assert seat.shows(label_of(seat.base.questions["other_side"], "person_or_family", "fr"))
    assert not seat.shows(label_of(seat.base.questions["other_side"], "same_organisation", "fr"))
    seat.press("1" + ENTER)
    seat.until_shown(seat.say("next_person"))
    seat.press(ENTER)

    assert seat.until_ended() == 0
    assert [(one["label"], one["number"], one["finished"]) for one in kept()["turns"]][2:] == [("B", 2, True)]
    assert kept()["turns"][2]["answers"]["answers"] == {"other_side": "person_or_family"}
