"""A unit's layout profile on the page: what it changes is measured in mm, what it leaves stays as it was."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from service.catalog.outline import Printed
from service.inspection import inspect
from service.layout.metrics import FontMetrics
from service.layout.nominal import nominal_metrics
from service.layout.profile import STANDARD
from service.layout.units import twips_to_mm
from service.office.converter import Converter
from service.page import Page, measure
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.pagination import Paginator
from service.rendering.pipeline import Rendering, render
from tests.rendering.papers import altered, paragraphs, squeezed
from tests.templates.test_schema_order import complaints

of_libreoffice = pytest.mark.xdist_group("office")
Read = Callable[..., Content]
Make = Callable[[str, str, str], tuple[Content, Rendering]]

#: Name → layout, and the page rules that it must make fail wherever they apply: its departures and no other.
PROFILES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "28 pt": (
        {"line_pitch": 28, "page_number_place": "center", "imprint_on_even_page": False, "mark_size": 40},
        {"page-number-place", "imprint-page"},
    ),
    "26 pt": (
        {"line_pitch": 26, "fonts": {"fangsong": "仿宋", "kai": "楷体"}, "page_number_distance": 10},
        {"lines-per-page", "page-number-place"},
    ),
    "31.5 pt": (
        {"line_pitch": 31.5, "fonts": {"biaosong": "宋体"}, "seal_blank_lines": 3, "mark_size": 80},
        {"lines-per-page", "title-look", "mark-look", "attachment-head"},
    ),
}
PAPERS = (
    ("binhai", "issuing_notice"), ("binhai", "final_report"), ("binhai", "phase_summary"),
    ("yingkou", "issuing_notice"), ("extremes", "members_as_lines"),
)  # fmt: skip
each_profile = pytest.mark.parametrize("profile", PROFILES)
each_paper = pytest.mark.parametrize("paper", PAPERS, ids="-".join)


def in_layout(content: Content, layout: dict[str, Any]) -> Content:
    return replace(content, tree={**content.tree, "layout": layout})


@pytest.fixture(scope="module")
def make(content: Read, metrics: FontMetrics, converter: Converter) -> Make:
    """Render a sample in a profile, once for all tests."""

    @cache
    def rendered(name: str, paper: str, profile: str) -> tuple[Content, Rendering]:
        bound = in_layout(content(name, paper), PROFILES[profile][0])
        return bound, render(bound, metrics, converter)

    return rendered


def pages(made: Rendering) -> tuple[Page, ...]:
    assert made.pdf is not None
    return measure(made.pdf)


def part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(f"word/{name}").decode()


def test_without_a_profile_nothing_changes(content: Read, metrics: FontMetrics) -> None:
    bound = content("binhai")
    plain = render(bound, metrics, None).docx
    standard = {
        "line_pitch": 28.95,
        "fonts": {"song": "宋体"},
        "page_number_place": "outside",
        "mark_size": 50,
    }
    assert bound.layout == STANDARD
    assert bound.template is bound.paper.template
    assert render(in_layout(bound, {}), metrics, None).docx == plain
    assert render(in_layout(bound, standard), metrics, None).docx == plain


def test_the_docx_names_the_fonts_and_the_pitch(content: Read, metrics: FontMetrics) -> None:
    layout = {"line_pitch": 28, "fonts": {"fangsong": "仿宋", "song": "黑体"}, "page_number_distance": 9}
    docx = render(in_layout(content("binhai"), layout), metrics, None).docx
    styles, table, document = (part(docx, n) for n in ("styles.xml", "fontTable.xml", "document.xml"))
    assert 'w:eastAsia="仿宋"' in styles
    assert "仿宋_GB2312" not in styles + table + document
    assert "楷体_GB2312" in styles
    assert 'w:line="579"' not in styles + document
    assert 'w:line="560"' in styles
    assert set(re.findall("<w:docGrid[^>]*>", document)) == {
        '<w:docGrid w:type="default" w:linePitch="560"/>'
    }
    assert {int(n) for n in re.findall('w:footer="(\\d+)"', document)} == {1435 - 113}


@each_profile
def test_the_docx_keeps_to_the_schema(
    content: Read, metrics: FontMetrics, tmp_path: Path, profile: str
) -> None:
    bound = in_layout(content("binhai"), PROFILES[profile][0])
    assert complaints(render(bound, metrics, None).docx, tmp_path) == []


def test_a_look_is_compiled_once(content: Read) -> None:
    first, second = (in_layout(content("binhai"), {"line_pitch": 28, "mark_size": n}) for n in (40, 60))
    assert first.template is second.template
    assert first.template is not first.paper.template
    many = [in_layout(content("binhai"), {"page_number_distance": 4 + i}).template for i in range(12)]
    assert len({id(template) for template in many}) == 12
    assert len(first.paper.template._looks) <= 8


def test_the_same_layout_gives_the_same_bytes(content: Read, metrics: FontMetrics) -> None:
    bound = in_layout(content("binhai"), PROFILES["26 pt"][0])
    before = render(bound, metrics, None).docx
    for i in range(10):  # its look falls out of the memory and is made again
        render(in_layout(content("binhai"), {"page_number_distance": 4 + i}), metrics, None)
    assert render(bound, metrics, None).docx == before
    assert bound.digest != content("binhai").digest


@pytest.mark.parametrize("size", [30, 40, 80])
def test_the_mark_is_no_larger_than_the_profile_says(content: Read, metrics: FontMetrics, size: int) -> None:
    paper = altered(content("binhai"), {"issuer_mark": "滨海局文件"})
    mark = compose(in_layout(paper, {"mark_size": size}), metrics).context.mark
    assert mark.half_points == 2 * size
    assert compose(paper, metrics).context.mark.half_points == 100


@pytest.mark.parametrize("lines", [0, 1, 4])
def test_a_seal_gets_the_lines_of_the_profile(content: Read, metrics: FontMetrics, lines: int) -> None:
    bound = in_layout(content("binhai"), {"seal_blank_lines": lines})
    (signature,) = compose(bound, metrics).context.signatures
    assert len(signature.blank_lines) == lines


def test_an_imprint_on_any_last_page_has_its_number(content: Read) -> None:
    metrics = nominal_metrics()
    one_page = altered(content("binhai", "leading_group_notice"), {"closing": ["特此通知。"]})
    for count in range(20):
        opening = {"opening": ["字" * 26] * (count + 1)}
        bound = in_layout(altered(one_page, opening), {"imprint_on_even_page": False})
        assert not compose(bound, metrics).context.imprint.unnumbered


@of_libreoffice
@each_profile
@each_paper
def test_the_pages_are_the_predicted_ones_line_for_line(
    make: Make, metrics: FontMetrics, profile: str, paper: tuple[str, str]
) -> None:
    bound, made = make(*paper, profile)
    shown = pages(made)
    assert len(shown) == made.composition.page_count
    paginator = Paginator(bound.template, metrics, bound.layout.page_height_twips)
    flow = paginator.flow(made.composition.context)
    printed = {p.number: [squeezed(line.text) for line in p.lines] for p in shown}
    checked = 0
    for item, places in zip(flow.items, flow.pages.places, strict=True):
        if not isinstance(item, Printed) or "\t" in item.text:
            continue
        for text, place in zip(paginator.lines(item), places, strict=True):
            if squeezed(text):
                assert squeezed(text) in printed[place.page], f"page {place.page}: {text}"
                checked += 1
    assert checked > 15


@of_libreoffice
@each_profile
@each_paper
def test_the_page_rules_find_the_departures_and_nothing_else(
    make: Make, profile: str, paper: tuple[str, str]
) -> None:
    bound, made = make(*paper, profile)
    found = {finding.rule for finding in inspect(bound, made)}
    assert found <= PROFILES[profile][1]
    assert found or profile == "26 pt"


@of_libreoffice
@each_profile
def test_lines_are_as_far_apart_as_the_profile_says(make: Make, profile: str) -> None:
    bound, made = make("yingkou", "issuing_notice", profile)
    lines = [line for line in pages(made)[2].lines if line.ink_top < 262]
    wanted = twips_to_mm(bound.layout.line_pitch_twips)
    steps = [(below.baseline - above.baseline) / wanted for above, below in pairwise(lines)]
    assert [round(step) for step in steps].count(1) >= 15
    assert all(step == pytest.approx(round(step), abs=0.01) for step in steps)
    first = lines[0].baseline - 0.8 * wanted
    assert first == pytest.approx(37.0, abs=0.2), "text begins at the type area's top"


@of_libreoffice
def test_a_centred_page_number_stands_in_the_middle(make: Make) -> None:
    _, made = make("binhai", "issuing_notice", "28 pt")
    for page in pages(made):
        (number,) = [line for line in page.lines if re.fullmatch(r"—\d+—", squeezed(line.text))]
        assert number.center == pytest.approx(28 + 156 / 2, abs=0.3)
        assert number.chars[0].ink is not None
        assert number.chars[0].ink.top == pytest.approx(269, abs=1)


@of_libreoffice
def test_a_page_number_is_as_low_as_the_profile_says(make: Make) -> None:
    _, made = make("binhai", "issuing_notice", "26 pt")
    for page in pages(made):
        dashes = [line.chars[0] for line in page.lines if re.fullmatch(r"—\d+—", squeezed(line.text))]
        assert [dash.ink.top for dash in dashes if dash.ink] == [pytest.approx(272, abs=1)]


@of_libreoffice
def test_the_imprint_stands_on_an_odd_last_page_if_it_may(
    content: Read, metrics: FontMetrics, converter: Converter
) -> None:
    paper = altered(content("binhai"), text=paragraphs(["一段正文。"] * 26))
    assert len(pages(render(paper, metrics, converter))) == 4
    last = pages(render(in_layout(paper, {"imprint_on_even_page": False}), metrics, converter))
    assert len(last) == 3
    rules = [rule for rule in last[-1].rules if rule.width > 150]
    assert rules[-1].bottom == pytest.approx(262, abs=0.5)
    numbers = [line for line in last[-1].lines if squeezed(line.text) == "—3—"]
    assert len(numbers) == 1


@of_libreoffice
def test_the_page_shows_the_fonts_of_the_profile(make: Make) -> None:
    _, made = make("binhai", "issuing_notice", "31.5 pt")
    title = next(line for line in pages(made)[0].lines if line.text.startswith("关于印发"))
    assert {char.font for char in title.chars if "一" <= char.text <= "龥"} <= {
        "ChengwenSong",
        "SimSun",
        "宋体",
    }
