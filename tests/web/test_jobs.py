"""任务: the list and one job's page, with a worker that the tests let go on item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.access.accounts import AT_HOME, Duties, add_unit
from service.jobs.working import make_item
from service.services import Services
from service.storage import Claims, Job
from service.storage.person import FIRST_UNIT, Role
from tests.fakes import FakeConverter, a_request, as_bytes, fake_making, open_fake_services, signed_in_client
from tests.jobs.batches import UNITS, a_job

BROWSER = {"Accept": "text/html"}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(FakeConverter())) as services:
        yield services


@pytest.fixture
def client(services: Services) -> FlaskClient:
    return signed_in_client(services)


def work(services: Services, most: int = 100) -> None:
    claims = Claims(services.database)
    for _ in range(most):
        claim = claims.claim()
        if claim is None:
            return
        make_item(claim, services, claims)


def with_a_bad_one(client: FlaskClient) -> str:
    """Hand in a good request and a bad one; return the address of the job's page."""
    good = a_request(content={"campaign": {}, "paper": {"title": "关于<甲>的通知"}})
    bad = a_request(content={"campaign": {}, "paper": {}})
    answer = client.post("/api/v1/batches", data=as_bytes([good, bad]), content_type="application/json")
    return f"/jobs/{answer.json['id']}"


def get(client: FlaskClient, address: str) -> str:
    response = client.get(address, headers=BROWSER)
    assert response.status_code == 200
    return response.text


def test_without_jobs_the_list_says_how_to_begin(client: FlaskClient):
    page = get(client, "/jobs/")
    assert "还没有任务" in page
    assert "/api/v1/batches" in page
    assert '<a href="/jobs/">任务</a>' in get(client, "/")


def test_the_list_leads_to_the_job(client: FlaskClient, services: Services):
    job = a_job(services, 3)
    page = get(client, "/jobs/")
    assert f'<a href="/jobs/{job.id}">第1份通知等3份</a>' in page
    assert "0 / 3 份" in page


def test_a_page_that_is_not_finished_follows_its_progress(client: FlaskClient, services: Services):
    job = a_job(services, 3)
    work(services, 1)
    page = get(client, f"/jobs/{job.id}")
    assert f'hx-get="/jobs/{job.id}/progress?after=0"' in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert '<progress max="3" value="1"' in page
    fragment = get(client, f"/jobs/{job.id}/progress?after=0")
    assert fragment.lstrip().startswith('<div id="job"')
    assert fragment.strip() in page
    work(services)
    fragment = get(client, f"/jobs/{job.id}/progress?after=0")
    assert "hx-get" not in fragment
    assert "refresh" not in get(client, f"/jobs/{job.id}")
    assert '<progress max="3" value="3"' in fragment


def test_each_row_says_what_became_of_it(client: FlaskClient, services: Services):
    address = with_a_bad_one(client)
    work(services)
    page = get(client, address)
    assert "关于&lt;甲&gt;的通知" in page
    assert "公文 › 标题：请填写标题" in page
    files = re.findall(r'href="(/api/v1/documents/[^"]+)">(Word|PDF)</a>', page)
    assert [name for _, name in files] == ["Word", "PDF"]
    for link in re.findall(r'href="(/(?:api|jobs)[^"#]*)', page):
        assert client.get(link, headers=BROWSER).status_code == 200, link
    assert "请填写标题" not in get(client, f"{address}?state=done")
    assert 'class="title">关于&lt;甲&gt;的通知' not in get(client, f"{address}?state=failed")


def test_cancel_and_retry(client: FlaskClient, services: Services):
    job = a_job(services, 2)
    page = get(client, f"/jobs/{job.id}")
    assert "取消还没有开始的" in page
    assert "重试" not in page
    answer = client.post(f"/jobs/{job.id}/cancellation", headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/jobs/{job.id}")
    page = get(client, f"/jobs/{job.id}")
    assert "已取消 2 份" in page
    assert "重试未能制作的" in page
    client.post(f"/jobs/{job.id}/retry", headers=BROWSER)
    work(services)
    assert "已完成 2 份" in get(client, f"/jobs/{job.id}")


def test_whoever_has_no_part_in_making_sees_no_button_for_it(services: Services):
    job = a_job(services, 1)
    client = signed_in_client(services, duties=Duties(archives=frozenset({FIRST_UNIT})))
    page = get(client, f"/jobs/{job.id}")
    assert "取消还没有开始的" not in page
    assert client.post(f"/jobs/{job.id}/cancellation", headers=BROWSER).status_code == 403


def test_who_only_drafts_may_call_off_and_issues_nothing_by_trying_again(services: Services):
    job = a_job(services, 1)
    client = signed_in_client(services, duties=Duties(frozenset({Role.DRAFTER})))
    assert client.post(f"/jobs/{job.id}/cancellation", headers=BROWSER).status_code == 303
    assert "重试未能制作的" not in get(client, f"/jobs/{job.id}")
    answer = client.post(f"/jobs/{job.id}/retry", headers=BROWSER)
    assert (answer.status_code, "要由签发人来办" in answer.text) == (403, True)
    work(services)
    assert "已取消 1 份" in get(client, f"/jobs/{job.id}")


def test_another_unit_s_job_does_not_exist(services: Services):
    job = a_job(services, 1)
    unit = add_unit(services.access, None, "滨海市统计局", "")
    stranger = signed_in_client(services, "stranger", Duties(frozenset(AT_HOME)), unit.id)
    assert "还没有任务" in get(stranger, "/jobs/")
    for address in (f"/jobs/{job.id}", f"/jobs/{job.id}/progress"):
        assert stranger.get(address, headers=BROWSER).status_code == 404
    for act in ("cancellation", "retry"):
        assert stranger.post(f"/jobs/{job.id}/{act}", headers=BROWSER).status_code == 404
    assert waiting(services, job) == 1


def waiting(services: Services, job: Job) -> int:
    from service.storage import Jobs

    return Jobs(services.database).get(job.id, UNITS).left


def test_long_jobs_are_shown_page_by_page(client: FlaskClient, services: Services):
    job = a_job(services, 150)
    first = get(client, f"/jobs/{job.id}")
    (address,) = re.findall(r'href="(/jobs/[^"]*after=100[^"]*)#items"', first)
    second = get(client, address.replace("&amp;", "&"))
    assert "第100份通知" in first
    assert "第101份通知" not in first
    assert "第101份通知" in second
    for nonsense in ("after=x", "state=y", "after=-1"):
        assert "第1份通知" in get(client, f"/jobs/{job.id}?{nonsense}")
