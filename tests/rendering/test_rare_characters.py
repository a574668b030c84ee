"""Characters that no font has, in the facts of a campaign: told where they are printed, and only there."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from service.errors import RenderingError
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.rendering.content import Content
from service.rendering.pipeline import render

pytestmark = pytest.mark.xdist_group("office")


def with_rare_leader(content: Callable[..., Content], paper: str) -> Content:
    made = content("binhai", paper)
    tree = copy.deepcopy(dict(made.tree))
    tree["campaign"]["leading_groups"][0]["roles"][0]["members"][0]["name"] = "周𠮷宁"
    return Content(made.paper, tree)


def test_a_person_whose_name_no_font_has_is_told_before_a_box_is_printed(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter
) -> None:
    rare = with_rare_leader(content, "leading_group_notice")
    place = "/campaign/leading_groups/0/roles/0/members/0/name"
    assert place in [f.pointer for f in render(rare, metrics, None).findings if f.rule == "missing-glyph"]
    with pytest.raises(RenderingError) as caught:
        render(rare, metrics, converter)
    assert [f.pointer for f in caught.value.findings] == [place]


def test_a_paper_that_does_not_print_the_name_is_made(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter
) -> None:
    made = render(with_rare_leader(content, "plan_paper"), metrics, converter)
    assert made.pdf is not None
    assert not [f for f in made.findings if f.rule == "missing-glyph"]
