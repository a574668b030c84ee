"""Files put into a draft in a real Chromium: chosen, they go in at once, an image where the caret stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.drafting.desk import Desk
from service.storage import Draft
from tests.fakes import a_pdf
from tests.web.desk.conftest import ME
from tests.web.desk.test_files import a_png

selenium = pytest.importorskip("selenium", reason="scripts/setup --test 会装上 selenium")
from selenium import webdriver  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

from tests.web.desk.test_browser import PATIENCE_S, browser, chromium, origin, pytestmark  # noqa: E402, F401

TEXT, ATTACHMENTS = "/paper/text", "/paper/attachments"


def test_an_image_a_file_and_a_broken_one(
    browser: webdriver.Chrome,  # noqa: F811
    origin: str,  # noqa: F811
    free: Draft,
    desk: Desk,
    tmp_path: Path,
) -> None:
    files = {"照片.png": a_png(), "清单.pdf": a_pdf(2), "坏.pdf": b"%PDF-x"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    wait = WebDriverWait(browser, PATIENCE_S)
    browser.get(f"{origin}/drafts/{free.id}")
    box = browser.find_element(By.ID, TEXT)
    box.click()
    browser.execute_script("arguments[0].setSelectionRange(3, 3)", box)
    browser.find_element(By.NAME, f"file:{TEXT}").send_keys(str(tmp_path / "照片.png"))
    wait.until(lambda b: "【图片" in str(b.find_element(By.ID, TEXT).get_property("value")))
    browser.find_element(By.NAME, f"file:{ATTACHMENTS}").send_keys(str(tmp_path / "清单.pdf"))
    wait.until(lambda b: b.find_elements(By.LINK_TEXT, "清单.pdf"))
    browser.find_element(By.NAME, f"file:{ATTACHMENTS}").send_keys(str(tmp_path / "坏.pdf"))
    wait.until(lambda b: "“坏.pdf”" in b.find_element(By.ID, f"{ATTACHMENTS}~why").text)
    paper = desk.papers.revision(free.id, ME.unit_id).tree["paper"]
    assert [i for i, block in enumerate(paper["text"]) if block["kind"] == "image"] == [1]
    assert paper["attachments"][-1]["file"]["name"] == "清单.pdf"
