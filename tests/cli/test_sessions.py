"""The commands on sessions, run as a facilitator runs them: from answer files, from paper, and in two windows."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qualifier.casebook.files import casebook_file
from qualifier.casebook.store import open_casebook
from qualifier.cli import casebooks, common, open_records, session_sitting, sessions
from qualifier.cli.answering import RecordKeeper
from qualifier.cli.open_records import OpenRecord
from qualifier.cli.session_sitting import start_of
from qualifier.group.session import Session, Turn
from qualifier.interview.typed import typed_line
from qualifier.knowledge.cases import Case, Scenario, save_case
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.words import LANGS, Lang, message
from tests.cli.conftest import Ended
from tests.group.sessions import around
from tests.knowledge.test_kept import later_rules
from tests.support import PROJECT, case_of, options_of, small_rules

CODES = {
    "turn_gone",
    "sides_too_few",
    "dissent_long",
    "dissent_empty",
    "one_letter_many_files",
    "file_twice",
    "typed_and_files",
}
Run = Callable[..., Ended]
Five = list[dict[str, str]]
in_both_languages = pytest.mark.parametrize("lang", LANGS)
KARIM = "Karim Benali le dit"
TUESDAY = ("session", "new", "mardi")


@pytest.fixture(scope="module")
def five(library: tuple[Scenario, ...]) -> Five:
    scenario = next(one for one in library if one.case.id == "c09_convention_rewritten")
    return around(options_of(scenario.case))


@pytest.fixture(scope="module")
def papers(base: RuleBase, five: Five) -> list[str]:
    """What each of five people ticked on paper, as it is typed in."""
    return [typed_line(base, case_of(options).answers, "fr") for options in five]


@pytest.fixture
def files(tmp_path: Path, five: Five) -> list[Path]:
    """The answers of each of five people, in a file of their own."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for rank, options in enumerate(five):
        save_case(replace(case_of(options), id=f"Untel{rank}"), folder / f"{rank}.json")
    return sorted(folder.glob("*.json"))


@pytest.fixture
def shown(run: Run, files: list[Path]) -> Run:
    """Return the commands, once five people have answered and their answers are shown."""
    assert run(*TUESDAY).code == 0
    assert run("session", "answer", "mardi", *files).code == 0
    assert run("session", "reveal", "mardi", "--yes").code == 0
    return run


@pytest.fixture
def opened(home: Path) -> Iterator[Callable[[str], sessions.OpenSession]]:
    """Return what opens a session, as a window does that stays open."""
    yield lambda name: open_records.found(sessions.SESSIONS, name, None)
    casebooks.close_all()


def kept(home: Path, name: str = "mardi") -> dict[str, object]:
    """Return what is kept of a session."""
    book = open_casebook(home, create=False)
    assert book is not None
    with book:
        return json.loads(book.records.one("session", name).content)


def damaged(home: Path, content: str, name: str = "mardi") -> None:
    """Replace what is kept of a session."""
    book = open_casebook(home)
    assert book is not None
    with book:
        record = book.records.one("session", name)
        book.records.keep("session", name, content, seen=record.changed)


def refused(ended: Ended, code: str) -> bool:
    return ended.code == 2 and ended.err.startswith(f"[{code}]") and "Traceback" not in ended.err


# --- a whole session -------------------------------------------------------------------------------------------


@in_both_languages
def test_five_people_two_rounds_a_joint_viewpoint_a_dissent_and_a_report(
    run: Run, papers: list[str], files: list[Path], tmp_path: Path, base: RuleBase, lang: Lang
) -> None:
    def said(key: str, **values: object) -> str:
        return message("screens", key, **values).to(lang)

    begun = run(*TUESDAY, "--guide", "gease", "--verdicts", lang=lang)
    assert [one.say.to(lang).split()[0] in begun.out for one in base.frame.values()] == [True] * len(base.frame)
    assert said("session_begun", name="mardi") in begun.out
    assert said("turn_kept", label="A") in run("session", "answer", "mardi", "--typed", papers[0], lang=lang).out
    added = run("session", "answer", "mardi", *files[1:], lang=lang)
    assert [label for label in "BCDE" if f" {label}." in added.out] == list("BCDE")

    revealed = run("session", "reveal", "mardi", "--yes", lang=lang).out
    assert message("group", "room_title").to(lang) in revealed
    assert base.forms["cooperation"].name.to(lang) in revealed
    assert said("second_begun") in " ".join(run("session", "again", "mardi", lang=lang).out.split())
    changed = typed_line(
        base, {"practice_change": case_of({"practice_change": "each"}).answers["practice_change"]}, lang
    )
    for label in "bc":
        assert run("session", "answer", "mardi", "--as", label, "--typed", changed, lang=lang).code == 0
    waiting = run("session", "reveal", "mardi", "--yes", lang=lang).out
    assert said("reveal_waiting_2", count=3) in waiting
    assert message("group", "moved_title").to(lang) in waiting

    assert run("session", "talk", "mardi", "practice_change", "money", lang=lang).out.strip() == said(
        "talked_kept", count=2
    )
    assert run("session", "joint", "mardi", files[0], lang=lang).out.strip() == said("joint_kept", name='"mardi"')
    assert run("session", "dissent", "mardi", "on nous y oblige", "--form", "imposed", lang=lang).code == 0
    report = tmp_path / "report.md"
    assert run("session", "report", "mardi", "-o", report, lang=lang).code == 0
    written = report.read_text(encoding="utf-8").replace("\u00a0", " ")
    for text in (
        base.forms["common_action_project"].headline.to(lang),
        "on nous y oblige",
        base.questions["money"].ask.to(lang),
        message("group", "frame_title").to(lang),
    ):
        assert text in written
    assert report.stat().st_mode & 0o777 == 0o600


@in_both_languages
def test_the_list_and_where_a_session_stands_say_who_answered_and_never_what(
    run: Run, papers: list[str], base: RuleBase, lang: Lang
) -> None:
    assert run("session", "list", lang=lang).out.strip() == message("screens", "no_session").to(lang)
    run(*TUESDAY, "--sides", "le service, l'autre", lang=lang)
    run("session", "answer", "mardi", "--typed", papers[0], "--side", "l'autre", lang=lang)
    listed, stands = run("session", "list", lang=lang).out, run("session", "show", "mardi", lang=lang).out

    assert "mardi" in listed
    state = message("screens", "turn_finished")
    assert message("screens", "turn_line", label="A", side=" (l'autre)", state=state).to(lang).strip() in stands
    labels = [option.label.to(lang) for one in base.questions.values() for option in one.options]
    names = [form.name.to(lang) for form in base.forms.values()]
    assert [one for one in (*labels, *names) if len(one) > 12 and one in listed + stands] == []


def test_no_name_of_a_file_or_of_its_case_is_kept_nor_shown_once_it_is_in_the_session(
    run: Run, files: list[Path], home: Path
) -> None:
    run(*TUESDAY)
    assert "A" in run("session", "answer", "mardi", *files).out

    assert "Untel" not in json.dumps(kept(home))
    assert "Untel" not in run("session", "reveal", "mardi", "--yes").out
    assert "Untel" not in run("session", "report", "mardi").out


def test_verdicts_are_shown_to_the_room_when_asked_for_and_hidden_again(shown: Run, base: RuleBase) -> None:
    title = message("group", "map_title").fr
    assert title not in shown("session", "reveal", "mardi").out
    assert title in shown("session", "reveal", "mardi", "--verdicts").out
    assert title in shown("session", "reveal", "mardi").out
    assert title not in shown("session", "reveal", "mardi", "--no-verdicts").out


def test_what_is_typed_from_paper_in_the_second_round_changes_only_that(
    shown: Run, home: Path, base: RuleBase, five: Five
) -> None:
    shown("session", "again", "mardi")
    money = typed_line(base, case_of({"money": "gives"}).answers, "fr")
    assert shown("session", "answer", "mardi", "--typed", money, "--as", "A").code == 0
    (turn,) = (one for one in kept(home)["turns"] if one["number"] == 2)

    assert turn["answers"]["answers"] == {**five[0], "money": "gives"}


def test_the_joint_answers_begin_with_what_several_say_and_nobody_contradicts(
    shown: Run, home: Path, base: RuleBase, five: Five
) -> None:
    typed = typed_line(base, case_of({"practice_change": "each"}).answers, "fr")
    assert shown("session", "joint", "mardi", "--typed", typed).code == 0
    answers = kept(home)["joint"]["answers"]["answers"]

    assert answers["practice_change"] == "each"
    assert answers["money"] == five[0]["money"]
    assert "steering" not in answers


def test_a_guide_is_listed_and_printed(run: Run, base: RuleBase, tmp_path: Path) -> None:
    listed = run("session", "guide").out
    assert [one.name.fr in listed for one in base.guides.values()] == [True] * 4
    assert run("session", "guide", "gease", "-o", tmp_path / "g.html").code == 0
    assert base.guides["gease"].name.fr in (tmp_path / "g.html").read_text(encoding="utf-8")
    assert refused(run("session", "guide", "geas"), "guide_unknown")
    assert refused(run(*TUESDAY, "--guide", "geas"), "guide_unknown")


# --- what is refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("answer", "mardi", "--typed", "1c", "--as", "Marie"), "letter_wrong"),
        (("answer", "mardi", "--typed", "1c", "--as", "A"), "participant_doubled"),
        (("answer", "mardi", "--typed", "1c", "--side", "la mairie"), "side_unknown"),
        (("answer", "mardi", "--typed", " "), "typed_nothing"),
        (("answer", "mardi", "nowhere.json"), "file_missing"),
        (("answer", "mardi", "nowhere.json", "--typed", "1c"), "typed_and_files"),
        (("answer", "mardi"), "terminal_missing"),
        (("answer", "lundi", "--typed", "1c"), "record_unknown"),
        (("withdraw", "mardi", "z"), "participant_unknown"),
        (("reveal", "mardi"), "session_too_few"),
        (("again", "mardi"), "round_not_revealed"),
        (("joint", "mardi", "--typed", "1c"), "round_not_revealed"),
        (("dissent", "mardi", "parce que"), "joint_missing"),
        (("talk", "mardi", "mony"), "question_unknown"),
        (("dissent", "mardi", "parce que", "--form", "impose"), "form_unknown"),
        (("new", "mardi"), "record_name_taken"),
        (("delete", "mardi"), "not_confirmed"),
    ],
)
@in_both_languages
def test_what_cannot_be_done_yet_is_told_and_changes_nothing(
    run: Run, home: Path, command: tuple[str, ...], code: str, lang: Lang
) -> None:
    run(*TUESDAY)
    run("session", "answer", "mardi", "--typed", "1c 2b")
    before = kept(home)
    ended = run("session", *command, lang=lang)

    assert (ended.err.partition("]")[0], "Traceback" in ended.err) == (f"[{code}", False)
    assert ended.code in (2, 3)
    assert kept(home) == before


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("answer", "mardi", "--typed", "1c"), "round_revealed"),
        (("withdraw", "mardi", "z"), "participant_unknown"),
        (("withdraw", "mardi", "a"), "round_revealed"),
        (("again", "mardi"), "round_last"),
        (("answer", "mardi", "--typed", "1c", "--as", "Z"), "round_revealed"),
        (("dissent", "mardi", "  "), "dissent_empty"),
        (("dissent", "mardi"), "dissent_empty"),
    ],
)
def test_what_can_be_done_no_more_is_told_and_changes_nothing(
    shown: Run, home: Path, files: list[Path], command: tuple[str, ...], code: str
) -> None:
    shown("session", "joint", "mardi", files[0])
    if code == "round_last":
        shown("session", "again", "mardi")
    before = kept(home)

    assert refused(shown("session", *command), code)
    assert kept(home) == before


def test_in_the_second_round_one_withdraws_only_what_was_answered_in_it(
    shown: Run, home: Path, files: list[Path]
) -> None:
    first = kept(home)["turns"]
    shown("session", "again", "mardi")
    shown("session", "answer", "mardi", files[0], "--as", "C")
    assert refused(shown("session", "withdraw", "mardi", "b"), "nothing_to_withdraw")
    assert refused(shown("session", "withdraw", "mardi", "c"), "not_confirmed")

    assert shown("session", "withdraw", "mardi", "c", "--yes").code == 0
    assert kept(home)["turns"] == first
    assert shown("session", "reveal", "mardi", "--yes").code == 0
    for command in (("answer", "mardi", "--typed", "1c", "--as", "A"), ("answer", "mardi", files[0], "--as", "A")):
        assert refused(shown("session", *command), "round_over")


def test_in_the_second_round_answers_from_paper_and_from_files_need_their_letter(shown: Run, files: list[Path]) -> None:
    shown("session", "again", "mardi")

    assert refused(shown("session", "answer", "mardi", "--typed", "1c"), "letter_needed")
    assert refused(shown("session", "answer", "mardi", files[0]), "letter_needed")
    assert refused(shown("session", "answer", "mardi", files[0], "--as", "Z"), "participant_unknown")
    assert shown("session", "answer", "mardi", files[0], "--as", "C").code == 0


def test_a_file_given_twice_and_a_letter_for_several_files_keep_none_of_them(
    run: Run, home: Path, files: list[Path], tmp_path: Path
) -> None:
    run(*TUESDAY)
    link = tmp_path / "the same"
    link.symlink_to(files[0])

    assert refused(run("session", "answer", "mardi", files[0], files[1], link), "file_twice")
    assert refused(run("session", "answer", "mardi", *files[:2], "--as", "A"), "one_letter_many_files")
    assert kept(home)["turns"] == []


def test_a_scenario_is_an_answer_file_of_which_only_the_answers_are_taken(
    run: Run, home: Path, five: Five, library: tuple[Scenario, ...]
) -> None:
    """Without this, a group would have to copy answers out of the stories that come with the program."""
    run(*TUESDAY)
    stories = [one for one in library if one.case.id in {"c09_convention_rewritten", "s26_two_floors_apart"}]
    ended = run("session", "answer", "mardi", *(PROJECT / f"scenarios/{one.case.id}.yaml" for one in stories))

    assert (ended.code, ended.err) == (0, "")
    answers = [one["answers"]["answers"] for one in kept(home)["turns"]]
    assert [set(one) for one in answers] == [set(one.case.answers) for one in stories]
    for left in ("story", "expects", "accept", stories[0].title.fr, stories[1].title.fr):
        assert left not in json.dumps(kept(home), ensure_ascii=False)


def test_a_scenario_without_answers_is_told_as_any_file_without(run: Run, home: Path, tmp_path: Path) -> None:
    run(*TUESDAY)
    empty = tmp_path / "empty.yaml"
    empty.write_text("case: c\nstory: {fr: x}\nanswers: {}\n", encoding="utf-8")

    assert refused(run("session", "answer", "mardi", empty), "answers_none")
    assert kept(home)["turns"] == []


@in_both_languages
def test_the_same_answers_given_a_second_time_are_said_and_kept(
    run: Run, home: Path, files: list[Path], tmp_path: Path, lang: Lang
) -> None:
    """Two people may well agree on everything; one person may as well hand in two copies."""
    copy = tmp_path / "copy.json"
    copy.write_bytes(files[0].read_bytes())
    run(*TUESDAY, lang=lang)

    said = " ".join(message("screens", "files_alike").to(lang).split())
    first = run("session", "answer", "mardi", files[0], files[1], lang=lang)
    second = run("session", "answer", "mardi", files[2], copy, lang=lang)
    third = run("session", "answer", "mardi", files[3], copy, files[0], lang=lang)
    assert (first.code, second.code, third.code) == (0, 0, 0)
    assert [said in " ".join(one.out.split()) for one in (first, second, third)] == [False, False, True]
    assert [one["label"] for one in kept(home)["turns"]] == list("ABCDEFG")


@pytest.mark.parametrize("sides", ["le service", ",,", "a,a", "le service;le collège"])
def test_sides_that_are_not_two_are_refused(run: Run, sides: str) -> None:
    assert refused(run(*TUESDAY, "--sides", sides), "sides_too_few")
    assert refused(run(*TUESDAY, "--named-sides"), "sides_too_few")


def test_a_dissent_is_a_sentence_or_two_without_signs_that_nobody_sees(
    shown: Run, home: Path, files: list[Path]
) -> None:
    shown("session", "joint", "mardi", files[0])
    assert refused(shown("session", "dissent", "mardi", "é" * 501), "dissent_long")
    assert shown("session", "dissent", "mardi", "rouge\x1b[31m\nou vert").code == 0
    assert kept(home)["dissents"][0]["why"] == "rouge [31m ou vert"


def test_what_was_withdrawn_in_another_window_does_not_come_back(
    run: Run, opened: Callable[[str], sessions.OpenSession], papers: list[str]
) -> None:
    run(*TUESDAY)
    run("session", "answer", "mardi", "--typed", papers[0])
    turn = opened("mardi").state.turns[0]
    opened("mardi").change(lambda session: session.withdrawn("A"))

    with pytest.raises(FaultsFound) as error:
        opened("mardi").change(lambda session: session_sitting.kept_still(turn)(session, turn.case, True))
    assert [one.code for one in error.value.faults] == ["turn_gone"]


def test_one_file_that_cannot_be_read_keeps_none_of_them_and_all_faults_are_told(
    run: Run, home: Path, files: list[Path]
) -> None:
    run(*TUESDAY)
    files[1].write_text("answers: [", encoding="utf-8")
    files[2].unlink()
    ended = run("session", "answer", "mardi", *files)

    assert ended.code == 2
    assert {line.partition("]")[0] for line in ended.err.splitlines() if line.startswith("[")} == {
        "[file_not_yaml",
        "[file_missing",
    }
    assert kept(home)["turns"] == []


def test_the_answers_are_not_shown_without_a_yes(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*TUESDAY)
    for _ in range(2):
        run("session", "answer", "mardi", "--typed", "1c 2b")
    assert refused(run("session", "reveal", "mardi"), "not_confirmed")

    monkeypatch.setattr(common, "terminal", lambda: True)
    monkeypatch.setattr(common, "agreed", lambda _: False)
    left = run("session", "reveal", "mardi")
    assert message("screens", "reveal_ask", count=2).fr in left.out
    assert message("group", "room_title").fr not in left.out
    assert kept(home)["revealed"] is False


def test_a_finished_answer_is_replaced_only_on_purpose(run: Run, home: Path) -> None:
    run(*TUESDAY)
    run("session", "answer", "mardi", "--typed", "1c")
    assert run("session", "answer", "mardi", "--typed", "1a", "--as", "a", "--again").code == 0

    (turn,) = kept(home)["turns"]
    assert turn["answers"]["answers"] == {"other_side": "same_organisation"}


def test_fewer_than_five_cannot_be_the_threshold(run: Run) -> None:
    assert run(*TUESDAY, "--least", "4").code == 2
    assert run(*TUESDAY, "--least", "5").code == 0


# --- names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [("new", KARIM), ("new", "jeudi", "--sides", f"nous,{KARIM}"), ("dissent", "mardi", KARIM)],
)
def test_what_looks_like_a_person_is_refused_in_a_script_until_it_is_decided(
    shown: Run, files: list[Path], home: Path, command: tuple[str, ...]
) -> None:
    shown("session", "joint", "mardi", files[0])
    assert refused(shown("session", *command), "looks_personal")
    assert b"Benali" not in bytes_kept(home)

    assert shown("session", *command, "--names", "stand-ins").code == 0
    assert b"Benali" not in bytes_kept(home)


def test_a_name_kept_as_it_is_leaves_in_no_report_before_it_is_decided(
    run: Run, papers: list[str], files: list[Path], tmp_path: Path
) -> None:
    run("session", "new", KARIM, "--sides", "nous,chez Karim Benali", "--names", "as-is")
    for rank in range(6):
        side = ("nous", "chez Karim Benali")[rank % 2]
        run("session", "answer", KARIM, "--typed", papers[rank % 2], "--side", side)
    run("session", "reveal", KARIM, "--yes")
    run("session", "joint", KARIM, files[0])
    run("session", "dissent", KARIM, KARIM, "--names", "as-is")
    out = tmp_path / "report.html"

    assert refused(run("session", "report", KARIM, "-o", out), "looks_personal")
    assert not out.exists()
    assert run("session", "report", KARIM, "-o", out, "--names", "stand-ins").code == 0
    written = out.read_text(encoding="utf-8")
    assert message("group", "sides_title").fr in written
    assert "Benali" not in written
    assert "Karim" not in written


# --- two windows -----------------------------------------------------------------------------------------------


def test_two_windows_change_the_same_session_and_nothing_is_lost(
    run: Run, opened: Callable[[str], sessions.OpenSession], five: Five
) -> None:
    run(*TUESDAY)
    one, other = opened("mardi"), opened("mardi")

    def add(options: dict[str, str]) -> Callable[[Session], Session]:
        return lambda session: session.answered(Turn(session.letter(None), session.number, case_of(options)))

    one.change(add(five[0]))
    other.change(add(five[1]))
    one.change(lambda session: session.talking(["money"]))
    other.change(lambda session: session.talking(["paper"]))

    found = opened("mardi").state
    assert [options_of(view.case) for view in found.views(1)] == five[:2]
    assert found.labels == ("A", "B")
    assert found.talked == ("money", "paper")


def test_two_people_who_begin_at_two_machines_never_get_the_same_letter(
    run: Run,
    opened: Callable[[str], sessions.OpenSession],
    monkeypatch: pytest.MonkeyPatch,
    five: Five,
) -> None:
    """The second window has read the session before the first one began, and begins while the first one answers."""
    run(*TUESDAY)
    one, other = opened("mardi"), opened("mardi")
    waiting = list(zip((one, other), five, strict=False))

    def answers(keeper: RecordKeeper[Session], _: object, start: Case, *, blind: bool) -> None:
        """Let the next one begin before this one gives an answer."""
        assert blind
        _, options = waiting.pop(0)
        if waiting:
            session_sitting.answer_alone(waiting[0][0], None, None, again=False)
        keeper.save(replace(start, answers=case_of(options).answers), finished=True)

    monkeypatch.setattr(session_sitting, "needs_terminal", lambda: None)
    monkeypatch.setattr(session_sitting, "at_the_machine", answers)
    session_sitting.answer_alone(one, None, None, again=False)

    found = opened("mardi").state
    assert found.labels == ("A", "B")
    assert [options_of(view.case) for view in found.views(1)] == five[:2]


@pytest.fixture
def broken_off(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Return what lets something happen while somebody has the first question before them; then they break off."""

    def before(happens: Callable[[], object]) -> None:
        def left(*_: object, blind: bool) -> None:
            happens()
            raise KeyboardInterrupt

        monkeypatch.setattr(session_sitting, "needs_terminal", lambda: None)
        monkeypatch.setattr(session_sitting, "at_the_machine", left)

    return before


def test_whoever_breaks_off_before_the_first_answer_leaves_no_letter(
    run: Run,
    opened: Callable[[str], sessions.OpenSession],
    broken_off: Callable[[Callable[[], object]], None],
) -> None:
    run(*TUESDAY)
    held, began = opened("mardi"), []
    broken_off(lambda: began.extend(opened("mardi").state.labels))
    with pytest.raises(KeyboardInterrupt):
        session_sitting.answer_alone(held, None, None, again=False)

    assert began == ["A"]
    assert opened("mardi").state == Session()


def test_whoever_breaks_off_takes_away_nothing_that_was_answered_in_another_window_meanwhile(
    run: Run,
    opened: Callable[[str], sessions.OpenSession],
    broken_off: Callable[[Callable[[], object]], None],
    five: Five,
) -> None:
    run(*TUESDAY)
    held = opened("mardi")
    turn = Turn("A", 1, case_of(five[0]))
    broken_off(lambda: opened("mardi").change(lambda session: session.answered(turn)))
    with pytest.raises(KeyboardInterrupt):
        session_sitting.answer_alone(held, None, None, again=False)

    assert [options_of(view.case) for view in opened("mardi").state.views(1)] == five[:1]


def test_whoever_breaks_off_in_the_instant_in_which_the_letter_is_kept_leaves_none(
    run: Run, opened: Callable[[str], sessions.OpenSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*TUESDAY)
    held, real = opened("mardi"), OpenRecord.change
    calls: list[tuple[str, ...]] = []

    def kept_and_interrupted(record: sessions.OpenSession, step: Callable[[Session], Session]) -> Session:
        if calls:
            return real(record, step)
        # Kept, and the window does not know it yet.
        calls.append(real(opened("mardi"), step).labels)
        raise KeyboardInterrupt

    monkeypatch.setattr(OpenRecord, "change", kept_and_interrupted)
    monkeypatch.setattr(session_sitting, "needs_terminal", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        session_sitting.answer_alone(held, None, None, again=False)

    assert calls == [("A",)]
    assert opened("mardi").state == Session()


def test_who_is_answering_while_another_window_shows_the_answers_is_told_and_changes_nothing(
    shown: Run, opened: Callable[[str], sessions.OpenSession], five: Five
) -> None:
    window = opened("mardi")
    before = window.state
    turn = Turn("A", 1, case_of(five[1]))
    with pytest.raises(FaultsFound) as error:
        window.change(lambda session: session.answered(turn, again=True))
    assert [one.code for one in error.value.faults] == ["round_revealed"]

    shown("session", "again", "mardi")
    stale = opened("mardi")
    with pytest.raises(FaultsFound) as error:
        stale.change(lambda session: session.answered(turn, again=True))
    assert [one.code for one in error.value.faults] == ["round_revealed"]
    assert stale.state.views(1) == before.views(1)


def test_a_session_erased_in_another_window_is_told(run: Run, opened: Callable[[str], sessions.OpenSession]) -> None:
    run(*TUESDAY)
    window = opened("mardi")
    run("session", "delete", "mardi", "--yes")
    with pytest.raises(FaultsFound) as error:
        window.change(lambda session: session.talking(["money"]))
    assert [one.code for one in error.value.faults] == ["record_unknown"]


def test_the_second_round_starts_from_the_first_answers_at_the_machine(
    shown: Run, opened: Callable[[str], sessions.OpenSession], five: Five
) -> None:
    shown("session", "again", "mardi")

    assert options_of(start_of(opened("mardi").state, "C")) == five[2]


# --- kept, damaged, erased -------------------------------------------------------------------------------------


@in_both_languages
def test_a_session_answered_under_older_rules_is_carried_over_and_what_fits_no_more_is_told(
    run: Run, tmp_path: Path, lang: Lang
) -> None:
    before = small_rules(tmp_path / "before")
    run(*TUESDAY, "--rules", before, lang=lang)
    for typed in ("1b 2b 3c 5a", "1b 2b 3b 5a"):
        assert run("session", "answer", "mardi", "--typed", typed, "--rules", before, lang=lang).code == 0

    after = later_rules(tmp_path / "after", "labour", "spoke", "key_and_chores")
    ended = run("session", "reveal", "mardi", "--yes", "--rules", after, lang=lang)
    assert ended.code == 0
    assert {line.partition("]")[0].lstrip("[") for line in ended.err.splitlines() if line.startswith("[")} == {
        "answers_outgrown",
    }
    assert message("group", "room_title").to(lang) in ended.out


@in_both_languages
def test_no_command_says_which_answers_fit_the_rules_no_more_nor_whose_they_are(
    run: Run, home: Path, tmp_path: Path, lang: Lang
) -> None:
    """Said answer by answer, each command would tell the room what the letter A has answered."""
    before = small_rules(tmp_path / "before")
    run(*TUESDAY, "--rules", before, lang=lang)
    for typed in ("1b 2b 3c 5a", "1b 2b 3b 5a"):
        run("session", "answer", "mardi", "--typed", typed, "--rules", before, lang=lang)
    run("session", "reveal", "mardi", "--yes", "--rules", before, lang=lang)
    told = [word for one in kept(home)["turns"] for pair in one["answers"]["answers"].items() for word in pair]
    known = load_rules(before).questions.values()
    told += [text.to(lang) for one in known for text in (one.ask, *(option.label for option in one.options))]

    after = later_rules(tmp_path / "after", "labour", "spoke", "key_and_chores")
    count = message("faults", "answers_outgrown", count=3).to(lang)
    for command in (("show", "mardi"), ("list",), ("reveal", "mardi"), ("report", "mardi")):
        ended = run("session", *command, "--rules", after, lang=lang)
        assert ended.code == 0
        assert " ".join(ended.err.split()).endswith(count)
        assert ended.err.count("[") == 1
        assert [word for word in told if re.search(rf"\b{re.escape(word)}(?!\w)", ended.err)] == []


def test_one_damaged_session_does_not_hide_the_others_and_can_be_erased(run: Run, home: Path) -> None:
    run(*TUESDAY)
    run("session", "new", "jeudi")
    damaged(home, "{}")
    listed = run("session", "list")

    assert listed.code == 0
    assert listed.err.startswith("[record_damaged]")
    assert "jeudi" in listed.out
    assert message("screens", "state_unread").fr in listed.out
    assert refused(run("session", "show", "mardi"), "record_damaged")
    assert run("session", "delete", "mardi", "--yes").code == 0
    assert "mardi" not in run("session", "list").out


def test_a_damaged_answer_is_told_and_the_others_are_shown(shown: Run, home: Path) -> None:
    data = kept(home)
    data["turns"][1]["answers"] = {"answers": 12}
    damaged(home, json.dumps(data))
    ended = shown("session", "reveal", "mardi")

    assert ended.code == 0
    assert ended.err.startswith("[turn_unread]")
    assert message("group", "no_figures", least=5).fr in ended.out


def test_a_session_is_erased_whole_or_not_at_all(shown: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = sample_kept(home)
    assert sample in bytes_kept(home)
    monkeypatch.setattr(common, "terminal", lambda: True)
    monkeypatch.setattr(common, "agreed", lambda _: False)
    assert message("screens", "nothing_done").fr in shown("session", "delete", "mardi").out
    assert kept(home)["turns"]

    monkeypatch.setattr(common, "agreed", lambda _: True)
    assert message("screens", "session_deleted", name="mardi").fr in shown("session", "delete", "mardi").out
    assert sample not in bytes_kept(home)
    assert refused(shown("session", "show", "mardi"), "record_unknown")


def test_what_a_guide_keeps_hidden_is_recalled_before_anything_is_shown(
    run: Run, base: RuleBase, papers: list[str]
) -> None:
    run(*TUESDAY, "--guide", "gapp")
    for paper in papers[:2]:
        run("session", "answer", "mardi", "--typed", paper)
    shown = run("session", "reveal", "mardi", "--yes").out

    recalled = message("screens", "guide_hides", guide=base.guides["gapp"].name).fr.split(":")[0].strip()[:40]
    assert 0 <= shown.find(recalled) < shown.find(message("group", "room_title").fr)


def test_a_purge_erases_sessions_too(shown: Run, home: Path) -> None:
    sample = sample_kept(home)
    assert shown("cases", "purge", "--all", "--yes").code == 0
    assert sample not in bytes_kept(home)
    assert shown("session", "list").out.strip() == message("screens", "no_session").fr


def test_a_session_lives_in_an_encrypted_casebook(
    run: Run, home: Path, papers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3")
    run(*TUESDAY)
    run("session", "answer", "mardi", "--typed", papers[0])
    assert b"mardi" in bytes_kept(home)
    monkeypatch.setenv("QUALIFIER_PASSPHRASE", "open sesame")
    assert run("cases", "encrypt").code == 0

    assert run("session", "answer", "mardi", "--typed", papers[1]).code == 0
    assert message("group", "room_title").fr in run("session", "reveal", "mardi", "--yes").out
    assert b"mardi" not in bytes_kept(home)
    monkeypatch.setenv("QUALIFIER_PASSPHRASE", "wrong")
    assert refused(run("session", "show", "mardi"), "passphrase_wrong")


def test_nothing_of_a_session_is_made_by_looking_at_it(run: Run, home: Path) -> None:
    for command in (("list",), ("guide",), ("delete", "mardi", "--yes")):
        run("session", *command)
    assert not casebook_file(home).exists()


def sample_kept(home: Path) -> bytes:
    """Return a piece of what is kept of the only session, as it stands on disk."""
    with closing(sqlite3.connect(casebook_file(home))) as connection:
        ((content,),) = connection.execute("SELECT content FROM casebook_records").fetchall()
    return bytes(content)[20:90]


def bytes_kept(home: Path) -> bytes:
    """Return all that the casebook has on disk."""
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())
