"""The page that says what is kept, where, for how long, and how to erase it, with the places of this machine."""

from __future__ import annotations

from qualifier.cli import casebooks, common
from qualifier.cli.folders import cache_folder, home
from qualifier.cli.output import console
from qualifier.report.folded import Folded


def show_page() -> None:
    """Print the page."""
    from qualifier.casebook.encryption import is_encrypted
    from qualifier.casebook.files import casebook_file
    from qualifier.privacy.page import PrivacyPlaces, privacy_page

    database = casebooks.database()
    places = PrivacyPlaces(
        casebook=str(casebook_file(home())),
        cache=str(cache_folder()),
        database=database is not None,
        encrypted=database is None and is_encrypted(home()),
    )
    screen = console()
    for title, paragraphs in privacy_page(places):
        screen.print()
        screen.print(title.to(common.LANG), style="bold")
        for text in paragraphs:
            screen.print(Folded(text.to(common.LANG)))
