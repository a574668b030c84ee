"""What a person is told when a value breaks its schema: one Chinese sentence a keyword, never a pattern."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_TYPES = {
    "string": "文字", "object": "一组字段（JSON 对象）", "array": "列表（JSON 数组）", "integer": "整数",
    "number": "数字", "boolean": "“是”或“否”（true、false）", "null": "空值",
}  # fmt: skip

_JSON_WORDS = {"None": "null", "True": "true", "False": "false"}


def _choices(values: object) -> str:
    return (
        "、".join(f"“{v}”" if v != "" else "空" for v in values) if isinstance(values, list) else str(values)
    )


def _type(wanted: object, _value: object) -> str:
    names = wanted if isinstance(wanted, list) else [wanted]
    return f"应当是{'或'.join(_TYPES.get(str(n), str(n)) for n in names)}"


#: Keyword → sentence from (the keyword's value, the offending value).
_SENTENCES: Mapping[str, Callable[[Any, Any], str]] = {
    "type": _type,
    "enum": lambda wanted, value: f"只能是{_choices(wanted)}之一，现在是“{short(value)}”",
    "const": lambda wanted, value: f"只能是“{wanted}”",
    "minLength": lambda wanted, value: "不能为空" if not value else f"至少要有{wanted}个字",
    "maxLength": lambda wanted, value: f"最多{wanted}个字，现在有{len(value)}个字",
    "minItems": lambda wanted, value: f"至少要有{wanted}项" if wanted > 1 else "至少要填一项",
    "maxItems": lambda wanted, value: f"最多{wanted}项，现在有{len(value)}项",
    "minimum": lambda wanted, value: f"不能小于{wanted}",
    "maximum": lambda wanted, value: f"不能大于{wanted}",
    "multipleOf": lambda wanted, value: f"应当是{wanted}的整数倍",
    "minProperties": lambda wanted, value: "至少要填一项" if wanted == 1 else f"至少要填{wanted}项",
    "format": lambda wanted, value: f"“{short(value)}”不是实际存在的日期",
    "x-refers": lambda wanted, value: (
        f"活动里没有编号为“{short(value)}”的这一项，请核对编号，或先在活动里填好它"
    ),
    "x-joined": lambda wanted, value: "各行连起来和标题不一样，请使它们一字不差",
}


#: Keywords whose sentence the schema may word better.
_OWN_WINS = frozenset(("minProperties", "x-joined", "enum", "multipleOf"))


def short(value: object) -> str:
    """Return a value as a message quotes it: 20 characters at most, nothing that a terminal can't show."""
    if isinstance(value, list | dict):
        return "一个列表" if isinstance(value, list) else "一组字段"
    text = _JSON_WORDS.get(str(value), str(value)) if not isinstance(value, str) else value
    text = "".join(c if c.isprintable() or c == "\u3000" else "\ufffd" for c in text[:21])
    return text if len(text) <= 20 else text[:20] + "…"


def sentence(keyword: str, wanted: object, value: object, own: str | None) -> str:
    """Return the sentence for a broken keyword; ``own`` is the schema's ``x-message``, which wins for patterns."""
    if keyword == "pattern":
        return f"“{short(value)}”写法不对，{own}" if own else f"“{short(value)}”的写法不符合要求"
    make = None if own and keyword in _OWN_WINS else _SENTENCES.get(keyword)
    return make(wanted, value) if make else own or "不符合要求"
