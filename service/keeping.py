"""Keeping a paper: its files, its template and schemas, its manifest, and last the record that names them all."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace

from service.beside import APART
from service.catalog.sources import Sources
from service.document.document_number import PaperNumber
from service.docx.text import text_of
from service.errors import StorageError, UnreadableDocument
from service.manifest import first_manifest, voided_manifest
from service.numbering import Terms, entry_of
from service.product import Product
from service.services import Paper, Services
from service.storage import Record, StoredFile, StoredManifest
from service.storage.number import Issuing, Number
from service.storage.record import new_id

_LOG = logging.getLogger(__name__)


def keep(product: Product, services: Services, terms: Terms, number: Number | PaperNumber | None) -> Record:
    """Store the files, then the record that names them, with its number and its manifest.

    The template and the schemas are stored with the first record that is made with them, and for ever, so that
    the paper can be made again whatever becomes of the folders.

    Raises:
        AlreadyIssued, NumberRefused, LeaseLost, StorageFailed: as `Issuings.keep`.
    """
    now = services.clock()
    record = Record(
        id=new_id(now),
        unit_id=terms.unit_id,
        created=now,
        paper_type=product.paper.id,
        version=product.paper.version,
        title=product.title,
        document_number=product.document_number,
        content_digest=product.content.digest,
        template_digest=product.paper.digest,
        schema_digest=services.making.catalog.schema_digest(product.paper),
        toolchain=services.making.toolchain(),
        findings=tuple(finding.as_json() for finding in product.findings),
        pages=product.pages,
        seals=product.seals,
        publicity=product.publicity,
    )
    files = {
        format: StoredFile(services.files.put(content), len(content), product.file_name(format))
        for format, content in product.files.items()
    }
    issuing = Issuing(
        record_id=record.id,
        unit_id=terms.unit_id,
        issued=now,
        issued_by=terms.by,
        draft_id=terms.draft_id,
        campaign_id=terms.campaign_id,
        corrects=terms.corrects,
        entry=entry_of(product.content.tree, terms),
    )
    record = replace(record, files=files)
    manifest = _manifest(product, record, issuing, services)
    canonical, text = product.content.canonical, text_of(product.files["docx"])
    return services.issuings.keep(record, canonical, issuing, number, terms.claim, manifest, text)


def index_missing(services: Services) -> int:
    """Put issued papers that nobody can find by their words yet into the index, and return how many there were.

    They are those of before there was an index. One whose Word file is damaged is found by title and number only.
    """
    count = 0
    while ids := services.words.missing(_AT_ONCE):
        services.words.add([(id, _text(services, id)) for id in ids])
        count += len(ids)
    return count


_AT_ONCE = 50


def _text(services: Services, id: str) -> str:
    (record,) = services.records.all([id])
    file = record.files.get("docx")
    try:
        return "" if file is None else text_of(services.files.get(file.digest))
    except (StorageError, UnreadableDocument) as error:
        _LOG.warning("record %s is indexed by title and number only: %s", id, error)
        return ""


def next_manifest(
    services: Services, record_id: str, now: dt.datetime, by: str, reason: str
) -> StoredManifest | None:
    """Store the manifest of a record that ``by`` voids for a ``reason``; None if the record has none to follow.

    Raises:
        StorageError: if the one before can't be read, or this one not be written.
    """
    held = services.manifests.of(record_id)
    if not held:
        return None
    last = held[-1]
    made = voided_manifest(services.files.get(last.digest), last.digest, now, by, reason)
    return StoredManifest(last.sequence + 1, services.files.put(made), len(made), now)


def _manifest(product: Product, record: Record, issuing: Issuing, services: Services) -> StoredManifest:
    sources = services.making.catalog.sources(product.paper)
    companion = _companion(product, services)
    beside = (companion[1].docx, companion[1].manifest) if companion else ()
    for each in (sources.docx, sources.manifest, sources.schemas, *beside):
        services.files.put(each)
    corrected = services.manifests.of(issuing.corrects) if issuing.corrects else ()
    made = first_manifest(
        record,
        issuing,
        product.content.canonical,
        sources,
        product.files,
        unit=_unit_name(services, record.unit_id),
        schema=product.paper.schema_name,
        corrected=corrected[-1].digest if corrected else None,
        companion=companion,
    )
    return StoredManifest(1, services.files.put(made), len(made), issuing.issued)


def _companion(product: Product, services: Services) -> tuple[Paper, Sources] | None:
    """Return what printed the attachments that lie beside a paper, and its bytes; None if none do."""
    if not any(format.startswith(APART) for format in product.files):
        return None
    catalog = services.making.catalog
    paper = catalog.companion("attachment")
    return paper, catalog.sources(paper)


def _unit_name(services: Services, id: str) -> str:
    return next((unit.name for unit in services.access.people.units() if unit.id == id), "")
