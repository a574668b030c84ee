"""发文处理笺: what it says of a draft or of an issued paper; the steps that were done are written in, the rest stays blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.storage.number import ProcessEntry


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the sheet with its label.

    Attributes:
        label: what stands beside it.
        text: what is written in already; "" leaves it to the pen.
        lines: least height, in lines.
    """

    label: str
    text: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class ProcessingSheet:
    """A 发文处理笺.

    Attributes:
        unit: name of the unit on its head.
        title: 标题 of the paper.
        rows: its rows; each has one box over the whole width, or two.
    """

    unit: str
    title: str
    rows: tuple[tuple[Box, ...], ...]

    @property
    def heading(self) -> str:
        """What it is called on its head."""
        return f"{self.unit}发文处理笺"


_OPINION_LINES = 4  #: room for a sentence by hand, a name and a date


def processing_sheet(
    unit: str,
    title: str,
    number: str,
    tree: Mapping[str, Any],
    entry: Mapping[str, Any],
    steps: Iterable[ProcessEntry],
) -> ProcessingSheet:
    """Return the sheet of a paper.

    Args:
        unit: name of the unit.
        title: 标题 of the paper.
        number: its number, or the blank where it will stand.
        tree: its content.
        entry: what the register says of it; empty for a draft.
        steps: what was done so far.
    """
    paper = tree.get("paper", {})
    publicity = paper.get("publicity") or {}
    done = list(steps)

    def said(process: str) -> str:
        return "\n".join(
            "　".join(part for part in (each.opinion, each.person, each.at) if part)
            for each in done
            if each.step == process
        )

    public = "：".join(part for part in (publicity.get("kind"), publicity.get("reason")) if part)
    rows: tuple[tuple[Box, ...], ...] = (
        (Box("发文字号", number), Box("公开属性", public or "□主动公开 □依申请公开\n□不予公开")),
        (Box("紧急程度", _text(paper, "precedence")), Box("密级", _text(paper, "security_classification"))),
        (Box("标题", title, 2),),
        (Box("主送", _text(paper, "principal_receivers"), 2),),
        (Box("抄送", _text(paper, "other_receivers"), 2),),
        (Box("主办单位", unit), Box("起草", said("起草") or str(entry.get("drafter", "")))),
        (Box("审核意见", said("审核"), _OPINION_LINES),),
        (Box("会签意见", said("会签"), _OPINION_LINES),),
        (Box("签发意见", said("签发"), _OPINION_LINES + 1),),
        (Box("份数及分送", str(entry.get("copies", "")), 2),),
        (Box("复核", said("复核")), Box("登记", said("登记"))),
        (Box("印制", said("印制")), Box("用印", said("用印"))),
        (Box("核发", said("核发")), Box("备注")),
    )
    return ProcessingSheet(unit, title, rows)


def _text(paper: Mapping[str, Any], name: str) -> str:
    held = paper.get(name)
    return held if isinstance(held, str) else ""
