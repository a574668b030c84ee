"""What official titles are made of: words at which a line may well begin or end, and phrases better kept whole."""

from __future__ import annotations


def _texts(spaced: str) -> tuple[str, ...]:
    return tuple(spaced.split())


def _words(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


#: No line begins with these characters.
NOT_FIRST = frozenset("的和及与、，。：；》）”’〉以)!！?？…")
#: No line ends with these characters.
NOT_LAST = frozenset("《（“‘〈(")
#: No line begins with these words: they close what stands before them.
CLOSING = _words("中 时 期间 上 内 等 后 前 间 之间 以来 之一 以及 并 以下 以上")
#: Words that lead to what follows: no line ends with one.
LEADING = _words(
    "关于 在 对 将 把 为 向 从 于 以 按 由 被 使 给 让 就 和 及 与 同 跟 "
    "或 至 到 并 以及 进一步 深入 全面 切实 大力 加快 扎实 积极 认真 严格 集中 "
    "不断 持续 各 本 该 市 省 县 区 镇 乡 第 不 再 更 新"
)
#: Verbs that open a clause: a line may begin with one, or end with one after 关于.
VERBS = _words(
    "印发 转发 批转 下发 发布 公布 报送 呈报 成立 组建 调整 设立 建立 撤销 开展 "
    "召开 举办 举行 做好 加强 推进 推动 推广 加快 促进 完善 健全 规范 优化 提升 "
    "提高 落实 贯彻 学习 表彰 表扬 通报 命名 授予 任命 任免 同意 批准 恳请 提请 "
    "请求 申请 解决 征集 征求 申报 创建 实施 支持 实行 实现 制定 修订 修改 废止 "
    "取消 下达 拨付 进行 对待 纪念 庆祝 防治 治理 整治 清理 整顿 处理 构建 深化 "
    "强化 改进 改善 规定 抓好 建设 考察 悬挂 赋予 合建 进一步 深入 切实 全面 "
    "大力 扎实 认真 加大 统筹"
)
#: What follows the issuer.
OPENING = ("关于", "印发", "转发", "批转")
#: Modifiers of a whole phrase: a line may well begin with one, not end.
MODIFIERS = _words(
    "国家 全国 全省 全市 全县 全区 全系统 中国 中央 新时代 新时期 基层 我国 我市 "
    "我省 我县 主题 重点 特大 重大 较大"
)
#: Nouns that close a phrase: a line better not begins with one.
HEADS = _words(
    "工作 活动 建设 领导小组 小组 委员会 方案 会议 大会 制度 办法 计划 规划 情况 "
    "改革 体系 试点 事项 问题 机制 条例 规定 细则 标准 意见 纲要 措施 任务 项目 "
    "行动 教育 管理 服务 环境 单位 个人 集体 党员 干部 人员 要点 名单 小区 发展 "
    "战略 能力 水平 安排 组织 机构 责任制 专项 讲话 精神 系统 阶段 成员 制度化 "
    "奥运会 亚运会 残运会 运动会 办公会 文化节 博览会 趋势 队伍 工程 称号 资金 "
    "大赛 竞赛 比赛 总结"
)
#: Kinds of papers: with the 的 before it, one belongs to its title's last line.
KINDS = _texts(
    "通知 通报 批复 函 复函 请示 报告 意见 决定 公告 通告 议案 纪要 方案 "
    "实施方案 工作方案 办法 规定 建议 指导意见 实施意见 若干意见 讲话 总结 决议 "
    "命令 汇报 措施"
)
#: Phrases of several words that a line break would spoil.
PHRASES = _texts(
    "学习实践 深入学习实践 学习宣传 实践活动 党的建设 党的基层组织 党的群众路线 "
    "校长办公会 专项资金 职业教育 义务教育 学前教育 高等教育 主题教育 学习教育 "
    "党史学习教育 思想政治工作 精神文明建设 党风廉政建设 作风建设 机关作风建设 营商环境 "
    "优化营商环境 生态环境保护 环境保护 安全生产 食品安全 信息公开 政务公开 政务服务 "
    "乡村振兴 脱贫攻坚 高质量发展 科学发展观 科学发展观活动 社会信用体系 信用体系建设 "
    "政府网站 民主评议党员 民主评议 组织生活会 专题组织生活会 基层党组织 党组织书记 "
    "先进集体 先进个人 先进基层党组织 优秀共产党员 优秀党务工作者 劳动模范 先进工作者 "
    "主题党日活动 主题党日 征文活动 征文比赛 创先争优 创先争优活动 深入开展 进一步加强 "
    "深化改革 体制改革 机构改革 机构编制 行政审批 审批制度改革 放管服改革 依法行政 "
    "法治政府 科技创新 科技成果转化 自主创新 自主创新示范区 高新技术产业 "
    "高新技术产业开发区 经济技术开发区 经济社会发展 国民经济和社会发展 公共卫生 医疗卫生 "
    "疫情防控 社会保险 养老保险 医疗保险 养老服务 社会救助 防震减灾 防灾减灾 应急预案 "
    "应急救援 突发事件 地质灾害 防汛抗旱 森林防火 消防安全 消防救援 道路交通安全 "
    "农村公路 农民工 个人所得税 专项附加扣除 国有企业 国有资产 民营经济 中小企业 "
    "知识产权 招商引资 海洋经济 海洋渔业 数字经济 部际联席会议 联席会议制度 "
    "领导小组组成人员 组成人员 工作部署 总体规划 总体方案 实施意见 指导意见 工作方案 "
    "实施方案 实施办法 管理办法 暂行办法 暂行规定 若干意见 若干规定 若干措施 有关问题 "
    "有关事项 有关文件 有关工作 贯彻落实 监督检查 督查检查 专项整治 专项行动 调查处理 "
    "考核工作 党员干部 干部职工 离退休干部 残疾人 未成年人保护 征求意见 工作会议 "
    "动员大会 表彰大会 专题报告会 党员先进性 节假日安排 组成部门 内设机构 主要职责 "
    "统一战线 志愿服务 人口普查 经济普查 污染源普查 领导班子 民主生活会 巡视整改 "
    "巡察整改 整改落实 调查研究 人才队伍 队伍建设 人才工作 信访工作 信访维稳 平安建设 "
    "社会治安 综合治理 扫黑除恶 垃圾分类 城市更新 老旧小区 老旧小区改造 住房公积金 "
    "保障性住房 最低生活保障 失信联合惩戒 守信联合激励 联合惩戒 新型监管机制 双随机 "
    "河长制 林长制 重要讲话精神 重要讲话 重要指示 重要指示精神 中央精神 教育改革 "
    "教育工作 课后服务 校园安全 教师队伍 文化遗产 文物保护 全民健身 节能减排 "
    "大气污染防治 水污染防治 污染防治 退耕还林 耕地保护 粮食安全 防返贫"
)
