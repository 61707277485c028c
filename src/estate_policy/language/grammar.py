"""The grammar of conditions and formulas: a whitelisted subset of Python's expressions. Nothing is executed."""

import ast
import re
import unicodedata

import attrs

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.language.files import Scalar
from estate_policy.messages import Message
from estate_policy.shown import shortened

LONGEST_EXPRESSION = 2000
"""Characters of one condition or formula."""

DEEPEST_EXPRESSION = 40
"""Operators within one another."""

_ALLOWED = (
    ast.Expression | ast.BoolOp | ast.And | ast.Or | ast.UnaryOp | ast.Not | ast.USub | ast.Compare
    | ast.Eq | ast.NotEq | ast.Lt | ast.LtE | ast.Gt | ast.GtE | ast.In | ast.NotIn
    | ast.BinOp | ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Name | ast.Load | ast.Constant | ast.Tuple
    | ast.Attribute | ast.Call | ast.GeneratorExp | ast.comprehension | ast.Store
)  # fmt: skip
TOTALS = ("sum", "count", "all", "any")
"""How the members of a collection are taken together."""

_REFUSED_OPERATORS = {
    ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.MatMult: "@",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.UAdd: "+", ast.Invert: "~", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_QUOTED = re.compile(r""""[^"\\]*"|'[^'\\]*'""")
_PERCENTAGE = re.compile(r"(?<![\w.])([0-9]+(?:\.[0-9]+)?)%(?!\w)")
_QUOTED_OR_PERCENTAGE = re.compile(f"({_QUOTED.pattern})|{_PERCENTAGE.pattern}")
_SIGN = re.compile(r"[#\\`$?]|!(?!=)")
_DIGITS_WITH_LETTERS = re.compile(r"(?<![\w.])[0-9](?:[0-9.]*[eE][+-][0-9]+|[\w.]*[^\W\d][\w.]*)")
_MEANT = {
    "≥": ">=", "≤": "<=", "≠": "!=", "<>": "!=", "＝": "==", "=": "==", "＞": ">", "＜": "<", "×": "*", "−": "-",
    "&&": "and", "||": "or", "，": ",", "（": "(", "）": ")", "“": '"', "”": '"',
}  # fmt: skip
_OTHER_SIGNS = re.compile(r"[≥≤≠＝＞＜×−，（）“”]|<>|&&|\|\||(?<![=<>!])=(?!=)|\b(?:AND|OR|NOT|IN)\b")
_LINE_BREAK = re.compile(r"[\t\n\v\f\r]")


@attrs.frozen
class Source:
    """One expression as written, and as Python reads it."""

    text: str
    tree: ast.expr
    scalar: Scalar

    def place(self, node: ast.expr) -> Location:
        """Where a part of the expression stands in its file."""
        return _within(self.scalar, len(self.text.encode()[: node.col_offset].decode()))

    def written(self, node: ast.expr) -> str:
        """A part of the expression, digits as written."""
        return self.text.encode()[node.col_offset : node.end_col_offset].decode()


@attrs.frozen
class Total:
    """`sum(one.area for one in contracts if one.months >= least)`, taken apart; `of` is whose collection it is."""

    how: str
    given: ast.expr
    member: str
    collection: str
    of: str | None
    conditions: tuple[ast.expr, ...]


def total_of(node: ast.Call) -> Total | None:
    """The total that a call is, if it is one."""
    match node:
        case ast.Call(func=ast.Name(id=how), args=[ast.GeneratorExp(elt=given, generators=[each])], keywords=[]):
            pass
        case _:
            return None
    match each:
        case ast.comprehension(target=ast.Name(id=one), iter=ast.Name(id=several), is_async=0):
            of = None
        case ast.comprehension(target=ast.Name(id=one), iter=ast.Attribute(ast.Name(id=of), several), is_async=0):
            pass
        case _:
            return None
    if how not in TOTALS or (how == "count" and not (isinstance(given, ast.Name) and given.id == one)):
        return None
    return Total(how, given, one, several, of, tuple(each.ifs))


def rounding_of(node: ast.Call) -> tuple[ast.expr, ast.expr] | None:
    """The amount and the step of a rounding, if the call is one."""
    match node:
        case ast.Call(func=ast.Name(id="round"), args=[amount, step], keywords=[]):
            return amount, step
        case _:
            return None


def folded(name: str) -> str:
    """A name as names are compared: Python folds identifiers the same way.

    >>> folded("街道办事处（镇人民政府）")
    '街道办事处(镇人民政府)'
    """
    return unicodedata.normalize("NFKC", name)


def parse(scalar: Scalar) -> Source:
    """Read one expression; `PolicyError` says what of it is not in the grammar."""
    scalar = _trimmed(scalar)
    text = scalar.text
    if len(text) > LONGEST_EXPRESSION:
        raise PolicyError(
            Problem(Message("expression-too-long", {"longest": str(LONGEST_EXPRESSION)}), scalar.location)
        )
    _refuse_odd_signs(scalar)
    try:
        tree = ast.parse(_percentages_as_imaginary(text), mode="eval").body
    except SyntaxError as error:
        # Python counts from 1, and says 0 where the text ends too early.
        place = _within(scalar, len(text) if error.offset == 0 else (error.offset or 1) - 1)
        message = Message("not-an-expression", {"text": shortened(text)})
        raise PolicyError(Problem(message, place, _instead(text))) from error
    except (ValueError, RecursionError, MemoryError) as error:
        problem = Problem(Message("not-an-expression", {"text": shortened(text)}), scalar.location, Message("grammar"))
        raise PolicyError(problem) from error
    source = Source(text, tree, scalar)
    _refuse_others(source, tree)
    return source


def _trimmed(scalar: Scalar) -> Scalar:
    """The scalar on one line and without the space around it, its location moved along."""
    text = _LINE_BREAK.sub(" ", scalar.text)
    lead = len(text) - len(text.lstrip(" "))
    return attrs.evolve(scalar, text=text.strip(" "), location=_within(scalar, lead))


def _within(scalar: Scalar, offset: int) -> Location:
    """The place of a character of an expression; the scalar's own where its lines are not those of the file."""
    if not scalar.exact or offset < 0:
        return scalar.location
    return attrs.evolve(scalar.location, column=scalar.location.column + offset)


def _refuse_odd_signs(scalar: Scalar) -> None:
    """Refuse what Python would drop, or read with no more than a warning: comments, `1or`, `1e5`."""
    plain = _QUOTED_OR_PERCENTAGE.sub(lambda match: " " * len(match.group()), scalar.text)
    for odd, hint in ((_SIGN.search(plain), "grammar"), (_DIGITS_WITH_LETTERS.search(plain), "write-digits")):
        if odd is not None:
            message = Message("not-in-grammar", {"text": shortened(odd.group())})
            raise PolicyError(Problem(message, _within(scalar, odd.start()), Message(hint)))


def _instead(text: str) -> Message:
    """What to write for the first sign that is not one of the grammar, though another language or keyboard has it."""
    odd = _OTHER_SIGNS.search(_QUOTED.sub(lambda match: " " * len(match.group()), text))
    if odd is None:
        return Message("grammar")
    return Message("write-instead", {"wrong": odd.group(), "right": _MEANT.get(odd.group(), odd.group().lower())})


def _percentages_as_imaginary(text: str) -> str:
    """`50%` becomes `50j`, a literal Python reads and the grammar has no other use for; columns stay."""
    return _QUOTED_OR_PERCENTAGE.sub(lambda match: match[1] or f"{match[2]}j", text)


def _refuse_others(source: Source, tree: ast.expr) -> None:
    pending: list[tuple[ast.AST, int]] = [(tree, 0)]
    while pending:
        node, depth = pending.pop()
        if isinstance(node, ast.expr) and (refused := _refused(source, node)):
            is_total = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOTALS
            hint = Message("write-total" if is_total else "grammar")
            raise PolicyError(Problem(Message("not-in-grammar", {"text": refused}), source.place(node), hint))
        if depth > DEEPEST_EXPRESSION and isinstance(node, ast.expr):
            deepest = {"deepest": str(DEEPEST_EXPRESSION)}
            raise PolicyError(Problem(Message("expression-too-deep", deepest), source.scalar.location))
        if isinstance(node, ast.Constant):
            _refuse_odd_literal(source, node)
        pending += [(child, depth + 1) for child in reversed(list(ast.iter_child_nodes(node)))]


def _refused(source: Source, node: ast.expr) -> str | None:
    """What of a node itself is not in the grammar: the whole of it, or its operator."""
    known = not isinstance(node, ast.Call) or total_of(node) is not None or rounding_of(node) is not None
    if not isinstance(node, _ALLOWED) or not known:
        return shortened(source.written(node))
    operators = (child for child in ast.iter_child_nodes(node) if not isinstance(child, _ALLOWED | ast.expr))
    whole = shortened(source.written(node))
    return next((_REFUSED_OPERATORS.get(type(operator), whole) for operator in operators), None)


def _refuse_odd_literal(source: Source, node: ast.Constant) -> None:
    written = source.written(node)
    match node.value:
        case str():
            fine, hint = _QUOTED.fullmatch(written) is not None, "grammar"
        case bool():
            fine, hint = False, "write-truth"
        case int() | float() | complex():
            fine, hint = _NUMBER.fullmatch(written.removesuffix("%")) is not None, "write-digits"
        case _:
            fine, hint = False, "grammar"
    if not fine:
        raise PolicyError(
            Problem(Message("not-in-grammar", {"text": shortened(written)}), source.place(node), Message(hint))
        )
