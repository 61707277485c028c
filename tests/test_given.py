"""Facts given as text: what registers write is read, and nothing is guessed."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy.errors import FactError
from estate_policy.given import fact_from_text
from estate_policy.law import Policy
from estate_policy.members import refuse_other_members
from estate_policy.schema import fields_of
from estate_policy.terms import Language
from tests.changed import loaded
from tests.harbour import Ship

HARBOUR: Policy = loaded()
RANGE = "allowed: 1 to 100000 tons"


def read(name: str, text: str) -> object:
    return fact_from_text(name, fields_of(Ship)[name], text, HARBOUR.enumerations, HARBOUR.units)


def refusal(name: str, text: str, language: Language = "en") -> str:
    with pytest.raises(FactError) as caught:
        read(name, text)
    return caught.value.text(language)


@pytest.mark.parametrize(
    "text", ["是", "有", "已", "√", "对", "true", "TRUE", "Yes", "y", "T", "1", "１", " 是 ", "已登记", "listed"]
)
def test_what_registers_write_for_yes_is_true(text: str) -> None:
    actual = read("listed", text)

    assert actual is True


@pytest.mark.parametrize(
    "text", ["否", "无", "未", "没有", "×", "x", "X", "false", "No", "n", "F", "0", "未登记", "Not listed"]
)
def test_what_registers_write_for_no_is_false(text: str) -> None:
    actual = read("listed", text)

    assert actual is False


@pytest.mark.parametrize("name", ["listed", "tonnage", "cargo", "flag"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "　",
        "未知",
        "不详",
        "不明",
        "待查",
        "unknown",
        "Unknown",
        "-",
        "—",
        "--",
        "/",
        "?",
        "？",
        "N/A",
        "null",
    ],
)
def test_what_registers_write_for_unknown_is_unknown_and_never_no(name: str, text: str) -> None:
    actual = read(name, text)

    assert actual is None


@pytest.mark.parametrize("text", ["perhaps", "是否", "2", "-1", "1.0", "已退役", "✓✗", "是 否"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    actual = refusal("listed", text)

    assert actual == (
        f"`listed` is `{text}`, which is neither yes nor no (hint: allowed: true, false, or nothing if unknown)"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", "12"),
        ("12.5", "12.5"),
        ("12.50", "12.50"),
        ("1,234.5", "1234.5"),
        ("12,345", "12345"),
        ("+12", "12"),
        ("１２．５", "12.5"),
        ("１２，３４５", "12345"),
        (" 12 ", "12"),
        ("12吨", "12"),
        ("12 吨", "12"),
        ("12　吨", "12"),
        ("12ton", "12"),
        ("12 Tons", "12"),
        ("12ｔｏｎ", "12"),
        ("1,234.5吨", "1234.5"),
        ("0012", "12"),
    ],
)
def test_a_number_is_read_with_its_digits_its_thousands_and_its_unit(text: str, expected: str) -> None:
    actual = read("tonnage", text)

    assert str(actual) == expected


_NO_NUMBERS = (
    "12 000|1.2.3|约2000|1e5|十|1,23|1234,567|12,34,567|.5|5.|5%|12-13|12~13|0x10|1_0|12²|①②|½|１２²|١٢|Ⅻ|NaN"
    "|Infinity|12㎡|12 crowns|12吨吨|吨|--5|+-5|12,|12\u202e"
)


@pytest.mark.parametrize("text", _NO_NUMBERS.split("|"))
def test_what_is_no_number_is_refused_and_not_mended(text: str) -> None:
    actual = refusal("tonnage", text)

    shown = text.replace("\u202e", "\\u202e")
    assert actual == f"`tonnage` is `{shown}`, which is not a number (hint: {RANGE})"


def test_what_is_no_number_is_refused_in_chinese() -> None:
    actual = refusal("tonnage", "约2000", "zh")

    assert actual == "`tonnage` 的值 `约2000` 不是数（提示：允许：1 至 100000 吨）"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("0", "0"), ("-5", "-5"), ("0.9", "0.9"), ("100000.1", "100000.1"), ("9" * 70_000, "9" * 40 + "…")],
)
def test_a_number_out_of_range_is_refused(text: str, shown: str) -> None:
    actual = refusal("tonnage", text)

    assert actual == f"`tonnage` is `{shown}` (hint: {RANGE})"


def test_a_number_of_too_many_decimals_is_refused() -> None:
    actual = refusal("tonnage", "12.55")

    assert actual == "`tonnage` is `12.55`, with too many decimals (hint: at most 1 decimals)"


@pytest.mark.parametrize("text", ["grain", "Grain", "粮食", "谷物", " ＧＲＡＩＮ "])
def test_a_member_is_known_by_its_name_its_words_and_what_registers_call_it(text: str) -> None:
    actual = read("cargo", text)

    assert actual == "grain"


@pytest.mark.parametrize("text", ["沙国（南部）", "沙国(南部)", "south sandland"])
def test_a_member_is_known_in_either_width_and_keeps_its_declared_name(text: str) -> None:
    actual = read("flag", text)

    assert actual == "沙国（南部）"


def test_another_member_of_an_open_enumeration_is_taken_as_it_is() -> None:
    actual = read("flag", " 岛国（北） ")

    assert actual == "岛国（北）"


def test_a_member_that_a_closed_enumeration_lacks_is_refused() -> None:
    actual = refusal("cargo", "盐")

    assert actual == "`cargo` is `盐` (hint: allowed: grain, oil, none)"


def test_a_member_with_a_hidden_character_is_refused() -> None:
    actual = refusal("flag", "雾\u200b国")

    assert actual == "`flag` is `雾\\u200b国`, with the hidden character U+200B"


def test_words_and_identities_keep_their_text() -> None:
    actual = read("id", " 0012 ")

    assert actual == "0012"


def test_a_blank_identity_is_refused() -> None:
    actual = refusal("id", "  ")

    assert actual == "`id` is blank"


@given(st.text(alphabet=st.sampled_from("0123456789,.+- 吨²①十e%１，"), max_size=8))
def test_a_number_that_is_read_has_the_digits_that_are_written(text: str) -> None:
    """Whatever is read is what the text says without its thousands, width and unit; the rest is refused."""
    try:
        number = read("tonnage", text)
    except FactError:
        return
    digits = text.replace("，", ",").replace("１", "1").strip(" 吨").replace(",", "")
    assert number == (None if text.strip() in {"", "-", "--"} else Decimal(digits))


@pytest.mark.parametrize("name", ["listed", "tonnage", "cargo", "flag", "id"])
@given(text=st.text())
def test_any_text_is_a_fact_or_a_fact_error(name: str, text: str) -> None:
    with suppress(FactError):
        assert isinstance(read(name, text), bool | Decimal | str | None)


@pytest.mark.parametrize("ship", [Ship(id="1"), Ship(id="1", cargo="grain", flag="雾国"), Ship(id="1", flag="岛国")])
def test_members_by_their_names_and_others_of_an_open_enumeration_are_taken(ship: Ship) -> None:
    """Nothing is returned: what is not taken raises."""
    refuse_other_members(ship, HARBOUR.enumerations)


@pytest.mark.parametrize(
    ("ship", "expected"),
    [
        (Ship(id="1", cargo="salt"), "`cargo` is `salt` (hint: allowed: grain, oil, none)"),
        (Ship(id="1", cargo="粮食"), "`cargo` is `粮食` (hint: did you mean `grain`?)"),
        (Ship(id="1", cargo="Grain"), "`cargo` is `Grain` (hint: did you mean `grain`?)"),
        (Ship(id="1", flag="Fogland"), "`flag` is `Fogland` (hint: did you mean `雾国`?)"),
        (Ship(id="1", flag="沙国(南部)"), "`flag` is `沙国(南部)` (hint: did you mean `沙国（南部）`?)"),
        (Ship(id="1", flag=" 雾国"), "`flag` is ` 雾国` (hint: did you mean `雾国`?)"),
    ],
)
def test_other_words_for_a_member_are_refused_where_its_name_is_due(ship: Ship, expected: str) -> None:
    """Rules would take them for another member: of an open enumeration, without a word."""
    with pytest.raises(FactError) as caught:
        refuse_other_members(ship, HARBOUR.enumerations)

    assert str(caught.value) == expected
