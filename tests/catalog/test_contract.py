from __future__ import annotations

from dataclasses import dataclass

import pytest

from service.catalog.contract import Fields, Many, Text, contract_of
from service.rendering.context import CONTRACT


@dataclass(frozen=True)
class Inner:
    name: str


@dataclass(frozen=True)
class Outer:
    text: str
    number: int
    yes: bool
    maybe: str | None
    one: Inner
    many: tuple[Inner, ...]
    words: tuple[str, ...]


def test_shapes_are_read_off_the_dataclass() -> None:
    inner = Fields({"name": Text()})
    assert contract_of(Outer) == Fields(
        {
            "text": Text(),
            "number": Text(),
            "yes": Text(),
            "maybe": Text(),
            "one": inner,
            "many": Many(inner),
            "words": Many(Text()),
        }
    )


def test_a_field_that_no_template_can_use_is_refused() -> None:
    @dataclass(frozen=True)
    class Bad:
        table: dict[str, str]

    with pytest.raises(TypeError, match="dict"):
        contract_of(Bad)


def test_the_contract_of_the_service_names_what_a_paper_prints() -> None:
    assert {"mark", "document_number", "title_lines", "text", "issued_document", "imprint"} <= set(
        CONTRACT.names
    )
    issued = CONTRACT.names["issued_document"]
    assert isinstance(issued, Fields)
    assert isinstance(issued.names["text"], Many)
