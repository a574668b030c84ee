"""A table of 2,000 rows in a paper: how long composing and filling take."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.filling import fill

ROWS = 2000
_HEADER = ["序号", "企业名称", "所属街道", "责任单位", "完成时限"]


def contestants(content: Content, metrics: FontMetrics) -> dict[str, Callable[[], object]]:
    """Return what races: a paper whose plan is nothing but the table."""
    paper = replace(content, tree=_with_table(content.tree))
    context = compose(paper, metrics).context

    def whole() -> bytes:
        return fill(paper.paper.template, compose(paper, metrics).context)

    def filling() -> bytes:
        return fill(paper.paper.template, context)

    return {"成文：排版、填充": whole, "成文：填充": filling}


def _with_table(tree: Any) -> Any:
    made = copy.deepcopy(dict(tree))
    rows = [
        [
            str(i),
            f"滨海市第{i}号企业有限公司",
            f"第{i % 17}街道办事处",
            "市工业和信息化局",
            f"{i % 12 + 1}月底前",
        ]
        for i in range(1, ROWS + 1)
    ]
    plan = made["campaign"]["plan"]
    plan["text"] = [{"kind": "table", "header": _HEADER, "rows": rows}]
    plan.pop("attachments", None)
    return made
