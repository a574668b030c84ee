"""Where on its pages the parts of a paper's content stand: the bridge between a field and the printed line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.document.finding import Finding
from service.document.pointer import split
from service.inspection import sheet
from service.lint.locating import Placed, PlacedParagraph, plain
from service.rendering.content import Content
from service.rendering.pipeline import Rendering

_NEAR_MM = 4.0  #: a rule may speak of ink a little above or under the line that it means

#: Element, as it is found on the pages → the parts of the content that it is printed from, the first that is there.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "copy_number": ("/paper/copy_number",),
    "security_classification": ("/paper/security_classification",),
    "precedence": ("/paper/precedence",),
    "issuer_mark": ("/paper/issuer_mark",),
    "document_number": ("/paper/document_number",),
    "signatory": ("/paper/signatories",),
    "title": ("/paper/title", "/campaign/plan/title"),
    "title_note": ("/paper/status",),
    "principal_receivers": ("/paper/principal_receivers",),
    "attachment_notes": ("/paper/attachments",),
    "issuer": ("/paper/signature/issuer",),
    "issue_date": ("/paper/signature/issue_date",),
    "annotation": ("/paper/annotation",),
    "issued_document": ("/campaign/plan/title", "/paper/enclosed_document/title"),
    "moved_receivers": ("/paper/principal_receivers",),
    "other_receivers": ("/paper/other_receivers",),
    "printing_office": ("/paper/printing_office", "/paper/printing_date"),
}
_WORDS = ("number", "title", "end_mark", "name", "body", "text", "key", "separator", "value", "lead", "items")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of the content is printed.

    Attributes:
        pointer: JSON Pointer of the part.
        page: page, from 1.
        top_mm: where its first line on that page begins, under the page's top.
        bottom_mm: where its last line there ends.
    """

    pointer: str
    page: int
    top_mm: float
    bottom_mm: float


def places(content: Content, rendering: Rendering) -> tuple[Place, ...]:
    """Return where the parts of a paper stand, as far as its pages tell; a part on two pages has two places."""
    located = sheet(content, rendering).located
    found = list[Place]()
    for element, lines in located.elements.items():
        pointer = next((p for p in _PARTS.get(element, ()) if _is_there(content.tree, p)), "")
        found += _spread(pointer, lines) if pointer else ()
    blocks = list(_blocks(content.tree))
    texts = (located.text, located.issued_text, *(one.text for one in located.attachments))
    for paragraphs in texts:
        found += _matched(paragraphs, blocks)
    return tuple(sorted(found, key=lambda place: (place.page, place.top_mm)))


def place_of(pointer: str, known: Sequence[Place]) -> Place | None:
    """Return where the part at ``pointer`` begins, or the nearest part above it that is known, or below it."""
    above = [p for p in known if pointer == p.pointer or pointer.startswith(p.pointer + "/")]
    nearest = max(above, key=lambda place: len(place.pointer), default=None)
    if nearest is not None:
        return next(place for place in above if place.pointer == nearest.pointer)
    return next((p for p in known if pointer and p.pointer.startswith(pointer + "/")), None)


def part_at(finding: Finding, known: Sequence[Place]) -> str:
    """Return the pointer of the part that is printed where a finding is; "" if nothing known is there."""
    if finding.page is None or finding.top_mm is None:
        return ""
    here = [(_distance(finding.top_mm, place), place) for place in known if place.page == finding.page]
    distance, nearest = min(here, key=lambda pair: pair[0], default=(_NEAR_MM + 1, None))
    return nearest.pointer if nearest is not None and distance <= _NEAR_MM else ""


def _distance(top_mm: float, place: Place) -> float:
    return max(place.top_mm - top_mm, top_mm - place.bottom_mm, 0.0)


def _is_there(tree: Mapping[str, Any], pointer: str) -> bool:
    value: Any = tree
    for part in split(pointer):
        value = value.get(part) if isinstance(value, Mapping) else None
    return bool(value)


def _spread(pointer: str, lines: Sequence[Placed]) -> Iterator[Place]:
    for page in dict.fromkeys(placed.page for placed in lines):
        here = [placed.line for placed in lines if placed.page == page]
        top, bottom = min(line.ink_top for line in here), max(line.ink_bottom for line in here)
        yield Place(pointer, page, round(top, 1), round(bottom, 1))


def _blocks(tree: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield every block of a text with its words, in the order of the document."""
    if isinstance(tree, Mapping):
        for name, part in tree.items():
            if name == "text" and isinstance(part, list):
                yield from ((f"{at}/text/{i}", plain("".join(_words(block)))) for i, block in enumerate(part))
            else:
                yield from _blocks(part, f"{at}/{name}")
    elif isinstance(tree, list):
        for i, part in enumerate(tree):
            yield from _blocks(part, f"{at}/{i}")


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
    elif isinstance(value, Mapping):
        for name in (*_WORDS, *(name for name in value if name not in (*_WORDS, "kind"))):
            yield from _words(value.get(name))


def _matched(paragraphs: Iterable[PlacedParagraph], blocks: Sequence[tuple[str, str]]) -> Iterator[Place]:
    """Yield the places of the blocks that paragraphs are printed from; both stand in the order of the document."""
    begun = 0
    for placed in paragraphs:
        text = plain(placed.paragraph.text)
        index = next((i for i in range(begun, len(blocks)) if text and text in blocks[i][1]), None)
        if index is not None:
            begun = index
            yield from _spread(blocks[index][0], placed.lines)
