"""No file, however it is spoilt, leads to anything but a policy or a list of problems with their places."""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from estate_policy.errors import Location, PolicyError
from tests.changed import DOCUMENT, DUES, load
from tests.harbour import POLICY

TEXTS = {name: (POLICY / "harbour" / name).read_text("utf-8") for name in (DOCUMENT, DUES)}
PIECES = {name: re.findall(r"\w+|\s+|[^\w\s]", text) for name, text in TEXTS.items()}
_SIGNS = "{ } [ ] : , - | > ' \" # & * ! % @ ` ? \t \n \r \0 \\ \u202e \ufeff 沙 ｆ （ 0 1e5 null ~ --- ... << ="
_WORDS = "when then is rules of ship quote text unit kind truth term zh en always in_force values not and or ("
_NEW = st.one_of(st.sampled_from([*_SIGNS.split(" "), *_WORDS.split(" "), "", "\n  "]), st.text(max_size=4))


@st.composite
def spoilt(draw: st.DrawFn, name: str) -> str:
    """A file with some of its words and signs left out, doubled, moved or replaced."""
    pieces = list(PIECES[name])
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(pieces) - 1))
        match draw(st.sampled_from(["drop", "double", "replace", "insert", "swap", "cut"])):
            case "drop":
                pieces[place] = ""
            case "double":
                pieces[place] *= 2
            case "replace":
                pieces[place] = draw(_NEW)
            case "insert":
                pieces.insert(place, draw(_NEW))
            case "swap":
                other = draw(st.integers(0, len(pieces) - 1))
                pieces[place], pieces[other] = pieces[other], pieces[place]
            case _:
                pieces = [*pieces[:place], *pieces[place + draw(st.integers(1, 30)) :]] or [""]
    return "".join(pieces)


def outcome(document: bytes, dues: bytes) -> Iterable[object]:
    """The places of the problems, if there are any."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "policy" / "harbour"
        folder.mkdir(parents=True)
        (folder / DOCUMENT).write_bytes(document)
        (folder / DUES).write_bytes(dues)
        try:
            load(folder.parent)
        except PolicyError as error:
            return [problem.location for problem in error.problems if problem.text("en") and problem.text("zh")] or [
                None
            ]
    return []


@settings(max_examples=150)
@given(spoilt(DUES))
def test_spoilt_clauses_give_a_policy_or_problems_with_their_places(text: str) -> None:
    actual = outcome(TEXTS[DOCUMENT].encode(), text.encode(errors="surrogatepass"))

    assert all(isinstance(place, Location) for place in actual)


@settings(max_examples=150)
@given(spoilt(DOCUMENT))
def test_spoilt_declarations_give_a_policy_or_problems_with_their_places(text: str) -> None:
    actual = outcome(text.encode(errors="surrogatepass"), TEXTS[DUES].encode())

    assert all(isinstance(place, Location) for place in actual)


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.sampled_from([DOCUMENT, DUES]))
def test_any_bytes_give_a_policy_or_problems_with_their_places(content: bytes, name: str) -> None:
    files = {file: text.encode() for file, text in TEXTS.items()} | {name: content}

    actual = outcome(files[DOCUMENT], files[DUES])

    assert all(isinstance(place, Location) for place in actual)
