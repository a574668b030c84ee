"""What the words show of papers of several agencies, and of those in a special form (GB/T 9704 7.2.6, 7.3.5, 10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.lint.locating import plain
from service.lint.text_rules.registry import PaperWords, Slip, words_rule
from service.lint.wordings import UPWARD_TYPES

_LONGEST_NAME = 4  #: 字 of a name without a blank


def _names(lines: Sequence[str]) -> int:
    """Return how many names of 签发人 there are at most: a name of two 字 may have a blank in it."""
    count = 0
    for line in lines:
        pieces = re.split(r"\s+", line.strip())
        if len(pieces) == 1:
            count += max(1, len(plain(line)) // 2)
            continue
        single = sum(len(piece) == 1 for piece in pieces)
        count += len(pieces) - single // 2
    return count


@words_rule(
    "joint-signatories",
    clause="GB/T 9704 7.2.6",
    strength="规定",
    advice="联合上行文请标注各联署机关的签发人，按机关的次序排列。",
)
def joint_signatories(words: PaperWords) -> Iterator[Slip]:
    """An upward paper of several agencies names a 签发人 of each."""
    agencies = len(words.texts.joint_mark) or len(words.texts.signers)
    signatories = words.texts.signatories
    if agencies < 2 or not signatories or words.document_type not in UPWARD_TYPES:
        return
    if (names := _names(signatories)) < agencies:
        message = f"{agencies}个机关联合上行文，只标注了{names}位签发人，请把各机关的签发人标全。"
        yield Slip(message, f"{names}位", f"{agencies}位", "signatory")


@words_rule(
    "joint-issuers",
    clause="GB/T 9704 7.3.5.1",
    strength="规定",
    advice="联合行文的署名请与标志上的机关一致，次序相同，主办机关在前。",
)
def joint_issuers(words: PaperWords) -> Iterator[Slip]:
    """The agencies of a joint mark sign in the order of the mark."""
    mark, signed = words.texts.joint_mark, words.texts.issuers
    if len(mark) < 2 or len(signed) < 2 or "".join(mark) == "".join(signed):  # a long name takes two lines
        return
    both = [name for name in signed if name in mark]
    if both != [name for name in mark if name in signed]:
        message = f"署名的次序是“{'、'.join(signed)}”，标志上是“{'、'.join(mark)}”，请按标志的次序排列。"
        yield Slip(message, "、".join(signed), "、".join(mark), "issuer")
    elif len(signed) != len(mark):
        message = f"标志上有{len(mark)}个机关，署名有{len(signed)}个，请核对。"
        yield Slip(message, f"{len(signed)}个", f"{len(mark)}个", "issuer")


@words_rule(
    "from-a-person",
    clause="党政机关公文处理工作条例第十五条（五）",
    strength="规定",
    advice="不得以本机关负责人名义向上级机关报送公文，请由机关署名、盖章。",
)
def from_a_person(words: PaperWords) -> Iterator[Slip]:
    """A 请示 or 报告 is signed by an organ; only a 议案 or an order bears a 签名章."""
    if words.document_type in ("请示", "报告") and words.texts.posts:
        post = words.texts.posts[0]
        yield Slip(f"{words.document_type}由“{post}”署名，应当由机关署名。", post, "机关", "post")


@words_rule(
    "minutes-unsigned",
    clause=None,
    strength="实务",
    advice="纪要一般不署名、不加盖印章。",
)
def minutes_unsigned(words: PaperWords) -> Iterator[Slip]:
    """纪要 are not signed over a seal; 10.3 itself leaves it open."""
    if words.form == "纪要格式" and (issuer := words.texts.issuer):
        yield Slip(f"纪要落款署了“{issuer}”，纪要一般不署名、不盖章。", issuer, "不署名", "issuer")
