"""Every sentence that the library says about problems, by stable code, in Chinese and English."""

import difflib
import errno
from collections.abc import Iterable, Mapping

import attrs

from estate_policy.terms import Language, Term


@attrs.frozen
class Message:
    """A code with what fills its sentence.

    >>> Message("no-quote").text("en")
    'a figure or rule cites nothing'
    """

    code: str
    details: Mapping[str, str | Term] = attrs.field(factory=dict, hash=False)

    def text(self, language: Language) -> str:
        """The sentence in one language."""
        said = {
            name: detail.in_language(language) if isinstance(detail, Term) else detail
            for name, detail in self.details.items()
        }
        return SENTENCES[self.code].in_language(language).format_map(said)


def one_of(words: Iterable[str]) -> Message:
    """That one of some words is meant."""
    return Message("expects-members", {"members": ", ".join(words)})


def closest(name: str, known: Iterable[str]) -> Message | None:
    """A hint to the most similar known name, if one is similar at all."""
    similar = difflib.get_close_matches(str(name), sorted(known), n=1, cutoff=0.6)
    return Message("did-you-mean", {"name": similar[0]}) if similar else None


def unreadable(error: OSError | UnicodeDecodeError) -> Message:
    """Why a file could not be read."""
    match error:
        case FileNotFoundError():
            return Message("file-missing")
        case IsADirectoryError():
            return Message("file-is-folder")
        case PermissionError():
            return Message("file-forbidden")
        case UnicodeDecodeError():
            return Message("not-utf-8", {"position": str(error.start + 1)})
        case _:
            return Message("file-unreadable", {"why": error.strerror or str(error)})


def unwritable(error: OSError) -> Message:
    """Why a file could not be written."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return Message("write-folder-missing")
        case IsADirectoryError():
            return Message("file-is-folder")
        case PermissionError():
            return Message("write-forbidden")
        case OSError(errno=errno.ENOSPC):
            return Message("disk-full")
        case _:
            return Message("table-unwritable", {"why": error.strerror or str(error)})


SENTENCES: Mapping[str, Term] = {
    # What a field of a subject may hold.
    "expects-truth": Term("允许：是、否；未知请留空", "allowed: true, false, or nothing if unknown"),
    "expects-number": Term("请写整数或 Decimal", "allowed: an int or a Decimal"),
    "expects-number-of": Term("允许：以 {unit} 计的数", "allowed: a number of {unit}"),
    "expects-range": Term("允许：{low} 至 {high} {unit}", "allowed: {low} to {high} {unit}"),
    "expects-share": Term(
        "允许：{low} 至 {high} 的比例，写作 0.3 或 30%", "allowed: a share of {low} to {high}, written 0.3 or 30%"
    ),
    "expects-scale": Term("最多 {scale} 位小数", "at most {scale} decimals"),
    "expects-text": Term("允许：不超过 {longest} 个字符的文字", "allowed: text of at most {longest} characters"),
    "expects-member": Term("允许：“{enumeration}”所列各项", "allowed: a member of `{enumeration}`"),
    "expects-members": Term("允许：{members}", "allowed: {members}"),
    "expects-members-or-others": Term("允许：{members}，或其他名称", "allowed: {members}, or another name"),
    "expects-date": Term("允许：{low} 至 {high} 的日期", "allowed: a date from {low} to {high}"),
    "expects-subject": Term("允许：一个 {subject}", "allowed: one {subject}"),
    "expects-subjects": Term("允许：若干 {subject}（列表）", "allowed: a list of {subject}"),
    "write-decimal": Term("浮点数不精确，请写 Decimal", "floats are not exact: write a Decimal"),
    # What can be wrong with a given fact.
    "wrong-type": Term("`{field}` 的值 `{value}` 类型不对（{type}）", "`{field}` is `{value}`, of type {type}"),
    "float-refused": Term("`{field}` 是浮点数 `{value}`", "`{field}` is the float `{value}`"),
    "not-finite": Term("`{field}` 的值 `{value}` 不是有限的数", "`{field}` is `{value}`, which is not a finite number"),
    "out-of-range": Term("`{field}` 的值是 `{value}`", "`{field}` is `{value}`"),
    "too-many-decimals": Term("`{field}` 的值 `{value}` 小数位过多", "`{field}` is `{value}`, with too many decimals"),
    "text-too-long": Term("`{field}` 有 {length} 个字符", "`{field}` has {length} characters"),
    "hidden-character": Term(
        "`{field}` 的值 `{value}` 含不可见字符 {character}",
        "`{field}` is `{value}`, with the hidden character {character}",
    ),
    "doubled-member": Term("`{field}` 中编号 `{id}` 重复", "`{field}` holds the id `{id}` twice"),
    "not-related": Term("`{field}` 须另列其各项事实", "`{field}` is a subject of its own: list its facts"),
    "not-a-date": Term("`{field}` 的值 `{value}` 不是日期", "`{field}` is `{value}`, which is not a date"),
    "blank": Term("`{field}` 为空", "`{field}` is blank"),
    "unknown-fact": Term("没有名为 `{field}` 的事实", "`{field}` is not a fact of `{subject}`"),
    "fact-of-receipt-meant": Term(
        "是否应为 `{name}`？凭证在 `subject` 下列有各项事实",
        "did you mean `{name}`? the receipt has its facts under `subject`",
    ),
    "facts-in-receipt": Term(
        "凭证在 `subject` 下列有各项事实；其他对象的写作 `对象.事实`，多个对象之一的写作 `对象[编号].事实`",
        "the receipt has its facts under `subject`; one of another subject is named `SUBJECT.FACT`, "
        "of one of several `SUBJECTS[ID].FACT`",
    ),
    "voucher-of-nobody": Term(
        "凭证 {number}：名册中没有小区 {estate}", "voucher {number}: there is no estate {estate}"
    ),
    "vouchers-overlap": Term(
        "小区 {estate} 的凭证 {one} 与 {other} 所付月份有重叠，都已计入；请核对是否重复拨付",
        "vouchers {one} and {other} of {estate} pay for some of the same months, and both count; check whether one was paid twice",
    ),
    "months-without-law": Term(
        "{year} 年度有 {count} 个月没有有效的规定，这些月份不予补贴：{months}",
        "no law is in force in {count} months of {year}, for which nothing is paid: {months}",
    ),
    "given-elsewhere": Term(
        "小区 {estate} {year} 年度的 `{field}` 须在台账资料中另列，不随年度给出",
        "`{field}` of {estate} in {year} is on record by itself, and is not given with the year",
    ),
    "months-tell-year": Term(
        "小区 {estate} 的凭证 {number} 给出了 `belongs_to_year`；凭证属于哪一年度，由所付月份确定",
        "voucher {number} of {estate} has `belongs_to_year`, but the months that it pays for tell of which year it is",
    ),
    "give-months": Term(
        "给出 `service_from` 和 `service_to`；跨年度的凭证按年度分开",
        "give `service_from` and `service_to`, and split a voucher for months of two years",
    ),
    "vouchers-of-other-years": Term(
        "{year} 年度未清算，该年度的凭证没有计入：{count} 张（{numbers}）",
        "{year} is not settled; vouchers for its months, left out: {count} ({numbers})",
    ),
    "voucher-of-two-years": Term(
        "凭证 {number} 所付月份跨两个年度，各年度的结果因此未定",
        "voucher {number} pays for months of two years, whose results stay open for it",
    ),
    "split-voucher": Term(
        "请按年度分成几行，凭证号可以相同", "let there be a row for each year; their number may be the same"
    ),
    "voucher-beside-total": Term(
        "凭证 {number}（小区 {estate}）：该区本年度只报凭证合计，该凭证未计入",
        "voucher {number} of estate {estate}: only the total of the district is said to be known, so it was left aside",
    ),
    "total-or-vouchers": Term(
        "请逐笔登记全部凭证，或者只报合计", "record every voucher of the district, or the total alone"
    ),
    "decision-undivided": Term(
        "小区 {estate} 在 {year} 年度内换过区，处理决定 {number} 载有金额：其中多少涉及哪个区的奖补资金，没有记录",
        "{estate} was in several districts in {year}, and the decision {number} names an amount: how much of it concerns "
        "the award of which is not on record",
    ),
    "unknown-of-nobody": Term(
        "记为不明的事项：名册中没有小区 {estate}", "what is said to be unknown: there is no estate {estate}"
    ),
    "unknown-of-no-voucher": Term(
        "小区 {estate} 记为不明的事项 `{event}`：该小区没有此凭证",
        "what is said to be unknown of estate {estate}, `{event}`: it has no such voucher",
    ),
    "unknown-of-no-voucher-in": Term(
        "小区 {estate} {year} 年度记为不明的事项 `{event}`：该小区该年度没有此凭证",
        "what is said to be unknown of estate {estate} in {year}, `{event}`: it has no such voucher then",
    ),
    "year-of-nobody": Term("{year} 年度：名册中没有小区 {estate}", "{year}: there is no estate {estate}"),
    "district-of-nobody": Term("{year} 年度：名册中没有 {district} 的小区", "{year}: there is no estate in {district}"),
    "not-a-district-on-record": Term(
        "名册中没有 `{district}` 的小区，没有为其清算",
        "no estate on record is in `{district}`, so that nothing was settled for it",
    ),
    "district-not-known": Term(
        "小区 {estate} 所在区未知：可能属于任何一区，各区的合计因此未定",
        "the district of estate {estate} is not known: it may be in any, and the sums of each stay open for it",
    ),
    "days-reversed": Term("{last} 早于 {first}", "{last} is before {first}"),
    "changes-unordered": Term(
        "`{field}` 的两次变化（{one}；{other}）分不出先后",
        "of two changes of `{field}`, {one} and {other}, nobody can say which came first",
    ),
    "not-a-member": Term("`{field}` 的值 `{value}` 不在允许范围内", "`{field}` is `{value}`"),
    "not-a-subject": Term("不能对 {type} 作认定", "nothing is decided about a {type}"),
    "not-its-value": Term("`{name}` 不会是 `{value}`", "`{name}` is never `{value}`"),
    "not-an-event": Term("`{name}` 不是记录事项", "`{name}` is not a recorded event"),
    # What keeps a policy file from being read.
    "file-missing": Term("没有这个文件", "there is no such file"),
    "file-is-folder": Term("这是文件夹，不是文件", "this is a folder, not a file"),
    "file-forbidden": Term("没有读取权限", "it may not be read"),
    "not-utf-8": Term("不是 UTF-8 编码（第 {position} 字节）", "it is not in UTF-8 (byte {position})"),
    "file-unreadable": Term("文件无法读取：{why}", "the file cannot be read: {why}"),
    "file-changed": Term("文件在读取之后有变动，请重新评定", "the file has changed since it was read: assess it again"),
    "file-too-large": Term("文件超过 {largest} 字节", "the file is larger than {largest} bytes"),
    "file-too-deep": Term("嵌套超过 {deepest} 层", "nested more than {deepest} deep"),
    "empty-file": Term("文件是空的", "the file is empty"),
    "not-yaml": Term("不是合法的 YAML：{why}", "not valid YAML: {why}"),
    "second-document": Term("一个文件只能有一个 YAML 文档", "a second YAML document in one file"),
    "tag-refused": Term("不接受 YAML 标签 `{tag}`", "YAML tags are refused: `{tag}`"),
    "alias-refused": Term("不接受 YAML 锚点和别名 `{alias}`", "YAML anchors and aliases are refused: `{alias}`"),
    "hidden-in-file": Term("含不可见字符 {character}", "holds the hidden character {character}"),
    "duplicate-key": Term("`{key}` 重复，前一处在 {first}", "`{key}` stands here a second time, first at {first}"),
    "yaml-tab": Term("缩进用空格，不用制表符", "indent by spaces, not by tabs"),
    "yaml-wide-space": Term("缩进用半角空格", "indent by plain spaces"),
    "yaml-colon": Term(
        "此处或者上一行的名称后应为半角冒号和空格 `: `",
        "here or on the line above, `: ` stands after a name: a plain colon and a space",
    ),
    "yaml-align": Term("并列的各行应从同一列开始", "lines that stand side by side begin in the same column"),
    "yaml-comma": Term(
        "括号内各项之间用半角逗号和空格 `, `，括号须成对",
        "within brackets, `, ` stands between entries, a plain comma and a space; close them",
    ),
    "yaml-quotes": Term(
        "含有 `: ` 的文字应加半角引号；并列的各行应从同一列开始",
        "words that hold `: ` stand in quotes; lines that stand side by side begin in the same column",
    ),
    "yaml-open": Term("有引号或者括号没有配对", "a quote or bracket is never closed"),
    "quote-comma": Term(
        "允许：{keys}；{{…}} 中的文字含逗号的，请加引号",
        "allowed: {keys}; within {{…}}, words that hold a comma stand in quotes",
    ),
    "expected-mapping": Term("此处应为“名称: 内容”的列表", "expected a mapping of names"),
    "write-mapping": Term("请写 {{{keys}}}", "write {{{keys}}}"),
    "expected-name": Term("此处应为名称", "expected a name"),
    # What can be wrong with a fact given as text.
    "not-a-truth": Term(
        "`{field}` 的值 `{value}` 不是“是”或“否”", "`{field}` is `{value}`, which is neither yes nor no"
    ),
    "not-a-number": Term("`{field}` 的值 `{value}` 不是数", "`{field}` is `{value}`, which is not a number"),
    # Hints.
    "did-you-mean": Term("是否应为 `{name}`？", "did you mean `{name}`?"),
    "quote-is-in": Term("这些文字在 `{clause}`", "these words are in `{clause}`"),
    "add-quote": Term("请加 `quote:`，抄录所依据的原文", "add `quote:` with the words of the clause it rests on"),
    "write-digits": Term("请写 0.3 或 50% 这样的数字", "write digits, like 0.3 or 50%"),
    "write-truth": Term("请写 true 或 false", "write true or false"),
    "name-figure": Term(
        "数字本身没有单位：请声明带单位的标准", "a bare number has no unit: declare a parameter that has one"
    ),
    "write-instead": Term("`{wrong}` 请写作 `{right}`", "write `{right}` for `{wrong}`"),
    "write-in": Term("请写 名称 in (甲, 乙)", "write `name in (a, b)`"),
    "without-separators": Term("请不加千位分隔，写 {digits}", "write it without separators: {digits}"),
    "add-key": Term("请加 `{key}: …`", "add `{key}: …`"),
    "break-circle": Term("请让其中一项不读其余各项", "one of them must not read the others"),
    "join-periods": Term(
        "各期间应首尾相接，如 ..2019-12-31 与 2020-01-01..",
        "periods follow upon each other, like ..2019-12-31 and 2020-01-01..",
    ),
    "declare-enumeration": Term(
        "请在 document.yaml 中声明枚举 `{name}`", "declare the enumeration `{name}` in document.yaml"
    ),
    "declare-options": Term("请先写 `options`", "declare `options` first"),
    "name-yaml": Term("文件名请以 .yaml 结尾", "let its name end in .yaml"),
    "folder-above": Term(
        "这是一个文件的文件夹，请指明其上一级", "this is the folder of one document: name the one above it"
    ),
    "grammar": Term(
        "可用：and or not、比较、in (…)、+ - * /、名称、0，以及 round sum count all any",
        "there are: and or not, comparisons, in (…), + - * /, names, 0, and round sum count all any",
    ),
    # What can be wrong with the shape of a policy file.
    "unknown-key": Term("没有 `{key}` 这一项", "`{key}` is not a key here"),
    "missing-key": Term("缺少 `{key}`", "`{key}` is missing"),
    "expected-text": Term("`{key}` 应为一段文字", "`{key}` should be a single text"),
    "expected-subjects": Term(
        "`{key}` 应列出所涉对象的各项事实", "`{key}` should list the facts of the subject, or of each"
    ),
    "expected-flag": Term("`{key}` 应为 true 或 false", "`{key}` should be true or false"),
    "expected-list": Term("`{key}` 应为列表", "`{key}` should be a list"),
    "figure-no-date": Term("`{text}` 不是整数，不能作年份", "`{text}` is no date: it is no whole number"),
    "bad-number": Term("`{text}` 不是所允许的数字写法", "`{text}` is not a number as figures are written"),
    "no-number": Term("此处没有数字", "there is no number here"),
    "figure-too-long": Term("数字超过 {longest} 个字符", "the number is longer than {longest} characters"),
    "bad-period": Term(
        "`{text}` 不是期间：应为 always 或 2020-01-01..2020-12-31",
        "`{text}` is not a period: write always or 2020-01-01..2020-12-31",
    ),
    "period-reversed": Term("末日早于首日", "the last day comes before the first"),
    "period-open": Term(
        "从某日起写 `{day}..`，仅此一日写 `{day}..{day}`", "write `{day}..` from a day on, `{day}..{day}` for one day"
    ),
    "bad-day": Term("`{text}` 不是日期：应为 2020-01-31 这样的写法", "`{text}` is not a day: write it like 2020-01-31"),
    "bad-gap": Term(
        "`{text}` 不是疑点的编号：应为 G-01 这样的写法", "`{text}` is not an open point: write it like G-01"
    ),
    "bad-name": Term("`{name}` 不能作名称", "`{name}` cannot be a name: letters, digits and _ only"),
    "folder-name": Term("`{name}` 与文件夹名 `{folder}` 不符", "`{name}` is not the name of its folder, `{folder}`"),
    "no-documents": Term("{folder} 中没有任何 document.yaml", "no folder of {folder} holds a document.yaml"),
    "folder-missing": Term("没有文件夹 {folder}", "there is no folder {folder}"),
    "not-read": Term("文件没有读入", "the file is not read"),
    "no-words": Term("`{key}` 没有文字", "`{key}` has no words"),
    "no-rule": Term("`{name}` 没有规则", "`{name}` has no rule"),
    "no-figure": Term("`{name}` 没有数值", "`{name}` has no figure"),
    "quote-or-assumption": Term(
        "标准要么写 `quote`，要么写 `assumption`", "a parameter has either `quote` or `assumption`"
    ),
    "one-option": Term("只有一个选项，无可选择", "one option leaves no choice"),
    "word-twice": Term("`{word}` 已指 `{member}`", "`{word}` means `{member}` already"),
    "word-unknown": Term("`{word}` 会读作未知", "`{word}` is read as unknown"),
    "negated-quantity": Term("`negated` 只用于是非结论", "`negated` is for truths"),
    "no-document": Term("文件夹 `{folder}` 没有 document.yaml", "the folder `{folder}` holds no document.yaml"),
    "vanishing": Term(
        "`{name}` 读取 `{read}`，但其文件 `{document}` 并非一直有效",
        "`{name}` reads `{read}`, whose document `{document}` is not in force all the time",
    ),
    "empty-text": Term("`{clause}` 没有条文", "`{clause}` has no words"),
    # Names that are not declared, or declared twice.
    "unknown-name": Term(
        "`{name}` 不是事实、标准、结论、解释或假定",
        "`{name}` is neither a fact, a parameter, a conclusion nor a choice",
    ),
    "unknown-member": Term("`{name}` 不是“{enumeration}”之一", "`{name}` is not a member of `{enumeration}`"),
    "unknown-unit": Term("没有单位 `{name}`", "`{name}` is not a unit"),
    "unknown-measure": Term("单位不能计量 `{name}`", "units do not measure `{name}`"),
    "unknown-kind": Term("没有类型 `{name}`", "`{name}` is neither truth nor an enumeration"),
    "undeclared-enumeration": Term(
        "事实 `{fact}` 需要枚举 `{name}`，政策未声明",
        "the fact `{fact}` needs the enumeration `{name}`, which nothing declares",
    ),
    "undeclared-unit": Term(
        "事实 `{fact}` 需要单位 `{name}`，政策未声明",
        "the fact `{fact}` needs the unit `{name}`, which nothing declares",
    ),
    "unknown-subject": Term("没有对象 `{name}`", "`{name}` is not a subject"),
    "unknown-clause": Term("没有条款 `{clause}`", "`{clause}` is not a clause of this document"),
    "unknown-assumption": Term("没有假定 `{name}`", "`{name}` is not an assumption"),
    "unknown-option": Term("没有选项 `{name}`", "`{name}` is not one of the options"),
    "not-open": Term(
        "`{name}` 既不是有选项的解释或者假定，也不是文件未载明的标准",
        "`{name}` is neither a reading or an assumption with options nor a figure that is unstated",
    ),
    "unknown-rule": Term("没有规则 `{name}`", "`{name}` is not another rule of this conclusion"),
    "unknown-conclusion": Term("没有结论 `{name}`", "`{name}` is not a conclusion"),
    "unknown-finding": Term("没有提示 `{name}`", "`{name}` is not a finding"),
    "unknown-case": Term("没有基准案例 `{name}`", "`{name}` is not a base case"),
    "unknown-standing": Term("没有 `{name}` 这种认定状态", "`{name}` is not a standing"),
    "folded-name": Term("`{name}` 须用通常的字符书写", "`{name}` is written in characters that conditions fold"),
    "declared-as-fact": Term("`{name}` 已是 `{subject}` 的事实", "`{name}` is a fact of `{subject}` already"),
    "reserved-name": Term("`{name}` 在条件中另有含义，不能作名称", "`{name}` means something else in conditions"),
    "headline-twice": Term("`{name}` 的首要结论已在 {first} 指定", "`{name}` has its headline already, at {first}"),
    "example-twice": Term("案例“{name}”已在 {first}", "an example “{name}” is there already, at {first}"),
    "declared-twice": Term("`{name}` 已在 {first} 声明", "`{name}` is declared already, at {first}"),
    "cycle": Term("结论互相依赖：{names}", "conclusions read each other in a circle: {names}"),
    # What can be wrong with an amendment, or makes it idle.
    "bad-amendment-name": Term(
        "`{name}` 不能作修订的名称：只用字母、数字、连字符",
        "`{name}` cannot name an amendment: use letters, digits, hyphens",
    ),
    "amendment-named-twice": Term(
        "`{name}` 已是另一文件或修订的名称", "`{name}` is the name of another document or amendment"
    ),
    "amendment-without-clause": Term("修订没有条文", "the amendment has no clause with its words"),
    "amended-not-amendable": Term(
        "修订之间不能相互修改；请修改原修订的文件或者其副本",
        "an amendment cannot change another one; edit its file, or a copy of it",
    ),
    "unknown-path": Term("政策中没有 `{path}`", "`{path}` leads to nothing in the policy"),
    "words-not-amendable": Term(
        "`{path}`：原文不可修订，只能修订由其得出的标准、规则、解释和假定",
        "`{path}`: the words of a document cannot be amended, only figures, rules, readings and assumptions",
    ),
    "amendments-conflict": Term(
        "`{one}` 与 `{other}` 在同一期间修订同一处：`{path}`",
        "`{one}` and `{other}` change the same on the same days: `{path}`",
    ),
    "separate-days": Term("只用其一，或使其期间不重叠", "use one of them, or let their days not overlap"),
    "change-without-effect": Term("`{path}`：与现行规定相同，没有效果", "`{path}` has no effect: it is so already"),
    "amendment-out-of-days": Term(
        "`{path}`：在所修订内容有效的期间之外，没有效果",
        "`{path}` has no effect: what it amends is not in force on its days",
    ),
    # What can be wrong with a condition or formula.
    "not-an-expression": Term("`{text}` 不是条件或算式", "`{text}` is not a condition or formula"),
    "not-in-grammar": Term("`{text}` 不在所允许的语法内", "`{text}` is not in the grammar of conditions"),
    "expression-too-long": Term("条件超过 {longest} 个字符", "the expression is longer than {longest} characters"),
    "expression-too-deep": Term("条件嵌套超过 {deepest} 层", "the expression is nested more than {deepest} deep"),
    "wrong-kind": Term("`{text}` 是 {found}，应为 {expected}", "`{text}` is a {found} where a {expected} is due"),
    "unit-mismatch": Term(
        "`{text}` 的单位是 {found}，应为 {expected}", "`{text}` is in {found} where {expected} is due"
    ),
    "no-reference": Term("`{name}` 不是所引的对象", "`{name}` is no subject that this one refers to"),
    "is-collection": Term(
        "`{name}` 是若干对象，不能直接取其事实", "`{name}` is several subjects: add them up, or ask of all or any"
    ),
    "no-collection": Term("`{name}` 不是若干对象", "`{name}` is no collection of subjects"),
    "is-subject": Term("`{name}` 是对象，不是值", "`{name}` is a subject, not a value"),
    "not-a-members": Term(
        "`{name}` 不是所汇总的对象的，汇总式中只能用它们的",
        "`{name}` is not of the members: a total reads nothing else of a subject",
    ),
    "whose": Term("汇总式中的 `{name}` 须写明是谁的", "within a total, say whose `{name}` it is"),
    "write-total": Term(
        "请写 sum(甲.数量 for 甲 in 若干对象 if 条件)，或 count(甲 for …)、all(…)、any(…)",
        "write `sum(one.amount for one in several if condition)`, or so with `count(one for …)`, `all`, `any`",
    ),
    "no-order": Term("{kind} 不分大小，只能用 == 或 !=", "{kind} has no order: compare with == or !="),
    "list-expected": Term("in 之后应为 (甲, 乙) 或 (甲,)", "after `in` stands a list like (a, b) or (a,)"),
    "list-elsewhere": Term("列表只能出现在 in 之后", "a list can only stand after `in`"),
    # What can be wrong with rules and what they cite.
    "no-quote": Term("数字或规则没有依据", "a figure or rule cites nothing"),
    "quote-not-in-clause": Term("“{quote}”不在 `{clause}` 的条文中", "“{quote}” is not in the words of `{clause}`"),
    "quote-cuts-number": Term(
        "“{quote}”只抄了原文一个数的一部分", "“{quote}” begins or ends within a number of the text"
    ),
    "amended-unstated": Term(
        "修订只能写明数值，不能使已有的数值成为未写明",
        "an amendment states a figure; it cannot leave out one that is stated",
    ),
    "figure-not-in-quote": Term(
        "“{quote}”中没有 `{name}` 的数值 {figure}", "“{quote}” does not say {figure}, the figure of `{name}`"
    ),
    "quote-figure": Term(
        "请抄录载有该数值的原文，或写明所依据的 `assumption`",
        "quote the words that hold the figure, or name the `assumption` it rests on",
    ),
    "unit-or-kind": Term("结论要么写 `unit`，要么写 `kind`", "a conclusion has either `unit` or `kind`"),
    "rules-or-is": Term("结论要么写 `rules`，要么写 `is`", "a conclusion has either `rules` or `is`"),
    "one-effect": Term(
        "规则须且只须有 then、silent、discretion、left_to 之一",
        "a rule ends in exactly one of then, silent, discretion, left_to",
    ),
    "pays-no-money": Term("`pays` 只用于金额", "`pays` is for amounts of money"),
    "duty-no-truth": Term("`duty` 只用于是非结论", "`duty` is for truths"),
    "unknown-parameter": Term("没有标准 `{name}`", "`{name}` is not a parameter"),
    "within-two": Term(
        "`within` 只用于数量，写作 [下限, 上限]", "`within` is for quantities and lists two ends: [low, high]"
    ),
    "within-crossed": Term("`within` 的下限 {low} 高于上限 {high}", "`within` goes from {low} down to {high}"),
    "swap-ends": Term("请先写下限", "write the lower end first"),
    "unstated-quoted": Term("文件未载明的标准不能援引原文", "a figure that the text leaves out cannot quote it"),
    "name-assumption": Term(
        "请写 `assumption:`，说明由哪一项假定载明", "write `assumption:`, naming the one that is to supply it"
    ),
    "dated-gap": Term("{days} 没有数值", "no figure for {days}"),
    "dated-overlap": Term("{days} 有两个数值", "two figures for {days}"),
    # What an answer without a settled value waits for.
    "answer-silent": Term("`{name}` 未规定：{ends}", "`{name}` has no value: the text is silent ({ends})"),
    "answer-delegated": Term("`{name}` 由另行制定的办法决定：{ends}", "`{name}` waits for an instrument ({ends})"),
    "answer-discretionary": Term("`{name}` 待有权机关决定：{ends}", "`{name}` waits for a decision ({ends})"),
    "answer-unknown": Term("`{name}` 待查，缺：{missing}", "`{name}` is unknown; missing: {missing}"),
    "answer-contested": Term(
        "`{name}` 存疑：采用口径 {working}，其他解释 {others}",
        "`{name}` is contested: {working} under the preferred reading, otherwise {others}",
    ),
    "no-list": Term("`{name}` 是 `{value}`，不是列表", "`{name}` is `{value}`, and no list"),
    "write-list": Term("请写 {name}=[{value}]", "write {name}=[{value}]"),
    "no-year": Term("`{given}`（{type}）不是年份", "`{given}` is no year, of type {type}"),
    "write-whole": Term("请写整数，不加引号", "write a whole number, without quotes"),
    "no-such-word": Term("`{name}` 的值为 `{value}`", "`{name}` is `{value}`"),
    "no-day": Term(
        "给出的是 `{given}`，应为 `datetime.date`", "the law is that of a `datetime.date`, not of `{given}`"
    ),
    "no-law-given": Term("给出的是{given}，应为某一日的现行规定", "given is {given} where the law of a day is meant"),
    "write-on": Term("请写 policy.on(day)", "write `policy.on(day)`"),
    "no-policy-given": Term("给出的是{given}，应为政策", "given is {given} where a policy is meant"),
    "write-policy": Term("请写 law.policy", "write `law.policy`"),
    "events-of-nobody": Term(
        "`unknown_events` 中的编号 `{id}` 不是任何一个对象的",
        "`unknown_events` has the id `{id}`, which no subject has",
    ),
    "other-class": Term(
        "给出的是 `{given}`（类型为 {type}），应为 {wanted}",
        "given is `{given}`, of type {type}, where {wanted} is meant",
    ),
    "write-so": Term("请写 {written}", "write `{written}`"),
    "no-name-of-row": Term("`{given}` 不能指明任何一行", "`{given}` names no row"),
    "name-row": Term("请写行号，或以文字写编号", "give the number of a row, or an id as text"),
    "bad-count": Term("行数是 `{given}`", "so many rows as `{given}` cannot be"),
    "count-from-one": Term("请写不小于 1 的整数", "write a whole number from 1"),
    "conclusion-not-told": Term("本次评定的结论中没有 `{name}`", "`{name}` is not among the conclusions assessed"),
    "no-headline": Term("`{subject}` 没有首要结论，请指明结论", "`{subject}` has no headline: name a conclusion"),
    "no-amount": Term("`{name}` 不是数量，没有合计", "`{name}` is no amount: it has no sum"),
    "no-such-fact": Term("没有名为 `{name}` 的事实", "there is no fact `{name}`"),
    "not-an-amount": Term("`{name}` 不是数量，无从比较多少", "`{name}` is no amount that could be compared"),
    "nothing-paid": Term("关于 `{subject}` 没有任何一方应付的金额", "about `{subject}` nobody pays any amount"),
    "headline-no-amount": Term(
        "关于 `{subject}` 没有任何一方应付的金额，其首要结论 `{headline}` 也不是数量",
        "about `{subject}` nobody pays any amount, and its headline `{headline}` is none",
    ),
    "hint-amounts": Term("可用 conclusions 指明：{names}", "name what to compare with `conclusions`: {names}"),
    "hint-no-amounts": Term(
        "`{subject}` 没有任何数量；两法的差别请用 differences 查看",
        "nothing about `{subject}` is an amount; `differences` tells what a reform does to it",
    ),
    "units-do-not-add": Term(
        "`{name}` 与 `{other}` 单位不同，不能相加", "`{name}` and `{other}` have other units and do not add up"
    ),
    "hint-one-unit": Term("请用 conclusions 指明同一单位的", "name with `conclusions` those of one unit"),
    "no-fact-of": Term("`{subject}` 没有事实 `{name}`", "`{subject}` has no fact `{name}`"),
    "no-such-conclusion": Term("没有结论 `{name}`", "`{name}` is not a conclusion about this subject"),
    "nothing-concluded": Term(
        "{day} 的现行规定没有关于 `{subject}` 的结论", "the law of {day} concludes nothing about `{subject}`"
    ),
    "leave-option-out": Term(
        "不加这一选项即列出各项结论，可照所列文字填写",
        "leave the option out to see the conclusions; the words that they are told in will do",
    ),
    "not-in-force": Term("{day} 没有任何文件生效", "no document is in force on {day}"),
    "rules-hold-together": Term(
        "`{conclusion}` 的规则 {rules} 同时成立而结果不同",
        "the rules {rules} of `{conclusion}` hold together and differ",
    ),
    "no-rule-holds": Term("`{conclusion}` 没有一条规则成立", "no rule of `{conclusion}` holds: {rules}"),
    # What keeps the engines from deciding.
    "no-such-engine": Term("没有引擎 `{name}`", "there is no engine `{name}`"),
    "engine-missing": Term("无法载入 durable-rules（{why}）", "durable-rules cannot be imported ({why})"),
    "install-engine": Term(
        "安装 gcc 与 Python 头文件后执行 `CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install --no-cache-dir --force-reinstall durable-rules==2.0.28`；或以引擎 `exact` 认定",
        "with gcc and the headers of Python there, run `CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install --no-cache-dir --force-reinstall durable-rules==2.0.28`; or decide with the engine `exact`",
    ),
    "engine-fault": Term(
        "durable-rules 运行异常，本次未作认定：{why}", "durable-rules failed, and nothing was decided: {why}"
    ),
    "engines-disagree": Term(
        "`{name}` 的条件 `{condition}`：durable-rules 得 {matched}（给定 {given}；触发 {fired}），exact 得 {exact}（读取 {read}）",
        "`{name}`: of the condition `{condition}` durable-rules says {matched} (given {given}; fired {fired}) and exact says {exact} (read {read})",
    ),
    # What keeps a file from being a receipt, and what a replay finds.
    "byte-order-mark": Term("文件以字节顺序标记（BOM）开头", "the file starts with a byte order mark"),
    "save-without-mark": Term("请另存为不带 BOM 的 UTF-8", "save it as UTF-8 without one"),
    "another-receipt-schema": Term(
        "文件格式是 `{schema}`，本版本所读的是 `{known}`", "its shape is `{schema}`; this version reads `{known}`"
    ),
    "key-twice": Term("同一处有两个 `{key}`", "`{key}` stands twice in one place"),
    "bare-number": Term("不加引号的数 {digits}", "the number {digits} is not in quotes"),
    "quote-digits": Term('数一律写作文字，如 "0.3"', 'numbers are text, like "0.3"'),
    "text-wanted": Term("{value} 不是文字", "{value} is not text"),
    "truth-wanted": Term("{value} 不是 true 或 false", "{value} is neither true nor false"),
    "leaf-wanted": Term("{value} 不是文字、true、false 或 null", "{value} is neither text, true, false nor null"),
    "list-wanted": Term("{value} 不是列表", "{value} is not a list"),
    "mapping-wanted": Term("{value} 不是“名称: 内容”的列表", "{value} is not a mapping of names"),
    "salts-disordered": Term("盐值的次序不是事实的次序", "the salts are not in the order of the facts"),
    "receipt-is-input": Term("写出的文件就是所读的文件", "it would be written over the file that is read"),
    "receipt-differs": Term(
        "{path}：记录为 {recorded}，重算为 {replayed}", "{path}: recorded {recorded}, replayed {replayed}"
    ),
    "order-differs": Term("{path}：各项次序不同", "{path}: the keys stand in another order"),
    "redaction-misplaced": Term(
        "{path}：隐去与否，同所隐去的事实不符",
        "{path}: redacted or not, it does not go with the facts that are redacted",
    ),
    "digest-differs": Term(
        "摘要记为 {recorded}，而内容的摘要是 {replayed}：凭证出具后被改动过",
        "the digest is {recorded}, that of the contents {replayed}: the receipt was changed after it was issued",
    ),
    "seal-broken": Term(
        "内容与摘要 {recorded} 不符：结账后被改动过",
        "the contents are not those of the digest {recorded}: it was changed after it was closed",
    ),
    "template-exists": Term("已经存在；模板不覆盖任何文件", "it is there already; a template is written over nothing"),
    "not-a-workbook-name": Term("报告须写成 .xlsx", "a report is written as .xlsx"),
    "already-closed": Term(
        "文件已经存在；已结账的不能覆盖", "there is such a file; what is closed is not written over"
    ),
    "amendment-lacking": Term(
        "缺少修订 `{name}`，其摘要为 {recorded}", "the amendment `{name}` of the digest {recorded} is missing"
    ),
    "amendment-other": Term(
        "修订 `{name}` 已非当时的：凭证所用的摘要是 {recorded}，现有的是 {found}",
        "the amendment `{name}` is another one: the digest of the receipt's is {recorded}, of the one at hand {found}",
    ),
    "amendment-surplus": Term("凭证没有用修订 `{name}`", "the amendment `{name}` is none of the receipt's"),
    # What is wrong with the rules of a conclusion taken together.
    "rules-overlap": Term(
        "`{conclusion}` 的规则 {rules} 会同时成立，例如：{case}{days}",
        "{rules} of `{conclusion}` hold together, where {case}{days}",
    ),
    "rules-gap": Term("`{conclusion}` 没有规则涵盖：{case}{days}", "no rule of `{conclusion}` covers {case}{days}"),
    "rules-overlap-unproved": Term(
        "未能证明 `{conclusion}` 的规则 {rules} 不同时成立：{case}{days}",
        "not proved that {rules} of `{conclusion}` never hold together: {case}{days}",
    ),
    "rules-gap-unproved": Term(
        "未能证明 `{conclusion}` 的规则涵盖：{case}{days}",
        "not proved that the rules of `{conclusion}` cover {case}{days}",
    ),
    "unproved": Term(
        "`{conclusion}` 的情形超过 {searched} 种，未能核对",
        "`{conclusion}` has more than {searched} cases: not checked",
    ),
    "bare-figure": Term("规则中的数字 {figure} 没有依据", "the figure {figure} in a rule cites nothing"),
    "divisor": Term("除数 `{text}` 可能为零", "the divisor `{text}` could be nought"),
    "guard-divisor": Term(
        "请在同一条规则的 `when` 中写明 `{text} > 0`，并另立一条规则规定为零时如何",
        "let the `when` of the same rule say `{text} > 0`, and let another rule say what holds otherwise",
    ),
    "rounding-step": Term(
        "取整单位 `{text}` 不是大于零的标准", "`{text}`, to which is rounded, is not a positive figure"
    ),
    "name-step": Term(
        "请把 `{text}` 写成各日均有数值且大于零的标准",
        "let `{text}` be a parameter stated for all days, more than nought",
    ),
    "declare-figure": Term("请声明为标准，并抄录所依据的原文", "declare it as a parameter with the words it rests on"),
    "say-overrides": Term("若一条优先，请写 `overrides:`", "if one prevails, let it say `overrides:`"),
    "add-rule": Term("请加一条规则，或写 `silent:`", "add a rule, or one that is `silent:`"),
    # What the examination of a policy finds.
    "example-differs": Term(
        "案例“{example}”：{what} 应为 {wanted}，得出 {found}",
        "example “{example}”: {what} should be {wanted}, comes to {found}",
    ),
    "example-turned": Term("案例“{example}”：{changes}", "example “{example}”: {changes}"),
    "rule-unused": Term("没有案例用到规则 `{rule}`", "no example uses the rule `{rule}`"),
    "finding-unused": Term("没有案例引出提示 `{finding}`", "no example raises the finding `{finding}`"),
    "conclusion-unexpected": Term("没有案例期望结论 `{name}`", "no example expects the conclusion `{name}`"),
    "truth-one-sided": Term("没有案例期望 `{name}` 为 {side}", "no example expects `{name}` to be {side}"),
    "days-unused": Term(
        "没有案例落在 {days}，而其间的数值或规则与有案例的期间不同",
        "no example falls in {days}, whose figures or rules are not those of any example",
    ),
    "add-example": Term("请加一个写明 `on: {day}` 的案例", "add an example with `on: {day}`"),
    "say-day": Term(
        "该结论可能在案例之日无效，请写明 `on:`", "it may not be in force on the day of the example: say `on:`"
    ),
    "not-the-text": Term(
        "`{document}` 各条合起来不是所记摘要的文本", "the clauses of `{document}` are not the text of its digest"
    ),
    "write-digest": Term(
        "请恢复条文；条文本身有修订的，请写 `digest: {digest}`，或者不写 `digest`",
        "restore the words or, where the text itself was amended, write `digest: {digest}` or leave it out",
    ),
    "another-text": Term(
        "原文与 `{document}` 所记摘要不符", "the text is not the one of which `{document}` has the digest"
    ),
    "clause-not-in-text": Term(
        "原文没有 `{clause}` 的条文，相异处：{words}", "the text lacks `{clause}`; they part at: {words}"
    ),
    "text-not-carried": Term("没有条款载有原文：{words}", "no clause carries these words: {words}"),
    # What can be wrong with a table, and what is worth knowing of it.
    "empty-table": Term("表中没有内容", "the table is empty"),
    "no-rows": Term("表头以下没有数据", "there is nothing below the heading"),
    "columns-disagree": Term(
        "按列得出 `{name}` 为 {columns}，逐个认定为 {decided}",
        "in columns `{name}` is {columns}, decided by itself it is {decided}",
    ),
    "rules-disagree-here": Term(
        "规则在此行相互矛盾，未得出结论", "rules contradict one another here; nothing is concluded"
    ),
    "no-such-subject": Term(
        "`{field}` 所指的 {id} 不在给出的名册中", "`{field}` names {id}, which is not in the register given"
    ),
    "no-such-row": Term(
        "没有行号或编号为 {row} 的行，或该行不是认定对象",
        "there is no row or id {row}, or it is nothing that can be decided",
    ),
    "register-closed": Term(
        "名册已经关闭，不能再问；请在关闭之前读取", "the assessment is closed: ask it before `close`, or inside `with`"
    ),
    "related-elsewhere": Term(
        "`{name}` 的名册与本名册不是同一种表，不能连起来算；请用同一种表评定",
        "the register of `{name}` is held elsewhere than this one: assess both from the same kind of frame",
    ),
    "no-such-reference": Term("`{subject}` 没有名为 `{name}` 的关联", "`{name}` is nothing that a {subject} refers to"),
    "related-to-other": Term(
        "`related` 中的 `{name}` 应为 `{subject}` 名册的评定结果",
        "`{name}` in `related` is not the assessment of a register of `{subject}`",
    ),
    "rows-unnumbered": Term("Spark 的表没有行号", "rows of a frame of Spark have no numbers"),
    "name-ids": Term("请以编号指明各行", "name them by their ids"),
    "read-problems": Term(
        "各行的问题见结果的 problems 栏", "what is wrong with each is in the column `problems` of the results"
    ),
    "spark-writes": Term("Spark 的表由 Spark 写入", "a frame of Spark is written by Spark"),
    "write-frame": Term(
        "请用 assessed.frame.write，如 .parquet(路径)", "use `assessed.frame.write`, for instance its `parquet`"
    ),
    "id-of-several": Term("编号 `{id}` 不止一行；这些行均未评定", "several rows have the id `{id}`; none is assessed"),
    "too-many-words": Term(
        "{names} 栏中不同的词超过 {most} 个，不像是表示事实的词",
        "{names}: more than {most} different words, so they hardly stand for facts",
    ),
    "not-in-columns": Term(
        "`{name}` 不能按列整表计算：{text}，请逐个用 decide 认定",
        "`{name}` cannot be assessed in columns: {text}; `decide` settles it one subject at a time",
    ),
    "too-large-for-columns": Term(
        "`{name}` 的数值可能超过 38 位数字，不能按列整表计算",
        "a number of `{name}` could have more than 38 digits, too many to assess it in columns",
    ),
    "no-column-of-ids": Term(
        "没有 `{name}` 栏，无从区分各行", "there is no column `{name}`, by which rows could be told apart"
    ),
    "column-of-type": Term("`{name}` 栏的类型是 {type}", "the column `{name}` is of type {type}"),
    "cast-column": Term(
        "该类型不能原样读取；请转换为 Int64、Float64、Decimal 或文字，或去掉该栏",
        "it cannot be read as it is: cast it to Int64, Float64, a decimal or text, or leave it out",
    ),
    "name-too-long": Term(
        "列名 `{name}` 超过 {most} 字节，PostgreSQL 会截断",
        "the column `{name}` has a name of more than {most} bytes, which PostgreSQL cuts",
    ),
    "unknown-ending": Term("结果文件的后缀须为：{endings}", "results are written to a file that ends in: {endings}"),
    "table-unwritable": Term("无法写入：{why}", "it cannot be written: {why}"),
    "write-folder-missing": Term("无法写入：没有这个文件夹", "it cannot be written: there is no such folder"),
    "write-forbidden": Term(
        "无法写入：没有权限，或文件正被打开", "it cannot be written: forbidden, or the file is open"
    ),
    "disk-full": Term("无法写入：磁盘已满", "it cannot be written: the disk is full"),
    "too-many-rows": Term(
        "结果超过 {most} 行，工作表放不下", "the results have more than {most} rows: too many for a sheet"
    ),
    "cell-too-long": Term(
        "结果中有超过 {most} 个字符的单元格", "a cell of the results has more than {most} characters"
    ),
    "write-csv": Term("请写入 .csv 文件", "write a .csv file"),
    "out-is-input": Term("结果文件就是所读的名册", "the results would be written over the register"),
    "utf-16": Term(
        "文件是 UTF-16 编码；请另存为 UTF-8 或 GB18030", "the file is in UTF-16: save it as UTF-8 or GB18030"
    ),
    "workbook-misnamed": Term(
        "这是 Excel 工作簿，文件名却不以 .xlsx 结尾", "this is a workbook whose name does not end in .xlsx"
    ),
    "workbook-damaged": Term("工作簿已损坏，或不是 Excel 文件：{why}", "the workbook is damaged, or is none: {why}"),
    "other-workbook": Term(
        "这种工作簿读不出公式错误和合并单元格，不予读取",
        "workbooks of this kind hide failed formulas and merged cells, and are not read",
    ),
    "save-as-xlsx": Term("请在 Excel 或 WPS 中另存为 .xlsx", "save it as .xlsx"),
    "unknown-encoding": Term("编码既不是 UTF-8 也不是 GB18030", "the file is neither in UTF-8 nor in GB18030"),
    "unknown-sheet": Term("没有工作表“{sheet}”", "there is no sheet `{sheet}`"),
    "no-register": Term(
        "`{given}` 不是表；可用 polars、pandas、PyArrow、DuckDB、Spark 的表，或 CSV、Excel、Parquet 文件的路径",
        "`{given}` is no table: give a frame of polars, pandas, PyArrow, DuckDB or Spark, or a path to CSV, Excel, Parquet",
    ),
    "sheet-of-csv": Term("只有工作簿才有工作表，请不要指明工作表", "only a workbook has sheets: name none"),
    "not-json": Term("不是合法的 JSON：{why}", "not valid JSON: {why}"),
    "no-id-column": Term(
        "没有编号一栏；读到的栏名：{headings}", "no column holds an id; the headings read are: {headings}"
    ),
    "id-headings": Term("编号一栏可用：{members}", "an id is headed: {members}"),
    "other-sheet": Term(
        "工作表“{sheet}”有编号一栏，请加 --sheet {sheet}", "the sheet `{sheet}` has one: add --sheet {sheet}"
    ),
    "unknown-heading": Term(
        "不认识栏名“{heading}”，该栏未读", "`{heading}` is not a known heading; the column is not read"
    ),
    "unknown-qualifier": Term(
        "栏名“{heading}”括号内的“{qualifier}”不是该栏所用的单位，该栏未读",
        "`{heading}`: `{qualifier}` is not the unit of this heading; the column is not read",
    ),
    "write-unit": Term("请换算后写“{heading}”", "convert it, and write `{heading}`"),
    "other-unit-above": Term(
        "表上写有“{text}”，不是这些栏所用的单位；未读：{fields}",
        "above the table stands `{text}`, another unit than these are counted in; not read: {fields}",
    ),
    "value-in-other-unit": Term(
        "表上写有另外的单位，{field} 的值 `{value}` 未读",
        "another unit stands above the table: `{value}` is not read as {field}",
    ),
    "convert-to-unit": Term(
        "请换算成{units}，并改正或删去表上的单位", "convert to {units}, and correct or remove the unit above the table"
    ),
    "drop-qualifier": Term("若只是备注，请写“{heading}”", "if it is a mere remark, write `{heading}`"),
    "doubled-heading": Term(
        "栏名“{heading}”与“{first}”同为 {field}，两栏都读，内容不同的按未知处理",
        "`{heading}` and `{first}` both head `{field}`: both are read, and where they differ it is unknown",
    ),
    "columns-differ": Term("`{field}` 的几栏内容不同：{values}", "the columns of `{field}` differ: {values}"),
    "unused-columns": Term("未使用的栏：{headings}", "columns not used: {headings}"),
    "unused-heading": Term("未使用的栏：{heading}", "column not used: {heading}"),
    "unheaded-columns": Term(
        "有内容而没有栏名的栏，未读：{columns}", "columns without a heading are not read: {columns}"
    ),
    "absent-columns": Term(
        "没有这些栏，相应事实未知：{fields}", "no columns for these facts, which are unknown: {fields}"
    ),
    "absent-events": Term(
        "没有这些栏，视为记录完整而未发生：{fields}",
        "no columns for these recorded events, which are taken not to have happened: {fields}",
    ),
    "other-members": Term(
        "“{field}”一栏中有政策未列名的：{values}", "{field}: the policy does not name these: {values}"
    ),
    "cells-beyond": Term(
        "有 {cells} 个单元格，表头只有 {columns} 个，各格属于哪一栏不明；未读该行",
        "{cells} cells under {columns} headings: nobody can say which belongs where; the row is not read",
    ),
    "quote-commas": Term("含逗号的单元格须加英文双引号", "a cell that holds a comma stands in double quotes"),
    "cells-wanting": Term(
        "只有 {cells} 个单元格，应有 {columns} 个；其余事实未知",
        "only {cells} cells of {columns}; the other facts are unknown",
    ),
    "quote-unclosed": Term("该行的引号没有闭合，未读该行", "a quote in this row is never closed; the row is not read"),
    "check-quotes": Term("请检查该行的英文引号", "check the double quotes of the row"),
    "doubled-id": Term(
        "编号 `{id}` 也在第 {rows} 行；这些行均未评定",
        "the id `{id}` stands in row {rows} too; none of them is assessed",
    ),
    "not-an-estate": Term(
        "编号是“{id}”，该行不是小区，未评定", "the id is `{id}`: the row is no estate and is not assessed"
    ),
    "id-too-large": Term(
        "编号 `{value}` 超过 15 位，Excel 已不能保留其全部数字",
        "the id `{value}` is a number that is too large for Excel to keep its digits",
    ),
    "date-for-id": Term("编号 `{value}` 是 Excel 日期", "the id `{value}` is a date of Excel"),
    "write-as-text": Term("请把该列设为文本后重新填写", "format the column as text and type it again"),
    "cell-error": Term("单元格是 Excel 错误值 `{value}`", "the cell shows the error `{value}`"),
    "no-cell": Term(
        "单元格里的 `{value}` 不是文字、数、日期或是否",
        "the cell holds `{value}`, which is neither text, a number, a day nor yes or no",
    ),
    "formula-uncomputed": Term("公式没有算出结果", "the formula has no result"),
    "save-in-excel": Term("请在 Excel 中打开、保存后再试", "open and save the file in Excel"),
    "merged-across": Term("与左边一格合并，内容不明", "merged with the cell on its left: nobody can say what it holds"),
    "merged-number": Term(
        "`{field}` 的一个数占合并的几行，不知是各行的还是合计",
        "`{field}`: one number stands in several merged rows: of each, or of all together",
    ),
    "date-for-number": Term("`{field}` 的值 `{value}` 是日期，不是数", "`{field}` is the date `{value}`, not a number"),
    "format-as-date": Term(
        "若是 Excel 日期的序号，请把单元格设为日期格式", "if it is how Excel counts a day, format the cell as a date"
    ),
    "write-year": Term("只填年份，如 1995", "write the year alone, like 1995"),
    "write-in-full": Term("请写全数字，如 20000", "write the number in full, like 20000"),
    "looks-like": Term(
        "`{field}` 的值 `{value}` 不是政策所列的名称，却与之相似",
        "`{field}` is `{value}`, which resembles a name of the policy",
    ),
    # What can be wrong with sheets of records, and what is worth knowing of them.
    "no-records": Term("既不是工作簿，也不是文件夹", "this is neither a workbook nor a folder"),
    "no-estates": Term("没有小区名册", "there is no sheet of estates"),
    "no-such-sheet": Term("“{sheet}”不是资料表，未读", "`{sheet}` is no sheet of records, and is not read"),
    "resembled-sheet": Term(
        "若是“{name}”，请改成此名或并入该表；若不是，请删去，或把名称改为以“说明”开头；在此之前，它可能载有的一律未知",
        "if it is `{name}`, name it so or merge it into that; if not, remove it or let its name begin with 说明; "
        "until then all that it may say is unknown",
    ),
    "sheets-there-are": Term(
        "请删去，或把名称改为以“说明”开头；资料表有：{members}",
        "remove it, or let its name begin with 说明; sheets of records are: {members}",
    ),
    "merge-sheets": Term(
        "请并为一张，或把其中一张的名称改为以“说明”开头，该表即不读",
        "merge them into one, or let the name of one begin with 说明: it is not read then",
    ),
    "sheet-twice": Term("“{second}”与“{first}”是同一种表", "`{second}` is the same sheet as `{first}`"),
    "not-csv": Term("文件夹中的资料须是 .csv 文件，未读", "in a folder, records are .csv files; this one is not read"),
    "save-as-csv": Term("请另存为 .csv", "save it as .csv"),
    "absent-list": Term("没有“{sheet}”表：视为没有记录", "no sheet `{sheet}`: it is taken that there are none"),
    "empty-list": Term(
        "“{sheet}”表没有一行：视为没有记录", "no row in sheet `{sheet}`: it is taken that there are none"
    ),
    "empty-sheet": Term(
        "“{sheet}”表没有一行：其中的事实未知，其中的记录事项视为没有发生",
        "no row in sheet `{sheet}`: its facts are unknown, its recorded events are taken not to have happened",
    ),
    "absent-sheet": Term(
        "没有“{sheet}”表：其中的事实未知，其中的记录事项视为没有发生",
        "no sheet `{sheet}`: its facts are unknown, its recorded events are taken not to have happened",
    ),
    "no-key-heading": Term(
        "表中没有表头，未读；读到的栏名：{headings}",
        "the sheet has no heading and is not read; the headings read are: {headings}",
    ),
    "no-key-columns": Term(
        "缺少必需的栏，各行因此不知所指", "columns are missing without which no row tells what it is of"
    ),
    "key-headings": Term("须有：{headings}", "needed: {headings}"),
    "not-a-record": Term("该行是“{word}”，不是记录，未读", "the row is `{word}`: it is no record, and is not read"),
    "estate-untold": Term(
        "编号 `{estate}` 在小区名册中有几行，不知指哪一个小区",
        "the id `{estate}` stands in several rows of the estates: nobody can say which is meant",
    ),
    "change-of-nobody": Term("名册中没有小区 {estate}", "there is no estate {estate}"),
    "day-and-range": Term(
        "变化日期已知的，不填最早、最晚日期；何时变化按未知处理",
        "where the day is known, there is no earliest and no latest; when it changed is taken for unknown",
    ),
    "doubled-voucher": Term(
        "凭证号 `{number}` 也在第 {rows} 行，小区、用途相同，所付月份重叠或不明；这些凭证算不算数按未知处理",
        "the voucher number `{number}` stands in row {rows} too, for the same estate, purpose and months, "
        "as far as is known; whether any of them counts is unknown",
    ),
    "doubled-evaluation": Term(
        "小区 {estate} {year} 年度的评价也在第 {rows} 行，按未知处理",
        "the evaluation of {estate} in {year} stands in row {rows} too, and is unknown",
    ),
    "doubled-decision": Term(
        "小区 {estate} {year} 年度的决定 `{file_number}` 也在第 {rows} 行；该年度有哪些决定按未知处理",
        "the decision `{file_number}` on {estate} in {year} stands in row {rows} too; which there are is unknown",
    ),
    "doubled-district": Term(
        "{district} {year} 年度也在第 {rows} 行，按未知处理",
        "{district} in {year} stands in row {rows} too, and is unknown",
    ),
    "doubled-use": Term(
        "支出编号 `{id}` 也在第 {rows} 行；该年度有哪些支出按未知处理",
        "the use `{id}` stands in row {rows} too; which there are in the year is unknown",
    ),
    "january-or-october": Term(
        "`{field}` 的值 `{value}` 可能是 1 月，也可能是 10 月：Excel 把 10 月显示成这样",
        "`{field}` is `{value}`, which may be January or October: Excel keeps no nought at the end of a number",
    ),
    "write-month": Term("请写 2019-01 或 2019-10 这样的文字", "write text, like 2019-01 or 2019-10"),
    "no-facts": Term("没有读到任何事实", "not one fact could be read"),
    "no-id": Term("没有编号（`{field}`）", "`{field}` is missing"),
    "given-twice": Term("`{field}` 已在 `{first}` 给出", "`{field}` is given already, as `{first}`"),
}
"""By code; what stands in braces is filled in."""
