"""Imports point down, foreign libraries stay in their own place, files stay small and are named for a thing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVICE = Path(__file__).parents[1] / "service"
FILES = sorted(SERVICE.rglob("*.py"))

#: From the bottom up. A part imports parts of lower layers only; parts of one layer don't know each other.
LAYERS = (
    {"document"},
    {"errors"},
    {"settings", "json_text", "layout", "secrecy", "job_errors", "carried_files", "named_files"},
    {"catalog", "office", "page", "docx", "images"},
    {"rendering", "lint", "importing", "storage", "request", "forms"},
    {"redhead", "access", "attaching", "own_templates"},
    {"services", "inspection", "doctor", "http_errors", "beside"},
    {"numbering", "manifest", "product", "placing"},
    {"keeping"},
    {"generation", "readiness", "assembly"},
    {"archive"},
    {"checking", "gate", "drafting", "jobs", "templating"},
    {"issuing"},
    {"filing", "revising", "spreadsheets"},
    {"api", "web", "offline", "console"},
    {"regenerate_command"},
    {"app", "account_commands", "archive_commands", "check_files", "batch_files"},
    {"serving"},
    {"cli"},
    {"__main__"},
)
#: Foreign library → the parts that may import it.
PLACES = {
    "argon2": {"access"},
    "flask": {"app", "api", "gate", "web"},
    "docxtpl": {"catalog"},
    "subprocess": {"office"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "gunicorn": {"serving"},
    "huey": {"jobs"},
    "click": {"regenerate_command", "account_commands", "archive_commands", "cli", "console"},
    "pypandoc": {"importing"},
    "PIL": {"images"},
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}
LONGEST_FILE = 300
LONGEST_VIEW = 15


def part_of(path: Path) -> str:
    """The part of the service that a file belongs to: its folder under service/, or its own name."""
    return path.relative_to(SERVICE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "service":
                yield from (f"service.{name.name}" for name in node.names)
            else:
                yield str(node.module)


def layer(part: str) -> int:
    return next(height for height, parts in enumerate(LAYERS) if part in parts)


def name(path: Path) -> str:
    return path.relative_to(SERVICE).as_posix()


def test_every_part_has_its_layer():
    parts = {part_of(path) for path in FILES} - {"__init__"}
    assert parts <= set().union(*LAYERS)


@pytest.mark.parametrize("path", [path for path in FILES if part_of(path) != "__init__"], ids=name)
def test_imports_point_down(path: Path):
    part = part_of(path)
    for module in imports(path):
        if module.startswith("service."):
            other = module.split(".")[1]
            assert other == part or layer(other) < layer(part), f"{part} must not import {module}"


@pytest.mark.parametrize("library", sorted(PLACES))
def test_a_foreign_library_stays_in_its_place(library: str):
    importers = {part_of(path) for path in FILES if any(m.split(".")[0] == library for m in imports(path))}
    assert importers
    assert importers <= PLACES[library]


def test_the_language_of_papers_needs_the_standard_library_only():
    import sys

    for path in (SERVICE / "document").rglob("*.py"):
        for module in imports(path):
            assert module.split(".")[0] in sys.stdlib_module_names or module.startswith("service.document")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_are_small_and_named_for_a_thing(path: Path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE
    assert path.stem not in FORBIDDEN_NAMES
    assert not FORBIDDEN_NAMES & set(path.relative_to(SERVICE).parts)


def views() -> list[ast.FunctionDef]:
    """Every function that a blueprint routes to."""
    trees = [
        ast.parse(path.read_text("utf-8"))
        for part in ("api", "web")
        for path in (SERVICE / part).rglob("*.py")
    ]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [f for f in functions if any("blueprint." in ast.unparse(d) for d in f.decorator_list)]


def test_views_parse_call_and_present():
    assert len(views()) > 5
    for view in views():
        assert view.end_lineno is not None
        assert view.end_lineno - view.lineno + 1 < LONGEST_VIEW, f"{view.name} does too much"
