"""An edited copy on the pages: uploaded, shown, taken; without a script."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import docx
from flask.testing import FlaskClient

from service.access.accounts import Duties
from service.drafting.desk import Desk
from service.services import Services
from service.storage import Draft
from service.storage.person import FIRST_UNIT, Role
from tests.fakes import signed_in_client
from tests.revising.conftest import paragraph, retype


def edited(data: bytes, old: str, new: str) -> bytes:
    document, saved = docx.Document(io.BytesIO(data)), io.BytesIO()
    retype(paragraph(document, old), old, new)
    document.save(saved)
    return saved.getvalue()


def upload(client: FlaskClient, draft: Draft, data: bytes, name: str = "改.docx") -> Any:
    return client.post(f"/drafts/{draft.id}/returned", data={"file": (io.BytesIO(data), name)})


def held(page: str) -> str:
    """What the page sends back."""
    found = re.search(r'<input type="hidden" name="returned" value="(.*?)">', page)
    assert found
    return html.unescape(found[1])


def test_the_way_of_an_edited_copy(client: FlaskClient, desk: Desk, notice: Draft):
    receivers = desk.papers.revision(notice.id, FIRST_UNIT).tree["paper"]["principal_receivers"]
    copy = client.get(f"/drafts/{notice.id}/copies/docx").data
    assert "上传改过的 Word" in client.get(f"/drafts/{notice.id}/handling").text
    shown = upload(client, notice, edited(copy, receivers, "市船检中心，" + receivers))
    assert shown.status_code == 200
    assert "<ins>市船检中心，</ins>" in shown.text
    assert 'name="edit:0" value="take" checked' in shown.text
    address = f"/drafts/{notice.id}/returned/accepted"
    left = client.post(address, data={"returned": held(shown.text), "edit:0": "leave"})
    assert left.status_code == 400
    taken = client.post(address, data={"returned": held(shown.text), "edit:0": "take"})
    assert "采用了 1 处" in taken.text
    now = desk.papers.revision(notice.id, FIRST_UNIT).tree["paper"]["principal_receivers"]
    assert now == "市船检中心，" + receivers


def test_a_clear_word_for_what_is_no_copy(client: FlaskClient, notice: Draft):
    for data, name, said in ((b"", "", "还没有选文件"), (b"%PDF-1.7", "a.docx", "这不是")):
        answer = upload(client, notice, data, name)
        assert answer.status_code in (400, 415, 422)
        assert said in answer.text
    broken = client.post(f"/drafts/{notice.id}/returned/accepted", data={"returned": "[]", "edit:0": "take"})
    assert broken.status_code == 400
    assert "重新上传" in broken.text


def test_only_who_may_change_the_draft_may_upload(services: Services, notice: Draft):
    duties = Duties(frozenset({Role.APPROVER}), frozenset({FIRST_UNIT}), frozenset({FIRST_UNIT}))
    approver = signed_in_client(services, "approver", duties)
    assert "上传改过的 Word" not in approver.get(f"/drafts/{notice.id}/handling").text
    assert upload(approver, notice, b"x").status_code == 403
