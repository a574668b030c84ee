"""Records, the register of numbers, jobs, people and their keys (SQLAlchemy; SQLite by default), files by digest. The only importer of SQLAlchemy.

A record never changes: it is added once, and its files are named by the digest of their bytes.
"""

from __future__ import annotations

from service.storage.audit import Act, AuditLog, Entry
from service.storage.claims import Claims
from service.storage.database import Database, open_database
from service.storage.draft import Draft, Revision
from service.storage.drafts import Drafts
from service.storage.files import Files
from service.storage.filing import Filing
from service.storage.issuings import Issuings
from service.storage.job import Claim, Item, ItemState, Job, JobKind, JobState, LeaseLost, NewItem, Sign
from service.storage.jobs import Jobs
from service.storage.keys import FailureCounts, Sessions, Tokens
from service.storage.manifest import Manifests, StoredManifest
from service.storage.originals import Originals
from service.storage.people import People
from service.storage.record import Record, StoredFile
from service.storage.records import Records
from service.storage.regenerations import Regenerations
from service.storage.register import Register
from service.storage.templates import OwnTemplate, Templates
from service.storage.uploads import Uploads
from service.storage.words import Words

__all__ = [
    "Act",
    "AuditLog",
    "Claim",
    "Claims",
    "Database",
    "Draft",
    "Drafts",
    "Entry",
    "FailureCounts",
    "Files",
    "Filing",
    "Issuings",
    "Item",
    "ItemState",
    "Job",
    "JobKind",
    "JobState",
    "Jobs",
    "LeaseLost",
    "Manifests",
    "NewItem",
    "Originals",
    "OwnTemplate",
    "People",
    "Record",
    "Records",
    "Regenerations",
    "Register",
    "Revision",
    "Sessions",
    "Sign",
    "StoredFile",
    "StoredManifest",
    "Templates",
    "Tokens",
    "Uploads",
    "Words",
    "open_database",
]
