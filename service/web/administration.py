"""The administrator's pages: units and people, their roles, their one-time passwords."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from service.access import accounts
from service.access.accounts import AT_HOME, ROLE_NAMES, Duties
from service.access.errors import InvalidAccount
from service.storage.person import Person, Role
from service.web.current import current_person, services

blueprint = Blueprint("administration", __name__, url_prefix="/administration")

DONE = {
    "unit-added": "已增加单位。",
    "unit-changed": "已保存单位。",
    "person-changed": "已保存。角色从下一次操作起生效。",
    "disabled": "已停用。这个用户不能再登录，做过的公文不受影响。",
    "enabled": "已启用。",
    "revoked": "已作废。用这个令牌的程序从现在起不能使用接口。",
}
"""What the page says after a change, by the word in its address."""


@blueprint.get("/")
def index() -> str:
    """List the units and the people."""
    return _index()


@blueprint.post("/units")
def add_unit() -> Response | Redirect:
    """Add a unit."""
    try:
        accounts.add_unit(services().access, current_person(), _typed("unit_name"), _typed("code"))
    except InvalidAccount as error:
        return _refusal(_index(error=error, typed=request.form))
    return _back("administration.index", "unit-added")


@blueprint.post("/units/<id>")
def change_unit(id: str) -> Response | Redirect:
    """Give a unit another name or code."""
    try:
        accounts.change_unit(services().access, current_person(), id, _typed("unit_name"), _typed("code"))
    except InvalidAccount as error:
        return _refusal(_index(error=error))
    return _back("administration.index", "unit-changed")


@blueprint.get("/people/new")
def new_person() -> str:
    """Ask for a new person's name and roles."""
    return _person_page(None, Duties(at_home=frozenset({Role.DRAFTER})))


@blueprint.post("/people")
def add_person() -> Response:
    """Add a person, and show his one-time password this once."""
    access, by, duties = services().access, current_person(), _duties()
    try:
        person, password = accounts.add_person(
            access, by, _typed("login"), _typed("person_name"), _typed("unit"), duties
        )
    except InvalidAccount as error:
        return _refusal(_person_page(None, duties, error=error, typed=request.form))
    return _once(person, password)


@blueprint.get("/people/<id>")
def person(id: str) -> str:
    """Show a person's roles, to be changed."""
    found = accounts.person_of(services().access, current_person(), id)
    return _person_page(found, _duties_of(found))


@blueprint.post("/people/<id>")
def change_person(id: str) -> Response | Redirect:
    """Give a person another name or other roles."""
    access, by, duties = services().access, current_person(), _duties()
    try:
        accounts.change_person(access, by, id, _typed("person_name"), duties)
    except InvalidAccount as error:
        page = _person_page(accounts.person_of(access, by, id), duties, error=error, typed=request.form)
        return _refusal(page)
    return _back("administration.person", "person-changed", id=id)


@blueprint.post("/people/<id>/password")
def reset_password(id: str) -> Response:
    """Give a person a one-time password, and show it this once."""
    access, by = services().access, current_person()
    password = accounts.reset_password(access, by, id)
    return _once(accounts.person_of(access, by, id), password)


@blueprint.post("/people/<id>/state")
def change_state(id: str) -> Redirect:
    """Keep a person out, or let him in again."""
    disabled = _typed("state") == "disabled"
    accounts.disable(services().access, current_person(), id, disabled)
    return _back("administration.person", "disabled" if disabled else "enabled", id=id)


def _typed(name: str) -> str:
    return request.form.get(name, "")


def _duties() -> Duties:
    """Return the duties that were ticked."""
    roles = frozenset(role for role in AT_HOME if role.value in request.form.getlist("role"))
    return Duties(
        at_home=roles,
        archives=frozenset(request.form.getlist("archives")),
        administers=frozenset(request.form.getlist("administers")),
        reads_papers="reads_papers" in request.form,
    )


def _duties_of(person: Person) -> Duties:
    return Duties(
        at_home=person.roles & frozenset(AT_HOME),
        archives=person.units_as(Role.ARCHIVIST),
        administers=person.units_as(Role.ADMINISTRATOR),
        reads_papers=person.reads_papers,
    )


def _index(**more: Any) -> str:
    access, by = services().access, current_person()
    return render_template(
        "administration.html",
        units=accounts.units_of(access, by),
        people=accounts.people_of(access, by),
        role_names=ROLE_NAMES,
        done=DONE.get(request.args.get("done", "")),
        **more,
    )


def _person_page(person: Person | None, duties: Duties, **more: Any) -> str:
    return render_template(
        "person.html",
        person=person,
        duties=duties,
        units=accounts.units_of(services().access, current_person()),
        at_home=AT_HOME,
        role_names=ROLE_NAMES,
        done=DONE.get(request.args.get("done", "")),
        **more,
    )


def _once(person: Person, password: str) -> Response:
    """Return the page that shows a one-time password; no copy of it may stay in the browser."""
    response = make_response(render_template("once.html", person=person, password=password))
    response.headers["Cache-Control"] = "no-store"
    return response


def _refusal(page: str) -> Response:
    return make_response(page, InvalidAccount.http_status)


def _back(endpoint: str, done: str, **values: Any) -> Redirect:
    return redirect(url_for(endpoint, done=done, **values), 303)
