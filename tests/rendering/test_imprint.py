"""版记 (7.4): its lines, and the pages that are turned before it."""

from __future__ import annotations

import pytest

from service.layout.nominal import nominal_metrics
from service.layout.predictor import Block, Pagination, paginate
from service.layout.profile import LayoutProfile
from service.rendering.imprint import imprint_page_breaks, other_receivers_lines


def test_other_receivers() -> None:
    metrics = nominal_metrics()
    assert other_receivers_lines("", metrics) == 0
    # 四号: 156 mm hold 31.6 字, one is left free on either side, three more hang under 抄送：
    assert other_receivers_lines("抄送：" + "字" * 26, metrics) == 1
    assert other_receivers_lines("抄送：" + "字" * 27, metrics) == 2


def pages(count: int, lines: int) -> Pagination:
    return paginate([*[Block(22)] * (count - 1), Block(lines)])


@pytest.mark.parametrize(
    ("count", "lines", "others", "turns"),
    [
        (1, 1, 1, 1), (1, 22, 0, 1), (3, 10, 1, 1),
        (2, 1, 1, 0), (2, 19, 1, 0), (2, 20, 1, 2), (2, 22, 1, 2),
        (2, 20, 0, 0), (2, 21, 0, 2), (4, 22, 3, 2), (2, 17, 3, 0), (2, 18, 3, 2),
    ],
)  # fmt: skip
def test_the_imprint_stands_on_an_even_page_with_room(
    count: int, lines: int, others: int, turns: int
) -> None:
    assert imprint_page_breaks(pages(count, lines), others) == turns


@pytest.mark.parametrize(
    ("page", "used", "even", "last"),
    [(1, 1000, 1, 0), (2, 1000, 0, 0), (1, 12_000, 1, 1), (2, 12_000, 2, 1), (3, 12_700, 1, 1)],
)
def test_pages_are_turned_before_the_imprint(page: int, used: int, even: int, last: int) -> None:
    pagination = Pagination((), (1,) * page, used)
    assert imprint_page_breaks(pagination, 1) == even
    assert imprint_page_breaks(pagination, 1, LayoutProfile(imprint_on_even_page=False)) == last
