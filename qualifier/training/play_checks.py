"""What a role-play must hold by the engine: together the seats reach the form, one alone does not, a secret tells why.

For the authors of plays and for the tests of the library. Whether a sentence says truly what it stands for is for a
reader: no program can tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qualifier.explanation.comparison import outcome_of
from qualifier.explanation.prospects import outcome_name
from qualifier.knowledge.faults import Fault, fault
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.causes import cause_of
from qualifier.training.plays import Play, lever_case, options_of, pooled_case, seat_case
from qualifier.training.switching import switches
from qualifier.words import LANGS, Lang, Text

HIDDEN = ("belief", "kept")


def play_faults(reasoner: Reasoner, play: Play) -> list[Fault]:
    """Return what does not hold in a role-play.

    Args:
        reasoner: the rules with their engine.
        play: the role-play.
    """
    checks = (_pooled, _seats, _secrets, _levers)
    return [*(found for check in checks for found in check(reasoner, play)), *_named(reasoner.base, play)]


def expected_outcome(play: Play) -> str:
    """Return the outcome that the scenario of a play expects: a form, or a reason to name none."""
    expected = play.scenario.expected
    return f"{UNDETERMINED}.{expected.because}" if expected.because else expected.form


def seat_outcomes(reasoner: Reasoner, play: Play) -> dict[str, str]:
    """Return the outcome that each seat reaches alone, by its card.

    Args:
        reasoner: the rules with their engine.
        play: the role-play.
    """
    return {card.id: outcome_of(reasoner.outline(seat_case(play, card.id))) for card in play.roles}


def _pooled(reasoner: Reasoner, play: Play) -> Iterator[Fault]:
    found, wanted = outcome_of(reasoner.outline(pooled_case(play))), expected_outcome(play)
    if found != wanted:
        names = [outcome_name(reasoner.base, one) for one in (found, wanted)]
        yield fault("play_pool_elsewhere", play.place("roles"), found=names[0], expected=names[1])


def _seats(reasoner: Reasoner, play: Play) -> Iterator[Fault]:
    wanted = expected_outcome(play)
    if all(found == wanted for found in seat_outcomes(reasoner, play).values()):
        name = outcome_name(reasoner.base, wanted)
        yield fault("play_same_from_every_seat", play.place("roles"), name=name)


def _secrets(reasoner: Reasoner, play: Play) -> Iterator[Fault]:
    """Nothing kept silent or wrongly believed explains why a seat reads the scene otherwise than the full file."""
    if reasoner.ahead is None:
        return
    for card in play.roles:
        seat = seat_case(play, card.id)
        mattering = switches(reasoner.ahead, options_of(seat), play.full).together
        if any(cause_of(play, card.id, one, seat.answers.get(one)).kind in HIDDEN for one in mattering):
            return
    yield fault("play_nothing_explains", play.place("roles"))


def _levers(reasoner: Reasoner, play: Play) -> Iterator[Fault]:
    now = outcome_of(reasoner.outline(play.scenario.case))
    if all(outcome_of(reasoner.outline(lever_case(play, lever))) == now for lever in play.levers):
        yield fault("play_levers_lead_nowhere", play.place("levers"), name=outcome_name(reasoner.base, now))


# --- names of forms ----------------------------------------------------------------------------------------


def _named(base: RuleBase, play: Play) -> Iterator[Fault]:
    """Names of forms in what players read: names of several words anywhere, a single word when it is the answer.

    A name that the story itself uses is a word of the scene, and not the solution.
    """
    stories: dict[Lang, str] = {"fr": play.scenario.story_fr, "en": play.scenario.story_en or ""}
    for lang in LANGS:
        names = [
            form.name.to(lang)
            for form in base.forms.values()
            if (" " in form.name.to(lang) or form.id == play.scenario.expected.form)
            and not _holds(stories[lang], form.name.to(lang))
        ]
        for path, said in _texts(play):
            for name in names:
                if _holds(said.to(lang), name):
                    yield fault("play_names_form", play.place(*path, lang), name=name)


def _texts(play: Play) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Yield what players read before and during the scene, with where it stands."""
    yield ("scene",), play.scene
    yield ("opening",), play.opening
    for card in play.roles:
        for holding in ("knows", "believes", "silent"):
            for rank, line in enumerate(getattr(card, holding)):
                yield ("roles", card.id, holding, rank, "say"), line.say
        for rank, want in enumerate(card.wants):
            yield ("roles", card.id, "wants", rank), want


def _holds(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(_plain(name))}\b", _plain(text)) is not None


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold().replace("\u2019", "'"))
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())
