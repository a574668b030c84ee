"""Placeholders that were left, and words that are written wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lint.text_rules.registry import Slip, text_rule

_PLACEHOLDER = re.compile(
    r"[×╳✕]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|某某|TODO|待补充|待定稿|\{\{|\}\}|\{%|%\}|（此处[^）]*）"
)
#: What is written wrong, what it should be. Only words that are wrong in any sentence.
_WRONG = {
    "布署": "部署", "惯彻": "贯彻", "陪训": "培训", "覆行": "履行", "反溃": "反馈", "尊循": "遵循", "既将": "即将",
    "近一步": "进一步", "关健": "关键", "帐目": "账目", "再接再励": "再接再厉", "责无旁代": "责无旁贷",
    "兹订于": "兹定于", "竖立典型": "树立典型", "反应情况": "反映情况", "涉及到": "涉及", "付诸于": "付诸",
    "凯旋归来": "凯旋", "党中央国务院": "党中央、国务院", "做出决定": "作出决定", "其它": "其他",
    "撤消": "撤销", "制做": "制作", "按装": "安装",
}  # fmt: skip

_ANY_WRONG = re.compile("|".join(map(re.escape, _WRONG)))
_UNTIL = re.compile(r"截止(?:到)?(?=\d|[一二三四五六七八九十]{1,2}月|目前|本月|年底)")


@text_rule("placeholder", clause=None, strength="一般", advice="请填上内容，或删去占位的字符。")
def placeholder(text: str) -> Iterator[Slip]:
    """Nothing is left to be filled in."""
    if found := _PLACEHOLDER.search(text):
        excerpt = text[max(0, found.start() - 4) : found.end() + 4]
        yield Slip(f"“{excerpt}”里还有没填的占位字符。", found[0], "已填写")


@text_rule("wrong-word", clause=None, strength="实务", advice="请核对用字。")
def wrong_word(text: str) -> Iterator[Slip]:
    """Words that are often written wrong."""
    for word in dict.fromkeys(_ANY_WRONG.findall(text)):
        yield Slip(f"“{word}”请核对，一般写作“{_WRONG[word]}”。", word, _WRONG[word])


@text_rule("until", clause=None, strength="实务", advice="表示到某一时间为止，用“截至”。")
def until(text: str) -> Iterator[Slip]:
    """截至 a time; 截止 stands alone."""
    if found := _UNTIL.search(text):
        yield Slip(f"“{text[found.start() : found.end() + 4]}”请用“截至”。", "截止", "截至")
