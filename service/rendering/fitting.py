"""What must stand on one line and would not: refused, before it is printed over something or cut off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.document.finding import Finding
from service.document.pointer import join
from service.errors import RenderingError
from service.layout import gbt9704 as gb
from service.layout.units import TWIPS_PER_PT
from service.rendering.typesetting import Typesetter

_LABELS = {"paper": "公文", "plan": "活动 › 实施方案"}
_Place = tuple[str | int, ...]


def refuse_overlong(tree: Mapping[str, Any], typesetter: Typesetter) -> None:
    """Refuse a paper with a hand-made title line that one line can't hold.

    Raises:
        RenderingError: it names each place and says how many 字 fit.
    """
    paper, plan = tree["paper"], tree.get("campaign", {}).get("plan", {})
    findings = [
        *_title_lines(paper, ("paper",), typesetter),
        *_title_lines(plan, ("campaign", "plan"), typesetter),
    ]
    if findings:
        raise RenderingError("有的要素在一行里排不下，请改短后再提交", findings)


def _title_lines(part: Mapping[str, Any], place: _Place, typesetter: Typesetter) -> Iterator[Finding]:
    label = _LABELS[str(place[-1])]
    for index, line in enumerate(part.get("title_lines", ())):
        if typesetter.title_width(line) > gb.TYPE_AREA_WIDTH_TWIPS:
            most = int(gb.TYPE_AREA_WIDTH_TWIPS / (gb.TITLE_SIZE_PT * TWIPS_PER_PT))
            message = f"标题的这一行排不下，二号字一行最多{most}个字，请多分一行，或不填分行、由系统来分"
            pointer = join((*place, "title_lines", index))
            yield Finding("too-wide", message, pointer, f"{label} › 标题分行 › 第{index + 1}项")
