from __future__ import annotations

import io

import docx
import pytest

from service.catalog.compiling import compile_template
from service.errors import TemplateError
from tests.catalog.plans import CONTRACT, END, LOOP, accepted, mistakes, the_mistake
from tests.catalog.word_files import a_template


def test_a_right_template_is_accepted() -> None:
    accepted(
        "{{ title }}", LOOP, "{{ phase.name }}（{{ phase.period }}）", "{%p if loop.first and not closed %}",
        "{{ loop.index }}", "{%p elif phase.name == 'x' %}", "{%p else %}", "尾", "{%p endif %}",
        "{% for task in phase.tasks %}{{ task.text }}{% if not loop.last %}；{% endif %}{% endfor %}", END,
        "{#p 说明 #}", "{{- title -}}",
    )  # fmt: skip


def test_the_innermost_unclosed_loop_and_the_end_that_was_taken_are_named() -> None:
    found = the_mistake(LOOP, "{%p for task in phase.tasks %}", "{{ task.text }}", "{{ phase.name }}", END)
    assert found.rule == "unclosed-block"
    assert found.label == "正文第1段"
    assert LOOP in found.message
    assert "第2段的“{%p for task in phase.tasks %}”用掉了第5段的结束标签" in found.message
    assert "{%p endfor %}" in found.message


def test_an_unclosed_condition_in_a_loop_is_one_mistake_at_the_condition() -> None:
    found = the_mistake(LOOP, "{%p if phase.name %}", "{{ phase.name }}", END)
    assert (found.rule, found.label) == ("unclosed-block", "正文第2段")
    assert "第4段的“{%p endfor %}”" in found.message


def test_crossed_blocks_are_one_mistake() -> None:
    found = the_mistake("{%p if closed %}", LOOP, "{%p endif %}", END)
    assert (found.rule, found.label) == ("unclosed-block", "正文第2段")


def test_a_misspelt_list_is_reported_once_and_not_for_everything_in_the_loop() -> None:
    found = the_mistake(
        "{%p for phase in phasse %}", "{{ phase.name }}", "{%p for t in phase.tasks %}", "{{ t.x }}", END, END
    )
    assert "“phasse”这个名称，是不是“phases”？" in found.message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("抄送：{{ title 。", "{{"),
        ("抄送：{{ title }。", "{{"),
        ("抄送：title }}。", "}}"),
        ("抄送：{ title }}。", "}}"),
    ],
)
def test_a_missing_delimiter_is_one_mistake(text: str, shown: str) -> None:
    found = the_mistake("甲", text)
    assert (found.rule, found.label) == ("stray-delimiter", "正文第2段")
    assert text in found.message
    assert f"“{shown}”没有配成对" in found.message


def test_a_missing_delimiter_before_another_tag_is_one_mistake() -> None:
    found = the_mistake("{{ title 和 {{ title }}")
    assert found.rule == "bad-expression"


@pytest.mark.parametrize("broken", ["{%p for phase in phases }", "{%p for phase in phases", "{% p for phase in phases %}"])  # fmt: skip
def test_a_broken_loop_does_not_cascade(broken: str) -> None:
    found = the_mistake(broken, "{{ phase.name }}", END)
    assert found.label == "正文第1段"


def test_a_broken_end_does_not_cascade() -> None:
    found = the_mistake(LOOP, "{{ phase.name }}", "{%p endfor }")
    assert (found.rule, found.label) == ("stray-delimiter", "正文第3段")


@pytest.mark.parametrize(
    "loop", ["{%p for phase of phases %}", "{%p for phase, x in phases %}", "{%p for phase phases %}"],
)  # fmt: skip
def test_a_wrong_loop_does_not_cascade(loop: str) -> None:
    found = the_mistake(loop, "{{ phase.name }}", END)
    assert found.rule == "bad-loop"
    assert "循环应写成" in found.message


def test_a_loop_may_not_use_a_word_of_the_language() -> None:
    assert the_mistake("{%p for true in phases %}", END).rule == "bad-loop"


def test_an_end_without_a_beginning() -> None:
    found = the_mistake("甲", END)
    assert (found.rule, found.label) == ("stray-end", "正文第2段")
    assert "前面没有对应的 for" in found.message


@pytest.mark.parametrize("branch", ["{%p else %}", "{%p elif closed %}"])
def test_a_branch_without_a_condition(branch: str) -> None:
    assert the_mistake(branch).rule == "stray-branch"


def test_a_second_else() -> None:
    found = the_mistake("{%p if closed %}", "{%p else %}", "{%p else %}", "{%p endif %}")
    assert (found.rule, found.label) == ("stray-branch", "正文第3段")


def test_words_after_an_end() -> None:
    assert the_mistake(LOOP, "{%p endfor phase %}").rule == "bad-expression"


def test_text_beside_a_tag_that_takes_its_paragraph_away() -> None:
    found = the_mistake("第一段", "甲{%p if closed %}", "乙", "{%p endif %}")
    assert (found.rule, found.label) == ("text-beside-tag", "正文第2段")
    assert "段里的“甲”请移到别的段" in found.message


def test_two_tags_in_a_paragraph_that_is_taken_away() -> None:
    found = the_mistake("{%p if closed %}{%p for phase in phases %}", "{{ phase.name }}", END, "{%p endif %}")
    assert (found.rule, found.label) == ("text-beside-tag", "正文第1段")


@pytest.mark.parametrize(
    "statement",
    ["set x = title", "include 'other'", "import 'os' as os", "macro f()", "do title", "block b", "raw",
     "with x = title", "cellbg title"],
)  # fmt: skip
def test_an_unknown_statement(statement: str) -> None:
    found = the_mistake("{% " + statement + " %}")
    assert found.rule == "unknown-statement"
    assert f"不认识“{statement.split()[0]}”" in found.message


def test_what_an_unknown_statement_sets_or_ends_is_not_reported_again() -> None:
    the_mistake("{%p set x = title %}", "{{ x }}")
    the_mistake("{%p macro f() %}", "甲", "{%p endmacro %}")


def test_a_misspelt_statement_is_taken_for_what_it_was_meant_to_be() -> None:
    found = the_mistake("{%p fro phase in phases %}", "{{ phase.name }}", END)
    assert "不认识“fro”，是不是“for”？" in found.message
    found = the_mistake(LOOP, "{%p enfor %}")
    assert "是不是“endfor”？" in found.message


def test_a_loop_name_ends_with_its_loop() -> None:
    assert the_mistake(LOOP, END, "{{ phase.name }}").label == "正文第3段"
    assert the_mistake("{{ loop.index }}").rule == "unknown-name"


def test_a_printing_tag_cannot_take_its_paragraph() -> None:
    assert the_mistake("{{p title }}").rule == "not-a-value"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("{%p if closed %}", "甲{% endif %}"),
        ("甲{% if closed %}", "{%p endif %}"),
        ("甲{% if closed %}", "乙{% endif %}"),
        ("甲{% if closed %}乙", "{% else %}{% endif %}"),
    ],
)
def test_a_block_that_would_tear_the_document(paragraphs: tuple[str, ...]) -> None:
    assert mistakes(*paragraphs)[0].rule == "torn-block"


def test_a_block_may_not_begin_in_a_table_cell_and_end_in_another() -> None:
    found = mistakes(tables=((("{%p if closed %}", "{%p endif %}"),),))
    assert [f.rule for f in found] == ["torn-block"]


def test_rows_are_repeated_in_their_table_only() -> None:
    accepted(
        tables=((("{%tr for phase in phases %}", ""), ("{{ phase.name }}", "x"), ("{%tr endfor %}", "")),)
    )
    found = mistakes("{%tr for phase in phases %}", "{%tr endfor %}")
    assert {f.rule for f in found} == {"misplaced-tag"}


def test_a_table_cell_counts_as_a_paragraph_of_its_own() -> None:
    found = mistakes("甲", "乙", tables=((("丙", "{{ titel }}"),),))
    assert [f.label for f in found] == ["正文第4段"]


def test_all_mistakes_are_reported_at_once_each_where_it_was_made() -> None:
    found = mistakes(
        "{{ titel }}",
        "好的一段",
        LOOP,
        "{{ phase.nmae }}",
        "抄送：{{ title 。",
        "{%p for task in phase.tasks %}",
        "{{ task.text|upper }}",
        END,
        "{% set x = 1 %}",
        "甲{%p if closed %}",
        "{%p endif %}",
        "{{ phase.periods }}",
    )
    assert [(f.label, f.rule) for f in found] == [
        ("正文第1段", "unknown-name"),
        ("正文第3段", "unclosed-block"),
        ("正文第4段", "unknown-name"),
        ("正文第5段", "stray-delimiter"),
        ("正文第7段", "not-plain"),
        ("正文第9段", "unknown-statement"),
        ("正文第10段", "text-beside-tag"),
        ("正文第12段", "unknown-name"),
    ]
    assert all(f.message.startswith(f.label) for f in found)


def test_a_long_paragraph_is_quoted_short() -> None:
    found = the_mistake("字" * 500 + "{{ titel }}")
    assert len(found.message) < 120


def test_a_tag_that_word_split_into_runs_is_read_as_one() -> None:
    document = docx.Document(io.BytesIO(a_template("")))
    for piece in ("{", "{ tit", "el }", "}"):
        document.paragraphs[0].add_run(piece)
    kept = io.BytesIO()
    document.save(kept)
    with pytest.raises(TemplateError) as caught:
        compile_template(kept.getvalue(), {}, CONTRACT)
    assert [f.rule for f in caught.value.findings] == ["unknown-name"]
