from __future__ import annotations

import pytest

from service.catalog.catalog import Catalog
from service.catalog.labels import label


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), ""),
        (("paper",), "公文"),
        (("paper", "document_number"), "公文 › 发文字号"),
        (("paper", "document_number", "missing"), "公文 › 发文字号 › 缺失说明"),
        (("paper", "text", 1), "公文 › 通知正文 › 第2项"),
        (("campaign", "plan", "text", 0, "tasks", 2, "body"), "活动 › 实施方案 › 方案正文 › 第1项 › 任务 › 第3项 › 任务内容"),
        (("campaign", "plan", "text", 0, "period"), "活动 › 实施方案 › 方案正文 › 第1项 › 起止时间"),
        (("paper", "nothing", 4, "deep"), "公文 › nothing › 第5项 › deep"),
    ],
)  # fmt: skip
def test_labels(catalog: Catalog, path: tuple[str | int, ...], expected: str) -> None:
    assert label(catalog, "issuing_notice.v1", path) == expected
