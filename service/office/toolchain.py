"""What a paper was made with: every version and digest that can change a byte of it."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from service.layout.profile import FAMILIES
from service.office.fonts import FontSet, font_set
from service.office.installation import find_libreoffice

LIBRARIES = (
    *("deflate", "docxtpl", "jinja2", "markupsafe", "lxml", "python-docx", "fonttools"),
    *("pikepdf", "pillow", "pypdfium2", "rfc8785", "rjieba"),
)
"""The Python packages whose version can change what is rendered; rjieba's words say where a title breaks."""

_SYSTEM_PACKAGES = (
    *("libreoffice-core-nogui", "libreoffice-core", "libharfbuzz0b", "libfreetype6", "libfontconfig1"),
    *("libgraphite2-3", "libicu[0-9][0-9]"),
)


@dataclass(frozen=True)
class Toolchain:
    """The tools behind a rendering.

    ``libreoffice`` is "" when it is not installed. ``system`` has the Debian package versions of LibreOffice
    and of what shapes its text (empty elsewhere than on Debian and Ubuntu). ``fonts`` gives for each
    family that a paper may name the SHA-256 of the files that serve it, in the order in which a glyph is
    looked for; ``substitutes`` names the font that stands for each family that is not there itself.
    """

    service: str
    python: str
    machine: str
    libreoffice: str
    libraries: Mapping[str, str]
    system: Mapping[str, str]
    fonts: Mapping[str, tuple[str, ...]]
    substitutes: Mapping[str, str]

    def as_json(self) -> dict[str, object]:
        """The toolchain as JSON values, as a record keeps it."""
        return {
            "service": self.service,
            "python": self.python,
            "machine": self.machine,
            "libreoffice": self.libreoffice,
            "libraries": dict(self.libraries),
            "system": dict(self.system),
            "fonts": {family: list(digests) for family, digests in self.fonts.items()},
            "substitutes": dict(self.substitutes),
        }

    @property
    def digest(self) -> str:
        """SHA-256 in hex. The same digest promises the same bytes; another one only the same text."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def toolchain(fonts_conf: Path) -> Toolchain:
    """The tools of this process, with the fonts that ``fonts_conf`` offers."""
    return Toolchain(
        service=service_version(),
        python=platform.python_version(),
        machine=platform.machine(),
        libreoffice=find_libreoffice().version,
        libraries={name: metadata.version(name) for name in LIBRARIES},
        system=package_versions(*_SYSTEM_PACKAGES),
        fonts=_font_digests(font_set(fonts_conf)),
        substitutes=_substitutes(font_set(fonts_conf)),
    )


@lru_cache(maxsize=1)
def service_version() -> str:
    """The version of the service; from ``pyproject.toml`` when it runs without having been installed."""
    try:
        return metadata.version("chengwen")
    except metadata.PackageNotFoundError:
        project = Path(__file__).resolve().parents[2] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def _font_digests(fonts: FontSet) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(face.digest for face in fonts.served(name).chain)) for name in FAMILIES}


def _substitutes(fonts: FontSet) -> dict[str, str]:
    served = [fonts.served(name) for name in FAMILIES]
    return {each.family: each.served_by for each in served if each.chain and each.substituted}


@lru_cache(maxsize=8)
def package_versions(*patterns: str) -> Mapping[str, str]:
    """The installed Debian packages whose names match, with their versions; empty where there is no dpkg."""
    command = ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}\t${Package}\t${Version}\n", *patterns]
    try:
        # It exits with 1 for each name that is not there, which is no error here.
        listing = subprocess.run(command, capture_output=True, check=False, timeout=30).stdout.decode()
    except (OSError, subprocess.TimeoutExpired):
        return {}
    rows = (line.split("\t") for line in listing.splitlines())
    return {package: version for state, package, version in rows if state.startswith("ii")}
