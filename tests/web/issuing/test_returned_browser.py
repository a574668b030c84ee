"""An edited copy in a real Chromium: chosen, uploaded, looked at, taken. Pictures go to ``out/screens``."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from service.drafting.desk import Desk
from service.issuing.issue import copy_of
from service.services import Services
from service.storage import Draft
from tests.revising.conftest import paragraph, retype

pytest.importorskip("selenium", reason="scripts/setup --test 会装上 selenium")
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.web.desk.conftest import ME
from tests.web.desk.test_browser import browser, chromium, click, origin, pytestmark, shot, until  # noqa: F401


def edit(data: bytes, paper: Any, plan: Any) -> bytes:
    """What a leader does to the notice in Word."""
    document, saved = docx.Document(io.BytesIO(data)), io.BytesIO()
    text = next(block["text"] for block in plan["text"] if block["kind"] == "paragraph")
    place = paragraph(document, text)
    added = place.insert_paragraph_before("新加的一段，说明开展这项活动的来由。")
    retype(place, text[:4], "为切实" + text[:2])
    retype(paragraph(document, paper["principal_receivers"]), "：", "，市船检中心：")
    document.add_comment(added.runs[0], "这一句请再斟酌。", author="周明远")
    document.paragraphs[0].insert_paragraph_before("（领导阅改稿）")
    document.save(saved)
    return saved.getvalue()


def test_a_leader_s_copy_is_uploaded_and_taken(
    browser: webdriver.Chrome,  # noqa: F811
    origin: str,  # noqa: F811
    services: Services,
    desk: Desk,
    campaign: Draft,
    notice: Draft,
    tmp_path: Path,
) -> None:
    paper = desk.papers.revision(notice.id, ME.unit_id).tree["paper"]
    plan = desk.campaigns.revision(campaign.id, ME.unit_id).tree["campaign"]["plan"]
    file = tmp_path / "领导改.docx"
    file.write_bytes(edit(copy_of(desk, services, notice, wants_pdf=False).files["docx"], paper, plan))
    browser.get(f"{origin}/drafts/{notice.id}/handling")
    shot(browser, "returned-upload", 1366, 1100)
    browser.find_element(By.NAME, "file").send_keys(str(file))
    click(browser, "form.returned button")
    until(browser, lambda: browser.find_element(By.CSS_SELECTOR, "fieldset.edit"))
    assert len(browser.find_elements(By.CSS_SELECTOR, "fieldset.edit")) == 3
    assert "（领导阅改稿）" in browser.find_element(By.CSS_SELECTOR, ".unmatched").text
    assert "再斟酌" in browser.find_element(By.CSS_SELECTOR, ".comments").text
    shot(browser, "returned", 1366, 1500)
    click(browser, 'fieldset.added input[value="leave"]')
    click(browser, "button.primary")
    until(browser, lambda: "修改已采用" in browser.title)
    shot(browser, "returned-taken")
    now = desk.papers.revision(notice.id, ME.unit_id).tree["paper"]
    assert "，市船检中心" in now["principal_receivers"]
    text = desk.campaigns.revision(campaign.id, ME.unit_id).tree["campaign"]["plan"]["text"]
    assert len(text) == len(plan["text"])
    assert any(block.get("text", "").startswith("为切实") for block in text)
