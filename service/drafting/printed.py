"""A draft's pages as LibreOffice prints them, with what is found on them at its place; kept for a while, by content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from service.document.finding import Finding, Severity
from service.drafting.checking import short
from service.drafting.desk import Author, Desk
from service.drafting.previewing import drawable
from service.errors import ConversionError, ConverterMissing, RenderingError
from service.images.png import png
from service.numbering import number_place
from service.page import measure
from service.page.picture import picture
from service.placing import Place, part_at, place_of, places
from service.secrecy import refuse_classified
from service.services import Making
from service.storage.draft import Draft
from service.storage.page_files import PageFiles

_DPI = 110  #: sharp at the width of a panel and of a page of its own; 0.07 s and 170 kB a page
_PDF, _TOLD = "paper.pdf", "told.json"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with both its places.

    Attributes:
        number: counted from 1 through the paper.
        finding: what was found; its pointer leads to the field, if it is known.
        page: page that it is on; None if none is known.
        top_mm: how far under the top of that page; None if it is about the whole page.
    """

    number: int
    finding: Finding
    page: int | None
    top_mm: float | None


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its number from 1, its size in mm, the remarks on it, the parts of the content that begin on it."""

    number: int
    width_mm: float
    height_mm: float
    remarks: tuple[Remark, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Printed:
    """A draft as it is printed.

    Attributes:
        digest: names its pages; "" if there are none.
        pages: its pages; none if it can't be printed.
        remarks: all that was found.
        problems: why it can't be printed.
    """

    digest: str
    pages: tuple[PrintedPage, ...]
    remarks: tuple[Remark, ...] = ()
    problems: tuple[Finding, ...] = ()


def printed(
    desk: Desk, making: Making, kept: PageFiles, author: Author, draft: Draft, tree: Mapping[str, Any]
) -> Printed:
    """Return the pages of a draft that says ``tree``; those of the same content are set once.

    Raises:
        ClassifiedRefused: if it bears a 密级 and nobody answers for such papers.
        StorageFailed: if the pages can't be kept.
    """
    refuse_classified(tree, making.secrecy_responsible)
    content, problems = drawable(desk, making, author, draft, tree)
    if content is None:
        return Printed("", (), problems=problems)
    digest = _digest(content, making)
    told = kept.get(draft.id, digest, _TOLD)
    if told is None:
        try:
            told = _print(desk, making, kept, draft, digest, content)
        except RenderingError as error:
            return Printed("", (), problems=short(error.findings) or (Finding("rendering", str(error)),))
        except (ConverterMissing, ConversionError) as error:
            return Printed("", (), problems=(Finding("conversion", str(error)),))
    return _told(digest, json.loads(told))


def page_image(kept: PageFiles, draft: Draft, digest: str, number: int) -> bytes | None:
    """Return a page as PNG; None if it is kept no more, or there is none of that number."""
    name = f"{number}.png"
    made, pdf = kept.get(draft.id, digest, name), None
    if made is None:
        pdf = kept.get(draft.id, digest, _PDF)
    told = kept.get(draft.id, digest, _TOLD) if pdf else None
    if made is None and pdf and told and 1 <= number <= len(json.loads(told)["sizes"]):
        made = png(*picture(pdf, number, _DPI))
        kept.put(draft.id, digest, name, made)
    return made


def _digest(content: Any, making: Making) -> str:
    paper = content.paper
    about = [content.digest, paper.id, paper.version, paper.digest, making.toolchain()]
    return hashlib.sha256(json.dumps(about, sort_keys=True, default=str).encode()).hexdigest()


def _print(desk: Desk, making: Making, kept: PageFiles, draft: Draft, digest: str, content: Any) -> bytes:
    """Set the pages, keep them with what is found on them, and return what is told of them."""
    if making.converter is None:
        raise ConverterMissing(making.pdf_off)
    made: Any = making.render(content, making.converter)
    number = number_place(desk.catalog, content.paper)
    found = [
        finding
        for finding in (*made.findings, *making.lint(content, made))
        if number is None or finding.pointer != number.pointer
    ]
    told = json.dumps(
        {
            "sizes": [[page.width, page.height] for page in measure(made.pdf)],
            "found": [finding.as_json() for finding in short(found)],
            "places": [asdict(place) for place in places(content, made)],
        },
        ensure_ascii=False,
    ).encode()
    kept.put(draft.id, digest, _PDF, made.pdf)
    kept.put(draft.id, digest, "1.png", png(*picture(made.pdf, 1, _DPI)))
    kept.put(draft.id, digest, _TOLD, told)
    return told


def _told(digest: str, told: Mapping[str, Any]) -> Printed:
    known = tuple(Place(**place) for place in told["places"])
    found = [Finding(**{**one, "severity": Severity(one["severity"])}) for one in told["found"]]
    remarks = tuple(_remark(i, finding, known) for i, finding in enumerate(found, 1))
    first = {place.pointer: place for place in reversed(known)}.values()
    pages = tuple(
        PrintedPage(
            number,
            width,
            height,
            _down(remark for remark in remarks if remark.page == number),
            tuple(place for place in first if place.page == number),
        )
        for number, (width, height) in enumerate(told["sizes"], 1)
    )
    return Printed(digest, pages, remarks)


def _down(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(remarks, key=lambda remark: remark.top_mm or 0.0))


def _remark(number: int, finding: Finding, known: Sequence[Place]) -> Remark:
    """Return a finding with the field that its place on the page is printed from, or the place of its field."""
    if finding.page is not None:
        pointer = finding.pointer or part_at(finding, known)
        return Remark(number, replace(finding, pointer=pointer), finding.page, finding.top_mm)
    place = place_of(finding.pointer, known)
    return Remark(number, finding, place.page if place else None, place.top_mm if place else None)
