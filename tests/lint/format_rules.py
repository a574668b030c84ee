"""The rules of special formats and joint papers, which the general paper of the other tests doesn't show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from service.lint import Sheet
from tests.lint.papers import FANG, moved, on_line, restyled

#: Rule → the sample of samples/genres that it measures.
OF_FORMATS = {
    "corner-elements": "joint",
    "corner-fonts": "joint",
    "joint-mark": "joint",
    "letter-mark": "letter",
    "letter-rules": "letter",
    "letter-number": "letter",
    "letter-corner": "letter_urgent",
    "letter-page-number": "letter",
    "letter-imprint": "letter",
    "order-mark": "order",
    "order-text": "order",
    "minutes-mark": "minutes",
    "minutes-attendance": "minutes",
    "stamp-signature": "signature_stamp",
}


def _as(format: str) -> Callable[[Sheet], Sheet]:
    return lambda sheet: replace(sheet, format=format)


#: Rule → a sample and the change that breaks it; one of another format breaks most.
BROKEN: dict[str, tuple[str, Callable[[Sheet], Sheet]]] = {
    "corner-elements": ("letter_urgent", _as("general")),
    "corner-fonts": ("joint", lambda sheet: on_line(sheet, 1, "加急", restyled(font=FANG))),
    "joint-mark": ("joint", lambda sheet: on_line(sheet, 1, "滨海市海洋发展局", moved(dx=5))),
    "letter-mark": ("minutes", _as("letter")),
    "letter-rules": ("minutes", _as("letter")),
    "letter-number": ("minutes", _as("letter")),
    "letter-corner": ("letter_urgent", lambda sheet: on_line(sheet, 1, "特急", moved(dx=11))),
    "letter-page-number": ("minutes", _as("letter")),
    "letter-imprint": ("minutes", _as("letter")),
    "order-mark": ("letter", _as("order")),
    "order-text": ("letter", _as("order")),
    "minutes-mark": ("order", _as("minutes")),
    "minutes-attendance": ("minutes", lambda sheet: on_line(sheet, 2, "出席", moved(dx=5))),
    "stamp-signature": ("signature_stamp", lambda sheet: on_line(sheet, 2, "市长", moved(dx=40))),
}
