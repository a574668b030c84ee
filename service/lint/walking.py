"""Goes down the passages of a paper and says of each which element it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from service.layout import gbt9704
from service.lint import wordings as words
from service.lint.passages import LARGE_PT, Passage
from service.lint.telling import (
    alike,
    goes_on,
    imprint_element,
    is_caption,
    is_receivers,
    looks_like_title,
    read_paragraph,
)
from service.lint.texts import Paragraph

_LONGEST_TITLE = 6
_LONGEST_NAME = 40
_MOST_ISSUERS = 12
_NO_NAMES = re.compile(r"[：:\d]")
_NOTE_INDENT_MM = 14.0  #: the names of attachments stand further in than a paragraph begins


@dataclass
class Walk:
    """Goes down the passages once; what is found is taken out of the way.

    ``worded`` are the words of elements that share their passage with others.
    """

    passages: tuple[Passage, ...]
    at: int = 0
    end: int = 0
    found: dict[str, list[Passage]] = field(default_factory=dict)
    paragraphs: dict[int, Paragraph] = field(default_factory=dict)
    attached: list[tuple[Passage, list[Passage]]] = field(default_factory=list)
    worded: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.end = len(self.passages)

    @property
    def here(self) -> Passage | None:
        """The next passage before the 版记; None at the end."""
        return self.passages[self.at] if self.at < self.end else None

    def take(self, element: str) -> Passage:
        """Say that the next passage belongs to an element."""
        passage = self.passages[self.at]
        self.found.setdefault(element, []).append(passage)
        self.at += 1
        return passage

    def imprint(self) -> None:
        """Find the 版记 from the end upwards; over its first line there may be more of a long name."""
        top = self.end
        for index in range(self.end - 1, max(self.end - 12, -1), -1):
            if imprint_element(self.passages[index].text):
                top = index
        while 0 < top < self.end and _is_small_name(self.passages[top - 1], self.passages[top]):
            top -= 1
        element = "printing_office"
        for passage in self.passages[top:]:
            element = imprint_element(passage.text) or element
            self.found.setdefault(element, []).append(passage)
        self.end = top

    def title(self, element: str) -> None:
        """Take the lines of a title: the first passage, and those after it that look alike."""
        first = self.here
        if first is None or element in self.found or not self._may_be_title(first, element):
            return
        self.take(element)
        while (
            (here := self.here)
            and len(self.found[element]) < _LONGEST_TITLE
            and not here.in_table
            and alike(here, first)
            and (here.size_pt > LARGE_PT or here.alignment == "center")
            and not is_receivers(here.text)
            and not words.level_of(here.text)
        ):
            self.take(element)
        if (here := self.here) and words.ANNOTATION.fullmatch(here.text) and here.alignment == "center":
            self.take("title_note" if element == "title" else f"{element}_note")

    def _may_be_title(self, passage: Passage, element: str) -> bool:
        if passage.in_table or words.level_of(passage.text) or passage.text.endswith("。"):
            return False
        plain_form = self._special() and passage.size_pt <= LARGE_PT and passage.alignment != "center"
        if (
            element == "title"
            and not plain_form
            and ("document_number" in self.found or words.document_type(passage.text))
        ):
            return not is_receivers(passage.text)
        return passage.size_pt > LARGE_PT or (passage.alignment == "center" and len(passage.text) < 80)

    def _special(self) -> bool:
        """Tell whether the mark is that of an order or of minutes, which may have no title."""
        mark = self.found.get("issuer_mark", [])
        return bool(mark) and mark[-1].text.endswith(("令", "纪要"))

    def receivers(self) -> None:
        """Take the 主送机关: a short passage that ends with a colon, or stands flush over an indented one."""
        here = self.here
        if here is None or words.level_of(here.text):
            return
        if "title" not in self.found:
            if self._special() and here.indent_mm < 2 and is_receivers(here.text):
                self.take("principal_receivers")
            return
        below = self.passages[self.at + 1] if self.at + 1 < self.end else None
        flush = below is not None and here.indent_mm < 2 < below.indent_mm and len(here.text) < _LONGEST_NAME
        bare = flush and here.alignment == "left" and not words.END_MARK.search(here.text)
        if is_receivers(here.text) or bare:
            self.take("principal_receivers")

    def body(self) -> None:
        """Take the text, 附件说明, 署名, 成文日期 and 附注."""
        date = self._find(lambda p: words.read_day(p.text) is not None, self._first_attachment())
        notes = self._find(lambda p: bool(words.NOTES.fullmatch(p.text)), date)
        issuers = self._issuers(date) if date is not None else 0
        end = self._first_attachment() if date is None else date - issuers
        stop = self._attendance(end)
        self._paragraphs("text", stop if notes is None else notes, bare=date is None)
        if notes is not None:
            self._notes("attachment_notes", stop)
            self._paragraphs("text", stop)
        while self.at < end and stop < end:
            self.take("attendance")
        if date is None:
            return
        signing = self.passages[date - issuers : date]
        posts = bool(signing) and all(
            words.POST.fullmatch(next(filter(None, p.columns), p.text)) for p in signing
        )
        for _ in range(issuers):
            self.take("post" if posts else "issuer")
        self.take("issue_date")
        if self.here and words.ANNOTATION.fullmatch(self.here.text):
            self.take("annotation")

    def _attendance(self, end: int) -> int:
        """Return where 出席, 请假 and 列席 of minutes begin, which end the text; ``end`` without any."""
        mark = self.found.get("issuer_mark", [])
        first = end
        if mark and mark[-1].text.endswith("纪要"):
            for index in range(end - 1, self.at, -1):
                passage = self.passages[index]
                if words.ATTENDANCE.fullmatch(passage.text):
                    first = index
                elif passage.indent_mm < _NOTE_INDENT_MM or passage.in_table:
                    break
        return first

    def _find(self, accepts: Callable[[Passage], bool], end: int | None) -> int | None:
        stop = self.end if end is None else end
        return next((i for i in range(self.at, stop) if accepts(self.passages[i])), None)

    def _first_attachment(self) -> int:
        """Return where the first attachment begins: 附件 alone at the top of a page; the end without one."""
        for index in range(self.at, self.end):
            passage = self.passages[index]
            if words.LABEL.fullmatch(passage.text) and (passage.new_page or not passage.text.endswith("：")):
                return index
        return self.end

    def _issuers(self, date: int) -> int:
        """Return how many passages over the 成文日期 are 署名."""
        count = 0
        while count < _MOST_ISSUERS and date - count - 1 >= self.at:
            above = self.passages[date - count - 1]
            row = len(above.columns) > 1 and not _NO_NAMES.search(above.text)
            longest = max(map(len, above.columns)) if row else len(above.text)
            name = longest <= _LONGEST_NAME and not words.END_MARK.search(above.text)
            below = self.passages[date]
            plain = (
                below.alignment == "left" and below.indent_mm < 20
            )  # where nothing is set aside, words decide
            aside = plain or row or above.alignment != "left" or above.indent_mm > 20
            if not name or not aside or words.level_of(above.text) or words.NOTES.fullmatch(above.text):
                break
            count += 1
        return count

    def _notes(self, element: str, stop: int) -> None:
        self.take(element)
        while self.at < stop and (here := self.here):
            deep = here.indent_mm > _NOTE_INDENT_MM
            if not deep and (not words.NOTE_ITEM.fullmatch(here.text) or here.text.endswith("。")):
                break
            self.take(element)

    def _paragraphs(self, element: str, stop: int, *, bare: bool = False) -> None:
        """Take passages as paragraphs of a text up to ``stop``; ``bare`` ends at what begins another document."""
        while self.at < stop and (here := self.here):
            if bare and here.new_page and self.found.get(element) and looks_like_title(here):
                return
            if here.in_table or is_caption(here):
                self.at += 1
                continue
            before = self.found.get(element, [])[-1:]
            self.take(element)
            read = read_paragraph(here)
            continued = bool(before) and goes_on(before[0], here)
            self.paragraphs[here.place] = replace(read, continued=continued)

    def issued_document(self) -> None:
        """Take the document that is issued with this one: a title on a page of its own, and its text."""
        here = self.here
        if here is None or words.LABEL.fullmatch(here.text) or not looks_like_title(here):
            return
        self.title("issued_document")
        if "issued_document" in self.found:
            stop = self._first_attachment()
            notes = self._find(lambda p: bool(words.NOTES.fullmatch(p.text)), stop)
            self._paragraphs("issued_text", stop if notes is None else notes)
            if notes is not None:
                self._notes("issued_notes", stop)
                self._paragraphs("issued_rest", stop)

    def attachments(self) -> None:
        """Take each 附件: its label and its title; what it holds is of any kind and is not judged."""
        while here := self.here:
            if not words.LABEL.fullmatch(here.text):
                self.at += 1
                continue
            label = self.take("attachments")
            title: list[Passage] = []
            while (here := self.here) and len(title) < 4 and looks_like_title(here):
                title.append(here)
                self.at += 1
            self.attached.append((label, title))


def _is_small_name(above: Passage, below: Passage) -> bool:
    """Tell whether a printed line over the 版记 is set like it and is no sentence and no date."""
    small = above.size_pt < gbt9704.SMALL_SIZE_PT + 1 and abs(above.size_pt - below.size_pt) < 0.5
    named = not words.END_MARK.search(above.text) and words.read_day(above.text) is None
    return small and named and above.page is not None and not above.in_table
