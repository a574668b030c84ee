"""The catalogue of papers: schema, template, form layout and manifest of each version, with digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from service.catalog.compiling import Compiled, compile_template
from service.catalog.contract import Fields
from service.document.finding import Finding
from service.errors import TemplateError, UnknownPaper

#: What every manifest says.
_MANIFEST = ("id", "version", "title", "schema", "elements", "bindings")


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


class Catalog:
    """All papers and schemas of a folder, read and checked once."""

    def __init__(self, papers: tuple[Paper, ...], schemas: Mapping[str, Mapping[str, Any]]) -> None:
        self.papers = papers
        self.schemas = schemas
        self.registry: Registry[Any] = Registry().with_resources(
            (name, Resource.from_contents(schema, default_specification=DRAFT202012))
            for name, schema in schemas.items()
        )

    @classmethod
    def load(cls, root: Path, contract: Fields) -> Catalog:
        """Read ``root/schemas`` and ``root/templates``; ``contract`` is what a template may name.

        Raises:
            TemplateError: with the mistakes of all templates and schemas as findings.
        """
        schemas = {p.stem: _json(p) for p in sorted((root / "schemas").glob("*.json"))}
        papers, findings = [], list[Finding]()
        for manifest in sorted((root / "templates").glob("*/v*[0-9].json")):
            try:
                papers.append(_paper(manifest, contract, schemas))
            except TemplateError as error:
                findings += error.findings or [
                    Finding("template", str(error), label=str(manifest.parent.name))
                ]
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
            wanted = f"“{paper_id}”" + (f"第{version}版" if version is not None else "")
            raise UnknownPaper(f"没有{wanted}这种公文；可用的有：{known}")
        return max(found, key=lambda p: p.version)

    def schema(self, name: str) -> Mapping[str, Any]:
        """Return a schema by name, such as ``plan.v1``.

        Raises:
            UnknownPaper: if there is none such.
        """
        if name not in self.schemas:
            raise UnknownPaper(f"没有名为“{name}”的数据规范；可用的有：{'、'.join(self.schemas)}")
        return self.schemas[name]

    def schema_digest(self, paper: Paper) -> str:
        """Return the SHA-256 (hex) over the paper's schema and all schemas that it refers to."""
        seen: dict[str, Any] = {}
        waiting = [paper.schema_name]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen[name] = self.schemas[name]
                waiting += _references(self.schemas[name])
        return hashlib.sha256(rfc8785.dumps(seen)).hexdigest()


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"].split("#")[0]] if isinstance(node.get("$ref"), str) else []
        return [r for r in own if r] + [r for v in node.values() for r in _references(v)]
    return [r for v in node for r in _references(v)] if isinstance(node, list) else []


def _json(path: Path) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise TemplateError(f"{path.name} 不是有效的 JSON：{error}") from error
    return value


def _paper(path: Path, contract: Fields, schemas: Mapping[str, Any]) -> Paper:
    manifest = _json(path)
    lacking = [key for key in _MANIFEST if key not in manifest]
    if lacking:
        raise TemplateError(f"模板清单 {path.parent.name}/{path.name} 缺少“{'”“'.join(lacking)}”")
    if manifest["schema"] not in schemas:
        raise TemplateError(f"模板 {manifest['id']} 的数据规范“{manifest['schema']}”不存在")
    docx = path.with_suffix(".docx").read_bytes()
    form = path.with_suffix(".form.json")
    try:
        template = compile_template(docx, manifest["bindings"], contract)
    except TemplateError as error:
        name = f"{path.parent.name}/{path.stem}.docx"
        raise TemplateError(f"templates/{name}：{error}", error.findings) from error
    return Paper(
        manifest["id"], manifest["version"], manifest["title"], manifest["schema"],
        _json(form) if form.exists() else {}, manifest, manifest["elements"], template,
        hashlib.sha256(docx + rfc8785.dumps(manifest)).hexdigest(),
    )  # fmt: skip
