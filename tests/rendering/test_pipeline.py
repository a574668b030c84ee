"""The whole way with a real LibreOffice: what is printed, on which page, and always the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pytest

from service.catalog.catalog import Catalog
from service.catalog.validation import validate
from service.errors import RenderingError
from service.inspection import inspect, sheet
from service.layout.metrics import FontMetrics
from service.lint.report import measurements, table
from service.office.converter import Converter
from service.page import Page, measure
from service.rendering.blocks import text_blocks
from service.rendering.content import Content
from service.rendering.pipeline import Rendering, render
from tests.rendering.papers import (
    MISSING,
    altered,
    docx_texts,
    paragraphs,
    printed,
    squeezed,
    without_tables,
)

pytestmark = pytest.mark.xdist_group("office")

Read = Callable[[str], Content]
Make = Callable[[Content], Rendering]
SAMPLES = ("yingkou", "binhai")
PAGE_NUMBER = re.compile(r"^[—–-]\d+[—–-]$")


@pytest.fixture
def make(metrics: FontMetrics, converter: Converter) -> Make:
    return lambda paper: render(paper, metrics, converter)


def pages(made: Rendering) -> tuple[Page, ...]:
    assert made.pdf is not None
    return measure(made.pdf)


def pdf_text(made: Rendering) -> str:
    """Return what the PDF prints, page numbers and white space left out."""
    lines = (squeezed(line.text) for page in pages(made) for line in page.lines)
    return "".join(line for line in lines if not PAGE_NUMBER.match(line))


# What is printed


@pytest.mark.parametrize("name", SAMPLES)
def test_docx_and_pdf_print_the_same_text(content: Read, make: Make, name: str) -> None:
    made = make(without_tables(content(name)))
    assert pdf_text(made) == "".join(docx_texts(made.docx))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_rendered_plan_is_the_stored_one(content: Read, make: Make, name: str) -> None:
    paper = without_tables(content(name))
    plan = paper.tree["campaign"]["plan"]
    wanted = squeezed(plan["title"] + "".join(map(printed, text_blocks(plan["text"]))))
    made = make(paper)
    assert wanted in "".join(docx_texts(made.docx))
    assert wanted in pdf_text(made)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_paragraphs_of_the_docx_are_those_of_the_content(
    content: Read, metrics: FontMetrics, name: str
) -> None:
    paper = without_tables(content(name))
    texts = docx_texts(render(paper, metrics, None).docx)
    plan = paper.tree["campaign"]["plan"]
    wanted = [squeezed(plan["title"]), *(squeezed(printed(b)) for b in text_blocks(plan["text"]))]
    start = texts.index(wanted[0])
    assert texts[start : start + len(wanted)] == wanted


def test_what_is_missing_is_never_printed(content: Read, make: Make) -> None:
    made = make(content("yingkou"))
    for text in (pdf_text(made), "".join(docx_texts(made.docx))):
        assert "原件没有" not in text
        assert "印发机关" not in text


ODD = {
    "markup": "A&B <w:p/> \"双引号\" '单引号' &amp; ]]> <!-- 注 -->",
    "template": "{{ title }} {% for x in y %} {%p endfor %} {# 注 #}",
    "rare": "朱镕基的镕、㐀、𠮷野家的𠮷",
    "spaces": "甲  乙　　丙\u00a0丁",
    "punctuation": "“引号”‘单引号’——破折号……省略号《书名》〈小〉〔〕【】、；：？！·",
    "latin": "PM2.5≤35μg/m³，Ａ１全角，No.1—100%",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_printed_as_it_is(
    content: Read, metrics: FontMetrics, make: Make, catalog: Catalog, name: str
) -> None:
    paper = altered(content("binhai"), {"text": [ODD[name]], "title": "关于" + ODD[name][:100] + "的通知"},
                    text=paragraphs([ODD[name]]))  # fmt: skip
    assert validate(paper.tree, paper.paper, catalog) == ()
    missing = [f for f in render(paper, metrics, None).findings if f.rule == "missing-glyph"]
    if missing:
        with pytest.raises(RenderingError) as caught:
            make(paper)
        assert caught.value.findings == tuple(missing)
        return
    made = make(paper)
    texts = docx_texts(made.docx)
    assert "".join(texts).count(squeezed(ODD[name])) >= 2
    assert pdf_text(made) == "".join(texts)
    assert docx.Document(io.BytesIO(made.docx)).core_properties.title == paper.tree["paper"]["title"]


def test_rare_characters_that_the_fonts_have_are_printed(content: Read, make: Make) -> None:
    made = make(altered(content("binhai"), {"text": ["朱镕基"]}))
    assert "朱镕基" in pdf_text(made)


def test_an_emoji_gives_a_docx_and_a_clear_error_for_the_pdf(
    content: Read, metrics: FontMetrics, make: Make
) -> None:
    paper = altered(content("binhai"), {"text": ["好👍"]})
    made = render(paper, metrics, None)
    assert "好👍" in docx_texts(made.docx)
    with pytest.raises(RenderingError, match="不在任何字库里") as caught:
        make(paper)
    assert [f.pointer for f in caught.value.findings] == ["/paper/text/0"]


@pytest.mark.parametrize("text", ["甲\x00乙", "甲\x0b乙", "甲\n乙", "甲\ud800乙"])
def test_control_characters_are_refused_before_anything_is_made(
    content: Read, catalog: Catalog, text: str
) -> None:
    paper = altered(content("binhai"), {"text": [text]})
    assert [f.rule for f in validate(paper.tree, paper.paper, catalog)] == ["character"]


def test_a_paragraph_of_10000_characters(content: Read, make: Make) -> None:
    text = "长段落，" * 2500
    made = make(altered(content("binhai"), text=paragraphs([text])))
    assert len(pages(made)) == made.composition.page_count
    assert text in pdf_text(made)


@pytest.mark.parametrize("place", ["/paper/text", "/campaign/plan/text"])
def test_empty_lists_are_refused(content: Read, catalog: Catalog, place: str) -> None:
    own = content("binhai")
    paper = altered(own, {"text": []}) if place == "/paper/text" else altered(own, text=[])
    assert [(f.rule, f.pointer) for f in validate(paper.tree, paper.paper, catalog)] == [("minItems", place)]


def test_a_phase_without_tasks_and_the_least_that_a_paper_may_hold(content: Read, make: Make) -> None:
    phase = {"kind": "phase", "label": "第一阶段：", "name": "动员", "layout": "lines", "tasks": []}
    least = dict.fromkeys(
        ("document_number", "principal_receivers", "printing_office", "printing_date"), MISSING
    )
    signature = {"issuer": "甲", "issue_date": MISSING}
    paper = altered(content("binhai"), least | {"signature": signature, "annotation": None, "other_receivers": None, "title": "甲", "text": ["乙"]},
                    title="丙", text=[phase])  # fmt: skip
    made = make(paper)
    assert docx_texts(made.docx)[-2:] == ["丙", "第一阶段：动员"]
    assert pdf_text(made) == "".join(docx_texts(made.docx))
    assert len(pages(made)) == made.composition.page_count == 2


# On which page


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pages_of_a_sample_are_the_predicted_ones(content: Read, make: Make, name: str) -> None:
    made = make(content(name))
    assert len(pages(made)) == made.composition.page_count


def test_bodies_of_1_to_60_paragraphs_have_the_predicted_pages(content: Read, make: Make) -> None:
    """With and without 版记, whose page is turned to 0, 1 or 2 times."""
    turns, wrong = set(), []
    gone = {"printing_office": MISSING, "printing_date": MISSING, "other_receivers": None}
    for count in range(1, 61):
        for paper in ({}, gone) if count % 3 else ({},):
            made = make(altered(content("binhai"), paper, text=paragraphs(["一段正文。"] * count)))
            rendered = len(pages(made))
            turns.add(len(made.composition.context.imprint.page_breaks))
            if rendered != made.composition.page_count:
                wrong.append((count, bool(paper), rendered, made.composition.page_count))
    assert wrong == []
    assert turns == {0, 1, 2}


def numbers(made: Rendering) -> list[str]:
    """Return each page's number as printed; "" for none."""
    return [
        "".join(text for text in (squeezed(line.text) for line in page.lines) if PAGE_NUMBER.match(text))
        for page in pages(made)
    ]


def test_a_blank_page_before_the_imprint_and_the_imprints_page_have_no_numbers(
    content: Read, make: Make
) -> None:
    """GB/T 9704 7.5, for every last line that leaves the 版记 no room, the page full to its last line included."""
    for count in (18, 19):
        paper = altered(content("binhai"), text=paragraphs(["一段正文。"] * count))
        made = make(paper)
        assert len(made.composition.context.imprint.page_breaks) == 2
        *_, before, last = pages(made)
        assert (before.number, before.lines, before.rules) == (3, (), ())
        assert any("印发" in squeezed(line.text) for line in last.lines)
        assert numbers(made) == ["—1—", "—2—", "", ""]
        assert inspect(paper, made) == ()


def test_pages_are_unnumbered_behind_attachments_and_tables_too(content: Read, make: Make) -> None:
    table = {"kind": "table", "header": ["甲", "乙"], "rows": [["一", "二"]] * 3}
    attachment = {"title": "一个附件", "text": paragraphs(["一段正文。"] * 18)}
    text = paragraphs(["一段正文。"])
    for plan, last in (
        ({"text": [*text * 14, table]}, 4),
        ({"text": text, "attachments": [attachment] * 2}, 6),
    ):
        paper = altered(content("binhai"), **plan)
        made = make(paper)
        assert numbers(made) == [*(f"—{n}—" for n in range(1, last - 1)), "", ""]
        assert inspect(paper, made) == ()


@pytest.mark.parametrize("count", [5, 21])
def test_an_imprint_without_a_blank_page_before_it_has_a_numbered_page(
    content: Read, make: Make, count: int
) -> None:
    made = make(altered(content("binhai"), text=paragraphs(["一段正文。"] * count)))
    assert len(made.composition.context.imprint.page_breaks) == (count == 21)
    assert numbers(made) == [f"—{n}—" for n in range(1, made.composition.page_count + 1)]


def test_a_signature_that_would_be_alone_is_held_on_the_page(content: Read, make: Make) -> None:
    """Wherever the notice ends, the page of its signature shows text of it too."""
    for lines in range(6, 16):
        paper = altered(content("binhai"), {"text": ["字" * (26 + 28 * (lines - 1) - 1) + "。"]})
        made = make(paper)
        assert len(pages(made)) == made.composition.page_count, lines
        assert inspect(paper, made) == (), lines


def test_an_unsealed_date_begins_2_zi_right_of_the_issuer(content: Read, make: Make) -> None:
    """GB/T 9704 7.3.5.2, on the rendered page."""
    signature = {"issuer": "滨海市海洋发展局机关党委办公室", "issue_date": "2026年12月16日"}
    made = make(altered(content("binhai"), text=paragraphs(["正文。"]), signature=signature))
    lines = {squeezed(line.text): line for page in pages(made)[1:] for line in page.lines}
    issuer, date = lines[signature["issuer"]], lines[signature["issue_date"]]
    assert date.x0 - issuer.x0 == pytest.approx(11.1, abs=1.5)
    assert issuer.x1 == pytest.approx(184 - 11.1, abs=1.5)


# Held against the standard


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_rules_find_nothing(
    content: Read, make: Make, name: str, record_property: Callable[[str, object], None]
) -> None:
    paper = content(name)
    made = make(paper)
    record_property(f"samples/{name}", "\n" + table(measurements(sheet(paper, made))))
    assert inspect(paper, made) == ()


def test_the_four_levels_of_headings_have_the_fonts_of_the_standard(content: Read, make: Make) -> None:
    """GB/T 9704 7.3.3: 黑体, 楷体, 仿宋, 仿宋; the samples have no heading of level 3 or 4 on its own line."""
    numbers = ("一、", "（一）", "1.", "（1）")
    headings = [
        {"kind": "heading", "level": level, "number": number, "title": "学习动员"}
        for level, number in enumerate(numbers, 1)
    ]
    paper = altered(content("binhai"), text=[*headings, *paragraphs(["正文。"])])
    made = make(paper)
    assert inspect(paper, made) == ()
    looks = {
        row.measurement.subject: row.measurement.measured
        for row in measurements(sheet(paper, made))
        if row.rule.id == "heading-fonts"
    }
    assert looks == {
        "一级标题字体": "黑体 16 pt", "二级标题字体": "楷体_GB2312 16 pt",
        "三级标题字体": "仿宋_GB2312 16 pt", "四级标题字体": "仿宋_GB2312 16 pt",
    }  # fmt: skip
