"""What rests on what, as an SVG that needs nothing else: no font, no script, no other file.

Laid out in layers, as in Sugiyama, Tagawa and Toda (1981): one column a layer, lines that only pass through a column
get a place in it, rows follow the barycentre of what they are tied to.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualifier.proving.graph import (
    COLOURS,
    EDGE_KINDS,
    NODE_KINDS,
    PAINTS,
    Edge,
    EdgeKind,
    Graph,
    Node,
    NodeKind,
    counts,
    edge_words,
    folded,
    node_words,
    title,
)
from qualifier.proving.svg_elements import add, attributes
from qualifier.words import NOTHING, Lang, Text, message
from qualifier.words.folding import fold

# --- SVG: where everything stands ---------------------------------------------------------------------------

# Lengths in pixels. A letter of the label is taken as 0.6 of its size wide, which holds for the fonts asked for.
_MARGIN = 24
_HEAD = 206  # title, legend and the names of the columns
_WIDTHS: dict[NodeKind, int] = {"question": 256, "criterion": 172, "form": 268, "undetermined": 268}
_LETTERS: dict[NodeKind, int] = {"question": 36, "criterion": 24, "form": 34, "undetermined": 34}
_BETWEEN = 12  # two nodes of a column
_THEME = 34  # the name of a theme above its questions
_LINE, _ENTRY, _PASSAGE = 15, 15, 16
_LANE, _LANES_MARGIN = 10, 16
_GAP, _LAST_GAP = 84, 210  # between two columns, and before the forms
_SWEEPS = 4

_Slot = tuple[str, int]  # what stands in a column: a node, or the lines of a node that only pass through


@dataclass(frozen=True, slots=True)
class _Card:
    """A node as it is drawn.

    Attributes:
        label: the label, folded.
        entries: the edges listed in a form; empty for the rest.
        asked: the questions and criteria that may close the question, as one line; empty if none may.
    """

    node: Node
    label: tuple[str, ...]
    entries: tuple[Edge, ...]
    asked: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of the box."""
        lines = 1 + len(self.label) + len(self.asked)
        return 12 + lines * _LINE + (len(self.entries) * _ENTRY + 6 if self.entries else 0)


@dataclass(frozen=True)
class _Plan:
    """Where everything stands.

    Attributes:
        columns: the column of each node, from the left.
        kinds: what each column holds; forms and reasons for naming none share theirs.
        lefts: where each column begins.
        middles: the height of the middle of each slot.
        lanes: for what may close questions, where its line runs down beside them.
        themes: the name of each theme and its height.
    """

    graph: Graph
    lang: Lang
    columns: Mapping[str, int]
    cards: Mapping[str, _Card]
    kinds: tuple[NodeKind, ...]
    lefts: tuple[float, ...]
    middles: Mapping[_Slot, float]
    lanes: Mapping[str, float]
    themes: tuple[tuple[float, str], ...]

    def middle(self, id_: str) -> float:
        """The height of the middle of a node."""
        return self.middles[id_, self.columns[id_]]

    def left(self, id_: str) -> float:
        """Where a node begins."""
        return self.lefts[self.columns[id_]]

    def right(self, id_: str) -> float:
        """Where a node ends."""
        return self.end(self.columns[id_])

    def end(self, column: int) -> float:
        """Where a column ends."""
        return self.lefts[column] + _WIDTHS[self.kinds[column]]

    def top(self, id_: str) -> float:
        """The height of the top of a node."""
        return self.middle(id_) - self.cards[id_].height / 2

    def bottom(self, id_: str) -> float:
        """The height of the bottom of a node."""
        return self.middle(id_) + self.cards[id_].height / 2


def _planned(graph: Graph, lang: Lang) -> _Plan:
    """Find a place for everything."""
    columns = _columns(graph)
    kinds = _column_kinds(graph, columns)
    cards = {node.id: _card(graph, node, lang) for node in graph.nodes}
    middles = _middles(graph, columns, kinds, cards)
    closing = {edge.start for edge in graph.edges if edge.asks}
    beside = _MARGIN + _WIDTHS[kinds[0]] + _LANES_MARGIN
    ordered = sorted(closing, key=lambda id_: (columns[id_], middles[id_, columns[id_]]))
    lanes = {id_: float(beside + rank * _LANE) for rank, id_ in enumerate(ordered)}
    lefts = [float(_MARGIN)]
    for before, kind in pairwise(kinds):
        gap = _GAP if kind == "criterion" else _LAST_GAP
        room = 2 * _LANES_MARGIN + len(lanes) * _LANE if before == "question" and lanes else 0
        lefts.append(lefts[-1] + _WIDTHS[before] + room + gap)
    return _Plan(graph, lang, columns, cards, kinds, tuple(lefts), middles, lanes, _themes(graph, cards, middles, lang))


def _columns(graph: Graph) -> dict[str, int]:
    """Questions first; a criterion after those it rests on; forms, and reasons for naming none, last."""
    behind: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        if "read" in edge.kinds:
            behind[edge.end].append(edge.start)
    depths: dict[str, int] = {}

    def depth(id_: str) -> int:
        if id_ not in depths:
            depths[id_] = 1 + max((depth(one) for one in behind[id_]), default=0)
        return depths[id_]

    depths.update({node.id: 0 for node in graph.nodes if node.kind == "question"})
    last = 1 + max((depth(node.id) for node in graph.nodes if node.kind == "criterion"), default=0)
    found = {node.id: last if node.kind in ("form", "undetermined") else depth(node.id) for node in graph.nodes}
    used = sorted(set(found.values()))
    return {id_: used.index(column) for id_, column in found.items()}


def _column_kinds(graph: Graph, columns: Mapping[str, int]) -> tuple[NodeKind, ...]:
    """Return what each column holds, from the left."""
    rarest_first = sorted(graph.nodes, key=lambda node: NODE_KINDS.index(node.kind), reverse=True)
    found = {columns[node.id]: node.kind for node in rarest_first}
    return tuple(found[column] for column in sorted(found))


def _card(graph: Graph, node: Node, lang: Lang) -> _Card:
    entries = tuple(edge for edge in graph.edges if edge.end == node.id and node.kind in ("form", "undetermined"))
    closing = ", ".join(edge.start for edge in graph.edges if edge.end == node.id and edge.asks)
    asked = message("graph", "asked_after", names=closing).to(lang) if closing else ""
    label = folded(node.label.to(lang), _LETTERS[node.kind], 3)
    return _Card(node, label, entries, folded(asked, _LETTERS[node.kind] + 4, 2) if asked else ())


def _middles(
    graph: Graph, columns: Mapping[str, int], kinds: Sequence[NodeKind], cards: Mapping[str, _Card]
) -> dict[_Slot, float]:
    """Stack the questions and the forms, in their order; then settle the criteria at the barycentre of their ties."""
    ties = _ties(graph, columns)
    stacks = {
        column: [node.id for node in graph.nodes if columns[node.id] == column]
        for column, kind in enumerate(kinds)
        if kind != "criterion"
    }
    tallest = max((_stack_height(ids, cards) for ids in stacks.values()), default=0)
    middles: dict[_Slot, float] = {}
    for column, ids in stacks.items():
        middles |= {(id_, column): middle for id_, middle in _stacked(ids, cards, tallest).items()}
    for _ in range(_SWEEPS):
        for column in (column for column in range(len(kinds)) if column not in stacks):
            slots = [slot for slot in ties if slot[1] == column]
            wanted = {slot: _mean([middles[tie] for tie in ties[slot] if tie in middles]) for slot in slots}
            slots.sort(key=wanted.__getitem__)
            rooms = [cards[id_].height + _BETWEEN if columns[id_] == column else _PASSAGE for id_, _ in slots]
            middles |= zip(slots, _settled([wanted[slot] for slot in slots], rooms), strict=True)
    return middles


def _ties(graph: Graph, columns: Mapping[str, int]) -> dict[_Slot, list[_Slot]]:
    """Return every slot with those it wants to be level with.

    A node with all that it reads or serves; a passage with what stands before it, so that lines run straight until they
    fan out.
    """
    ties: dict[_Slot, list[_Slot]] = {(node.id, columns[node.id]): [] for node in graph.nodes}
    for edge in graph.edges:
        course = _course(edge, columns)
        ties |= {passed: [before] for before, passed in pairwise(course[:-1])}
        if not edge.asks:
            ties[course[0]].append(course[-1])
            ties[course[-1]].append(course[0])
    return ties


def _course(edge: Edge, columns: Mapping[str, int]) -> list[_Slot]:
    """Return the slots that an edge goes through; in between, all the edges of one start go together."""
    first, last = columns[edge.start], columns[edge.end]
    step = 1 if last > first else -1
    passed = [(edge.start, column) for column in range(first + step, last, step)]
    return [(edge.start, first), *passed, (edge.end, last)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0


def _stack_height(ids: Sequence[str], cards: Mapping[str, _Card]) -> float:
    themes = {cards[id_].node.theme for id_ in ids} - {NOTHING}
    return len(themes) * _THEME + sum(cards[id_].height + _BETWEEN for id_ in ids)


def _stacked(ids: Sequence[str], cards: Mapping[str, _Card], tallest: float) -> dict[str, float]:
    """Stack nodes in their order, halfway down the tallest stack; forms spread out when there is room."""
    free = tallest - _stack_height(ids, cards)
    more = 0 if cards[ids[0]].node.theme != NOTHING else min(free / len(ids), 36)
    top = _HEAD + (free - more * len(ids)) / 2
    theme = NOTHING
    middles = {}
    for id_ in ids:
        card = cards[id_]
        top += _THEME if card.node.theme != theme else 0
        theme = card.node.theme
        middles[id_] = top + (card.height + more) / 2
        top += card.height + _BETWEEN + more
    return middles


def _settled(wanted: Sequence[float], rooms: Sequence[float]) -> list[float]:
    """Place boxes one below the other, each as near to where it wants to be as the others let it.

    The least squares under that order, by pooling adjacent violators (Ayer and others, 1955).

    Args:
        wanted: the middle that each box wants, in order.
        rooms: the height that each needs.
    """
    above = [sum(rooms[:rank]) + room / 2 for rank, room in enumerate(rooms)]
    blocks: list[tuple[float, int]] = []
    for one, before in zip(wanted, above, strict=True):
        total, count = one - before, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            pooled = blocks.pop()
            total, count = total + pooled[0], count + pooled[1]
        blocks.append((total, count))
    starts = [max(total / count, _HEAD) for total, count in blocks for _ in range(count)]
    return [start + before for start, before in zip(starts, above, strict=True)]


def _themes(
    graph: Graph, cards: Mapping[str, _Card], middles: Mapping[_Slot, float], lang: Lang
) -> tuple[tuple[float, str], ...]:
    """Return each theme's name, and the height of the first of its questions."""
    first: dict[Text, float] = {}
    for node in graph.nodes:
        if node.theme != NOTHING:
            first.setdefault(node.theme, middles[node.id, 0] - cards[node.id].height / 2)
    return tuple((top, theme.to(lang)) for theme, top in first.items())


# --- SVG: drawing it ----------------------------------------------------------------------------------------

_FONT = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
# Each kind of line has its own track, so that the lines of one node run side by side and none hides another.
_TRACKS: dict[EdgeKind, float] = {"confirms": -4.5, "excludes": -1.5, "supports": 1.5, "opposes": 4.5}
_DASHES: dict[EdgeKind, str] = {"excludes": "6 3", "supports": "0.1 3", "opposes": "0.1 6"}
# The sign of each kind of argument, drawn around (0, 0), in its own place before what a form reads.
_SIGNS: dict[EdgeKind, str] = {
    "confirms": "M-3,0 a3,3 0 1,0 6,0 a3,3 0 1,0 -6,0 Z",
    "excludes": "M-3.5,-3.5 L3.5,3.5 M-3.5,3.5 L3.5,-3.5",
    "supports": "M-4,0 L4,0 M0,-4 L0,4",
    "opposes": "M-4,0 L4,0",
}
_SIGN = 12
# How the other lines end.
_HEADS: dict[EdgeKind, str] = {"read": "M1,1 L7,4 L1,7 Z", "asked_when": "M2,1 L7,4 L2,7"}
_OUTLINES: dict[NodeKind, dict[str, object]] = {
    "question": {"rx": 2, "stroke-width": 1},
    "criterion": {"rx": 14, "stroke-width": 1.2},
    "form": {"rx": 2, "stroke-width": 2},
    "undetermined": {"rx": 2, "stroke-width": 1.5, "stroke-dasharray": "5 3"},
}
_STYLE = f"""
text {{ font-family: {_FONT}; font-size: 12px; fill: #1f2430 }}
.title {{ font-size: 20px; font-weight: bold }}
.heading {{ font-size: 13px; font-weight: bold; fill: #3a4252 }}
.id {{ font-weight: bold }}
.small {{ font-size: 11px }}
.asked {{ font-size: 11px; fill: #5c5c5c }}
.line {{ fill: none; stroke-width: 1.3 }}
.line.asked_when {{ stroke-width: 1; shape-rendering: crispEdges }}
.line.supports, .line.opposes {{ stroke-linecap: round; stroke-width: 1.8 }}
.sign {{ stroke-width: 2 }}
"""


def svg(graph: Graph, lang: Lang) -> str:
    """Return the dependencies as an SVG drawing that needs nothing else: no font, no script, no other file.

    Args:
        graph: what to draw.
        lang: the language of the labels.
    """
    plan = _planned(graph, lang)
    width = max(plan.end(len(plan.kinds) - 1) + _MARGIN, 900)
    height = max(*plan.middles.values(), *(plan.bottom(node.id) for node in graph.nodes)) + _MARGIN
    root = ET.Element("svg", attributes(xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:g} {height:g}"))
    root.attrib |= attributes(width=width, height=height, lang=lang, role="graphics-document document")
    root.attrib |= {"aria-labelledby": "title desc"}
    told = f"{counts(graph).to(lang)} {message('graph', 'how_to_read').to(lang)}"
    add(root, "title", title(graph).to(lang), id="title")
    add(root, "desc", told, id="desc")
    add(root, "style", _STYLE + _pointing(graph))
    root.append(_markers())
    add(root, "rect", width=width, height=height, fill="#ffffff")
    _add_head(root, plan, told, width)
    _add_headings(root, plan)
    for edge in sorted(graph.edges, key=lambda edge: not edge.asks):
        root.append(_asked_edge(plan, edge) if edge.asks else _reading_edge(plan, edge))
    for card in plan.cards.values():
        root.append(_drawn_card(plan, card))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _pointing(graph: Graph) -> str:
    """Return the rules that hide the lines of the others when a node is pointed at."""
    return "\n".join(
        f"svg:has(#n-{node.id}:hover) .edge:not(.on-{node.id}) {{ visibility: hidden }}" for node in graph.nodes
    )


def _markers() -> ET.Element:
    """Return the heads of the lines that end in an arrow."""
    found = ET.Element("defs")
    for kind, path in _HEADS.items():
        marker = add(found, "marker", id=f"end-{kind}", viewBox="0 0 8 8", refX=8, refY=4, orient="auto")
        marker.attrib |= {"markerWidth": "8", "markerHeight": "8", "markerUnits": "userSpaceOnUse"}
        head = add(marker, "path", d=path, stroke=COLOURS[kind])
        head.set("fill", COLOURS[kind] if path.endswith("Z") else "none")
    return found


def _add_head(root: ET.Element, plan: _Plan, told: str, width: float) -> None:
    """Add the title, what it is about and the legend, one below the other."""
    y = 40
    for line in fold(title(plan.graph).to(plan.lang), int(width / 11)).split("\n"):
        add(root, "text", line, class_="title", x=_MARGIN, y=y)
        y += 24
    for line in fold(told, int(width / 6.6)).split("\n"):
        add(root, "text", line, x=_MARGIN, y=y)
        y += 17
    legend = add(root, "g", class_="legend")
    for rank, kind in enumerate(EDGE_KINDS):
        _add_sample(legend, kind, _MARGIN + rank // 2 * 300, y + 14 + rank % 2 * 22, plan.lang)


def _add_sample(legend: ET.Element, kind: EdgeKind, x: float, y: float, lang: Lang) -> None:
    """Add a line of one kind, and what it means."""
    _add_line(legend, kind, f"M{x:g},{y:g} L{x + 44:g},{y:g}")
    if kind in _SIGNS:
        _add_sign(legend, kind, x + 54, y)
    add(legend, "text", message("graph", f"line_{kind}").to(lang), x=x + 66, y=y + 4)


def _add_headings(root: ET.Element, plan: _Plan) -> None:
    """Add the names of the columns above them, and the names of the themes above their questions."""
    for column, kind in enumerate(plan.kinds):
        key = "column_resting" if "criterion" in plan.kinds[:column] and kind == "criterion" else f"column_{kind}"
        for rank, line in enumerate(folded(message("graph", key).to(plan.lang), _WIDTHS[kind] // 7, 2)):
            add(root, "text", line, class_="heading", x=plan.lefts[column], y=_HEAD - 24 + rank * 15)
    for top, theme in plan.themes:
        for rank, line in enumerate(reversed(folded(theme, _LETTERS["question"], 2))):
            add(root, "text", line, class_="heading", x=_MARGIN, y=top - 8 - rank * 15)


def _add_line(parent: ET.Element, kind: EdgeKind, path: str) -> None:
    """Add a line of one kind along a path."""
    line = add(parent, "path", class_=f"line {kind}", d=path, stroke=COLOURS[kind])
    if kind in _DASHES:
        line.set("stroke-dasharray", _DASHES[kind])
    if kind in _HEADS:
        line.set("marker-end", f"url(#end-{kind})")


def _add_sign(parent: ET.Element, kind: EdgeKind, x: float, y: float) -> None:
    """Add the sign of one kind of argument."""
    colour = COLOURS[kind]
    sign = add(parent, "path", class_="sign", d=_SIGNS[kind], transform=f"translate({x:g},{y:g})", stroke=colour)
    sign.set("fill", colour if kind == "confirms" else "none")


def _edge_group(plan: _Plan, edge: Edge) -> ET.Element:
    """Return the group of an edge, with its words for who points at it."""
    kinds = " ".join(edge.kinds)
    group = ET.Element("g", attributes(class_=f"edge {kinds} on-{edge.start} on-{edge.end}"))
    group.attrib |= {"data-start": edge.start, "data-end": edge.end}
    add(group, "title", edge_words(edge, plan.lang))
    return group


def _reading_edge(plan: _Plan, edge: Edge) -> ET.Element:
    """Draw an edge from left to right, a line for each of its kinds."""
    group = _edge_group(plan, edge)
    x, y = plan.right(edge.start), plan.middle(edge.start)
    points = [(x, y)]
    if plan.columns[edge.start] == 0 and plan.lanes:
        points.append((max(plan.lanes.values()) + _LANES_MARGIN, y))
    for passed in _course(edge, plan.columns)[1:-1]:
        left = plan.lefts[passed[1]]
        points += [(left, plan.middles[passed]), (plan.end(passed[1]), plan.middles[passed])]
    points.append((plan.left(edge.end), _entry(plan, edge)))
    for kind in edge.kinds:
        _add_line(group, kind, _curve(points, _TRACKS.get(kind, 0)))
    return group


def _curve(points: Sequence[tuple[float, float]], track: float) -> str:
    """Return the path through points: straight between two of one height, an S between others."""
    (x, y), *rest = points
    path = [f"M{x:g},{y + track:.1f}"]
    for to_x, to_y in rest:
        half = (x + to_x) / 2
        bend = f"C{half:g},{y + track:.1f} {half:g},{to_y + track:.1f} " if to_y != y else "L"
        path.append(f"{bend}{to_x:g},{to_y + track:.1f}")
        x, y = to_x, to_y
    return " ".join(path)


def _entries(plan: _Plan, end: str) -> list[Edge]:
    """Return the edges that come into a node from its left, in the order in which their lines arrive."""
    found = [edge for edge in plan.graph.edges if edge.end == end and not edge.asks]
    return sorted(found, key=lambda edge: plan.middles[_course(edge, plan.columns)[-2]])


def _entry(plan: _Plan, edge: Edge) -> float:
    """Return the height at which an edge comes into its end: its own line in a form, its share of another's side."""
    entries = _entries(plan, edge.end)
    card = plan.cards[edge.end]
    rank = entries.index(edge)
    if card.entries:
        return plan.bottom(edge.end) - 6 - (len(entries) - rank - 0.5) * _ENTRY
    return plan.top(edge.end) + card.height * (rank + 1) / (len(entries) + 1)


def _asked_edge(plan: _Plan, edge: Edge) -> ET.Element:
    """Draw what may close a question: to a line that runs beside the questions, along it, then to the question."""
    group = _edge_group(plan, edge)
    lane, ends = plan.lanes[edge.start], plan.right(edge.end)
    y = plan.bottom(edge.end) - 6 - _LINE / 2
    beside = plan.columns[edge.start] == plan.columns[edge.end]
    leaves_left = (plan.left(edge.start), plan.bottom(edge.start) - 6)
    leaves_right = (plan.right(edge.start), plan.top(edge.start) + 12)
    points = [leaves_right if beside else leaves_left]
    for passed in _course(edge, plan.columns)[1:-1]:
        points += [(plan.end(passed[1]), plan.middles[passed]), (plan.lefts[passed[1]], plan.middles[passed])]
    points.append((lane, points[-1][1]))
    _add_line(group, "asked_when", f"{_curve(points, 0)} L{lane:g},{y:g} L{ends:g},{y:g}")
    add(group, "circle", cx=lane, cy=y, r=2.4, fill=COLOURS["asked_when"])
    return group


def _drawn_card(plan: _Plan, card: _Card) -> ET.Element:
    """Draw a node: its box, its id, its label, and what it reads."""
    node = card.node
    x, y = plan.left(node.id), plan.top(node.id)
    group = ET.Element("g", attributes(id=f"n-{node.id}", class_=f"node {node.kind}", role="graphics-symbol img"))
    add(group, "title", node_words(plan.graph, node, plan.lang))
    fill, outline = PAINTS[node.kind]
    box = add(group, "rect", x=x, y=y, width=_WIDTHS[node.kind], height=card.height, fill=fill, stroke=outline)
    box.attrib |= attributes(**_OUTLINES[node.kind])
    if node == plan.graph.of:
        box.set("stroke-width", "4")
    lines = [("id", node.id), *(("label", line) for line in card.label), *(("asked", line) for line in card.asked)]
    for rank, (kind, line) in enumerate(lines):
        add(group, "text", line, class_=kind, x=x + 10, y=y + 6 + (rank + 0.75) * _LINE)
    for edge in _entries(plan, node.id) if card.entries else ():
        _add_entry(group, plan, edge)
    return group


def _add_entry(group: ET.Element, plan: _Plan, edge: Edge) -> None:
    """Add one line of what a form reads: a sign for each kind of argument, then the name."""
    x, y = plan.left(edge.end), _entry(plan, edge)
    for kind in edge.kinds:
        _add_sign(group, kind, x + 10 + list(_SIGNS).index(kind) * _SIGN, y)
    start = plan.cards[edge.start].node
    name = f"{start.id} {start.label.to(plan.lang)}" if start.kind == "criterion" else start.id
    add(group, "text", name, class_="small", x=x + 12 + len(_SIGNS) * _SIGN, y=y + 4)
