"""What was made again beside what was issued: the same bytes, the same text in the same places, or what differs where."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from lxml import etree

from service.docx.reading import read_docx
from service.errors import ServiceError
from service.page.ink import Page
from service.page.measuring import measure
from service.storage.regenerations import Result

TOLERANCE_MM = 0.2
"""A line that stands no farther than this from its old place stands in the same place: a hair's breadth on paper."""
MOST_TOLD = 50
_CODE = "{http://www.ofdspec.org/2016}TextCode"
_OBJECT = "{http://www.ofdspec.org/2016}TextObject"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the text, or where it stands, is another.

    Attributes:
        page: number of the page, from 1; None where there are no pages.
        before: what was issued; "" if it is new.
        after: what was made again; "" if it is gone.
        moved_mm: how far the same text stands from its old place; None if the text is another.
    """

    page: int | None
    before: str
    after: str
    moved_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one file that was made again compares.

    Attributes:
        result: identical, same text or different.
        differences: the first `MOST_TOLD` places.
    """

    result: Result
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    page: int | None
    text: str
    box: tuple[float, ...] = ()


def compare(format: str, before: bytes, after: bytes) -> Comparison:
    """Compare a file of a record with the same file made again; ``format`` is docx, pdf, pdfa or ofd."""
    if before == after:
        return Comparison(Result.IDENTICAL)
    if format not in _READERS:
        return Comparison(Result.DIFFERENT)
    try:
        found = tuple(_differences(_READERS[format](before), _READERS[format](after)))
    except (ServiceError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        return Comparison(Result.DIFFERENT, (Difference(None, "", f"文件读不出来：{error}"),))
    return Comparison(Result.DIFFERENT if found else Result.SAME_TEXT, found[:MOST_TOLD])


def _differences(before: Sequence[_Line], after: Sequence[_Line]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(None, [x.text for x in before], [x.text for x in after], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        pairs = zip_longest(before[a0:a1], after[b0:b1])
        for was, now in pairs:
            if kind == "equal":
                yield from _moved(was, now)
            else:
                page = (was or now).page
                yield Difference(page, was.text if was else "", now.text if now else "")


def _moved(was: _Line, now: _Line) -> Iterator[Difference]:
    if was.page != now.page:
        yield Difference(was.page, was.text, f"移到第{now.page}页：{now.text}")
    elif far := [d for a, b in zip(was.box, now.box, strict=True) if (d := abs(a - b)) > TOLERANCE_MM]:
        yield Difference(was.page, was.text, now.text, round(max(far), 2))


def _docx_lines(file: bytes) -> list[_Line]:
    read = read_docx(file)
    footers = (
        paragraph
        for section in read.sections
        for footer in section.footers
        for paragraph in footer.paragraphs
    )
    return [_Line(None, paragraph.text) for paragraph in (*read.paragraphs, *footers) if paragraph.text]


def _pdf_lines(file: bytes) -> list[_Line]:
    return list(chain.from_iterable(_page_lines(page) for page in measure(file)))


def _page_lines(page: Page) -> Iterator[_Line]:
    yield _Line(page.number, "（纸张）", (page.width, page.height))
    for line in (*page.lines, *page.turned):
        yield _Line(page.number, line.text, (line.x0, line.x1, line.baseline))
    for rule in page.rules:
        yield _Line(page.number, f"（横线，{rule.color}）", (rule.x0, rule.x1, rule.y, rule.thickness))
    for picture in page.pictures:
        box = picture.box
        yield _Line(page.number, "（图）", (box.left, box.top, box.right, box.bottom))


def _ofd_lines(file: bytes) -> list[_Line]:
    found = []
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = [name for name in package.namelist() if name.endswith("/Content.xml")]
        for number, name in enumerate(sorted(names, key=lambda each: (len(each), each)), 1):
            for text in etree.fromstring(package.read(name)).iter(_OBJECT):
                code = text.find(_CODE)
                box = tuple(float(part) for part in str(text.get("Boundary")).split())
                found.append(_Line(number, "" if code is None else code.text or "", box))
    return found


_READERS = {"docx": _docx_lines, "pdf": _pdf_lines, "pdfa": _pdf_lines, "ofd": _ofd_lines}
