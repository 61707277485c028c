"""The documents run: what they show is executed, and what they name exists."""

import ast
import builtins
import doctest
import inspect
import os
import pkgutil
import re
import shlex
import subprocess
import sysconfig
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

import estate_policy
from tests.commands import ran

ROOT = Path(__file__).parents[1]
HOUSE = (".ci", "docs", "examples", "policy", "src", "tests")
DOCUMENTS = [*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]
# A decision names what was there when it was taken, and what was rejected: its links must hold, not its names.
LIVING = [document for document in DOCUMENTS if document.parent.name != "decisions"]

_FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)")
_FILE = re.compile(r"[\w./*-]+\.(py|md|toml|yaml)")
_PLACEHOLDER = re.compile(r"[<{…]|\.\.\.|NNNN")
_IMPORTED = re.compile(r"\bestate_policy(?:\.\w+)+")
_DEFINED = re.compile(r"([A-Za-z_][\w.]*)\(.*\)|([A-Z]\w+(?:\.\w+)+)|((?:[A-Z][a-z0-9]+){2,})")
_CONSOLE = re.compile(
    r"^\$ (?P<command>estate-policy(?:.*\\\n)*.*)\n(?P<shown>(?:(?!\$ ).*\n)*)"
    r"(?:\$ echo \$\?\n(?P<status>\d+)\n)?",
    re.MULTILINE,
)

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
every_living_document = pytest.mark.parametrize("document", LIVING, ids=lambda path: str(path.relative_to(ROOT)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the project, in which documents may write files."""
    for entry in ROOT.iterdir():
        (tmp_path / entry.name).symlink_to(entry)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@every_document
@pytest.mark.usefixtures("desk")
def test_python_in_documents_gives_what_is_shown(document: Path) -> None:
    python = _python_alone(document.read_text("utf-8"))
    examples = doctest.DocTestParser().get_doctest(python, {}, document.name, None, 0)
    differences: list[str] = []

    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=differences.append)

    assert "".join(differences) == ""


@every_document
def test_commands_in_documents_print_what_is_shown(document: Path, desk: Path) -> None:
    """What is left out is shown as `...`; a command ends with 0, unless `$ echo $?` after it shows otherwise."""
    # What a first reader types is typed; of the other documents the commands run in this process.
    run = _type if document.name == "README.md" else _run
    for block in _blocks(document, "console"):
        for example in _CONSOLE.finditer(block):
            want = example["shown"]
            assert want.replace("...", "").strip() != "", f"$ {example['command']}: nothing of its output is shown"
            printed, ended = run(shlex.split(example["command"].replace("\\\n", " "))[1:], desk)
            if not doctest.OutputChecker().check_output(want, printed, doctest.ELLIPSIS):
                pytest.fail(f"$ {example['command']}\nshown:\n{want}\nprinted:\n{printed}")
            assert ended == int(example["status"] or 0), printed


@pytest.mark.parametrize(
    "shown", ["...\n", "Usage: ...\nhelps\n", "Usage: ...\n  --help ...\n$ echo $?\n1\n"], ids=repr
)
def test_a_command_that_is_shown_wrongly_is_noticed(shown: str, desk: Path) -> None:
    document = desk / "wrong.md"
    document.write_text(f"```console\n$ estate-policy --help\n{shown}```\n", "utf-8")

    with pytest.raises((AssertionError, pytest.fail.Exception)):
        test_commands_in_documents_print_what_is_shown(document, desk)


@every_document
def test_links_lead_somewhere(document: Path) -> None:
    links = _LINK.findall(_prose(document))

    assert [link for link in links if not (document.parent / link).exists()] == []


@every_living_document
def test_paths_exist(document: Path) -> None:
    words = [word for text in (*_spans(document), *_commands(document)) for word in text.split()]
    paths = {path for word in words if (path := _path_in(word))}

    assert sorted(path for path in paths if not _exists(path)) == []


@every_living_document
def test_names_of_the_package_can_be_imported(document: Path) -> None:
    for name in _IMPORTED.findall(document.read_text("utf-8")):
        assert pkgutil.resolve_name(name) is not None


@every_living_document
def test_functions_and_classes_exist(document: Path) -> None:
    found = [match for span in _spans(document) if not _path_in(span) and (match := _DEFINED.fullmatch(span))]
    names = {_defined_in(next(filter(None, match.groups()))) for match in found}

    assert sorted(names - _definitions()) == []


@pytest.mark.parametrize("span", ["docstrings()", "decide.sentence()", "TheStandings", "Estate.subsidy"])
def test_a_word_that_is_not_defined_is_no_function_or_class(span: str, desk: Path) -> None:
    """Words of comments and local names do not count."""
    document = desk / "wrong.md"
    document.write_text(f"`{span}`\n", "utf-8")

    with pytest.raises(AssertionError):
        test_functions_and_classes_exist(document)


@every_living_document
def test_commands_and_their_options_exist(document: Path) -> None:
    for command in (*_spans(document), *_commands(document)):
        words = command.split()
        if words[0] != "estate-policy":
            continue
        subcommand = [word for word in words[1:2] if re.fullmatch(r"[a-z][a-z-]*", word)]
        accepted = _help_of(*subcommand)
        options = [word.partition("=")[0] for word in words if word.startswith("--")]

        assert [option for option in options if not re.search(rf"{option}\b", accepted)] == []


def test_the_keys_of_policy_files_are_documented_as_they_are_read() -> None:
    """Each mapping that `language/` reads, by the keys it may have, has its row in the table of all keys."""
    table = (ROOT / "docs/policy-files.md").read_text("utf-8").partition("## All keys")[2].partition("## ")[0]
    rows = [line.split("|", 2)[2] for line in table.splitlines() if line.startswith("|")][2:]
    documented = {frozenset(re.findall(r"`(\w+)`", row)) for row in rows}

    assert documented == set(_keys_read())


def _keys_read() -> Iterator[frozenset[str]]:
    """The keys in each call of `shape(node, problems, required, optional)`."""
    for module in (ROOT / "src/estate_policy/language").glob("*.py"):
        tree = ast.parse(module.read_text("utf-8"))
        constants = {
            statement.targets[0].id: statement.value
            for statement in tree.body
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        }
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in (one for one in calls if isinstance(one.func, ast.Name) and one.func.id == "shape"):
            listed = [constants.get(one.id) if isinstance(one, ast.Name) else one for one in call.args[2:]]
            if all(isinstance(one, ast.Constant) for one in listed):
                yield frozenset(" ".join(str(one.value) for one in listed if isinstance(one, ast.Constant)).split())


def test_everything_public_has_a_docstring() -> None:
    assert [name for name, thing in _public() if not inspect.getdoc(thing)] == []


def _public() -> Iterator[tuple[str, object]]:
    for module in pkgutil.walk_packages(estate_policy.__path__, "estate_policy."):
        yield module.name, pkgutil.resolve_name(module.name)
    for name in estate_policy.__all__:
        thing = getattr(estate_policy, name)
        if inspect.isroutine(thing) or inspect.isclass(thing):
            yield name, thing
        if inspect.isclass(thing):
            own = {part: value for part, value in vars(thing).items() if not part.startswith("_")}
            called = {part: value for part, value in own.items() if callable(value) or isinstance(value, property)}
            yield from ((f"{name}.{part}", value) for part, value in called.items())


def _python_alone(text: str) -> str:
    """The text with every line blank that is not Python, so that line numbers hold."""
    lines = [""] * (text.count("\n") + 1)
    for block in _FENCED.finditer(text):
        if block[1] == "python":
            first = text.count("\n", 0, block.start(2))
            lines[first : first + block[2].count("\n")] = block[2].splitlines()
    return "\n".join(lines) + "\n"


def _blocks(document: Path, *languages: str) -> list[str]:
    return [block[2] for block in _FENCED.finditer(document.read_text("utf-8")) if block[1] in languages]


def _prose(document: Path) -> str:
    return _FENCED.sub("", document.read_text("utf-8"))


def _spans(document: Path) -> list[str]:
    return _SPAN.findall(_prose(document))


def _commands(document: Path) -> list[str]:
    typed = [line for block in _blocks(document, "sh") for line in block.splitlines() if line.strip()]
    shown = [line[2:] for block in _blocks(document, "console") for line in block.splitlines() if line.startswith("$ ")]
    return typed + shown


def _path_in(word: str) -> str | None:
    """The path that a word is, if it is one: of a folder of the project, or by the ending of a file it keeps."""
    path = re.sub(r"(:\d+){1,2}$", "", word.strip("\"'(),;").removeprefix("./"))
    if _PLACEHOLDER.search(path) or path.startswith(("/", "../")):
        return None
    return path if path.split("/")[0] in HOUSE or _FILE.fullmatch(path) else None


def _exists(path: str) -> bool:
    return any(fnmatchcase(known, path.rstrip("/")) or known.endswith("/" + path.rstrip("/")) for known in _tree())


@cache
def _tree() -> frozenset[str]:
    entries = [*ROOT.iterdir(), *(path for folder in HOUSE for path in (ROOT / folder).rglob("*"))]
    return frozenset(path.relative_to(ROOT).as_posix() for path in entries)


@cache
def _definitions() -> frozenset[str]:
    """What modules define or import: functions and classes, with a dot before what is in a class; and builtins."""
    names = set(dir(builtins))
    for path in (path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef(name=name):
                    names.add(name)
                case ast.ClassDef(name=name, body=body):
                    names |= {name, *map(_member, body)}
                case ast.ImportFrom(names=imported):
                    names |= {alias.name for alias in imported}
                case _:
                    pass
    return frozenset(names)


def _member(part: ast.stmt) -> str:
    """A method or field of a class, with a dot before it."""
    match part:
        case (
            ast.FunctionDef(name=name)
            | ast.AnnAssign(target=ast.Name(id=name))
            | ast.Assign(targets=[ast.Name(id=name)])
        ):
            return f".{name}"
        case _:
            return ""


def _defined_in(span: str) -> str:
    """Of `name` itself, of `Class.name` and `variable.name` what comes last, as a member of some class."""
    return "." + span.rpartition(".")[2] if "." in span else span


@cache
def _help_of(*subcommand: str) -> str:
    told, ended = _run([*subcommand, "--help"], ROOT)
    assert ended == 0
    return told


LOOK = {"COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
"""A terminal of 120 columns without colours."""


def _run(arguments: list[str], folder: Path) -> tuple[str, int]:
    """What a person sees who types the command at a terminal, and how it ends."""
    done = ran(arguments, folder, LOOK)
    return _trimmed(done.shown), done.status


def _type(arguments: list[str], folder: Path) -> tuple[str, int]:
    """The same of the command that is installed, in a process of its own."""
    done = subprocess.run(
        [Path(sysconfig.get_path("scripts"), "estate-policy"), *arguments],
        cwd=folder,
        env=os.environ | LOOK | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return _trimmed(done.stdout), done.returncode


def _trimmed(printed: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
