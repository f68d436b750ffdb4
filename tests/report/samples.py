"""Documents to be shown: one like a practitioner's report, one of all blocks with texts that could break a medium."""

from __future__ import annotations

from qualifier.explanation.explain import Explanation, ProofNode
from qualifier.report.document import (
    TONES,
    Block,
    Document,
    Heading,
    Item,
    Listing,
    NewPage,
    Paragraph,
    Picture,
    Room,
    Table,
)
from qualifier.words import NOTHING, Text, message

LONG_WORD = "anticonstitutionnellement" * 8
# What a medium could take for its own: every one must come out as it went in.
NASTY = (
    "<script>alert('x')</script>",
    "a & b &amp; c &lt;",
    "*gras* _souligné_ [lien](https://exemple.invalid/) `code` ~~barré~~ | barre",
    '#include "fichier" et #set page(width: 1pt)',
    "$x^2$ et \\alpha \\ fin",
    "« Est-ce un partenariat ? » ; “oui” : 'non' ! \"peut-être\"",
    "# titre",
    "1. point",
    "- tiret",
    "+ plus",
    "> citation",
    "=== ---",
    "{{ gabarit }} {nom} %s ${HOME}",
    "équipe 🙂 de 例",
    "שלום עולם, abc",
    "</style></title></textarea>-->",
)


def same(text: str) -> Text:
    """A text that is the same in both languages."""
    return Text(text, text)


def drawing(*words: str) -> str:
    """A drawing 720 pixels wide, with words, a name of its own and a style."""
    lines = "".join(
        f'<text x="16" y="{40 + 32 * rank}">{word}</text><circle cx="420" cy="{36 + 32 * rank}" r="7"/>'
        f'<path d="M440 {36 + 32 * rank} h240" marker-end="url(#arrow)"/>'
        for rank, word in enumerate(words)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {40 + 32 * len(words)}" width="720" '
        f'height="{40 + 32 * len(words)}" font-family="Helvetica, Arial, sans-serif" font-size="15">'
        "<style>text { fill: #1f2430 } path { stroke: #1f4e6b; fill: none }</style>"
        '<defs><marker id="arrow" markerWidth="8" markerHeight="8" refX="4" refY="4" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z"/></marker></defs>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{lines}</svg>'
    )


def axes(explained: Explanation) -> Picture:
    """The axes of a verdict as a simple picture."""
    told = [
        (axis.name, dict(axis.steps)[axis.at] if axis.at else message("report", "axis_open")) for axis in explained.axes
    ]
    return Picture(
        Text(drawing(*(name.fr for name, _ in told)), drawing(*(name.en for name, _ in told))),
        Text(*(" ".join(f"{name.to(lang)} : {place.to(lang)}." for name, place in told) for lang in ("fr", "en"))),
        message("report", "axes"),
    )


def realistic(explained: Explanation) -> Document:
    """Return a report of some 25 blocks, about two pages long, from a real verdict."""
    cites = tuple(same(one.short) for one in explained.bibliography)[:2]
    settle = [
        Text(f"Ce que chacun apporte et ce que chacun y gagne ({rank})", f"What each brings and gains ({rank})")
        for rank in range(1, 5)
    ]
    head = (Text("Autre forme", "Other form"), Text("Pourquoi pas", "Why not"))
    rows = tuple((one.name, one.reason.text) for one in explained.why_not[:4])
    blocks: list[Block] = [
        Paragraph(explained.headline, "strong"),
        Paragraph(explained.standing, "quiet"),
        Paragraph(message("report", "not_a_judgement"), "note"),
        Heading(message("report", "definition")),
        Paragraph(explained.definition, cites=cites),
        Heading(message("report", "axes")),
        axes(explained),
        Heading(message("report", "proof")),
        Listing(_lines(explained.proof.below[:1], cites, 1)),
        Heading(message("report", "traits"), 2),
        Listing(tuple(Item(one.text, cites) for one in explained.traits[:4])),
        Heading(message("report", "why_not")),
        Table(message("report", "why_not"), head, rows),
        Heading(message("report", "next_steps")),
        Listing(tuple(Item(one.text, cites) for one in explained.next_steps) or (Item(same("…")),), "number"),
        Paragraph(message("report", "not_a_judgement"), "quiet"),
        Heading(Text("À régler dans l'accord", "To settle in the agreement")),
        Listing(tuple(Item(one) for one in settle), "box"),
        Heading(Text("À compléter ensemble", "To fill in together")),
        Table(
            Text("Qui fait quoi, à partir de quand ?", "Who does what, from when?"),
            (Text("Quoi", "What"), Text("Qui", "Who"), Text("Quand", "When")),
            ((settle[0], NOTHING, NOTHING), (settle[1], NOTHING, NOTHING)),
        ),
        Room(Text("Ce qui manque ici, de votre point de vue :", "What is missing here, as you see it:"), 4),
        Heading(message("report", "sources")),
        Paragraph(same(", ".join(one.short for one in explained.bibliography)), "quiet"),
    ]
    about = (
        (message("report", "case"), same(explained.verdict.case)),
        (Text("Date", "Date"), Text("12 mars 2026", "12 March 2026")),
        (Text("Règles", "Rules"), same(explained.verdict.rules_version)),
    )
    foot = Text("Pour s'évaluer soi-même ; jamais pour contrôler.", "For self-evaluation; never for control.")
    return Document(explained.name, about, tuple(blocks), foot)


def _lines(nodes: tuple[ProofNode, ...], cites: tuple[Text, ...], deepest: int) -> tuple[Item, ...]:
    if deepest < 0:
        return ()
    return tuple(Item(one.text, cites if one.below else (), _lines(one.below[:6], cites, deepest - 1)) for one in nodes)


def every_block() -> Document:
    """Return a document with every kind of block, nasty texts, empty ones, and levels that skip one."""
    deep = Item(
        same("un"),
        (),
        (Item(same("deux"), (same("Œuvre 2001"),), (Item(same("trois"), (), (Item(same("quatre")),)),)),),
    )
    nasty = tuple(Item(same(text), (same("A & B <1>"),)) for text in NASTY)
    blocks: list[Block] = [
        Heading(Text("Sous-partie d'abord", "A part of a part first"), 2),
        *(Paragraph(Text(f"Un ton {tone} ?", f"A {tone} tone?"), tone, (same("Dhume 2001"),)) for tone in TONES),
        Heading(Text("Listes", "Lists")),
        Listing((deep, Item(same("cinq")))),
        Listing((deep, Item(Text("six", "six in English"))), "number"),
        Listing((Item(same("encore un")), Item(same("encore deux"))), "number"),
        Listing((Item(Text("À cocher", "To tick"), (), (Item(Text("dessous", "below")),)),), "box"),
        Heading(Text("Textes difficiles", "Difficult texts"), 3),
        *(Paragraph(same(text)) for text in NASTY),
        Listing(nasty),
        Table(
            same("Une légende & <b>"),
            (NOTHING, same("a|b"), same("c")),
            tuple((same(text), same(text), NOTHING) for text in NASTY),
        ),
        Table(NOTHING, (NOTHING, NOTHING), ((same("sans tête"), same("x")), (same("ligne courte"),))),
        Table(
            Text("Large", "Wide"),
            tuple(same(f"Colonne {rank}") for rank in range(5)),
            tuple(tuple(Text(f"cellule {row}{rank}", f"cell {row}{rank}") for rank in range(5)) for row in range(3)),
        ),
        Heading(same("Mots longs")),
        Paragraph(same(LONG_WORD), "note", (same(LONG_WORD),)),
        Listing((Item(same(LONG_WORD), (same(LONG_WORD),)),), "box"),
        Table(same(LONG_WORD), (same(LONG_WORD), same("b")), ((same(LONG_WORD), same(LONG_WORD)),)),
        Heading(same(LONG_WORD), 2),
        Room(same(LONG_WORD), 2),
        NewPage(),
        Heading(Text("Images", "Pictures")),
        Picture(
            Text(drawing("un", "deux"), drawing("one", "two")),
            Text("Deux lignes.", "Two lines."),
            Text("Une image", "A picture"),
        ),
        Picture(same(drawing("encore")), same("Une ligne : encore."), same("Une autre & <i>")),
        Picture(same("<svg"), same("Ce que l'image aurait montré."), same("Image perdue")),
        *(
            Paragraph(text, cites=(NOTHING,))
            for text in (NOTHING, Text("seul en français", ""), Text("", "English only"))
        ),
        Heading(NOTHING),
        Listing((Item(NOTHING),)),
        Table(NOTHING, (), ()),
        Picture(NOTHING, NOTHING, NOTHING),
        Room(NOTHING, 0),
        Room(Text("Votre avis ?", "Your view?"), 3),
    ]
    about = ((same("Cas"), same(NASTY[0])), (same("Vide"), NOTHING), (same("Long"), same(LONG_WORD)))
    return Document(
        Text("Tout, et <b>le</b> reste…", "All, and <b>the</b> rest…"), about, tuple(blocks), same("Pied & page")
    )
