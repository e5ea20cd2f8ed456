"""How far it is, told in time and not too often."""

from __future__ import annotations

import io
import json
from typing import IO, Any, cast

from memcon.formats.sandbox.frames import read_frame
from memcon.web.jobs.telling import Teller

END = b'{"result": {}}'


class Gone(io.RawIOBase):
    """A pipe whose reader is gone."""

    def write(self, _: Any) -> int:
        raise BrokenPipeError


def told(replies: io.BytesIO) -> list[dict[str, Any]]:
    replies.seek(0)
    return [json.loads(body) for body in iter(lambda: read_frame(replies), None)]


def test_the_first_is_told_the_last_is_told_and_not_much_between() -> None:
    replies = io.BytesIO()
    teller = Teller(replies, broken=lambda: None)
    for n in range(1_000):
        teller(f"step {n}", done=n, total=1_000)
    teller.finish(END)
    messages = told(replies)
    assert messages[-1] == {"result": {}}
    assert messages[-2]["progress"]["words"] == "step 999"
    assert len(messages) < 20


def test_details_stay_until_there_are_others() -> None:
    replies = io.BytesIO()
    teller = Teller(replies, broken=lambda: None)
    teller("reading", details={"files": [1]})
    teller("still reading")
    teller.finish(END)
    assert told(replies)[-2]["progress"] == {"words": "still reading", "done": 0, "total": 0, "details": {"files": [1]}}


def test_who_tells_nothing_only_ends() -> None:
    replies = io.BytesIO()
    Teller(replies, broken=lambda: None).finish(END)
    assert told(replies) == [{"result": {}}]


def test_it_is_noticed_when_nobody_listens() -> None:
    noticed: list[bool] = []
    teller = Teller(cast("IO[bytes]", Gone()), broken=lambda: noticed.append(True))
    teller.finish(END)
    assert noticed == [True]
