"""A made case in words: its facts one by one, its opening, the scene and the first words of its role-play.

A fact is said by the sentence that the rules have for it, where one sentence stands for that answer alone; else as its
question and the answer, as one would read them aloud. The rest is drawn from the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from random import Random

from qualifier.knowledge.conditions import In
from qualifier.knowledge.models import Criterion, RuleBase, domains_of
from qualifier.knowledge.walk import questions_behind
from qualifier.training.making.made import Story, ToldFact
from qualifier.words import Text, join, message, messages


class Teller:
    """Says facts in the words of the rules."""

    def __init__(self, base: RuleBase) -> None:
        """Take the rules."""
        self.base = base
        self.said = cache(self._said)

    def told(self, options: Mapping[str, str]) -> tuple[ToldFact, ...]:
        """Say facts one by one, in the order of the questions."""
        return tuple(ToldFact(one, self.said(one, options[one])) for one in self.base.questions if one in options)

    def _said(self, question: str, option: str) -> Text:
        if question in self.base.said:
            return self.base.said[question][option]
        for criterion in self.base.criteria.values():
            sentence = _own_sentence(self.base, criterion, question, option)
            if sentence is not None:
                return sentence
        ask, label = self.base.questions[question].ask, self.base.questions[question].option(option).label
        after = Text(_after(ask.fr, label.fr), _after(ask.en, label.en))
        return message("training", "made_fact", ask=ask, answer=after)


def _own_sentence(base: RuleBase, criterion: Criterion, question: str, option: str) -> Text | None:
    """Return the sentence of the level that this answer alone makes, if the criterion reads nothing else."""
    if questions_behind(base, In(criterion.id, frozenset())) != {question}:
        return None
    left = set(domains_of(base)[question])
    for level in criterion.levels:
        if level.when is not None and not isinstance(level.when, In):
            return None
        taken = left if level.when is None else left & level.when.values
        if option in taken:
            return level.because if len(taken) == 1 else None
        left -= taken
    return None


def _after(ask: str, label: str) -> str:
    """Return an answer as it is written after its question: after a colon, it goes on with the sentence."""
    return label[:1].lower() + label[1:] if ask.rstrip().endswith(":") else label


def story(teller: Teller, options: Mapping[str, str], chance: Random) -> Story:
    """Return the story of a case: an opening that tells no fact, then the facts.

    Args:
        teller: says the facts.
        options: what is known.
        chance: where the draws come from.
    """
    where = message("training", "made_where", field=drawn("made_field", chance))
    return Story(
        join([where, drawn("made_occasion", chance), message("training", "made_gathered")]), teller.told(options)
    )


def drawn(start: str, chance: Random) -> Text:
    """Draw one of the messages whose name begins so.

    Args:
        start: the beginning of their names.
        chance: where the draw comes from.
    """
    return chance.choice(_beginning(start))


@lru_cache(maxsize=32)
def _beginning(start: str) -> list[Text]:
    return [text for name, text in messages("training").items() if name.startswith(f"{start}_")]
