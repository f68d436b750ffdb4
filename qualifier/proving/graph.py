"""What rests on what in a rule base, as data: questions feed criteria, and criteria decide forms.

Alerts, axes, next steps, scales and the questions asked only for other schools are left out: no form depends on them.
The two drawings are in `graph_dot` and `graph_svg`; the words and colours that both use are here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualifier.knowledge.conditions import Condition, leaves
from qualifier.knowledge.models import RuleBase, Undetermined
from qualifier.knowledge.walk import reached
from qualifier.words import NOTHING, Lang, Text, message
from qualifier.words.folding import fold

NodeKind = Literal["question", "criterion", "form", "undetermined"]
EdgeKind = Literal["read", "confirms", "excludes", "supports", "opposes", "asked_when"]
NODE_KINDS: tuple[NodeKind, ...] = ("question", "criterion", "form", "undetermined")
EDGE_KINDS: tuple[EdgeKind, ...] = ("read", "confirms", "excludes", "supports", "opposes", "asked_when")


@dataclass(frozen=True, slots=True)
class Node:
    """Something that conditions speak of or decide.

    Attributes:
        kind: `undetermined` is a reason for naming no form that has a condition and a rank, as a form has.
        label: the question as it is asked, or the name.
        theme: the theme of a question, empty for the rest.
    """

    id: str
    kind: NodeKind
    label: Text
    theme: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Edge:
    """The condition of `end` speaks of `start`.

    Attributes:
        kinds: what the condition is for, in the order of `EDGE_KINDS`: several arguments of a form may speak of one
            criterion.
    """

    start: str
    end: str
    kinds: tuple[EdgeKind, ...]

    @property
    def asks(self) -> bool:
        """Whether the condition says when to ask the question `end`: the only edges that may run backwards."""
        return "asked_when" in self.kinds


@dataclass(frozen=True, slots=True)
class Graph:
    """Dependencies, in the order of the files; forms and reasons for naming none in the order they speak.

    Attributes:
        of: the node that the rest is about, or None for the whole rule base.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    of: Node | None = None


def dependencies(base: RuleBase, of: str | None = None) -> Graph:
    """Return what depends on what: the whole, or what one entry rests on and what rests on it.

    Upwards, everything counts, up to the questions that decide whether a question is asked. Downwards, a question that
    the entry may close is there, but not what rests on that question in turn: nearly everything would.

    Args:
        base: the rules.
        of: a form, a criterion, a question that all are asked, or a reason for naming no form that has a condition.

    Raises:
        KeyError: `of` is none of them.
    """
    nodes = {node.id: node for node in _nodes(base)}
    edges = _edges(base)
    if of is None:
        return Graph(tuple(nodes.values()), edges)
    focus = nodes[of]
    behind = reached([of], lambda id_: (edge.start for edge in edges if edge.end == id_))
    ahead = reached([of], lambda id_: (edge.end for edge in edges if edge.start == id_ and not edge.asks))
    kept = tuple(edge for edge in edges if edge.end in behind or edge.start in ahead)
    named = {of, *(edge.start for edge in kept), *(edge.end for edge in kept)}
    return Graph(tuple(node for id_, node in nodes.items() if id_ in named), kept, focus)


def _nodes(base: RuleBase) -> Iterator[Node]:
    for question in base.asked_of_all.values():
        yield Node(question.id, "question", question.ask, base.themes[question.theme].name)
    for criterion in base.criteria.values():
        yield Node(criterion.id, "criterion", criterion.name)
    ranked = [(form.precedence, Node(form.id, "form", form.name)) for form in base.forms.values()]
    ranked += [(rank, Node(reason.id, "undetermined", reason.name)) for reason, rank, _ in _reasons(base)]
    yield from (node for _, node in sorted(ranked, key=lambda one: one[0]))


def _edges(base: RuleBase) -> tuple[Edge, ...]:
    """Gather the links between the same two ends into one edge."""
    kinds: dict[tuple[str, str], set[EdgeKind]] = {}
    for end, kind, condition in _conditions(base):
        for leaf in leaves(condition):
            kinds.setdefault((leaf.subject, end), set()).add(kind)
    return tuple(Edge(*ends, tuple(kind for kind in EDGE_KINDS if kind in found)) for ends, found in kinds.items())


def _conditions(base: RuleBase) -> Iterator[tuple[str, EdgeKind, Condition]]:
    """Yield every condition that the picture shows: whose it is, and what for."""
    for question in base.asked_of_all.values():
        yield question.id, "asked_when", question.ask_when
    for criterion in base.criteria.values():
        for level in criterion.levels:
            if level.when is not None:
                yield criterion.id, "read", level.when
    for form in base.forms.values():
        for argument in form.arguments:
            yield form.id, argument.kind, argument.when
    for reason, _, condition in _reasons(base):
        yield reason.id, "confirms", condition


def _reasons(base: RuleBase) -> Iterator[tuple[Undetermined, int, Condition]]:
    """Yield the reasons for naming no form that have a rank and a condition, as forms have.

    Nothing keeps a reason from having the id of something else: the other is shown then, as no condition can speak of a
    reason.
    """
    for one in base.undetermined.values():
        taken = one.id in base.questions or one.id in base.criteria or one.id in base.forms
        if one.precedence is not None and one.when is not None and not taken:
            yield one, one.precedence, one.when


# --- Words and colours that both drawings share -------------------------------------------------------------

COLOURS: dict[EdgeKind, str] = {
    "read": "#3f4a5a",
    "confirms": "#17643a",
    "excludes": "#b3261e",
    "supports": "#1d5fae",
    "opposes": "#8a4600",
    "asked_when": "#757575",
}
# Fill and outline of a node.
PAINTS: dict[NodeKind, tuple[str, str]] = {
    "question": ("#eef3fb", "#3b5b8c"),
    "criterion": ("#fdf6e3", "#80651a"),
    "form": ("#eef7ee", "#2f6b3c"),
    "undetermined": ("#f5f1f9", "#5f4b7a"),
}


def title(graph: Graph) -> Text:
    """Name the whole, or the node that the rest is about; a question by its id, as its label is a sentence."""
    if graph.of is None:
        return message("graph", "title_whole")
    return message("graph", "title_of", name=graph.of.id if graph.of.kind == "question" else graph.of.label)


def counts(graph: Graph) -> Text:
    """Say how many entries of each kind there are."""
    count = {kind: sum(node.kind == kind for node in graph.nodes) for kind in NODE_KINDS}
    return message(
        "graph",
        "counts",
        questions=count["question"],
        criteria=count["criterion"],
        forms=count["form"],
        reasons=count["undetermined"],
    )


def edge_words(edge: Edge, lang: Lang) -> str:
    """Say what an edge ties, and how."""
    kinds = ", ".join(message("graph", f"kind_{kind}").to(lang) for kind in edge.kinds)
    return message("graph", "edge", start=edge.start, end=edge.end, kinds=kinds).to(lang)


def node_words(graph: Graph, node: Node, lang: Lang) -> str:
    """Return the node in full: its id, its label, what it rests on and what it serves."""
    told = [message("graph", "named", id=node.id, name=node.label)]
    behind = ", ".join(edge.start for edge in graph.edges if edge.end == node.id)
    ahead = ", ".join(edge.end for edge in graph.edges if edge.start == node.id)
    told += [message("graph", "rests_on", names=behind)] if behind else []
    told += [message("graph", "bears", names=ahead)] if ahead else []
    return "\n".join(text.to(lang) for text in told)


def folded(text: str, width: int, most: int) -> tuple[str, ...]:
    """Fold a text on at most so many lines; what is left out shows as an ellipsis."""
    lines = fold(text, width).split("\n")
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], f"{lines[most - 1]} …")
