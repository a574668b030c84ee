"""What a bulletin (简报) has beside a title and a text: its 报头, further articles, who contributed them, 报送发."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.rendering.blocks import text_blocks
from service.rendering.context import Bulletin, Sheet
from service.rendering.facts import groups
from service.rendering.text_block import TextBlock
from service.rendering.typesetting import Typesetter

Stored = Mapping[str, Any]

_SENT = (("report_to", "报："), ("send_to", "送："), ("deliver_to", "发："))


def bulletin(
    paper: Stored, tree: Stored, typesetter: Typesetter, terms: Sequence[str], keys: Iterator[int]
) -> Bulletin:
    """Return what a bulletin says over its first article, and the articles behind it; all empty for another paper."""

    def article(stored: Stored) -> Sheet:
        blocks = (*text_blocks(stored["text"], groups(tree)), *contribution(stored))
        lines = typesetter.title_lines(stored["title"], stored.get("title_lines"), terms)
        return Sheet(lines, tuple(replace(block, key=next(keys)) for block in blocks))

    return Bulletin(
        paper.get("issue", ""),
        paper.get("editor", ""),
        paper.get("issue_date", ""),
        tuple(map(article, paper.get("articles", ()))),
    )


def contribution(article: Stored) -> tuple[TextBlock, ...]:
    """Return the line that says who contributed an article; nothing where nobody is named."""
    return (TextBlock(body=f"（{article['contributor']}供稿）"),) if "contributor" in article else ()


def distribution(paper: Stored) -> tuple[tuple[str, ...], str]:
    """Return 报、送、发, a line each, and how many are printed."""
    lines = tuple(f"{word}{paper[name]}。" for name, word in _SENT if name in paper)
    return lines, f"共印{paper['copies']}" if "copies" in paper else ""
