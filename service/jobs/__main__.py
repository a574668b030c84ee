"""Run as ``python -m service.jobs PARENT``: the process that works on jobs; started by ``service.serving``."""

from __future__ import annotations

import logging
import sys

from service.jobs.process import run_worker_process
from service.settings import Settings

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    run_worker_process(Settings.from_environment(), int(sys.argv[1]))
