"""Saying that a number means another part, and settling what others said."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from parts.models import Correction, Part, PartNumber, System
from tests.factories import make_part, make_user
from tests.web.catalogue_rows import make_number
from tests.web.conftest import signed_in

GIVEN = {"system": "bricklink", "number": "3941", "part": "6143", "reason": "Both stand in the same inventory."}


@pytest.fixture
def parts(db: None) -> tuple[Part, Part]:
    wrong, right = make_part("3941", "Brick 2 × 2 round"), make_part("6143", "Brick 2 × 2 round, new")
    make_number(wrong, "3941", System.BRICKLINK)
    return wrong, right


@pytest.fixture
def editor(owner: User) -> Client:
    return permitted(owner, "add_correction")


@pytest.fixture
def reviewer(db: None) -> Client:
    return permitted(make_user("reviewer"), "review_corrections")


def permitted(user: User, *names: str) -> Client:
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return signed_in(User.objects.get(pk=user.pk))


def test_only_editors_are_offered_a_correction(strangers: Client, editor: Client, parts: tuple[Part, Part]) -> None:
    address = f"/parts/{parts[0].pk}/"
    assert "Correct a number" not in strangers.get(address).content.decode()
    assert "Correct a number" in editor.get(address).content.decode()
    assert strangers.get(f"{address}correct/").status_code == 403
    assert strangers.post(f"{address}correct/", GIVEN).status_code == 403
    assert Correction.objects.count() == 0


def test_a_visitor_is_asked_to_sign_in(visitor: Client, parts: tuple[Part, Part]) -> None:
    assert visitor.get(f"/parts/{parts[0].pk}/correct/").status_code == 302
    assert visitor.get("/parts/corrections/").status_code == 302


def test_an_editor_proposes_and_a_reviewer_accepts(editor: Client, reviewer: Client, parts: tuple[Part, Part]) -> None:
    wrong, right = parts
    answer = editor.post(f"/parts/{wrong.pk}/correct/", GIVEN)
    assert answer.headers["Location"] == f"/parts/{wrong.pk}/"
    proposed = Correction.objects.get()
    assert (proposed.part, proposed.was) == (right, wrong)
    page = reviewer.get("/parts/corrections/").content.decode()
    assert "1 waits for a review" in page
    assert "Both stand in the same inventory." in page
    reviewer.post(f"/parts/corrections/{proposed.pk}/accept/", {"note": ""})
    proposed.refresh_from_db()
    assert proposed.state == "accepted"
    assert PartNumber.objects.get(number="3941", rule="corrected").part == right
    assert "Settled last" in reviewer.get("/parts/corrections/").content.decode()


def test_what_the_form_refuses_stands_beside_its_field(editor: Client, parts: tuple[Part, Part]) -> None:
    answer = editor.post(f"/parts/{parts[0].pk}/correct/", GIVEN | {"part": "nothing", "reason": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The catalogue has no part of this number." in page
    assert "Say how you know, so that others can check it." in page
    assert Correction.objects.count() == 0


def test_what_the_service_refuses_is_said(editor: Client, parts: tuple[Part, Part]) -> None:
    answer = editor.post(f"/parts/{parts[0].pk}/correct/", GIVEN | {"part": "3941"})
    assert answer.status_code == 422
    assert "3941 means that part already." in answer.content.decode()


def test_rejecting_needs_a_note(editor: Client, reviewer: Client, parts: tuple[Part, Part]) -> None:
    editor.post(f"/parts/{parts[0].pk}/correct/", GIVEN)
    address = f"/parts/corrections/{Correction.objects.get().pk}/reject/"
    answer = reviewer.post(address, {"note": " "}, follow=True)
    assert "Say why you reject it" in answer.content.decode()
    assert Correction.objects.get().state == "proposed"
    reviewer.post(address, {"note": "The inventory is wrong."})
    assert Correction.objects.get().state == "rejected"


def test_an_author_withdraws_and_cannot_review(editor: Client, owner: User, parts: tuple[Part, Part]) -> None:
    editor.post(f"/parts/{parts[0].pk}/correct/", GIVEN)
    correction = Correction.objects.get()
    both = permitted(owner, "add_correction", "review_corrections")
    assert "Withdraw it" in both.get("/parts/corrections/").content.decode()
    assert both.post(f"/parts/corrections/{correction.pk}/accept/").status_code == 403
    both.post(f"/parts/corrections/{correction.pk}/withdraw/")
    correction.refresh_from_db()
    assert correction.state == "withdrawn"


def test_an_editor_sees_no_correction_of_others(editor: Client, parts: tuple[Part, Part]) -> None:
    other = permitted(make_user("proposer"), "add_correction")
    other.post(f"/parts/{parts[0].pk}/correct/", GIVEN)
    assert "Both stand in the same inventory." not in editor.get("/parts/corrections/").content.decode()
    assert "Both stand in the same inventory." in other.get("/parts/corrections/").content.decode()


def test_strangers_see_no_corrections(strangers: Client) -> None:
    assert strangers.get("/parts/corrections/").status_code == 403
    assert strangers.post("/parts/corrections/1/accept/").status_code == 404


def test_the_list_takes_a_fixed_number_of_queries(
    editor: Client, reviewer: Client, parts: tuple[Part, Part], django_assert_max_num_queries: object
) -> None:
    for at in range(8):
        make_number(parts[0], f"n{at}", System.BRICKLINK)
        editor.post(f"/parts/{parts[0].pk}/correct/", GIVEN | {"number": f"n{at}"})
    assert Correction.objects.count() == 8
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        reviewer.get("/parts/corrections/")
