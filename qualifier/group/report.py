"""The report of a session: what may be carried away. What comes from anyone's own answers obeys `anonymity`.

The joint viewpoint is the group's own; a dissent is there because its author wanted it; the questions talked about are
those that the group put down. The rest is coarse, or missing in a small group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualifier.explanation.comparison import outcome_of
from qualifier.explanation.prospects import outcome_name
from qualifier.group.anonymity import TOGETHER, Leaving, leaving
from qualifier.group.guides import frame
from qualifier.group.moves import moved
from qualifier.group.session import FIRST, SECOND, Session
from qualifier.group.viewpoints import View
from qualifier.knowledge.cases import Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents import parts
from qualifier.report.contents.parts import part_of, texts
from qualifier.report.contents.subject import Subject, subject
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph
from qualifier.report.pictures.viewpoints import HeldRow, viewpoints_picture
from qualifier.words import Text, join, message

Blocks = Iterator[Block]
MOST_REASONS = 8


def session_report(reasoner: Reasoner, session: Session, name: str, *, only_together: bool = False) -> Document:
    """Return the report of a session.

    Args:
        reasoner: the rules with their engine.
        session: the session.
        name: its name.
        only_together: leave out all that comes from anyone's own answers, whatever the size of the group.
    """
    views = session.views(session.number) if session.revealed else ()
    count = str(len(session.views(session.number)))
    joint = subject(reasoner, replace(session.joint, id=name)) if session.joint else None
    about = (
        (message("group", "session"), Text(name, name)),
        (message("group", "viewpoints"), Text(count, count)),
        *(((message("contents", "school"), joint.explained.reading),) if joint else ()),
        (message("contents", "rules"), Text(reasoner.base.version, reasoner.base.version)),
    )
    blocks = (
        Paragraph(message("group", "report_note"), "note"),
        *([] if only_together else _answers(reasoner, session, views, joint)),
        *_talked(reasoner.base, session),
        *_together(joint),
        *_dissents(reasoner.base, session),
        *frame(reasoner.base),
    )
    return Document(message("group", "report_title"), about, blocks, message("group", "report_foot"))


# --- from the answers of each ------------------------------------------------------------------------------


def _answers(reasoner: Reasoner, session: Session, views: Sequence[View], joint: Subject | None) -> Blocks:
    """Yield what the answers of the group show, when there are enough of them and they are revealed."""
    found = leaving(reasoner, views, session.least)
    if found is None:
        key = "too_few_to_tell" if views else "not_revealed_yet"
        yield Paragraph(message("group", key, least=session.least), "quiet")
        return
    if session.verdicts or joint is not None:
        yield from part_of(message("group", "map_title"), _map(reasoner.base, found, joint))
    yield from part_of(message("group", "divided_title"), _divided(reasoner, found, joint))
    yield from part_of(message("group", "sides_title"), _sides(reasoner.base, found))
    # When a single person changed something, what moved is theirs.
    if session.number == SECOND and len(moved(reasoner, session.views(FIRST), views).movers) >= TOGETHER:
        before = leaving(reasoner, session.views(FIRST), session.least)
        yield from part_of(message("group", "moved_title"), _moved(reasoner.base, before, found))


def _map(base: RuleBase, found: Leaving, joint: Subject | None) -> Blocks:
    told = [(found.common, "nearly_all")] if found.common else [(one, "several") for one in found.conclusions]
    rows = tuple(
        HeldRow(outcome_name(base, outcome), message("group", f"held_{how}"), apart=None) for outcome, how in told
    )
    name = outcome_name(base, outcome_of(joint.verdict)) if joint else None
    if rows:
        yield viewpoints_picture(rows, name)
    else:
        yield Paragraph(message("group", "scattered"))
    yield Paragraph(message("group", "coarse_note"), "quiet")


def _divided(reasoner: Reasoner, found: Leaving, joint: Subject | None) -> Blocks:
    """Yield the questions that divide; beside a joint viewpoint, first those that matter around it."""
    base = reasoner.base
    if not found.questions:
        yield Paragraph(message("group", "none_divided"), "quiet")
        return
    groups = _mattering(reasoner, found, joint.case) if joint else {"": tuple(found.questions)}
    for key, ids in groups.items():
        if key and ids:
            yield Paragraph(message("group", key), "quiet")
        items = tuple(Item(base.questions[id_].ask, (), _options(base, id_, found.questions[id_])) for id_ in ids)
        if items:
            yield Listing(items)


def _mattering(reasoner: Reasoner, found: Leaving, joint: Case) -> dict[str, tuple[str, ...]]:
    """Return the questions that divide: those that change the joint conclusion, then those that do not.

    Worked out from the joint viewpoint and from what leaves the room anyway, so that nothing more leaves it.
    """
    ahead = reasoner.ahead
    if ahead is None:
        return {"": tuple(found.questions)}
    ranks = ahead.ranks(
        {view: option for view, option in View("", joint).options.items() if view not in found.questions}
    )
    open_ = {
        ahead.rank[id_]: tuple(ahead.options[id_].index(option) for option in options)
        for id_, options in found.questions.items()
    }
    left = ahead.principal.among({rank: (option,) for rank, option in ranks.items()} | open_).questions
    matter = tuple(id_ for id_ in found.questions if ahead.rank[id_] in left)
    return {"divided_matter": matter, "divided_aside": tuple(id_ for id_ in found.questions if id_ not in matter)}


def _options(base: RuleBase, question: str, options: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(Item(base.questions[question].option(option).label) for option in options)


def _sides(base: RuleBase, found: Leaving) -> Blocks:
    for id_, held in found.sides.items():
        question = base.questions[id_]
        yield Paragraph(question.ask, "strong")
        lines = (
            message("group", "side_says", side=side, labels=question.option(option).label)
            for side, option in held.items()
        )
        yield from texts(lines)


def _moved(base: RuleBase, before: Leaving | None, after: Leaving) -> Blocks:
    if before is None:
        return
    for key, here, there in (("joined_told", before, after), ("parted_told", after, before)):
        asks = [base.questions[id_].ask for id_ in here.questions if id_ not in there.questions]
        yield from part_of(message("group", key), texts(asks), 2)
    names = [_conclusions(base, told) for told in (before, after)]
    if names[0] != names[1] and all(one.fr for one in names):
        yield Paragraph(message("group", "moved_outcomes", before=names[0], after=names[1]))


def _conclusions(base: RuleBase, found: Leaving) -> Text:
    told = (found.common,) if found.common else found.conclusions
    return join([outcome_name(base, one) for one in told], " ; ")


# --- from the group ----------------------------------------------------------------------------------------


def _talked(base: RuleBase, session: Session) -> Blocks:
    asks = (base.questions[one].ask for one in session.talked if one in base.questions)
    yield from part_of(message("group", "talked_title"), texts(asks))


def _together(joint: Subject | None) -> Blocks:
    if joint is None:
        yield from part_of(message("group", "joint_title"), [Paragraph(message("group", "no_joint"), "quiet")])
        return
    yield Heading(message("group", "joint_title"))
    yield from parts.verdict(joint)
    for block in (parts.axes(joint), parts.reasons(joint, MOST_REASONS), parts.alerts(joint), parts.next_steps(joint)):
        yield from parts.deeper(block)
    yield from parts.deeper(parts.answers(joint))


def _dissents(base: RuleBase, session: Session) -> Blocks:
    """Yield the views held beside the joint one, as they were put down."""
    items = []
    for one in session.dissents:
        named = one.form if one.form in base.forms else None
        key = "dissent_form" if named else "dissent"
        name = base.forms[named].name if named else Text("", "")
        items.append(Item(message("group", key, why=one.why, name=name)))
    if items:
        yield from part_of(
            message("group", "dissents_title"),
            [Paragraph(message("group", "dissents_note"), "quiet"), Listing(tuple(items))],
        )
