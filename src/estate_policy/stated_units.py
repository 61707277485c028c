"""Another unit that stands above a table, in a title or a remark, and makes other numbers of what is below it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

import attrs

from estate_policy.given import unit_words
from estate_policy.law import BaseUnit
from estate_policy.schema import Field, QuantityFact, fields_of
from estate_policy.tables import Table, heading_text
from estate_policy.words_written import plain

_OWN: Mapping[str, frozenset[str]] = {
    "money": frozenset({"元", "人民币", "人民币元", "rmb", "cny", "yuan", "rmbyuan"}),
    "area": frozenset({"平方米", "平米", "m2", "sqm", "squaremetre", "squaremetres", "squaremeter", "squaremeters"}),
}
"""How the units are also written in which amounts and areas stand, by what they measure."""

_OTHER: Mapping[str, frozenset[str]] = {
    "money": frozenset(
        {"美元", "港元", "港币", "欧元", "日元", "usd", "hkd", "eur", "dollar", "dollars", "euro", "euros"}
    ),
    "area": frozenset(
        {"亩", "公亩", "公顷", "平方公里", "平方千米", "平方英尺", "km2", "ha", "hectare", "hectares", "mu", "sqft"}
    ),
}
"""Other units that offices use."""

_MULTIPLE = (
    r"(?:(?!1(?![0-9.,]))[0-9][0-9.,]*(?:thousand|million|k)?|[0-9.,]*[十百千万萬亿億]+|k|mn|'000"
    r"|(?:(?:ten|hundred|thousand|million|billion)s?(?:of)?)+)"
)
_BARE = re.compile(r"[十百]*[千万萬亿億]+|'000|(?:(?:ten|hundred|thousand|million|billion)s?(?:of)?)+")
"""A multiple that says what it is of without saying it: any."""

_LONGEST = 40
_STATED = (
    re.compile(r"\bunits?\s*[:=]([^()\[\]]*)"),
    re.compile(r"\bin ((?:[0-9]|rmb|cny|tens?\b|hundreds?\b|thousands?\b|millions?\b)[^()\[\]]*)"),
    re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]"),
)
_LABELLED = re.compile(
    r"(?:(金额|货币|面积)|计量|数量|数据|(?<![\u4e00-\u9fff]))单位\s*(:|均?为|是)?([^()\[\]【】。;]*)|以([^,。:]{1,8}?)为单位"
)
_DIGITS_APART = re.compile(r"(?<=[0-9])[, ](?=[0-9]{3})")
_APART = re.compile(r"[/、,;和及·]")


@attrs.frozen
class StatedUnit:
    """A row above the table that states another unit, and what that measures: `money`, `area`."""

    row: int
    text: str
    measures: frozenset[str]


def stated_units(table: Table, subject: type, units: Mapping[str, BaseUnit]) -> Iterator[StatedUnit]:
    """The other units that stand above a table.

    Words that are no unit, such as the office that fills the table in, state none.
    """
    own = _own_words(subject, units)
    for row in table.above:
        cells = [text for cell in row.cells if (text := heading_text(cell))]
        text = " ".join(cells)
        measures = frozenset(_measures(text, cells, own))
        if measures:
            yield StatedUnit(row.number, text, measures)


def measured(field: Field, units: Mapping[str, BaseUnit]) -> frozenset[str]:
    """What the units of a field measure: of yuan per square metre, money and area."""
    if not isinstance(field, QuantityFact):
        return frozenset()
    return frozenset(units[base].measures for base in re.split(r"[*/]", field.unit) if base in units)


def _own_words(subject: type, units: Mapping[str, BaseUnit]) -> Mapping[str, frozenset[str]]:
    """How the units of money and area are written, by what they measure."""
    words = {measure: set(own) for measure, own in _OWN.items()}
    for unit in units.values():
        words.get(unit.measures, set()).update(map(_spaceless, (unit.name, unit.term.zh, unit.term.en)))
    for field in fields_of(subject).values():
        if isinstance(field, QuantityFact) and field.unit in units:
            words.get(units[field.unit].measures, set()).update(map(_spaceless, unit_words(field, units)))
    return {measure: frozenset(those) for measure, those in words.items()}


def _measures(text: str, cells: list[str], own: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What the other units measure that a row states."""
    folded = _DIGITS_APART.sub("", unicodedata.normalize("NFKC", text).casefold())
    for labelled in _LABELLED.finditer(folded):
        label, sign, stated, by = labelled.groups()
        known, other = _read(stated or by or "", own)
        yield from other
        if label is not None and sign == ":" and stated.strip() and not known:
            yield "area" if label == "面积" else "money"
    for pattern in _STATED:
        for each in pattern.finditer(folded):
            yield from _read(each[1], own)[1]
    for cell in cells:
        yield from _read(_DIGITS_APART.sub("", plain(cell)), own)[1]


def _read(stated: str, own: Mapping[str, frozenset[str]]) -> tuple[bool, set[str]]:
    """Whether words name a unit of money or area, and what those measure that are other ones."""
    known, other = False, set[str]()
    for part in _APART.split(stated):
        whole = _spaceless(part)
        words = [whole] if _other(whole, own) or _is_own(whole, own) else part.split()
        known = known or any(_is_own(word, own) or _other(word, own) for word in words)
        other |= set().union(*(_other(word, own) for word in words))
    return known, other


def _is_own(word: str, own: Mapping[str, frozenset[str]]) -> bool:
    return any(word.removeprefix("1") in words for words in own.values())


def _other(word: str, own: Mapping[str, frozenset[str]]) -> set[str]:
    """What a word measures that names another unit; a multiple of nothing may be of any."""
    if len(word) > _LONGEST:
        return set()
    if _BARE.fullmatch(word):
        return set(own)
    return {
        measure
        for measure, words in own.items()
        if word in _OTHER[measure]
        or any(
            (word.endswith(one) and re.fullmatch(f"(?:人民币|rmb)?{_MULTIPLE}", word.removesuffix(one)))
            or (word.startswith(one) and re.fullmatch(_MULTIPLE, word.removeprefix(one)))
            for one in words | _OTHER[measure]
        )
    }


def _spaceless(text: str) -> str:
    return "".join(plain(text).split())
