"""The printed texts of a paper's elements: what is looked for on its pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text as it should be printed, its number included.

    Attributes:
        text: the whole paragraph.
        level: 1–4 for 一、（一）1.（1）; 0 for plain text.
        heading: the leading part of ``text`` that is set in the font of its level; "" for none.
        in_roster: a line of a 名单, which hangs under the names instead of having the indent of a paragraph.
        continued: the rest of the paragraph before it, in a Word file that divides it where a page ends.
    """

    text: str
    level: int = 0
    heading: str = ""
    in_roster: bool = False
    continued: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentTexts:
    """What is printed of an 附件: 附件 and its number, the title's lines, the paragraphs without its tables."""

    label: str
    title: tuple[str, ...]
    text: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """The printed texts of a paper's elements; "" or empty means not known or not there.

    Attributes:
        title: the lines that the title was broken into.
        other_receivers: with or without 抄送：.
        printing_date: with or without 印发.
        issued_title: title lines of the paper that this one issues (被印发的方案).
        issued_text: its paragraphs.
        attachment_notes: one string for each note, the first with 附件：.
        signatory: the 签发人 of an upward paper, without 签发人：.
        title_note: 题下括注 with its brackets.
        issued_notes: 附件说明 of the issued paper.
        attachments: the paper's own, or those of the issued paper.
        copy_number: 份号.
        security_classification: 密级和保密期限.
        precedence: 紧急程度.
        joint_mark: agencies of a joint mark that has 文件 beside them.
        mark_ending: 文件 beside these agencies.
        signatory_lines: the lines of several 签发人, the 发文字号 in the last; ``signatory`` is then the names in it.
        signatories: the names of 签发人 on each line, blanks between them, where a paper was recognised.
        issuers: the agencies that sign, in their order, where a paper was recognised.
        signers: all agencies of a joint signature that stands in rows.
        last_signer: the agency over 成文日期 in such a row.
        posts: 签发人职务 beside which a 签名章 goes.
        moved_receivers: 主送机关 in the 版记.
        minutes_head: who issues 纪要 and when, in its head.
        attendance: 出席, 请假, 列席 of 纪要, each with its label and colon.
        letter: the number stands on the line of the first of 份号, 密级, 紧急程度, under the mark.
    """

    issuer_mark: str = ""
    document_number: str = ""
    signatory: str = ""
    title: tuple[str, ...] = ()
    title_note: str = ""
    principal_receivers: str = ""
    text: tuple[Paragraph, ...] = ()
    attachment_notes: tuple[str, ...] = ()
    issuer: str = ""
    issue_date: str = ""
    annotation: str = ""
    issued_title: tuple[str, ...] = ()
    issued_text: tuple[Paragraph, ...] = ()
    issued_notes: tuple[str, ...] = ()
    attachments: tuple[AttachmentTexts, ...] = ()
    other_receivers: str = ""
    printing_office: str = ""
    printing_date: str = ""
    copy_number: str = ""
    security_classification: str = ""
    precedence: str = ""
    joint_mark: tuple[str, ...] = ()
    mark_ending: str = ""
    signatory_lines: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    last_signer: str = ""
    posts: tuple[str, ...] = ()
    moved_receivers: str = ""
    minutes_head: str = ""
    attendance: tuple[str, ...] = ()
    letter: bool = False
