"""Bodies that are too large, too slow, or not what they say."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from starlette.types import Message

from memcon import limits
from tests.web.guard.street import OWN, Piece, Silence, Street

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def inside(street: Street) -> dict[str, str]:
    return {**street.enter(), **OWN}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches in no time."""
    for name, value in {"WEB_BODY_BYTES": 1_000, "WEB_UPLOAD_BYTES": 5_000, "DISK_FLOOR_BYTES": 1}.items():
        monkeypatch.setattr(limits, name, value)


@pytest.mark.parametrize(
    ("target", "size", "status"),
    [
        ("/echo", 1_000, 200),
        ("/echo", 1_001, 413),
        ("/library/files", 1_001, 200),
        ("/library/files", 5_000, 200),
        ("/library/files", 5_001, 413),
        ("/library/files/", 1_001, 413),
        ("/library/files?x=1", 5_000, 200),
    ],
)
def test_a_body_is_no_larger_than_its_address_may_take(street: Street, inside: dict[str, str], target: str, size: int, status: int) -> None:
    answer = street.ask("POST", target, b"x" * size, inside)
    assert answer.status == status
    if status == 413:
        assert answer.headers["connection"] == "close"


def test_the_limits_are_named_to_whoever_passes_them(street: Street, inside: dict[str, str]) -> None:
    assert "WEB_BODY_BYTES: more than 1,000 bytes in one request" in street.ask("POST", "/echo", b"x" * 2_000, inside).text


def test_a_body_without_a_length_is_counted_while_it_comes(street: Street, inside: dict[str, str]) -> None:
    chunked = {**inside, "content-length": None, "transfer-encoding": "chunked"}
    assert street.ask("POST", "/echo", [b"x" * 100] * 10, chunked).text == "1000"
    assert street.ask("POST", "/echo", [b"x" * 100] * 11, chunked).status == 413


def test_of_an_endless_body_no_more_is_taken_than_the_limit_and_a_little(street: Street, inside: dict[str, str], monkeypatch: Any) -> None:
    monkeypatch.setattr("memcon.web.guard.bodies._LINGER_BYTES", 3_000)
    taken: list[bytes] = []
    statuses: list[int] = []

    async def receive() -> Message:
        taken.append(b"x" * 500)
        return {"type": "http.request", "body": taken[-1], "more_body": True}

    async def send(message: Message) -> None:
        statuses.append(message.get("status", 0))

    scope = street.scope("POST", "/echo", {**inside, "transfer-encoding": "chunked"})
    street.run(street.guard(scope, receive, send))
    assert statuses[0] == 413
    assert len(b"".join(taken)) == 1_500 + 3_000


@pytest.mark.parametrize(
    ("said", "sent"), [("5", b"123456"), ("5", b"1234"), ("0", b"1"), ("", b""), ("-1", b""), ("+5", b"12345"), ("5.0", b"12345"), ("0x5", b"12345"),
                       ("٥", b"12345"), ("1" * 19, b"1"), ("5, 5", b"12345"), (" 5", b"12345")]
)  # fmt: skip
def test_a_length_that_is_not_true_or_none_is_refused(street: Street, inside: dict[str, str], said: str, sent: bytes) -> None:
    raw = [(b"content-length", said.encode("utf-8"))]
    answer = street.ask("POST", "/echo", sent, {**inside, "content-length": None}, raw=raw)
    assert answer.status == 400


def test_a_length_beside_chunks_can_be_read_in_two_ways(street: Street, inside: dict[str, str]) -> None:
    both = {**inside, "transfer-encoding": "chunked", "content-length": "5"}
    assert street.ask("POST", "/echo", b"12345", both).status == 400
    twice = [(b"content-length", b"5")]
    assert street.ask("POST", "/echo", b"12345", {**inside, "content-length": "5"}, raw=twice).status == 400


class Slow(NamedTuple):
    pieces: Sequence[Piece]
    limit: str
    target: str


@pytest.mark.parametrize(
    "slow",
    [
        Slow([Silence()], "WEB_CHUNK_SECONDS", "/echo"),
        Slow([b"x", Silence()], "WEB_CHUNK_SECONDS", "/echo"),
        Slow([b"x", Silence()], "WEB_BODY_SECONDS", "/echo"),
        Slow([b"x", Silence()], "WEB_CHUNK_SECONDS", "/library/files"),
        Slow([b"x", Silence()], "WEB_UPLOAD_SECONDS", "/library/files"),
        Slow([b"a=1", Silence()], "WEB_CHUNK_SECONDS", "/form"),
    ],
)
def test_a_body_that_does_not_come_ends_the_request(street: Street, inside: dict[str, str], slow: Slow, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, slow.limit, 0.05)
    monkeypatch.setattr("memcon.web.guard.bodies._LINGER_SECONDS", 0.05)
    answer = street.ask("POST", slow.target, slow.pieces, {**inside, **FORM, "content-length": "50"})
    assert answer.status == 408
    assert answer.headers["connection"] == "close"


def test_a_slow_body_is_not_the_lateness_of_the_application(street: Street, inside: dict[str, str], monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "WEB_REQUEST_SECONDS", 0.02)
    monkeypatch.setattr(limits, "WEB_CHUNK_SECONDS", 0.2)
    monkeypatch.setattr("memcon.web.guard.bodies._LINGER_SECONDS", 0.05)
    assert street.ask("POST", "/echo", [b"x", Silence()], {**inside, "content-length": "50"}).status == 408


@pytest.mark.parametrize(("fields", "status"), [(20, 200), (21, 413)])
def test_a_form_has_no_more_fields_than_the_limit(
    street: Street, inside: dict[str, str], fields: int, status: int, monkeypatch: Any
) -> None:
    monkeypatch.setattr(limits, "WEB_FIELDS", 20)
    assert street.ask("POST", "/form", b"&".join([b"a=1"] * fields), {**inside, **FORM}).status == status
    pieces = [b"a=1&"] * (fields - 1) + [b"a=1"]
    headers = {**inside, "content-type": "Application/X-WWW-Form-Urlencoded; charset=utf-8", "content-length": str(4 * fields - 1)}
    assert street.ask("POST", "/form", pieces, headers).status == status


@pytest.mark.parametrize(("fields", "status"), [(1_000, 200), (1_001, 400)])
def test_a_form_of_parts_has_no_more_of_them(street: Street, inside: dict[str, str], fields: int, status: int, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "WEB_UPLOAD_BYTES", limits.MEBIBYTE)
    part = b'--cut\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    headers = {**inside, "content-type": "multipart/form-data; boundary=cut"}
    assert street.ask("POST", "/check", part * fields + b"--cut--\r\n", headers).status == status


def test_an_upload_needs_room_on_the_disk_and_a_form_does_not(street: Street, inside: dict[str, str], monkeypatch: Any) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(limits, "DISK_FLOOR_BYTES", usage.total)
    answer = street.ask("POST", "/library/files", b"x", inside)
    assert (answer.status, "free some space" in answer.text) == (507, True)
    assert street.ask("POST", "/echo", b"x", inside).status == 200


def test_the_login_takes_little(team: Street, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "WEB_BODY_BYTES", limits.MEBIBYTE)
    assert team.send_form("/login", b"name=" + b"x" * 17_000, {}).status == 413


def test_a_body_that_nobody_reads_ends_the_connection(street: Street, inside: dict[str, str], monkeypatch: Any) -> None:
    monkeypatch.setattr("memcon.web.guard.bodies._LINGER_SECONDS", 0.05)
    answer = street.ask("POST", "/deaf", [b"x", Silence()], {**inside, "content-length": "50"})
    assert (answer.status, answer.text, answer.headers["connection"]) == (200, "not read", "close")
    whole = street.ask("POST", "/echo", b"x", inside)
    assert "connection" not in whole.headers
