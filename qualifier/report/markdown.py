"""The explanation as Markdown: headings, lists and one table, to be pasted into a file or a note."""

from __future__ import annotations

from collections.abc import Iterable

from qualifier.explanation.explain import AxisShown, Explanation, ProofNode
from qualifier.report.shared import alternatives, axis_words, cited, heading, references, step_words
from qualifier.words import Lang, Text


def verdict_markdown(explained: Explanation, lang: Lang) -> str:
    """Return an explained verdict as Markdown.

    Args:
        explained: the verdict with its explanation.
        lang: the language.
    """
    parts = [
        f"# {explained.name.to(lang)[:1].upper()}{explained.name.to(lang)[1:]}",
        explained.headline.to(lang),
        _facts(explained, lang),
        _section(heading("definition", lang), [explained.definition.to(lang)]),
        _section(heading("axes", lang), [_axes(explained.axes, lang)]),
        _section(heading("proof", lang), ["\n".join(_proof(explained.proof, explained, lang, 0))]),
        _said("traits", [one.text for one in explained.traits], lang),
        _said("against", [one.text for one in explained.against], lang),
        _solidity(explained, lang),
        _ways(explained, lang),
        _section(heading("why_not", lang), ["\n".join(f"- {line}" for line in alternatives(explained, lang))]),
        _contrast(explained, lang),
        _said("facts_only", [explained.facts_only] if explained.facts_only else [], lang),
        _said("alerts", [one.text for one in explained.alerts], lang),
        _said("risks", explained.risks, lang),
        _tensions(explained, lang),
        _observations(explained, lang),
        _said("look_again", [explained.look_again] if explained.look_again else [], lang),
        _said("next_steps", [one.text for one in explained.next_steps], lang),
        _not_asked(explained, lang),
        _said("closed", explained.closed, lang),
        _section(heading("sources", lang), ["\n".join(f"- {line}" for line in references(explained, lang))]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(explained: Explanation, lang: Lang) -> str:
    verdict = explained.verdict
    version = heading("rules_version", lang, version=verdict.rules_version)
    lines = [
        f"- {heading('case', lang)} : {verdict.case}" if lang == "fr" else f"- {heading('case', lang)}: {verdict.case}",
        f"- {explained.standing.to(lang)}",
        f"- {explained.reading.to(lang)}",
        f"- {version}",
        f"- {heading('not_a_judgement', lang)}",
    ]
    return "\n".join(lines)


def _section(title: str, parts: Iterable[str]) -> str:
    body = "\n\n".join(part for part in parts if part)
    return f"## {title}\n\n{body}" if body else ""


def _said(key: str, texts: Iterable[Text], lang: Lang) -> str:
    return _section(heading(key, lang), ["\n".join(f"- {text.to(lang)}" for text in texts)])


def _axes(axes: tuple[AxisShown, ...], lang: Lang) -> str:
    rows = [f"| {axis.name.to(lang)} | {axis_words(axis, lang)} |" for axis in axes]
    return "\n".join(["| | |", "|---|---|", *rows])


def _proof(node: ProofNode, explained: Explanation, lang: Lang, depth: int) -> list[str]:
    lines = [f"{'  ' * depth}- {node.text.to(lang)}{cited(node.source, explained, lang)}"]
    for below in node.below:
        lines += _proof(below, explained, lang, depth + 1)
    return lines


def _solidity(explained: Explanation, lang: Lang) -> str:
    solidity = explained.prospects.solidity if explained.prospects else None
    if solidity is None:
        return ""
    lines = []
    for pivot in solidity.pivots:
        warning = f" **{heading('second_hand', lang)}**" if pivot.second_hand else ""
        lines.append(f"- {heading('step_now', lang, ask=pivot.ask, now=pivot.now)}{warning}")
        lines += [f"  - {finding.text.to(lang)}" for finding in pivot.findings]
    parts = [solidity.text.to(lang), solidity.counted.to(lang), "\n".join(lines)]
    return _section(heading("solidity", lang), parts)


def _ways(explained: Explanation, lang: Lang) -> str:
    ways = explained.prospects.ways if explained.prospects else ()
    parts = []
    for key, within_reach in (("within_reach", True), ("given", False)):
        group = [way for way in ways if way.within_reach is within_reach]
        lines = [
            f"- {way.name.to(lang)}\n" + "\n".join(f"  - {step_words(step, lang)}" for step in way.steps)
            for way in group
        ]
        if lines:
            parts += [f"**{heading(key, lang)}**", "\n".join(lines)]
    return _section(heading("changes", lang), parts)


def _tensions(explained: Explanation, lang: Lang) -> str:
    found = explained.prospects.tensions if explained.prospects else ()
    parts = []
    for one in found:
        note = [one.note.to(lang)] if one.note else []
        parts.append(
            "\n".join(f"- {text}" for text in (*(answer.to(lang) for answer in one.answers), one.say.to(lang), *note))
        )
    return _section(heading("tensions", lang), parts)


def _observations(explained: Explanation, lang: Lang) -> str:
    found = explained.prospects.observations if explained.prospects else ()
    if not found:
        return _said("open_questions", [one.ask for one in explained.open_questions], lang)
    lines = []
    for one in found:
        lines.append(f"- {one.ask.to(lang)} ({heading('could_tell', lang, names=one.could_tell)})")
        lines += [f"  - {finding.text.to(lang)}" for finding in one.findings]
    return _section(heading("open_questions", lang), ["\n".join(lines)])


def _not_asked(explained: Explanation, lang: Lang) -> str:
    found = explained.prospects.not_asked if explained.prospects else ()
    parts = []
    for one in found:
        parts += [f"**{one.reason.to(lang)}**", "\n".join(f"- {ask.to(lang)}" for ask in one.asks)]
    return _section(heading("not_asked", lang), parts)


def _contrast(explained: Explanation, lang: Lang) -> str:
    contrast = explained.contrast
    if contrast is None:
        return ""
    parts = [contrast.difference.to(lang)]
    for key, texts in (("shared", contrast.shared), ("separating", contrast.separating)):
        if texts:
            parts.append(f"**{heading(key, lang)}**\n\n" + "\n".join(f"- {text.to(lang)}" for text in texts))
    return _section(heading("contrast", lang, name=contrast.name), parts)
