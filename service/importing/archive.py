"""Archives that strangers sent, opened as everywhere by `service.docx.opening`, and the copy that pandoc reads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from service.docx.opening import check_archive, parse_part, read_archive

__all__ = ["check_archive", "parse_part", "read_archive", "write_archive"]


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an archive that isn't compressed: it is read once, by pandoc."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()
