"""What is installed of LibreOffice, and whether PDF is possible: found out from files, nothing is started."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from service.office.fonts import DOCUMENT_FAMILIES, font_set

_USUAL_PROGRAM = Path("/usr/lib/libreoffice/program/soffice")
_FC_MATCH = Path("/usr/bin/fc-match")
_UNO_PLACES = (Path("/usr/lib/python3/dist-packages"), Path("/usr/lib/python3/site-packages"))
_VERSION = re.compile(rb'oor:name="ooSetupVersionAboutBox"[^>]*>\s*<value[^>]*>([0-9.]+)</value>')


@dataclass(frozen=True)
class LibreOffice:
    """An installed LibreOffice.

    ``soffice`` is the program as a resolved path, None when there is none; ``version`` has four parts
    ("7.4.7.2"), "" when it can't be told; ``calc`` tells whether it reads workbooks (xlsx); ``uno`` is the folder of ``uno.py``, None without the bridge.
    """

    soffice: Path | None
    version: str
    writer: bool
    uno: Path | None
    calc: bool = False

    def missing_packages(self) -> tuple[str, ...]:
        """The Debian packages to install before documents can be converted."""
        missing = []
        if self.soffice is None or not self.writer:
            missing.append("libreoffice-writer-nogui")
        if self.uno is None:
            missing.append("python3-uno")
        if not _FC_MATCH.is_file():  # without it no canary can be held against the fonts
            missing.append("fontconfig")
        return tuple(missing)


@lru_cache(maxsize=1)
def find_libreoffice() -> LibreOffice:
    """Look for LibreOffice once per process, on ``PATH`` and where Debian puts it."""
    found = shutil.which("soffice") or (str(_USUAL_PROGRAM) if _USUAL_PROGRAM.is_file() else None)
    if found is None:
        return LibreOffice(None, "", writer=False, uno=_find_uno(None))
    soffice = Path(found).resolve()
    program = soffice.parent
    writer, calc = ((program / name).is_file() for name in ("libswlo.so", "libsclo.so"))
    return LibreOffice(soffice, _version(program), writer, _find_uno(program), calc)


def find_pandoc() -> Path | None:
    """Return the program that reads Markdown, docx, odt and HTML for `service.importing`; None if it is not there."""
    found = shutil.which("pandoc")
    return None if found is None else Path(found)


def pdf_problem(fonts_conf: Path) -> str:
    """Why PDF can't be made here and what to do about it, in Chinese; "" when it can."""
    packages = find_libreoffice().missing_packages()
    if packages:
        names = " ".join(packages)
        return f"缺少系统软件包 {names}，请管理员运行 apt-get install {names}，然后重新启动服务"
    fonts = font_set(fonts_conf)
    without = [name for name in DOCUMENT_FAMILIES if not fonts.served(name).chain]
    if without:
        return f"缺少字体（{'、'.join(without)}），请运行 make setup，然后重新启动服务"
    return ""


def _version(program: Path) -> str:
    try:
        registry = (program.parent / "share" / "registry" / "main.xcd").read_bytes()
    except OSError:
        return ""
    match = _VERSION.search(registry)
    return match[1].decode() if match else ""


def _find_uno(program: Path | None) -> Path | None:
    """Where the system's Python finds ``uno``; of use only when this Python is of the same version."""
    places = (*_UNO_PLACES, *((program,) if program else ()), *(Path(each) for each in sys.path if each))
    return next((place for place in places if (place / "uno.py").is_file()), None)
