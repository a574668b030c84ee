"""A template that another program opened and saved: LibreOffice here, whose writing is the furthest from Word's."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from service.catalog.compiling import compile_template
from service.document.finding import Severity
from service.inspection import inspect
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.office.installation import find_libreoffice
from service.rendering.content import Content
from service.rendering.context import CONTRACT
from service.rendering.pipeline import render
from service.settings import Settings
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
