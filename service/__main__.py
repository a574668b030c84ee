"""The command ``chengwen``, which is also ``python -m service``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; Ctrl+C is answered in a sentence even while the program still loads."""
    try:
        from service.cli import main as run
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 130
    return run()


if __name__ == "__main__":
    sys.exit(main())
