"""The table that `chengwen check` prints."""

from dataclasses import replace

from service.lint import lint_pages, measurements, table
from tests.lint.papers import correct, on_line, on_rules


def test_every_measurement_of_the_correct_paper_passes():
    rows = measurements(correct())
    assert {row.verdict for row in rows} == {"合格"}
    assert len(rows) > 60


def test_the_table_joins_pages_and_shows_wish_expectation_measurement_and_verdict():
    printed = table(measurements(correct())).splitlines()
    print("\n".join(printed))
    cells = [line.split() for line in printed]
    assert cells[0] == ["页", "项目", "要素", "要求", "实测", "结论", "依据"]
    assert cells[1][:8] == ["1–4", "纸张", "—", "210×297±1", "mm", "210.0×297.0", "mm", "合格"]
    assert ["全文", "签发人", "不得有", "没有", "没有", "合格", "GB/T", "9704", "7.1"] in cells
    (mark,) = [line for line in printed if "发文机关标志上边缘" in line]
    assert "必备" in mark
    assert "72±1 mm" in mark
    assert "72.00 mm" in mark


def test_verdicts_weigh_by_strength():
    broken = on_rules(on_rules(correct(), 4, 1, thickness=0.5), 1, 0, x1=180)
    verdicts = {row.rule.id: row.verdict for row in measurements(broken) if not row.measurement.ok}
    assert verdicts == {"imprint-rule-thickness": "提示", "red-rule": "不合格"}


def test_separate_pages_are_listed():
    sheet = correct()
    wide = [replace(p, width=220) if p.number in (1, 2, 4) else p for p in sheet.pages]
    printed = table(measurements(replace(sheet, pages=tuple(wide)))).splitlines()
    assert any(line.startswith("1–2、4 ") and "220.0×297.0" in line for line in printed)


def test_a_fault_on_many_pages_is_one_finding():
    sheet = correct()
    wide = [replace(p, width=220) if p.number in (1, 2, 4) else p for p in sheet.pages]
    (finding,) = [f for f in lint_pages(replace(sheet, pages=tuple(wide))) if f.rule == "paper-size"]
    assert finding.message == "第1–2、4页纸张：实测220.0×297.0 mm，要求210×297±1 mm。请把纸张设为 A4。"
    assert finding.page == 1


def test_findings_on_the_whole_paper_come_first_then_page_by_page():
    broken = on_rules(on_rules(correct(), 4, 1, thickness=0.5), 1, 0, x1=180)
    broken = on_line(broken, 1, "某气发", lambda one: None)
    pages = [finding.page or 0 for finding in lint_pages(broken)]
    assert pages == sorted(pages)
    assert {0, 1, 4} <= set(pages)
