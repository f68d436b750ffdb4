"""The verdict as JSON: stable keys, ids of the rule base, sentences in one language; and the schema of it.

What other schools say stands beside it, in `schools_data`.
"""

from __future__ import annotations

from typing import Any

from qualifier.explanation.explain import Explanation, ProofNode
from qualifier.explanation.prospects import FindingSaid, Prospects, SoliditySaid, WaySaid
from qualifier.words import Lang

Json = dict[str, Any]


def verdict_data(explained: Explanation, lang: Lang) -> Json:
    """Return an explained verdict as plain data.

    Args:
        explained: the verdict with its explanation.
        lang: the language of the sentences; ids do not change with it.
    """
    verdict = explained.verdict
    again = verdict.look_again
    return {
        "case": verdict.case,
        "date": verdict.date.isoformat() if verdict.date else None,
        "principal": verdict.principal,
        "status": verdict.status,
        "because": verdict.because,
        "runner_up": verdict.runner_up,
        "summary": explained.headline.to(lang),
        "forms": {
            form: {"status": one.status, "for": list(one.supporting), "against": list(one.opposing)}
            for form, one in verdict.forms.items()
        },
        "axes": dict(verdict.axes),
        "origin": {"main": verdict.axes.get("origin"), "also": list(verdict.origin_also)},
        "rests_on": [{"question": question, "option": option} for question, option in verdict.rests_on],
        **prospects_data(explained.prospects, lang),
        "facts_only": _facts_only(explained),
        "alerts": [{"id": one.id, "text": one.text.to(lang), "source": list(one.source)} for one in explained.alerts],
        "next_steps": [
            {"id": one.id, "text": one.text.to(lang), "source": list(one.source)} for one in explained.next_steps
        ],
        "open_questions": list(verdict.open_questions),
        "look_again": explained.look_again.to(lang) if again and explained.look_again else None,
        "set_aside": list(verdict.closed),
        "proof": _proof(explained.proof, lang),
        "sources": [one.id for one in explained.bibliography],
        "lang": lang,
        "rules_version": verdict.rules_version,
    }


def prospects_data(prospects: Prospects | None, lang: Lang) -> Json:
    """Return what would change a verdict as plain data; every part is null when the rules cannot be read ahead.

    Args:
        prospects: the prospects, if any.
        lang: the language of the sentences.
    """
    if prospects is None:
        return dict.fromkeys(("solidity", "ways", "observations", "not_asked", "tensions"))
    return {
        "solidity": _solidity(prospects.solidity),
        "ways": [way_data(way) for way in prospects.ways],
        "observations": [
            {"question": one.question, "told": one.told, "findings": _findings(one.findings)}
            for one in prospects.observations
        ],
        "not_asked": [{"reason": one.reason.to(lang), "questions": list(one.questions)} for one in prospects.not_asked],
        "tensions": [
            {
                "id": one.id,
                "answers": [answer.to(lang) for answer in one.answers],
                "text": one.say.to(lang),
                "note": one.note.to(lang) if one.note else None,
                "source": list(one.source),
            }
            for one in prospects.tensions
        ],
    }


def way_data(way: WaySaid) -> Json:
    """Return a set of answers that leads to another form as plain data."""
    steps = [
        {"question": step.question, "options": list(step.options), "within_reach": step.within_reach}
        for step in way.steps
    ]
    return {"outcome": way.outcome, "within_reach": way.within_reach, "steps": steps}


def _solidity(solidity: SoliditySaid | None) -> Json | None:
    if solidity is None:
        return None
    pivots = [
        {
            "question": one.question,
            "option": one.option,
            "second_hand": one.second_hand,
            "findings": _findings(one.findings),
        }
        for one in solidity.pivots
    ]
    return {"changes": solidity.changes, "unchanged": solidity.unchanged, "pivotal": pivots}


def _findings(findings: tuple[FindingSaid, ...]) -> list[Json]:
    return [{"options": list(one.options), "outcomes": list(one.outcomes)} for one in findings]


def _facts_only(explained: Explanation) -> Json | None:
    facts = explained.verdict.facts_only
    return {"principal": facts.principal, "status": facts.status, "because": facts.because} if facts else None


def _proof(node: ProofNode, lang: Lang) -> Json:
    return {
        "text": node.text.to(lang),
        "source": list(node.source),
        "below": [_proof(below, lang) for below in node.below],
    }


def verdict_schema() -> Json:
    """Return the JSON Schema (draft 2020-12) of what `verdict_data` gives."""
    text = {"type": "string"}
    maybe = {"type": ["string", "null"]}
    texts = {"type": "array", "items": text}
    said = {"type": "array", "items": table({"id": text, "text": text, "source": texts})}
    outcome = {"principal": text, "status": one_of("settled", "provisional", "undetermined"), "because": maybe}
    form = table({"status": one_of("principal", "present", "possible", "excluded"), "for": texts, "against": texts})
    properties: Json = {
        "case": text,
        "date": maybe,
        **outcome,
        "runner_up": maybe,
        "summary": text,
        "forms": {"type": "object", "additionalProperties": form},
        "axes": {"type": "object", "additionalProperties": maybe},
        "origin": table({"main": maybe, "also": texts}),
        "rests_on": {"type": "array", "items": table({"question": text, "option": text})},
        **_prospects_schema(),
        "facts_only": _maybe(table(outcome)),
        "alerts": said,
        "next_steps": {**said, "maxItems": 3},
        "open_questions": texts,
        "look_again": maybe,
        "set_aside": texts,
        "proof": {"$ref": "#/$defs/proof"},
        "sources": texts,
        "lang": one_of("fr", "en"),
        "rules_version": text,
    }
    proof = table({"text": text, "source": texts, "below": {"type": "array", "items": {"$ref": "#/$defs/proof"}}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Verdict",
        **table(properties),
        "$defs": {"proof": proof},
    }


def _prospects_schema() -> Json:
    """Return the schema of what `prospects_data` gives."""
    text, flag, number = {"type": "string"}, {"type": "boolean"}, {"type": "integer"}
    texts = {"type": "array", "items": text}
    findings = list_of({"options": texts, "outcomes": texts})
    pivots = list_of({"question": text, "option": text, "second_hand": flag, "findings": findings})
    steps = list_of({"question": text, "options": texts, "within_reach": flag})
    tension = {"id": text, "answers": texts, "text": text, "note": {"type": ["string", "null"]}, "source": texts}
    return {
        "solidity": _maybe(table({"changes": number, "unchanged": number, "pivotal": pivots})),
        "ways": _maybe(list_of({"outcome": text, "within_reach": flag, "steps": steps})),
        "observations": _maybe(list_of({"question": text, "told": flag, "findings": findings})),
        "not_asked": _maybe(list_of({"reason": text, "questions": texts})),
        "tensions": _maybe(list_of(tension)),
    }


def _maybe(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def list_of(properties: Json) -> Json:
    """Return the schema of a list of tables that all have these keys."""
    return {"type": "array", "items": table(properties)}


def table(properties: Json) -> Json:
    """Return the schema of a table that has these keys, all of them and no other."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def one_of(*values: str) -> Json:
    """Return the schema of one of some words."""
    return {"enum": list(values)}
