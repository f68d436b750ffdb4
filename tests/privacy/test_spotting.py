"""What looks personal in a text: a corpus of texts as practitioners write them, and what must never be taken for it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.knowledge.cases import Scenario
from qualifier.privacy.lists import first_names, folded, listed
from qualifier.privacy.spotting import spotted
from qualifier.words import LANGS, Lang
from tests.privacy.corpus import KINDS, Entry, corpus, silent
from tests.support import PROJECT

NAMES_FILE = PROJECT / "qualifier" / "privacy" / "first_names.txt"


def things(text: str, lang: Lang) -> Counter[tuple[str, str]]:
    return Counter((spot.kind, spot.found) for spot in spotted(text, lang))


def persons(text: str, lang: Lang = "fr") -> list[str]:
    return [spot.found for spot in spotted(text, lang) if spot.kind == "person"]


def found(text: str, kind: str, lang: Lang = "fr") -> list[str]:
    return [spot.found for spot in spotted(text, lang) if spot.kind == kind]


@pytest.mark.parametrize("entry", corpus(), ids=lambda entry: entry.text)
def test_a_text_gives_what_it_holds_and_misses_what_is_known_to_be_missed(entry: Entry) -> None:
    seen = things(entry.text, entry.lang)

    assert seen == entry.found + entry.wrongly
    assert not seen & entry.missed


@pytest.mark.parametrize("entry", silent(), ids=lambda entry: entry.text)
def test_a_text_without_anything_personal_stays_silent_but_for_what_is_known(entry: Entry) -> None:
    assert things(entry.text, entry.lang) == entry.wrongly


def test_the_corpus_is_large_enough_to_be_believed_and_most_of_it_is_found() -> None:
    entries, quiet = corpus(), silent()
    held = Counter(kind for entry in entries for kind, _ in (entry.found + entry.missed).elements())
    missed = Counter(kind for entry in entries for kind, _ in entry.missed.elements())
    wrong = Counter(kind for entry in (*entries, *quiet) for kind, _ in entry.wrongly.elements())

    assert Counter(entry.lang for entry in entries)["fr"] >= 120
    assert Counter(entry.lang for entry in entries)["en"] >= 60
    assert len(quiet) >= 80
    assert set(held) == set(KINDS)
    assert all(missed[kind] <= 0.06 * held[kind] for kind in KINDS)
    assert all(wrong[kind] <= 0.02 * held[kind] for kind in KINDS)


def test_the_stories_of_the_library_name_nobody(library: tuple[Scenario, ...]) -> None:
    stories = [
        (scenario.file, lang, story)
        for scenario in library
        for lang, story in (("fr", scenario.story_fr), ("en", scenario.story_en))
        if story
    ]
    told = {(file, lang): seen for file, lang, story in stories if (seen := spotted(story, lang))}

    assert len(stories) > 100
    assert told == {}


def test_a_spot_says_where_it_is() -> None:
    text = "Voir M. Benali au 06 12 34 56 78."

    assert [(text[spot.start : spot.end], spot.found) for spot in spotted(text, "fr")] == [
        ("M. Benali", "M. Benali"),
        ("06 12 34 56 78", "06 12 34 56 78"),
    ]


def test_spaces_that_do_not_break_are_spaces() -> None:
    assert found("Tél. 06\u00a012\u00a034\u00a056\u00a078", "phone") == ["06\u00a012\u00a034\u00a056\u00a078"]
    assert persons("Voir M.\u00a0Benali") == ["M.\u00a0Benali"]
    assert found("06\u202f12\u202f34\u202f56\u202f78", "phone") == ["06\u202f12\u202f34\u202f56\u202f78"]


def test_accents_written_as_signs_of_their_own_change_nothing() -> None:
    text = unicodedata.normalize("NFD", "Léa Lefèvre, 3 allée des Érables")

    assert [(spot.kind, unicodedata.normalize("NFC", spot.found)) for spot in spotted(text, "fr")] == [
        ("person", "Léa Lefèvre"),
        ("address", "3 allée des Érables"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 123 456 789 00012",
        "SIREN 732 829 320",
        "N° de sécurité sociale 1 85 05 78 006 084 36",
        "réunions du 01/02/2024 au 03/04/2024",
        "01.02.2024 - 03.04.2024",
        "2024-03-12 2024-04-15",
        "1 234 567 890 €",
        "loi 2002-2 et article L312-7",
        "dossier 0612345678",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "NHS number 943 476 5919",
        "0612345678 €",
    ],
)
def test_other_numbers_are_not_telephone_numbers(text: str) -> None:
    assert spotted(text, "fr") == spotted(text, "en") == ()


def test_a_number_without_spaces_after_the_word_case_is_one_when_calling_is_meant() -> None:
    assert found("dossier : appeler le 0612345678", "phone") == ["0612345678"]


def test_a_word_that_is_also_a_first_name_is_one_only_where_a_person_acts() -> None:
    assert persons("Rose est venue.") == ["Rose"]
    assert persons("Rose ou bleue, la fiche suffit.") == []
    assert persons("On a vu Rose.") == ["Rose"]
    assert persons("May told us.", "en") == ["May"]
    assert persons("We met in May.", "en") == []


def test_the_same_word_is_read_in_the_language_of_the_text() -> None:
    assert persons("Will refuse.", "fr") == ["Will"]
    assert persons("Will it last?", "en") == []


def test_an_institution_named_after_somebody_is_nobody_and_somebody_in_it_is() -> None:
    assert persons("le collège Victor Hugo") == []
    assert persons("le foyer Lucie Martin") == []
    assert persons("le foyer de Lucie Martin") == ["Lucie Martin"]
    assert persons("le foyer Lucie M. a écrit") == ["Lucie M."]
    assert persons("Au foyer Mme Martin dort mal") == ["Mme Martin"]
    assert persons("l'hôpital Docteur Martin") == []
    assert persons("Lucie Martin Foundation", "en") == []
    assert persons("Sainte Lucie") == []


def test_an_author_with_a_year_is_no_person_met() -> None:
    assert persons("d'après Fabrice Dhume (2001)") == []
    assert persons("d'après Fabrice Dhume") == ["Fabrice Dhume"]
    assert persons("Léa (2015) et son frère") == ["Léa"]


def test_the_longest_wins_where_two_overlap() -> None:
    assert [(spot.kind, spot.found) for spot in spotted("12 rue Victor Hugo", "fr")] == [
        ("address", "12 rue Victor Hugo")
    ]
    assert [(spot.kind, spot.found) for spot in spotted("karim.benali@asso.fr", "fr")] == [
        ("email", "karim.benali@asso.fr")
    ]


@pytest.mark.parametrize("stand_in", ["personne A", "person AB", "[téléphone]", "[adresse]", "[e-mail]"])
def test_a_stand_in_is_never_taken_for_anything(stand_in: str) -> None:
    assert spotted(f"Vu {stand_in}. Benali.", "fr") == ()


def test_two_numbers_side_by_side_are_two() -> None:
    assert found("06 12 34 56 78 07 98 76 54 32", "phone") == ["06 12 34 56 78", "07 98 76 54 32"]


def test_the_first_names_are_sorted_each_once_and_written_with_a_capital() -> None:
    lines = NAMES_FILE.read_text(encoding="utf-8").splitlines()

    assert len(lines) >= 1000
    assert lines == sorted(lines, key=folded)
    assert len({folded(line) for line in lines}) == len(lines) == len(first_names())
    assert [line for line in lines if not line[0].isupper() or " " in line] == []


@pytest.mark.parametrize(
    "path", [("places", "fr"), ("places", "en"), ("ordinary", "fr"), ("ordinary", "en"), ("small",)]
)
def test_the_words_that_are_also_first_names_are_listed_first_names(path: tuple[str, ...]) -> None:
    assert listed(*path)
    assert listed(*path) - first_names() == set()


@given(st.text(max_size=300), st.sampled_from(LANGS))
def test_spots_come_in_order_do_not_overlap_and_quote_the_text(text: str, lang: Lang) -> None:
    spots = spotted(text, lang)

    assert all(text[spot.start : spot.end] == spot.found and spot.found for spot in spots)
    assert all(one.end <= two.start for one, two in pairwise(spots))
