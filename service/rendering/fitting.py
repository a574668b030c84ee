"""What must stand on one line and would not: refused, before it is printed over something or cut off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from service.document.finding import Finding
from service.document.pointer import join
from service.errors import RenderingError
from service.layout import gbt9704 as gb
from service.layout.units import TWIPS_PER_PT
from service.rendering.typesetting import Typesetter

#: LibreOffice adds a fifth of the size between Han and a letter or digit.
_GAP = 0.2
_PRINTING_WIDTH = gb.TYPE_AREA_WIDTH_TWIPS - 2 * gb.SMALL_ZI_TWIPS  #: 7.4.2 左右各空一字
_LABELS = {"paper": "公文", "plan": "活动 › 实施方案"}
_Place = tuple[str | int, ...]


def refuse_overlong(tree: Mapping[str, Any], typesetter: Typesetter) -> None:
    """Refuse a paper with a 署名, 印发 line or hand-made title line that one line can't hold.

    Raises:
        RenderingError: it names each place and says how many 字 fit.
    """
    paper, plan = tree["paper"], tree["campaign"]["plan"]
    findings = [
        *_closing(paper, ("paper",), typesetter),
        *_printing(paper, typesetter),
        *_closing(plan, ("campaign", "plan"), typesetter),
    ]
    if findings:
        raise RenderingError("有的要素在一行里排不下，请改短后再提交", findings)


def _closing(part: Mapping[str, Any], place: _Place, typesetter: Typesetter) -> Iterator[Finding]:
    """Yield what is wrong with the hand-made title lines and the 署名 of a paper or a plan."""
    label = _LABELS[str(place[-1])]
    for index, line in enumerate(part.get("title_lines", ())):
        if typesetter.width(line, gb.FONT_TITLE, gb.TITLE_SIZE_PT) > gb.TYPE_AREA_WIDTH_TWIPS:
            most = int(gb.TYPE_AREA_WIDTH_TWIPS / (gb.TITLE_SIZE_PT * TWIPS_PER_PT))
            message = f"标题的这一行排不下，二号字一行最多{most}个字，请多分一行，或不填分行、由系统来分"
            pointer = join((*place, "title_lines", index))
            yield Finding("too-wide", message, pointer, f"{label} › 标题分行 › 第{index + 1}项")
    issuer = part.get("signature", {}).get("issuer", "")
    if _body_width(issuer, typesetter) > gb.TYPE_AREA_WIDTH_TWIPS:
        message = f"署名一行排不下，三号字一行最多{gb.ZI_PER_LINE}个字，请用机关的规范化简称"
        pointer = join((*place, "signature", "issuer"))
        yield Finding("too-wide", message, pointer, f"{label} › 署名和成文日期 › 署名")


def _printing(paper: Mapping[str, Any], typesetter: Typesetter) -> Iterator[Finding]:
    """Yield what is wrong with the 印发 line: office and date on one line, half a 字 at least between them."""
    office, date = paper["printing_office"], paper["printing_date"]
    if not isinstance(office, str):
        return
    printed = f"{date}印发" if isinstance(date, str) else ""
    room = _PRINTING_WIDTH - gb.SMALL_ZI_TWIPS / 2 - _small_width(printed, typesetter)
    if _small_width(office, typesetter) > room:
        most = int(room / gb.SMALL_ZI_TWIPS)
        message = f"印发机关和印发日期要排在同一行，印发机关最多{most}个字，请用规范化简称"
        yield Finding("too-wide", message, "/paper/printing_office", "公文 › 印发机关")


def _body_width(text: str, typesetter: Typesetter) -> float:
    return typesetter.width(text, gb.FONT_FANGSONG, gb.BODY_SIZE_PT, gb.LETTER_SPACING_TWIPS)


def _small_width(text: str, typesetter: Typesetter) -> float:
    edges = sum(a.isascii() != b.isascii() for a, b in pairwise(text))
    plain = typesetter.width(text, gb.FONT_FANGSONG, gb.SMALL_SIZE_PT)
    return plain + edges * _GAP * gb.SMALL_SIZE_PT * TWIPS_PER_PT
