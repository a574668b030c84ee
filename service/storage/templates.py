"""Templates that offices gave their papers, in the database, and which of them is in use; their bytes are in the file store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import ForeignKey, Integer, String, Text, event, select
from sqlalchemy.orm import Mapped, mapped_column

from service.errors import UnknownAddress
from service.storage.database import Database
from service.storage.models import Table, UtcDateTime, refuse_change


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A unit's own template of a kind of paper.

    Attributes:
        id: names it; sorts by the time of upload.
        unit_id: whose it is.
        paper_type: id of the kind of paper.
        version: version of the manifest that it goes with.
        name: what its file was called.
        digest: hex SHA-256 over docx and manifest, as records name it.
        docx: hex SHA-256 of the docx; its name in the file store.
        manifest: hex SHA-256 of the manifest; its name in the file store.
        note: what was changed, in the uploader's words; "" if nothing was said.
        uploaded: when, in UTC.
        by: who uploaded it, by name.
    """

    id: str
    unit_id: str
    paper_type: str
    version: int
    name: str
    digest: str
    docx: str
    manifest: str
    note: str
    uploaded: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """That a template was taken into use.

    Attributes:
        template_id: which one; None is the one that comes with the service.
        chosen: when, in UTC.
        by: by whom.
    """

    template_id: str | None
    chosen: dt.datetime
    by: str


class TemplateRow(Table):
    """A row of ``templates``."""

    __tablename__ = "templates"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    paper_type: Mapped[str] = mapped_column(String(100))
    version: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    docx: Mapped[str] = mapped_column(String(64))
    manifest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    uploaded: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)


class TemplateChoiceRow(Table):
    """A row of ``template_choices``; the last one of a unit and a kind of paper holds."""

    __tablename__ = "template_choices"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    paper_type: Mapped[str] = mapped_column(String(100))
    template_id: Mapped[str | None] = mapped_column(ForeignKey("templates.id"))
    chosen: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(Text)


for _change in ("before_update", "before_delete"):
    for _row in (TemplateRow, TemplateChoiceRow):
        event.listen(_row, _change, refuse_change)


@dataclass(frozen=True, slots=True)
class Templates:
    """The units' own templates of one database; rows are added, never changed."""

    database: Database

    def add(self, template: OwnTemplate) -> None:
        """Store one; its bytes must be in the file store already."""
        with self.database.writing() as session:
            session.add(TemplateRow(**asdict(template)))

    def list(self, unit_id: str, paper_type: str) -> tuple[OwnTemplate, ...]:
        """Return a unit's own templates of a kind of paper, the newest first."""
        mine = select(TemplateRow).where(TemplateRow.unit_id == unit_id, TemplateRow.paper_type == paper_type)
        with self.database.reading() as session:
            return tuple(_as_template(row) for row in session.scalars(mine.order_by(TemplateRow.id.desc())))

    def get(self, id: str, unit_id: str, paper_type: str) -> OwnTemplate:
        """Return one of a unit's own templates of a kind of paper.

        Raises:
            UnknownAddress: if there is none such.
        """
        with self.database.reading() as session:
            row = session.get(TemplateRow, id)
            if row is None or (row.unit_id, row.paper_type) != (unit_id, paper_type):
                raise UnknownAddress("没有这份模板，请从模板页重新选择")
            return _as_template(row)

    def choose(
        self, unit_id: str, paper_type: str, template_id: str | None, by: str, now: dt.datetime
    ) -> None:
        """Take a template into use; None is the one that comes with the service."""
        with self.database.writing() as session:
            session.add(
                TemplateChoiceRow(
                    unit_id=unit_id,
                    paper_type=paper_type,
                    template_id=template_id,
                    chosen=now,
                    by=by,
                )
            )

    def choices(self, unit_id: str, paper_type: str) -> tuple[TemplateChoice, ...]:
        """Return what a unit took into use for a kind of paper, the newest first."""
        query = (
            select(TemplateChoiceRow)
            .where(TemplateChoiceRow.unit_id == unit_id, TemplateChoiceRow.paper_type == paper_type)
            .order_by(TemplateChoiceRow.number.desc())
        )
        with self.database.reading() as session:
            return tuple(
                TemplateChoice(row.template_id, row.chosen, row.by) for row in session.scalars(query)
            )

    def in_use(self, unit_id: str) -> Mapping[str, OwnTemplate]:
        """Return a unit's own templates that are in use, by kind of paper."""
        query = (
            select(TemplateChoiceRow.paper_type, TemplateRow)
            .outerjoin(TemplateRow, TemplateRow.id == TemplateChoiceRow.template_id)
            .where(TemplateChoiceRow.unit_id == unit_id)
            .order_by(TemplateChoiceRow.number)
        )
        with self.database.reading() as session:
            last = {row[0]: row[1] for row in session.execute(query)}
            return {paper_type: _as_template(row) for paper_type, row in last.items() if row is not None}


def _as_template(row: TemplateRow) -> OwnTemplate:
    return OwnTemplate(
        row.id, row.unit_id, row.paper_type, row.version, row.name, row.digest, row.docx, row.manifest,
        row.note, row.uploaded, row.by,
    )  # fmt: skip
