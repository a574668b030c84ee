"""What a page weighs: compressed for whoever takes gzip, under 150 KB with all that it loads."""

from __future__ import annotations

import copy
import gzip
import re
from pathlib import Path

from flask.testing import FlaskClient

from service.drafting.desk import Desk
from service.drafting.starting import start_content
from service.storage import Draft
from tests.web.desk.conftest import ME, sample

MOST_BYTES = 150_000


def sent(client: FlaskClient, address: str) -> tuple[int, str]:
    with client.get(address, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.content_encoding == "gzip"
        assert "Accept-Encoding" in answer.vary
        return len(answer.data), gzip.decompress(answer.data).decode()


def weight(client: FlaskClient, address: str) -> int:
    total, text = sent(client, address)
    for asset in set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', text)):
        total += sent(client, asset)[0]
    return total


def test_a_plan_of_four_phases_of_ten_tasks_is_light(client: FlaskClient, desk: Desk, root: Path) -> None:
    campaign = sample(root, "binhai/campaign.json")
    phases = [block for block in campaign["plan"]["text"] if block["kind"] == "phase"]
    for phase in phases:
        tasks = phase["tasks"]
        tasks[:] = [copy.deepcopy(tasks[i % len(tasks)]) for i in range(10)]
    draft = start_content(desk, ME, "campaign", {"campaign": campaign}, None)
    made = weight(client, f"/campaigns/{draft.id}")
    assert made < MOST_BYTES, made


def test_a_free_paper_is_light(client: FlaskClient, free: Draft) -> None:
    assert weight(client, f"/drafts/{free.id}?checked=1") < MOST_BYTES


def test_who_takes_no_gzip_gets_none_and_what_is_known_is_not_sent_again(client: FlaskClient) -> None:
    assert client.get("/drafts", headers={"Accept-Encoding": "identity"}).content_encoding is None
    with client.get("/static/desk.css", headers={"Accept-Encoding": "gzip"}) as style:
        again = {"Accept-Encoding": "gzip", "If-None-Match": style.headers["ETag"]}
    with client.get("/static/desk.css", headers=again) as told:
        assert told.status_code == 304
