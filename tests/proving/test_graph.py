"""The picture of the dependencies: what is in it, what is told around one entry, and drawings that can be read."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from qualifier.knowledge.conditions import subjects
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.proving.graph import EDGE_KINDS, Edge, Graph, Node, dependencies
from qualifier.proving.graph_dot import dot
from qualifier.proving.graph_svg import svg
from qualifier.words import LANGS, Lang, Text
from tests.support import PROJECT, SMALL_RULES, small_rules

SVG = "{http://www.w3.org/2000/svg}"
# All that XML, DOT and Graphviz's own escapes treat in a way of their own.
AWKWARD = Text("« <b> & \"deux\" 'mots' \\N ]]> »", "“<b> & \"two\" 'words' \\N ]]>”")

in_each_language = pytest.mark.parametrize("lang", LANGS)


def ends(graph: Graph) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(edge.start, edge.end): edge.kinds for edge in graph.edges}


def names(graph: Graph) -> list[str]:
    return [node.id for node in graph.nodes]


def drawn(graph: Graph, lang: Lang = "fr") -> ET.Element:
    return ET.fromstring(svg(graph, lang))  # noqa: S314 - our own drawing


def groups(root: ET.Element, kind: str) -> list[ET.Element]:
    return [group for group in root.iter(f"{SVG}g") if kind in group.get("class", "").split()]


def title(element: ET.Element) -> str:
    return element.findtext(f"{SVG}title") or ""


def boxes(root: ET.Element) -> dict[str, tuple[float, float, float, float]]:
    """Return the left, top, right and bottom of each node."""
    found = {}
    for group in groups(root, "node"):
        box = group.find(f"{SVG}rect")
        assert box is not None
        x, y, width, height = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
        found[group.get("id", "").removeprefix("n-")] = (x, y, x + width, y + height)
    return found


def level_stretches(path: str) -> Iterator[tuple[float, float, float]]:
    """Yield the height and both ends of each straight level stretch of a path."""
    x = y = 0.0
    for command, numbers in re.findall(r"([MLC])([^MLC]*)", path):
        to_x, to_y = (float(one) for one in numbers.split()[-1].split(","))
        if command == "L" and to_y == y:
            yield y, min(x, to_x), max(x, to_x)
        x, y = to_x, to_y


# --- What depends on what ---------------------------------------------------------------------------------------------


def test_every_question_criterion_form_and_ranked_reason_is_there_in_order_and_nothing_else(base: RuleBase) -> None:
    ranked = {**base.forms, **{id_: one for id_, one in base.undetermined.items() if one.precedence}}
    spoken = sorted(ranked, key=lambda id_: ranked[id_].precedence or 0)

    assert names(dependencies(base)) == [*asked_of_all(base), *base.criteria, *spoken]


def asked_of_all(base: RuleBase) -> list[str]:
    return [id_ for id_, one in base.questions.items() if not one.extra]


def test_a_question_asked_only_for_other_schools_is_not_drawn_as_no_form_depends_on_it(base: RuleBase) -> None:
    extras = {id_ for id_, one in base.questions.items() if one.extra}

    assert extras
    assert extras.isdisjoint(names(dependencies(base)))
    with pytest.raises(KeyError, match="rhythm"):
        dependencies(base, "rhythm")


def test_each_edge_says_what_its_condition_is_for(small_base: RuleBase) -> None:
    found = ends(dependencies(small_base))

    assert found["house", "K1"] == ("read",)
    assert found["K2", "K4"] == ("read",)
    assert found["K3", "shared_garden"] == ("confirms", "excludes")
    assert found["sign", "shared_garden"] == ("supports",)
    assert found["K4", "too_early"] == ("confirms",)
    assert found["K2", "since"] == ("asked_when",)
    assert ("K4", "strangers") not in found
    assert len(found) == 18


def test_all_that_a_condition_of_the_real_rules_speaks_of_is_tied_to_what_it_decides(base: RuleBase) -> None:
    found = ends(dependencies(base))
    wanted = {(subject, id_) for id_ in asked_of_all(base) for subject in subjects(base.questions[id_].ask_when)}
    levels = [(one.id, level.when) for one in base.criteria.values() for level in one.levels]
    reasons = [(one.id, one.when) for one in base.undetermined.values()]
    wanted |= {(subject, id_) for id_, when in (*levels, *reasons) if when for subject in subjects(when)}
    arguments = [argument for form in base.forms.values() for argument in form.arguments]
    wanted |= {(subject, one.form) for one in arguments for subject in subjects(one.when)}

    assert set(found) == wanted
    assert all(one.kind in found[subject, one.form] for one in arguments for subject in subjects(one.when))


def test_around_a_form_stands_all_that_it_rests_on_up_to_what_closes_its_questions(small_base: RuleBase) -> None:
    graph = dependencies(small_base, "shared_garden")

    assert graph.of is not None
    assert graph.of.id == "shared_garden"
    assert names(graph) == ["house", "sign", "work", "harvest", "K1", "K2", "K3", "shared_garden"]
    assert ends(graph)["K1", "harvest"] == ("asked_when",)
    assert ("K1", "household") not in ends(graph)


def test_around_a_criterion_stand_what_it_reads_what_rests_on_it_and_the_questions_it_may_close(
    small_base: RuleBase,
) -> None:
    found = ends(dependencies(small_base, "K2"))

    assert {end for start, end in found if start == "K2"} == {
        *("since", "harvest", "K4"),
        *("shared_garden", "digging_together", "good_neighbours", "strangers"),
    }
    assert ("K4", "too_early") in found
    assert ("work", "K2") in found
    assert ("harvest", "K3") not in found, "what rests on a question it may close is another matter"


def test_around_a_question_stand_its_criterion_and_the_forms_behind_it(small_base: RuleBase) -> None:
    assert names(dependencies(small_base, "since")) == ["house", "work", "since", "K1", "K2", "K4", "too_early"]


@pytest.mark.parametrize("of", ["nothing_of_that_name", "missing", "garden_book", "shared_garden.sign_painted"])
def test_what_is_neither_a_form_a_criterion_nor_a_question_is_refused(small_base: RuleBase, of: str) -> None:
    with pytest.raises(KeyError, match=of):
        dependencies(small_base, of)


def test_a_reason_that_has_the_id_of_a_criterion_does_not_take_its_place(small_base: RuleBase) -> None:
    reason = replace(small_base.undetermined["too_early"], id="K1")
    graph = dependencies(replace(small_base, undetermined={"K1": reason}))

    assert [node.kind for node in graph.nodes if node.id == "K1"] == ["criterion"]
    assert ("K4", "K1") not in ends(graph)


# --- DOT --------------------------------------------------------------------------------------------------------------


@in_each_language
def test_the_dot_text_has_each_node_once_and_a_line_for_each_kind_of_edge(base: RuleBase, lang: Lang) -> None:
    graph = dependencies(base)
    written = dot(graph, lang)

    assert "rankdir=LR" in written
    assert sorted(re.findall(r'^ {4}"(\w+)" \[label="', written, re.MULTILINE)) == sorted(names(graph))
    assert re.findall(r'^ {2}"(\w+)" -> "(\w+)" \[color=', written, re.MULTILINE) == [
        (edge.start, edge.end) for edge in graph.edges for _ in edge.kinds
    ]
    assert re.findall(r"subgraph cluster_(\w+)", written) == ["question", "criterion", "form", "undetermined"]


@in_each_language
def test_dot_text_stays_well_formed_whatever_a_label_holds(lang: Lang) -> None:
    written = dot(Graph((Node("one", "form", AWKWARD),), ()), lang)
    string = r'"(?:[^"\\]|\\.)*"'
    bare = re.sub(string, "", written)

    assert '"' not in bare
    assert "\\" not in bare
    assert bare.count("{") == bare.count("}")
    assert bare.count("[") == bare.count("]")
    assert any(r"\"" in one and r"\\N" in one for one in re.findall(string, written))


# --- SVG --------------------------------------------------------------------------------------------------------------


@in_each_language
def test_the_drawing_names_itself_and_says_how_to_read_it_before_anything_else(base: RuleBase, lang: Lang) -> None:
    root = drawn(dependencies(base), lang)
    count = len(asked_of_all(base))

    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("lang") == lang
    assert {child.get("id") for child in root if child.text} >= set(root.get("aria-labelledby", "").split())
    assert f"Questions{' ' if lang == 'fr' else ''}: {count}." in (root.findtext(f"{SVG}desc") or "")


def test_the_drawing_of_one_entry_is_named_after_it(base: RuleBase) -> None:
    assert "projet d'action commune" in title(drawn(dependencies(base, "common_action_project")))
    assert "people_told" in title(drawn(dependencies(base, "people_told"))), "a whole question is no title"


@in_each_language
def test_each_node_of_the_drawing_says_its_whole_label_and_what_it_is_tied_to(base: RuleBase, lang: Lang) -> None:
    graph = dependencies(base)
    told = {group.get("id"): title(group) for group in groups(drawn(graph, lang), "node")}

    assert set(told) == {f"n-{id_}" for id_ in names(graph)}
    assert [node.id for node in graph.nodes if node.label.to(lang) not in told[f"n-{node.id}"]] == []
    assert [edge for edge in graph.edges if edge.start not in told[f"n-{edge.end}"]] == []
    assert [edge for edge in graph.edges if edge.end not in told[f"n-{edge.start}"]] == []


@in_each_language
def test_each_edge_of_the_drawing_has_a_line_for_each_of_its_kinds(base: RuleBase, lang: Lang) -> None:
    graph = dependencies(base)
    found = {
        (group.get("data-start"), group.get("data-end")): [path.get("class") for path in group.iter(f"{SVG}path")]
        for group in groups(drawn(graph, lang), "edge")
    }

    assert found == {(edge.start, edge.end): [f"line {kind}" for kind in edge.kinds] for edge in graph.edges}


def test_a_form_lists_all_that_it_reads_with_a_sign_for_each_kind_of_argument(base: RuleBase) -> None:
    graph = dependencies(base)
    criteria, forms = base.criteria, {**base.forms, **base.undetermined}
    cards = {group.get("id"): group for group in groups(drawn(graph), "node")}
    for form in forms.keys() & set(names(graph)):
        edges = [edge for edge in graph.edges if edge.end == form]
        card = cards[f"n-{form}"]
        small = [text.text for text in card.iter(f"{SVG}text") if text.get("class") == "small"]

        assert len(list(card.iter(f"{SVG}path"))) == sum(len(edge.kinds) for edge in edges)
        assert sorted(small) == sorted(
            f"{edge.start} {criteria[edge.start].name.fr}" if edge.start in criteria else edge.start for edge in edges
        )


def test_no_two_kinds_of_line_differ_by_their_colour_alone(base: RuleBase) -> None:
    root = drawn(dependencies(base))
    heads = {f"url(#{marker.get('id')})": marker[0].get("d") for marker in root.iter(f"{SVG}marker")}
    lines = [path for group in groups(root, "edge") for path in group.iter(f"{SVG}path")]
    shapes = {
        line.get("class", ""): (line.get("stroke-dasharray"), heads.get(line.get("marker-end", ""))) for line in lines
    }

    assert sorted(shapes) == sorted(f"line {kind}" for kind in EDGE_KINDS)
    assert len(set(shapes.values())) == len(EDGE_KINDS)


def test_rows_are_ordered_so_that_lines_need_not_cross() -> None:
    label = Text("un", "one")
    questions = [Node(f"q{rank}", "question", label) for rank in range(4)]
    criteria = [Node(f"K{rank}", "criterion", label) for rank in range(4)]
    crossed = [Edge(f"q{3 - rank}", f"K{rank}", ("read",)) for rank in range(4)]
    into = [Edge(f"K{rank}", "form", ("confirms",)) for rank in range(4)]
    root = drawn(Graph((*questions, *criteria, Node("form", "form", label)), (*crossed, *into)))
    found = boxes(root)
    small = [text for text in root.iter(f"{SVG}text") if text.get("class") == "small"]

    assert sorted((one.id for one in criteria), key=lambda id_: found[id_][1]) == ["K3", "K2", "K1", "K0"]
    assert [text.text for text in sorted(small, key=lambda text: float(text.get("y", "")))] == [
        *("K3 un", "K2 un", "K1 un", "K0 un")
    ]


def test_lines_and_words_stand_out_from_white(base: RuleBase) -> None:
    written = svg(dependencies(base), "fr")
    colours = {*re.findall(r'stroke="(#\w{6})"', written), *re.findall(r"fill: (#\w{6})", written)}

    assert len(colours) > len(EDGE_KINDS)
    assert {colour for colour in colours if 1.05 / (luminance(colour) + 0.05) < 4.5} == set()


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    shares = [int(colour[rank : rank + 2], 16) / 255 for rank in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@in_each_language
def test_whatever_a_label_holds_the_drawing_gives_it_back(lang: Lang) -> None:
    nodes = (Node("one", "question", AWKWARD, AWKWARD), Node("K1", "criterion", AWKWARD), Node("two", "form", AWKWARD))
    edges = (Edge("one", "K1", ("read",)), Edge("K1", "two", ("confirms", "opposes")))
    root = drawn(Graph(nodes, edges, nodes[2]), lang)

    assert AWKWARD.to(lang) in title(root)
    assert all(AWKWARD.to(lang) in title(group) for group in groups(root, "node"))
    assert f"K1 {AWKWARD.to(lang)}" in [text.text for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("of", [None, "common_action_project", "K3", "K28", "people_told"])
def test_no_box_covers_another_and_all_are_within_the_picture(base: RuleBase, of: str | None) -> None:
    root = drawn(dependencies(base, of))
    found = sorted(boxes(root).values(), key=lambda box: (box[0], box[1]))
    _, _, width, height = (float(one) for one in root.get("viewBox", "").split())

    assert all(0 < left < right < width and 0 < top < bottom < height for left, top, right, bottom in found)
    assert [(one, other) for one, other in pairwise(found) if one[0] == other[0] and one[3] > other[1]] == []


@pytest.mark.parametrize("of", [None, "common_action_project", "K3", "K28"])
def test_no_line_runs_through_the_box_of_something_else(base: RuleBase, of: str | None) -> None:
    root = drawn(dependencies(base, of))
    found = boxes(root)
    through = [
        (group.get("data-start"), group.get("data-end"), id_)
        for group in groups(root, "edge")
        for path in group.iter(f"{SVG}path")
        for y, x, to_x in level_stretches(path.get("d", ""))
        for id_, (left, top, right, bottom) in found.items()
        if x < right and left < to_x and top < y < bottom
    ]

    assert through == []


def test_a_line_to_a_form_ends_level_with_its_own_entry_in_the_list(base: RuleBase) -> None:
    root = drawn(dependencies(base, "common_action_project"))
    (card,) = (group for group in groups(root, "node") if group.get("id") == "n-common_action_project")
    texts = {(text.text or "").split()[0]: float(text.get("y", "")) for text in card if text.get("class") == "small"}
    arrivals = {
        group.get("data-start"): float(path.get("d", "").rpartition(",")[2])
        for group in groups(root, "edge")
        for path in group.iter(f"{SVG}path")
        if group.get("data-end") == "common_action_project"
    }

    assert set(arrivals) == set(texts)
    assert all(abs(arrivals[start] - y) < 10 for start, y in texts.items())
    assert len(set(texts.values())) == len(texts)
    assert min(texts.values()) > max(float(text.get("y", "")) for text in card if text.get("class") == "label")


def test_a_criterion_that_rests_on_others_may_close_a_question(tmp_path: Path) -> None:
    changed = small_rules(
        tmp_path / "rules", {"questions/20_garden.yaml": ("ask_when: {K2: [dug]}", "ask_when: {K4: [in_time]}")}
    )
    root = drawn(dependencies(load_rules(changed)))
    (edge,) = (one for one in groups(root, "edge") if (one.get("data-start"), one.get("data-end")) == ("K4", "harvest"))
    path = edge.findall(f"{SVG}path")[0].get("d", "")
    _, top, right, bottom = boxes(root)["harvest"]
    x, y = (float(one) for one in path.split("L")[-1].split(","))

    assert x == right
    assert top < y < bottom


@pytest.mark.parametrize("kind", ["question", "criterion", "form", "undetermined"])
def test_something_that_nothing_is_tied_to_is_drawn_all_the_same(kind: str) -> None:
    alone = Node("alone", kind, Text("seul", "alone"))  # type: ignore[arg-type]
    graph = Graph((alone,), (), alone)

    assert set(boxes(drawn(graph))) == {"alone"}
    assert "alone" in dot(graph, "en")


def test_the_same_rules_give_the_same_drawings_in_another_process(small_base: RuleBase) -> None:
    graph = dependencies(small_base)
    program = (
        "import sys, pathlib; from qualifier.knowledge.loading import load_rules;"
        "from qualifier.proving.graph import dependencies;"
        "from qualifier.proving.graph_dot import dot;"
        "from qualifier.proving.graph_svg import svg;"
        "graph = dependencies(load_rules(pathlib.Path(sys.argv[1])));"
        "sys.stdout.buffer.write((dot(graph, 'fr') + svg(graph, 'en')).encode())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program, SMALL_RULES],
            env={"PYTHONHASHSEED": seed},
            cwd=PROJECT,
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode() == dot(graph, "fr") + svg(graph, "en")
