"""Builds what other schools say from its files: scales, the word "partner", texts of law, limits.

None of it changes a form. What a scale must satisfy over every way of answering is proven in `qualifier.proving`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from qualifier.knowledge import schema
from qualifier.knowledge.conditions import Condition
from qualifier.knowledge.documents import Document, KeyPath
from qualifier.knowledge.faults import fault, near
from qualifier.knowledge.gathering import Gatherer, maybe
from qualifier.knowledge.models import (
    NO,
    OPEN,
    OUTSIDE,
    OWN_RUNGS,
    YES,
    LawText,
    Limit,
    PartnerWord,
    Right,
    Rung,
    Scale,
    ScaleLine,
)
from qualifier.words import day, message

ONE_LINE = ("ladder", "kinds")


class SchoolFiles:
    """Builds the entries of other schools."""

    def __init__(self, gatherer: Gatherer, terms: frozenset[str]) -> None:
        """Prepare to build.

        Args:
            gatherer: what reads conditions and references, and keeps the faults.
            terms: the entries of the glossary.
        """
        self.gatherer = gatherer
        self.terms = terms

    # --- scales --------------------------------------------------------------------------------------------

    def scale(self, id_: str, shape: schema.ScaleShape, document: Document, path: KeyPath) -> Scale:
        """Return a scale."""
        own = shape.kind in OWN_RUNGS
        if own != bool(shape.rungs) or (shape.kind in ONE_LINE and len(shape.lines) != 1):
            self._fault("scale_shape", document, path, id=id_, kind=shape.kind)
        rungs = self._rungs(shape, document, path) if own else _holds_or_not(shape.kind)
        source = self.gatherer.sourced(shape.source, document, path)
        lines = tuple(
            self._line(f"{id_}.{name}", one, shape, rungs, source, document, (*path, "lines", name))
            for name, one in shape.lines.items()
        )
        met = {rung for line in lines for rung in line.at}
        for rung in rungs.keys() - met:
            self._fault("rung_unused", document, (*path, "rungs", rung), rung=rung, id=id_)
        return Scale(
            id=id_,
            name=shape.name.text(),
            about=shape.about.text(),
            kind=shape.kind,
            chapter=shape.chapter,
            rungs=rungs,
            lines=lines,
            caution=maybe(shape.caution),
            source=source,
        )

    def _rungs(self, shape: schema.ScaleShape, document: Document, path: KeyPath) -> dict[str, Rung]:
        for id_, rung in shape.rungs.items():
            if id_ in (OUTSIDE, OPEN):
                self._fault("rung_reserved", document, (*path, "rungs", id_), rung=id_)
            if rung.term is not None and rung.term not in self.terms:
                here = (*path, "rungs", id_, "term")
                self._fault("term_unknown", document, here, id=rung.term, near=near(rung.term, self.terms))
        return {id_: Rung(id_, one.name.text(), maybe(one.means), one.term) for id_, one in shape.rungs.items()}

    def _line(
        self,
        id_: str,
        shape: schema.LineShape,
        scale: schema.ScaleShape,
        rungs: Mapping[str, Rung],
        source: tuple[str, ...],
        document: Document,
        path: KeyPath,
    ) -> ScaleLine:
        self.gatherer.note("scale_line", id_, document, path)
        for rung in shape.at:
            if rung not in rungs:
                self._fault("rung_unknown", document, (*path, "at", rung), rung=rung, near=near(rung, rungs))
        outside = shape.outside or scale.outside
        its = path if shape.outside else path[:-2]
        return ScaleLine(
            id=id_,
            name=shape.name.text(),
            means=maybe(shape.means),
            at={rung: self._when(raw, document, (*path, "at", rung)) for rung, raw in shape.at.items()},
            outside=self._when(outside.when, document, (*its, "outside", "when")) if outside else None,
            outside_say=outside.say.text() if outside else None,
            toward=maybe(shape.toward),
            source=self.gatherer.sourced(shape.source, document, path) if shape.source else source,
        )

    # --- the word partner, texts of law, limits ------------------------------------------------------------

    def partner_word(self, id_: str, shape: schema.PartnerWordShape, document: Document, path: KeyPath) -> PartnerWord:
        """Return whether "partner" is the word for some kind of other side."""
        return PartnerWord(
            id=id_,
            who=shape.who.text(),
            when=self._when(shape.when, document, (*path, "when")),
            yes=self.gatherer.side("yes", shape.yes, document, (*path, "yes")),
            no=self.gatherer.side("no", shape.no, document, (*path, "no")),
            better=shape.better.text(),
            source=self.gatherer.sourced(shape.source, document, path),
        )

    def law_text(self, id_: str, shape: schema.LawTextShape, document: Document, path: KeyPath) -> LawText:
        """Return a text of law; it is checked again after its own day, and both are days of the calendar."""
        dated = self._day(shape.dated, document, (*path, "dated"))
        check_by = self._day(shape.check_by, document, (*path, "check_by"))
        if dated is not None and check_by is not None and check_by <= dated:
            days = {"dated": day(dated), "check_by": day(check_by)}
            self._fault("text_checked_before", document, (*path, "check_by"), id=id_, **days)
        source = self.gatherer.sourced(shape.source, document, path)
        return LawText(id_, shape.name.text(), shape.dated, shape.check_by, shape.says.text(), source)

    def right(self, id_: str, shape: schema.RightShape, document: Document, path: KeyPath) -> Right:
        """Return what some texts say of a situation."""
        known = {key.partition(":")[2] for key in self.gatherer.places if key.startswith("text:")}
        return Right(
            id=id_,
            about=shape.about,
            when=self._when(shape.when, document, (*path, "when")),
            say=shape.say.text(),
            texts=self.gatherer.references("text_unknown", shape.texts, known, document, (*path, "texts")),
            settle=tuple(one.text() for one in shape.settle),
            source=self.gatherer.sourced(shape.source, document, path),
        )

    def limit(self, id_: str, shape: schema.LimitShape, document: Document, path: KeyPath) -> Limit:
        """Return something that a person still has to check."""
        source = self.gatherer.sourced(shape.source, document, path)
        return Limit(id_, shape.say.text(), shape.touches.text(), shape.who.text(), source)

    def _day(self, written: str, document: Document, path: KeyPath) -> dt.date | None:
        try:
            return dt.date.fromisoformat(written)
        except ValueError:
            self._fault("value_wrong", document, path, given=written, expected=message("expected", "date"))
            return None

    def _when(self, raw: object, document: Document, path: KeyPath) -> Condition:
        return self.gatherer.condition(raw, document, path)

    def _fault(self, code: str, document: Document, path: KeyPath, **values: object) -> None:
        self.gatherer.faults.append(fault(code, document.place(*path), **values))


def _holds_or_not(kind: str) -> dict[str, Rung]:
    """Return the two rungs of lines that hold or not, named after what the scale is."""
    return {id_: Rung(id_, message("schools", f"is_{kind}_{id_}"), None, None) for id_ in (YES, NO)}
