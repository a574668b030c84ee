"""Records (SQLAlchemy; SQLite by default) and their files (by digest). The only importer of SQLAlchemy.

What is stored never changes: a record is added once, a file is named by the digest of its bytes.
"""

from __future__ import annotations

from service.storage.database import Database, open_database
from service.storage.files import Files
from service.storage.record import Record, StoredFile
from service.storage.records import Records

__all__ = ["Database", "Files", "Record", "Records", "StoredFile", "open_database"]
