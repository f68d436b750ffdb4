"""Texts in both languages: a day as each writes it, and several texts joined."""

from __future__ import annotations

import datetime as dt

from qualifier.words import Text, day, join


def test_a_day_is_written_the_day_first_in_french_and_the_year_first_in_english() -> None:
    assert day(dt.date(2026, 3, 9)) == Text("09/03/2026", "2026-03-09")


def test_a_day_that_no_calendar_has_is_written_all_the_same() -> None:
    assert day("2027-02-30") == Text("30/02/2027", "2027-02-30")


def test_what_stands_between_texts_may_differ_with_the_language_and_empty_ones_are_left_out() -> None:
    texts = [Text("un", "one"), Text("", "two"), Text("trois", "three")]

    assert join(texts, Text(" et ", " and ")) == Text("un et trois", "one and two and three")
    assert join(texts, ", ") == Text("un, trois", "one, two, three")
