from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from service.catalog.environment import TemplateEnvironment


@dataclass(frozen=True)
class Value:
    text: str
    parts: tuple[str, ...] = ()

    def method(self) -> str:
        return self.text


VALUE = Value("甲<乙>")


def render(source: str, value: Any = VALUE) -> str:
    return TemplateEnvironment(escape=True).from_string(source).render(value=value)


def test_a_field_is_printed_and_escaped() -> None:
    assert render("{{ value.text }}") == "甲&lt;乙&gt;"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UndefinedError):
        render("{{ value.nothing }}")


@pytest.mark.parametrize(
    "name",
    [
        "__class__",
        "__dataclass_fields__",
        "__dict__",
        "method.__globals__",
        "method.__func__",
        "parts.__class__",
    ],
)
def test_what_is_no_field_is_judged_by_the_sandbox(name: str) -> None:
    with pytest.raises(SecurityError):
        render("{{ value." + name + " }}")
