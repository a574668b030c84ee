"""Files as offices attach them: small, and every number in them known."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from PIL import Image, ImageDraw

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SENTENCE = "汛前要逐段检查堤防、闸门和泵站，发现隐患立即登记，落实责任人和完成时限，整改一处销号一处。"


def a_docx(paragraphs: int = 3, *, title: str = "防汛隐患排查技术要点", macro: bool = False) -> bytes:
    """A docx of A4 with its own page numbers at the foot."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    footer = section.footer.paragraphs[0]._p
    footer.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>— </w:t></w:r>"))
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    footer.append(parse_xml(field))
    _set(document.add_paragraph(title), "黑体", 22)
    for number in range(1, paragraphs + 1):
        _set(document.add_paragraph(f"{number}.{SENTENCE}"), "仿宋_GB2312", 16)
    kept = io.BytesIO()
    document.save(kept)
    return with_part(kept.getvalue(), "word/vbaProject.bin", b"macro") if macro else kept.getvalue()


def _set(paragraph: docx.text.paragraph.Paragraph, family: str, size: int) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.name = Pt(size), family
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)


def with_part(package: bytes, name: str, data: bytes) -> bytes:
    """The package with one more part."""
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def an_xlsx(rows: int = 6, *, across: bool = True, linked: str = "") -> bytes:
    """A workbook with a table of six columns on one page, across or upright, and page numbers at the foot."""
    heads = ("序号", "单位", "隐患部位", "存在问题", "整改措施", "完成时限")
    table = [("防汛隐患排查问题清单", "", "", "", "", ""), heads]
    table += [
        (str(n), "滨海市水务局", f"{n}号闸", "闸门止水老化、漏水", "更换止水橡皮", f"2026年5月{n}日")
        for n in range(1, rows + 1)
    ]
    cells = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{"ABCDEF"[c]}{r}" t="inlineStr" s="{0 if r == 1 else 1}"><is><t>{text}</t></is></c>'
            for c, text in enumerate(row)
        )
        + "</row>"
        for r, row in enumerate(table, 1)
    )
    orient = "landscape" if across else "portrait"
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>'
        for i, w in enumerate((6, 18, 12, 26, 20, 18), 1)
    )
    sheet = (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>{widths}</cols>'
        f'<sheetData>{cells}</sheetData><pageSetup paperSize="9" orientation="{orient}" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页</oddFooter></headerFooter></worksheet>"
    )
    edge = "".join(
        f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    styles = (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="12"/><name val="仿宋_GB2312"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        f'<borders count="2"><border/><border>{edge}</border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf borderId="1" applyBorder="1"/></cellXfs></styleSheet>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="问题清单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml", ""),
            ("rId2", "styles", "styles.xml", ""),
            *([("rId3", "externalLinkPath", linked, "External")] if linked else []),
        ),
        "xl/styles.xml": styles,
        "xl/worksheets/sheet1.xml": sheet,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return out.getvalue()


def _relations(*rows: tuple[str, str, str, str]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"'
            + (f' TargetMode="{mode}"/>' if mode else "/>")
            for id, kind, target, mode in rows
        )
        + "</Relationships>"
    )


def an_image(format: str = "PNG", size: tuple[int, int] = (600, 400)) -> bytes:
    """A drawing of a dyke: lines in blue and red on white, 150 dots an inch."""
    image = Image.new("RGB", size, "white")
    drawing, (width, height) = ImageDraw.Draw(image), size
    drawing.line([(10, height - 10), (width // 2, 10), (width - 10, height - 10)], fill=(0, 0, 200), width=6)
    drawing.ellipse(
        [width // 2 - 40, height // 2, width // 2 + 40, height // 2 + 80], outline=(200, 0, 0), width=4
    )
    out = io.BytesIO()
    image.save(out, format, dpi=(150, 150))
    return out.getvalue()
