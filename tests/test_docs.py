"""What users may rely on is documented, and the documents say what the code does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import service.serving  # noqa: F401  so that every error has been defined
from scripts import conformance
from scripts.build_templates.styles import CHARACTER_STYLES, PARAGRAPH_STYLES
from scripts.template_reference import written
from service.api.problems import problem
from service.catalog.catalog import Catalog
from service.catalog.compiling import compile_template
from service.errors import ServiceError
from service.lint.page_rules.elements import NAMES
from service.rendering.context import CONTRACT
from service.web.start import all_errors
from tests.catalog.word_files import a_template
from tests.fakes import fake_making, open_fake_services

DOCS = Path(__file__).parents[1] / "docs"


def rows() -> dict[str, list[str]]:
    """Rows of the table of errors, by code."""
    lines = (DOCS / "errors.md").read_text("utf-8").splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")
    ]
    return {row[0].strip("`"): row[1:] for row in cells}


def test_every_error_code_is_documented_and_no_other():
    assert set(rows()) == {error.code for error in all_errors()}


@pytest.mark.parametrize("error", sorted(all_errors(), key=lambda e: e.code), ids=lambda e: e.code)
def test_what_is_said_of_an_error_is_true(error: type[ServiceError]):
    title, status, exit_code, retryable, remedy = rows()[error.code]
    assert title == error.title
    assert (status, exit_code) == (str(error.http_status), str(error.exit_code))
    assert retryable == ("是" if error.retryable else "否")
    assert remedy


def test_codes_are_given_once():
    codes = [error.code for error in all_errors()]
    assert len(codes) == len(set(codes))


def test_the_example_has_the_shape_of_a_problem():
    example = re.search("```json\n(.*?)```", (DOCS / "errors.md").read_text("utf-8"), re.S)
    assert example is not None
    assert re.findall('^  "([a-z]+)":', example[1], re.M) == list(problem(ServiceError()))


def test_every_route_of_the_api_is_documented(tmp_path: Path):
    from service.app import create_app

    text = (DOCS / "api.md").read_text("utf-8")
    with open_fake_services(tmp_path, fake_making()) as services:
        rules = create_app(services.settings, services).url_map.iter_rules()
        addresses = {rule.rule for rule in rules if rule.rule.startswith(("/api/", "/healthz", "/readyz"))}
    assert addresses
    for address in addresses:
        pattern = re.sub("<[^>]+>", "[^/]+", address)
        assert re.search(f"`(GET|POST) {pattern}`", text), address


def property_names(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from node["properties"]
        for value in node.values():
            yield from property_names(value)
    elif isinstance(node, list):
        for value in node:
            yield from property_names(value)


def test_every_property_and_every_element_is_in_the_glossary(catalog: Catalog):
    rows = [
        line.split("|")[1:3] for line in (DOCS / "glossary.md").read_text("utf-8").splitlines() if "`" in line
    ]
    terms = {
        name: term.strip()
        for pair in rows
        if len(pair) == 2
        for term, name in zip(pair[0].split(" / "), re.findall("`([a-z_]+)`", pair[1]), strict=True)
    }
    named = set(property_names(list(catalog.schemas.values())))
    assert len(named) > 25
    assert named - set(terms) == set()
    elements = {element for paper in catalog.papers for element in paper.elements}
    assert {element: terms.get(element) for element in elements - {"seal"}} == {
        element: name for element, name in NAMES.items() if element in elements
    }
    assert "seal" in terms


def test_every_file_at_the_top_of_the_service_is_on_the_map():
    text = (DOCS / "architecture.md").read_text("utf-8")
    files = [path.name for path in (DOCS.parent / "service").glob("*.py") if not path.name.startswith("__")]
    assert len(files) > 10
    assert [name for name in files if name not in text] == []


def test_every_member_of_a_record_is_documented(tmp_path: Path):
    from tests.fakes import a_request, as_bytes, token_client

    text = (DOCS / "api.md").read_text("utf-8")
    with open_fake_services(tmp_path, fake_making()) as services:
        record = (
            token_client(services)
            .post("/api/v1/documents", data=as_bytes(a_request()), content_type="application/json")
            .json
        )
    for member in [*record, *record["files"]["docx"]]:
        assert f"`{member}`" in text, member


def test_the_page_on_templates_lists_every_name_and_binding():
    page = (DOCS / "templates.md").read_text("utf-8")
    assert written(page) == page, "run make templates"
    assert "`block.heading`" in page
    assert "`imprint.first_rule_top`" in page


def test_a_name_that_comes_to_the_context_comes_to_the_page():
    page = (DOCS / "templates.md").read_text("utf-8")
    assert written(page.replace("| `document_number` | 文字 | 发文字号 |\n", "")) == page


def test_the_page_on_templates_says_what_each_style_is_for():
    page = (DOCS / "templates.md").read_text("utf-8")
    rows = page.partition("## 样式")[2].partition("## 标签")[0]
    described = {name for row in re.findall("^\\| ([^|]+) \\|", rows, re.M)[1:] for name in row.split("、")}
    styles = {s.name for s in PARAGRAPH_STYLES} | {s.name for s in CHARACTER_STYLES} | {"正文"}
    assert described == styles


def test_the_examples_on_the_page_are_right_templates():
    page = (DOCS / "templates.md").read_text("utf-8")
    examples = re.findall("```\n(.*?)```", page.partition("## 标签")[2], re.S)
    assert len(examples) >= 4
    for example in examples:
        compile_template(a_template(*example.splitlines()), {}, CONTRACT)


def test_the_matrix_of_clauses_is_what_the_registries_say():
    """Run ``make templates`` after a change to rules, clauses or manifests."""
    assert conformance.PAGE.read_text("utf-8") == conformance.page()


def test_every_clause_is_in_the_matrix_once():
    numbers = [row[0] for row in matrix()]
    assert len(numbers) == len(set(numbers))
    assert {"5.2.3", "7.3.5.4", "8", "10.3"} <= set(numbers)


def test_what_no_rule_measures_says_why():
    for number, _, how, measured, _, _ in matrix():
        assert measured != "—" or "：" in how, number


def matrix() -> list[list[str]]:
    """Rows of the two tables of clauses."""
    text = conformance.page().split("## 其他依据")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"
    ]
    return [row for row in rows if row[0] not in ("条款", "---")]
