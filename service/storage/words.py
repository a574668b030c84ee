"""Words of issued papers: an index of single characters and of pairs, in the database, alike on every database.

SQLite's trigram index finds no word of two characters, and PostgreSQL splits no Chinese words; pairs of neighbours
find 表彰 in both. A longer word is one whose pairs are all there and that the text then really has. The rows are
written in the transaction of the record.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Integer, Text, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.storage.database import Database
from service.storage.models import RecordRow, Table
from service.storage.number_models import IssuingRow

_SHIFT = 21  #: bits of a Unicode code point
_MOST_GRAMS = 50_000  #: of one paper; one of 100 pages has 12,000


class TextRow(Table):
    """A row of ``search_texts``: what a paper says, without what nobody would type."""

    __tablename__ = "search_texts"

    entry: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("records.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)


class GramRow(Table):
    """A row of ``search_grams``: that a text has a character, or two side by side."""

    __tablename__ = "search_grams"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  half the size

    gram: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


@dataclass(frozen=True, slots=True)
class Words:
    """The index of one database."""

    database: Database

    def missing(self, limit: int) -> tuple[str, ...]:
        """Return ids of issued records that are not in the index yet, at most ``limit``."""
        query = (
            select(IssuingRow.record_id)
            .outerjoin(TextRow, TextRow.record_id == IssuingRow.record_id)
            .where(TextRow.entry.is_(None))
            .limit(limit)
        )
        with self.database.reading() as session:
            return tuple(session.scalars(query))

    def add(self, texts: Iterable[tuple[str, str]]) -> None:
        """Put records that are not in the index yet into it: id, text."""
        with self.database.writing() as session:
            for record_id, text in texts:
                record = session.get(RecordRow, record_id)
                held = select(TextRow.entry).where(TextRow.record_id == record_id)
                if record is not None and session.scalar(held) is None:
                    add_words(session, record_id, record.title, record.document_number, text)


def add_words(session: Session, record_id: str, title: str, number: str | None, text: str) -> None:
    """Put a record into the index within ``session``."""
    told = plain("\n".join((title, number or "", text)))
    row = TextRow(record_id=record_id, text=told)
    session.add(row)
    session.flush()
    rows = [{"gram": gram, "entry": row.entry} for gram in sorted(set(grams(told)))[:_MOST_GRAMS]]
    if rows:
        session.execute(insert(GramRow), rows)


def has_words(words: Iterable[str]) -> list[ColumnElement[bool]]:
    """Return the conditions on `TextRow` that its text has all the words."""
    return [condition for word in words for condition in _has(plain(word))]


def _has(word: str) -> Iterator[ColumnElement[bool]]:
    pairs = [ord(word)] if len(word) == 1 else list(_pairs(word))
    for gram in dict.fromkeys(pairs):
        yield TextRow.entry.in_(select(GramRow.entry).where(GramRow.gram == gram))
    if len(word) > 2:
        yield TextRow.text.contains(word, autoescape=True)


def plain(text: str) -> str:
    """Return a text as it is compared: one form of each character, in lower case, no blanks within a line."""
    told = unicodedata.normalize("NFKC", text).casefold()
    return "\n".join(filter(None, ("".join(line.split()) for line in told.splitlines())))


def grams(text: str) -> Iterator[int]:
    """Yield each character and each two neighbours of a `plain` text; none across lines."""
    for line in text.split("\n"):
        yield from map(ord, line)
        yield from _pairs(line)


def _pairs(line: str) -> Iterator[int]:
    return (ord(a) << _SHIFT | ord(b) for a, b in pairwise(line))
