"""Every part of a rendered docx against the published OOXML schema, through openxml-audit's Open XML SDK data."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from service.catalog.ooxml import ORDER
from service.layout.metrics import FontMetrics
from service.rendering.content import Content
from service.rendering.office_copy import for_libreoffice
from service.rendering.pipeline import render
from tests.rendering.papers import altered, paragraphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def complaints(docx: bytes, folder: Path) -> list[str]:
    """Return what is wrong; a theme part is no duty (ECMA-376 part 1, 14.2.7: "permitted"), and ours has none."""
    path = folder / "paper.docx"
    path.write_bytes(docx)
    errors = OpenXmlValidator(max_errors=0).validate(path).errors
    return [
        f"{e.part_uri} {e.path}: {e.description}"
        for e in errors
        if "relationships/theme" not in e.description
    ]


def changed(docx: bytes, parts: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as z, zipfile.ZipFile(kept, "w") as out:
        for name in z.namelist():
            data = z.read(name)
            if name in parts:
                assert parts[name][0] in data
                data = data.replace(*parts[name], 1)
            out.writestr(name, data)
    return kept.getvalue()


def variants(content: Content) -> dict[str, Any]:
    """A paper with everything, one with as little as there may be, one with a blank page before its 版记."""
    full = {
        **content.tree,
        "paper": content.tree["paper"] | {"annotation": "此件公开发布", "other_receivers": "市纪委监委"},
    }
    gone = {"missing": "原件无"}
    paper = {k: v for k, v in content.tree["paper"].items() if k not in ("annotation", "other_receivers")}
    fields = ("document_number", "principal_receivers", "printing_office", "printing_date")
    blank = altered(content, text=paragraphs(["一段正文。"] * 19)).tree
    least = {**content.tree, "paper": paper | dict.fromkeys(fields, gone)}
    return {"full": full, "least": least, "blank page": blank}


@pytest.mark.parametrize("name", ["yingkou", "binhai"])
@pytest.mark.parametrize("variant", ["full", "least", "blank page"])
def test_every_part_keeps_the_order_of_the_schema(
    content: Callable[[str], Content], metrics: FontMetrics, tmp_path: Path, name: str, variant: str
) -> None:
    paper = content(name)
    docx = render(replace(paper, tree=variants(paper)[variant]), metrics, None).docx
    assert complaints(docx, tmp_path) == []
    assert complaints(for_libreoffice(docx), tmp_path) == []


@pytest.mark.parametrize("paper", ["evaluation_summary", "inspection_notice", "public_pledge", "bulletin"])
def test_merged_cells_sheets_and_bulletins_keep_it_too(
    content: Callable[..., Content], metrics: FontMetrics, tmp_path: Path, paper: str
) -> None:
    assert complaints(render(content("binhai", paper), metrics, None).docx, tmp_path) == []


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("word/styles.xml", b'<w:kinsoku w:val="1"/><w:wordWrap w:val="1"/>', b'<w:wordWrap w:val="1"/><w:kinsoku w:val="1"/>'),
        ("word/styles.xml", b"<w:qFormat/><w:pPr>", b"<w:pPr/><w:qFormat/><w:pPr>"),
        ("word/settings.xml", b'<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>', b'<w:evenAndOddHeaders/><w:defaultTabStop w:val="420"/>'),
        ("word/document.xml", b"<w:sectPr>", b'<w:sectPr><w:cols w:space="425"/>'),
        ("word/document.xml", b"<w:pStyle ", b'<w:jc w:val="left"/><w:pStyle '),
        ("word/document.xml", b'w:hRule="exact"', b'w:hRule="exakt"'),
    ],
)  # fmt: skip
def test_the_check_sees_a_wrong_order(
    content: Callable[[str], Content],
    metrics: FontMetrics,
    tmp_path: Path,
    part: str,
    before: bytes,
    after: bytes,
) -> None:
    docx = render(content("binhai"), metrics, None).docx
    assert complaints(changed(docx, {part: (before, after)}), tmp_path)


def test_the_order_that_bindings_are_put_in_is_the_schemas(
    content: Callable[[str], Content], metrics: FontMetrics
) -> None:
    docx = render(content("binhai"), metrics, None).docx
    with zipfile.ZipFile(io.BytesIO(docx)) as z:
        root = etree.fromstring(z.read("word/document.xml"))
    seen = 0
    for name, order in ORDER.items():
        for element in root.iter(W + name):
            ranks = [order.index(etree.QName(child).localname) for child in element]
            assert ranks == sorted(ranks)
            seen += 1
    assert seen > 50
