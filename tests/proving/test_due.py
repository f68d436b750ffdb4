"""Which texts of law are to be read again, on a given day."""

from __future__ import annotations

import datetime as dt

from qualifier.knowledge.models import RuleBase
from qualifier.proving.due import overdue


def late(base: RuleBase, day: str) -> set[str]:
    return {text.id for text in overdue(base, dt.date.fromisoformat(day))}


def test_a_text_is_late_the_day_after_the_one_by_which_it_is_to_be_checked(base: RuleBase) -> None:
    assert base.texts["csp_l1110_4"].check_by == "2027-05-31"

    assert "csp_l1110_4" not in late(base, "2027-05-31")
    assert "csp_l1110_4" in late(base, "2027-06-01")


def test_texts_that_change_often_come_due_first_and_all_do_in_the_end(base: RuleBase) -> None:
    assert late(base, "2026-11-30") == set()
    assert "civil_code_9" not in late(base, "2027-06-01")
    assert late(base, "2027-12-01") == set(base.texts)


def test_late_texts_come_in_the_order_of_the_rules(base: RuleBase) -> None:
    found = [text.id for text in overdue(base, dt.date(2030, 1, 1))]

    assert found == list(base.texts)


def test_rules_without_texts_of_law_have_none_late(small_base: RuleBase) -> None:
    assert overdue(small_base, dt.date(2030, 1, 1)) == ()
