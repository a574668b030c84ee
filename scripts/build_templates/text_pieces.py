"""The pieces of 正文: its blocks as Word paragraphs, tables and images with tags, and the pages across."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.build_templates.package import LANDSCAPE, NUMBERED, landscape_section, section
from scripts.build_templates.xml import control, paragraph, run, tag
from service.layout import gbt9704 as gb


def landscape_begins(condition: str, footers: tuple[str, ...] = NUMBERED) -> Iterator[str]:
    """Under a condition the end of the upright pages: what follows stands on pages across (8)."""
    yield control(f"if {condition}")
    # An empty one LibreOffice drops when it saves a template, and gives its section to the statement before it.
    yield paragraph("UprightEnd", run("{# 竖排到此 #}"), properties=section(footers))
    yield control("endif")


def landscape_ends(condition: str, footers: tuple[str, ...] = NUMBERED) -> Iterator[str]:
    """Under a condition the end of the pages across."""
    yield control(f"if {condition}")
    across = landscape_section(LANDSCAPE if footers else ())
    yield paragraph("LandscapeEnd", run("{# 横排到此 #}"), properties=across)
    yield control("endif")


def text(blocks: str, footers: tuple[str, ...] = NUMBERED) -> Iterator[str]:
    """One paragraph or table a block; a heading that text follows on its line is a run in 黑体 or 楷体 (7.3.3).

    ``footers`` are those of the upright pages.
    """
    yield control(f"for block in {blocks}")
    yield from landscape_begins("block.landscape_begins", footers)
    for level in (1, 2, 3, 4):
        yield control(f"{'if' if level == 1 else 'elif'} block.level == {level}")
        yield paragraph(f"Level{level}", run("{{ block.heading }}"))
    yield control("elif block.rows")
    yield table()
    yield control("elif block.image.file")
    yield from image()
    yield control("elif block.hanging")
    yield paragraph("Roster", run("{{ block.body }}"))
    yield control("elif block.continued")
    yield paragraph("Continued", run("{{ block.body }}"))
    for face, style in (("hei", "HeiCharacters"), ("kai", "KaiCharacters")):
        yield control(f"elif block.{face}")
        runs = run("{{ block." + face + " }}", style), run("{{ block.body }}")
        yield paragraph("Normal", *runs)
    yield control("else")
    yield paragraph("Normal", run("{{ block.body }}"))
    yield control("endif")
    yield from landscape_ends("block.landscape_ends", footers)
    yield control("endfor")


def image() -> Iterator[str]:
    """An image on a line of its own; the service puts it where its alternative text stands. Its 题注 under it."""
    alternative = run("{{ block.image.alternative }}")
    yield control("if block.image.caption")
    yield paragraph("CaptionedImage", alternative)
    yield paragraph("ImageCaption", run("{{ block.image.caption }}"))
    yield control("else")
    yield paragraph("Image", alternative)
    yield control("endif")


def table() -> str:
    """A table over the type area's width whose columns come from ``block.columns``; its header repeats (C-2)."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = gb.TYPE_AREA_WIDTH_TWIPS
    head = (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    )
    return (
        f"<w:tbl>{head}{_row_control('if block.header')}{_row('block.header', 'TableHeader', repeat=True)}"
        f"{_row_control('endif')}{_row_control('for row in block.rows')}{_row('row.cells', 'TableText')}"
        f"{_row_control('endfor')}</w:tbl>"
    )


def _cell(content: str, style: str, properties: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{gb.TYPE_AREA_WIDTH_TWIPS}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(style, run(content), properties=properties)}</w:tc>"
    )


def _row_control(statement: str) -> str:
    return f"<w:tr>{_cell('{%tr ' + statement + ' %}', 'Control')}</w:tr>"


def _row(cells: str, style: str, *, repeat: bool = False) -> str:
    properties = f"<w:trPr>{tag('cantSplit')}{tag('tblHeader') if repeat else ''}</w:trPr>"
    loop = _cell("{%tc for cell in " + cells + " %}", "Control"), _cell("{%tc endfor %}", "Control")
    cell = _cell("{{ cell.text }}", style, tag("jc", val="center"))
    return f"<w:tr>{properties}{loop[0]}{cell}{loop[1]}</w:tr>"
