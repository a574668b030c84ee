from __future__ import annotations

from decimal import Decimal

import pytest

from service.document.figures import Figure, adds_up, ratio, read_figure, recomputes, sum_of, written


def figure(text: str) -> Figure:
    found = read_figure(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("25个", 25, "个"),
        ("98.6%", "98.6", "%"),
        ("９８.６％", "98.6", "%"),
        ("1.2万人", 12000, "人"),
        ("3.5亿元", 350_000_000, "元"),
        ("1,234.5元", "1234.5", "元"),
        ("12", 12, ""),
        ("0户", 0, "户"),
        ("２５ 个", 25, "个"),
    ],
)
def test_a_figure(text: str, number: object, unit: str) -> None:
    found = figure(text)
    assert (found.number, found.unit) == (Decimal(str(number)), unit)
    assert found.percent == (unit == "%")


@pytest.mark.parametrize(
    "text",
    ["", "个", "3000余人", "约20个", "近百家", "10—20人", "5-6个", "1/3", "二十五个", "2026年3月", "第3名", "300多家", "20人以上", "3人、5人", "1.2.3个"],
)  # fmt: skip
def test_what_is_vague_or_no_figure(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize("text", ["50人，占20%", "50人（20%）", "50人，占总数的20%", "50人(20%)"])
def test_a_share_behind_a_figure(text: str) -> None:
    found = figure(text)
    assert found.share is not None
    assert (found.number, found.share.number) == (50, 20)


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        ("25个", ["1个", "10个", "1个", "2个", "1个", "10个"], True),
        ("93人", ["19人", "70人"], False),
        ("1.2万人", ["0.5万人", "0.7万人"], True),
        ("1.2万人", ["5040人", "7010人"], True),
        ("1.2万人", ["5000人", "9000人"], False),
        ("100%", ["33.3%", "33.3%", "33.3%"], True),
        ("25个", ["1个", "24人"], None),
        ("25个", [], None),
    ],
)
def test_parts_of_a_total(total: str, parts: list[str], expected: bool | None) -> None:
    assert adds_up(figure(total), [figure(p) for p in parts]) is expected


@pytest.mark.parametrize(
    ("printed", "part", "whole", "expected"),
    [
        ("98.6%", "138人", "140人", True),
        ("98.5%", "138人", "140人", True),  # cut off: 98.571…
        ("98%", "138人", "140人", True),
        ("99%", "138人", "140人", True),
        ("97%", "138人", "140人", False),
        ("98.7%", "138人", "140人", False),
    ],
)
def test_a_percentage(printed: str, part: str, whole: str, expected: bool) -> None:
    computed = ratio(figure(part), figure(whole))
    assert computed is not None
    assert recomputes(figure(printed), computed) is expected


def test_no_ratio_of_different_things() -> None:
    assert ratio(figure("3个"), figure("5人")) is None
    assert ratio(figure("3个"), figure("0个")) is None


@pytest.mark.parametrize(
    ("parts", "step", "text"),
    [(["19人", "70人"], "1", "89人"), (["0.5万人", "0.8万人"], "1000", "1.3万人"), (["12.5公顷", "3公顷"], "0.1", "15.5公顷"), (["10个", "10个"], "1", "20个")],
)  # fmt: skip
def test_the_computed_value_is_written_like_the_printed_ones(parts: list[str], step: str, text: str) -> None:
    figures = [figure(p) for p in parts]
    assert written(sum_of(figures), figures[0].unit, Decimal(step)) == text
