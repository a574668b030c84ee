"""What stands around a body is a paper's; what the body had is the body's."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from service.catalog.package import Package, zipped
from service.errors import UnreadableDocument
from service.redhead.merging import PROBE, merge
from service.redhead.shell import Shell
from tests.redhead.bodies import W, a_body, with_style

MakeShell = Callable[..., Shell]


def elements(document: bytes) -> list[bytes]:
    """Every paragraph and table of a body, canonical, without section properties."""
    (body,) = etree.fromstring(document).iter(f"{W}body")
    found = []
    for element in body:
        for section in list(element.iter(f"{W}sectPr")):
            section.getparent().remove(section)  # type: ignore[union-attr]
        if element.tag != f"{W}sectPr":
            found.append(etree.tostring(element, method="c14n", exclusive=True))
    return found


def part(body: bytes, name: str) -> bytes:
    return Package(body).parts[name]


@pytest.mark.parametrize("turns", [0, 1, 2])
@pytest.mark.parametrize("across", [False, True])
def test_the_body_s_own_paragraphs_stay_as_they_are(shell: MakeShell, turns: int, across: bool):
    body = a_body(5, across=across)
    before = elements(part(body, "word/document.xml"))
    blank = shell(turns, blank=True) if turns > 1 else None
    after = elements(merge(body, shell(turns), probe=False, blank=blank).parts["word/document.xml"])
    head = len(shell().head)
    assert after[head : head + len(before)] == before
    assert len(after) - head - len(before) == len(shell(turns).imprint) + int(across or turns > 1)


def test_all_other_parts_stay_as_they_are(shell: MakeShell):
    body = a_body(3)
    after = merge(body, shell(), probe=False).parts
    changed = {name for name, data in Package(body).parts.items() if after[name] != data}
    assert changed == {
        "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml",
    }  # fmt: skip
    assert set(after) - set(Package(body).parts) == {
        "word/footerChengwen.xml", "word/footerChengwen-2.xml", "word/header1-2.xml",
    }  # fmt: skip


def test_the_body_s_styles_stay_and_ours_make_way(shell: MakeShell):
    body = with_style("DocumentNumber", "发文机关标志")
    before = list(etree.fromstring(part(body, "word/styles.xml")).iter(f"{W}style"))
    merged = merge(body, shell(), probe=False).parts
    after = list(etree.fromstring(merged["word/styles.xml"]).iter(f"{W}style"))
    kept = [etree.tostring(s, method="c14n", exclusive=True) for s in after[: len(before)]]
    assert kept == [etree.tostring(s, method="c14n", exclusive=True) for s in before]
    ids = [s.get(f"{W}styleId") for s in after]
    names = [str(s.find(f"{W}name").get(f"{W}val")).lower() for s in after]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert "发文机关标志（成文）" in names
    used = re.findall(rb'pStyle w:val="([^"]+)"', merged["word/document.xml"])
    assert b"DocumentNumberChengwen1" in used
    assert used.count(b"DocumentNumber") == 1


def test_nothing_of_the_body_s_defaults_reaches_the_head(shell: MakeShell):
    merged = merge(a_body(1), shell(), probe=False).parts
    styles = etree.fromstring(merged["word/styles.xml"])
    ours = {s.get(f"{W}styleId"): s for s in styles.iter(f"{W}style")}
    (base,) = [s for s in ours.values() if s.get(f"{W}styleId") == "ChengwenBase"]
    assert base.find(f"{W}basedOn") is None
    assert base.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"  # type: ignore[union-attr]
    assert base.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "579"  # type: ignore[union-attr]
    document = etree.fromstring(merged["word/document.xml"])
    for paragraph in list(document.iter(f"{W}p"))[: len(shell().head)]:
        style = ours[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]  # type: ignore[union-attr]
        while style is not base:
            style = ours[style.find(f"{W}basedOn").get(f"{W}val")]  # type: ignore[union-attr]


@pytest.mark.parametrize("turns", [0, 2])
def test_the_result_is_a_valid_docx(shell: MakeShell, tmp_path: Path, turns: int):
    blank = shell(turns, blank=True) if turns > 1 else None
    made = zipped(merge(a_body(3, across=True), shell(turns), probe=False, blank=blank).parts)
    (tmp_path / "made.docx").write_bytes(made)
    (tmp_path / "body.docx").write_bytes(a_body(3, across=True))
    found = [
        {str(e) for e in OpenXmlValidator().validate(tmp_path / name).errors if "WithEffects" not in str(e)}
        for name in ("made.docx", "body.docx")
    ]
    assert found[0] <= found[1]  # Word 2010's copy of the styles is read by no one else
    assert docx.Document(io.BytesIO(made)).paragraphs


def test_the_same_body_gives_the_same_bytes(shell: MakeShell):
    body = a_body(3)
    made = [zipped(merge(body, shell(), probe=False).parts) for _ in range(2)]
    assert made[0] == made[1]


def test_the_header_stands_on_even_pages_too(shell: MakeShell):
    merged = merge(a_body(1), shell(), probe=False).parts
    (section,) = etree.fromstring(merged["word/document.xml"]).iter(f"{W}sectPr")
    headers = [r.get(f"{W}type") for r in section.findall(f"{W}headerReference")]
    assert sorted(str(h) for h in headers) == ["default", "even"]
    assert merged["word/header1.xml"] == merged["word/header1-2.xml"]
    assert b"evenAndOddHeaders" in merged["word/settings.xml"]


def test_the_probe_stands_where_the_imprint_will(shell: MakeShell):
    merged = merge(a_body(1), shell(), probe=True).parts
    texts = [t.text for t in etree.fromstring(merged["word/document.xml"]).iter(f"{W}t")]
    assert texts[-1] == PROBE
    assert not any("印发" in str(t) for t in texts)


def test_a_strict_docx_is_explained(shell: MakeShell):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as z:
        for name, data in Package(a_body(1)).parts.items():
            strict = data.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            z.writestr(name, strict)
    with pytest.raises(UnreadableDocument, match="Strict Open XML"):
        merge(kept.getvalue(), shell(), probe=False)
