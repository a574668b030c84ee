"""What a 文种 asks of its paper: the title ends with it, the text with its conventional words (条例第八条).

The closing words are custom, not law: none is a note with those to use, those of another 文种 are a warning. Nothing is
ever put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from service.document.finding import Finding, Severity
from service.lint.content_tree import Node, Path, remark, walk

Found = Iterator[tuple[Path, Finding]]


@dataclass(frozen=True)
class Closing:
    """How papers of one 文种 usually end.

    Attributes:
        offered: closing sentences to choose from; () if there are none.
        pattern: what the last paragraphs hold where they end as usual.
        wanted: a paper without any of them is worth a hint.
    """

    offered: tuple[str, ...] = ()
    pattern: str = field(default="(?!)")
    wanted: bool = False


CLOSINGS: Mapping[str, Closing] = {
    "决议": Closing(("本决议自通过之日起执行。",), "自通过之日起"),
    "决定": Closing(("本决定自印发之日起施行。",), "自.{2,12}起(施行|执行|生效)"),
    "命令": Closing(("本令自公布之日起施行。",), "自.{2,12}起(施行|执行|生效)"),
    "公报": Closing(),
    "公告": Closing(("特此公告。",), "特此公告|公告如下|现予公告|予以公告", wanted=True),
    "通告": Closing(("特此通告。",), "特此通告|通告如下|现予通告|予以通告", wanted=True),
    "意见": Closing(
        ("以上意见，请结合实际认真贯彻执行。", "如无不妥，请批转有关部门执行。"),
        "以上意见|如无不妥|贯彻(执行|落实)|组织实施",
    ),
    "通知": Closing(
        ("特此通知。",), "特此通知|如下[：。]|(贯彻|遵照|参照)?(执行|落实|办理|实施)|现予(印发|转发|公布)", wanted=True
    ),
    "通报": Closing(("特此通报。",), "特此通报|通报如下|希望|要.{0,40}(为戒|为鉴|榜样|学习)", wanted=True),
    "报告": Closing(("特此报告。", "以上报告，请审阅。"), "特此报告|以上报告|请审阅|请审议", wanted=True),
    "请示": Closing(
        ("妥否，请批示。", "以上请示，请予批复。"), "(妥否|当否|可否|是否妥当)，?请(批示|批复|审批)|请(予)?(批示|批复|审批|批准)", wanted=True
    ),
    "批复": Closing(("此复。",), "此复|特此批复", wanted=True),
    "议案": Closing(("现提请审议。",), "提请.{0,20}审议|请(予)?审议", wanted=True),
    "函": Closing(
        ("特此函告。", "请予支持为盼。", "请函复。", "特此函复。"), "特此(函|致函)|此函|为盼|函复|复函|函告|为荷", wanted=True
    ),
    "纪要": Closing(),
}  # fmt: skip
"""文种 → its closing words, all fifteen."""

_FOREIGN = re.compile(r"^特此(通知|通报|报告|公告|通告|请示|批复|函告|函复|纪要|决定)。?$")
_ALIKE = {"函告": "函", "函复": "函"}
_NEAR_THE_END = 3
"""Paragraphs that are looked at for closing words, from the last one; 如下： counts anywhere."""


def title_names_its_type(tree: Node) -> Found:
    """A title ends with the 文种 that was chosen."""
    paper = tree.get("paper", {})
    kind, title = paper.get("document_type"), str(paper.get("title", ""))
    if kind and title and not re.search(f"({kind}{'|令' if kind == '命令' else ''})$", title):
        message = f"所选的文种是“{kind}”，标题却以“{title[-4:]}”结尾，请核对哪一个对。"
        yield remark(("paper", "title"), "title-type-differs", message)


def closes_as_usual(tree: Node) -> Found:
    """A text ends with the closing words of its 文种, not with those of another, and says them once."""
    paper = tree.get("paper", {})
    kind, closing = paper.get("document_type"), CLOSINGS.get(paper.get("document_type", ""))
    passages = _passages(paper.get("text", ()))
    if closing is None or not passages:
        return
    path, last = passages[-1]
    foreign = _FOREIGN.match(last)
    if foreign and _ALIKE.get(foreign[1], foreign[1]) != kind:
        message = f"“{kind}”不用“{last}”结尾{_offer(closing)}。"
        yield remark(path, "closing-of-another-type", message)
    elif closing.wanted and not re.search(closing.pattern, _searched(passages)):
        yield remark(
            path,
            "closing-absent",
            f"“{kind}”结尾没有惯用的结束语{_offer(closing)}；不用也可以。",
            Severity.NOTE,
        )
    elif foreign and kind == "通知" and any("通知如下" in text for _, text in passages):
        message = f"前面已写“通知如下”，结尾不必再写“{last}”，两处留一处。"
        yield remark(path, "closing-twice", message, Severity.NOTE)


def _offer(closing: Closing) -> str:
    return f"，一般写“{'”或“'.join(closing.offered)}”" if closing.offered else "，可以删去"


def _searched(passages: list[tuple[Path, str]]) -> str:
    """Return the last paragraphs and every lead that ends in 如下：."""
    leads = [text for _, text in passages if text.endswith(("如下：", "如下。"))]
    return "\n".join([*leads, *(text for _, text in passages[-_NEAR_THE_END:])])


def _passages(blocks: Any) -> list[tuple[Path, str]]:
    """Return the paragraphs of a text with their paths: what is printed of each block but tables."""
    return [
        (("paper", "text", *at.path), at.value)
        for at in walk(blocks)
        if isinstance(at.value, str) and at.path[-1] in ("text", "title", "body", "value")
    ]


def joint_title_has_blanks(tree: Node) -> Found:
    """Agencies that issue together stand apart in the title, by a blank or on lines of their own (practice)."""
    paper = tree.get("paper", {})
    signature = paper.get("signature")
    issuers = signature.get("issuer") if isinstance(signature, dict) else None
    for first, second in pairwise(issuers) if isinstance(issuers, list) else ():
        if f"{first}{second}" in str(paper.get("title", "")) and "title_lines" not in paper:
            message = f"标题里“{first}”和“{second}”连在一起，联合行文的机关名之间一般空一字。"
            yield remark(("paper", "title"), "joint-title", message, Severity.NOTE)


GENRE_RULES = (title_names_its_type, closes_as_usual, joint_title_has_blanks)
