"""Bytes in the local folder: kept once, whole, and handed out through signed addresses only."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client

from common.errors import Invalid, NotFound
from common.files import keep, keep_uploaded, open_file, read_file, signed_url, upload_target
from common.files.addresses import ReadGrant
from common.models import StoredFile

BRICKS = b"0123456789"
HASH = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"
KEY = "announced-upload-1"

pytestmark = pytest.mark.django_db


def kept_files() -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def address(**details: object) -> str:
    given = {"name": "bricks.txt", "content_type": "text/plain"} | details
    return signed_url(keep(BRICKS), **given)  # type: ignore[arg-type]


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_the_same_bytes_are_kept_once() -> None:
    first, second = keep(BRICKS), keep(ContentFile(BRICKS))
    assert first == second
    assert (first.sha256, first.size) == (HASH, 10)
    assert kept_files() == [f"sha256/84/d8/{HASH}"]
    assert read_file(first) == BRICKS


def test_too_many_bytes_are_refused_and_leave_nothing() -> None:
    with pytest.raises(Invalid, match="FILE_TOO_LARGE: The file is larger than 1 MB"):
        keep(bytes((1 << 20) + 1), max_size=1 << 20)
    assert kept_files() == []
    assert not StoredFile.objects.exists()


def test_bytes_that_the_folder_lost_are_kept_anew() -> None:
    stored = keep(BRICKS)
    default_storage.delete(stored.key)
    with pytest.raises(NotFound, match="FILE_MISSING"):
        open_file(stored)
    assert read_file(keep(BRICKS)) == BRICKS


def test_a_write_that_breaks_leaves_no_half_file() -> None:
    class Breaking(ContentFile):  # type: ignore[type-arg]
        def chunks(self, chunk_size: int | None = None):  # type: ignore[no-untyped-def]
            yield b"half"
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        default_storage.save("sha256/aa/bb/aabb", Breaking(b""))
    assert kept_files() == []


def test_a_signed_address_hands_out_the_bytes_and_lets_nothing_run(client: Client) -> None:
    response = client.get(address())
    assert (response.status_code, body(response)) == (200, BRICKS)
    assert response["Content-Disposition"] == 'attachment; filename="bricks.txt"'
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Length"] == "10"


def test_inline_files_are_shown_and_odd_names_survive(client: Client) -> None:
    response = client.get(address(name="a/b ü.txt", inline=True))
    assert response["Content-Disposition"] == "inline; filename*=utf-8''b%20%C3%BC.txt"


@pytest.mark.parametrize(
    ("asked", "status", "got", "said"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-1,4-5", 200, BRICKS, None),
        ("lines=1-2", 200, BRICKS, None),
    ],
)
def test_a_range_of_the_bytes(client: Client, asked: str, status: int, got: bytes, said: str | None) -> None:
    response = client.get(address(), headers={"Range": asked})
    assert (response.status_code, body(response), response.get("Content-Range")) == (status, got, said)
    assert response["Content-Length"] == str(len(got))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=5-4", "bytes=-0"])
def test_a_range_outside_of_the_file_is_refused(client: Client, asked: str) -> None:
    response = client.get(address(), headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


def test_an_unchanged_file_is_not_sent_again(client: Client) -> None:
    response = client.get(address(), headers={"If-None-Match": f'"{HASH}"'})
    assert (response.status_code, response.content) == (304, b"")


def test_the_address_stays_the_same_for_a_while_so_that_browsers_keep_the_file() -> None:
    assert address(expires=timedelta(seconds=1)) == address(expires=timedelta(seconds=2))


def test_a_changed_or_expired_address_is_refused(client: Client) -> None:
    good = address()
    assert client.get(good.replace("/files/", "/files/x")).status_code == 403
    old = ReadGrant(f"sha256/84/d8/{HASH}", 1, "bricks.txt", "text/plain", inline=False).sign()
    assert client.get(f"/files/{old}/bricks.txt").status_code == 403


def test_permission_to_write_is_no_permission_to_read(client: Client) -> None:
    signed = upload_target(KEY).url.rpartition("/")[2]
    assert client.get(f"/files/{signed}/bricks.txt").status_code == 403


def test_a_lost_file_is_said(client: Client) -> None:
    url = address()
    default_storage.delete(f"sha256/84/d8/{HASH}")
    assert client.get(url).status_code == 404


def test_an_announced_upload_arrives_and_is_kept_by_content(client: Client) -> None:
    target = upload_target(KEY, size=10)
    assert (target.method, target.headers) == ("PUT", {})
    assert client.put(target.url, BRICKS, content_type="application/octet-stream").status_code == 204
    with transaction.atomic():
        stored = keep_uploaded(KEY)
    assert (stored.sha256, read_file(stored)) == (HASH, BRICKS)


@pytest.mark.django_db(transaction=True)
def test_what_arrived_goes_away_only_when_it_is_really_kept(client: Client) -> None:
    client.put(upload_target(KEY).url, BRICKS)
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - both belong into one transaction
        keep_uploaded(KEY)
        raise ZeroDivisionError
    with transaction.atomic():
        keep_uploaded(KEY)
    assert kept_files() == [f"sha256/84/d8/{HASH}"]
    with pytest.raises(NotFound, match="UPLOAD_NOT_ARRIVED"):
        keep_uploaded(KEY)


def test_an_upload_larger_than_announced_is_refused(client: Client) -> None:
    response = client.put(upload_target(KEY, size=9).url, BRICKS)
    assert (response.status_code, kept_files()) == (413, [])


def test_a_length_that_lies_does_not_get_more_in(client: Client) -> None:
    response = client.put(upload_target(KEY, max_size=4).url, BRICKS, headers={"Content-Length": "1"})
    assert response.status_code in {204, 413}
    assert all((Path(settings.MEDIA_ROOT) / name).stat().st_size <= 4 for name in kept_files())


def test_an_upload_above_the_limit_is_not_even_announced() -> None:
    with pytest.raises(Invalid, match="FILE_TOO_LARGE"):
        upload_target(KEY, max_size=10, size=11)


def test_an_upload_that_turns_out_too_large_is_not_kept() -> None:
    default_storage.save(f"incoming/{KEY}", ContentFile(BRICKS))
    with pytest.raises(Invalid, match="FILE_TOO_LARGE"):
        keep_uploaded(KEY, max_size=9)
    assert kept_files() == []


@pytest.mark.parametrize("key", ["../../etc/passwd", "short", "a/b/c/d/e/f", "", "x" * 101])
def test_a_key_cannot_leave_its_folder(key: str) -> None:
    with pytest.raises(Invalid, match="UPLOAD_KEY"):
        upload_target(key)
    with pytest.raises(Invalid, match="UPLOAD_KEY"):
        keep_uploaded(key)


def test_only_put_writes_and_only_get_reads(client: Client) -> None:
    assert client.post(upload_target(KEY).url, BRICKS, content_type="text/plain").status_code == 405
    assert client.post(address(), b"", content_type="text/plain").status_code == 405
