"""Pandoc's tree as the pieces of a text; what has no place among them is told as a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.document.finding import Finding
from service.document.marks import is_run_in, list_numbers, read_number
from service.images.reading import BadImage
from service.importing.images import image_block
from service.importing.inlines import InlineImage, Line, read_inlines
from service.importing.paragraphs import Paragraph, Piece, Ready, loss, quoted
from service.importing.tables import read_table

Node = Mapping[str, Any]


@dataclass
class Reader:
    """Walks a tree once, counting paragraphs.

    Attributes:
        place: number of the paragraph that was read last.
        findings: what was lost so far.
        media: the images that the source holds, by the name that its tree has for them.
    """

    place: int = 0
    findings: list[Finding] = field(default_factory=list)
    media: Mapping[str, bytes] = field(default_factory=dict)

    def pieces(self, blocks: Iterable[Node]) -> Iterator[Piece]:
        """Yield the pieces of blocks, in order."""
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Node) -> Iterator[Piece]:
        kind: str = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                yield from self._paragraphs(content)
            case "Header":
                yield from self._paragraphs(content[2], depth=content[0])
            case "OrderedList":
                yield from self._list(content[1], list_numbers(content[0]))
            case "BulletList":
                yield from self._bullets(content)
            case "Table":
                yield from self._table(content)
            case "Div":
                yield from self.pieces(content[1])
            case "Figure":
                yield from self.pieces(content[2])
            case "BlockQuote":
                self._lose("quote")
                yield from self.pieces(content)
            case "LineBlock":
                for line in content:
                    yield from self._paragraphs(line)
            case "CodeBlock":
                yield from self._code(content[1])
            case "DefinitionList":
                yield from self._definitions(content)
            case "HorizontalRule":
                self._lose("rule")
            case "RawBlock":
                self._lose("raw", quoted(content[1]))
            case "Null":
                return
            case _:
                self._lose("unknown", kind)

    def _lose(self, rule: str, detail: str = "", text: str = "") -> None:
        """Note a loss at the paragraph that comes next, or at the one that ``text`` is."""
        self.findings.append(loss(rule, self.place if text else self.place + 1, text, detail))

    def _paragraphs(self, inlines: Sequence[Node], depth: int = 0) -> Iterator[Piece]:
        """Yield a paragraph, in several if its lines were broken by hand or begin with 序数; its images behind it."""
        line = read_inlines(inlines)
        self._tell(line, heading=depth > 0)
        parts = [part for part in line.parts() if part.text]
        if parts:
            self.place += 1
        yield from (Paragraph(self.place, part.text, depth, part.lead_end) for part in parts)
        for image in line.images:
            yield from self._image(image)

    def _image(self, image: InlineImage) -> Iterator[Ready]:
        try:
            block = image_block(image, self.media)
        except BadImage as error:
            self.findings.append(loss("image", max(1, self.place), detail=f"{image.name}，{error}"))
            return
        if not image.alternative:
            self.findings.append(loss("alternative", max(1, self.place), detail=image.name))
        yield Ready(max(1, self.place), block)

    def _lose_images(self, line: Line) -> None:
        """Tell the images of a line that stands where no image can."""
        for image in line.images:
            self.findings.append(
                loss("image", max(1, self.place), line.text, f"{image.name}，请放到表格、术语外面")
            )

    def _tell(self, line: Line, *, heading: bool = False) -> None:
        """Tell what a line lost; bold is no loss in a heading, nor in one that text follows on its line."""
        for rule, detail in line.losses:
            self.findings.append(loss(rule, self.place + 1, line.text, detail))
        lead = line.text[: line.lead_end]
        is_lead = bool(read_number(line.text)) or is_run_in(line.text, line.lead_end)
        bold = [t for t in line.bold if not (heading or (is_lead and t in lead))]
        lost = [f"加粗{quoted(t, 12)}" for t in bold[:3]]
        lost += [f"斜体、下划线{quoted(t, 12)}" for t in line.slanted[:3]]
        if lost:
            self.findings.append(loss("emphasis", self.place + 1, line.text, "、".join(lost)))

    def _code(self, code: str) -> Iterator[Paragraph]:
        lines = [line.strip() for line in code.splitlines() if line.strip()]
        if lines:
            self._lose("code", quoted(lines[0]))
        for line in lines:
            self.place += 1
            yield Paragraph(self.place, line)

    def _definitions(self, entries: Sequence[Any]) -> Iterator[Piece]:
        self._lose("definition")
        for term, definitions in entries:
            first, *rest = [block for definition in definitions for block in definition] or [None]
            lead = read_inlines(term)
            self._tell(lead, heading=True)
            self._lose_images(lead)
            body = read_inlines(first["c"]) if first and first["t"] in ("Para", "Plain") else None
            if body is not None:
                self._tell(body)
                self._lose_images(body)
            self.place += 1
            yield Paragraph(self.place, f"{lead.flat}：{body.flat if body else ''}")
            yield from self.pieces(rest if body is not None or first is None else [first, *rest])

    # -- lists -------------------------------------------------------------------------------------

    def _bullets(self, items: Sequence[Sequence[Node]]) -> Iterator[Piece]:
        self._lose("bullet")
        yield from self._list(items, None)

    def _list(self, items: Sequence[Sequence[Node]], numbers: Iterator[str] | None) -> Iterator[Piece]:
        """Yield a list as one block, its items' own lists and tables inside it."""
        place, tasks = self.place + 1, []
        for item in items:
            number = next(numbers) if numbers else ""
            task = self._task(item, number)
            if task:
                tasks.append(task)
        if tasks:
            yield Ready(place, {"kind": "list", "layout": "lines", "items": tasks})

    def _task(self, item: Sequence[Node], number: str) -> dict[str, Any]:
        first, *rest = self.pieces(item) if item else (None,)
        task: dict[str, Any] = {"number": number} if number else {}
        if isinstance(first, Paragraph):
            task["body"] = first.text
        elif first is not None:
            rest = [first, *rest]
        blocks = [
            {"kind": "paragraph", "text": e.text} if isinstance(e, Paragraph) else dict(e.block) for e in rest
        ]
        return task | ({"text": blocks} if blocks else {})

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, content: Sequence[Any]) -> Iterator[Piece]:
        caption = [block for block in content[1][1] if block["t"] in ("Para", "Plain")]
        for block in caption:
            yield from self._paragraphs(block["c"])
        table = read_table(content)
        self.place += 1
        for rule, detail in table.losses:
            self.findings.append(loss(rule, self.place, table.excerpt, detail))
        for line in table.lines:
            self._lose_images(line)
            for rule, detail in line.losses:
                self.findings.append(loss(rule, self.place, line.text, detail))
        if table.block:
            yield Ready(self.place, table.block)
