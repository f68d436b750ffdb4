"""What other answers would change, for a file: the command `what-if`. What it shows is worked out in `explanation`."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from qualifier.explanation.comparison import compare
from qualifier.explanation.prospects import Prospects
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.faults import Fault, FaultsFound, fault, near
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.pieces import body
from qualifier.report.prospects import comparison_shown, path_shown, ways_shown
from qualifier.report.shared import heading
from qualifier.words import Lang


def altered(base: RuleBase, case: Case, settings: list[str]) -> Case:
    """Return a case with some answers otherwise.

    Args:
        base: the rules.
        case: the case.
        settings: what to set, each as `question=option`.

    Raises:
        FaultsFound: a setting is not of that form, or names a question or an option that does not exist.
    """
    answers = dict(case.answers)
    faults: list[Fault] = []
    for setting in settings:
        question, equals, option = setting.partition("=")
        if not equals:
            faults.append(fault("setting_wrong", given=setting))
        elif question not in base.questions:
            faults.append(fault("question_unknown", question=question, near=near(question, base.questions)))
        elif option not in (known := [one.id for one in base.questions[question].options]):
            faults.append(fault("option_unknown", question=question, option=option, known=", ".join(known)))
        else:
            answers[question] = Answer(option)
    if faults:
        raise FaultsFound(faults)
    return replace(case, answers={question: answers[question] for question in base.questions if question in answers})


def show_what_if(console: Console, reasoner: Reasoner, case: Case, other: Case, lang: Lang) -> None:
    """Print what becomes of the verdict of a case with other answers.

    Args:
        console: where.
        reasoner: the rules with their engine.
        case: the case.
        other: the same with other answers.
        lang: the language.
    """
    before, after = reasoner.qualify(case), reasoner.qualify(other)
    console.print(comparison_shown(compare(reasoner.base, before, after), lang))
    for question in after.closed:
        if other.answers[question] != case.answers.get(question):
            console.print(body(heading("does_not_count", lang, ask=reasoner.base.questions[question].ask), "bold"))


def show_path(console: Console, reasoner: Reasoner, case: Case, form: str, lang: Lang) -> None:
    """Print the shortest path from a case to a form.

    Args:
        console: where.
        reasoner: the rules with their engine.
        case: the case.
        form: the form.
        lang: the language.

    Raises:
        FaultsFound: there is no such form, or the rules are too large to be read ahead.
    """
    if form not in reasoner.base.forms:
        raise FaultsFound([fault("form_unknown", id=form, near=near(form, reasoner.base.forms))])
    console.print(path_shown(prospects(reasoner, case).path(form), reasoner.base.forms[form].name, lang))


def show_other_forms(console: Console, reasoner: Reasoner, case: Case, most: int, lang: Lang) -> None:
    """Print the smallest sets of answers that lead from a case to each other form.

    Args:
        console: where.
        reasoner: the rules with their engine.
        case: the case.
        most: the largest size looked for.
        lang: the language.

    Raises:
        FaultsFound: the rules are too large to be read ahead.
    """
    console.print(ways_shown(prospects(reasoner, case).ways_of(most), lang))


def prospects(reasoner: Reasoner, case: Case) -> Prospects:
    """Return what would change the verdict of a case.

    Args:
        reasoner: the rules with their engine.
        case: the case.

    Raises:
        FaultsFound: the rules are too large to be read ahead.
    """
    changes = reasoner.changes(case)
    if changes is None:
        raise reasoner.too_large or FaultsFound([])
    return Prospects(changes, case)
