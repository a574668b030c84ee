"""A small contract, and the mistakes of templates written against it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from service.catalog.compiling import Compiled, compile_template
from service.catalog.contract import contract_of
from service.document.finding import Finding
from service.errors import TemplateError
from tests.catalog.word_files import a_template


@dataclass(frozen=True)
class Task:
    text: str
    deadline: str


@dataclass(frozen=True)
class Phase:
    name: str
    period: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Plan:
    title: str
    phases: tuple[Phase, ...]
    closed: bool


CONTRACT = contract_of(Plan)


def mistakes(*paragraphs: str, tables: tuple[tuple[tuple[str, ...], ...], ...] = ()) -> tuple[Finding, ...]:
    with pytest.raises(TemplateError) as caught:
        compile_template(a_template(*paragraphs, tables=tables), {}, CONTRACT)
    return caught.value.findings


def accepted(*paragraphs: str, tables: tuple[tuple[tuple[str, ...], ...], ...] = ()) -> Compiled:
    return compile_template(a_template(*paragraphs, tables=tables), {}, CONTRACT)


def the_mistake(*paragraphs: str) -> Finding:
    found = mistakes(*paragraphs)
    assert len(found) == 1, [f.message for f in found]
    return found[0]


LOOP = "{%p for phase in phases %}"
END = "{%p endfor %}"
