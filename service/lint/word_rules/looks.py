"""Fonts, colours and places of paragraphs in a Word file, as measurements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from service.docx import Paragraph, Run
from service.lint.families import font_class
from service.lint.page_rules.geometry import SIZE_TOLERANCE_PT
from service.lint.rule import Measurement

_HAN = re.compile(r"[\u3400-\u9fff]")
_ALIGNMENTS = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐"}

Piece = tuple[Paragraph, Run]


def pieces(paragraphs: Iterable[Paragraph], start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Yield the runs of paragraphs, cut to the characters ``start`` to ``end`` without white space."""
    for paragraph in paragraphs:
        at = 0
        for run in paragraph.runs:
            bare = re.sub(r"\s", "", run.text)
            low, high = max(start - at, 0), len(bare) if end is None else max(end - at, 0)
            if kept := bare[low:high]:
                yield paragraph, Run(kept, run.east_asia, run.latin, run.size_pt, run.color, run.bold)
            at += len(bare)


def look(
    subject: str, found: Iterable[Piece], family: str, size_pt: float | None, element: str
) -> Measurement | None:
    """Measure class of font and size of the Chinese characters; None without any, or where no font is named.

    ``size_pt`` None: any size will do.
    """
    seen = [(p, run, len(_HAN.findall(run.text))) for p, run in found if _HAN.search(run.text)]
    wrong = [each for each in seen if not _suits(each[1], family, size_pt)]
    if not seen:
        return None
    shown: Counter[tuple[str, float]] = Counter()
    for _, run, count in wrong or seen:
        shown[run.east_asia or "没有指定字体", run.size_pt] += count
    (name, size), _ = shown.most_common(1)[0]
    sample = "".join(run.text for _, run, _ in wrong)[:10]
    note = f"（“{sample}”等{sum(count for *_, count in wrong)}字）" if wrong else ""
    wanted = family if size_pt is None else f"{family} {size_pt:g} pt"
    place = (wrong or seen)[0][0].number
    return Measurement(
        subject, wanted, f"{name} {size:g} pt{note}", not wrong, None, element, paragraph=place
    )


def _suits(run: Run, family: str, size_pt: float | None) -> bool:
    right_size = size_pt is None or abs(run.size_pt - size_pt) <= SIZE_TOLERANCE_PT
    return font_class(run.east_asia) == family and right_size


def aligned(
    subject: str, paragraphs: Sequence[Paragraph], wanted: str, element: str, also: Sequence[str] = ()
) -> Iterator[Measurement]:
    """Measure the alignment of each paragraph; ``also`` are others that will do."""
    for each in paragraphs:
        ok = each.alignment == wanted or each.alignment in also
        yield Measurement(
            subject,
            _ALIGNMENTS[wanted],
            _ALIGNMENTS[each.alignment],
            ok,
            None,
            element,
            paragraph=each.number,
        )


def length(
    subject: str, value: float, wanted: float, tolerance: float, element: str, paragraph: int | None
) -> Measurement:
    """Return the measurement of a length in mm."""
    ok = abs(value - wanted) <= tolerance + 1e-9
    return Measurement(
        subject, f"{wanted:g}±{tolerance:g} mm", f"{value:.1f} mm", ok, None, element, paragraph=paragraph
    )


def first_line_mm(paragraph: Paragraph) -> float:
    """Return where the first line begins, from the left margin; blanks before the text count as indent."""
    text = paragraph.text.replace("\f", "")
    blank = text[: len(text) - len(text.lstrip(" \u3000"))]
    size = next((run.size_pt for run in paragraph.runs if run.text.strip()), 16.0)
    wide = blank.count("\u3000") + blank.count(" ") / 2
    return paragraph.left_mm + paragraph.first_line_mm + wide * size * 25.4 / 72
