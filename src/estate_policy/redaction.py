"""Facts taken out of a receipt, which stays the receipt that it was."""

from collections.abc import Collection

from estate_policy.arguments import refuse_other_class, several
from estate_policy.errors import Problem, ReceiptError
from estate_policy.messages import Message, closest
from estate_policy.receipts import Receipt
from estate_policy.seal import digest_of, misplaced, redacted
from estate_policy.shown import shortened


def redact(receipt: Receipt, facts: Collection[str]) -> Receipt:
    """The receipt without the values of some facts, and of the same digest.

    Facts are named as answers name them: `estate.completion_year`, `contracts[C-1].months`. With `estate`, `contracts`
    or `contracts[C-1]`, all that is given of these goes; how many members a collection has stays.

    Gone are the facts, and of each conclusion that rests on them how it came about: its trace, what it misses, which
    rules end without a value. What it says stays, its value too, and may give a fact away: see `Receipt.resting_on`.
    `ReceiptError` where there is no such fact, or the receipt is not as it was issued.
    """
    refuse_other_class(receipt, Receipt, "read_receipt(path)")
    facts = several("facts", facts)
    known = {name for fact in receipt.facts for name in fact.names}
    for name in facts:
        if name not in known:
            raise ReceiptError(_unknown(name, known, receipt))
    found = digest_of(receipt.record)
    if found != receipt.digest or any(misplaced(receipt.record)):
        raise ReceiptError(Problem(Message("digest-differs", {"recorded": receipt.digest, "replayed": found})))
    wanted, salts = set(facts), receipt.record["salts"]
    places = {fact.place for fact in receipt.facts if wanted.intersection(fact.names)}
    record = redacted(receipt.record, salts, places)
    return Receipt({**record, "salts": {place: salt for place, salt in salts.items() if place not in places}})


def _unknown(name: str, known: Collection[str], receipt: Receipt) -> Problem:
    """That there is no such fact, which is probably meant, and where all of them are."""
    told = {"field": shortened(name), "subject": receipt.record["subject"]["is"]}
    similar = closest(name, known)
    hint = Message("facts-in-receipt") if similar is None else Message("fact-of-receipt-meant", similar.details)
    return Problem(Message("unknown-fact", told), hint=hint)
