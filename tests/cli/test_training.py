"""The commands for trainers and students: a role-play as in a room, cases made up, progress, a team's calibration."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualifier.casebook.files import casebook_file
from qualifier.casebook.store import open_casebook
from qualifier.cli import common
from qualifier.cli.training_records import PRACTICE, PROGRESS
from qualifier.interview.typed import typed_line
from qualifier.knowledge.cases import Case, Scenario, save_case
from qualifier.knowledge.kept import record_text
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.places import is_file
from qualifier.reasoning.verdict import Reasoner
from qualifier.training import play_files
from qualifier.training.exercises import made_named
from qualifier.training.play_files import find_play, play_names
from qualifier.training.plays import Play, lever_case, options_of, pooled_case, seat_case
from qualifier.words import LANGS, Lang, message
from tests.cli.conftest import Ended

CODES = {
    "answers_none",
    "seat_gone",
    "scenario_gone",
    "lever_needed",
    "lever_unknown",
    "scene_closed",
    "replay_unanswered",
    "difficulty_unknown",
}
Run = Callable[..., Ended]
Rewrite = Callable[[str, str, Callable[[str], str]], None]
in_both_languages = pytest.mark.parametrize("lang", LANGS)
FORUM = "s02_partners_since_the_forum"
SCENARIOS = ("s03_wednesday_slot", "s04_workshops_for_the_grant", "s05_sixty_kilometres")
KARIM = "Suivi de Karim Benali"


def unfolded(text: str) -> str:
    """Return a text without the ends of its lines, nor the bar that stands before a note."""
    return " ".join(text.replace("\n| ", "\n").split())


def says(ended: Ended, key: str, **values: object) -> bool:
    """Tell whether a sentence of the screens was said, as far as its first gap that is not filled."""
    given = message("screens", key, **values).fr
    return unfolded(given) in unfolded(ended.out + ended.err)


@pytest.fixture(scope="module")
def forum(base: RuleBase) -> Play:
    return find_play(FORUM, base)


@pytest.fixture(scope="module")
def scene(forum: Play) -> dict[str, Case]:
    """What each seat answers after the scene, going by its card; and all together, when each has said what it knew."""
    return {**{card.id: seat_case(forum, card.id) for card in forum.roles}, "together": pooled_case(forum)}


@pytest.fixture
def on_file(tmp_path: Path) -> Callable[[Case], Path]:
    """Return what writes answers to a file, under a name that stands nowhere else."""

    def keep(case: Case) -> Path:
        path = tmp_path / f"{len(list(tmp_path.glob('*.json')))}.json"
        save_case(case, path)
        return path

    return keep


@pytest.fixture
def monday(run: Run) -> Run:
    """Return the commands, once a play named `lundi` is opened."""
    assert run("training", "play", FORUM, "lundi").code == 0
    return run


@pytest.fixture
def rewritten(home: Path) -> Rewrite:
    """Return what changes the text of a record behind the program's back."""

    def change(kind: str, name: str, to: Callable[[str], str]) -> None:
        book = open_casebook(home)
        assert book is not None
        with book:
            record = book.records.one(kind, name)
            book.records.keep(kind, name, to(record.content), seen=record.changed)

    return change


def kept(home: Path, kind: str) -> list[str]:
    """Return the texts kept of a kind."""
    book = open_casebook(home, create=False)
    if book is None:
        return []
    with book:
        return [one.content for one in book.records.of(kind)]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what sits somebody at the machine, with what they type to the numbered lists; then they press Ctrl-C."""

    def sits(*replies: str) -> None:
        typed: Iterator[str] = iter(replies)

        def reply(_: str) -> str:
            for one in typed:
                return one
            raise KeyboardInterrupt

        monkeypatch.setenv("ACCESSIBLE", "1")
        monkeypatch.setattr(common, "terminal", lambda: True)
        monkeypatch.setattr("builtins.input", reply)

    return sits


# --- before anything is kept -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("list",), ("progress",), ("debrief", "lundi"), ("delete", "lundi")])
def test_looking_makes_no_casebook(run: Run, home: Path, command: tuple[str, ...]) -> None:
    assert run("training", *command).code in (0, 2)
    assert not casebook_file(home).exists()


@in_both_languages
def test_the_plays_are_listed_with_their_title_roles_and_minutes(run: Run, base: RuleBase, lang: Lang) -> None:
    lines = run("training", "plays", lang=lang).out.splitlines()

    assert [line.split()[0] for line in lines] == list(play_names())
    for line in lines:
        play = find_play(line.split()[0], base)
        assert play.scenario.title.to(lang) in line
        assert f"{play.minutes.total} minutes" in line


@in_both_languages
@pytest.mark.parametrize("name", play_names())
def test_the_kit_of_every_play_is_printed_in_both_languages(run: Run, base: RuleBase, name: str, lang: Lang) -> None:
    shown = run("training", "kit", name, lang=lang)
    play = find_play(name, base)

    assert (shown.code, shown.err) == (0, "")
    for card in play.roles:
        assert unfolded(message("training", "kit_card", name=card.name).to(lang)) in unfolded(shown.out)
    assert unfolded(play.opening.to(lang)) in unfolded(shown.out)


@pytest.mark.parametrize(("name", "lang"), [(FORUM, "fr"), ("c24_synthesis_meeting", "en")])
def test_a_kit_is_written_as_a_pdf(run: Run, tmp_path: Path, name: str, lang: Lang) -> None:
    ended = run("training", "kit", name, "-o", tmp_path / "kit.pdf", lang=lang)

    assert ended.code == 0
    assert (tmp_path / "kit.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("kit", "s02_partners_since_the_forums"), "play_missing"),
        (("kit", f"../plays/{FORUM}"), "play_missing"),
        (("play", "s03_wednesday_slot", "mardi"), "play_missing"),
        (("play", FORUM, KARIM), "looks_personal"),
        (("seat", "mardi", "director"), "record_unknown"),
        (("debrief", "mardi"), "record_unknown"),
        (("replay", "mardi"), "record_unknown"),
        (("make", "impose"), "form_unknown"),
        (("make", "imposed", "--near", "impose"), "form_unknown"),
        (("make", "imposed", "--difficulty", "dur"), "difficulty_unknown"),
        (("make", "imposed", "--kit", "kit.xyz"), "medium_unknown"),
        (("calibrate", "mardi", "s03_wednesday_slots"), "scenario_unknown"),
        (("calibrate", "mardi", f"../scenarios/{SCENARIOS[0]}"), "scenario_unknown"),
        (("calibrate", KARIM, *SCENARIOS), "looks_personal"),
        (("rate", "mardi", SCENARIOS[0], "--as", "A"), "record_unknown"),
        (("calibration", "mardi"), "record_unknown"),
        (("practice",), "terminal_missing"),
    ],
)
def test_what_cannot_be_done_is_told_with_its_code_and_nothing_is_kept(
    run: Run, home: Path, command: tuple[str, ...], code: str
) -> None:
    ended = run("training", *command)

    assert ended.code == (3 if code == "terminal_missing" else 2)
    assert ended.err.startswith(f"[{code}]")
    assert ended.out == ""
    assert kept(home, "play") == kept(home, "calibration") == []


# --- a role-play, from the scene to the replay -------------------------------------------------------------


def test_four_seats_answer_the_group_answers_and_the_debrief_says_what_explains_each_difference(
    monday: Run, base: RuleBase, forum: Play, scene: dict[str, Case], on_file: Callable[[Case], Path], tmp_path: Path
) -> None:
    director, president, student, receptionist = (card.id for card in forum.roles)
    assert monday("training", "seat", "lundi", director, on_file(scene[director])).code == 0
    for seat in (president, student):
        on_paper = typed_line(base, scene[seat].answers, "fr")
        assert monday("training", "seat", "lundi", seat, "--typed", on_paper).code == 0
    last = monday("training", "seat", "lundi", receptionist, on_file(scene[receptionist]))
    assert says(last, "seat_kept", role=forum.card(receptionist).name)
    assert not says(last, "training_waiting", roles="")
    assert says(monday("training", "seat", "lundi", "together", on_file(scene["together"])), "together_kept")

    shown = monday("training", "debrief", "lundi")
    assert (shown.code, shown.err) == (0, "")
    assert base.forms["incantatory"].name.fr in shown.out
    assert unfolded(message("training", "debrief_found").fr) in unfolded(shown.out)
    assert base.questions["past_acts"].ask.fr in unfolded(shown.out)
    assert "Sans réponse" not in shown.out

    for name, start in (("retour.html", b"<!DOCTYPE html>"), ("retour.pdf", b"%PDF")):
        assert monday("training", "debrief", "lundi", "-o", tmp_path / name).code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


def test_answers_kept_are_nowhere_in_what_is_said_while_others_still_answer(
    monday: Run, base: RuleBase, scene: dict[str, Case], on_file: Callable[[Case], Path]
) -> None:
    ended = monday("training", "seat", "lundi", "president", on_file(scene["president"]))
    shown = unfolded(ended.out + ended.err)

    assert not [form.name.fr for form in base.forms.values() if form.name.fr in shown]
    assert not [one for one in base.questions.values() if unfolded(one.ask.fr) in shown]


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_the_scene_is_played_again_with_each_lever_and_the_two_readings_are_compared(
    monday: Run, forum: Play, scene: dict[str, Case], on_file: Callable[[Case], Path], rank: int
) -> None:
    lever = forum.levers[rank]
    monday("training", "seat", "lundi", "together", on_file(scene["together"]))
    first = monday("training", "replay", "lundi", "--lever", str(rank + 1))
    assert (first.code, first.err) == (0, "")
    assert says(first, "training_scene_opened", number=rank + 1, say=lever.say)
    assert 'qualifier training seat "lundi" together' in first.out
    for card in forum.roles:
        assert f'qualifier training seat "lundi" {card.id} ' in unfolded(first.out)

    second = monday("training", "seat", "lundi", "together", on_file(lever_case(forum, lever)))
    assert says(second, "training_second_scene", number=rank + 1)
    compared = monday("training", "replay", "lundi")
    assert unfolded(message("training", "replay_seen").fr) in unfolded(compared.out)
    assert compared.err == ""

    other = monday("training", "replay", "lundi", "--lever", str((rank + 1) % 3 + 1))
    assert (other.code, other.err.split("]")[0]) == (2, "[lever_taken")


def test_what_opens_the_second_scene_gives_nothing_of_its_reading_away(
    monday: Run, base: RuleBase, forum: Play, scene: dict[str, Case], on_file: Callable[[Case], Path]
) -> None:
    monday("training", "seat", "lundi", "together", on_file(scene["together"]))
    for wanted in (("--lever", "1"), ()):
        opened = unfolded(monday("training", "replay", "lundi", *wanted).out)
        assert not [form for form in base.forms.values() if form.name.fr in opened]
        assert not [one for one in forum.levers[0].set if unfolded(base.questions[one].ask.fr) in opened]

    monday("training", "seat", "lundi", "student", on_file(scene["student"]))
    read_ = unfolded(monday("training", "replay", "lundi").out)
    assert unfolded(message("training", "replay_file").fr) in read_


def test_who_has_not_answered_the_first_scene_is_named_when_the_second_opens_and_may_still_answer(
    monday: Run, home: Path, scene: dict[str, Case], on_file: Callable[[Case], Path]
) -> None:
    for seat in ("director", "president"):
        monday("training", "seat", "lundi", seat, on_file(scene[seat]))
    opened = monday("training", "replay", "lundi", "--lever", "1")
    first, second = (
        message("screens", key).fr.partition("{")[0] for key in ("training_first_open", "training_scene_opened")
    )
    before_second = unfolded(opened.out).partition(second)[0]
    assert first in before_second
    assert "(student)" in before_second
    assert "(director)" not in before_second
    assert 'qualifier training seat "lundi" student --scene 1' in before_second

    late = monday("training", "seat", "lundi", "student", on_file(scene["student"]), "--scene", "1")
    assert says(late, "training_first_scene", number=1)
    monday("training", "seat", "lundi", "student", on_file(scene["together"]))
    seats = json.loads(kept(home, "play")[0])["seats"]
    assert [one["number"] for one in seats if one["seat"] == "student"] == [1, 2]
    assert "Places qui ont répondu : 3" in monday("training", "debrief", "lundi").out


def test_a_late_seat_interrupted_is_resumed_in_the_first_scene(monday: Run, typing: Callable[..., None]) -> None:
    monday("training", "replay", "lundi", "--lever", "1")
    typing("3", "1")
    ended = monday("training", "seat", "lundi", "student", "--scene", "1")

    assert says(ended, "training_first_scene", number=1)
    assert 'qualifier training seat "lundi" student --scene 1' in unfolded(ended.out)


@pytest.mark.parametrize("opened", [False, True])
def test_who_leads_may_read_the_file_with_any_lever_and_the_play_stays_as_it_was(
    monday: Run, home: Path, base: RuleBase, forum: Play, opened: bool
) -> None:
    if opened:
        monday("training", "replay", "lundi", "--lever", "1")
    before = kept(home, "play")
    shown = monday("training", "replay", "lundi", "--lever", "2", "--full-file")

    assert (shown.code, shown.err) == (0, "")
    assert unfolded(forum.levers[1].say.fr) in unfolded(shown.out)
    assert unfolded(base.questions[next(iter(forum.levers[1].set))].ask.fr) in unfolded(shown.out)
    assert unfolded(message("training", "replay_file").fr) in unfolded(shown.out)
    assert kept(home, "play") == before


def test_a_seat_may_be_compared_before_and_after_a_lever(
    monday: Run, forum: Play, scene: dict[str, Case], on_file: Callable[[Case], Path]
) -> None:
    monday("training", "seat", "lundi", "president", on_file(scene["president"]))
    monday("training", "replay", "lundi", "--lever", "2")
    monday("training", "seat", "lundi", "president", on_file(lever_case(forum, forum.levers[1])))
    compared = unfolded(monday("training", "replay", "lundi", "--seat", "president").out)

    assert unfolded(message("training", "replay_played").fr) in compared


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("seat", "lundi", "maire", "--typed", "1c"), "role_unknown"),
        (("replay", "lundi", "--lever", "1", "--seat", "maire"), "role_unknown"),
        (("replay", "lundi"), "lever_needed"),
        (("replay", "lundi", "--full-file"), "lever_needed"),
        (("replay", "lundi", "--lever", "1", "-o", "two.html"), "replay_unanswered"),
        (("replay", "lundi", "--lever", "1", "--format", "markdown"), "replay_unanswered"),
        (("seat", "lundi", "student", "--typed", "1c", "--scene", "2"), "scene_closed"),
        (("replay", "lundi", "--lever", "4"), "lever_unknown"),
        (("seat", "lundi", "student"), "terminal_missing"),
        (("seat", "lundi", "student", "--typed", ""), "typed_nothing"),
        (("seat", "lundi", "student", "nowhere.json"), "file_missing"),
        (("play", FORUM, "lundi"), "record_name_taken"),
        (("calibration", "lundi"), "record_unknown"),
    ],
)
def test_a_step_that_is_not_possible_leaves_the_play_as_it_was(
    monday: Run, home: Path, command: tuple[str, ...], code: str
) -> None:
    before = kept(home, "play")
    ended = monday("training", *command)

    assert ended.code == (3 if code == "terminal_missing" else 2)
    assert ended.err.startswith(f"[{code}]")
    assert kept(home, "play") == before


def test_a_file_that_answers_nothing_of_these_rules_is_no_seat_that_has_answered(
    monday: Run, home: Path, tmp_path: Path
) -> None:
    before = kept(home, "play")
    for content in ('{"case": "c", "answers": {}}', '{"case": "c", "answers": {"other_side": "nobody_any_more"}}'):
        (tmp_path / "answers.json").write_text(content, encoding="utf-8")
        ended = monday("training", "seat", "lundi", "student", tmp_path / "answers.json")
        assert (ended.code, "[answers_none]" in ended.err) == (2, True)

    assert kept(home, "play") == before


def test_even_the_only_lever_of_a_play_is_named_before_the_second_scene_opens(
    monday: Run, home: Path, forum: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play_files, "find_play", lambda *_: replace(forum, levers=forum.levers[:1]))
    before = kept(home, "play")
    refused = monday("training", "replay", "lundi")

    assert (refused.code, refused.err.split("]")[0]) == (2, "[lever_needed")
    assert kept(home, "play") == before
    assert monday("training", "replay", "lundi", "--lever", "1").code == 0


def test_a_seat_answered_from_twice_is_replaced_only_when_that_is_wanted(
    monday: Run, home: Path, scene: dict[str, Case], on_file: Callable[[Case], Path]
) -> None:
    answers = on_file(scene["president"])
    monday("training", "seat", "lundi", "student", on_file(scene["student"]))
    before = kept(home, "play")
    refused = monday("training", "seat", "lundi", "student", answers)
    assert (refused.code, refused.err.split("]")[0]) == (2, "[seat_doubled")
    assert kept(home, "play") == before

    assert monday("training", "seat", "lundi", "student", answers, "--again").code == 0
    assert kept(home, "play") != before


def test_a_seat_that_is_missing_is_said_and_the_rest_is_compared(
    monday: Run, base: RuleBase, scene: dict[str, Case], on_file: Callable[[Case], Path]
) -> None:
    ended = monday("training", "seat", "lundi", "president", on_file(scene["president"]))
    assert "la stagiaire (student)" in unfolded(ended.out)
    shown = unfolded(monday("training", "debrief", "lundi").out)

    assert "Sans réponse : la directrice du centre social, la stagiaire, l'agent d'accueil" in shown
    assert base.questions["past_acts"].ask.fr in shown


def test_before_anybody_has_answered_the_seats_are_read_by_their_cards(monday: Run) -> None:
    shown = monday("training", "debrief", "lundi")

    assert unfolded(message("training", "debrief_by_cards").fr) in unfolded(shown.out)


# --- at the machine ----------------------------------------------------------------------------------------


def test_a_seat_interrupted_in_the_middle_is_resumed_and_what_was_answered_counts_meanwhile(
    monday: Run, home: Path, forum: Play, typing: Callable[..., None]
) -> None:
    typing("3", "1")
    ended = monday("training", "seat", "lundi", "student")
    assert ended.code == common.INTERRUPTED
    assert 'qualifier training seat "lundi" student' in ended.out
    (seat,) = json.loads(kept(home, "play")[0])["seats"]
    assert (seat["seat"], seat["finished"]) == ("student", False)
    assert seat["answers"]["answers"]["other_side"] == "other_organisation"

    debrief = monday("training", "debrief", "lundi")
    assert says(debrief, "training_unfinished", roles="la stagiaire (student)")
    assert "stagiaire" not in debrief.out.partition("Sans réponse")[2].partition("inventé")[0]

    typing()
    resumed = monday("training", "seat", "lundi", "student")
    assert unfolded(forum.card("student").name.fr) in unfolded(resumed.out)
    first = message("screens", "progress_first", rank=1).fr
    assert first not in resumed.out
    assert json.loads(kept(home, "play")[0])["seats"] == [seat]


@pytest.mark.parametrize("replies", [(), ("q",)])
def test_a_seat_left_before_its_first_answer_is_not_taken(
    monday: Run, home: Path, typing: Callable[..., None], replies: tuple[str, ...]
) -> None:
    typing(*replies)
    monday("training", "seat", "lundi", "student")

    assert json.loads(kept(home, "play")[0])["seats"] == []


def test_what_was_begun_at_the_machine_may_be_finished_from_paper(
    monday: Run, home: Path, base: RuleBase, scene: dict[str, Case], typing: Callable[..., None]
) -> None:
    typing("3", "1")
    monday("training", "seat", "lundi", "student")
    typed = typed_line(base, scene["student"].answers, "fr")
    assert monday("training", "seat", "lundi", "student", "--typed", typed).code == 0

    (seat,) = json.loads(kept(home, "play")[0])["seats"]
    assert seat["finished"]


# --- what became old or damaged ----------------------------------------------------------------------------


def test_answers_that_fit_the_rules_no_more_are_told_and_the_play_stays_usable(
    monday: Run, scene: dict[str, Case], on_file: Callable[[Case], Path], rewritten: Rewrite
) -> None:
    monday("training", "seat", "lundi", "president", on_file(scene["president"]))
    rewritten("play", "lundi", lambda text: text.replace('"spoken"', '"whispered"'))
    shown = monday("training", "debrief", "lundi")

    assert shown.code == 0
    assert shown.err.startswith("[answers_outgrown]")
    assert "president" not in shown.err


def test_a_damaged_seat_is_kept_as_it_is_told_and_may_be_answered_from_again(
    monday: Run, home: Path, scene: dict[str, Case], on_file: Callable[[Case], Path], rewritten: Rewrite
) -> None:
    for seat in ("president", "student"):
        monday("training", "seat", "lundi", seat, on_file(scene[seat]))

    def damaged(text: str) -> str:
        data = json.loads(text)
        data["seats"][0]["answers"] = "lost"
        return json.dumps(data)

    rewritten("play", "lundi", damaged)
    shown = monday("training", "debrief", "lundi")
    assert (shown.code, shown.err.split("]")[0]) == (0, "[seat_unread")
    assert "Places qui ont répondu : 1" in shown.out

    assert monday("training", "seat", "lundi", "president", on_file(scene["president"])).code == 0
    assert "Places qui ont répondu : 2" in monday("training", "debrief", "lundi").out
    assert '"lost"' in kept(home, "play")[0]


def test_a_role_that_the_play_has_no_more_is_told_and_the_others_are_compared(
    monday: Run, scene: dict[str, Case], on_file: Callable[[Case], Path], rewritten: Rewrite
) -> None:
    for seat in ("president", "student"):
        monday("training", "seat", "lundi", seat, on_file(scene[seat]))
    rewritten("play", "lundi", lambda text: text.replace('"seat": "president"', '"seat": "mayor"'))
    shown = monday("training", "debrief", "lundi")

    assert (shown.code, shown.err.split("]")[0]) == (0, "[seat_gone")
    assert "Places qui ont répondu : 1" in shown.out


@pytest.mark.parametrize(("text", "code"), [("{", "record_damaged"), ('{"format": 9}', "record_newer")])
def test_a_play_damaged_as_a_whole_is_told_left_as_it_is_and_another_stays_usable(
    monday: Run, home: Path, rewritten: Rewrite, text: str, code: str
) -> None:
    monday("training", "play", FORUM, "mardi")
    rewritten("play", "lundi", lambda _: text)
    for command in (("debrief", "lundi"), ("seat", "lundi", "student", "--typed", "1c"), ("replay", "lundi")):
        ended = monday("training", *command)
        assert (ended.code, ended.err.split("]")[0]) == (2, f"[{code}")

    assert text in kept(home, "play")
    assert monday("training", "debrief", "mardi").code == 0
    assert len(monday("training", "list").out.splitlines()) == 2
    assert monday("training", "delete", "lundi", "--yes").code == 0
    assert text not in kept(home, "play")


# --- kept, listed, erased ----------------------------------------------------------------------------------


@in_both_languages
def test_plays_and_calibrations_are_listed_and_erased_by_name(monday: Run, home: Path, lang: Lang) -> None:
    monday("training", "calibrate", "équipe", *SCENARIOS)
    listed = monday("training", "list", lang=lang).out
    assert listed.splitlines()[0].startswith("lundi  (")
    assert listed.splitlines()[1].startswith("équipe  (")

    refused = monday("training", "delete", "lundi", lang=lang)
    assert (refused.code, refused.err.split("]")[0]) == (2, "[not_confirmed")
    unknown = monday("training", "delete", "lund", "--yes", lang=lang)
    assert (unknown.code, unknown.err.split("]")[0]) == (2, "[record_unknown")
    assert "lundi" in unknown.err

    for name in ("lundi", "équipe"):
        assert monday("training", "delete", name, "--yes", lang=lang).code == 0
    assert kept(home, "play") == kept(home, "calibration") == []
    assert monday("training", "list", lang=lang).out.strip() == message("screens", "training_nothing_kept").to(lang)


def test_what_is_kept_is_erased_by_its_number_too(monday: Run, home: Path) -> None:
    monday("training", "play", FORUM, "mardi")
    numbers = dict(re.findall(r"(\w+)  \(.*n° (\d+)\)", monday("training", "list").out))
    ended = monday("training", "delete", numbers["lundi"], "--yes")

    assert says(ended, "training_deleted", name="lundi")
    assert list(re.findall(r"(\w+)  \(", monday("training", "list").out)) == ["mardi"]
    assert len(kept(home, "play")) == 1


def test_a_play_and_a_calibration_of_the_same_name_are_both_named_before_they_are_erased(monday: Run) -> None:
    monday("training", "calibrate", "lundi", *SCENARIOS)
    refused = monday("training", "delete", "lundi")

    assert len(refused.out.splitlines()) == 2


def test_purging_the_casebook_erases_them_too(monday: Run, home: Path) -> None:
    monday("training", "calibrate", "équipe", *SCENARIOS)
    assert monday("cases", "purge", "--all", "--yes").code == 0

    assert kept(home, "play") == kept(home, "calibration") == []


# --- cases made up -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "difficulty"), [("imposed", "easy"), ("coordination", "medium"), ("network_contact", "hard")]
)
def test_a_case_made_up_gives_its_form_and_the_same_seed_gives_the_same_bytes(
    run: Run, tmp_path: Path, form: str, difficulty: str
) -> None:
    for name in ("one", "two"):
        wanted = ("--difficulty", difficulty, "--seed", "7", "-o", tmp_path / f"{name}.yaml")
        assert run("training", "make", form, *wanted, "--kit", tmp_path / f"{name}.md").code == 0
    one, two = ((tmp_path / f"{name}.yaml").read_bytes() for name in ("one", "two"))
    assert one == two
    assert (tmp_path / "one.md").read_bytes() == (tmp_path / "two.md").read_bytes()
    assert message("training", "made_page").fr in (tmp_path / "one.md").read_text(encoding="utf-8")

    qualified = run("qualify", "--format", "json", tmp_path / "one.yaml")
    assert json.loads(qualified.out)["principal"] == form
    run("training", "make", form, "--difficulty", difficulty, "--seed", "8", "-o", tmp_path / "three.yaml")
    assert (tmp_path / "three.yaml").read_bytes() != one


def test_a_case_nearly_another_form_can_be_asked_for_and_is_printed_where_no_file_is_named(
    run: Run, tmp_path: Path
) -> None:
    printed = run("training", "make", "imposed", "--near", "initiative_based", "--difficulty", "easy")
    assert (printed.code, printed.err) == (0, "")

    (tmp_path / "case.yaml").write_text(printed.out, encoding="utf-8")
    assert json.loads(run("qualify", "--format", "json", tmp_path / "case.yaml").out)["principal"] == "imposed"


MADE = "imposed-hard-7"


def test_a_case_made_to_measure_is_printed_by_its_name_as_when_it_was_made(run: Run, tmp_path: Path) -> None:
    wanted = ("imposed", "--difficulty", "hard", "--seed", "7")
    assert run("training", "make", *wanted, "-o", tmp_path / "c.yaml", "--kit", tmp_path / "made.md").code == 0
    assert run("training", "kit", MADE, "-o", tmp_path / "kit.md").code == 0

    assert (tmp_path / "kit.md").read_bytes() == (tmp_path / "made.md").read_bytes()


def test_a_case_made_to_measure_is_played_to_the_end_and_players_do_not_meet_its_form(
    run: Run, home: Path, base: RuleBase, reasoner: Reasoner, on_file: Callable[[Case], Path]
) -> None:
    made = made_named(reasoner, MADE)
    assert made is not None
    seen = [run("training", "play", MADE, "mardi")]
    answers = {
        **{card.id: seat_case(made.play, card.id) for card in made.play.roles},
        "together": pooled_case(made.play),
    }
    seen += [run("training", "seat", "mardi", seat, on_file(case)) for seat, case in answers.items()]
    assert unfolded(message("screens", "training_next_replay_only", name='"mardi"').fr) in unfolded(seen[-1].out)
    seen += [run("training", "list"), run("training", "replay", "mardi", "--lever", "1")]
    for ended in seen:
        assert (ended.code, ended.err) == (0, "")
        assert "imposed" not in ended.out
        assert base.forms["imposed"].name.fr not in ended.out
    assert json.loads(kept(home, "play")[0])["play"] == MADE

    assert base.forms["imposed"].name.fr in run("training", "debrief", "mardi").out
    again = on_file(lever_case(made.play, made.play.levers[0]))
    assert run("training", "seat", "mardi", "together", again).code == 0
    assert unfolded(message("training", "replay_seen").fr) in unfolded(run("training", "replay", "mardi").out)


@pytest.mark.parametrize(("name", "code"), [("impose-hard-7", "form_unknown"), ("imposed-tough-7", "play_missing")])
@pytest.mark.parametrize("command", [("kit",), ("play", "mardi")])
def test_no_case_is_made_of_a_name_that_is_none(
    run: Run, home: Path, command: tuple[str, ...], name: str, code: str
) -> None:
    ended = run("training", command[0], name, *command[1:])

    assert (ended.code, ended.err.split("]")[0]) == (2, f"[{code}")
    assert kept(home, "play") == []


def test_a_kit_that_cannot_be_written_leaves_no_half_work(run: Run, tmp_path: Path) -> None:
    ended = run("training", "make", "imposed", "-o", tmp_path / "case.yaml", "--kit", tmp_path / "kit.xyz")

    assert (ended.code, ended.err.split("]")[0]) == (2, "[medium_unknown")
    assert not is_file(tmp_path / "case.yaml")


# --- practice and progress ---------------------------------------------------------------------------------


@pytest.fixture
def practised(home: Path) -> Callable[[str, str], None]:
    """Return what keeps a text as a learner's practice under way, or as their progress."""

    def keep(kind: str, text: str) -> None:
        book = open_casebook(home)
        assert book is not None
        with book:
            book.records.keep(kind, kind, text, seen=None)

    return keep


def line(exercise: str, form: str = "imposed", committed: str | None = "initiative_based") -> dict[str, object]:
    about = {"date": "2026-03-02", "exercise": exercise, "form": form, "committed": committed}
    return {**about, "asked": 4, "fewest": 2, "open": False}


DONE = record_text({"done": [line("c04_told_to_attend"), line("=1+1", "=cmd()", None)]})
UNDER_WAY = record_text({"exercise": "c10_phone_call", "asked": ["other_side"]})


@in_both_languages
def test_progress_is_shown_and_the_summary_for_a_trainer_is_a_file_that_no_spreadsheet_runs(
    run: Run, tmp_path: Path, base: RuleBase, practised: Callable[[str, str], None], lang: Lang
) -> None:
    practised(PROGRESS, DONE)
    shown = run("training", "progress", lang=lang)
    assert base.forms["imposed"].name.to(lang) in shown.out
    assert run("training", "progress", "--csv", tmp_path / "mine.csv", lang=lang).code == 0

    content = (tmp_path / "mine.csv").read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(content), delimiter=";" if lang == "fr" else ",")
    assert [len(row) for row in rows] == [len(head)] * 2
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert rows[1][1] == "'=1+1"


def test_a_summary_takes_the_place_of_no_file_unasked(
    run: Run, tmp_path: Path, practised: Callable[[str, str], None]
) -> None:
    practised(PROGRESS, DONE)
    path = tmp_path / "mine.csv"
    path.write_text("mine", encoding="utf-8")
    refused = run("training", "progress", "--csv", path)

    assert (refused.code, refused.err.split("]")[0]) == (2, "[output_there")
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("training", "progress", "--csv", path, "--yes").code == 0


def test_progress_goes_on_a_medium_too(run: Run, tmp_path: Path, practised: Callable[[str, str], None]) -> None:
    practised(PROGRESS, DONE)

    assert run("training", "progress", "-o", tmp_path / "mine.html").code == 0
    assert b"<table" in (tmp_path / "mine.html").read_bytes()


def test_erasing_takes_exercises_and_progress_and_nothing_else(
    monday: Run, home: Path, practised: Callable[[str, str], None]
) -> None:
    practised(PROGRESS, DONE)
    practised(PRACTICE, UNDER_WAY)
    assert monday("training", "progress", "--erase").err.startswith("[not_confirmed]")
    assert kept(home, PROGRESS) == [DONE]

    assert monday("training", "progress", "--erase", "--yes").code == 0
    assert kept(home, PROGRESS) == kept(home, PRACTICE) == []
    assert len(kept(home, "play")) == 1


def test_a_summary_is_written_before_what_it_sums_up_is_erased(
    run: Run, home: Path, tmp_path: Path, practised: Callable[[str, str], None]
) -> None:
    practised(PROGRESS, DONE)
    assert run("training", "progress", "--erase", "--yes", "--csv", tmp_path / "mine.csv").code == 0

    assert "c04_told_to_attend" in (tmp_path / "mine.csv").read_text(encoding="utf-8-sig")
    assert kept(home, PROGRESS) == []


@pytest.mark.parametrize(("text", "code"), [("{", "record_damaged"), ('{"format": 9}', "record_newer")])
def test_progress_that_cannot_be_read_is_told_and_stays_until_it_is_erased(
    run: Run, home: Path, practised: Callable[[str, str], None], typing: Callable[..., None], text: str, code: str
) -> None:
    practised(PROGRESS, text)
    typing()
    for command in ("progress", "practice"):
        ended = run("training", command)
        assert (ended.code, ended.err.split("]")[0]) == (2, f"[{code}")
    assert kept(home, PROGRESS) == [text]
    assert run("training", "progress", "--erase", "--yes").code == 0
    assert kept(home, PROGRESS) == []


@pytest.mark.parametrize(("text", "code"), [("{", "record_damaged"), ('{"format": 9}', "record_newer")])
def test_an_exercise_that_cannot_be_read_is_told_and_stays_until_it_is_dropped(
    run: Run, home: Path, practised: Callable[[str, str], None], typing: Callable[..., None], text: str, code: str
) -> None:
    practised(PRACTICE, text)
    typing()
    for named in ((), ("c30_landlord_and_social_service",)):
        ended = run("training", "practice", *named)
        assert (ended.code, ended.err.split("]")[0]) == (2, f"[{code}")
        assert kept(home, PRACTICE) == [text]

    assert says(run("training", "practice", "--drop"), "practice_dropped")
    assert kept(home, PRACTICE) == []
    assert says(run("training", "practice", "--drop"), "practice_none")


def test_an_exercise_under_way_comes_before_another_one_until_it_is_dropped(
    run: Run, home: Path, base: RuleBase, practised: Callable[[str, str], None], typing: Callable[..., None]
) -> None:
    practised(PRACTICE, UNDER_WAY)
    other = "c30_landlord_and_social_service"
    typing()
    ended = run("training", "practice", other)
    assert ended.code == common.INTERRUPTED
    assert says(ended, "practice_under_way")
    assert find_play("c10_phone_call", base).scenario.title.fr in ended.out

    dropped = run("training", "practice", other, "--drop")
    assert find_play(other, base).scenario.title.fr in dropped.out
    assert json.loads(kept(home, PRACTICE)[0])["exercise"] == other


def test_an_exercise_that_is_there_no_more_gives_way_to_the_next_or_to_the_one_named(
    run: Run, home: Path, practised: Callable[[str, str], None], typing: Callable[..., None]
) -> None:
    practised(PRACTICE, record_text({"exercise": "c99_taken_away", "asked": []}))
    typing()
    ended = run("training", "practice", "c30_landlord_and_social_service")

    assert ended.err.startswith("[play_missing]")
    assert says(ended, "practice_replaced")
    assert json.loads(kept(home, PRACTICE)[0])["exercise"] == "c30_landlord_and_social_service"


# --- a team beside the library -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def truths(library: tuple[Scenario, ...]) -> dict[str, Case]:
    return {one.case.id: one.case for one in library}


@pytest.fixture
def team(run: Run) -> Run:
    """Return the commands, once a calibration named `équipe` is opened."""
    assert run("training", "calibrate", "équipe", *SCENARIOS).code == 0
    return run


def test_three_people_answer_three_scenarios_before_and_after_and_nobody_is_told_from_the_others(
    team: Run, base: RuleBase, truths: dict[str, Case], tmp_path: Path
) -> None:
    for number in (1, 2):
        for rank, rater in enumerate("abc"):
            for name in SCENARIOS:
                options = options_of(truths[name])
                given = {id_: answer for id_, answer in truths[name].answers.items() if id_ in options}
                on_paper = typed_line(base, given, "fr") if number == 2 or rank else "1a"
                wanted = ("--as", rater, "--typed", on_paper, "--round", str(number))
                ended = team("training", "rate", "équipe", name, *wanted)
                assert ended.code == 0, ended.err
                assert not [form for form in base.forms.values() if form.name.fr in ended.out]

    shown = team("training", "calibration", "équipe")
    assert (shown.code, shown.err) == (0, "")
    assert unfolded(message("training", "calibration_small").fr) in unfolded(shown.out)
    assert "%" not in shown.out
    assert team("training", "calibration", "équipe", "-o", tmp_path / "equipe.html").code == 0


def test_answering_twice_under_a_letter_is_refused_and_a_name_is_no_letter(team: Run, home: Path) -> None:
    team("training", "rate", "équipe", SCENARIOS[0], "--as", "A", "--typed", "1a")
    before = kept(home, "calibration")
    for rater, code in (("A", "rating_doubled"), ("a", "rating_doubled"), ("Karim", "rater_not_letter")):
        ended = team("training", "rate", "équipe", SCENARIOS[0], "--as", rater, "--typed", "1b")
        assert (ended.code, ended.err.split("]")[0]) == (2, f"[{code}")

    other = team("training", "rate", "équipe", "s07_the_garden_behind_the_home", "--as", "B", "--typed", "1b")
    assert (other.code, other.err.split("]")[0]) == (2, "[scenario_unknown")
    assert kept(home, "calibration") == before


def test_an_answer_already_finished_is_corrected_when_that_is_wanted(team: Run, home: Path) -> None:
    for rater in "AB":
        team("training", "rate", "équipe", SCENARIOS[0], "--as", rater, "--typed", "1a")
    assert team("training", "rate", "équipe", SCENARIOS[0], "--as", "A", "--typed", "1b", "--again").code == 0

    ratings = json.loads(kept(home, "calibration")[0])["ratings"]
    first = {one["rater"]: next(iter(one["answers"]["answers"].values())) for one in ratings}
    assert len(ratings) == 2
    assert first["A"] != first["B"]


def test_finished_answers_are_taken_up_again_at_the_machine_when_that_is_wanted(
    team: Run, home: Path, typing: Callable[..., None]
) -> None:
    team("training", "rate", "équipe", SCENARIOS[0], "--as", "A", "--typed", "1a")
    typing("")
    refused = team("training", "rate", "équipe", SCENARIOS[0], "--as", "A")
    assert (refused.code, refused.err.split("]")[0]) == (2, "[rating_doubled")

    team("training", "rate", "équipe", SCENARIOS[0], "--as", "A", "--again")
    (rating,) = json.loads(kept(home, "calibration")[0])["ratings"]
    assert not rating["finished"]
    assert rating["answers"]["answers"]


def test_a_scenario_gone_from_the_library_is_told_and_what_was_answered_on_the_others_counts(
    team: Run, home: Path, rewritten: Rewrite
) -> None:
    for name in SCENARIOS[:2]:
        team("training", "rate", "équipe", name, "--as", "A", "--typed", "1b")
    rewritten("calibration", "équipe", lambda text: text.replace(SCENARIOS[0], "s99_taken_away"))
    shown = team("training", "calibration", "équipe")

    assert (shown.code, shown.err.split("]")[0]) == (0, "[scenario_gone")
    assert "Scénarios : 1" in shown.out
    assert "s99_taken_away" in kept(home, "calibration")[0]
    refused = team("training", "rate", "équipe", "s99_taken_away", "--as", "B", "--typed", "1b")
    assert (refused.code, refused.err.split("]")[0]) == (2, "[scenario_unknown")


def test_before_anybody_has_answered_a_calibration_says_so(team: Run) -> None:
    shown = team("training", "calibration", "équipe")

    assert shown.code == 0
    assert unfolded(message("training", "calibration_empty").fr) in unfolded(shown.out)


def test_a_story_is_read_first_and_answers_interrupted_are_resumed_and_counted_meanwhile(
    team: Run, home: Path, library: tuple[Scenario, ...], typing: Callable[..., None]
) -> None:
    story = next(one for one in library if one.case.id == SCENARIOS[0])
    typing("", "3", "1")
    ended = team("training", "rate", "équipe", SCENARIOS[0], "--as", "A")
    assert ended.code == common.INTERRUPTED
    assert unfolded(story.story_fr) in unfolded(ended.out)
    (rating,) = json.loads(kept(home, "calibration")[0])["ratings"]
    assert (rating["rater"], rating["finished"]) == ("A", False)
    assert says(
        team("training", "calibration", "équipe"), "rating_unfinished", rater="A", scenario=SCENARIOS[0], number=1
    )

    typing("")
    team("training", "rate", "équipe", SCENARIOS[0], "--as", "A")
    assert json.loads(kept(home, "calibration")[0])["ratings"] == [rating]
    assert team("training", "rate", "équipe", SCENARIOS[0], "--as", "A", "--typed", "3a").code == 0
    (finished,) = json.loads(kept(home, "calibration")[0])["ratings"]
    assert finished["finished"]


@pytest.mark.parametrize("replies", [(), ("",), ("", "q")])
def test_a_scenario_left_before_the_first_answer_is_not_answered(
    team: Run, home: Path, typing: Callable[..., None], replies: tuple[str, ...]
) -> None:
    typing(*replies)
    team("training", "rate", "équipe", SCENARIOS[0], "--as", "A")

    assert json.loads(kept(home, "calibration")[0])["ratings"] == []
