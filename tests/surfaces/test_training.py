"""Training at a real terminal: a seat answered unseen, an exercise put down and taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from qualifier.casebook.book import Casebook
from qualifier.knowledge.cases import Answer
from qualifier.knowledge.models import RuleBase
from qualifier.training.play_files import find_play
from qualifier.training.plays import NOT_SEEN, Play, seat_case
from qualifier.words import Text, message
from tests.surfaces.terminal import DOWN, ENTER, Sitting, label_of

pytestmark = pytest.mark.terminal

Sit = Callable[..., Sitting]
Opened = Callable[[], Casebook]
Story = dict[str, Answer]
FORUM, PHONE = "s02_partners_since_the_forum", "c10_phone_call"
WHY = "On s'est appelés une fois."


@pytest.fixture(scope="module")
def forum(base: RuleBase) -> Play:
    return find_play(FORUM, base)


@pytest.fixture(scope="module")
def president(base: RuleBase, forum: Play) -> Story:
    """What is answered from the president's seat; what her card does not say, she has not seen."""
    return {**dict.fromkeys(base.questions, NOT_SEEN), **seat_case(forum, "president").answers}


@pytest.fixture
def monday(sit: Sit) -> Sit:
    """Return what starts the program at a terminal, once a play named `lundi` is opened."""
    opening = sit("fr", "training", "play", FORUM, "lundi")
    assert opening.until_ended() == 0
    return sit


def seats_kept(casebook: Opened) -> list[dict[str, object]]:
    with casebook() as book:
        found: list[dict[str, object]] = json.loads(book.records.one("play", "lundi").content)["seats"]
    return found


def pick(seat: Sitting, asked: str, label: Text) -> None:
    """Choose a line of a menu of the exercises with the arrow keys."""
    ask, wanted = (seat.words(text) for text in (message("training", asked).to("fr"), label.to("fr")))
    seat.until(lambda: ask in seat.words("".join(seat.paper.rows())) and seat.pointed(), asked)
    first = seat.pointed()
    while (before := seat.pointed()) != wanted:
        seat.press(DOWN)
        now = seat.until(lambda seen=before: (now := seat.pointed()) != seen and now, f"the line after {before}")
        assert now != first, f"{wanted} is not in the menu"
    seat.press(ENTER)
    seat.until(lambda: f"{ask}{wanted}" in seat.text, f"{label.fr} chosen")


def ask_for(seat: Sitting, base: RuleBase, question: str, left: int) -> None:
    """Ask for a fact: its theme, of which so many questions are left, then the question."""
    theme = base.themes[base.questions[question].theme].name
    pick(seat, "practice_theme_which", message("training", "practice_theme", name=theme, count=left))
    pick(seat, "practice_which", base.questions[question].ask)


def test_a_seat_is_answered_from_without_a_verdict_and_nothing_of_it_stays_on_the_screen(
    monday: Sit, base: RuleBase, forum: Play, president: Story, casebook: Opened
) -> None:
    seat = monday("fr", "training", "seat", "lundi", "president")
    asked = seat.tell(president)
    assert seat.shows(seat.say("answer_as_role", role=forum.card("president").name))
    seat.choose("summary_next", seat.say("answers_done"))
    assert seat.until_ended() == 0

    assert not [form for form in base.forms.values() if seat.shows(form.headline.fr)]
    left = seat.words("".join(seat.paper.rows()))
    assert seat.words(seat.say("screen_cleared")) in left
    assert seat.words(seat.say("training_next_debrief", name='"lundi"')) in left
    assert not [one for one in asked if seat.words(base.questions[one].ask.fr) in left]
    assert b"\x1b[3J" in seat.raw
    (kept,) = seats_kept(casebook)
    assert (kept["seat"], kept["finished"]) == ("president", True)
    assert set(kept["answers"]["answers"]) == set(asked)  # type: ignore[index]


def test_a_seat_left_at_its_summary_is_resumed_by_the_command_that_was_told(
    monday: Sit, president: Story, casebook: Opened
) -> None:
    seat = monday("fr", "training", "seat", "lundi", "president")
    seat.tell(president)
    seat.choose("summary_next", seat.say("answers_later"))
    assert seat.until_ended() == 0
    assert seat.shows(seat.say("paused", command='qualifier training seat "lundi" president'))
    assert not seats_kept(casebook)[0]["finished"]

    again = monday("fr", "training", "seat", "lundi", "president")
    again.choose("summary_next", again.say("answers_done"))
    assert again.until_ended() == 0
    assert seats_kept(casebook)[0]["finished"]


def test_a_seat_is_answered_from_by_numbered_lists_interrupted_and_resumed(
    monday: Sit, base: RuleBase, president: Story, casebook: Opened
) -> None:
    command = ("training", "seat", "lundi", "president")
    seat = monday("fr", *command, numbered=True, ACCESSIBLE="1")
    seat.until_prompt("other_side")
    seat.answer("other_side", president["other_side"])
    at = seat.until(lambda: (now := seat.prompt()) != "other_side" and now, "the second question")
    assert seat.interrupt() == 130
    assert list(seats_kept(casebook)[0]["answers"]["answers"]) == ["other_side"]  # type: ignore[index, call-overload]

    again = monday("fr", *command, numbered=True, ACCESSIBLE="1")
    assert again.until_prompt() == at
    again.tell(president)
    again.choose("summary_next", again.say("answers_done"))
    assert again.until_ended() == 0
    assert seats_kept(casebook)[0]["finished"]


def test_an_exercise_is_interrupted_resumed_committed_to_and_stands_in_the_progress(
    sit: Sit, base: RuleBase, casebook: Opened
) -> None:
    full = find_play(PHONE, base).scenario.case.answers
    first = next(iter(full))
    theme = base.themes[base.questions[first].theme].questions
    second = next(one for one in theme if one != first and one in full and full[one].option)

    seat = sit("fr", "training", "practice", PHONE)
    ask_for(seat, base, first, len(theme))
    seat.until_shown(f"→ {label_of(base.questions[first], str(full[first].option), 'fr')}")
    assert seat.interrupt() == 130
    assert seat.shows(message("training", "practice_kept").fr)

    again = sit("fr", "training", "practice")
    again.until_shown(message("training", "practice_facts").fr)
    again.until_shown(message("training", "practice_count_one", count=1).fr)
    ask_for(again, base, second, len(theme) - 1)
    pick(again, "practice_theme_which", message("training", "practice_commit"))
    pick(again, "practice_family", message("training", "practice_neighbour"))
    own = base.forms["internal"]
    pick(again, "practice_which_form", message("training", "practice_form", name=own.name, definition=own.definition))
    again.until_shown(message("training", "practice_why").fr)
    again.press(WHY + ENTER)
    assert again.until_ended() == 0
    for key in ("lesson_title", "lesson_own", "lesson_asked", "lesson_confusion", "lesson_read"):
        assert again.shows(message("training", key).fr)
    assert again.shows(message("training", "lesson_apart", file=base.forms["network_contact"].name, own=own.name).fr)
    assert again.shows(again.say("practice_done", count=1))

    progress = sit("fr", "training", "progress")
    assert progress.until_ended() == 0
    assert progress.shows(message("training", "progress_done").fr)
    assert progress.shows(own.name.fr)
    with casebook() as book:
        assert book.records.of("practice") == ()
        (line,) = json.loads(book.records.of("progress")[0].content)["done"]
    assert (line["exercise"], line["committed"], line["asked"]) == (PHONE, own.id, 2)
    assert WHY not in json.dumps(line)
