"""Where what is wrong with a conclusion is reported: at the change of an amendment, where one has touched it."""

from collections.abc import Iterable

from estate_policy.errors import Location
from estate_policy.law import Conclusion, LawInForce, Rule
from estate_policy.walk import expressions, names_read


def place_of(law: LawInForce, conclusion: Conclusion, rules: Iterable[Rule]) -> Location:
    """The place of the first change of an amendment: to one of the rules, to others, to a figure; else its own."""
    touched = (rule.location for rule in (*rules, *conclusion.displaced, *conclusion.rules))
    changed = (place for place in touched if place.file != conclusion.location.file)
    figures = (law.figures[name] for name in sorted(names_read(expressions(conclusion)) & law.figures.keys()))
    cited = (figure.amended_by for figure in figures if figure.amended_by is not None)
    stated = (law.policy.clauses[citation.document, citation.clause].location for citation in cited)
    return next(changed, None) or next(stated, conclusion.location)
