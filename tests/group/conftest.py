"""Five viewpoints around one story, which several tests of this package put into a session."""

import pytest

from qualifier.knowledge.cases import Scenario
from tests.group.sessions import around
from tests.support import options_of


@pytest.fixture(scope="session")
def five(library: tuple[Scenario, ...]) -> list[dict[str, str]]:
    """The rewritten agreement as five people see it: three see cooperation, one common action, one imposition."""
    scenario = next(one for one in library if one.case.id == "c09_convention_rewritten")
    return around(options_of(scenario.case))
