"""Begins the job that makes a paper of each row: copies as a draft is downloaded, or 印发."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from service.access.errors import Forbidden
from service.document.pointer import get, join
from service.drafting.checking import wrong_in
from service.drafting.desk import Desk
from service.errors import InvalidContent, InvalidRequest
from service.generation import check_only, title_of
from service.issuing.issue import numbering_of
from service.issuing.states import STATE_NAMES, enter, roles_in
from service.jobs.submitting import new_job, take_in
from service.request import FORMATS, GenerationRequest, as_json_text
from service.services import Services
from service.spreadsheets.columns import Base
from service.spreadsheets.filling import Filled
from service.storage import Job, JobKind, NewItem
from service.storage.draft import Draft, DraftState
from service.storage.drafts import CAMPAIGN
from service.storage.errors import NotReady
from service.storage.person import Person, Role


def base_mistakes(desk: Desk, services: Services, base: Base, row: Filled) -> tuple[str, ...]:
    """Return what stands in the way of a row that has no mistakes itself: it is the draft's or its campaign's."""
    facts = {"campaign": base.tree["campaign"]} if "campaign" in base.tree else None
    found = wrong_in(desk, CAMPAIGN, {"campaign": row.tree["campaign"]}) if facts else ()
    if not found:
        try:
            check_only(_request(base, row.tree, None), services.making)
        except InvalidContent as error:
            found = error.findings
    return tuple(f"{each.label.partition(' › ')[2] or each.label}：{each.message}" for each in found)


def begin_copies(
    desk: Desk,
    services: Services,
    person: Person,
    draft: Draft,
    base: Base,
    rows: Sequence[Filled],
    *,
    wants_pdf: bool,
    together: bool = False,
) -> Job:
    """Begin to make a copy of each row that has no mistakes; no record is kept and no number taken.

    ``together`` makes one file of them all, a page for each; of papers that are made from a list.

    Raises:
        InvalidRequest: if no row is without mistakes.
        QueueFull: as `take_in`.
    """
    fit = _fit(rows)
    chosen = numbering_of(desk, services, draft).chosen
    series = chosen.code if chosen and "document_number" not in base.tree["paper"] else None
    formats = ("docx", "pdf") if wants_pdf and services.making.converter is not None else ("docx",)
    made = [replace(fit[0], tree=_joined(base, fit), label="")] if together and base.listed else fit
    return _begin(services, person, draft, base, made, formats, series, copies=True)


def begin_issuing(
    desk: Desk,
    services: Services,
    person: Person,
    draft: Draft,
    base: Base,
    rows: Sequence[Filled],
    series_id: str | None,
) -> Job:
    """Begin to issue a paper for each row: records are kept and numbers taken, in the order of the rows.

    Raises:
        Forbidden: if the person is no 签发人 of the unit.
        NotReady: if the draft is no 清样, nothing gives the numbers, or all would bear the same.
        InvalidRequest: if a row has mistakes.
        QueueFull: as `take_in`.
    """
    if Role.APPROVER not in roles_in(person, draft.unit_id):
        raise Forbidden("印发要由签发人来办")
    if draft.state is not DraftState.PROOF:
        raise NotReady(f"这份稿现在是{STATE_NAMES[draft.state]}；审核定为清样以后才能印发")
    if any(row.mistakes for row in rows):
        raise InvalidRequest("表格里还有要改的地方；印发以前请全部改好，再上传")
    series = _series(desk, services, draft, rows, series_id)
    formats = FORMATS if services.making.converter is not None else None
    job = _begin(services, person, draft, base, _fit(rows), formats, series, copies=False)
    enter(services, person, draft, "签发", f"同意按表格印发{len(rows)}份")
    return job


def _series(
    desk: Desk, services: Services, draft: Draft, rows: Sequence[Filled], series_id: str | None
) -> str | None:
    """Return the 代字 that the numbers come from; None if each row brings its own, or the kind bears none."""
    numbering = numbering_of(desk, services, draft, series_id)
    if not numbering.needed:
        return None
    own = [_own_number(row.tree["paper"]) for row in rows]
    if all(own):
        if len(set(own)) < len(own):
            raise NotReady("几份公文的文号相同；请把稿里的文号空着，或者在表格里一份写一个号")
        return None
    if any(own):
        raise NotReady("有的行写了文号，有的没有；请都写上，或者都空着，由系统依次取号")
    if numbering.chosen is None:
        raise NotReady("还没有能用的代字，请先到发文登记簿里加上，或在表格里加上文号一列")
    return numbering.chosen.code


def _own_number(paper: Any) -> str:
    return str(paper.get("document_number", paper.get("issue", "")))


def _fit(rows: Sequence[Filled]) -> list[Filled]:
    fit = [row for row in rows if not row.mistakes]
    if not fit:
        raise InvalidRequest("没有一行可以制作，请按提示改好表格，再上传")
    return fit


def _joined(base: Base, rows: Sequence[Filled]) -> dict[str, Any]:
    """Return the content of one paper that has the entries of all rows."""
    assert base.listed is not None
    tree = copy.deepcopy(rows[0].tree)
    get(tree, join(base.listed))[:] = [get(row.tree, join((*base.listed, 0))) for row in rows]
    return tree


def _begin(
    services: Services,
    person: Person,
    draft: Draft,
    base: Base,
    rows: Sequence[Filled],
    formats: tuple[str, ...] | None,
    series: str | None,
    *,
    copies: bool,
) -> Job:
    items = []
    for number, row in enumerate(rows, 1):
        request = replace(_request(base, row.tree, series), formats=formats)
        title, body = title_of(request, services.making), as_json_text(request).decode()
        items.append(NewItem(number, title, body, label=row.label))
    job = replace(new_job(JobKind.SHEET, person, services), copies=copies, campaign_id=draft.campaign_id)
    return take_in(items, job, services)


def _request(base: Base, tree: dict[str, Any], series: str | None) -> GenerationRequest:
    return GenerationRequest(base.paper.id, tree, base.paper.version, series=series)
