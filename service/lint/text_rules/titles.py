"""印发, 转发 and 批转 in titles, the 代字 of an office: practice (standards, X-24, X-25)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lint.locating import plain
from service.lint.text_rules.registry import PaperWords, Slip, words_rule

#: Plans of one's own, without another agency before 关于.
_OWN_PLAN = re.compile(
    r"转发《?(?![^》]*(?:关于|省|市|县|区|局|委|厅|部|院|办))[^》]*(?:方案|办法|规划|要点|总结|计划|细则)》?的通知$"
)
_FOREIGN = re.compile(r"印发《?[^》]*关于[^》]*的(?:通知|批复|请示)》?的通知$")


@words_rule(
    "issuing-verb",
    clause=None,
    strength="实务",
    advice="自己的方案、办法、规划、要点、总结用“印发”；上级、平级的公文用“转发”，下级的公文用“批转”。",
)
def issuing_verb(words: PaperWords) -> Iterator[Slip]:
    """Plans of one's own are issued (印发), papers of others are passed on (转发, 批转)."""
    title = plain(words.title)
    if found := _OWN_PLAN.search(title):
        yield Slip(f"标题“{found[0][:20]}”：本机关的文件用“印发”，不用“转发”。", "转发", "印发", "title")
    elif found := _FOREIGN.search(title):
        message = f"标题“{found[0][:20]}”：上级、平级的公文用“转发”，下级的用“批转”。"
        yield Slip(message, "印发", "转发或批转", "title")


@words_rule(
    "code-of-office",
    clause=None,
    strength="实务",
    advice="领导小组和它的办公室各用自己的代字，如“创先发”“创先办”，请核对。",
)
def code_of_office(words: PaperWords) -> Iterator[Slip]:
    """A leading group's number has 发, its office's has 办."""
    mark = plain(words.texts.issuer_mark).removesuffix("文件")
    code = re.split(r"[〔\[（(【]", plain(words.texts.document_number))[0]
    if mark.endswith("领导小组办公室") and code and "办" not in code:
        yield Slip(f"{mark}的文号“{code}”里没有“办”，请核对代字。", code, "含“办”的代字", "document_number")
    elif mark.endswith("领导小组") and "办" in code:
        message = f"{mark}的文号“{code}”像是办公室的代字，请核对。"
        yield Slip(message, code, "领导小组的代字", "document_number")


_ASKED = r"(?:申请|请求|解决|增加|批准|调整|设立|拨付|购置|新建|安排)"
_TWO_REQUESTS = re.compile(rf"关于{_ASKED}.+?(?:和|及|以及|并){_ASKED}.+的请示$")


@words_rule(
    "one-request-title",
    clause="党政机关公文处理工作条例第十五条（四）",
    strength="一般",
    advice="请示应当一文一事，标题里有两件事的请分别行文。",
)
def one_request_title(words: PaperWords) -> Iterator[Slip]:
    """The title of a 请示 names one request."""
    if found := _TWO_REQUESTS.search(plain(words.title)):
        yield Slip(f"标题“{found[0][:25]}”像是两件事，请示应当一文一事。", "两件", "一件", "title")


_PASSED_ON = re.compile(r"转报|转呈|现将.{2,60}(?:请示|报告)》?.{0,6}(?:报上|呈上|随文上报)")
_OPINION = re.compile(
    r"经(?:研究|审核|审查|初审|核实)|拟同意|建议|我[局委厅市县区省办]意见|我们(?:认为|意见)|同意"
)


@words_rule(
    "passed-on-without-opinion",
    clause="党政机关公文处理工作条例第十五条（三）",
    strength="一般",
    advice="转报下级机关的请示事项，请写明本机关的倾向性意见，不原文转报。",
)
def passed_on_without_opinion(words: PaperWords) -> Iterator[Slip]:
    """A request of a lower agency is not passed on upwards without an opinion."""
    found = _PASSED_ON.search(words.body)
    if words.document_type in ("请示", "报告") and found and not _OPINION.search(words.body):
        yield Slip(
            f"“{found[0][:20]}”之外没有本机关的意见，转报应有倾向性意见。", "没有", "倾向性意见", "text"
        )
