"""Files that are no receipt, each with what is said of it, and the commands that write, replay and redact receipts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from estate_policy import Receipt, ReceiptError, decide, read_receipt, receipt
from estate_policy.cli import main
from estate_policy.receipt_file import LARGEST_RECEIPT
from estate_policy.seal import digest_of
from tests.test_receipts import ESTATE, shipped

Record = dict[str, Any]
Change = Callable[[Record], object]


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def record() -> Record:
    one: Record = json.loads(receipt(decide(shipped(), ESTATE, engine="exact")).to_json())
    return one


def refused(content: bytes | str) -> str:
    """What is said of a file that is no receipt."""
    file = Path("r.json")
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ReceiptError) as caught:
        read_receipt(file)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "r.json:1:1: not valid JSON: Expecting value"),
        (b"{} {}", "r.json:1:4: not valid JSON: Extra data"),
        (
            b'\xef\xbb\xbf{"a": "b"}',
            "r.json: the file starts with a byte order mark (hint: save it as UTF-8 without one)",
        ),
        ("{}".encode("utf-16"), "r.json: it is not in UTF-8 (byte 1)"),
        (b'{"a": "b", "a": "c"}', "r.json: `a` stands twice in one place"),
        (b'{"a": 0.3}', 'r.json: the number 0.3 is not in quotes (hint: numbers are text, like "0.3")'),
        (b'{"a": 3e1}', 'r.json: the number 3e1 is not in quotes (hint: numbers are text, like "0.3")'),
        (b'{"a": NaN}', 'r.json: the number NaN is not in quotes (hint: numbers are text, like "0.3")'),
        (b"[" * 100_000, "r.json: nested more than 40 deep"),
        (b'"' + b'\\"' * 100_000, "r.json:1:1: not valid JSON: Unterminated string starting at"),
        (b"[]", "r.json: [] is not a mapping of names"),
        (
            b'{"schema": "estate-policy/receipt/2"}',
            "r.json: its shape is `estate-policy/receipt/2`; this version reads ",
        ),
        (b"{}", "r.json: `schema` is missing"),
        (b" " * (LARGEST_RECEIPT + 1), f"r.json: the file is larger than {LARGEST_RECEIPT} bytes"),
    ],
    ids=range(14),
)
def test_a_file_that_is_no_receipt_is_refused_with_the_reason(content: bytes, problem: str) -> None:
    assert refused(content).startswith(problem)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda one: one.pop("engine"), "r.json: `engine` is missing"),
        (lambda one: one.update(note="x"), "r.json: `note` is not a key here"),
        (lambda one: one["policy"].pop("day"), "r.json /policy: `day` is missing"),
        (lambda one: one.update(records_complete="yes"), 'r.json /records_complete: "yes" is neither true nor false'),
        (
            lambda one: one["subject"]["facts"].update(name=["a"]),
            'r.json /subject/facts/name/0: "a" is not a mapping of names',
        ),
        (
            lambda one: one["subject"]["facts"].update(name={"redacted": None}),
            "r.json /subject/facts/name/redacted: null is not text",
        ),
        (lambda one: one["answers"]["in_scope"].pop("trace"), "r.json /answers/in_scope: `trace` is missing"),
        (
            lambda one: one["answers"].update(in_scope="yes"),
            'r.json /answers/in_scope: "yes" is not a mapping of names',
        ),
        (lambda one: one.update(amendments={}), "r.json /amendments: {} is not a list"),
        (lambda one: one["salts"].update(nam="00"), "r.json /salts: `nam` is not a fact of `estate`"),
        (
            lambda one: one["salts"].update(id=one["salts"].pop("id")),
            "r.json /salts: the salts are not in the order of the facts",
        ),
        (
            lambda one: one["rests_on"]["answers"].update(in_scope=["nam"]),
            "r.json /rests_on/answers/in_scope: `nam` is not a fact of `estate`",
        ),
        (lambda one: one["rests_on"]["answers"].pop("in_scope"), "r.json /rests_on/answers: `in_scope` is missing"),
        (
            lambda one: one["unknown_events"].update(nam=True),
            "r.json /unknown_events: `nam` is not a fact of `estate`",
        ),
        (lambda one: one.update(digest=None), "r.json /digest: null is not text"),
        (lambda one: one["subject"].pop("ids"), "r.json /subject: `ids` is missing"),
        (
            lambda one: one["subject"]["facts"].update(estate={"id": "A", "merged": [True]}),
            "r.json /subject/facts/estate/merged/0: true is not a mapping of names",
        ),
        (
            lambda one: one["salts"].update({"name.id": "00"}),
            "r.json /salts: `name.id` is not a fact of `estate`",
        ),
        (lambda one: one["answers"]["in_scope"].pop("left_out"), "r.json /answers/in_scope: `left_out` is missing"),
        (
            lambda one: one["answers"]["in_scope"].update(ends="none"),
            'r.json /answers/in_scope/ends: "none" is not a list',
        ),
        (
            lambda one: one["amendments"].append({"name": "a", "digest": "b", "in_force": "yes"}),
            'r.json /amendments/0/in_force: "yes" is neither true nor false',
        ),
    ],
    ids=range(21),
)
def test_a_receipt_of_a_wrong_shape_is_refused_with_the_place(change: Change, problem: str) -> None:
    one = record()
    change(one)

    assert refused(json.dumps(one)) == problem


def test_a_receipt_that_is_not_there_or_cannot_be_written_is_said_to_be_so() -> None:
    with pytest.raises(ReceiptError, match=r"nowhere\.json: there is no such file"):
        read_receipt("nowhere.json")
    with pytest.raises(ReceiptError, match="it cannot be written: there is no such folder"):
        Receipt(record()).write("nowhere/r.json")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit status, the output, the errors."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def resealed(change: Change) -> str:
    one = record()
    change(one)
    Receipt({**one, "digest": digest_of(one)}).write("r.json")
    return "r.json"


def test_deciding_writes_the_receipt_and_says_its_digest_beside_the_results(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.yaml").write_text("id: A\n建成年份: 1996\n", "utf-8")
    status, out, err = run(capsys, "decide", "a.yaml", "--on", "2019-07-01", "--json", "--receipt", "r.json")

    assert (status, json.loads(out)["facts"]["id"]) == (0, "A")
    assert err == f"Receipt: r.json; keep its digest elsewhere: {read_receipt('r.json').digest}\n"


def test_a_receipt_that_is_reproduced_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    file = resealed(lambda _: None)
    count = len(read_receipt(file).record["answers"])
    status, out, _ = run(capsys, "replay", file, "--lang", "zh")

    assert (status, out.splitlines()[-1]) == (0, f"2019-07-01 有效的规定：{count} 项结论及其推理逐字重现。")


def test_a_receipt_that_differs_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    name = resealed(lambda one: one["answers"]["yearly_district_subsidy"].update(value="289"))
    status, out, _ = run(capsys, "replay", name)

    assert status == 1
    assert out.splitlines()[1:] == [
        '/answers/yearly_district_subsidy/value: recorded "289", replayed "288"',
        "Not reproduced; differences: 1.",
    ]


def test_of_many_differences_the_first_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    name = resealed(lambda one: one["subject"]["facts"].update(infrastructure_aged=False, completion_year="2001"))
    _, out, _ = run(capsys, "replay", name)

    assert out.splitlines()[-2].startswith("… and ")
    assert len(out.splitlines()) == 53


def test_another_version_is_named_and_compared(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "replay", resealed(lambda one: one.update(version="0.0.9")))

    assert (status, out.splitlines()[1]) == (
        0,
        "Written by version 0.0.9, replayed by version 0.1.0; the results are compared all the same",
    )


def test_another_policy_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "replay", resealed(lambda one: one["policy"].update(digest="sha256:0")))

    assert status == 2
    assert out.splitlines()[-1].startswith(
        "Not replayed: the receipt is of the policy sha256:0, the one at hand is sha"
    )


def test_a_redacted_receipt_ends_with_2_and_names_what_was_not_replayed(capsys: pytest.CaptureFixture[str]) -> None:
    redacted = run(capsys, "redact", resealed(lambda _: None), "--fact", "renovated", "--out", "less.json")
    status, out, _ = run(capsys, "replay", "less.json")

    assert redacted[:2] == (0, "")
    said = redacted[2].rstrip().partition("what they conclude stays, and may give the facts away: ")[2].split(", ")
    assert {"district_subsidy_rate", "monthly_district_subsidy"} < set(said)
    assert status == 2
    assert out.splitlines()[1] == "Redacted facts: renovated"
    assert out.splitlines()[2].partition("could not be replayed: ")[2].split(", ") == said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["redact", "r.json", "--fact", "name", "--out", "r.json"], "r.json: it would be written over the file "),
        (
            ["redact", "r.json", "--fact", "nam", "--out", "l.json"],
            "`nam` is not a fact of `estate` (hint: did you mean `name`? the receipt has its facts under `subject`)",
        ),
        (["redact", "r.json", "--out", "l.json"], "--fact is missing."),
        (["decide", "a.yaml", "--receipt", "a.yaml"], "a.yaml: it would be written over the file that is read"),
        (["replay", "a.yaml"], "a.yaml:1:1: not valid JSON: "),
    ],
)
def test_what_cannot_run_ends_with_2_and_leaves_every_file(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    Path("a.yaml").write_text("id: A\n建成年份: 1996\n", "utf-8")
    before = Path(resealed(lambda _: None)).read_bytes()
    status, out, err = run(capsys, *arguments)

    assert (status, out, err.startswith(message)) == (2, "", True), err
    assert (Path("r.json").read_bytes(), Path("l.json").exists()) == (before, False)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda one: one["subject"]["facts"].update(completion_year="9996"), "`completion_year` is `9996` (hint: "),
        (lambda one: one["policy"].update(day="2019-02-30"), "`2019-02-30` is not a day"),
        (lambda one: one["subject"].update({"is": "ship"}), "`ship` is not a subject"),
        (lambda one: (one["subject"]["facts"].pop("id"), one["salts"].pop("id")), "`id` is missing"),
        (
            lambda one: one["subject"]["facts"].update(owner=None) or one["salts"].update(owner="00"),
            "`owner` is not a fact",
        ),
    ],
    ids=range(5),
)
def test_facts_that_nobody_could_decide_on_end_with_2(
    capsys: pytest.CaptureFixture[str], change: Change, message: str
) -> None:
    status, _, err = run(capsys, "replay", resealed(change))

    assert (status, err.startswith(message)) == (2, True), err
