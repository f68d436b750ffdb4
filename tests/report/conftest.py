"""The documents that every medium must show."""

import pytest

from qualifier.explanation.explain import explain
from qualifier.knowledge.cases import read_case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import Document
from tests.report.samples import every_block, realistic
from tests.support import PROJECT


@pytest.fixture(scope="session")
def documents(base: RuleBase, reasoner: Reasoner) -> dict[str, Document]:
    """One document like a practitioner's report, and one with every block and difficult texts."""
    case = read_case(PROJECT / "scenarios" / "c09_convention_rewritten.yaml", base)
    return {"real": realistic(explain(base, reasoner.qualify(case))), "every": every_block()}
