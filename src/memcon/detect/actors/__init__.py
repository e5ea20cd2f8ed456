"""Who is who inside one document: names, titles, offices, states, papers and pronouns joined into actors."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.detect.actors.conversation import Meeting
from memcon.detect.actors.resolution import Resolution
from memcon.detect.grammar.reading import Reading
from memcon.model.ledger import Actor, Statement


def resolve(
    reading: Reading, statements: Sequence[Statement], *, meetings: Sequence[Meeting] = ()
) -> tuple[tuple[Actor, ...], tuple[Statement, ...]]:
    """The statements in their order with every party resolved, and the actors that stand behind them.

    Only what the text makes clear is joined: a surname that fits two people stays as printed and says so.
    """
    return Resolution(reading).resolve(statements, meetings)
