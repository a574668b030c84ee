"""XML of an OFD's parts, as text: elements of its namespace, numbers as short as they can be."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.ofdspec.org/2016"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def number(value: float) -> str:
    """Return a length in mm with at most four decimals."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(*values: float) -> str:
    """Return several, a space between them."""
    return " ".join(map(number, values))


def element(name: str, content: str = "", **attributes: object) -> str:
    """Return an element of the OFD namespace; ``content`` is XML. Attributes that are None are left out."""
    written = "".join(
        f" {key}={quoteattr(str(value))}" for key, value in attributes.items() if value is not None
    )
    return f"<ofd:{name}{written}>{content}</ofd:{name}>" if content else f"<ofd:{name}{written}/>"


def text_element(name: str, text: str, **attributes: object) -> str:
    """Return an element that holds a text."""
    return element(name, escape(text), **attributes)


def part(name: str, content: Iterable[str], **attributes: object) -> bytes:
    """Return a part of the file: its root element with the namespace declared."""
    root = element(name, "".join(content), **{"xmlns:ofd": NAMESPACE, **attributes})
    return (DECLARATION + root).encode()
