"""Every page in a real Chromium: axe-core finds nothing, nothing runs out at the side, and no mouse is needed."""
# ruff: noqa: F811  fixtures from another file

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from service.access.routes import RULES
from service.app import create_app
from service.drafting.bringing_in import bring_in
from service.drafting.desk import Desk
from service.importing.reading import read_document
from service.services import Services
from service.storage import Draft
from service.storage.page_files import PageFiles
from tests.fakes import PASSWORD
from tests.importing.test_parts import PAPER
from tests.web.desk.conftest import ME
from tests.web.desk.test_browser import browser, chromium, origin, pytestmark  # noqa: F401

selenium = pytest.importorskip("selenium", reason="scripts/setup --test 会装上 selenium")
from selenium import webdriver  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

VENDOR = Path(__file__).parents[1] / "vendor"
AXE = VENDOR / "axe-core-4.14.1.min.js"
SCREENS = Path(__file__).parents[3] / "out" / "screens" / "pages"
PROGRAMS = {
    "health",
    "documents",
    "batches",
    "jobs",
    "issued",
    "archive",
    "imports",
    "checks",
    "redheads",
    "papers",
}
FILES = re.compile(r"static|sample|copy|sheet|archive|download|page_picture|manifest|progress|\bfile|settle$")
"""Views that answer a file, a part of a page, or a choice that only two people's changes make."""
ENDING = re.compile(r"\.(\w+|<[^/]+>)$")


def pages(app: Flask, known: dict[str, str]) -> dict[str, str]:
    """Every page that a person can open → its address; those with arguments have to be known."""
    found = {}
    for rule in app.url_map.iter_rules():
        name = rule.endpoint
        open_to = RULES.get(f"GET {name}")
        if "GET" not in (rule.methods or ()) or open_to is None or not (open_to.roles or open_to.public):
            continue
        blueprint, _, view = name.rpartition(".")
        if (
            blueprint in PROGRAMS
            or rule.rule.startswith("/api/")
            or FILES.search(view)
            or ENDING.search(rule.rule)
        ):
            continue
        found[name] = known.get(name, "" if rule.arguments else rule.rule)
    return found


@pytest.fixture
def addresses(services: Services, desk: Desk, campaign: Draft, notice: Draft, free: Draft) -> dict[str, str]:
    """Address of every page, by route, each with something on it."""
    app = create_app(services.settings, services)
    kept = PageFiles(services.settings.data / "originals")
    imported = bring_in(desk, kept, ME, read_document(PAPER.encode(), "text"), "防汛.txt", "")
    person = next(iter(services.access.people.all()))
    known = {
        "desk.edit": f"/drafts/{free.id}?checked=1",
        "desk.history": f"/drafts/{free.id}/history",
        "desk.preview": f"/drafts/{free.id}/preview",
        "desk.pages": f"/drafts/{free.id}/pages",
        "issuing.handling": f"/drafts/{free.id}/handling",
        "administration.person": f"/administration/people/{person.id}",
        "imported": f"/drafts/{imported.id}?original=1",
        "campaign": f"/campaigns/{campaign.id}?checked=1",
        "notice": f"/drafts/{notice.id}?checked=1",
    }
    return pages(app, known) | {name: known[name] for name in ("campaign", "notice", "imported")}


def test_axe_finds_nothing_and_nothing_runs_out_at_the_side(
    browser: webdriver.Chrome,
    origin: str,
    addresses: dict[str, str],
) -> None:
    found = {}
    SCREENS.mkdir(parents=True, exist_ok=True)
    for name, address in addresses.items():
        if not address:
            continue
        browser.get(origin + address)
        browser.save_screenshot(str(SCREENS / f"{name}.png"))
        browser.execute_script(AXE.read_text("utf-8"))
        told = browser.execute_async_script(
            "var done = arguments[arguments.length - 1];"
            "axe.run(document).then(function (r) { done(r.violations.map(function (v) {"
            " return v.id + ': ' + v.nodes.slice(0, 3).map(function (n) { return n.html.slice(0, 160); }).join(' | '); })); });"
        )
        wide = browser.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        told += [f"runs {wide} px out at the side"] if wide > 0 else []
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": 683, "height": 384, "deviceScaleFactor": 2, "mobile": False},
        )
        wide = browser.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        told += [f"at 200 % runs {wide} px out at the side"] if wide > 0 else []
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        if told:
            found[name] = told
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)


def test_axe_is_what_the_list_says() -> None:
    listed = re.findall(r"`(axe[^`]+\.js)` \|.*`([0-9a-f]{64})`", (VENDOR / "README.md").read_text("utf-8"))
    assert dict(listed) == {AXE.name: hashlib.sha256(AXE.read_bytes()).hexdigest()}


def tab_to(browser: webdriver.Chrome, selector: str, most: int = 80) -> None:
    """Press Tab until what has the focus fits."""
    for _ in range(most):
        if browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
            return
        webdriver.ActionChains(browser).send_keys(Keys.TAB).perform()
    raise AssertionError(f"{selector} can't be reached by Tab from {browser.current_url}")


def keys(browser: webdriver.Chrome, *pressed: str) -> None:
    webdriver.ActionChains(browser).send_keys(*pressed).perform()


def test_no_mouse_is_needed(browser: webdriver.Chrome, origin: str) -> None:
    def until(met: Callable[[webdriver.Chrome], Any]) -> None:
        WebDriverWait(browser, 30).until(met)

    browser.delete_all_cookies()
    browser.get(origin + "/login")
    tab_to(browser, "[name=login]")
    keys(browser, "worker", Keys.TAB, PASSWORD, Keys.ENTER)
    until(lambda b: "/login" not in b.current_url)
    tab_to(browser, "a[href='/drafts']")
    keys(browser, Keys.ENTER)
    until(lambda b: b.current_url.endswith("/drafts"))
    tab_to(browser, "button[value=general]")
    keys(browser, Keys.ENTER)
    until(lambda b: re.search(r"/drafts/\w+", b.current_url))
    tab_to(browser, "[name='/paper/title']")
    keys(browser, "关于做好值班工作的通知")
    tab_to(browser, "[name='/paper/text']")
    keys(browser, "一、值班安排", Keys.ENTER, "各单位要安排专人值班。")
    tab_to(browser, "[data-toggle-preview]")
    keys(browser, Keys.ENTER)
    until(lambda b: "值班安排" in b.find_element(By.ID, "preview").text)
    webdriver.ActionChains(browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(
        Keys.CONTROL
    ).perform()
    until(lambda b: b.execute_script("return document.activeElement.id") == "findings")
    assert "需要修改" in browser.find_element(By.ID, "findings").text
    tab_to(browser, "#findings a")
    keys(browser, Keys.ENTER)
    tab_to(browser, "button[value=handle]", 120)
    keys(browser, Keys.ENTER)
    until(lambda b: b.find_element(By.ID, "findings"))  # what is missing is said; nothing was issued
