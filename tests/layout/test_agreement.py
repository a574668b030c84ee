"""The predictor against the rendered page: every line and every page count, printed at the end of the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from service.layout.metrics import FontMetrics
from service.layout.predictor import Run
from service.office.converter import Converter
from tests.layout.papers import Paragraph, docx_of, predict, read_paper, rendered_lines, without_blanks

TEXTS = Path(__file__).parent / "texts"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"


@dataclass(frozen=True)
class Agreement:
    """How far prediction and page agree."""

    papers: int
    lines: int
    agreeing: int
    page_counts: int
    differences: tuple[str, ...]

    def __str__(self) -> str:
        share = f"{self.agreeing} of {self.lines} lines ({self.agreeing / self.lines:.2%})"
        return f"{self.papers} papers: {share}, {self.page_counts} page counts agree"


def agreement(paths: list[Path], metrics: FontMetrics, converter: Converter) -> Agreement:
    """Set all papers in one document, each on a new page, and compare each with the prediction."""
    papers = [read_paper(path) for path in paths]
    pages = rendered_lines(converter.convert(docx_of(p for paper in papers for p in paper)))
    lines = agreeing = counts = at = 0
    differences: list[str] = []
    for path, paper in zip(paths, papers, strict=True):
        predicted, pagination = predict(paper, metrics)
        own = pages[at : at + pagination.page_count]
        at += pagination.page_count
        expected, found = without_blanks(predicted), without_blanks([line for page in own for line in page])
        match = SequenceMatcher(None, expected, found, autojunk=False)
        lines += len(expected)
        agreeing += sum(block.size for block in match.get_matching_blocks())
        counts += tuple(map(len, own)) == pagination.pages
        differences += [
            f"{path.stem}: predicted {expected[a:b]}, rendered {found[c:d]}"
            for tag, a, b, c, d in match.get_opcodes()
            if tag != "equal"
        ]
    if at != len(pages):
        differences.append(f"predicted {at} pages, rendered {len(pages)}")
    return Agreement(len(papers), lines, agreeing, counts, tuple(differences))


@pytest.mark.xdist_group("office")
def test_own_texts_agree_line_for_line(
    metrics: FontMetrics, converter: Converter, record_property: Callable[[str, object], None]
) -> None:
    found = agreement(sorted(TEXTS.glob("*.txt")), metrics, converter)
    record_property("agreement", f"own texts: {found}")
    assert found.papers >= 8
    assert found.differences == ()
    assert found.page_counts == found.papers
    assert found.agreeing == found.lines


@pytest.mark.xdist_group("office")
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus beside the checkout ({CORPUS.name}/)")
def test_the_corpus_agrees(
    metrics: FontMetrics, converter: Converter, record_property: Callable[[str, object], None]
) -> None:
    found = agreement(sorted(CORPUS.glob("*/*.txt")), metrics, converter)
    record_property("agreement", f"corpus: {found}")
    assert found.papers >= 90
    assert found.page_counts == found.papers, found.differences
    assert found.agreeing >= 0.998 * found.lines, found.differences


@pytest.mark.xdist_group("office")
def test_pages_of_unequal_lines_agree(metrics: FontMetrics, converter: Converter) -> None:
    """A page holds 22 lines of the grid to the twip: 12738 fit, 12739 do not."""
    heights = [
        1984,
        1020,
        *[579] * 40,
        20,
        *[579] * 30,
        2500,
        *[560] * 50,
        1737,
        12756,
        579,
        12177,
        12178,
        579,
    ]
    paper = [Paragraph((Run(f"第{i}行"),), 0, height=height) for i, height in enumerate(heights)]
    lines, pagination = predict(paper, metrics)
    pages = rendered_lines(converter.convert(docx_of(paper)))
    assert [line for page in pages for line in page] == lines
    assert tuple(map(len, pages)) == pagination.pages
