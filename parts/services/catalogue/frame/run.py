"""One import: begun, recorded, and ended with a new catalogue version when anything changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import IntEnum

from django.db import connection, transaction
from django.utils import timezone

from parts.models import CatalogueImport
from parts.selectors import current_catalogue_version
from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.frame.counts import Imported, Tally
from parts.services.reconcile import reconcile
from parts.services.versions import count_version_up, lock_catalogue
from parts.services.vocabulary import rebuild_vocabulary

_WORKED_OUT = "numbers worked out"

_SEARCH_INDEXES = ("part_search_gin", "set_search_gin", "minifig_search_gin")
_SOURCE_LIMIT = 200


class Follows(IntEnum):
    """What has to be made anew after an import, each with those before it: of prices nothing depends."""

    NOTHING = 0
    NUMBERS = 1
    SEARCH = 2


class ImportRun:
    """What the steps of an import write their counts to. `imported` is there once the run has ended."""

    def __init__(self, command: str, source: str, watch: Watch, follows: Follows) -> None:
        self.source = source
        self._follows = follows
        self.watch = watch
        self._tally = Tally()
        self._record = CatalogueImport.objects.create(command=command, source=source[:_SOURCE_LIMIT])
        self.imported: Imported

    def count(self, table: str, *, added: int = 0, changed: int = 0, unchanged: int = 0) -> None:
        """Add to a table's counts."""
        counts = self._tally.of(table)
        counts.added += added
        counts.changed += changed
        counts.unchanged += unchanged

    def reject(self, table: str, line: int, reason: str) -> None:
        """A row of the source is refused. `reason` says what is wrong with it in one sentence."""
        self._tally.reject(table, line, reason)

    def count_rejected(self, table: str, more: int) -> None:
        """Further rows were refused, of which line and reason are not kept."""
        self._tally.of(table).rejected += more

    def rejected(self, table: str) -> int:
        """How many rows of a table were refused so far."""
        return self._tally.of(table).rejected

    @property
    def has_tables(self) -> bool:
        """Whether the source had anything that could be counted."""
        return bool(self._tally.tables)

    @property
    def has_changes(self) -> bool:
        """Whether any row is new or differs."""
        total = self._tally.total()
        return bool(total.added or total.changed)

    def finish(self) -> None:
        """Bring what follows from the rows up to date, write the record, and a new version when anything changed."""
        if self.has_changes:
            self._bring_up_to_date()
        total, record = self._tally.total(), self._record
        if self.has_changes:
            record.version = count_version_up(self.source[:_SOURCE_LIMIT])
        for name, value in asdict(total).items():
            setattr(record, name, value)
        record.finished_at = timezone.now()
        record.rejections = [rejection._asdict() for rejection in self._tally.rejections]
        record.tables = {name: asdict(counts) for name, counts in self._tally.tables.items()}
        record.save()
        self.imported = Imported(
            self.source, current_catalogue_version(), total, self._tally.tables, self._tally.rejections
        )

    def _bring_up_to_date(self) -> None:
        with connection.cursor() as cursor:
            # Nobody else has counted the new rows yet, and plans made for an empty table take minutes.
            cursor.execute("ANALYZE parts_part, parts_partnumber, parts_partrelation, parts_element")
        if self._follows >= Follows.NUMBERS:
            numbers = reconcile()
            changed = numbers.changed + numbers.removed
            self.count(_WORKED_OUT, added=numbers.added, changed=changed, unchanged=numbers.unchanged)
        if self._follows >= Follows.SEARCH:
            rebuild_vocabulary()
            with connection.cursor() as cursor:
                # What waits to be sorted into an index is read from end to end by every search until it is.
                for index in _SEARCH_INDEXES:
                    cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])


@contextmanager
def import_run(
    *, command: str, source: str, watch: Watch = unwatched, follows: Follows = Follows.SEARCH
) -> Iterator[ImportRun]:
    """A transaction under the imports' lock. Whatever ends it early leaves the catalogue as it was."""
    with transaction.atomic():
        lock_catalogue()
        with connection.cursor() as cursor:
            # Each table is joined whole, once: room to do so in memory is worth more than compiling the query.
            cursor.execute("SET LOCAL work_mem = '128MB'; SET LOCAL jit = off")
            # New words wait in a list, and are sorted into the index together: a fifth of the work of one by one.
            cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'; SET LOCAL maintenance_work_mem = '256MB'")
        run = ImportRun(command, source, watch, follows)
        yield run
        run.finish()
