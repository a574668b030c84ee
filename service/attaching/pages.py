"""Turns an attached file into pages: a PDF of it, a picture of each page. Opens what strangers sent, so confined.

docx and xlsx pass through the warm LibreOffice, which runs no macro and reads nothing outside the file; a PDF is drawn
by PDFium in a process of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from service.attaching.footers import without_page_numbers
from service.attaching.kinds import NAMES, FileKind
from service.attaching.passing import read
from service.errors import ConverterFailed, ConverterMissing, ConverterTimeout, UnreadableDocument
from service.importing.archive import read_archive
from service.office import messages
from service.office.confined import Failed, Limits, OverLimit, run_confined
from service.office.installation import find_libreoffice
from service.office.links import linked_contents
from service.rendering.attached import PagePicture

#: Pages of one file; drawing one takes about 0.1 s of processor time.
MOST_PAGES = 100
#: A page of A4 takes about 40 MB while it is drawn.
LIMITS = Limits(processor_s=60, wall_s=120, memory_bytes=1_500_000_000)
#: mm of paper under the line 附件1 and an empty line: 20 lines of the grid, less what hangs under a picture.
ROOM_MM = (156.0, 202.0)
#: What the converter says where the document is at fault.
_REFUSALS = (messages.REFUSED, messages.CRASHED)
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "设有打开密码"


class Unmergeable(Exception):
    """No pages can be made of a file though nothing is wrong with it; the message says why, in Chinese."""


def file_pdf(kind: FileKind, data: bytes, convert: Callable[[bytes], bytes]) -> bytes:
    """Return a docx, xlsx or PDF as a PDF.

    Raises:
        Unmergeable: if it is protected by a password, or refers to what is outside it.
        UnreadableDocument: if it is damaged, or no such file.
        ConversionError: if LibreOffice is not there, or has no time.
    """
    if kind is FileKind.PDF:
        return data
    if kind is FileKind.XLSX and not find_libreoffice().calc:
        raise ConverterMissing(messages.MISSING.format(package="libreoffice-calc-nogui"))
    if data.startswith(_OLE):
        raise Unmergeable("文件设有打开密码，或者是旧版格式")
    parts = read_archive(data, kind.value)
    if linked := linked_contents(data):
        raise Unmergeable(f"文件链接了外部内容（{linked[0][:80]}），为安全起见不读取")
    try:
        return convert(without_page_numbers(parts))
    except ConverterTimeout as error:
        raise Unmergeable("排成页面超过了时间的上限") from error
    except ConverterFailed as error:
        if str(error) not in _REFUSALS:
            raise
        told = f"这份{NAMES[kind]}打不开，可能已经损坏；请用原来的软件打开另存一次再试"
        raise UnreadableDocument(told) from error


def pictures_of(pdf: bytes) -> tuple[PagePicture, ...]:
    """Return a picture of each page of a PDF.

    Raises:
        Unmergeable: if it needs a password, has more than `MOST_PAGES`, or takes too much to draw.
        UnreadableDocument: if it is damaged, or none.
    """
    arguments = [*map(str, ROOM_MM), str(MOST_PAGES)]
    try:
        return read(run_confined("service.attaching", arguments, pdf, LIMITS, os.defpath))
    except OverLimit as error:
        raise Unmergeable("排成页面超过了时间或内存的上限") from error
    except Failed as error:
        told = str(error)
        if _ENCRYPTED in told:
            raise Unmergeable("PDF 设有打开密码") from error
        if told.startswith("有 "):
            raise Unmergeable(told) from error
        raise UnreadableDocument("这不是 PDF，或者已经损坏；请重新导出后再试") from error
