"""Tables in the encodings and shapes that offices use, in and out."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from estate_policy.errors import TableError
from estate_policy.results_file import write_table
from estate_policy.tables import read_table

ROWS = [["编号", "面积"], ["甲", "1.5"], ["", ""], ["乙", "2"]]


def text_file(folder: Path, content: bytes, name: str = "名册.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(TableError) as caught:
        read_table(path, sheet)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_every_usual_encoding_with_every_usual_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = "\r\n".join(delimiter.join(row) for row in ROWS)
    table = read_table(text_file(tmp_path, text.encode(encoding)))

    assert [(row.number, *row.cells) for row in (table.heading, *table.rows)] == [
        (1, "编号", "面积"),
        (2, "甲", "1.5"),
        (4, "乙", "2"),
    ]


def test_a_row_that_spans_lines_counts_from_its_first(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, b'id,note\n"a","one\ntwo"\nb,x\n'))

    assert [(row.number, row.cells) for row in table.rows] == [(2, ("a", "one\ntwo")), (4, ("b", "x"))]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "名册.csv: the table is empty"),
        (b"\n\n,,\n", "名册.csv: the table is empty"),
        ("编号".encode("utf-16"), "名册.csv: the file is in UTF-16: save it as UTF-8 or GB18030"),
        (b"\xff\xff\xff", "名册.csv: the file is neither in UTF-8 nor in GB18030"),
        (b"PK\x03\x04....", "名册.csv: this is a workbook whose name does not end in .xlsx"),
    ],
)
def test_what_holds_no_table_is_refused_with_the_reason(tmp_path: Path, content: bytes, message: str) -> None:
    assert refusal(text_file(tmp_path, content)) == message


def test_what_cannot_be_opened_is_refused_with_the_reason(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.csv") == f"{tmp_path}/nowhere.csv: there is no such file"
    assert refusal(tmp_path) == f"{tmp_path}: this is a folder, not a file"
    assert refusal(text_file(tmp_path, b"no workbook", "a.xlsx")).startswith(
        "a.xlsx: the workbook is damaged, or is none: "
    )


def test_a_cell_of_seventy_thousand_characters_is_read(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, b"id,note\na," + b"q" * 70_000))

    assert table.rows[0].cells[1] == "q" * 70_000


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "名册.xlsx"
    book = xlsxwriter.Workbook(str(path))
    first, second = book.add_worksheet("小区"), book.add_worksheet("其他")
    first.write_row(0, 0, ["编号", "面积", "日期", "是否"])
    first.write_row(2, 0, [1001, 1234.1])
    first.write_datetime(2, 2, datetime(2019, 6, 18), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001 a sheet knows no zone
    first.write_boolean(2, 3, True)
    second.write_row(0, 0, ["id"])
    second.write_row(1, 0, ["x"])
    book.close()
    return path


def test_a_workbook_gives_its_first_sheet_with_the_rows_as_numbered_there(workbook: Path) -> None:
    table = read_table(workbook)

    assert (table.sheet, table.heading.cells) == ("小区", ("编号", "面积", "日期", "是否"))
    assert [(row.number, row.cells) for row in table.rows] == [(3, (1001.0, 1234.1, date(2019, 6, 18), True))]
    assert str(table.place(3, 1)) == "名册.xlsx[小区]:B3 面积"


def test_another_sheet_is_read_by_its_name_and_a_wrong_name_is_refused_with_those_there_are(workbook: Path) -> None:
    assert read_table(workbook, "其他").rows[0].cells == ("x",)
    assert refusal(workbook, "小 区") == "名册.xlsx: there is no sheet `小 区` (hint: allowed: 小区, 其他)"


WRITTEN = [
    ["a", Decimal("0.1"), True, None],
    ["=1+1", Decimal("12345678901234567890.01"), False, "-x"],
]


def test_csv_is_written_for_spreadsheets_and_no_text_becomes_a_formula(tmp_path: Path) -> None:
    write_table(tmp_path / "out.csv", ["id", "面积", "so", "note"], WRITTEN)

    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["id", "面积", "so", "note"],
            ["a", "0.1", "true", ""],
            ["'=1+1", "12345678901234567890.01", "false", "'-x"],
        ]


def test_a_workbook_keeps_numbers_that_a_double_shows_exactly_and_writes_others_as_text(tmp_path: Path) -> None:
    write_table(tmp_path / "out.xlsx", ["id", "面积", "so", "note"], WRITTEN)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active

    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["id", "面积", "so", "note"],
        ["a", 0.1, "true", None],
        ["=1+1", "12345678901234567890.01", "false", "-x"],
    ]
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s"]
    assert sheet.freeze_panes == "C2"


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_an_interrupted_write_leaves_neither_a_part_nor_a_changed_file(tmp_path: Path, name: str) -> None:
    def rows() -> Iterator[list[object]]:
        yield ["a"]
        raise KeyboardInterrupt

    (tmp_path / name).write_text("as it was")
    with pytest.raises(KeyboardInterrupt):
        write_table(tmp_path / name, ["id"], rows())

    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "as it was")]


def test_a_folder_that_does_not_exist_and_an_ending_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"it cannot be written: there is no such folder"):
        write_table(tmp_path / "nowhere" / "out.csv", ["id"], [])
    with pytest.raises(TableError, match=r"that ends in: \.csv, \.xlsx"):
        write_table(tmp_path / "out.ods", ["id"], [])
