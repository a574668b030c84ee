"""File names of papers: 发文字号 and 标题, without what Windows forbids."""

from __future__ import annotations

import re

MAX_CHARACTERS = (
    80  #: 80 Chinese characters are 240 bytes; file systems take 255 for the name with its ending
)

_LABEL = 30  #: characters of what tells a file from others; a whole paragraph helps nobody
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\.|$)")


#: What a format's files end in, where that is not its name: a PDF/A is a PDF, and stands beside the paper's other.
_ENDINGS = {"pdfa": "pdfa.pdf"}


def file_ending(format: str) -> str:
    """Return what the names of a format's files end in, without the dot."""
    return _ENDINGS.get(format, format)


def file_name(document_number: str | None, title: str, format: str) -> str:
    """Return ``发文字号+标题.format`` as a name that Windows, macOS and Linux all take.

    Forbidden characters become ``_``; line breaks, control characters and direction marks go. A name that
    would be too long is cut, one that would be empty is ``公文``.
    """
    stem = _INVISIBLE.sub("", f"{document_number or ''}{title}")
    stem = _FORBIDDEN.sub("_", stem)[:MAX_CHARACTERS].strip(" .") or "公文"
    return f"{'_' if _DEVICES.match(stem) else ''}{stem}.{file_ending(format)}"


def numbered(name: str, number: int) -> str:
    """Return a file's name with a number before its ending, for a second paper that would be called the same."""
    return _marked(name, f"（{number}）")


def labelled(name: str, label: str) -> str:
    """Return a file's name with what tells it from others before its ending, unless it says so already."""
    told = _FORBIDDEN.sub("_", _INVISIBLE.sub("", label)).strip(" .")[:_LABEL]
    return name if not told or told in name else _marked(name, f"（{told}）")


def _marked(name: str, mark: str) -> str:
    endings = [f".{ending}" for ending in _ENDINGS.values()] + [f".{name.rpartition('.')[2]}"]
    ending = next(ending for ending in endings if name.endswith(ending))
    return f"{name.removesuffix(ending)[: MAX_CHARACTERS - len(mark)]}{mark}{ending}"
