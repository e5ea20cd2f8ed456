"""The page of what is under way, and the sign of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.web.jobs import Job, JobState
from tests.web.conftest import EXAMPLES, Workbench
from tests.web.rooms.test_library import words

GONE = "0123456789abcdef"


@pytest.fixture
def job(workbench: Workbench) -> Job:
    """Work that takes some seconds."""
    return workbench.desk.jobs.start(
        "add", {"ledger": workbench.desk.ledger, "paths": [str(EXAMPLES)]}, title="Add <b>papers</b>", who="Ines"
    )


def test_a_job_is_listed_with_how_far_it_is_and_can_be_cancelled(workbench: Workbench, job: Job) -> None:
    with workbench.client() as client:
        page = client.get("/jobs").text
        cancelled = client.post(f"/api/jobs/{job.id}/cancel").json()
        after = client.get("/jobs").text
    assert "Add &lt;b&gt;papers&lt;/b&gt;" in page
    assert f'action="/jobs/{job.id}/cancel"' in page
    assert cancelled["job"]["state"] == "cancelled"
    assert "cancelled" in words(after)
    assert f'action="/jobs/{job.id}/cancel"' not in after


def test_a_sign_stands_on_every_page_while_something_is_under_way(workbench: Workbench, job: Job) -> None:
    with workbench.client() as client:
        during = client.get("/history").text
        client.post(f"/jobs/{job.id}/cancel", headers={"HX-Request": "true"})
        sign = client.get("/jobs/sign").text
    assert "1 job" in words(during)
    assert "every 2s" in during
    assert words(sign) == ""
    assert "every" not in sign


def test_one_job_shows_every_file_and_what_is_left_can_be_read(workbench: Workbench, job: Job) -> None:
    with workbench.client() as client:
        while not client.get(f"/api/jobs/{job.id}").json()["details"].get("files"):
            workbench.desk.jobs.wait(job.id, 0.05)
        client.post(f"/jobs/{job.id}/cancel")
        page = client.get(f"/jobs/{job.id}").text
        left = [
            row["origin"] for row in client.get(f"/api/jobs/{job.id}").json()["details"]["files"] if row["state"] in ("waiting", "reading")
        ]
        client.post("/library/rest", data={"job": job.id})
        again = workbench.desk.jobs.wait(workbench.desk.jobs.all()[0].id, 60)
    assert all(Path(path).name in page for path in left)
    assert "Read the rest" in page
    assert again.state is JobState.DONE
    assert [row["origin"] for row in (again.result or {})["files"]] == left


def test_work_that_is_forgotten_is_no_page(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        answers = [client.get(f"/jobs/{GONE}"), client.get(f"/api/jobs/{GONE}"), client.post(f"/api/jobs/{GONE}/cancel")]
        rest = client.post("/library/rest", data={"job": GONE}, headers={"Accept": "application/json"})
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "forgotten by now" in rest.json()["error"]["message"]


def test_where_nothing_is_under_way_the_page_says_what_would_be(reading_bench: Workbench) -> None:
    with reading_bench.client() as client:
        assert "Nothing is under way" in client.get("/jobs").text
        assert client.get("/api/jobs").json() == []
