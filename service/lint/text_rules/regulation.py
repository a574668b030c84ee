"""党政机关公文处理工作条例, as far as the words of one paper show it, and what the parts of a paper say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lint.content_rules_genre import CLOSINGS, Closing
from service.lint.locating import plain
from service.lint.text_rules.registry import PaperWords, Slip, words_rule
from service.lint.wordings import UPWARD_TYPES, read_day

_ASKING = re.compile(r"请批示|请批复|请予批准|请予审批|请审批|妥否|当否|恳请批准|请予核拨|请予解决")
_PERSON = re.compile(r"(?:书记|市长|县长|局长|省长|区长|部长|厅长|主任|主席|镇长|乡长|同志)[：:]?$")
_ENDING = 120  #: 字 from the end of the text, where closing words stand
_ACTS = "党政机关公文处理工作条例"


@words_rule(
    "upward-signatory",
    clause=f"{_ACTS}第九条（六）",
    strength="规定",
    advice="上行文应当标注签发人姓名。",
)
def upward_signatory(words: PaperWords) -> Iterator[Slip]:
    """A 请示 or 报告 that is sent under a 版头 names its 签发人."""
    if words.form == "通用格式" and words.document_type in UPWARD_TYPES and not words.texts.signatory:
        message = f"{words.document_type}是上行文，没有标注签发人，请在发文字号同一行标注。"
        yield Slip(message, "没有", "签发人：姓名", "document_number")


@words_rule(
    "upward-receivers",
    clause=f"{_ACTS}第十五条（一）",
    strength="一般",
    advice="上行文原则上主送一个上级机关，需要同时送其他机关的用抄送。",
)
def upward_receivers(words: PaperWords) -> Iterator[Slip]:
    """An upward paper has one receiver."""
    names = re.split(r"[、，,]|并报", plain(words.texts.principal_receivers).rstrip("：:"))
    if words.document_type in UPWARD_TYPES and len(names) > 1:
        message = f"{words.document_type}主送了{len(names)}个机关，原则上只主送一个上级机关。"
        yield Slip(message, f"{len(names)}个", "1个", "principal_receivers")


@words_rule(
    "request-in-report",
    clause=f"{_ACTS}第十五条（四）",
    strength="规定",
    advice="报告等非请示性公文中不得夹带请示事项，请另用请示行文。",
)
def request_in_report(words: PaperWords) -> Iterator[Slip]:
    """A 报告 asks for nothing."""
    if words.document_type == "报告" and (found := _ASKING.search(words.body)):
        yield Slip(f"报告里写了“{found[0]}”，报告不得夹带请示事项。", found[0], "没有请示事项", "text")


@words_rule(
    "one-request",
    clause=f"{_ACTS}第十五条（四）",
    strength="一般",
    advice="请示应当一文一事。",
)
def one_request(words: PaperWords) -> Iterator[Slip]:
    """A 请示 asks for one thing."""
    asked = re.findall(r"请(?:予以?|求)?(?:批准|解决|审批|核拨)(?!。?$)", words.body)
    if words.document_type == "请示" and len(asked) > 1:
        yield Slip(
            f"正文有{len(asked)}处请求，请示应当一文一事，请核对。", f"{len(asked)}处", "一文一事", "text"
        )


@words_rule(
    "to-a-person",
    clause=f"{_ACTS}第十五条（五）",
    strength="规定",
    advice="除领导直接交办的事项外，不得以本机关名义向上级机关负责人报送公文。",
)
def to_a_person(words: PaperWords) -> Iterator[Slip]:
    """A paper goes to an organ, not to a person."""
    receivers = plain(words.texts.principal_receivers)
    if found := _PERSON.search(receivers):
        yield Slip(f"主送“{receivers}”像是个人，公文应当主送机关。", found[0], "机关", "principal_receivers")


@words_rule(
    "title-parts",
    clause=f"{_ACTS}第九条（七）",
    strength="一般",
    advice="标题由发文机关名称、事由和文种组成，事由用“关于……的”引出。",
)
def title_parts(words: PaperWords) -> Iterator[Slip]:
    """A title says what it is about: 关于……的 and the type."""
    plain_types = {"公告", "通告", "公报", "命令", "令", "决议", "纪要", "议案"}
    title = plain(words.title)
    if words.form and words.document_type and words.document_type not in plain_types and "关于" not in title:
        yield Slip(
            "标题里没有“关于……的”，看不出事由。", title[:20], "关于……的" + words.document_type, "title"
        )


@words_rule(
    "title-wording",
    clause=None,
    strength="实务",
    advice="请精简标题：不叠用介词和动词，不重复文种。",
)
def title_wording(words: PaperWords) -> Iterator[Slip]:
    """Titles that say something twice."""
    title = plain(words.title)
    for pattern, said in (
        (r"关于对.+的", "“关于对……”可删去“对”"),
        (r"关于(?:请求|申请).+的请示", "“请求”与“请示”重复，可删去“请求”"),
        (r"关于(?:上报|报送|汇报).+的报告", "“上报”与“报告”重复，可删去“上报”"),
        (r"关于转发关于|转发《?关于转发|的通知》?的通知的通知", "层层转发，请压成一层"),
        (r"请示报告$", "“请示”和“报告”只用一个"),
        (r"紧急(?:通知|请示|报告)$", "紧急程度不写进标题，请在版头标注“特急”“加急”"),
        (r"通知通知|报告报告", "文种重复"),
    ):
        if found := re.search(pattern, title):
            yield Slip(f"标题“{found[0][:20]}”：{said}。", found[0][:20], said, "title")


@words_rule(
    "letter-tone",
    clause=None,
    strength="实务",
    advice="函是平行文，不用命令的口气。",
)
def letter_tone(words: PaperWords) -> Iterator[Slip]:
    """A 函 gives no orders."""
    if words.document_type == "函" and (found := re.search(r"请遵照执行|务必|必须遵照", words.body)):
        yield Slip(f"函里写了“{found[0]}”，平行文请用商洽的口气。", found[0], "商洽的口气", "text")


@words_rule(
    "upward-tone",
    clause=None,
    strength="实务",
    advice="上行文不用对下级的口气。",
)
def upward_tone(words: PaperWords) -> Iterator[Slip]:
    """An upward paper gives no orders."""
    if words.document_type in UPWARD_TYPES and (
        found := re.search(
            r"请遵照执行|请认真贯彻执行|请遵照办理|希望你[们局委厅省市县]|(?<![与和同])你[局委厅部省市县府办院](?![们好])",
            words.body,
        )
    ):
        yield Slip(f"上行文里写了“{found[0]}”，这是对下级的用语。", found[0], "上行文的用语", "text")


@words_rule(
    "downward-tone",
    clause=None,
    strength="实务",
    advice="下行文称对方为“你”，不称“贵”。",
)
def downward_tone(words: PaperWords) -> Iterator[Slip]:
    """批复, 通报 and 决定 go down: they say 你, not 贵."""
    found = re.search(r"贵[局委厅部省市县府办院公单]", words.body)
    if words.document_type in ("批复", "通报", "决定") and found:
        yield Slip(f"{words.document_type}里写了“{found[0]}”，下行文称“你”。", found[0], "你", "text")


@words_rule(
    "quoted-number",
    clause=None,
    strength="实务",
    advice="引用公文请先写标题，后写发文字号。",
)
def quoted_number(words: PaperWords) -> Iterator[Slip]:
    """A quoted paper: its title, then its number in brackets."""
    if found := re.search(r"[\u4e00-\u9fff]{1,8}〔\d{4}〕\d+号(?:文件)?《", words.body):
        yield Slip(
            f"“{found[0]}”：引用公文请先写标题，后写发文字号。", found[0], "《标题》（发文字号）", "text"
        )


@words_rule(
    "closing-phrase",
    clause=None,
    strength="实务",
    advice="各文种有惯用的结束语，如通知的“特此通知。”；已有“通知如下：”或不需要的，可不理会。",
)
def closing_phrase(words: PaperWords) -> Iterator[Slip]:
    """A paper ends with the words of its type, unless 如下： has said it or it issues another paper."""
    closing = CLOSINGS.get(words.document_type, Closing())
    if not words.body or words.texts.issued_title:
        return
    if words.document_type == "通知" and "通知如下" in words.body and "特此通知" in words.body:
        yield Slip("已有“通知如下”，结尾不必再写“特此通知”。", "特此通知", "不写", "text")
    said = [f"{p.text[:-1]}：" for p in words.texts.text if p.text[-3:-1] == "如下"]
    if closing.wanted and not re.search(closing.pattern, "\n".join([*said, words.body[-_ENDING:]])):
        wanted = "”或“".join(closing.offered)
        message = f"{words.document_type}结尾没有惯用的结束语，一般写“{wanted}”；不用也可以。"
        yield Slip(message, words.body[-10:], closing.offered[0], "text")


#: How a text says that an attachment isn't bound with it.
_APART = re.compile("另行(?:装订|印发|发送)|另附|另发")


@words_rule(
    "attachments-match",
    clause="GB/T 9704 7.3.7",
    strength="规定",
    advice="附件的顺序号和标题应与附件说明一致。",
)
def attachments_match(words: PaperWords) -> Iterator[Slip]:
    """附件说明 and attachments agree in number and title, but for those that the text says come apart."""
    notes = [*words.texts.attachment_notes, *words.texts.issued_notes]
    named = [
        re.sub(r"^附件[：:]|^\d{1,2}[.．、]|《|》", "", re.sub(r"^附件[：:]", "", note)) for note in notes
    ]
    attached = words.texts.attachments
    if not named or not attached or (len(attached) < len(named) and _APART.search(words.body)):
        return
    if len(named) != len(attached):
        message = f"附件说明列了{len(named)}个附件，后面有{len(attached)}个。"
        yield Slip(message, f"{len(attached)}个", f"{len(named)}个", "attachments")
        return
    for name, attachment in zip(named, attached, strict=True):
        title = re.sub(r"[《》]", "", plain("".join(attachment.title)))
        if title and title != plain(name):  # the page of a file may be a picture
            message = f"{attachment.label}的标题“{title}”与附件说明“{plain(name)}”不一致。"
            yield Slip(message, title, plain(name), "attachments")


@words_rule(
    "printed-after-issue",
    clause=f"{_ACTS}第九条（十二）",
    strength="一般",
    advice="成文日期是通过或签发的日期，不晚于印发日期，请核对。",
)
def printed_after_issue(words: PaperWords) -> Iterator[Slip]:
    """成文日期 is not after 印发日期."""
    printed = read_day(words.texts.printing_date.removesuffix("印发"))
    if words.day and printed and printed < words.day:
        message = f"印发日期“{words.texts.printing_date}”早于成文日期“{words.texts.issue_date}”。"
        yield Slip(message, words.texts.printing_date, "不早于成文日期", "printing_office")
