"""层次序数: their marks, as GB/T 9704 7.3.3 and GB/T 15834 write them: 一、（一）1.（1）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lint.text_rules.registry import Slip, text_rule

_TEXT = ("text", "issued_text")
_HAN = "一二三四五六七八九十百"
#: The mark that is written, the mark that should be.
_MARKS = (
    (re.compile(rf"^([{_HAN}]{{1,3}})[.．，,]"), r"\1、"),
    (re.compile(rf"^\(([{_HAN}]{{1,3}})[)）]|^（([{_HAN}]{{1,3}})\)"), r"（\1\2）"),
    (re.compile(rf"^（([{_HAN}]{{1,3}})）[、，.．,]"), r"（\1）"),
    (re.compile(r"^(\d{1,2})[、，](?!\d)"), r"\1."),
    (re.compile(r"^(\d{1,2})．"), r"\1."),
    (re.compile(r"^\((\d{1,2})[)）]|^（(\d{1,2})\)"), r"（\1\2）"),
    (re.compile(r"^（(\d{1,2})）[、，.．,]"), r"（\1）"),
)


@text_rule(
    "number-marks",
    clause="GB/T 9704 7.3.3",
    strength="一般",
    advice="层次序数请依次写作“一、”“（一）”“1.”“（1）”。",
    on=_TEXT,
)
def marks(text: str) -> Iterator[Slip]:
    """A paragraph's number has the mark of its level."""
    for pattern, wanted in _MARKS:
        if found := pattern.match(text):
            right = found.expand(wanted) if "\\2" not in wanted else f"（{found[1] or found[2]}）"
            yield Slip(f"层次序数“{found[0]}”应写作“{right}”。", found[0], right)
            return


@text_rule(
    "ordinal-comma",
    clause="GB/T 15834",
    strength="实务",
    advice="“第一”“首先”后面请用逗号。",
    on=_TEXT,
)
def ordinals(text: str) -> Iterator[Slip]:
    """第一 and 首先 are followed by a comma."""
    if found := re.match(r"(第[一二三四五六七八九十]|首先|其次|再次|最后)、(?![一二三四五六七八九十])", text):
        yield Slip(f"“{found[0]}”后面请用逗号。", f"{found[1]}、", f"{found[1]}，")
