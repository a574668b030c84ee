"""发文登记簿: the numbers of a series on a page, as xlsx and on paper; the series; voiding what was never used."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.access.errors import Forbidden
from service.errors import RecordNotFound
from service.issuing.printing import as_pdf
from service.issuing.register import (
    COLUMNS,
    KIND_NAMES,
    RegisterPage,
    find_series,
    periods_of,
    register_page,
    save_series,
)
from service.issuing.register_files import register_docx, register_xlsx
from service.issuing.states import roles_in
from service.issuing.voiding import void_number
from service.request import MEDIA_TYPES
from service.storage.number import Series
from service.storage.person import Role
from service.web.attachment import attachment
from service.web.current import current_person, services

blueprint = Blueprint("register", __name__, url_prefix="/register")
SEE_OTHER = 303
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/")
def index() -> str:
    """Show the register."""
    person, page = current_person(), _page()
    shown: dict[str, Any] = {"page": page, "columns": COLUMNS, "kinds": KIND_NAMES}
    shown["held"] = services().register.series(person.readable_units)
    shown["periods"] = periods_of(services(), page.series, services().clock()) if page else ()
    roles = roles_in(person, page.series.unit_id if page else person.unit_id)
    may = {"may_set": Role.ADMINISTRATOR in roles, "may_void": Role.APPROVER in roles}
    return render_template("issuing/register.html", **shown, **may)


@blueprint.get("/register.<any(xlsx,docx,pdf):format>")
def download(format: str) -> Response:
    """Answer the register as a file."""
    page = _page()
    if page is None:
        raise RecordNotFound("还没有代字，登记簿是空的")
    if format == "xlsx":
        return attachment(register_xlsx(page), f"{page.title}.xlsx", XLSX)
    made = register_docx(page) if format == "docx" else as_pdf(register_docx(page), services().making)
    return attachment(made, f"{page.title}.{format}", MEDIA_TYPES[format])


@blueprint.post("/series")
def add_series() -> Response:
    """Add a series of the administrator's unit."""
    unit_id = _administered(current_person().unit_id)
    return _to(save_series(services(), unit_id, request.form, None))


@blueprint.post("/series/<id>")
def change_series(id: str) -> Response:
    """Change where a series begins, or the term that runs."""
    known = find_series(services(), current_person().units_as(Role.ADMINISTRATOR), id)
    if known is None:
        raise RecordNotFound("没有这个代字")
    return _to(save_series(services(), known.unit_id, request.form, known))


@blueprint.post("/numbers/<id>/void")
def void(id: str) -> Response:
    """Void a number that is reserved and will not be used."""
    void_number(services(), current_person(), id, request.form.get("reason", ""))
    series, period = (request.form.get(name, "") for name in ("series", "period"))
    return redirect(url_for("register.index", series=series, period=period), SEE_OTHER)


def _administered(unit_id: str) -> str:
    if unit_id not in current_person().units_as(Role.ADMINISTRATOR):
        raise Forbidden("代字由本单位的管理员设置")
    return unit_id


def _to(series: Series) -> Response:
    return redirect(url_for("register.index", series=series.id), SEE_OTHER)


def _page() -> RegisterPage | None:
    series = find_series(services(), current_person().readable_units, request.args.get("series"))
    if series is None:
        return None
    periods = periods_of(services(), series, services().clock())
    asked = request.args.get("period", "")
    return register_page(services(), series, asked if asked in periods else periods[0])
