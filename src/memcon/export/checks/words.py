"""The words of a check. They say what differs; the strongest of them is "check"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.export.checks.diff import Piece, differences
from memcon.export.checks.report import Checked, Report
from memcon.export.wording import date_words, origin_words, shown, title_words
from memcon.model.quotation import ChangeKind, Context, ContextWarning, Place, SpeakerVerdict, TextVerdict

LONGEST: Final = 4_000
"""Characters of a text that are shown; the JSON has it whole."""
VERDICTS: Final = {
    TextVerdict.VERBATIM: "word for word",
    TextVerdict.CLEANED: "word for word but for fillers and typography",
    TextVerdict.TRIMMED: "shortened, and the cut is marked",
    TextVerdict.BRACKETED: "word for word but for what stands in brackets",
    TextVerdict.SHIFTED: "tense or person differs",
    TextVerdict.MINOR: "small words, endings or spelling differ",
    TextVerdict.REWORDED: "other words",
    TextVerdict.MEANING_CHECK: "the meaning may differ",
    TextVerdict.POSSIBLE_SOURCE: "perhaps from here",
    TextVerdict.NOT_FOUND: "not found in the sources",
    TextVerdict.NOT_CHECKABLE: "cannot be checked",
}
CONTEXTS: Final = {
    Context.CUT_AFTER_NEGATION: "begins after a negation",
    Context.STOPS_BEFORE_BUT: "stops before a limit",
    Context.ELLIPSIS_DROPS_NOT: "the ellipsis leaves out a negation",
    Context.CONDITION_DROPPED: "leaves out a condition",
    Context.QUALIFIER_DROPPED: "leaves out a word that limits",
    Context.SPLICED: "joins what stands apart",
    Context.OUT_OF_ORDER: "in another order",
    Context.BOUNDARY_MOVED: "the marks take in words of the writer",
    Context.ATTRIBUTION_LEVEL: "said of another source there",
}
KINDS: Final = {
    ChangeKind.NUMBER: "number",
    ChangeKind.NEGATION: "negation",
    ChangeKind.ANTONYM: "opposite",
    ChangeKind.NAME: "name",
    ChangeKind.MODAL: "may, must, will",
    ChangeKind.QUANTIFIER: "how many",
    ChangeKind.AGENCY: "who does it",
    ChangeKind.QUALIFIER: "word that limits",
    ChangeKind.BRACKET_MEANING: "brackets",
}
UNKNOWN_THERE: Final = "cannot be told whether it is the same"
UNKNOWN_HERE: Final = "the story names nobody for these words"
NOTHING: Final = "No quotation in this story."


def story_words(report: Report) -> str:
    """What the story is called."""
    return title_words(report.story)


def story_details(report: Report) -> str:
    """Where the story is from, against how much it was held, and by which house."""
    sources = f"{report.sources:,} source{'' if report.sources == 1 else 's'}"
    day = date_words(report.story.published)
    parts = (origin_words(report.story), day, f"held against {sources}", f"house: {shown(report.house.name)}")
    return " · ".join(part for part in parts if part)


def verdict_words(one: Checked) -> str:
    """How the words stand to those of the source, with how many of them differ where it matters."""
    check = one.check
    if not one.is_direct and check.verdict not in {TextVerdict.MEANING_CHECK, TextVerdict.NOT_FOUND, TextVerdict.NOT_CHECKABLE}:
        return "not in marks; no number, negation or name differs"
    share = check.changed if check.verdict in {TextVerdict.REWORDED, TextVerdict.MEANING_CHECK} else 0
    return VERDICTS[check.verdict] + (f" ({share:.0%} of the content words differ)" if share >= 0.005 else "")


def speaker_words(one: Checked) -> str:
    """Whether the source has the same speaker; empty where the words were not found."""
    place = one.check.place
    if place is None:
        return ""
    there = shown(place.speakers[0]) if place.speakers else "somebody else"
    return {
        SpeakerVerdict.SAME: "the same speaker",
        SpeakerVerdict.OTHER_SPEAKER: f"the source gives these words to {there}",
        SpeakerVerdict.SECOND_HAND: f"at second hand there: {there} is quoted",
        SpeakerVerdict.UNKNOWN: UNKNOWN_THERE if one.check.quotation.speakers else UNKNOWN_HERE,
    }[one.check.speaker]


def by_words(one: Checked) -> str:
    """Who is said to have spoken."""
    speakers = one.check.quotation.speakers
    return shown(speakers[0]) if speakers else "nobody named"


def place_words(one: Checked) -> str:
    """The best place: the file and the line, what it is, when, who speaks there."""
    place = one.check.place
    if place is None:
        return ""
    where = ", ".join(filter(None, (origin_of(place), one.paper.place(place.span) if one.paper is not None else "")))
    return "; ".join([where, *_told(one, place)])


def _told(one: Checked, place: Place) -> Iterator[str]:
    outlet = one.paper.outlet if one.paper is not None else None
    named = ", ".join(filter(None, (f"“{shown(place.title)}”" if place.title else "", shown(outlet), date_words(place.published))))
    if named:
        yield named
    yield place.kind.value
    is_sure = one.check.speaker is not SpeakerVerdict.UNKNOWN or not one.check.quotation.speakers
    if place.speakers and is_sure:
        yield f"spoken by {shown(place.speakers[0])}"
    if one.check.days_apart:
        yield f"{abs(one.check.days_apart):,} day{'' if abs(one.check.days_apart) == 1 else 's'} apart from the story"


def origin_of(place: Place) -> str:
    """Where the source came from."""
    return "standard input" if place.origin == "-" else shown(place.origin)


def context_words(warning: ContextWarning) -> str:
    """What of the context is lost, with the words that show it."""
    words = shown(warning.words, most=LONGEST)
    return CONTEXTS[warning.kind] + (f": “{words}”" if words else "")


def difference_words(one: Checked) -> list[str]:
    """A line for each difference that can turn the meaning: "number: “170” in the source, “107” in the story"."""
    if one.paper is None:
        return []
    return [_difference(piece) for piece in differences(one.check, one.paper.clean)]


def _difference(piece: Piece) -> str:
    old, new = (f"“{shown(words, most=LONGEST)}”" if words.strip() else "nothing" for words in (piece.old, piece.new))
    note = f" ({shown(piece.note)})" if piece.note else ""
    return f"{KINDS.get(piece.kind, piece.kind.value)}: {old} in the source, {new} in the story{note}"


def found_words(one: Checked) -> str:
    """In how many places the words stand; empty for one."""
    return f"in {one.check.found:,} places" if one.check.found > 1 else ""


def reason_words(one: Checked) -> str:
    """Why it cannot be checked, or what could not be judged."""
    return shown(one.check.reason, most=LONGEST)
