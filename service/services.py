"""What the doors work with, in one frozen value, and the faces of its parts as the doors need them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from service.access.access import Access
from service.attaching.attaching import Attached
from service.catalog.sources import Sources
from service.document.directory import Directory
from service.document.finding import Finding
from service.own_templates import catalog_of
from service.redhead.making import Redheaded
from service.rendering.bound_apart import BoundApart
from service.storage import (
    AuditLog,
    Database,
    Files,
    Filing,
    Issuings,
    Manifests,
    Originals,
    Records,
    Register,
    Templates,
    Uploads,
    Words,
)

if TYPE_CHECKING:
    from service.settings import Settings

Tree = Mapping[str, Any]


class Paper(Protocol):
    """One version of one kind of paper; see `service.catalog`."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> int: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def schema_name(self) -> str: ...  # noqa: D102
    @property
    def digest(self) -> str: ...  # noqa: D102
    @property
    def form_digest(self) -> str: ...  # noqa: D102


class Catalog(Protocol):
    """The kinds of paper and their schemas; see `service.catalog`."""

    @property
    def papers(self) -> Sequence[Paper]: ...  # noqa: D102
    def paper(self, paper_id: str, version: int | None = None) -> Paper: ...  # noqa: D102
    def companion(self, id: str) -> Paper: ...  # noqa: D102
    @property
    def schemas(self) -> Mapping[str, Mapping[str, Any]]: ...  # noqa: D102
    def schema(self, name: str) -> Mapping[str, Any]: ...  # noqa: D102
    def schema_digest(self, paper: Any) -> str: ...  # noqa: D102
    def sources(self, paper: Any) -> Sources: ...  # noqa: D102
    def migrated(self, tree: Tree, paper_id: str, version: int) -> Tree: ...  # noqa: D102


class Content(Protocol):
    """Validated content bound to its paper; see `service.catalog`."""

    @property
    def canonical(self) -> bytes: ...  # noqa: D102
    @property
    def digest(self) -> str: ...  # noqa: D102
    @property
    def tree(self) -> Tree: ...  # noqa: D102


class Seal(Protocol):
    """A place for a seal; see `service.rendering.seals`."""

    def as_json(self) -> dict[str, Any]: ...  # noqa: D102


class Composition(Protocol):
    """What the rendering decided before it was printed."""

    @property
    def page_count(self) -> int: ...  # noqa: D102
    @property
    def seals(self) -> Sequence[Seal]: ...  # noqa: D102


class Rendering(Protocol):
    """What `service.rendering` makes of content."""

    @property
    def docx(self) -> bytes: ...  # noqa: D102
    @property
    def pdf(self) -> bytes | None: ...  # noqa: D102
    @property
    def findings(self) -> tuple[Finding, ...]: ...  # noqa: D102
    @property
    def composition(self) -> Composition: ...  # noqa: D102


class Sheet(Protocol):
    """A page of a facsimile; see `service.rendering.facsimile`."""

    texts: list[Any]
    lines: list[Any]
    boxes: list[Any]


class Health(Protocol):
    """The converter's answer to how it is."""

    @property
    def ready(self) -> bool: ...  # noqa: D102
    @property
    def problem(self) -> str: ...  # noqa: D102
    @property
    def libreoffice(self) -> str: ...  # noqa: D102


class Converter(Protocol):
    """docx → PDF; see `service.office`."""

    def convert(self, docx: bytes, conformance: Any = "") -> bytes: ...  # noqa: D102
    def health(self) -> Health: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Making:
    """The parts that turn a request into bytes; they keep nothing.

    Attributes:
        catalog: kinds of paper.
        validate: findings that make a tree unfit for a paper; none if it is fit.
        content: paper, valid tree and, if it has any, its attached files by digest → bound together.
        render: docx, and PDF if a converter is given.
        lint: findings on what was rendered.
        facsimile: the pages of content as the grid predictor has them, at once and without LibreOffice.
        redhead: a finished body (docx) and the elements of 版头 and 版记 in, the paper out.
        converter: makes PDF; None if PDF is off.
        pdf_off: Chinese sentence why PDF is off and what to install; "" if it is on.
        render_apart: content, its rendering, a converter or None → the attachments that are bound apart; by a
            ``companion`` they are printed with another template than today's.
        attach: paper, content, its files and PDFs made of them before (by digest) → the files ready to be printed.
        exports: format → makes it of a rendering that has a PDF.
        toolchain: versions of all that has a hand in the bytes.
        stored_paper: the bytes of a template that was kept → the paper.
        directory: the 机构名录; empty if the office keeps none.
        layout: the layout profile of papers that bring none; None is the standard's.
        secrecy_responsible: who answers for classified papers; "" if nobody does, and they are refused.
    """

    catalog: Catalog
    validate: Callable[[Tree, Any], tuple[Finding, ...]]
    content: Callable[..., Content]
    render: Callable[[Any, Any], Rendering]
    lint: Callable[[Any, Any], tuple[Finding, ...]]
    facsimile: Callable[[Any], Sequence[Sheet]]
    redhead: Callable[[bytes, Tree], Redheaded]
    converter: Converter | None
    pdf_off: str
    exports: Mapping[str, Callable[[Any], bytes]]
    toolchain: Callable[[], Mapping[str, Any]]
    stored_paper: Callable[[Sources], Paper]
    attach: Callable[[Any, Tree, Mapping[str, bytes], Mapping[str, bytes]], Attached] = field(
        default=lambda _paper, _tree, _files, _derived: Attached()
    )
    render_apart: Callable[..., tuple[BoundApart, ...]] = field(
        default=lambda _content, _rendering, _converter: ()
    )
    directory: Directory = field(default_factory=Directory)
    layout: Tree | None = None
    secrecy_responsible: str = ""


@dataclass(frozen=True, slots=True)
class Services:
    """All that a request over HTTP needs.

    Attributes:
        settings: as the administrator chose them.
        making: the parts that make files.
        database: where records are kept.
        records: the records in it.
        files: where the files of records are kept.
        access: who may do what.
        clock: the present, in UTC.
    """

    settings: Settings
    making: Making
    database: Database
    records: Records
    files: Files
    access: Access
    clock: Callable[[], dt.datetime]

    def making_for(self, unit_id: str) -> Making:
        """Return the parts that make a unit's files: with its own templates, where it uses any.

        Raises:
            TemplateError, StorageError: if one of these can't be used.
        """
        catalog = catalog_of(self.making.catalog, self.templates, self.files, unit_id)
        return self.making if catalog is self.making.catalog else replace(self.making, catalog=catalog)

    @property
    def templates(self) -> Templates:
        """The units' own templates."""
        return Templates(self.database)

    @property
    def register(self) -> Register:
        """The register of numbers."""
        return Register(self.database)

    @property
    def issuings(self) -> Issuings:
        """The issued papers."""
        return Issuings(self.database)

    @property
    def log(self) -> AuditLog:
        """The audit log."""
        return AuditLog(self.database)

    @property
    def manifests(self) -> Manifests:
        """The manifests of the records."""
        return Manifests(self.database)

    @property
    def uploads(self) -> Uploads:
        """The files that units handed in for what they write."""
        return Uploads(self.database, Files(self.settings.data / "uploads"), self.files)

    @property
    def originals(self) -> Originals:
        """The originals of the records."""
        return Originals(self.database)

    @property
    def filing(self) -> Filing:
        """The items of each year's 整理."""
        return Filing(self.database)

    @property
    def words(self) -> Words:
        """The index of the words of issued papers."""
        return Words(self.database)
