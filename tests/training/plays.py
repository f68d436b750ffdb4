"""A role-play of a few lines, on a scenario of the library, to copy and alter."""

from __future__ import annotations

from pathlib import Path

from qualifier.knowledge.models import RuleBase
from qualifier.training.play_files import library_scenario, read_play
from qualifier.training.plays import Play

NAME = "c08_funder_convention"
PLAY = """\
scenario: c08_funder_convention
minutes: {prepare: 10, play: 12, debrief: 25, replay: 10}
scene: {fr: "Une salle, un mardi.", en: "A room, a Tuesday."}
opening: {fr: "On signe ?", en: "Do we sign?"}
roles:
  head:
    name: {fr: "La cheffe de service", en: "The head of service"}
    side: ours
    knows:
      - say: {fr: "Deux maisons, rien entre elles.", en: "Two houses, nothing between them."}
        facts: [other_side, own_body, authority_line, money]
      - say: {fr: "Douze visites.", en: "Twelve visits."}
        facts: [last_joint_act, way_of_acting, subject, mandate, people_each_side, departure]
    believes:
      - say: {fr: "L'agence y tient, sans plus.", en: "The agency is keen on it, no more."}
        facts: {requirement: procedure}
    wants:
      - {fr: "Garder le poste.", en: "To keep the post."}
    silent:
      - say: {fr: "Refuser coûtait la subvention.", en: "Refusing would have cost the grant."}
        facts: [refuse_entry, leave_now]
  nurse:
    name: {fr: "L'infirmière", en: "The nurse"}
    side: theirs
    knows:
      - say: {fr: "Le texte vient de l'agence.", en: "The text comes from the agency."}
        facts: [other_side, own_body, authority_line, money, terms_written, object_change, last_joint_act]
    believes: []
    wants:
      - {fr: "Du temps.", en: "Time."}
    silent:
      - say: {fr: "L'argent en dépend.", en: "The money hangs on it."}
        facts: [requirement]
watch: [K11, K12, K14, K21]
levers:
  - say: {fr: "Plus rien n'est exigé.", en: "Nothing is required any more."}
    set: {requirement: encouraged, refuse_entry: nothing}
debrief:
  - {fr: "Qu'a-t-on tu ?", en: "What was left unsaid?"}
  - {fr: "Qu'a-t-on demandé ?", en: "What was asked?"}
"""


def changed(old: str, new: str) -> str:
    """The role-play with one text changed, which stands there once."""
    assert PLAY.count(old) == 1, f"{old!r} stands there {PLAY.count(old)} times"
    return PLAY.replace(old, new)


def written(folder: Path, content: str = PLAY, name: str = NAME) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def read(folder: Path, base: RuleBase, content: str = PLAY) -> Play:
    return read_play(written(folder, content), base, library_scenario(base))
