"""Records, papers and files as answers."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Request, Response, url_for

from service.beside import media_type, paper_format
from service.redhead.making import Redheaded
from service.request import MEDIA_TYPES
from service.services import Paper
from service.storage import Record, StoredFile


def record_json(record: Record) -> dict[str, Any]:
    """Return what a caller is told of a record."""
    return {
        "id": record.id,
        "created": record.created.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "paper_type": record.paper_type,
        "version": record.version,
        "title": record.title,
        "document_number": record.document_number,
        "pages": record.pages,
        "seals": list(record.seals),
        "publicity": record.publicity,
        "files": {format: _file_json(record, format) for format in record.files},
        "findings": list(record.findings),
        "digests": {
            "content": record.content_digest,
            "template": record.template_digest,
            "schema": record.schema_digest,
        },
        "toolchain": dict(record.toolchain),
        "links": {"self": record_address(record)},
    }


def _file_json(record: Record, format: str) -> dict[str, Any]:
    file = record.files[format]
    return {
        "href": file_address(record, format),
        "name": file.name,
        "media_type": media_type_of(format, file),
        "size": file.size,
        "sha256": file.digest,
    }


def media_type_of(format: str, file: StoredFile) -> str:
    """Return the media type of one file of a paper."""
    return media_type(format, file.name) or MEDIA_TYPES[paper_format(format)]


def paper_json(paper: Paper, schema_digest: str) -> dict[str, Any]:
    """Return what a caller is told of a kind of paper; the digests are named as in a record."""
    return {
        "paper_type": paper.id,
        "version": paper.version,
        "title": paper.title,
        "schema": url_for("papers.schema", name=paper.schema_name),
        "digests": {"template": paper.digest, "schema": schema_digest, "form": paper.form_digest},
    }


def record_address(record: Record) -> str:
    """Return the path of the record."""
    return url_for("documents.read", id=record.id)


def file_address(record: Record, format: str) -> str:
    """Return the path of one file of the record."""
    return url_for("documents.download", id=record.id, format=format)


def file_response(record: Record, format: str, content: bytes) -> Response:
    """Return the file, named for the reader's computer (RFC 6266, RFC 8187), its digest as strong ETag."""
    file = record.files[format]
    response = Response(content, content_type=media_type_of(format, file))
    response.headers["Content-Disposition"] = _disposition(record, file, format)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Location"] = file_address(record, format)
    response.set_etag(file.digest)
    return response


def redheaded_json(made: Redheaded, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what a caller is told of a paper that nobody keeps: its files are inside, in base64."""
    return {
        "pages": made.pages,
        "findings": [finding.as_json() for finding in made.findings],
        "files": {
            format: {
                "name": names[format],
                "media_type": MEDIA_TYPES[format],
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "content_base64": base64.b64encode(content).decode(),
            }
            for format, content in made.files.items()
        },
    }


def redheaded_response(made: Redheaded, name: str, format: str) -> Response:
    """Return one file of a paper that nobody keeps."""
    return attachment(made.files[format], name, MEDIA_TYPES[format])


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """Return a file that nobody keeps, named for the reader's computer."""
    response = Response(content, content_type=media_type)
    ending = name.rpartition(".")[2]
    disposition = f"attachment; filename=\"file.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = "private, no-store"
    return response


def conditional(response: Response, request: Request) -> Response:
    """Return the response, or 304 if the caller has these bytes already (If-None-Match)."""
    response.make_conditional(request)
    return response


def _disposition(record: Record, file: StoredFile, format: str) -> str:
    """Return Content-Disposition with the Chinese name, and an ASCII one for those who can't read it."""
    return f"attachment; filename=\"{record.id}.{format}\"; filename*=UTF-8''{quote(file.name, safe='')}"
