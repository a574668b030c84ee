"""A template that another program opened and saved: LibreOffice here, whose writing is the furthest from Word's."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from service.catalog.compiling import compile_template
from service.document.finding import Severity
from service.inspection import inspect
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.office.installation import find_libreoffice
from service.page import measure
from service.rendering.content import Content
from service.rendering.context import CONTRACT
from service.rendering.pipeline import render
from service.settings import Settings
from tests.rendering.papers import altered, paragraphs
from tests.templates.test_schema_order import complaints


@pytest.fixture(scope="module")
def resaved(root: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    office = find_libreoffice()
    if office.missing_packages():
        pytest.skip("没有安装 LibreOffice")
    folder = tmp_path_factory.mktemp("resaved")
    template = root / "templates" / "issuing_notice" / "v1.docx"
    command = [
        str(office.soffice), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
        "docx:MS Word 2007 XML", "--outdir", str(folder), str(template),
    ]  # fmt: skip
    environment = os.environ | {"FONTCONFIG_FILE": str(settings.fonts_conf)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return (folder / "v1.docx").read_bytes()


@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("name", ["yingkou", "binhai"])
def test_a_resaved_template_makes_the_same_paper(
    content: Callable[[str], Content], metrics: FontMetrics, converter: Converter, resaved: bytes,
    tmp_path: Path, name: str,
) -> None:  # fmt: skip
    original = content(name)
    template = compile_template(resaved, original.paper.manifest["bindings"], CONTRACT)
    paper = replace(original, paper=replace(original.paper, template=template))
    made = render(paper, metrics, converter)
    assert complaints(made.docx, tmp_path) == []
    assert [f.message for f in inspect(paper, made) if f.severity is not Severity.NOTE] == []


@pytest.mark.xdist_group("office")
def test_a_resaved_template_leaves_a_blank_page_and_the_imprints_page_without_numbers(
    content: Callable[[str], Content], metrics: FontMetrics, converter: Converter, resaved: bytes
) -> None:
    # LibreOffice's own writing gives page 1 a line less: the notice takes two pages, the plan fills page 3 and 4.
    original = altered(content("binhai"), text=paragraphs(["一段正文。"] * 41))
    template = compile_template(resaved, original.paper.manifest["bindings"], CONTRACT)
    made = render(replace(original, paper=replace(original.paper, template=template)), metrics, converter)
    assert made.composition.context.imprint.unnumbered
    assert made.pdf is not None
    pages = measure(made.pdf)
    numbers = [[line.text for line in page.lines if line.text.startswith("—")] for page in pages]
    assert numbers == [["— 1 —"], ["— 2 —"], ["— 3 —"], ["— 4 —"], [], []]
    assert pages[4].lines == ()


def test_a_template_that_an_office_edited_makes_a_paper_with_its_changes(
    content: Callable[[str], Content], metrics: FontMetrics, root: Path, tmp_path: Path
) -> None:
    document = docx.Document(str(root / "templates" / "issuing_notice" / "v1.docx"))
    title = next(p for p in document.paragraphs if p.style.name == "公文标题")
    added = title.insert_paragraph_before("（会议讨论稿）", style="主送机关")
    added.runs[0].bold = True
    document.styles["主送机关"].font.size = Pt(15)
    number = next(p for p in document.paragraphs if p.style.name == "发文字号")
    tag = number.runs[0].text
    number.runs[0].text = tag[:5]
    number.add_run(tag[5:9]).italic = True
    number.add_run(tag[9:])
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "标志", "{{ mark.text }}"
    kept = io.BytesIO()
    document.save(kept)

    original = content("binhai")
    template = compile_template(kept.getvalue(), original.paper.manifest["bindings"], CONTRACT)
    paper = replace(original, paper=replace(original.paper, template=template))
    made = render(paper, metrics, None)
    assert complaints(made.docx, tmp_path) == []
    printed = docx.Document(io.BytesIO(made.docx))
    texts = [p.text for p in printed.paragraphs]
    assert "（会议讨论稿）" in texts
    assert texts.count(content("binhai").tree["paper"]["document_number"]) == 1
    assert printed.styles["主送机关"].font.size == Pt(15)
    assert printed.tables[-1].cell(0, 1).text == content("binhai").tree["paper"]["issuer_mark"]
