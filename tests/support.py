"""What several tests share: cases made from options, answers drawn by lot, a small rule base to copy and alter."""

import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import combinations, product
from pathlib import Path

from qualifier.explanation.explain import Explanation, explain
from qualifier.knowledge.cases import EVIDENCE, Answer, Case, Evidence, Scenario
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.changes import Changes
from qualifier.reasoning.decisions import HOLDS, PRINCIPAL, Decisions, decisions_of
from qualifier.reasoning.lookahead import look_ahead, origin_steps, shown_beside
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.paths import FOUND_OUT, GIVEN, STEP
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.report.data import verdict_data
from qualifier.words import LANGS, Text

PROJECT = Path(__file__).resolve().parent.parent
SMALL_RULES = Path(__file__).resolve().parent / "small_rules"
SMALL_SCHOOLS = Path(__file__).resolve().parent / "small_schools"
# Its files that tests change most.
QUESTIONS, READING, SCALE = "questions/90_others.yaml", "readings/20_harvest.yaml", "scales/10_garden.yaml"
# Answers that keep most questions open: drawn evenly, nearly every case would end at the first cut-off.
LEADS_ON = {"other_side": "other_organisation", "own_body": "none", "authority_line": "none", "money": "no_flow"}


@dataclass(frozen=True)
class Qualified:
    """A case with its verdict, explained."""

    case: Case
    verdict: Verdict
    explained: Explanation


def qualified(reasoner: Reasoner, case: Case) -> Qualified:
    """Qualify a case and explain the verdict."""
    verdict = reasoner.qualify(case)
    return Qualified(case, verdict, explain(reasoner.base, verdict))


def chance(seed: int) -> random.Random:
    """Return a source of chance that gives the same draws at every run."""
    return random.Random(seed)  # noqa: S311 - nothing is kept secret by it


def case_of(options: Mapping[str, str], evidence: Mapping[str, Evidence] | None = None) -> Case:
    """Return the case of these options, in the order given, each with its mark if it has one."""
    marks = evidence or {}
    return Case("case", {question: Answer(option, None, marks.get(question)) for question, option in options.items()})


def options_of(case: Case) -> dict[str, str]:
    """Return the option of each question that has one."""
    return {question: answer.option for question, answer in case.answers.items() if answer.option is not None}


def drawn_options(base: RuleBase, draw: random.Random, share: float = 1.0) -> dict[str, str]:
    """Draw an answer to each question, or to a share of them."""
    return {
        id_: LEADS_ON[id_] if id_ in LEADS_ON and draw.random() < 0.85 else draw.choice(question.options).id
        for id_, question in base.questions.items()
        if draw.random() < share
    }


def altered_options(base: RuleBase, library: tuple[Scenario, ...], draw: random.Random) -> dict[str, str]:
    """Take a scenario's answers, change up to three of them, and lose some."""
    options = options_of(draw.choice(library).case)
    for _ in range(draw.randrange(4)):
        question = draw.choice(list(base.questions.values()))
        options[question.id] = draw.choice(question.options).id
    lost = draw.random() * 0.3
    return {id_: options[id_] for id_ in base.questions if id_ in options and draw.random() >= lost}


def partial_options(base: RuleBase, library: tuple[Scenario, ...], count: int, seed: int) -> Iterator[dict[str, str]]:
    """Draw sets of answers, most of them incomplete: half by lot, half close to a scenario."""
    draw = chance(seed)
    for _ in range(count):
        yield drawn_options(base, draw, draw.random()) if draw.random() < 0.5 else altered_options(base, library, draw)


def marked(options: Mapping[str, str], draw: random.Random) -> dict[str, Evidence]:
    """Draw for some answers how they are known."""
    return {question: draw.choice(EVIDENCE) for question in options if draw.random() < 0.5}


def json_bytes(found: Qualified) -> bytes:
    """Return an explained verdict as the bytes of its JSON, in both languages."""
    return json.dumps([verdict_data(found.explained, lang) for lang in LANGS]).encode()


def texts(value: object) -> Iterator[Text]:
    """Yield every text of an explanation or of a part of it, but not those of the conclusions it was drawn from."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "verdict":
                yield from texts(getattr(value, field.name))


def small_rules(folder: Path, changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Copy the small rule base into a folder, replacing in a file one text by another.

    Args:
        folder: where; it must not exist yet.
        changes: for a file, the text to replace (found once) and what replaces it.
    """
    shutil.copytree(SMALL_RULES, folder)
    _change(folder, ((name, old, new) for name, (old, new) in (changes or {}).items()))
    return folder


def with_schools(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the small rule base with what other schools say of it into a folder, replacing some texts.

    Args:
        folder: where; it must not exist yet.
        *changes: a file, the text to replace in it (found once) and what replaces it.
    """
    shutil.copytree(SMALL_RULES, folder)
    shutil.copytree(SMALL_SCHOOLS, folder, dirs_exist_ok=True)
    _change(folder, changes)
    return folder


def _change(folder: Path, changes: Iterable[tuple[str, str, str]]) -> None:
    for name, old, new in changes:
        content = (folder / name).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{name}: {old!r} stands there {content.count(old)} times"
        (folder / name).write_text(content.replace(old, new), encoding="utf-8")


def outcome_of(outlook: Outlook) -> str:
    """Return the principal form that an outlook leaves, or `undetermined` when it leaves several."""
    return outlook.value(PRINCIPAL) or UNDETERMINED


def shown(base: RuleBase, outlook: Outlook) -> tuple[object, ...]:
    """Return what a verdict shows: the outcome, the step of each axis, and of all else what holds for that outcome."""
    outcome = outcome_of(outlook)
    beside = (one for one, forms in shown_beside(base) if not forms or outcome in forms)
    holding = tuple(one for one in (*beside, *base.forms) if outlook.value(one) == HOLDS)
    origins = tuple(step for step, when in origin_steps(base).items() if outlook.truth(when))
    return outcome, tuple(outlook.value(axis) for axis in base.axes), holding, origins


class Completions:
    """Every way of answering a small rule base to the end, with what the plain reading makes of it.

    Slow and plain: it is what the diagrams are held against.
    """

    def __init__(self, decisions: Decisions, read: Callable[[Outlook], object] = outcome_of) -> None:
        """Read each of them once.

        Args:
            decisions: the rules.
            read: what to remember of each complete set of answers.
        """
        questions = decisions.base.questions
        self.options = {id_: tuple(option.id for option in question.options) for id_, question in questions.items()}
        self.found: dict[frozenset[tuple[str, str]], object] = {}
        for chosen in product(*self.options.values()):
            whole = dict(zip(self.options, chosen, strict=True))
            counting = options_that_count(decisions, case_of(whole).answers)
            self.found[frozenset(whole.items())] = read(Outlook(decisions, counting))

    def partial(self) -> Iterator[dict[str, str]]:
        """Yield every set of answers, the empty one and the complete ones included."""
        for chosen in product(*((None, *options) for options in self.options.values())):
            yield {id_: option for id_, option in zip(self.options, chosen, strict=True) if option is not None}

    def of(self, options: Mapping[str, str]) -> list[object]:
        """Return what each completion of some answers leads to."""
        given = frozenset(options.items())
        return [found for whole, found in self.found.items() if given <= whole]

    def possible(self, options: Mapping[str, str]) -> frozenset[object]:
        """Return what some completion of some answers leads to."""
        return frozenset(self.of(options))

    def deciding(self, options: Mapping[str, str]) -> frozenset[str]:
        """Return the unanswered questions that, with some answers to the others, change what is found by themselves."""
        given = frozenset(options.items())
        wholes = [whole for whole in self.found if given <= whole]
        return frozenset(
            question
            for question in self.options.keys() - options.keys()
            for whole in wholes
            for option in self.options[question]
            if self.found[frozenset({**dict(whole), question: option}.items())] != self.found[whole]
        )


class Oracle:
    """Tries every set of answers that differ from those given, on rules small enough."""

    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.decisions = decisions_of(base)
        self.ahead = look_ahead(self.decisions, 1 << 14)
        self.worlds = Completions(self.decisions)

    def changes(self, options: dict[str, str]) -> Changes:
        return Changes(self.decisions, self.ahead, case_of(options).answers)

    def leads(self, options: dict[str, str], changed: dict[str, str]) -> str | None:
        """Return the outcome that changed answers lead to whatever else is answered."""
        found = self.worlds.possible({**options, **changed})
        return str(*found) if len(found) == 1 else None

    def certain(self, options: dict[str, str], most: int) -> dict[str, list[dict[str, str]]]:
        """Return, by outcome, every set of at most so many changes that leads there whatever else is answered."""
        found: dict[str, list[dict[str, str]]] = {}
        every = self.worlds.options
        for asked in (asked for size in range(most + 1) for asked in combinations(every, size)):
            for chosen in product(*([one for one in every[q] if one != options.get(q)] for q in asked)):
                changed = dict(zip(asked, chosen, strict=True))
                outcome = self.leads(options, changed)
                if outcome is not None:
                    found.setdefault(outcome, []).append(changed)
        return found

    def can_act(self, changed: Iterable[str]) -> bool:
        return all(self.base.questions[one].team_can_act for one in changed)

    def cost(self, options: dict[str, str], changed: Iterable[str]) -> int:
        dear = (0 if self.can_act([one]) else GIVEN if one in options else FOUND_OUT for one in changed)
        return sum(STEP + one for one in dear)
