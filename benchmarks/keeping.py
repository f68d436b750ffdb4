"""Measures the casebook (7) and the reports (8): a large casebook listed, an answer kept, each medium made."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.measures import Measure, Samples, timed
from qualifier.casebook.files import casebook_file
from qualifier.casebook.store import open_casebook
from qualifier.casebook.values import RulesMark
from qualifier.cli.casebooks import verdict_content
from qualifier.knowledge.cases import Case, written_case
from qualifier.knowledge.places import scenarios_folder
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.purposes import Purpose, report
from qualifier.report.contents.subject import subject
from qualifier.report.media import Medium, rendered
from qualifier.report.paper import paper_pdf

PROGRAM = str(Path(sys.executable).with_name("qualifier"))
CASES, ANSWERS_KEPT, RUNS = 10_000, 200, 5
MARK = RulesMark("0", "0" * 12, 0)
Environment = dict[str, str]


def keeping(reasoner: Reasoner, case: Case, environment: Environment, runs: int) -> Iterator[Measure]:
    """Measure the casebook and the reports.

    Args:
        reasoner: the rules.
        case: what is kept and reported on.
        environment: of the processes; its `QUALIFIER_HOME` is where the casebook is made.
        runs: how many processes to measure.
    """
    home = Path(environment["QUALIFIER_HOME"])
    yield from _large_casebook(reasoner, case, home, environment, runs)
    yield from _answers(case, home)
    yield from _media(reasoner, case)
    yield from _whole_processes(environment, runs)


def _large_casebook(
    reasoner: Reasoner, case: Case, home: Path, environment: Environment, runs: int
) -> Iterator[Measure]:
    """A casebook of ten thousand cases, each with its verdict, of which the last twenty are listed."""
    _fill(reasoner, case, home)
    turns = [(_process(("--version",), environment), _process(("cases", "list"), environment)) for _ in range(runs + 1)]
    start, listed = (tuple(samples) for samples in zip(*turns[1:], strict=True))
    beyond = tuple(whole - bare for bare, whole in turns[1:])
    yield Measure("yardstick: qualifier --version, whole process", start)
    yield Measure("7. list 20 of 10 000 cases, beyond process start", beyond, 0.15, yardstick=("--version", start))
    yield Measure("7. … whole process", listed, yardstick=("--version", start))
    database = casebook_file(home)
    reading = timed(RUNS, lambda: _read_plainly(database))
    opening = timed(RUNS, lambda: _list_once(home))
    yield Measure("7. … opening and listing, inside", opening, yardstick=("bare sqlite3", reading))


def _fill(reasoner: Reasoner, case: Case, home: Path) -> None:
    """Keep one case with its verdict, then copy its rows."""
    about = subject(reasoner, case)
    book = open_casebook(home)
    assert book is not None
    with book:
        viewpoint = book.begin("case 1", written_case(case), MARK)
        book.save(viewpoint.id, written_case(case), MARK, finished=True)
        book.keep_verdict(viewpoint.id, about.verdict.principal, about.verdict.status, MARK, verdict_content(about))
    tables = {"casebook_cases": "name", "casebook_viewpoints": "case_id", "casebook_verdicts": "viewpoint_id"}
    with closing(sqlite3.connect(casebook_file(home))) as database:
        for table, told_apart in tables.items():
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
            values = {one: one for one in columns} | {told_apart: "n" if told_apart != "name" else "'case ' || n"}
            database.execute(
                f"WITH RECURSIVE many(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM many WHERE n < {CASES}) "  # noqa: S608
                f"INSERT INTO {table} ({', '.join(columns)}) "
                f"SELECT {', '.join(values[one] for one in columns)} FROM {table}, many WHERE {table}.id = 1"
            )
        database.commit()


def _process(arguments: tuple[str, ...], environment: Environment) -> float:
    command = (PROGRAM, *arguments, "--lang", "fr") if arguments != ("--version",) else (PROGRAM, *arguments)
    return timed(
        1,
        lambda: subprocess.run(
            command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ),
    )[0]


def _read_plainly(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("SELECT * FROM casebook_cases ORDER BY changed DESC, id DESC LIMIT 20").fetchall()


def _list_once(home: Path) -> None:
    book = open_casebook(home, create=False)
    assert book is not None
    with book:
        book.cases(20)


def _answers(case: Case, home: Path) -> Iterator[Measure]:
    """Answers kept one by one, each safe on disk before the next."""
    text, plain = written_case(case), _synced_writes(home, written_case(case))
    book = open_casebook(home)
    assert book is not None
    with book:
        viewpoint = book.begin("kept again and again", text, MARK)
        kept = timed(ANSWERS_KEPT, lambda: book.save(viewpoint.id, text, MARK))
    yield Measure("7. an answer kept, 95th percentile", kept, 0.05, "95 %", yardstick=("write and fsync", plain))


def _synced_writes(folder: Path, text: str) -> Samples:
    def write() -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    path = folder / "yardstick.txt"
    found = timed(ANSWERS_KEPT, write)
    path.unlink()
    return found


def _media(reasoner: Reasoner, case: Case) -> Iterator[Measure]:
    """Each medium, from an explained verdict to its bytes."""
    about = subject(reasoner, case)
    data = timed(RUNS, lambda: report(about, Purpose.PRACTITIONER))
    yield Measure("yardstick: the report as data", data)
    for medium, promised in {Medium.HTML: 0.3, Medium.PDF: 2.0, Medium.DOCX: None, Medium.MARKDOWN: None}.items():
        made = timed(RUNS, lambda medium=medium: rendered(report(about, Purpose.PRACTITIONER), medium, ("fr",)))
        name = f"8. two pages for practitioners, {medium.value}"
        yield Measure(name, made, promised, yardstick=("as data", data))
    yield Measure("8. the questionnaire on paper, pdf", timed(RUNS, lambda: paper_pdf(reasoner.base, "fr")))


def _whole_processes(environment: Environment, runs: int) -> Iterator[Measure]:
    """Whole processes, from an answer file to the file of the report."""
    scenario, folder = scenarios_folder() / "c19_football_project.yaml", Path(environment["QUALIFIER_HOME"])
    for suffix, promised in {"html": None, "pdf": 2.0, "docx": None}.items():
        arguments = ("report", str(scenario), "-o", str(folder / f"report.{suffix}"), "--yes")
        found = tuple(_process(arguments, {**environment}) for _ in range(runs))
        yield Measure(f"8. qualifier report, {suffix}, whole process", found, promised)
