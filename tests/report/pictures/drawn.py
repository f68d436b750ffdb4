"""What the tests of the pictures share: pictures to look at, with the longest texts too, and what is read from them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from qualifier.explanation.explain import AxisShown
from qualifier.report.document import Picture
from qualifier.report.pictures.new_space import NewSpace, new_space_picture
from qualifier.report.pictures.path import PathStep, path_picture
from qualifier.report.pictures.roles import PLACES, RoleRow, roles_picture
from qualifier.report.pictures.viewpoints import HeldRow, viewpoints_picture
from qualifier.words import LANGS, NOTHING, Lang, Text

SVG = "{http://www.w3.org/2000/svg}"
LONG_WORD = "anticonstitutionnellement" * 4
WIDE = "MW@ " * 20
NASTY = '<b> & "deux" \x00\x0b </text> équipe 🙂 de 例'


def same(text: str) -> Text:
    """A text that is the same in both languages."""
    return Text(text, text)


def of_length(count: int, begins: str = "") -> Text:
    """A text of so many letters, in both languages, that begins as given."""
    french = (
        "les professionnels des deux organismes se sont réunis chaque mois pour accompagner les familles concernées "
    )
    english = (
        "workers of both organisations met every month in order to support the families who were concerned by this "
    )
    return Text((begins + french * 3)[:count].strip(), (begins + english * 3)[:count].strip())


def axis(at: str | None = "b", also: tuple[str, ...] = (), *, settled: bool = False, id_: str = "axis") -> AxisShown:
    """An axis of four steps."""
    steps = tuple((step, Text(f"pas {step}", f"step {step}")) for step in "abcd")
    return AxisShown(id_, Text("Un axe", "An axis"), steps, at, also, settled)


def crowded_axis(count: int, length: int, at: int = 0) -> AxisShown:
    """An axis with names of a length, every step of which holds."""
    steps = tuple((str(rank), of_length(length, f"{rank} ")) for rank in range(count))
    return AxisShown(f"{count} {length}", of_length(40), steps, str(at), tuple(one for one, _ in steps), settled=True)


def strange_axis(at: str | None) -> AxisShown:
    """An axis with the strangest names."""
    mad = same(f"{LONG_WORD} {WIDE} {NASTY}")
    return AxisShown(f"strange {at}", mad, tuple((step, mad) for step in "012"), at, ("1", "2"), settled=at is None)


def longest() -> dict[str, Picture]:
    """Pictures, other than those of the axes, with the longest texts and with the strangest, by name."""
    long, mad = of_length(96), same(f"{LONG_WORD} {WIDE} {NASTY}")
    found = {}
    for name, text in (("long", long), ("mad", mad)):
        sides = (of_length(60, "A "), of_length(60, "B ")) if name == "long" else (mad, mad)
        rows = tuple(RoleRow(text, place, NOTHING if place == "open" else text) for place in PLACES)
        found[f"roles {name}"] = roles_picture(rows, sides)
        there, missing = ((text, text),) * 4, ((text, text), (text, None))
        found[f"space {name}"] = new_space_picture(NewSpace((text,) * 3, there, missing))
        found[f"space missing {name}"] = new_space_picture(NewSpace(missing=missing))
        steps = tuple(
            PathStep(text, of_length(150) if name == "long" else text, now, within_reach)
            for now in (text, None)
            for within_reach in (True, False)
        )
        found[f"path {name}"] = path_picture(text, steps * 3, text)
        held = tuple(HeldRow(text, text, count, (text,) * apart) for count, apart in ((8, 0), (3, 4), (1, 1)))
        found[f"viewpoints {name}"] = viewpoints_picture(held, text)
        found[f"viewpoints without counts {name}"] = viewpoints_picture((HeldRow(text, text), HeldRow(text, text)))
    return {**found, "space unknown": new_space_picture(NewSpace()), "path none": path_picture(long, (), long)}


def root(picture: Picture, lang: Lang = "fr") -> ET.Element:
    """The drawing of a picture, read."""
    return ET.fromstring(picture.svg.to(lang))  # noqa: S314 - our own drawing


def lines(picture: Picture, lang: Lang = "fr") -> list[str]:
    """The lines written in a drawing, in order, every space a plain one."""
    return [(element.text or "").replace("\u00a0", " ") for element in root(picture, lang).iter(f"{SVG}text")]


def written(picture: Picture, lang: Lang = "fr") -> str:
    """All that is written in a drawing, without spaces: folding may cut a word."""
    return squeezed("".join(lines(picture, lang)))


def squeezed(text: str) -> str:
    """A text without spaces."""
    return re.sub(r"\s", "", text)


def unsaid(picture: Picture, texts: Iterable[Text]) -> list[str]:
    """The texts that are not in the drawing, or not in the words beside it."""
    return list(_unsaid(picture, tuple(texts)))


def _unsaid(picture: Picture, texts: tuple[Text, ...]) -> Iterator[str]:
    for lang in LANGS:
        for text in texts:
            if squeezed(text.to(lang)) not in written(picture, lang):
                yield f"not drawn: {text.to(lang)}"
            if text.to(lang).rstrip(".") not in picture.alt.to(lang):
                yield f"not told: {text.to(lang)}"
