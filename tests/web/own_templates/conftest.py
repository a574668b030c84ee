from __future__ import annotations

from tests.web.desk.conftest import campaign, client, desk, free, making, notice, services  # noqa: F401
