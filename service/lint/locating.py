"""Find the elements of a paper on its measured pages by their texts, in the order of GB/T 9704 7.1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.layout import gbt9704
from service.lint.texts import AttachmentTexts, Paragraph, Texts
from service.page import Char, Line, Page

_PAGE_NUMBER = re.compile(r"^[—–\-―－]*\d+[—–\-―－]*$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the number of the page that it stands on."""

    page: int
    line: Line


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph and the lines that it fills, which may run over pages."""

    paragraph: Paragraph
    lines: tuple[Placed, ...]

    @property
    def chars(self) -> tuple[Char, ...]:
        """All its characters but white space, in reading order."""
        return tuple(c for placed in self.lines for c in placed.line.chars if c.text.strip())


@dataclass(frozen=True, slots=True)
class PlacedAttachment:
    """An attachment's label, title and paragraphs as they were found."""

    label: tuple[Placed, ...]
    title: tuple[Placed, ...]
    text: tuple[PlacedParagraph, ...]


@dataclass(frozen=True)
class Located:
    """Where things stand.

    Attributes:
        elements: element name → its lines; an element that was not found is missing here.
        text: found paragraphs of the text.
        issued_text: found paragraphs of the issued paper.
        attachments: found attachments.
        missing: element name and text of what is known but was not found.
        flow: all lines but page numbers, in reading order.
        page_numbers: page → its page number's line.
    """

    elements: Mapping[str, tuple[Placed, ...]]
    text: tuple[PlacedParagraph, ...]
    issued_text: tuple[PlacedParagraph, ...]
    attachments: tuple[PlacedAttachment, ...]
    missing: tuple[tuple[str, str], ...]
    flow: tuple[Placed, ...]
    page_numbers: Mapping[int, Line]

    def lines(self, element: str) -> tuple[Placed, ...]:
        """Return the lines of ``element``; none if it was not found."""
        return self.elements.get(element, ())

    @property
    def paragraphs(self) -> tuple[PlacedParagraph, ...]:
        """The paragraphs of the text, of the issued paper and of the attachments."""
        return self.text + self.issued_text + tuple(p for a in self.attachments for p in a.text)

    @property
    def indented(self) -> tuple[PlacedParagraph, ...]:
        """The paragraphs that begin 2 字 in: all but the lines of a 名单."""
        return tuple(p for p in self.paragraphs if not p.paragraph.in_roster)


def plain(text: str) -> str:
    """Return ``text`` without white space: what remains comparable after line breaking and spacing."""
    return re.sub(r"\s+", "", text)


def locate(pages: Sequence[Page], texts: Texts) -> Located:
    """Find every element of ``texts`` on ``pages``, searching downwards from the one before it."""
    numbers = {page.number: line for page in pages if (line := page_number(page))}
    flow = tuple(
        Placed(page.number, line)
        for page in pages
        for line in page.lines
        if line is not numbers.get(page.number)
    )
    search = _Search(flow)
    corners = ("copy_number", "security_classification", "precedence")
    for corner in () if texts.letter else corners:
        search.element(corner, [getattr(texts, corner)])
    if texts.joint_mark:
        search.scattered("issuer_mark", "".join(texts.joint_mark) + texts.mark_ending)
    else:
        search.element("issuer_mark", [texts.issuer_mark])
    if texts.letter:
        search.letter_head([(corner, getattr(texts, corner)) for corner in corners], texts.document_number)
    elif texts.signatory_lines:
        search.element("signatory", ["".join(texts.signatory_lines)])
        search.last_line("document_number", "signatory")
    elif texts.signatory:
        search.element("document_number", [f"{texts.document_number}签发人：{texts.signatory}"])
        search.same("signatory", "document_number")
    else:
        search.element("document_number", [texts.document_number])
    search.element("minutes_head", [texts.minutes_head])
    search.element("title", ["".join(texts.title)])
    search.element("title_note", [texts.title_note])
    search.element("principal_receivers", [texts.principal_receivers])
    text = search.paragraphs("text", texts.text)
    search.element("attachment_notes", ["".join(texts.attachment_notes)])
    for entry in texts.attendance:
        search.element("attendance", [entry], add=True)
    search.element("post", ["".join(texts.posts)])
    search.element("issuer", ["".join(texts.signers) or texts.issuer])
    search.element("issue_date", [texts.issue_date])
    search.element("annotation", [texts.annotation, f"（{texts.annotation}）" if texts.annotation else ""])
    search.element("issued_document", ["".join(texts.issued_title)])
    issued_text = search.paragraphs("issued_document", texts.issued_text)
    search.element("issued_notes", ["".join(texts.issued_notes)])
    attachments = tuple(search.attachments(texts.attachments))
    search.element("moved_receivers", [f"主送：{texts.moved_receivers}。" if texts.moved_receivers else ""])
    search.element("other_receivers", list(_receivers(texts.other_receivers)))
    search.element("printing_office", list(_printing(texts)))
    return Located(search.found, text, issued_text, attachments, tuple(search.missing), flow, numbers)


def page_number(page: Page) -> Line | None:
    """Return the lowest line under the type area that reads like a page number.

    On a page across it is one that runs down the page in its left margin, where the bound page has its foot; else one
    at the page's own foot, which is the wrong place.
    """
    low = [line for line in (page.turned or page.lines) if line.ink_top > gbt9704.BOTTOM_EDGE_MM]
    if page.is_landscape and not low:
        low = [line for line in page.lines if line.ink_top > gbt9704.LANDSCAPE_BOTTOM_MM]
    return next((line for line in reversed(low) if _PAGE_NUMBER.match(plain(line.text))), None)


def _receivers(text: str) -> Iterable[str]:
    for start in ("", "抄送："):
        for end in ("", "。"):
            yield start + text + end if text else ""


def _printing(texts: Texts) -> Iterable[str]:
    for end in ("", "印发"):
        yield texts.printing_office + texts.printing_date + end if texts.printing_office else ""


@dataclass
class _Search:
    """Walks down the flow once; every text is looked for from where the last one ended."""

    flow: tuple[Placed, ...]
    at: int = 0
    found: dict[str, tuple[Placed, ...]] = field(default_factory=dict)
    missing: list[tuple[str, str]] = field(default_factory=list)

    def element(self, name: str, wordings: list[str], *, add: bool = False) -> None:
        """Look for the first of ``wordings`` that is printed; empty ones are not looked for.

        ``add`` puts its lines to those that were found of the element before.
        """
        wanted = [plain(wording) for wording in wordings if wording]
        if not wanted:
            return
        lines = self._find(wanted)
        if lines:
            self.found[name] = (*(self.found.get(name, ()) if add else ()), *lines)
        else:
            self.missing.append((name, min(wanted, key=len)))

    def scattered(self, name: str, text: str) -> None:
        """Look for lines that hold the characters of ``text`` in whatever order: words side by side."""
        wanted = sorted(plain(text))
        for start in range(self.at, len(self.flow)):
            seen = ""
            for end in range(start, len(self.flow)):
                seen += plain(self.flow[end].line.text)
                if len(seen) >= len(wanted):
                    break
            if sorted(seen) == wanted:
                self.found[name], self.at = self.flow[start : end + 1], end + 1
                return
        self.missing.append((name, text))

    def letter_head(self, corners: list[tuple[str, str]], number: str) -> None:
        """Look for the 发文字号 of a letter, on the line of the first corner element that it has."""
        printed = [(name, text) for name, text in corners if text]
        self.element("document_number", [(printed[0][1] if printed else "") + number])
        for name, text in printed[1:]:
            self.element(name, [text])
        if printed:
            self.same(printed[0][0], "document_number")

    def last_line(self, name: str, other: str) -> None:
        """Say that an element stands on the last line of another."""
        if other in self.found:
            self.found[name] = self.found[other][-1:]

    def same(self, name: str, other: str) -> None:
        """Say that an element stands on the lines of another."""
        if other in self.found:
            self.found[name] = self.found[other]

    def attachments(self, wanted: Iterable[AttachmentTexts]) -> Iterator[PlacedAttachment]:
        """Look for each attachment in turn; ``attachments`` becomes the lines of their labels."""
        labels: list[Placed] = []
        for attachment in wanted:
            self.found.pop("attachments", None)
            self.element("attachments", [attachment.label])
            label = self.found.get("attachments", ())
            labels += label
            self.element("attachment_title", ["".join(attachment.title)])
            title = self.found.pop("attachment_title", ())
            yield PlacedAttachment(label, title, self.paragraphs("attachments", attachment.text))
        if labels:
            self.found["attachments"] = tuple(labels)

    def paragraphs(self, name: str, paragraphs: Iterable[Paragraph]) -> tuple[PlacedParagraph, ...]:
        """Look for each paragraph in turn."""
        placed = []
        for paragraph in paragraphs:
            lines = self._find([plain(paragraph.text)]) if plain(paragraph.text) else ()
            if lines:
                placed.append(PlacedParagraph(paragraph, lines))
            elif plain(paragraph.text):
                self.missing.append((name, paragraph.text))
        return tuple(placed)

    def _find(self, wanted: list[str]) -> tuple[Placed, ...]:
        for start in range(self.at, len(self.flow)):
            for text in wanted:
                end = self._end(start, text)
                if end:
                    self.at = end
                    return self.flow[start:end]
        return ()

    def _end(self, start: int, text: str) -> int | None:
        """Return the index after the lines from ``start`` that together read ``text``; None if they don't."""
        rest = text
        for index in range(start, len(self.flow)):
            piece = plain(self.flow[index].line.text)
            if not rest.startswith(piece):
                return None
            rest = rest[len(piece) :]
            if not rest:
                return index + 1
        return None
