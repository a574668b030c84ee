"""The number of a paper: where its kind prints one, which row of numbers gives it, what the register shall say of it.

A number that we give is reserved before the page is set and used with the record; one that the content brings is
registered with the record. A 整理件 bears the number of its original, which is in no register of ours.
"""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from service.document.document_number import NumberKind, PaperNumber, blank_number, read_number
from service.document.finding import Finding
from service.errors import InvalidRequest
from service.request import GenerationRequest
from service.services import Catalog, Paper, Services
from service.storage import Claim
from service.storage.errors import NumberRefused
from service.storage.number import Number, Series

REARRANGED = "整理件"
BEIJING = dt.timezone(dt.timedelta(hours=8))
_YEAR = re.compile(r"(\d{4})\D")
_NUMERALS = str.maketrans("〇○一二三四五六七八九", "00123456789")
_KINDS: Mapping[str, tuple[NumberKind, ...]] = {
    "printedDocumentNumber": (NumberKind.DOCUMENT,),
    "minutesNumber": (NumberKind.ISSUE, NumberKind.DOCUMENT),
    "orderNumber": (NumberKind.ORDER,),
}
_COLUMNS = ("principal_receivers", "other_receivers", "approval_date", "printing_date", "publicity")


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a kind of paper prints its number.

    Attributes:
        name: the member of ``paper``: ``document_number``, or ``issue`` of a bulletin.
        kinds: what numbers may stand there, the usual one first.
    """

    name: str
    kinds: tuple[NumberKind, ...]

    @property
    def pointer(self) -> str:
        """Its pointer."""
        return f"/paper/{self.name}"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a paper is issued.

    Attributes:
        unit_id: whose it is.
        by: who issues it.
        series: where its number comes from; None if the content brings it, or it has none.
        draft_id: the draft that it is made from; None if there is none.
        campaign_id: the campaign that it is about; None if it is about none that we keep.
        corrects: the record that it corrects; None if it corrects none.
        claim: the item of a job that it is; None if it is none.
        entry: what the register says beside what the content says: ``drafter``, ``copies``, ….
    """

    unit_id: str
    by: str = ""
    series: Series | None = None
    draft_id: str | None = None
    campaign_id: str | None = None
    corrects: str | None = None
    claim: Claim | None = None
    entry: Mapping[str, Any] = field(default_factory=dict)


def number_place(catalog: Catalog, paper: Paper) -> NumberPlace | None:
    """Return where a paper prints its number; None if its kind has none."""
    schema = catalog.schema(paper.schema_name)
    parts: Mapping[str, Any] = schema.get("$defs", {}).get("paper", {}).get("properties", {})
    if "document_number" in parts:
        rule = str(parts["document_number"].get("$ref", "")).rpartition("/")[2]
        return NumberPlace("document_number", _KINDS.get(rule, (NumberKind.DOCUMENT,)))
    return NumberPlace("issue", (NumberKind.ISSUE,)) if "issue" in parts else None


def year_of(tree: Mapping[str, Any], now: dt.datetime) -> str:
    """Return the year in which a paper is issued: that of 成文日期, else the present one."""
    match = _YEAR.match(issue_date(tree).translate(_NUMERALS))
    return match[1] if match else str(now.astimezone(BEIJING).year)


def issue_date(tree: Mapping[str, Any]) -> str:
    """Return 成文日期 as printed; "" if there is none."""
    paper = tree.get("paper", {})
    signature = paper.get("signature")
    held = signature.get("issue_date") if isinstance(signature, dict) else paper.get("issue_date")
    return held if isinstance(held, str) else ""


def own_number(tree: Mapping[str, Any], now: dt.datetime) -> PaperNumber | None:
    """Return the number that the content brings and the register shall have; None if there is none."""
    paper = tree["paper"]
    printed = paper.get("document_number", paper.get("issue"))
    if not isinstance(printed, str) or paper.get("manuscript_type") == REARRANGED:
        return None
    mark = paper.get("issuer_mark")
    return read_number(printed, mark if isinstance(mark, str) else "", year_of(tree, now))


def with_number(tree: Mapping[str, Any], place: NumberPlace | None, printed: str) -> dict[str, Any]:
    """Return the tree with a number in its place; unchanged if its kind has none."""
    if place is None:
        return dict(tree)
    return {**tree, "paper": {**tree["paper"], place.name: printed}}


def numbered(place: NumberPlace | None, tree: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a draft's tree with a number that passes for one, if it has none yet."""
    paper = tree.get("paper")
    if place is None or not isinstance(paper, Mapping) or paper.get(place.name):
        return tree
    return with_number(tree, place, stand_in(place, "2026"))


def stand_in(place: NumberPlace, year: str) -> str:
    """Return a number that passes for one where none has been given yet."""
    return str(PaperNumber(place.kinds[0], "代字", year, 1))


def blank(tree: Mapping[str, Any], place: NumberPlace | None, series: Series | None, now: dt.datetime) -> str:
    """Return what a paper shows in its number's place before it is issued: ``滨海发〔2026〕　号``."""
    if place is None:
        return ""
    own = own_number(tree, now)
    kind = series.kind if series else own.kind if own else place.kinds[0]
    code = series.code if series else own.code if own else ""
    shown = "" if kind is NumberKind.DOCUMENT and place.kinds[0] is NumberKind.ISSUE else code
    return blank_number(kind, shown, year_of(tree, now))


def reserve(request: GenerationRequest, services: Services, terms: Terms) -> tuple[GenerationRequest, Number]:
    """Take the next number of the terms' series for a valid request; return the request with it, and its row.

    Raises:
        NumberRefused: if the kind of paper bears no such number.
    """
    assert terms.series is not None
    now, making = services.clock(), services.making
    place = number_place(making.catalog, making.catalog.paper(request.paper_type, request.version))
    if place is None or terms.series.kind not in place.kinds:
        raise _misfit(terms.series.code)
    period = terms.series.period(year_of(request.content, now))
    held_for = _held_for(request, terms)
    title = str(request.content["paper"].get("title", ""))
    number = services.register.reserve(terms.series, period, held_for, title, terms.by, now)
    return replace(request, content=with_number(request.content, place, printed(number.value, place))), number


def printed(value: PaperNumber, place: NumberPlace) -> str:
    """Return a number as a kind of paper prints it: 纪要 leave out the 代字 of a yearly number."""
    if value.kind is NumberKind.DOCUMENT and place.kinds[0] is NumberKind.ISSUE:
        return str(replace(value, code=""))
    return str(value)


def _held_for(request: GenerationRequest, terms: Terms) -> str:
    """Return what tells the paper from every other; what is made again after a kill takes the same number."""
    if terms.draft_id:
        return f"draft:{terms.draft_id}"
    if terms.claim:
        return f"item:{terms.claim.job_id}/{terms.claim.number}"
    return f"content:{_digest(request.content)}"


def series_called(services: Services, unit_id: str, code: str) -> Series:
    """Return a unit's row of numbers by its 代字.

    Raises:
        NumberRefused: if the unit has none such.
    """
    held = services.register.series({unit_id})
    for series in held:
        if series.code == code:
            return series
    known = "、".join(series.code for series in held) or "还没有，请管理员先在登记簿里加上"
    message = f"没有代字“{code}”，现有的：{known}"
    raise NumberRefused(message, (Finding("unknown-series", message, "/series", "代字"),))


def refuse_two_numbers(request: GenerationRequest) -> None:
    """Refuse a request that brings a number and wants one.

    Raises:
        InvalidRequest: if so.
    """
    paper = request.content.get("paper")
    if isinstance(paper, Mapping) and ("document_number" in paper or "issue" in paper):
        message = "内容里已经有文号，又要按代字（series）给号，请去掉其中一个"
        raise InvalidRequest(message, (Finding("two-numbers", message, "/content/paper", "发文字号"),))


def entry_of(tree: Mapping[str, Any], terms: Terms) -> dict[str, Any]:
    """Return what the register says of a paper."""
    paper = tree["paper"]
    told = {name: paper[name] for name in _COLUMNS if name in paper}
    told["issue_date"] = issue_date(tree)
    names = [one.get("name") if isinstance(one, dict) else one for one in paper.get("signatories") or ()]
    told["signatory"] = "、".join(name for name in names if isinstance(name, str))
    entry = {**told, **{name: value for name, value in terms.entry.items() if value}}
    return copy.deepcopy({name: value for name, value in entry.items() if value})


def _misfit(code: str) -> NumberRefused:
    message = f"“{code}”不是这种公文用的编号，请换一个代字"
    return NumberRefused(message, (Finding("unknown-series", message, "/series", "代字"),))


def _digest(tree: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(tree, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
