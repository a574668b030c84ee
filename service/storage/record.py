"""Record (生成记录): everything that is known about one paper that was made. Values only, no database."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford: no i, l, o, u: an id can be read out aloud
_TIME_DIGITS = 10
_RANDOM_DIGITS = 6


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of a record.

    Attributes:
        digest: hex SHA-256 of the bytes; its name in the file store.
        size: length in bytes.
        name: what the reader's computer shall call it, such as ``×数发〔2026〕12号关于….docx``.
    """

    digest: str
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """One paper that was made: immutable, and enough to make it again.

    Attributes:
        id: 16 lower-case characters; sorts by the time of creation, to the millisecond.
        unit_id: the unit that it belongs to.
        created: when it was made, in UTC.
        paper_type: id of the kind of paper (``issuing_notice``).
        version: version of its template.
        title: 标题 as printed.
        document_number: 发文字号 as printed; None if the paper has none.
        content_digest: hex SHA-256 that names the content.
        template_digest: hex SHA-256 of the template.
        schema_digest: hex SHA-256 of the schema the content was held against.
        toolchain: versions of all that had a hand in it.
        findings: findings as plain JSON, in document order.
        pages: pages of the rendered paper; None if nobody could tell.
        seals: where its seals and stamps go: kind, name, page, centre in mm, size.
        publicity: 公开属性 as the content says; None if it doesn't.
        files: format (``docx``, ``pdf``) → file.
    """

    id: str
    unit_id: str
    created: dt.datetime
    paper_type: str
    version: int
    title: str
    document_number: str | None
    content_digest: str
    template_digest: str
    schema_digest: str
    toolchain: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    pages: int | None
    seals: tuple[Mapping[str, Any], ...] = ()
    publicity: Mapping[str, Any] | None = None
    files: Mapping[str, StoredFile] = field(default_factory=dict)


def new_id(now: dt.datetime) -> str:
    """Return a new id of a record, a unit, a person: milliseconds since 1970, then 30 random bits, in Crockford's base 32."""
    milliseconds = int(now.timestamp() * 1000)
    return _base32(milliseconds, _TIME_DIGITS) + _base32(secrets.randbits(5 * _RANDOM_DIGITS), _RANDOM_DIGITS)


def _base32(number: int, digits: int) -> str:
    return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(digits)))
