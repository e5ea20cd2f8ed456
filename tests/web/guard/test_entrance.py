"""Start addresses, the login page, and what somebody sees who is not in."""

from __future__ import annotations

import asyncio
import re
import threading
from pathlib import Path
from typing import Any

import pytest

from memcon import limits
from memcon.web.users import Role, User, Users, remove_user, set_password, set_role
from tests.web.guard.street import HERE, OWN, PASSWORD, QUICK, Clock, Street

LINK = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
WRONG = "no such words at all"


def _address(street: Street) -> str:
    return street.door.new_address().removeprefix(HERE)


def test_a_start_address_lets_in_and_leaves_no_token_in_the_address(street: Street) -> None:
    answer = street.ask("GET", _address(street))
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert street.ask("GET", "/", headers={"cookie": answer.cookie}).status == 200


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/rooms/a?token={t}", "/rooms/a"),
        ("/rooms/a%20b?x=1&token={t}&y=2", "/rooms/a%20b?x=1&y=2"),
        ("/?tokens=1&token={t}", "/?tokens=1"),
    ],
)
def test_a_start_address_may_lead_to_any_room(street: Street, target: str, location: str) -> None:
    token = _address(street).partition("=")[2]
    assert street.ask("GET", target.format(t=token)).headers["location"] == location


def test_a_start_address_opens_once_and_says_so(street: Street) -> None:
    used: list[str] = []
    street.door.on_used = lambda: used.append("used")
    target = _address(street)
    street.ask("GET", target)
    again = street.ask("GET", target)
    assert again.status == 403
    assert "This link was used already" in again.text
    assert "set-cookie" not in again.headers
    assert used == ["used"]


def test_a_terminal_that_is_gone_keeps_nobody_out(street: Street) -> None:
    def gone() -> None:
        raise BrokenPipeError

    street.door.on_used = gone
    assert street.ask("GET", _address(street)).status == 303


def test_who_is_in_spends_no_token(street: Street) -> None:
    target, inside = _address(street), street.enter()
    assert street.ask("GET", target, headers=inside).headers["location"] == "/"
    assert "set-cookie" in street.ask("GET", target).headers


def test_opened_from_a_file_the_page_goes_on_by_itself_for_a_redirect_would_lose_the_cookie(street: Street) -> None:
    answer = street.ask("GET", _address(street).replace("/?", "/rooms/a?x=1&"), headers=LINK)
    assert answer.status == 200
    assert '<meta http-equiv="refresh" content="0; url=/rooms/a?x=1">' in answer.text
    assert street.ask("GET", "/rooms/a", headers={"cookie": answer.cookie}).status == 200


@pytest.mark.parametrize("token", ["A" * 43, "", "x", "%00", "é", "A" * 20_000, "a&token=b"])
def test_a_wrong_token_opens_nothing(street: Street, token: str) -> None:
    answer = street.ask("GET", f"/?token={token}")
    assert answer.status in {400, 403}
    assert "set-cookie" not in answer.headers


def test_two_tokens_in_one_address_open_nothing(street: Street) -> None:
    good = _address(street)
    assert street.ask("GET", f"{good}&token={'A' * 43}").status == 403
    assert street.ask("GET", good).status == 303


def test_guessing_is_counted_and_slowed_down_and_shuts_nobody_out(street: Street, clock: Clock, monkeypatch: Any) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("memcon.web.guard.entrance.anyio.sleep", sleep)
    statuses = [street.ask("GET", f"/?token={n:043}").status for n in range(limits.WEB_TRIES + 2)]
    assert statuses == [403] * limits.WEB_TRIES + [429, 429]
    assert slept == [limits.WEB_PAUSE_SECONDS] * 2
    assert street.ask("GET", _address(street)).status == 303
    clock.now += 2 * limits.WEB_WAIT_SECONDS + 1
    assert street.ask("GET", f"/?token={'A' * 43}").status == 403


def test_a_used_link_is_no_guess(street: Street) -> None:
    target = _address(street)
    assert {street.ask("GET", target).status for _ in range(20)} == {303, 403}


def test_many_guesses_at_once_do_not_fill_the_house(street: Street, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "WEB_TRIES", 0)
    monkeypatch.setattr(limits, "WEB_PAUSE_SECONDS", 0.05)

    async def crowd() -> int:
        tries = [asyncio.ensure_future(street.asked("GET", f"/?token={n:043}")) for n in range(30)]
        await asyncio.sleep(0.02)
        inside = street.guard._inside
        await asyncio.gather(*tries)
        return inside

    assert street.run(crowd()) == 8


def test_the_owner_goes_out_and_is_out(street: Street) -> None:
    inside = street.enter()
    answer = street.ask("POST", "/logout", headers={**inside, **OWN})
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert street.ask("GET", "/", headers=inside).status == 403


def test_nobody_is_put_out_by_another_site(street: Street) -> None:
    inside = street.enter()
    assert street.ask("POST", "/logout", headers={**inside, "sec-fetch-site": "cross-site"}).status == 403
    assert street.ask("GET", "/", headers=inside).status == 200


def test_who_comes_by_a_link_may_go_on_by_one_of_ours(street: Street) -> None:
    assert '<a href="">go on</a>' in street.ask("GET", "/rooms/a", headers=LINK).text
    assert '<a href="">go on</a>' not in street.ask("GET", "/rooms/a").text


def test_a_part_of_a_page_that_htmx_asks_for_makes_the_page_load_anew(street: Street, team: Street) -> None:
    htmx = {"hx-request": "true", "hx-current-url": f"{HERE}/statements?speaker=Ferro"}
    answer = street.ask("GET", "/rooms/a", headers=htmx)
    assert (answer.status, answer.headers["hx-refresh"]) == (403, "true")
    assert answer.text.startswith('<p class="notice error" role="alert">')
    answer = team.ask("POST", "/echo", b"x", {**htmx, **OWN})
    assert (answer.status, answer.headers["hx-redirect"]) == (401, "/login?next=%2Fstatements%3Fspeaker%3DFerro")


@pytest.mark.parametrize("shown", ["http://[", "//evil.example", "javascript:alert(1)", "https://evil.example//x", ""])
def test_the_page_that_htmx_names_leads_nowhere_else(team: Street, shown: str) -> None:
    answer = team.ask("GET", "/rooms/a", headers={"hx-request": "true", "hx-current-url": shown})
    assert answer.headers["hx-redirect"] == "/login?next=%2F"


# ── the login ──


def test_who_is_not_in_is_led_to_the_login_and_back(team: Street) -> None:
    answer = team.ask("GET", "/rooms/a?x=1&y=2")
    assert (answer.status, answer.headers["location"]) == (303, "/login?next=%2Frooms%2Fa%3Fx%3D1%26y%3D2")
    page = team.ask("GET", answer.headers["location"])
    assert '<form method="post" action="/login">' in page.text
    assert 'name="next" value="/rooms/a?x=1&amp;y=2"' in page.text
    back = team.log_in("Ada Quill", target="/rooms/a?x=1&y=2")
    assert (back.status, back.headers["location"]) == (303, "/rooms/a?x=1&y=2")


def test_the_login_page_needs_no_script_and_no_style_of_its_own(team: Street) -> None:
    page = team.ask("GET", "/login").text
    assert '<link rel="stylesheet" href="/static/workbench.css">' in page
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=", page) == []


@pytest.mark.parametrize("name", ["Ada Quill", "ada quill", "ADA QUILL"])
def test_a_name_is_known_however_it_is_written(team: Street, name: str) -> None:
    cookie = team.log_in(name).cookie
    assert team.ask("GET", "/", headers={"cookie": cookie}).text == "Ada Quill admin /"


@pytest.mark.parametrize(
    ("name", "password"),
    [("Ada Quill", WRONG), ("Nobody", PASSWORD), ("", ""), ("Ada Quill", ""), ("Ada Quill", PASSWORD + " "), ("x" * 3_000, "y" * 9_000)],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(team: Street, name: str, password: str) -> None:
    answer = team.log_in(name, password)
    assert answer.status == 403
    assert "The name or the password is not right".lower() in answer.text.lower()
    assert "set-cookie" not in answer.headers


def test_what_was_typed_is_shown_again_as_text_and_the_password_is_not(team: Street) -> None:
    page = team.log_in('"><script>alert(1)</script>', WRONG).text
    assert "&#34;&gt;&lt;script&gt;" in page
    assert WRONG not in page


def test_a_login_gives_a_fresh_secret_and_ends_the_session_before(team: Street) -> None:
    first = team.log_in("Ben Okoro").cookie
    second = team.log_in("Ada Quill", cookie=first).cookie
    assert first != second
    assert team.ask("GET", "/api/thing", headers={"cookie": first}).status == 401
    assert team.ask("GET", "/api/thing", headers={"cookie": second}).status == 200


def test_a_secret_that_the_browser_brings_never_becomes_a_session(team: Street) -> None:
    planted = f"memcon_8765={'A' * 43}"
    assert team.log_in("Ada Quill", cookie=planted).cookie != planted
    assert team.ask("GET", "/api/thing", headers={"cookie": planted}).status == 401


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: 1"])
def test_the_login_leads_to_no_other_site(team: Street, target: str) -> None:
    assert team.log_in("Ada Quill", target=target).headers["location"] == "/"
    cookie = team.log_in("Ada Quill").cookie
    assert team.ask(
        "GET", f"/login?next={target.strip().replace(chr(92), '%5C').partition(chr(13))[0]}", headers={"cookie": cookie}
    ).headers["location"] in {"/", "/a"}


def test_another_site_cannot_log_anybody_in(team: Street) -> None:
    assert team.log_in("Ada Quill", **{"sec-fetch-site": "cross-site", "origin": "https://evil.example"}).status == 403


def test_the_form_of_the_login_is_accepted_as_browsers_send_it(team: Street) -> None:
    assert team.log_in("Ada Quill", origin="null").status == 303


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_the_login_takes_its_form_and_nothing_else(team: Street, kind: str) -> None:
    assert team.ask("POST", "/login", b"{}", OWN | {"content-type": kind}).status == 415
    assert team.ask("PUT", "/login", b"{}", OWN).status == 405


def test_scripts_are_told_in_json(team: Street) -> None:
    answer = team.ask("GET", "/api/thing")
    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.text == '{"error":{"code":"login","message":"you are not logged in, or no longer; log in and try again"}}'
    assert '"code":"password"' in team.log_in("Ada Quill", WRONG, accept="application/json").text


def test_going_out_ends_the_session(team: Street) -> None:
    cookie = team.log_in("Ada Quill").cookie
    answer = team.ask("POST", "/logout", headers={"cookie": cookie, **OWN})
    assert (answer.status, answer.headers["location"]) == (303, "/login")
    assert team.ask("GET", "/api/thing", headers={"cookie": cookie}).status == 401
    htmx = team.ask("POST", "/logout", headers={**OWN, "hx-request": "true"})
    assert (htmx.status, htmx.headers["hx-redirect"]) == (204, "/login")


def test_where_users_log_in_no_start_address_opens(team: Street) -> None:
    answer = team.ask("GET", f"/?token={'A' * 43}")
    assert (answer.status, answer.headers["location"]) == (303, "/login?next=%2F")


def test_without_users_there_is_no_login(street: Street) -> None:
    assert street.ask("GET", "/login").status == 403
    assert street.ask("GET", "/login", headers=street.enter()).status == 404


# ── too many tries ──


def test_after_five_wrong_passwords_even_the_right_one_waits(team: Street, clock: Clock) -> None:
    assert [team.log_in("Ada Quill", WRONG).status for _ in range(limits.WEB_TRIES)] == [403] * limits.WEB_TRIES
    shut = team.log_in("Ada Quill")
    assert (shut.status, shut.headers["retry-after"]) == (429, "3")
    assert "too many wrong tries" in shut.text
    clock.now += 2.1
    assert team.log_in("Ada Quill").status == 303


def test_each_further_wrong_password_waits_twice_as_long(team: Street, clock: Clock) -> None:
    for _ in range(limits.WEB_TRIES):
        team.log_in("Ada Quill", WRONG)
    waits = []
    for _ in range(12):
        wait = int(team.log_in("Ada Quill", WRONG).headers["retry-after"])
        waits.append(wait - 1)
        clock.now += wait
        assert team.log_in("Ada Quill", WRONG).status == 403
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


@pytest.mark.parametrize("name", ["Ada Quill", "Nobody"])
def test_a_name_is_shut_from_wherever_it_is_tried_whether_it_is_known_or_not(team: Street, name: str) -> None:
    for n in range(limits.WEB_TRIES):
        team.client = (f"10.0.0.{n}", 1)
        team.log_in(name.upper() if n % 2 else name, WRONG)
    team.client = ("10.0.9.9", 1)
    assert team.log_in(name, WRONG).status == 429
    assert team.log_in("Ben Okoro").status == 303


def test_an_address_is_shut_whatever_names_it_tries_and_a_good_login_does_not_open_it(team: Street) -> None:
    team.client = ("10.0.0.1", 1)
    for n in range(4 * limits.WEB_TRIES):
        team.log_in(f"guess {n}", WRONG)
        if n == 1:
            assert team.log_in("Cleo Brandt").status == 303
    assert team.log_in("Ada Quill").status == 429
    team.client = ("10.0.0.2", 1)
    assert team.log_in("Ada Quill").status == 303


def test_many_tries_at_once_count_as_many(team: Street) -> None:
    async def crowd() -> list[int]:
        form = f"name=Ada+Quill&password={WRONG.replace(' ', '+')}".encode()
        headers = OWN | {"content-type": "application/x-www-form-urlencoded"}
        answers = await asyncio.gather(*(team.asked("POST", "/login", form, headers) for _ in range(12)))
        return sorted(answer.status for answer in answers)

    assert team.run(crowd()) == [403] * limits.WEB_TRIES + [429] * (12 - limits.WEB_TRIES)


class Waiting(Users):
    """Looks at no password before it is told to."""

    go = threading.Event()

    def check(self, name: str, password: str) -> User | None:
        self.go.wait(10)
        return super().check(name, password)


def test_of_a_crowd_at_the_login_a_few_wait_and_the_others_are_asked_to_come_again(team: Street, tmp_path: Path) -> None:
    team.door.users = Waiting.load(tmp_path / "team.jsonl", hasher=QUICK)
    form = f"name=Ada+Quill&password={PASSWORD.replace(' ', '+')}".encode()
    headers = OWN | {"content-type": "application/x-www-form-urlencoded"}

    async def crowd() -> list[int]:
        waiting = []
        for n in range(25):
            team.client = (f"10.0.0.{n}", 1)
            waiting.append(asyncio.ensure_future(team.asked("POST", "/login", form, headers)))
            await asyncio.sleep(0.005)
        Waiting.go.set()
        return [answer.status for answer in await asyncio.gather(*waiting)]

    statuses = team.run(crowd())
    assert statuses[-7:] == [503] * 7  # two are looked at, sixteen wait
    assert 503 not in statuses[:18]


# ── what the file of users says holds at once ──


@pytest.mark.parametrize("change", ["gone", "password"])
def test_who_is_taken_out_or_gets_a_new_password_is_out_at_once(team: Street, tmp_path: Path, change: str) -> None:
    cookie = {"cookie": team.log_in("Ben Okoro").cookie}
    if change == "gone":
        remove_user(tmp_path / "team.jsonl", "Ben Okoro")
    else:
        set_password(tmp_path / "team.jsonl", "Ben Okoro", "other words entirely", hasher=QUICK)
    assert team.ask("GET", "/api/thing", headers=cookie).status == 401


def test_a_new_role_holds_at_once(team: Street, tmp_path: Path) -> None:
    cookie = {"cookie": team.log_in("Cleo Brandt").cookie}
    set_role(tmp_path / "team.jsonl", "Cleo Brandt", Role.JUDGE)
    assert team.ask("GET", "/", headers=cookie).text == "Cleo Brandt judge /"


@pytest.mark.parametrize("harm", ["open", "gone", "garbage"])
def test_a_file_of_users_that_can_no_longer_be_trusted_lets_nobody_in(team: Street, tmp_path: Path, harm: str, caplog: Any) -> None:
    cookie, path = {"cookie": team.log_in("Ada Quill").cookie}, tmp_path / "team.jsonl"
    if harm == "open":
        path.chmod(0o644)
    elif harm == "gone":
        path.unlink()
    else:
        path.write_text("{}\n", encoding="utf-8")
    for answer in (team.ask("GET", "/", headers=cookie), team.log_in("Ben Okoro")):
        assert answer.status == 503
        assert str(tmp_path) not in answer.text
    assert str(path) in caplog.text


@pytest.mark.parametrize(
    ("gap", "times", "status"),
    [(limits.WEB_IDLE_SECONDS - 1, 2, 200), (limits.WEB_IDLE_SECONDS + 1, 1, 401), (limits.WEB_IDLE_SECONDS - 1, 3, 401)],
)
def test_a_session_ends_when_nobody_is_there_and_after_a_day_in_any_case(
    team: Street, clock: Clock, gap: float, times: int, status: int
) -> None:
    cookie = {"cookie": team.log_in("Ada Quill").cookie}
    for _ in range(times):
        clock.now += gap
        answer = team.ask("GET", "/api/thing", headers=cookie)
    assert answer.status == status
