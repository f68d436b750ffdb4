"""Files taken into the casebook: a case exported from another casebook, or an answer file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualifier.cli.starting import take_in
from qualifier.knowledge.cases import read_draft
from qualifier.knowledge.faults import FaultsFound, shown_path

if TYPE_CHECKING:
    from qualifier.casebook.store import Casebook
    from qualifier.knowledge.models import RuleBase
    from qualifier.knowledge.rule_migrations import Migration


def taken_in(book: Casebook, path: Path, base: RuleBase, known: tuple[Migration, ...]) -> str:
    """Take a file into the casebook, and return the name that its case has there.

    Args:
        book: the casebook.
        path: the file.
        base: the rules.
        known: the migrations of the rules.

    Raises:
        FaultsFound: it is neither, or it is damaged; nothing of it was kept.
    """
    from qualifier.casebook.transfer import MOST_TEXT
    from qualifier.knowledge.documents import read_text

    try:
        return book.imported(read_text(path, MOST_TEXT), shown_path(path)).name
    except FaultsFound as faults:
        if {one.code for one in faults.faults} != {"import_not_ours"}:
            raise
    return take_in(book, read_draft(path, base), base, known)
