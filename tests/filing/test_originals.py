"""What is taken as an original, and what is told when one lacks."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import pikepdf
import pytest
from flask.testing import FlaskClient

from service.access.accounts import Duties
from service.archive.damage import Kind
from service.archive.verifying import Kept, verify
from service.document.document_number import NumberKind
from service.errors import FileDamaged, InvalidRequest
from service.filing.originals import looked_at
from service.services import Services
from service.storage.audit import Act, Sought
from service.storage.number import Series
from service.storage.person import FIRST_UNIT, Role, Unit
from tests.fakes import (
    a_docx,
    a_pdf,
    a_request,
    fake_making,
    open_fake_services,
    signed_in_client,
    token_client,
)

OFD = {
    "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody>'
    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
    "Doc_0/Document.xml": '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>'
    '<ofd:Page ID="1" BaseLoc="a"/><ofd:Page ID="2" BaseLoc="b"/></ofd:Pages></ofd:Document>',
}


def an_ofd(**changes: str | None) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for name, part in (OFD | changes).items():
            if part is not None:
                package.writestr(name, part)
    return kept.getvalue()


def locked_pdf() -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.save(kept, encryption=pikepdf.Encryption(owner="a", user=""))
    return kept.getvalue()


@pytest.fixture
def services(tmp_path):
    with open_fake_services(tmp_path, fake_making()) as services:
        services.register.add_series(
            Series("s", FIRST_UNIT, NumberKind.DOCUMENT, "滨水发", start=12, start_period="2026")
        )
        yield services


@pytest.fixture
def program(services: Services) -> FlaskClient:
    return token_client(services)


@pytest.fixture
def paper(program: FlaskClient) -> str:
    answer = program.post("/api/v1/documents", json=a_request())
    assert answer.status_code == 201, answer.text
    return f"/api/v1/documents/{answer.json['id']}"


def bring(
    client: FlaskClient, address: str, content: bytes, kind: str = "正本", name: str = "扫描.pdf"
) -> Any:
    return client.post(f"{address}/originals", data={"kind": kind, "file": (io.BytesIO(content), name)})


@pytest.mark.parametrize(
    ("content", "format", "pages"),
    [
        (a_pdf(), "pdf", 2),
        (an_ofd(), "ofd", 2),
        (b"\xff\xd8\xff\xe0rest", "jpg", 1),
        (b"II*\0rest", "tif", None),
        (a_docx("定稿"), "docx", None),
    ],
)
def test_the_bytes_say_what_it_is(content: bytes, format: str, pages: int | None):
    look = looked_at(content)
    assert (look.format, look.pages) == (format, pages)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空的"),
        (b"GIF89a", "原件应是"),
        (b"%PDF-1.7 nothing", "已损坏"),
        (locked_pdf(), "加了密"),
        (b"PK\x03\x04 nothing", "已损坏"),
        (an_ofd(**{"Doc_0/Document.xml": None}), "已损坏"),
        (an_ofd(**{"Doc_0/Document.xml": "<a>"}), "读不出"),
        (an_ofd(**{"Doc_0/Document.xml": "<a/>"}), "没有一页"),
        (an_ofd(**{"OFD.xml": None}), "不是能收的"),
    ],
)
def test_what_cannot_be_kept_for_long_is_refused_with_a_reason(content: bytes, told: str):
    with pytest.raises(InvalidRequest, match=told):
        looked_at(content)


def test_an_original_is_kept_to_the_byte_and_missed_before(
    program: FlaskClient, services: Services, paper: str
) -> None:
    assert program.get(f"{paper}/issuing").json["missing"] == ["缺正本"]
    answer = bring(program, paper, a_pdf(), name="扫描/12号.pdf")
    assert answer.status_code == 201
    assert (answer.json["kind"], answer.json["name"], answer.json["pages"]) == ("sealed", "12号.pdf", 2)
    assert answer.json["sha256"] == hashlib.sha256(a_pdf()).hexdigest()
    assert program.get(answer.json["links"]["self"]).data == a_pdf()
    told = program.get(f"{paper}/issuing").json
    assert told["missing"] == []
    again = bring(program, paper, a_pdf())
    assert again.json["id"] == answer.json["id"]
    assert len(program.get(f"{paper}/issuing").json["originals"]) == 1


def test_a_flipped_byte_is_noticed(program: FlaskClient, services: Services, paper: str) -> None:
    answer = bring(program, paper, a_pdf())
    digest = answer.json["sha256"]
    path = services.settings.data / "files" / digest[:2] / digest[2:]
    path.chmod(0o600)
    path.write_bytes(a_pdf()[:-1] + b"x")
    assert program.get(answer.json["links"]["self"]).json["code"] == FileDamaged.code


def test_a_wrong_kind_or_a_word_file_as_sealed_is_refused(program: FlaskClient, paper: str) -> None:
    assert bring(program, paper, a_pdf(), "草稿").status_code == 400
    assert "不能是 Word 文件" in bring(program, paper, a_docx("x")).json["detail"]
    assert bring(program, paper, a_docx("x"), "定稿").status_code == 201
    assert program.get(f"{paper}/issuing").json["missing"] == ["缺正本"]


def test_another_unit_brings_and_sees_nothing(program: FlaskClient, services: Services, paper: str) -> None:
    services.access.people.add_unit(Unit("other", "滨海市水务局"), services.clock())
    stranger = token_client(services, unit_id="other")
    kept = bring(program, paper, a_pdf()).json
    assert bring(stranger, paper, a_pdf()).status_code == 404
    assert stranger.get(kept["links"]["self"]).status_code == 404


def test_on_the_page_it_is_brought_and_a_mistake_is_noted_by_the_archivist(
    program: FlaskClient, services: Services, paper: str
) -> None:
    page = paper.replace("/api/v1/documents", "/issued")
    drafter = signed_in_client(services, "drafter", duties=Duties(frozenset({Role.DRAFTER})))
    archivist = signed_in_client(services, "archivist", duties=Duties(archives=frozenset({FIRST_UNIT})))
    assert "缺正本" in drafter.get(page).text
    form = {"kind": "sealed", "file": (io.BytesIO(a_pdf()), "正本.pdf")}
    assert drafter.post(f"{page}/originals", data=form).status_code == 303
    assert drafter.post(f"{page}/originals", data={"kind": "sealed"}).status_code == 400
    (kept,) = services.originals.of([paper.rpartition("/")[2]]).popitem()[1]
    assert drafter.get(f"{page}/originals/{kept.id}").data == a_pdf()
    assert "缺正本" not in drafter.get(page).text
    gone = f"{page}/originals/{kept.id}/withdrawal"
    assert drafter.post(gone, data={"reason": "扫错了"}).status_code == 403
    assert archivist.post(gone, data={"reason": " "}).status_code == 400
    assert archivist.post(gone, data={"reason": "扫错了"}).status_code == 303
    assert archivist.post(gone, data={"reason": "扫错了"}).status_code == 409
    text = archivist.get(page).text
    assert "扫错了" in text
    assert "缺正本" in text
    assert archivist.get(f"{page}/originals/{kept.id}").data == a_pdf()


def test_an_original_is_logged_and_a_damaged_one_found_by_the_check(
    program: FlaskClient, services: Services, paper: str
) -> None:
    kept = bring(program, paper, a_pdf()).json
    (row,) = services.log.find(Sought({FIRST_UNIT}, Act.ORIGINAL))
    assert row.entry.details["sha256"] == kept["sha256"]
    held = Kept(services.database, services.files)
    assert [damage for damages in verify(held) for damage in damages] == []
    (services.settings.data / "files" / kept["sha256"][:2] / kept["sha256"][2:]).unlink()
    (damage,) = (damage for damages in verify(held) for damage in damages)
    assert (damage.kind, damage.digest, damage.place) == (Kind.FILE_MISSING, kept["sha256"], "原件“扫描.pdf”")
