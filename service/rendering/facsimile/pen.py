"""Writes lines of runs on a sheet: where they begin, how far they reach, the rules over and under them. Twips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.catalog.formats import Formats
from service.catalog.outline import PrintedRun
from service.layout.metrics import FontMetrics
from service.layout.portions import Run, portions_of
from service.layout.units import TWIPS_PER_PT, twips_to_mm
from service.rendering.facsimile.paragraphs import Paragraph, divided, split_at
from service.rendering.facsimile.sheet import Line, Sheet, Text
from service.rendering.pagination import broken_lines

#: LibreOffice sets the baseline of an exact line at four fifths of its height (measured).
_BASELINE = 0.8
_BLANKS = " \u3000"


@dataclass(frozen=True)
class Pen:
    """Writes with the formats of a template and the fonts at hand."""

    formats: Formats
    metrics: FontMetrics

    def lines(self, paragraph: Paragraph, width: int, count: int) -> list[list[PrintedRun]]:
        """Return the runs of each line in a room of ``width``; ``count`` lines are expected, 0 says nothing."""
        text = "".join(run.text for run in paragraph.runs)
        if "\t" in text or paragraph.scale != 100 or count == 1:
            return split_at(paragraph.runs, "\n")
        lines = broken_lines(self.metrics, paragraph.runs, paragraph.format, width)
        return list(divided(paragraph.runs, [len(line) for line in lines]))

    def line(
        self, sheet: Sheet, paragraph: Paragraph, runs: Sequence[PrintedRun], left: float, room: float,
        top: float, is_first: bool, is_last: bool = True,
    ) -> None:  # fmt: skip
        """Write one line, whose upper edge is at ``top``, into the ``room`` from ``left`` on."""
        form, look = paragraph.format, paragraph.look
        begin = left + form.left + (form.first_line if is_first else 0)
        end = left + room - form.right
        baseline = top + _BASELINE * paragraph.pitch
        for part, stop in zip(split_at(runs, "\t"), [("", 0), *look.tabs], strict=False):
            width = self._reach(part, paragraph)
            if stop[0]:
                at = left + stop[1]
                x = at - width if stop[0] == "right" else at - width / 2 if stop[0] == "center" else at
            elif look.align == "center":
                x = begin + (end - begin - width) / 2
            else:
                x = end - width if look.align == "right" else begin
            full = look.align == "distribute" or (look.align == "both" and not is_last)
            stretch = (end - x) / width if full and width else 1.0
            for i, run in enumerate(part):
                before = self._reach(part[: i + 1], paragraph) - self._reach([run], paragraph)
                self._write(sheet, run, x + before * stretch, baseline, paragraph, stretch)

    def _write(
        self, sheet: Sheet, run: PrintedRun, x: float, baseline: float, paragraph: Paragraph, stretch: float
    ) -> None:
        text = run.text.strip(_BLANKS)
        if not text:
            return
        blank = PrintedRun(run.text[: len(run.text) - len(run.text.lstrip(_BLANKS))], run.typeface)
        x += self._reach([blank], paragraph)
        width = self._reach([PrintedRun(text, run.typeface)], paragraph) * stretch
        place = twips_to_mm(x), twips_to_mm(baseline), twips_to_mm(width)
        face = run.typeface
        sheet.texts.append(Text(text, *place, face.family, face.size_pt, paragraph.look.color or "000000"))

    def _reach(self, runs: Sequence[PrintedRun], paragraph: Paragraph) -> float:
        """Return how far runs reach on one line, in twips, LibreOffice's gaps counted in."""
        spacing = paragraph.format.letter_spacing
        told = [Run(r.text.replace("\n", ""), *r.typeface, spacing) for r in runs if r.text]
        _, portions = portions_of(told, self.metrics) if told else ("", [])
        return sum(p.whole + p.gap for p in portions) * paragraph.scale / 100

    def rules(
        self, sheet: Sheet, paragraph: Paragraph, left: float, room: float, top: float, bottom: float
    ) -> None:
        """Draw the rules of a paragraph that reaches from ``top`` to ``bottom``."""
        for side, eighths, space, color in paragraph.look.rules:
            at = top - space * TWIPS_PER_PT if side == "top" else bottom + space * TWIPS_PER_PT
            ends = [twips_to_mm(x) for x in (left, left + room)]
            y = twips_to_mm(at)
            sheet.lines.append(Line(ends[0], y, ends[1], y, eighths / 8 * 25.4 / 72, color))
