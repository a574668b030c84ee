"""The forms of printed dates: words and patterns, as data. All are held against `date_text.compact` text."""

from __future__ import annotations

import re

from service.document.date_expression import Bound
from service.document.date_text import GAP, NUMBER

#: Words before a date, and the limit that they set; None if they say nothing about days.
LEADS: dict[str, Bound | None] = {
    "于": None, "在": None, "定于": None, "拟于": None, "拟定于": None, "暂定于": None, "暂定": None, "暂定为": None,
    "原定于": None, "初定于": None, "初步定于": None, "计划于": None, "计划": None, "预计于": None, "预计": None,
    "争取": None, "力争": None, "力争在": None, "确保": None, "确保在": None, "务必于": None, "务必在": None, "赶在": None,
    "最迟": None, "最晚": None, "最迟于": None, "为": None, "庆祝": None, "纪念": None, "迎接": None, "结合": None,
    "截至": Bound.BY, "截止": Bound.BY, "截止到": Bound.BY, "截至到": Bound.BY, "截止至": Bound.BY, "不晚于": Bound.BY,
    "不迟于": Bound.BY, "截止时间": Bound.BY, "截止时间为": Bound.BY, "截止日期": Bound.BY, "截止日期为": Bound.BY,
    "到": Bound.BY, "至": Bound.BY, "直到": Bound.BY, "直至": Bound.BY,
    "从": Bound.FROM, "自": Bound.FROM, "由": Bound.FROM, "自从": Bound.FROM,
    "约": Bound.ABOUT, "大约": Bound.ABOUT, "大致": Bound.ABOUT,
}  # fmt: skip

#: Leads that keep the day itself although 前 follows: 截至8月31日前.
FIRM_LEADS = ("截", "不晚于", "不迟于")

#: Words after a date. The one nearest to the date counts.
TAILS: dict[str, Bound | None] = {
    "前": Bound.BEFORE, "以前": Bound.BEFORE, "之前": Bound.BEFORE, "前夕": Bound.EVE, "前后": Bound.AROUND,
    "后": Bound.AFTER, "以后": Bound.AFTER, "之后": Bound.AFTER,
    "起": Bound.FROM, "起始": Bound.FROM, "开始": Bound.FROM, "启动": Bound.FROM, "以来": Bound.FROM, "起实施": Bound.FROM,
    "起施行": Bound.FROM, "起执行": Bound.FROM, "开始实施": Bound.FROM, "开始执行": Bound.FROM,
    "左右": Bound.ABOUT, "上下": Bound.ABOUT,
    "期间": Bound.DURING, "之际": Bound.DURING, "假期": Bound.DURING, "假日": Bound.DURING, "放假": Bound.DURING,
    "小长假": Bound.DURING, "长假": Bound.DURING, "黄金周": Bound.DURING, "时期": Bound.DURING,
    "止": Bound.BY, "为止": Bound.BY, "截止": Bound.BY, "截至": Bound.BY, "下班前": Bound.BY,
    "结束": Bound.ENDS, "基本结束": Bound.ENDS, "全部结束": Bound.ENDS, "完成": Bound.ENDS, "基本完成": Bound.ENDS,
    "全面完成": Bound.ENDS, "全部完成": Bound.ENDS, "完成任务": Bound.ENDS,
    "召开": None, "胜利召开": None, "举行": None, "举办": None, "进行": None, "到来": None, "来临": None, "完毕": None,
}  # fmt: skip

#: What is to be done by then: 6月10日前报局办公室. Not where a second date follows.
WHAT_FOLLOWS_BEFORE = re.compile(r"(?<=[日号旬月底末初]前)(?![夕后]|.*[至到])[\u4e00-\u9fff]{1,12}$")

#: Words for a year: the offset, and whether it counts from the paper's year (else from the left side's).
YEAR_WORDS = {
    "今年": (0, True), "本年": (0, True), "当年": (0, False), "同年": (0, False), "去年": (-1, True), "上年": (-1, True),
    "上一年": (-1, True), "前年": (-2, True), "明年": (1, True), "来年": (1, True), "后年": (2, True), "次年": (1, False),
    "翌年": (1, False), "下年": (1, False), "下一年": (1, False), "第二年": (1, False),
}  # fmt: skip
#: Words for a month and a day that count from the context.
MONTH_WORDS = {"": 0, "本": 0, "当": 0, "同": 0, "该": 0, "次": 1, "下": 1, "上": -1}
DAY_WORDS = {"当日": 0, "当天": 0, "同日": 0, "当": 0, "次日": 1, "翌日": 1, "第二天": 1}

_Y = f"(?:(?P<year>[0-9〇一二三四五六七八九]{{4}}|[0-9〇]{{2}})年|(?P<yearword>{'|'.join(YEAR_WORDS)}))度?的?"
_M = f"(?:(?P<month>{NUMBER}{{1,3}}|元)月份?)"
_W = "(?:(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天七]))?"
_PART_OF_DAY = "凌晨|清晨|早晨|早上|早|上午|中午|正午|午后|下午|傍晚|晚上|晚间|当晚|晚|夜间"
_C = (
    f"(?P<clock>(?P<part_of_day>{_PART_OF_DAY})?"
    f"(?:(?P<hour>{NUMBER}{{1,3}})(?::|点钟?|时)(?:(?P<minute>{NUMBER}{{1,3}})分?|(?P<fraction>整|半|一刻|三刻))?"
    "(?::[0-9〇]{2})?)?)"
)
_T = f",?{_W},?{_C}"
_DECADE = "上旬|中旬|下旬|上中旬|中上旬|中下旬|上半月|下半月"
_HALF = "上半年|下半年|前三季度|第?[一二三四1-4]季度|全年|[春夏秋冬]季?"

#: Calendar dates, tried in order; groups say what they hold.
CALENDAR = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?:{_Y})?{_M}(?P<day>{NUMBER}{{1,4}})[日号]{_T}",
        f"(?:{_Y})?{_M}(?P<day>{NUMBER}{{1,4}})",
        f"(?:(?P<monthword>[本当同该上下次])月)?(?P<day>{NUMBER}{{1,3}})[日号]{_T}",
        f"(?P<dayword>{'|'.join(DAY_WORDS)}){_T}",
        r"(?P<year>[0-9〇]{4})(?P<sign>[./-])(?P<month>[0-9〇]{1,2})(?:(?P=sign)(?P<day>[0-9〇]{1,2}))?日?"
        + _T,
        r"(?P<year>[12][0-9〇]{3})(?P<month>[0-9〇]{2})(?P<day>[0-9〇]{2})" + _T,
        rf"(?P<month>[0-9〇]{{1,2}})[./](?P<day>[0-9〇]{{1,2}})日?{_T}",
        f"(?:{_Y})?{_M}的?(?P<month_part>{_DECADE}|[初中底末内])?",
        f"(?:(?:{_Y})?{_M}|(?P<monthword>[本当同该上下次]?)月)的?(?:第(?P<week>{NUMBER}{{1,2}})个?(?:周|星期)|(?P<last>最后(?:一|1)个?(?:周|星期)))",
        f"(?:{_Y})?{_M}的?第(?P<which>{NUMBER})个(?:周|星期|礼拜)(?P<nth>[一二三四五六日天七])",
        f"(?P<monthword>[本当同该上下次]?)月份?(?P<month_part>{_DECADE}|[初中底末内])",
        f"(?P<month_part>{_DECADE})",
        f"(?:{_Y})?(?P<year_part>{_HALF})(?P<edge>[初底末])?",
        f"(?:{_Y}年?|年)(?P<year_part>[初中底末终内])",
        _Y,
        f"(?=.){_C}",
    )
)

#: What a place to fill in looks like: a gap sign beside a unit, or nothing but units without their numbers.
BLANK_GAP = re.compile(rf"{GAP}[0-9〇.{GAP}]*(?:[年月日号时点分:]|$)|\.{{2,}}[年月日]|某[年月日]")
BLANK_UNITS = re.compile(
    f"(?:{NUMBER}{{0,4}}年)?(?:{NUMBER}{{0,3}}月)?(?:{NUMBER}{{0,3}}[日号])?(?:{NUMBER}{{0,3}}[时点:])?(?:{NUMBER}{{0,3}}分)?"
)
BLANK_UNIT = re.compile(f"(?<!{NUMBER[:-1]}元])[年月日号时点分:]")
#: On `plain` text: 20  年3月 5日, the year's figures left off.
BLANK_YEAR = re.compile("(?:^|[^0-9〇一二三四五六七八九])(?:1|2|19|20[0-9]?|二〇[一二三]?) +年")
NOTHING = re.compile(rf"[-.〇/~:,{GAP}]*")

#: Comes again and again.
RECURRENT = re.compile(
    f"每|^逢|按(?:月|季|周|年|日|半年|学期|旬)|逐(?:月|年|季|日|周)|[单双](?:周|月|日)|常态化"
    f"|(?:半|{NUMBER})个?(?:年|月|周|季度?|学期){NUMBER}次"
)

_UNIT = (
    "个?(?:工作日|自然日|小时|课时|学时)|个(?:多)?(?:季度|半年|半月|星期|学期|月|周|年)|分钟|学期|星期|天|周"
)
_AFTER = "(?:时间|的时间|左右|上下|以上|以下|以内|之内|内|之前|以前|前|之后|以后|后|完成)*"
_BEFORE = "(?:为期|历时|时间为?|共|总共|约|近|前后|不超过|不少于|至少|最长|最多|利用|用|集中)*"
#: A span of time, or a place in a count of weeks: nothing of the calendar.
DURATION = re.compile(
    f"{_BEFORE}(?:半|数|几|{NUMBER}+(?:[-~至到、]{NUMBER}+)?)(?:多|余)?(?:{_UNIT})(?:半|多)?{_AFTER}"
    f"|{_BEFORE}(?:半|{NUMBER}{{1,3}}(?:[-~至到]{NUMBER}{{1,3}})?)年(?:半|多)?{_AFTER}"
    f"|{_BEFORE}{NUMBER}{{1,3}}日(?:以内|之内|内)(?:完成)?"
    f"|第{NUMBER}{{1,3}}(?:[-~至到、]第?{NUMBER}{{1,3}})?个?(?:周|星期|天|月|学期|阶段).*"
)

#: Words that hang on something outside the text although they look like a unit with a limit.
RELATIVE_WORDS = frozenset({"年前", "年后", "日后", "日前", "月内", "日内", "周内"})

#: Hangs on something outside the text.
RELATIVE = re.compile(
    "即日|立即|即刻|立刻|近期|近日|适时|届时|待定|待通知|另行|另定|未定|长期|常年|持续|永久|随时|实时|全程|贯穿"
    "|立行立改|即知即改|即行即改|[寒暑]假|开学|学期|学年|之日|之时|今后|目前|现在|平时|休会|同步|日常"
    "|[本下上次这当](?:周|月|季度|日)|[今明昨当]天|^(?:周|星期|礼拜)[一二三四五六日天末]|通知为准|节假日"
    "|^(?:本次|整个)?(?:活动|会议|阶段|任务|考核|比赛|培训|评选)(?:全过程|开始|结束|完成)?(?:前|后|时|期间|之后|之前)"
    f"|大(?:胜利)?(?:召开|闭幕|开幕)|两节|双节|两会|^至?今$|{NUMBER}+日(?:以内|之内|内)"
    f"|[后起]{NUMBER}+个?(?:日|天|工作日|周|月|小时)"
)
