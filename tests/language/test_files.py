"""YAML as nodes: digits and places survive, and what could hide or explode is refused."""

import shutil
from pathlib import Path

import pytest

from estate_policy.errors import Location, PolicyError
from estate_policy.language.files import DEEPEST_NESTING, LARGEST_FILE, Mapping, Node, Scalar, Sequence, compose
from tests.changed import load, problems
from tests.harbour import POLICY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(POLICY, tmp_path / "policy"))


def refusal(text: str) -> str:
    with pytest.raises(PolicyError) as caught:
        compose(text, "file.yaml")
    return str(caught.value)


def scalars(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence():
            return [scalar for item in node.items for scalar in scalars(item)]
        case Mapping():
            return [scalar for entry in node.entries for scalar in (entry.key, *scalars(entry.value))]


NO_START = "found character that cannot start any token"
NO_MAPPING = "mapping values are not allowed in this context"
COMMA = "within brackets, `, ` stands between entries, a plain comma and a space; close them"
ALIGN = "lines that stand side by side begin in the same column"
QUOTES = f"words that hold `: ` stand in quotes; {ALIGN}"
COLON = "here or on the line above, `: ` stands after a name: a plain colon and a space"


@pytest.mark.parametrize(
    "digits", ["0.30", "1e5", "0x10", "010", "1_000", "yes", "null", "~", "2020-01-01", "1:30", ".inf"]
)
def test_a_scalar_is_the_text_as_written(digits: str) -> None:
    actual = compose(f"a: {digits}", "file.yaml")

    assert [scalar.text for scalar in scalars(actual)] == ["a", digits]


@pytest.mark.parametrize(
    ("text", "line", "column", "exact"),
    [
        ("键: 文字", 1, 4, True),
        ("键: '文字'", 1, 5, True),
        ('键: "文字"', 1, 5, True),
        ("{甲: 乙, 键: 文字}", 1, 11, True),
        ("# 注\n键:\n  文字", 3, 3, True),
        ("键: >-\n  文字", 1, 4, False),
        ("键: |-\n  文字", 1, 4, False),
        ('键: "\\u6587字"', 1, 4, False),
        ("键: [甲, 文字]", 1, 8, True),
        ("\r\n键: 文字\r\n", 2, 4, True),
    ],
)
def test_a_scalar_keeps_its_place_in_lines_and_characters(text: str, line: int, column: int, *, exact: bool) -> None:
    actual = scalars(compose(text, "file.yaml"))[-1]

    assert actual == Scalar("文字", Location("file.yaml", line, column), exact=exact)


def test_a_text_over_several_lines_is_placed_where_it_begins() -> None:
    actual = scalars(compose("键: 甲\n  乙", "file.yaml"))[-1]

    assert actual == Scalar("甲 乙", Location("file.yaml", 1, 4), exact=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: !!python/object/apply:os.system [id]",
            "1:4: YAML tags are refused: `tag:yaml.org,2002:python/object/apply:os.system`",
        ),
        ("a: !own b", "1:4: YAML tags are refused: `!own`"),
        ("a: !!str 1", "1:4: YAML tags are refused: `tag:yaml.org,2002:str`"),
        ("a: &x [b]\nc: d", "1:4: YAML anchors and aliases are refused: `&x`"),
        ("a: *x", "1:4: YAML anchors and aliases are refused: `*x`"),
        ("<<: *x", "1:5: YAML anchors and aliases are refused: `*x`"),
        ("a: &a [1]\nb: &b [*a,*a]\nc: [*b,*b]", "1:4: YAML anchors and aliases are refused: `&a`"),
        ("a: b\n---\nc: d", "2:1: a second YAML document in one file"),
        ("", "1:1: the file is empty"),
        ("# nothing\n", "1:1: the file is empty"),
        ("a: b\na: c", "2:1: `a` stands here a second time, first at file.yaml:1:1"),
        ("x: {a: b, 'a': c}", "1:12: `a` stands here a second time, first at file.yaml:1:5"),
        ("? [a]\n: b", "1:3: expected a name"),
        ("a: [b", f"2:1: not valid YAML: did not find expected ',' or ']' (hint: {COMMA})"),
        ("a: {b: c\uff0c d: e}", f"1:12: not valid YAML: did not find expected ',' or '}}' (hint: {COMMA})"),
        ("a:\n\tb: c", f"2:1: not valid YAML: {NO_START} (hint: indent by spaces, not by tabs)"),
        ("a: b: c", f"1:5: not valid YAML: {NO_MAPPING} (hint: {QUOTES})"),
        ("a:\n  b: c\n\u3000d: e\n  f: g", f"4:4: not valid YAML: {NO_MAPPING} (hint: indent by plain spaces)"),
        ("a: 'b", "1:6: not valid YAML: found unexpected end of stream (hint: a quote or bracket is never closed)"),
        ("x: y\na:b\nc: d", f"3:1: not valid YAML: could not find expected ':' (hint: {COLON})"),
        ("x: y\na\uff1ab\nc: d", f"3:1: not valid YAML: could not find expected ':' (hint: {COLON})"),
        ("a: b\u202ec", "1:5: holds the hidden character U+202E"),
        ("甲: b\n乙: c\u200bd", "2:5: holds the hidden character U+200B"),
        ("# a comment\u2066\na: b", "1:12: holds the hidden character U+2066"),
        ('a: "b\\u202ec"', "1:4: holds the hidden character U+202E"),
        ("a: b\x00c", "1:5: holds the hidden character U+0000"),
        ("a: b\x85c: d", "1:5: holds the hidden character U+0085"),
        ("a: b\u2028c: d", "1:5: holds the hidden character U+2028"),
        ("a\U000e0041: b", "1:2: holds the hidden character U+E0041"),
        ("[" * 21 + "]" * 21, "1:21: nested more than 20 deep"),
    ],
)
def test_yaml_that_could_hide_or_explode_is_refused_where_it_does(text: str, expected: str) -> None:
    actual = refusal(text)

    assert actual == f"file.yaml:{expected}"


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000])
def test_yaml_nested_to_overflow_is_refused_wherever_the_parser_stops(text: str) -> None:
    actual = refusal(text)

    assert actual.endswith(": nested more than 20 deep")


def test_every_duplicate_key_of_a_file_is_reported() -> None:
    actual = refusal("a: b\na: c\nd: {e: 1, e: 2}")

    assert actual.splitlines() == [
        "file.yaml:3:11: `e` stands here a second time, first at file.yaml:3:5",
        "file.yaml:2:1: `a` stands here a second time, first at file.yaml:1:1",
    ]


def test_nesting_up_to_the_limit_is_read() -> None:
    actual = compose("[" * DEEPEST_NESTING + "文" + "]" * DEEPEST_NESTING, "file.yaml")

    assert [scalar.text for scalar in scalars(actual)] == ["文"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe", "it is not in UTF-8 (byte 1)"),
        (b"a: \xe4\xb8", "it is not in UTF-8 (byte 4)"),
        (b"- a\n- b\n", "expected a mapping of names"),
        (b"words", "expected a mapping of names"),
        (b"", "the file is empty"),
        (b"a: b\n" * (LARGEST_FILE // 5 + 1), "the file is larger than 1000000 bytes"),
    ],
)
def test_a_file_that_is_no_policy_is_refused_alone(folder: Path, content: bytes, expected: str) -> None:
    """What other files then miss is not reported: it may well be in the one that could not be read."""
    (folder / "harbour/01-dues.yaml").write_bytes(content)

    actual = problems(folder)

    assert actual == [f"policy/harbour/01-dues.yaml:1:1: {expected}"]


def test_a_file_that_cannot_be_read_does_not_make_others_wrong(folder: Path) -> None:
    dues = folder / "harbour/01-dues.yaml"
    first, second = dues.read_text("utf-8").split('"2":')
    dues.write_text(first + "  :", "utf-8")
    (folder / "harbour/02-rates.yaml").write_text('"2":' + second.replace("unit: share", "unit: shore"), "utf-8")

    actual = problems(folder)

    assert actual == [
        f"policy/harbour/01-dues.yaml:32:3: not valid YAML: did not find expected key (hint: {ALIGN})",
        "policy/harbour/02-rates.yaml:30:13: `shore` is not a unit (hint: allowed: crown, ton, month, year, share)",
    ]


def test_a_document_whose_days_are_ill_written_does_not_make_its_figures_wrong(folder: Path) -> None:
    for name, old, new in (
        ("document.yaml", "in_force: 2000-01-01..", "in_force: since 2000"),
        ("01-dues.yaml", "{..2009-12-31: 0.4, 2010-01-01..: 0.5}", "{2000-01-01..: 0.5}"),
    ):
        path = folder / "harbour" / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    actual = problems(folder)

    assert actual == [
        "policy/harbour/document.yaml:3:11: `since 2000` is not a period: write always or 2020-01-01..2020-12-31"
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_key(folder: Path) -> None:
    path = folder / "harbour/document.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    actual = load(folder).documents.keys()

    assert actual == {"harbour"}


def test_a_folder_without_policy_is_refused(tmp_path: Path) -> None:
    actual = problems(tmp_path / "nothing")

    assert actual == [f"nothing:1:1: there is no folder {tmp_path / 'nothing'}"]


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    actual = problems(tmp_path)

    assert actual == [f"{tmp_path.name}:1:1: no folder of {tmp_path} holds a document.yaml"]


def test_the_folder_of_one_document_is_refused_with_the_way_up(folder: Path) -> None:
    actual = problems(folder / "harbour")

    assert actual == [
        (
            f"harbour:1:1: no folder of {folder / 'harbour'} holds a document.yaml"
            " (hint: this is the folder of one document: name the one above it)"
        )
    ]


def test_a_file_that_would_not_be_read_for_its_ending_is_named(folder: Path) -> None:
    (folder / "harbour/02-more.yml").write_text("", "utf-8")

    actual = problems(folder)

    assert actual == ["policy/harbour/02-more.yml:1:1: the file is not read (hint: let its name end in .yaml)"]


def test_a_document_without_declarations_is_refused(folder: Path) -> None:
    (folder / "harbour/document.yaml").unlink()

    actual = problems(folder)

    assert actual == ["policy/harbour:1:1: the folder `harbour` holds no document.yaml"]


def test_a_second_document_without_declarations_is_refused_and_not_left_out(folder: Path) -> None:
    (folder / "annex").mkdir()
    (folder / "annex/01.yaml").write_text("a: b", "utf-8")

    actual = problems(folder)

    assert actual == ["policy/annex:1:1: the folder `annex` holds no document.yaml"]


def test_a_folder_in_the_place_of_a_file_is_refused(folder: Path) -> None:
    (folder / "harbour/03.yaml").mkdir()

    actual = problems(folder)

    assert actual == ["policy/harbour/03.yaml:1:1: this is a folder, not a file"]


def test_two_documents_cannot_declare_one_thing(folder: Path) -> None:
    shutil.copytree(folder / "harbour", folder / "island")
    text = (folder / "harbour/document.yaml").read_text("utf-8")
    (folder / "island/document.yaml").write_text(text.replace("document: harbour", "document: island"), "utf-8")
    (folder / "island/01-dues.yaml").write_text('"1": {title: {zh: 一, en: one}, text: words}', "utf-8")

    actual = problems(folder)

    assert actual == [
        "policy/island/document.yaml:4:12: `ship` has its headline already, at policy/harbour/document.yaml:4:12",
        "policy/island/document.yaml:6:3: `crown` is declared already, at policy/harbour/document.yaml:6:3",
        "policy/island/document.yaml:7:3: `ton` is declared already, at policy/harbour/document.yaml:7:3",
        "policy/island/document.yaml:8:3: `month` is declared already, at policy/harbour/document.yaml:8:3",
        "policy/island/document.yaml:9:3: `year` is declared already, at policy/harbour/document.yaml:9:3",
        "policy/island/document.yaml:11:3: `cargo` is declared already, at policy/harbour/document.yaml:11:3",
        "policy/island/document.yaml:17:3: `flag` is declared already, at policy/harbour/document.yaml:17:3",
        "policy/island/document.yaml:23:3: `body` is declared already, at policy/harbour/document.yaml:23:3",
        "policy/island/document.yaml:28:3: `trader` is declared already, at policy/harbour/document.yaml:28:3",
    ]


def test_the_digest_is_of_the_files_and_not_of_where_they_stand(folder: Path) -> None:
    moved = Path(shutil.copytree(folder, folder.parent / "elsewhere"))

    actual = load(moved).digest

    assert actual == load(folder).digest


def test_the_digest_changes_with_a_comment(folder: Path) -> None:
    before = load(folder).digest
    with (folder / "harbour/01-dues.yaml").open("a", encoding="utf-8") as file:
        file.write("# a comment\n")

    actual = load(folder).digest

    assert actual != before


def test_a_folder_is_named_even_where_its_path_does_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "harbour/01-dues.yaml").write_text("", "utf-8")
    monkeypatch.chdir(folder)

    actual = problems(Path())

    assert actual == ["policy/harbour/01-dues.yaml:1:1: the file is empty"]
