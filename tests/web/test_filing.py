"""整理 in a real Chromium: rows move with Alt and the arrow keys, and the cursor stays with them."""

from __future__ import annotations

import pytest

pytest.importorskip("selenium", reason="scripts/setup --test 会装上 selenium")
from selenium import webdriver
from selenium.webdriver.common.by import By

from service.services import Services
from service.storage.person import FIRST_UNIT
from tests.filing.test_arranging import an_item
from tests.web.desk.conftest import making, services  # noqa: F401
from tests.web.desk.test_browser import SCREENS, browser, chromium, origin, pytestmark, until  # noqa: F401

# The driver's own keys time out: the page is left while Alt is down.
_PRESS = (
    "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
    " {key: arguments[0], altKey: true, bubbles: true, cancelable: true}))"
)
_ROW_OF_CURSOR = "return document.activeElement.closest('tr').id"


def test_rows_move_with_the_keys(browser: webdriver.Chrome, origin: str, services: Services):  # noqa: F811
    services.filing.add([an_item(id, document_number=f"滨政发〔2026〕{id}号") for id in ("a", "b", "c")])
    browser.get(f"{origin}/filing/?year=2026")

    def order() -> list[str]:
        return [row.get_attribute("id") for row in browser.find_elements(By.CSS_SELECTOR, "tbody tr")]

    assert order() == ["item-a", "item-b", "item-c"]
    browser.execute_script("document.querySelector('#item-a select').focus()")
    for expected in (["b", "a", "c"], ["b", "c", "a"]):
        browser.execute_script(_PRESS, "ArrowDown")
        until(browser, lambda expected=expected: order() == [f"item-{id}" for id in expected])
        until(browser, lambda: browser.execute_script(_ROW_OF_CURSOR) == "item-a")
    browser.execute_script(_PRESS, "ArrowUp")
    until(browser, lambda: order() == ["item-b", "item-a", "item-c"])
    assert [item.id for item in services.filing.items(FIRST_UNIT, 2026)] == ["b", "a", "c"]
    SCREENS.mkdir(parents=True, exist_ok=True)
    browser.save_screenshot(str(SCREENS / "filing.png"))
