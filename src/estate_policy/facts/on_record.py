"""What every decision on record has: its file number, the body that made it, and the day."""

from datetime import date
from typing import Annotated

from estate_policy.schema import DateFact, Identity, MemberFact
from estate_policy.terms import Term

FileNumber = Annotated[str, Identity(term=Term(zh="文号", en="file number"), headings=("决定文号", "文件编号"))]

DecidedBy = Annotated[
    str,
    MemberFact(
        term=Term(zh="决定单位", en="deciding body"),
        enumeration="body",
        question=Term(zh="由哪个单位作出决定？", en="Which body decided?"),
        required=True,
        headings=("作出决定单位",),
    ),
]

DecidedOn = Annotated[
    date,
    DateFact(
        term=Term(zh="决定日期", en="day of the decision"),
        unit="day",
        counts="days",
        low=date(1990, 1, 1),
        high=date(2100, 12, 31),
        question=Term(zh="决定于哪一天作出？", en="On which day was it decided?"),
        required=True,
        headings=("作出决定日期",),
    ),
]
