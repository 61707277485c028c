"""The facts of one subject in a file, or in a text as the body of a request is one."""

from pathlib import Path

import pytest

from estate_policy import Estate, TableError, load_policy, read_subject, subject_of_json
from estate_policy.language.files import LARGEST_FILE

POLICY = load_policy()
READ = [
    '{"id": "A", "completion_year": 1996, "gross_floor_area": 9999999.99}',
    '{"小区编号": "A", "总建筑面积": "80m²", "是否落实整治改造": "未落实", "merged": "unknown"}',
    '{"id": "A", "completion_year": 1e3, "renovatd": true, "renovated": [1], "merged": false}',
]
REFUSED = ["{", "[]", "", "{}", '{"id": "A"}', '{"id": "A", "id": "B"}', '{"completion_year": 1996}', "[" * 100_000]


@pytest.mark.parametrize("text", READ)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_of_json_is_read_as_a_file_is(text: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(text.encode(encoding))
    of_file = read_subject(file, POLICY, Estate)

    for given in (text, text.encode(encoding)):
        found = subject_of_json(given, POLICY, Estate)
        assert (found.subject, found.unknown_events) == (of_file.subject, of_file.unknown_events)
        assert [(one.message, one.hint) for one in found.problems] == [
            (one.message, one.hint) for one in of_file.problems
        ]


def test_a_number_of_json_keeps_its_digits() -> None:
    """A float of 64 bits has it as 0.1000000000000000055511151231257827."""
    found = subject_of_json('{"id": "A", "gross_floor_area": 0.10}', POLICY, Estate)

    assert str(found.subject.gross_floor_area) == "0.10"  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", REFUSED)
def test_a_text_that_holds_no_subject_is_refused(text: str) -> None:
    with pytest.raises(TableError, match=r"^JSON"):
        subject_of_json(text, POLICY, Estate)


def test_a_text_larger_than_a_file_may_be_is_refused_unread() -> None:
    with pytest.raises(TableError, match="JSON: the file is larger than"):
        subject_of_json("{" * (LARGEST_FILE + 1), POLICY, Estate)
