"""Practice alone at the terminal, by numbered lists: what is kept and when, how it is left, resumed and ended."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest

from qualifier.cli.output import console
from qualifier.cli.practising import practise
from qualifier.knowledge.cases import Answer
from qualifier.knowledge.faults import FaultsFound
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.exercises import Exercise
from qualifier.training.practice import Practice, practice_text
from qualifier.words import Lang, Text

GARDEN = Exercise(
    "garden",
    Text("Le jardin", "The garden"),
    Text("Deux portes.\n\n« Qui bêche ? »", "Two doors.\n\n“Who digs?”"),
    {"house": Answer("other"), "work": Answer("dug"), "harvest": Answer("shared")},
    "shared_garden",
)

HOUSES, WORK = "Les maisons", ("Le jardin", "Qu'avez-vous fait")
MADE_UP, THEMES, BEFORE = "Je me prononce", "Revenir aux thèmes", "Revenir au choix"
THE_FIVE, OTHERS, CANNOT_TELL = "L'un des cinq", "Une autre façon", "Avec ces faits"


class Sitting:
    """An exercise held with replies known in advance, and what was kept of it.

    A choice is found by the start of its words on the screen, never by its rank; anything else is typed as it is.
    """

    def __init__(self, reasoner: Reasoner, monkeypatch: pytest.MonkeyPatch, lang: Lang = "fr") -> None:
        self.reasoner = reasoner
        self.lang = lang
        self.screen = io.StringIO()
        self.kept: list[str] = []
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("ACCESSIBLE", "1")

    def hold(self, *replies: str | type[BaseException]) -> Practice | None:
        """Hold the exercise, resumed from what was kept last; a reply may be an exception to be raised."""
        typed: Iterator[str | type[BaseException]] = iter(replies)

        def reply(_: str) -> str:
            one = next(typed)
            if not isinstance(one, str):
                raise one
            return self.rank(one) or one

        self._monkeypatch.setattr("builtins.input", reply)
        kept = self.kept[-1] if self.kept else None
        return practise(self.reasoner, GARDEN, kept, self.kept.append, console(self.screen), self.lang)

    def rank(self, words: str) -> str | None:
        """Return the number of the choice on the screen whose words begin so, if there is one."""
        found = re.findall(rf"^ +(\d+)\. {re.escape(words)}", self.shown, re.MULTILINE)
        return found[-1] if words and found else None

    @property
    def shown(self) -> str:
        return self.screen.getvalue()


@pytest.fixture
def sitting(small_reasoner: Reasoner, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    return Sitting(small_reasoner, monkeypatch)


def test_facts_are_asked_for_then_a_form_is_committed_to_and_the_lesson_shown(sitting: Sitting) -> None:
    practice = sitting.hold(*WORK, MADE_UP, OTHERS, "coup de main", "On a bêché.")

    assert practice is not None
    assert practice.asked == ("work",)
    assert practice.commitment is not None
    assert (practice.commitment.form, practice.commitment.why) == ("digging_together", "On a bêché.")
    assert "→ On a bêché à deux" in sitting.shown
    assert "Le dossier entier donne autre chose : jardin partagé." in sitting.shown
    assert "« Qui bêche ? »" in sitting.shown


def test_each_step_is_kept_as_soon_as_it_is_made(sitting: Sitting, small_reasoner: Reasoner) -> None:
    sitting.hold(*WORK, MADE_UP, CANNOT_TELL, "")
    begun = Practice(small_reasoner.decisions, GARDEN)
    steps = (begun, begun.ask("work"), begun.ask("work").commit(None))

    assert sitting.kept == list(map(practice_text, steps))


def test_left_by_the_quit_key_it_is_resumed_with_its_facts(sitting: Sitting) -> None:
    assert sitting.hold(*WORK, "q") is None
    assert "L'exercice est gardé" in sitting.shown

    practice = sitting.hold("Le jardin", "Depuis quand", MADE_UP, CANNOT_TELL, "")

    assert "Vos faits" in sitting.shown
    assert practice is not None
    assert practice.asked == ("work", "since")


@pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError])
@pytest.mark.parametrize(
    "before", [(), WORK[:1], WORK, (*WORK, MADE_UP), (*WORK, MADE_UP, OTHERS), (*WORK, MADE_UP, CANNOT_TELL)]
)
def test_interrupted_at_any_prompt_it_is_kept(
    sitting: Sitting, before: tuple[str, ...], end: type[BaseException]
) -> None:
    with pytest.raises(end):
        sitting.hold(*before, end)

    assert "L'exercice est gardé" in sitting.shown
    assert ('"work"' in sitting.kept[-1]) is (len(before) >= 2)


def test_one_may_come_back_from_a_theme_and_from_each_step_of_making_up_ones_mind(sitting: Sitting) -> None:
    practice = sitting.hold(HOUSES, THEMES, MADE_UP, THEMES, MADE_UP, OTHERS, BEFORE, THE_FIVE, "jardin partagé", "")

    assert practice is not None
    assert practice.asked == ()
    assert practice.commitment is not None
    assert practice.commitment.form == "shared_garden"


def test_the_story_and_the_facts_are_read_again_on_demand(sitting: Sitting) -> None:
    sitting.hold(HOUSES, "Est-ce la même", "?", "q")

    assert sitting.shown.count("Deux portes.") == 2
    assert "  - Est-ce la même maison ? → Non, une autre" in sitting.shown


def test_a_theme_of_which_all_was_asked_is_no_longer_proposed(sitting: Sitting) -> None:
    sitting.hold(HOUSES, "Est-ce la même", HOUSES, "Y a-t-il", "q")

    assert "Les maisons (1)" in sitting.shown
    assert sitting.shown.count("Les maisons (") == 4  # twice listed, twice read back


def test_a_kept_text_that_cannot_be_read_is_told_and_the_exercise_begins_anew(sitting: Sitting) -> None:
    sitting.kept.append("{")

    assert sitting.hold("q") is None
    assert "[record_damaged]" in sitting.shown


def test_a_kept_text_of_another_exercise_is_not_written_over(sitting: Sitting) -> None:
    sitting.kept.append('{"format": 1, "exercise": "orchard", "asked": []}')
    with pytest.raises(FaultsFound):
        sitting.hold("q")

    assert len(sitting.kept) == 1


def test_a_practice_that_was_committed_to_is_resumed_at_its_lesson(sitting: Sitting, small_reasoner: Reasoner) -> None:
    done = Practice(small_reasoner.decisions, GARDEN).ask("work").commit("shared_garden")
    sitting.kept.append(practice_text(done))

    assert sitting.hold() == done
    assert "Ce que montre cet exercice" in sitting.shown


def test_what_looks_like_a_name_in_the_reasons_is_pointed_out(sitting: Sitting) -> None:
    practice = sitting.hold(MADE_UP, CANNOT_TELL, "Mme Martin le dit.", "Écrire plutôt")

    assert practice is not None
    assert practice.commitment is not None
    assert "Martin" not in practice.commitment.why
