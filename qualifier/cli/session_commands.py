"""Commands on sessions: several people answer on one case, each alone; then what divides, a second answer, a joint one.

Nobody sees another's answers before `reveal`; what a file carries away follows stricter rules than the screen.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualifier.cli import casebooks, common, open_records, sessions
from qualifier.cli.answering import from_file_or_paper, read_answers, with_typed
from qualifier.cli.common import LangOption, RulesOption, TypedOption, said
from qualifier.cli.output import as_argument, console, show_faults
from qualifier.cli.report_commands import (
    LangsOption,
    Languages,
    MediumOption,
    OutputOption,
    Private,
    PrivateOption,
    YesOption,
    handed_over,
    langs_of,
    private_texts,
)
from qualifier.knowledge.faults import FaultsFound, Place, fault, near, shown_path
from qualifier.words import Text, message

if TYPE_CHECKING:
    from qualifier.cli.sessions import OpenSession
    from qualifier.group.session import Session
    from qualifier.knowledge.cases import Case
    from qualifier.knowledge.models import RuleBase
    from qualifier.report.document import Document

FEWEST_SIDES = 2
session_app = typer.Typer(help=common.help_words("session"), rich_markup_mode=None)

NameArgument = Annotated[
    str, typer.Argument(metavar="SESSION", help=common.help_words("arg_session"), show_default=False)
]
SideOption = Annotated[str | None, typer.Option("--side", help=common.help_words("opt_side"), show_default=False)]


@session_app.command("new", help=common.help_words("session_new"))
def session_new(
    name: NameArgument,
    guide: Annotated[str | None, typer.Option("--guide", help=common.help_words("opt_guide"))] = None,
    sides: Annotated[str, typer.Option("--sides", metavar="A,B", help=common.help_words("opt_sides"))] = "",
    verdicts: Annotated[bool, typer.Option("--verdicts", help=common.help_words("opt_verdicts"))] = False,
    named_sides: Annotated[bool, typer.Option("--named-sides", help=common.help_words("opt_named_sides"))] = False,
    full: Annotated[bool, typer.Option("--full", help=common.help_words("opt_full"))] = False,
    least: Annotated[int, typer.Option("--least", min=5, max=100, help=common.help_words("opt_least"))] = 5,
    private: PrivateOption = None,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built
    rules: RulesOption = None,
) -> None:
    """Begin a session."""
    from qualifier.group.guides import guide_named
    from qualifier.group.session import Session

    base = common.base_of(rules)
    if guide is not None:
        guide_named(base, guide)
    told = tuple(dict.fromkeys(one.strip() for one in sides.split(",") if one.strip()))
    if (sides or named_sides) and len(told) < FEWEST_SIDES:
        raise FaultsFound([fault("sides_too_few", given=sides)])
    name, *clean_sides = private_texts((name, *told), private, leaving=False)
    session = Session(
        guide=guide,
        verdicts=verdicts,
        named_sides=named_sides,
        full=full,
        least=least,
        sides=tuple(dict.fromkeys(clean_sides)),
    )
    held = open_records.begun(sessions.SESSIONS, name, session, rules)
    _frame(rules)
    said("session_begun", name=held.name)
    if held.state.sides:
        said("session_sides", sides=", ".join(held.state.sides))
    if guide is not None:
        said("session_guided", guide=base.guides[guide].name, id=guide)
    _next(held)


@session_app.command("list", help=common.help_words("session_list"))
def session_list(
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """List the sessions, the one changed last first."""
    records = open_records.all_of(sessions.SESSIONS.name)
    if not records:
        said("no_session")
    for record in records:
        day = f"{record.changed.astimezone():%Y-%m-%d}"
        try:
            session = open_records.opened(sessions.SESSIONS, record, rules).state
        except FaultsFound as damaged:
            show_faults(damaged, common.LANG)
            count, state = "?", message("screens", "state_unread")
        else:
            count, state = str(len(session.labels)), _state(session)
        said("session_line", number=record.id, name=record.name, day=day, count=count, state=state)


@session_app.command("show", help=common.help_words("session_show"))
def session_show(
    name: NameArgument,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Say where a session stands: who has answered, never what."""
    held = open_records.found(sessions.SESSIONS, name, rules)
    session = held.state
    said("session_stands", name=held.name, state=_state(session))
    for label in session.labels:
        turn = session.turn(label, session.number)
        waiting = "turn_first_counts" if session.revealed else "turn_waiting"
        key = waiting if turn is None else "turn_finished" if turn.finished else "turn_unfinished"
        first = session.turn(label, 1)
        side = Text(f" ({first.side})", f" ({first.side})") if first and first.side else Text("", "")
        said("turn_line", label=label, side=side, state=message("screens", key))
    _next(held)


# --- answering ---------------------------------------------------------------------------------------------


@session_app.command("answer", help=common.help_words("session_answer"))
def session_answer(
    name: NameArgument,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help=common.help_words("arg_turn_files"), show_default=False),
    ] = None,
    label: Annotated[str | None, typer.Option("--as", help=common.help_words("opt_as"), show_default=False)] = None,
    side: SideOption = None,
    typed: TypedOption = None,
    again: Annotated[bool, typer.Option("--again", help=common.help_words("opt_again"))] = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Answer alone: at the machine, from files, or from what was ticked on paper."""
    held = open_records.found(sessions.SESSIONS, name, rules)
    label = label.upper() if label else None
    if side is not None and side not in held.state.sides:
        raise FaultsFound([fault("side_unknown", side=side, known=", ".join(held.state.sides) or "—")])
    if files and typed is not None:
        raise FaultsFound([fault("typed_and_files")])
    if files:
        _from_files(held, files, label, side, again=again)
    elif typed is not None:
        _from_paper(held, typed, label, side, again=again)
    else:
        _at_the_machine(held, label, side, again=again)


def _at_the_machine(held: OpenSession, label: str | None, side: str | None, *, again: bool) -> None:
    """Let one participant after the other answer, until nobody is left."""
    from qualifier.cli.session_sitting import answer_alone
    from qualifier.cli.sitting import needs_terminal

    needs_terminal()
    while True:
        _frame(held.rules)
        mine = _label(held, label)
        answer_alone(held, mine, side or _side(held.state, mine), again=again)
        if label is not None or not common.agreed(message("screens", "next_person").to(common.LANG)):
            break
        console().clear()
        # Another window may have taken letters, or revealed, meanwhile.
        held = open_records.found(sessions.SESSIONS, held.name, held.rules)
    _next(held)


def _from_files(held: OpenSession, files: list[Path], label: str | None, side: str | None, *, again: bool) -> None:
    if label is not None and len(files) > 1:
        raise FaultsFound([fault("one_letter_many_files", label=label, count=len(files))])
    seen: set[Path] = set()
    for path in files:
        if path.resolve() in seen:
            raise FaultsFound([fault("file_twice", Place(shown_path(path)))])
        seen.add(path.resolve())
    read = common.each(files, lambda path: (path, read_answers(path, held.rules)))
    if any(one.answers == other.answers for (_, one), (_, other) in combinations(read, 2)):
        said("files_alike")
    for path, case in read:
        mine = _kept_turn(held, case, label, side, again=again)
        said("turn_from_file", path=shown_path(path), label=mine)
    _next(held)


def _from_paper(held: OpenSession, typed: str, label: str | None, side: str | None, *, again: bool) -> None:
    """Keep what was ticked on paper; in the second round only what changes need be typed."""
    from qualifier.cli.session_sitting import start_of

    start = start_of(held.state, held.state.letter(label))
    case = with_typed(start, typed, common.base_of(held.rules))
    said("turn_kept", label=_kept_turn(held, case, label, side, again=again))
    _next(held)


def _kept_turn(held: OpenSession, case: Case, label: str | None, side: str | None, *, again: bool) -> str:
    from qualifier.group.session import Turn

    def step(session: Session) -> Session:
        return session.answered(Turn(session.letter(label), session.number, case, side), again=again)

    return held.change(step).turns[-1].label


def _label(held: OpenSession, asked: str | None) -> str | None:
    """Return the letter of who answers, as asked for; in the second round it is chosen on screen."""
    from qualifier.cli.ask import prompter

    session = held.state
    if asked is not None or session.number == 1:
        return asked
    # Typed, not picked from a list: the next best letter would open somebody else's answers.
    ask = message("screens", "which_letter").to(common.LANG)
    given = prompter(console(), common.LANG).line(ask).upper()
    if given not in session.labels:
        raise FaultsFound([fault("participant_unknown", label=given or "—", known=", ".join(session.labels) or "—")])
    return given


def _side(session: Session, label: str | None) -> str | None:
    """Return the side of a participant, chosen on screen when the session tells sides apart."""
    from qualifier.cli.ask import prompter
    from qualifier.cli.prompts import Prompt

    before = session.turn(label, 1) if label is not None else None
    if not session.sides or (before is not None and before.side):
        return None
    ask = message("screens", "which_side").to(common.LANG)
    return prompter(console(), common.LANG).ask(Prompt(ask, tuple((one, one) for one in session.sides))).value


@session_app.command("withdraw", help=common.help_words("session_withdraw"))
def session_withdraw(
    name: NameArgument,
    label: Annotated[str, typer.Argument(metavar="LETTER", help=common.help_words("arg_letter"), show_default=False)],
    yes: YesOption = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Take a participant's answers out of the session."""
    held = open_records.found(sessions.SESSIONS, name, rules)
    mine = label.upper()
    held.state.withdrawn(mine)
    common.confirmed(message("screens", "withdraw_ask", label=mine), yes)
    number = held.change(lambda session: session.withdrawn(mine)).number
    said(f"turn_withdrawn_{number}", label=mine)


# --- revealing, talking, answering again -------------------------------------------------------------------


@session_app.command("reveal", help=common.help_words("session_reveal"))
def session_reveal(
    name: NameArgument,
    verdicts: Annotated[
        bool | None, typer.Option("--verdicts/--no-verdicts", help=common.help_words("opt_verdicts"))
    ] = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Show the room what divides and what matters; answers can no longer be changed in this round."""
    from dataclasses import replace

    from qualifier.group.room import revealed

    held = open_records.found(sessions.SESSIONS, name, rules)
    reasoner = common.reasoner_of(rules)
    if not held.state.revealed:
        held.state.reveal()
        if held.state.waiting:
            said(f"reveal_waiting_{held.state.number}", count=len(held.state.waiting))
        _reminded(held)
        count = len(held.state.views(held.state.number))
        common.confirmed(message("screens", "reveal_ask", count=count), yes, "type_yes_reveal")
        held.change(lambda session: session.reveal())
    if verdicts is not None and verdicts != held.state.verdicts:
        held.change(lambda session: replace(session, verdicts=verdicts))
    _shown(revealed(reasoner, held.state, held.name), reasoner.base, lang)
    _next(held)


@session_app.command("again", help=common.help_words("session_again"))
def session_again(
    name: NameArgument,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Begin the second round: everyone answers again, from their first answers."""
    held = open_records.found(sessions.SESSIONS, name, rules)
    held.change(lambda session: session.again())
    said("second_begun")
    _next(held)


@session_app.command("talk", help=common.help_words("session_talk"))
def session_talk(
    name: NameArgument,
    questions: Annotated[
        list[str], typer.Argument(metavar="QUESTION...", help=common.help_words("arg_talked"), show_default=False)
    ],
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Note which questions the group talked about, for its report."""
    held = open_records.found(sessions.SESSIONS, name, rules)
    known = common.base_of(rules).questions
    found = [fault("question_unknown", question=one, near=near(one, known)) for one in questions if one not in known]
    if found:
        raise FaultsFound(found)
    held.change(lambda session: session.talking(questions))
    said("talked_kept", count=len(held.state.talked))


@session_app.command("joint", help=common.help_words("session_joint"))
def session_joint(
    name: NameArgument,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=common.help_words("arg_joint_file"), show_default=False)
    ] = None,
    typed: TypedOption = None,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Answer together, starting from what all agree on."""
    from qualifier.cli.session_sitting import answer_together
    from qualifier.group.together import agreed_answers

    held = open_records.found(sessions.SESSIONS, name, rules)
    decisions = common.reasoner_of(rules).decisions
    start = held.state.drafted or held.state.joint or agreed_answers(held.state, decisions)
    if file is None and typed is None:
        answer_together(held, start)
        return
    case = from_file_or_paper(start, file, typed, rules)
    held.change(lambda session: session.together(case))
    said("joint_kept", name=as_argument(held.name))


@session_app.command("dissent", help=common.help_words("session_dissent"))
def session_dissent(
    name: NameArgument,
    why: Annotated[
        str | None, typer.Argument(metavar="REASON", help=common.help_words("arg_dissent"), show_default=False)
    ] = None,
    form: Annotated[
        str | None, typer.Option("--form", help=common.help_words("opt_dissent_form"), show_default=False)
    ] = None,
    private: PrivateOption = None,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Put down a view held beside the joint one, without saying whose it is."""
    from qualifier.group.session import Dissent

    held = open_records.found(sessions.SESSIONS, name, rules)
    known = common.base_of(rules).forms
    if form is not None and form not in known:
        raise FaultsFound([fault("form_unknown", id=form, near=near(form, known))])
    held.state.dissenting(Dissent("", form))
    kept = Dissent(_reason(why, private), form)
    held.change(lambda session: session.dissenting(kept))
    said("dissent_kept")


def _reason(why: str | None, private: Private | None) -> str:
    """Return the reason of a dissent, asked for when it was not given; without names and signs that nobody sees."""
    from qualifier.cli.ask import prompter
    from qualifier.cli.free_text import MOST_LETTERS, typed

    if why is not None:
        why = private_texts((why,), private, leaving=False)[0]
    elif common.terminal():
        screen = console()
        why = typed(
            message("screens", "dissent_ask").to(common.LANG), prompter(screen, common.LANG), screen, common.LANG
        )
    why = " ".join("".join(sign if sign.isprintable() else " " for sign in why or "").split())
    if not why:
        raise FaultsFound([fault("dissent_empty")])
    if len(why) > MOST_LETTERS:
        raise FaultsFound([fault("dissent_long", count=len(why), most=MOST_LETTERS)])
    return why


# --- handing over ------------------------------------------------------------------------------------------


@session_app.command("report", help=common.help_words("session_report"))
def session_report(
    name: NameArgument,
    only_together: Annotated[
        bool, typer.Option("--only-together", help=common.help_words("opt_only_together"))
    ] = False,
    medium: MediumOption = None,
    output: OutputOption = None,
    private: PrivateOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Write the report of a session, which tells nobody's answers."""
    from dataclasses import replace

    from qualifier.group.report import session_report as made
    from qualifier.group.session import Dissent

    held = open_records.found(sessions.SESSIONS, name, rules)
    session = held.state
    sides = tuple(dict.fromkeys(one.side for one in session.turns if one.side is not None))
    typed = (held.name, *sides, *(one.why for one in session.dissents))
    changed = dict(zip(typed, private_texts(typed, private), strict=True))
    dissents = tuple(Dissent(changed[one.why], one.form) for one in session.dissents)
    turns = tuple(replace(one, side=changed[one.side] if one.side else None) for one in session.turns)
    reasoner, clean = common.reasoner_of(rules), replace(session, dissents=dissents, turns=turns)
    document = made(reasoner, clean, changed[held.name], only_together=only_together)
    handed_over(document, reasoner.base, medium, langs_of(lang), output, yes=yes)


@session_app.command("guide", help=common.help_words("session_guide"))
def session_guide(
    guide: Annotated[
        str | None, typer.Argument(metavar="GUIDE", help=common.help_words("arg_guide"), show_default=False)
    ] = None,
    medium: MediumOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Print how a session fits a group's way of working; without a name, list the guides."""
    from qualifier.group.guides import guide_document, guide_named

    base = common.base_of(rules)
    if guide is None:
        for one in base.guides.values():
            said("guide_line", id=one.id, name=one.name)
        return
    handed_over(guide_document(base, guide_named(base, guide)), base, medium, langs_of(lang), output, yes=yes)


@session_app.command("agreement", help=common.help_words("session_agreement"))
def session_agreement(
    names: Annotated[
        list[str], typer.Argument(metavar="SESSION...", help=common.help_words("arg_sessions"), show_default=False)
    ],
    medium: MediumOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Say how alike the answers of several sessions are, by question and for the verdict, before and after the talk."""
    from qualifier.group.alike import alike_document

    held = common.each(names, lambda name: open_records.found(sessions.SESSIONS, name, rules))
    reasoner = common.reasoner_of(rules)
    document = alike_document(reasoner, [one.state for one in held])
    handed_over(document, reasoner.base, medium, langs_of(lang), output, yes=yes)


@session_app.command("delete", help=common.help_words("session_delete"))
def session_delete(
    name: NameArgument,
    yes: YesOption = False,
    lang: LangOption = None,  # noqa: ARG001
) -> None:
    """Erase a session for good."""
    book = casebooks.existing(common.LANG)
    record = book.records.one(sessions.SESSIONS.name, name)
    common.confirmed(message("screens", "session_delete_ask", name=record.name), yes)
    book.records.delete(record.id)
    said("session_deleted", name=record.name)


# --- said --------------------------------------------------------------------------------------------------


def _shown(document: Document, base: RuleBase, lang: Languages | None) -> None:
    """Print a document on the screen; it is not meant for a file."""
    handed_over(document, base, None, langs_of(lang), None)


def _frame(rules: Path | None) -> None:
    """Say what every group agrees on first."""
    from qualifier.report.folded import Folded

    screen = console()
    screen.print(Folded(message("group", "frame_title").to(common.LANG), style="bold"))
    for one in common.base_of(rules).frame.values():
        screen.print(Folded(one.say.to(common.LANG), "  - "))


def _reminded(held: OpenSession) -> None:
    """Recall what the group's way of working keeps hidden, before anything is shown."""
    from qualifier.report.folded import Folded

    guide = common.base_of(held.rules).guides.get(held.state.guide or "")
    if guide is None:
        return
    screen = console()
    screen.print(Folded(message("screens", "guide_hides", guide=guide.name).to(common.LANG), style="bold"))
    for one in guide.hide:
        screen.print(Folded(one.to(common.LANG), "  - "))


def _state(session: Session) -> Text:
    """Say how far a session is."""
    if session.joint is not None:
        return message("screens", "state_joint")
    return message("screens", f"state_{'revealed' if session.revealed else 'answering'}_{session.number}")


def _next(held: OpenSession) -> None:
    """Say the commands that come next."""
    session, name = held.state, as_argument(held.name)
    keys = ["next_joint", "next_report"] if session.joint is None else ["next_dissent", "next_report"]
    if not session.revealed:
        keys = ["next_answer", "next_reveal"]
    elif session.number == 1 and session.joint is None:
        keys = ["next_again", *keys]
    for key in keys:
        said(key, name=name)
