"""Texts with neutral words in place of what looked personal: clean, and the same person keeps the same stand-in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualifier.privacy.pseudonyms import proposed
from qualifier.privacy.spotting import spotted
from qualifier.privacy.stand_ins import person_stand_in
from qualifier.words import LANGS, Lang
from tests.privacy.corpus import Entry, corpus

# What makes names, numbers and addresses, so that texts drawn from it are full of them.
PIECES = """
Karim|Léa|Tom|BENALI|Benali|Rose|Jean-Pierre|B.|K.|M.|Mme|le docteur|de la|El|et|d'|personne A|personne
|person B|[adresse]|[téléphone]|06 12 34 56 78|0612345678|+33|6 98|12|3 bis|rue|rue de la
|avenue|Victor Hugo|69003|Lyon|BP 12|a.b@asso.fr|(at)
|foyer|lycée|l'éducatrice|Saint|(2001)|2024|A|Z.
|est venue|a dit|Nous|Street|Mill|SW1A 1AA|the|family|n°|SIRET
""".replace("\n", "").split("|")
JOINTS = [" ", " ", " ", ", ", ". ", "\n", "-", "'", "", " (", ") ", " / "]


@st.composite
def crowded_texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINTS)), max_size=14))
    return "".join(piece + joint for piece, joint in pieces)


@settings(max_examples=600)
@given(crowded_texts(), st.sampled_from(LANGS))
def test_nothing_personal_is_found_in_a_proposal(text: str, lang: Lang) -> None:
    assert spotted(proposed(text, lang).text, lang) == ()


@given(st.text(alphabet="KarimB. énd'M06 12-@fr\n(,A", max_size=80), st.sampled_from(LANGS))
def test_nothing_personal_is_found_in_a_proposal_whatever_the_signs(text: str, lang: Lang) -> None:
    assert spotted(proposed(text, lang).text, lang) == ()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("n°. Karim 0612345678", "n°. personne A [téléphone]"),
        ("SIRET a.b@asso.fr\n0612345678", "SIRET [adresse électronique]\n[téléphone]"),
    ],
)
def test_what_comes_out_once_something_else_is_hidden_is_replaced_too(text: str, clean: str) -> None:
    assert [spot.kind for spot in spotted(text, "fr")] != [spot.kind for spot in proposed(text, "fr").spots]
    assert proposed(text, "fr").text == clean


@pytest.mark.parametrize("entry", corpus(), ids=lambda entry: entry.text)
def test_a_text_of_the_corpus_is_clean_once_replaced(entry: Entry) -> None:
    proposal = proposed(entry.text, entry.lang)

    assert spotted(proposal.text, entry.lang) == ()
    assert [found for _, found in entry.found if found in proposal.text and len(found) > 2] == []


@given(crowded_texts(), st.sampled_from(LANGS))
def test_a_proposal_is_the_text_with_what_was_found_replaced(text: str, lang: Lang) -> None:
    proposal = proposed(text, lang)
    rebuilt, at = "", 0
    for spot in proposal.spots:
        assert text[spot.start : spot.end] == spot.found
        rebuilt, at = rebuilt + text[at : spot.start] + proposal.replaced[spot.found], spot.end

    assert rebuilt + text[at:] == proposal.text


def test_a_clean_text_is_proposed_as_it_is() -> None:
    proposal = proposed("La charte date de 2019.", "fr")

    assert (proposal.text, proposal.spots, dict(proposal.replaced)) == ("La charte date de 2019.", (), {})


def test_the_parts_of_a_name_get_the_stand_in_of_the_whole() -> None:
    text = "Karim dit que Karim Benali, alias K. Benali, est M. Benali. Léa doute."

    assert proposed(text, "fr").text == (
        "personne A dit que personne A, alias personne A, est personne A. personne B doute."
    )


def test_a_man_and_a_woman_of_the_same_name_are_two_people() -> None:
    assert proposed("M. Benali et Mme Benali", "fr").text == "personne A et personne B"
    assert proposed("Mr Smith met Mrs Smith", "en").text == "person A met person B"


def test_a_couple_named_together_is_neither_of_the_two() -> None:
    assert proposed("M. et Mme Benali, puis M. Benali", "fr").text == "personne A, puis personne B"


def test_a_name_that_may_be_that_of_two_people_is_given_to_neither() -> None:
    assert proposed("Karim Benali et Samir Benali. Voir Dr Benali.", "fr").text == (
        "personne A et personne B. Voir personne C."
    )


def test_each_kind_has_its_stand_in_in_each_language() -> None:
    text = "06 12 34 56 78, a.b@asso.fr, 12 rue des Lilas"

    assert proposed(text, "fr").text == "[téléphone], [adresse électronique], [adresse]"
    assert proposed(text, "en").text == "[telephone], [e-mail], [address]"


def test_a_person_keeps_the_stand_in_from_one_text_to_the_next() -> None:
    first = proposed("Karim Benali et Léa", "fr")
    second = proposed("Zoé a vu Karim, puis Léa et M. Benali", "fr", first.replaced)

    assert first.text == "personne A et personne B"
    assert second.text == "personne C a vu personne A, puis personne B et personne A"


def test_what_was_kept_of_numbers_gives_no_stand_in_to_a_person() -> None:
    kept = proposed("06 12 34 56 78", "fr").replaced

    assert proposed("Karim", "fr", kept).text == "personne A"


def test_a_stand_in_that_the_text_already_holds_is_left_to_it() -> None:
    assert proposed("personne A a vu Karim", "fr").text == "personne A a vu personne B"


def test_the_full_stop_of_a_sentence_is_kept_after_an_initial() -> None:
    assert proposed("J'ai vu Karim B. Il va bien.", "fr").text == "J'ai vu personne A. Il va bien."
    assert proposed("Karim B. va bien.", "fr").text == "personne A va bien."


def test_stand_ins_go_on_after_z() -> None:
    assert [person_stand_in(rank, "fr") for rank in (0, 25, 26, 27, 51, 52)] == [
        "personne A", "personne Z", "personne AA", "personne AB", "personne AZ", "personne BA",
    ]  # fmt: skip
