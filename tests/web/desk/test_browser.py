"""The desk in a real Chromium: typing, keys, autosave, two windows, reload. Pictures go to ``out/screens``."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from service.access.signing_in import change_password
from service.app import create_app
from service.drafting.desk import Desk
from service.services import Services
from service.storage import Draft
from tests.fakes import EVERYTHING, PASSWORD, add_person
from tests.web.desk.conftest import ME

selenium = pytest.importorskip("selenium", reason="scripts/setup --test 会装上 selenium")
from selenium import webdriver  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="没有安装 chromium、chromium-driver"),
    pytest.mark.xdist_group("browser"),
]
SCREENS = Path(__file__).parents[3] / "out" / "screens"
PATIENCE_S = 30
TEXT = "/campaign/plan/text"


@pytest.fixture(scope="module")
def chromium() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in (
        "headless=new",
        "no-sandbox",
        "disable-gpu",
        "lang=zh-CN",
        "hide-scrollbars",
        "window-size=1366,768",
    ):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture
def origin(services: Services) -> Iterator[str]:
    """The address of the running application."""
    server = make_server("127.0.0.1", 0, create_app(services.settings, services), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser(chromium: webdriver.Chrome, origin: str, services: Services) -> Iterator[webdriver.Chrome]:
    """A browser in which somebody is signed in; what its console complained of fails the test."""
    person, once = add_person(services.access, None, "worker", ME.name, ME.unit_id, EVERYTHING)
    secret = change_password(services.access, person, once, PASSWORD, PASSWORD, "127.0.0.1")
    chromium.get(f"{origin}/errors")
    chromium.add_cookie({"name": "chengwen_session", "value": secret})
    chromium.get_log("browser")
    yield chromium
    complaints = [entry["message"] for entry in chromium.get_log("browser") if "409" not in entry["message"]]
    chromium.execute_script(
        "window.onbeforeunload = null; document.querySelector('#desk') && document.querySelector('#desk').remove()"
    )
    chromium.get("about:blank")
    assert complaints == []


def until(browser: webdriver.Chrome, condition: Callable[[], Any]) -> Any:
    return WebDriverWait(browser, PATIENCE_S, ignored_exceptions=(Exception,)).until(lambda _: condition())


def named(browser: webdriver.Chrome, name: str) -> WebElement:
    return browser.find_element(By.NAME, name)


def type_into(browser: webdriver.Chrome, name: str, text: str) -> None:
    named(browser, name).send_keys(Keys.CONTROL, "a")
    named(browser, name).send_keys(text)


def click(browser: webdriver.Chrome, selector: str) -> None:
    element = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()


def press(browser: webdriver.Chrome, op: str) -> None:
    click(browser, f'button[value="{op}"]:not([aria-hidden])')


def shot(browser: webdriver.Chrome, name: str, width: int = 1366, height: int = 768) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    browser.set_window_size(width, height)
    browser.save_screenshot(str(SCREENS / f"{name}.png"))
    browser.set_window_size(1366, 768)


def facts(desk: Desk, draft: Draft) -> Any:
    return desk.campaigns.revision(draft.id, ME.unit_id).tree["campaign"]


def test_a_paper_is_filled_checked_issued_and_voided(
    browser: webdriver.Chrome, origin: str, desk: Desk, services: Services, campaign: Draft, root: Path
) -> None:
    wanted = json.loads((root / "samples/binhai/issuing_notice.json").read_text("utf-8"))["content"]["paper"]
    browser.get(f"{origin}/campaigns/{campaign.id}")
    press(browser, "issuing_notice")
    assert named(browser, "/paper/title").get_attribute("value") == wanted["title"]
    named(browser, "/paper/title").send_keys(Keys.CONTROL, Keys.ENTER)
    until(browser, lambda: browser.switch_to.active_element.get_attribute("id") == "findings")
    shot(browser, "findings", 1366, 1200)
    for name in (
        "issuer_mark",
        "document_number",
        "principal_receivers",
        "annotation",
        "printing_office",
        "printing_date",
    ):
        type_into(browser, f"/paper/{name}", wanted[name])
    type_into(browser, "/paper/text", "".join(wanted["text"]))
    type_into(browser, "/paper/signature/issuer", wanted["signature"]["issuer"])
    type_into(browser, "/paper/signature/issue_date", "2026-3-16")
    assert not browser.find_element(By.ID, "/paper/annotation~hint").get_attribute("hidden")
    assert not browser.find_element(By.ID, "/paper/issuer_mark~said").is_displayed()
    press(browser, "check")
    until(browser, lambda: browser.find_element(By.CSS_SELECTOR, ".summary.fine"))
    browser.execute_script("window.scrollTo(0, 0)")
    shot(browser, "paper", 1366, 1100)
    press(browser, "handle")
    until(browser, lambda: browser.current_url.endswith("/handling"))
    shot(browser, "handling")
    for state in ("submitted", "proof"):
        click(browser, f'button[value="{state}"]')
        until(browser, lambda: not browser.find_elements(By.CSS_SELECTOR, f'button[value="{state}"]'))  # noqa: B023
    click(browser, 'a[href$="/issue"]')
    shot(browser, "issue")
    click(browser, "main button.main")
    until(browser, lambda: "/issued/" in browser.current_url)
    shot(browser, "issued", 1366, 1400)
    assert browser.find_elements(By.CSS_SELECTOR, 'a[href$="/files/docx"]')
    (record,) = services.records.recent(2, [ME.unit_id])
    told = json.loads(services.records.content(record.id, [ME.unit_id]))["paper"]
    assert told == {
        name: value for name, value in wanted.items() if name not in ("approval_date", "other_receivers")
    }
    named(browser, "reason").send_keys("附件有误")
    click(browser, 'form[action$="/void"] button')
    until(browser, lambda: browser.find_element(By.CSS_SELECTOR, ".mistake"))
    for page in ("issued", "register/", "drafts"):
        browser.get(f"{origin}/{page}")
        shot(browser, f"list-{page.strip('/')}")


def test_keys_move_rows_and_add_them(
    browser: webdriver.Chrome, origin: str, desk: Desk, campaign: Draft
) -> None:
    browser.get(f"{origin}/campaigns/{campaign.id}")
    first, second = (
        block.get("text") or block.get("title") for block in facts(desk, campaign)["plan"]["text"][:2]
    )
    named(browser, f"{TEXT}/0/text").send_keys(Keys.ALT, Keys.ARROW_DOWN)
    until(browser, lambda: named(browser, f"{TEXT}/1/text").get_attribute("value") == first)
    until(browser, lambda: browser.switch_to.active_element.get_attribute("name").startswith(f"{TEXT}/1/"))
    assert facts(desk, campaign)["plan"]["text"][0]["title"] == second
    count = len(facts(desk, campaign)["leading_groups"][0]["roles"][0]["members"])
    members = "/campaign/leading_groups/0/roles/0/members"
    named(browser, f"{members}/{count - 1}/unit").send_keys(Keys.ENTER)
    until(
        browser,
        lambda: browser.switch_to.active_element.get_attribute("name").startswith(f"{members}/{count}/"),
    )
    assert len(facts(desk, campaign)["leading_groups"][0]["roles"][0]["members"]) == count + 1
    shot(browser, "campaign", 1366, 1500)


def test_leaving_a_field_saves_it_and_a_reload_brings_it_back(
    browser: webdriver.Chrome, origin: str, desk: Desk, campaign: Draft
) -> None:
    browser.get(f"{origin}/campaigns/{campaign.id}")
    type_into(browser, "/campaign/name", "重新起的名称")
    named(browser, "/campaign/plan/title").click()
    until(
        browser, lambda: "草稿已自动保存 16:30" in browser.find_element(By.CSS_SELECTOR, "[data-saved]").text
    )
    browser.refresh()
    assert named(browser, "/campaign/name").get_attribute("value") == "重新起的名称"
    assert facts(desk, campaign)["name"] == "重新起的名称"


def test_half_typed_words_of_an_input_method_are_no_keys(
    browser: webdriver.Chrome, origin: str, desk: Desk, campaign: Draft
) -> None:
    browser.get(f"{origin}/campaigns/{campaign.id}")
    browser.execute_script(
        """const field = document.getElementsByName(arguments[0])[0];
        field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
        field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}));
        field.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', altKey: true, isComposing: true, bubbles: true}));""",
        f"{TEXT}/0/text",
    )
    named(browser, "/campaign/name").send_keys(Keys.CONTROL, Keys.ENTER)  # a key that does count, to wait for
    until(browser, lambda: browser.find_element(By.ID, "findings"))
    assert desk.campaigns.get(campaign.id, ME.unit_id).revision == 1


def test_two_windows_on_one_draft(
    browser: webdriver.Chrome, origin: str, desk: Desk, campaign: Draft
) -> None:
    address = f"{origin}/campaigns/{campaign.id}"
    browser.get(address)
    one = browser.current_window_handle
    browser.switch_to.new_window("tab")
    browser.get(address)
    type_into(browser, f"{TEXT}/0/text", "第二个窗口写的。")
    named(browser, "/campaign/name").send_keys(Keys.CONTROL, "s")
    until(browser, lambda: facts(desk, campaign)["plan"]["text"][0]["text"] == "第二个窗口写的。")
    browser.close()
    browser.switch_to.window(one)
    type_into(browser, f"{TEXT}/0/text", "第一个窗口写的。")
    named(browser, "/campaign/name").click()
    link = until(browser, lambda: browser.find_element(By.LINK_TEXT, "查看差异，逐处选定"))
    link.click()
    shot(browser, "settle")
    click(browser, 'input[value="mine"]')
    click(browser, "button.primary")
    until(browser, lambda: named(browser, f"{TEXT}/0/text").get_attribute("value") == "第一个窗口写的。")


def test_lines_of_a_spreadsheet_are_pasted_as_rows(
    browser: webdriver.Chrome, origin: str, desk: Desk, campaign: Draft
) -> None:
    browser.get(f"{origin}/campaigns/{campaign.id}")
    blocks = facts(desk, campaign)["plan"]["text"]
    phase = next(i for i, block in enumerate(blocks) if block["kind"] == "phase")
    browser.execute_script(
        """const data = new DataTransfer(); data.setData('text/plain', arguments[1]);
        document.getElementsByName(arguments[0])[0].dispatchEvent(
            new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));""",
        f"{TEXT}/{phase}/tasks/0/title",
        "查摆问题\t。\r\n集中整改\t。\r\n",
    )
    until(
        browser,
        lambda: len(facts(desk, campaign)["plan"]["text"][phase]["tasks"]) == len(blocks[phase]["tasks"]) + 2,
    )
    assert facts(desk, campaign)["plan"]["text"][phase]["tasks"][1] == {"title": "查摆问题", "end_mark": "。"}


@pytest.mark.parametrize(("width", "zoom"), [(1366, 1), (1920, 1), (1366, 2)])
def test_nothing_is_wider_than_the_window(
    browser: webdriver.Chrome, origin: str, campaign: Draft, notice: Draft, width: int, zoom: int
) -> None:
    for address in ("/drafts", "/campaigns", f"/campaigns/{campaign.id}", f"/drafts/{notice.id}?checked=1"):
        browser.get(origin + address)
        browser.set_window_size(width // zoom, 768)
        wide = browser.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, address
    browser.set_window_size(1366, 768)


def outline(browser: webdriver.Chrome) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, ".outline a")


def test_a_text_pasted_from_word_keeps_its_table_and_is_outlined(
    browser: webdriver.Chrome, origin: str, desk: Desk, free: Draft
) -> None:
    browser.get(f"{origin}/drafts/{free.id}")
    box = named(browser, "/paper/text")
    box.clear()
    html = (
        "<p class=MsoNormal><span style='mso-list:Ignore'>一、</span>工作任务</p><p>请照下表办理。</p>"
        "<table><tr><td><p>事项</p></td><td>时限</td></tr><tr><td><p>走访</p><p>座谈</p></td><td>5月底</td></tr></table>"
        "<p>二、工作要求</p>"
    )
    browser.execute_script(
        "var d = new DataTransfer(); d.setData('text/html', arguments[1]); d.setData('text/plain', 'x');"
        "arguments[0].focus(); arguments[0].dispatchEvent("
        "new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true}));",
        box,
        html,
    )
    box.send_keys(Keys.CONTROL, "s")
    wanted = ["一、工作任务", "二、工作要求"]
    until(browser, lambda: [link.text for link in outline(browser)] == wanted)
    text = desk.papers.revision(free.id, ME.unit_id).tree["paper"]["text"]
    assert text[2] == {"kind": "table", "header": ["事项", "时限"], "rows": [["走访\n座谈", "5月底"]]}
    assert [block["kind"] for block in text] == ["heading", "paragraph", "table", "heading"]
    outline(browser)[1].click()
    chosen = "var b = arguments[0]; return b.value.substring(b.selectionStart, b.selectionEnd)"
    assert browser.execute_script(chosen, named(browser, "/paper/text")) == "二、工作要求"
    shot(browser, "text-in-one-box", 1366, 1700)


def test_the_preview_follows_what_is_typed(
    browser: webdriver.Chrome, origin: str, desk: Desk, free: Draft
) -> None:
    browser.get(f"{origin}/drafts/{free.id}")
    click(browser, "[data-toggle-preview]")
    until(browser, lambda: len(browser.find_elements(By.CSS_SELECTOR, "#preview svg")) == 4)
    named(browser, "/paper/text").send_keys(Keys.CONTROL, Keys.HOME)
    named(browser, "/paper/text").send_keys("新写的第一句。")
    first = "#preview svg:first-of-type"
    until(browser, lambda: "新写的第一句。" in browser.find_element(By.CSS_SELECTOR, first).text)
    assert desk.papers.get(free.id, ME.unit_id).revision == 1
    shot(browser, "preview", 1920, 1080)
    click(browser, "[data-toggle-preview]")
    assert not browser.find_element(By.ID, "preview").is_displayed()
