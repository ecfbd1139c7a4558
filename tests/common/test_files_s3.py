"""The same promises with the bytes in S3 (moto's server, over real HTTP)."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from common.errors import NotFound
from common.files import keep, keep_uploaded, open_file, read_file, signed_url, upload_target
from common.models import StoredFile

BRICKS = b"0123456789"
HASH = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"
KEY = "announced-upload-1"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def bucket(s3: str, settings: Settings) -> Iterator[None]:
    client = boto3.client("s3", "us-east-1", endpoint_url=s3, aws_access_key_id="key", aws_secret_access_key="secret")
    client.create_bucket(Bucket="bricks")
    options = {
        "bucket_name": "bricks",
        "endpoint_url": s3,
        "access_key": "key",
        "secret_key": "secret",
        "region_name": "us-east-1",
        "signature_version": "s3v4",
    }
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    yield
    for found in client.list_objects_v2(Bucket="bricks").get("Contents", []):
        client.delete_object(Bucket="bricks", Key=found["Key"])


def names() -> list[str]:
    return sorted(found.key for found in storages["default"].bucket.objects.all())  # type: ignore[attr-defined]


def test_the_same_bytes_are_kept_once() -> None:
    assert keep(BRICKS) == keep(BRICKS)
    assert names() == [f"sha256/84/d8/{HASH}"]
    assert read_file(StoredFile.objects.get()) == BRICKS


def test_lost_bytes_are_named() -> None:
    with pytest.raises(NotFound, match="FILE_MISSING"):
        open_file(StoredFile(sha256=HASH, size=10))


def test_a_presigned_address_hands_out_the_bytes_under_a_name() -> None:
    url = signed_url(keep(BRICKS), name="bricks ü.txt", content_type="text/plain")
    with urllib.request.urlopen(url) as response:
        assert response.read() == BRICKS
        assert response.headers["Content-Type"] == "text/plain"
        assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''bricks%20%C3%BC.txt"


def test_a_presigned_upload_arrives_and_is_kept() -> None:
    target = upload_target(KEY, size=10)
    signed = parse_qs(urlsplit(target.url).query)["X-Amz-SignedHeaders"][0].split(";")
    assert (target.headers, "content-length" in signed) == ({"Content-Length": "10"}, True)
    request = urllib.request.Request(target.url, data=BRICKS, method="PUT", headers={"Content-Type": ""})
    with urllib.request.urlopen(request) as response:
        assert response.status == 200
    assert names() == [f"incoming/{KEY}"]
    assert keep_uploaded(KEY).sha256 == HASH


def test_an_upload_that_never_came_is_said() -> None:
    with pytest.raises(NotFound, match="UPLOAD_NOT_ARRIVED"):
        keep_uploaded(KEY)
