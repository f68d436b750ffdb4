"""What other schools say of a case as JSON, beside the verdict; and the schema of it.

Ids do not change with the language. The verdict itself is in `data`; what is said here is worked out in
`qualifier.explanation.schools`.
"""

from __future__ import annotations

from typing import get_args

from qualifier.explanation.explain import Said
from qualifier.explanation.readings import ReadingSaid
from qualifier.explanation.schools import LineSaid, PartnerWordSaid, RightSaid, ScaleSaid
from qualifier.explanation.talks import DebateSaid
from qualifier.knowledge.models import CHAPTERS, LawText, RightAbout, ScaleKind
from qualifier.report.contents.scales import rungs_of
from qualifier.report.contents.subject import Subject
from qualifier.report.data import Json, list_of, one_of, table, verdict_data, verdict_schema
from qualifier.words import Lang, Text


def whole_data(about: Subject, lang: Lang) -> Json:
    """Return the verdict on a case and what other schools say of it as plain data.

    Args:
        about: the case with its explained verdict.
        lang: the language of the sentences; ids do not change with it.
    """
    return {**verdict_data(about.explained, lang), **schools_data(about, lang)}


def compared_data(about: Subject, lang: Lang) -> Json:
    """Return what other schools say of a case as plain data, with what tells which case it is and by which rules.

    Args:
        about: the case with its explained verdict.
        lang: the language of the sentences; ids do not change with it.
    """
    verdict = about.verdict
    return {
        "case": verdict.case,
        "date": verdict.date.isoformat() if verdict.date else None,
        **schools_data(about, lang),
        "lang": lang,
        "rules_version": verdict.rules_version,
    }


def schools_data(about: Subject, lang: Lang) -> Json:
    """Return what each reading decides and what other schools say of a case as plain data.

    Args:
        about: the case with its explained verdict.
        lang: the language of the sentences; ids do not change with it.
    """
    schools = about.schools
    return {
        "reading": about.base.reading,
        "readings": [_reading(one, lang) for one in about.readings],
        "schools": {
            "scales": [_scale(one, lang) for one in schools.scales.values()],
            "partner_words": [_partner_word(one, lang) for one in schools.partner_words],
            "rights": [_right(one, lang) for one in schools.rights],
            "debates": [_debate(one, lang) for one in about.debates],
            "unasked": list(schools.unasked),
        },
    }


def _reading(one: ReadingSaid, lang: Lang) -> Json:
    outcome = one.outcome
    return {
        "id": one.id,
        "principal": outcome.principal,
        "status": outcome.status,
        "because": outcome.because,
        "changed": one.changed.to(lang) if one.changed is not None else None,
        "source": list(one.source),
    }


def _scale(one: ScaleSaid, lang: Lang) -> Json:
    return {
        "id": one.id,
        "name": one.name.to(lang),
        "about": one.about.to(lang),
        "caution": one.caution.to(lang) if one.caution is not None else None,
        "chapter": one.chapter,
        "kind": one.kind,
        "rungs": [{"id": rung.id, "name": rung.name.to(lang)} for rung in rungs_of(one)],
        "lines": [_line(line, lang) for line in one.lines],
        "split": one.split,
        "jumped": [line.id for line in one.jumped] if one.kind == "stages" else [],
        "false_friends": _false_friends(one, lang),
        "source": list(one.source),
    }


def _line(one: LineSaid, lang: Lang) -> Json:
    return {
        "id": one.id,
        "name": one.name.to(lang),
        "means": one.means.to(lang) if one.means is not None else None,
        "at": one.at,
        "possible": list(one.possible),
        "outside": one.outside.to(lang) if one.outside is not None else None,
        "facts": _texts(one.facts, lang),
        "toward": one.toward.to(lang) if one.toward is not None else None,
        "ask": list(one.ask),
        "source": list(one.source),
    }


def _false_friends(one: ScaleSaid, lang: Lang) -> list[Json]:
    reached = {line.rung.id: line.rung.false_friend for line in one.lines if line.rung is not None}
    return [{"rung": id_, "text": trap.to(lang)} for id_, trap in reached.items() if trap is not None]


def _partner_word(one: PartnerWordSaid, lang: Lang) -> Json:
    return {
        "id": one.id,
        "who": one.who.to(lang),
        "why": _texts(one.why, lang),
        "yes": _side(one.yes, lang),
        "no": _side(one.no, lang),
        "better": one.better.to(lang),
        "source": list(one.source),
    }


def _side(one: Said, lang: Lang) -> Json:
    return {"id": one.id, "text": one.text.to(lang), "source": list(one.source)}


def _right(one: RightSaid, lang: Lang) -> Json:
    return {
        "id": one.id,
        "about": one.about,
        "text": one.say.to(lang),
        "why": _texts(one.why, lang),
        "texts": [_law_text(text, lang) for text in one.texts],
        "settle": _texts(one.settle, lang),
        "source": list(one.source),
    }


def _law_text(one: LawText, lang: Lang) -> Json:
    return {"id": one.id, "name": one.name.to(lang), "dated": one.dated, "check_by": one.check_by}


def _debate(one: DebateSaid, lang: Lang) -> Json:
    return {
        "id": one.id,
        "question": one.question.to(lang),
        "why": _texts(one.why, lang),
        "sides": [_side(side, lang) for side in one.sides],
    }


def _texts(found: tuple[Text, ...], lang: Lang) -> list[str]:
    return [one.to(lang) for one in found]


# --- the schema --------------------------------------------------------------------------------------------


def whole_schema() -> Json:
    """Return the JSON Schema (draft 2020-12) of what `whole_data` gives: a verdict, and what other schools say."""
    schema = verdict_schema()
    properties = {**schema["properties"], **_schools_schema()}
    return {**schema, **table(properties), "$defs": schema["$defs"]}


def _schools_schema() -> Json:
    """Return the schema of what `schools_data` gives."""
    text, flag, lacking = {"type": "string"}, {"type": "boolean"}, {"type": ["string", "null"]}
    texts = {"type": "array", "items": text}
    status = one_of("settled", "provisional", "undetermined")
    line = {"id": text, "name": text, "means": lacking, "at": lacking, "possible": texts, "outside": lacking}
    sides = {"id": text, "text": text, "source": texts}
    law = list_of({"id": text, "name": text, "dated": text, "check_by": text})
    word = {"id": text, "who": text, "why": texts, "yes": table(sides), "no": table(sides), "better": text}
    right = {"id": text, "about": one_of(*get_args(RightAbout)), "text": text, "why": texts}
    scale = {
        "id": text,
        "name": text,
        "about": text,
        "caution": lacking,
        "chapter": one_of(*CHAPTERS),
        "kind": one_of(*get_args(ScaleKind)),
        "rungs": list_of({"id": text, "name": text}),
        "lines": list_of({**line, "facts": texts, "toward": lacking, "ask": texts, "source": texts}),
        "split": flag,
        "jumped": texts,
        "false_friends": list_of({"rung": text, "text": text}),
        "source": texts,
    }
    reading = {"id": text, "principal": text, "status": status, "because": lacking, "changed": lacking, "source": texts}
    said = {
        "scales": list_of(scale),
        "partner_words": list_of({**word, "source": texts}),
        "rights": list_of({**right, "texts": law, "settle": texts, "source": texts}),
        "debates": list_of({"id": text, "question": text, "why": texts, "sides": list_of(sides)}),
        "unasked": texts,
    }
    return {"reading": text, "readings": list_of(reading), "schools": table(said)}
