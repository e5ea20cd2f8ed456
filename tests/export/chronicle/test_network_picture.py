from __future__ import annotations

from lxml import etree

from memcon.export.chronicle.network import Edge, Graph, Node, Tie
from memcon.export.chronicle.network_picture import LINES, edge_words, network_picture, node_words, radius_of, width_of
from memcon.export.chronicle.panorama_picture import Legend

FARRO, LUND = Node("a", "Odile Farro", 9, 1, 0), Node("b", "Ana Lund", 1, 9, 2)
EDGES = (Edge("a", "b", Tie.TOLD, 9), Edge("b", "a", Tie.TOLD, 1), Edge("b", "a", Tie.WORD, 2), Edge("a", "a", Tie.TOLD, 1))
PLACES = {"a": (0.0, 0.0), "b": (300.0, -120.0)}


def drawn(nodes: tuple[Node, ...] = (FARRO, LUND), edges: tuple[Edge, ...] = EDGES) -> etree._Element:
    graph = Graph(nodes, edges, more=0, alone=0, hidden=0, statements=10, unnamed=0)
    return etree.fromstring(network_picture(graph, PLACES, Legend("Who speaks to whom", "10 statements", "Source: weir")))


def test_the_picture_stands_by_itself() -> None:
    root = drawn()
    words = {text.text for text in root.findall("{*}text")}
    assert {"Who speaks to whom", "10 statements", "Source: weir"} <= words
    assert (root.findall(".//{*}style"), root.findall(".//{*}a"), root.xpath("//@style")) == ([], [], [])


def test_lines_tell_what_they_are_and_word_is_dashed_in_another_colour() -> None:
    groups = drawn().findall("{*}g")
    assert groups[0].findtext("{*}title") == "9 of Odile Farro to Ana Lund"
    assert groups[2].findtext("{*}title") == "2 of Odile Farro on the word of Ana Lund"
    told, word = (group.find("{*}path") for group in (groups[0], groups[2]))
    assert told is not None
    assert word is not None
    assert (told.get("stroke"), told.get("stroke-dasharray"), word.get("stroke")) == (LINES[Tie.TOLD], None, LINES[Tie.WORD])
    assert word.get("stroke-dasharray")


def test_lines_between_the_same_two_do_not_lie_on_each_other() -> None:
    ways = [path.get("d") for path in drawn().findall("{*}g/{*}path")]
    assert len(set(ways)) == len(ways) == 4


def test_everything_lies_on_the_paper() -> None:
    root = drawn()
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for disc in root.findall("{*}g/{*}circle"):
        assert 0 < float(disc.get("cx", "0")) < width
        assert 0 < float(disc.get("cy", "0")) < height


def test_discs_and_lines_grow_with_the_statements_up_to_a_size() -> None:
    assert radius_of(LUND) < radius_of(FARRO) < radius_of(Node("c", "", 10**6, 0, 0)) == 30
    assert width_of(EDGES[1]) == 1.5 < width_of(EDGES[0]) < width_of(Edge("a", "b", Tie.TOLD, 10**6)) == 9


def test_names_are_text() -> None:
    root = drawn((Node("a", "<script>alert(1)</script>", 1, 0, 0),), ())
    assert root.findall(".//{*}script") == []
    assert root.findall("{*}g/{*}text")[0].text == "<script>alert(1)</scr…"


def test_in_words() -> None:
    assert node_words(LUND) == "Ana Lund: speaks 1, is told 9, relied on for 2"
    assert edge_words(EDGES[2], {"a": "Farro", "b": "Lund"}) == "2 of Farro on the word of Lund"


def test_an_empty_network_is_a_picture_with_words() -> None:
    assert drawn((), ()).findall("{*}g") == []
