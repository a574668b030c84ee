from __future__ import annotations

import pytest

from service.errors import BrokenJson
from service.json_text import MAX_DEPTH, MAX_INTEGER, parse


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ('{"标题": "关于𠮷的通知"}'.encode(), {"标题": "关于𠮷的通知"}),
        (b"\xef\xbb\xbf[1, 2.5, true, null]", [1, 2.5, True, None]),
        (rb'"\ud842\udfb7"', "𠮷"),
        (str(MAX_INTEGER).encode(), MAX_INTEGER),
    ],
)
def test_it_reads_json(raw: bytes, value: object):
    assert parse(raw) == value


def test_it_reads_as_deep_as_the_limit():
    value = parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH - 1):
        (value,) = value
    assert value == []


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "内容是空的"),
        (b" \n", "内容是空的"),
        ("{\n  “标题”: 1}".encode(), "第 2 行第 3 列：此处应是用英文双引号"),
        (b'{"a": 1,}', "第 1 行第 9 列：此处应是用英文双引号括起来的名称（最后一项后面不能再有逗号）"),
        (b'{"a": }', "第 1 行第 7 列：此处缺少一个值"),
        (b'{"a" 1}', "第 1 行第 6 列：名称后面缺少英文冒号"),
        (b'{"a": 1\n"b": 2}', "第 2 行第 1 列：两项之间缺少英文逗号"),
        (b'{"a": "b', "第 1 行第 7 列：文字缺少结尾的英文双引号"),
        (b'"a\nb"', "第 1 行第 3 列：文字里不能直接换行"),
        (rb'"\x"', "第 1 行第 2 列：反斜杠后面的写法不对"),
        (rb'"\u12g4"', r"\u 后面应是四位十六进制数"),
        (b"{} {}", "第 1 行第 4 列：结尾之后还有多余的内容"),
        ('{\n"标题": "'.encode() + "办法".encode("gbk"), "第 2 行第 8 列：不是 UTF-8 编码"),
        (b'{"a": 1, "a": 2}', "名称“a”出现了两次"),
        (rb'{"\ud800": 1, "\ud800": 2}', "名称“?”出现了两次"),
        (b"[NaN]", "不能有 NaN"),
        (b"[-Infinity]", "不能有 -Infinity"),
        (b"[1e999]", "数字太大"),
        (str(MAX_INTEGER + 1).encode(), "整数太大"),
        (b"9" * 5000, "数字太长"),
        (rb'["\ud800"]', "半个字符"),
        (rb'{"\udc00": 1}', "半个字符"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "套得太深"),
        (b"[" * 100_000, "套得太深"),
        (b'{"a":' * 100_000, "套得太深"),
    ],
)
def test_it_refuses_in_chinese_with_the_place(raw: bytes, said: str):
    with pytest.raises(BrokenJson) as raised:
        parse(raw)
    assert said in str(raised.value)
    assert raised.value.findings[0].message == str(raised.value)


def test_it_points_to_a_value_that_is_out_of_range():
    with pytest.raises(BrokenJson) as raised:
        parse(rb'{"paper": {"text": ["good", "\ud800"]}}')
    assert raised.value.findings[0].pointer == "/paper/text/1"
