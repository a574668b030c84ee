"""The canary: a fixed page that every LibreOffice must print right before it may print a paper.

Its text is full-width characters only, so that the line breaks hold for every fixed-width Chinese font, a
stand-in or a licensed one. It would show: a LibreOffice that breaks lines otherwise (the inverted
``overflowPunct``, lost kinsoku), fonts that are not the ones fontconfig promises or are not embedded, a
dropped blank page, and conversions that differ.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from fontTools.ttLib import TTFont

from service.errors import ConverterFailed
from service.office import messages
from service.office.process import missing_package

_PITCH_TOLERANCE_PT = 0.15
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


@dataclass(frozen=True)
class Line:
    """One printed line: its text, its baseline in points from the page's foot, and the fonts it is set in."""

    text: str
    baseline_pt: float
    fonts: frozenset[str]


@dataclass(frozen=True)
class PromisedFont:
    """The font that fontconfig chooses for a family: the names it may carry in a PDF, the characters it has."""

    names: frozenset[str]
    characters: frozenset[str]


def prove(convert: Callable[[bytes], bytes], fonts_conf: Path) -> None:
    """Convert the canary twice and compare it with what must come out.

    Raises:
        ConverterFailed: the page is wrong; the Chinese message says in what.
        ConverterMissing: fontconfig's ``fc-match`` is not installed.
    """
    first, second = convert(canary_docx()), convert(canary_docx())
    promised = promised_fonts(fonts_conf)
    reason = _find_lack(promised) or find_fault(first, {each: promised[each].names for each in promised})
    if not reason and read_lines(first) != read_lines(second):
        reason = "同一文件两次转换的结果不同"
    if reason:
        raise ConverterFailed(messages.CANARY.format(reason=reason))


def find_fault(pdf: bytes, promised: Mapping[str, frozenset[str]]) -> str:
    """Return in Chinese what is wrong with the printed canary, "" if it is right.

    ``promised`` maps each family to the names that its font may carry in a PDF.
    """
    pages, expected = read_lines(pdf), _expected()["pages"]
    if len(pages) != len(expected):
        return f"应为 {len(expected)} 页，实为 {len(pages)} 页"
    for number, (lines, paragraphs) in enumerate(zip(pages, expected, strict=True), 1):
        wanted = [(text, each["family"]) for each in paragraphs for text in each["lines"]]
        for line, (text, family) in zip(lines, wanted, strict=False):
            if line.text != text:
                return f"第 {number} 页应有一行“{text}”，实为“{line.text}”"
            if not line.fonts <= promised[family]:
                return f"{family}应以字体 {_join(promised[family])} 排印，实为 {_join(line.fonts)}"
        if len(lines) != len(wanted):
            return f"第 {number} 页应为 {len(wanted)} 行，实为 {len(lines)} 行"
        for above, below in pairwise(lines):
            pitch = above.baseline_pt - below.baseline_pt
            if abs(pitch - _expected()["pitch_pt"]) > _PITCH_TOLERANCE_PT:
                return f"第 {number} 页行距应为 {_expected()['pitch_pt']} 磅，实为 {pitch:.2f} 磅"
    if missing := _not_embedded(pdf):
        return f"字体 {_join(missing)} 没有嵌入"
    return ""


def _join(names: Iterable[str]) -> str:
    return "、".join(sorted(names))


def promised_fonts(fonts_conf: Path) -> dict[str, PromisedFont]:
    """Return for each of the canary's families the font that fontconfig chooses.

    Raises:
        ConverterMissing: ``fc-match`` is not installed.
    """
    families = {each["family"] for page in _expected()["pages"] for each in page}
    return {family: _match(family, fonts_conf) for family in families}


def _match(family: str, fonts_conf: Path) -> PromisedFont:
    command = ["fc-match", "-f", "%{file}\n%{index}\n%{postscriptname},%{family},%{fullname}", family]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "FONTCONFIG_FILE": str(fonts_conf)}
    try:
        found = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
    except FileNotFoundError as error:
        raise missing_package("fontconfig") from error
    file, index, names = found.stdout.decode().split("\n")
    if not file:
        return PromisedFont(frozenset(), frozenset())
    # A variable font's index carries the number of a named instance in its upper half.
    with TTFont(file, fontNumber=int(index) & 0xFFFF, lazy=True) as font:
        characters = frozenset(map(chr, font.getBestCmap() or ()))
    return PromisedFont(frozenset(_plain(name) for name in names.split(",") if name.strip()), characters)


def _find_lack(promised: Mapping[str, PromisedFont]) -> str:
    """Return in Chinese which family's font lacks characters of the canary, all of them common; "" if none."""
    for block in (block for page in _expected()["pages"] for block in page):
        lacking = set("".join(block["lines"])) - promised[block["family"]].characters
        if lacking:
            return (
                f"{block['family']}所用的字体缺少“{'”“'.join(sorted(lacking)[:5])}”等 {len(lacking)} 个常用字"
            )
    return ""


def _plain(name: str) -> str:
    """Return a font's name without a subset's prefix, spaces and hyphens, which a PDF may lack."""
    return re.sub(r"^[A-Z]{6}\+|[\s\-]", "", name)


def read_lines(pdf: bytes) -> list[list[Line]]:
    """Return the printed lines of every page from top to bottom; a line is what shares a baseline."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page_lines(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _page_lines(page: pypdfium2.PdfPage) -> list[Line]:
    text = page.get_textpage()
    rows: dict[float, list[tuple[float, str, str]]] = {}
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        x, y = pdfium.c_double(), pdfium.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        character = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        rows.setdefault(round(y.value, 1), []).append((x.value, character, _font(text, index)))
    text.close()
    page.close()
    return [
        Line("".join(each[1] for each in sorted(row)), baseline, frozenset(each[2] for each in row))
        for baseline, row in sorted(rows.items(), reverse=True)
    ]


def _font(text: Any, index: int) -> str:
    buffer = pdfium.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text.raw, index, buffer, 200, None)
    return _plain(buffer.value.decode("utf-8", "replace"))


def _not_embedded(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            _plain(str(each.get("/FontName", "?")).lstrip("/"))
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary)
            and each.get("/Type") == "/FontDescriptor"
            and not any(key in each for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        }


@cache
def _expected() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(__file__).with_name("canary.json").read_text("utf-8"))
    return data


@cache
def canary_docx() -> bytes:
    """Return the canary, always the same bytes: A4 with the standard's margins."""
    first, _, last = ("".join(_paragraph(each) for each in page) for page in _expected()["pages"])
    body = f"{first}<w:p><w:pPr>{_section('nextPage')}</w:pPr></w:p>{last}{_section('oddPage')}"
    document = f'{_XML}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, part in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part)
    return made.getvalue()


def _paragraph(block: Mapping[str, Any]) -> str:
    font, size = escape(block["family"]), block["half_points"]
    # overflowPunct 1: LibreOffice 7.4 reads it inverted, and the copy that it is given says so.
    return (
        '<w:p><w:pPr><w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:overflowPunct w:val="1"/>'
        '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:hint="eastAsia"/>'
        f'<w:spacing w:val="-5"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:eastAsia="zh-CN"/></w:rPr>'
        f"<w:t>{escape(''.join(block['lines']))}</w:t></w:r></w:p>"
    )


def _section(kind: str) -> str:
    return (
        f'<w:sectPr><w:type w:val="{kind}"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098"'
        ' w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    )
