"""Room for seals and stamps: where they go, that they neither touch nor leave the type area (7.3.5.1, 7.3.5.3)."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from service.inspection import inspect, sheet
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.page import measure
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.pipeline import render
from service.rendering.seals import Seal, lines_before_seal, lines_per_seal, seal_grid
from tests.rendering.papers import altered

pytestmark = pytest.mark.xdist_group("office")
AGENCIES = ("滨海市发展和改革委员会", "滨海市财政局", "滨海市海洋发展局", "滨海市交通运输局", "滨海市水利局")


def of(content: Callable[..., Content], name: str, **paper: Any) -> Content:
    return altered(content("genres", name), paper)


def signed(*names: str) -> dict[str, Any]:
    return {"issuer": list(names) if len(names) > 1 else names[0], "issue_date": "2026年6月12日"}


@pytest.mark.parametrize("diameter", range(30, 61))
def test_a_seal_over_one_issuer_is_within_one_line_of_the_text(diameter: int) -> None:
    line = gb.TYPE_AREA_HEIGHT_MM / gb.LINES_PER_PAGE
    gap = (lines_before_seal(diameter) + 0.5) * line - diameter / 2
    assert -1e-6 <= gap < line
    assert lines_per_seal(diameter) * line >= diameter + gb.SEAL_GAP_MM


@pytest.mark.parametrize("count", range(2, 11))
@pytest.mark.parametrize("diameter", [42, 45, 50])
def test_a_grid_of_short_names_has_two_or_three_columns(count: int, diameter: int) -> None:
    grid = seal_grid(["机关"] * count, [630.0] * count, 6900, diameter)
    assert sum(map(len, grid.rows)) == count
    assert max(map(len, grid.rows)) == (2 if count in (2, 4) else 3)
    assert grid.centers[-1] >= 6900


@pytest.mark.parametrize("name", ["notice", "reply", "report"])
def test_a_seal_lies_over_issuer_and_date_on_the_page(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter, name: str
) -> None:
    paper = content("genres", name)
    made = render(paper, metrics, converter)
    located = sheet(paper, made).located
    issuer, date = located.lines("issuer")[-1], located.lines("issue_date")[0]
    seal = made.composition.seals[-1]
    assert (seal.kind, seal.page) == ("seal", date.page)
    assert seal.x_mm == pytest.approx(date.line.center, abs=1.5)
    assert seal.y_mm == pytest.approx((issuer.line.ink_top + issuer.line.ink_bottom) / 2, abs=0.6)
    assert seal.y_mm < (issuer.line.ink_top + date.line.ink_bottom) / 2 < seal.y_mm + seal.height_mm / 2
    _within_one_line_of_the_text(located, seal)


def _within_one_line_of_the_text(located: Any, seal: Seal) -> None:
    above = [p.line for p in located.flow if p.page == seal.page and p.line.ink_bottom < seal.y_mm - 10]
    gap = seal.y_mm - seal.height_mm / 2 - max(line.ink_bottom for line in above)
    assert 0 < gap <= gb.TYPE_AREA_HEIGHT_MM / gb.LINES_PER_PAGE


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("diameter", [42, 45, 50])
def test_seals_of_a_joint_signature_neither_touch_nor_leave_the_type_area(
    content: Callable[..., Content], metrics: FontMetrics, count: int, diameter: int
) -> None:
    joint = of(content, "joint", signature=signed(*AGENCIES[:count]), seal_diameter_mm=diameter)
    _hold(compose(joint, metrics).seals, count)


def _hold(seals: tuple[Seal, ...], count: int) -> None:
    assert len(seals) == count
    for seal in seals:
        radius = seal.width_mm / 2
        assert seal.x_mm - radius >= gb.LEFT_MARGIN_MM
        assert seal.x_mm + radius <= gb.RIGHT_EDGE_MM
        assert seal.y_mm - radius >= gb.TOP_MARGIN_MM
        assert seal.y_mm + radius <= gb.BOTTOM_EDGE_MM
    for a, b in combinations(seals, 2):
        apart = math.hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm)
        assert a.page != b.page or apart > (a.width_mm + b.width_mm) / 2


def test_ten_agencies_that_no_page_holds_go_on_to_the_next(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter
) -> None:
    paper = content("genres", "joint_ten")
    made = render(paper, metrics, converter)
    _hold(made.composition.seals, 10)
    assert len({seal.page for seal in made.composition.seals}) == 2
    assert inspect(paper, made) == ()


def test_each_seal_lies_over_its_agency(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter
) -> None:
    paper = content("genres", "joint")
    made = render(paper, metrics, converter)
    assert made.pdf is not None
    pages = measure(made.pdf)
    for seal in made.composition.seals:
        chars = [
            c
            for line in pages[seal.page - 1].lines
            for c in line.chars
            if c.ink and abs((line.ink_top + line.ink_bottom) / 2 - seal.y_mm) < 1
        ]
        (start,) = (
            i
            for i in range(len(chars))
            if "".join(c.text for c in chars[i : i + len(seal.name)]) == seal.name
        )
        own = chars[start : start + len(seal.name)]
        assert (own[0].x0 + own[-1].x1) / 2 == pytest.approx(seal.x_mm, abs=1.0)


def test_a_stamp_stands_between_the_post_and_the_right(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter
) -> None:
    paper = content("genres", "signature_stamp")
    made = render(paper, metrics, converter)
    located = sheet(paper, made).located
    (stamp,) = made.composition.seals
    post, date = located.lines("post")[0].line, located.lines("issue_date")[0].line
    zi = gb.TYPE_AREA_WIDTH_MM / gb.ZI_PER_LINE
    assert (stamp.kind, stamp.name) == ("signature_stamp", "市长")
    assert stamp.x_mm + stamp.width_mm / 2 == pytest.approx(gb.RIGHT_EDGE_MM - 4 * zi, abs=0.2)
    assert stamp.x_mm - stamp.width_mm / 2 - post.x1 == pytest.approx(2 * zi, abs=1.0)
    assert stamp.y_mm == pytest.approx((post.ink_top + post.ink_bottom) / 2, abs=0.6)
    line = gb.TYPE_AREA_HEIGHT_MM / gb.LINES_PER_PAGE
    assert date.baseline - post.baseline == pytest.approx(2.5 * line, abs=0.5)


def test_an_unsealed_paper_has_none(content: Callable[..., Content], metrics: FontMetrics) -> None:
    assert compose(content("genres", "resolution"), metrics).seals == ()
    assert compose(of(content, "notice", seal="none"), metrics).seals == ()
    assert compose(of(content, "notice", manuscript_type="整理件"), metrics).seals == ()


def test_many_receivers_move_to_the_imprint(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter
) -> None:
    """7.3.2: where page 1 would show no text; measured that nothing is lost and the imprint stays at the foot."""
    receivers = "、".join(f"滨海市第{n}海洋渔业服务中心" for n in range(1, 30))
    paper = of(content, "notice", principal_receivers=receivers)
    made = render(paper, metrics, converter)
    context = made.composition.context
    assert (context.principal_receivers, context.imprint.principal_receivers) == ("", receivers)
    assert [f.message for f in inspect(paper, made)] == []
    located = sheet(paper, made).located
    assert located.lines("moved_receivers")
    assert located.text[0].lines[0].page == 1
