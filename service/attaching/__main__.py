"""A PDF on standard input → the pictures of its pages; run by `service.office.confined`."""

from __future__ import annotations

import sys

from service.attaching.passing import written
from service.attaching.picturing import page_pictures
from service.errors import UnreadablePdf


def main(width_mm: str, height_mm: str, most_pages: str) -> int:
    """Write the pictures; what is wrong with the PDF goes to standard error."""
    try:
        made = page_pictures(sys.stdin.buffer.read(), (float(width_mm), float(height_mm)), int(most_pages))
    except UnreadablePdf as error:
        sys.stderr.buffer.write(str(error).encode())
        return 1
    sys.stdout.buffer.write(written(made))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
