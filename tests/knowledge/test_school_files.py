"""What other schools say: how its files are read, and what each of them must satisfy on its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualifier.knowledge.conditions import Any, In
from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import NO, YES, RuleBase
from qualifier.knowledge.snapshot import packed, unpacked_rules
from qualifier.words import LANGS, Text
from tests.knowledge.test_talk_rules import DEBATES
from tests.support import small_rules

OTHERS = """\
theme: others
name: {fr: "Pour d'autres écoles", en: "For other schools"}
extra: true
ask_when: {K1: [other]}
questions:
  fence:
    ask: {fr: "Quelle haie y a-t-il ?", en: "What hedge is there?"}
    ask_when: {K2: [talked, dug]}
    options:
      none: {fr: "Aucune", en: "None"}
      low: {fr: "Une haie basse", en: "A low one"}
      high: {fr: "Une haie haute", en: "A high one"}
    help: {fr: "Haute : on ne voit pas par-dessus.", en: "High: nobody sees over it."}
    example: {fr: "Un mètre : basse.", en: "One metre: low."}
    why: {fr: "On se parle mieux quand on se voit.", en: "People talk better when they see one another."}
    could_tell: {fr: "le facteur", en: "the postman"}
    source: [garden_book]
    team_can_act: true
"""
HARVEST = """\
reading: harvest
name: {fr: "lecture de la récolte (Abel)", en: "harvest reading (Abel)"}
announced: {fr: "Lecture de la récolte, d'après une lettre.", en: "Harvest reading, after a letter."}
says: {fr: "Un jardin se reconnaît à sa récolte.", en: "A garden is known by its harvest."}
source: [lost_letter]
forms:
  shared_harvest:
    kind: type
    name: {fr: "récolte partagée", en: "shared harvest"}
    headline: {fr: "C'est une récolte partagée.", en: "This is a shared harvest."}
    definition: {fr: "On partage ce qui a poussé.", en: "People share what has grown."}
    source: [lost_letter]
    precedence: 25
    precedence_reason: {fr: "La récolte dit tout.", en: "The harvest says it all."}
    deciders: [K3]
    arguments:
      agreed:
        confirms: {K2: [dug], K3: [agreed]}
        because: {fr: "On avait convenu du partage.", en: "The shares were agreed."}
        source: [lost_letter]
      nothing_to_share:
        excludes: {any: [{K2: [nothing, talked]}, {K3: [unsaid]}]}
        because: {fr: "Rien n'est à partager.", en: "There is nothing to share."}
        source: [lost_letter]
      sign_painted:
        supports: {sign: [painted]}
        because: {fr: "L'écriteau l'annonce.", en: "The sign announces it."}
        source: [inference]
    confusions:
      digging_together: {fr: "Bêcher ne suffit pas.", en: "Digging is not enough."}
    risks:
      - {fr: "Compter les fraises.", en: "Counting strawberries."}
changes:
  shared_garden:
    leaves: true
  good_neighbours:
    precedence: 15
    precedence_reason: {fr: "Parler passe avant tout.", en: "Talk comes first."}
    without: [hedge_talk]
    arguments:
      talk_or_sign:
        confirms: {any: [{K2: [talked]}, {K2: [dug], K3: [unsaid], sign: [painted]}]}
        because: {fr: "Un mot ou un écriteau, c'est déjà parler.", en: "A word or a sign is talk already."}
        source: [lost_letter, inference]
      no_word:
        excludes: {any: [{K2: [nothing]}, {K2: [dug], sign: [none]}, {K2: [dug], K3: [agreed]}]}
        because: {fr: "Il n'y a pas eu de mot.", en: "There was no word."}
        source: [inference]
    confusions:
      shared_harvest: {fr: "Il y faudrait une récolte.", en: "It would take a harvest."}
advice:
  weigh_it:
    works_on: K3
    forms: [shared_harvest]
    when: {K3: [agreed]}
    say: {fr: "Pesez les paniers ensemble.", en: "Weigh the baskets together."}
    source: [inference]
"""
SCALES = """\
scales:
  closeness:
    name: {fr: "la proximité de Dupré", en: "Dupré's closeness"}
    about: {fr: "Jusqu'où l'on va au jardin.", en: "How far people go in the garden."}
    kind: ladder
    chapter: ladders
    caution: {fr: "Dupré n'a vu que deux jardins.", en: "Dupré saw two gardens only."}
    source: [garden_book, inference]
    rungs:
      apart: {name: {fr: "à part", en: "apart"}}
      hedge: {name: {fr: "la haie", en: "the hedge"}, means: {fr: "On se parle.", en: "People talk."}, term: hedge}
      together: {name: {fr: "ensemble", en: "together"}}
    lines:
      step:
        name: {fr: "le pas fait", en: "the step taken"}
        at:
          apart: {K2: [nothing]}
          hedge: {K2: [talked]}
          together: {K2: [dug]}
        outside: {when: {K1: [same]}, say: {fr: "On n'est pas voisin de soi.", en: "Nobody is their own neighbour."}}
  true_garden:
    name: {fr: "le vrai jardin d'Abel", en: "Abel's true garden"}
    about: {fr: "Ce qu'il faut pour le dire.", en: "What it takes to say so."}
    kind: parts
    chapter: definitions
    source: [lost_letter]
    lines:
      dug:
        name: {fr: "bêché", en: "dug"}
        at: {holds: {K2: [dug]}, fails: {any: [{K1: [same]}, {K2: [nothing, talked]}]}}
        toward: {fr: "Prendre chacun une bêche.", en: "Each taking a spade."}
      agreed:
        name: {fr: "convenu", en: "agreed"}
        means: {fr: "Le partage est dit.", en: "The shares are said."}
        at: {holds: {K3: [agreed]}, fails: {any: [{K1: [same]}, {K2: [nothing, talked]}, {K3: [unsaid]}]}}
        toward: {fr: "Dire le partage.", en: "Saying the shares."}
        source: [garden_book]
  signs:
    name: {fr: "les actes et les mots", en: "acts and words"}
    about: {fr: "Ce qui se voit.", en: "What can be seen."}
    kind: table
    chapter: networks
    source: [garden_book]
    rungs:
      loose: {name: {fr: "lâche", en: "loose"}}
      tight: {name: {fr: "serré", en: "tight"}}
    lines:
      words:
        name: {fr: "les mots", en: "the words"}
        at: {loose: {sign: [none]}, tight: {sign: [painted]}}
      acts:
        name: {fr: "les actes", en: "the acts"}
        at: {loose: {any: [{K1: [same]}, {K2: [nothing, talked]}]}, tight: {K2: [dug]}}
  seasons:
    name: {fr: "les saisons", en: "the seasons"}
    about: {fr: "Où l'on en est.", en: "How far things have come."}
    kind: stages
    chapter: stages
    source: [garden_book]
    lines:
      talk:
        name: {fr: "se parler", en: "talking"}
        at: {holds: {K2: [talked, dug]}, fails: {K2: [nothing]}}
        outside: {when: {K1: [same]}, say: {fr: "Une seule maison.", en: "One house only."}}
      agree:
        name: {fr: "convenir", en: "agreeing"}
        at: {holds: {K3: [agreed]}, fails: {any: [{K2: [nothing, talked]}, {K3: [unsaid]}]}}
        outside: {when: {K1: [same]}, say: {fr: "Une seule maison.", en: "One house only."}}
        toward: {fr: "Dire qui aura quoi.", en: "Saying who will have what."}
      dig:
        name: {fr: "bêcher", en: "digging"}
        at: {holds: {K2: [dug]}, fails: {K2: [nothing, talked]}}
        outside: {when: {K1: [same]}, say: {fr: "Une seule maison.", en: "One house only."}}
  views:
    name: {fr: "les vues", en: "the views"}
    about: {fr: "Ce que l'on voit du jardin.", en: "What can be seen of the garden."}
    kind: several
    chapter: territory
    source: [garden_book]
    lines:
      open_view:
        name: {fr: "vue ouverte", en: "open view"}
        at: {holds: {fence: [none, low]}, fails: {fence: [high]}}
        outside: {when: {any: [{K1: [same]}, {K2: [nothing]}]}, say: {fr: "Rien à voir.", en: "Nothing to see."}}
"""
WORDS = """\
partner_words:
  neighbour:
    who: {fr: "un voisin à qui l'on parle", en: "a neighbour people talk to"}
    when: {K2: [talked]}
    yes: {say: {fr: "Parler engage.", en: "Talk commits."}, source: [garden_book]}
    no: {say: {fr: "Parler n'engage à rien.", en: "Talk commits to nothing."}, source: [lost_letter]}
    better: {fr: "bon voisin", en: "good neighbour"}
    source: [inference]
"""
RIGHTS = """\
texts:
  hedge_law:
    name: {fr: "la loi des haies", en: "the hedge law"}
    dated: "1804-03-21"
    check_by: "2027-01-01"
    says: {fr: "Une haie a deux côtés.", en: "A hedge has two sides."}
    source: [garden_book]
rights:
  sign_seen:
    about: frame
    when: {sign: [painted]}
    say: {fr: "Un écriteau se voit de la rue.", en: "A sign is seen from the street."}
    texts: [hedge_law]
    settle: [{fr: "Qui l'a peint ?", en: "Who painted it?"}]
    source: [inference]
"""
LIMITS = """\
limits:
  seeds:
    say: {fr: "Nul n'a compté les graines.", en: "Nobody counted the seeds."}
    touches: {fr: "la récolte", en: "the harvest"}
    who: {fr: "le grainetier", en: "the seedsman"}
    source: [inference]
"""
GLOSSARY = """\
terms:
  hedge:
    term: {fr: "haie", en: "hedge"}
    means: {fr: "Ce qui pousse entre deux jardins.", en: "What grows between two gardens."}
    false_friend: {fr: "En anglais, to hedge veut dire ne pas s'engager.", en: "Une haie never means a safe bet."}
    source: [garden_book]
"""
FILES = {
    "questions/90_others.yaml": OTHERS,
    "readings/20_harvest.yaml": HARVEST,
    "scales/10_garden.yaml": SCALES,
    "partner_words.yaml": WORDS,
    "rights.yaml": RIGHTS,
    "limits.yaml": LIMITS,
    "glossary.yaml": GLOSSARY,
    "debates.yaml": DEBATES,
}


def with_schools(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the small rules with what other schools say, some texts of these files changed: file, old, new."""
    small_rules(folder)
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    for name, old, new in changes:
        content = (folder / name).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{name}: {old!r} stands there {content.count(old)} times"
        (folder / name).write_text(content.replace(old, new), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def schooled(tmp_path_factory: pytest.TempPathFactory) -> RuleBase:
    return load_rules(with_schools(tmp_path_factory.mktemp("schools") / "rules"))


# --- how the files are read --------------------------------------------------------------------------------


def test_a_scale_is_read_with_its_rungs_its_lines_and_their_places(schooled: RuleBase) -> None:
    closeness = schooled.scales["closeness"]
    (step,) = closeness.lines

    assert list(schooled.scales) == ["closeness", "true_garden", "signs", "seasons", "views"]
    assert (list(closeness.rungs), closeness.rungs["hedge"].term) == (["apart", "hedge", "together"], "hedge")
    assert (step.id, step.at["hedge"]) == ("closeness.step", In("K2", frozenset({"talked"})))
    assert (step.outside, step.outside_say) == (
        In("K1", frozenset({"same"})),
        Text("On n'est pas voisin de soi.", "Nobody is their own neighbour."),
    )
    assert str(schooled.places["scale:closeness"]) == "scales/10_garden.yaml:2 (scales.closeness)"
    assert str(schooled.places["scale_line:closeness.step"]).startswith("scales/10_garden.yaml:14 ")


def test_a_line_rests_on_the_works_of_its_scale_unless_it_names_its_own(schooled: RuleBase) -> None:
    dug, agreed = schooled.scales["true_garden"].lines

    assert (dug.source, agreed.source) == (("lost_letter",), ("garden_book",))


@pytest.mark.parametrize(
    ("scale", "names"),
    [
        ("true_garden", (Text("tient", "holds"), Text("manque", "missing"))),
        ("seasons", (Text("fait", "done"), Text("pas fait", "not done"))),
        ("views", (Text("oui", "yes"), Text("non", "no"))),
    ],
)
def test_lines_that_hold_or_not_have_two_rungs_named_after_what_the_scale_is(
    schooled: RuleBase, scale: str, names: tuple[Text, Text]
) -> None:
    rungs = schooled.scales[scale].rungs

    assert list(rungs) == [YES, NO]
    assert tuple(rung.name for rung in rungs.values()) == names


def test_the_word_partner_texts_rights_and_limits_are_read_with_their_places(schooled: RuleBase) -> None:
    word, right, law = schooled.partner_words["neighbour"], schooled.rights["sign_seen"], schooled.texts["hedge_law"]

    assert (word.yes.source, word.no.source) == (("garden_book",), ("lost_letter",))
    assert (right.texts, right.settle) == (("hedge_law",), (Text("Qui l'a peint ?", "Who painted it?"),))
    assert (law.dated, law.check_by) == ("1804-03-21", "2027-01-01")
    assert schooled.limits["seeds"].who.en == "the seedsman"
    placed = ("partner_word:neighbour", "right:sign_seen", "text:hedge_law", "limit:seeds", "reading:harvest")
    assert all(schooled.places[one].line > 0 for one in placed)


def test_a_reading_is_read_with_what_it_adds_and_what_it_changes(schooled: RuleBase) -> None:
    harvest = schooled.readings["harvest"]
    leaving, ranked = harvest.changes

    assert (schooled.reading, list(schooled.readings)) == ("strict", ["harvest", "strict"])
    assert ([form.id for form in harvest.forms], [step.id for step in harvest.advice]) == (
        ["shared_harvest"],
        ["weigh_it"],
    )
    assert (leaving.form, leaving.leaves) == ("shared_garden", True)
    assert (ranked.form, ranked.precedence, ranked.without) == (
        "good_neighbours",
        15,
        ("good_neighbours.hedge_talk",),
    )
    assert isinstance(ranked.arguments[0].when, Any)
    assert str(schooled.places["argument:good_neighbours.talk_or_sign"]).startswith("readings/20_harvest.yaml:")


def test_what_a_reading_adds_is_not_in_the_usual_one(schooled: RuleBase, small_base: RuleBase) -> None:
    assert schooled.forms == small_base.forms
    assert schooled.advice == small_base.advice


def test_questions_of_a_theme_for_other_schools_are_marked(schooled: RuleBase) -> None:
    assert [id_ for id_, one in schooled.questions.items() if one.extra] == ["fence"]


def test_rules_without_these_files_have_none_of_it(small_base: RuleBase) -> None:
    tables = (small_base.scales, small_base.partner_words, small_base.texts, small_base.rights, small_base.limits)

    assert [len(table) for table in tables] == [0] * 5
    assert list(small_base.readings) == ["strict"]


def test_it_all_comes_back_from_a_snapshot_as_it_was(schooled: RuleBase) -> None:
    again = unpacked_rules(json.loads(json.dumps(packed(schooled))))

    assert again == schooled
    for table in ("readings", "scales", "partner_words", "texts", "rights", "limits"):
        assert list(getattr(again, table)) == list(getattr(schooled, table))
    assert list(again.scales["closeness"].rungs) == ["apart", "hedge", "together"]
    assert list(again.scales["closeness"].lines[0].at) == ["apart", "hedge", "together"]


# --- what they must satisfy --------------------------------------------------------------------------------

QUESTIONS, READING, SCALE = "questions/90_others.yaml", "readings/20_harvest.yaml", "scales/10_garden.yaml"
SECOND_LINE = """\
      again:
        name: {fr: "encore", en: "again"}
        at: {apart: {sign: [none]}, hedge: {sign: [painted]}}
  true_garden:
"""
WIDE = ", ".join(["{any: [{house: [same]}, {sign: [painted]}]}"] * 9)
TOGETHER = "          together: {K2: [dug]}\n"
TRIALS = [
    pytest.param(code, file, old, new, at, id=title)
    for title, code, file, old, new, at in [
        (
            "an extra question that decides of a form in one reading",
            "extra_decides",
            READING,
            "confirms: {K2: [dug], K3: [agreed]}",
            "confirms: {K2: [dug], K3: [agreed], fence: [low]}",
            "      agreed:",
        ),
        (
            "an extra question that decides of a level",
            "extra_decides",
            "criteria.yaml",
            "when: {harvest: [shared]}",
            "when: {harvest: [shared], fence: [low]}",
            "  K3:",
        ),
        (
            "an extra question that decides of an alert",
            "extra_decides",
            "alerts.yaml",
            "when: {sign: [painted], K2: [nothing]}",
            "when: {sign: [painted], fence: [high]}",
            "  sign_without_act:",
        ),
        ("a ladder of two lines", "scale_shape", SCALE, "  true_garden:\n", SECOND_LINE, "  closeness:"),
        (
            "parts with rungs of their own",
            "scale_shape",
            SCALE,
            "    kind: parts\n",
            '    kind: parts\n    rungs: {loose: {name: {fr: "l", en: "l"}}}\n',
            "  true_garden:",
        ),
        (
            "a line that speaks of a rung that is not there",
            "rung_unknown",
            SCALE,
            TOGETHER,
            f"{TOGETHER}          beyond: {{sign: [painted]}}\n",
            "          beyond:",
        ),
        (
            "a line that neither holds nor fails",
            "rung_unknown",
            SCALE,
            "fails: {fence: [high]}}",
            "fails: {fence: [high]}, falls: {sign: [none]}}",
            "        at:",
        ),
        (
            "a rung that no line speaks of",
            "rung_unused",
            SCALE,
            "      apart: {name",
            '      far: {name: {fr: "loin", en: "far"}}\n      apart: {name',
            "      far:",
        ),
        ("a rung with a term that is not there", "term_unknown", SCALE, "term: hedge", "term: hegde", "      hedge:"),
        (
            "a right on a text that is not there",
            "text_unknown",
            "rights.yaml",
            "[hedge_law]",
            "[hedge_lwa]",
            "    texts:",
        ),
        (
            "a reading without an argument that is not there",
            "argument_unknown",
            READING,
            "[hedge_talk]",
            "[hedge_tlak]",
            "    without:",
        ),
        (
            "a reading that changes a form that is not there",
            "form_unknown",
            READING,
            "  shared_garden:\n",
            "  shared_gardn:\n",
            "  shared_gardn:",
        ),
        (
            "a step of a reading for a form that it does not know",
            "form_unknown",
            READING,
            "forms: [shared_harvest]",
            "forms: [shared_harvst]",
            "    forms:",
        ),
        (
            "a form of a reading taken for one that is not there",
            "form_unknown",
            READING,
            "      shared_harvest: {fr",
            "      shared_harvst: {fr",
            "      shared_harvst:",
        ),
        (
            "two forms that speak at the same rank in one reading",
            "precedence_shared",
            READING,
            "precedence: 25",
            "precedence: 30",
            "  shared_harvest:",
        ),
        (
            "a step of a reading on what the team cannot change",
            "advice_out_of_reach",
            READING,
            "works_on: K3",
            "works_on: K1",
            "  weigh_it:",
        ),
        (
            "a condition of a reading too wide to be read",
            "condition_too_wide",
            READING,
            "confirms: {K2: [dug], K3: [agreed]}",
            f"confirms: {{all: [{WIDE}]}}",
            "      agreed:",
        ),
        (
            "a condition of a line too wide to be read",
            "condition_too_wide",
            SCALE,
            "apart: {K2: [nothing]}",
            f"apart: {{all: [{WIDE}]}}",
            "      step:",
        ),
        (
            "a side of the word partner that cites no work",
            "side_without_work",
            "partner_words.yaml",
            "source: [lost_letter]",
            "source: [inference]",
            "    no:",
        ),
        (
            "a text to be checked on no day",
            "value_wrong",
            "rights.yaml",
            'check_by: "2027-01-01"',
            'check_by: "soon"',
            "    check_by:",
        ),
        ("a scale of no known kind", "value_wrong", SCALE, "kind: several", "kind: stairs", "    kind: stairs"),
        (
            "a scale in no known chapter",
            "value_wrong",
            SCALE,
            "chapter: territory",
            "chapter: roofs",
            "    chapter: roofs",
        ),
        (
            "a line outside of which nothing is said",
            "key_missing",
            SCALE,
            ', say: {fr: "Rien à voir.", en: "Nothing to see."}}',
            "}",
            "        outside:",
        ),
        ("a right with nothing to settle", "key_missing", "rights.yaml", "    settle: [{", "    # [{", "  sign_seen:"),
        (
            "a limit without its translation",
            "translation_missing",
            "limits.yaml",
            ', en: "the harvest"',
            "",
            "    touches:",
        ),
        (
            "a line that rests on a work that is not there",
            "source_unknown",
            SCALE,
            "        source: [garden_book]",
            "        source: [garden_bok]",
            "        source:",
        ),
        (
            "a line that speaks of a level that is not there",
            "level_unknown",
            SCALE,
            "hedge: {K2: [talked]}",
            "hedge: {K2: [tlaked]}",
            "          hedge:",
        ),
        (
            "a right that speaks of what is not there",
            "subject_unknown",
            "rights.yaml",
            "when: {sign: [painted]}",
            "when: {sgin: [painted]}",
            "    when:",
        ),
    ]
]
CODES = {
    "extra_decides",
    "scale_shape",
    "rung_unknown",
    "rung_unused",
    "term_unknown",
    "text_unknown",
    "argument_unknown",
    "reading_unknown",
}


def faults_of(folder: Path, *changes: tuple[str, str, str]) -> tuple[Fault, ...]:
    with pytest.raises(FaultsFound) as found:
        load_rules(with_schools(folder, *changes))
    return found.value.faults


@pytest.mark.parametrize(("code", "file", "old", "new", "at"), TRIALS)
def test_what_does_not_hold_together_is_told_once_with_its_line_in_both_languages(
    tmp_path: Path, code: str, file: str, old: str, new: str, at: str
) -> None:
    found = faults_of(tmp_path / "rules", (file, old, new))

    assert [one.code for one in found] == [code]
    assert found[0].place.file.endswith(f"rules/{file}")
    lines = (tmp_path / "rules" / file).read_text(encoding="utf-8").splitlines()
    assert lines[found[0].place.line - 1].startswith(at)
    said = [found[0].text().to(lang) for lang in LANGS]
    assert said[0] != said[1]
    assert code not in CODES or not any("{" in one for one in said)


def test_forms_of_a_reading_that_no_file_tells_of_are_a_fault(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path / "rules", ("readings/strict.yaml", "reading: strict", "reading: strikt"))

    assert (found.code, Path(found.place.file).name, found.place.path) == (
        "reading_unknown",
        "10_house.yaml",
        "reading",
    )
    assert "strikt" in found.text().fr


def test_a_reading_told_of_twice_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path / "rules", (READING, "reading: harvest", "reading: strict"))

    assert (found.code, Path(found.place.file).name) == ("id_repeated", "strict.yaml")


def test_an_extra_question_cannot_decide_whether_one_that_all_are_asked_is_asked(tmp_path: Path) -> None:
    folder = with_schools(tmp_path / "rules")
    plain = OTHERS.replace("extra: true\n", "").replace("theme: others", "theme: more").replace("fence:", "gate:")
    gated = plain.replace("{K2: [talked, dug]}", "{fence: [low]}")
    assert gated.count("{fence: [low]}") == 1
    (folder / "questions" / "95_more.yaml").write_text(gated, encoding="utf-8")
    with pytest.raises(FaultsFound) as found:
        load_rules(folder)

    assert [(one.code, one.place.path) for one in found.value.faults] == [("extra_decides", "questions.gate")]


def test_an_extra_question_may_decide_whether_another_extra_one_is_asked(tmp_path: Path) -> None:
    folder = with_schools(tmp_path / "rules")
    other = OTHERS.replace("theme: others", "theme: more").replace("fence:", "gate:")
    (folder / "questions" / "95_more.yaml").write_text(
        other.replace("{K2: [talked, dug]}", "{fence: [low]}"), encoding="utf-8"
    )

    assert [id_ for id_, one in load_rules(folder).questions.items() if one.extra] == ["fence", "gate"]
