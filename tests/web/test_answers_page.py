"""The list of what a member settled: in words, and forgotten one by one."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Settlement
from builds.selectors import notice_key
from tests.factories import make_build, make_colour, make_part, make_revision

WARNS = {"code": "ALTERNATIVES", "severity": "warning", "message": "Two models stand side by side.", "file": "a.mpd"}


def settled(owner: User, reference: str = "grille-x", **more: Any) -> Settlement:
    values = {"system": "ldraw", "what": "accepted", "made_at": timezone.now()}
    return Settlement.objects.create(owner=owner, reference=reference, **values | more)


def test_nothing_is_remembered_at_first(owners: Client, visitor: Client) -> None:
    response = owners.get("/me/answers/")
    assert "Nothing is remembered yet" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"
    assert visitor.get("/me/answers/").status_code == 302


def test_each_answer_says_what_it_is_about_and_what_it_is(owners: Client, owner: User) -> None:
    part, red = make_part("2432", "Tile 1 x 2 with Handle"), make_colour(4, "Red")
    settled(owner, what="part", part=part, colour=red, colour_system="ldraw", reference_colour="4")
    settled(owner, "arm", system="custom", what="optional")
    settled(owner, "motor", system="bricklink", colour_system="bricklink", reference_colour="Black")
    page = owners.get("/me/answers/").content.decode()
    assert f'<a href="/parts/{part.pk}/">Tile 1 x 2 with Handle</a>' in page
    assert '<a href="/colours/4/">Red</a>' in page
    for words in ("LDraw", "colour 4", "your own part", "every colour", "Left out of the price", "BrickLink", "Black",
                  "Right as it stands", 'aria-label="Forget arm every colour"'):  # fmt: skip
        assert words in page
    assert page.index("motor") < page.index("grille-x")  # the newest first


def test_a_warning_is_called_by_its_own_words(owners: Client, owner: User) -> None:
    key = notice_key(WARNS)
    settled(owner, "alternatives", system="notice", reference_colour=key)
    settled(owner, "missing_file", system="notice", reference_colour="gone")
    answers = [{"system": "notice", "reference_colour": key}]
    make_revision(make_build(owner), notices=[WARNS], answers=answers)
    page = owners.get("/me/answers/").content.decode()
    assert "Two models stand side by side." in page
    assert "missing file" in page
    assert "It is meant so" in page


def test_forgetting_one_keeps_the_others(owners: Client, strangers: Client, owner: User) -> None:
    one, other = settled(owner), settled(owner, "arm")
    assert owners.get(f"/me/answers/{one.pk}/forget/").status_code == 405
    strangers.post(f"/me/answers/{one.pk}/forget/")
    assert Settlement.objects.count() == 2
    response = owners.post(f"/me/answers/{one.pk}/forget/", follow=True)
    assert response.redirect_chain == [("/me/answers/", 302)]
    assert "Forgotten. Your next upload asks again" in response.content.decode()
    assert list(Settlement.objects.all()) == [other]
    again = owners.post(f"/me/answers/{one.pk}/forget/", follow=True)
    assert "not remembered" in again.content.decode()


def test_a_hundred_stand_on_a_page_in_few_queries(
    owners: Client, owner: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    part = make_part()
    for at in range(101):
        settled(owner, f"u{at}-", what="part", part=part)
    with django_assert_max_num_queries(3):  # who asks (2), the answers with their parts
        page = owners.get("/me/answers/").content.decode()
    assert (page.count('id="answer-'), "u0-<" in page, "Show older" in page) == (100, False, True)
    oldest = Settlement.objects.get(reference="u1-").pk
    older = owners.get("/me/answers/", {"before": oldest}).content.decode()
    assert (older.count('id="answer-'), "u0-<" in older, "Back to the newest" in older) == (1, True, True)
    assert owners.get("/me/answers/", {"before": "9" * 40}).status_code == 200
    assert "No older answers" in owners.get("/me/answers/", {"before": "0"}).content.decode()


def test_answers_of_another_site_are_taken_over_and_ones_own_stay(
    owners: Client, owner: User, strangers: Client, stranger: User
) -> None:
    part = make_part("2432", "Tile 1 x 2 with Handle")
    settled(owner, what="part", part=part)
    settled(owner, "arm", system="custom", what="optional")
    with ZipFile(BytesIO(b"".join(owners.get("/me/everything.zip").streaming_content))) as out:  # type: ignore[attr-defined]
        sent = out.read("answers.json")
    settled(stranger, "arm", system="custom", what="accepted")

    page = strangers.post("/me/answers/take/", {"file": SimpleUploadedFile("answers.json", sent)}, follow=True)

    assert "1 answer is remembered. 1 was left out: you had answered it here" in page.content.decode()
    found = {(one.reference, one.what, one.part) for one in Settlement.objects.filter(owner=stranger)}
    assert found == {("grille-x", "part", part), ("arm", "accepted", None)}
    again = strangers.post("/me/answers/take/", {"file": SimpleUploadedFile("answers.json", sent)}, follow=True)
    assert "0 answers are remembered. 2 were left out" in again.content.decode()


@pytest.mark.parametrize("data", [b"", b"{}", b"[[]]", b"[" * 100_000, b"\xff", b'[{"system": "x"}, 3]'])
def test_what_is_no_list_of_answers_is_refused(owners: Client, data: bytes) -> None:
    sent = {"file": SimpleUploadedFile("answers.json", data)} if data else {}
    page = owners.post("/me/answers/take/", sent, follow=True)
    assert "This is no answers.json" in page.content.decode()
    assert not Settlement.objects.exists()


def test_answers_that_make_no_sense_are_left_out(owners: Client, owner: User) -> None:
    odd = [{"system": "ldraw"}, {"system": 4, "reference": None}, {}]
    sent = SimpleUploadedFile("answers.json", json.dumps(odd).encode())
    page = owners.post("/me/answers/take/", {"file": sent}, follow=True)
    assert "3 were left out" in page.content.decode()
