from __future__ import annotations

import copy
import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.catalog.messages import sentence
from service.catalog.validation import MAX_FINDINGS, validate
from service.document.finding import Finding
from service.document.pointer import split

Check = Callable[[Any], tuple[Finding, ...]]
ABSENT = object()


@pytest.fixture
def check(catalog: Catalog) -> Check:
    return lambda tree: validate(tree, catalog.paper("issuing_notice"), catalog)


@pytest.fixture
def tree(sample: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = sample("binhai")["content"]
    return content


def put(tree: Any, pointer: str, value: Any) -> Any:
    """Return the tree with another value at a place; ABSENT takes it away."""
    tree = copy.deepcopy(tree)
    *path, last = split(pointer)
    at = tree
    for part in path:
        at = at[int(part)] if isinstance(at, list) else at[part]
    if value is ABSENT:
        del at[last]
    else:
        at[int(last) if isinstance(at, list) else last] = value
    return tree


@pytest.mark.parametrize("name", ["yingkou", "binhai"])
def test_the_samples_are_valid(check: Check, sample: Callable[[str], dict[str, Any]], name: str) -> None:
    assert check(sample(name)["content"]) == ()


@pytest.mark.parametrize(
    ("pointer", "value", "rule", "label", "message"),
    [
        ("/paper/title", ABSENT, "required", "公文 › 标题", "必须填写"),
        ("/paper/title", 3, "type", "公文 › 标题", "应当是文字"),
        ("/paper/title", "", "minLength", "公文 › 标题", "不能为空"),
        ("/paper/title", " 甲", "pattern", "公文 › 标题", "“ 甲”写法不对，首尾不能是空格，也不能留空"),
        ("/paper/title", "字" * 201, "maxLength", "公文 › 标题", "最多200个字，现在有201个字"),
        ("/paper/text", [], "minItems", "公文 › 通知正文", "至少要填一项"),
        ("/paper/text", ["字"] * 201, "maxItems", "公文 › 通知正文", "最多200项，现在有201项"),
        ("/paper/text", "字", "type", "公文 › 通知正文", "应当是列表（JSON 数组）"),
        ("/paper/text/0", None, "type", "公文 › 通知正文 › 第1项", "应当是文字"),
        ("/paper", [], "type", "公文", "应当是一组字段（JSON 对象）"),
        ("/paper/manuscript_type", "草稿", "enum", "公文 › 稿本", "只能是“正本”、“整理件”之一，现在是“草稿”"),
        ("/paper/document_number", "滨水发[2026]12号", "pattern", "公文 › 发文字号",
         "“滨水发[2026]12号”写法不对，应写成“机关代字〔年份〕序号号”，如“滨水发〔2026〕12号”；年份用六角括号〔〕，序号前不加“第”、不补零"),
        ("/paper/document_number", "滨水发〔2026〕012号", "pattern", "公文 › 发文字号", None),
        ("/paper/document_number", "滨水发〔2026〕1234567号", "pattern", "公文 › 发文字号", None),
        ("/paper/document_number", {}, "required", "公文 › 发文字号 › 缺失说明", "必须填写"),
        ("/paper/document_number", 7, "type", "公文 › 发文字号", None),
        ("/paper/signature/issue_date", "2026年2月30日", "format", "公文 › 署名和成文日期 › 成文日期", "“2026年2月30日”不是实际存在的日期"),
        ("/paper/signature/issue_date", "2026-03-16", "pattern", "公文 › 署名和成文日期 › 成文日期", None),
        ("/paper/principal_receivers", "各处室：", "pattern", "公文 › 主送机关", "“各处室：”写法不对，首尾不要有空格，末尾不要加标点，冒号或句号由系统加"),
        ("/paper/tilte", "甲", "unknown-field", "公文 › tilte", "没有“tilte”这个字段，是不是“title”？"),
        ("/paper/principal_receivers", "\u3000", "pattern", "公文 › 主送机关", None),
        ("/paper/other_receivers", " 各处室", "pattern", "公文 › 抄送机关", None),
        ("/paper/text/0", " \u3000\xa0", "pattern", "公文 › 通知正文 › 第1项", None),
        ("/campaign/plan/text/0/text", "\u3000\u3000为贯彻", "pattern", "活动 › 实施方案 › 方案正文 › 第1项 › 段落文字",
         "“\u3000\u3000为贯彻”写法不对，首尾不能是空格，也不能留空；段首空两字由系统排"),
        ("/campaign/plan/text/1/number", " ", "pattern", "活动 › 实施方案 › 方案正文 › 第2项 › 序数", None),
        ("/paper/signature/issue_date", "20２６年3月16日", "pattern", "公文 › 署名和成文日期 › 成文日期", None),
        ("/paper/document_number", "滨海发〔20２６〕12号", "pattern", "公文 › 发文字号", None),
        ("/campaign/plan/text/1/text", "甲", "unknown-field", "活动 › 实施方案 › 方案正文 › 第2项 › 段落文字", "没有“text”这个字段，请删去"),
        ("/paper/zzz", "甲", "unknown-field", "公文 › zzz", "没有“zzz”这个字段，请删去"),
        ("/campaign/plan/text/0/kind", "paragraf", "enum", "活动 › 实施方案 › 方案正文 › 第1项 › 块的种类", None),
        ("/campaign/plan/text/0/kind", ABSENT, "required", "活动 › 实施方案 › 方案正文 › 第1项 › 块的种类", "必须填写"),
        ("/campaign/plan/text/1/level", 6, "enum", "活动 › 实施方案 › 方案正文 › 第2项 › 层次", "只能是“1”、“2”、“3”、“4”、“5”之一，现在是“6”"),
        ("/campaign/plan/text/1/level", math.nan, "enum", "活动 › 实施方案 › 方案正文 › 第2项 › 层次", None),
        ("/campaign/plan/text/1/end_mark", "★", "enum", "活动 › 实施方案 › 方案正文 › 第2项 › 句末标点", "只能是空、“。”、“：”、“；”、“？”、“！”、“:”、“.”、“，”、“、”之一，现在是“★”"),
        ("/campaign/plan/title_lines", ["甲", "乙"], "x-joined", "活动 › 实施方案 › 标题分行", "各行连起来和标题不一样，请使它们一字不差"),
        ("/paper/title_lines", ["甲", "乙"], "x-joined", "公文 › 标题分行", None),
    ],
)  # fmt: skip
def test_each_mistake_is_one_chinese_sentence_at_its_place(
    check: Check, tree: Any, pointer: str, value: Any, rule: str, label: str, message: str | None
) -> None:
    found = check(put(tree, pointer, value))
    assert [(f.rule, f.label) for f in found] == [(rule, label)]
    if message is not None:
        assert found[0].message == message
    assert re.search("[一-龥]", found[0].message)
    assert not re.search(r"[\\^$]|\(19\|", found[0].message)


def test_title_lines_that_join_to_the_title_are_right(check: Check, tree: Any) -> None:
    title = tree["paper"]["title"]
    assert check(put(tree, "/paper/title_lines", [title[:7], title[7:]])) == ()


@pytest.mark.parametrize("value", [None, 1, "文字", [], True])
def test_what_is_no_object_at_all(check: Check, value: Any) -> None:
    assert [(f.rule, f.pointer) for f in check(value)] == [("type", "")]


def test_an_empty_object_lacks_both_halves(check: Check) -> None:
    assert [(f.rule, f.pointer, f.label) for f in check({})] == [
        ("required", "/campaign", "活动"), ("required", "/paper", "公文"),
    ]  # fmt: skip


def test_findings_come_in_document_order_one_a_place(check: Check, tree: Any) -> None:
    broken = put(put(put(tree, "/paper/title", ""), "/campaign/name", 1), "/paper/zzz", 1)
    broken = put(broken, "/campaign/plan/text/3/title", "")
    pointers = [f.pointer for f in check(broken)]
    order = list(places(broken, ""))
    assert pointers == sorted(pointers, key=order.index)
    assert len(set(pointers)) == len(pointers) == 4


def places(tree: Any, at: str) -> Iterator[str]:
    yield at
    for key, value in (
        tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    ):
        yield from places(value, f"{at}/{key}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("甲\x00乙", "第2个字是空字符（U+0000），请删去"),
        ("甲\n乙", "第2个字是换行（U+000A），请分成两段填写"),
        ("甲\t乙", "第2个字是制表符（U+0009），请删去"),
        ("甲\x1b[31m", "第2个字是不能印的控制字符（U+001B），请删去"),
        ("甲\x85", "第2个字是不能印的控制字符（U+0085），请删去"),
        ("\ud800", "第1个字是不能印的控制字符（U+D800），请删去"),
        ("甲\ufffe", "第2个字是不能印的控制字符（U+FFFE），请删去"),
        ("甲\u2028乙", "第2个字是换行（U+2028），请分成两段填写"),
        ("甲\ufdd0", "第2个字是不能印的控制字符（U+FDD0），请删去"),
        ("甲\u200b乙", "第2个字是看不见的字符（U+200B），请删去"),
        ("\u202e甲", "第1个字是看不见的字符（U+202E），请删去"),
        ("甲\ufeff", "第2个字是看不见的字符（U+FEFF），请删去"),
        ("甲\xad乙", "第2个字是看不见的字符（U+00AD），请删去"),
        ("营口\ufffd", "第3个字是乱码（U+FFFD），请重新输入原来的字"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_told_whatever_else_is_wrong(
    check: Check, tree: Any, text: str, message: str
) -> None:
    for pointer in ("/paper/title", "/paper/text/0", "/paper/document_number", "/campaign/plan/text/0/text"):
        found = check(put(tree, pointer, text))
        assert [(f.rule, f.pointer, f.message) for f in found] == [("character", pointer, message)]


def test_rare_characters_are_no_mistake(check: Check, tree: Any) -> None:
    assert check(put(tree, "/paper/text/0", "㐀𠮷镕😀&<>\"'“”—…\u3000 ａ１")) == ()


def test_messages_can_always_be_shown(check: Check, tree: Any) -> None:
    for value in ("\ud800" * 3, "\x1b[2J", "x" * 100_000, {"\ud800": 1}, [[[]]]):
        broken = put(put(tree, "/paper/manuscript_type", value), "/paper/\udc00", value)
        for found in check(broken):
            found.message.encode()
            assert len(found.message) < 100
            assert "\x1b" not in found.message


@pytest.mark.parametrize(
    "place", ["/paper/title", "/paper/manuscript_type", "/paper/zzz", "/campaign/plan/text"]
)
def test_deep_nesting_is_one_clear_mistake(check: Check, tree: Any, place: str) -> None:
    deep: Any = "甲"
    for _ in range(100_000):
        deep = [deep]
    found = check(put_here(tree, place, deep))
    assert [f.rule for f in found] == ["nesting"]
    assert found[0].message == "嵌套超过64层，公文用不着这么深，请核对"
    while isinstance(deep, list):  # or Python's own recursion would take it down
        deep = deep.pop()


def put_here(tree: Any, pointer: str, value: Any) -> Any:
    changed = put(tree, pointer, None)
    *path, last = split(pointer)
    at = changed
    for part in path:
        at = at[part]
    at[last] = value
    return changed


def test_no_more_findings_than_help(check: Check, tree: Any) -> None:
    many = put(tree, "/campaign/plan/text", [1] * 50_000)
    found = check(many)
    assert len(found) == MAX_FINDINGS
    assert found[0].pointer == "/campaign/plan/text"
    assert found[1].pointer == "/campaign/plan/text/0"
    unknown = put(tree, "/paper", tree["paper"] | {f"titl{i}": 1 for i in range(50_000)})
    assert len(check(unknown)) == MAX_FINDINGS


def test_validating_changes_nothing(check: Check, tree: Any) -> None:
    before = json.dumps(tree)
    check(tree)
    assert json.dumps(tree) == before


def keywords(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("x-joined", "x-refers", "dependentRequired"):
                yield key, node
            elif key == "properties" or key == "$defs":
                for inner in value.values():
                    yield from keywords(inner)
            else:
                yield key, node
                yield from keywords(value)
    elif isinstance(node, list):
        for value in node:
            yield from keywords(value)


def test_every_keyword_that_the_schemas_use_has_a_chinese_sentence(catalog: Catalog) -> None:
    silent = {"title", "description", "$schema", "$id", "$ref", "x-message", "items", "required", "dependentRequired", "additionalProperties",
              "allOf", "oneOf", "anyOf", "if", "then", "contentEncoding", "x-form"}  # fmt: skip
    used = {
        key: node
        for schema in catalog.schemas.values()
        for key, node in keywords(schema)
        if key not in silent
    }
    assert {"type", "enum", "pattern", "minLength", "maxLength", "minItems", "maxItems", "format"} <= set(
        used
    )
    for key, node in used.items():
        said = sentence(key, node[key], "甲", None)
        assert re.search("[一-龥]", said)
        if key != "pattern":
            assert said != "不符合要求", key


def test_every_pattern_has_its_own_chinese_message(catalog: Catalog) -> None:
    patterns = [n for s in catalog.schemas.values() for k, n in keywords(s) if k == "pattern"]
    assert patterns
    for node in patterns:
        assert re.search("[一-龥]", node["x-message"])


def properties(node: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            yield f"{at}/{name}", inner
        for key, value in node.items():
            if key != "if":
                yield from properties(value, f"{at}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from properties(value, at)


def test_every_property_has_a_chinese_title(catalog: Catalog) -> None:
    found = [(n + at, p) for n, s in catalog.schemas.items() for at, p in properties(s, "")]
    assert len(found) > 30
    for at, schema in found:
        if schema is True:  # said already where the kinds are told apart
            assert at.endswith("/kind")
            continue
        title = schema.get("title")
        while title is None and "$ref" in schema:
            name, _, fragment = schema["$ref"].partition("#")
            schema = catalog.schemas[name or at.partition("/")[0]]
            for part in fragment.split("/")[1:]:
                schema = schema[part]
            title = schema.get("title")
        assert title, at
        assert re.search("[一-龥]", title), at
