"""What is shown in the room once the facilitator reveals: what divides, what matters, what moved; never who said what.

For the eyes of those who are there. What may be written to a file and carried away is in `report`, by stricter rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qualifier.explanation.agreement import raw_agreement
from qualifier.explanation.comparison import outcome_of
from qualifier.explanation.prospects import outcome_name
from qualifier.group.anonymity import TOGETHER
from qualifier.group.divides import GroupMap, Held, Split, group_map
from qualifier.group.moves import moved
from qualifier.group.prompts import TalkPrompt, talk_prompts
from qualifier.group.session import FIRST, SECOND, Session
from qualifier.group.sides import Asymmetry, asymmetries
from qualifier.group.viewpoints import View
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.parts import part_of, short_names, texts
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph, Table
from qualifier.report.pictures.viewpoints import HeldRow, viewpoints_picture
from qualifier.words import Text, join, message

Blocks = Iterator[Block]
MOST_APART = 4


def revealed(reasoner: Reasoner, session: Session, name: str) -> Document:
    """Return what is shown when the answers of the round under way are revealed.

    Args:
        reasoner: the rules with their engine.
        session: a session whose round is revealed.
        name: its name.

    Raises:
        FaultsFound: the rules are too large to be read over all answers, or nobody has answered.
    """
    room = _Room(reasoner, session)
    about = (
        (message("group", "session"), Text(name, name)),
        (message("group", "viewpoints"), Text(str(len(room.views)), str(len(room.views)))),
        (message("group", "round"), message("group", f"round_{session.number}")),
    )
    return Document(message("group", "room_title"), about, tuple(room.blocks()), message("group", "room_foot"))


class _Room:
    """Puts together what the room sees."""

    def __init__(self, reasoner: Reasoner, session: Session) -> None:
        self.reasoner = reasoner
        self.base = reasoner.base
        self.session = session
        self.views = session.views(session.number)
        self.found: GroupMap = group_map(reasoner, self.views)
        self.held = self._held()

    def _held(self) -> tuple[Held, ...]:
        """Return the conclusions, the most held first; in a small group in the rules' order, which tells no number."""
        if self.session.counted:
            return self.found.held
        ranks = {outcome: rank for rank, outcome in enumerate(self.base.forms)}
        return tuple(sorted(self.found.held, key=lambda one: (ranks.get(one.outcome, len(ranks)), one.outcome)))

    def blocks(self) -> Blocks:
        yield Paragraph(message("group", "room_note"), "note")
        if not self.session.counted:
            yield Paragraph(message("group", "no_figures", least=self.session.least), "quiet")
        if self.session.number == SECOND:
            yield from part_of(message("group", "moved_title"), self.moved())
        if self.session.verdicts:
            yield from part_of(message("group", "map_title"), self.map())
        yield from part_of(message("group", "mattering_title"), self.mattering())
        yield from part_of(message("group", "sides_title"), self.sides())
        yield from part_of(message("group", "unknown_title"), self.unknown())
        yield from part_of(message("group", "aside_title"), self.aside())
        yield from part_of(message("group", "prompts_title"), self.prompts())

    # --- what divides --------------------------------------------------------------------------------------

    def mattering(self) -> Blocks:
        if not self.found.mattering:
            yield Paragraph(message("group", "nothing_divides" if len(self.found.held) < TOGETHER else "open_divides"))
            return
        yield Paragraph(message("group", "mattering_note"), "quiet")
        for split in self.found.mattering:
            yield from self.split(split)

    def split(self, split: Split) -> Blocks:
        question = self.base.questions[split.question]
        yield Heading(question.ask, 2)
        yield Listing(tuple(self.voice(split, voice.option, len(voice.labels)) for voice in split.voices))
        if split.silent:
            yield Paragraph(self.silent(len(split.silent)), "quiet")
        yield Paragraph(message("group", "could_tell", text=question.could_tell), "quiet")

    def voice(self, split: Split, option: str, count: int) -> Item:
        label = self.base.questions[split.question].option(option).label
        said = message("group", "voice_count", label=label, count=count) if self.session.counted else label
        if not self.session.verdicts:
            return Item(said)
        names = _names(self.base, split.leaves[option], [one.outcome for one in self.held])
        key = "leaves_one" if len(split.leaves[option]) == 1 else "leaves"
        return Item(said, (), (Item(message("group", key, names=names)),))

    def silent(self, count: int) -> Text:
        return message("group", "silent_count", count=count) if self.session.counted else message("group", "silent")

    def aside(self) -> Blocks:
        """What divides and changes nothing, by the reason."""
        for why in ("closed", "same"):
            asks = [self.base.questions[one.question].ask for one in self.found.aside if one.why_not == why]
            if asks:
                yield Paragraph(message("group", f"aside_{why}"), "quiet")
                yield from texts(asks)

    def unknown(self) -> Blocks:
        if self.found.unknown:
            yield Paragraph(message("group", "unknown_note"), "quiet")
        yield from texts(self.base.questions[one].ask for one in self.found.unknown)

    # --- sides ---------------------------------------------------------------------------------------------

    def sides(self) -> Blocks:
        found = asymmetries(self.reasoner, self.views)
        sizes = [sum(view.side == side for view in self.views) for side in {view.side for view in self.views} - {None}]
        if found and min(sizes) < TOGETHER and not self.session.named_sides:
            yield Paragraph(message("group", "side_too_small"), "quiet")
            return
        for one in found:
            yield Paragraph(self.base.questions[one.question].ask, "strong")
            yield Listing(tuple(Item(text) for text in side_lines(self.base, one)))
            yield Paragraph(message("group", "side_matters" if one.matters else "side_matters_not"), "quiet")

    # --- verdicts ------------------------------------------------------------------------------------------

    def map(self) -> Blocks:
        rows = tuple(self.row(one) for one in self.held)
        joint = self.session.joint
        name = outcome_name(self.base, outcome_of(self.reasoner.outline(joint))) if joint else None
        yield viewpoints_picture(rows, name)
        first = next(iter(self.found.mattering), None)
        if first is not None and len(self.found.possible) > 1:
            ask = self.base.questions[first.question].ask
            yield Paragraph(message("group", "second_vote", ask=ask), "strong")

    def row(self, one: Held) -> HeldRow:
        first = self.held[0].outcome
        count = len(one.labels) if self.session.counted else None
        said = held_words(len(one.labels), len(self.views), counted=self.session.counted)
        apart = next((sep for sep in self.found.separations if {sep.one, sep.other} == {first, one.outcome}), None)
        switches = apart.switches if apart and one.outcome != first else ()
        back = apart is not None and apart.one != first
        facts = tuple(
            switch_words(
                self.base, switch.question, *((switch.there, switch.here) if back else (switch.here, switch.there))
            )
            for switch in switches[:MOST_APART]
        )
        return HeldRow(outcome_name(self.base, one.outcome), said, count, facts)

    # --- what moved ----------------------------------------------------------------------------------------

    def moved(self) -> Blocks:
        before, after = self.session.views(FIRST), self.session.views(SECOND)
        found = moved(self.reasoner, before, after)
        left = len(self.views) - len(self.session.answered_again)
        if left:
            yield Paragraph(message("group", "left_as_before"), "quiet")
        if not found.moves:
            yield Paragraph(message("group", "nothing_moved"))
            return
        if len(found.movers) < TOGETHER:
            # What moved would all be that one person's.
            yield Paragraph(message("group", "one_moved"), "quiet")
            return
        asks = dict.fromkeys(one.question for one in found.moves)
        decisive = {one.question for one in found.moves if one.decisive}
        yield Listing(tuple(self.moved_item(one, decisive) for one in asks))
        for key, questions in (("joined", found.joined), ("parted", found.parted)):
            yield from part_of(message("group", key), texts(self.base.questions[one].ask for one in questions), 2)
        if self.session.counted:
            yield from self.alike(before, after, tuple(asks))

    def moved_item(self, question: str, decisive: Iterable[str]) -> Item:
        ask = self.base.questions[question].ask
        return Item(message("group", "moved_decisive", ask=ask) if question in decisive else ask)

    def alike(self, before: Sequence[View], after: Sequence[View], questions: tuple[str, ...]) -> Blocks:
        """How alike the answers were and are: the share of pairs of viewpoints that answer the same."""
        decisions = self.reasoner.decisions
        rounds = [[view.counting(decisions) for view in views] for views in (before, after)]
        rows = tuple(
            (self.base.questions[one].ask, *(_share([options.get(one) for options in counting]) for counting in rounds))
            for one in questions
        )
        head = tuple(message("group", key) for key in ("question", "alike_before", "alike_after"))
        yield Table(message("group", "alike_title"), head, rows)
        yield Paragraph(message("group", "alike_note"), "quiet")

    def prompts(self) -> Blocks:
        yield from prompt_list(self.base, talk_prompts(self.reasoner, self.found))


def prompt_list(base: RuleBase, prompts: Iterable[TalkPrompt]) -> Blocks:
    """Yield what may be asked, each with the works it comes from."""
    items = tuple(Item(one.text, short_names(base, one.source)) for one in prompts)
    if items:
        yield Listing(items)


def held_words(count: int, total: int, *, counted: bool) -> Text:
    """Say how many viewpoints hold a conclusion; without a number in a small group.

    Args:
        count: how many.
        total: of how many.
        counted: whether a number may be given.
    """
    if count == total:
        return message("group", "held_by_all")
    if not counted:
        return message("group", "held_by_some")
    return message("group", "held_by_one" if count == 1 else "held_by", count=count, total=total)


def switch_words(base: RuleBase, question: str, here: str | None, there: str | None) -> Text:
    """Say a fact that would have to be taken over: the question, what it is, what it would be."""
    found = base.questions[question]
    now, then = (found.option(one).label if one else message("group", "not_known") for one in (here, there))
    return message("group", "switch", ask=found.ask, now=now, then=then)


def side_lines(base: RuleBase, one: Asymmetry) -> Iterator[Text]:
    """Yield what each side says on a question."""
    question = base.questions[one.question]
    for side, options in one.says.items():
        labels = join([question.option(option).label for option in options], " / ")
        yield message("group", "side_says", side=side, labels=labels)


def _names(base: RuleBase, outcomes: Iterable[str], held: Sequence[str]) -> Text:
    """Name outcomes, those that viewpoints hold first."""
    ordered = sorted(outcomes, key=lambda one: (one not in held, held.index(one) if one in held else 0, one))
    return join([outcome_name(base, one) for one in ordered], " ; ")


def _share(answers: Sequence[str | None]) -> Text:
    share = raw_agreement(answers)
    if share is None:
        return message("group", "no_share")
    return message("group", "percent", number=round(100 * share))
