"""Which words of the glossary sentences use: whole words, one or several, the longest first."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from qualifier.explanation.terms import finder, named_in, terms_in
from qualifier.knowledge.models import RuleBase
from qualifier.words import LANGS, Lang, Text

in_both_languages = pytest.mark.parametrize("lang", LANGS)


@dataclass(frozen=True)
class Word:
    """A word that sentences name."""

    id: str
    said: tuple[Text, ...]


def word(id_: str, fr: str, en: str = "-") -> Word:
    return Word(id_, (Text(fr, en),))


def met(text: str, lang: Lang, *words: Word) -> list[str]:
    """Return the parts of a text that name something."""
    return [text[span.start : span.end] for span in finder(words, lang).spans(text)]


# --- the glossary ------------------------------------------------------------------------------------------


@in_both_languages
def test_every_term_is_found_by_its_own_name(base: RuleBase, lang: Lang) -> None:
    lost = [id_ for id_, term in base.terms.items() if term not in terms_in(base, [term.term.to(lang)], lang)]

    assert lost == []


@in_both_languages
def test_every_wording_of_a_term_names_that_term_alone(base: RuleBase, lang: Lang) -> None:
    named = {
        (said.to(lang), one.id)
        for term in base.terms.values()
        for said in term.said
        for one in terms_in(base, [f"« {said.to(lang)} », 1"], lang)
    }

    assert named == {(said.to(lang), term.id) for term in base.terms.values() for said in term.said}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Il faudrait réseauter davantage.", []),
        ("Des réseaux, un Réseau, LE RÉSEAU !", ["network"]),
        ("un reseau", []),
        ("Le réseau-santé et le multiréseau", []),
        ("des partenariats imposés", ["imposed"]),
        ("des coopérations locales", ["cooperation"]),
        ("une coopérative", []),
        ("l'ASE et la phase", ["ase"]),
        ("commandité, mandaté, mandataire", []),
        ("des marchés publics", ["public_contract"]),
        ("le cadre d’action", ["frame_of_action"]),
        ("des projets d'actions communes", ["common_action_project"]),
        ("Ce qui est nouveau (A+B=C)", ["a_plus_b_equals_c"]),
        ("le test « A + B = C », de Dhume", ["a_plus_b_equals_c"]),
        ("A+B=CD ou KA + B = C", []),
        ("un partage d'information", ["information_sharing"]),
        ("partenariat\n    d'initiative", ["initiative_based"]),
        ("sous-traitance", ["subcontracting"]),
    ],
)
def test_words_are_found_whole_in_the_singular_or_the_plural_and_with_their_accents(
    base: RuleBase, text: str, ids: list[str]
) -> None:
    assert [term.id for term in terms_in(base, [text], "fr")] == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("networks and networking", ["network"]),
        ("concertation (joint deliberation)", ["concertation"]),
        ("Deliberations are joint.", []),
        ("people supported, persons supported", ["service_user"]),
        ("written agreements; an agreement", ["written_agreement"]),
        ("grants, granted, granting", ["grant_funding"]),
        ("the supervising authorities", ["tutelle"]),
        ("charters, chartered", ["charter"]),
    ],
)
def test_english_words_have_their_own_plurals(base: RuleBase, text: str, ids: list[str]) -> None:
    assert [term.id for term in terms_in(base, [text], "en")] == ids


# --- how words are found -----------------------------------------------------------------------------------


def test_the_longest_wording_wins() -> None:
    words = (word("network", "réseau"), word("professional", "réseau professionnel"), word("body", "professionnel"))

    assert [one.id for one in named_in(words, ["un réseau professionnel"], "fr")] == ["professional"]
    assert [one.id for one in named_in(words, ["des réseaux professionnels, un réseau"], "fr")] == [
        "professional",
        "network",
    ]


def test_words_come_in_the_order_in_which_they_first_occur_and_once_each() -> None:
    words = (word("a", "charte"), word("b", "convention"), word("c", "mandat"))
    texts = ["Une convention, puis une charte.", "Une charte, un mandat, une convention."]

    assert [one.id for one in named_in(words, texts, "fr")] == ["b", "a", "c"]


def test_where_a_word_stands_is_where_it_is_read() -> None:
    text = "Charte ? Une CHARTE, des chartes."

    assert met(text, "fr", word("charter", "charte")) == ["Charte", "CHARTE", "chartes"]


def test_a_letter_that_grows_when_it_is_made_small_moves_nothing() -> None:
    text = "İzmir : une charte"

    assert met(text, "fr", word("charter", "charte")) == ["charte"]


@pytest.mark.parametrize(
    ("said", "found", "not_found"),
    [
        ("réseau", ["réseau", "réseaux"], ["réseaus", "réseauter"]),
        ("social", ["social", "sociaux"], ["socials", "sociale"]),
        ("prix", ["prix"], ["prixs"]),
        ("pratiques", ["pratique", "pratiques"], ["pratiqué"]),
        ("DSP", ["DSP", "dsp"], ["DSP2"]),
        ("a", ["a"], ["as"]),
    ],
)
def test_a_french_word_may_be_one_or_several(said: str, found: list[str], not_found: list[str]) -> None:
    assert [one for one in (*found, *not_found) if met(one, "fr", word("w", said))] == found


@pytest.mark.parametrize(
    ("said", "found", "not_found"),
    [
        ("body", ["body", "bodies"], ["bodys"]),
        ("survey", ["survey", "surveys"], ["surveies"]),
        ("process", ["process", "processes"], ["proces"]),
        ("church", ["church", "churches"], ["churchs"]),
        ("services", ["service", "services"], ["serviced"]),
    ],
)
def test_an_english_word_may_be_one_or_several(said: str, found: list[str], not_found: list[str]) -> None:
    assert [one for one in (*found, *not_found) if met(one, "en", word("w", "-", said))] == found


@in_both_languages
def test_without_words_nothing_is_found(lang: Lang) -> None:
    assert finder((), lang).spans("Un mot, a word, -") == ()
