"""What rests on what, as DOT text for Graphviz: one cluster for each kind of node, one line for each kind of tie."""

from __future__ import annotations

from qualifier.proving.graph import (
    COLOURS,
    NODE_KINDS,
    PAINTS,
    EdgeKind,
    Graph,
    Node,
    NodeKind,
    edge_words,
    folded,
    node_words,
    title,
)
from qualifier.words import Lang, message

_DOT_STYLES: dict[EdgeKind, str] = {
    "read": "style=solid, arrowhead=normal",
    "confirms": "style=solid, arrowhead=dot",
    "excludes": "style=dashed, arrowhead=tee",
    "supports": "style=dotted, arrowhead=vee",
    "opposes": "style=dotted, arrowhead=odiamond",
    "asked_when": "style=solid, arrowhead=empty, arrowsize=0.5, penwidth=0.5, constraint=false",
}


def dot(graph: Graph, lang: Lang) -> str:
    """Return the dependencies as DOT text, for Graphviz: one cluster for each kind of node, one line for each kind.

    Args:
        graph: what to draw.
        lang: the language of the labels.
    """
    lines = [
        "digraph qualifier {",
        "  graph [rankdir=LR, newrank=true, ranksep=2, labelloc=t, fontname=Helvetica];",
        f"  graph [label={_quoted(title(graph).to(lang))}];",
        "  node [shape=box, style=filled, fontname=Helvetica, fontsize=11];",
        "  edge [arrowsize=0.7];",
    ]
    for kind in NODE_KINDS:
        lines += _dot_cluster(graph, kind, lang)
    for edge in graph.edges:
        tooltip = _quoted(edge_words(edge, lang))
        lines += [
            f"  {_quoted(edge.start)} -> {_quoted(edge.end)} "
            f'[color="{COLOURS[kind]}", {_DOT_STYLES[kind]}, tooltip={tooltip}];'
            for kind in edge.kinds
        ]
    return "\n".join([*lines, "}", ""])


def _dot_cluster(graph: Graph, kind: NodeKind, lang: Lang) -> list[str]:
    nodes = [node for node in graph.nodes if node.kind == kind]
    if not nodes:
        return []
    fill, outline = PAINTS[kind]
    rank = "" if kind == "criterion" else ", rank=same"
    return [
        f"  subgraph cluster_{kind} {{",
        f"    graph [label={_quoted(message('graph', f'column_{kind}').to(lang))}, color=gray{rank}];",
        f'    node [fillcolor="{fill}", color="{outline}"];',
        *(
            f"    {_quoted(node.id)} [label={_quoted(_dot_label(node, lang))}, "
            f"tooltip={_quoted(node_words(graph, node, lang))}];"
            for node in nodes
        ),
        "  }",
    ]


def _dot_label(node: Node, lang: Lang) -> str:
    return "\n".join((node.id, *folded(node.label.to(lang), 36, 3)))


def _quoted(text: str) -> str:
    """Return a DOT string; a backslash would otherwise begin an escape of Graphviz."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
