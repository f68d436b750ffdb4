"""The verdict as JSON: stable keys, ids of the rule base, sentences in one language; and the schema of it."""

from __future__ import annotations

from typing import Any

from qualifier.explanation.explain import Explanation, ProofNode
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
        "pivotal": [{"question": question, "option": option} for question, option in verdict.pivotal],
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
    said = {"type": "array", "items": _table({"id": text, "text": text, "source": texts})}
    outcome = {"principal": text, "status": _one_of("settled", "provisional", "undetermined"), "because": maybe}
    form = _table({"status": _one_of("principal", "present", "possible", "excluded"), "for": texts, "against": texts})
    properties: Json = {
        "case": text,
        "date": maybe,
        **outcome,
        "runner_up": maybe,
        "summary": text,
        "forms": {"type": "object", "additionalProperties": form},
        "axes": {"type": "object", "additionalProperties": maybe},
        "origin": _table({"main": maybe, "also": texts}),
        "pivotal": {"type": "array", "items": _table({"question": text, "option": text})},
        "facts_only": {"anyOf": [_table(outcome), {"type": "null"}]},
        "alerts": said,
        "next_steps": {**said, "maxItems": 3},
        "open_questions": texts,
        "look_again": maybe,
        "set_aside": texts,
        "proof": {"$ref": "#/$defs/proof"},
        "sources": texts,
        "lang": _one_of("fr", "en"),
        "rules_version": text,
    }
    proof = _table({"text": text, "source": texts, "below": {"type": "array", "items": {"$ref": "#/$defs/proof"}}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Verdict",
        **_table(properties),
        "$defs": {"proof": proof},
    }


def _table(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _one_of(*values: str) -> Json:
    return {"enum": list(values)}
