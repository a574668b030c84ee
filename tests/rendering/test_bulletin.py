from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

import pytest

from service.layout.metrics import FontMetrics
from service.layout.nominal import nominal_metrics
from service.layout.predictor import Pagination
from service.layout.profile import STANDARD
from service.rendering.bulletin import contribution, distribution
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.context import Imprint
from service.rendering.imprint import distribution_lines, place_imprint

Read = Callable[..., Content]
METRICS = nominal_metrics()


def test_only_those_that_get_it_are_printed() -> None:
    assert distribution({"report_to": "市委", "deliver_to": "各区县"}) == (("报：市委。", "发：各区县。"), "")
    assert distribution({"send_to": "市政府", "copies": "80份"}) == (("送：市政府。",), "共印80份")
    assert distribution({}) == ((), "")


def test_who_contributed_stands_in_brackets() -> None:
    assert [b.body for b in contribution({"contributor": "办公室"})] == ["（办公室供稿）"]
    assert contribution({}) == ()


def test_further_articles_have_titles_and_keys_of_their_own(content: Read, metrics: FontMetrics) -> None:
    made = compose(content("binhai", "bulletin"), metrics).context
    (second,) = made.bulletin.articles
    assert second.title_lines == ("临港区送服务上渔排",)
    assert [b.body for b in second.text][-1] == "（临港区海洋发展局供稿）"
    keys = [block.key for block in (*made.text, *second.text)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("pages", "used", "turns"), [(1, 0, 0), (2, 0, 0), (3, 12_000, 1)])
def test_it_ends_on_any_last_page_with_room(pages: int, used: int, turns: int) -> None:
    flow = Pagination((), (22,) * pages, used)
    empty = Imprint((), False, 0, "", 0, 0, (), 0, "", ("报：市委。", "送：市政府。"), "共印80份")
    made = place_imprint(empty, flow, METRICS, STANDARD)
    assert len(made.page_breaks) == turns
    assert not made.unnumbered


def test_its_frame_is_as_high_as_its_lines() -> None:
    long = "发：" + "各区县海洋发展局，" * 12
    count = distribution_lines(long, METRICS)
    assert count > 2
    empty = Imprint((), False, 0, "", 0, 0, (), 0, "")
    heights = [
        place_imprint(
            replace(empty, distribution=texts), Pagination((), (1,), 0), METRICS, STANDARD
        ).other_receivers_height
        for texts in (("报：市委。",), ("报：市委。", long))
    ]
    assert heights[1] == heights[0] * (count + 1)


def test_another_paper_has_no_bulletins_parts(content: Read, metrics: FontMetrics) -> None:
    bound = content("binhai", "phase_summary")
    made = compose(Content(bound.paper, copy.deepcopy(dict(bound.tree))), metrics).context
    assert (made.bulletin.issue, made.bulletin.articles, made.imprint.distribution) == ("", (), ())
