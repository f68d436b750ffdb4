"""Loads a folder of rule files into a `RuleBase`, or tells every fault found, each with its file and line.

Two passes: all files get their shape first, so that conditions and references can then be read against everything that
exists. What a single reference must satisfy is here; what the whole must satisfy (cycles, precedence) is in `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from qualifier.knowledge import schema
from qualifier.knowledge.checks import other_readings_faults, whole_base_faults
from qualifier.knowledge.conditions import ALWAYS, All, Condition, In
from qualifier.knowledge.documents import Document, KeyPath, read_document
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, near, shown_path
from qualifier.knowledge.gathering import Gatherer, maybe
from qualifier.knowledge.models import (
    INFERENCE,
    KINDS,
    Advice,
    Alert,
    Argument,
    Axis,
    Change,
    Criterion,
    Debate,
    Form,
    Guide,
    Level,
    LookAgain,
    Option,
    Phase,
    Point,
    Principle,
    Question,
    Reading,
    Role,
    RuleBase,
    Source,
    Tension,
    Term,
    Theme,
    Undetermined,
)
from qualifier.knowledge.school_files import SchoolFiles
from qualifier.knowledge.shapes import Both, Shape, shaped
from qualifier.knowledge.version import content_version
from qualifier.words import NOTHING, Text

One = TypeVar("One", bound=Shape)
Shaped = list[tuple[Document, One]]
# Stands for the side of a tension that could not be read; its fault is told.
NOBODY = In("", frozenset())


@dataclass
class _Files:
    """Every rule file with its shape."""

    sources: Shaped[schema.SourcesFile]
    themes: Shaped[schema.ThemeFile]
    criteria: Shaped[schema.CriteriaFile]
    axes: Shaped[schema.AxesFile]
    forms: Shaped[schema.FormsFile]
    alerts: Shaped[schema.AlertsFile]
    advice: Shaped[schema.AdviceFile]
    tensions: Shaped[schema.TensionsFile]
    points: Shaped[schema.PointsFile]
    debates: Shaped[schema.DebatesFile]
    guides: Shaped[schema.GuidesFile]
    roles: Shaped[schema.RolesFile]
    readings: Shaped[schema.ReadingFile]
    scales: Shaped[schema.ScalesFile]
    partner_words: Shaped[schema.PartnerWordsFile]
    rights: Shaped[schema.RightsFile]
    limits: Shaped[schema.LimitsFile]
    glossary: Shaped[schema.GlossaryFile]


def load_rules(folder: Path) -> RuleBase:
    """Load and check the rule base of a folder.

    Args:
        folder: the folder `rules/`.

    Raises:
        FaultsFound: every fault found in the files.
    """
    if not folder.is_dir():
        raise FaultsFound([fault("rules_missing", Place(shown_path(folder)))])
    files = _read(folder)
    base = _Builder(files, content_version(folder)).build()
    faults = [*whole_base_faults(base), *other_readings_faults(base)]
    if faults:
        raise FaultsFound(replace(one, place=_shown_in(folder, one.place)) for one in faults)
    return base


def _shown_in(folder: Path, place: Place) -> Place:
    """Return a place of a rule base, which knows its files within the folder only, as the user can find it."""
    return replace(place, file=shown_path(folder / place.file))


def _read(folder: Path) -> _Files:
    faults: list[Fault] = []

    def read(paths: Iterable[Path], model: type[One]) -> Shaped[One]:
        found: Shaped[One] = []
        for path in paths:
            try:
                document = read_document(path)
                found.append((document, shaped(document, model)))
            except FaultsFound as error:
                faults.extend(error.faults)
        return found

    def one(name: str, model: type[One]) -> Shaped[One]:
        return read([folder / f"{name}.yaml"], model)

    def if_any(name: str, model: type[One]) -> Shaped[One]:
        return one(name, model) if (folder / f"{name}.yaml").exists() else []

    def every(name: str, model: type[One]) -> Shaped[One]:
        return read(_files_in(folder / name) or [folder / name / "*.yaml"], model)

    files = _Files(
        sources=one("sources", schema.SourcesFile),
        themes=every("questions", schema.ThemeFile),
        criteria=one("criteria", schema.CriteriaFile),
        axes=one("axes", schema.AxesFile),
        forms=every("forms", schema.FormsFile),
        alerts=one("alerts", schema.AlertsFile),
        advice=one("advice", schema.AdviceFile),
        tensions=if_any("tensions", schema.TensionsFile),
        points=if_any("points", schema.PointsFile),
        debates=if_any("debates", schema.DebatesFile),
        guides=if_any("guides", schema.GuidesFile),
        roles=if_any("roles", schema.RolesFile),
        readings=every("readings", schema.ReadingFile),
        scales=read(_files_in(folder / "scales"), schema.ScalesFile),
        partner_words=if_any("partner_words", schema.PartnerWordsFile),
        rights=if_any("rights", schema.RightsFile),
        limits=if_any("limits", schema.LimitsFile),
        glossary=one("glossary", schema.GlossaryFile),
    )
    if faults:
        raise FaultsFound(faults)
    return files


def _files_in(folder: Path) -> list[Path]:
    """Return the rule files of a folder, in order; hidden ones are what editors and systems leave beside them."""
    return sorted(folder.glob("[!.]*.yaml"))


class _Builder(Gatherer):
    """Turns shapes into the immutable rule base."""

    def __init__(self, files: _Files, version: str) -> None:
        options = {id_: tuple(q.options) for _, file in files.themes for id_, q in file.questions.items()}
        levels = {id_: tuple(c.levels) for _, file in files.criteria for id_, c in file.criteria.items()}
        super().__init__({**options, **levels}, (id_ for _, file in files.sources for id_ in file.sources))
        self.files = files
        self.version = version
        self.forms = {id_ for _, file in files.forms for id_ in file.forms}

    def build(self) -> RuleBase:
        sources = self.gather("source", self.files.sources, "sources", self.source)
        themes = {
            file.theme: Theme(file.theme, file.name.text(), tuple(file.questions)) for _, file in self.files.themes
        }
        questions = self.questions()
        criteria = self.gather("criterion", self.files.criteria, "criteria", self.criterion)
        axes = self.gather("axis", self.files.axes, "axes", self.axis)
        forms = self.gather("form", self.files.forms, "forms", self.form)
        undetermined = self.gather("undetermined", self.files.forms, "undetermined", self.undetermined)
        alerts = self.gather("alert", self.files.alerts, "alerts", self.alert)
        advice = self.gather("advice", self.files.advice, "advice", self.advice)
        tensions = self.gather("tension", self.files.tensions, "tensions", self.tension)
        settle = self.gather("settle", self.files.points, "settle", self.settle)
        ask_partner = self.gather("ask_partner", self.files.points, "ask_partner", self.ask_partner)
        debates = self.gather("debate", self.files.debates, "debates", self.debate)
        frame = self.gather("principle", self.files.guides, "frame", self.principle)
        guides = self.gather("guide", self.files.guides, "guides", self.guide)
        roles = self.gather("role", self.files.roles, "roles", self.role)
        said, shared = self.worded("said"), self.worded("shared")
        terms = self.gather("term", self.files.glossary, "terms", self.term)
        said_by_schools = SchoolFiles(self, frozenset(terms))
        scales = self.gather("scale", self.files.scales, "scales", said_by_schools.scale)
        partner_words = self.gather(
            "partner_word", self.files.partner_words, "partner_words", said_by_schools.partner_word
        )
        texts = self.gather("text", self.files.rights, "texts", said_by_schools.law_text)
        rights = self.gather("right", self.files.rights, "rights", said_by_schools.right)
        limits = self.gather("limit", self.files.limits, "limits", said_by_schools.limit)
        readings = self.readings(forms)
        reading = self.reading(readings)
        if self.faults:
            raise FaultsFound(self.faults)
        return RuleBase(
            reading=reading,
            readings=readings,
            sources=sources,
            themes=themes,
            questions=questions,
            criteria=criteria,
            axes=axes,
            forms=dict(sorted(forms.items(), key=lambda item: item[1].precedence)),
            undetermined=undetermined,
            alerts=alerts,
            advice=advice,
            tensions=tensions,
            settle=settle,
            ask_partner=ask_partner,
            debates=debates,
            frame=frame,
            guides=guides,
            roles=roles,
            said=said,
            shared=shared,
            terms=terms,
            scales=scales,
            partner_words=partner_words,
            texts=texts,
            rights=rights,
            limits=limits,
            version=self.version,
            places=self.places,
        )

    def reading(self, readings: Mapping[str, Reading]) -> str:
        """Return the one reading of all files of forms; it is one of those told of."""
        first = self.files.forms[0][1].reading
        for document, file in self.files.forms:
            if file.reading != first:
                place = document.place("reading")
                self.faults.append(fault("reading_mixed", place, reading=file.reading, other=first))
        if first not in readings:
            place = self.files.forms[0][0].place("reading")
            self.faults.append(fault("reading_unknown", place, reading=first, near=near(first, readings)))
        self.faults.extend(self.changes_of_usual(first))
        return first

    def changes_of_usual(self, usual: str) -> Iterator[Fault]:
        """Yield what the file of the usual reading would change: the files of forms are that reading as they are."""
        its = [(document, file) for document, file in self.files.readings if file.reading == usual]
        # Told of twice, one of the two is misnamed, and that is told already.
        for document, file in its if len(its) == 1 else ():
            for key in ("forms", "changes", "advice"):
                if getattr(file, key):
                    yield fault("usual_reading_changed", document.place(key), reading=usual, key=key)

    # --- other readings ------------------------------------------------------------------------------------

    def readings(self, forms: Mapping[str, Form]) -> dict[str, Reading]:
        """Return the schools that can decide, each with what it changes."""
        found: dict[str, Reading] = {}
        usual = self.forms
        for document, file in self.files.readings:
            self.note("reading", file.reading, document, ("reading",))
            self.forms = usual | file.forms.keys()
            found[file.reading] = self.one_reading(document, file, forms)
        self.forms = usual
        return found

    def one_reading(self, document: Document, file: schema.ReadingFile, forms: Mapping[str, Form]) -> Reading:
        own: Shaped[schema.ReadingFile] = [(document, file)]
        for id_ in file.changes.keys() - forms.keys():
            place = document.place("changes", id_)
            self.faults.append(fault("form_unknown", place, id=id_, near=near(id_, forms)))
        return Reading(
            id=file.reading,
            name=file.name.text(),
            announced=file.announced.text(),
            says=file.says.text(),
            forms=tuple(self.gather("form", own, "forms", self.form).values()),
            changes=tuple(
                self.change(id_, one, forms[id_], document) for id_, one in file.changes.items() if id_ in forms
            ),
            advice=tuple(self.gather("advice", own, "advice", self.advice).values()),
            source=self.sourced(file.source, document, ()),
        )

    def change(self, id_: str, shape: schema.ChangeShape, form: Form, document: Document) -> Change:
        path = ("changes", id_)
        known = {one.id.partition(".")[2] for one in form.arguments}
        without = self.references("argument_unknown", shape.without, known, document, (*path, "without"))
        return Change(
            form=id_,
            leaves=shape.leaves,
            precedence=shape.precedence,
            precedence_reason=maybe(shape.precedence_reason),
            without=tuple(f"{id_}.{name}" for name in without),
            arguments=tuple(
                self.argument(f"{id_}.{name}", one, document, (*path, "arguments", name))
                for name, one in shape.arguments.items()
            ),
            confusions=self.confusions(shape.confusions, document, (*path, "confusions")),
        )

    # --- one entry -----------------------------------------------------------------------------------------

    def source(self, id_: str, shape: schema.SourceShape, document: Document, path: KeyPath) -> Source:
        if id_ == INFERENCE:
            self.faults.append(fault("id_reserved", document.place(*path), id=id_))
        if (shape.read == "through") != (shape.through is not None):
            self.faults.append(fault("source_through", document.place(*path), id=id_))
        if shape.through is not None:
            self.references("source_unknown", [shape.through], self.known_sources, document, (*path, "through"))
        return Source(
            id=id_,
            author=shape.author,
            short=shape.short,
            year=shape.year,
            title=shape.title,
            where=shape.where,
            read=shape.read,
            through=shape.through,
            gives=shape.gives.text(),
            caution=maybe(shape.caution),
        )

    def questions(self) -> dict[str, Question]:
        found: dict[str, Question] = {}
        for document, file in self.files.themes:
            self.note("theme", file.theme, document, ("theme",))
            theme = () if file.ask_when is None else (self.condition(file.ask_when, document, ("ask_when",)),)
            for id_, shape in file.questions.items():
                path = ("questions", id_)
                self.note("question", id_, document, path)
                found[id_] = self.question(id_, shape, document, path, file.theme, theme, extra=file.extra)
        return found

    def question(
        self,
        id_: str,
        shape: schema.QuestionShape,
        document: Document,
        path: KeyPath,
        theme: str,
        of_theme: tuple[Condition, ...],
        *,
        extra: bool,
    ) -> Question:
        own = () if shape.ask_when is None else (self.condition(shape.ask_when, document, (*path, "ask_when")),)
        return Question(
            id=id_,
            theme=theme,
            ask=shape.ask.text(),
            help=shape.help.text(),
            example=shape.example.text(),
            why=shape.why.text(),
            could_tell=shape.could_tell.text(),
            options=tuple(Option(option, both.text()) for option, both in shape.options.items()),
            if_several=shape.if_several,
            ask_when=All(of_theme + own) if of_theme or own else ALWAYS,
            source=self.sourced(shape.source, document, path),
            team_can_act=shape.team_can_act,
            extra=extra,
        )

    def levels(
        self,
        shapes: Mapping[str, schema.LevelShape | schema.StepShape],
        document: Document,
        path: KeyPath,
        source: tuple[str, ...],
    ) -> tuple[Level, ...]:
        found = []
        last = len(shapes) - 1
        for index, (id_, shape) in enumerate(shapes.items()):
            here = (*path, "levels", id_)
            if (shape.when is None) != (index == last) or (shape.otherwise is None) == (index == last):
                self.faults.append(fault("levels_not_closed", document.place(*here), level=id_))
            if isinstance(shape, schema.LevelShape):
                self.note("rule", f"{path[-1]}.{id_}", document, here)
            own = isinstance(shape, schema.LevelShape) and shape.source
            said = shape.otherwise not in (None, True)
            found.append(
                Level(
                    id=id_,
                    name=shape.name.text(),
                    when=None if shape.when is None else self.condition(shape.when, document, (*here, "when")),
                    because=shape.because.text() if isinstance(shape, schema.LevelShape) else NOTHING,
                    source=self.sourced(own, document, here) if own else source,
                    takes=self.condition(shape.otherwise, document, (*here, "otherwise")) if said else None,
                )
            )
        return tuple(found)

    def criterion(self, id_: str, shape: schema.CriterionShape, document: Document, path: KeyPath) -> Criterion:
        source = self.sourced(shape.source, document, path)
        levels = self.levels(shape.levels, document, path, source)
        return Criterion(id_, shape.name.text(), levels, source, shape.team_can_act)

    def axis(self, id_: str, shape: schema.AxisShape, document: Document, path: KeyPath) -> Axis:
        source = self.sourced(shape.source, document, path)
        levels = self.levels(shape.levels, document, path, source)
        if sorted(shape.shown) != sorted(shape.levels):
            self.faults.append(fault("axis_not_shown", document.place(*path, "shown"), axis=id_))
        return Axis(id_, shape.name.text(), levels, tuple(shape.shown), source)

    def form(self, id_: str, shape: schema.FormShape, document: Document, path: KeyPath) -> Form:
        criteria = {name for _, file in self.files.criteria for name in file.criteria}
        return Form(
            id=id_,
            kind=shape.kind,
            name=shape.name.text(),
            headline=shape.headline.text(),
            definition=shape.definition.text(),
            source=self.sourced(shape.source, document, path),
            precedence=shape.precedence,
            precedence_reason=shape.precedence_reason.text(),
            deciders=self.references("subject_unknown_id", shape.deciders, criteria, document, (*path, "deciders")),
            arguments=tuple(
                self.argument(f"{id_}.{name}", one, document, (*path, "arguments", name))
                for name, one in shape.arguments.items()
            ),
            confusions=self.confusions(shape.confusions, document, (*path, "confusions")),
            risks=tuple(risk.text() for risk in shape.risks),
        )

    def confusions(self, shapes: Mapping[str, Both], document: Document, path: KeyPath) -> dict[str, Text]:
        for id_ in shapes:
            if id_ not in self.forms:
                place = document.place(*path, id_)
                self.faults.append(fault("form_unknown", place, id=id_, near=near(id_, self.forms)))
        return {id_: both.text() for id_, both in shapes.items()}

    def argument(self, id_: str, shape: schema.ArgumentShape, document: Document, path: KeyPath) -> Argument:
        given = [kind for kind in KINDS if getattr(shape, kind) is not None]
        if len(given) != 1:
            self.faults.append(fault("argument_kinds", document.place(*path), argument=id_))
        kind = given[0] if given else "supports"
        raw = getattr(shape, kind)
        self.note("argument", id_, document, path)
        return Argument(
            id=id_,
            form=id_.partition(".")[0],
            kind=kind,
            when=self.condition(raw, document, (*path, kind)) if given else ALWAYS,
            because=shape.because.text(),
            source=self.sourced(shape.source, document, path),
        )

    def undetermined(
        self, id_: str, shape: schema.UndeterminedShape, document: Document, path: KeyPath
    ) -> Undetermined:
        decides = {shape.when is None, shape.precedence is None, shape.precedence_reason is None}
        if len(decides) > 1:
            self.faults.append(fault("undetermined_half", document.place(*path), id=id_))
        again = shape.look_again
        return Undetermined(
            id=id_,
            name=shape.name.text(),
            headline=shape.headline.text(),
            when=None if shape.when is None else self.condition(shape.when, document, (*path, "when")),
            precedence=shape.precedence,
            precedence_reason=maybe(shape.precedence_reason),
            look_again=None if again is None else LookAgain(again.after_months, again.at.text()),
            source=self.sourced(shape.source, document, path),
        )

    def alert(self, id_: str, shape: schema.AlertShape, document: Document, path: KeyPath) -> Alert:
        when = self.condition(shape.when, document, (*path, "when"))
        return Alert(id_, when, shape.say.text(), self.sourced(shape.source, document, path))

    def advice(self, id_: str, shape: schema.AdviceShape, document: Document, path: KeyPath) -> Advice:
        criteria = {name for _, file in self.files.criteria for name in file.criteria}
        self.references("subject_unknown_id", [shape.works_on], criteria, document, (*path, "works_on"))
        return Advice(
            id=id_,
            works_on=shape.works_on,
            forms=self.references("form_unknown", shape.forms, self.forms, document, (*path, "forms")),
            when=self.condition(shape.when, document, (*path, "when")),
            say=shape.say.text(),
            source=self.sourced(shape.source, document, path),
            done_when=None
            if shape.done_when is None
            else self.answers(shape.done_when, document, (*path, "done_when")),
        )

    def tension(self, id_: str, shape: schema.TensionShape, document: Document, path: KeyPath) -> Tension:
        one = self.answers(shape.one, document, (*path, "one"))
        other = self.answers(shape.other, document, (*path, "other"))
        if one.subject == other.subject != NOBODY.subject:
            self.faults.append(fault("tension_one_question", document.place(*path), id=id_))
        return Tension(id_, one, other, shape.say.text(), self.sourced(shape.source, document, path))

    def answers(self, raw: object, document: Document, path: KeyPath) -> In:
        """Return some options of one question: what each side of a tension is."""
        before = len(self.faults)
        condition = self.condition(raw, document, path)
        if len(self.faults) > before:
            return NOBODY
        questions = {id_ for _, file in self.files.themes for id_ in file.questions}
        if isinstance(condition, In) and condition.subject in questions:
            return condition
        self.faults.append(fault("tension_side", document.place(*path)))
        return NOBODY

    def ask_partner(self, id_: str, shape: schema.AskShape, document: Document, path: KeyPath) -> Point:
        when = self.condition(shape.when, document, (*path, "when"))
        return Point(id_, when, shape.say.text(), self.sourced(shape.source, document, path))

    def settle(self, id_: str, shape: schema.SettleShape, document: Document, path: KeyPath) -> Point:
        point = self.ask_partner(id_, shape, document, path)
        if shape.settled_when is None:
            return point
        return replace(point, settled_when=self.condition(shape.settled_when, document, (*path, "settled_when")))

    def debate(self, id_: str, shape: schema.DebateShape, document: Document, path: KeyPath) -> Debate:
        when = None if shape.when is None else self.condition(shape.when, document, (*path, "when"))
        sides = tuple(self.side(name, one, document, (*path, "sides", name)) for name, one in shape.sides.items())
        return Debate(id_, shape.question.text(), when, sides)

    def principle(self, id_: str, shape: schema.PrincipleShape, document: Document, path: KeyPath) -> Principle:
        return Principle(id_, shape.say.text(), self.sourced(shape.source, document, path))

    def guide(self, id_: str, shape: schema.GuideShape, document: Document, path: KeyPath) -> Guide:
        phases = tuple(self.phase(name, one, document, (*path, "phases", name)) for name, one in shape.phases.items())
        show, hide = (tuple(one.text() for one in told) for told in (shape.show, shape.hide))
        source = self.sourced(shape.source, document, path)
        return Guide(id_, shape.name.text(), shape.about.text(), phases, show, hide, source)

    def phase(self, id_: str, shape: schema.PhaseShape, document: Document, path: KeyPath) -> Phase:
        source = self.sourced(shape.source, document, path)
        return Phase(id_, shape.name.text(), shape.say.text(), shape.uses, source)

    def role(self, id_: str, shape: schema.RoleShape, document: Document, path: KeyPath) -> Role:
        if self.is_question(shape.question, document, (*path, "question")):
            self.every_option(shape.question, shape.places, document, (*path, "places"))
        source = self.sourced(shape.source, document, path)
        return Role(id_, shape.name.text(), shape.question, shape.places, source)

    def is_question(self, id_: str, document: Document, path: KeyPath) -> bool:
        """Tell whether a question is known; it is a fault when it is not."""
        questions = {name for _, file in self.files.themes for name in file.questions}
        if id_ not in questions:
            place = document.place(*path)
            self.faults.append(fault("question_unknown", place, question=id_, near=near(id_, questions)))
        return id_ in questions

    def every_option(self, question: str, told: Iterable[str], document: Document, path: KeyPath) -> None:
        """Hold what is told of a question against its options: all of them, and nothing else."""
        options, told = self.domains[question], tuple(told)
        for option in options:
            if option not in told:
                place = document.place(*path)
                self.faults.append(fault("option_left_out", place, option=option, question=question))
        for option in told:
            if option not in options:
                place, known = document.place(*path, option), ", ".join(options)
                self.faults.append(fault("option_unknown", place, option=option, question=question, known=known))

    def worded(self, table: Literal["said", "shared"]) -> dict[str, dict[str, Text]]:
        """Return how the options of some questions are said, from one of the two tables of words."""
        found: dict[str, dict[str, Text]] = {}
        for document, file in self.files.roles:
            wordings: dict[str, dict[str, Both]] = getattr(file, table)
            for question, told in wordings.items():
                if self.is_question(question, document, (table, question)):
                    self.every_option(question, told, document, (table, question))
                found[question] = {option: both.text() for option, both in told.items()}
        return found

    def term(self, id_: str, shape: schema.TermShape, document: Document, path: KeyPath) -> Term:
        return Term(
            id=id_,
            term=shape.term.text(),
            said=tuple(one.text() for one in shape.said) or (shape.term.text(),),
            means=shape.means.text(),
            not_to_confuse=maybe(shape.not_to_confuse),
            false_friend=maybe(shape.false_friend),
            source=self.sourced(shape.source, document, path),
        )
