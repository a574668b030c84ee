"""整理 on the pages: gathered, listed, ordered, previewed, confirmed; the catalogue, the 归档章."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pikepdf
import pypdfium2 as pdfium
import pytest
from flask.testing import FlaskClient
from PIL import ImageOps

from service.access.accounts import Duties
from service.errors import ClassifiedRefused, InvalidRequest
from service.filing.codes import PATTERNS, archive_code, preview
from service.filing.lists import COLUMNS, read_codes, read_items, template
from service.filing.retention import suggested_retention
from service.filing.stamp import stamped
from service.office.fonts import font_set
from service.services import Services
from service.storage.errors import NotReady
from service.storage.filing_item import CodeForm, FilingItem, FilingRules
from service.storage.person import FIRST_UNIT, Role, Unit
from tests.fakes import TITLE, a_pdf, a_request, signed_in_client
from tests.filing.test_originals import bring, paper, program, services  # noqa: F401

RULES = FilingRules("Z109", CodeForm.DAT13)


def an_item(id: str = "a", **changes: Any) -> FilingItem:
    told: dict[str, Any] = {
        "unit_id": FIRST_UNIT, "year": 2026, "record_id": None, "title": f"第{id}件", "document_number": "",
        "responsible": "滨海市人民政府", "date": "20260520", "security": "", "pages": 3, "remark": "",
        "category": "", "retention": "Y", "position": 0,
    }  # fmt: skip
    return FilingItem(id=id, **told | changes)


@pytest.fixture
def archivist(services: Services) -> FlaskClient:  # noqa: F811
    return signed_in_client(services, "archivist", duties=Duties(archives=frozenset({FIRST_UNIT})))


def a_list(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (COLUMNS, *rows):
        sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def post(client: FlaskClient, address: str, **fields: Any) -> Any:
    return client.post(f"/filing/{address}", data={"year": "2026", **fields}, follow_redirects=True)


def hand_in(client: FlaskClient, content: bytes, address: str = "items") -> Any:
    return post(client, address, file=(io.BytesIO(content), "清单.xlsx"))


def titles(services: Services) -> list[str]:  # noqa: F811
    return [item.title for item in services.filing.items(FIRST_UNIT, 2026)]


@pytest.mark.parametrize(
    ("rules", "category", "code"),
    [
        (RULES, "", "Z109-WS·2026·Y-0037"),
        (FilingRules("Z109", CodeForm.DAT13, True), "办公室", "Z109-WS·2026·Y·办公室-0037"),
        (FilingRules("Z109", CodeForm.DAT22, True), "BGS", "Z109-WS·2026-Y-BGS-0037"),
        (FilingRules("0109", CodeForm.DAT22), "", "0109-WS·2026-Y-0037"),
    ],
)
def test_both_standards_write_their_codes(rules: FilingRules, category: str, code: str):
    assert archive_code(rules, an_item(category=category), 37) == code
    assert PATTERNS[rules.form].fullmatch(code)


def test_numbers_run_on_without_a_gap_in_the_lowest_class():
    done = an_item("done", number=2, archive_code="x", confirmed=True)
    items = [done, an_item("a"), an_item("b", retention="D30"), an_item("c"), an_item("d", category="BGS")]
    told = {id: number for id, (number, _) in preview(RULES, items).items()}
    assert told == {"a": 3, "b": 1, "c": 4, "d": 5}
    apart = preview(
        FilingRules("Z109", CodeForm.DAT13, True), [an_item("a", category="甲"), an_item("b", category="乙")]
    )
    assert [number for number, _ in apart.values()] == [1, 1]


def test_what_lacks_is_told_before_anything_is_numbered():
    with pytest.raises(NotReady, match="全宗号"):
        preview(FilingRules(), [an_item()])
    with pytest.raises(NotReady, match="机构（问题）"):
        preview(FilingRules("Z109", CodeForm.DAT22, True), [an_item(category="办公室")])
    with pytest.raises(NotReady, match="超过9999件"):
        preview(RULES, [an_item("done", number=9999, archive_code="x", confirmed=True), an_item()])


def test_the_period_is_suggested_by_the_kind():
    assert [suggested_retention(*kind) for kind in (("issuing_notice",), ("bulletin",), ("general", "决定"))] == [
        "Y", "D10", "Y",
    ]  # fmt: skip
    assert suggested_retention("general", "通知") == "D30"


def test_a_year_is_gathered_listed_ordered_and_confirmed(
    archivist: FlaskClient,
    program: FlaskClient,  # noqa: F811
    paper: str,  # noqa: F811
    services: Services,  # noqa: F811
) -> None:
    assert "还没有列入整理" in archivist.get("/filing/?year=2026").text
    assert TITLE in post(archivist, "gathering").text
    post(archivist, "gathering")
    assert titles(services) == [TITLE]
    rows = [
        (f"收文{i}", f"滨政发〔2026〕{i}号", "滨海市人民政府", 20260520, "", i, "", "永久", "")
        for i in (1, 2)
    ]
    assert hand_in(archivist, a_list(*rows)).status_code == 200
    assert titles(services) == [TITLE, "收文1", "收文2"]
    ours, first, second = services.filing.items(FIRST_UNIT, 2026)
    assert (ours.retention, first.retention, first.date, first.pages) == ("Y", "Y", "20260520", 1)
    post(archivist, f"items/{second.id}", act="up")
    assert titles(services) == [TITLE, "收文2", "收文1"]
    post(archivist, f"items/{ours.id}", act="up")
    post(archivist, f"items/{first.id}", retention="D30", category="BGS")
    assert services.filing.get(first.id, {FIRST_UNIT}).retention == "D30"
    assert post(archivist, f"items/{first.id}", retention="X").status_code == 400
    assert archivist.get("/filing/preview?year=2026").status_code == 409
    assert post(archivist, "rules", form="13", fonds="9").status_code == 400
    post(archivist, "rules", form="13", fonds="z109")
    page = archivist.get("/filing/preview?year=2026").text
    assert "<strong>Z109-WS·2026·Y-0002</strong>" in page
    assert services.filing.get(ours.id, {FIRST_UNIT}).archive_code is None
    (seen,) = re.findall('name="seen" value="([0-9a-f]+)"', page)
    post(archivist, f"items/{second.id}", act="up")
    assert post(archivist, "confirmation", seen=seen).status_code == 409
    (seen,) = re.findall('name="seen" value="([0-9a-f]+)"', archivist.get("/filing/preview?year=2026").text)
    post(archivist, "confirmation", seen=seen)
    codes = {item.title: item.archive_code for item in services.filing.items(FIRST_UNIT, 2026)}
    assert codes == {
        "收文2": "Z109-WS·2026·Y-0001",
        TITLE: "Z109-WS·2026·Y-0002",
        "收文1": "Z109-WS·2026·D30-0001",
    }
    assert services.issuings.get(str(ours.record_id), {FIRST_UNIT}).issuing.archive_code == codes[TITLE]
    for asked, count in (
        ({"retention": "Y"}, 1),
        ({"retention": "D10"}, 0),
        ({"archive_code": "·Y-0002"}, 1),
    ):
        assert len(program.get("/api/v1/documents", query_string=asked).json["documents"]) == count
    assert TITLE in archivist.get("/issued?retention=Y&archive_code=Z109").text
    assert post(archivist, f"items/{ours.id}", act="up").status_code == 409
    assert post(archivist, f"items/{ours.id}", act="remove").status_code == 409
    assert post(archivist, "confirmation", seen=seen).status_code == 409


def test_the_catalogue_comes_as_workbook_csv_and_in_print(
    archivist: FlaskClient,
    services: Services,  # noqa: F811
) -> None:
    services.filing.add([an_item("b", retention="D30", position=1), an_item("a", title="=1+1", position=2)])
    book = openpyxl.load_workbook(io.BytesIO(archivist.get("/filing/catalogue.xlsx?year=2026").data)).active
    assert book is not None
    assert next(iter(book.values)) == (
        "序号",
        "档号",
        "文号",
        "责任者",
        "题名",
        "日期",
        "密级",
        "页数",
        "备注",
    )
    assert (book["E2"].value, book["E2"].data_type, book["H2"].value) == ("=1+1", "s", 3)
    text = archivist.get("/filing/catalogue.csv?year=2026").data.decode("utf-8-sig")
    assert [row[4] for row in csv.reader(io.StringIO(text))] == ["题名", "'=1+1", "第b件"]
    made = archivist.get("/filing/catalogue.docx?year=2026").data
    assert made == archivist.get("/filing/catalogue.docx?year=2026").data
    section = docx.Document(io.BytesIO(made)).sections[0]
    assert section.page_width > section.page_height
    remarks = docx.Document(io.BytesIO(archivist.get("/filing/remarks.docx?year=2026").data))
    assert remarks.tables[0].rows[1].cells[1].text == "共2件（永久1件，30年1件），6页。"
    assert archivist.get("/filing/catalogue.txt?year=2026").status_code == 404
    assert archivist.get("/filing/?year=abc").status_code == 400


def test_an_archive_system_s_codes_are_taken_back_whole_or_not_at_all(
    archivist: FlaskClient,
    services: Services,  # noqa: F811
) -> None:
    services.filing.add([an_item("a"), an_item("b")])
    book = openpyxl.load_workbook(io.BytesIO(archivist.get("/filing/codes.xlsx?year=2026").data))
    sheet = book.active
    assert sheet is not None

    def filled(*codes: str) -> bytes:
        for line, code in enumerate(codes, start=2):
            sheet.cell(line, 9, code)
        kept = io.BytesIO()
        book.save(kept)
        return kept.getvalue()

    twice = hand_in(archivist, filled("Z109-WS·2026-Y-0007", "Z109-WS·2026-Y-0007"), "codes")
    assert twice.status_code == 400
    assert "第3行" in twice.text
    assert hand_in(archivist, filled("Z109-WS·2025-Y-0007", "错"), "codes").status_code == 400
    assert all(item.archive_code is None for item in services.filing.items(FIRST_UNIT, 2026))
    whole = filled("Z109-WS·2026-Y-0007", "Z109-WS·2026-Y-0008")
    assert read_codes(whole)[0] == ("a", "Z109-WS·2026-Y-0007")
    assert hand_in(archivist, whole, "codes").status_code == 200
    assert [item.number for item in services.filing.items(FIRST_UNIT, 2026)] == [7, 8]
    assert hand_in(archivist, whole, "codes").status_code == 200


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: a_list(("", "", "", "", "", "", "", "", "x")), "第2行“题名”"),
        (lambda: a_list(("甲", "", "", "三月", "", "", "", "", "")), "八位数字"),
        (lambda: a_list(("甲", "", "", "20260230", "", "", "", "", "")), "八位数字"),
        (lambda: a_list(("甲", "", "", "", "", "三", "", "", "")), "页数应是数字"),
        (lambda: a_list(("甲", "", "", "", "", "", "", "20年", "")), "保管期限应是"),
        (a_list, "没有一件"),
        (lambda: "标题,文号\n甲,乙".encode(), "表头里没有“题名”"),
        (lambda: b"PK\x03\x04 broken", "打不开"),
        (lambda: b"\xff\xfe\x00\x81", "清单应是"),
    ],
)
def test_a_wrong_list_is_refused_as_a_whole_with_its_places(
    services: Services,  # noqa: F811
    make: Callable[[], bytes],
    told: str,
):
    with pytest.raises(InvalidRequest, match=re.escape(told)):
        read_items(services, FIRST_UNIT, 2026, make())


def test_lists_are_read_in_both_encodings_and_the_template_is_one(services: Services):  # noqa: F811
    text = "题名,日期,保管期限\n汛期值守,2026年5月20日,10年\n"
    for encoding in ("utf-8-sig", "gb18030"):
        (item,) = read_items(services, FIRST_UNIT, 2026, text.encode(encoding))
        assert (item.title, item.date, item.retention, item.pages) == ("汛期值守", "20260520", "D10", None)
    assert len(read_items(services, FIRST_UNIT, 2026, template())) == 1
    with pytest.raises(ClassifiedRefused):
        read_items(services, FIRST_UNIT, 2026, a_list(("甲", "", "", "", "机密★10年", "", "", "", "")))


def test_the_stamp_lies_on_a_copy_and_the_original_stays(
    archivist: FlaskClient,
    program: FlaskClient,  # noqa: F811
    paper: str,  # noqa: F811
    services: Services,  # noqa: F811
) -> None:
    kept = bring(program, paper, a_pdf()).json
    post(archivist, "gathering")
    (item,) = services.filing.items(FIRST_UNIT, 2026)
    assert item.pages == 2
    assert archivist.get(f"/filing/items/{item.id}/stamped.pdf").status_code == 409
    services.filing.set_rules(FIRST_UNIT, RULES)
    services.filing.confirm(FIRST_UNIT, {item.id: (1, "Z109-WS·2026·Y-0001")}, "林晓", services.clock())
    answer = archivist.get(f"/filing/items/{item.id}/stamped.pdf")
    assert answer.data == archivist.get(f"/filing/items/{item.id}/stamped.pdf").data
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) == 2
        drawn = b"".join(part.read_bytes() for part in pdf.pages[0].Contents).decode()
    assert drawn.count(" l S") == 7  # 4 lines down, 3 across
    assert program.get(kept["links"]["self"]).data == a_pdf()


def test_other_units_and_other_roles_see_nothing(archivist: FlaskClient, services: Services):  # noqa: F811
    services.access.people.add_unit(Unit("other", "滨海市水务局"), services.clock())
    services.filing.add([an_item("x", unit_id="other"), an_item("a")])
    assert archivist.get("/filing/?unit=other").status_code == 403
    assert post(archivist, "items/x", retention="D10").status_code == 404
    drafter = signed_in_client(services, "drafter", duties=Duties(frozenset({Role.DRAFTER})))
    assert drafter.get("/filing/").status_code == 403


def test_a_voided_paper_is_not_gathered(
    archivist: FlaskClient,
    program: FlaskClient,  # noqa: F811
    paper: str,  # noqa: F811
    services: Services,  # noqa: F811
):
    other = {"campaign": {}, "paper": {"title": "关于另一件事的通知"}}
    assert program.post("/api/v1/documents", json=a_request(content=other)).status_code == 201
    program.post(f"{paper}/void", json={"reason": "附件有误"})
    post(archivist, "gathering")
    assert titles(services) == ["关于另一件事的通知"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_stamp_is_seen_at_the_top_right_however_the_page_was_scanned(turn: int, settings: Any):
    with pikepdf.open(io.BytesIO(a_pdf(1))) as pdf:
        pdf.pages[0].mediabox = [0, 0, 595, 842]
        pdf.pages[0].obj["/Rotate"] = turn
        kept = io.BytesIO()
        pdf.save(kept)
    item = an_item(number=12, archive_code="x", pages=128)
    made = stamped(kept.getvalue(), item, RULES, font_set(settings.fonts_conf))
    page = pdfium.PdfDocument(made)[0]
    picture = page.render(scale=1).to_pil().convert("L")
    left, top, right, bottom = ImageOps.invert(picture).getbbox()
    mm = 25.4 / 72
    assert (right - left) * mm == pytest.approx(45, abs=1.2)
    assert (bottom - top) * mm == pytest.approx(16, abs=1.2)
    assert (picture.width - right) * mm == pytest.approx(26, abs=1)
    assert top * mm == pytest.approx(8, abs=1)
