"""Writes generated samples into their folder, or says which are not what the generator makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


def write_samples(folder: Path, made: Mapping[str, bytes], arguments: Sequence[str]) -> int:
    """Write the files, or with ``--check`` only say which differ; return the exit code."""
    stale = [n for n, data in made.items() if not (folder / n).exists() or (folder / n).read_bytes() != data]
    if "--check" in arguments:
        print("\n".join(f"与生成结果不同：samples/{folder.name}/{n}" for n in stale) or "样例与生成结果一致")
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return 0
