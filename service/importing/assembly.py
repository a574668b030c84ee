"""Pieces as blocks of schema ``blocks.v1``: the title apart, headings by depth and 序数, the rest as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.document.finding import Finding
from service.document.marks import MARK, NUMBER, as_heading, is_run_in, read_number, run_in
from service.errors import UnreadableDocument
from service.importing.images import with_captions
from service.importing.paragraphs import Paragraph, Piece, Ready, loss

MOST_BLOCKS = 2000
LONGEST_PARAGRAPH = 20_000
DEEPEST_LIST = 6
_LONGEST_TITLE = 200
_LAST_LEVEL = 5
_KAI_LEVEL = 2

_KINDS = "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|计划|规划|要点|总结|办法|细则|规定|规则|制度|简报"
_TITLE = re.compile(rf"(?:.*(?:关于|印发|转发).+|.{{2,}})(?:{_KINDS})(?:[（(][^（()）]{{1,12}}[）)])?")
_RECEIVERS = re.compile(r".{2,200}[：:]")
_UNIT = re.compile("[局委办部厅院会处科室所站府]|单位|公司|学校|中心|各县|各区|各市")
_DATE = re.compile(
    r"(?:\d{4}|[一二三四五六七八九〇○零]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_ATTACHMENTS = re.compile(r"附件[:：]")
_LINES_OF_TITLE = 3


@dataclass(frozen=True)
class Imported:
    """A text that was read from elsewhere.

    Attributes:
        title: its 标题; None if none is told apart.
        blocks: its text, schema ``blocks.v1``.
        findings: what was not kept as it was, and what should be looked at.
        lines: the source's own text, a line for each paragraph, as it stood before anything was recognised.
    """

    title: str | None
    blocks: tuple[Mapping[str, Any], ...]
    findings: tuple[Finding, ...]
    lines: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON; without ``title`` if it has none."""
        title = {} if self.title is None else {"title": self.title}
        return {**title, "blocks": list(self.blocks), "findings": [f.as_json() for f in self.findings]}


def assemble(pieces: Iterable[Piece], title: str, losses: Sequence[Finding]) -> Imported:
    """Return the blocks of pieces.

    Args:
        pieces: in order.
        title: 标题 that the source names as such; "" leaves it to the first pieces.
        losses: what was lost before.

    Raises:
        UnreadableDocument: if nothing is there, or more than a paper can have.
    """
    found, hints = list(with_captions(list(pieces))), list[Finding]()
    lines = tuple(line for piece in found for line in _lines(piece))
    if not title:
        found = _without_head(found, hints)
        title, found = _title(found)
        found = _without_head(found, hints)
    elif found and isinstance(found[0], Paragraph) and found[0].text == title:
        del found[0]
    if not found and not title:
        raise UnreadableDocument("这份文件里没有可以导入的文字", losses)
    _refuse_too_much(found)
    blocks = tuple(_blocks(found, hints))
    hints.extend(_misplaced([e for e in found if isinstance(e, Paragraph)]))
    return Imported(title or None, blocks, tuple(sorted((*losses, *hints), key=_place)), lines)


def _lines(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Paragraph):
        yield piece.text
    elif piece.block["kind"] == "table":
        rows = (piece.block.get("header", ()), *piece.block["rows"])
        yield from ("　".join(_words(row)) for row in rows if row)
    else:
        yield "　".join(_words(piece.block))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _words(part)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in ("kind", "layout", "data", "digest"):
                yield from _words(part)


def _place(finding: Finding) -> int:
    match = re.match(r"第(\d+)段", finding.label)
    return int(match[1]) if match else 0


def _refuse_too_much(pieces: Sequence[Piece]) -> None:
    if len(pieces) > MOST_BLOCKS:
        raise UnreadableDocument(f"正文有 {len(pieces)} 段，超过上限 {MOST_BLOCKS} 段，请分成几份")
    for piece in pieces:
        if isinstance(piece, Paragraph) and len(piece.text) > LONGEST_PARAGRAPH:
            raise UnreadableDocument(f"第 {piece.place} 段超过 {LONGEST_PARAGRAPH} 字，请检查是不是没有分段")
        if isinstance(piece, Ready) and _depth(piece.block) > DEEPEST_LIST:
            raise UnreadableDocument(f"第 {piece.place} 段的列表套了超过 {DEEPEST_LIST} 层，请减少层次")


def _depth(block: Mapping[str, Any]) -> int:
    """Return how many lists a block is, one inside another."""
    inner = (b for task in block.get("items", ()) for b in task.get("text", ()))
    return int(block["kind"] == "list") + max(map(_depth, inner), default=0)


def _without_head(pieces: list[Piece], hints: list[Finding]) -> list[Piece]:
    """Return the pieces without 发文机关标志 and 发文字号 at their beginning, which are told as hints."""
    while pieces and isinstance(first := pieces[0], Paragraph) and not first.depth:
        flat = "".join(first.text.split())
        rule = "number" if NUMBER.fullmatch(flat) else "mark" if MARK.fullmatch(flat) else ""
        if not rule:
            break
        hints.append(loss(rule, first.place, first.text))
        pieces = pieces[1:]
    return pieces


def _title(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """Return the 标题, and the pieces behind it: the one topmost heading, or first lines that read like one."""
    first = pieces[0] if pieces else None
    if not isinstance(first, Paragraph) or len(first.text) > _LONGEST_TITLE or read_number(first.text):
        return "", pieces
    depths = [e.depth for e in pieces if isinstance(e, Paragraph) and e.depth]
    if first.depth and first.depth == min(depths) and depths.count(first.depth) == 1:
        return first.text, pieces[1:]
    if first.depth:
        return "", pieces
    lines: list[str] = []
    for piece in pieces[:_LINES_OF_TITLE]:
        if not isinstance(piece, Paragraph) or piece.depth or read_number(piece.text):
            break
        lines.append(piece.text)
        joined = "".join(lines)
        if _TITLE.fullmatch(joined) and len(joined) <= _LONGEST_TITLE and len(pieces) > len(lines):
            return joined, pieces[len(lines) :]
    return "", pieces


def _blocks(pieces: Sequence[Piece], hints: list[Finding]) -> Iterator[Mapping[str, Any]]:
    depths = [e.depth for e in pieces if isinstance(e, Paragraph) and e.depth]
    top = min(depths, default=1)
    level = 0
    for piece in pieces:
        if isinstance(piece, Ready):
            yield piece.block
            continue
        depth = piece.depth - top + 1 if piece.depth else 0
        block = as_heading(piece.text, depth, piece.lead_end)
        if block is not None:
            level = block["level"]
            hints.extend(loss(rule, piece.place, piece.text) for rule in _doubts(block, depth))
            yield block
        elif is_run_in(piece.text, piece.lead_end) and not read_number(piece.text):
            yield run_in(piece.text, piece.lead_end, max(_KAI_LEVEL, min(level + 1, _LAST_LEVEL)))
        else:
            numbered = read_number(piece.text)
            if piece.depth:
                hints.append(loss("long-heading", piece.place, piece.text))
            elif numbered and numbered.level <= _KAI_LEVEL:  # deeper ones look like plain text anyway
                hints.append(loss("unsure", piece.place, piece.text))
            yield {"kind": "paragraph", "text": piece.text}


def _doubts(block: Mapping[str, Any], depth: int) -> Iterator[str]:
    if "number" not in block:
        yield "unnumbered"
    if depth > _LAST_LEVEL:
        yield "deep-heading"


def _misplaced(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """Yield hints on what belongs to other pieces of a paper: 主送机关, 附件说明, 署名 and 成文日期."""
    first = paragraphs[0] if paragraphs else None
    if (
        first
        and not read_number(first.text)
        and _RECEIVERS.fullmatch(first.text)
        and _UNIT.search(first.text)
    ):
        yield loss("receivers", first.place, first.text)
    for paragraph in paragraphs[-12:]:
        if _DATE.fullmatch(paragraph.text.replace(" ", "").replace("　", "")):
            yield loss("signature", paragraph.place, paragraph.text)
        elif _ATTACHMENTS.match(paragraph.text):
            yield loss("attachments", paragraph.place, paragraph.text)
