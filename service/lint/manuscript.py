"""What a rule on Word files looks at: the file beside the elements that were recognised in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from service import docx
from service.layout import gbt9704
from service.lint.recognising import Recognition
from service.lint.texts import Paragraph

_ZI_MM = gbt9704.TYPE_AREA_WIDTH_MM / gbt9704.ZI_PER_LINE


@dataclass(frozen=True)
class Manuscript:
    """A Word file and the elements in it.

    Attributes:
        file: the file.
        recognition: what its paragraphs were recognised as; places are paragraph numbers.
        elements: element name → ``required``, ``forbidden`` or ``optional``.
    """

    file: docx.Docx
    recognition: Recognition
    elements: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_number(self) -> Mapping[int, docx.Paragraph]:
        return {paragraph.number: paragraph for paragraph in self.file.paragraphs}

    def of(self, element: str) -> tuple[docx.Paragraph, ...]:
        """Return the paragraphs of an element; none if it is not there."""
        return tuple(self._by_number[p.place] for p in self.recognition.of(element))

    def text(self) -> Iterator[tuple[docx.Paragraph, Paragraph]]:
        """Yield each paragraph of the text and of the issued document with what it is."""
        for element in ("text", "issued_text"):
            for paragraph in self.of(element):
                yield paragraph, self.recognition.paragraphs[paragraph.number]

    def section(self, paragraph: docx.Paragraph) -> docx.Section:
        """Return the section that a paragraph stands in."""
        return self.file.sections[min(paragraph.section, len(self.file.sections) - 1)]

    def wants(self, element: str) -> bool:
        """Tell whether the paper must have ``element``."""
        return self.elements.get(element) == "required"


def text_width_mm(text: str, size_pt: float) -> float:
    """Return about how wide ``text`` is: Chinese characters an em each, all else half an em."""
    half = sum(1 for char in text if char.isascii())
    return (len(text) - half / 2) * size_pt * 25.4 / 72


def edges_mm(paragraph: docx.Paragraph, width_mm: float) -> tuple[float, float]:
    """Return about where a paragraph of one line begins and ends, mm from the left margin.

    ``width_mm`` is the width between the margins. Leading and trailing blanks count as printed.
    """
    size = next((run.size_pt for run in paragraph.runs if run.text.strip()), gbt9704.BODY_SIZE_PT)
    printed = paragraph.text.replace("\f", "").replace("\n", "")
    width = text_width_mm(printed, size)
    before = text_width_mm(printed[: len(printed) - len(printed.lstrip())], size)
    after = text_width_mm(printed[len(printed.rstrip()) :], size)
    free = width_mm - paragraph.left_mm - paragraph.right_mm
    if paragraph.alignment == "right":
        end = width_mm - paragraph.right_mm
    elif paragraph.alignment == "center":
        end = paragraph.left_mm + (free + width) / 2
    else:
        end = paragraph.left_mm + paragraph.first_line_mm + width
    return end - width + before, end - after
