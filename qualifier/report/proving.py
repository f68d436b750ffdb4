"""What is proven and told of a rule base as a whole, on a terminal: proofs, coverage, a change of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rich.console import Console, Group, RenderableType
from rich.text import Text as Line

from qualifier.knowledge.faults import Place
from qualifier.proving.coverage import Covered
from qualifier.proving.proofs import Finding, Proof, Proven
from qualifier.proving.rule_changes import Move, MovedCase, RuleChange
from qualifier.report.pieces import body, bullet, title
from qualifier.report.shared import heading
from qualifier.words import Lang, message

MOST_DIGITS = 12


def show_proofs(console: Console, usual: Proven, others: Iterable[Proven], lang: Lang) -> None:
    """Print each statement with whether it is proven; then what breaks it, with the answers and rules that show it.

    Args:
        console: where.
        usual: the statements in the usual reading.
        others: those in each other reading; what breaks one is told with the name of the reading.
        lang: the language.
    """
    console.print(title(heading("proofs", lang)))
    _show_proven(console, usual, "", lang)
    for other in others:
        name = other.base.readings[other.base.reading].name
        console.print()
        console.print(body(message("proofs", "in_reading", reading=name).to(lang), "bold"))
        _show_proven(console, other, f"({name.to(lang)}) ", lang)


def _show_proven(console: Console, proven: Proven, reading: str, lang: Lang) -> None:
    for proof in proven.proofs:
        console.print(_statement(proof, lang))
        if proof.named:
            names = ", ".join(proven.base.forms[one].name.to(lang) for one in proof.named)
            console.print(body(f"  {message('proofs', f'{proof.key}_named', names=names).to(lang)}", "dim"))
        for finding in proof.findings:
            console.print(_finding(finding, reading, lang))


def _statement(proof: Proof, lang: Lang) -> RenderableType:
    said = message("proofs", proof.key, count=proof.count).to(lang)
    mark = heading("not_proven" if proof.findings else "proven", lang)
    return body(f"{mark} {said}", "bold" if proof.findings else "")


def _finding(finding: Finding, reading: str, lang: Lang) -> RenderableType:
    parts = [bullet(f"[{finding.fault.code}] {finding.fault.place} {reading}{finding.fault.text().to(lang)}")]
    if finding.answers:
        parts.append(bullet(heading("shown_by", lang, answers=_answers(finding.answers)), depth=1))
    if finding.involved:
        rules = ", ".join(f"{one} ({place})" for one, place in finding.involved)
        parts.append(bullet(heading("rules_involved", lang, rules=rules), depth=1))
    return Group(*parts)


def _answers(answers: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{question}={option}" for question, option in answers)


# --- coverage -----------------------------------------------------------------------------------------------


def show_coverage(console: Console, covered: Iterable[Covered], cases: int, lang: Lang) -> None:
    """Print what scenarios exercise, kind by kind, and each entry that none does.

    Args:
        console: where.
        covered: what they exercise.
        cases: how many scenarios there are.
        lang: the language.
    """
    console.print(title(heading("coverage", lang, count=cases)))
    for kind in covered:
        name = message("entries", kind.kind).to(lang)
        done = kind.count - len(kind.missing)
        console.print(body(heading("covered", lang, kind=name, done=done, count=kind.count)))
        for id_, place in kind.missing:
            console.print(bullet(_placed(id_, place)))


def _placed(id_: str, place: Place) -> str:
    return f"{id_} ({place})" if place.file else id_


# --- a change of rules --------------------------------------------------------------------------------------


def show_rule_change(console: Console, change: RuleChange, lang: Lang) -> None:
    """Print what a change of rules does: shares of the answer space, then the cases that move, before and after.

    Args:
        console: where.
        change: what it does.
        lang: the language.
    """
    console.print(title(heading("rule_change", lang)))
    for line in _moves(change, lang):
        console.print(line)
    console.print()
    key = "cases_moved" if change.moved else "cases_same"
    console.print(body(heading(key, lang, count=len(change.moved), cases=change.cases), "bold"))
    for case in change.moved:
        console.print(_moved_case(case, lang))


def _moves(change: RuleChange, lang: Lang) -> Iterator[RenderableType]:
    key = "share_changed" if change.share else "share_same"
    yield body(heading(key, lang, share=share_words(change.share, lang)), "bold")
    for move in change.moves:
        yield bullet(_move(move, lang))
        yield bullet(heading("shown_by", lang, answers=_answers(move.answers)), depth=1)
    for name, entries in (("only_old", change.only_old), ("only_new", change.only_new)):
        if entries:
            yield Line("")
            yield body(heading(name, lang, names=", ".join(entries)))
    if change.only_old or change.only_new:
        yield body(heading("on_what_is_shared", lang), "dim")


def _move(move: Move, lang: Lang) -> str:
    return heading(
        "move",
        lang,
        before=move.names[0],
        after=move.names[1],
        share=share_words(move.share, lang),
        of_before=share_words(move.of_before, lang),
    )


def _moved_case(case: MovedCase, lang: Lang) -> RenderableType:
    return Group(
        bullet(f"{case.name} — {case.change.to(lang)}"),
        bullet(heading("case_before", lang, text=case.before), depth=1),
        bullet(heading("case_after", lang, text=case.after), depth=1),
    )


def share_words(share: Fraction, lang: Lang) -> str:
    """Say an exact share: as a percentage of three digits, and as the fraction it is.

    Args:
        share: the share, from 0 to 1.
        lang: the language, for the decimal sign.
    """
    percent = f"{float(share * 100):.3g}"
    if lang == "fr":
        percent = percent.replace(".", ",")
    exact = f"{share.numerator}/{share.denominator}"
    shown = f"{percent} %" if lang == "fr" else f"{percent}%"
    return f"{shown} ({exact})" if share.denominator > 1 and len(exact) <= 2 * MOST_DIGITS else shown
