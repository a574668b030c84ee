"""Standard input in one of pandoc's formats → pandoc's tree as JSON; run by `service.office.confined`."""

from __future__ import annotations

import sys

import pypandoc


def main(format: str) -> int:
    """Write the tree; what pandoc says against the input goes to standard error."""
    data = sys.stdin.buffer.read()
    try:
        tree = pypandoc.convert_text(
            data, "json", format, extra_args=["--sandbox"], encoding="utf-8", verify_format=False
        )
    except RuntimeError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(tree.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
