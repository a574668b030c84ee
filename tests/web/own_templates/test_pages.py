"""The administrator's templates: taken in with all mistakes told, previewed, used, taken back; records keep theirs."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from flask.testing import FlaskClient

from service.access.accounts import AT_HOME, Duties, add_unit
from service.app import create_app
from service.generation import generate
from service.request import GenerationRequest
from service.services import Services
from service.storage import Draft, Record
from service.storage.person import FIRST_UNIT
from tests.fakes import signed_in_client
from tests.web.desk.conftest import sample

BROWSER = {"Accept": "text/html"}
KIND = "/templates/general"


def changed(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """The template with texts of its document part exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                text = part.decode()
                for before, after in pairs:
                    assert before in text, before
                    text = text.replace(before, after)
                part = text.encode()
            new.writestr(name, part)
    return out.getvalue()


def built_in(client: FlaskClient, address: str = KIND) -> bytes:
    answer = client.get(f"{address}/template.docx")
    assert answer.status_code == 200
    return answer.data


@pytest.fixture
def own(client: FlaskClient) -> bytes:
    """The template as an office changes it: a fixed word of its imprint."""
    return changed(built_in(client), ("抄送：", "抄报："))


def upload(client: FlaskClient, data: bytes, name: str = "本局通知.docx", **fields: str) -> Any:
    return client.post(
        KIND,
        data={"file": (io.BytesIO(data), name), "note": "改了抄送", **fields},
        headers=BROWSER,
        follow_redirects=True,
    )


def uploaded(client: FlaskClient, data: bytes) -> str:
    """Take a template in and return its id."""
    page = upload(client, data)
    assert page.status_code == 200
    return re.search('name="template" value="([^"]+)"', page.text)[1]  # type: ignore[index]


def use(client: FlaskClient, id: str) -> Any:
    return client.post(f"{KIND}/use", data={"template": id}, headers=BROWSER, follow_redirects=True)


def a_paper(services: Services, unit: str = FIRST_UNIT) -> Record:
    content = sample(services.settings.root, "genres/notice.json")["content"]
    paper = {**content["paper"], "other_receivers": "市委办公室"}
    paper.pop("document_number", None)
    request = GenerationRequest("general", {"paper": {**paper, "document_number": next(NUMBERS)}})
    return generate(dataclasses.replace(request, formats=("docx",)), services, unit)


NUMBERS = (f"滨政办发〔2026〕{number}号" for number in range(100, 1000))


def text_of(services: Services, record: Record) -> str:
    content = services.files.get(record.files["docx"].digest)
    return "".join(docx.Document(io.BytesIO(content)).element.body.itertext())


def test_every_paper_is_listed_with_its_template(client: FlaskClient):
    page = client.get("/templates/", headers=BROWSER).text
    assert page.count("系统模板第1版") >= 15
    for link in re.findall(r'href="(/templates/[^"]+)"', page):
        with client.get(link.replace("&amp;", "&"), headers=BROWSER) as answer:
            assert answer.status_code == 200, link
    disposition = client.get(f"{KIND}/template.docx").headers["Content-Disposition"]
    assert "（模板）.docx" in unquote(disposition)


def test_a_template_is_taken_in_previewed_used_and_taken_back(
    client: FlaskClient, services: Services, own: bytes
):
    page = upload(client, own)
    assert "没有查出错误" in page.text
    assert '<svg class="sheet"' in page.text
    assert "抄送：" in text_of(services, a_paper(services)), "not in use yet"
    answer = use(client, re.search('name="template" value="([^"]+)"', page.text)[1])  # type: ignore[index]
    assert "已换好" in answer.text
    assert "本局通知.docx <b>（正在用）</b>" in answer.text
    with_own = a_paper(services)
    assert "抄报：" in text_of(services, with_own)
    answer = use(client, "")
    assert answer.text.count("换回系统模板") >= 1
    again = a_paper(services)
    assert "抄送：" in text_of(services, again)
    assert with_own.template_digest != again.template_digest
    history = re.search('id="choices".*?</ul>', answer.text, re.DOTALL)
    assert history is not None
    assert history[0].count("<li>") == 2
    assert built_in(client) != own


def test_a_record_names_its_template_and_its_bytes_stay(client: FlaskClient, services: Services, own: bytes):
    use(client, uploaded(client, own))
    record = a_paper(services)
    use(client, "")
    (template,) = services.templates.list(FIRST_UNIT, "general")
    assert record.template_digest == template.digest
    assert services.files.get(template.docx) == own
    manifest = services.manifests.of(record.id)[0]
    assert template.docx in services.files.get(manifest.digest).decode()


def test_another_process_uses_it_at_once_and_after_a_restart(
    client: FlaskClient, services: Services, own: bytes
):
    use(client, uploaded(client, own))
    other = dataclasses.replace(services)
    assert "抄报：" in text_of(other, a_paper(other))
    browser = create_app(other.settings, other).test_client()
    assert browser.get("/templates/", headers=BROWSER).status_code == 303


def test_each_unit_has_its_own(client: FlaskClient, services: Services, own: bytes):
    use(client, uploaded(client, own))
    unit = add_unit(services.access, None, "别的单位", "")
    assert "抄送：" in text_of(services, a_paper(services, unit.id))
    administers = Duties(administers=frozenset({unit.id}))
    other = signed_in_client(services, "other", administers, unit.id)
    assert "本局通知" not in other.get(KIND, headers=BROWSER).text
    assert other.get(f"{KIND}?unit={FIRST_UNIT}", headers=BROWSER).status_code == 403
    answer = other.post(f"{KIND}/use", data={"unit": FIRST_UNIT, "template": ""}, headers=BROWSER)
    assert answer.status_code == 403
    (template,) = services.templates.list(FIRST_UNIT, "general")
    assert use(other, template.id).status_code == 404


def test_who_is_no_administrator_sees_nothing_of_it(services: Services):
    worker = signed_in_client(services, "drafter", Duties(frozenset(AT_HOME)))
    assert worker.get("/templates/", headers=BROWSER).status_code == 403
    assert worker.post(f"{KIND}/use", data={"template": ""}, headers=BROWSER).status_code == 403


def test_all_mistakes_are_told_at_once_each_with_its_paragraph(client: FlaskClient, services: Services):
    text = zipfile.ZipFile(io.BytesIO(built_in(client))).read("word/document.xml").decode()
    tags = re.findall(r"\{\{ ?([a-z_]+) ?\}\}", text)
    first, second = [tag for tag in dict.fromkeys(tags) if text.count(tag) >= 1][:2]
    broken = changed(
        built_in(client),
        (f"{{{{ {first} }}}}", "{{ no_such_name }}"),
        (f"{{{{ {second} }}}}", "{{ nor_this_one }}"),
    )
    answer = upload(client, broken)
    assert answer.status_code == 422
    assert "no_such_name" in answer.text
    assert "nor_this_one" in answer.text
    assert re.search(r"<li>正文第\d+段", answer.text)
    assert services.templates.list(FIRST_UNIT, "general") == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "还没有选文件"),
        (b"%PDF-1.7", "不是 Word 文件"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版的 .doc"),
        (b"PK\3\4 broken", "已损坏"),
    ],
)
def test_what_is_no_template_is_refused_in_the_place(client: FlaskClient, data: bytes, said: str):
    answer = upload(client, data)
    assert answer.status_code == 422
    assert said in answer.text
    assert "上传改好的模板" in answer.text


def test_what_is_there_already_is_said(client: FlaskClient, own: bytes):
    assert "系统自带的模板" in upload(client, built_in(client)).text
    assert upload(client, own).status_code == 200
    assert "以前上传过" in upload(client, own).text


def test_what_a_template_leaves_out_is_shown(client: FlaskClient):
    text = zipfile.ZipFile(io.BytesIO(built_in(client))).read("word/document.xml").decode()
    tag = "{{ annotation }}"
    condition = re.search(r"\{%p if annotation %\}", text)
    pairs = [(tag, "此件公开发布")] + ([(condition[0], "{%p if title_note %}")] if condition else [])
    page = upload(client, changed(built_in(client), *pairs))
    assert "印不出来" in page.text
    assert "annotation" in page.text


def test_an_unknown_paper_or_template_is_not_found(client: FlaskClient):
    assert client.get("/templates/nothing", headers=BROWSER).status_code == 404
    assert client.get(f"{KIND}/preview?template=nothing", headers=BROWSER).status_code == 404
    assert use(client, "nothing").status_code == 404


def test_the_names_are_listed_with_what_they_are(client: FlaskClient):
    page = client.get("/templates/names", headers=BROWSER).text
    assert "<code>title_lines</code>" in page or "<code>title</code>" in page
    assert "for block in text" in page
    assert "pPr/ind@right" in page


def test_a_draft_s_copy_and_preview_use_it(client: FlaskClient, free: Draft, own: bytes):
    use(client, uploaded(client, changed(own, ("抄报：", "〔抄报〕"))))
    copy = client.get(f"/drafts/{free.id}/copies/docx")
    assert copy.status_code == 200
    assert client.get(f"/drafts/{free.id}/preview", headers=BROWSER).status_code == 200
