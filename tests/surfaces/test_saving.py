"""Whatever ends a questionnaire (a key, Ctrl-C, a closed window, a killed program), no given answer is lost."""

from __future__ import annotations

import datetime as dt
import json
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualifier.casebook.book import Casebook
from qualifier.casebook.files import casebook_file
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case, save_case
from qualifier.knowledge.models import RuleBase
from qualifier.words import LANGS, Lang, message
from tests.surfaces.terminal import ENTER, Sitting, label_of

pytestmark = pytest.mark.terminal

Sit = Callable[..., Sitting]
Story = dict[str, Answer]
Answered = Callable[[Story], str]
InCasebook = Callable[[Case], None]
in_both_languages = pytest.mark.parametrize("lang", LANGS)
FULL = ("ask", "--full")
INTERRUPTED = 130
OPENING = {"other_side": Answer("other_organisation"), "word_use": Answer("spoken", evidence="told")}
SAVED = {"other_side": "other_organisation", "word_use": {"option": "spoken", "evidence": "told"}}


@in_both_languages
def test_a_questionnaire_left_is_resumed_at_the_same_question(sit: Sit, lang: Lang) -> None:
    seat = sit(lang, *FULL)
    seat.tell(OPENING, until="own_body")
    seat.press(seat.key("back"))
    seat.until_prompt("word_use")
    seat.press(seat.key("quit"))
    assert seat.until_ended() == 0
    assert seat.shows(seat.say("paused", command="qualifier"))

    again = sit(lang)
    again.until_prompt("draft_found")
    day = again.kept()["date"]
    assert again.shows(again.say("draft_found", name=day, count=2, date=day))
    again.choose("draft_found", again.say("draft_resume"))
    again.until_prompt("word_use")
    assert again.kept()["answers"] == SAVED
    assert again.kept()["date"] == day
    assert again.kept()["full"] is True


def test_a_short_questionnaire_left_is_resumed_at_the_same_question_and_goes_on_in_the_same_order(
    sit: Sit, base: RuleBase, football: Story, replayed: Callable[..., Interview]
) -> None:
    order = list(replayed(football).met)
    assert order != [id_ for id_ in base.questions if id_ in order]
    seat = sit("fr")
    seat.tell(football, until=order[6])
    seat.press(seat.key("quit"))
    assert seat.until_ended() == 0
    assert seat.kept()["met"] == order[:7]

    again = sit("fr")
    again.choose("draft_found", again.say("draft_resume"))
    assert again.tell(football) == order[6:]
    assert again.kept()["met"] == order
    assert [one.rank for one in again.progress()] == list(range(7, len(order) + 1))
    assert "full" not in again.kept()


def test_a_short_questionnaire_gone_on_with_is_resumed_where_it_was_with_the_rest_still_asked(
    sit: Sit, football: Story, replayed: Callable[..., Interview], in_casebook: InCasebook
) -> None:
    whole = replayed(football).go_on()
    in_casebook(whole.case)
    seat = sit("en")
    seat.choose("draft_found", seat.say("draft_resume"))

    asked = seat.tell(football)
    assert asked[0] == whole.case.at
    assert asked == [id_ for id_ in whole.waiting if id_ in asked]
    assert len(asked) > 15
    assert not seat.shows(seat.say("go_on", count="…").partition("…")[0])


def test_another_questionnaire_can_be_started_and_the_first_kept(
    sit: Sit, in_casebook: InCasebook, casebook: Callable[[], Casebook]
) -> None:
    in_casebook(Case("first", OPENING, at="own_body"))
    seat = sit("fr")
    seat.choose("draft_found", seat.say("draft_keep"))
    seat.until_prompt("other_side")

    assert seat.shows(seat.say("draft_kept", name="first", argument='"first"'))
    assert seat.kept()["answers"] == SAVED
    seat.press("1" + ENTER)
    seat.until_prompt("summary_next")
    with casebook() as book:
        assert [one.name for one in book.cases()][1:] == ["first"]
        assert json.loads(book.viewpoints(book.case("first").id)[0].answers)["answers"] == SAVED


def test_another_questionnaire_can_be_started_and_the_first_erased(
    sit: Sit, in_casebook: InCasebook, casebook: Callable[[], Casebook]
) -> None:
    in_casebook(Case("first", OPENING, at="own_body"))
    seat = sit("en")
    seat.choose("draft_found", seat.say("draft_erase"))
    seat.until_shown(seat.say("erase_sure", name="first", count=1))
    seat.choose("erase_sure", seat.say("erase_yes"))
    seat.until_prompt("other_side")

    with casebook() as book:
        assert book.cases() == ()


def test_erasing_is_asked_about_once_more_and_the_case_may_still_be_kept(
    sit: Sit, in_casebook: InCasebook, casebook: Callable[[], Casebook]
) -> None:
    in_casebook(Case("first", OPENING, at="own_body"))
    seat = sit("fr")
    seat.choose("draft_found", seat.say("draft_erase"))
    seat.choose("erase_sure", seat.say("erase_no"))
    seat.until_prompt("other_side")

    with casebook() as book:
        assert [one.name for one in book.cases()] == ["first"]


def test_a_casebook_that_cannot_be_made_is_told_as_a_fault_on_the_first_question(sit: Sit, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    seat = sit("fr", *FULL, QUALIFIER_HOME=str(tmp_path / "taken" / "home"))

    assert seat.until_ended() == 2
    assert "Traceback" not in seat.text
    assert "Unhandled" not in seat.text
    assert seat.shows("[casebook_")


def test_two_windows_on_one_case_lose_no_answer_without_a_word(
    sit: Sit, in_casebook: InCasebook, casebook: Callable[[], Casebook]
) -> None:
    in_casebook(Case("first", OPENING, at="own_body"))
    one, other = (sit("fr", "cases", "resume", "first") for _ in range(2))
    for seat in (one, other):
        seat.until_prompt("own_body")
    one.press("1" + ENTER)
    one.until(lambda: one.prompt() not in ("own_body", ""), "the next question")
    other.press("2" + ENTER)

    assert other.until_ended() == 2
    assert other.shows("[viewpoint_moved]")
    assert other.shows('qualifier enter "1c 2b:o 3b"')
    with casebook() as book:
        kept = json.loads(book.viewpoints(book.case("first").id)[0].answers)["answers"]
    assert kept == {**SAVED, "own_body": "none"}


def test_a_completed_questionnaire_is_resumed_at_its_summary(
    sit: Sit, in_casebook: InCasebook, two_floors: Story
) -> None:
    in_casebook(Case("completed", two_floors))
    seat = sit("fr")
    seat.until_prompt("draft_done")
    day = dt.datetime.now().astimezone().date().isoformat()
    assert seat.shows(seat.say("draft_done", name="completed", count=len(two_floors), date=day))

    seat.choose("draft_done", seat.say("draft_resume"))
    seat.until_prompt("summary_next")


def test_a_questionnaire_that_an_earlier_version_kept_in_a_file_goes_into_the_casebook(
    sit: Sit, tmp_path: Path, casebook: Callable[[], Casebook]
) -> None:
    save_case(Case("before", OPENING, at="own_body"), tmp_path / "draft.json")
    seat = sit("fr")
    seat.choose("draft_found", seat.say("draft_resume"))
    seat.until_prompt("own_body")

    assert not (tmp_path / "draft.json").exists()
    with casebook() as book:
        assert [one.name for one in book.cases()] == ["before"]


def test_a_file_named_by_the_user_is_resumed_without_a_question(sit: Sit, tmp_path: Path) -> None:
    seat = sit("fr", *FULL, "--file", "relation.json")
    seat.tell(OPENING, until="own_body")
    seat.press(seat.key("quit"))
    assert seat.until_ended() == 0
    assert seat.shows(seat.say("paused", command='qualifier ask --file "relation.json"'))

    again = sit("fr", "ask", "--file", "relation.json")
    again.until_prompt("own_body")
    assert again.draft("relation.json")["answers"] == SAVED
    assert not casebook_file(tmp_path).exists()


def test_answers_can_be_read_by_their_owner_only(sit: Sit, tmp_path: Path) -> None:
    seat = sit("fr", *FULL, QUALIFIER_HOME=str(tmp_path / "new" / "home"))
    seat.tell(OPENING, until="own_body")

    kept = casebook_file(tmp_path / "new" / "home")
    assert [stat.S_IMODE(one.stat().st_mode) for one in kept.parent.glob(f"{kept.name}*")] == [0o600] * 3


# --- Ctrl-C ------------------------------------------------------------------------------------------------


@in_both_languages
def test_ctrl_c_at_a_question_ends_with_130_and_says_how_to_resume(sit: Sit, lang: Lang) -> None:
    seat = sit(lang, *FULL)
    seat.tell(OPENING, until="own_body")

    assert seat.interrupt() == INTERRUPTED
    assert seat.shows(seat.say("paused", command="qualifier"))
    assert seat.kept()["answers"] == SAVED


@pytest.mark.parametrize("menu", ["why_unknown", "summary_next", "verdict_next", "what_if_which"])
def test_ctrl_c_in_a_menu_ends_with_130_too(sit: Sit, answered: Answered, two_floors: Story, menu: str) -> None:
    seat = sit("en", "ask", "--file", answered({} if menu == "why_unknown" else two_floors))
    if menu == "why_unknown":
        seat.until_prompt("other_side")
        seat.press(seat.key("unknown"))
    elif menu != "summary_next":
        seat.choose("summary_next", seat.say("see_verdict"))
    if menu == "what_if_which":
        seat.see("what_if")
    seat.until_prompt(menu)

    assert seat.interrupt() == INTERRUPTED
    assert seat.shows(seat.say("paused", command='qualifier ask --file "answered.json"'))


def test_ctrl_c_before_the_questionnaire_under_way_is_resumed_leaves_it_as_it_was(
    sit: Sit, in_casebook: InCasebook
) -> None:
    in_casebook(Case("before", OPENING, at="own_body"))
    seat = sit("fr")
    seat.until_prompt("draft_found")
    before = seat.kept()

    assert seat.interrupt() == INTERRUPTED
    assert seat.kept() == before


# --- killed ------------------------------------------------------------------------------------------------

KILLS = (
    "a question on screen",
    "the help on screen",
    "the reasons for not knowing on screen",
    *(f"{milliseconds} ms after a key" for milliseconds in (0, 2, 4, 8, 12, 16, 24, 32, 64)),
)


def test_killed_again_and_again_it_resumes_with_every_answer_it_had_acknowledged(
    sit: Sit, base: RuleBase, football: Story, tmp_path: Path
) -> None:
    acknowledged: Story = {}
    for kill in KILLS:
        seat = sit("fr", *FULL, "--file", "relation.json")
        at = seat.until_prompt()
        assert at not in acknowledged
        for _ in range(2):
            seat.answer(at, football[at])
            acknowledged[at] = football[at]
            at = seat.until(lambda seen=at, seat=seat: (now := seat.prompt()) != seen and now, "the next question")
        _reach(seat, kill, at, football[at], base)
        seat.kill()

        saved = seat.draft("relation.json")["answers"]
        given = [id_ for id_ in football if id_ in saved]
        assert set(acknowledged) <= set(given) <= {*acknowledged, at}
        for id_ in given:
            answer = football[id_]
            assert saved[id_] in (answer.option, {"option": answer.option, "evidence": answer.evidence})
            acknowledged[id_] = answer

    last = sit("fr", *FULL, "--file", "relation.json")
    last.tell(football)
    last.choose("summary_next", last.say("see_verdict"))
    last.until_shown(base.forms["initiative_based"].headline.to("fr"))
    left = [path.name for path in tmp_path.iterdir() if path.is_file()]
    assert left == ["relation.json"]


def _reach(seat: Sitting, moment: str, at: str, answer: Answer, base: RuleBase) -> None:
    """Bring a sitting to the moment at which it is to be killed."""
    if moment == "the help on screen":
        seat.press(seat.key("help"))
        seat.until_shown(base.questions[at].help.to("fr"))
    elif moment == "the reasons for not knowing on screen":
        seat.press(seat.key("unknown"))
        seat.until_prompt("why_unknown")
    elif moment.endswith("after a key"):
        seat.answer(at, answer)
        time.sleep(int(moment.partition(" ")[0]) / 1000)


def test_a_terminal_that_is_closed_loses_no_given_answer(sit: Sit) -> None:
    seat = sit("fr", *FULL)
    seat.tell(OPENING, until="own_body")
    seat.kill(signal.SIGHUP)

    assert seat.kept()["answers"] == SAVED


def test_a_program_killed_while_it_writes_leaves_the_answers_before_and_later_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "relation.json"
    save_case(Case("before", OPENING), path)
    before = path.read_bytes()
    killed_in_the_middle = (
        "import os, pathlib, signal, sys\n"
        "from qualifier.knowledge.cases import Case, save_case\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "save_case(Case('after', {}), pathlib.Path(sys.argv[1]))\n"
    )
    ended = subprocess.run([sys.executable, "-c", killed_in_the_middle, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert path.read_bytes() == before

    save_case(Case("later", OPENING), path)
    assert [one.name for one in tmp_path.iterdir()] == ["relation.json"]


# --- a file that cannot be used ----------------------------------------------------------------------------


@in_both_languages
def test_a_casebook_that_is_damaged_is_named_and_left_as_it_is(sit: Sit, tmp_path: Path, lang: Lang) -> None:
    damaged = casebook_file(tmp_path)
    damaged.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    before = damaged.read_bytes()
    seat = sit(lang)

    assert seat.until_ended() == 2
    assert seat.shows(f"[casebook_damaged] {damaged.name}")
    assert damaged.read_bytes() == before


@in_both_languages
def test_a_place_where_nothing_can_be_written_is_told_before_the_first_question(
    sit: Sit, tmp_path: Path, lang: Lang
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    seat = sit(lang, "ask", "--file", "taken/relation.json")

    assert seat.until_ended() == 2
    sentence = message("faults", "file_unwritable", reason="…").to(lang).partition("…")[2]
    assert seat.shows("[file_unwritable] taken/relation.json")
    assert seat.shows(sentence)


def test_an_answer_to_a_question_that_no_longer_exists_stays_in_the_file(sit: Sit, tmp_path: Path) -> None:
    content = {"case": "old", "answers": {"other_side": "other_organisation", "gone_question": "some_option"}}
    (tmp_path / "old.json").write_text(json.dumps(content), encoding="utf-8")
    seat = sit("fr", *FULL, "--file", "old.json")
    seat.until_prompt("word_use")
    seat.press("1" + ENTER)
    seat.until_prompt("own_body")

    assert seat.draft("old.json")["aside"] == {"gone_question": "some_option"}
    assert seat.shows("[answer_aside] old.json (gone_question)")


def test_the_answer_pointed_at_after_resuming_is_the_one_given(sit: Sit, base: RuleBase, tmp_path: Path) -> None:
    save_case(Case("c", OPENING, at="word_use"), tmp_path / "relation.json")
    seat = sit("en", "ask", "--file", "relation.json")
    seat.until_prompt("word_use")

    assert seat.pointed() == seat.words(label_of(base.questions["word_use"], "spoken", "en"))
