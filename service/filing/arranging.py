"""整理 at year's end: a year's issued papers gathered, lists of others taken in, classes set, numbers confirmed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.document.dates import parse_date
from service.document.finding import Finding
from service.errors import InvalidRequest
from service.filing.codes import PATTERNS, check_rules, preview
from service.filing.originals import standing
from service.filing.retention import RETENTIONS, suggested_retention
from service.numbering import BEIJING
from service.services import Services
from service.storage.errors import NotReady
from service.storage.filing_item import CodeForm, FilingItem, FilingRules
from service.storage.number import Issued
from service.storage.originals import Original, OriginalKind
from service.storage.person import Person, Role
from service.storage.record import new_id

_LONGEST_REMARK = 200


def gather(services: Services, unit_id: str, year: int) -> int:
    """Put a unit's papers of a year that stand and are no items yet on its list; return how many they are.

    A paper belongs to the year of its 成文日期 (DA/T 22—2015 5.2), or of its issuing where that can't be read.
    """
    wanted = [paper for paper in services.filing.unfiled(unit_id) if year_of(paper) == year]
    originals = services.originals.of([paper.record.id for paper in wanted])
    services.filing.add([_item(services, paper, year, originals[paper.record.id]) for paper in wanted])
    return len(wanted)


def _item(services: Services, paper: Issued, year: int, originals: Iterable[Original]) -> FilingItem:
    record = paper.record
    tree = json.loads(services.records.content(record.id, {record.unit_id}))
    told = tree.get("paper", {})
    pages = [each.pages for each in standing(originals) if each.kind is OriginalKind.SEALED]
    return FilingItem(
        id=new_id(services.clock()),
        unit_id=record.unit_id,
        year=year,
        record_id=record.id,
        title=record.title,
        document_number=record.document_number or "",
        responsible=responsible_of(told) or _unit_name(services, record.unit_id),
        date=_day(paper).strftime("%Y%m%d"),
        security=_text(told, "security_classification"),
        pages=next((count for count in pages if count is not None), record.pages),
        remark="",
        category="",
        retention=suggested_retention(record.paper_type, _text(told, "document_type")),
        position=0,
    )


def responsible_of(paper: Mapping[str, Any]) -> str:
    """Return the 责任者 of a paper's content: all who signed it; "" if nobody did."""
    signature = paper.get("signature")
    signatures = [signature] if isinstance(signature, dict) else paper.get("signatures") or []
    named = [each.get("issuer") for each in signatures if isinstance(each, dict)]
    return "；".join(name for name in named if isinstance(name, str))


def set_item(services: Services, person: Person, id: str, typed: Mapping[str, str]) -> None:
    """Set 保管期限, 机构 (问题), 页数, 备注 of an item, as far as they are told.

    Raises:
        InvalidRequest: if one of them can't be so.
        RecordNotFound, AlreadyIssued: as `Filing.change`.
    """
    told: dict[str, object] = {}
    if "retention" in typed:
        if typed["retention"] not in RETENTIONS:
            raise _refused("retention", "保管期限", f"保管期限应是{'、'.join(RETENTIONS)}之一")
        told["retention"] = typed["retention"]
    if "category" in typed:
        told["category"] = typed["category"].strip()[:40]
    if "remark" in typed:
        told["remark"] = typed["remark"].strip()[:_LONGEST_REMARK]
    if pages := typed.get("pages", "").strip():
        if not (pages.isascii() and pages.isdigit() and len(pages) < 6):
            raise _refused("pages", "页数", "页数应是数字")
        told["pages"] = int(pages)
    services.filing.change(id, archives(person), told)


def archives(person: Person) -> frozenset[str]:
    """Return the ids of the units whose archivist somebody is."""
    return person.units_as(Role.ARCHIVIST)


def save_rules(services: Services, unit_id: str, typed: Mapping[str, str]) -> FilingRules:
    """Settle how a unit writes its 档号.

    Raises:
        InvalidRequest: if a part can't be so.
    """
    form = typed.get("form", "")
    if form not in set(CodeForm):
        raise _refused("form", "档号的写法", "档号的写法应是 13（DA/T 13—2022）或 22（DA/T 22—2015）")
    fonds = typed.get("fonds", "").strip().upper()
    rules = check_rules(FilingRules(fonds, CodeForm(form), bool(typed.get("with_category"))))
    services.filing.set_rules(unit_id, rules)
    return rules


def digest_of(codes: Mapping[str, tuple[int, str]]) -> str:
    """Return what tells one preview from another."""
    return hashlib.sha256(json.dumps(codes, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def confirm(services: Services, by: str, unit_id: str, year: int, seen: str) -> int:
    """Give all items of a year that have none yet their 件号 and 档号; return how many they are.

    Args:
        services: see `Services`.
        by: who confirms them.
        unit_id: whose items they are.
        year: 归档年度.
        seen: `digest_of` of the preview that he saw.

    Raises:
        NotReady: if the preview isn't any more what he saw, or there is nothing to confirm.
    """
    items = services.filing.items(unit_id, year)
    codes = preview(services.filing.rules(unit_id), items)
    if not codes:
        raise NotReady("没有要定档号的")
    if digest_of(codes) != seen:
        raise NotReady("清单刚才有变动，档号和你看到的不一样了；请再看一次预览")
    services.filing.confirm(unit_id, codes, by, services.clock())
    return len(codes)


def take_back(services: Services, by: str, unit_id: str, year: int, rows: Sequence[tuple[str, str]]) -> int:
    """Take the 档号 that an archive system gave to items of a year, all or none: id, 档号; return how many.

    Raises:
        InvalidRequest: if an item isn't of this year, a 档号 is in neither form or stands twice; all are named.
        NotReady, AlreadyIssued: as `Filing.confirm`.
    """
    known = {item.id: item for item in services.filing.items(unit_id, year)}
    findings, codes = [], dict[str, tuple[int | None, str]]()
    for line, (id, code) in enumerate(rows, start=2):
        if not code:
            continue
        message = _wrong(id, code, known, {each for _, each in codes.values()})
        if message:
            findings.append(Finding("archive-code", message, f"/rows/{line}", f"第{line}行"))
        codes[id] = (int(code.rpartition("-")[2]) if not message else None, code)
    if findings:
        raise InvalidRequest(
            "档号没有收下：" + "；".join(f"{f.label}{f.message}" for f in findings[:5]), findings
        )
    fresh = {id: told for id, told in codes.items() if known[id].archive_code != told[1]}
    services.filing.confirm(unit_id, fresh, by, services.clock())
    return len(fresh)


def _wrong(id: str, code: str, known: Mapping[str, FilingItem], taken: set[str]) -> str:
    if id not in known:
        return "的编号不是这一年的，请用本系统导出的表"
    if not any(pattern.fullmatch(code) for pattern in PATTERNS.values()):
        return f"的档号“{code}”不合 DA/T 13—2022，也不合 DA/T 22—2015"
    if f"·{known[id].year}" not in code:
        return f"的档号“{code}”不是{known[id].year}年的"
    return f"的档号“{code}”前面已经有了" if code in taken else ""


def year_of(paper: Issued) -> int:
    """Return the year that an issued paper belongs to: that of its 成文日期."""
    return _day(paper).year


def _day(paper: Issued) -> dt.date:
    printed = paper.issuing.entry.get("issue_date")
    read = parse_date(printed).earliest() if isinstance(printed, str) else None
    return read or paper.issuing.issued.astimezone(BEIJING).date()


def _text(paper: Mapping[str, Any], name: str) -> str:
    held = paper.get(name)
    return held if isinstance(held, str) else ""


def _unit_name(services: Services, id: str) -> str:
    return next((unit.name for unit in services.access.people.units() if unit.id == id), "")


def _refused(name: str, label: str, message: str) -> InvalidRequest:
    return InvalidRequest(message, (Finding(name, message, f"/{name}", label),))
