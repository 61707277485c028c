"""A settlement as sheets of a workbook: what is to be paid, line by line, by estate, and what it rests on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from estate_policy.answer import Answer
from estate_policy.decision import Decision
from estate_policy.errors import Problem
from estate_policy.explanation import computation
from estate_policy.facts import Estate, EstateYear
from estate_policy.figures import decimal_of
from estate_policy.headlines import figure, figure_term
from estate_policy.interpreters.voice import Voice, adds_up, fact_term, voice_at, worded
from estate_policy.kinds import Member, Quantity
from estate_policy.law import Assumption, Conclusion, Reading
from estate_policy.ledger import Total, by_payer, by_purpose
from estate_policy.outcome import Known, Standing
from estate_policy.receipts import library_version
from estate_policy.restating import Restated
from estate_policy.rulings import body_term
from estate_policy.schema import MemberFact, facts_of, subject_name
from estate_policy.settlement import Settlement
from estate_policy.sheets_file import Column, Sheet, SheetRow
from estate_policy.spread import bounds
from estate_policy.terms import Language
from estate_policy.trace import trace
from estate_policy.wording import words

Row = Sequence[object] | SheetRow


def sheets_of(
    settlement: Settlement,
    problems: Iterable[Problem],
    restated: Sequence[Restated] | None = None,
    language: Language = "zh",
) -> Iterator[Sheet]:
    """The sheets: summary, districts, ledger, estates, problems, and the assumptions and readings relied on.

    With `restated`, even if that is nothing, the differences to a closed settlement follow on the ledger.
    """
    told = _Told(settlement, language)
    yield told.summary()
    yield told.districts()
    yield told.ledger()
    if restated is not None:
        yield told.restated(restated)
    yield told.estates()
    yield told.wrong(problems)
    yield told.relied_on()


@attrs.frozen
class _Told:
    """A settlement speaking one language."""

    settlement: Settlement
    language: Language

    def word(self, key: str, **details: str) -> str:
        """A word of the report."""
        return words(f"sheet-{key}", self.language, **details)

    def columns(self, *keys: tuple[str, int]) -> tuple[Column, ...]:
        """Columns by the keys of their headings, and their widths; the widest run over several lines."""
        return tuple(Column(self.word(key), width, width > _WRAPS) for key, width in keys)

    def voice(self, decision: Decision) -> Voice:
        """The law of a decision in the language, about its subject."""
        return Voice(decision.law, subject_name(type(decision.subject)), self.language)

    def above(self, key: str) -> tuple[str, ...]:
        """What stands above a table: its title, under which law it was made, and by what."""
        policy = self.settlement.policy
        years = ", ".join(dict.fromkeys(str(one.year) for one in self.settlement.years))
        amended = [
            words("example", self.language, titles=one.title.in_language(self.language))
            if one.example
            else one.title.in_language(self.language)
            for one in policy.amendments
        ]
        told = [self.word("made-by", version=library_version(), policy=policy.digest)]
        if amended:
            told.append(words("amendments", self.language, items=words("list", self.language).join(amended)))
        told.append(self.word(f"rhythm-{self.settlement.rhythm}"))
        return (self.word(f"title-{key}", years=years), *told)

    def body(self, name: str) -> str:
        """A payer or payee in words."""
        return body_term(name, self.settlement.policy).in_language(self.language)

    def district(self, name: object) -> object:
        """A district's name, or that it is not known."""
        return self.word("not-known") if name is None else name

    def sums(self, total: Total) -> list[object]:
        """What lines come to: their number, what is known, how many are open, and between what all lie."""
        spread = total.spread
        most = self.word("unmeasured", count=str(spread.unmeasured)) if spread.unmeasured else decimal_of(spread.high)
        return [total.lines, decimal_of(total.known), total.open, _or(spread.low, self.word("unbounded")), most]

    def summary(self) -> Sheet:
        """Who is to pay whom how much, by district, year and purpose."""
        lines = self.settlement.lines
        rows: list[Row] = []
        for total in by_purpose(lines):
            district, year, payer, payee, purpose = total.key
            names = [self.district(district), year, self.body(str(payer)), self.body(str(payee))]
            rows.append([*names, purpose.in_language(self.language), *self.sums(total)])  # type: ignore[attr-defined]
        for total in by_payer(lines):
            payer, payee = (self.body(str(name)) for name in total.key)
            rows.append(SheetRow((self.word("total"), None, payer, payee, None, *self.sums(total)), "strong"))
        columns = self.columns(
            *(("district", 14), ("year", 8), ("payer", 24), ("payee", 24), ("purpose", 26), ("lines", 8)),
            *(("known", 18), ("open-lines", 10), ("least", 18), ("most", 18)),
        )
        rows.append(SheetRow((self.word("signed"),), "faint"))
        return Sheet(self.word("summary"), columns, rows, self.above("summary"), 2)

    def districts(self) -> Sheet:
        """Every amount concluded about a district in a year."""
        columns = self.columns(
            *(("district", 14), ("year", 8), ("conclusion", 34), ("amount", 18), ("least", 18), ("most", 18)),
            *(("standing", 12), ("clause", 12), ("computed", 60)),
        )
        return Sheet(self.word("districts"), columns, list(self._districts()), self.above("districts"), 2)

    def _districts(self) -> Iterator[Row]:
        for one in self.settlement.years:
            voice = self.voice(one.decision)
            for answer in _amounts(one.decision):
                yield [
                    *(self.district(one.district), one.year, answer.conclusion.term.in_language(self.language)),
                    *self.amount(answer),
                    *(self.standing(answer), answer.citation.clause, computation(answer, voice)),
                ]
            for finding in one.decision.findings:
                says = finding.says.in_language(voice.language)
                yield SheetRow((self.district(one.district), one.year, says), "faint")

    def amount(self, answer: Answer) -> list[object]:
        """The amount under the preferred readings, and between what it lies under all of them."""
        known = answer.outcome.value if isinstance(answer.outcome, Known) else None
        ends = bounds(answer)
        unbounded = self.word("unbounded")
        return [
            None if known is None else decimal_of(Fraction(known)),
            _or(ends.low, unbounded),
            _or(ends.high, unbounded),
        ]

    def standing(self, answer: Answer) -> str:
        """The standing in words, and the examples it rests on."""
        told = [words(f"standing-{answer.standing.value}", self.language)]
        if answer.examples:
            documents = self.settlement.policy.documents
            titles = [documents[name].title.in_language(self.language) for name in answer.examples]
            told.append(words("example", self.language, titles=words("enumerated", self.language).join(titles)))
        return words("list", self.language).join(told)

    def lacking(self, answers: Iterable[Answer], voice: Voice) -> str | None:
        """The facts and figures that answers wait for, in words, each once."""
        names: dict[str, None] = {}
        for answer in answers:
            names |= dict.fromkeys(fact_term(one.fact, voice_at(one.path, voice)) for one in answer.missing_facts)
            names |= dict.fromkeys(figure_term(one, voice) for one in answer.unstated)
        return words("enumerated", self.language).join(names) or None

    def ledger(self) -> Sheet:
        """Every line: who pays whom for what and when, how much, and why."""
        columns = self.columns(
            *(("line", 7), ("district", 12), ("year", 7), ("estate", 12), ("name", 18), ("first", 12), ("last", 12)),
            *(("payer", 20), ("payee", 20), ("purpose", 22), ("amount", 16), ("least", 16), ("most", 16)),
            *(("standing", 12), ("computed", 60), ("rule", 22), ("clause", 10), ("quote", 50), ("missing", 32)),
        )
        return Sheet(self.word("ledger"), columns, self._ledger(), self.above("ledger"), 5)

    def _ledger(self) -> Iterator[Row]:
        names = {
            history: decision.subject.estate.name
            for year in self.settlement.years
            for history, decision in year.estates.items()
            if isinstance(decision.subject, EstateYear) and decision.subject.estate is not None
        }
        for number, line in enumerate(self.settlement.lines, 1):
            answer = line.answer
            yield [
                *(number, self.district(line.district), line.year, line.estate, names.get(line.estate or "")),
                *(line.first, line.last, self.body(line.payer), self.body(line.payee)),
                *(line.purpose.in_language(self.language), *self.amount(answer), self.standing(answer)),
                *(line.formula(self.language), ", ".join(answer.rules), answer.citation.clause),
                *(" ".join(answer.citation.quote.split()), self.lacking([answer], self.voice(line.decision))),
            ]
        for total in by_payer(self.settlement.lines):
            payer, payee = (self.body(str(name)) for name in total.key)
            count, known, _, least, most = self.sums(total)
            cells = [self.word("total"), None, None, count, *(None,) * 3, payer, payee, None, known, least, most]
            yield SheetRow(tuple(cells), "strong")

    def restated(self, restated: Sequence[Restated]) -> Sheet:
        """What is to be paid besides what was closed, and what is to be given back."""
        columns = self.columns(
            *(("district", 12), ("year", 7), ("estate", 12), ("payer", 20), ("payee", 20), ("purpose", 22)),
            *(("closed", 16), ("now", 16), ("change", 16), ("least", 16), ("most", 16), ("step", 14)),
            *(("closed-lines", 40), ("lines-now", 40)),
        )
        rows = [
            [
                *(self.district(one.district), one.year, one.estate, self.body(one.payer), self.body(one.payee)),
                *(one.purpose.in_language(self.language), *map(_decimal, (one.before, one.after, one.change))),
                *(_or(one.bounds.low, self.word("unbounded")), _or(one.bounds.high, self.word("unbounded"))),
                *(self.step(one), _parts(one.was), _parts(one.now)),
            ]
            for one in restated
        ]
        totals = [SheetRow(tuple(self.change(pair, restated)), "strong") for pair in _pairs(restated)]
        shown: list[Row] = [*rows, *totals] or [[self.word("as-closed")]]
        return Sheet(self.word("restated"), columns, shown, self.above("restated"), 3)

    def change(self, pair: tuple[str, str], restated: Iterable[Restated]) -> list[object]:
        """What all differences between two bodies come to, as far as they are known."""
        changes = [one.change for one in restated if (one.payer, one.payee) == pair and one.change is not None]
        payer, payee = map(self.body, pair)
        return [self.word("total"), None, None, payer, payee, *(None,) * 3, decimal_of(sum(changes, Fraction(0)))]

    def step(self, restated: Restated) -> str:
        """What is to be done about a difference."""
        if restated.change is None:
            return self.word("still-open")
        if restated.change == 0:
            return self.word("same-amount")
        return self.word("pay-besides" if restated.change > 0 else "give-back")

    def estates(self) -> Sheet:
        """Every estate in every year, with each amount concluded about it; what is open in words."""
        conclusions = _conclusions(self.settlement, EstateYear)
        columns = (
            *self.columns(("district", 12), ("year", 7), ("estate", 12), ("name", 18), ("mode", 14)),
            *(Column(one.term.in_language(self.language), 18, wraps=True) for one in conclusions),
            *self.columns(("missing", 40), ("findings", 60)),
        )
        return Sheet(self.word("estates"), columns, self._estates(conclusions), self.above("estates"), 4)

    def _estates(self, conclusions: Sequence[Conclusion]) -> Iterator[Row]:
        listed = words("list", self.language)
        for year in self.settlement.years:
            for estate, decision in year.estates.items():
                voice = self.voice(decision)
                answers = [decision.get(one.name) for one in conclusions]
                known = [one for one in answers if one is not None]
                says = [finding.says.in_language(self.language) for finding in decision.findings]
                yield [
                    *(self.district(year.district), year.year, estate, *_name_and_mode(decision, voice)),
                    *(None if one is None else _figure_or_words(one, voice) for one in answers),
                    *(self.lacking(known, voice), listed.join(says) or None),
                ]

    def wrong(self, problems: Iterable[Problem]) -> Sheet:
        """What was wrong with the records, and where."""
        columns = self.columns(("place", 46), ("problem", 90), ("hint", 60))
        wrong = [self.problem(one) for one in problems] or [[self.word("no-problems")]]
        notes = [SheetRow(tuple(self.problem(one)), "faint") for one in self.settlement.notes]
        return Sheet(self.word("problems"), columns, [*wrong, *notes], self.above("problems"), 1)

    def problem(self, problem: Problem) -> list[object]:
        """Where it is, what is wrong, and what to do about it."""
        return [
            None if problem.location is None else str(problem.location),
            problem.message.text(self.language),
            None if problem.hint is None else problem.hint.text(self.language),
        ]

    def relied_on(self) -> Sheet:
        """The assumptions and readings on which lines rest, what is followed, and on how many of them."""
        columns = self.columns(
            *(("sort", 10), ("about", 70), ("followed", 40), ("others", 50), ("clause", 12), ("gaps", 14)),
            *(("lines", 8),),
        )
        return Sheet(self.word("relied-on"), columns, list(self._relied_on()), self.above("relied-on"))

    def _relied_on(self) -> Iterator[Row]:
        # By the law of the line, and by what is followed: an amendment may adopt another option in some months.
        counted: dict[tuple[str, str | None], tuple[Reading | Assumption, int]] = {}
        for line in self.settlement.lines:
            law = line.answer.case.law.policy
            doubtful = dict.fromkeys(name for one in line.answer.alternatives for name in one.readings)
            rested: list[Reading | Assumption] = [*trace(line.answer).assumptions]
            rested += (law.readings[name] for name in doubtful)
            for one in rested:
                key = one.name, one.preferred if isinstance(one, Reading) else one.adopted
                counted[key] = one, counted.get(key, (one, 0))[1] + 1
        for one, count in sorted(counted.values(), key=lambda item: -item[1]):
            followed = one.preferred if isinstance(one, Reading) else one.adopted
            others = [option.term.in_language(self.language) for key, option in one.options.items() if key != followed]
            yield [
                self.word("reading" if isinstance(one, Reading) else "assumption"),
                one.term.in_language(self.language),
                None if followed is None else one.options[followed].term.in_language(self.language),
                words("list", self.language).join(others) or None,
                *(one.citation.clause, ", ".join(one.gaps), count),
            ]


_WRAPS = 28
"""Columns wider than this hold sentences."""


def _pairs(restated: Iterable[Restated]) -> Iterable[tuple[str, str]]:
    return dict.fromkeys((one.payer, one.payee) for one in restated)


def _parts(lines: Iterable[Mapping[str, object]]) -> str:
    """The days, amounts and rules of lines."""
    return "\n".join(
        f"{one['first']}..{one['last']}: {'?' if one['amount'] is None else one['amount']}" for one in lines
    )


def _decimal(number: Fraction | None) -> object:
    return None if number is None else decimal_of(number)


def _or(number: Fraction | None, otherwise: str) -> object:
    return otherwise if number is None else decimal_of(number)


def _amounts(decision: Decision) -> Iterator[Answer]:
    """The answers that are amounts of money."""
    return (answer for answer in decision.values() if _is_money(answer.conclusion, decision))


def _is_money(conclusion: Conclusion, decision: Decision) -> bool:
    return isinstance(conclusion.kind, Quantity) and adds_up(conclusion.kind.unit, decision.law.policy)


def _conclusions(settlement: Settlement, class_: type) -> list[Conclusion]:
    """The amounts of money concluded about a subject in any year."""
    found: dict[str, Conclusion] = {}
    for year in settlement.years:
        for one in year.decision.law.conclusions.values():
            if one.subject == subject_name(class_) and _is_money(one, year.decision):
                found.setdefault(one.name, one)
    return list(found.values())


def _figure_or_words(answer: Answer, voice: Voice) -> Decimal | Fraction | str:
    """The amount if it is settled, else what can be said of it, with its standing."""
    outcome = answer.outcome
    if isinstance(outcome, Known) and answer.standing is Standing.SETTLED:
        return decimal_of(Fraction(outcome.value))
    standing = words(f"standing-{answer.standing.value}", voice.language)
    told = figure(outcome, answer.conclusion.kind, voice)
    return words("sheet-open", voice.language, figure=told, standing=standing)


def _name_and_mode(decision: Decision, voice: Voice) -> tuple[object, object]:
    estate = decision.subject.estate  # type: ignore[attr-defined]
    if estate is None:
        return None, None
    declared, mode = facts_of(Estate)["management_mode"], estate.management_mode
    assert isinstance(declared, MemberFact)
    return estate.name, None if mode is None else worded(mode, Member(declared.enumeration), voice)
