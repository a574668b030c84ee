"""Import at the door: a file or a text becomes a draft, with its source beside the form."""

from __future__ import annotations

import dataclasses
import io

from flask.testing import FlaskClient

from service.drafting.desk import Desk
from service.services import Services
from tests.fakes import signed_in_client
from tests.importing.test_parts import PAPER
from tests.web.desk.conftest import ME
from tests.web.desk.pages import open_page


def bring(client: FlaskClient, file: tuple[bytes, str] | None = None, text: str = "", into: str = "") -> str:
    data = {"text": text, "into": into}
    held = {} if file is None else {"file": (io.BytesIO(file[0]), file[1])}
    answer = client.post("/imports", data=data | held, content_type="multipart/form-data")
    return answer.headers["Location"] if answer.status_code == 303 else answer.text


def test_a_pasted_paper_becomes_a_draft_with_its_parts_in_their_fields(
    client: FlaskClient, desk: Desk
) -> None:
    where = bring(client, text=PAPER)
    page = open_page(client, where)
    fields = dict(page.fields)
    assert fields["/paper/title"] == "关于做好防汛准备工作的通知"
    assert fields["/paper/principal_receivers"] == "各区县水务局，局属各单位"
    assert fields["/paper/signature/issuer"] == "滨海市水务局"
    assert "（一）逐段排查" in fields["/paper/text"]
    assert "导入的原文" in page.text
    assert "<p>2.联系人名单</p>" in page.text
    assert desk.papers.history(where.split("/")[2].partition("?")[0], ME.unit_id)[-1].note == "导入粘贴的文字"


def test_a_file_becomes_a_draft_and_its_name_is_shown(client: FlaskClient) -> None:
    where = bring(client, (PAPER.encode("gb18030"), "防汛通知.txt"))
    text = open_page(client, where).text
    assert "防汛通知.txt" in text
    later = open_page(client, where.partition("?")[0])
    assert "original=1" in later.text  # the source can be opened again


def test_a_plan_begins_a_campaign(client: FlaskClient) -> None:
    where = bring(client, text="清廉机关建设活动实施方案\n一、目标\n办好事。\n", into="campaign")
    assert where.startswith("/campaigns/")
    fields = dict(open_page(client, where).fields)
    assert fields["/campaign/plan/title"] == "清廉机关建设活动实施方案"
    assert "办好事。" in fields.values()


def test_what_cannot_be_read_is_said_and_the_text_stays(client: FlaskClient, desk: Desk) -> None:
    assert "请用 Word 或 WPS 另存为 .docx" in bring(client, (b"\xd0\xcf\x11\xe0", "旧稿.doc"))
    assert 'role="alert"' in bring(client, (b"PK\x03\x04 broken", "坏的.docx"), text="粘贴的字")
    assert "还没有选文件" in bring(client, text="  ")
    assert desk.papers.list(ME.unit_id) == ()


def test_a_file_over_the_limit_is_refused(services: Services) -> None:
    settings = dataclasses.replace(services.settings, max_upload_bytes=2000, max_request_bytes=2000)
    client = signed_in_client(dataclasses.replace(services, settings=settings))
    answer = client.post(
        "/imports",
        data={"file": (io.BytesIO(b"x" * 2500), "大.txt")},
        content_type="multipart/form-data",
        headers={"Accept": "text/html"},
    )
    assert answer.status_code == 413
    assert "上限" in answer.text
