"""The elements of drawings: names of attributes, short numbers, escaped words."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from qualifier.proving.svg_elements import add, attributes, short


def test_names_of_attributes_are_written_as_svg_has_them() -> None:
    assert attributes(stroke_width=2, class_="edge", viewBox="0 0 1 1") == {
        "stroke-width": "2",
        "class": "edge",
        "viewBox": "0 0 1 1",
    }


def test_an_attribute_without_a_value_is_left_out_and_zero_is_a_value() -> None:
    assert attributes(fill=None, x=0, y=0.0) == {"x": "0", "y": "0"}


@pytest.mark.parametrize(
    ("value", "written"),
    [(12.0, "12"), (0.1 + 0.2, "0.3"), (-1.50, "-1.5"), (1234.5678, "1234.57"), (7, "7"), ("7.0", "7.0")],
)
def test_a_fraction_takes_as_few_digits_as_it_needs(value: object, written: str) -> None:
    assert short(value) == written


def test_an_element_goes_last_into_its_parent_with_its_text_and_its_attributes() -> None:
    parent = ET.Element("g")
    add(parent, "rect", width=4.0)
    label = add(parent, "text", "ici", font_size=13)

    assert [child.tag for child in parent] == ["rect", "text"]
    assert parent[1] is label
    assert (label.text, label.attrib) == ("ici", {"font-size": "13"})
    assert parent[0].text is None


def test_words_and_values_are_escaped_and_come_out_as_they_went_in() -> None:
    parent = ET.Element("g")
    add(parent, "text", '<b> & "deux"', aria_label='"A" < B')
    written = ET.tostring(parent, encoding="unicode")
    (read,) = ET.fromstring(written)  # noqa: S314 - our own drawing

    assert "<b>" not in written
    assert (read.text, read.get("aria-label")) == ('<b> & "deux"', '"A" < B')


def test_an_element_may_have_attributes_called_as_what_is_given_to_add_is() -> None:
    assert add(ET.Element("g"), "text", "ici", parent="p", tag="t").attrib == {"parent": "p", "tag": "t"}
