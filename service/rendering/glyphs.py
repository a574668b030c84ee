"""Which characters of a paper its fonts lack: drawn by a fallback font, or by none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.document.finding import Finding, Severity
from service.document.pointer import join
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics


def _texts(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key not in ("kind", "layout", "manuscript_type", "missing"):
                yield from _texts(value, (*path, key))
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield from _texts(value, (*path, i))


def glyph_findings(tree: Any, metrics: FontMetrics) -> tuple[Finding, ...]:
    """Return a finding for each text with characters that 仿宋 lacks.

    ``missing-glyph`` (a warning): no font has it, a PDF would show an empty box. ``fallback-glyph`` (a note): it is
    drawn in another face.
    """
    findings = []
    for path, text in _texts(tree):
        for c in metrics.missing_characters(text, gb.FONT_FANGSONG):
            message = f"“{c}”（U+{ord(c):04X}）不在服务器的任何字库里，PDF 会印成空框；请把有这个字的字库放进 fonts/，或者只要 docx"
            findings.append(Finding("missing-glyph", message, join(path), severity=Severity.WARNING))
        found = "".join(metrics.fallback_characters(text, gb.FONT_FANGSONG))
        if found:
            message = f"仿宋字库里没有“{found}”，用替补字库印出，字形略有不同"
            findings.append(Finding("fallback-glyph", message, join(path), severity=Severity.NOTE))
    return tuple(findings)
