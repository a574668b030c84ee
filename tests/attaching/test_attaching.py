"""Files as attachments, through the function that the doors call: their pages, their numbers, what can't be merged."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from service.errors import ConverterMissing, InvalidContent
from service.generation import render_only
from service.layout import gbt9704 as gb
from service.page import Page, measure
from service.product import Product
from service.request import GenerationRequest
from service.services import Making
from tests.attaching.files import SENTENCE, a_docx, an_image, an_xlsx
from tests.page.pdfs import WEN
from tests.page.pdfs import pdf as a_pdf

pytestmark = pytest.mark.xdist_group("office")
Ask = Callable[..., GenerationRequest]
LANDSCAPE = (0, 0, 841.89, 595.276)
#: 文 in the test font, upright, near the page's upper left corner; a rule along its foot.
DRAWN = f"BT /Box 20 Tf 80 500 Td <{WEN}> Tj ET 80 60 600 3 re f"


def drawn(content: str, *, embedded: bool = True, **page: Any) -> bytes:
    """A PDF of one page that has all its fonts, or one that it doesn't."""
    if not embedded:
        return a_pdf(content, **page)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(content, **page))) as document:
        del document.pages[0].Resources.Font.Helv
        document.save(out, deterministic_id=True)
    return out.getvalue()


def text_of(line: Any) -> str:
    return re.sub(r"\s", "", line.text)


def pages_of(product: Product, format: str = "pdf") -> tuple[Page, ...]:
    return measure(product.files[format])


def first_lines(pages: tuple[Page, ...]) -> dict[str, int]:
    """The label of each attachment → its page."""
    return {
        text_of(p.lines[0]): p.number for p in pages if p.lines and text_of(p.lines[0]).startswith("附件")
    }


def the_finding(making: Making, request: GenerationRequest) -> tuple[str, str, str]:
    with pytest.raises(InvalidContent) as caught:
        render_only(request, making)
    (found,) = caught.value.findings
    return found.pointer, found.label, found.message


FOUR = (
    ("技术要点", "技术要点.docx", a_docx(30)),
    ("问题清单", "问题清单.xlsx", an_xlsx()),
    ("海堤示意图", "海堤.png", an_image()),
    ("测量图", "测量图.pdf", drawn(DRAWN, media=LANDSCAPE)),
)


@pytest.fixture(scope="module")
def four(making: Making, ask: Ask) -> Product:
    return render_only(ask(*FOUR, formats=("docx", "pdf", "pdfa", "ofd")), making)


def test_each_file_begins_a_page_under_its_label_in_the_first_line(four: Product) -> None:
    pages = pages_of(four)
    labels = first_lines(pages)
    assert list(labels) == ["附件1", "附件2", "附件3", "附件4"]
    for number in labels.values():
        label = pages[number - 1].lines[0]
        assert label.x0 == pytest.approx(gb.LEFT_MARGIN_MM, abs=1)
        assert gb.TOP_MARGIN_MM < label.ink_top < gb.TOP_MARGIN_MM + 5
        assert {c.font for c in label.chars if c.text in "附件"} == {"ChengwenHei"}
        assert label.chars[0].size_pt == pytest.approx(16, abs=0.1)


def test_page_numbers_go_on_where_other_pages_have_them(four: Product) -> None:
    for page in pages_of(four):
        number = next(line for line in page.lines if text_of(line) == f"—{page.number}—")
        dash = number.chars[0].ink
        assert dash is not None
        assert dash.top == pytest.approx(gb.PAGE_NUMBER_TOP_MM, abs=1)
        edge, wanted = (number.x1, 179.1) if page.number % 2 else (number.x0, 32.9)
        assert edge == pytest.approx(wanted, abs=1)


def test_what_a_file_shows_stays_in_the_type_area(four: Product) -> None:
    pages = pages_of(four)
    for page in pages[min(first_lines(pages).values()) - 1 :]:
        for line in page.lines:
            if text_of(line) != f"—{page.number}—":
                assert line.ink.left > gb.LEFT_MARGIN_MM - 1
                assert line.ink.right < gb.RIGHT_EDGE_MM + 1
                assert line.ink_bottom < gb.BOTTOM_EDGE_MM + 1


def test_the_text_of_a_file_can_be_found_and_its_own_page_numbers_are_gone(four: Product) -> None:
    pages = pages_of(four)
    labels = first_lines(pages)
    text = "".join(
        text_of(line) for p in pages[labels["附件1"] - 1 : labels["附件2"] - 1] for line in p.lines
    )
    assert text.count(SENTENCE[:20]) == 30
    assert "防汛隐患排查技术要点" in text
    assert "—9—" not in text
    table = pages[labels["附件2"] - 1]
    assert "第1页" not in "".join(map(text_of, table.lines))


def test_a_page_that_lies_across_is_turned_so_that_its_head_is_at_the_left_edge(four: Product) -> None:
    pages = pages_of(four)
    page = pages[first_lines(pages)["附件4"] - 1]
    (wen,) = (c for line in page.lines for c in line.chars if c.text == "文" and c.font == "Chengwen Box")
    assert wen.ink is not None
    rules = [p.box for p in page.pictures if p.box.bottom - p.box.top > 100]
    assert len(rules) == 1  # the rule along the foot is upright now, right of the character
    assert wen.ink.right < rules[0].left
    assert wen.ink.top > (rules[0].top + rules[0].bottom) / 2  # the left end of the line is at the bottom


def inked(product: Product) -> tuple[float, ...]:
    """Where the ink of the attachment's page under its label begins and ends, in mm of the page."""
    number = first_lines(pages_of(product))["附件"] - 1
    with pdfium.PdfDocument(product.files["pdf"]) as document:
        page = document[number].render(scale=400 / 72, grayscale=True).to_pil()
    top, foot = (round(mm * 400 / 25.4) for mm in (60, gb.BOTTOM_EDGE_MM))
    box = page.crop((0, top, page.width, foot)).point(lambda grey: 255 if grey < 128 else 0).getbbox()
    return tuple(edge * 25.4 / 400 for edge in box)


def test_the_real_page_stands_exactly_where_its_picture_does_in_the_docx(making: Making, ask: Ask) -> None:
    """The same ink from the page itself and from its picture; a page with a font that it doesn't bring stays one."""
    content = f"BT /Box 40 Tf 100 700 Td <{WEN}> Tj ET 100 100 300 5 re f"
    real = render_only(ask(("图", "图.pdf", drawn(content))), making)
    picture = render_only(ask(("图", "图.pdf", drawn(content, embedded=False))), making)
    shown = [
        any(c.font == "Chengwen Box" for p in pages_of(made) for line in p.lines for c in line.chars)
        for made in (real, picture)
    ]
    assert shown == [True, False]
    assert inked(real) == pytest.approx(inked(picture), abs=0.2)


def test_the_notes_list_every_title(four: Product) -> None:
    text = "".join(text_of(line) for page in pages_of(four) for line in page.lines)
    assert "附件：1.技术要点2.问题清单3.海堤示意图4.测量图" in text


def test_an_image_stands_under_its_title_and_a_document_brings_its_own(four: Product) -> None:
    pages = pages_of(four)
    labels = first_lines(pages)
    image = pages[labels["附件3"] - 1]
    assert text_of(image.lines[1]) == "海堤示意图"
    assert len(image.pictures) == 1
    assert image.pictures[0].box.top > image.lines[1].ink_bottom
    assert text_of(pages[labels["附件1"] - 1].lines[1]) == "防汛隐患排查技术要点"


def test_the_word_file_holds_every_page_as_a_picture(four: Product) -> None:
    pages = pages_of(four)
    printed = pages[-1].number - min(first_lines(pages).values()) + 1
    with zipfile.ZipFile(io.BytesIO(four.files["docx"])) as package:
        pictures = [n for n in package.namelist() if n.startswith("word/media/")]
    assert printed - 1 <= len(pictures) <= printed  # the page of the 版记 is none


def test_no_rule_blames_the_pages_of_a_file(four: Product) -> None:
    assert [f for f in four.findings if f.page] == []


def test_archive_and_ofd_show_the_same_pages(four: Product) -> None:
    assert len(measure(four.files["pdfa"])) == four.pages
    with zipfile.ZipFile(io.BytesIO(four.files["ofd"])) as package:
        assert sum(n.endswith("Content.xml") for n in package.namelist()) == four.pages


def test_the_same_files_give_the_same_bytes(making: Making, ask: Ask, four: Product) -> None:
    again = render_only(ask(*FOUR, formats=("docx", "pdf", "pdfa", "ofd")), making)
    assert {n: again.files[n] == four.files[n] for n in four.files} == dict.fromkeys(four.files, True)


def test_what_was_derived_before_is_taken_instead_of_made_anew(
    without_office: Making, ask: Ask, four: Product
) -> None:
    request = ask(FOUR[0], formats=("docx",))
    (digest,) = request.files
    derived = GenerationRequest(
        request.paper_type, request.content, formats=("docx",), files=request.files,
        derived={digest: four.files["pages-1"]},
    )  # fmt: skip
    made = render_only(derived, without_office)
    with zipfile.ZipFile(io.BytesIO(made.files["docx"])) as package:
        own = {package.read(n) for n in package.namelist() if n.startswith("word/media/")}
    with zipfile.ZipFile(io.BytesIO(four.files["docx"])) as package:
        whole = {package.read(n) for n in package.namelist() if n.startswith("word/media/")}
    assert own
    assert own < whole


def test_sources_and_what_was_made_of_them_are_kept_by_name(four: Product) -> None:
    names = {k: v for k, v in four.names.items() if k.startswith("source-")}
    assert list(names.values()) == ["技术要点.docx", "问题清单.xlsx", "海堤.png", "测量图.pdf"]
    assert four.files["source-2"] == FOUR[1][2]
    assert {k for k in four.files if k.startswith("pages-")} == {"pages-1", "pages-2"}


def test_content_keeps_the_digest_and_not_the_file(ask: Ask) -> None:
    request = ask(FOUR[2])
    (stored,) = request.content["paper"]["attachments"]
    assert set(stored["file"]) == {"name", "digest"}
    assert request.files[stored["file"]["digest"]] == FOUR[2][2]


POINTER = "/paper/attachments/0/file"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("要点.docx", b"PK\3\4 cut off", "损坏"),
        ("清单.xlsx", a_docx(1), "Excel 文件（.xlsx）"),
        ("图.pdf", b"%PDF-1.7 and nothing more", "不是 PDF，或者已经损坏"),
        ("图.png", b"\x89PNG\r\n\x1a\n cut off", "损坏"),
        ("图.jpg", a_pdf(DRAWN), "不是 PNG 或 JPEG"),
        ("要点.docx", a_docx(1, macro=True), "带有宏"),
    ],
)
def test_a_damaged_file_is_refused_at_its_place(
    making: Making, ask: Ask, name: str, data: bytes, said: str
) -> None:
    for binding in ({}, {"binding": "apart"}):
        pointer, label, message = the_finding(making, ask(("附件", name, data, binding)))
        assert (pointer, label) == (POINTER, "公文 › 附件 › 第1项 › 附件文件")
        assert name in message
        assert said in message


def many_pages(count: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page(page_size=(300, 400))
        document.save(out)
    return out.getvalue()


UNMERGEABLE = [
    ("测量.pdf", a_pdf(DRAWN, password="secret"), "设有打开密码"),
    ("规划.pdf", many_pages(101), "101 页，超过 100 页"),
    ("图纸.zip", b"PK\3\4 whatever", "是 .zip"),
    ("图纸.dwg", b"AC1027", "是 .dwg"),
    ("旧表.xls", b"\xd0\xcf\x11\xe0 whatever", "是 .xls"),
    ("清单.xlsx", an_xlsx(linked="file:///C:/secret.xlsx"), "链接了外部内容"),
    ("要点.docx", b"\xd0\xcf\x11\xe0 encrypted", "设有打开密码"),
]


@pytest.mark.parametrize(("name", "data", "said"), UNMERGEABLE, ids=[u[0] for u in UNMERGEABLE])
def test_what_cannot_be_merged_is_bound_apart_where_that_is_said(
    making: Making, ask: Ask, name: str, data: bytes, said: str
) -> None:
    pointer, _, message = the_finding(making, ask(("资料", name, data)))
    assert pointer == POINTER
    assert said in message
    assert "另行装订" in message
    made = render_only(ask(("资料", name, data, {"binding": "apart"})), making)
    (found,) = (f for f in made.findings if f.rule == "attached-apart")
    assert said in found.message
    assert made.files["source-1"] == data
    assert not [n for n in made.files if n.startswith("attached-")]
    text = "".join(text_of(line) for page in pages_of(made) for line in page.lines)
    assert "附件：资料" in text
    assert first_lines(pages_of(made)) == {}


APART = (
    ("技术要点", "", b"", {"text": [{"kind": "paragraph", "text": SENTENCE}]}),
    ("问题清单", "问题清单.xlsx", an_xlsx(), {"binding": "apart"}),
    ("说明", "", b"", {"text": [{"kind": "paragraph", "text": SENTENCE}], "binding": "apart"}),
    ("图册", "", b"", {"binding": "apart"}),
)


def test_an_attachment_bound_apart_is_a_file_of_its_own_with_the_paper_s_number(
    making: Making, ask: Ask
) -> None:
    made = render_only(ask(*APART, formats=("docx", "pdf", "ofd")), making)
    beside = {n for n in made.files if n.startswith("attached-")}
    assert beside == {f"attached-{n}.{f}" for n in (2, 3) for f in ("docx", "pdf", "ofd")}
    text = "".join(text_of(line) for page in pages_of(made) for line in page.lines)
    assert "附件：1.技术要点2.问题清单3.说明4.图册" in text
    assert list(first_lines(pages_of(made))) == ["附件1"]
    for number in (2, 3):
        pages = pages_of(made, f"attached-{number}.pdf")
        first, last = pages[0].lines[0], pages[0].lines[-1]
        assert text_of(first) == f"滨政办发〔2026〕32号附件{number}"
        assert first.x0 == pytest.approx(gb.LEFT_MARGIN_MM, abs=1)
        assert gb.TOP_MARGIN_MM < first.ink_top < gb.TOP_MARGIN_MM + 5
        assert text_of(last) == "—1—"
        assert len(pages) == 1
    assert text_of(pages[0].lines[1]) == "说明"
    assert made.names["attached-2.pdf"] == "滨政办发〔2026〕32号附件2问题清单.pdf"


def test_an_attachment_needs_text_a_file_or_to_be_bound_apart(making: Making, ask: Ask) -> None:
    pointer, _, message = the_finding(making, ask(("空的", "", b"")))
    assert (pointer, message) == ("/paper/attachments/0/text", "必须填写")


def test_a_file_that_was_not_sent_is_asked_for(making: Making, ask: Ask) -> None:
    request = ask(FOUR[2])
    lost = GenerationRequest(request.paper_type, request.content)
    pointer, _, message = the_finding(making, lost)
    assert pointer == POINTER
    assert "没有收到这个文件的内容" in message


def test_what_is_no_base64_is_refused(making: Making, ask: Ask) -> None:
    bad = {"file": {"name": "图.png", "encoded": "不是"}}
    pointer, _, message = the_finding(making, ask(("图", "", b"", bad)))
    assert pointer == f"{POINTER}/encoded"
    assert "base64" in message


def test_without_libreoffice_a_pdf_can_be_attached_and_a_docx_not(without_office: Making, ask: Ask) -> None:
    made = render_only(ask(FOUR[3], formats=("docx",)), without_office)
    assert made.pages >= 3
    with pytest.raises(ConverterMissing):
        render_only(ask(FOUR[0], formats=("docx",)), without_office)


def test_text_and_file_follow_each_other(making: Making, ask: Ask) -> None:
    both = ("办法", "图.png", an_image("JPEG"), {"text": [{"kind": "paragraph", "text": SENTENCE}]})
    pages = pages_of(render_only(ask(both), making))
    number = first_lines(pages)["附件"]
    assert text_of(pages[number - 1].lines[1]) == "办法"
    assert len(pages[number].pictures) == 1
