"""What a template may name: the contract between the service and the Word templates.

Every derived text and every number that typesetting decides stands here, ready to print. Numbers are twips
(1/20 pt) unless their name says otherwise. "" and () mean that the element is absent. The Chinese text beside each
name is what docs/templates.md says of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from service.catalog.contract import contract_of
from service.rendering.text_block import TextBlock


@dataclass(frozen=True)
class Properties:
    """文档属性: what the file says of itself."""

    title: Annotated[str, "标题，一行"]
    document_number: Annotated[str, "发文字号"]
    issuer: Annotated[str, "发文机关"]
    manuscript_type: Annotated[str, "稿本，如“正本”"]


@dataclass(frozen=True)
class Mark:
    """发文机关标志 (GB/T 9704 7.2.4) and the space that puts its ink 35 mm under the type area's top.

    ``text`` is the whole mark; ``lines`` has a line for each agency of a joint one. Where 文件 stands beside the
    agencies they are ``rows`` instead, and ``ending`` is 文件. Of a pre-printed one there is only the space.
    """

    text: Annotated[str, "发文机关标志的字"]
    lines: Annotated[tuple[str, ...], "标志分行，联合行文一个机关一行"]
    half_points: Annotated[int, "字号，单位半磅"]
    scale_percent: Annotated[int, "字宽的百分数，排不下时压窄"]
    pitch: Annotated[int, "这一行的行高"]
    space_above: Annotated[int, "标志上方的空白"]
    blank_line: Annotated[int, "标志下两个空行各自的高"]
    rows: Annotated[tuple[str, ...], "联合行文的机关名，一行一项，“文件”排在右边时用"] = ()
    left: Annotated[int, "联合行文的机关名距版心左边"] = 0
    right: Annotated[int, "联合行文的机关名距版心右边"] = 0
    ending: Annotated[str, "排在机关名右边的“文件”"] = ""
    ending_left: Annotated[int, "“文件”距版心左边"] = 0
    ending_top: Annotated[int, "“文件”的框距版心上边"] = 0
    ending_width: Annotated[int, "“文件”的框宽"] = 0
    frame_top: Annotated[int, "信函标志的框距纸的上边"] = 0
    rule_top: Annotated[int, "信函第一条双线的粗线距纸的上边"] = 0
    second_rule_top: Annotated[int, "信函第一条双线的细线距纸的上边"] = 0


@dataclass(frozen=True)
class SignatoryRow:
    """A line of several 签发人 (7.2.6): two names a line; the last has the 发文字号 too."""

    label: Annotated[str, "“签发人：”；只在第一行"]
    names: Annotated[str, "这一行的姓名"]
    document_number: Annotated[str, "发文字号；只在最后一行"]
    label_left: Annotated[int, "“签发人：”距版心左边"]
    names_left: Annotated[int, "姓名距版心左边"]


@dataclass(frozen=True)
class Attendance:
    """出席, 请假, 列席 or 记录 of 纪要 (10.3)."""

    label: Annotated[str, "“出席”“请假”“列席”或“记录”"]
    names: Annotated[str, "单位和姓名"]


@dataclass(frozen=True)
class Signature:
    """署名和成文日期 (7.3.5): distances from the edges of the type area, blank lines above.

    A 署名 too long for one line stands in several ``issuer_lines``, set from ``issuer_side``: ``center`` over a sealed
    date, ``left`` over an unsealed one; a short one from the ``right``.
    ``issue_date_side`` is the side from which the date is set: ``center`` under the middle of a joint 署名 with
    seals, ``left`` where its first character hangs on the 署名's (7.3.5.2), else ``right``. A signature of several rows is several of these with one key; either text
    may be "".
    """

    issuer: Annotated[str, "署名"]
    issue_date: Annotated[str, "成文日期"]
    issuer_right: Annotated[int, "署名距版心右边"]
    issue_date_left: Annotated[int, "日期距版心左边"]
    issue_date_right: Annotated[int, "日期距版心右边"]
    issue_date_side: Annotated[str, "日期靠哪一边，left、center 或 right"]
    blank_lines: Annotated[tuple[int, ...], "署名上方的空行"]
    issuer_lines: Annotated[tuple[str, ...], "署名，一行一项"] = ()
    issuer_left: Annotated[int, "署名距版心左边"] = 0
    issuer_side: Annotated[str, "署名靠哪一边，right、left 或 center"] = "right"
    columns: Annotated[tuple[str, ...], "并排的几个署名，各盖一章；没有就是空的"] = ()
    first_center: Annotated[int, "并排的第一个署名的中心距版心左边"] = 0
    second_center: Annotated[int, "第二个署名的中心"] = 0
    third_center: Annotated[int, "第三个署名的中心"] = 0
    page_break: Annotated[bool, "这一排署名要不要另起一面，让印章不出版心"] = False
    post: Annotated[str, "签发人职务，加盖签名章的才有"] = ""
    post_right: Annotated[int, "签发人职务距版心右边，让出签名章的位置"] = 0
    key: Annotated[int, "区分各段用，不印"] = 0


@dataclass(frozen=True)
class Section:
    """A part of the text that the service puts together from facts; the first block is its heading."""

    text: Annotated[tuple[TextBlock, ...], "这一部分的各段，第一段是标题"]


@dataclass(frozen=True)
class Sheet:
    """One of several sheets of a paper, a new page each: a pledge of each person, a form for each meeting."""

    title_lines: Annotated[tuple[str, ...], "标题，一行一项"]
    text: Annotated[tuple[TextBlock, ...], "各段"]


@dataclass(frozen=True)
class AttachmentNote:
    """附件说明 (7.3.4): one line of it, with the indents that set names under names."""

    text: Annotated[str, "字"]
    left: Annotated[int, "名单这一行的左缩进"]
    hanging: Annotated[int, "名单首行比左缩进提前多少；0 不是名单"]


@dataclass(frozen=True)
class Attachment:
    """附件 (7.3.7): on a new page, 附件 and its number in the upper left corner."""

    label: Annotated[str, "“附件”和顺序号"]
    title_lines: Annotated[tuple[str, ...], "标题，一行一项"]
    text: Annotated[tuple[TextBlock, ...], "正文各段"]
    signatures: Annotated[tuple[Signature, ...], "署名和日期；没有就是空的"]
    landscape: Annotated[bool, "从第一行起就排在横放的页上"] = False
    name: Annotated[str, "附件说明里的名称"] = ""
    number: Annotated[int, "第几个附件"] = 1


@dataclass(frozen=True)
class IssuedDocument:
    """被印发、转发的文件: begins on a new page; its number and its receivers as they were printed, colon included.

    Its attachments are its own, not the notice's.
    """

    title_lines: Annotated[tuple[str, ...], "标题，一行一项"]
    title_note: Annotated[str, "题下括注，不带括号"]
    document_number: Annotated[str, "发文字号"]
    principal_receivers: Annotated[str, "主送机关"]
    text: Annotated[tuple[TextBlock, ...], "正文各段"]
    attachment_notes: Annotated[tuple[AttachmentNote, ...], "附件说明，一行一项"]
    signatures: Annotated[tuple[Signature, ...], "署名和日期；没有就是空的"]
    attachments: Annotated[tuple[Attachment, ...], "附件"]


@dataclass(frozen=True)
class Imprint:
    """版记 (7.4): ``page_breaks`` holds one entry for each page to turn before it.

    ``unnumbered``: a blank page stands before it, and neither page has a number (7.5).

    A bulletin has ``distribution`` and ``copies`` instead, at the foot of its last page.
    ``printing_office`` has several lines where name and date don't fit one; the date stands on the last.
    """

    page_breaks: Annotated[tuple[int, ...], "版记前要翻的面，一面一项"]
    unnumbered: Annotated[bool, "版记前有空白页，两面都不编页码"]
    first_rule_top: Annotated[int, "首条线距版心上边"]
    other_receivers: Annotated[str, "抄送机关"]
    other_receivers_height: Annotated[int, "抄送的框高"]
    other_receivers_top: Annotated[int, "抄送的框距版心上边"]
    printing_office: Annotated[tuple[str, ...], "印发机关，一行一项"]
    printing_height: Annotated[int, "印发的框高"]
    printing_date: Annotated[str, "印发日期，连同“印发”二字"]
    distribution: Annotated[tuple[str, ...], "简报的报、送、发，一行一项"] = ()
    copies: Annotated[str, "简报的份数，连同“共印”二字"] = ""
    principal_receivers: Annotated[str, "移到版记的主送机关"] = ""
    numbering_ends: Annotated[bool, "空白页前面要先结束编页码的一节"] = False


@dataclass(frozen=True)
class Bulletin:
    """简报: what its 报头 says, and the articles behind the first, which is the paper's own title and text."""

    issue: Annotated[str, "期号"]
    editor: Annotated[str, "编印单位"]
    issue_date: Annotated[str, "日期"]
    articles: Annotated[tuple[Sheet, ...], "第一篇以后的各篇"]


@dataclass(frozen=True)
class Context:
    """Everything that a template can print.

    ``enclosed`` are the documents that are passed on, in the order of their pages, ``issued_document`` the plan that
    follows them. ``signatory`` is the only 签发人 of an upward paper, ``signatory_rows`` are several, ``title_note`` stands
    in brackets under the title, ``sections`` are put together from the campaign's facts, ``closing`` follows them. Of a
    paper of several sheets ``title_lines`` and ``text`` are the first, ``sheets`` the others.
    """

    properties: Annotated[Properties, "文件属性"]
    mark: Annotated[Mark, "发文机关标志"]
    document_number: Annotated[str, "发文字号"]
    signatory: Annotated[str, "签发人姓名"]
    title_lines: Annotated[tuple[str, ...], "公文标题，已断好行，一行一项"]
    title_note: Annotated[str, "题下括注，不带括号"]
    principal_receivers: Annotated[str, "主送机关，不带冒号"]
    text: Annotated[tuple[TextBlock, ...], "正文各段"]
    sections: Annotated[tuple[Section, ...], "由事实合成的各部分"]
    closing: Annotated[tuple[TextBlock, ...], "结尾各段"]
    sheets: Annotated[tuple[Sheet, ...], "一人一张、一次一张的表和承诺书，第一张以后的各张"]
    attachment_notes: Annotated[tuple[AttachmentNote, ...], "附件说明，一行一项"]
    signatures: Annotated[tuple[Signature, ...], "署名和成文日期"]
    annotation: Annotated[str, "附注，不带括号"]
    attachments: Annotated[tuple[Attachment, ...], "附件"]
    enclosed: Annotated[tuple[IssuedDocument, ...], "转发的文件"]
    issued_document: Annotated[IssuedDocument, "所印发的文件"]
    imprint: Annotated[Imprint, "版记"]
    bulletin: Annotated[Bulletin, "简报的报头和各篇"]
    copy_number: Annotated[str, "份号"] = ""
    security_classification: Annotated[str, "密级和保密期限"] = ""
    precedence: Annotated[str, "紧急程度"] = ""
    preprinted: Annotated[bool, "版头的红色部分是不是预先印好的"] = False
    head_issuer: Annotated[str, "纪要版头的编印机关"] = ""
    head_date: Annotated[str, "纪要版头的日期"] = ""
    attendance: Annotated[tuple[Attendance, ...], "纪要的出席、请假、列席、记录人员，一行一项"] = ()
    signatory_rows: Annotated[tuple[SignatoryRow, ...], "几个签发人，一行一项；只有一个时是空的"] = ()
    apart: Annotated[tuple[Attachment, ...], "另行装订的附件，各成一个文件，不在公文里印"] = ()


#: The contract that every template is held against at start.
CONTRACT = contract_of(Context)
