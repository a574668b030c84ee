"""Figures against their parts and percentages; the computed value is offered, the printed one stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.document.figures import Figure, adds_up, ratio, read_figure, recomputes, sum_of, written
from service.document.finding import Finding
from service.lint.content_tree import Node, Path, remark, walk

Found = Iterator[tuple[Path, Finding]]


def _figures(tree: Node) -> Iterator[tuple[Path, Node, Figure, list[Figure | None]]]:
    """Yield every figure that has parts and can be read: path, itself, its value, its parts' values."""
    for path, value in walk(tree):
        if isinstance(value, dict) and value.get("parts") and len(path) > 1 and path[-2] == "figures":
            total = read_figure(value["value"])
            if total is not None:
                yield path, value, total, [read_figure(part["value"]) for part in value["parts"]]


def parts_add_up(tree: Node) -> Found:
    """Parts add up to their total, unless they are said to be only some of it (``partial``)."""
    for path, figure, total, read in _figures(tree):
        parts = [part for part in read if part is not None]
        if figure.get("partial") or len(parts) != len(read) or adds_up(total, parts) is not False:
            continue
        step = min(f.step for f in (total, *parts))
        message = (
            f"“{figure['label']}”是{figure['value']}，分项相加是{written(sum_of(parts), total.unit, step)}，请核对；"
            "分项没有列全或者互有重叠时，请注明。"
        )
        yield remark((*path, "value"), "figure-parts", message)


def shares_recompute(tree: Node) -> Found:
    """A share printed behind a part (50人，占20%) is that part of the total."""
    for path, figure, total, parts in _figures(tree):
        for i, part in enumerate(parts):
            if part is None or part.share is None:
                continue
            computed = ratio(part, total)
            if computed is not None and not recomputes(part.share, computed):
                message = (
                    f"“{figure['parts'][i]['label']}”占“{figure['label']}”的"
                    f"{written(computed, '%', part.share.step)}，现在写的是"
                    f"{written(part.share.number, '%', part.share.step)}，请核对。"
                )
                yield remark((*path, "parts", i, "value"), "figure-percentage", message)


def percentage_recomputes(tree: Node) -> Found:
    """A percentage with two counts beside it (参训率, 应训 and 实训) is one of the other, or of both together."""
    for path, figure, total, parts in _figures(tree):
        if not total.percent or len(parts) != 2 or any(p is None or p.percent for p in parts):
            continue
        computed = _ratios([p for p in parts if p is not None])
        if computed and not any(recomputes(total, value) for value in computed):
            message = (
                f"“{figure['label']}”写的是{figure['value']}，按分项算是"
                f"{written(computed[0], '%', total.step)}，请核对。"
            )
            yield remark((*path, "value"), "figure-percentage", message)


def _ratios(parts: Sequence[Figure]) -> list[Decimal]:
    """Return the percentages that two counts may stand for, the likeliest first: the smaller of the larger."""
    small, large = sorted(parts, key=lambda part: part.number)
    if small.unit != large.unit or not large.number:
        return []
    both = small.number + large.number
    return [small.number / large.number * 100, large.number / both * 100, small.number / both * 100]
