"""The door over a real socket: what clients send that no library would."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon import limits
from tests.web.conftest import Workbench, served

FORM = "Content-Type: multipart/form-data; boundary=cut"
PART = b'--cut\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench over an empty case."""
    with served(tmp_path_factory.mktemp("socket") / "empty.memcon") as bench:
        yield bench


def _port(bench: Workbench) -> int:
    return bench.door.port


def say(bench: Workbench, *pieces: bytes, wait: float = 10) -> bytes:
    """Everything that comes back until the workbench closes the connection."""
    with socket.create_connection(("127.0.0.1", _port(bench)), timeout=wait) as line:
        for piece in pieces:
            try:
                line.sendall(piece)
            except (BrokenPipeError, ConnectionResetError):
                break
        return heard(line)


def heard(line: socket.socket) -> bytes:
    parts: list[bytes] = []
    while True:
        try:
            part = line.recv(65536)
        except ConnectionResetError:
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


def head(bench: Workbench, first: str, *headers: str, host: str | None = "") -> bytes:
    """The head of a request that asks for the connection to be closed."""
    named = [] if host is None else [f"Host: {host or f'127.0.0.1:{_port(bench)}'}"]
    return "\r\n".join([first, *named, "Connection: close", *headers, "", ""]).encode("latin-1")


def status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    assert found is not None, answer[:200]
    return int(found[1])


def enter(bench: Workbench) -> str:
    """The Cookie header of somebody who came in."""
    answer = say(bench, head(bench, f"GET {bench.door.new_address().partition(str(_port(bench)))[2]} HTTP/1.1"))
    found = re.search(rb"set-cookie: ([^;]+);", answer)
    assert found is not None, answer
    return f"Cookie: {found[1].decode()}"


def own(bench: Workbench) -> str:
    return f"Origin: http://127.0.0.1:{_port(bench)}"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1:{port}", 303), ("LOCALHOST:{port}", 303), ("[::1]:{port}", 303), ("evil.example", 403), ("127.0.0.1.nip.io:{port}", 403), ("127.0.0.1", 403),
     ("localhost.:{port}", 403), ("::ffff:127.0.0.1:{port}", 403)],
)  # fmt: skip
def test_names_over_the_wire(bench: Workbench, host: str, expected: int) -> None:
    cookie = enter(bench)
    assert status(say(bench, head(bench, "GET / HTTP/1.1", cookie, host=host.format(port=_port(bench))))) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["GET / HTTP/1.1"],
        ["GET / HTTP/1.1", "Host: 127.0.0.1:{port}", "Host: 127.0.0.1:{port}"],
        ["GET / HTTP/1.1", "Host: 127.0.0.1:{port}", "Host: evil.example"],
        ["GET / HTTP/1.1", "Host:"],
        ["GET / HTTP/1.0"],
    ],
)
def test_no_name_and_two_names_are_refused(bench: Workbench, lines: list[str]) -> None:
    request = "\r\n".join([*lines, enter(bench), "Connection: close", "", ""]).format(port=_port(bench))
    assert status(say(bench, request.encode())) in {400, 403}


@pytest.mark.parametrize("target", ["http://evil.example/", "http://127.0.0.1:{port}/", "//evil.example/", "*", "evil.example:443", "/../etc/passwd", "/%2e%2e/", "/static/..%2f..%2fapp.py",
                                    "/static/%2e%2e/app.py", "/static/..\\app.py", "/a%00b", "/a%0d%0aX:1"])  # fmt: skip
def test_targets_that_are_no_plain_path_are_refused(bench: Workbench, target: str) -> None:
    answer = say(bench, head(bench, f"GET {target.format(port=_port(bench))} HTTP/1.1", enter(bench)))
    assert status(answer) == 400
    assert b"location:" not in answer.lower()


@pytest.mark.parametrize(
    "request_line", [b"GET /\x00 HTTP/1.1", b"GET / HTTP/9.9", b"\x16\x03\x01\x02\x00", b"GET  / HTTP/1.1", b"GET / \xff HTTP/1.1", b""]
)
def test_what_is_no_http_is_cut_off_and_the_workbench_lives(bench: Workbench, request_line: bytes) -> None:
    answer = say(bench, request_line + b"\r\n\r\n" * 2)
    assert b"Traceback" not in answer
    assert answer == b"" or status(answer) in {400, 403}
    assert status(say(bench, head(bench, "GET /static/workbench.css HTTP/1.1"))) == 200


def test_a_length_beside_chunks_is_refused_and_nothing_is_smuggled(bench: Workbench) -> None:
    smuggled = head(bench, "GET /static/workbench.css HTTP/1.1")
    request = head(bench, "POST /undo HTTP/1.1", enter(bench), own(bench), "Transfer-Encoding: chunked", "Content-Length: 5")
    answer = say(bench, request + b"0\r\n\r\n" + smuggled)
    assert status(answer) == 400
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("lengths", [["5", "6"], ["-5"], ["+5"], ["5x"], ["0x5"]])
def test_lengths_that_are_none_or_two_are_refused(bench: Workbench, lengths: list[str]) -> None:
    request = head(bench, "POST /undo HTTP/1.1", enter(bench), own(bench), *(f"Content-Length: {n}" for n in lengths))
    assert status(say(bench, request + b"12345")) == 400


@pytest.mark.parametrize("coding", ["gzip, chunked", "identity", "xchunked", "chunked, chunked"])
def test_other_codings_of_a_body_are_refused(bench: Workbench, coding: str) -> None:
    request = head(bench, "POST /undo HTTP/1.1", enter(bench), own(bench), f"Transfer-Encoding: {coding}")
    assert status(say(bench, request + b"0\r\n\r\n")) in {400, 501}


def test_more_after_the_length_is_no_part_of_this_request(bench: Workbench) -> None:
    request = head(bench, "POST /login HTTP/1.1", enter(bench), own(bench), "Content-Length: 0").replace(b"Connection: close\r\n", b"")
    answer = say(bench, request + head(bench, "GET / HTTP/1.1", host="evil.example"))
    assert re.findall(rb"HTTP/1\.1 (\d{3})", answer) == [b"404", b"403"]


def test_ten_gigabytes_are_refused_before_they_come(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.web.guard.bodies._LINGER_SECONDS", 0.1)
    for target in ("/undo", "/check", "/library/files", "/login"):
        request = head(bench, f"POST {target} HTTP/1.1", enter(bench), own(bench), f"Content-Length: {10 * 1024**3}")
        answer = say(bench, request, b"x" * 1024)
        assert status(answer) == 413
        assert b"connection: close" in answer.lower()


def test_who_asks_first_whether_to_send_is_told_no(bench: Workbench) -> None:
    request = head(bench, "POST /undo HTTP/1.1", enter(bench), own(bench), f"Content-Length: {10 * 1024**3}", "Expect: 100-continue")
    answer = say(bench, request)
    assert status(answer) == 413


def test_chunks_without_end_are_cut_off_and_the_reason_still_arrives(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WEB_UPLOAD_BYTES", limits.MEBIBYTE)
    request = head(bench, "POST /check HTTP/1.1", enter(bench), own(bench), "Transfer-Encoding: chunked", FORM)
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    answer = say(bench, request, b"%x\r\n%s\r\n" % (len(PART), PART), *[chunk] * 40, b"0\r\n\r\n")
    assert status(answer) == 413
    assert b"WEB_UPLOAD_BYTES" in answer


def test_a_body_that_stops_in_the_middle_ends_the_request(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WEB_CHUNK_SECONDS", 0.2)
    monkeypatch.setattr("memcon.web.guard.bodies._LINGER_SECONDS", 0.1)
    request = head(bench, "POST /check HTTP/1.1", enter(bench), own(bench), "Content-Length: 1000", FORM)
    answer = say(bench, request, PART)
    assert status(answer) == 408


def test_a_visitor_who_leaves_in_the_middle_costs_nothing(bench: Workbench) -> None:
    request = head(bench, "POST /undo HTTP/1.1", enter(bench), own(bench), "Content-Length: 100")
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", _port(bench)), timeout=10) as line:
            line.sendall(request + b"x")
    assert status(say(bench, head(bench, "GET / HTTP/1.1", enter(bench)))) == 303


@pytest.mark.parametrize("flood", [["X-A: 1"] * 200, ["X-A: " + "a" * 31_000, "X-B: " + "b" * 2_000]])
def test_a_flood_of_headers_is_refused_over_the_wire(bench: Workbench, flood: list[str]) -> None:
    assert status(say(bench, head(bench, "GET / HTTP/1.1", *flood))) in {400, 431}


def test_headers_without_end_are_cut_off(bench: Workbench) -> None:
    answer = say(bench, head(bench, "GET / HTTP/1.1")[:-2], *[b"X-A: " + b"a" * 8_000 + b"\r\n"] * 100)
    assert answer == b"" or status(answer) in {400, 431}


def test_no_answer_says_which_server_this_is(bench: Workbench) -> None:
    for request in (
        head(bench, "GET / HTTP/1.1"),
        head(bench, "OPTIONS / HTTP/1.1", "Origin: http://evil.example"),
        head(bench, "GET /static/nothing HTTP/1.1"),
    ):
        answer = say(bench, request).lower()
        assert b"server:" not in answer
        assert b"access-control" not in answer
        assert b"x-frame-options: deny" in answer


def test_many_at_once_are_all_answered(bench: Workbench) -> None:
    request = head(bench, "GET / HTTP/1.1", enter(bench))
    lines = [socket.create_connection(("127.0.0.1", _port(bench)), timeout=30) for _ in range(200)]
    started = time.monotonic()
    for line in lines:
        line.sendall(request)
    statuses = {status(heard(line)) for line in lines}
    for line in lines:
        line.close()
    assert statuses <= {303, 503}
    assert time.monotonic() - started < 30


def test_a_head_request_has_no_body(bench: Workbench) -> None:
    answer = say(bench, head(bench, "HEAD /about HTTP/1.1"))
    assert status(answer) == 403
    assert answer.endswith(b"\r\n\r\n")


def test_the_case_of_these_tests_was_never_written_to(bench: Workbench) -> None:
    assert bench.desk.case.counts().judgements == 0
    assert Path(bench.desk.ledger).exists()
