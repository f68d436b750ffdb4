"""Which report for whom."""

from __future__ import annotations

from enum import StrEnum

from qualifier.report.contents.partner import partner
from qualifier.report.contents.practitioner import practitioner
from qualifier.report.contents.schools import schools
from qualifier.report.contents.student import student
from qualifier.report.contents.subject import Subject
from qualifier.report.contents.team import team
from qualifier.report.contents.words import with_words
from qualifier.report.document import Document


class Purpose(StrEnum):
    """Whom a report is for."""

    PRACTITIONER = "practitioner"
    TEAM = "team"
    STUDENT = "student"
    PARTNER = "partner"
    SCHOOLS = "schools"


_REPORTS = {
    Purpose.PRACTITIONER: practitioner,
    Purpose.TEAM: team,
    Purpose.STUDENT: student,
    Purpose.PARTNER: partner,
    Purpose.SCHOOLS: schools,
}
# Those whose pages are not counted.
_LONG = (Purpose.TEAM, Purpose.STUDENT, Purpose.SCHOOLS)


def report(about: Subject, purpose: Purpose) -> Document:
    """Return the report on a case for a purpose.

    Args:
        about: the case with its explained verdict.
        purpose: whom it is for.
    """
    return with_words(_REPORTS[purpose](about), about.base, listed=purpose in _LONG)
