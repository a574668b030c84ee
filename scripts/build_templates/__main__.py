"""Build every template into ``templates/``; ``--check`` only says which committed file differs (exit 1)."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.build_templates.package import pack
from scripts.build_templates.papers import PAPERS, document

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def build() -> dict[str, bytes]:
    """Return every template's bytes by its path under ``templates/``."""
    return {f"{paper}/v1.docx": pack(document(paper)) for paper in PAPERS}


def main(arguments: list[str]) -> int:
    """Write the templates, or check them."""
    stale = [
        n
        for n, data in build().items()
        if not (TEMPLATES / n).exists() or (TEMPLATES / n).read_bytes() != data
    ]
    if "--check" in arguments:
        print("\n".join(f"与构建结果不同：templates/{n}" for n in stale) or "模板与构建结果一致")
        return 1 if stale else 0
    for name, data in build().items():
        (TEMPLATES / name).parent.mkdir(parents=True, exist_ok=True)
        (TEMPLATES / name).write_bytes(data)
        print(f"templates/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
