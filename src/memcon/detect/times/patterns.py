"""The patterns of expressions of time, made from the words of `data/times.toml`.

Nothing is taken for a time that has no sign of being one: a month alone needs a word before it ("in March", not "the March on
the palace"), a weekday is written out and capital, a number alone is never a day. A space in a pattern fits up to eight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from memcon.detect.grammar.tables import load_table

_WORDS: Final[Mapping[str, Any]] = load_table("times")


def _either(words: Iterable[str]) -> str:
    """The words as a choice, with a capital or in capitals, as days and months are printed."""
    return "|".join(form for word in words for form in (word.capitalize(), word.upper()))


def _any(words: Iterable[str]) -> str:
    """The words as a choice, the longest first, in whatever case."""
    return "(?i:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True)) + ")"


def _month(name: str) -> str:
    """A month, written out or short with its full stop."""
    full = {max((word for word, n in _WORDS["months"].items() if n == number), key=len) for number in _WORDS["months"].values()}
    short = [word for word in _WORDS["months"] if word not in full]
    return rf"(?P<{name}>(?:{_either(sorted(full))})\b|(?:{_either(short)})\b\.?+)"


def _number(name: str) -> str:
    return rf"(?P<{name}>[0-3]?\d)(?i:st|nd|rd|th)?\b"


def _year(name: str) -> str:
    return rf"(?P<{name}>1[5-9]\d\d|20\d\d)\b"


def _weekday(name: str) -> str:
    return rf"(?P<{name}>{_either(_WORDS['weekdays'])})\b"


_MONTH, _NUMBER, _YEAR, _WEEKDAY = _month("month"), _number("number"), _year("year"), _weekday("weekday")
_OF_YEAR: Final = r"(?P<of_year>this|last|next) year\b"
_TAIL: Final = rf"(?:(?:,|,? ){_YEAR}|,? (?:of |in )?{_OF_YEAR})?"
"""The year behind a day or a month: "3 May 1975", "3 May last year"."""

_YEAR_FOLLOWS: Final = r"(?:,? |,)(?:of )?(?:in )?(?:\d{4}\b|(?:this|last|next) year)"
_COUNTED: Final = "|".join(_WORDS["names"]["counted"])
_NO_COUNT: Final = rf"(?![:.]\d|,\d{{3}}\b|%| (?:{_COUNTED}|[ap]\.?m)\b)"
"""What stands behind a number that is no day: "in May 12 people died", "June 3 to 7 p.m."."""

_NO_NAME: Final = rf"(?! (?:{'|'.join(_WORDS['names']['after'])})\b)"
_TENS: Final = "|".join(word for word, n in _WORDS["numbers"].items() if n >= 20)
_COUNT: Final = rf"(?P<count>\d{{1,3}}|(?i:(?:{_TENS})-[a-z]{{3,5}}|{'|'.join(sorted(_WORDS['numbers'], key=len, reverse=True))}))"
_UNIT: Final = r"(?P<unit>(?i:hour|day|night|week|fortnight|month|year|decade))(?i:s)?\b"
_SEASON: Final = "(?P<season>(?i:" + "|".join(_WORDS["seasons"]) + r"))\b"
_PART: Final = r"(?P<part>(?i:(?:early|mid|late)(?=-| )|end(?=-| of )|(?:beginning|start|middle|close)(?= of )))(?: of| in)?(?:-| )"
_TO: Final = r"(?: ?(?:-|–|—|/) ?| (?:to|through|thru|until|till|and|or) )"
_ENDS: Final = r"(?= {0,8}(?:[,.;:!?)\]”\"—–]|$|and\b|but\b))"
"""Nothing follows that it could be counted from: "the day after.", not "the day after the vote"."""

_FIRM_LEADS: Final = ("in", "since", "during", "last", "next", "this")
_LOOSE_LEADS: Final = ("by", "until", "till", "of", "for", "from", "before", "after")
"""Words without which a month alone is no time; behind the loose ones a name may stand: "a letter from May Lund"."""

_PART_OF_DAY: Final = r"(?: (?i:morning|afternoon|evening|night|noon|midnight))?"


def _point(name: str) -> str:
    """One end of a stretch: a weekday, a month with or without a day and a year, a year."""
    day = rf"(?:(?:the )?{_number(name + '_first')} (?:of )?)?{_month(name + '_month')}(?: {_number(name + '_number')}(?!,\d{{3}}))?"
    other = rf"(?:(?:,|,? ){_year(name + '_year')})?"
    weekday = rf"{_weekday(name + '_weekday')}{_PART_OF_DAY}"
    return rf"(?:(?:(?:{_either(_WORDS['weekdays'])}),? )?{day}{other}|{weekday}|{_year(name + '_year_alone')})"


def _owners(*articles: str) -> str:
    """What stands right before a year or a month that a noun follows: "the 2014 election", "her July speech"."""
    fronts = (r"\x20a" if word == "a" else word for word in articles)
    return "|".join(rf"(?<={front}\x20)" for front in (*fronts, "The", "A", "his", "her", "its", "their", "our", "’s", "'s"))


def _absolute() -> dict[str, str]:
    """Times that are written with figures or with the name of a month."""
    first, to = r"(?i:first|second|third|fourth|last|final)", "(?: ?(?:-|–|—) ?| (?:to|through|thru|until|till) )"
    holidays = rf"{_any(w.replace(chr(39), '’') for w in _WORDS['holidays'])}|{_any(_WORDS['holidays'])}"
    firm, loose = (rf"(?P<{name}>(?i:{'|'.join(leads)}))" for name, leads in (("in", _FIRM_LEADS), ("in_", _LOOSE_LEADS)))
    return {
        "named": "|".join(f"(?P<named_{n}>{pattern})" for n, pattern in enumerate(_WORDS["named"].values())),
        "group": rf"\b(?P<number>[0-3]\d)[0-2]\d[0-5]\d\d?Z {{0,2}}{_MONTH} {{0,2}}(?P<year>\d\d(?:\d\d)?)\b",
        "iso": r"(?<![\d/.-])(?P<year>1[5-9]\d\d|20\d\d)(?P<sep>[-/])(?P<month>\d\d)(?P=sep)(?P<number>\d\d)(?![\d-])",
        "figures": r"(?<![\d/.,$-])(?P<one>\d\d?)(?P<sep>[/.-])(?P<two>\d\d?)(?P=sep)(?P<year>\d{4}|(?<=/)\d\d)(?![\d/-]|[.,]\d)",
        "date_dashed": rf"\b{_NUMBER}-{_MONTH}-(?P<year>\d\d(?:\d\d)?)\b",
        "week_of": rf"\b(?i:the) (?P<unit>week|weekend) (?:of|beginning|starting) {_MONTH} {_NUMBER}{_TAIL}",
        "week_of_uk": rf"\b(?i:the) (?P<unit>week|weekend) (?:of|beginning|starting) (?:the )?{_NUMBER} (?:of )?{_MONTH}{_TAIL}",
        "week_in_month": rf"\b(?i:the) (?P<nth>{first}) week (?:of|in) {_MONTH}{_TAIL}",
        "span": rf"\b(?i:from|in|during|of|for|over) {_point('a')}{to}{_point('b')}{_NO_COUNT}",
        "between": rf"\b(?i:between) {_point('a')} and {_point('b')}{_NO_COUNT}",
        "dates_range": rf"\b{_month('a_month')} {_number('a_number')}{_TO}{_month('b_month')} {_number('b_number')}{_NO_COUNT}{_TAIL}",
        "dates_range_uk": rf"\b{_number('a_number')} {_month('a_month')}{_TO}{_number('b_number')} {_month('b_month')}{_TAIL}",
        "months": rf"\b(?i:in|during|of|for|since) {_month('a_month')}(?: and | or |/){_month('b_month')}(?! \d\d?\b){_TAIL}",
        "months_year": rf"\b{_month('a_month')}(?: and | or | to | through | ?[-–/] ?){_month('b_month')}(?:,? | of ){_YEAR}",
        "days_range": rf"\b{_MONTH} {_number('first')}{_TO}{_NUMBER}{_NO_COUNT}{_TAIL}",
        "days_range_uk": rf"\b{_number('first')}{_TO}(?:the )?{_NUMBER} (?:of )?{_MONTH}{_TAIL}",
        "date": rf"\b(?:{_WEEKDAY},? )?{_MONTH} (?:the )?{_NUMBER}{_NO_COUNT}{_NO_NAME}{_TAIL}{_NO_NAME}",
        "date_uk": rf"(?<![\d.,:/$£€-])\b(?:{_WEEKDAY},? )?(?:the )?{_NUMBER} (?:day )?(?:of )?{_MONTH}{_NO_NAME}{_TAIL}",
        "number_of": rf"\b(?i:the) {_NUMBER} of (?P<which>this|last|next) month\b",
        "holiday": rf"\b(?P<holiday>{holidays})\b{_TAIL}",
        "part_month": rf"\b{_PART}{_MONTH}{_TAIL}(?! \d| [A-Z][a-z])",
        "month_year": rf"\b{_MONTH}(?:,? |,)(?:of )?(?:{_YEAR}|(?:of |in )?{_OF_YEAR})",
        "month": rf"\b(?:{firm} {_MONTH}|{loose} {_month('month_')}(?! [A-Z][a-z]))"
        rf"(?! \d{{1,2}}\b(?! (?:{_COUNTED})\b)|-[A-Za-z]|{_YEAR_FOLLOWS}){_NO_NAME}",
        "month_of": rf"(?:{_owners('the', 'a')}){_MONTH}(?= [a-z])(?! (?:{'|'.join(_WORDS['names']['small'])})\b)",
        "part_year": rf"\b{_PART}{_YEAR}",
    }


def _yearly() -> dict[str, str]:
    """Years and what is longer or shorter than they are."""
    year = r"(?P<year>1[5-9]\d\d|20\d\d)\b"
    leads = "in|for|since|during|by|until|till|of|from|before|after|to|through|throughout|around|about|circa|year"
    uncounted = rf"(?![,.]\d|[-–/’']\d|%| (?:{_COUNTED})\b)"
    return {
        "years": r"(?<![\d/-])(?P<a_year_alone>1[5-9]\d\d|20\d\d)[-–](?P<b_short>(?:1[5-9]|20)?\d\d)(?![\d/-])",
        "decade": r"\b(?:the )?(?:(?P<part>early|mid|late)(?:-| ))?(?P<decade>1[89]\d0|20\d0)s\b",
        "century": rf"\b(?:the )?(?:(?P<part>early|mid|late)(?:-| ))?(?P<century>{_any(_WORDS['centuries'])}|1[5-9]th|20th|21st) century\b",
        "half": rf"\bthe (?P<half>first|second|latter) half of (?:{year}|{_OF_YEAR}|the year\b)",
        "quarter_figure": rf"\bQ(?P<figure>[1-4])(?: of)? {year}",
        "quarter": rf"\b(?:the )?(?P<quarter>first|second|third|fourth|last|final) quarter of (?:{year}|{_OF_YEAR}|the year\b)",
        "quarter_alone": r"\b(?:in|for|during|from|of|since|by) the (?P<quarter>first|second|third|fourth) quarter\b(?! of\b)",
        "season_year": rf"\b(?:the )?{_SEASON}(?: of| in)? (?:{year}|{_OF_YEAR})",
        "season": rf"\b(?P<which>last|next|this) {_SEASON}",
        "season_alone": r"\b(?P<lead>in|during|by|since|until)(?: the)? (?P<season>spring|summer|autumn|winter)\b(?! of\b)",
        "turn": r"\bthe turn of the year\b",
        "year": rf"\b(?P<lead>{leads}) {year}{uncounted}",
        "year_and": rf"(?:(?<=\d\d\d\d\x20and\x20)|(?<=\d\d\d\d\x20or\x20)){year}{uncounted}",
        "year_of": rf"(?:{_owners('the', 'a')}){year}{uncounted}(?= [A-Za-z])",
    }


def _relative() -> dict[str, str]:
    """Times that are told from the paper, or from the time told before."""
    which = "this past|this coming|this|last|next|the past|the coming|the previous|the following|the same|the next|the preceding"
    near = _any(_WORDS["near"])
    night = "(?: (?:morning|afternoon|evening|night))?"
    parts = "day|night|morning|afternoon|evening|week|weekend|month|year"
    end_words = "|".join(_WORDS["names"]["weekend"])
    return {
        "ago": rf"\b{_COUNT} {_UNIT} (?P<way>ago|from now|from today|hence)\b",
        "apart": rf"\b{_COUNT} {_UNIT} (?:(?P<way>earlier|later)\b(?! than\b)|(?P<way_>before|after|afterwards?|previously)\b{_ENDS})",
        "past_count": rf"\b(?:(?:the|these|this) )?(?P<which>last|past|next|coming) {_COUNT} {_UNIT}",
        "in_count": rf"\bin (?:about |just |exactly )?{_COUNT} {_UNIT}(?P<time>['’]?s?['’]? time\b)?(?! of\b)",
        "within": rf"\b(?:within|inside) (?:the )?(?:next )?{_COUNT} {_UNIT}(?! of\b)",
        "part_relative": rf"\b{_PART}(?P<which>this|last|next|the) (?P<unit>week|month|year|decade)\b(?! of\b)",
        "beyond": r"\b(?:the )(?P<unit>week|weekend|month|year) (?P<which>before last|after next)\b",
        "rolling": r"\b(?:the (?P<which>last|past|next|coming)|this (?P<which_>past|coming)) (?P<unit>week|month|year|decade)\b(?! of\b)",
        "weekend": rf"\b(?:(?:over|at|on) )?(?P<which>the|this|last|next) (?:(?P<side>past|coming) )?weekend\b(?! (?:{end_words})\b)",
        "relative": r"\b(?:(?:earlier|later) )?(?P<which>this|last|next) (?P<unit>week|month|quarter|year|decade)\b(?! of\b)",
        "anaphor": rf"\b(?P<which>the same|that same|that very|that|the next|the following|the previous|the preceding) (?P<unit>{parts})\b",
        "anaphor_side": rf"\bthe (?P<unit>{parts}) (?P<which>before|after){_ENDS}",
        "weekday": rf"\b(?:(?P<which>(?i:{which})) )?{_WEEKDAY}{_PART_OF_DAY}(?!s)"
        rf"(?: of (?P<of_week>this|last|next) week\b)?{_NO_NAME}",
        "near": rf"\b(?<!-)(?P<near>{near})\b(?:(?<=row){night}|(?<=yesterday){night}|)",
    }


def _ready(pattern: str) -> re.Pattern[str]:
    """The pattern, its spaces wide enough for a line end with an indent; bounded, so that it stays linear."""
    widths = {"": " {1,8}", "?": " {0,8}"}
    return re.compile(re.sub(r" (\?|\{\d,\d\}|)", lambda m: widths.get(m[1], m[0]), pattern))


_CASED: Final = frozenset({"weekday", "year_of"})
"""Kinds whose names tell days by their capitals, or that look at the case of what is around them."""


def _forms(words: Iterable[str]) -> str:
    """The words as a choice, small, with a capital, in capitals: cheaper than looking at every letter in any case."""
    return "|".join(form for word in words for form in (word, word.capitalize(), word.upper()))


_SIGNS: Final = {
    "figures": r"\d{1,4}[-/.]\d\d?[-/.]\d\d\d?\d?",
    "month": _either(_WORDS["months"]),
    "weekday": _either(_WORDS["weekdays"]),
    "year": r"(?:1[5-9]|20)\d\ds?",
    "unit": "(?:" + _forms(_WORDS["units"]) + ")[sS]?",
    "word": _forms(
        (*_WORDS["seasons"], "century", "half", "today", "to-day", "tonight", "to-night", "yesterday", "tomorrow", "to-morrow", "eve")
    ),
}
"""Words and figures of which one stands in every time. Kinds are looked for only around their signs: ten times as fast."""

SIGN: Final = re.compile("|".join(rf"(?P<{name}>\b(?:{words})(?!\w))" for name, words in _SIGNS.items()))

_SIGNS_OF: Final = {
    **dict.fromkeys(("iso", "figures"), ("figures",)),
    **dict.fromkeys(("years", "part_year", "year", "year_and", "year_of", "decade", "quarter_figure"), ("year",)),
    **dict.fromkeys(("half", "century", "season", "season_alone", "season_year"), ("word",)),
    **dict.fromkeys(("span", "between"), ("month", "weekday", "year")),
    "weekday": ("weekday",),
    "number_of": ("unit",),
    "holiday": ("unit", "word"),
    "near": ("unit", "word"),
}


def _patterns() -> Iterator[tuple[str, re.Pattern[str], tuple[str, ...]]]:
    for kind, pattern in _absolute().items():
        yield kind, _ready(pattern), _SIGNS_OF.get(kind, ("month",))
    for kind, pattern in (_yearly() | _relative()).items():
        yield kind, _ready(pattern if kind in _CASED else f"(?i:{pattern})"), _SIGNS_OF.get(kind, ("unit",))


PATTERNS: Final = tuple(_patterns())
"""Kind, pattern and signs, the longest way of saying first: where two fit at one place, the first counts."""
