"""What all pictures have in common, whatever they show."""

from __future__ import annotations

import pytest

from qualifier.report.document import Picture
from qualifier.report.pictures.axes import axes_picture, axes_then_now
from qualifier.report.pictures.drawing import (
    ACCENT,
    FONT,
    HEAD,
    INK,
    LINE,
    PAPER,
    PLAIN,
    QUIET,
    SMALL,
    WASH,
    Lettering,
    evened,
    folded,
    width_of,
)
from qualifier.words import LANGS, Lang, Text
from tests.report.pictures.drawn import LONG_WORD, NASTY, axis, lines, longest, root, same, squeezed

DATES = (Text("12 mars 2024", "12 March 2024"), Text("3 juin 2026", "3 June 2026"))
PICTURES = {
    **longest(),
    "axes": axes_picture((axis("a", ("b",)), axis(None))),
    "then and now": axes_then_now((axis("a", ("b",)),), (axis("c", ("b",)),), DATES),
}
for_every_picture = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
in_both_languages = pytest.mark.parametrize("lang", LANGS)


@for_every_picture
@in_both_languages
def test_a_drawing_needs_nothing_else_and_may_stand_beside_others(picture: Picture, lang: Lang) -> None:
    names = {name for element in root(picture, lang).iter() for name in element.attrib}
    tags = {element.tag.partition("}")[2] for element in root(picture, lang).iter()}

    assert tags <= {"svg", "title", "desc", "g", "rect", "circle", "path", "text"}
    assert names & {"id", "class", "style", "href", "filter", "clip-path"} == set()
    assert "url(" not in picture.svg.to(lang)


@for_every_picture
@in_both_languages
def test_a_drawing_has_its_title_and_its_words_and_stands_on_white(picture: Picture, lang: Lang) -> None:
    drawn = root(picture, lang)
    title, words, paper = list(drawn)[:3]

    assert (title.tag[-5:], squeezed(title.text or "")) == ("title", squeezed(cleaned(picture.caption.to(lang))))
    assert (words.tag[-4:], squeezed(words.text or "")) == ("desc", squeezed(cleaned(picture.alt.to(lang))))
    assert (paper.get("fill"), paper.get("width")) == (PAPER, drawn.get("width"))
    assert paper.get("height") == drawn.get("height")


@for_every_picture
def test_a_drawing_is_as_wide_as_the_text_of_a_page(picture: Picture) -> None:
    drawn = root(picture)

    assert drawn.get("viewBox") == f"0 0 720 {drawn.get('height')}"
    assert drawn.get("width") == "720"
    assert drawn.get("font-family") == FONT


@for_every_picture
@in_both_languages
def test_no_letter_is_too_small_or_too_pale(picture: Picture, lang: Lang) -> None:
    texts = [element for element in root(picture, lang).iter() if element.tag.endswith("text")]

    assert [text.text for text in texts if float(text.get("font-size", "0")) < 11] == []
    assert {text.get("fill") for text in texts} <= {INK, QUIET, PAPER}


@pytest.mark.parametrize("ink", [INK, QUIET])
@pytest.mark.parametrize("ground", [PAPER, WASH])
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 7


def test_letters_on_the_coloured_shapes_stand_out_and_so_do_lines() -> None:
    assert contrast(PAPER, ACCENT) >= 7
    assert contrast(LINE, PAPER) >= 3


@for_every_picture
def test_no_line_begins_with_a_lonely_french_sign(picture: Picture) -> None:
    assert [line for line in lines(picture) if line[:1] in "?!:;»" and len(line) > 1] == []


def test_french_signs_are_bound_to_their_word_in_drawings_too() -> None:
    text = same("Qui décide ? « Nous » : ensemble !")
    picture = axes_then_now((axis(),), (axis("c"),), (text, same("puis")))

    assert "Qui décide\u00a0? «\u00a0Nous\u00a0»\u00a0: ensemble\u00a0!" in picture.svg.fr
    assert [
        one for shown in PICTURES.values() for one in (" ?", " !", " :", " ;", " »", "« ") if one in shown.svg.fr
    ] == []


def test_what_xml_takes_for_its_own_comes_out_as_it_went_in() -> None:
    nasty = axes_then_now((axis(),), (axis("c"),), (same(NASTY), same("puis")))

    assert squeezed('<b>&"deux"</text>équipe🙂de例') in squeezed("".join(lines(nasty)))
    assert "&lt;b&gt; &amp;" in nasty.svg.fr


def test_the_same_picture_is_the_same_bytes() -> None:
    assert {name: picture.svg for name, picture in longest().items()} == {
        name: PICTURES[name].svg for name in longest()
    }


# --- folding -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lettering", [HEAD, PLAIN, SMALL])
@pytest.mark.parametrize("text", [LONG_WORD, NASTY, "Le rendez-vous, à qui est-il ? « À nous », disent-ils."])
@pytest.mark.parametrize("width", [60.0, 120.0, 400.0])
def test_no_line_is_wider_than_the_room(text: str, width: float, lettering: Lettering) -> None:
    for fold in (folded, evened):
        assert [line for line in fold(text, width, lettering) if width_of(line, lettering) > width] == []


def test_folding_loses_nothing_and_cuts_only_a_word_longer_than_a_line() -> None:
    text = f"Qui décide ? {LONG_WORD} « ensemble »"
    found = folded(text, 200, PLAIN)

    assert squeezed("".join(found)) == squeezed(text)
    assert found[0] == "Qui décide\u00a0?"
    assert found[-1].endswith("«\u00a0ensemble\u00a0»")


def test_lines_of_about_one_length_are_no_more_than_they_have_to_be() -> None:
    text = "Quelqu'un d'extérieur que nous n'avons pas choisi"
    plain, even = folded(text, 230, PLAIN), evened(text, 230, PLAIN)

    assert len(even) == len(plain) > 1
    assert max(map(len, even)) - min(map(len, even)) < max(map(len, plain)) - min(map(len, plain))


def test_nothing_takes_no_line() -> None:
    assert folded(" \n ", 100, PLAIN) == ()


# --- help --------------------------------------------------------------------------------------------------


def cleaned(text: str) -> str:
    return text.replace("\x00", "").replace("\x0b", "")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
