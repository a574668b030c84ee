"""Is a record what its manifest says, and are all its files there, to the byte?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from service.archive.damage import Damage, Kind
from service.errors import FileDamaged, FileMissing
from service.manifest import FORMAT, moment
from service.storage import Files, StoredManifest
from service.storage.whole import Whole


def check_paper(whole: Whole, files: Files, logged: Mapping[str, str | None]) -> Iterator[Damage]:
    """Yield what is wrong with a record; ``logged`` is the newest manifest of each record, as the log has it."""
    record = whole.record
    name = f"{record.document_number or '无文号'}《{record.title}》"
    if hashlib.sha256(whole.content).hexdigest() != record.content_digest:
        yield Damage(Kind.CONTENT_CHANGED, name, "内容被改动过，与记录里的摘要不一致", record.id)
    if record.id not in logged:
        yield Damage(Kind.RECORD_CHANGED, name, "日志里没有印发它的那一行", record.id)
    for format, file in record.files.items():
        for kind, message in check_file(files, file.digest, file.size, None):
            yield Damage(kind, f"{name}的 {format} 文件", message, record.id, file.digest)
    if not whole.manifests:
        yield Damage(Kind.MANIFEST_MISSING, name, "没有清单", record.id)
        return
    told, damages = _manifests(whole, files, logged.get(record.id))
    for kind, message, digest in damages:
        yield Damage(kind, f"{name}的清单", message, record.id, digest)
    if told is not None:
        yield from _against(whole, told, files, name)


def _manifests(
    whole: Whole, files: Files, logged: str | None
) -> tuple[Mapping[str, Any] | None, list[tuple[Kind, str, str]]]:
    """Return the newest manifest, None if it can't be read, and what is wrong with all of them."""
    found, told, previous = list[tuple[Kind, str, str]](), None, None
    for place, held in enumerate(whole.manifests, 1):
        told, problems = _manifest(files, held)
        found += [(kind, message, held.digest) for kind, message in problems]
        if told is not None and (held.sequence != place or told.get("previous") != previous):
            found.append((Kind.MANIFEST_BROKEN, "与前一份清单接不上", held.digest))
        previous = held.digest
    if logged is not None and previous != logged:
        found.append((Kind.MANIFEST_BROKEN, "与日志里登记的不是同一份", str(previous)))
    return told, found


def _manifest(files: Files, held: StoredManifest) -> tuple[dict[str, Any] | None, list[tuple[Kind, str]]]:
    problems = list(check_file(files, held.digest, held.size, None))
    if problems:
        return None, problems
    try:
        told = json.loads(files.get(held.digest))
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return None, [(Kind.MANIFEST_BROKEN, "不是清单")]
    return told, []


def _against(whole: Whole, told: Mapping[str, Any], files: Files, name: str) -> Iterator[Damage]:
    """Yield where the record, its content, template, schema and files aren't those of the manifest."""
    record, issuing = whole.record, whole.issuing
    for label, have, want in (
        ("编号", record.id, told["record"]["id"]),
        ("单位", record.unit_id, told["record"]["unit"]["id"]),
        ("制作时间", moment(record.created), told["record"]["created"]),
        ("公文种类", record.paper_type, told["record"]["paper_type"]),
        ("标题", record.title, told["record"]["title"]),
        ("文号", record.document_number, told["record"]["document_number"]),
        ("页数", record.pages, told["record"]["pages"]),
        ("内容的摘要", record.content_digest, told["content"]["sha256"]),
        ("模板版本", record.version, told["template"]["version"]),
        ("模板的摘要", record.template_digest, told["template"]["digest"]),
        ("规范的摘要", record.schema_digest, told["schema"]["sha256"]),
        ("工具链", dict(record.toolchain), told["toolchain"]),
        ("文件", {k: [f.digest, f.size, f.name] for k, f in record.files.items()}, _files_told(told)),
        ("印发人", None if issuing is None else issuing.issued_by, told["issued"]["by"]),
        ("更正的公文", None if issuing is None else issuing.corrects, (told["issued"]["corrects"] or {}).get("record")),
        ("作废", _voided(whole), None if told["voided"] is None else told["voided"]["reason"]),
    ):  # fmt: skip
        if have != want:
            yield Damage(Kind.RECORD_CHANGED, name, f"{label}与清单不一致", record.id)
    parts = {
        "模板": told["template"]["docx"], "模板清单": told["template"]["manifest"], "数据规范": told["schema"],
        **{f"{format} 文件": each for format, each in told["files"].items()},
    }  # fmt: skip
    known = {file.digest for file in record.files.values()}
    for part, each in parts.items():
        for kind, message in check_file(files, each["sha256"], each["size"], each["sm3"]):
            if each["sha256"] not in known or kind is Kind.MANIFEST_BROKEN:  # else said already
                yield Damage(kind, f"{name}的{part}", message, record.id, each["sha256"])


def _files_told(told: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {format: [each["sha256"], each["size"], each["name"]] for format, each in told["files"].items()}


def _voided(whole: Whole) -> str | None:
    return whole.issuing.void_reason if whole.issuing is not None and whole.issuing.voided else None


def check_file(files: Files, digest: str, size: int, sm3: str | None) -> Iterator[tuple[Kind, str]]:
    """Yield what is wrong with a stored file: its kind, and what is told of it; ``sm3`` None isn't compared."""
    try:
        content = files.get(digest)
    except FileMissing:
        yield Kind.FILE_MISSING, "文件不见了，请从备份恢复"
    except FileDamaged:
        yield Kind.FILE_DAMAGED, "文件被改动或损坏，与摘要不一致，请从备份恢复"
    else:
        if len(content) != size:
            yield Kind.RECORD_CHANGED, "字节数与记录不一致"
        if sm3 is not None and hashlib.new("sm3", content).hexdigest() != sm3:
            yield Kind.MANIFEST_BROKEN, "SM3 摘要与清单不一致"
