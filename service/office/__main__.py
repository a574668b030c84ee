"""Run as ``python -m service.office SOCKET OPTIONS PARENT``: the converter process; started by ``child``."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from service.office.converter import ConverterOptions
from service.office.server import run_converter_process

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    run_converter_process(Path(sys.argv[1]), ConverterOptions.from_json(sys.argv[2]), int(sys.argv[3]))
