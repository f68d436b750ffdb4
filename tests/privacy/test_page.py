"""The page about what is kept: true of the place it is asked at, in both languages, without a password."""

from __future__ import annotations

import pytest

from qualifier.privacy.page import PrivacyPlaces, privacy_page
from qualifier.words import LANGS, Lang
from tests.support import PROJECT

HERE = PrivacyPlaces("/home/me/qualifier/casebook.sqlite3", "/home/me/.cache/qualifier")
SERVER = PrivacyPlaces("postgresql://me:secret@server/cases", "/cache", database=True)
COMMANDS = (
    "qualifier cases list",
    "qualifier cases delete",
    "qualifier cases purge --older-than 365",
    "qualifier cases purge --all",
    "qualifier cases export",
    "qualifier ask --file",
)

in_each_language = pytest.mark.parametrize("lang", LANGS)


def page(places: PrivacyPlaces, lang: Lang) -> str:
    return "\n".join(text.to(lang) for title, paragraphs in privacy_page(places) for text in (title, *paragraphs))


@in_each_language
def test_the_page_names_the_places_and_the_commands(lang: Lang) -> None:
    shown = page(HERE, lang)

    assert [one for one in (HERE.casebook, HERE.cache, "-wal", "-shm", *COMMANDS) if one not in shown] == []


def test_the_page_has_a_title_and_a_paragraph_at_least_for_each_part() -> None:
    assert [title.fr for title, _ in privacy_page(HERE)] == [
        "Ce qui est gardé", "Où", "Combien de temps", "Voir, emporter, effacer", "Ce qui est envoyé",
        "Ce qui ressemble à un nom", "Partager",
    ]  # fmt: skip
    assert all(paragraphs for _, paragraphs in privacy_page(HERE))


@in_each_language
def test_the_page_says_that_sessions_and_practice_are_kept_and_erased_like_cases(lang: Lang) -> None:
    session, practice = {"fr": ("séances", "exercices"), "en": ("sessions", "practice")}[lang]
    sections = {title.fr: " ".join(one.to(lang) for one in texts) for title, texts in privacy_page(HERE)}

    for title in ("Ce qui est gardé", "Voir, emporter, effacer"):
        assert session in sections[title].lower()
        assert practice in sections[title].lower()


@in_each_language
def test_the_page_says_whether_the_casebook_is_encrypted(lang: Lang) -> None:
    encrypted = PrivacyPlaces(HERE.casebook, HERE.cache, encrypted=True)

    assert "qualifier cases encrypt" in page(HERE, lang)
    assert "qualifier cases encrypt" not in page(encrypted, lang)


@in_each_language
def test_on_a_server_the_page_speaks_of_the_server_and_shows_no_password(lang: Lang) -> None:
    shown = page(SERVER, lang)

    assert "QUALIFIER_DATABASE" in shown
    assert "server/cases" not in shown
    assert "secret" not in shown
    assert "-wal" not in shown


@in_each_language
def test_on_a_server_a_file_that_is_not_used_is_not_named(lang: Lang) -> None:
    assert HERE.casebook not in page(PrivacyPlaces(HERE.casebook, HERE.cache, database=True), lang)


@in_each_language
def test_the_words_promise_a_pointer_and_no_guarantee(lang: Lang) -> None:
    shown = page(HERE, lang)

    assert {"fr": "ressemble à", "en": "looks like"}[lang] in shown
    assert {"fr": "pas une garantie", "en": "not a guarantee"}[lang] in shown


def test_the_page_of_the_documentation_tells_the_same_facts() -> None:
    written = (PROJECT / "docs" / "privacy.md").read_text(encoding="utf-8")
    french, english = written.split("\n# Privacy\n")
    told = (
        "casebook.sqlite3",
        "-wal",
        "-shm",
        "QUALIFIER_HOME",
        "QUALIFIER_DATABASE",
        "qualifier cases encrypt",
        *COMMANDS,
    )

    assert [one for one in told if one not in french or one not in english] == []
