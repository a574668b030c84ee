"""Decides what depends on the pages, before the template is filled.

Which signature needs a page break before its text. The template's outline says what will be printed, the grid
predictor where it falls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from service.catalog.compiling import Compiled
from service.catalog.formats import Format
from service.catalog.outline import Printed, PrintedRow, PrintedRun, text_of_cell
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.predictor import GRID_HEIGHT_TWIPS, Block, Pagination, Run, break_lines, paginate
from service.rendering.context import Context, Signature
from service.rendering.mapping import blocks_of, mapped
from service.rendering.marks import letter_top
from service.rendering.text_block import TextBlock

_ANNOTATION = "附注"
_ANCHOR = "版记之后"
#: Styles of the paragraphs that end a section: behind the first pages lie across, behind the second upright again.
_UPRIGHT_END, LANDSCAPE_END = "竖排到此", "横排到此"
#: The mark is sized and squeezed until it fits one line.
_MARK = "发文机关标志"
#: What may stand between the text and its signature.
_BETWEEN = ("附件说明", "空行")
#: LibreOffice's row is as high as its text and half a point of rule.
_ROW_RULE = 10
#: Characters: longer paragraphs are rare, and would take much memory to remember.
_LONGEST_REMEMBERED = 1000
_DIGITS = str.maketrans("123456789", "000000000")
#: A paper has few signatures, each is mended in a few steps.
_MOST_STEPS = 20


@dataclass(frozen=True)
class Flow:
    """What a template prints of a context, and where it is predicted to fall.

    Attributes:
        items: paragraphs and table rows in order.
        pages: the place of each item's lines.
    """

    items: tuple[Printed | PrintedRow, ...]
    pages: Pagination

    def page_of(self, item: int, line: int = -1) -> int:
        """Return the page of a line of an item."""
        return self.pages.places[item][line].page


class Paginator:
    """Predicts the pages of one paper.

    ``page_height`` is the height in twips that lines fill.
    """

    def __init__(
        self, template: Compiled, metrics: FontMetrics, page_height: int = GRID_HEIGHT_TWIPS
    ) -> None:
        self._outline = template.outline
        self._metrics = metrics
        self._page_height = page_height
        self._cells = _Heights(self._cell_height, alike=metrics.even_digits)

    def flow(self, context: Context) -> Flow:
        """Return what will be printed of a context, on which pages."""
        values = {f.name: getattr(context, f.name) for f in fields(context)}
        printed = self._outline.printed(values)
        items = tuple(i for i in printed if not (isinstance(i, Printed) and i.format.style == _ANCHOR))
        top = letter_top(context.mark)
        return Flow(items, paginate(self._blocks(items), page_height=self._page_height, first_top=top))

    def _blocks(self, items: Sequence[Printed | PrintedRow]) -> Iterator[Block]:
        """Yield the items' blocks; a table's header stands again over its rows on each further page."""
        table = header = 0
        width = gb.TYPE_AREA_WIDTH_TWIPS
        rows: dict[tuple[int, int], Block] = {}
        for item in items:
            if isinstance(item, Printed) and item.format.style in (_UPRIGHT_END, LANDSCAPE_END):
                across = item.format.style == _UPRIGHT_END
                width = gb.LANDSCAPE_WIDTH_TWIPS if across else gb.TYPE_AREA_WIDTH_TWIPS
                yield Block(
                    ends_section=gb.LANDSCAPE_HEIGHT_TWIPS - _ROW_RULE if across else self._page_height
                )
                continue
            if isinstance(item, Printed):
                yield self._block(item, width)
                continue
            height = self.row_height(item)
            if item.is_header:
                table, header = item.table, height
                yield Block(1, height, keep_next=True)
                continue
            key = height, header if item.table == table else 0
            yield rows.get(key) or rows.setdefault(key, Block(1, height, repeated_twips=key[1]))

    def row_height(self, row: PrintedRow) -> int:
        """Return the height of a row of a table in twips, its rule included."""
        return max(row.least_height, *map(self._cells.__getitem__, row.cells), 0) + _ROW_RULE

    def lines(self, printed: Printed, width: int = gb.TYPE_AREA_WIDTH_TWIPS) -> tuple[str, ...]:
        """Return the lines of a paragraph in the type area, or in a cell of another ``width`` in twips."""
        if printed.format.style == _MARK:
            return (printed.text,)
        remembered = sum(len(run.text) for run in printed.runs) <= _LONGEST_REMEMBERED
        found = broken_lines if remembered else broken_lines.__wrapped__
        return found(self._metrics, printed.runs, printed.format, width)

    def _block(self, item: Printed, width: int) -> Block:
        count, form = len(self.lines(item, width)), item.format
        height = item.pitch + (form.border if count == 1 else 0)
        return Block(
            count, height, item.page_break, keep_next=form.keep_next, keep_lines=form.keep_lines and count > 1
        )

    def _cell_height(self, text: str) -> int:
        width, paragraphs, is_merged = self._outline.cell(text)
        # What is one with cells above or under it has their rows for its text.
        return sum(
            [p.pitch * (1 if is_merged else len(self.lines(p, width))) + p.format.space for p in paragraphs]
        )


class _Heights(dict[str, int]):
    """The height of each cell in twips, found when first asked for; ``alike``: whatever digits are in its text."""

    def __init__(self, height: Callable[[str], int], *, alike: bool) -> None:
        super().__init__()
        self._height, self._alike = height, alike

    def __missing__(self, cell: str) -> int:
        look, text = text_of_cell(cell)
        shape = look + text.translate(_DIGITS) if self._alike else cell
        found = self.get(shape)
        if found is None:
            found = self[shape] = self._height(shape)
        self[cell] = found
        return found


@lru_cache(maxsize=2048)
def broken_lines(
    metrics: FontMetrics, runs: tuple[PrintedRun, ...], form: Format, width: int
) -> tuple[str, ...]:
    """Return the lines of a paragraph.

    Remembered: the papers of a campaign repeat each other, and so does a paper of which a word was changed.
    """
    return tuple(
        line
        for part in _segments(runs, form.letter_spacing)
        for line in break_lines(
            part, metrics=metrics, width=width, left_indent=form.left, right_indent=form.right,
            first_indent=form.first_line,
        )
    )  # fmt: skip


def _segments(runs: Iterable[PrintedRun], letter_spacing: int) -> list[list[Run]]:
    """Return the runs between manual line breaks; what stands before a tab hangs in the margin."""
    parts: list[list[Run]] = [[]]
    for printed, face in runs:
        for i, text in enumerate(printed.split("\n")):
            if i:
                parts.append([])
            if "\t" in text:
                parts[-1].clear()
                text = text.rpartition("\t")[2]
            if text:
                parts[-1].append(Run(text, face.family, face.size_pt, letter_spacing))
    return parts


def hold_signatures(context: Context, paginator: Paginator) -> tuple[Context, Flow]:
    """Return the context with page breaks where a signature would else stand apart (7.3.5.5), and how it flows.

    The last paragraph goes to the new page; of a long or only one its last lines, two if it has enough. Where the
    text is one line, the blank lines above the signature give way.
    """
    given_up: set[int] = set()
    flow = paginator.flow(context)
    for _ in range(_MOST_STEPS):
        found = next(
            (g for g in _signature_groups(flow) if g[0] not in given_up and _is_apart(flow, *g[1:])), None
        )
        if found is None:
            break
        key, first, _last = found
        mended = _break_before(context, flow, _last_text(flow, first), paginator) or _tighten(context, key)
        if mended is None:
            given_up.add(key)
        else:
            context = mended
            flow = paginator.flow(context)
    return context, flow


def _signature_groups(flow: Flow) -> list[tuple[int, int, int]]:
    """Return key, first and last item of each signature, its 附注 included."""
    groups: dict[int, list[int]] = {}
    for i, item in enumerate(flow.items):
        if isinstance(item, Printed):
            if item.signature is not None:
                groups.setdefault(item.signature, []).append(i)
            elif item.format.style == _ANNOTATION and groups:
                groups[max(groups, key=lambda k: groups[k][-1])].append(i)
    return [(key, found[0], found[-1]) for key, found in groups.items()]


def _last_text(flow: Flow, first: int) -> int:
    """Return the last item of the text before a signature: 附件说明 and the blank line over it go with it."""
    for item in range(first - 1, -1, -1):
        printed = flow.items[item]
        if isinstance(printed, PrintedRow) or printed.format.style not in _BETWEEN:
            return item
    return 0


def _is_apart(flow: Flow, first: int, last: int) -> bool:
    if first == 0 or _ends_landscape(flow.items[first - 1]):  # nothing can stand before it on its page
        return False
    return flow.page_of(last) != flow.page_of(first - 1)


def _ends_landscape(item: Printed | PrintedRow) -> bool:
    return isinstance(item, Printed) and item.format.style == LANDSCAPE_END


def _break_before(context: Context, flow: Flow, item: int, paginator: Paginator) -> Context | None:
    """Return the context with a break in or before the paragraph that a signature follows; None if none helps."""
    printed = flow.items[item]
    if not isinstance(printed, Printed) or printed.key is None:
        return None
    block, lines = _block(context, printed.key), paginator.lines(printed)
    if block is None or block.page_break:
        return None
    if len(lines) <= 3:
        opening = _opening(context, flow, item)
        if opening is not None and not opening.page_break:
            return _with(context, opening.key, (replace(opening, page_break=1),))
    rest = "".join(lines[-min(2, len(lines) - 1) :]) if len(lines) > 1 else ""
    if not rest or len(rest) >= len(block.body):
        return None
    kept = replace(block, body=block.body[: -len(rest)])
    moved = TextBlock(body=rest, continued=True, page_break=1, key=1 + max(b.key for b in blocks_of(context)))
    return _with(context, block.key, (kept, moved))


def _opening(context: Context, flow: Flow, item: int) -> TextBlock | None:
    """Return the paragraph, or the first of the headings right above it, if there is text above it; or None."""
    found = None
    for index in range(item, 0, -1):
        printed, above = flow.items[index], flow.items[index - 1]
        found = (
            _block(context, printed.key) if isinstance(printed, Printed) and printed.key is not None else None
        )
        if isinstance(above, PrintedRow) or above.key is None:
            return found if isinstance(above, PrintedRow) else None
        heading = _block(context, above.key)
        if heading is None or not heading.level:
            return found
    return None


def _tighten(context: Context, key: int) -> Context | None:
    def fewer(signature: Signature) -> Signature:
        if signature.key != key or signature.columns or signature.post:
            return signature
        return replace(signature, blank_lines=signature.blank_lines[:-1])

    made = mapped(context, lambda value: fewer(value) if isinstance(value, Signature) else value)
    return made if made != context else None


def _block(context: Context, key: int) -> TextBlock | None:
    return next((b for b in blocks_of(context) if b.key == key), None)


def _with(context: Context, key: int, blocks: tuple[TextBlock, ...]) -> Context:
    """Return the context with one block replaced by others."""

    def put(value: Any) -> Any:
        if isinstance(value, tuple) and any(isinstance(v, TextBlock) and v.key == key for v in value):
            return tuple(
                new for old in value for new in (blocks if getattr(old, "key", None) == key else (old,))
            )
        return value

    made: Context = mapped(context, put)
    return made
