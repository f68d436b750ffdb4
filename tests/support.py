"""What several tests share: cases made from options, answers drawn by lot, a small rule base to copy and alter."""

import json
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualifier.explanation.explain import Explanation, explain
from qualifier.knowledge.cases import EVIDENCE, Answer, Case, Evidence, Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.report.data import verdict_data
from qualifier.words import LANGS

PROJECT = Path(__file__).resolve().parent.parent
SMALL_RULES = Path(__file__).resolve().parent / "small_rules"
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


def small_rules(folder: Path, changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Copy the small rule base into a folder, replacing in a file one text by another.

    Args:
        folder: where; it must not exist yet.
        changes: for a file, the text to replace (found once) and what replaces it.
    """
    shutil.copytree(SMALL_RULES, folder)
    for name, (old, new) in (changes or {}).items():
        content = (folder / name).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{name}: {old!r} stands there {content.count(old)} times"
        (folder / name).write_text(content.replace(old, new), encoding="utf-8")
    return folder
