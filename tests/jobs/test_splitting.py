from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable
from typing import BinaryIO

import pytest

from service.errors import BrokenJson, RequestTooLarge, ServiceError
from service.jobs.splitting import Form, split


def told(content: bytes, form: Form, most: int = 1000) -> list[bytes | ServiceError]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return list(split(file, form, most))


@pytest.mark.parametrize(
    "items",
    [
        [{"a": 1}],
        [{"a": '],[{\\"'}, {"b": ["[", {"c": "}"}]}, [], 3, "x,y", None],
        [{"中": "文，\n“引号”"}] * 3,
        [],
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_is_split_where_json_splits_it(items: list[object], indent: int | None):
    text = json.dumps(items, ensure_ascii=False, indent=indent).encode()
    for raw in (text, b"\xef\xbb\xbf" + text, b" \n" + text + b"\r\n "):
        assert [json.loads(piece) for piece in told(raw, Form.ARRAY)] == items  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"  ",
        b"{}",
        b'{"a": [1]}',
        b"[1, 2",
        b"[1] 2",
        b"[1][2]",
        b'["a]',
        b"[1,,2]",
        b"[1,]",
        b"[,]",
        b"x[1]",
    ],
)
def test_what_is_no_array_is_refused(text: bytes):
    with pytest.raises(BrokenJson):
        told(text, Form.ARRAY)


def test_an_item_that_is_no_json_is_left_to_its_reader():
    assert told(b"[nonsense, 1]", Form.ARRAY) == [b"nonsense", b"1"]


def test_lines_are_split_and_empty_ones_passed_over():
    text = b'\xef\xbb\xbf{"a": 1}\r\n\n   \n{"b": "\xe4\xb8\xad"}\n{"c"'
    assert told(text, Form.LINES) == [b'{"a": 1}', '{"b": "中"}'.encode(), b'{"c"']


def is_too_large(piece: bytes | ServiceError) -> bool:
    return isinstance(piece, RequestTooLarge)


@pytest.mark.parametrize(("form", "around"), [(Form.LINES, b"%s\n1\n"), (Form.ARRAY, b"[%s,1]")])
@pytest.mark.parametrize("length", [10, 11, 100, 200_000])
def test_an_item_that_is_too_long_is_refused_alone(form: Form, around: bytes, length: int):
    item = b'"' + b"x" * (length - 2) + b'"'
    first, second = told(around % item, form, 10)
    assert is_too_large(first) == (length > 10)
    assert second == b"1"


class Counting(io.RawIOBase):
    """A file of lines that is never whole in memory."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines, self._rest = iter(lines), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        self._rest = self._rest or next(self._lines, b"")
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def test_lines_are_read_as_they_are_needed():
    read = 0

    def lines() -> Iterable[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b"1" * 4096 + b"\n"

    file: BinaryIO = io.BufferedReader(Counting(lines()))  # type: ignore[assignment]
    pieces = split(file, Form.LINES, 5000)
    next(pieces)
    assert read < 10
