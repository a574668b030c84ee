"""Splits a title into the words, names, dates and quoted terms that no line break may cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import rjieba

_DIGITS = r"[0-9０-９]"
_TO = r"[-—–－~～至到]+"
_DAY = rf"(?:(?:{_DIGITS}{{2,4}}|[〇○零一二三四五六七八九]{{4}})年)?(?:{_DIGITS}{{1,2}}(?:{_TO}{_DIGITS}{{1,2}})?月)?(?:{_DIGITS}{{1,2}}日)?"
_NUMERALS = "一二三四五六七八九十百千万两"
#: Texts that stay whole wherever they stand.
_WHOLE = tuple(
    map(
        re.compile,
        (
            rf"(?:{_DIGITS}{{2,4}}(?:{_TO}))?{_DAY}度?(?:{_TO}{_DAY}度?)?(?<=[年月日度])",
            rf"第?{_DIGITS}[\d.,，]*(?:{_TO}{_DIGITS}[\d.,]*)?[%％‰]?",
            rf"第[{_NUMERALS}\d]+(?:个|次|届|批|期|号|轮|版|季度|阶段|部分|名|号)",
            rf"[{_NUMERALS}]+(?:起|个|项|次|届|批|期|轮|名|位|所|家|周年|年级)",
            rf"十[{_NUMERALS}]五(?:时期|规划)*",
            r"[\u4e00-\u9fff]{0,8}[〔\[]\d{4}[〕\]]\d+号",
            r"[A-Za-z0-9][A-Za-z0-9.+&/-]+",
            r"[（(][^（）()]{0,14}[）)]",
            r"[\u4e00-\u9fff]{2}》?（[^（）]{0,6}）",
            # A village's or town's name after that of the place it belongs to.
            r"(?<=[省市县区镇乡州])[\u4e00-\u9fff]{1,3}(?:市|县|区|镇|乡|村|街道)",
            r"(?:市|县|区|省|党|州|镇|乡|国务院)(?:人民政府|委员会|政府|委)?(?:办公厅|办公室)",
            r"(?:中共|共青团)[\u4e00-\u9fff]{2,4}(?:省|市|县|区)(?:委(?!员会)|委员会)?",
            r"(?:省|市|县|区|镇|乡|州|旗)(?:人民政府|人大常委会|政协|纪委|委员会)",
            rf"党的[{_NUMERALS}]+(?:大|届[{_NUMERALS}]中全会)(?:精神)?|党的(?:基层组织|建设|领导)",
            rf"第[{_NUMERALS}\d]+次全国",
            r"向[\u4e00-\u9fff]{2,4}同志学习",
            r"工作(?:领导小组|专班|小组)(?:办公室)?",
        ),
    )
)
#: A quoted term or a name of a paper stays whole if it fits on a line, the latter only if it is short.
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’")
_NAMED = re.compile(r"《[^《》]{1,10}》|〈[^〈〉]{1,10}〉")
_DISTRICTS = frozenset("省市县区州盟旗镇乡村")
_SINGLE_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温"
    "康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂"
    "成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
    "费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_SURNAME = (
    rf"(?:欧阳|上官|司马|诸葛|皇甫|司徒|东方|令狐|慕容|尉迟|长孙|宇文|公孙|夏侯|端木|[{_SINGLE_SURNAMES}])"
)
#: A person's name before an address or in a list; the lazy end finds the nearest.
_PERSON = re.compile(
    rf"(?<=[命免去授予聘任对给向习号、和志在为宣悼念传])({_SURNAME}[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=等|、|两|同志|同学|先生|女士|职务|为)"
)
_ADDRESS = frozenset(
    ["同志", "总书记", "主席", "总理", "副总理", "书记", "省长", "市长", "县长", "部长", "局长", "主任"]
)
_HOME = re.compile(r"(?:中共|共青团)?((?!关于)[\u4e00-\u9fff]{2,4}?[省市县区州旗])")
_NO_NAME = frozenset("关于在对向和及与的、，《》“”〈〉（）任命免去表彰为")


def words(
    title: str, terms: Iterable[str] = (), fits: Callable[[str], bool] = lambda text: True
) -> list[str]:
    """Return the words of a title in order.

    Args:
        title: on one line.
        terms: a campaign's name, an agency: each stays whole.
        fits: tells whether a quoted term fits on a line, and so stays whole.
    """
    cut = rjieba.cut(title)
    cuts, at = set(), 0
    for before, word in pairwise(("", *cut)):
        if at and not _joins(before, word):
            cuts.add(at)
        at += len(word)
    cuts.add(len(title))
    for start, end in (*_spans(title, fits), *_found(title, (*terms, _home(title)))):
        cuts -= set(range(start + 1, end))
    for match in _WHOLE[1].finditer(title):
        if _unit_follows(title, match.end()):
            cuts.discard(match.end())
    edges = [0, *sorted(cuts)]
    return [title[a:b] for a, b in pairwise(edges)]


def _joins(before: str, word: str) -> bool:
    """Tell whether a word belongs to the one before it: 滨海|市, 党委|办公室, 李明|同志."""
    if before[-1] in _NO_NAME:
        return False
    district = word in _DISTRICTS or (word[0] in _DISTRICTS and not rjieba.has_word(word))
    return district or word.startswith(("办公厅", "办公室")) or word in _ADDRESS


def _unit_follows(title: str, at: int) -> bool:
    return at < len(title) and "\u4e00" <= title[at] <= "\u9fff" and title[at] not in _NO_NAME


def _home(title: str) -> str:
    """Return the place that a title's issuer names first: 滨海市; "" if none."""
    found = _HOME.match(title)
    return found[1] if found else ""


def _spans(title: str, fits: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    for pattern in (*_WHOLE, _NAMED):
        yield from (match.span() for match in pattern.finditer(title))
    yield from (match.span() for match in _PERSON.finditer(title))
    yield from (match.span() for match in _QUOTED.finditer(title) if fits(match[0]))


def _found(title: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    for term in filter(None, terms):
        start = title.find(term)
        while start >= 0:
            yield start, start + len(term)
            start = title.find(term, start + len(term))
