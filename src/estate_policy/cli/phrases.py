"""What the command says of itself, in Chinese and English."""

from collections.abc import Mapping

from estate_policy.terms import Language, Term

_PHRASES: Mapping[str, Term] = {
    "extra-missing": Term(
        "命令行需要附加组件，请运行：pip install 'estate-policy[cli]'",
        "the command needs an extra: pip install 'estate-policy[cli]'",
    ),
    # Help.
    "usage": Term("用法：", "Usage: "),
    "options": Term("选项", "Options"),
    "commands": Term("命令", "Commands"),
    "options-here": Term("[选项]", "[OPTIONS]"),
    "command-here": Term("命令 [参数]...", "COMMAND [ARGS]..."),
    "help": Term("显示本说明后退出。", "Show this message and exit."),
    "about": Term(
        "按政策认定老旧小区：是否属于实施范围、应给多少补贴，并说明理由。\n\n退出状态：0 正常，1 输入中有问题（其余已处理），2 未能运行。",
        "Decide old residential estates under the policy: what is in scope, what subsidy is due, and why.\n\n"
        "Exit status: 0 fine, 1 problems in the input (the rest was processed), 2 could not run.",
    ),
    "decide": Term(
        "认定一个小区：FILE 为 YAML 或 JSON，列出各项事实。",
        "Decide one estate: FILE lists its facts, as YAML or JSON.",
    ),
    "assess": Term(
        "评定名册：REGISTER 为 CSV 或 Excel，每行一个小区。",
        "Assess a register: REGISTER is CSV or Excel, a row an estate.",
    ),
    "check": Term(
        "检查政策文件：规则、案例和原文。", "Check the policy files: rules, examples, and the words of the text."
    ),
    "lang": Term("所用语言；不写则随系统环境。", "Language; without it, that of the environment."),
    "policy": Term("政策文件夹；不写则用附带的政策。", "Folder of a policy; without it, the one that is shipped."),
    "on": Term("按哪一日有效的规定；不写则为今日。", "Law in force on this day; without it, today."),
    "conclusion": Term("只说明这一项结论。", "Explain this conclusion alone."),
    "why-not": Term(
        "另说明最少改变哪些事实，该结论才会是该值。",
        "Say also which facts would have to be otherwise, the fewest, for a conclusion to have a value.",
    ),
    "json": Term("输出 JSON 数据。", "Print the decision as JSON."),
    "engine": Term(
        "由谁判定规则的条件；没有安装 durable-rules 时用 exact。",
        "Which engine reads the conditions of rules; `exact` where durable-rules is not installed.",
    ),
    "sheet": Term("工作表名称；不写则为第一张。", "Sheet of a workbook; without it, the first."),
    "out": Term(
        "把逐行结果写入此文件（.csv 或 .xlsx）。", "Write the results row by row to this file (.csv or .xlsx)."
    ),
    "source": Term("与此文件中的原文逐条核对。", "Compare every clause with the promulgated text in this file."),
    # Misuse.
    "see-help": Term("见：{command} --help", "See: {command} --help"),
    "missing-argument": Term("缺少 {name}。", "{name} is missing."),
    "no-such-option": Term("没有选项 {name}。{hint}", "There is no option {name}.{hint}"),
    "no-such-command": Term("没有命令 {name}。{hint}", "There is no command {name}.{hint}"),
    "did-you-mean": Term("是否应为 {name}？", " Did you mean {name}?"),
    "bad-value": Term("{name} 的值 {value} 不可用；允许：{allowed}。", "{name} cannot be {value}; allowed: {allowed}."),
    "not-a-choice": Term(
        "{name} 的值不可用；允许：{allowed}。", "{name} has a value that it cannot have; allowed: {allowed}."
    ),
    "a-value": Term("in_scope=是 这样的结论和值", "a conclusion and a value, like in_scope=yes"),
    "a-day": Term("2019-07-01 这样的日期", "a day like 2019-07-01"),
    "an-ending": Term(".csv 或 .xlsx", ".csv or .xlsx"),
    "no-command": Term("请写明命令。", "Name a command."),
    "unexpected-arguments": Term("多出的参数：{names}。", "These arguments are too many: {names}."),
    "option-without-value": Term("{name} 后面缺少内容。", "{name} needs something after it."),
    "flag-with-value": Term("{name} 后面不能带内容。", "{name} takes nothing after it."),
    "misused": Term("命令用法有误：{why}", "{why}"),
    "interrupted": Term("已中断；没有写出任何文件。", "Interrupted; no file was written."),
    # Results.
    "assessing": Term("评定", "assessing"),
    "summary": Term("{headline}（{unit}），{day} 有效的规定", "{headline} ({unit}), as in force on {day}"),
    "summary-of": Term("{headline}，{day} 有效的规定", "{headline}, as in force on {day}"),
    "summary-plain": Term("{day} 有效的规定", "as in force on {day}"),
    "rows": Term("行数", "rows"),
    "known": Term("已确定合计", "settled total"),
    "standings": Term("认定状态", "standing"),
    "range": Term("最少至最多", "least to most"),
    "and-unmeasured": Term("另 {count} 行无上限", "+ {count} without a most"),
    "and-unassessed": Term("另 {count} 行未评定", "+ {count} not assessed"),
    "undecided": Term("未评定", "not assessed"),
    "total": Term("合计", "total"),
    "not-known": Term("不明", "not known"),
    "unbounded": Term("无上下限", "no bound"),
    "notes": Term("说明", "Notes"),
    "problems": Term("问题（{count} 处）", "Problems ({count})"),
    "more-problems": Term(
        "……另有 {count} 处，见结果文件的 problems 栏", "… and {count} more, in the column `problems` of the results"
    ),
    "no-problems": Term("没有问题。", "No problems."),
    "written": Term("逐行结果已写入 {path}", "Results row by row: {path}"),
    "write-results": Term(
        "要逐行结果，请加 --out 结果.xlsx 或 --out 结果.csv",
        "For results row by row, add --out results.xlsx or --out results.csv",
    ),
    "checked": Term(
        "已检查：{documents} 个文件，{clauses} 条，{conclusions} 项结论，{rules} 条规则，{examples} 个案例",
        "Checked: documents {documents}, clauses {clauses}, conclusions {conclusions}, rules {rules}, examples {examples}",
    ),
    "matches": Term(
        "各条与原文逐字相符，没有遗漏。",
        "Every clause is in the text word for word, and nothing of the text is left out.",
    ),
}


def phrase(key: str, language: Language, **details: object) -> str:
    """A phrase by its key, filled in.

    >>> phrase("missing-argument", "en", name="FILE")
    'FILE is missing.'
    """
    return _PHRASES[key].in_language(language).format_map(details)
