"""Files taken into the casebook: a case exported from another casebook, or an answer file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualifier.cli import casebooks, common
from qualifier.cli.output import show_faults
from qualifier.cli.starting import take_in
from qualifier.knowledge.cases import aside_faults, read_draft
from qualifier.knowledge.faults import FaultsFound, shown_path
from qualifier.knowledge.kept import read_kept

if TYPE_CHECKING:
    from qualifier.casebook.store import Casebook
    from qualifier.knowledge.rule_migrations import Migration
    from qualifier.reasoning.verdict import Reasoner


def taken_in(book: Casebook, path: Path, reasoner: Reasoner, known: tuple[Migration, ...]) -> str:
    """Take a file into the casebook, and return the name that its case has there.

    Args:
        book: the casebook.
        path: the file.
        reasoner: the rules with their engine.
        known: the migrations of the rules.

    Raises:
        FaultsFound: it is neither, or it is damaged; nothing of it was kept.
    """
    from qualifier.casebook.transfer import MOST_TEXT, read
    from qualifier.knowledge.documents import read_text

    text, file = read_text(path, MOST_TEXT), shown_path(path)
    try:
        exported = read(text, file)
    except FaultsFound as faults:
        if {one.code for one in faults.faults} != {"import_not_ours"}:
            raise
        return _answers(book, path, reasoner, known)
    for viewpoint in exported.viewpoints:
        # Answers that cannot be read are told now, and not when the case is opened one day.
        read_kept(viewpoint.answers, file, reasoner.base, known, viewpoint.rules.migration)
    for verdict in exported.verdicts:
        casebooks.report_in(verdict.content, verdict.made)
    return book.imported(text, file).name


def _answers(book: Casebook, path: Path, reasoner: Reasoner, known: tuple[Migration, ...]) -> str:
    case = read_draft(path, reasoner.base)
    if case.aside:
        show_faults(aside_faults(case, shown_path(path), reasoner.base), common.LANG)
    return take_in(book, case, reasoner, known)
