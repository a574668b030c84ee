"""A browser without JavaScript, as far as forms need one: what it would post, and where its buttons lead."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

_VOID = {"input", "option", "meta", "link", "br"}


class Page(HTMLParser):
    """A page: the fields of the form called ``desk``, the buttons in it, the text of all."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = text
        self.fields: list[tuple[str, str]] = []
        self.buttons: dict[str, bool] = {}
        self.ids: list[str] = []
        self._inside = False
        self._box: list[str] | None = None
        self._choice: dict[str, Any] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.ids += [held["id"]] if "id" in held else []
        if tag == "form":
            self._inside = held.get("id") == "desk"
        if not self._inside:
            return
        if tag == "input" and held.get("type") not in ("checkbox", "radio"):
            self.fields.append((held["name"], held.get("value", "")))
        elif tag == "textarea":
            self._box = [held["name"], ""]
        elif tag == "select":
            self._choice = {"name": held["name"], "options": [], "chosen": None}
        elif tag == "option" and self._choice is not None:
            self._choice["options"].append(held.get("value"))
            self._choice["chosen"] = (
                len(self._choice["options"]) - 1 if "selected" in held else self._choice["chosen"]
            )
        elif tag == "button":
            self.buttons[held["value"]] = "disabled" not in held

    def handle_data(self, data: str) -> None:
        if self._box is not None:
            self._box[1] += data
        elif self._choice and self._choice["options"] and self._choice["options"][-1] is None:
            self._choice["options"][-1] = data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._box is not None:
            self.fields.append((self._box[0], self._box[1].removeprefix("\n")))
            self._box = None
        elif tag == "select" and self._choice is not None:
            chosen = self._choice["options"][self._choice["chosen"] or 0]
            self.fields.append((self._choice["name"], chosen or ""))
            self._choice = None

    def post(self, op: str, **typed: str) -> MultiDict[str, str]:
        """What the browser posts when the button ``op`` is pressed after something was typed."""
        held = MultiDict((name, value.replace("\n", "\r\n")) for name, value in self.fields)
        for name, value in typed.items():
            held[name] = value
        held["op"] = op
        return held


def open_page(client: FlaskClient, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return Page(response.text)


def press(client: FlaskClient, address: str, op: str, typed: dict[str, str] | None = None) -> TestResponse:
    """Open a page, type, press a button of it."""
    page = open_page(client, address)
    return client.post(address.partition("?")[0], data=page.post(op, **(typed or {})), follow_redirects=True)
