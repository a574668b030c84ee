"""The catalogue of papers: schema, template, form layout and manifest of each version, with digests."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import rfc8785
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from service.catalog.compiling import Compiled, compile_template
from service.catalog.contract import Fields
from service.catalog.messages import short
from service.catalog.migrating import migrated
from service.catalog.sources import Sources
from service.document.finding import Finding
from service.document.pointer import get
from service.errors import TemplateError, UnknownPaper

_MANIFEST_KEYS = ("id", "version", "title", "schema", "elements", "bindings")


@dataclass(frozen=True)
class Paper:
    """One version of one kind of paper.

    Attributes:
        id: stable English id, such as ``issuing_notice``.
        version: 1, 2, …; a version is never changed once papers were made with it.
        title: Chinese name, such as 印发通知.
        schema_name: name of its schema, such as ``issuing_notice.v1``.
        form: its form layout; {} if it has none.
        manifest: the manifest as read.
        elements: element name → ``required``, ``forbidden`` or ``optional``.
        template: the compiled docx.
        digest: SHA-256 over docx and manifest, hex.
        form_digest: SHA-256 over the form layout, hex; the form has no hand in the bytes of a paper.
        docx: the template as it was read.
    """

    id: str
    version: int
    title: str
    schema_name: str
    form: Mapping[str, Any]
    manifest: Mapping[str, Any]
    elements: Mapping[str, str]
    template: Compiled
    digest: str
    form_digest: str
    docx: bytes

    def with_form(self, form: Mapping[str, Any], form_digest: str) -> Paper:
        """Return the paper with another form layout."""
        return replace(self, form=form, form_digest=form_digest)


class Catalog:
    """All papers and schemas of a folder, read and checked once."""

    def __init__(self, papers: tuple[Paper, ...], schemas: Mapping[str, Mapping[str, Any]]) -> None:
        self.papers = tuple(p for p in papers if not p.manifest.get("companion"))
        self._companions = {p.id: p for p in papers if p.manifest.get("companion")}
        self.schemas = schemas
        # Without "$schema": jsonschema would take its own validator for it, which lacks our keyword.
        self.registry: Registry[Any] = Registry().with_resources(
            (name, Resource.from_contents({k: v for k, v in schema.items() if k != "$schema"}, DRAFT202012))
            for name, schema in schemas.items()
        )

    @classmethod
    def load(cls, root: Path, contract: Fields) -> Catalog:
        """Read ``root/schemas`` and ``root/templates``; ``contract`` is what a template may name.

        Raises:
            TemplateError: with the mistakes of all templates and schemas as findings.
        """
        papers, findings, schemas = [], list[Finding](), dict[str, Mapping[str, Any]]()
        for path in sorted((root / "schemas").glob("*.json")):
            try:
                schemas[path.stem] = _json(path)
            except TemplateError as error:
                findings.append(Finding("schema", str(error), label=f"schemas/{path.name}"))
        for name, schema in schemas.items():
            findings += _schema_findings(name, schema, schemas)
        for manifest in sorted((root / "templates").glob("*/v*[0-9].json")):
            try:
                papers.append(_paper(manifest, contract, schemas))
            except TemplateError as error:
                findings += error.findings or [
                    Finding("template", str(error), label=str(manifest.parent.name))
                ]
        twice = {
            (p.id, p.version)
            for p in papers
            if [(q.id, q.version) for q in papers].count((p.id, p.version)) > 1
        }
        findings += [Finding("template", f"有两份模板都叫 {i} 第{v}版", label=i) for i, v in sorted(twice)]
        if not (findings or papers):
            raise TemplateError(f"{root / 'templates'} 里没有任何公文模板，请检查 CHENGWEN_ROOT")
        if findings:
            raise TemplateError(f"模板有 {len(findings)} 处错误，服务不能启动", findings)
        return cls(tuple(papers), schemas)

    def paper(self, paper_id: str, version: int | None = None) -> Paper:
        """Return a paper; None means its newest version.

        Raises:
            UnknownPaper: if there is none such; the message lists those that exist.
        """
        found = [p for p in self.papers if p.id == paper_id and version in (None, p.version)]
        if not found:
            known = "、".join(f"{p.id} 第{p.version}版（{p.title}）" for p in self.papers)
            wanted = f"“{short(paper_id)}”" + (f"第{version}版" if version is not None else "")
            raise UnknownPaper(f"没有{wanted}这种公文；可用的有：{known}")
        return max(found, key=lambda p: p.version)

    def migrated(self, tree: Mapping[str, Any], paper_id: str, version: int) -> Mapping[str, Any]:
        """Return content of a ``version`` of a kind of paper, made fit for the newest.

        Raises:
            UnknownPaper: if there is no such kind today.
        """
        newest = self.paper(paper_id).version
        later = sorted(
            (p for p in self.papers if p.id == paper_id and version < p.version <= newest), key=_version
        )
        return migrated(tree, [step for paper in later for step in paper.manifest.get("migration", ())])

    def companion(self, id: str) -> Paper:
        """Return what is printed beside papers and is none itself, such as an attachment that is bound apart.

        Raises:
            UnknownPaper: if there is none such.
        """
        if id not in self._companions:
            raise UnknownPaper(f"templates/{short(id)} 里没有模板，请恢复它")
        return self._companions[id]

    def replacing(self, papers: tuple[Paper, ...]) -> Catalog:
        """Return the catalogue with ``papers`` in place of those of the same id and version."""
        new = {(paper.id, paper.version): paper for paper in papers}
        other = copy.copy(self)
        other.papers = tuple(new.get((paper.id, paper.version), paper) for paper in self.papers)
        return other

    def schema(self, name: str) -> Mapping[str, Any]:
        """Return a schema by name, such as ``plan.v1``.

        Raises:
            UnknownPaper: if there is none such.
        """
        if name not in self.schemas:
            raise UnknownPaper(f"没有名为“{short(name)}”的数据规范；可用的有：{'、'.join(self.schemas)}")
        return self.schemas[name]

    def schema_digest(self, paper: Paper) -> str:
        """Return the SHA-256 (hex) over the paper's schema and all schemas that it refers to."""
        return hashlib.sha256(self._schemas_of(paper)).hexdigest()

    def sources(self, paper: Paper) -> Sources:
        """Return the bytes that a paper was read from."""
        return Sources(paper.docx, written_manifest(paper.manifest), self._schemas_of(paper))

    def _schemas_of(self, paper: Paper) -> bytes:
        seen: dict[str, Any] = {}
        waiting = [paper.schema_name]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen[name] = self.schemas[name]
                waiting += _references(self.schemas[name])
        return rfc8785.dumps(seen)


def _version(paper: Paper) -> int:
    return paper.version


def _pointers(node: Any) -> Iterator[str]:
    """Yield every ``$ref`` in a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from _pointers(value)


def _references(schema: Mapping[str, Any]) -> list[str]:
    """Return the names of the other schemas that a schema refers to."""
    return [name for reference in _pointers(schema) if (name := reference.partition("#")[0])]


def _schema_findings(name: str, schema: Any, schemas: Mapping[str, Any]) -> Iterator[Finding]:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        place = "/".join(map(str, error.absolute_path))
        yield Finding("schema", f"不是有效的 JSON Schema，请看“{place}”", label=f"schemas/{name}.json")
        return
    for reference in _pointers(schema):
        document, _, fragment = reference.partition("#")
        try:
            get(schemas[document or name], fragment)
        except (KeyError, IndexError, ValueError, TypeError):
            yield Finding("schema", f"引用的“{reference}”不存在", label=f"schemas/{name}.json")


def _json(path: Path) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise TemplateError(f"{path.name} 不是有效的 JSON：{error}") from error
    return value


def written_manifest(manifest: Mapping[str, Any]) -> bytes:
    """Return a manifest without its spaces; its order stays, for that of its bindings is that of the attributes in a docx."""
    return json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()


def _paper(path: Path, contract: Fields, schemas: Mapping[str, Any]) -> Paper:
    manifest, name = _json(path), f"{path.parent.name}/{path.stem}"
    missing = [key for key in _MANIFEST_KEYS if key not in manifest]
    if missing:
        raise TemplateError(f"templates/{name}.json 缺少{'、'.join(f'“{key}”' for key in missing)}")
    if manifest["schema"] not in schemas:
        raise TemplateError(f"模板 {manifest['id']} 的数据规范“{manifest['schema']}”不存在")
    form_file = path.with_suffix(".form.json")
    form = _json(form_file) if form_file.exists() else {}
    try:
        made = read_paper(path.with_suffix(".docx").read_bytes(), manifest, contract)
    except OSError as error:
        raise TemplateError(f"读不到 templates/{name}.docx") from error
    except TemplateError as error:
        file = f"templates/{name}.docx"
        findings = [
            replace(f, message=f"{file} {f.message}", label=f"{file} {f.label}") for f in error.findings
        ]
        raise TemplateError(f"{file}：{error}", findings) from error
    return made.with_form(form, hashlib.sha256(rfc8785.dumps(form)).hexdigest())


def read_paper(docx: bytes, manifest: Mapping[str, Any], contract: Fields) -> Paper:
    """Return a kind of paper, without its form layout, as a template and its manifest make it.

    Raises:
        TemplateError: with every mistake as a finding.
    """
    return Paper(
        manifest["id"], manifest["version"], manifest["title"], manifest["schema"],
        {}, manifest, manifest["elements"], compile_template(docx, manifest["bindings"], contract),
        hashlib.sha256(docx + written_manifest(manifest)).hexdigest(), hashlib.sha256(rfc8785.dumps({})).hexdigest(),
        docx,
    )  # fmt: skip
