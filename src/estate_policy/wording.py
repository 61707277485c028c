"""The words in which decisions are explained, in Chinese and English."""

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
    "or": Term("或", " or "),
    "headline": Term("【{name}】{figure}（{standing}）", "{name}: {figure} ({standing})"),
    "range": Term("{low} 至 {high}", "{low} to {high}"),
    "at-least": Term("不少于 {low}", "at least {low}"),
    "at-most": Term("不超过 {high}", "at most {high}"),
    "no-figure": Term("尚无数值", "no figure yet"),
    "undetermined": Term("尚不能认定", "not determined"),
    "next": Term("  下一步：{step}", "  next: {step}"),
    "next-pay": Term("可付。", "this can be paid."),
    "next-nothing-to-pay": Term("无应付金额。", "nothing is to be paid."),
    "next-none": Term("无须补充。", "nothing more is needed."),
    "next-ask": Term("补资料：{question}", "ask: {question}"),
    "next-contested": Term(
        "按采用口径（{figure}）办理，并注明另有解释。", "proceed with {figure}, and say that there is another reading."
    ),
    "next-discretionary": Term("待决定：{end}。", "wait for the decision: {end}."),
    "next-delegated": Term("待办法：{end}。", "wait for the instrument: {end}."),
    "next-silent": Term("本文件未规定，须另行请示：{end}。", "the text gives no answer, refer the question: {end}."),
    "formula": Term("  算式：{formula} = {result}", "  computed: {formula} = {result}"),
    "blank": Term("〔{name}？〕", "[{name}?]"),
    "rule": Term("  适用规则 {rule}：{words}", "  rule {rule}: {words}"),
    "because": Term("  因为：{reasons}", "  because: {reasons}"),
    "cited": Term("  依据：{clause}“{quote}”", "  source: {clause} “{quote}”"),
    "cited-also": Term("  另见：{clause}“{quote}”", "  also: {clause} “{quote}”"),
    "read": Term("  所据：{items}", "  read: {items}"),
    "assumed": Term("  假定：{words}", "  assumed: {words}"),
    "assumed-option": Term("  假定：{words}——{option}", "  assumed: {words}: {option}"),
    "presumed": Term(
        "  假定：记录完整，未记载即未发生（{events}）",
        "  assumed: the record is complete, and what it does not show did not happen ({events})",
    ),
    "missing": Term("  尚缺：{items}", "  missing: {items}"),
    "asked": Term("{name}（{question}）", "{name} ({question})"),
    "if": Term("在{condition}时{name}", "{name} if {condition}"),
    "end-discretionary": Term("  裁量：{end}", "  discretion: {end}"),
    "end-delegated": Term("  另行制定：{end}", "  delegated: {end}"),
    "end-silent": Term("  未规定：{end}", "  silent: {end}"),
    "decides": Term("由{by}决定", "{by} decides"),
    "decides-within": Term("由{by}在 {range} 之间决定", "{by} decides, within {range}"),
    "makes": Term("待{body}制定{instrument}", "{body} is to make {instrument}"),
    "about": Term("“{name}”{end}", "“{name}”: {end}"),
    "other-reading": Term("  其他解释：{readings}——{figure}", "  another reading: {readings}: {figure}"),
    "reading": Term("{about}：{option}", "{about}: {option}"),
    "rule-fails": Term("  不适用 {rule}（{words}）：{reasons}", "  not {rule} ({words}): {reasons}"),
    "rule-open": Term("  未定 {rule}（{words}）：{reasons}", "  open {rule} ({words}): {reasons}"),
    "not-known": Term("{name}不明", "{name} is not known"),
    "gives": Term("{condition}，则{effect}", "where {condition}, {effect}"),
    "gives-value": Term("为 {value}", "it is {value}"),
    "silent-about": Term("本文件未规定：{says}", "the text is silent: {says}"),
    "title": Term("{title}，{day} 有效的规定", "{title}, as in force on {day}"),
    "assumptions": Term("以上所依假定", "Assumed throughout"),
    "others": Term("其他结论", "Other conclusions"),
    "findings": Term("提示", "Findings"),
    "finding": Term("  ！{says}（{clause}“{quote}”）", "  ! {says} ({clause} “{quote}”)"),
}


def words(key: str, language: Language, **details: str) -> str:
    """A sentence by its key, filled in.

    >>> words("range", "en", low="0", high="3")
    '0 to 3'
    """
    return _WORDS[key].in_language(language).format_map(details)
