"""A batch as it lies in a file, item by item, without ever holding more than one in memory.

The items of a JSON array are found by its brackets, commas and strings alone; what they say is read strictly, one
at a time, by whoever takes them (`service.request`).
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO

from service.carried_files import take_files
from service.errors import BrokenJson, RequestTooLarge, ServiceError
from service.request import MOST_IMAGE_BYTES, refuse_overlong

_STRUCTURE = re.compile(rb'"(?:[^"\\]++|\\.)*+"?+|[\[\]{},]', re.DOTALL)
_BOM = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*")


class Form(Enum):
    """How the items of a batch are written."""

    ARRAY = "array"  #: one JSON array
    LINES = "lines"  #: one JSON value a line


def split(
    file: BinaryIO, form: Form, most_bytes: int, files_bytes: int = 0
) -> Iterator[bytes | ServiceError]:
    """Yield each item as it is written; where one is longer than it may be, the error.

    Args:
        file: the batch.
        form: how it is written.
        most_bytes: the longest item without its images and files.
        files_bytes: how long the files of one item may be together.

    Raises:
        BrokenJson: if the array is none, or doesn't end where the file does.
    """
    encoded = -(-files_bytes * 4 // 3)
    pieces = _array(file) if form is Form.ARRAY else _lines(file, most_bytes + MOST_IMAGE_BYTES + encoded)
    for piece in pieces:
        yield _allowed(piece, most_bytes, encoded)


def _lines(file: BinaryIO, most_bytes: int) -> Iterator[bytes]:
    first = True
    while line := file.readline(most_bytes + 2):
        if not line.endswith(b"\n"):
            _skip_line(file)
        text = line.removeprefix(_BOM).strip(_SPACE) if first else line.strip(_SPACE)
        first = False
        if text:
            yield text


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(1 << 16)) and not rest.endswith(b"\n"):
        pass


def _array(file: BinaryIO) -> Iterator[bytes]:
    if file.seek(0, 2) == 0:
        raise BrokenJson("内容是空的，应是一个 JSON 数组，每项是一份请求")
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        yield from _elements(text)


def _elements(text: mmap.mmap) -> Iterator[bytes]:
    """Yield the elements of the array that ``text`` is."""
    depth, number, begin, end = 0, 0, 0, None
    for found in _STRUCTURE.finditer(text):
        token = found[0]
        if depth == 0 and (token != b"[" or end is not None or not _BLANK.fullmatch(text, 0, found.start())):
            break
        if token in (b"[", b"{"):
            depth += 1
            begin = found.end() if depth == 1 else begin
        elif token in (b"]", b"}"):
            depth -= 1
            end = found.end() if depth == 0 else None
        if (token == b"," and depth == 1) or end is not None:
            number += 1
            element = text[begin : found.start()].strip(_SPACE)
            if element or token == b"," or number > 1:
                yield _element(element, number)
            begin = found.end()
    if end is None or not _BLANK.fullmatch(text, end):
        raise BrokenJson(
            f"应是一个 JSON 数组，每项是一份请求；读完第 {number} 份以后，括号、引号没有配对，或者后面还有多余的内容"
        )


def _element(element: bytes, number: int) -> bytes:
    if not element:
        raise BrokenJson(f"数组的第 {number} 份是空的，可能多写了一个逗号")
    return element


def _allowed(piece: bytes, most_bytes: int, most_encoded: int) -> bytes | ServiceError:
    carried = take_files(piece)
    if sum(map(len, carried.files)) > most_encoded:
        return RequestTooLarge(
            f"一份公文的文件共超过上限 {most_encoded * 3 / 4e6:g} MB，请减少文件，或者分几份附件另行装订"
        )
    try:
        refuse_overlong(carried.text, most_bytes)
    except RequestTooLarge as error:
        return error
    return piece
