"""表格批量制作: a spreadsheet to download, its upload, its columns and mistakes, and the job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from service.document.file_name import file_name
from service.errors import InvalidRequest, UnknownAddress, UnreadableDocument
from service.forms.rows import value_at
from service.forms.typed import show
from service.forms.weaving import shown_text
from service.issuing.issue import numbering_of
from service.issuing.states import roles_in
from service.spreadsheets.blank import blank_spreadsheet
from service.spreadsheets.columns import Base, Column, base_of, guessed, telling
from service.spreadsheets.filling import Filled, alike, filled
from service.spreadsheets.making import base_mistakes, begin_copies, begin_issuing
from service.spreadsheets.reading import MOST_COLUMNS, MOST_ROWS, Spreadsheet, read_spreadsheet
from service.storage.draft import Draft
from service.storage.person import Role
from service.web.attachment import attachment
from service.web.current import current_person, services
from service.web.desk.present import address, desk, draft_at

blueprint = Blueprint("spreadsheets", __name__, url_prefix="/drafts/<id>/spreadsheet")

SEE_OTHER, UNPROCESSABLE = 303, 422
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 100
_SHOWN_ROWS, _SHOWN_MISTAKES, _SHOWN_ZI = 10, 60, 40
_NOT_USED = "-"


@blueprint.get("")
def index(id: str) -> str:
    """Offer the columns of a spreadsheet to download, and take one in."""
    return _index(draft_at("drafts", id))


@blueprint.get("/blank.xlsx")
def blank(id: str) -> AnyResponse:
    """Answer a spreadsheet to fill in, with the columns that were ticked."""
    draft, base = _based(id)
    chosen = [column for column in base.columns if column.key in request.args.getlist("column")]
    columns = chosen or [column for column in base.columns if column.usual]
    made = blank_spreadsheet(columns, {column.key: _shown(base, column) for column in columns})
    return attachment(made, file_name("（填写）", draft.title, "xlsx"), _XLSX)


@blueprint.post("")
def upload(id: str) -> AnyResponse | tuple[str, int]:
    """Keep a spreadsheet that was uploaded, if it can be read."""
    draft, file = draft_at("drafts", id), request.files.get("file")
    data = file.read() if file is not None else b""
    try:
        if file is None or not data:
            raise InvalidRequest("还没有选文件；请先选一份 .xlsx 或 .csv 表格")
        read_spreadsheet(data)
    except (InvalidRequest, UnreadableDocument) as error:
        return _index(draft, error), UNPROCESSABLE
    digest = services().uploads.put(draft.unit_id, data, services().clock())
    name = (file.filename or "")[:_LONGEST_NAME]
    return redirect(url_for("spreadsheets.rows", id=id, digest=digest, name=name), SEE_OTHER)


@blueprint.get("/<digest>")
def rows(id: str, digest: str) -> str:
    """Show what a spreadsheet's columns are taken for, its first rows, and what is wrong with any of them."""
    return _rows_page(_batch(id, digest, request.args))


@blueprint.post("/<digest>")
def make(id: str, digest: str) -> AnyResponse:
    """Begin to make the papers."""
    batch, typed, person = _batch(id, digest, request.form), request.form, current_person()
    told = (desk(), services(), person, batch.draft, batch.base, batch.rows)
    if typed.get("act") == "issue":
        job = begin_issuing(*told, typed.get("series") or None)
    else:
        wants_pdf, together = typed.get("formats") != "docx", typed.get("together") == "1"
        job = begin_copies(*told, wants_pdf=wants_pdf, together=together)
    return redirect(url_for("job_pages.read", id=job.id), SEE_OTHER)


@dataclass(frozen=True)
class _Batch:
    """What a page shows of an uploaded spreadsheet.

    Attributes:
        draft: the draft.
        digest: names what was uploaded.
        name: what its file was called.
        base: the draft as the base.
        sheet: the sheet that was read.
        mapped: column → place.
        told_by: the column that tells the papers apart; None if none does.
        rows: each row in the draft's content.
    """

    draft: Draft
    digest: str
    name: str
    base: Base
    sheet: Spreadsheet
    mapped: Mapping[int, Column]
    told_by: int | None
    rows: tuple[Filled, ...]


def _batch(id: str, digest: str, asked: MultiDict[str, str]) -> _Batch:
    draft, base = _based(id)
    data = services().uploads.held(draft.unit_id, [digest]).get(digest)
    if data is None:
        raise UnknownAddress("没有这份表格，可能上传以后放得太久；请重新上传")
    head = asked.get("head", "")
    sheet = read_spreadsheet(
        data,
        asked.get("sheet", ""),
        int(head) if head.isascii() and head.isdigit() and len(head) < 8 else 0,
        [column.name for column in base.columns],
    )
    mapped = _mapped(base, sheet, asked)
    told_by = _told_by(mapped, asked.get("telling", ""))
    rows = filled(desk(), base, sheet.body, mapped, told_by)
    name = asked.get("name", "")[:_LONGEST_NAME] or "表格"
    return _Batch(draft, digest, name, base, sheet, mapped, told_by, rows)


def _mapped(base: Base, sheet: Spreadsheet, asked: MultiDict[str, str]) -> Mapping[int, Column]:
    """Return which place each column fills: as was chosen, else as is guessed; a place is filled by one column."""
    if "column-0" not in asked:
        return guessed(sheet.titles, base.columns)
    mapped: dict[int, Column] = {}
    for index in range(len(sheet.titles)):
        column = base.column(asked.get(f"column-{index}", _NOT_USED))
        if column is not None and column not in mapped.values():
            mapped[index] = column
    return mapped


def _told_by(mapped: Mapping[int, Column], asked: str) -> int | None:
    if asked.isascii() and asked.isdigit() and int(asked) in mapped:
        return int(asked)
    column = telling(list(mapped.values()))
    return next((index for index, each in mapped.items() if each == column), None)


def _based(id: str) -> tuple[Draft, Base]:
    draft = draft_at("drafts", id)
    return draft, base_of(desk(), draft)


def _index(draft: Draft, error: Exception | None = None) -> str:
    base = base_of(desk(), draft)
    return render_template(
        "spreadsheets/index.html",
        draft=draft,
        usual=[column for column in base.columns if column.usual],
        others=[column for column in base.columns if not column.usual],
        listed=base.listed is not None,
        address=address(draft),
        error=error,
        **{"most_rows": MOST_ROWS, "most_columns": MOST_COLUMNS},
    )


def _rows_page(batch: _Batch) -> str:
    person, draft = current_person(), batch.draft
    good = [row for row in batch.rows if not row.mistakes]
    mistakes = [mistake for row in batch.rows for mistake in row.mistakes]
    numbering = numbering_of(desk(), services(), draft, request.args.get("series"))
    return render_template(
        "spreadsheets/rows.html",
        batch=batch,
        draft=draft,
        first=batch.sheet.body[:_SHOWN_ROWS],
        good=good,
        mistakes=mistakes[:_SHOWN_MISTAKES],
        more=max(0, len(mistakes) - _SHOWN_MISTAKES),
        inherent=base_mistakes(desk(), services(), batch.base, good[0]) if good and batch.mapped else (),
        alike=alike(batch.rows),
        numbering=numbering,
        may_issue=Role.APPROVER in roles_in(person, draft.unit_id),
        pdf=services().making.converter is not None,
        address=address(draft),
        not_used=_NOT_USED,
        shown=_SHOWN_ZI,
    )


def _shown(base: Base, column: Column) -> str:
    value = value_at(base.tree, column.path)
    if column.is_text:
        return shown_text(desk().shapes, value)
    if column.filled:
        held = value if isinstance(value, list) else []
        return "\n".join(str(each.get(column.filled, "")) for each in held if isinstance(each, dict))
    return show(column.shape, value)
