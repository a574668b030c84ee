"""The printed pages: set by LibreOffice, shown as images, findings at their place and led to their field."""

from __future__ import annotations

import dataclasses
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.assembly import open_making
from service.drafting.desk import Desk
from service.drafting.starting import start_campaign, start_content
from service.office.converter import Converter
from service.services import Making, Services
from service.settings import Settings
from service.storage import Draft
from service.storage.page_files import PageFiles
from tests.fakes import open_fake_services
from tests.web.desk.conftest import ME
from tests.web.desk.pages import open_page

pytestmark = pytest.mark.xdist_group("office")
PIXELS = re.compile(r'<image href="([^"]+)"')


@pytest.fixture(scope="module")
def printing(settings: Settings, converter: Converter) -> Making:
    return open_making(settings, converter, "")


@pytest.fixture
def services(tmp_path: Path, printing: Making, settings: Settings) -> Iterator[Services]:
    """The real parts with PDF, over a new database."""
    with open_fake_services(tmp_path, printing) as opened:
        yield dataclasses.replace(opened, settings=dataclasses.replace(opened.settings, root=settings.root))


def wrongly_titled(desk: Desk, free: Draft) -> Draft:
    paper = dict(desk.papers.revision(free.id, ME.unit_id).tree["paper"]) | {"title": "关于做好国庆节工作"}
    return start_content(desk, ME, "general", {"paper": paper}, None)


def test_the_pages_are_images_and_findings_stand_at_their_place(
    client: FlaskClient, desk: Desk, free: Draft
) -> None:
    draft = wrongly_titled(desk, free)
    answer = client.get(f"/drafts/{draft.id}/pages")
    assert answer.status_code == 200
    images = PIXELS.findall(answer.text)
    assert len(images) == 4
    assert "正在由 LibreOffice 排版" in answer.text  # sent before LibreOffice began
    place = re.search(r'data-at="/paper/title" x="8" y="([\d.]+)"', answer.text)
    mark = re.search(r'id="mark-1" .*<text x="[\d.]+" y="([\d.]+)">1</text>', answer.text)
    assert place
    assert mark
    assert abs(float(mark[1]) - 3.5 - float(place[1])) < 0.11
    assert f'href="/drafts/{draft.id}#/paper/title"' in answer.text

    picture = client.get(images[0])
    assert picture.mimetype == "image/png"
    width, height = struct.unpack(">2L", picture.data[16:24])
    assert abs(height / width - 297 / 210) < 0.01
    assert client.get(images[0].replace("1.png", "9.png")).status_code == 404


def test_what_is_typed_is_printed_and_nothing_is_kept_of_the_draft(
    client: FlaskClient, desk: Desk, free: Draft
) -> None:
    page = open_page(client, f"/drafts/{free.id}")
    typed = {"/paper/title": "关于做好国庆节工作"}
    answer = client.post(f"/drafts/{free.id}/pages", data=page.post("x", **typed))
    assert "不是法定文种" in answer.text
    assert desk.papers.get(free.id, ME.unit_id).revision == 1


def test_the_same_content_is_set_once(
    client: FlaskClient, free: Draft, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = PIXELS.findall(client.get(f"/drafts/{free.id}/pages").text)
    assert services.making.converter is not None
    monkeypatch.setattr(type(services.making.converter), "convert", lambda *_: pytest.fail("set again"))
    assert PIXELS.findall(client.get(f"/drafts/{free.id}/pages").text) == before


def test_a_half_written_paper_is_printed_with_brackets(client: FlaskClient, desk: Desk) -> None:
    draft = start_content(desk, ME, "general", {"paper": {"manuscript_type": "正本"}}, None)
    assert PIXELS.search(client.get(f"/drafts/{draft.id}/pages").text)


def test_findings_in_a_campaign_s_facts_lead_there(
    client: FlaskClient, campaign: Draft, notice: Draft
) -> None:
    text = client.get(f"/drafts/{notice.id}/pages").text
    assert 'data-at="/campaign/plan/text/0"' in text
    assert 'data-at="/paper/principal_receivers"' in text


def test_what_hinders_is_said(client: FlaskClient, desk: Desk) -> None:
    empty = start_campaign(desk, ME)
    draft = start_content(desk, ME, "phase_summary", {"paper": {}}, empty.id)
    text = client.get(f"/drafts/{draft.id}/pages").text
    assert "才能排出页面" in text or PIXELS.search(text)
    long = {"manuscript_type": "正本", "other_receivers": "各单位，" * 480 + "各处室"}
    draft = start_content(desk, ME, "general", {"paper": long}, None)
    text = client.get(f"/drafts/{draft.id}/pages").text
    assert "才能排出页面" in text
    assert "抄送机关" in text


def test_pages_belong_to_their_draft(client: FlaskClient, free: Draft, desk: Desk, writes_as: Any) -> None:
    image = PIXELS.findall(client.get(f"/drafts/{free.id}/pages").text)[0]
    other = start_content(desk, ME, "general", {"paper": {}}, None)
    assert client.get(image.replace(free.id, other.id)).status_code == 404
    writes_as("别人", "another-unit")
    assert client.get(image).status_code == 404


def test_the_folder_of_pages_is_bounded(tmp_path: Path) -> None:
    kept = PageFiles(tmp_path / "pages", most_bytes=2500)
    for i in range(5):
        kept.put("draft", str(i), "1.png", b"x" * 1000)
    assert len(list((tmp_path / "pages").iterdir())) == 2
    assert kept.get("draft", "4", "1.png") == b"x" * 1000
    assert kept.get("draft", "0", "1.png") is None
    assert kept.get("another", "4", "1.png") is None
