"""What a scenario expects and what the verdict gives instead, as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from qualifier.knowledge.cases import Expected, Scenario
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Verdict
from qualifier.words import Text, message


def differences(base: RuleBase, scenario: Scenario, verdict: Verdict) -> tuple[Text, ...]:
    """Return one sentence for each expectation that the verdict does not meet.

    Args:
        base: the rules.
        scenario: what is expected.
        verdict: what was concluded.
    """
    expected = scenario.expected
    return (*_outcome(base, expected, verdict), *_reasons(base, expected, verdict), *_beside(base, expected, verdict))


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
