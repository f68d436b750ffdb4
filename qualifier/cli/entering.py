"""What was ticked on paper, typed in: kept in the casebook, with its verdict."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from qualifier.cli import common
from qualifier.cli.output import console, show_faults
from qualifier.cli.starting import fresh, is_finished
from qualifier.interview.typed import check_code, typed_answers
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.knowledge.models import RuleBase
from qualifier.words import Lang, message


def entered(ticked: list[str], code: str | None, name: str | None, rules: Path | None) -> None:
    """Keep a sheet's answers, and show the verdict.

    Args:
        ticked: what was ticked, as typed after the command; asked for or read when empty.
        code: the code printed on the sheet, when it is to be checked.
        name: the name of the case; today's date if None.
        rules: another folder of rules.

    Raises:
        FaultsFound: the sheet was printed from other rules, or something typed is not understood.
    """
    base = common.base_of(rules)
    lang = (check_code(base, code) if code is not None else None) or common.LANG
    answers = typed_answers(base, ticked or _lines(base, lang), lang)
    if not answers:
        raise FaultsFound([fault("typed_nothing")])
    from qualifier.cli.keeping import CasebookKeeper
    from qualifier.report.contents.subject import subject
    from qualifier.report.glossary import explained_below
    from qualifier.report.terminal import show_verdict

    case = fresh()
    case = replace(case, id=name or case.id, answers={id_: answers[id_] for id_ in base.questions if id_ in answers})
    keeper = CasebookKeeper(base, common.migrations_of(rules), common.LANG)
    reasoner = common.reasoner_of(rules)
    keeper.save(case, is_finished(case, reasoner))
    about = subject(reasoner, replace(case, id=keeper.name))
    keeper.keep_verdict(about)
    screen = console()
    with explained_below(screen, base, common.LANG):
        show_verdict(screen, about.explained, common.LANG)
    for line in keeper.kept:
        common.told(console(), line)


def _lines(base: RuleBase, lang: Lang) -> list[str]:
    """Read what was ticked: from a pipe as it is; at a terminal until an empty line, each looked at as it comes."""
    if not sys.stdin.isatty():
        return sys.stdin.read().splitlines()
    print(message("screens", "type_ticked").to(common.LANG))
    lines: list[str] = []
    try:
        while line := input("> ").strip():
            try:
                typed_answers(base, [*lines, line], lang)
            except FaultsFound as faults:
                show_faults(faults, common.LANG)
            else:
                lines.append(line)
    except EOFError:
        print()
    except KeyboardInterrupt:
        if lines:
            print("\n" + message("screens", "not_kept", line=" ".join(lines)).to(common.LANG))
        raise
    return lines
