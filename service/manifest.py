"""The manifest (清单) of a record: what was issued, from what, with which tools, by whom and on what basis.

It is canonical JSON (RFC 8785) and a file like any other, named by its digest; docs/archive.md describes its members.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import rfc8785

from service.catalog.sources import Sources
from service.document.digests import digests
from service.services import Paper
from service.storage import Record
from service.storage.number import Issuing

FORMAT = "chengwen-manifest"
VERSION = 1

Manifest = Mapping[str, Any]


def first_manifest(
    record: Record,
    issuing: Issuing,
    content: bytes,
    sources: Sources,
    files: Mapping[str, bytes],
    unit: str,
    schema: str,
    corrected: str | None,
    companion: tuple[Paper, Sources] | None = None,
) -> bytes:
    """Return the manifest that is made with a record.

    Args:
        record: with its files.
        issuing: how it is issued.
        content: the canonical JSON that it was made from.
        sources: the bytes of its template and schemas.
        files: format → bytes.
        unit: name of the unit whose it is.
        schema: name of its schema.
        corrected: digest of the manifest of the record that it corrects; None if it corrects none.
        companion: what the attachments beside it were printed with, and its bytes; None if there are none.
    """
    return rfc8785.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "previous": None,
            "record": {
                "id": record.id,
                "unit": {"id": record.unit_id, "name": unit},
                "created": moment(record.created),
                "paper_type": record.paper_type,
                "title": record.title,
                "document_number": record.document_number,
                "pages": record.pages,
            },
            "content": digests(content),
            "template": _template(record.paper_type, record.version, sources),
            "companion": companion and _template(companion[0].id, companion[0].version, companion[1]),
            "schema": {"name": schema, **digests(sources.schemas)},
            "files": {
                format: {"name": file.name, **digests(files[format])} for format, file in record.files.items()
            },
            "toolchain": dict(record.toolchain),
            "issued": {
                "at": moment(issuing.issued),
                "by": issuing.issued_by,
                "draft": issuing.draft_id,
                "campaign": issuing.campaign_id,
                "corrects": _corrects(issuing.corrects, corrected),
                "register": dict(issuing.entry),
            },
            "voided": None,
        }
    )


def voided_manifest(previous: bytes, digest: str, at: dt.datetime, by: str, reason: str) -> bytes:
    """Return the manifest of a record that is voided, after the ``previous`` one, whose ``digest`` it names."""
    voided = {"at": moment(at), "by": by, "reason": reason}
    return rfc8785.dumps({**json.loads(previous), "previous": digest, "voided": voided})


def moment(time: dt.datetime) -> str:
    """Return a time as RFC 3339 in UTC, to the microsecond."""
    return time.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _template(id: str, version: int, sources: Sources) -> dict[str, Any]:
    return {
        "id": id,
        "version": version,
        "digest": sources.template_digest,
        "docx": digests(sources.docx),
        "manifest": digests(sources.manifest),
    }


def _corrects(record: str | None, manifest: str | None) -> dict[str, str | None] | None:
    return None if record is None else {"record": record, "manifest": manifest}
