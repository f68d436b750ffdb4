"""Exercises over time: one line each, what was taken for what, what comes back when, what a trainer may be given."""

import csv
import datetime as dt
import io

import pytest

from qualifier.knowledge.cases import Answer
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.text import text
from qualifier.training.exercises import Exercise
from qualifier.training.lesson import lesson
from qualifier.training.practice import Practice
from qualifier.training.progress import (
    BOXES,
    Done,
    Progress,
    due,
    finished,
    matrix,
    matrix_table,
    progress_document,
    progress_from,
    progress_text,
    returns,
    summary_csv,
)
from qualifier.words import LANGS, Text

CODES = {"record_damaged"}
DAY = dt.date(2026, 3, 2)


def done(form: str, committed: str | None, days: int = 0, exercise: str = "one") -> Done:
    return Done(DAY + dt.timedelta(days), exercise, form, committed, 5, 3)


def missed(form: str = "strangers", days: int = 0) -> Done:
    return done(form, "household", days)


def found(form: str = "strangers", days: int = 0) -> Done:
    return done(form, form, days)


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days)


# --- one line an exercise ----------------------------------------------------------------------------------


def test_an_exercise_that_is_done_leaves_a_line_without_its_reasons(small_reasoner: Reasoner) -> None:
    answers = {"house": Answer("other"), "work": Answer("talked")}
    practice = Practice(small_reasoner.decisions, Exercise("one", Text("", ""), Text("", ""), answers, ""))
    line = finished(lesson(small_reasoner, practice.ask("sign").commit("strangers", "Pierre l'a dit.")), DAY)

    assert line == Done(DAY, "one", "good_neighbours", "strangers", 1, 2)
    assert not line.found
    assert "Pierre" not in progress_text(Progress((line,)))


def test_leaving_it_open_is_what_the_file_gives_when_the_file_does_not_settle_it() -> None:
    assert Done(DAY, "one", "undetermined.missing", None, 1, None, open=True).found
    assert Done(DAY, "one", "strangers", None, 1, None, open=True).found
    assert Done(DAY, "one", "strangers", "strangers", 1, None, open=True).found
    assert not Done(DAY, "one", "strangers", "household", 1, None, open=True).found
    assert not done("strangers", None).found


# --- what comes back ---------------------------------------------------------------------------------------


def test_what_was_found_at_once_does_not_come_back() -> None:
    assert returns(Progress((found(), found("household", 1)))) == ()


def test_what_was_missed_comes_back_the_next_day() -> None:
    progress = Progress((missed(),))

    assert due(progress, DAY) == ()
    assert due(progress, after(1)) == due(progress, after(100)) == ("strangers",)


def test_found_each_time_it_is_due_it_comes_back_ever_later_and_then_no_more() -> None:
    progress, day = Progress((missed(),)), 0
    for box, days in enumerate(BOXES):
        day += days
        assert due(progress, after(day - 1)) == ()
        assert due(progress, after(day)) == ("strangers",)
        assert returns(progress)[0].box == box
        progress = progress.with_done(found(days=day))

    assert BOXES == (1, 3, 7, 16, 35)
    assert returns(progress) == ()


def test_missed_again_it_starts_from_the_first_box() -> None:
    progress = Progress((missed(), found(days=1), found(days=4), missed(days=11)))

    assert [(one.day, one.box) for one in returns(progress)] == [(after(12), 0)]


def test_found_before_it_is_due_it_stays_where_it_was() -> None:
    progress = Progress((missed(), found(days=0), found(days=0)))

    assert due(progress, after(1)) == ("strangers",)


def test_what_waits_longest_comes_first_and_names_the_exercise_that_was_missed_last() -> None:
    progress = Progress((missed("shared_garden", 2), missed("strangers", 0), done("strangers", None, 1, "two")))

    assert due(progress, after(9)) == ("strangers", "shared_garden")
    assert [one.exercise for one in returns(progress)] == ["two", "one"]


# --- what was taken for what -------------------------------------------------------------------------------


def test_the_matrix_counts_the_pairs_that_were_met_and_no_other() -> None:
    progress = Progress((missed(), missed(days=1), found(days=2), done("household", None)))

    assert dict(matrix(progress)) == {
        ("strangers", "household"): 2,
        ("strangers", "strangers"): 1,
        ("household", None): 1,
    }


def test_the_table_has_a_row_for_each_form_of_the_files_and_a_column_for_each_answer(small_base: RuleBase) -> None:
    table = matrix_table(small_base, Progress((missed(), missed(), done("household", None))))

    assert [cell.en for cell in table.head] == ["What the file gives", "said: a household", "said: it cannot be told"]
    assert [[cell.en for cell in row] for row in table.rows] == [["strangers", "2", "·"], ["a household", "·", "1"]]


def test_with_more_answers_than_a_page_has_room_for_each_pair_has_a_row(small_base: RuleBase) -> None:
    answers = [*small_base.forms]
    table = matrix_table(small_base, Progress(tuple(done("strangers", one) for one in answers)))

    assert len(answers) > 4
    assert [row[1].fr for row in table.rows] == [form.name.fr for form in small_base.forms.values()]
    assert {len(row) for row in table.rows} == {len(table.head)} == {3}


def test_the_document_says_how_much_comes_back_and_never_which_form(small_base: RuleBase) -> None:
    shown = text(progress_document(small_base, Progress((missed(), missed("shared_garden", 3))), after(2)), ("en",))
    _, _, back = shown.partition("What comes back")

    assert "One form is to be met again today." in back
    assert "The next one comes back on 2026-03-06." in back
    assert not any(form.name.en in back for form in small_base.forms.values())


@pytest.mark.parametrize("lines", [(), (found(),), (missed(), done("old_form", "undetermined.old", 1))])
def test_the_document_is_readable_with_nothing_done_and_with_forms_that_the_rules_have_no_more(
    small_base: RuleBase, lines: tuple[Done, ...]
) -> None:
    document = progress_document(small_base, Progress(lines), DAY)
    shown = [text(document, (lang,)) for lang in LANGS]

    assert all("old_form" in one for one in shown) is any(line.form == "old_form" for line in lines)
    assert all("household" not in one for one in shown) or lines


# --- what a trainer may be given ---------------------------------------------------------------------------


def rows(base: RuleBase, progress: Progress, lang: str) -> list[list[str]]:
    written = summary_csv(base, progress, "fr" if lang == "fr" else "en")
    return list(csv.reader(io.StringIO(written, newline=""), delimiter=";" if lang == "fr" else ","))


def test_the_summary_has_a_line_an_exercise_in_the_words_of_the_language(small_base: RuleBase) -> None:
    progress = Progress((missed(), Done(after(1), "two", "undetermined.missing", None, 0, None)))

    assert rows(small_base, progress, "fr") == [
        [
            "date",
            "exercice",
            "ce que donne le dossier",
            "ce qui a été dit",
            "faits demandés",
            "faits qui suffisaient",
        ],
        ["2026-03-02", "one", "des inconnus", "une maisonnée", "5", "3"],
        ["2026-03-03", "two", "indéterminé (faits manquants)", "on ne peut pas trancher", "0", ""],
    ]
    assert [row[3] for row in rows(small_base, progress, "en")] == [
        "what was said",
        "a household",
        "it cannot be told",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@now", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1", '=a;b,c"d\ne'])
def test_no_cell_of_the_summary_can_be_taken_for_a_formula(small_base: RuleBase, name: str) -> None:
    progress = Progress((done(name, "strangers", exercise=name),))

    for lang in LANGS:
        assert rows(small_base, progress, lang)[1][1:3] == [f"'{name}"] * 2


# --- kept --------------------------------------------------------------------------------------------------


def test_progress_is_kept_as_text_and_read_back() -> None:
    progress = Progress((missed(), Done(after(1), "é « two »", "undetermined.missing", None, 0, None, open=True)))

    assert progress_from(progress_text(progress)) == progress
    assert progress_from(progress_text(Progress())) == Progress()


LINE = '{"date": "2026-03-01", "exercise": "a", "form": "b", "committed": null, "asked": 1, "fewest": 1, "open": false}'


def test_the_line_that_the_damaged_ones_are_made_of_is_sound() -> None:
    assert progress_from(f'{{"format": 1, "done": [{LINE}]}}').done[0].exercise == "a"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-03-01", "2026-13-01"),
        ('"2026-03-01"', "3"),
        ('"a"', "1"),
        ('"b"', "null"),
        ('"committed": null', '"committed": 4'),
        ('"asked": 1', '"asked": "1"'),
        ('"fewest": 1', '"fewest": 1.5'),
        ('"open": false', '"open": 0'),
        (', "open": false', ""),
    ],
)
def test_a_damaged_line_is_told(old: str, new: str) -> None:
    assert LINE.count(old) == 1
    with pytest.raises(FaultsFound) as told:
        progress_from(f'{{"format": 1, "done": [{LINE.replace(old, new)}]}}')

    assert [one.code for one in told.value.faults] == ["record_damaged"]


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"format": 1, "done": 3}',
        '{"format": 1, "done": ["one"]}',
        "[" * 100_000,
    ],
)
def test_a_damaged_record_is_told_and_brings_nothing_down(damaged: str) -> None:
    with pytest.raises(FaultsFound) as told:
        progress_from(damaged)

    assert [one.code for one in told.value.faults] == ["record_damaged"]
