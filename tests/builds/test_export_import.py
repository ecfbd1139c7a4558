"""A whole build leaves as one zip, and comes back anywhere as a draft of whoever imports it."""

import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from brickcore.bundles.manifest import MOST_ATTACHED
from brickcore.child import ChildResult
from builds.models import Build, BuildImport, Licence, Revision
from builds.selectors import attachments_of
from builds.selectors.imports import access_import
from builds.selectors.licences import DEEDS
from builds.services import importing, process, publish, remix, uploads
from builds.services.attachments import MAX_ATTACHMENTS, attach_file
from builds.services.downloads import list_file
from builds.services.export_texts import TERMS
from builds.services.exporting import export_chunks, export_of, member_chunks
from builds.tasks import import_build, say_that_nothing_was_imported
from common.children import WorkInterrupted
from common.errors import Conflict, Invalid, NotFound
from common.files import keep
from parts.models import Colour, Part
from tests.brickcore.bundles.bundle_samples import CAR, DRIVE, bundled, entry, told

MakeBuild = Callable[..., Build]
TRUCK = CAR + b"1 1 0 -24 0 1 0 0 0 1 0 0 0 1 3001.dat\n1 4 9 9 9 1 0 0 0 1 0 0 0 1 grille-x.dat\n"


def exported(build: Build, viewer: User | None) -> bytes:
    return b"".join(export_chunks(export_of(build, viewer)))


def manifest_of(data: bytes) -> dict[str, Any]:
    with ZipFile(BytesIO(data)) as archive:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return manifest


def imported(owner: User, data: bytes, name: str = "car.zip") -> BuildImport:
    given = importing.start_import(owner=owner, file_name=name, file=keep(data))
    import_build(import_id=given.pk)
    given.refresh_from_db()
    return given


@pytest.fixture
def build(owner: User, make_build: MakeBuild, get_ready: Callable[[Revision], Revision]) -> Build:
    """A published build with a second, unpublished revision, and two files beside it."""
    build = make_build(owner, "Red car", published=True, description="It **rolls**.", tags=["car", "Red one"],
                       licence="CC-BY-NC-4.0")  # fmt: skip
    get_ready(uploads.add_revision(build=build, by=owner, file_name="truck.ldr", file=keep(TRUCK), note="bigger"))
    attach_file(build=build, by=owner, file_name="drive.py", file=keep(DRIVE))
    attach_file(build=build, by=owner, file_name="how.md", file=keep(b"# How\n"))
    return build


def test_its_owner_gets_all_of_it(owner: User, build: Build) -> None:
    data = exported(build, owner)
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        assert archive.read("revisions/2/original/truck.ldr") == TRUCK
        assert archive.read("revisions/1/parts.csv") == list_file(build.revisions.get(number=1), "csv")
        licence = archive.read("licence.txt").decode()
    assert names == [
        "brickfolk-build", "revisions/1/original/car.ldr", "revisions/1/parts.csv", "revisions/1/parts.json",
        "revisions/2/original/truck.ldr", "revisions/2/parts.csv", "revisions/2/parts.json", "files/1/drive.py",
        "files/2/how.md", "README.txt", "description.md", "licence.txt", "manifest.json",
    ]  # fmt: skip
    assert licence.splitlines()[1] == (
        "Licence: CC BY-NC 4.0 (CC-BY-NC-4.0), https://creativecommons.org/licenses/by-nc/4.0/"
    )
    assert "creativecommons.org/licenses/by-nc/4.0/legalcode.en" in licence
    assert manifest_of(data)["shown"] == 1


def test_the_same_build_gives_the_same_bytes(owner: User, build: Build) -> None:
    assert exported(build, owner) == exported(build, owner)


def test_others_get_what_was_published(owner: User, stranger: User, make_build: MakeBuild, build: Build) -> None:
    for viewer in (stranger, None):
        manifest = manifest_of(exported(build, viewer))
        assert [one["number"] for one in manifest["revisions"]] == [1]
    draft = make_build(owner, "Hidden")
    with pytest.raises(NotFound):
        export_of(draft, stranger)


def test_a_build_of_20_revisions_is_collected_in_9_queries(
    owner: User, build: Build, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3, 21):
        Revision.objects.create(build=build, number=number, file=keep(CAR), file_name="car.ldr")
    with django_assert_max_num_queries(9):
        export = export_of(build, owner)
    assert len(export.revisions) == 20


def test_what_comes_back_is_what_left(owner: User, stranger: User, build: Build, brick: Part, red: Colour) -> None:
    for revision in build.revisions.all():
        Revision.objects.filter(pk=revision.pk).update(state=Revision.State.WAITING)
        process.process_revision(revision.pk)
    first = build.revisions.get(number=2)
    given = imported(stranger, exported(build, owner))
    assert (given.state, given.error, given.progress) == ("done", None, 100)
    copy = given.build
    assert copy is not None
    assert (copy.owner, copy.state, copy.title, copy.description, copy.licence) == (
        stranger, Build.State.DRAFT, build.title, build.description, build.licence,
    )  # fmt: skip
    assert sorted(tag.name for tag in copy.tags.all()) == ["car", "red one"]
    assert [(one.number, one.file_id, one.file_name, one.note) for one in copy.revisions.order_by("number")] == [
        (one.number, one.file_id, one.file_name, one.note) for one in build.revisions.order_by("number")
    ]
    assert [(one.file_name, one.file_id) for one in attachments_of(copy)] == [
        (one.file_name, one.file_id) for one in attachments_of(build)
    ]
    second = copy.revisions.get(number=2)
    process.process_revision(second.pk)
    second.refresh_from_db()
    assert second.lot_count == 3
    for key in ("csv", "json"):
        assert list_file(second, key) == list_file(first, key)


def test_the_importing_member_is_no_author(owner: User, stranger: User, build: Build) -> None:
    copy = imported(stranger, exported(build, owner)).build
    assert copy is not None
    assert copy.credits == [
        {"title": "Red car", "author": "builder", "address": "http://127.0.0.1:8000/builds/red-car/",
         "licence": "CC-BY-NC-4.0"}
    ]  # fmt: skip
    assert copy.remix_of is None
    again = manifest_of(exported(copy, stranger))
    assert (again["author"], again["credits"]) == ("stranger", copy.credits)


def test_lineage_goes_along_as_credits(owner: User, stranger: User, build: Build) -> None:
    parent = imported(
        owner, bundled(told(credits=[{"title": "Axle", "author": "Axle Builder", "address": "javascript:1"}]))
    )
    assert parent.build is not None
    revision = parent.build.revisions.get()
    Revision.objects.filter(pk=revision.pk).update(state=Revision.State.READY)
    parent_build = publish.publish_build(build=parent.build, by=owner)
    assert parent_build.shown_revision is not None
    child = remix.remix_build(revision=parent_build.shown_revision, by=stranger)
    credits = manifest_of(exported(child, stranger))["credits"]
    assert [(one["title"], one["author"], one["address"]) for one in credits] == [
        ("Axle", "Axle Builder", ""),
        ("Small car", "Builder", "https://elsewhere.example/builds/small-car/"),
        ("Small car", "builder", "http://127.0.0.1:8000/builds/small-car/"),
    ]


def test_answers_travel_by_numbers(owner: User, stranger: User, build: Build, brick: Part, red: Colour) -> None:
    answer = {
        "system": "ldraw", "reference": "grille-x", "colour_system": "ldraw", "reference_colour": "4",
        "what": "part", "part": brick.pk, "colour": red.pk, "made_at": "2026-05-04T10:00:00+00:00", "by": owner.pk,
    }  # fmt: skip
    build.revisions.filter(number=2).update(answers=[answer])
    data = exported(build, owner)
    assert manifest_of(data)["revisions"][1]["answers"] == [answer | {"part": "3001", "colour": 4, "by": None}]
    copy = imported(stranger, data).build
    assert copy is not None
    first, second = copy.revisions.order_by("number")
    assert (first.answers, second.answers) == (None, [answer | {"by": None}])


@pytest.mark.parametrize(
    "changed",
    [{"part": "no such part"}, {"what": "mine"}, {"made_at": "yesterday"}, {"colour": "4"}, {"system": "x" * 13},
     {"part": None}, {"reference": 7}],
)  # fmt: skip
def test_answers_that_make_no_sense_here_are_left_out(stranger: User, brick: Part, changed: dict[str, Any]) -> None:
    answer = {
        "system": "ldraw", "reference": "x", "colour_system": "", "reference_colour": "", "what": "part",
        "part": "3001", "colour": None, "made_at": "2026-05-04T10:00:00+00:00",
    }  # fmt: skip
    revision = {"number": 4, "file": entry("revisions/1/car.ldr", CAR), "answers": [answer | changed, answer]}
    copy = imported(stranger, bundled(told(revisions=[revision]))).build
    assert copy is not None
    kept = copy.revisions.get()
    assert kept.number == 4
    assert [(one["reference"], one["part"]) for one in kept.answers or ()] == [("x", brick.pk)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"licence": "all mine"}, "LICENCE"),
        ({"title": " \u202e "}, "TITLE"),
        ({"tags": ["!!!"]}, "TAGS"),
        ({"tags": [f"t{n}" for n in range(11)]}, "TAGS"),
        ({"attachments": [{"file": entry("files/1/drive.py", DRIVE, name="drive.exe")}]}, "FILE_KIND"),
        ({"attachments": [{"file": entry("files/1/drive.py", DRIVE, name="drive.png")}]}, "FILE_DIFFERS"),
        (
            {"revisions": [{"number": 1, "file": entry("revisions/1/car.ldr", CAR), "reading": {"columns": {}}}]},
            "COLUMNS",
        ),
        (
            {"revisions": [{"number": 1, "file": entry("revisions/1/car.ldr", CAR),
                            "reading": {"columns": {"part": 1.5, "system": "ldraw"}}}]},
            "COLUMNS",
        ),
        ({"revisions": [{"number": 1, "file": entry("revisions/1/car.ldr", CAR, sha256="0" * 64)}]}, "BUNDLE_FILE"),
    ],
)  # fmt: skip
def test_what_is_wrong_makes_nothing_and_says_why(stranger: User, changed: dict[str, Any], code: str) -> None:
    given = imported(stranger, bundled(told(**changed)))
    assert (given.state, given.build) == ("failed", None)
    assert given.error is not None
    assert (given.error["code"], bool(given.error["message"]), bool(given.error["hint"])) == (code, True, True)
    assert not Build.objects.exists()


def test_nobody_gets_a_file_by_its_digest(owner: User, stranger: User) -> None:
    secret = keep(b"0 my secret model\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n")
    named = entry("revisions/1/car.ldr", CAR, sha256=secret.sha256, size=secret.size)
    padded = CAR.ljust(secret.size)[: secret.size]
    for files in ({"revisions/1/car.ldr": padded}, {"other": b"x"}):
        given = imported(stranger, bundled(told(attachments=[], revisions=[{"number": 1, "file": named}]), files))
        assert given.error is not None
        assert given.error["code"] == "BUNDLE_FILE"
    assert not Revision.objects.filter(file=secret).exists()


def test_an_import_runs_once(stranger: User) -> None:
    given = imported(stranger, bundled())
    import_build(import_id=given.pk)
    say_that_nothing_was_imported("Try again.", import_id=given.pk)
    given.refresh_from_db()
    assert (given.state, Build.objects.count()) == ("done", 1)
    import_build(import_id=given.pk + 1)


@pytest.mark.parametrize(("reason", "code"), [("memory", "TOO_MUCH"), ("cpu", "TOO_MUCH"), (None, "IMPORT_BROKE")])
def test_a_child_that_breaks_ends_the_import_with_a_sentence(
    stranger: User, monkeypatch: pytest.MonkeyPatch, reason: Any, code: str
) -> None:
    monkeypatch.setattr(importing, "run_limited", lambda *_args, **_more: ChildResult(1, b"", b"", reason))
    given = imported(stranger, bundled())
    assert given.error is not None
    assert given.error["code"] == code


def test_a_killed_child_is_worth_another_run(stranger: User, monkeypatch: pytest.MonkeyPatch) -> None:
    given = importing.start_import(owner=stranger, file_name="a.zip", file=keep(bundled()))
    with monkeypatch.context() as patch:
        patch.setattr(importing, "run_limited", lambda *_args, **_more: ChildResult(-9, b"", b"", "killed"))
        with pytest.raises(WorkInterrupted):
            import_build(import_id=given.pk)
    import_build(import_id=given.pk)
    given.refresh_from_db()
    assert given.state == "done"


def test_imports_are_their_members_and_few_at_once(owner: User, stranger: User) -> None:
    first = [importing.start_import(owner=stranger, file_name="a.zip", file=keep(bundled())) for _ in range(3)]
    with pytest.raises(Conflict):
        importing.start_import(owner=stranger, file_name="a.zip", file=keep(bundled()))
    with pytest.raises(Invalid):
        importing.start_import(owner=owner, file_name="a.zip", file=keep(b""))
    assert access_import(stranger, first[0].pk) == first[0]
    for viewer in (owner, None):
        with pytest.raises(NotFound):
            access_import(viewer, first[0].pk)


def test_all_builds_of_a_member_as_a_zip_of_zips(
    owner: User, stranger: User, make_build: MakeBuild, build: Build
) -> None:
    make_build(owner, "Another")
    make_build(stranger, "Theirs", published=True)
    with ZipFile(BytesIO(b"".join(member_chunks(owner)))) as archive:
        assert archive.namelist() == ["README.txt", "answers.json", "another.zip", "red-car.zip"]
        assert json.loads(archive.read("answers.json")) == []
        assert archive.read("red-car.zip") == exported(build, owner)


def test_the_commands_take_it_out_and_in(owner: User, stranger: User, build: Build, tmp_path: Path) -> None:
    out, said = tmp_path / "car.zip", StringIO()
    call_command("export_build", build.slug, out, stdout=said)
    assert out.read_bytes() == exported(build, owner)
    call_command("import_build", out, owner="stranger", stdout=said)
    assert "a draft of stranger's with 2 revisions." in said.getvalue()
    assert stranger.builds.get().title == "Red car"


@pytest.mark.parametrize(
    ("name", "owner_name", "words"),
    [
        ("no.zip", "stranger", "There is no file"),
        ("bad.zip", "nobody", "no member"),
        ("bad.zip", "stranger", "BROKEN_ARCHIVE"),
    ],
)
def test_the_import_command_says_what_is_wrong(
    stranger: User, tmp_path: Path, name: str, owner_name: str, words: str
) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match=words):
        call_command("import_build", tmp_path / name, owner=owner_name)


def test_the_tables_of_both_sides_agree() -> None:
    assert set(DEEDS) == set(TERMS) == set(Licence)
    assert MOST_ATTACHED == MAX_ATTACHMENTS
