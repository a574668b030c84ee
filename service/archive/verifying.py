"""``verify``: walk the log, the records with their files and manifests, the numbers and the steps, and name every damage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from service.archive.chain import Witness
from service.archive.damage import Damage, Kind
from service.archive.papers import check_file, check_paper
from service.settings import Settings
from service.storage import AuditLog, Database, Files, Originals, open_database
from service.storage.issuings import step_digest
from service.storage.number import Number, NumberState, Series
from service.storage.whole import Vault, Wanted, Whole


@dataclass(frozen=True, slots=True)
class Kept:
    """What is walked: a database and the files beside it; neither is written."""

    database: Database
    files: Files

    @property
    def vault(self) -> Vault:
        """The records."""
        return Vault(self.database)

    @property
    def log(self) -> AuditLog:
        """The audit log."""
        return AuditLog(self.database)


@contextmanager
def open_kept(settings: Settings) -> Iterator[Kept]:
    """Yield what the settings keep, for as long as it is walked."""
    database = open_database(settings.database_url)
    try:
        yield Kept(database, Files(settings.data / "files"))
    finally:
        database.close()


def extent(kept: Kept) -> int:
    """Return how many steps `verify` will take, as far as nobody writes meanwhile."""
    return kept.vault.count() + kept.log.head()[0]


def verify(kept: Kept) -> Iterator[tuple[Damage, ...]]:
    """Yield what is wrong with each row of the log and each record, and at last with the register.

    Papers may be issued and voided meanwhile: what seems wrong is looked at again, with the log's newest rows.
    """
    ids, head, witness = kept.vault.ids(Wanted()), kept.log.head(), Witness()
    for row in kept.log.walk():
        yield tuple(witness.hear(row))
        if row.sequence >= head[0]:
            break
    found = [*witness.end(head)]
    numbers = dict[str, str]()
    for whole in kept.vault.walk(ids):
        if whole.issuing is not None and whole.issuing.number_id is not None:
            numbers[whole.issuing.number_id] = whole.record.id
        yield tuple(check_paper(whole, kept.files, witness.manifests)) and _again(whole, witness, kept)
    found += _lost(witness, kept)
    found += _numbers(kept.vault, numbers, set(ids))
    found += _steps(witness, kept)
    found += _originals(kept)
    found += [
        Damage(Kind.GUARD_MISSING, f"数据库的保护 {name}", "被拆掉了，重新启动服务会补上")
        for name in kept.vault.missing_guards()
    ]
    yield tuple(found)


def _again(whole: Whole, witness: Witness, kept: Kept) -> tuple[Damage, ...]:
    """Return what is still wrong with a record when it is read anew, after the rows that the log got since."""
    (fresh,) = kept.vault.walk([whole.record.id])
    damages = [found for row in kept.log.walk(after=witness.last[0]) for found in witness.hear(row)]
    return (*damages, *check_paper(fresh, kept.files, witness.manifests))


def _lost(witness: Witness, kept: Kept) -> Iterator[Damage]:
    for id in kept.vault.lost(witness.manifests):
        yield Damage(Kind.RECORD_LOST, f"记录 {id}", "日志里有印发它的那一行，记录却不见了", id)


def _steps(witness: Witness, kept: Kept) -> Iterator[Damage]:
    held = kept.vault.steps()
    for id, digest in witness.steps.items():
        step = held.get(id)
        if step is None or step_digest(step) != digest:
            what = "不见了" if step is None else "被改动过"
            name = "一条办理过程" if step is None else f"办理过程“{step.step}　{step.person}”"
            yield Damage(Kind.STEP_CHANGED, name, f"{what}，与日志不一致", (step and step.record_id) or "")


def _originals(kept: Kept) -> Iterator[Damage]:
    for originals in Originals(kept.database).all():
        for each in originals:
            for kind, message in check_file(kept.files, each.digest, each.size, each.sm3):
                yield Damage(kind, f"原件“{each.name}”", message, each.record_id, each.digest)


def _numbers(vault: Vault, used: Mapping[str, str], walked: Collection[str]) -> Iterator[Damage]:
    series = {(each.unit_id, each.kind, each.code): each for each in vault.series()}
    known = set[str]()
    for numbers in vault.numbers():
        first = numbers[0]
        own = series.get((first.unit_id, first.value.kind, first.value.code))
        yield from _gaps(numbers, own)
        for number in numbers:
            known.add(number.id)
            unused = number.record_id is None or (number.record_id in walked and number.id not in used)
            if number.state is NumberState.USED and unused:
                yield Damage(Kind.NUMBER_CHANGED, str(number.value), "登记为已用，却没有公文用它")
            elif number.state is NumberState.RESERVED and number.id in used:
                yield Damage(
                    Kind.NUMBER_CHANGED, str(number.value), "有公文用它，却登记为留号", used[number.id]
                )
    for id in sorted(set(used) - known):
        yield Damage(Kind.NUMBER_MISSING, f"记录 {used[id]} 的文号", "登记簿里没有这个号", used[id])


def _gaps(numbers: tuple[Number, ...], series: Series | None) -> Iterator[Damage]:
    """Yield the numbers that have no row though a later one was given by us: ours are given without a gap.

    What lies between the numbers of other systems may not have been registered yet and is no damage.
    """
    given = [number.value.serial for number in numbers if number.held_for]
    if series is None or not given:
        return
    held = {number.value.serial for number in numbers}
    period = numbers[0].value.period
    for serial in range(series.first(period), max(given)):
        if serial not in held:
            place = (
                f"{series.code}〔{period}〕{serial}号" if period.isdecimal() else f"{series.code}第{serial}号"
            )
            yield Damage(Kind.NUMBER_MISSING, place, "登记簿里缺这个号的一行")
