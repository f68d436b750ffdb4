"""Explains a verdict: headline, axes, proof, why not, contrast, alerts, next steps, bibliography.

Everything is derived from the rules and the conclusions; nothing is written beside them. The result is data, bilingual.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from qualifier.explanation.prospects import Prospects
from qualifier.explanation.why_not import Reason, excluded_because, fact, speaks_first
from qualifier.knowledge.cases import Case
from qualifier.knowledge.conditions import In, leaves
from qualifier.knowledge.models import INFERENCE, UNDETERMINED, Form, RuleBase, Source, Undetermined
from qualifier.reasoning.decisions import FAILS, HOLDS
from qualifier.reasoning.verdict import Reasoner, Standing, Verdict
from qualifier.words import LANGS, NOTHING, Lang, Text, day, join, message

MOST_WORDS = 60
MOST_FACTS = 3
MOST_CANDIDATES = 4
MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, what it is about, and the works it rests on."""

    id: str
    text: Text
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProofNode:
    """A line of the proof, with the lines it rests on."""

    text: Text
    source: tuple[str, ...]
    below: tuple[ProofNode, ...] = ()


@dataclass(frozen=True, slots=True)
class AxisShown:
    """An axis: its steps in order, the one reached (None while open), those that hold as well.

    Attributes:
        settled: the form is settled; an open axis was then not asked about, and need not be.
    """

    id: str
    name: Text
    steps: tuple[tuple[str, Text], ...]
    at: str | None
    also: tuple[str, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why another form is not the one."""

    form: str
    name: Text
    status: Standing
    reason: Reason


@dataclass(frozen=True, slots=True)
class Contrast:
    """The principal form beside its nearest neighbour."""

    form: str
    name: Text
    difference: Text
    shared: tuple[Text, ...]
    separating: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that would decide, with who or what could tell."""

    id: str
    ask: Text
    could_tell: Text


@dataclass(frozen=True, slots=True)
class Reference:
    """A work: its short name in a line of proof, its line of bibliography, what to be wary of."""

    id: str
    short: str
    text: Text
    caution: Text | None


@dataclass(frozen=True)
class Explanation:
    """A verdict, explained. Every field is in both languages.

    Attributes:
        reading: the sentence that says which school decides; `school` is its name.
    """

    verdict: Verdict
    name: Text
    headline: Text
    status: Text
    definition: Text
    axes: tuple[AxisShown, ...]
    proof: ProofNode
    traits: tuple[Said, ...]
    against: tuple[Said, ...]
    why_not: tuple[WhyNot, ...]
    contrast: Contrast | None
    facts_only: Text | None
    alerts: tuple[Said, ...]
    risks: tuple[Text, ...]
    next_steps: tuple[Said, ...]
    open_questions: tuple[OpenQuestion, ...]
    look_again: Text | None
    closed: tuple[Text, ...]
    bibliography: tuple[Reference, ...]
    reading: Text
    school: Text
    prospects: Prospects | None

    @property
    def standing(self) -> Text:
        """How firm the verdict is; when none is given, the reason for it."""
        return self.name if self.verdict.principal == UNDETERMINED else self.status


def explain_case(reasoner: Reasoner, case: Case) -> Explanation:
    """Qualify a case and explain the verdict, with what would change it.

    Args:
        reasoner: the rules with their engine.
        case: the answers.
    """
    changes = reasoner.changes(case)
    prospects = None if changes is None else Prospects(changes, case)
    return explain(reasoner.base, reasoner.qualify(case), prospects)


def explain(base: RuleBase, verdict: Verdict, prospects: Prospects | None = None) -> Explanation:
    """Explain a verdict.

    Args:
        base: the rules it was drawn from.
        verdict: the verdict.
        prospects: what would change it, when the rules can be read ahead.
    """
    return replace(_Explainer(base, verdict).explanation(), prospects=prospects)


class _Explainer:
    def __init__(self, base: RuleBase, verdict: Verdict) -> None:
        self.base = base
        self.verdict = verdict
        self.possible = verdict.conclusions.possible.__getitem__

    def explanation(self) -> Explanation:
        verdict, base = self.verdict, self.base
        proof = self.proof()
        why_not = tuple(self.why_not(form) for form in base.forms.values() if form.id != verdict.principal)
        alerts = tuple(Said(id_, base.alerts[id_].say, base.alerts[id_].source) for id_ in verdict.alerts)
        steps = tuple(Said(id_, base.advice[id_].say, base.advice[id_].source) for id_ in verdict.next_steps)
        traits = self.arguments("supports")
        against = self.arguments("opposes")
        used = [
            *(self.form.source if self.form else self.reason.source),
            *_sources_of(proof),
            *(id_ for said in (*alerts, *steps, *traits, *against) for id_ in said.source),
            *(id_ for one in why_not for id_ in one.reason.source),
            *(id_ for one in verdict.tensions for id_ in base.tensions[one].source),
        ]
        return Explanation(
            verdict=verdict,
            name=self.name(verdict.principal, verdict.because),
            headline=self.headline(),
            status=message("verdict", f"status_{verdict.status}"),
            definition=self.form.definition if self.form else self.reason.name,
            axes=tuple(self.axis(id_) for id_ in base.axes),
            proof=proof,
            traits=traits,
            against=against,
            why_not=why_not,
            contrast=self.contrast(),
            facts_only=self.facts_only(),
            alerts=alerts,
            risks=self.form.risks if self.form else (),
            next_steps=steps,
            open_questions=tuple(self.open_question(id_) for id_ in verdict.open_questions),
            look_again=self.look_again(),
            closed=tuple(base.questions[id_].ask for id_ in verdict.closed),
            bibliography=bibliography(base, used),
            reading=base.readings[base.reading].announced,
            school=base.readings[base.reading].name,
            prospects=None,
        )

    # --- the form, or the reason for none ------------------------------------------------------------------

    @cached_property
    def form(self) -> Form | None:
        return self.base.forms.get(self.verdict.principal)

    @cached_property
    def reason(self) -> Undetermined:
        return self.base.undetermined[self.verdict.because or "missing"]

    def name(self, principal: str, because: str | None) -> Text:
        if principal in self.base.forms:
            return self.base.forms[principal].name
        reason = self.base.undetermined[because or "missing"]
        return message("verdict", "undetermined_name", reason=reason.name)

    def arguments(self, kind: str) -> tuple[Said, ...]:
        """Return the arguments of the principal form that hold, of one kind."""
        if self.form is None:
            return ()
        return tuple(
            Said(one.id, one.because, one.source)
            for one in self.form.arguments
            if one.kind == kind and self.verdict.conclusions.holds(one.id)
        )

    # --- the first sixty words -----------------------------------------------------------------------------

    def headline(self) -> Text:
        """Say the form, the two or three facts that decide, and what is missing, in sixty words at most."""
        said = [self.form.headline if self.form else self.reason.headline]
        missing = self.missing()
        for one in self.deciding():
            if _fits([*said, one, *missing]):
                said.append(one)
        while missing and not _fits([*said, *missing]):
            missing.pop()
        return join([*said, *missing])

    def deciding(self) -> list[Text]:
        """Return the facts to quote: those of the form's deciders that its proof rests on, then its other premises."""
        if self.form is None:
            subject = f"{UNDETERMINED}.{self.verdict.because}"
            premises = self.premises(subject) if self.reason.when else []
            deeper = [below for one in premises for below in self.premises(one)]
            ordered = [one for one in (*premises, *deeper) if one in self.base.criteria]
        else:
            premises = [one for arg in self.confirmed() for one in self.premises(arg)]
            first = [one for one in self.form.deciders if one in premises]
            ordered = [*first, *(one for one in premises if one in self.base.criteria)]
        unique = list(dict.fromkeys(ordered))[:MOST_FACTS]
        return [fact(self.base, self.possible, In(one, frozenset())) for one in unique]

    def missing(self) -> list[Text]:
        """Return what is still to be known, if anything."""
        found: list[Text] = []
        if self.verdict.status == "provisional":
            found.append(message("verdict", "provisional"))
        if self.verdict.status != "settled" and self.verdict.because in (None, "missing", "disputed"):
            rivals = self.rivals()
            if rivals:
                found.append(message("verdict", "still_possible", names=_list(rivals)))
            if self.verdict.open_questions:
                ask = self.base.questions[self.verdict.open_questions[0]].ask
                found.insert(len(found) - bool(rivals), message("verdict", "to_know", ask=ask))
        again = self.look_again()
        if again is not None and self.verdict.look_again is not None:
            found.append(message("verdict", "look_again_short", when=self.when(), at=NOTHING))
        return found

    def rivals(self) -> list[Text]:
        """Return the names of the other forms still possible, when they are few enough to be told."""
        names = [self.base.forms[id_].name for id_, one in self.verdict.forms.items() if one.status == "possible"]
        return names if len(names) <= MOST_CANDIDATES else []

    # --- proof ---------------------------------------------------------------------------------------------

    def confirmed(self) -> list[str]:
        """Return the confirming arguments of the principal form that hold."""
        form = self.form
        return [one.id for one in form.of_kind("confirms") if self.possible(one.id) == {HOLDS}] if form else []

    def premises(self, subject: str) -> list[str]:
        """Return the subjects that the value of a subject rests on, in the order of the rules."""
        found = {one for step in self.verdict.conclusions.proof(subject) for one in step.premises}
        order = [*self.base.criteria, *self.base.questions]
        return sorted(found, key=lambda one: order.index(one) if one in order else -1)

    def proof(self) -> ProofNode:
        """Return the proof of the outcome, down to the answers."""
        if self.form is not None:
            below = tuple(self.proved(one) for one in self.confirmed())
            return ProofNode(self.form.headline, self.form.source, below)
        subject = f"{UNDETERMINED}.{self.verdict.because}"
        below = tuple(self.proved(one) for one in self.premises(subject)) if self.reason.when else ()
        return ProofNode(self.reason.headline, self.reason.source, below)

    def proved(self, subject: str) -> ProofNode:
        """Return the proof of one subject: an argument, a criterion or an answer."""
        if subject in self.base.questions:
            return ProofNode(self.answer(subject), ())
        below = tuple(self.proved(one) for one in self.premises(subject))
        if subject in self.base.criteria:
            criterion = self.base.criteria[subject]
            level = self.verdict.conclusions.value(subject)
            source = criterion.level(level).source if level else criterion.source
            text = message("verdict", "criterion_line", name=criterion.name, fact=self.fact(subject))
            return ProofNode(text, source, below)
        argument = self.base.argument(subject)
        return ProofNode(argument.because, argument.source, below)

    def fact(self, subject: str) -> Text:
        return fact(self.base, self.possible, In(subject, frozenset()))

    def answer(self, question: str) -> Text:
        """Say an answer with its question, and how it is known when that was marked."""
        text = self.fact(question)
        mark = self.verdict.answers[question].evidence if question in self.verdict.answers else None
        return join([text, message("verdict", f"evidence_{mark}")]) if mark else text

    # --- beside the form -----------------------------------------------------------------------------------

    def axis(self, id_: str) -> AxisShown:
        axis = self.base.axes[id_]
        return AxisShown(
            id=id_,
            name=axis.name,
            steps=tuple((step, axis.level(step).name) for step in axis.shown),
            at=self.verdict.axes[id_],
            also=self.verdict.origin_also if id_ == "origin" else (),
            settled=self.verdict.status == "settled",
        )

    def why_not(self, form: Form) -> WhyNot:
        standing = self.verdict.forms[form.id]
        return WhyNot(form.id, form.name, standing.status, self.why_not_reason(form, standing.status))

    def why_not_reason(self, form: Form, status: Standing) -> Reason:
        if status == "possible":
            return Reason(self.possible_still(form))
        own = excluded_because(self.base, self.possible, form) if status == "excluded" else None
        if own is not None:
            return own
        first = speaks_first(self.base, self.possible)
        if first is None or (status == "excluded" and (first.precedence or 0) > form.precedence):
            return Reason(message("verdict", "no_way_left"))
        key = "present_but" if status == "present" else "outranked"
        name = self.name(first.id if first.id in self.base.forms else UNDETERMINED, first.id)
        return Reason(message("verdict", key, name=name, reason=first.precedence_reason or NOTHING))

    def possible_still(self, form: Form) -> Text:
        """Say what a form still waits for: facts of its own, else that no stronger form comes first."""
        waiting = self.verdict.forms[form.id].waiting or tuple(
            leaf for one in form.of_kind("excludes") if self.possible(one.id) != {FAILS} for leaf in leaves(one.when)
        )
        names = [message("verdict", "in_quotes", name=self.subject_name(leaf.subject)) for leaf in waiting[:2]]
        if names:
            return message("verdict", "possible_waiting", names=_list(names))
        before = takewhile(lambda one: one.id != form.id, self.base.forms.values())
        stronger = [one.name for one in before if self.verdict.forms[one.id].status == "possible"]
        more = [Text("…", "…")] if len(stronger) > MOST_FACTS else []
        return message("verdict", "possible_unless", names=_list([*stronger[:MOST_FACTS], *more]))

    def subject_name(self, subject: str) -> Text:
        if subject in self.base.criteria:
            return self.base.criteria[subject].name
        return self.base.questions[subject].ask

    def contrast(self) -> Contrast | None:
        other = self.verdict.runner_up
        if other is None:
            return None
        standing = self.verdict.forms[other]
        apart = standing.lacking
        if not apart and self.form is not None:
            held = {leaf.subject for leaf in standing.held}
            apart = tuple(leaf for leaf in self.verdict.forms[self.form.id].held if leaf.subject not in held)
        if self.form is not None:
            deciders = self.form.deciders
            apart = tuple(sorted(apart, key=lambda leaf: leaf.subject not in deciders))
        waits = standing.waiting if self.verdict.status != "settled" else ()
        waiting = tuple(message("verdict", "waits_for", name=self.subject_name(one.subject)) for one in waits)
        if self.form is None and not (apart or waiting):
            return None
        return Contrast(
            form=other,
            name=self.base.forms[other].name,
            difference=self.form.confusions.get(other, NOTHING) if self.form else NOTHING,
            shared=tuple(self.fact(leaf.subject) for leaf in standing.held)[:MOST_COMPARED],
            separating=(*waiting, *(self.fact(leaf.subject) for leaf in apart))[:MOST_COMPARED],
        )

    def facts_only(self) -> Text | None:
        facts = self.verdict.facts_only
        if facts is None:
            return None
        name = self.name(facts.principal, facts.because)
        if facts.principal == UNDETERMINED:
            return message("verdict", "facts_only_none", name=name)
        return message("verdict", "facts_only", name=name, status=message("verdict", f"status_{facts.status}"))

    def open_question(self, id_: str) -> OpenQuestion:
        question = self.base.questions[id_]
        return OpenQuestion(id_, question.ask, question.could_tell)

    def look_again(self) -> Text | None:
        again = self.verdict.look_again
        return message("verdict", "look_again", when=self.when(), at=again.at) if again else None

    def when(self) -> Text:
        """Say when to look again: a date when the day of the answers is known, else a delay."""
        again = self.verdict.look_again
        months = again.after_months if again else 0
        if self.verdict.date is None:
            return message("verdict", "in_months", months=months)
        date = months_later(self.verdict.date, months)
        return message("verdict", "on_date", date=day(date))


def months_later(date: dt.date, months: int) -> dt.date:
    """Return the date some months later, on the same day or the last of that month.

    Args:
        date: from when.
        months: how many months.
    """
    years, month = divmod(date.month - 1 + months, 12)
    first = dt.date(date.year + years, month + 1, 1)
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(date.day, (following - first).days))


def bibliography(base: RuleBase, used: Iterable[str]) -> tuple[Reference, ...]:
    """Return the works used, by author and year, those they were read through included.

    Args:
        base: the rules.
        used: ids of sources, in any order, with repeats; `inference` is not a work.
    """
    ids = {id_ for id_ in used if id_ != INFERENCE}
    ids |= {through for id_ in ids if (through := base.sources[id_].through)}
    ordered = sorted((base.sources[id_] for id_ in ids), key=lambda one: (one.author.casefold(), one.year or 0, one.id))
    return tuple(Reference(one.id, one.short, reference(base, one), one.caution) for one in ordered)


def reference(base: RuleBase, source: Source) -> Text:
    """Return a work as a line: author, year, title, where it can be read, and how it was read.

    Args:
        base: the rules.
        source: the work.
    """
    through = base.sources[source.through].author if source.through else ""
    year = Text(*(str(source.year),) * 2) if source.year else message("verdict", "undated")
    read = message("verdict", f"read_{source.read}", through=through)
    return message(
        "verdict", "reference", author=source.author, year=year, title=source.title, where=source.where, read=read
    )


def _sources_of(node: ProofNode) -> Iterable[str]:
    yield from node.source
    for below in node.below:
        yield from _sources_of(below)


def _fits(texts: list[Text]) -> bool:
    return all(words(join(texts), lang) <= MOST_WORDS for lang in LANGS)


def words(text: Text, lang: Lang) -> int:
    """Count the words of a text: what stands between spaces and holds a letter or a digit."""
    return sum(1 for word in text.to(lang).split() if any(sign.isalnum() for sign in word))


def _list(texts: list[Text]) -> Text:
    return join(texts, ", ")
