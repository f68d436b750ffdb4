"""What a scenario expects of the verdict and of other schools, and what is found instead, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualifier.explanation.schools import LineSaid, Schools
from qualifier.explanation.talks import debates_said
from qualifier.knowledge.cases import Expected, Scenario
from qualifier.knowledge.models import OPEN, OUTSIDE, UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.words import Text, message


def differences(reasoner: Reasoner, scenario: Scenario, verdict: Verdict) -> tuple[Text, ...]:
    """Return one sentence for each expectation that is not met.

    Args:
        reasoner: the rules with their engine, in the usual reading.
        scenario: what is expected.
        verdict: what was concluded of it.
    """
    base, expected, schools = reasoner.base, scenario.expected, Schools(reasoner, verdict)
    return (
        *_outcome(base, expected, verdict),
        *_reasons(base, expected, verdict),
        *_beside(base, expected, verdict),
        *_readings(reasoner, scenario),
        *_scales(schools, expected),
        *_told(schools, expected),
    )


def _outcome(base: RuleBase, expected: Expected, verdict: Verdict) -> Iterator[Text]:
    wanted = (expected.form, expected.because)
    if (verdict.principal, verdict.because if expected.because else None) != wanted:
        yield message(
            "scenarios",
            "form_accepted" if verdict.principal in expected.accept else "form_differs",
            expected=_name(base, expected.form, expected.because),
            found=_name(base, verdict.principal, verdict.because),
        )
    if verdict.status != expected.status:
        found, told = (message("verdict", f"status_{one}") for one in (verdict.status, expected.status))
        yield message("scenarios", "status_differs", expected=told, found=found)


def _reasons(base: RuleBase, expected: Expected, verdict: Verdict) -> Iterator[Text]:
    for key, wanted in (("reason_missing", expected.must), ("reason_unwanted", expected.must_not)):
        for argument in wanted:
            if verdict.conclusions.holds(argument) == (key == "reason_unwanted"):
                yield message("scenarios", key, id=argument, because=base.argument(argument).because)


def _beside(base: RuleBase, expected: Expected, verdict: Verdict) -> Iterator[Text]:
    for alert in expected.alerts:
        if alert not in verdict.alerts:
            yield message("scenarios", "alert_missing", id=alert, say=base.alerts[alert].say)
    origin = verdict.axes.get("origin")
    if expected.origin is not None and origin != expected.origin:
        names = [base.axes["origin"].level(one).name if one else Text("?", "?") for one in (expected.origin, origin)]
        yield message("scenarios", "origin_differs", expected=names[0], found=names[1])
    for question in verdict.closed:
        yield message("scenarios", "answer_closed", ask=base.questions[question].ask)


def _name(base: RuleBase, form: str, because: str | None) -> Text:
    if form != UNDETERMINED:
        return base.forms[form].name
    return base.undetermined[because or "missing"].name


# --- other schools ------------------------------------------------------------------------------------------


def _readings(reasoner: Reasoner, scenario: Scenario) -> Iterator[Text]:
    """Yield what another reading decides otherwise than expected."""
    for reading, (form, status) in scenario.expected.readings.items():
        other = reasoner.in_reading(reading)
        found = other.outline(scenario.case).outcome
        if (found.principal, found.status) != (form, status):
            yield message(
                "scenarios",
                "reading_differs",
                reading=other.base.readings[reading].name,
                expected=_decided((other.base, reasoner.base), form, status),
                found=_decided((other.base,), found.principal, found.status),
            )


def _decided(bases: tuple[RuleBase, ...], form: str, status: str) -> Text:
    """Say a form with its status, named by the first rules that know it."""
    standing = message("verdict", f"status_{status}")
    if form == UNDETERMINED:
        return standing
    name = next(base.forms[form].name for base in bases if form in base.forms)
    return message("scenarios", "decided", form=name, status=standing)


def _scales(schools: Schools, expected: Expected) -> Iterator[Text]:
    """Yield the lines of scales that stand elsewhere than expected."""
    if not expected.scales:
        return
    lines = {line.id: (scale.name, line) for scale in schools.scales.values() for line in scale.lines}
    for id_, rung in expected.scales.items():
        scale, line = lines[id_]
        if line.place != rung:
            told, found = _place_name(line, rung), _place_name(line, line.place)
            yield message("scenarios", "scale_differs", scale=scale, line=line.name, expected=told, found=found)


def _told(schools: Schools, expected: Expected) -> Iterator[Text]:
    """Yield what was to be said beside the verdict and is not: the word "partner", rights, disagreements."""
    base = schools.base
    for id_ in _absent(expected.partner_words, (one.id for one in schools.partner_words)):
        yield message("scenarios", "partner_word_missing", id=id_, who=base.partner_words[id_].who)
    for id_ in _absent(expected.rights, (one.id for one in schools.rights)):
        yield message("scenarios", "right_missing", id=id_, say=base.rights[id_].say)
    for id_ in _absent(expected.debates, (one.id for one in debates_said(base, schools.verdict))):
        yield message("scenarios", "debate_missing", id=id_, question=base.debates[id_].question)


def _absent(wanted: tuple[str, ...], found: Iterable[str]) -> tuple[str, ...]:
    said = frozenset(found) if wanted else frozenset()
    return tuple(one for one in wanted if one not in said)


def _place_name(line: LineSaid, place: str) -> Text:
    """Say a place: a rung by its name, the two others in words of their own."""
    if place in (OUTSIDE, OPEN):
        return message("scenarios", f"line_{place}")
    return next(rung.name for rung in line.rungs if rung.id == place)
