"""Which characters of a paper its fonts lack: drawn by a fallback font, or by none."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from service.document.finding import Finding, Severity
from service.document.pointer import join
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.profile import STANDARD, LayoutProfile

_NOT_PRINTED = frozenset(
    ("kind", "layout", "manuscript_type", "missing", "data", "digest", "alternative", "file", "binding")
)
_LEAD = frozenset(("number", "title", "end_mark", "label", "name", "period"))
_LEVELS = {1: gb.FONT_HEI, 2: gb.FONT_KAI}

_Place = tuple[str | int, ...]


def _family(key: str | int, owner: Mapping[str, Any]) -> str:
    """Return the family that ``owner[key]`` is printed in: marks and titles, headings, or text."""
    if key in ("issuer_mark", "title_lines") or (key == "title" and "text" in owner and "kind" not in owner):
        return gb.FONT_TITLE
    if key in _LEAD and "kind" in owner:
        return _LEVELS.get(owner.get("level", 2), gb.FONT_FANGSONG)
    return gb.FONT_FANGSONG


def _texts(tree: Any, place: _Place, family: str) -> Iterator[tuple[_Place, str, str]]:
    if isinstance(tree, str):
        yield place, tree, family
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield from _texts(value, (*place, i), family)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            # A campaign's own name is a fact; papers print it only inside their texts.
            if key not in _NOT_PRINTED and not (key == "name" and "plan" in tree):
                yield from _texts(value, (*place, key), _family(key, tree))


def printed_characters(value: Any) -> frozenset[str]:
    """Return every character in the texts of a context, or of a part of one."""
    if isinstance(value, str):
        return frozenset(value)
    if is_dataclass(value):
        value = [getattr(value, f.name) for f in fields(value)]
    return (
        frozenset().union(*map(printed_characters, value)) if isinstance(value, list | tuple) else frozenset()
    )


def glyph_findings(
    tree: Any,
    metrics: FontMetrics,
    layout: LayoutProfile = STANDARD,
    printed: Container[str] | None = None,
) -> tuple[Finding, ...]:
    """Return a finding for each printed text with characters that its font lacks.

    A campaign holds more facts than one paper prints: only characters in ``printed`` count; None counts all.

    ``missing-glyph`` (a warning): no font has it, a PDF would show an empty box. ``fallback-glyph`` (a note): it is
    drawn in another face.
    """
    return tuple(
        finding
        for place, text, family in _texts(tree, (), "")
        for finding in _judge(join(place), _kept(text, printed), layout.family(family), metrics)
    )


def _kept(text: str, printed: Container[str] | None) -> str:
    return text if printed is None else "".join(c for c in text if c in printed)


def _judge(pointer: str, text: str, family: str, metrics: FontMetrics) -> Iterator[Finding]:
    for c in metrics.missing_characters(text, family):
        message = (
            f"“{c}”（U+{ord(c):04X}）不在服务器的任何字库里，PDF 会印成空框；"
            "请把有这个字的字库放进 fonts/，或者只要 docx"
        )
        yield Finding("missing-glyph", message, pointer, severity=Severity.WARNING)
    borrowed = "".join(metrics.fallback_characters(text, family))
    if borrowed:
        message = f"{family}里没有“{borrowed}”，用替补字库印出，字形略有不同"
        yield Finding("fallback-glyph", message, pointer, severity=Severity.NOTE)
