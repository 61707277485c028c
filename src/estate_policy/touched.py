"""What of a conclusion, and of all that it reads, two laws have otherwise."""

from collections.abc import Iterable

from estate_policy.expr import ChoiceRef, Compare, ConclusionRef, Expr, FactRef, ParameterRef
from estate_policy.interpreters.choices import preferred
from estate_policy.law import Conclusion, LawInForce, Rule
from estate_policy.schema import MemberFact, TruthFact, fields_of
from estate_policy.walk import all_read, effect_expressions, every_node, nodes


class Touched:
    """Two laws about one conclusion: which facts the difference hangs on, and what it spares."""

    def __init__(self, baseline: LawInForce, reform: LawInForce, conclusion: str) -> None:
        """Look at the rules of the conclusion and of all that it reads."""
        self.laws = (baseline, reform)
        self.kept: dict[Expr, bool] = {}
        rules = [rule for law in self.laws for rule in _rules(law, [conclusion]) if self._is_otherwise(rule)]
        reached = [node for rule in rules for top in _tops(rule) for node in nodes(top)]
        turning = [node for node in reached if isinstance(node, Compare) and self._reads_otherwise(node)]
        declared = fields_of(baseline.policy.subjects[baseline.conclusions[conclusion].subject])
        hanging = [*_facts(part for node in turning for part in nodes(node)), *_facts(reached)]
        # What has few values comes first: it tells more cases apart that are alike whatever the quantities are.
        few = [name for name, one in declared.items() if isinstance(one, TruthFact | MemberFact)]
        ordered = [*(fact for fact in hanging if fact in few), *hanging, *few, *declared]
        self.order = list(dict.fromkeys(ordered))

    def rank(self, fact: str) -> int:
        """The facts of changed rules come first, and of those and of the others the truths and members."""
        return self.order.index(fact)

    def spares(self, expression: Expr) -> bool:
        """Whether an expression has the same rules and figures under both laws, and all that it reads."""
        if expression not in self.kept:
            read = [node.name for node in every_node(expression) if isinstance(node, ConclusionRef)]
            known = all(name in law.conclusions for law in self.laws for name in read)
            rules = [rule for law in self.laws for rule in _rules(law, read)] if known else []
            same = known and not self._reads_otherwise(expression)
            self.kept[expression] = same and not any(map(self._is_otherwise, rules))
        return self.kept[expression]

    def _is_otherwise(self, rule: Rule) -> bool:
        return _is_otherwise(self.laws, rule)

    def _reads_otherwise(self, expression: Expr) -> bool:
        return _reads_otherwise(self.laws, expression)


def is_spared(baseline: LawInForce, reform: LawInForce, conclusion: str) -> bool:
    """Whether a conclusion of both laws has the same rules, figures and choices, and all that it reads."""
    return Touched(baseline, reform, conclusion).spares(ConclusionRef(conclusion))


def changed_itself(baseline: LawInForce, reform: LawInForce, conclusion: str) -> bool:
    """Whether a rule of a conclusion of both laws, or a figure or choice that it names, is another."""
    laws = (baseline, reform)
    return any(_is_otherwise(laws, rule) for law in laws for rule in law.conclusions[conclusion].rules)


def _is_otherwise(laws: tuple[LawInForce, LawInForce], rule: Rule) -> bool:
    """Whether one of the laws has no such rule, or has other figures or choices for it."""
    alike = [_likes(law.conclusions.get(rule.conclusion)) for law in laws]
    return not all(_like(rule) in one for one in alike) or any(_reads_otherwise(laws, top) for top in _tops(rule))


def _reads_otherwise(laws: tuple[LawInForce, LawInForce], expression: Expr) -> bool:
    """Whether a figure or choice that an expression itself names is another."""
    chosen = [preferred(law) for law in laws]
    for node in every_node(expression):
        if isinstance(node, ParameterRef):
            figures = [law.figures.get(node.name) for law in laws]
            if len({None if figure is None else figure.value for figure in figures}) > 1:
                return True
        elif isinstance(node, ChoiceRef) and chosen[0].get(node.name) != chosen[1].get(node.name):
            return True
    return False


def _rules(law: LawInForce, names: list[str]) -> list[Rule]:
    """The rules of some conclusions and of all that they read, of whichever subject."""
    reached = dict.fromkeys(one for name in names for one in all_read(law, name))
    return [rule for name in reached for rule in law.conclusions[name].rules]


def _likes(conclusion: Conclusion | None) -> list[object]:
    return [] if conclusion is None else [_like(rule) for rule in conclusion.rules]


def _like(rule: Rule) -> object:
    return rule.id, rule.condition, rule.effect


def _tops(rule: Rule) -> tuple[Expr, ...]:
    return (rule.condition, *effect_expressions(rule.effect))


def _facts(read: Iterable[Expr]) -> list[str]:
    return [node.name for node in read if isinstance(node, FactRef)]
