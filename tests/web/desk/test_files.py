"""Files put into a draft: attachments and images, kept beside it, without JavaScript."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from service.app import create_app
from service.drafting.checking import check
from service.drafting.desk import Desk
from service.drafting.previewing import preview
from service.drafting.starting import copy_draft, start_content
from service.errors import InvalidContent
from service.issuing.issue import copy_of
from service.named_files import digests_in
from service.services import Making, Services
from service.storage import Draft
from tests.fakes import a_pdf, signed_in_client
from tests.web.desk.conftest import ME
from tests.web.desk.pages import Page, open_page

ATTACHMENTS, TEXT = "/paper/attachments", "/paper/text"


def a_png(size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(out, "PNG")
    return out.getvalue()


def put(
    client: FlaskClient, draft: Draft, verb: str, place: str, name: str, content: bytes, **typed: str
) -> TestResponse:
    """Choose a file and press the button beside it, as a browser without JavaScript."""
    address = f"/drafts/{draft.id}"
    data: Any = MultiDict(open_page(client, address).post(f"{verb}:{place}", **typed))
    if name:
        data[f"file:{place}"] = (io.BytesIO(content), name)
    return client.post(address, data=data, content_type="multipart/form-data")


def tree_of(desk: Desk, draft: Draft) -> dict[str, Any]:
    return dict(desk.papers.revision(draft.id, ME.unit_id).tree["paper"])


def test_a_file_becomes_an_attachment_and_what_was_typed_is_kept(
    client: FlaskClient, desk: Desk, free: Draft
) -> None:
    answer = put(
        client, free, "attach", ATTACHMENTS, "问题 清单.pdf", a_pdf(2), **{"/paper/title": "关于新事的通知"}
    )
    assert answer.status_code == 303
    paper = tree_of(desk, free)
    row = paper["attachments"][-1]
    assert (row["title"], row["file"]["name"]) == ("问题 清单", "问题 清单.pdf")
    assert desk.uploads.held(ME.unit_id, [row["file"]["digest"]]) == {row["file"]["digest"]: a_pdf(2)}
    assert paper["title"] == "关于新事的通知"
    page = client.get(f"/drafts/{free.id}").text
    assert "问题 清单.pdf" in page
    assert " kB</small>" in page


def test_a_draft_holds_digests_only(client: FlaskClient, desk: Desk, free: Draft, services: Services) -> None:
    big = a_png((300, 300)) + b"\0" * 100_000
    put(client, free, "picture", TEXT, "图.png", big)
    with services.database.reading() as session:
        longest = (
            session.connection().exec_driver_sql("SELECT MAX(LENGTH(content)) FROM draft_revisions").scalar()
        )
    assert longest is not None
    assert longest < 50_000


def test_an_attachment_s_file_is_replaced_and_removed(client: FlaskClient, desk: Desk, free: Draft) -> None:
    put(client, free, "attach", ATTACHMENTS, "甲.pdf", a_pdf(1))
    at = f"{ATTACHMENTS}/{len(tree_of(desk, free)['attachments']) - 1}"
    put(client, free, "attach", at, "乙.pdf", a_pdf(2))
    row = tree_of(desk, free)["attachments"][-1]
    assert (row["title"], row["file"]["name"]) == ("甲", "乙.pdf")
    client.post(f"/drafts/{free.id}", data=open_page(client, f"/drafts/{free.id}").post(f"detach:{at}"))
    assert tree_of(desk, free)["attachments"][-1] == {"title": "甲"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("坏.pdf", b"%PDF-1.7 nothing", "坏.pdf"),
        ("假.docx", b"no zip at all", "假.docx"),
        ("图纸.dwg", b"AC1032", "不能排进公文"),
        ("空.pdf", b"", "文件是空的"),
        ("", b"", "还没有选文件"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_at_its_place(
    client: FlaskClient, desk: Desk, free: Draft, name: str, content: bytes, told: str
) -> None:
    before = tree_of(desk, free)
    answer = put(client, free, "attach", ATTACHMENTS, name, content, **{"/paper/title": "照样保存"})
    assert answer.status_code == 422
    why = answer.text.partition(f'id="{ATTACHMENTS}~why"')[2].partition("</p>")[0]
    assert told in why
    assert tree_of(desk, free) == {**before, "title": "照样保存"}


def test_what_is_bound_apart_may_be_any_file(client: FlaskClient, desk: Desk, root: Path) -> None:
    paper = json.loads((root / "samples/genres/notice.json").read_text("utf-8"))["content"]["paper"]
    paper["attachments"] = [{"title": "图纸", "binding": "apart"}]
    draft = start_content(desk, ME, "general", {"paper": paper}, None)
    assert put(client, draft, "attach", f"{ATTACHMENTS}/0", "图纸.dwg", b"AC1032").status_code == 303
    assert tree_of(desk, draft)["attachments"][0]["file"]["name"] == "图纸.dwg"


def test_an_image_goes_behind_the_line_where_the_caret_stands(
    client: FlaskClient, desk: Desk, free: Draft
) -> None:
    count = len(tree_of(desk, free)["text"])
    put(client, free, "picture", TEXT, "图.png", a_png(), **{f"caret:{TEXT}": "0"})
    put(client, free, "picture", TEXT, "图.png", a_png((50, 50)))
    text = tree_of(desk, free)["text"]
    assert [i for i, block in enumerate(text) if block["kind"] == "image"] == [1, count + 1]
    shown = Page(client.get(f"/drafts/{free.id}").text)
    assert "【图片 " in dict(shown.fields)[TEXT]


def test_a_bad_image_is_told_at_its_place(client: FlaskClient, desk: Desk, free: Draft) -> None:
    before = tree_of(desk, free)
    answer = put(client, free, "picture", TEXT, "图.gif", b"GIF89a...")
    assert answer.status_code == 422
    assert "GIF" in answer.text.partition(f'id="{TEXT}~why"')[2].partition("</p>")[0]
    assert tree_of(desk, free) == before


def test_an_image_of_a_block_is_replaced_and_shown(client: FlaskClient, desk: Desk, free: Draft) -> None:
    put(client, free, "picture", TEXT, "图.png", a_png(), **{f"caret:{TEXT}": "0"})
    address = f"/drafts/{free.id}?open={TEXT}"
    page = open_page(client, address)
    data: Any = MultiDict(page.post(f"picture:{TEXT}/1", **{f"{TEXT}/1/alternative": "红色的图"}))
    data[f"file:{TEXT}/1"] = (io.BytesIO(a_png((80, 80))), "新图.png")
    assert client.post(f"/drafts/{free.id}", data=data, content_type="multipart/form-data").status_code == 303
    block = tree_of(desk, free)["text"][1]
    assert (block["alternative"], desk.uploads.held(ME.unit_id, [block["digest"]])[block["digest"]]) == (
        "红色的图",
        a_png((80, 80)),
    )
    shown = client.get(f"/drafts/{free.id}/files/{block['digest']}")
    assert (shown.status_code, shown.mimetype, shown.data) == (200, "image/png", a_png((80, 80)))


def test_another_unit_s_file_is_as_if_it_were_not_there(
    client: FlaskClient, desk: Desk, free: Draft, services: Services, making: Making, root: Path
) -> None:
    theirs = b"secret of another unit"
    from service.storage.models import Table

    with services.database.writing() as session:
        units = Table.metadata.tables["units"]
        ours = session.execute(units.select().where(units.c.id == ME.unit_id)).mappings().one()
        session.execute(units.insert().values({**ours, "id": "other", "name": "别的单位"}))
    digest = desk.uploads.put("other", theirs, desk.clock())
    paper = json.loads((root / "samples/genres/notice.json").read_text("utf-8"))["content"]["paper"]
    paper["attachments"] = [{"title": "偷看", "file": {"name": "偷.pdf", "digest": digest}}]
    draft = start_content(desk, ME, "general", {"paper": paper}, None)
    assert client.get(f"/drafts/{draft.id}/files/{digest}").status_code == 404
    assert "文件的内容没有了" in client.get(f"/drafts/{draft.id}").text
    with pytest.raises(InvalidContent, match="附件的文件不能用"):
        copy_of(desk, services, draft, wants_pdf=False)


def test_a_post_cannot_name_a_digest(client: FlaskClient, desk: Desk, free: Draft) -> None:
    put(client, free, "attach", ATTACHMENTS, "甲.pdf", a_pdf(1))
    at = f"{ATTACHMENTS}/{len(tree_of(desk, free)['attachments']) - 1}"
    before = tree_of(desk, free)
    posted = open_page(client, f"/drafts/{free.id}").post(
        "save", **{f"{at}/file/digest": "a" * 64, f"{at}/file": "x"}
    )
    client.post(f"/drafts/{free.id}", data=posted)
    assert tree_of(desk, free) == before


def test_preview_copies_and_checks_work_with_both(
    client: FlaskClient, desk: Desk, free: Draft, services: Services, making: Making
) -> None:
    put(client, free, "picture", TEXT, "图.png", a_png(), **{f"caret:{TEXT}": "0"})
    tree = tree_of(desk, free)
    tree["text"][1]["alternative"] = "红色的图"
    draft = start_content(desk, ME, "general", {"paper": tree}, None)
    put(client, draft, "attach", ATTACHMENTS, "清单.pdf", a_pdf(2))
    held = {"paper": tree_of(desk, draft)}
    assert not [found for found in check(desk, ME, draft, held) if found.severity == "error"]
    with_files = preview(desk, making, ME, draft, held)
    assert with_files.problems == ()
    product = copy_of(desk, services, desk.papers.get(draft.id, ME.unit_id), wants_pdf=False)
    assert "data" in product.content.tree["paper"]["text"][1]
    assert "digest" not in product.content.tree["paper"]["text"][1]
    assert len(with_files.sheets) == product.pages
    assert product.files["source-1"] == a_pdf(2)
    copied = copy_draft(desk, ME, draft)
    assert digests_in(tree_of(desk, copied)) == digests_in(held)


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    services: Services, making: Making, desk: Desk, free: Draft
) -> None:
    small = dataclasses.replace(
        services, settings=dataclasses.replace(services.settings, max_upload_bytes=50_000)
    )
    client = signed_in_client(small, "other-worker")
    assert create_app(small.settings, small) is not None
    del client.environ_base["HTTP_X_CSRF_TOKEN"]  # so that the gate must read the form
    answer = put(client, free, "attach", ATTACHMENTS, "大.pdf", b"\0" * 60_000)
    assert answer.status_code == 413
    assert "attachments" not in tree_of(desk, free) or "file" not in tree_of(desk, free)["attachments"][-1]
