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
        "认定一个小区（或 --of 所指的其他对象）：FILE 为 YAML 或 JSON，列出各项事实。",
        "Decide one estate, or what --of says: FILE lists its facts, as YAML or JSON.",
    ),
    "assess": Term(
        "评定名册：REGISTER 为 CSV 或 Excel，每行一个小区。",
        "Assess a register: REGISTER is CSV or Excel, a row an estate.",
    ),
    "check": Term(
        "检查政策文件：规则、案例和原文。", "Check the policy files: rules, examples, and the words of the text."
    ),
    "compare": Term(
        "比较修订前后：名册中各小区按现行规定与按 --amend 修订后各得多少，谁增谁减。",
        "Compare before and after: what the estates of a register get now and once --amend holds, who gains, who loses.",
    ),
    "differences": Term(
        "修订对哪些情形的对象处理不同，不论名册：逐项列出结论、提示和职责的变化，并说明哪些没有查遍。",
        "Whom an amendment treats differently, whatever register there is, and of what not every case was searched.",
    ),
    "searching": Term("比较", "comparing"),
    "findings-and-duties": Term(
        "提示和职责的变化（详情用 --conclusion 名称）：",
        "Findings and duties that come out differently (in full with --conclusion NAME):",
    ),
    "searched": Term(
        "已比较 {count} 项结论、提示和职责，其中 {differ} 项有不同；读的都是采用的解释和假定。",
        "Compared: {count} conclusions, findings and duties, by the readings and assumptions followed; {differ} of them "
        "come out differently for somebody.",
    ),
    "searched-partly": Term(
        "以下 {count} 项没有查遍所有情形，可能另有不同：{names}",
        "Of these {count} not every case was searched, and there may be more: {names}",
    ),
    "rules-changed": Term(
        "以下各项没有找到不同，但其规则或者规则所用的标准、选项另有规定，多半会有不同：{names}",
        "Of these the search met no difference, but a rule, or a figure or choice that it names, is another, so that there "
        "probably is one: {names}",
    ),
    "in-one-law": Term(
        "只有一方有、因而没有比较的结论：{names}", "Conclusions of one of the laws alone, not compared: {names}"
    ),
    "formulas-not-compared": Term(
        "只按公式计算的金额不列入；它们随上列结论而变，用 compare 可按名册合计。",
        "Amounts that are but formulas are not among them: they follow, and `compare` adds them up over a register.",
    ),
    "formulas-changed": Term(
        "其中 {count} 项的公式本身或者其所用的标准、选项另有规定，不论上列结论有无不同，金额都可能不同（详情用 --conclusion 名称）：{names}",
        "In {count} of these amounts the formula itself, or a figure or choice that it names, is another, so that they may "
        "differ where nothing above does (in full with --conclusion NAME): {names}",
    ),
    "compare-needs-amend": Term("请用 --amend 指明修订文件", "say with --amend which amendment is to be compared"),
    "compared-by-payer": Term("按支付方：{amounts}", "By payer: {amounts}"),
    "compared-alone": Term(
        "只比较了：{amounts}。小区以外各对象的金额不在名册内，未作比较。",
        "Compared: {amounts}. Amounts about other subjects are not in a register of estates, and were not compared.",
    ),
    "compared-spared": Term(
        "这些金额所依据的规则、标准和理解，修订都没有改变；修订改变了什么，可用 estate-policy differences 查看。",
        "The amendments change no rule, figure or choice on which these rest; what they change, estate-policy differences tells.",
    ),
    "compared-by": Term("按{fact}", "By {fact}"),
    "compared-by-way": Term("按所适用规则的变化", "By the way from rule to rule"),
    "amount-in": Term("{name}（{unit}）", "{name} ({unit})"),
    "no-rule": Term("无规则（未定）", "no rule (open)"),
    "not-read": Term("不涉及", "not read"),
    "no-payer": Term("未载明支付方", "payer not stated"),
    "before": Term("修订前", "before"),
    "after": Term("修订后", "after"),
    "change": Term("增减", "change"),
    "in-all-least": Term("连同未定的，最少", "in all, at least"),
    "in-all-most": Term("连同未定的，最多", "in all, at most"),
    "in-all-unmeasured": Term("另有规模不明的", "and of unknown size"),
    "impacts": Term("小区数", "estates"),
    "impact-wins": Term("增加", "gain"),
    "impact-loses": Term("减少", "lose"),
    "impact-unchanged": Term("不变", "unchanged"),
    "impact-open": Term("未定", "open"),
    "standing-changed": Term("认定状态：{moved}", "standing: {moved}"),
    "readings": Term(
        "列出存疑文字的解释和所作假定；给出名册 REGISTER 时，并列出改用其他选项对合计的影响。",
        "List how doubtful words are read and what is assumed; with a REGISTER, what other options do to its total.",
    ),
    "readings-title": Term("{day} 有效规定的解释与假定", "Readings and assumptions of the law in force on {day}"),
    "choice": Term("解释或假定", "Reading or assumption"),
    "chosen": Term("采用", "Followed"),
    "others-chosen": Term("其他选项", "Other options"),
    "chosen-as-worded": Term("如左所述", "as worded"),
    "no-others": Term("没有列出", "none is listed"),
    "a-reading": Term("解释", "reading"),
    "an-assumption": Term("假定", "assumption"),
    "no-amount-depends": Term(
        "不影响本名册小区的应付金额", "no amount that is paid for the estates of this register depends on it"
    ),
    "choice-does": Term(
        "合计 {change}；金额改变的小区 {moved} 个，结果有所不同的 {differ} 个",
        "total {change}; {moved} estates with another amount, {differ} that come out otherwise",
    ),
    "settle": Term(
        "清算一个区一年或几年：RECORDS 为 Excel 工作簿或 CSV 文件夹（小区、变化、凭证、评价、决定），得出谁应向谁拨付多少。",
        "Settle years of a district: RECORDS is an Excel workbook or a folder of CSV (estates, changes, vouchers, evaluations, decisions); out comes who is to pay whom how much.",
    ),
    "budget": Term(
        "预算：按今日名册，某年度各区补贴需要多少，足额拨付时市级奖补多少，还有哪些未定。",
        "Budget: what the districts of today's register need for a year, what the city would award if it is paid in full, and what is open.",
    ),
    "budget-year": Term("哪一年度；可多次使用。", "Year to budget for; may be repeated."),
    "template": Term(
        "写出空白资料表：FILE 为 .xlsx 工作簿，或者 CSV 文件夹；填好后供 settle 读取。",
        "Write the empty records: FILE is an .xlsx workbook, or a folder of CSV, to be filled in for settle.",
    ),
    "template-written": Term(
        "已写入 {path}；填好后运行 estate-policy settle", "Written: {path}; fill it in and run estate-policy settle"
    ),
    "year": Term("清算哪一年度；可多次使用。", "Year to settle; may be repeated."),
    "district": Term(
        "只清算这一区（管委会）；可多次使用，不写则为全部。",
        "Settle this district alone; may be repeated; without it, all.",
    ),
    "rhythm": Term(
        "每年、每季或每月拨付一次，默认每年",
        "paid by the year, the quarter or the month; by the year unless you say so",
    ),
    "report": Term("把报告写成 Excel 工作簿。", "Write the report as an Excel workbook."),
    "close": Term(
        "结账：写入此新文件，日后可重算、可比较。",
        "Close it: write this new file, to be replayed and compared with later.",
    ),
    "closed": Term(
        "与已结账的这一文件比较，列出应补拨和收回的差额。",
        "Compare with what was closed in this file: what to pay besides, what to take back.",
    ),
    "document": Term(
        "把政策写成中英文条文与规则，供不读 YAML 的人核对。",
        "Write the policy as prose in Chinese and English, to be checked without reading YAML.",
    ),
    "compile": Term(
        "把现行规定写成 SQL 视图，供其他语言的系统使用：逐列给出值、状态、规则和所缺事实。",
        "Write the law in force as a view of SQL, for systems in other languages: value, standing, rule, what is missing.",
    ),
    "to": Term("写成什么；目前只有 sql", "what to write; there is only sql"),
    "dialect": Term("哪一种数据库，默认为 duckdb", "of which database; duckdb unless you say so"),
    "of-rows": Term(
        "表中每一行是什么，默认为 estate（小区）", "what a row of the table is; an estate unless you say so"
    ),
    "told-conclusion": Term(
        "只写这一项结论（名称或所用文字）；可多次使用。",
        "Tell of this conclusion alone, by its name or its words; may be repeated.",
    ),
    "table": Term(
        "事实所在的表；不写则以对象的种类为名。", "The table of facts; without it, the one called like the subject."
    ),
    "page": Term("写入此文件；不写则显示。", "Write to this file; without it, print."),
    "page-written": Term("已写入 {path}", "Written: {path}"),
    "replay": Term(
        "重算凭证或结账：RECEIPT 为 decide --receipt 或 settle --close 写出的文件。\n\n退出状态：0 全部重现，1 有不同，2 未能重算（例如政策不同、事实已隐去）。",
        "Replay a receipt: RECEIPT is what decide --receipt or settle --close wrote.\n\n"
        "Exit status: 0 all reproduced, 1 it differs, 2 could not be replayed (another policy, redacted facts).",
    ),
    "redact": Term("隐去凭证中的事实，其余仍可核验。", "Take facts out of a receipt; the rest can still be verified."),
    "lang": Term("所用语言；不写则随系统环境。", "Language; without it, that of the environment."),
    "policy": Term("政策文件夹；不写则用附带的政策。", "Folder of a policy; without it, the one that is shipped."),
    "on": Term("按哪一日有效的规定；不写则为今日。", "Law in force on this day; without it, today."),
    "of": Term("认定对象的种类，默认为 estate（小区）", "what the file is about; an estate unless you say so"),
    "conclusion": Term(
        "只说明这一项结论（名称或所用文字）。", "Explain this conclusion alone, by its name or its words."
    ),
    "conclusion-or-finding": Term(
        "只比较这一项结论、提示或者职责。", "Compare the conclusion, finding or duty of this name alone."
    ),
    "ask": Term(
        "另说明要认定这一项结论，最少须查明哪些事实、先问哪一项。",
        "Say also which facts, the fewest, would settle this conclusion, and which to ask for first.",
    ),
    "why-not": Term(
        "另说明最少改变哪些事实，该结论才会是该值。",
        "Say also which facts would have to be otherwise, the fewest, for a conclusion to have a value.",
    ),
    "json": Term("输出 JSON 数据。", "Print the decision as JSON."),
    "amend": Term(
        "在政策上叠加这一修订文件；可多次使用。", "Lay the amendment in this file over the policy; may be repeated."
    ),
    "idle": Term(
        "修订“{title}”的施行期间是 {days}，{day} 不在其内，因此没有影响",
        "the amendment “{title}” is in force on {days}, not on {day}, so that nothing comes of it",
    ),
    "all-idle": Term(
        "{day} 没有一项修订在施行，无从比较；请用 --on 指明修订施行期间的日期",
        "none of the amendments is in force on {day}, so that there is nothing to compare; say with --on a day on which one is",
    ),
    "amended": Term("经修订：{titles}", "amended by: {titles}"),
    "example": Term("{title}（示例办法）", "{title} (EXAMPLE instrument)"),
    "rest-on-examples": Term("{count} 行的结果以示例办法为据", "{count} rows rest on an EXAMPLE instrument"),
    "engine": Term(
        "由谁判定规则的条件；没有安装 durable-rules 时用 exact。整册评定时，由它逐个复核一百行。",
        "Which engine reads the conditions of rules; `exact` where durable-rules is not installed. Of a register that is assessed, it confirms a hundred rows.",
    ),
    "sheet": Term("工作表名称；不写则为第一张。", "Sheet of a workbook; without it, the first."),
    "out": Term(
        "把逐行结果写入此文件（.csv 或 .xlsx）。", "Write the results row by row to this file (.csv or .xlsx)."
    ),
    "receipt": Term("把认定的凭证写入此文件（JSON）。", "Write the receipt of the decision to this file (JSON)."),
    "fact": Term("要隐去的事实的名称；可写多次。", "Name of a fact to take out; may be given several times."),
    "redacted-out": Term("把隐去后的凭证写入此文件。", "Write the redacted receipt to this file."),
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
    "a-year": Term("2019 这样的年份", "a year like 2019"),
    "a-workbook": Term(".xlsx", ".xlsx"),
    "assessed-out": Term(
        "把逐行结果写入此文件（.csv、.xlsx 或 .parquet）。",
        "Write the results row by row to this file (.csv, .xlsx or .parquet).",
    ),
    "a-columns-ending": Term(".csv、.xlsx 或 .parquet", ".csv, .xlsx or .parquet"),
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
    "standings-title": Term(
        "各项结论的认定状态（{count} 行），{day} 有效的规定",
        "Every conclusion by its standing ({count} rows), as in force on {day}",
    ),
    "concluded": Term("结论", "conclusion"),
    "collect": Term(
        "列出待补事实：补齐后首要金额可确定多少，多的在前。",
        "List the facts to collect, first those that settle the most of the headline amount.",
    ),
    "collect-title": Term(
        "待补事实：{headline}（{unit}）因此未定多少",
        "Facts to collect, by how much of {headline} ({unit}) is open",
    ),
    "collect-fact": Term("待补事实", "fact to collect"),
    "collect-alone": Term("仅缺此项", "alone"),
    "collect-together": Term("另缺其他", "with others"),
    "collect-unmeasured": Term("规模不明", "size unknown"),
    "collect-more": Term("另有 {count} 项", "and {count} more"),
    "collect-none": Term("没有因缺少事实而未定的金额。", "No amount is open for want of a fact."),
    "ask-collect": Term("要看先补哪些事实，请加 --collect", "For the facts to collect first, add --collect"),
    "fired": Term(
        "列出各项结论由哪条规则得出，各有多少行。",
        "List by which rules each conclusion came out, and in how many rows.",
    ),
    "fired-title": Term(
        "各项结论由哪条规则得出，{day} 有效的规定", "Every conclusion by the rule that gave it, as in force on {day}"
    ),
    "fired-alone": Term(
        "另有 {count} 项结论只有一条规则，各行皆由其得出", "{count} more have one rule alone, which gives every row"
    ),
    "concluded-by-rule": Term("结论 / 规则", "conclusion / rule"),
    "clause": Term("条款", "clause"),
    # As narrow as columns of counts, so that the names of conclusions have room.
    "narrow-settled": Term("确定", "settled"),
    "narrow-unknown": Term("待查", "unknown"),
    "narrow-contested": Term("存疑", "con-\ntested"),
    "narrow-discretionary": Term("裁量", "discre-\ntionary"),
    "narrow-delegated": Term("另行\n制定", "dele-\ngated"),
    "narrow-silent": Term("未规定", "silent"),
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
    "budgeting": Term("测算", "budgeting"),
    "budgeted": Term(
        "{district} {year} 年预算（{count} 个小区，元）", "{district} {year}: budget ({count} estates, CNY)"
    ),
    "budget-open": Term("最常缺的事实（小区数）：{facts}", "Missing most often (estates): {facts}"),
    "column-district": Term("区（管委会）", "district"),
    "column-estate": Term("小区编号", "estate"),
    "column-year": Term("年度", "year"),
    "column-payer": Term("付款方", "payer"),
    "column-payee": Term("收款方", "payee"),
    "column-purpose": Term("款项", "purpose"),
    "column-known": Term("已定（元）", "known"),
    "column-open": Term("待定行数", "open"),
    "column-low": Term("至少（元）", "low"),
    "column-high": Term("至多（元）", "high"),
    "column-missing": Term("所缺事项", "missing"),
    "write-budget": Term("要逐小区结果，请加 --out 预算.xlsx", "For every estate, add --out budget.xlsx"),
    "budget-written": Term("逐小区结果已写入 {path}", "Estate by estate: {path}"),
    "settling": Term("清算", "settling"),
    "settled-year": Term(
        "{district} {year} 年：应拨（{count} 个小区，元）", "{district} {year}: to be paid ({count} estates, CNY)"
    ),
    "settled-in-all": Term("各年各区合计（元）", "All years and districts (CNY)"),
    "payment": Term("款项与付款方、收款方", "payment, from and to"),
    "lines": Term("行数", "no."),
    "known-sum": Term("已定各行", "known lines"),
    "amounts-of-year": Term("认定的金额", "Amounts concluded"),
    "amount-of": Term("金额", "amount"),
    "figure": Term("数值或范围", "figure or range"),
    "standing": Term("状态", "standing"),
    "finding-of": Term("提示：{says}", "finding: {says}"),
    "and-open": Term("另 {count} 处待定", "+ {count} open"),
    "years-not-compared": Term("已结账而未比较的年度：{years}", "Years that were closed and not compared: {years}"),
    "years-not-closed": Term(
        "没有结账、无从比较的年度：{years}", "Years that were not closed, with nothing to compare: {years}"
    ),
    "districts-compared": Term("只比较了：{names}", "Only these were compared: {names}"),
    "no-district-closed": Term(
        "没有结账、无从比较的区：{names}", "Districts that were not closed, with nothing to compare: {names}"
    ),
    "closed-otherwise": Term(
        "注意：结账所用的政策或修订与现在不同，差异可能由此而来。",
        "Note: it was closed under another policy or other amendments, from which the differences may come.",
    ),
    "closed-with-problems": Term(
        "注意：资料中尚有 {count} 处问题，结账照此保存。",
        "Note: the records have problems still ({count}); it was closed as it is.",
    ),
    "noticed-of-estates": Term("小区的提示（小区数）", "Noticed of estates, and of how many"),
    "noticed-count": Term("{says}（{count}）", "{says} ({count})"),
    "more-problems-in-sheet": Term(
        "……另有 {count} 处，见报告的“问题”表", "… and {count} more, in the sheet of problems of the report"
    ),
    "restated": Term("与已结账的差异（{count} 处，元）", "Differences to what was closed ({count}, CNY)"),
    "as-closed": Term("结账时", "as closed"),
    "now": Term("现在", "now"),
    "sum-open": Term("待定", "open"),
    "report-written": Term("报告已写入 {path}", "Report: {path}"),
    "write-report": Term("要完整台账，请加 --out 报告.xlsx", "For the whole ledger, add --out report.xlsx"),
    "closed-written": Term(
        "已结账，写入 {path}；请另处保存其摘要：{digest}", "Closed: {path}; keep its digest elsewhere: {digest}"
    ),
    "receipt-written": Term(
        "凭证已写入 {path}；请另处保存其摘要：{digest}", "Receipt: {path}; keep its digest elsewhere: {digest}"
    ),
    "receipt-digest": Term("凭证摘要：{digest}", "Receipt {digest}"),
    "other-version": Term(
        "凭证由 {theirs} 版写出，现由 {ours} 版重算；结果照常比较",
        "Written by version {theirs}, replayed by version {ours}; the results are compared all the same",
    ),
    "redacted": Term("已隐去的事实：{facts}", "Redacted facts: {facts}"),
    "more-differences": Term("……另有 {count} 处", "… and {count} more"),
    "reproduced": Term(
        "{day} 有效的规定：{count} 项结论及其推理逐字重现。",
        "As in force on {day}: reproduced, {count} conclusions with all their reasons.",
    ),
    "closed-digest": Term("结账摘要：{digest}", "Closed settlement {digest}"),
    "closed-under-other": Term(
        "未重算：结账所用政策是 {theirs}，现有政策是 {ours}。请用 --policy 指明当时的政策，用 --amend 指明其修订。",
        "Not settled again: it was closed under the policy {theirs}, the one at hand is {ours}. Name the other by --policy, its amendments by --amend.",
    ),
    "settled-again": Term("台账 {count} 行逐字重现。", "Reproduced: every line of the ledger, {count}."),
    "differs": Term("未重现：有 {count} 处不同。", "Not reproduced; differences: {count}."),
    "partly": Term(
        "{compared} 项结论及其推理逐字重现。以下各项取决于已隐去的事实，未能重算：{names}",
        "{compared} conclusions came out the same. These rest on redacted facts and could not be replayed: {names}",
    ),
    "other-policy": Term(
        "未重算：凭证所用政策是 {theirs}，现有政策是 {ours}。请用 --policy 指明当时的政策，用 --amend 指明其修订。",
        "Not replayed: the receipt is of the policy {theirs}, the one at hand is {ours}. Name the other by --policy, its amendments by --amend.",
    ),
    "still-tell": Term(
        "以下各项取决于这些事实，其结论未隐去，可能透露事实：{names}",
        "These rest on the facts; what they conclude stays, and may give the facts away: {names}",
    ),
    "checked": Term(
        "已检查：{documents} 个文件，{clauses} 条，{conclusions} 项结论，{rules} 条规则，{examples} 个案例",
        "Checked: documents {documents}, clauses {clauses}, conclusions {conclusions}, rules {rules}, examples {examples}",
    ),
    "turned": Term(
        "依修订得出不同结果的政策案例，供参考，不是问题：{of} 个中的 {count} 个",
        "Examples of the policy that come out otherwise under the amendments, which is no problem: {count} of {of}",
    ),
    "none-turned": Term(
        "政策的 {of} 个案例依修订结果都不变。",
        "All {of} examples of the policy come out the same under the amendments.",
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
