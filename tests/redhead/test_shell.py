from __future__ import annotations

from collections.abc import Callable

from service.redhead.shell import Shell
from tests.redhead.bodies import W


def texts(elements: object) -> list[str]:
    return ["".join(t.text or "" for t in e.iter(f"{W}t")) for e in elements]  # type: ignore[attr-defined]


def test_the_head_ends_with_the_blank_lines_under_its_rule(shell: Callable[..., Shell]):
    head = texts(shell().head)
    assert head[-3:] == ["滨水发〔2026〕12号", "", ""]
    assert "滨海市水务局文件" in head


def test_the_imprint_turns_pages_and_ends_no_section(shell: Callable[..., Shell]):
    assert "抄送：市委办公室，市政府办公室。" in texts(shell().imprint)
    assert len(shell(2).imprint) == len(shell(0).imprint) + 2
    assert [s for e in shell(2, blank=True).imprint for s in e.iter(f"{W}sectPr")] == []


def test_footers_print_a_number_or_nothing(shell: Callable[..., Shell]):
    numbered, blank = shell(), shell(2, blank=True)
    assert set(numbered.footers) == set(blank.footers) == {"default", "even"}
    assert all(b"PAGE" in footer for footer in numbered.footers.values())
    assert not any(b"PAGE" in footer for footer in blank.footers.values())
    assert [c for c in numbered.section if c.tag.endswith("Reference")] == []
