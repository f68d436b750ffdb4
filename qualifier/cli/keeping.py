"""Where a sitting keeps its answers, each before the next question: the casebook, or a file that the user named."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qualifier.cli import casebooks
from qualifier.cli.output import as_argument
from qualifier.knowledge.cases import Case, save_case
from qualifier.knowledge.faults import shown_path
from qualifier.words import Lang, Text, message

if TYPE_CHECKING:
    from qualifier.casebook.store import Casebook, CaseLine, RulesMark, Viewpoint
    from qualifier.knowledge.models import RuleBase
    from qualifier.knowledge.rule_migrations import Migration
    from qualifier.report.contents.subject import Subject


class Keeper(Protocol):
    """Keeps the answers of one sitting."""

    @property
    def where(self) -> Text:
        """The place, in words."""
        ...

    @property
    def resume(self) -> str:
        """The command that resumes the sitting."""
        ...

    @property
    def kept(self) -> tuple[Text, ...]:
        """What to do with what was kept, said at the end, one command a line."""
        ...

    def ready(self) -> None:
        """Get ready to keep things, while the user reads.

        Raises:
            FaultsFound: nothing can be kept there.
        """
        ...

    def save(self, case: Case, finished: bool) -> None:
        """Keep the answers; once this returns they are safe.

        Args:
            case: the answers.
            finished: nothing is left to ask.

        Raises:
            FaultsFound: they could not be kept; what was there before is untouched.
        """
        ...

    def keep_verdict(self, about: Subject) -> None:
        """Keep a verdict as it was given.

        Raises:
            FaultsFound: it could not be kept.
        """
        ...


class FileKeeper:
    """Keeps the answers in a file; a verdict is worked out again from them."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self.path = path

    @property
    def where(self) -> Text:
        """The file."""
        return message("screens", "kept_in", path=shown_path(self.path))

    @property
    def resume(self) -> str:
        """The command that resumes the sitting."""
        return f'qualifier ask --file "{shown_path(self.path)}"'

    @property
    def kept(self) -> tuple[Text, ...]:
        """How to see the answers again, and to erase them."""
        return (message("screens", "kept", path=shown_path(self.path)),)

    def ready(self) -> None:
        """Nothing to get ready."""

    def save(self, case: Case, finished: bool) -> None:  # noqa: ARG002 - a file tells it by where it stopped
        """Write the answers down."""
        save_case(case, self.path)

    def keep_verdict(self, about: Subject) -> None:
        """Keep nothing: the file holds answers and nothing else."""


class CasebookKeeper:
    """Keeps the answers as a viewpoint of the casebook, which is begun with the first answer."""

    def __init__(self, base: RuleBase, known: tuple[Migration, ...], lang: Lang) -> None:
        """Prepare to keep answers; the casebook is opened when it is needed.

        Args:
            base: the rules that are answered.
            known: the migrations of the rules.
            lang: the language of the user.
        """
        self._base = base
        self._known = known
        self._lang = lang
        self._viewpoint: Viewpoint | None = None
        self._seen: dt.datetime | None = None
        self._there: tuple[str, bool] | None = None
        self._again: CaseLine | None = None
        self._given = Case("", {})
        self.name = ""

    @cached_property
    def book(self) -> Casebook:
        """The casebook, made if there is none."""
        found = casebooks.opened(self._lang)
        if found is None:
            raise AssertionError("a casebook that may be made is there")
        return found

    @property
    def where(self) -> Text:
        """The file of the casebook, or that it is in a database."""
        from qualifier.casebook.files import casebook_file
        from qualifier.cli.folders import home

        if casebooks.database():
            return message("screens", "kept_in_database")
        return message("screens", "kept_in", path=shown_path(casebook_file(home())))

    @property
    def resume(self) -> str:
        """The command that resumes the sitting."""
        return "qualifier"

    @property
    def kept(self) -> tuple[Text, ...]:
        """Under which name the answers are kept, how to see them again and to erase them."""
        if self._viewpoint is None:
            return (message("screens", "kept_nothing"),)
        keys = ("kept_as", "kept_see", "kept_report", "kept_erase")
        as_name, *commands = keys
        argument = as_argument(self.name)
        return (
            message("screens", as_name, name=self.name),
            *(message("screens", key, name=argument) for key in commands),
        )

    def ready(self) -> None:
        """Open the casebook."""
        _ = self.book

    def goes_on(self, viewpoint: Viewpoint, name: str) -> None:
        """Keep from now on the answers of a viewpoint that is there already.

        Args:
            viewpoint: what is kept.
            name: the name of its case.
        """
        self._viewpoint, self._seen, self.name = viewpoint, viewpoint.changed, name
        self._there = (viewpoint.answers, viewpoint.finished)

    def goes_on_anew(self, line: CaseLine, given: Case) -> None:
        """Keep the answers as a further viewpoint on a case, begun once they differ from those started from.

        Args:
            line: the case.
            given: the answers started from, if any.
        """
        self._again, self._given, self.name = line, given, line.name

    def save(self, case: Case, finished: bool) -> None:
        """Commit the answers; nothing is begun before there is something to keep."""
        nothing_new = (case.answers, case.skipped) == (self._given.answers, self._given.skipped)
        if self._viewpoint is None and nothing_new:
            return
        self._keep(case, finished)

    def _keep(self, case: Case, finished: bool) -> None:
        mark, text = casebooks.mark_of(self._base, self._known), casebooks.answers_text(case)
        if self._viewpoint is None:
            self._begin(case.id, text, mark)
        if self._viewpoint is not None and self._there != (text, finished):
            self._seen = self.book.save(self._viewpoint.id, text, mark, finished, seen=self._seen)
            self._there = (text, finished)

    def _begin(self, wished: str, text: str, mark: RulesMark) -> None:
        if self._again is None:
            self._viewpoint, self.name = casebooks.begun(self.book, wished, text, mark)
        else:
            self._viewpoint = self.book.again(self._again.id, text, mark)
        self._seen = self._viewpoint.changed

    def keep_verdict(self, about: Subject) -> None:
        """Keep the verdict with its whole report, as given; seen again at another date, even the same answers count."""
        from qualifier.explanation.comparison import outcome_of

        if self._viewpoint is None and self._again is not None:
            self._keep(about.case, finished=True)
        if self._viewpoint is not None:
            verdict = about.verdict
            mark = casebooks.mark_of(self._base, self._known)
            content = casebooks.verdict_content(about)
            self.book.keep_verdict(self._viewpoint.id, outcome_of(verdict), verdict.status, mark, content)
