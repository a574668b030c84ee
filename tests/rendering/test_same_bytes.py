"""The same input gives the same bytes: in any order, in another process, after other papers."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.rendering.content import Content
from service.rendering.pipeline import Rendering, render
from service.settings import Settings
from tests.rendering.papers import altered, paragraphs

pytestmark = pytest.mark.xdist_group("office")

Read = Callable[[str], Content]
Make = Callable[[Content], Rendering]
SAMPLES = ("yingkou", "binhai")


@pytest.fixture
def make(metrics: FontMetrics, converter: Converter) -> Make:
    return lambda paper: render(paper, metrics, converter)


def digests(made: Rendering) -> tuple[str, str]:
    return hashlib.sha256(made.docx).hexdigest(), hashlib.sha256(made.pdf or b"").hexdigest()


def test_the_same_input_gives_the_same_bytes_in_any_order(content: Read, make: Make) -> None:
    one = [digests(make(content(name))) for name in SAMPLES]
    make(altered(content("binhai"), text=paragraphs(["别的公文，" * 300])))
    other = [digests(make(content(name))) for name in reversed(SAMPLES)]
    assert one == other[::-1]
    assert len(set(sum(one, ()))) == 4


SCRIPT = """
import hashlib, json, sys
from pathlib import Path
from service.catalog.catalog import Catalog
from service.office.child import local_converter
from service.office.converter import ConverterOptions
from service.office.fonts import DOCUMENT_FAMILIES, font_set
from service.office.metrics import load_metrics
from service.rendering.content import Content
from service.rendering.context import CONTRACT
from service.rendering.pipeline import render

root, fonts_conf = Path(sys.argv[1]), Path(sys.argv[2])
fonts = font_set(fonts_conf)
metrics = load_metrics({n: [f.path for f in fonts.served(n).chain] for n in DOCUMENT_FAMILIES})
paper = Catalog.load(root, CONTRACT).paper("issuing_notice")
with local_converter(ConverterOptions(fonts_conf)) as converter:
    for name in sys.argv[3:]:
        folder = root / "samples" / name
        tree = json.loads((folder / "issuing_notice.json").read_text("utf-8"))["content"]
        if "campaign" not in tree:
            tree["campaign"] = json.loads((folder / "campaign.json").read_text("utf-8"))
        made = render(Content(paper, tree), metrics, converter)
        print(*(hashlib.sha256(data).hexdigest() for data in (made.docx, made.pdf)))
"""


def test_another_process_gives_the_same_bytes(
    content: Read, make: Make, root: Path, settings: Settings
) -> None:
    own = [digests(make(content(name))) for name in SAMPLES]
    order = list(reversed(SAMPLES))
    other = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(root), str(settings.fonts_conf), *order],
        capture_output=True, text=True, check=True, cwd=root, timeout=120,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "4711", "TZ": "America/New_York"},
    )  # fmt: skip
    lines = [tuple(line.split()) for line in other.stdout.splitlines()]
    assert lines[::-1] == own


def test_the_docx_does_not_know_the_clock(content: Read, metrics: FontMetrics) -> None:
    with zipfile.ZipFile(io.BytesIO(render(content("binhai"), metrics, None).docx)) as z:
        assert {i.date_time for i in z.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in z.read("docProps/core.xml")


def test_the_order_of_names_in_the_json_does_not_matter(content: Read, metrics: FontMetrics) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: turned(v) for k, v in reversed(value.items())}
        return list(map(turned, value)) if isinstance(value, list) else value

    paper = content("binhai")
    other = Content(paper.paper, json.loads(json.dumps(turned(dict(paper.tree)))))
    assert other.digest == paper.digest
    assert render(other, metrics, None).docx == render(paper, metrics, None).docx


def test_each_change_of_the_content_changes_the_docx(content: Read, metrics: FontMetrics) -> None:
    def docx_of(changes: dict[str, Any]) -> bytes:
        return render(altered(content("binhai"), changes), metrics, None).docx

    changes: Sequence[dict[str, Any]] = (
        {}, {"title": "另一个标题"}, {"document_number": "滨海发〔2026〕99号"}, {"annotation": "此件删减后公开"},
        {"manuscript_type": "整理件"}, {"printing_date": "2026年12月31日"},
    )  # fmt: skip
    assert len({docx_of(c) for c in changes}) == len(changes)
