"""What is told of a whole case: worked out beside the rooms, which ask `Standing` for it."""

from __future__ import annotations

from typing import Final

from memcon.export.chronicle.moments import Moment, MomentKind
from memcon.export.chronicle.reading import read_moments
from memcon.export.disputes.accounts import Dispute
from memcon.run import disputing
from memcon.run.asking import Agenda, read_agenda
from memcon.run.chronicling import Chronicle, Stage, make_chronicle, set_stage
from memcon.run.collecting import without_collecting
from memcon.run.linking import Who, who_is_who
from memcon.store import Case
from memcon.store.search import Query
from memcon.web.standing import Part, Standing


@without_collecting()
def _people(case: Case, _: Standing) -> Who:
    return who_is_who(case).made_ready()


def _disputes(case: Case, standing: Standing) -> tuple[Dispute, ...]:
    return tuple(disputing.all_disputes(case, lambda: standing.need(PEOPLE)))


def _asks(case: Case, _: Standing) -> Agenda:
    return read_agenda(case)


@without_collecting()
def _moments(case: Case, _: Standing) -> tuple[Moment, ...]:
    with case.selection(Query()) as selection:
        return tuple(read_moments(selection, tuple(MomentKind), lambda _: True))


def _chronicle(_: Case, standing: Standing) -> Chronicle:
    moments = standing.need(MOMENTS)
    return make_chronicle(moments, standing.need(PEOPLE))


def _stage(_: Case, standing: Standing) -> Stage:
    """Those who have a place keep it: what is asked for here without waiting is the stage as it was before."""
    return set_stage(standing.need(CHRONICLE), standing.get(STAGE, wait=0).value)


PEOPLE: Final = Part("people", _people)
"""Who is who, and what is not sure."""
ASKS: Final = Part("asks", _asks)
"""Everything that is waited for, and who was thanked, in the order in which a desk wants it."""
MOMENTS: Final = Part("moments", _moments)
"""Every event, statement and document with its days, in no order."""
CHRONICLE: Final = Part("chronicle", _chronicle)
"""The same in order of time, ready to be asked, with everybody as he was joined."""
STAGE: Final = Part("stage", _stage)
"""The same, with the place of everybody in the picture of the network."""
DISPUTES: Final = Part("disputes", _disputes)
"""Accounts that cannot both stand, and what people ruled out."""
WARM: Final = (PEOPLE, ASKS, CHRONICLE, STAGE, DISPUTES)
"""What is worked out as soon as the workbench starts, in this order."""
