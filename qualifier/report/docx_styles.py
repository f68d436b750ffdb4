"""An empty DOCX on A4, with the styles, lists and languages of a report. What is written in it is for `docx.py`.

Only styles that every word processor knows by name are used, so that they are named in the reader's own language.
"""

from __future__ import annotations

from typing import Any

from qualifier.knowledge.extras import needed
from qualifier.words import Lang

LOCALES: dict[Lang, str] = {"fr": "fr-FR", "en": "en-GB"}
INK, QUIET, ACCENT, HAIR, TINT = "1F2430", "4A5262", "1F4E6B", "BCC4CD", "F0F4F7"
FONT = "Arial"  # on every system, or one of its measures
TEXT_WIDTH, TEXT_HEIGHT = 17.0, 25.3  # in centimetres
LEVELS = 9
_SMALLER = 0.9  # in two columns
BULLETS, BOXES, NUMBERS = 1, 2, 3
_SIGNS = {BULLETS: "•–", BOXES: "☐–"}
# Size, bold, colour, room above and below, all in points; what is not there is left to the style it is based on.
_LOOKS: dict[str, tuple[float, bool, str, float, float]] = {
    "Normal": (10, False, INK, 0, 5),
    "Title": (18, True, ACCENT, 0, 4),
    "Subtitle": (9, False, QUIET, 0, 1),
    "Heading 1": (13, True, ACCENT, 16, 4),
    "Heading 2": (11, True, INK, 11, 3),
    "Heading 3": (10, True, QUIET, 9, 2),
    "Intense Quote": (10, False, INK, 6, 8),
    "Caption": (10, True, INK, 8, 3),
    "List Bullet": (10, False, INK, 0, 3),
    "List Bullet 2": (10, False, INK, 0, 2),
    "List Bullet 3": (10, False, INK, 0, 2),
    "List Number": (10, False, INK, 0, 3),
    "No Spacing": (5, False, INK, 0, 0),
    "Footer": (8, False, QUIET, 0, 0),
}
_WORD_LOOKS = {
    "Strong": (True, None, INK),
    "Subtle Emphasis": (False, 9.5, QUIET),
    "Subtle Reference": (False, 8, QUIET),
}
_UNUSED_PARTS = ("/customXml", "/stylesWithEffects", "/metadata/thumbnail", "/extended-properties")


def blank(title: str, langs: tuple[Lang, ...]) -> Any:  # noqa: ANN401 - python-docx is imported only where used
    """Return an empty document, with nothing in it that tells who made it, when, or by which program.

    Args:
        title: of the file.
        langs: its languages, the main one first.

    Raises:
        FaultsFound: python-docx is not installed.
    """
    made: Any = needed("docx", "reports").Document()
    _unload(made)
    _describe(made, title, LOCALES[langs[0]])
    _page(made.sections[0])
    _style(made, LOCALES[langs[0]], 1.0 if len(langs) == 1 else _SMALLER)
    _settle(made.settings.element, langs[0])
    _lists(made)
    return made


def element(tag: str, /, *inside: Any, **attributes: object) -> Any:  # noqa: ANN401
    """Return an element of the file format.

    Args:
        tag: its name, as in `w:tbl`.
        *inside: the elements it holds.
        **attributes: its attributes, of the same namespace; None leaves one out.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(qn(f"w:{name}"), str(value))
    made.extend(inside)
    return made


def named(tag: str) -> str:
    """Return the full name of an element or attribute of the file format.

    Args:
        tag: its short name, as in `tbl`.
    """
    from docx.oxml.ns import qn

    return str(qn(f"w:{tag}"))


def restarted(made: Any) -> int:  # noqa: ANN401
    """Return the number of a new list that counts from one."""
    lists = made.part.numbering_part.element
    added = lists.add_num(NUMBERS)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def _unload(made: Any) -> None:  # noqa: ANN401
    """Take away what the starting file of python-docx brings and no report needs."""
    for relations in (made.part.rels, made.part.package.rels):
        for id_ in [id_ for id_, one in relations.items() if one.reltype.endswith(_UNUSED_PARTS)]:
            del relations[id_]
    styles = made.styles.element
    for style in made.styles:
        if style.element.get(named("type")) == "table" and style.name not in ("Normal Table", "Table Grid"):
            styles.remove(style.element)


def _describe(made: Any, title: str, locale: str) -> None:  # noqa: ANN401
    told = made.core_properties
    told.title, told.language, told.revision = title, locale, 1
    told.author = told.comments = told.last_modified_by = ""
    properties = told._element  # noqa: SLF001 - python-docx has no way to leave a date out
    for date in [one for one in properties if one.tag.endswith(("}created", "}modified"))]:
        properties.remove(date)


def _page(section: Any) -> None:  # noqa: ANN401
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21.0 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(2.2)
    section.header_distance, section.footer_distance = Cm(1.0), Cm(1.0)


# --- styles ------------------------------------------------------------------------------------------------


def _style(made: Any, locale: str, scale: float) -> None:  # noqa: ANN401
    from docx.shared import Pt

    defaults = made.styles.element.find(named("docDefaults"))
    letters = defaults.find(f".//{named('rPr')}")
    letters.find(named("rFonts")).attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        letters.find(named("rFonts")).set(named(script), FONT)
    letters.find(named("lang")).set(named("val"), locale)
    for name, (size, bold, colour, above, below) in _LOOKS.items():
        style = made.styles[name]
        _letters(style, bold, size * scale, colour)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(above), Pt(below), 1.08
        style.hidden, style.quick_style = False, True
    for name, (bold, smaller, colour) in _WORD_LOOKS.items():
        _letters(made.styles[name], bold, smaller and smaller * scale, colour)
    made.styles["Caption"].paragraph_format.keep_with_next = True
    _frame_title(made.styles["Title"].element.get_or_add_pPr())
    _frame_note(made.styles["Intense Quote"].element.get_or_add_pPr())
    _frame_table(made.styles["Table Grid"].element)


def _letters(style: Any, bold: bool, size: float | None, colour: str) -> None:  # noqa: ANN401
    from docx.shared import Pt, RGBColor

    look = style.element.get_or_add_rPr()
    for one in [one for one in look if one.tag in map(named, ("rFonts", "smallCaps", "u", "spacing", "kern"))]:
        look.remove(one)
    style.font.bold, style.font.italic, style.font.color.rgb = bold, False, RGBColor.from_string(colour)
    if size is not None:
        style.font.size = Pt(round(2 * size) / 2)


def _frame_title(look: Any) -> None:  # noqa: ANN401
    look.remove(look.find(named("pBdr")))


def _frame_note(look: Any) -> None:  # noqa: ANN401
    """Set a note apart by a bar on its left and a light ground."""
    for one in [one for one in look if one.tag in map(named, ("pBdr", "ind", "shd"))]:
        look.remove(one)
    bar = element("w:left", val="single", sz=24, space=6, color=ACCENT)
    frame = element("w:pBdr", bar)
    look.insert_element_before(frame, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    frame.addnext(element("w:shd", val="clear", color="auto", fill=TINT))
    look.find(named("spacing")).addnext(element("w:ind", left=170, right=0))


def _frame_table(style: Any) -> None:  # noqa: ANN401
    """Rule tables by thin lines between the rows."""
    known = style.find(f".//{named('tblBorders')}")
    lines = {"top": "nil", "left": "nil", "bottom": "single", "right": "nil", "insideH": "single", "insideV": "nil"}
    for side, val in lines.items():
        line = known.find(named(side))
        line.attrib.clear()
        line.set(named("val"), val)
        if val == "single":
            line.attrib.update({named("sz"): "4", named("space"): "0", named("color"): HAIR})


def _settle(settings: Any, lang: Lang) -> None:  # noqa: ANN401
    """Set the settings of the file to today's, in the language of the report."""
    for tag in ("proofState", "savePreviewPicture", "rsids", "shapeDefaults", "docId"):
        for one in [one for one in settings if one.tag.endswith(f"}}{tag}")]:
            settings.remove(one)
    compatibility = settings.find(named("compat"))
    compatibility.remove(compatibility.find(named("useFELayout")))
    compatibility.find(named("compatSetting")).set(named("val"), "15")
    settings.find(named("zoom")).attrib.update({named("percent"): "100"})
    settings.find(named("themeFontLang")).set(named("val"), LOCALES[lang])
    signs = (",", ";") if lang == "fr" else (".", ",")
    for tag, sign in zip(("decimalSymbol", "listSeparator"), signs, strict=True):
        settings.find(named(tag)).set(named("val"), sign)


# --- lists -------------------------------------------------------------------------------------------------


def _lists(made: Any) -> None:  # noqa: ANN401
    """Replace the lists of the starting file by three: bullets, boxes, numbers, each with nine levels."""
    lists = made.part.numbering_part.element
    for one in list(lists):
        lists.remove(one)
    kinds = (BULLETS, BOXES, NUMBERS)
    lists.extend(_kind_of_list(kind) for kind in kinds)
    lists.extend(element("w:num", element("w:abstractNumId", val=kind), numId=kind) for kind in kinds)
    for style in made.styles:
        look = style.element.find(named("pPr"))
        numbered = look.find(named("numPr")) if look is not None else None
        if numbered is not None:
            look.remove(numbered)
    styled = {"List Bullet": (BULLETS, 0), "List Bullet 2": (BULLETS, 1), "List Bullet 3": (BULLETS, 2)}
    for name, (kind, level) in {**styled, "List Number": (NUMBERS, 0)}.items():
        numbered = made.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = kind


def _kind_of_list(kind: int) -> Any:  # noqa: ANN401
    levels = [_level(kind, level) for level in range(LEVELS)]
    return element("w:abstractNum", element("w:multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=kind)


def _level(kind: int, level: int) -> Any:  # noqa: ANN401
    counted = kind == NUMBERS
    sign = f"%{level + 1}." if counted else _SIGNS[kind][0 if level == 0 else level % 2]
    indent = element("w:ind", left=340 * (level + 1), hanging=300)
    letters = element("w:rPr", element("w:color", val=ACCENT if kind != BOXES else INK))
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val="decimal" if counted else "bullet"),
        element("w:lvlText", val=sign),
        element("w:lvlJc", val="left"),
        element("w:pPr", indent),
        letters,
        ilvl=level,
    )
