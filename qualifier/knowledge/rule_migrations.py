"""What became of old names when the rules changed: read from `rules/migrations/`, and carried out on old answers.

Works on the plain data of a case file, before it is given its shape. An answer is renamed or set aside, never dropped.
What the rules of today still make of it is for `kept` and `cases`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from qualifier.knowledge.documents import Document, read_document
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, near, shown_path
from qualifier.knowledge.models import RuleBase
from qualifier.words import NOTHING, Text

FILE_NAME = re.compile(r"([0-9]{4})(?:_[a-z0-9]+)+\.yaml")
# Why an answer fits no more: by question and option; the option is empty when the whole question is gone.
Reasons = Mapping[tuple[str, str], Text]
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Migration:
    """One change of the rules, as old answers must meet it.

    Attributes:
        number: its rank, from 1; it is the start of the file's name.
        file: the file, as shown to the user.
        why: what changed.
        questions: the new name of each question renamed.
        options: for a question, by its new name, the new name of each option renamed.
        no_longer_fits: for a question, by its new name, the options without one successor, each with the reason.
        removed: the questions without successor, each with the reason.
        tensions: the new name of each tension renamed.
    """

    number: int
    file: str
    why: Text
    questions: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]
    no_longer_fits: Mapping[str, Mapping[str, Text]]
    removed: Mapping[str, Text]
    tensions: Mapping[str, str]


@dataclass(frozen=True)
class Migrated:
    """A case file's data under the names of today, and what had to be set aside on the way."""

    content: dict[str, object]
    notices: tuple[Fault, ...]


def last_number(migrations: Sequence[Migration]) -> int:
    """Return the number of the last migration, 0 when there is none: what a case written today has met."""
    return max((one.number for one in migrations), default=0)


# --- what an answer as written says ------------------------------------------------------------------------


def chosen(answer: object) -> str | None:
    """Return the option of an answer as written; None when it has none, or is damaged."""
    if isinstance(answer, dict) and answer.get("unknown") is None:
        answer = answer.get("option")
    return answer if isinstance(answer, str) else None


def put_aside(aside: Mapping[str, object], question: str, answer: object) -> dict[str, object]:
    """Return what is kept aside with one more answer; another one kept there under the same name moves beside it.

    Args:
        aside: what is kept so far.
        question: the question of the answer.
        answer: the answer, as written.
    """
    found = dict(aside)
    if question in found and found[question] != answer:
        found[_beside(found, question)] = found[question]
    found[question] = answer
    return found


def asked(name: str) -> str:
    """Return the question of an answer kept aside: older answers to it have a number after its name."""
    return name.partition(" (")[0]


def _beside(taken: Mapping[str, object], name: str, numbered: str = "{} ({})") -> str:
    """Return a name that is free beside one that is taken; by default one that no question could have."""
    number = 2
    while numbered.format(name, number) in taken:
        number += 1
    return numbered.format(name, number)


def outgrown(place: Place, answer: object, why: Reasons, ask: Text | None = None) -> Fault:
    """Say that an answer kept aside fits its question no more.

    Args:
        place: where it stands; its path is the question.
        answer: the answer, as written.
        why: the reasons that are known.
        ask: the words of the question, when they are at hand.
    """
    option = chosen(answer) or json.dumps(answer, ensure_ascii=False)
    reason = why.get((place.path, option))
    because = NOTHING if reason is None else Text(f" {reason.fr}", f" {reason.en}")
    return fault("answer_outgrown", place, question=ask or place.path, option=option, because=because)


def reasons(migrations: Sequence[Migration]) -> dict[tuple[str, str], Text]:
    """Return why answers fit no more, by the question's name of today and the option; an empty option is the whole.

    Args:
        migrations: in order.
    """
    found: dict[tuple[str, str], Text] = {}
    for one in migrations:
        found |= {(question, ""): reason for question, reason in one.removed.items()}
        for question, options in one.no_longer_fits.items():
            now = _now(migrations, one.number, question)
            found |= {(now[0], option): reason for option, reason in options.items() if now}
    return found


# --- carrying them out -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _State:
    """A case under way through the migrations.

    Attributes:
        content: its data.
        moved: the questions whose answer was set aside as fitting no more, by their present name.
        doubled: the questions that got two answers, by their present name.
    """

    content: dict[str, object]
    moved: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()


def migrated(content: Mapping[str, object], migrations: Sequence[Migration], since: int) -> Migrated:
    """Return the data of a case file under the names of today.

    What does not look like a case file is left as it is: its faults are told when it is given its shape.

    Args:
        content: the plain data of the file; it is not changed.
        migrations: in order.
        since: the number of the last migration that the file has met.
    """
    state = _State(dict(content))
    for one in migrations:
        if one.number > since and _readable(state.content):
            state = _step(state, one)
    return Migrated(state.content, tuple(_notices(state, reasons(migrations))))


def _readable(content: Mapping[str, object]) -> bool:
    tables = all(isinstance(content.get(key, {}), dict) for key in ("answers", "aside", "notes"))
    return tables and all(isinstance(content.get(key, []), list) for key in ("met", "skipped"))


def _table(content: Mapping[str, object], key: str) -> dict[str, object]:
    table = content.get(key)
    return table if isinstance(table, dict) else {}


def _step(state: _State, one: Migration) -> _State:
    """Carry out one migration: names first, then what fits no more is set aside, then options get their new names."""
    content = state.content
    aside = _renamed_aside(_table(content, "aside"), one.questions)
    answers, twice = _renamed_answers(_table(content, "answers"), one.questions)
    for question, answer in twice:
        aside = put_aside(aside, question, answer)
    gone = {question: answer for question, answer in answers.items() if _fits_no_more(one, question, answer)}
    for question, answer in gone.items():
        aside = put_aside(aside, question, answer)
    left = {question: answer for question, answer in answers.items() if question not in gone}
    return _State(
        _with_tables(content, one, _options_renamed(left, one), _options_renamed(aside, one)),
        (*_each_renamed(state.moved, one.questions), *gone),
        (*_each_renamed(state.doubled, one.questions), *(question for question, _ in twice)),
    )


def _with_tables(
    content: Mapping[str, object], one: Migration, answers: Mapping[str, object], aside: Mapping[str, object]
) -> dict[str, object]:
    """Return the data with these answers, and new names wherever else a question or a tension is named."""
    found = {**content, "answers": answers} if "answers" in content else dict(content)
    if aside:
        found["aside"] = aside
    for key in ("met", "skipped"):
        named = content.get(key)
        if isinstance(named, list):
            found[key] = list(dict.fromkeys(_each_renamed(named, one.questions)))
    if isinstance(at := content.get("at"), str):
        found["at"] = one.questions.get(at, at)
    if "notes" in content:
        found["notes"] = _renamed_notes(_table(content, "notes"), one.tensions)
    return found


def _each_renamed(named: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(name, name) for name in named)


def _renamed_answers(
    answers: Mapping[str, object], names: Mapping[str, str]
) -> tuple[dict[str, object], list[tuple[str, object]]]:
    """Return the answers under their new names, and those that came second to a name already taken."""
    found = {question: answer for question, answer in answers.items() if question not in names}
    twice: list[tuple[str, object]] = []
    for old, new in names.items():
        if old in answers and new in found:
            twice.append((new, answers[old]))
        elif old in answers:
            found[new] = answers[old]
    return found, twice


def _renamed_aside(aside: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """Return what is kept aside under the new names; what stands under a new name already keeps it."""
    found = {name: answer for name, answer in aside.items() if asked(name) not in names}
    for name, answer in aside.items():
        if (old := asked(name)) in names:
            new = names[old] + name.removeprefix(old)
            taken = new in found and found[new] != answer
            found[_beside(found, names[old]) if taken else new] = answer
    return found


def _renamed_notes(notes: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """Return the notes under the new names of their tensions; one whose new name is taken stands beside."""
    found = {name: note for name, note in notes.items() if name not in names}
    for old, new in names.items():
        if old in notes:
            found[_beside(found, new, "{}_{}") if new in found else new] = notes[old]
    return found


def _fits_no_more(one: Migration, question: str, answer: object) -> bool:
    return question in one.removed or chosen(answer) in one.no_longer_fits.get(question, {})


def _options_renamed(answers: Mapping[str, object], one: Migration) -> dict[str, object]:
    return {name: _with_option(answer, one.options.get(asked(name), {})) for name, answer in answers.items()}


def _with_option(answer: object, names: Mapping[str, str]) -> object:
    option = chosen(answer)
    if option is None or option not in names:
        return answer
    return {**answer, "option": names[option]} if isinstance(answer, dict) else names[option]


def _notices(state: _State, why: Reasons) -> Iterator[Fault]:
    """Say what was set aside, under the names of today."""
    aside = _table(state.content, "aside")
    for question in dict.fromkeys(state.moved):
        place = Place("", 0, question)
        if (question, "") in why:
            yield fault("answer_removed", place, question=question, because=why[question, ""])
        else:
            yield outgrown(place, aside.get(question), why)
    for question in dict.fromkeys(state.doubled):
        yield fault("answer_doubled", Place("", 0, question), question=question)


# --- reading them ------------------------------------------------------------------------------------------


def read_migrations(folder: Path, base: RuleBase) -> tuple[Migration, ...]:
    """Read the migrations of a rule folder, in order.

    Args:
        folder: the folder `rules/migrations/`; when it does not exist there are none.
        base: the rules of today, to which every old name must lead.

    Raises:
        FaultsFound: every fault of the files' shape, names and numbers, or else of what they name.
    """
    faults: list[Fault] = []
    read: list[tuple[Migration, Document]] = []
    for path in sorted(one for one in folder.glob("*") if one.suffix.lower() in (".yaml", ".yml")):
        try:
            read.append(_read(path))
        except FaultsFound as error:
            faults += error.faults
    if not faults:
        faults = [*_number_faults([one for one, _ in read])]
    if not faults:
        faults = [*_Names(base, [one for one, _ in read]).faults(read)]
    if faults:
        raise FaultsFound(faults)
    return tuple(one for one, _ in read)


def _read(path: Path) -> tuple[Migration, Document]:
    from qualifier.knowledge.schema import MigrationFile
    from qualifier.knowledge.shapes import shaped

    named = FILE_NAME.fullmatch(path.name)
    if named is None:
        raise FaultsFound([fault("migration_name", Place(shown_path(path)), name=path.name)])
    document = read_document(path)
    shape = shaped(document, MigrationFile)
    migration = Migration(
        number=int(named[1]),
        file=document.file,
        why=shape.why.text(),
        questions=shape.questions,
        options=shape.options,
        no_longer_fits={
            question: {option: reason.text() for option, reason in options.items()}
            for question, options in shape.no_longer_fits.items()
        },
        removed={question: reason.text() for question, reason in shape.removed.items()},
        tensions=shape.tensions,
    )
    return migration, document


def _number_faults(migrations: Sequence[Migration]) -> Iterator[Fault]:
    """Name the first number that does not follow the one before: those after it would be named for nothing."""
    for expected, one in enumerate(migrations, 1):
        if one.number != expected:
            given, wanted = f"{one.number:04}", f"{expected:04}"
            yield fault("migration_number", Place(one.file), number=given, expected=wanted)
            return


def _now(
    migrations: Sequence[Migration], number: int, question: str, option: str | None = None
) -> tuple[str, str | None] | None:
    """Follow a name through the migrations after a number; None when one of them gives it up.

    Args:
        migrations: in order.
        number: the migration after which the name stands.
        question: the question, by its name then.
        option: one of its options, likewise.
    """
    for one in migrations:
        if one.number <= number:
            continue
        if question in one.removed:
            return None
        question = one.questions.get(question, question)
        if option is None:
            continue
        if option in one.no_longer_fits.get(question, {}):
            return None
        option = one.options.get(question, {}).get(option, option)
    return question, option


def _circles(names: Mapping[Name, Name]) -> frozenset[Name]:
    """Return the names that lead back to themselves."""

    def comes_back(start: Name) -> bool:
        met, name = {start}, names.get(start)
        while name is not None and name not in met:
            met.add(name)
            name = names.get(name)
        return name == start

    return frozenset(name for name in names if comes_back(name))


class _Names:
    """Checks that every old name is really old, and leads to a name of today."""

    def __init__(self, base: RuleBase, migrations: Sequence[Migration]) -> None:
        self.base = base
        self.migrations = migrations
        questions: dict[str, str] = {}
        options: dict[tuple[str, str], tuple[str, str]] = {}
        tensions: dict[str, str] = {}
        for one in migrations:
            questions |= one.questions
            tensions |= one.tensions
            for question, names in one.options.items():
                if now := _now(migrations, one.number, question):
                    options |= {(now[0], old): (now[0], new) for old, new in names.items()}
        self.question_circles = _circles(questions)
        self.option_circles = _circles(options)
        self.tension_circles = _circles(tensions)

    def faults(self, read: Sequence[tuple[Migration, Document]]) -> Iterator[Fault]:
        for one, document in read:
            yield from self._questions(one, document)
            for question in dict.fromkeys((*one.options, *one.no_longer_fits)):
                yield from self._options(one, document, question)
            yield from self._removed(one, document)
            yield from self._tensions(one, document)

    def _questions(self, one: Migration, document: Document) -> Iterator[Fault]:
        known = self.base.questions.keys()
        for old, new in one.questions.items():
            place = document.place("questions", old)
            now = _now(self.migrations, one.number, new)
            yield from _old_name(place, old, known, circle=old in self.question_circles)
            if now and now[0] not in known and old not in self.question_circles:
                yield _unknown(place, now[0], known)

    def _options(self, one: Migration, document: Document, question: str) -> Iterator[Fault]:
        """Check what a migration says of the options of one question, unless that question was given up since."""
        now = _now(self.migrations, one.number, question)
        if now is None:
            return
        if now[0] not in self.base.questions:
            key = "options" if question in one.options else "no_longer_fits"
            yield _unknown(document.place(key, question), now[0], self.base.questions.keys())
            return
        known = [option.id for option in self.base.questions[now[0]].options]
        for old, new in one.options.get(question, {}).items():
            place = document.place("options", question, old)
            circle = (now[0], old) in self.option_circles
            yield from _old_name(place, old, known, circle=circle)
            after = _now(self.migrations, one.number, question, new)
            if after and after[1] not in known and not circle:
                yield _unknown(place, str(after[1]), known)
        for old in one.no_longer_fits.get(question, {}):
            place = document.place("no_longer_fits", question, old)
            yield from _old_name(place, old, known)
            if old in one.options.get(question, {}):
                yield fault("migration_both_ways", place, id=old)

    def _removed(self, one: Migration, document: Document) -> Iterator[Fault]:
        for question in one.removed:
            place = document.place("removed", question)
            yield from _old_name(place, question, self.base.questions.keys())
            if question in one.questions:
                yield fault("migration_both_ways", place, id=question)

    def _tensions(self, one: Migration, document: Document) -> Iterator[Fault]:
        known = self.base.tensions.keys()
        for old, new in one.tensions.items():
            place, now, circle = document.place("tensions", old), new, old in self.tension_circles
            for later in self.migrations[one.number :]:
                now = later.tensions.get(now, now)
            yield from _old_name(place, old, known, circle=circle)
            if now not in known and not circle:
                yield _unknown(place, now, known)


def _old_name(place: Place, name: str, known: Iterable[str], *, circle: bool = False) -> Iterator[Fault]:
    """Name what is wrong with the name that a migration gives up: it turns in a circle, or was never given up."""
    if circle:
        yield fault("migration_circle", place, id=name)
    elif name in known:
        yield fault("migration_still_there", place, id=name)


def _unknown(place: Place, name: str, known: Iterable[str]) -> Fault:
    return fault("migration_target_unknown", place, id=name, near=near(name, known))
