"""A pytest plugin for the continuous checks: a skipped test of a real terminal, browser or database is a failure there.

On a desk such a test may be skipped for want of what it needs; here a skip would hide that nobody drove the real thing.
"""

from collections.abc import Generator

import pytest

MUST_RUN = ("terminal", "browser", "database", "office")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a test marked with one of these into a failure that gives the reason of the skip."""
    report = yield
    marks = [mark for mark in MUST_RUN if item.get_closest_marker(mark)]
    if report.skipped and not hasattr(report, "wasxfail") and marks:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: a {marks[0]} test must run here, and was skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole file into a failure too: it would hide the markers of its tests."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid}: this file must run here, and was skipped: {report.longrepr}"
    return report
