"""保管期限: what is suggested for a kind of paper (国家档案局令第8号); the unit's own approved table counts."""

from __future__ import annotations

from collections.abc import Mapping

RETENTIONS: Mapping[str, str] = {"Y": "永久", "D30": "30年", "D10": "10年"}
_SUGGESTED: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "plan_paper",
            "issuing_notice",
            "leading_group_notice",
            "commendation_decision",
            "final_report",
            "meeting_minutes",
            "minutes",
            "order",
        ),
        "Y",
    ),
    **dict.fromkeys(
        ("rally_notice", "bulletin", "public_pledge", "evaluation_form", "selection_notice"), "D10"
    ),
}
_BY_DOCUMENT_TYPE: Mapping[str, str] = {
    **dict.fromkeys(("决议", "决定", "命令", "公报", "公告", "意见", "请示", "批复", "议案", "纪要"), "Y"),
}


def suggested_retention(paper_type: str, document_type: str = "") -> str:
    """Return the 保管期限 that is suggested for a kind of paper, and for the 文种 of one that is general."""
    return _SUGGESTED.get(paper_type) or _BY_DOCUMENT_TYPE.get(document_type, "D30")
