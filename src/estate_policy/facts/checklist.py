"""Facts of checklists: things that are done or not, each asked for in the words in which it is told."""

from estate_policy.schema import TruthFact
from estate_policy.terms import Term


def item(*, done: Term, not_done: Term) -> TruthFact:
    """Something that has been done or not; `done` has 已 where 是否 is asked, and reads on after *Is it so that*.

    >>> item(done=Term("已设办公室", "there is an office"), not_done=Term("未设办公室", "there is no office")).question
    Term(zh='是否已设办公室？', en='Is it so that there is an office?')
    """
    question = Term(zh=f"{done.zh.replace('已', '是否已', 1)}？", en=f"Is it so that {done.en}?")
    return TruthFact(term=done, negated=not_done, question=question)
