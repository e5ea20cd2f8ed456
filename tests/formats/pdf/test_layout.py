"""Lines of print put back into paragraphs."""

from __future__ import annotations

from memcon.formats.pdf.layout import Page, PrintedLine, paragraphs_of, set_aside_edges

HEIGHT, WIDTH, STEP = 792.0, 612.0, 14.0


def column(texts: list[str], *, left: float = 72, right: float = 540, top: float = 90) -> list[PrintedLine]:
    """Lines below one another; a last line is as long as its words."""
    lines = []
    for n, text in enumerate(texts):
        end = min(right, left + 6 * len(text)) if n == len(texts) - 1 or not text.endswith("_") else right
        lines.append(PrintedLine(text.rstrip("_"), left, end, top + n * STEP, top + n * STEP + 11))
    return lines


def page(number: str, *groups: list[PrintedLine]) -> Page:
    return Page(number, WIDTH, HEIGHT, tuple(line for group in groups for line in group))


def at_top(text: str) -> list[PrintedLine]:
    return [PrintedLine(text, 72, 72 + 6 * len(text), 36, 47)]


def at_foot(text: str) -> list[PrintedLine]:
    return [PrintedLine(text, 300, 300 + 6 * len(text), 750, 761)]


def texts(*pages: Page) -> list[tuple[str, str | None]]:
    kept, _ = set_aside_edges(pages)
    return [(p.text, p.page) for p in paragraphs_of(kept)]


def test_lines_are_joined_and_a_gap_begins_a_paragraph() -> None:
    first = column(["The mayor said that the gate_", "was shut until noon."])
    second = column(["Nobody believed her, and the crews_", "went home."], top=150)
    assert texts(page("1", first, second)) == [
        ("The mayor said that the gate was shut until noon.", "1"),
        ("Nobody believed her, and the crews went home.", "1"),
    ]


def test_a_word_cut_at_a_line_end_is_made_whole_and_a_name_keeps_its_hyphen() -> None:
    assert texts(page("1", column(["The crews spoke of sabo-_", "tage, said Mayor Lund-_", "Weiss at noon."]))) == [
        ("The crews spoke of sabotage, said Mayor Lund-Weiss at noon.", "1")
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = column([f"left {n} runs on and on_" for n in range(6)], right=290)
    right = column([f"right {n} runs on and on_" for n in range(6)], left=320, right=540)
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    (paragraph,) = texts(page("1", mixed))
    assert paragraph[0].split()[1::6] == [*"012345", *"012345"]


def test_a_sentence_that_a_page_cuts_is_whole_and_has_the_page_on_which_it_begins() -> None:
    one = page("7", at_top("The Courier 7"), column(["The harbour office said that the ferry would not sail before_"]), at_foot("7"))
    two = page("8", at_top("The Courier 8"), column(["Monday. Nobody told the crews."]), at_foot("8"))
    assert texts(one, two) == [("The harbour office said that the ferry would not sail before Monday. Nobody told the crews.", "7")]


def test_running_titles_and_page_numbers_are_set_aside_and_kept_by_name() -> None:
    pages = [page(str(n), at_top(f"The Courier {n}"), column([f"Paragraph {n} ends here."]), at_foot(f"- {n} -")) for n in (1, 2, 3)]
    kept, titles = set_aside_edges(pages)
    assert titles == ("The Courier #",)
    assert [p.text for p in paragraphs_of(kept)] == [f"Paragraph {n} ends here." for n in (1, 2, 3)]


def test_a_title_of_one_page_in_the_margin_is_set_aside_and_a_sentence_there_is_not() -> None:
    body = column(["The mayor said no.", "The crews said yes."], top=200)
    assert set_aside_edges([page("1", at_top("Private and confidential"), body)])[1] == ("Private and confidential",)
    assert set_aside_edges([page("1", at_top("The mayor was never told."), body)])[1] == ()


def test_text_that_fills_the_page_to_its_edge_is_text() -> None:
    lines = column([f"line {n} of the story runs on_" for n in range(54)], top=20)
    assert set_aside_edges([page("1", lines)])[1] == ()


def test_a_page_without_lines_gives_nothing() -> None:
    assert texts(Page("1", WIDTH, HEIGHT, ())) == []
