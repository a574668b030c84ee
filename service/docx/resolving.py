"""From merged properties to the look of a paragraph and a run, in mm and pt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from service.docx.styles import Properties, Styles
from service.docx.values import Alignment, Border, Paragraph, Run

MM_PER_TWIP = 25.4 / 1440
_MM_PER_PT = 25.4 / 72
_DEFAULT_HALF_POINTS = 20.0  # ECMA-376 17.3.2.38: without any size a run is set in 10 pt
_LARGEST_PT = 1638.0
_ALIGNMENTS: Mapping[str, Alignment] = {
    **{name: name for name in get_args(Alignment)},
    "start": "left", "end": "right", "distribute": "both", "thaiDistribute": "both",
    "lowKashida": "both", "mediumKashida": "both", "highKashida": "both",
}  # fmt: skip


def run_look(styles: Styles, look: Properties) -> Run:
    """Return a run without text that has the look of these run properties."""
    color = look.get("color", {}).get("val", "auto").upper()
    return Run(
        text="",
        east_asia=styles.family(look.get("rFonts", {})),
        latin=styles.latin(look.get("rFonts", {})),
        size_pt=min(number(look.get("sz", {}).get("val"), _DEFAULT_HALF_POINTS) / 2, _LARGEST_PT),
        color=color if len(color) == 6 and color != "AUTO" else "000000",
        bold=_on(look, "b"),
    )


def paragraph_look(number_: int, runs: tuple[Run, ...], look: Properties, size_pt: float) -> Paragraph:
    """Return a paragraph with the look of these properties; ``size_pt`` is the size of its style's characters."""
    shown = next((run.size_pt for run in runs if run.text.strip()), size_pt)
    ind, spacing = look.get("ind", {}), look.get("spacing", {})
    rule, line = spacing.get("lineRule", "auto"), number(spacing.get("line"), 240.0)
    return Paragraph(
        number=number_,
        runs=runs,
        alignment=_ALIGNMENTS.get(look.get("jc", {}).get("val", "left"), "left"),
        left_mm=_indent(ind, ("start", "left"), shown),
        right_mm=_indent(ind, ("end", "right"), shown),
        first_line_mm=_indent(ind, ("firstLine",), shown) - _indent(ind, ("hanging",), shown),
        pitch_pt=None if rule == "auto" else line / 20,
        multiple=line / 240 if rule == "auto" else 1.0,
        snaps=look.get("snapToGrid", {}).get("val", "1") not in ("0", "false", "off"),
        new_page=_on(look, "pageBreakBefore"),
        top=_border(look, "top"),
        bottom=_border(look, "bottom"),
    )


def number(text: str | None, default: float) -> float:
    """Return a number as a Word file writes it; ``default`` for what is none."""
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if abs(value) < 1e6 else default


def _on(look: Properties, name: str) -> bool:
    return look.get(name, {"val": "0"}).get("val", "1") not in ("0", "false", "off")


def _indent(ind: Mapping[str, str], names: tuple[str, ...], size_pt: float) -> float:
    """Return an indent in mm; one that is given in characters goes before one in twips."""
    for name in names:
        chars = number(ind.get(f"{name}Chars"), 0.0)
        if chars:
            return chars / 100 * size_pt * _MM_PER_PT
        if name in ind:
            return number(ind[name], 0.0) * MM_PER_TWIP
    return 0.0


def _border(look: Properties, side: str) -> Border | None:
    line = look.get(f"pBdr/{side}", {})
    if line.get("val", "none") in ("none", "nil"):
        return None
    color = line.get("color", "auto").upper()
    return Border("000000" if color == "AUTO" else color, number(line.get("sz"), 4.0) / 8 * _MM_PER_PT)
