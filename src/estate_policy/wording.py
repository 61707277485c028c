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
    "next-none": Term("无须补充材料。", "nothing more is needed."),
    "next-ask": Term("请查明：{question}", "must be asked: {question}"),
    "next-ask-first": Term(
        "请先查明：{question}（另缺 {more} 项）", "must be asked first: {question} ({more} more missing)"
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
    "formula": Term("  算式：{formula} = {result}", "  computed: {formula} = {result}"),
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
    "missing": Term("  尚缺：{items}", "  missing: {items}"),
    "asked": Term("{name}（{question}）", "{name} ({question})"),
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
    "assumptions": Term("所依假定", "Assumed"),
    "item": Term("  · {words}", "  · {words}"),
    "item-of": Term("  · {words}（用于：{names}）", "  · {words} (for: {names})"),
    "presumed": Term(
        "记录完整，未记载的视为没有：{events}", "the record is complete, and what it does not show is not so: {events}"
    ),
    "others": Term("其他结论", "Other conclusions"),
    "other-readings": Term("其他结论所涉解释", "Readings that would change other conclusions"),
    "other-assumptions": Term("其他结论另依的假定", "Assumed for other conclusions besides"),
    "findings": Term("提示", "Findings"),
    "finding": Term("  ！{says}（{source}“{quote}”）", "  ! {says} ({source} “{quote}”)"),
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
