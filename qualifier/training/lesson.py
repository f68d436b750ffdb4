"""What a practice teaches: the facts asked alone and the full file, each question beside the one that told most apart.

Everything is worked out from the rules and the file; it is said without a mark or a rank. The practice itself is in
`practice`, what becomes of it over time in `progress`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from qualifier.explanation.comparison import outcome_of
from qualifier.explanation.explain import Explanation, bibliography, explain_case
from qualifier.explanation.prospects import outcome_name
from qualifier.explanation.why_not import Reason, excluded_because
from qualifier.interview.order import CLOSE
from qualifier.knowledge.models import INFERENCE, UNDETERMINED, RuleBase
from qualifier.reasoning.decisions import PRINCIPAL
from qualifier.reasoning.lookahead import weight_left
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph, Table
from qualifier.report.shared import references
from qualifier.training.fewest import fewest_facts
from qualifier.training.practice import Fact, Practice, best_next, deciding, fact_words, known_options
from qualifier.words import NOTHING, Text, join, message

# How what was committed to stands to the full file and to the facts asked. `right`: as the file; `open`: the file does
# not tell either; `early`: it could not be told yet; `told`: it could be told already; `possible`: the facts asked
# left it possible; `apart`: they ruled it out.
Standing = Literal["right", "open", "early", "told", "possible", "apart"]
# How a question asked compares with the one that told most apart: as well or nearly, less; it could change nothing
# (`idle`); the form was settled already (`settled`).
Compared = Literal["best", "close", "less", "idle", "settled"]
OPEN = (f"{UNDETERMINED}.missing", f"{UNDETERMINED}.disputed")
MOST_NAMES = 5
MOST_WHYS = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """A question asked, and what told most apart just then.

    Attributes:
        left: how many conclusions were possible afterwards.
        compared: how it compares with `best`; None without diagrams.
        best: the question that told most apart; None when the form was settled, or nothing could change it.
    """

    fact: Fact
    left: int
    compared: Compared | None
    best: str | None


@dataclass(frozen=True)
class Lesson:
    """What a practice teaches.

    Attributes:
        alone: the verdict on the facts asked, explained.
        whole: the verdict on the full file, explained.
        outcome: what the full file gives: a form, or `undetermined.reason`.
        possible: what the facts asked leave possible, in order of precedence.
        standing: how what was committed to stands to both.
        said: the same as a sentence.
        moments: the questions asked, in order.
        fewest: a smallest set of facts of the file that settles it; None when none does, or without diagrams.
        one_by_one: how many facts are needed when each question is the one that tells most apart; None as above.
        overlooked: the fewest further facts that would have settled it, beside those asked.
        confusion: what tells the form of the file from the one committed to; None when they are the same.
    """

    practice: Practice
    alone: Explanation
    whole: Explanation
    outcome: str
    possible: tuple[str, ...]
    standing: Standing
    said: Text
    moments: tuple[Moment, ...]
    fewest: tuple[str, ...] | None
    one_by_one: int | None
    overlooked: tuple[str, ...]
    confusion: Reason | None

    @property
    def base(self) -> RuleBase:
        """The rules."""
        return self.practice.base

    @property
    def committed(self) -> str | None:
        """What was committed to; None when it was found that it cannot be told."""
        return self.practice.commitment.form if self.practice.commitment else None

    @property
    def found(self) -> bool:
        """Whether what was committed to is what the full file gives."""
        return as_the_file(self.outcome, self.committed, open_=self.open)

    @property
    def open(self) -> bool:
        """Whether the full file leaves it open, wholly or in part."""
        return leaves_open(self.whole.verdict)


def as_the_file(outcome: str, committed: str | None, *, open_: bool) -> bool:
    """Tell whether what was committed to is what a file gives.

    Args:
        outcome: what the file gives.
        committed: what was committed to; None for "it cannot be told".
        open_: whether the file leaves it open.
    """
    return open_ if committed is None else committed == outcome


def leaves_open(verdict: Verdict) -> bool:
    """Tell whether a verdict leaves the form open: provisional, or undetermined for want of facts."""
    return verdict.status == "provisional" or outcome_of(verdict) in OPEN


def lesson(reasoner: Reasoner, practice: Practice) -> Lesson:
    """Work out what a practice teaches.

    Args:
        reasoner: the rules with their engine.
        practice: a practice in which a form was committed to.

    Raises:
        ValueError: nothing was committed to yet.
    """
    if practice.commitment is None:
        raise ValueError(practice.exercise.id)
    alone, whole = explain_case(reasoner, practice.alone), explain_case(reasoner, practice.full)
    outcome, committed = outcome_of(whole.verdict), practice.commitment.form
    found = as_the_file(outcome, committed, open_=leaves_open(whole.verdict))
    possible = still_possible(reasoner, practice.options)
    standing = _standing(committed, possible, found=found)
    return Lesson(
        practice=practice,
        alone=alone,
        whole=whole,
        outcome=outcome,
        possible=possible,
        standing=standing,
        said=_said(reasoner, practice, whole.verdict, possible, standing),
        moments=tuple(_moments(reasoner, practice)),
        fewest=_fewest(reasoner, practice, {}),
        one_by_one=_one_by_one(reasoner, practice),
        overlooked=_fewest(reasoner, practice, practice.options) or (),
        confusion=None if found else _confusion(reasoner.base, whole, outcome, committed),
    )


def still_possible(reasoner: Reasoner, options: dict[str, str]) -> tuple[str, ...]:
    """Return what some facts leave possible, in order of precedence; exactly so with diagrams.

    Args:
        reasoner: the rules with their diagrams.
        options: the facts known, an option by question.
    """
    ahead = reasoner.ahead
    left = ahead.left(options).possible if ahead else Outlook(reasoner.decisions, options).possible(PRINCIPAL)
    return tuple(one for one in reasoner.decisions.domains[PRINCIPAL] if one in left)


# --- how what was committed to stands ----------------------------------------------------------------------


def _standing(committed: str | None, possible: tuple[str, ...], *, found: bool) -> Standing:
    if found:
        return "open" if committed is None else "right"
    if committed is None:
        return "told" if len(possible) == 1 else "early"
    return "possible" if committed in possible else "apart"


def _said(reasoner: Reasoner, practice: Practice, file: Verdict, possible: tuple[str, ...], standing: Standing) -> Text:
    committed = (practice.commitment.form if practice.commitment else None) or OPEN[0]
    names = {"file": outcome_name(reasoner.base, outcome_of(file)), "own": outcome_name(reasoner.base, committed)}
    said = [message("training", f"lesson_{standing}", **names)]
    if file.status == "provisional":
        said.append(message("training", "file_provisional"))
    if standing == "apart":
        said.append(_ruled_out(reasoner, practice, committed))
    if standing in ("apart", "possible") or (standing in ("right", "early") and len(possible) > 1):
        said.append(_left_over(reasoner.base, possible))
    elif standing == "right":
        said.append(message("training", "lesson_facts_settle"))
    return join(said)


def _left_over(base: RuleBase, possible: tuple[str, ...]) -> Text:
    """Say what the facts asked left possible: by name when there are few."""
    if len(possible) > MOST_NAMES:
        return message("training", "left_many", count=len(possible))
    names = join([outcome_name(base, one) for one in possible], ", ")
    return message("training", "left_one" if len(possible) == 1 else "left_some", names=names)


def _ruled_out(reasoner: Reasoner, practice: Practice, committed: str) -> Text:
    """Say which fact asked ruled out a form, when the rules say it of that form alone."""
    form = reasoner.base.forms.get(committed)
    if form is None:
        return NOTHING
    reason = excluded_because(reasoner.base, Outlook(reasoner.decisions, practice.options).possible, form)
    return message("training", "ruled_out_by", fact=reason.text) if reason else NOTHING


def _confusion(base: RuleBase, whole: Explanation, outcome: str, committed: str | None) -> Reason:
    """Return what tells the form of the file from the one committed to: in the rules' words, else by the file."""
    true, taken = base.forms.get(outcome), base.forms.get(committed or "")
    if true and taken and taken.id in true.confusions:
        return Reason(true.confusions[taken.id], true.source)
    if true and taken and true.id in taken.confusions:
        return Reason(message("training", "seen_from", own=taken.name, text=taken.confusions[true.id]), taken.source)
    if taken is None:
        return Reason(whole.headline, whole.proof.source)
    return next(one.reason for one in whole.why_not if one.form == taken.id)


# --- what was asked ----------------------------------------------------------------------------------------


def _moments(reasoner: Reasoner, practice: Practice) -> Iterator[Moment]:
    """Yield each question asked, as things stood when it was."""
    facts = practice.facts
    for rank, fact in enumerate(facts):
        before = facts[:rank]
        options = known_options(before)
        passed = [one.question for one in before if one.option is None]
        best = best_next(reasoner, options, passed)
        after = known_options(facts[: rank + 1])
        compared = _compared(reasoner, fact.question, options, best)
        yield Moment(fact, len(still_possible(reasoner, after)), compared, best)


def _compared(reasoner: Reasoner, question: str, options: dict[str, str], best: str | None) -> Compared | None:
    ahead = reasoner.ahead
    if ahead is None:
        return None
    left = ahead.left(options)
    if best is None:
        return "settled" if left.outcome is not None else "idle"
    if question not in deciding(reasoner.decisions, ahead, options):
        return "idle"
    own, most = (weight_left(left, ahead.rank[one]) for one in (question, best))
    if question == best or own <= most:
        return "best"
    return "close" if own <= most + CLOSE else "less"


def _fewest(reasoner: Reasoner, practice: Practice, known: dict[str, str]) -> tuple[str, ...] | None:
    """Return the fewest facts of the file that settle it beside some that are known."""
    ahead = reasoner.ahead
    if ahead is None:
        return None
    file = known_options(list(map(practice.fact, practice.base.questions)))
    found = fewest_facts(ahead.left(known), ahead.ranks(file))
    if found is None:
        return None
    names = {ahead.order[rank] for rank in found}
    return tuple(one for one in practice.base.questions if one in names)


def _one_by_one(reasoner: Reasoner, practice: Practice) -> int | None:
    """Return how many facts it takes when each question is the one that tells most apart at that moment."""
    ahead = reasoner.ahead
    asked = Practice(practice.decisions, practice.exercise)
    while ahead is not None:
        if ahead.left(asked.options).outcome is not None:
            return len(asked.asked)
        passed = [one.question for one in asked.facts if one.option is None]
        following = best_next(reasoner, asked.options, passed)
        if following is None:
            return None
        asked = asked.ask(following)
    return None


# --- as a document -----------------------------------------------------------------------------------------


def lesson_document(found: Lesson) -> Document:
    """Return what a practice teaches, as a document.

    Args:
        found: the lesson.
    """
    blocks: list[Block] = [
        Paragraph(found.said, "strong"),
        *_own_words(found),
        *_two_readings(found),
        *_asked(found),
        *_overlooked(found),
        *_told_apart(found),
        *_to_read(found),
    ]
    about = ((message("training", "exercise"), found.practice.exercise.title),)
    return Document(message("training", "lesson_title"), about, tuple(blocks), message("training", "lesson_foot"))


def _heading(key: str) -> Heading:
    return Heading(message("training", key))


def _own_words(found: Lesson) -> Iterator[Block]:
    """Yield what the learner committed to, and why."""
    why = found.practice.commitment.why if found.practice.commitment else ""
    name = message("training", "cannot_tell") if found.committed is None else outcome_name(found.base, found.committed)
    yield _heading("lesson_own")
    yield Paragraph(name)
    yield Paragraph(message("training", "own_reasons", why=why) if why else message("training", "no_reasons"), "quiet")


def _two_readings(found: Lesson) -> Iterator[Block]:
    """Yield the engine's reading of the facts asked alone, and of the full file."""
    alone = message("training", "with_facts", headline=found.alone.headline)
    whole = message("training", "with_file", headline=found.whole.headline)
    yield _heading("lesson_readings")
    yield Listing((Item(alone), Item(whole)))


def counted(found: Lesson) -> Text:
    """Say how many facts were asked for, and how many would have been enough."""
    asked = len(found.practice.asked)
    first = message("training", "asked_one" if asked == 1 else "asked_some" if asked else "asked_none", count=asked)
    if found.fewest is None:
        second = message("training", "file_open") if found.open else NOTHING
        return message("training", "counted_alone", asked=first, more=second)
    enough = len(found.fewest)
    key = "enough_more" if asked < enough else "enough_one" if enough == 1 else "enough_some"
    both = message("training", "counted", asked=first, enough=message("training", key, count=enough))
    if found.one_by_one is None:
        return both
    return join([both, message("training", "one_by_one", count=found.one_by_one)])


def _asked(found: Lesson) -> Iterator[Block]:
    """Yield each question asked beside the one that told most apart."""
    yield _heading("lesson_asked")
    yield Paragraph(counted(found))
    if found.moments:
        head = tuple(message("training", f"moment_{one}") for one in ("asked", "left", "best"))
        rows = tuple(_row(found.base, rank, one) for rank, one in enumerate(found.moments, start=1))
        yield Table(message("training", "moments"), head, rows)


def _row(base: RuleBase, rank: int, moment: Moment) -> tuple[Text, ...]:
    asked = base.questions[moment.fact.question].ask
    told = message("verdict", "answered", ask=asked, label=fact_words(base, moment.fact))
    left = Text(str(moment.left), str(moment.left))
    return message("training", "numbered", rank=rank, text=told), left, _best_words(base, moment)


def _best_words(base: RuleBase, moment: Moment) -> Text:
    best = base.questions[moment.best].ask if moment.best else NOTHING
    words = message("training", f"compared_{moment.compared or 'unknown'}", best=best)
    if moment.compared != "idle" or best == NOTHING:
        return words
    return join([words, message("training", "rather", best=best)])


def _overlooked(found: Lesson) -> Iterator[Block]:
    """Yield the facts that were wanting beside those asked; when none was, the shortest proof that the file holds."""
    if found.overlooked:
        key = "overlooked_one" if len(found.overlooked) == 1 else "overlooked_some"
        yield _heading("lesson_overlooked")
        yield Paragraph(message("training", key, count=len(found.overlooked)))
        yield Listing(tuple(_wanting(found, one) for one in found.overlooked))
    elif found.fewest:
        yield _heading("lesson_enough")
        yield Paragraph(message("training", "enough_note"), "quiet")
        yield Listing(tuple(_enough(found, one) for one in found.fewest))


def _enough(found: Lesson, question: str) -> Item:
    key = "enough_asked" if question in found.practice.asked else "enough_not_asked"
    return Item(message("training", key, ask=found.base.questions[question].ask))


def _wanting(found: Lesson, question: str) -> Item:
    """Return a fact that was wanting, with why its question counts while there are few of them."""
    asked = found.base.questions[question]
    fact = fact_words(found.base, found.practice.fact(question))
    why = (Item(asked.why),) if len(found.overlooked) <= MOST_WHYS else ()
    return Item(message("verdict", "answered", ask=asked.ask, label=fact), (), why)


def _told_apart(found: Lesson) -> Iterator[Block]:
    """Yield what tells the form of the file from the one committed to."""
    if found.confusion is None:
        return
    names = {"file": outcome_name(found.base, found.outcome)}
    yield _heading("lesson_confusion")
    if found.committed is None:
        yield Paragraph(message("training", "not_told", **names))
    else:
        yield Paragraph(message("training", "taken_for", own=outcome_name(found.base, found.committed), **names))
    yield Paragraph(found.confusion.text, "note")


def _to_read(found: Lesson) -> Iterator[Block]:
    """Yield the works to read: those of the form of the file, then those of what it was taken for."""
    first = found.whole.proof.source
    named = message("training", "read_about", name=outcome_name(found.base, found.outcome))
    items = [Item(named, (), _works(found.base, first))]
    if found.confusion is not None and found.committed is not None:
        own = found.base.forms.get(found.committed)
        second = (*found.confusion.source, *(own.source if own else ()))
        named = message("training", "read_about", name=outcome_name(found.base, found.committed))
        items.append(Item(named, (), _works(found.base, [one for one in second if one not in first])))
    yield _heading("lesson_read")
    yield Listing(tuple(one for one in items if one.below))


def _works(base: RuleBase, source: Iterable[str]) -> tuple[Item, ...]:
    """Return works as lines of bibliography, with where each can be read; our own inference is named as such."""
    named = tuple(source)
    lines = references(bibliography(base, named))
    return tuple(map(Item, lines if INFERENCE in named else lines[:-1]))
