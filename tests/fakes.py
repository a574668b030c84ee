"""Stand-ins with the faces of the real parts: small, in memory, and honest about what they make."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import io
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import docx
import pikepdf
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from service.access.access import open_access
from service.access.accounts import AT_HOME, Duties, add_person
from service.access.passwords import Passwords
from service.access.signing_in import change_password, csrf_token
from service.access.tokens import create_token
from service.app import create_app
from service.catalog.sources import Sources
from service.document.finding import Finding, Severity
from service.errors import ConverterFailed, ServiceError, UnknownPaper
from service.redhead.making import Redheaded
from service.services import Making, Services
from service.settings import Settings
from service.storage import Files, Records, open_database
from service.storage.person import FIRST_UNIT, Scope

NOW = dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)
TITLE = "关于印发《创先争优活动实施方案》的通知"
NUMBER = "滨水发〔2026〕12号"
TREE: dict[str, Any] = {
    "campaign": {"name": "创先争优"},
    "paper": {"title": TITLE, "document_number": NUMBER},
}
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
SOURCES = Sources(b"a template", b"{}", b'{"issuing_notice.v2":{}}')
OFF = "没有安装 LibreOffice，请安装 libreoffice-writer-nogui"


def a_request(**changes: Any) -> dict[str, Any]:
    """A request that the fakes can serve; a change to None leaves the member out."""
    body = {"paper_type": "issuing_notice", "content": TREE} | changes
    return {name: value for name, value in body.items() if value is not None}


def as_bytes(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


@dataclass(frozen=True)
class FakePaper:
    id: str = "issuing_notice"
    version: int = 1
    title: str = "印发通知"
    schema_name: str = "issuing_notice.v1"
    digest: str = SOURCES.template_digest
    form_digest: str = "f" * 64


class FakeCatalog:
    papers = (FakePaper(), FakePaper(version=2, schema_name="issuing_notice.v2"))
    schemas: Mapping[str, Mapping[str, Any]] = {
        name: {
            "$id": name,
            "title": "印发通知",
            "$defs": {
                "paper": {
                    "properties": {"document_number": {"$ref": "common.v1#/$defs/printedDocumentNumber"}}
                }
            },
        }
        for name in ("issuing_notice.v1", "issuing_notice.v2")
    }

    def paper(self, paper_id: str, version: int | None = None) -> FakePaper:
        for paper in reversed(self.papers):
            if paper.id == paper_id and version in (None, paper.version):
                return paper
        raise UnknownPaper(f"没有“{paper_id}”这种公文")

    def schema(self, name: str) -> Mapping[str, Any]:
        if name not in self.schemas:
            raise UnknownPaper(f"没有名为“{name}”的数据规范")
        return self.schemas[name]

    def schema_digest(self, paper: FakePaper) -> str:
        return SOURCES.schema_digest

    def sources(self, paper: FakePaper) -> Sources:
        return SOURCES

    def migrated(self, tree: Mapping[str, Any], paper_id: str, version: int) -> Mapping[str, Any]:
        return tree


def fake_validate(tree: Mapping[str, Any], paper: Any) -> tuple[Finding, ...]:
    """Ask for /paper/title, and for nothing else."""
    if isinstance(tree.get("paper"), dict) and tree["paper"].get("title"):
        return ()
    return (Finding("required", "请填写标题", "/paper/title", "公文 › 标题"),)


@dataclass(frozen=True)
class FakeContent:
    paper: FakePaper
    tree: Mapping[str, Any]

    @property
    def canonical(self) -> bytes:
        return json.dumps(self.tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.canonical).hexdigest()


@dataclass(frozen=True)
class FakeComposition:
    page_count: int = 3
    seals: tuple[Any, ...] = ()


@dataclass(frozen=True)
class FakeRendering:
    docx: bytes
    pdf: bytes | None
    findings: tuple[Finding, ...] = (Finding("title-break", "标题断行请核对", severity=Severity.NOTE),)
    composition: FakeComposition = FakeComposition()


def fake_render(content: FakeContent, converter: Any) -> FakeRendering:
    made = a_docx(content.tree["paper"]["title"])
    return FakeRendering(made, None if converter is None else converter.convert(made))


def fake_lint(content: Any, rendering: Any) -> tuple[Finding, ...]:
    return (Finding("deadline", "完成时限早于阶段开始", "/campaign/phases/0", severity=Severity.WARNING),)


def fake_redhead(body: bytes, elements: Mapping[str, Any]) -> Redheaded:
    finding = Finding("redhead-page", "纸张改成 A4", label="正文文件", severity=Severity.NOTE)
    return Redheaded(body, a_pdf(), 2, (finding,))


@functools.cache
def a_docx(title: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(title)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


@functools.cache
def a_pdf(pages: int = 2) -> bytes:
    kept = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(kept, deterministic_id=True)
    return kept.getvalue()


@dataclass(frozen=True)
class FakeHealth:
    ready: bool = True
    problem: str = ""
    libreoffice: str = "7.4.7.2"


@dataclass
class FakeConverter:
    """Makes a PDF of two blank pages, or raises ``error``."""

    error: ServiceError | None = None
    state: FakeHealth = FakeHealth()
    converted: list[bytes] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    def convert(self, docx: bytes, conformance: str = "") -> bytes:
        if self.error is not None:
            raise self.error
        with self.lock:
            self.converted.append(docx)
        return a_pdf()

    def health(self) -> FakeHealth:
        return self.state

    def close(self) -> None:
        pass


BROKEN_CONVERTER = FakeConverter(
    ConverterFailed("LibreOffice 两次未能转换"), FakeHealth(False, "LibreOffice 起不来")
)


def fake_making(converter: FakeConverter | None = None, **changes: Any) -> Making:
    making = Making(
        catalog=FakeCatalog(),
        validate=fake_validate,
        content=FakeContent,
        render=fake_render,
        lint=fake_lint,
        facsimile=lambda content: (),
        redhead=fake_redhead,
        converter=converter,
        pdf_off="" if converter else OFF,
        exports={"pdfa": lambda made: b"%PDF-A" + made.pdf, "ofd": lambda made: b"PK" + made.pdf},
        toolchain=lambda: {"chengwen": "0.1.0"},
        stored_paper=lambda sources: FakePaper(version=7, digest=sources.template_digest),
    )
    return replace(making, **changes)


def fake_services(folder: Path, making: Making) -> Services:
    """Services with a real database and real files under ``folder``; close its database in the end."""
    settings = Settings.from_environment({"CHENGWEN_DATA": str(folder / "var"), "CHENGWEN_ROOT": str(folder)})
    database = open_database(settings.database_url)
    access = open_access(database, CHEAP, lambda: NOW)
    files = Files(settings.data / "files")
    return Services(settings, making, database, Records(database), files, access, lambda: NOW)


@contextmanager
def open_fake_services(folder: Path, making: Making) -> Iterator[Services]:
    services = fake_services(folder, making)
    try:
        yield services
    finally:
        services.database.close()


def is_empty(services: Services) -> bool:
    """Tell whether nothing at all has been stored: no row, no file."""
    files = [path for path in services.files.folder.rglob("*") if path.is_file()]
    return services.records.recent(1, {FIRST_UNIT}) == () and files == []


EVERYTHING = Duties(frozenset(AT_HOME), frozenset({FIRST_UNIT}), frozenset({FIRST_UNIT}))
PASSWORD = "correct horse battery"


def token_client(services: Services, *scopes: Scope, unit_id: str = FIRST_UNIT) -> FlaskClient:
    """A program with a token; without ``scopes`` it has all."""
    client = create_app(services.settings, services).test_client()
    _, secret = create_token(services.access, "测试", unit_id, scopes or tuple(Scope), 1)
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def signed_in_client(
    services: Services, login: str = "worker", duties: Duties = EVERYTHING, unit_id: str = FIRST_UNIT
) -> FlaskClient:
    """The browser of a new person who is signed in; it sends the form token with every request, as htmx does."""
    client = create_app(services.settings, services).test_client()
    person, once = add_person(services.access, None, login, "林晓", unit_id, duties)
    secret = change_password(services.access, person, once, PASSWORD, PASSWORD, "127.0.0.1")
    client.set_cookie("chengwen_session", secret)
    client.environ_base["HTTP_X_CSRF_TOKEN"] = csrf_token(secret)
    return client
