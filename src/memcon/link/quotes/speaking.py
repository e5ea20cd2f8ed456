"""Whether the source gives the words to the speaker whom the story names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memcon.link.quotes.sentences import turns_over
from memcon.link.quotes.words import is_title, split_words
from memcon.model.quotation import SourceText, SpeakerVerdict, Turn
from memcon.text import Span

_RANK = (SpeakerVerdict.SAME, SpeakerVerdict.SECOND_HAND, SpeakerVerdict.OTHER_SPEAKER, SpeakerVerdict.UNKNOWN)


def judge_speaker(names: Sequence[str], places: Iterable[tuple[SourceText, Span]]) -> SpeakerVerdict:
    """The kindest verdict over all places of the words; unknown where the story or the source names nobody."""
    found = {_at(names, turns_over(source, span)) for source, span in places}
    return next((verdict for verdict in _RANK if verdict in found), SpeakerVerdict.UNKNOWN)


def speakers_at(source: SourceText, span: Span) -> tuple[str, ...]:
    """The names of those who speak in a stretch, in order, each once."""
    return tuple(dict.fromkeys(name for turn in turns_over(source, span) for name in turn.speakers))


def _at(names: Sequence[str], turns: Sequence[Turn]) -> SpeakerVerdict:
    if any(turn.second_hand for turn in turns):
        return SpeakerVerdict.SECOND_HAND
    spoken = [turn for turn in turns if any(_parts(name) for name in turn.speakers)]
    asked = [name for name in names if _parts(name)]
    if not spoken or not asked:
        return SpeakerVerdict.UNKNOWN
    if all(any(same_person(name, other) for name in asked for other in turn.speakers) for turn in spoken):
        return SpeakerVerdict.SAME
    return SpeakerVerdict.OTHER_SPEAKER


def same_person(one: str, other: str) -> bool:
    """Whether two names may be of one person: the last names agree, and so do first names and initials where both have them."""
    mine, theirs = _parts(one), _parts(other)
    if not mine or not theirs:
        return False
    if mine[-1] != theirs[-1]:
        return False
    if len(mine) > 1 and len(theirs) > 1:
        return _same_first(mine[0], theirs[0])
    return True


def _same_first(one: str, other: str) -> bool:
    """Whether first names agree: Rob is Robert to three letters, and R is an initial of both."""
    size = min(len(one), len(other), 3)
    return one[:size] == other[:size]


def _parts(name: str) -> tuple[str, ...]:
    """The words of a name without titles; titles alone stay as they are."""
    words = [word.key.removesuffix("'s") for word in split_words(name)]
    words = [word for word in words if word not in {"the", "of", "jr", "sr", "ii", "iii"}]
    return tuple(word for word in words if not is_title(word)) or tuple(words)
