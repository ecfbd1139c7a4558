"""The work on a store's file: read by a child, identified, merged. It may be killed at any line and run again."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import ServiceError
from shop.models import OfferImport, Store
from shop.services.offer_imports.merging import merge_lots
from shop.services.offer_imports.naming import name_lots
from shop.services.offer_imports.reading import CancelledError, read_list
from shop.services.offer_imports.report import Report

READ, NAMED = 25, 60  # per cent that are done when a stage is
OnProgress = Callable[[int], object]

logger = logging.getLogger(__name__)


def run_import(import_id: int, on_progress: OnProgress | None = None) -> None:
    """Bring a file onto its store's shelf; does nothing when that is done, failed or cancelled.

    A file at fault ends in FAILED with its reason, and the shelf as it was. Raises WorkInterrupted when something
    outside ended the reading: then another run is worth it.
    """
    given = OfferImport.objects.select_related("store", "file").filter(pk=import_id).first()
    if given is None or given.state not in OfferImport.UNFINISHED:
        return
    _open(import_id).update(state=OfferImport.State.WORKING)
    step = _Steps(import_id, on_progress)
    report = Report()
    try:
        with read_list(given, lambda: not _open(import_id).exists()) as read:
            report.take_reading(read.told)
            step(READ)
            known = name_lots(read, lambda share: step(READ + int((NAMED - READ) * share)))
            _merge(given, lambda store: merge_lots(store, given.mode, read, known, report), report)
    except CancelledError:
        logger.info("an import of offers was called off", extra={"import": import_id})
        return
    except ServiceError as error:
        _fail(import_id, {"code": error.code, "message": error.message, "hint": _("The shelf is as it was.")}, report)
    step.tell(100)


def give_up_import(import_id: int, message: str) -> None:
    """After the last attempt: the import says so."""
    _fail(import_id, {"code": "IMPORT_GIVEN_UP", "message": message, "hint": _("The shelf is as it was.")}, Report())


class _Steps:
    """Writes how far the work is, and ends it where somebody called it off."""

    def __init__(self, import_id: int, on_progress: OnProgress | None) -> None:
        self._import_id = import_id
        self.tell = on_progress or (lambda _per_cent: None)

    def __call__(self, per_cent: int) -> None:
        if not _open(self._import_id).update(progress=per_cent):
            raise CancelledError
        self.tell(per_cent)


@transaction.atomic
def _merge(given: OfferImport, merge: Callable[[Store], None], report: Report) -> None:
    """Shelf and report change together, under the store's lock: imports of one store come one after another."""
    store = Store.objects.select_for_update(no_key=True).get(pk=given.store_id)
    row = OfferImport.objects.select_for_update().get(pk=given.pk)
    if row.state not in OfferImport.UNFINISHED:  # called off, or done by a run that was believed dead
        raise CancelledError
    merge(store)
    _write(row, state=OfferImport.State.DONE, progress=100, **report.fields())


@transaction.atomic
def _fail(import_id: int, error: dict[str, Any], report: Report) -> None:
    row = _open(import_id).select_for_update().first()
    if row is None:
        return
    told = report.fields()
    kept = {name: told[name] for name in ("rejected", "rejections")}
    _write(row, state=OfferImport.State.FAILED, error=error, **kept)


def _write(row: OfferImport, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields, "updated_at"])


def _open(import_id: int) -> Any:
    return OfferImport.objects.filter(pk=import_id, state__in=OfferImport.UNFINISHED)
