"""Policies that nobody wrote, about kites: drawn at random, complete and free of overlap by how they are built."""

import functools
import itertools
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.kites import (
    DAY,
    DOMAINS,
    LEFT,
    QUOTE,
    SAID,
    SILENT,
    Tree,
    assumption,
    clause,
    conclusion,
    discretion,
    formula,
    parameter,
    read,
    reading,
)


def shuffled(tree: Tree, chance: random.Random) -> Tree:
    """The same content, everything that has a name in another order."""
    if not isinstance(tree, Mapping):
        return tree
    entries = [(name, shuffled(part, chance)) for name, part in tree.items()]
    chance.shuffle(entries)
    return dict(entries)


@attrs.frozen
class Scope:
    """The names that a rule may read: conclusions by kind, figures, choices."""

    truths: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    figures: tuple[str, ...] = ("p0", "p1")
    choices: tuple[str, ...] = ("q0", "q1", "s0")

    def with_conclusion(self, name: str, kind: str) -> "Scope":
        """The scope once a conclusion can be read, too."""
        where = {"truth": "truths", "share": "numbers", "shape": "shapes", "home": "homes"}[kind]
        return attrs.evolve(self, **{where: (*getattr(self, where), name)})


class Festival:
    """A drawn law with the clauses it was read from."""

    def __init__(self, clauses: Mapping[str, Tree]) -> None:
        """Read the clauses."""
        self.clauses = clauses
        self.law = read(clauses).on(DAY)

    def __repr__(self) -> str:
        """The clauses alone."""
        return json.dumps(self.clauses, ensure_ascii=False)


@st.composite
def festivals(draw: st.DrawFn, largest: int = 4) -> Festival:
    """A law of a few conclusions that read the facts, figures and choices and one another."""
    figures = st.sampled_from(["0", "0.5", "1", "2", "50%", "3"])
    scope = Scope()
    drawn: list[dict[str, Tree]] = [{}, {}]
    for number in range(draw(st.integers(2, largest))):
        kind = draw(st.sampled_from(["truth", "share", "share", "shape", "home"]))
        drawn[number % 2][f"c{number}"] = draw(_conclusions(scope, kind))
        scope = scope.with_conclusion(f"c{number}", kind)
    found = {"of": "kite", "when": draw(truths(scope)), "says": SAID, "quote": QUOTE}
    clauses = {
        "1": clause(
            parameters={name: parameter(draw(figures)) for name in scope.figures},
            readings={"q0": reading("a", "b"), "q1": reading("c", "d")},
            assumptions={"s0": assumption("f", "g")},
        ),
        "2": clause(conclusions=drawn[0], findings={"noticed": found}),
        "3": clause(conclusions=drawn[1]),
    }
    return Festival(clauses)


def kites(most: int = 12) -> st.SearchStrategy[tuple[dict[str, Any], dict[str, Any]]]:
    """Facts of a kite, all of them, and those that are given; the others can be completed in at most so many ways."""
    every = st.fixed_dictionaries({name: st.sampled_from(list(domain)) for name, domain in DOMAINS.items()})
    return st.tuples(every, st.permutations(list(DOMAINS)), st.integers(0, len(DOMAINS))).map(
        lambda drawn: (drawn[0], _given(drawn[0], drawn[1][: drawn[2]], most))
    )


def completions(given: Mapping[str, Any], unknown: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The given facts with every combination of values of the unknown ones."""
    for values in itertools.product(*(DOMAINS[name] for name in unknown)):
        yield {**given, **dict(zip(unknown, values, strict=True))}


@functools.cache
def truths(scope: Scope) -> st.SearchStrategy[str]:
    """Conditions, as files write them."""
    one = numbers(scope)
    compared = st.sampled_from(["<", "<=", "==", "!=", ">=", ">"])
    pairs = [("shape", m) for m in DOMAINS["shape"]] + [("ruling", m) for m in DOMAINS["ruling"]]
    pairs += [("home", "北丘"), ("home", "南湾"), *((name, "box") for name in scope.shapes)]
    pairs += [(name, "北丘") for name in scope.homes]
    pairs += [("q0", "a"), ("q0", "b"), ("q1", "c"), ("q1", "d"), ("s0", "f")]
    atoms = st.one_of(
        st.sampled_from(["entered", "tethered", "torn", *scope.truths]),
        st.sampled_from([f"{name} {how} {member}" for name, member in pairs for how in ("==", "!=")]),
        st.sampled_from(["shape in (delta, dragon)", 'home not in ("北丘", "南湾")', "true"]),
        st.builds("{} {} {}".format, st.sampled_from(["span", "height"]), compared, st.sampled_from(["p0", "1", "2"])),
        st.builds("{} {} {}".format, one, compared, one),
    )
    return _compounds(atoms, ["not ({0})", "({0}) and ({1})", "({0}) or ({1})"])


@functools.cache
def numbers(scope: Scope) -> st.SearchStrategy[str]:
    """Formulas, as files write them."""
    atoms = st.sampled_from(["span", "height", "0", "1", "0.5", *scope.figures, *scope.numbers, *scope.numbers])
    return _compounds(atoms, ["({0}) + ({1})", "({0}) - ({1})", "({0}) * ({1})", "({0}) * ({1})", "-({0})"])


def _compounds(atoms: st.SearchStrategy[str], forms: list[str]) -> st.SearchStrategy[str]:
    def larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(str.format, st.sampled_from(forms), parts, parts)

    once = st.one_of(atoms, larger(atoms))
    return st.one_of(atoms, larger(atoms), larger(once))


@functools.cache
def _values(scope: Scope, kind: str) -> st.SearchStrategy[str]:
    match kind:
        case "truth":
            return st.one_of(st.sampled_from(["true", "false"]), truths(scope))
        case "share":
            return numbers(scope)
        case "shape":
            return st.sampled_from(["delta", "box", "dragon", "shape", *scope.shapes])
        case _:
            return st.sampled_from(["北丘", "南湾", "home", *scope.homes])


@functools.cache
def _effects(scope: Scope, kind: str) -> st.SearchStrategy[Mapping[str, Tree]]:
    gives = _values(scope, kind).map(lambda value: {"then": value})
    others: list[Tree] = [SILENT, LEFT, discretion()]
    if kind == "share":
        others += [discretion("0", "p1"), discretion("span", "2"), discretion("p0", "p0")]
    return st.one_of(gives, gives, gives, gives, st.sampled_from(others))


@st.composite
def _conclusions(draw: st.DrawFn, scope: Scope, kind: str) -> Tree:
    if draw(st.integers(0, 3)) == 0:
        return formula(kind, draw(_values(scope, kind)))
    paths = draw(_splits(scope))
    if len(paths) == 1 or draw(st.booleans()):
        paths = [f"({path}) and ({more})" for path in paths for more in draw(_splits(scope))]
    whens = {f"r{number}": path for number, path in enumerate(paths)}
    overrides: dict[str, list[str]] = {}
    if draw(st.booleans()):
        overrides["special"] = list(whens)
        whens["special"] = draw(truths(scope))
        if draw(st.booleans()):
            overrides["more_special"] = ["special"]
            whens["more_special"] = f"({whens['special']}) and ({draw(truths(scope))})"
    effects = _effects(scope, kind)
    rules: dict[str, Tree] = {}
    for name, when in whens.items():
        more: Mapping[str, Tree] = {"overrides": overrides[name]} if name in overrides else {}
        rules[name] = {"when": when, **more, **draw(effects)}
    return conclusion(kind, rules)


@functools.cache
def _splits(scope: Scope) -> st.SearchStrategy[list[str]]:
    """Conditions of which exactly one holds, whatever the facts."""
    fixed = [[f"{name} == {member}" for member in ("delta", "box", "dragon")] for name in ("shape", *scope.shapes)] + [
        ["shape in (delta, box)", "shape == dragon"],
        ['home == "北丘"', 'home == "南湾"', 'home not in ("北丘", "南湾")'],
        ["ruling == upheld", "ruling != upheld"],
        ["q0 == a", "q0 == b"],
        ["q1 == c", "q1 == d"],
        ["s0 == f", "s0 == g"],
        ["true"],
    ]
    number = st.sampled_from(["span", "height", *scope.numbers])
    return st.one_of(
        st.sampled_from(fixed),
        truths(scope).map(lambda truth: [truth, f"not ({truth})"]),
        st.builds(lambda one, other: [f"{one} < {other}", f"{one} >= {other}"], number, numbers(scope)),
        st.builds(
            lambda one, other: [f"{one} < {other}", f"{one} == {other}", f"{one} > {other}"], number, numbers(scope)
        ),
    )


def _given(every: Mapping[str, Any], hidden: Sequence[str], most: int) -> dict[str, Any]:
    left = most
    unknown = set()
    for name in hidden:
        left //= len(DOMAINS[name])
        if left > 0:
            unknown.add(name)
    return {name: value for name, value in every.items() if name not in unknown}
