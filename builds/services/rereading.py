"""Reading a table again as its builder says: which columns hold what, and whose numbers they are.

A revision never changes, nor how its bytes are read; so the same bytes with another reading are the next revision.
"""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from brickcore.content import AskedColumns
from builds.models import Revision
from builds.selectors.access import access_revision
from builds.services.revisions import add_revision
from common.errors import Conflict, Invalid
from parts.models import System

MOST_COLUMNS = 200  # as many as a table may have
MOST_HEAD = 20  # the line of a heading at most
TABLES = ("csv", "xlsx")
COLOUR_SYSTEMS = tuple(system for system in System.values if system != System.LDD)


@transaction.atomic
def read_again(*, revision: Revision, by: User, columns: AskedColumns) -> Revision:
    """The next revision of one's own build: the same bytes with these columns.

    Raises NotFound, Denied, Invalid("COLUMNS"), Conflict("NOT_A_TABLE") and what an upload raises.
    """
    checked = checked_columns(columns)
    revision = access_revision(by, revision.pk)
    if revision.format not in TABLES and (revision.error or {}).get("code") not in UNREAD:
        raise Conflict("NOT_A_TABLE", _("Only a table has columns to choose: CSV, TSV or XLSX."))
    note = _("Read again with chosen columns")
    return add_revision(
        build=revision.build, by=by, file_name=revision.file_name, file=revision.file, note=note,
        reading={"columns": asdict(checked)},
    )  # fmt: skip


UNREAD = ("NO_COLUMNS", "NO_ROWS", "NO_SUCH_COLUMN")
"""Why a table could not be read at all: then its format is not known yet, and other columns may help."""


def checked_columns(columns: AskedColumns) -> AskedColumns:
    """Columns that can be. Raises Invalid."""
    if columns.system not in System.values:
        raise _invalid(_("Choose whose numbers the parts have."), "system")
    if columns.colour_system and columns.colour_system not in COLOUR_SYSTEMS:
        raise _invalid(_("Choose whose numbers the colours have, or none where they are names."), "colour_system")
    told = [("part", columns.part), ("quantity", columns.quantity), ("colour", columns.colour)]
    for name, at in told:
        if at is not None and not 0 <= at < MOST_COLUMNS:
            message = _("A table has at most %(most)d columns.") % {"most": MOST_COLUMNS}
            raise _invalid(message, name)
    chosen = [at for _name, at in told if at is not None]
    if len(set(chosen)) < len(chosen):
        raise _invalid(_("One column holds one thing: choose another for each."), "quantity")
    if columns.head is not None and not 0 <= columns.head <= MOST_HEAD:
        message = _("The heading stands in one of the first %(most)d lines.") % {"most": MOST_HEAD}
        raise _invalid(message, "head")
    return columns


def _invalid(message: str, field: str) -> Invalid:
    return Invalid("COLUMNS", message, field=field)
