"""The PDF/A of every sample × paper: valid for Apache's validator, the same page, and says what it is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from service.office.converter import Converter
from service.page import measure
from service.rendering.content import Content
from service.rendering.pipeline import Rendering, render_pdfa
from tests.samples.test_samples import NAMES, OWN, PAIRS

Make = Callable[[str, str], tuple[Content, Rendering]]
JARS = [
    Path(f"/usr/share/java/{name}.jar")
    for name in (
        "preflight",
        "pdfbox2",
        "fontbox2",
        "xmpbox",
        "commons-logging",
        "javax.activation",
        "jaxb-api",
    )
]
#: All that it has against a PDF/A-2b is that it calls itself part 2.
PART_MUST_BE_1 = "7.11.2"
pytestmark = pytest.mark.xdist_group("samples")


def verdicts(folder: Path) -> dict[str, list[str]]:
    """The codes of what Apache's PDF/A-1b validator finds in each PDF of a folder."""
    java = shutil.which("java")
    if java is None or not all(jar.exists() for jar in JARS):
        pytest.skip("没有安装 libpdfbox2-java 等软件包，不能核验 PDF/A")
    command = [
        java,
        "-cp",
        ":".join(map(str, JARS)),
        "org.apache.pdfbox.preflight.Validator_A1b",
        "xml",
        "batch",
    ]
    subprocess.run([*command, str(folder)], check=True, capture_output=True, timeout=300)
    found = {}
    for report in folder.glob("*.preflight.xml"):
        tree = etree.fromstring(report.read_bytes())
        codes = [code.text or "" for code in tree.iter("code")]
        assert (tree.findtext("isValid") == "true") == (not codes)
        found[report.name.removesuffix(".pdf.preflight.xml")] = codes
    return found


def test_apache_s_validator_finds_every_sample_valid(
    make: Make, converter: Converter, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    for pair in PAIRS:
        made = make(*pair)[1]
        (tmp_path / f"{NAMES[pair]}-1b.pdf").write_bytes(render_pdfa(made, converter, "pdfa-1b"))
    (tmp_path / "2b.pdf").write_bytes(render_pdfa(make(*OWN[0])[1], converter))
    found = verdicts(tmp_path)
    record_property("what a PDF/A-1b validator has against the 2b file", found["2b"])
    assert found.pop("2b") == [PART_MUST_BE_1]
    assert found == {f"{NAMES[pair]}-1b": [] for pair in PAIRS}


def test_the_validator_is_no_yes_man(make: Make, tmp_path: Path) -> None:
    made = make(*OWN[0])[1]
    (tmp_path / "plain.pdf").write_bytes(made.pdf or b"")
    assert verdicts(tmp_path)["plain"] != []


@pytest.mark.parametrize("pair", [("binhai", "final_report"), ("binhai", "plan_paper")], ids=NAMES.get)
def test_it_shows_the_same_page_and_says_what_it_is(
    make: Make, converter: Converter, pair: tuple[str, str]
) -> None:
    _, made = make(*pair)
    data = render_pdfa(made, converter)
    shown, own = measure(made.pdf or b""), measure(data)
    assert [[line.text for line in page.lines] for page in own] == [
        [line.text for line in page.lines] for page in shown
    ]
    places = [(line.x0, line.baseline) for page in shown for line in page.lines]
    assert [(line.x0, line.baseline) for page in own for line in page.lines] == [
        pytest.approx(place, abs=0.05) for place in places
    ]
    context = made.composition.context
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["dc:title"]) == ("2", context.properties.title)
        assert xmp.get("dc:description", "") == context.document_number
        assert pdf.Root.MarkInfo.Marked
        headings = [str(entry.title) for entry in _outline(pdf)]
    wanted = [b.heading for section in context.sections for b in section.text if b.level == 1]
    assert [re.sub(r"\s", "", heading) for heading in wanted if heading not in headings] == []
    if context.signatures:
        assert b"2026-" in data.split(b"<dc:date>")[1][:80]


def _outline(pdf: pikepdf.Pdf) -> list[pikepdf.OutlineItem]:
    with pdf.open_outline() as outline:
        todo, found = list(outline.root), []
        while todo:
            entry = todo.pop(0)
            found.append(entry)
            todo = [*entry.children, *todo]
    return found


def test_the_same_docx_gives_the_same_bytes(make: Make, converter: Converter) -> None:
    _, made = make(*OWN[0])
    first, second = (render_pdfa(made, converter) for _ in range(2))
    assert first == second
