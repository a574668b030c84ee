"""What a text consists of before it becomes blocks: paragraphs, ready blocks, and what was lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.document.finding import Finding, Severity

_EXCERPT_ZI = 12


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        place: its number in the source, from 1; empty ones aren't counted, a table counts as one.
        text: its text on one line.
        depth: depth of the heading that the source makes it; 0 is none.
        lead_end: how much of the text stands in bold at its beginning (behind its 序数).
    """

    place: int
    text: str
    depth: int = 0
    lead_end: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """A block that is one already (a table, a list) and where it stood."""

    place: int
    block: Mapping[str, Any]


Piece = Paragraph | Ready

#: Rule → severity, what happened; {} is what it happened to.
_LOSSES: Mapping[str, tuple[Severity, str]] = {
    "footnote": (Severity.WARNING, "脚注、尾注没有导入，请写进正文或改成附注：{}"),
    "formula": (Severity.WARNING, "公式没有导入，请改用文字或图片：{}"),
    "image": (Severity.WARNING, "图片没有导入：{}"),
    "alternative": (Severity.NOTE, "图片没有说明，替代文字先写作“图片”，请改成一句话，说图上是什么：{}"),
    "link": (Severity.NOTE, "链接只留下文字，地址没有保留：{}"),
    "emphasis": (Severity.NOTE, "正文里的{}没有保留"),
    "script": (Severity.WARNING, "{}排成了普通文字，请核对"),
    "struck": (Severity.WARNING, "加了删除线的文字照样导入了，请核对该不该留：{}"),
    "raw": (Severity.WARNING, "夹杂的代码没有导入：{}"),
    "code": (Severity.NOTE, "代码按普通段落导入，空格和字体没有保留：{}"),
    "quote": (Severity.NOTE, "引用按普通段落导入，缩进没有保留"),
    "rule": (Severity.NOTE, "分隔线没有导入"),
    "line-break": (Severity.NOTE, "段内的换行改成了分段"),
    "tab": (Severity.NOTE, "段内的制表位改成了空格"),
    "bullet": (Severity.NOTE, "项目符号没有保留，公文的各项用序数“1.”“一是”；请补上或改成自然段"),
    "merged-cells": (Severity.WARNING, "合并的单元格拆开了，内容留在左上角的一格，其余空着：{}"),
    "header-rows": (Severity.WARNING, "表头只留第一行，其余表头行排进了表格"),
    "nested-table": (Severity.WARNING, "单元格里套的表格改成了文字：{}"),
    "wide-table": (Severity.WARNING, "表格有{}列，超过 20 列，没有导入"),
    "long-table": (Severity.WARNING, "表格有{}行，超过 2000 行，没有导入"),
    "long-cell": (Severity.WARNING, "单元格的文字太长，截去了后面的部分：{}"),
    "definition": (Severity.NOTE, "术语和解释合成了“术语：解释”的段落"),
    "unknown": (Severity.WARNING, "这里有不认识的内容，没有导入：{}"),
    "text-box": (Severity.WARNING, "文本框没有导入，请把需要的文字移进正文：{}"),
    "object": (Severity.WARNING, "{}没有导入"),
    "revisions": (Severity.WARNING, "文件里有修订，按“全部接受”导入：{}"),
    "comments": (Severity.NOTE, "批注没有导入：{}"),
    "ruby": (Severity.NOTE, "注音没有导入：{}"),
    "symbol": (Severity.WARNING, "有用符号字体插入的符号，可能没有导入，请核对"),
    "metadata": (Severity.NOTE, "文件头里的{}没有导入"),
    "incomplete": (Severity.WARNING, "这一段的文字没有完整导入，请对照原文核对"),
    "contents": (Severity.NOTE, "目录没有导入"),
    "page-header": (Severity.NOTE, "页眉、页脚里的文字没有导入：{}"),
    "hidden": (Severity.WARNING, "隐藏的文字没有导入：{}"),
    "sections": (Severity.NOTE, "分节、横向页面、分栏没有保留"),
    "list-number": (Severity.WARNING, "自动编号的格式（{}）认不出，按阿拉伯数字写出，请核对"),
    "unnumbered": (Severity.NOTE, "标题没有序数，照样作标题；按国标第 7.3.3 条，层次用“一、”“（一）”“1.”“（1）”标注"),
    "deep-heading": (Severity.NOTE, "层次太深，按第四层排"),
    "long-heading": (Severity.NOTE, "标题太长，按正文段落导入"),
    "unsure": (Severity.NOTE, "以序数开头，但不像标题，按正文段落导入；是标题的请改"),
    "mark": (Severity.NOTE, "像是发文机关标志，没有放进正文；请填在版头"),
    "number": (Severity.NOTE, "像是发文字号，没有放进正文；请填在版头"),
    "receivers": (Severity.NOTE, "像是主送机关；是的话，请移到“主送机关”一栏"),
    "signature": (Severity.NOTE, "像是署名、成文日期；是的话，请移到“署名”一栏"),
    "attachments": (Severity.NOTE, "像是附件说明；是的话，请移到“附件”一栏，由系统编排"),
    "encoding": (Severity.NOTE, "文件不是 UTF-8 编码，按{}读出，请核对文字"),
}  # fmt: skip


def loss(rule: str, place: int = 0, text: str = "", detail: str = "") -> Finding:
    """Return the finding that something was not kept as it was, or should be looked at.

    Args:
        rule: key of the list above.
        place: number of the paragraph; 0 is the whole text.
        text: the paragraph's text, of which the first characters name the place too.
        detail: what it happened to.
    """
    severity, said = _LOSSES[rule]
    excerpt = quoted(text, _EXCERPT_ZI) if text else ""
    label = f"第{place}段{excerpt}" if place else "全文"
    return Finding(f"import-{rule}", said.format(detail), label=label, severity=severity)


def quoted(text: str, zi: int = 30) -> str:
    """Return a text between quotation marks, cut off after so many characters."""
    return f"“{_short(' '.join(text.split()), zi)}”"


def _short(text: str, zi: int) -> str:
    return text if len(text) <= zi else text[:zi] + "…"
