"""A pytest plugin for the continuous checks: a skipped terminal test is a failure there.

On a desk such a test may be skipped for want of a pseudo-terminal; here a skip would hide that nobody drove
the real program.
"""

from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a test marked `terminal` into a failure that gives the reason of the skip."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and item.get_closest_marker("terminal"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: a terminal test must run here, and was skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole file under tests/surfaces, which hides its markers, into a failure too."""
    report = yield
    if report.skipped and "surfaces" in collector.path.parts:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid}: this file must run here, and was skipped: {report.longrepr}"
    return report
