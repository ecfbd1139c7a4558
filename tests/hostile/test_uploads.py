"""Files that strangers send, through the real work on a revision: it ends with a reason, and the bytes stay."""

from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from builds.models import Revision
from builds.services import uploads
from builds.services.bill import HEAVIEST, weight_of
from builds.services.process import process_revision
from common.files import keep, read_file
from tests.factories import make_build, make_line, make_part, make_revision, make_user
from tests.ldraw_text import mpd, ref

pytestmark = pytest.mark.django_db
FAR = "1e300 0 0 0 1 0 0 0 1"
NESTED = {f"m{index}": [ref(f"m{index + 1}.ldr", 16)] * 2 for index in range(40)} | {"m40": [ref("3001.dat")]}


@pytest.fixture(autouse=True)
def own_var(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)


def processed(data: bytes) -> Revision:
    revision = uploads.create_build(owner=make_user(), file_name="model.mpd", file=keep(data)).revisions.get()
    process_revision(revision.pk)
    revision.refresh_from_db()
    assert read_file(revision.file) == data
    return revision


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \r\n\t", "EMPTY_FILE"),
        (b"\x7fELF\x02\x01\x01\0", "NOT_TEXT"),
        (b"PK\x03\x04", "UNSUPPORTED_FORMAT"),
        (ref("../../etc/passwd").encode(), "NOTHING_PLACED"),
        (ref("3001.dat", at=(float("nan"), 0, 0)).encode(), "NOTHING_PLACED"),
        (ref("gone.ldr").encode(), "NOTHING_COUNTED"),
        (mpd(main=[ref("MAIN.ldr")]), "SELF_REFERENCE"),
        (mpd(**NESTED), "TOO_MANY_PARTS"),
        ("\n".join(ref(f"q{index}.dat") for index in range(20_001)).encode(), "BILL_TOO_LONG"),
        (b"0\n" * 2_000_001, "TOO_MANY_LINES"),
        (b"\r" * 40_000_000 + b"0", "TOO_MANY_LINES"),
    ],
)
def test_what_cannot_be_counted_fails_with_a_reason(data: bytes, code: str) -> None:
    revision = processed(data)
    assert (revision.state, revision.attempts) == ("failed", 1)
    error = revision.error or {}
    assert error["code"] == code
    assert error["message"]
    assert error["hint"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mpd(main=[ref("a.ldr", turn=FAR)], a=[ref("3001.dat", turn=FAR)]), "TOO_FAR"),
        (mpd(main=[ref("a.ldr")] * 600, a=[ref("3001.dat")] * 600), "TOO_MANY_PLACEMENTS"),
    ],
)
def test_what_cannot_be_shown_is_counted_all_the_same(data: bytes, code: str) -> None:
    revision = processed(data)
    assert revision.state == "ready"
    assert revision.stage_figures["shown"]["code"] == code
    assert revision.bom_lines.get().reference == "3001"


def test_a_weight_that_no_column_holds_is_not_known() -> None:
    revision = make_revision(make_build())
    anvil = make_part("anvil", "Anvil", weight=Decimal("50000.00"))
    lines = [make_line(revision, part=anvil, quantity=quantity) for quantity in (1, 10_000)]
    assert weight_of(lines[:1]) == Decimal("50000.00")
    assert Decimal(50_000) * 10_000 > HEAVIEST
    assert weight_of(lines) is None
