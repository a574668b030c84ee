"""Reading JSON strictly: what two programs might read differently is refused, in Chinese, with the place.

RFC 8259 lets a reader choose what to do with doubled keys, numbers out of range, lone surrogates and depth;
a paper must not depend on that choice. What passes here has a canonical form (RFC 8785).
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from service.document.finding import Finding
from service.document.pointer import join, walk
from service.errors import BrokenJson

MAX_DEPTH = 64  #: levels of nesting; the deepest schema has fewer than 20
MAX_INTEGER = 2**53 - 1  #: RFC 8785: larger integers aren't the same number everywhere

_REASONS = (
    ("Expecting value", "此处缺少一个值，或者值的写法不对（文字要用英文双引号括起来）"),
    ("Expecting property name", "此处应是用英文双引号括起来的名称（最后一项后面不能再有逗号）"),
    ("Expecting ':'", "名称后面缺少英文冒号“:”"),
    ("Expecting ','", "两项之间缺少英文逗号“,”，或者括号没有配对"),
    ("Illegal trailing comma", "最后一项后面不能再有逗号"),
    ("Unterminated string", "文字缺少结尾的英文双引号"),
    ("Invalid control character", "文字里不能直接换行或含控制字符，换行请写成 \\n"),
    ("Invalid \\escape", "反斜杠后面的写法不对，反斜杠本身请写成 \\\\"),
    ("Invalid \\u", "\\u 后面应是四位十六进制数"),
    ("Extra data", "结尾之后还有多余的内容"),
)


def parse(raw: bytes) -> Any:
    """Return the JSON value that ``raw`` (UTF-8, a byte order mark is let pass) holds.

    Raises:
        BrokenJson: with line and column, or the place, of what is wrong.
    """
    text = _decoded(raw)
    if not text.strip():
        _refuse("内容是空的，应是一个 JSON 对象")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        _refuse(f"第 {error.lineno} 行第 {error.colno} 列：{_reason(error.msg)}")
    except RecursionError:
        _refuse_depth()
    except ValueError:  # an integer of thousands of digits
        _refuse("有一个数字太长，无法处理")
    for place, part in walk(value, MAX_DEPTH):
        if len(place) >= MAX_DEPTH:
            _refuse_depth()
        _check(place, part)
    return value


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        _refuse(f"第 {line} 行第 {column} 列：不是 UTF-8 编码，请另存为 UTF-8 再提交")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        _refuse(f"同一个对象里名称“{_printable(double)}”出现了两次，请只留一个")
    return result


def _check(place: tuple[str | int, ...], part: Any) -> None:
    if isinstance(part, str) and not _is_text(part):
        _refuse("这段文字里有半个字符（\\ud800 一类的代理码位），请重新输入", place)
    if isinstance(part, dict) and not all(map(_is_text, part)):
        _refuse("名称里有半个字符（\\ud800 一类的代理码位），请重新输入", place)
    if isinstance(part, float) and not math.isfinite(part):
        _refuse("这个数字太大，无法处理", place)
    if isinstance(part, int) and abs(part) > MAX_INTEGER:
        _refuse("这个整数太大，各种程序读出来会不一样；请改用文字", place)


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _reason(message: str) -> str:
    return next((chinese for english, chinese in _REASONS if message.startswith(english)), "写法不对")


def _refuse_constant(name: str) -> NoReturn:
    _refuse(f"JSON 里不能有 {name}，请写成数字或文字")


def _refuse_depth() -> NoReturn:
    _refuse(f"括号套得太深，最多 {MAX_DEPTH} 层")


def _refuse(message: str, place: tuple[str | int, ...] = ()) -> NoReturn:
    pointer = _printable(join(place))
    raise BrokenJson(message, [Finding("json", message, pointer)])
