"""The rules over every way of answering at once: each value of each subject as a boolean function of the answers.

The one module that knows OxiDD. It translates the decisions as `outlook` reads them, except that the answers are all
there: a question is answered when it is asked, and says nothing when it is not. Functions become `Diagram` values for
whoever asks for more than a proof; conclusions about rules are drawn in `qualifier.proving`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING

from qualifier.knowledge.conditions import All, Condition, In, subjects
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.walk import reached
from qualifier.reasoning.decisions import PRINCIPAL, Decision, Decisions
from qualifier.reasoning.diagram import Diagram, Node, leaf

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Function

# What the rules may take: some 24 bytes a node, so about a hundred megabytes with what is needed on the way.
MOST_NODES = 1 << 21
MOST_SECONDS = 20.0
# A diagram larger than this could not be walked through between two questions.
MOST_DIAGRAM_NODES = 60_000
CACHED_OPERATIONS = 1 << 18
# Below the questions stand a few bits for the names of outcomes, so that one diagram holds them all.
OUTCOME_BITS = 12
MOST_NAMED = 3
OPEN = ""  # no value has this name


class Space:
    """Every way of answering: one group of boolean variables a question, in an order that keeps functions small."""

    def __init__(self, options: Mapping[str, Sequence[str]], most_nodes: int = MOST_NODES) -> None:
        """Make the variables.

        Args:
            options: the options of each question, the questions in the order wanted.
            most_nodes: how many nodes all functions together may need.
        """
        from oxidd.bcdd import BCDDManager

        self.options = {question: tuple(found) for question, found in options.items()}
        self.order = tuple(self.options)
        self.began = time.monotonic()
        self._manager = BCDDManager(most_nodes, min(CACHED_OPERATIONS, most_nodes), 1)
        self._bits = {
            question: list(self._manager.add_vars(max(1, (len(found) - 1).bit_length())))
            for question, found in self.options.items()
        }
        self._outcome_bits = list(self._manager.add_vars(OUTCOME_BITS))
        self._chosen: dict[tuple[str, str], Function] = {}

    @property
    def always(self) -> Function:
        """The function that every way of answering satisfies."""
        return self._manager.true()

    @property
    def never(self) -> Function:
        """The function that none satisfies."""
        return self._manager.false()

    @property
    def nodes(self) -> int:
        """How many nodes all functions together take now."""
        return self._manager.num_inner_nodes()

    def chosen(self, question: str, option: str) -> Function:
        """Return the function "this option is the answer"; it is `never` for an option this space does not have.

        Codes left over stand for the last option as well: every code is then an answer, and nothing need be excluded.
        """
        key = (question, option)
        if key not in self._chosen:
            found = self.never
            options, bits = self.options[question], self._bits[question]
            for code in range(1 << len(bits)):
                if options[min(code, len(options) - 1)] == option:
                    found |= self._code(bits, code)
            self._chosen[key] = found
        return self._chosen[key]

    def _code(self, bits: list[int], code: int) -> Function:
        found = self.always
        for bit, variable in zip(_binary(code, len(bits)), bits, strict=True):
            found &= self._manager.var(variable) if bit else self._manager.not_var(variable)
        return found

    def diagram(self, outcomes: Mapping[str, Function]) -> Diagram:
        """Return functions of which exactly one holds for each way of answering, as one diagram.

        Args:
            outcomes: the function of each outcome.

        Raises:
            ValueError: more outcomes than this space has room for.
        """
        if len(outcomes) > 1 << len(self._outcome_bits):
            raise ValueError(len(outcomes))
        whole = self.never
        for number, function in enumerate(outcomes.values()):
            whole |= function & self._code(self._outcome_bits, number)
        return _Extraction(self, whole).diagram(tuple(outcomes))

    def answers(self, function: Function) -> dict[str, str] | None:
        """Return answers that are enough for a function to hold, none of which can be left out; None if it never does.

        Args:
            function: what must hold.
        """
        way = self.diagram({"holds": function, "fails": ~function}).shortest("holds")
        if way is None:
            return None
        found = {self.order[rank]: self.options[self.order[rank]][option] for rank, option in way.items()}
        for question in list(found):
            fewer = {one: option for one, option in found.items() if one != question}
            if self.enough(fewer, function):
                found = fewer
        return found

    def enough(self, answers: Mapping[str, str], function: Function) -> bool:
        """Tell whether a function holds whatever is answered besides."""
        given = self.always
        for question, option in answers.items():
            given &= self.chosen(question, option)
        return not (given & ~function).satisfiable()

    # --- for the extraction --------------------------------------------------------------------------------

    def question_at(self, function: Function) -> str | None:
        """Return the question that a function asks first; None when none is left."""
        level = function.node_level()
        return None if level is None else self._question_of_level.get(level)

    @property
    def _question_of_level(self) -> dict[int, str]:
        if not hasattr(self, "_levels"):
            self._levels = {
                self._manager.var_to_level(bit): question for question, bits in self._bits.items() for bit in bits
            }
        return self._levels

    def followed(self, function: Function, question: str, option: int) -> Function:
        """Return what is left of a function once its first question has this option."""
        return self._along(function, self._bits[question], option)

    def named(self, function: Function) -> int:
        """Return the number of the outcome that a function without questions names."""
        number = 0
        for bit in self._outcome_bits:
            one = self._along(function, [bit], 1)
            number = number * 2 + one.satisfiable()
            function = one if one.satisfiable() else self._along(function, [bit], 0)
        return number

    def _along(self, function: Function, bits: list[int], code: int) -> Function:
        for bit, variable in zip(_binary(code, len(bits)), bits, strict=True):
            parts = function.cofactors()
            if parts is not None and function.node_level() == self._manager.var_to_level(variable):
                function = parts[0] if bit else parts[1]
        return function


def _binary(code: int, length: int) -> list[int]:
    return [code >> place & 1 for place in range(length - 1, -1, -1)]


class _Extraction:
    """Turns one function into a diagram, node by node."""

    def __init__(self, space: Space, whole: Function) -> None:
        self.space = space
        self.whole = whole
        self.rank = {question: rank for rank, question in enumerate(space.order)}
        self.places: dict[Function, int] = {}
        self.nodes: dict[Node, int] = {}

    def diagram(self, outcomes: tuple[str, ...]) -> Diagram:
        root = self.place(self.whole)
        sizes = tuple(len(options) for options in self.space.options.values())
        return Diagram(outcomes, sizes, tuple(self.nodes), root)

    def place(self, function: Function) -> int:
        """Return where a function stands; its own depth of calls is at most the number of questions."""
        found = self.places.get(function)
        if found is None:
            found = self.places[function] = self.made(function)
        return found

    def made(self, function: Function) -> int:
        question = self.space.question_at(function)
        if question is None:
            return leaf(self.space.named(function))
        options = range(len(self.space.options[question]))
        there = tuple(self.place(self.space.followed(function, question, option)) for option in options)
        if len(self.nodes) > MOST_DIAGRAM_NODES:
            raise MemoryError
        if all(place == there[0] for place in there):
            return there[0]
        return self.nodes.setdefault((self.rank[question], there), len(self.nodes))


class Reading:
    """The decisions of a rule base, read over a space: which values are possible, for every way of answering."""

    def __init__(self, space: Space, decisions: Decisions) -> None:
        """Start with nothing worked out.

        Args:
            space: the answers.
            decisions: the rules.
        """
        self.space = space
        self.decisions = decisions
        self._found: dict[str, dict[str, Function]] = {}
        self._grown: dict[str, int] = {}
        self._at = ""

    def possible(self, subject: str) -> dict[str, Function]:
        """Return, for each value of a subject, where it is possible once all that is asked is answered.

        A question that is not asked keeps all its options possible, as nobody chose any.

        Raises:
            FaultsFound: the rules need more than the space may hold, or more time than they may take.
        """
        if subject not in self._found:
            self._worked_out(subject)
        return self._found[subject]

    def truth(self, condition: Condition) -> tuple[Function, Function]:
        """Return where a condition is established, and where it is ruled out."""
        always, never = self.space.always, self.space.never
        established, ruled_out = always, always
        if isinstance(condition, In):
            for value, function in self.possible(condition.subject).items():
                if value in condition.values:
                    ruled_out &= ~function
                else:
                    established &= ~function
            return established, ruled_out
        parts = [self.truth(part) for part in condition.parts]
        every = isinstance(condition, All)
        established, ruled_out = (always, never) if every else (never, always)
        for holds, out in parts:
            established = established & holds if every else established | holds
            ruled_out = ruled_out | out if every else ruled_out & out
        return established, ruled_out

    def asked(self, question: str) -> Function:
        """Return where a question is asked."""
        return ~self.truth(self.decisions.base.questions[question].ask_when)[1]

    def holds(self, subject: str) -> Function:
        """Return where an argument, a form, an alert or a step is established."""
        values = self.possible(subject)
        first, *others = values.values()
        for function in others:
            first &= ~function
        return first

    def sole(self, subject: str, otherwise: str = OPEN) -> dict[str, Function]:
        """Return, for each value of a subject, where it is the only one possible; and where none is.

        Args:
            subject: a decision.
            otherwise: the name under which to tell where no value is the only one; one of the values, or another.
        """
        values = self.possible(subject)
        found: dict[str, Function] = {}
        left = self.space.always
        for value, function in values.items():
            alone = function
            for other in (other for one, other in values.items() if one != value):
                alone &= ~other
            found[value] = alone
            left &= ~alone
        found[otherwise] = found.get(otherwise, self.space.never) | left
        return found

    def among(self, subject: str, wanted: Iterable[str]) -> Function:
        """Return where one of these values of a subject is possible."""
        values, found = self.possible(subject), self.space.never
        for value in wanted:
            found |= values[value]
        return found

    def _worked_out(self, subject: str) -> None:
        with self.bounded():
            if time.monotonic() - self.space.began > MOST_SECONDS:
                raise MemoryError
            self._at = subject
            decision = self.decisions.by_subject.get(subject)
            self._found[subject] = self._question(subject) if decision is None else self._decided(decision)

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """Turn what a space says when it is full into a fault that names the rules.

        Raises:
            FaultsFound: the rules need more than the space may hold, or more time than they may take.
        """
        try:
            yield
        except MemoryError as error:
            raise FaultsFound([self._too_large()]) from error

    def _question(self, subject: str) -> dict[str, Function]:
        question = self.decisions.base.questions[subject]
        not_asked = ~self.asked(subject)
        return {option.id: not_asked | self.space.chosen(subject, option.id) for option in question.options}

    def _decided(self, decision: Decision) -> dict[str, Function]:
        found: dict[str, Function] = {}
        left = self.space.always
        for value, when in decision.cases:
            established, ruled_out = self.truth(when)
            # What comes first is put together form by form: it is the forms that weigh, not their order.
            self._at = value if decision.about == "principal" else decision.subject
            before = self.space.nodes
            found[value] = left & ~ruled_out
            left &= ~established
            self._grown[self._at] = self._grown.get(self._at, 0) + max(self.space.nodes - before, 0)
        found[decision.otherwise] = left
        return found

    def _too_large(self) -> Fault:
        """Name the rules that made the functions grow most, the one under way first."""
        most = sorted(self._grown, key=lambda one: -self._grown[one])
        named = [self._at, *(one for one in most if one != self._at)][:MOST_NAMED]
        return fault("rules_too_large", place_of(self.decisions.base, self._at), rules=", ".join(named))

    def altered(self, decisions: Decisions, changed: frozenset[str]) -> Reading:
        """Return the reading of other decisions; what does not depend on the changed subjects is not worked out again.

        Args:
            decisions: the rules, altered; with the same questions.
            changed: the subjects whose decision differs.
        """
        touched = dependents(self.decisions, changed)
        other = copy(self)
        other.decisions, other._grown = decisions, {}  # noqa: SLF001 - another of its kind
        other._found = {one: found for one, found in self._found.items() if one not in touched}  # noqa: SLF001
        return other


class Open(Reading):
    """The same rules over partial answers too: a question may be left open, as while nobody has answered it."""

    def __init__(self, decisions: Decisions, most_nodes: int = MOST_NODES) -> None:
        """Make a space in which each question has one more answer: none.

        Args:
            decisions: the rules.
            most_nodes: how many nodes all functions together may need.
        """
        domains = decisions.domains
        options = {question: (*domains[question], OPEN) for question in question_order(decisions)}
        super().__init__(Space(options, most_nodes), decisions)

    def _question(self, subject: str) -> dict[str, Function]:
        unanswered = self.space.chosen(subject, OPEN)
        return {option: found | unanswered for option, found in super()._question(subject).items()}


def dependents(decisions: Decisions, changed: frozenset[str]) -> frozenset[str]:
    """Return the subjects whose value may change with that of others, these included.

    Args:
        decisions: the rules.
        changed: where the change begins.
    """
    readers: dict[str, set[str]] = {}
    for decision in decisions.all:
        for _, when in decision.cases:
            for subject in subjects(when):
                readers.setdefault(subject, set()).add(decision.subject)
    for question in decisions.base.questions.values():
        for subject in subjects(question.ask_when):
            readers.setdefault(subject, set()).add(question.id)
    return reached(changed, lambda one: readers.get(one, ()))


def place_of(base: RuleBase, subject: str) -> Place:
    """Return where a subject stands in the files: a question, a criterion, an argument, a form, an alert, a step."""
    kind, _, id_ = subject.partition(".")
    if kind in ("alert", "advice", "undetermined", "tension") and id_:
        return base.places.get(f"{kind}:{id_}", Place())
    kinds = ("rule", "axis", "form", "argument")
    return next((base.places[f"{one}:{subject}"] for one in kinds if f"{one}:{subject}" in base.places), Place())


def question_order(decisions: Decisions) -> tuple[str, ...]:
    """Return the questions in an order that keeps functions small.

    Those that decide which others are asked come first; then, form by form, the questions of one criterion together.

    Args:
        decisions: the rules.
    """
    questions = decisions.base.questions
    found: dict[str, None] = {}

    def gather(subject: str) -> None:
        decision = decisions.by_subject.get(subject)
        if decision is None:
            found.setdefault(subject)
            return
        for _, when in decision.cases:
            for below in _in_order(when):
                if below not in seen:
                    seen.add(below)
                    gather(below)

    seen: set[str] = set()
    for subject in dict.fromkeys(one for question in questions.values() for one in _in_order(question.ask_when)):
        gather(subject)
    gather(PRINCIPAL)
    return (*found, *(one for one in questions if one not in found))


def _in_order(condition: Condition) -> list[str]:
    if isinstance(condition, In):
        return [condition.subject]
    return list(dict.fromkeys(subject for part in condition.parts for subject in _in_order(part)))


def compiled(decisions: Decisions, most_nodes: int = MOST_NODES) -> Reading:
    """Return the reading of a rule base over all ways of answering it; each function is worked out when asked for.

    Args:
        decisions: the rules.
        most_nodes: how many nodes all functions together may need.
    """
    domains = decisions.domains
    space = Space({question: domains[question] for question in question_order(decisions)}, most_nodes)
    return Reading(space, decisions)
