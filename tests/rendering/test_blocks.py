from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.layout.metrics import FontMetrics
from service.rendering.blocks import text_blocks
from service.rendering.content import Content
from service.rendering.pipeline import render
from service.rendering.text_block import TextBlock
from tests.rendering.papers import docx_texts, printed, squeezed

#: SHA-256 of the seed's paragraphs without white space, joined by line breaks: holds where the seed is not at hand.
SEED_DIGEST = "70159b31eb0ec5e6b706480b1d79d3b7d1674b7bbc23f33167cdb75947bcd4b5"
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "implementation-plan.txt"


def digest(paragraphs: list[str]) -> str:
    return hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()


@pytest.fixture
def plan(content: Callable[[str], Content]) -> list[str]:
    plan = content("yingkou").tree["campaign"]["plan"]
    return [
        squeezed(t)
        for t in (plan["title"], *map(printed, text_blocks(plan["text"])), plan["signatures"][0]["issuer"])
    ]


def test_the_printed_plan_is_the_seed_word_for_word(plan: list[str]) -> None:
    assert digest(plan) == SEED_DIGEST


@pytest.mark.skipif(not SEED.exists(), reason="原稿不在 ../shared/seed，只比对摘要")
def test_the_printed_plan_is_the_seed_paragraph_by_paragraph(plan: list[str]) -> None:
    seed = [t for t in map(squeezed, SEED.read_text("utf-8").splitlines()) if t]
    assert len(plan) == len(seed)
    for own, other in zip(plan, seed, strict=True):
        assert own == other
    assert digest(seed) == SEED_DIGEST


def test_the_plan_in_the_docx_is_the_seed_word_for_word(
    content: Callable[[str], Content], metrics: FontMetrics
) -> None:
    """From the plan's title to its 署名, paragraph by paragraph; nothing stands between."""
    paper = content("yingkou")
    texts = docx_texts(render(paper, metrics, None).docx)
    plan = paper.tree["campaign"]["plan"]
    # A title on several lines is one paragraph with line breaks; 成文日期 is lacking in the seed.
    start = texts.index(squeezed(plan["title"]))
    end = len(texts) - texts[::-1].index(squeezed(plan["signatures"][0]["issuer"]))
    assert digest(texts[start:end]) == SEED_DIGEST


def test_a_paragraph() -> None:
    assert text_blocks([{"kind": "paragraph", "text": "正文。"}]) == (TextBlock(body="正文。"),)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (1, TextBlock(hei="一、目标。", body="正文。")),
        (2, TextBlock(kai="一、目标。", body="正文。")),
        (3, TextBlock(body="一、目标。正文。")),
        (4, TextBlock(body="一、目标。正文。")),
    ],
)
def test_a_heading_with_text_on_its_line(level: int, expected: TextBlock) -> None:
    block = {
        "kind": "heading",
        "level": level,
        "number": "一、",
        "title": "目标",
        "end_mark": "。",
        "body": "正文。",
    }
    assert text_blocks([block]) == (expected,)
    run_in = {"kind": "run_in", "level": level, "title": "一、目标", "end_mark": "。", "body": "正文。"}
    assert text_blocks([run_in]) == (expected,)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_heading_on_a_line_of_its_own(level: int) -> None:
    block = {"kind": "heading", "level": level, "number": "（一）", "title": "目标"}
    assert text_blocks([block]) == (TextBlock(level=level, heading="（一）目标"),)


def phase(layout: str, tasks: list[dict[str, str]], **more: str) -> tuple[TextBlock, ...]:
    block: dict[str, Any] = {
        "kind": "phase",
        "label": "第一阶段：",
        "name": "动员",
        "layout": layout,
        "tasks": tasks,
    }
    return text_blocks([block | more])


TASKS = [{"number": "1.", "title": "动员", "end_mark": "。", "body": "开会。"}, {"body": "学习。"}]


def test_tasks_on_lines_of_their_own() -> None:
    assert phase("lines", TASKS, period="5月—6月", end_mark="。", lead="做好：") == (
        TextBlock(kai="第一阶段：动员（5月—6月）。", body="做好："),
        TextBlock(body="1.动员。开会。"),
        TextBlock(body="学习。"),
    )


def test_tasks_in_the_line_of_the_phase() -> None:
    assert phase("inline", TASKS) == (TextBlock(kai="第一阶段：动员", body="1.动员。开会。学习。"),)


def test_tasks_as_the_next_paragraph() -> None:
    assert phase("inline_next_paragraph", TASKS) == (
        TextBlock(level=2, heading="第一阶段：动员"),
        TextBlock(body="1.动员。开会。学习。"),
    )


@pytest.mark.parametrize("layout", ["lines", "inline", "inline_next_paragraph"])
def test_a_phase_without_tasks_is_its_heading(layout: str) -> None:
    assert phase(layout, []) == (TextBlock(level=2, heading="第一阶段：动员"),)


def test_nothing_of_what_was_stored_is_lost(content: Callable[[str], Content]) -> None:
    def stored(value: Any) -> str:
        if isinstance(value, dict):
            return "".join(stored(v) for k, v in value.items() if k not in ("kind", "layout", "level", "id"))
        return "".join(map(stored, value)) if isinstance(value, list) else str(value)

    for name in ("yingkou", "binhai"):
        blocks = content(name).tree["campaign"]["plan"]["text"]
        kept = "".join(map(printed, text_blocks(blocks)))
        assert sorted(stored(blocks)) == sorted(kept.replace("（", "").replace("）", "")) or not set(
            stored(blocks)
        ) - set(kept)
