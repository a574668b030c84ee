"""整理: the archivist's list of a year, its order and classes, 件号 and 档号, the catalogue."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.access.errors import Forbidden
from service.errors import InvalidRequest, UnknownAddress
from service.filing.arranging import (
    archives,
    confirm,
    digest_of,
    gather,
    save_rules,
    set_item,
    take_back,
)
from service.filing.catalogue import catalogue_csv, catalogue_docx, catalogue_xlsx, ordered, remarks_docx
from service.filing.codes import preview
from service.filing.copies import stamped_copy
from service.filing.lists import code_list, read_codes, read_items, template
from service.filing.retention import RETENTIONS
from service.issuing.printing import as_pdf
from service.request import MEDIA_TYPES
from service.web.attachment import attachment
from service.web.current import current_person, services

blueprint = Blueprint("filing", __name__, url_prefix="/filing")
SEE_OTHER = 303
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/")
def index() -> str:
    """Show a year's list."""
    return _page()


@blueprint.post("/rules")
def set_rules() -> Response:
    """Settle how 档号 are written."""
    save_rules(services(), _unit(), request.form)
    return _back()


@blueprint.post("/gathering")
def collect() -> Response:
    """Put the year's issued papers on the list."""
    gather(services(), _unit(), _year())
    return _back()


@blueprint.get("/template.xlsx")
def list_template() -> Response:
    """Answer the workbook in which received papers are listed."""
    return attachment(template(), "归档清单模板.xlsx", XLSX)


@blueprint.post("/items")
def take_list() -> Response:
    """Take a list of received papers in, whole or not at all."""
    services().filing.add(read_items(services(), _unit(), _year(), _file()))
    return _back()


@blueprint.post("/items/<id>")
def change(id: str) -> Response:
    """Set the class of an item, or its place: one up, one down, off the list."""
    act, units = request.form.get("act", ""), archives(current_person())
    if act in ("up", "down"):
        services().filing.move(id, units, act == "up")
    elif act == "remove":
        services().filing.remove(id, units)
    else:
        set_item(services(), current_person(), id, request.form)
    return _back(id)


@blueprint.get("/preview")
def show_preview() -> str:
    """Show the 件号 and 档号 that confirming would give."""
    items = services().filing.items(_unit(), _year())
    codes = preview(services().filing.rules(_unit()), items)
    return _page(codes=codes, seen=digest_of(codes))


@blueprint.post("/confirmation")
def settle() -> Response:
    """Give every item its number, if the preview is still what was seen."""
    confirm(services(), current_person().name, _unit(), _year(), request.form.get("seen", ""))
    return _back()


@blueprint.get("/codes.xlsx")
def codes() -> Response:
    """Answer the list for an archive system that gives the 档号."""
    items = services().filing.items(_unit(), _year())
    return attachment(code_list(items), f"归档清单{_year()}.xlsx", XLSX)


@blueprint.post("/codes")
def take_codes() -> Response:
    """Take the 档号 of an archive system back."""
    take_back(services(), current_person().name, _unit(), _year(), read_codes(_file()))
    return _back()


@blueprint.get("/catalogue.<format>")
def catalogue(format: str) -> Response:
    """Answer the 归档文件目录."""
    items, heading = services().filing.items(_unit(), _year()), f"{_year()}年度归档文件目录"
    if format == "xlsx":
        return attachment(catalogue_xlsx(items), f"{heading}.xlsx", XLSX)
    if format == "csv":
        return attachment(catalogue_csv(items), f"{heading}.csv", "text/csv; charset=utf-8")
    return _printed(catalogue_docx(heading, items), heading, format)


@blueprint.get("/remarks.<format>")
def remarks(format: str) -> Response:
    """Answer the 备考表."""
    heading = f"{_year()}年度归档文件备考表"
    return _printed(remarks_docx(heading, services().filing.items(_unit(), _year())), heading, format)


@blueprint.get("/items/<id>/stamped.pdf")
def stamped(id: str) -> Response:
    """Answer a copy with the 归档章 on its first page."""
    item = services().filing.get(id, archives(current_person()))
    return attachment(stamped_copy(services(), item), f"{item.archive_code}归档章.pdf", MEDIA_TYPES["pdf"])


def _printed(made: bytes, heading: str, format: str) -> Response:
    if format not in ("docx", "pdf"):
        raise UnknownAddress("目录可以下载 xlsx、csv、docx、pdf")
    content = made if format == "docx" else as_pdf(made, services().making)
    return attachment(content, f"{heading}.{format}", MEDIA_TYPES[format])


def _page(**shown: Any) -> str:
    person, unit_id, year = current_person(), _unit(), _year()
    items = services().filing.items(unit_id, year)
    years = sorted({year, services().clock().year, *services().filing.years(unit_id)}, reverse=True)
    units = [unit for unit in services().access.people.units() if unit.id in archives(person)]
    told = {"items": ordered(items), "years": years, "year": year, "unit_id": unit_id, "units": units}
    told |= {"rules": services().filing.rules(unit_id), "retentions": RETENTIONS}
    return render_template("filing.html", **{"codes": {}, "seen": "", **told, **shown})


def _unit() -> str:
    """Return the unit whose list is asked for, of those whose archivist the person is."""
    units = archives(current_person())
    asked = request.values.get("unit", "")
    if asked and asked not in units:
        raise Forbidden("整理由这个单位的档案员来办")
    own = current_person().unit_id
    return asked or (own if own in units else min(units))


def _year() -> int:
    typed = request.values.get("year", "")
    if not typed:
        return services().clock().year
    if not (typed.isascii() and typed.isdigit() and 1949 <= int(typed) <= 2999):
        raise InvalidRequest("年度应写成四位数字，如 2026")
    return int(typed)


def _file() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidRequest("请先选一个文件")
    content: bytes = file.read()
    return content


def _back(id: str = "") -> Response:
    anchor = f"item-{id}" if id else None
    return redirect(url_for("filing.index", year=_year(), unit=_unit(), _anchor=anchor), SEE_OTHER)
