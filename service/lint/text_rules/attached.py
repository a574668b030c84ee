"""附件说明 and the labels of attachments (GB/T 9704 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lint.text_rules.registry import Slip, text_rule

_NOTES = ("attachment_notes", "issued_notes")
_OTHER_MARK = re.compile(r"^(?:附件[：:])?(\d{1,2}[、．，])")
_NUMBERED_HEAD = re.compile(r"^附件[一二三四五六七八九十\d]+[：:]")


@text_rule(
    "attachment-notes-numbers",
    clause="GB/T 9704 7.3.4",
    strength="规定",
    advice="附件说明的顺序号用阿拉伯数字加下脚点，如“附件：1.……”。",
    on=_NOTES,
)
def numbers(text: str) -> Iterator[Slip]:
    """附件说明: 附件： and then 1. 2. 3."""
    if found := _OTHER_MARK.match(text):
        wanted = f"{found[1][:-1]}."
        yield Slip(f"附件说明的顺序号“{found[1]}”应写作“{wanted}”。", found[1], wanted)
    if found := _NUMBERED_HEAD.match(text):
        yield Slip(
            f"附件说明以“{found[0]}”开头，应写作“附件：1.……”，只有一个附件的不编号。", found[0], "附件："
        )


@text_rule(
    "attachment-notes-colon",
    clause="GB/T 9704 7.3.4",
    strength="规定",
    advice="“附件”后面请用全角冒号。",
    on=_NOTES,
)
def colon(text: str) -> Iterator[Slip]:
    """附件说明: a full-width colon."""
    if re.match(r"附件\d*:", text):
        yield Slip("“附件”后面用了半角冒号，请改用“：”。", "“:”", "“：”")


@text_rule(
    "attachment-label",
    clause="GB/T 9704 7.3.7",
    strength="规定",
    advice="附件首页请标“附件”，有几个附件的加阿拉伯数字顺序号，不加冒号。",
    on=("attachments",),
)
def label(text: str) -> Iterator[Slip]:
    """附件 and its number in Arabic numerals, no colon."""
    if not re.fullmatch(r"附件\d*", text):
        yield Slip(f"附件标识写作“{text}”，应为“附件”或“附件1”，不加冒号。", text, "附件1")
