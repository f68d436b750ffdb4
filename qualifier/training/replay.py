"""Playing again with one lever changed: two readings side by side, and which answers made the difference.

What the file would read with the lever comes from the file itself; when the group answered before and after, its own
two readings are compared.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualifier.explanation.comparison import outcome_of
from qualifier.explanation.over_time import OverTime, over_time
from qualifier.explanation.prospects import outcome_name
from qualifier.knowledge.cases import Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents import parts
from qualifier.report.document import Block, Document, Heading, Paragraph, Table
from qualifier.report.pictures.axes import axes_then_now
from qualifier.training.kit_key import answer
from qualifier.training.plays import Lever, Play, lever_case
from qualifier.words import NOTHING, Text, message


@dataclass(frozen=True)
class Replay:
    """Two readings, with the lever between them.

    Attributes:
        play: the role-play.
        lever: what was changed.
        file: the full file before and after.
        played: the answers of the players before and after, when both were given.
    """

    play: Play
    lever: Lever
    file: OverTime
    played: OverTime | None

    @property
    def followed(self) -> tuple[str, ...]:
        """The changes of the lever that the players' second answers show too."""
        if self.played is None:
            return ()
        now = self.played.after.verdict.answers
        return tuple(id_ for id_, option in self.lever.set.items() if id_ in now and now[id_].option == option)


def replay(
    reasoner: Reasoner, play: Play, lever: Lever, before: Case | None = None, after: Case | None = None
) -> Replay:
    """Compare the scene with itself, one lever changed.

    Args:
        reasoner: the rules with their engine.
        play: the role-play.
        lever: one of its levers.
        before: the answers of a seat or of all together after the first scene.
        after: those after the second; without both, the file alone is compared.
    """
    file = over_time(reasoner, play.scenario.case, lever_case(play, lever))
    played = over_time(reasoner, before, after) if before is not None and after is not None else None
    return Replay(play, lever, file, played)


def replay_document(base: RuleBase, found: Replay) -> Document:
    """Return the pages that compare two scenes.

    Args:
        base: the rules.
        found: the comparison.
    """
    play = found.play
    blocks: list[Block] = [
        Heading(message("training", "replay_lever")),
        Paragraph(found.lever.say, "strong"),
        _set(base, found),
        Heading(message("training", "replay_file")),
        *_compared(base, found.file),
    ]
    if found.played is None:
        blocks.append(Paragraph(message("training", "replay_not_played"), "quiet"))
    else:
        blocks += [
            Heading(message("training", "replay_played")),
            *_compared(base, found.played),
            *_followed(base, found),
        ]
    about = (
        (message("training", "kit_scenario"), Text(play.id, play.id)),
        (message("contents", "rules"), Text(base.version, base.version)),
    )
    title = message("training", "replay_title", title=play.scenario.title)
    return Document(title, about, tuple(blocks), message("training", "kit_foot"))


def _labels() -> tuple[Text, Text]:
    return message("training", "replay_before"), message("training", "replay_after")


def _set(base: RuleBase, found: Replay) -> Table:
    head = (message("contents", "question"), *_labels())
    rows = tuple(
        (base.questions[id_].ask, _before(base, found.play, id_), answer(base, id_, option))
        for id_, option in found.lever.set.items()
    )
    return Table(message("training", "replay_set"), head, rows)


def _before(base: RuleBase, play: Play, question: str) -> Text:
    option = play.full.get(question)
    return answer(base, question, option) if option else message("verdict", "no_answer")


def _compared(base: RuleBase, found: OverTime) -> list[Block]:
    blocks: list[Block] = [Paragraph(_change(base, found), "strong"), axes_then_now(*found.axes, _labels())]
    for part in ("facts", "gained", "lost"):
        blocks += parts.deeper(parts.part(f"compared_{part}", parts.texts(getattr(found.compared, part))))
    return blocks


def _change(base: RuleBase, found: OverTime) -> Text:
    """Say what becomes of the reading, and because of which answers when it is another."""
    before, after = (outcome_of(one.verdict) for one in (found.before, found.after))
    if before == after:
        return message("training", "replay_same", name=outcome_name(base, after))
    return found.because if found.because != NOTHING else found.compared.form


def _followed(base: RuleBase, found: Replay) -> list[Block]:
    """Say whether what the lever changed was seen by the players, without a reproach when it was not."""
    unseen = [id_ for id_ in found.lever.set if id_ not in found.followed]
    if not unseen:
        return [Paragraph(message("training", "replay_seen"))]
    note = Paragraph(message("training", "replay_unseen"))
    return [note, *parts.texts(base.questions[id_].ask for id_ in unseen)]
