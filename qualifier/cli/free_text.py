"""Free text as it is typed, and before it leaves: what looks like a person, a number or an address is pointed out.

What looks like one is found by `qualifier.privacy`; here it is shown, and the user decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qualifier.cli.prompts import Prompt, Prompter
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.report.folded import Folded
from qualifier.words import Lang, Text, join, message

if TYPE_CHECKING:
    from rich.console import Console

STAND_IN, AS_TYPED, AGAIN = "stand_in", "as_typed", "again"
MOST_LETTERS = 500
MOST_SHOWN = 6
# A shorter word may well be part of another: Tom in « tomates ».
SURE_LENGTH = 6


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
    found = [message("verdict", "quoted", text=one) for one in list(replaced)[:MOST_SHOWN]]
    more = [Text("…", "…")] if len(replaced) > MOST_SHOWN else []
    return join([*found, *more], ", ")


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
    """Return a text with the stand-ins in it, the longest first; a short word is replaced as a whole word only."""
    longest_first = sorted(found, key=len, reverse=True)
    anywhere = "|".join(
        re.escape(one) if len(one) >= SURE_LENGTH else rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest_first
    )
    return re.sub(anywhere, lambda hit: found[hit.group()], text) if found else text


def replaced_within(text: str, found: Mapping[str, str]) -> str:
    """Return a text with the stand-ins in it; in the text of JSON data, in each of the texts that the data hold.

    Args:
        text: a text, or JSON.
        found: what is to be replaced, by what.
    """

    def within(data: object) -> object:
        if isinstance(data, str):
            return replaced_within(data, found)
        if isinstance(data, list):
            return [within(one) for one in data]
        return {key: within(one) for key, one in data.items()} if isinstance(data, dict) else data

    if not text.startswith("{"):
        return replaced(text, found)
    try:
        data = json.loads(text)
    except ValueError:
        return replaced(text, found)
    return json.dumps(within(data), ensure_ascii=False, indent=2) + "\n"


def refuse(found: Mapping[str, str], lang: Lang) -> FaultsFound:
    """Return the fault that says that something looks personal, and how to go on."""
    return FaultsFound([fault("looks_personal", found=quoted(found).to(lang))])
