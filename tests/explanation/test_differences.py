"""What differs from what a scenario expects, in sentences."""

from dataclasses import replace

import pytest

from qualifier.explanation.differences import differences
from qualifier.knowledge.cases import Answer, Case, Expected, Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import Text, message
from tests.support import Qualified

ANSWERS = {"house": Answer("other"), "work": Answer("dug"), "harvest": Answer("unsaid")}
AS_EXPECTED = Expected(
    form="digging_together",
    status="settled",
    because=None,
    accept=(),
    origin=None,
    must=("digging_together.dug",),
    must_not=("shared_garden.dug_and_agreed",),
    alerts=(),
)


def told(reasoner: Reasoner, expected: Expected, answers: dict[str, Answer]) -> list[Text]:
    case = Case("c", answers)
    scenario = Scenario(case, Text("t", "t"), "s", None, ("inference",), expected, "c.yaml")
    return list(differences(reasoner.base, scenario, reasoner.qualify(case)))


def test_nothing_is_said_of_a_scenario_that_gives_what_it_expects(small_reasoner: Reasoner) -> None:
    assert told(small_reasoner, AS_EXPECTED, ANSWERS) == []


@pytest.mark.parametrize(
    ("change", "french", "english"),
    [
        (
            {"form": "shared_garden"},
            "forme attendue : jardin partagé ; obtenue : coup de main",
            "form expected: shared garden; found: a helping hand",
        ),
        (
            {"form": "undetermined", "because": "too_early"},
            "forme attendue : trop tôt ; obtenue : coup de main",
            "form expected: too early; found: a helping hand",
        ),
        (
            {"status": "undetermined"},
            "état attendu : indéterminé ; obtenu : établi par vos réponses",
            "status expected: undetermined; found: settled by your answers",
        ),
        (
            {"must": ("shared_garden.sign_painted",)},
            "raison attendue et absente : shared_garden.sign_painted (Un écriteau le dit.)",
            "reason expected and absent: shared_garden.sign_painted (A sign says so.)",
        ),
        (
            {"must_not": ("digging_together.dug",)},
            "raison présente alors qu'elle ne devrait pas l'être : digging_together.dug (On a bêché à deux.)",
            "reason present that should not be: digging_together.dug (Two people dug.)",
        ),
        (
            {"alerts": ("sign_without_act",)},
            "alerte attendue et absente : sign_without_act (L'écriteau promet un jardin que personne ne bêche.)",
            "alert expected and absent: sign_without_act (The sign promises a garden that nobody digs.)",
        ),
    ],
)
def test_each_difference_is_one_sentence(
    small_reasoner: Reasoner, change: dict[str, str], french: str, english: str
) -> None:
    assert told(small_reasoner, replace(AS_EXPECTED, **change), ANSWERS) == [Text(french, english)]  # type: ignore[arg-type]


def test_an_answer_on_a_branch_that_the_others_close_is_a_difference(small_reasoner: Reasoner) -> None:
    answers = {**ANSWERS, "since": Answer("years")}

    assert told(small_reasoner, AS_EXPECTED, answers) == [
        Text(
            "réponse donnée à une question que les autres réponses ferment : Depuis quand voisinez-vous ?",
            "answer given to a question that the other answers close: Since when have you been neighbours?",
        )
    ]


def test_another_origin_than_expected_is_told(
    reasoner: Reasoner, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    imposed = next(one for one in library if one.expected.origin == "imposed")
    elsewhere = replace(imposed, expected=replace(imposed.expected, origin="shared"))

    found = differences(reasoner.base, elsewhere, library_verdicts[imposed.case.id].verdict)

    steps = reasoner.base.axes["origin"]
    names = (steps.level("shared").name, steps.level("imposed").name)
    assert found == (message("scenarios", "origin_differs", expected=names[0], found=names[1]),)
    assert names[0].en in found[0].en
