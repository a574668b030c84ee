"""Every sample × paper: valid, rendered as predicted, the same text in both files, nothing for the rules to blame."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from scripts import make_general
from scripts.make_extremes import FOLDER, files
from service.catalog.catalog import Catalog
from service.catalog.outline import PrintedRow
from service.catalog.validation import validate
from service.checking import check_docx, check_pdf
from service.inspection import inspect, inspect_facts, sheet
from service.layout.metrics import FontMetrics
from service.lint import measurements, table
from service.office.converter import Converter
from service.page import Page, measure
from service.rendering.content import Content
from service.rendering.pagination import Paginator
from service.rendering.pipeline import Rendering, render

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PAIRS = sorted(
    (path.parent.name, path.stem)
    for path in SAMPLES.glob("*/*.json")
    if '"paper_type"' in path.read_text("utf-8")
)
OWN = [pair for pair in PAIRS if pair[0] == "binhai"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {pair: "-".join(pair) for pair in PAIRS}

Read = Callable[..., Content]
Make = Callable[[str, str], tuple[Content, Rendering]]
every = pytest.mark.parametrize("pair", PAIRS, ids=NAMES.get)
of_libreoffice = pytest.mark.xdist_group("samples")


def pages(rendering: Rendering) -> tuple[Page, ...]:
    assert rendering.pdf is not None
    return measure(rendering.pdf)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_paper_of_a_campaign_has_a_sample(catalog: Catalog) -> None:
    kinds = {json.loads((SAMPLES / n / f"{p}.json").read_text("utf-8"))["paper_type"] for n, p in OWN}
    needing = {p.id for p in catalog.papers if "campaign" in catalog.schemas[p.schema_name]["required"]}
    assert kinds == needing


@every
def test_it_is_valid(content: Read, catalog: Catalog, pair: tuple[str, str]) -> None:
    bound = content(*pair)
    assert validate(bound.tree, bound.paper, catalog) == ()


@pytest.mark.parametrize("pair", OWN, ids=NAMES.get)
def test_its_facts_agree(content: Read, catalog: Catalog, pair: tuple[str, str]) -> None:
    assert [f.message for f in inspect_facts(content(*pair), catalog)] == []


@of_libreoffice
@every
def test_its_pages_are_the_predicted_ones_and_begin_alike(
    make: Make, metrics: FontMetrics, pair: tuple[str, str]
) -> None:
    bound, made = make(*pair)
    rendered = pages(made)
    assert len(rendered) == made.composition.page_count
    for page, first in _page_starts(bound, made, metrics).items():
        shown = squeezed("".join(line.text for line in rendered[page - 1].lines))
        assert squeezed(first) in shown[: len(shown) // 2 + 60], f"page {page}"


def _page_starts(bound: Content, made: Rendering, metrics: FontMetrics) -> dict[int, str]:
    """Return the first words that are predicted on each page; of a table's row the text of its first full cell."""
    paginator = Paginator(bound.paper.template, metrics)
    flow = paginator.flow(made.composition.context)
    starts: dict[int, str] = {}
    for item, places in zip(flow.items, flow.pages.places, strict=True):
        for number, place in enumerate(places):
            if isinstance(item, PrintedRow):
                cells = map(bound.paper.template.outline.cell, item.cells)
                text = next((p.text for cell in cells for p in cell.paragraphs if p.text.strip()), "")[:4]
            else:
                text = paginator.lines(item)[number]
            if text.strip():
                starts.setdefault(place.page, text)
    return starts


@of_libreoffice
@every
def test_docx_and_pdf_print_the_same_characters(make: Make, pair: tuple[str, str]) -> None:
    """Both hold the same characters as often; a table's header counts once a page."""
    _, made = make(*pair)
    printed = "".join(_without_page_number(page) for page in pages(made))
    headers = Counter(_header_rows(made))
    repeated = "".join(row * max(0, printed.count(row) - own) for row, own in headers.items())
    wanted = "".join(_docx_text(made)) + repeated
    assert sorted(printed) == sorted(squeezed(wanted))


@of_libreoffice
@every
def test_docx_and_pdf_print_their_paragraphs_in_the_same_order(make: Make, pair: tuple[str, str]) -> None:
    """Outside tables, whose rows a PDF holds line by line across the cells, and but for 文件 beside a joint mark."""
    _, made = make(*pair)
    printed, at = "".join(_without_page_number(page) for page in pages(made)), 0
    wanted = [squeezed("".join(t.text or "" for t in p.iter(f"{W}t"))) for p in _document(made).iter(f"{W}p")
              if next(p.iterancestors(f"{W}tbl"), None) is None and p.find(f"{W}pPr/{W}pStyle[@{W}val='MarkEnding']") is None]  # fmt: skip
    for text in filter(None, wanted):
        found = printed.find(text, at)
        assert found >= 0, f"“{text[:20]}” does not stand behind what precedes it"
        at = found + len(text)
    assert at > 0


def _without_page_number(page: Page) -> str:
    return "".join(
        squeezed(line.text) for line in page.lines if not re.fullmatch(r"—\d+—", squeezed(line.text))
    )


def _document(made: Rendering) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(made.docx)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def _docx_text(made: Rendering) -> Iterator[str]:
    for text in _document(made).iter(f"{W}t"):
        yield text.text or ""


def _header_rows(made: Rendering) -> list[str]:
    rows = [row for row in _document(made).iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
    return [squeezed("".join(t.text or "" for t in row.iter(f"{W}t"))) for row in rows]


@of_libreoffice
@every
def test_the_page_rules_find_nothing(make: Make, pair: tuple[str, str]) -> None:
    assert [f.message for f in inspect(*make(*pair))] == []


@of_libreoffice
@pytest.mark.parametrize("pair", OWN, ids=NAMES.get)
def test_every_element_is_as_its_paper_wants_it(
    make: Make, pair: tuple[str, str], record_property: Callable[[str, object], None]
) -> None:
    """The table paper × element: what must be there is measured, what may not is not there."""
    bound, made = make(*pair)
    rows = measurements(sheet(bound, made))
    judged = {row.measurement.element: row for row in rows if row.rule.id == "elements"}
    for element, wish in bound.paper.elements.items():
        if wish != "optional" and element != "seal":
            assert judged[element].measurement.ok, element
    record_property("/".join(pair), "\n" + table(rows))


@of_libreoffice
@pytest.mark.parametrize(
    "pair", [("binhai", "final_report"), ("extremes", "members_as_table")], ids=NAMES.get
)
def test_the_same_content_gives_the_same_bytes(
    make: Make, content: Read, metrics: FontMetrics, converter: Converter, pair: tuple[str, str]
) -> None:
    _, first = make(*pair)
    again = render(content(*pair), metrics, converter)
    assert (again.docx, again.pdf) == (first.docx, first.pdf)


@every
def test_the_docx_is_the_same_twice(content: Read, metrics: FontMetrics, pair: tuple[str, str]) -> None:
    first, second = (render(content(*pair), metrics, None).docx for _ in range(2))
    assert first == second


@of_libreoffice
def test_the_names_of_a_roster_stand_under_one_another(make: Make) -> None:
    _, made = make("binhai", "leading_group_notice")
    lines = [line for page in pages(made) for line in page.lines]
    names = ("梁若溪", "欧阳明澜", "尉迟望舒", "贺　川", "罗　汐")
    starts = [line.x0 for line in lines for name in names if squeezed(line.text).startswith(squeezed(name))]
    assert len(starts) == len(names)
    assert max(starts) - min(starts) < 0.5


def test_the_extremes_are_what_the_script_makes() -> None:
    made = files()
    assert {path.name for path in FOLDER.glob("*.json")} == set(made)
    for name, data in made.items():
        assert (FOLDER / name).read_bytes() == data, f"{name}: run python -m scripts.make_extremes"


def test_the_general_extremes_are_what_the_script_makes() -> None:
    made = make_general.files()
    assert {path.name for path in make_general.FOLDER.glob("*.json")} == set(made)
    for name, data in made.items():
        assert (make_general.FOLDER / name).read_bytes() == data, (
            f"{name}: run python -m scripts.make_general"
        )


@of_libreoffice
def test_the_general_extremes_are_as_extreme_as_they_say(make: Make) -> None:
    titled, long, tall = (make("general", name)[1] for name in ("long_title", "long_table", "tall_image"))
    assert len(titled.composition.context.title_lines) == 5
    (header,) = set(_header_rows(long))
    tops = [next(line for line in page.lines if squeezed(line.text) == header) for page in pages(long)[:3]]
    assert [round(line.ink.top) for line in tops[1:]] == [41, 41]
    first, second = pages(tall)[:2]
    (image,) = second.pictures
    assert first.pictures == ()
    assert image.box.bottom - image.box.top > 262 - max(line.baseline for line in first.lines[:-1])


@of_libreoffice
def test_the_extremes_are_as_extreme_as_they_say(sample: Callable[..., dict[str, Any]], make: Make) -> None:
    content = sample("extremes", "members_as_lines")["content"]
    plan = content["campaign"]["plan"]["text"]
    phases = [block for block in plan if block["kind"] == "phase"]
    (group,) = content["campaign"]["leading_groups"]
    assert len(content["paper"]["signature"]["issuer"]) == 40
    assert (len(phases), max(len(phase["tasks"]) for phase in phases)) == (12, 60)
    assert sum(len(role["members"]) for role in group["roles"]) == 200
    notice = sample("extremes", "issuing_notice")["content"]["paper"]
    assert notice["text"] == ["现予印发。"]
    _, made = make("extremes", "issuing_notice")
    assert len(made.composition.context.title_lines) == 5


#: What the original of 2010 really has or lacks; it is printed as it is.
AS_IT_WAS = {"yingkou": {"elements", "number-marks", "half-width-punctuation"}}


@of_libreoffice
@every
def test_the_checker_finds_nothing_on_it(make: Make, pair: tuple[str, str]) -> None:
    _, made = make(*pair)
    assert made.pdf is not None
    for report in (
        check_pdf(made.pdf),
        check_docx(made.docx),
        check_docx(made.docx, lambda _docx: made.pdf or b""),
    ):
        told = [f for f in report.findings if f.rule not in AS_IT_WAS.get(pair[0], set())]
        assert [f"{f.rule}: {f.message}" for f in told] == []
