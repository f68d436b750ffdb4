"""The elements that drawings are made of, as SVG writes them. What is drawn with them is not here."""

from __future__ import annotations

import xml.etree.ElementTree as ET


def attributes(**given: object) -> dict[str, str]:
    """Return attributes as SVG writes them.

    Args:
        **given: their values; an underscore within a name is a hyphen, and one at its end only keeps the name apart
            from Python's own words; fractions are written short; None leaves one out.
    """
    return {name.rstrip("_").replace("_", "-"): short(value) for name, value in given.items() if value is not None}


def add(parent: ET.Element, tag: str, text: str | None = None, /, **given: object) -> ET.Element:
    """Add an element; its text and its attributes are escaped when the drawing is written.

    Args:
        parent: what it goes into.
        tag: its name.
        text: its text.
        **given: its attributes, as in `attributes`.
    """
    element = ET.SubElement(parent, tag, attributes(**given))
    element.text = text
    return element


def short(value: object) -> str:
    """Return a value in as few letters as it needs: no zeros at the end of a fraction, six digits at most."""
    return f"{value:g}" if isinstance(value, float) else str(value)
