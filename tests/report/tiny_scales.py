"""A scale of each kind over the small rule base, and cases on it: for what reports and screens make of them."""

from __future__ import annotations

from pathlib import Path

from qualifier.knowledge.loading import load_rules
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.subject import Subject, subject
from tests.support import case_of, small_rules

SCALES = """
scales:
  digging:
    name: {fr: "L'échelle des bêches", en: "The ladder of spades"}
    about: {fr: "Ce que l'on fait du sol.", en: "What is done with the soil."}
    kind: ladder
    chapter: ladders
    caution: {fr: "Lu sur une bêche.", en: "Read on a spade."}
    source: [garden_book]
    rungs:
      nothing: {name: {fr: "friche", en: "fallow"}, means: {fr: "On n'y touche pas.", en: "It is left alone."}}
      talked: {name: {fr: "causette", en: "chat"}, means: {fr: "On en parle.", en: "It is talked of."}, term: garden}
      dug: {name: {fr: "bêchage", en: "digging"}, means: {fr: "On bêche à deux.", en: "Two people dig."}}
    lines:
      place:
        name: {fr: "Le sol", en: "The soil"}
        at: {nothing: {K2: [nothing]}, talked: {K2: [talked]}, dug: {K2: [dug]}}
        outside:
          when: {K1: [same]}
          say: {fr: "Une seule maison : personne avec qui bêcher.", en: "One house: nobody to dig with."}
  marks:
    name: {fr: "Les marques du jardin", en: "The marks of the garden"}
    about: {fr: "Ce qui fait un jardin partagé.", en: "What makes a shared garden."}
    kind: parts
    chapter: definitions
    source: [garden_book]
    lines:
      sign:
        name: {fr: "Un écriteau", en: "A sign"}
        at: {holds: {sign: [painted]}, fails: {sign: [none]}}
        toward: {fr: "Peindre un écriteau.", en: "Painting a sign."}
      digging:
        name: {fr: "Un bêchage", en: "Digging"}
        means: {fr: "La terre est retournée.", en: "The earth is turned."}
        at: {holds: {K2: [dug]}, fails: {K2: [nothing, talked]}}
        toward: {fr: "Un samedi de bêche.", en: "A Saturday with spades."}
        outside: {when: {K1: [same]}, say: {fr: "Pas de voisin.", en: "No neighbour."}}
        source: [lost_letter]
      shares:
        name: {fr: "Un partage dit", en: "Shares agreed"}
        at: {holds: {K3: [agreed]}, fails: {any: [{K3: [unsaid]}, {K2: [nothing, talked]}]}}
        outside: {when: {K1: [same]}, say: {fr: "Pas de voisin.", en: "No neighbour."}}
  table:
    name: {fr: "Le tableau des haies", en: "The table of hedges"}
    about: {fr: "Haie basse ou haute, sur deux lignes.", en: "A low hedge or a high one, on two lines."}
    kind: table
    chapter: definitions
    source: [garden_book]
    rungs:
      low: {name: {fr: "haie basse", en: "low hedge"}}
      high: {name: {fr: "haie haute", en: "high hedge"}}
    lines:
      work:
        name: {fr: "Le travail", en: "The work"}
        at: {low: {K2: [talked, dug]}, high: {K2: [nothing]}}
        outside: {when: {K1: [same]}, say: {fr: "Pas de haie.", en: "No hedge."}}
      sign:
        name: {fr: "L'annonce", en: "The notice"}
        at: {low: {sign: [painted]}, high: {sign: [none]}}
  apart:
    name: {fr: "Deux regards", en: "Two views"}
    about: {fr: "La maison, et le sol.", en: "The house, and the soil."}
    kind: table
    chapter: territory
    source: [inference]
    rungs:
      one: {name: {fr: "une clé", en: "one key"}, means: {fr: "On entre sans frapper.", en: "Nobody knocks."}}
      two: {name: {fr: "deux clés", en: "two keys"}}
      quiet: {name: {fr: "sol calme", en: "quiet soil"}}
      worked: {name: {fr: "sol remué", en: "stirred soil"}}
    lines:
      house: {name: {fr: "La maison", en: "The house"}, at: {one: {K1: [same]}, two: {K1: [other]}}}
      soil:
        name: {fr: "Le sol", en: "The soil"}
        at: {quiet: {K2: [nothing, talked]}, worked: {K2: [dug]}}
        outside: {when: {K1: [same]}, say: {fr: "Pas de sol.", en: "No soil."}}
  neighbours:
    name: {fr: "Quel voisin", en: "Which neighbour"}
    about: {fr: "Plusieurs à la fois.", en: "Several at once."}
    kind: several
    chapter: partners
    source: [inference]
    lines:
      digger:
        name: {fr: "Bêcheur", en: "Digger"}
        at: {holds: {K2: [dug]}, fails: {any: [{K2: [nothing, talked]}, {K1: [same]}]}}
      painter: {name: {fr: "Peintre", en: "Painter"}, at: {holds: {sign: [painted]}, fails: {sign: [none]}}}
  seasons:
    name: {fr: "Les saisons", en: "The seasons"}
    about: {fr: "Du panneau à la récolte.", en: "From the sign to the harvest."}
    kind: stages
    chapter: stages
    source: [garden_book]
    lines:
      sign:
        name: {fr: "Annoncer", en: "Announce"}
        at: {holds: {sign: [painted]}, fails: {sign: [none]}}
        toward: {fr: "Peindre.", en: "Paint."}
      dig:
        name: {fr: "Bêcher", en: "Dig"}
        at: {holds: {K2: [dug]}, fails: {any: [{K2: [nothing, talked]}, {K1: [same]}]}}
        toward: {fr: "Sortir les bêches.", en: "Take the spades out."}
"""
TERM = "    source: [garden_book]\n"
TRAP = '    false_friend: {fr: "En anglais, garden est aussi la cour.", en: "In French a jardin has beds."}\n'
WORDS = """
partner_words:
  neighbour:
    who: {fr: "Une autre maison", en: "Another house"}
    when: {K1: [other]}
    yes: {say: {fr: "On partage une haie.", en: "A hedge is shared."}, source: [garden_book]}
    no: {say: {fr: "On ne partage qu'une haie.", en: "Only a hedge is shared."}, source: [lost_letter]}
    better: {fr: "Dites plutôt « voisin ».", en: "Rather say “neighbour”."}
    source: [inference]
"""
RIGHTS = """
texts:
  hedges:
    name: {fr: "Code des haies", en: "Code of hedges"}
    dated: "1999-04-01"
    check_by: "2030-05-31"
    says: {fr: "Une haie se taille en automne.", en: "A hedge is cut in autumn."}
    source: [garden_book]
rights:
  cutting:
    about: sharing
    when: {K2: [dug]}
    say: {fr: "Bêcher ne donne pas le droit de tailler.", en: "Digging gives no right to cut."}
    texts: [hedges]
    settle: [{fr: "Qui taille, et quand ?", en: "Who cuts, and when?"}]
    source: [garden_book]
"""


def tiny_reasoner(folder: Path) -> Reasoner:
    """Return the small rules with a scale of each kind, a word to discuss and a text of law.

    Args:
        folder: where the rules are written; it must not exist yet.
    """
    rules = small_rules(folder, {"glossary.yaml": (TERM, TRAP + TERM)})
    (rules / "scales").mkdir()
    (rules / "scales" / "tiny.yaml").write_text(SCALES, encoding="utf-8")
    (rules / "partner_words.yaml").write_text(WORDS, encoding="utf-8")
    (rules / "rights.yaml").write_text(RIGHTS, encoding="utf-8")
    return Reasoner(load_rules(rules))


def on_tiny_scales(reasoner: Reasoner, **options: str) -> Subject:
    """Return the case of these answers, as the subject of a report."""
    return subject(reasoner, case_of(options))
