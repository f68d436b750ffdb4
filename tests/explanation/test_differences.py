"""What differs from what a scenario expects, in sentences."""

from dataclasses import replace

import pytest

from qualifier.explanation.differences import differences
from qualifier.knowledge.cases import Answer, Case, Expected, Scenario
from qualifier.knowledge.models import RuleBase
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
    return list(differences(reasoner, scenario, reasoner.qualify(case)))


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

    found = differences(reasoner, elsewhere, library_verdicts[imposed.case.id].verdict)

    steps = reasoner.base.axes["origin"]
    names = (steps.level("shared").name, steps.level("imposed").name)
    assert found == (message("scenarios", "origin_differs", expected=names[0], found=names[1]),)
    assert names[0].en in found[0].en


# --- other schools -----------------------------------------------------------------------------------------

TALKED = {"house": Answer("other"), "sign": Answer("painted"), "work": Answer("talked")}
SCHOOLED = Expected(
    form="good_neighbours",
    status="settled",
    because=None,
    accept=(),
    origin=None,
    must=(),
    must_not=(),
    alerts=(),
    readings={"harvest": ("good_neighbours", "settled")},
    scales={"closeness.step": "hedge", "true_garden.dug": "fails", "views.open_view": "open"},
    partner_words=("neighbour",),
    rights=("sign_seen",),
    debates=("hedge",),
)


@pytest.fixture(scope="module")
def garden(schooled: RuleBase) -> Reasoner:
    return Reasoner(schooled)


def test_nothing_is_said_of_what_other_schools_say_as_expected(garden: Reasoner) -> None:
    outside = replace(SCHOOLED, form="household", scales={"closeness.step": "outside"}, partner_words=(), debates=())
    same = {"house": Answer("same"), "sign": Answer("painted")}

    assert told(garden, SCHOOLED, TALKED) == []
    assert told(garden, replace(outside, readings={"harvest": ("household", "settled")}), same) == []


@pytest.mark.parametrize(
    ("change", "french", "english"),
    [
        pytest.param(
            {"readings": {"harvest": ("shared_garden", "settled")}},
            "dans la lecture de la récolte (Abel), on attendait : jardin partagé (établi par vos réponses) ; "
            "le résultat est : bon voisinage (établi par vos réponses)",
            "in the harvest reading (Abel), expected: shared garden (settled by your answers); "
            "found: good neighbours (settled by your answers)",
            id="a form that the other reading does not know",
        ),
        pytest.param(
            {"readings": {"harvest": ("shared_harvest", "settled")}},
            "dans la lecture de la récolte (Abel), on attendait : récolte partagée (établi par vos réponses) ; "
            "le résultat est : bon voisinage (établi par vos réponses)",
            "in the harvest reading (Abel), expected: shared harvest (settled by your answers); "
            "found: good neighbours (settled by your answers)",
            id="a form that it alone knows",
        ),
        pytest.param(
            {"readings": {"harvest": ("undetermined", "undetermined")}},
            "dans la lecture de la récolte (Abel), on attendait : indéterminé ; "
            "le résultat est : bon voisinage (établi par vos réponses)",
            "in the harvest reading (Abel), expected: undetermined; found: good neighbours (settled by your answers)",
            id="no form",
        ),
        pytest.param(
            {"scales": {"closeness.step": "together"}},
            "sur l'échelle « la proximité de Dupré », ligne « le pas fait », on attendait : ensemble ; "
            "le résultat est : la haie",
            "on the scale “Dupré's closeness”, line “the step taken”, expected: together; found: the hedge",
            id="a rung",
        ),
        pytest.param(
            {"scales": {"true_garden.dug": "outside"}},
            "sur l'échelle « le vrai jardin d'Abel », ligne « bêché », on attendait : l'échelle n'en dit rien ; "
            "le résultat est : manque",
            "on the scale “Abel's true garden”, line “dug”, expected: the scale says nothing of it; found: missing",
            id="nothing to say",
        ),
        pytest.param(
            {"scales": {"views.open_view": "holds"}},
            "sur l'échelle « les vues », ligne « vue ouverte », on attendait : oui ; "
            "le résultat est : les réponses ne le disent pas encore",
            "on the scale “the views”, line “open view”, expected: yes; found: the answers do not tell yet",
            id="a line that is open",
        ),
    ],
)
def test_each_difference_with_what_another_school_says_is_one_sentence(
    garden: Reasoner, change: dict[str, object], french: str, english: str
) -> None:
    assert told(garden, replace(SCHOOLED, **change), TALKED) == [Text(french, english)]  # type: ignore[arg-type]


def test_what_schools_were_to_say_and_do_not_is_told_with_its_words(garden: Reasoner) -> None:
    dug = {"house": Answer("other"), "sign": Answer("none"), "work": Answer("dug"), "harvest": Answer("shared")}
    expected = replace(SCHOOLED, form="shared_garden", readings={}, scales={})

    assert told(garden, expected, dug) == [
        Text(
            "le mot « partenaire » devait se discuter, et rien n'en est dit : neighbour (un voisin à qui l'on parle)",
            "the word “partner” was to be discussed, and nothing is said of it: neighbour (a neighbour people talk to)",
        ),
        Text(
            "ce que disent les textes de loi, attendu et absent : sign_seen (Un écriteau se voit de la rue.)",
            "what legal texts say, expected and absent: sign_seen (A sign is seen from the street.)",
        ),
        Text(
            "désaccord entre auteurs attendu et absent : hedge (Faut-il une haie ?)",
            "disagreement between authors expected and absent: hedge (Is a hedge needed?)",
        ),
    ]


def test_more_than_was_expected_of_other_schools_is_no_difference(garden: Reasoner) -> None:
    assert told(garden, replace(SCHOOLED, scales={}, partner_words=(), rights=(), debates=()), TALKED) == []
