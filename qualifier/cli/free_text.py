"""Free text as it is typed, and before it leaves: what looks like a person, a number or an address is pointed out.

What looks like one is found by `qualifier.privacy`; here it is shown, and the user decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qualifier.cli.prompts import Prompt, Prompter
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.report.folded import Folded
from qualifier.words import Lang, Text, message

if TYPE_CHECKING:
    from rich.console import Console

STAND_IN, AS_TYPED, AGAIN = "stand_in", "as_typed", "again"
MOST_LETTERS = 500
MOST_SHOWN = 6


def typed(ask: str, prompter: Prompter, console: Console, lang: Lang) -> str:
    """Ask for a line of text; what looks personal in it is pointed out, with other words in its place.

    Args:
        ask: what is asked for.
        prompter: how it is asked.
        console: where things are shown.
        lang: the language.

    Raises:
        KeyboardInterrupt, EOFError: the user left.
    """
    from qualifier.privacy.pseudonyms import proposed

    while True:
        text = prompter.line(ask)[:MOST_LETTERS]
        proposal = proposed(text, lang)
        if not proposal.spots:
            return text
        console.print(Folded(message("screens", "looks_personal", found=quoted(proposal.replaced)).to(lang)))
        labels = {
            STAND_IN: message("screens", "use_stand_in", text=proposal.text),
            AS_TYPED: message("screens", "keep_as_typed"),
            AGAIN: message("screens", "type_again"),
        }
        choices = tuple((key, label.to(lang)) for key, label in labels.items())
        chosen = prompter.ask(Prompt(message("screens", "looks_personal_next").to(lang), choices)).value
        if chosen != AGAIN:
            return proposal.text if chosen == STAND_IN else text


def quoted(replaced: Mapping[str, str]) -> Text:
    """Return what was found, quoted, the first few of many."""
    found = list(replaced)
    more = " …" if len(found) > MOST_SHOWN else ""
    fr = ", ".join(f"« {one} »" for one in found[:MOST_SHOWN])
    en = ", ".join(f"“{one}”" for one in found[:MOST_SHOWN])
    return Text(fr + more, en + more)


def stand_ins(texts: Iterable[str], lang: Lang) -> dict[str, str]:
    """Return what looks personal in some texts, each with what could stand in its place.

    Args:
        texts: free texts.
        lang: the language of the stand-ins.
    """
    from qualifier.privacy.pseudonyms import proposed

    found: dict[str, str] = {}
    for text in texts:
        found |= proposed(text, lang, found).replaced
    return found


def replaced(text: str, found: Mapping[str, str]) -> str:
    """Return a text with the stand-ins in it, in place of whole words, the longest first."""
    longest_first = sorted(found, key=len, reverse=True)
    anywhere = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest_first)
    return re.sub(anywhere, lambda hit: found[hit.group()], text) if found else text


def refuse(found: Mapping[str, str], lang: Lang) -> FaultsFound:
    """Return the fault that says that something looks personal, and how to go on."""
    return FaultsFound([fault("looks_personal", found=quoted(found).to(lang))])
