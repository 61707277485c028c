"""The words in which decisions are explained, in Chinese and English."""

import re
from collections.abc import Mapping

from estate_policy.terms import Language, Term

_WORDS: Mapping[str, Term] = {
    "standing-settled": Term("确定", "settled"),
    "standing-unknown": Term("待查", "unknown"),
    "standing-contested": Term("存疑", "contested"),
    "standing-discretionary": Term("裁量", "discretionary"),
    "standing-delegated": Term("另行制定", "delegated"),
    "standing-silent": Term("未规定", "silent"),
    "list": Term("；", "; "),
    "enumerated": Term("、", ", "),
    "or": Term("或", " or "),
    "field": Term("{name}：{value}", "{name}: {value}"),
    "law": Term("{titles}，按 {day} 有效的规定", "{titles}, as in force on {day}"),
    "document": Term("《{title}》", "{title}"),
    "headline": Term("【{name}】{figure}（{standing}）", "{name}: {figure} ({standing})"),
    "otherwise": Term("按另一解释为 {figures}", "under another reading: {figures}"),
    "otherwise-open": Term("按另一解释 {figures}", "under another reading: {figures}"),
    "example": Term("示例办法：{titles}", "EXAMPLE instrument: {titles}"),
    "amendments": Term("经修订：{items}", "amended by: {items}"),
    "amendment": Term("《{title}》（{source}）", "{title} ({source})"),
    "amendment-example": Term("《{title}》（示例办法；{source}）", "{title} (EXAMPLE instrument; {source})"),
    "not-rounded": Term("未四舍五入", "not rounded"),
    "range": Term("{low} 至 {high}", "{low} to {high}"),
    "at-least": Term("不少于 {low}", "at least {low}"),
    "at-most": Term("不超过 {high}", "at most {high}"),
    "no-figure": Term("尚无数值", "no figure yet"),
    "undetermined": Term("尚不能认定", "not determined"),
    "one-of": Term("下列之一：{members}", "one of: {members}"),
    "possibly": Term("{figure}，也可能 {ends}", "{figure}, possibly {ends}"),
    "next": Term("  下一步：{step}", "  next: {step}"),
    "next-pay": Term("可以拨付。", "this can be paid."),
    "next-round": Term(
        "可以拨付；金额不止两位小数，付款前须先确定如何取整。",
        "this can be paid; it has more than two decimals, so settle how to round it first.",
    ),
    "next-nothing-to-pay": Term("无应付金额。", "nothing is to be paid."),
    "next-none": Term("认定所需事实已齐。", "no fact is missing."),
    "next-ask": Term("请查明：{question}", "must be asked: {question}"),
    "next-ask-first": Term(
        "请先查明：{question}（另缺 {more} 项）", "must be asked first: {question} ({more} more missing)"
    ),
    "next-state": Term(
        "请以修订载明“{name}”，文件对此未载明。", "state “{name}” by an amendment: the document leaves it out."
    ),
    "why-not": Term(
        "“{name}”要成为 {value}，最少须改变 {count} 项事实，下列任一种即可：",
        "“{name}” would be {value} if facts were otherwise, {count} at the least; each of these would do:",
    ),
    "why-not-already": Term("“{name}”现在就是 {value}。", "“{name}” is {value} as it is."),
    "why-not-none": Term(
        "改变 {most} 项以内的事实，“{name}”都不会成为 {value}。",
        "no change of up to {most} facts would make “{name}” {value}.",
    ),
    "why-not-none-tried": Term(
        "没有查到改变 {most} 项以内的事实能使“{name}”成为 {value}；未查遍所有情形。",
        "no change of up to {most} facts was found that would make “{name}” {value}; not every case was searched.",
    ),
    "why-not-more": Term("  另有更多，不再列出。", "  there are more of that size, not listed."),
    "why-not-partly": Term("  未查遍所有情形，可能另有。", "  not every case was searched; there may be others."),
    "ask": Term("要认定“{name}”：", "to settle “{name}”:"),
    "ask-none": Term("“{name}”不缺任何事实。", "no fact about “{name}” is missing."),
    "ask-first": Term("  请先查明：{question}（{leaves}）", "  ask first: {question} ({leaves})"),
    "ask-first-tried": Term(
        "  已查情形中最宜先查明：{question}（{leaves}）", "  of what was searched, ask first: {question} ({leaves})"
    ),
    "ask-leaves-nothing": Term("无论如何回答，均不再缺其他事实", "whatever the answer, nothing more is missing then"),
    "ask-leaves-some": Term(
        "回答分 {cells} 种情形，其中 {settling} 种不再缺其他事实",
        "its answers fall into {cells} cases; in {settling} of them nothing more is missing",
    ),
    "ask-leaves-more": Term("无论如何回答，仍须再查明其他事实", "whatever the answer, more must be asked after it"),
    "ask-first-declared": Term(
        "  未能比较先问哪一项，请依次查明，先问：{question}",
        "  which question is best was not searched; ask in turn, beginning with: {question}",
    ),
    "ask-always": Term(
        "  查明下列任一组，无论结果如何，均不再缺事实：",
        "  each of these lines is enough, whatever its facts turn out to be:",
    ),
    "ask-sometimes": Term(
        "  查明下列任一组，如结果如下，亦不再缺事实：",
        "  each of these lines is enough if its facts turn out like this, for instance:",
    ),
    "ask-more": Term("    · ……另有 {more} 组", "    · … and {more} more"),
    "ask-item": Term("    · {words}", "    · {words}"),
    "ask-partly": Term(
        "  未查遍所有情形：可能另有，也可能更少的事实即可。",
        "  not every case was searched; there may be others, or fewer facts may do.",
    ),
    "ask-facts": Term("  所缺事实及可填内容：", "  the missing facts, and what they may be:"),
    "ask-fact": Term("{question}可填：{allowed}", "{question} Allowed: {allowed}"),
    "any-other": Term("其他", "any other"),
    "its-facts": Term("其各项事实", "the facts about it"),
    "not-every-value": Term("  下列事实未逐值试过：{items}", "  not every value was tried of: {items}"),
    "no-other-subjects": Term(
        "  下列对象按现有的查，未试换成或者另加其他对象：{items}",
        "  taken as they are, no other or further subjects were tried: {items}",
    ),
    "search-ended": Term("  情形过多，未查完即止。", "  there are too many cases; the search was ended early."),
    "kinds": Term("“{name}”认定不同，共 {count} 种情形：", "“{name}” comes out differently; kinds of subject: {count}"),
    "kinds-none": Term("“{name}”没有任何情形认定不同。", "“{name}” comes out differently for nobody."),
    "kinds-none-found": Term(
        "“{name}”没有查到认定不同的情形；未查遍所有情形。",
        "“{name}”: no kind of subject was found for which it comes out differently; not every case was searched.",
    ),
    "kinds-partly": Term("  未查遍所有情形，可能另有。", "  not every case was searched; there may be others."),
    "kind": Term("  · {before} → {after}", "  · {before} → {after}"),
    "treated": Term("{figure}（{rules}）", "{figure} ({rules})"),
    "kind-follows": Term("    起因于另一结论：{names}", "    follows from: {names}"),
    "kind-common": Term("    共同之处：{facts}", "    in common: {facts}"),
    "kind-witness": Term("    例如（共 {count} 格之一）：{facts}", "    for example (one cell of {count}): {facts}"),
    "turn": Term("{before} → {after}", "{before} → {after}"),
    "turns": Term("“{name}”：{changes}", "“{name}”: {changes}"),
    "finding-made": Term("提示：{said}", "finding: {said}"),
    "duty-arises": Term("产生职责：{said}", "duty arises: {said}"),
    "change": Term("{name}：{before} → {after}", "{name}: {before} → {after}"),
    "unknown": Term("不明", "unknown"),
    "not-named": Term("另一个未列名的", "another that is not named"),
    "next-contested": Term(
        "按采用口径“{figure}”办理，并注明另有解释。", "treat as “{figure}”, and note the other reading."
    ),
    "next-discretionary": Term("待 {by} 就“{name}”作出决定。", "wait for {by} to decide on “{name}”."),
    "next-delegated": Term("待 {body} 制定 {instrument}。", "wait for {instrument}, to be made by {body}."),
    "next-silent": Term(
        "就“{name}”另行请示，本文件对此未作规定。", "refer the question “{name}”, which the text does not answer."
    ),
    "formula": Term("  算式：{computation}", "  computed: {computation}"),
    "computation": Term("{formula} = {result}", "{formula} = {result}"),
    "known-part": Term("  其中已确定 {figure}；未计入：{members}", "  settled of it: {figure}; left out: {members}"),
    "blank": Term("〔{name}？〕", "[{name}?]"),
    "rule": Term("  适用规则：{words}", "  rule “{rule}” applies: {words}"),
    "rule-fails": Term(
        "  不适用：{words}。理由：{reasons}", "  rule “{rule}” does not apply: {reasons} (it reads: {words})"
    ),
    "rule-open": Term("  未定：{words}。理由：{reasons}", "  rule “{rule}” is open: {reasons} (it reads: {words})"),
    "because": Term("  理由：{reasons}", "  because: {reasons}"),
    "cited": Term("  依据：{source}“{quote}”", "  source: {source} “{quote}”"),
    "cited-also": Term("  另见：{source}“{quote}”", "  also: {source} “{quote}”"),
    "clause-of": Term("{document}{clause}", "{document}, {clause}"),
    "read": Term("  另据：{items}", "  also read: {items}"),
    "records": Term("  所据记录：{items}", "  on record: {items}"),
    "record": Term("{name}（{facts}）", "{name} ({facts})"),
    "missing": Term("  尚缺：{items}", "  missing: {items}"),
    "asked": Term("{name}（{question}）", "{name} ({question})"),
    "unstated": Term("  待载明：{items}", "  to be stated: {items}"),
    "rounded": Term("{amount}四舍五入到{step}", "{amount} rounded half up to {step}"),
    "if": Term("{condition}，即为“{name}”", "{name} if {condition}"),
    "end-discretionary": Term("  裁量：关于“{name}”，{end}", "  discretion: “{name}”: {end}"),
    "end-delegated": Term("  另行制定：关于“{name}”，{end}", "  delegated: “{name}”: {end}"),
    "end-silent": Term("  未规定：关于“{name}”，{end}", "  silent: “{name}”: {end}"),
    "may-discretionary": Term("  可能属裁量：关于“{name}”，{end}", "  may be at discretion: “{name}”: {end}"),
    "may-delegated": Term("  可能另行制定：关于“{name}”，{end}", "  may be delegated: “{name}”: {end}"),
    "may-silent": Term("  可能未规定：关于“{name}”，{end}", "  may be silent: “{name}”: {end}"),
    "decides": Term("由 {by} 决定", "to be decided by {by}"),
    "decides-within": Term("由 {by} 在 {range} 之间决定", "to be decided by {by}, within {range}"),
    "makes": Term("待 {body} 制定 {instrument}", "{instrument} is to be made by {body}"),
    "other-reading": Term("  另一解释：{readings}，结果为 {figure}", "  another reading: {readings}; then {figure}"),
    "lacking": Term("{figure}（缺：{missing}）", "{figure} (missing: {missing})"),
    "reading": Term("{about}，按“{option}”理解", "{about}: taken as “{option}”"),
    "not-known": Term("{name}不明", "{name} not known"),
    "not-known-truth": Term("{name}与否不明", "not known whether {name}"),
    "not-settled": Term("{name}未定", "{name} not settled"),
    "not-settled-truth": Term("{name}与否未定", "not settled whether {name}"),
    "gives": Term("{condition}的，{effect}", "where {condition}, {effect}"),
    "gives-figure": Term("按 {value} 执行", "the {value} applies"),
    "gives-amount": Term("按 {value} 计", "it is {value}"),
    "gives-member": Term("为“{value}”", "it is “{value}”"),
    "silent": Term("本文件未作规定", "the text is silent"),
    # The policy in prose.
    "page": Term("政策条文与规则", "The policy in prose"),
    "page-about": Term(
        "本页逐条列出条文原文（空白除外）以及据此写成的标准、解释、假定、结论和提示，供不读 YAML 和 Python 的人核对。由 `estate-policy document` 从条款文件生成；要修改，请改条款文件，不改本页。",
        "This page gives each clause in its own words (white space aside) and what follows from it: parameters, readings, assumptions, conclusions and findings, so that they can be checked without reading YAML or Python. It is generated from the clause files by `estate-policy document`; change those, never this page.",
    ),
    "page-rules": Term(
        "一项结论的各条规则互相排斥，合起来没有遗漏：每种情形恰有一条规则适用；一条规则优先于另一条的，均予写明。规则的先后没有意义。规则没有另列原文的，以其结论的原文为依据。",
        "The rules of a conclusion exclude each other and leave no case out: exactly one applies to any case; where one prevails over another, it says so. Their order means nothing. A rule without a quote of its own rests on that of its conclusion.",
    ),
    "page-unknown": Term(
        "事实不明而可能改变结论的，不作推定，结论待查；记录事项没有记载的，以记录完整为假定，视为没有。“否则”指已经查明不符合。提示只是提请注意，不改变任何结论。",
        "A fact that is not known and could change a conclusion is never presumed: the conclusion is unknown. Of recorded events none on record means none, on the assumption that the record is complete. “Otherwise” means that the condition is known not to hold. A finding draws attention and never alters a conclusion.",
    ),
    "page-bounds": Term(
        "“不少于”“不超过”“不早于”“不晚于”均含本数，“超过”“少于”“早于”“晚于”均不含本数。",
        "“At least”, “at most”, “not before” and “not after” include the figure itself; “more than”, “less than”, “before” and “after” do not.",
    ),
    "page-contents": Term("目录", "Contents"),
    "page-conclusions": Term("结论索引", "Conclusions by subject"),
    "page-gaps": Term("疑点索引", "Open points"),
    "page-gap": Term("疑点", "Open point"),
    "page-treated": Term("处理", "Treated as"),
    "page-where": Term("条款", "Clause"),
    "page-subject": Term("对象", "subject"),
    "page-in-force": Term("有效期间：{days}", "In force: {days}"),
    "page-always": Term("未限定期间", "no dates are set"),
    "page-from": Term("{start} 起", "from {start}"),
    "page-until": Term("至 {end}", "until {end}"),
    "page-between": Term("{start} 至 {end}", "from {start} to {end}"),
    "page-nothing": Term("不从本条计算或认定任何事项。", "Nothing is computed from this clause."),
    "page-cited-by": Term("本条为下列事项的依据", "This clause is cited for"),
    "page-parameters": Term("标准", "Parameters"),
    "page-readings": Term("解释", "Readings"),
    "page-assumptions": Term("假定", "Assumptions"),
    "page-conclusion": Term("结论", "Conclusion"),
    "page-findings": Term("提示", "Findings"),
    "page-finding": Term("提示", "finding"),
    "page-examples": Term("案例 {count} 个", "{count} examples"),
    "page-quote": Term("原文", "Quote"),
    "page-also": Term("另见", "Also said in"),
    "page-assumed": Term("所依假定", "Assumes"),
    "page-followed": Term("{about}（采用：{option}）", "{about} (followed: {option})"),
    "page-depends": Term("所涉解释", "Depends on the reading"),
    "page-by-assumption": Term("条文没有这一数字，依据假定", "Not a figure of the text, but of the assumption"),
    "page-preferred": Term("采用", "preferred"),
    "page-adopted": Term("采用", "adopted"),
    "page-alternative": Term("另可", "alternative"),
    "page-reading": Term("解释", "reading"),
    "page-assumption": Term("假定", "assumption"),
    "page-kind": Term("内容", "What it is"),
    "page-truth": Term("“{yes}”或者“{no}”", "“{yes}” or “{no}”"),
    "page-whether": Term("“{yes}”与否", "whether “{yes}”"),
    "page-member": Term("下列之一：{members}", "one of: {members}"),
    "page-member-open": Term("下列之一或其他：{members}", "one of these or another: {members}"),
    "page-amount": Term("数额，单位：{unit}", "an amount in {unit}"),
    "page-share": Term("比例", "a share"),
    "page-rule": Term("规则", "Rule"),
    "page-ruled": Term("规则", "rule"),
    "page-forecast": Term(
        "预计：由 {payer} 付给 {payee}，用于 {purpose}；只用于预算，不列入台账。",
        "forecast: by {payer} to {payee}, for {purpose}; for a budget alone, and in no ledger.",
    ),
    "page-payment": Term(
        "应付：由 {payer} 付给 {payee}，用于 {purpose}。", "payment: by {payer} to {payee}, for {purpose}."
    ),
    "page-payment-whole": Term(
        "应付总额：由 {payer} 付给 {payee}，用于 {purpose}；按其各项拨付，不另行拨付。",
        "payment as a whole: by {payer} to {payee}, for {purpose}; paid as the amounts it is made of, not beside them.",
    ),
    "page-duty": Term("{party} 的义务：{act}。", "duty of {party}: {act}."),
    "page-duty-period": Term("期间：{period}。", "when: {period}."),
    "page-duty-deadline": Term("期限：{deadline}。", "deadline: {deadline}."),
    "page-owed": Term("应当履行", "it is owed"),
    "page-unstated": Term("文件对此未载明，须以修订载明", "the document leaves it out; an amendment is to state it"),
    "page-during": Term("适用期间", "In force"),
    "page-overrides": Term("优先于规则", "Prevails over the rule"),
    "page-says": Term("说明：{says}。", "note: {says}."),
    "page-formula": Term("{name} = {formula}", "{name} = {formula}"),
    "page-plain": Term("{effect}。", "{effect}."),
    "page-when": Term("{condition}的，{effect}。", "where {condition}: {effect}."),
    "page-when-all": Term("同时符合下列各项的，{effect}：", "where all of the following hold, then {effect}:"),
    "page-when-any": Term(
        "符合下列任何一项的，{effect}：", "where at least one of the following holds, then {effect}:"
    ),
    "page-all": Term("下列各项同时符合：", "all of the following:"),
    "page-any": Term("下列任何一项符合：", "at least one of the following:"),
    "page-applies": Term("适用于{condition}的情形。", "applies where {condition}."),
    "page-applies-all": Term("适用于同时符合下列各项的情形：", "applies where all of the following hold:"),
    "page-applies-any": Term("适用于符合下列任何一项的情形：", "applies where at least one of the following holds:"),
    "page-either": Term("{yes}；否则，{no}", "{yes}; otherwise, {no}"),
    "page-notes": Term("提示“{says}”", "the finding is “{says}”"),
    "assumptions": Term("所依假定", "Assumed"),
    "item": Term("  · {words}", "  · {words}"),
    "item-of": Term("  · {words}（用于：{names}）", "  · {words} (for: {names})"),
    "presumed": Term(
        "记录完整，未记载的视为没有：{events}", "the record is complete, and what it does not show is not so: {events}"
    ),
    "duties": Term("职责", "Duties"),
    "duty": Term("  · {party}：{act}（{standing}）", "  · {party}: {act} ({standing})"),
    "duty-done": Term("已落实", "done"),
    "duty-not_done": Term("未落实", "not done"),
    "duty-not_shown": Term("尚未载明已落实", "not shown as done"),
    "duty-does_not_arise": Term("不产生此项职责", "does not arise"),
    "duty-may_arise": Term("是否产生此项职责不明", "not known whether it arises"),
    "duty-when": Term("    产生条件：{condition}", "    it arises where: {condition}"),
    "duty-lacking": Term("    未见落实：{items}", "    not shown as done: {items}"),
    "unnamed": Term("  {body}（确定）：{items}", "  {body} (settled): {items}"),
    "conclusions": Term("结论", "Conclusions"),
    "readings": Term("所涉解释", "Readings that would change conclusions"),
    "others": Term("其他结论", "Other conclusions"),
    "other-readings": Term("其他结论所涉解释", "Readings that would change other conclusions"),
    "other-assumptions": Term("其他结论另依的假定", "Assumed for other conclusions besides"),
    "findings": Term("提示", "Findings"),
    "finding": Term("  ！{says}（{source}“{quote}”）", "  ! {says} ({source} “{quote}”)"),
    "about-sheet": Term("表", "sheet"),
    "about-column": Term("栏", "column"),
    "about-asked": Term("填写内容", "what is asked"),
    "about-allowed": Term("允许的内容", "what is allowed"),
    "about-needed": Term("必填", "needed"),
    "about-yes": Term("是", "yes"),
    "about-no": Term("否", "no"),
    "sheet-summary": Term("汇总", "Summary"),
    "sheet-districts": Term("各区", "Districts"),
    "sheet-ledger": Term("台账", "Ledger"),
    "sheet-estates": Term("各小区", "Estates"),
    "sheet-problems": Term("问题", "Problems"),
    "sheet-relied-on": Term("假定与解释", "Assumptions"),
    "sheet-title-summary": Term("{years} 年度清算汇总", "Settlement of {years}: summary"),
    "sheet-title-districts": Term("{years} 年度清算：各区", "Settlement of {years}: districts"),
    "sheet-title-ledger": Term(
        "{years} 年度清算台账（应拨，按规定计算）", "Settlement of {years}: ledger of what is to be paid, as computed"
    ),
    "sheet-restated": Term("与结账的差异", "Differences"),
    "sheet-title-restated": Term(
        "{years} 年度清算与已结账的差异", "Settlement of {years}: differences to the closed one"
    ),
    "sheet-closed": Term("结账时（元）", "as closed, CNY"),
    "sheet-now": Term("现在（元）", "now, CNY"),
    "sheet-change": Term("差额（元）", "difference, CNY"),
    "sheet-step": Term("处理", "to do"),
    "sheet-closed-lines": Term("结账时各行", "lines as closed"),
    "sheet-lines-now": Term("现在各行", "lines now"),
    "sheet-pay-besides": Term("补拨", "pay besides"),
    "sheet-give-back": Term("收回", "give back"),
    "sheet-still-open": Term("待定", "still open"),
    "sheet-same-amount": Term("金额不变", "same amount"),
    "sheet-as-closed": Term("与结账时一致", "as closed"),
    "sheet-title-estates": Term("{years} 年度清算：各小区（元）", "Settlement of {years}: estates, in CNY"),
    "sheet-title-problems": Term("{years} 年度清算：资料中的问题", "Settlement of {years}: problems of the records"),
    "sheet-title-relied-on": Term(
        "{years} 年度清算所依据的假定与解释", "Settlement of {years}: assumptions and readings relied on"
    ),
    "sheet-made-by": Term(
        "由 estate-policy {version} 计算；政策文件 {policy}",
        "computed by estate-policy {version} under the policy {policy}",
    ),
    "sheet-rhythm-yearly": Term("区级补贴按年拨付", "the subsidy is paid by the year"),
    "sheet-rhythm-quarterly": Term("区级补贴按季拨付", "the subsidy is paid by the quarter"),
    "sheet-rhythm-monthly": Term("区级补贴按月拨付", "the subsidy is paid by the month"),
    "sheet-signed": Term(
        "制表：　　　　复核：　　　　负责人：　　　　日期：",
        "made by:        checked by:        approved by:        date:",
    ),
    "sheet-not-known": Term("不明", "not known"),
    "sheet-unbounded": Term("无下限", "no least"),
    "sheet-unmeasured": Term("另有 {count} 项面积等不明，无法估计", "{count} more of unknown size"),
    "sheet-total": Term("合计", "total"),
    "sheet-district": Term("区（管委会）", "district"),
    "sheet-year": Term("年度", "year"),
    "sheet-payer": Term("付款方", "payer"),
    "sheet-payee": Term("收款方", "payee"),
    "sheet-purpose": Term("款项", "purpose"),
    "sheet-lines": Term("行数", "lines"),
    "sheet-known": Term("已定各行合计（元）", "known lines, CNY"),
    "sheet-open-lines": Term("待定行数", "open lines"),
    "sheet-least": Term("至少（元）", "at least, CNY"),
    "sheet-most": Term("至多（元）", "at most, CNY"),
    "sheet-conclusion": Term("结论", "conclusion"),
    "sheet-amount": Term("金额（元）", "amount, CNY"),
    "sheet-standing": Term("状态", "standing"),
    "sheet-clause": Term("条款", "clause"),
    "sheet-computed": Term("算式或规则", "formula or rule"),
    "sheet-line": Term("序号", "no."),
    "sheet-estate": Term("小区编号", "estate id"),
    "sheet-name": Term("小区名称", "estate"),
    "sheet-first": Term("起", "from"),
    "sheet-last": Term("止", "to"),
    "sheet-rule": Term("规则", "rule"),
    "sheet-quote": Term("条文", "text"),
    "sheet-missing": Term("所缺事项", "missing"),
    "sheet-mode": Term("管理模式", "mode"),
    "sheet-findings": Term("提示", "findings"),
    "sheet-open": Term("{figure}（{standing}）", "{figure} ({standing})"),
    "sheet-place": Term("位置", "place"),
    "sheet-problem": Term("问题", "problem"),
    "sheet-hint": Term("提示", "hint"),
    "sheet-no-problems": Term("没有发现问题", "none found"),
    "sheet-sort": Term("类别", "kind"),
    "sheet-about": Term("内容", "about"),
    "sheet-followed": Term("采用", "followed"),
    "sheet-others": Term("其他选项", "others"),
    "sheet-gaps": Term("疑点", "open points"),
    "sheet-reading": Term("解释", "reading"),
    "sheet-assumption": Term("假定", "assumption"),
}

_SLOT = re.compile(r"((?<=[一-鿿]) )?\{(\w+)\}( (?=[一-鿿]))?")
"""A detail to fill in, with the spaces that part it from Chinese characters."""


def words(key: str, language: Language, **details: str) -> str:
    """A sentence by its key, filled in; Chinese has spaces around figures and letters alone.

    >>> words("range", "en", low="0", high="3")
    '0 to 3'
    >>> words("decides-within", "zh", by="港务长", range="0 至 3 克朗")
    '由港务长在 0 至 3 克朗之间决定'
    """
    template = _WORDS[key].in_language(language)
    if language == "en":
        return template.format_map(details)

    def filled(slot: re.Match[str]) -> str:
        before, name, after = slot.groups()
        text = details[name]
        left, right = text[:1].isascii(), text[-1:].isascii()
        return f"{(before or '') if left else ''}{text}{(after or '') if right else ''}"

    return _SLOT.sub(filled, template)


def bilingual(key: str) -> str:
    """A name by its key in both languages.

    >>> bilingual("standing-settled")
    '确定 · settled'
    """
    return f"{words(key, 'zh')} · {words(key, 'en')}"
