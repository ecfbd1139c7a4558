from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from common.errors import Conflict, Denied, Invalid, NotFound, ServiceError
from parts.models import CatalogueVersion, Correction, Part, PartNumber
from parts.selectors.corrections import corrections_of, open_corrections
from parts.services.corrections import accept_correction, propose_correction, reject_correction, withdraw_correction
from parts.services.identify import Reference, identify
from parts.services.roles import CatalogueRole, grant_role, revoke_role
from tests.factories import make_part, make_user

pytestmark = pytest.mark.django_db


def member(role: CatalogueRole = CatalogueRole.EDITOR) -> User:
    """A member in the role, read anew so that no permission of before is remembered."""
    return User.objects.get(pk=grant_role(username=make_user().username, role=role).pk)


def reviewer() -> User:
    return member(CatalogueRole.REVIEWER)


def part_with(number: str, rule: str = "own", system: str = "bricklink") -> Part:
    part = make_part(f"p{number}", f"Brick {number}")
    PartNumber.objects.create(part=part, system=system, number=number, rule=rule, evidence="table")
    return part


def propose(number: str, part: Part, by: User | None = None) -> Correction:
    return propose_correction(
        by=by or member(), system="bricklink", number=number, part=part, reason="I hold both in my hand."
    )


def correct(number: str, part: Part) -> Correction:
    return accept_correction(correction=propose(number, part), by=reviewer())


def meant(number: str) -> str | None:
    part = identify([Reference(number, 0, system="bricklink")])[0].part
    return part.number if part else None


def test_accepted_correction_holds_above_all_else_and_names_itself() -> None:
    part_with("100")
    right = make_part("200")
    correction = propose("100.DAT", right)
    assert (correction.number, correction.was, meant("100")) == ("100", Part.objects.get(number="p100"), "p100")
    judge = reviewer()
    accept_correction(correction=correction, by=judge, note="Yes, measured.")
    correction.refresh_from_db()
    assert (correction.state, correction.reviewed_by, correction.review_note) == ("accepted", judge, "Yes, measured.")
    assert correction.reviewed_at is not None
    [known] = identify([Reference("100", 0, system="bricklink")])
    assert known.part == right
    assert known.confidence == 1
    assert known.evidence[0] == {
        "rule": "corrected",
        "message": f"100 was corrected to be this part at BrickLink (correction {correction.pk}, reviewed)",
    }


def test_accepting_makes_a_catalogue_version_and_rejecting_none() -> None:
    CatalogueVersion.objects.create(number=7, reason="before")
    accepted = correct("100", make_part("200"))
    newest = CatalogueVersion.objects.latest("number")
    assert (newest.number, newest.reason) == (8, f"correction {accepted.pk}: bricklink 100 is 200")
    reject_correction(correction=propose("101", make_part("200")), by=reviewer(), note="It is longer.")
    assert CatalogueVersion.objects.latest("number").number == 8
    assert meant("101") is None


def test_a_later_correction_takes_the_place_of_an_earlier_one() -> None:
    first, second = make_part("200"), make_part("300")
    correct("100", first)
    correct("100", second)
    assert meant("100") == "300"
    assert PartNumber.objects.get(number="100", rule="corrected").part == second
    assert [row.part.number for row in corrections_of(first)] == ["300", "200"]


def test_corrected_row_keeps_what_was_known_before() -> None:
    part = part_with("100", rule="mould")
    correct("100", part)
    row = PartNumber.objects.get(number="100")
    assert row.rule == "corrected"
    assert row.evidence.endswith("reviewed; before: mould, table")


def test_correction_of_a_merged_part_goes_to_the_one_that_stands() -> None:
    stands = make_part("200")
    merged = make_part("201", merged_into=stands)
    assert propose("100", merged).part == stands


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"system": "duplo"}, "CORRECTION_SYSTEM", "system"),
        ({"number": " .dat"}, "CORRECTION_NUMBER", "number"),
        ({"number": "9" * 65}, "CORRECTION_NUMBER", "number"),
        ({"number": "30\x0001"}, "CORRECTION_NUMBER", "number"),
        ({"reason": "  "}, "CORRECTION_REASON", "reason"),
        ({"reason": "x" * 2001}, "CORRECTION_REASON", "reason"),
        ({"number": "200"}, "CORRECTION_PART", "part"),
    ],
)
def test_wrong_proposals_name_the_field(given: dict[str, str], code: str, field: str) -> None:
    values: dict[str, Any] = {"system": "bricklink", "number": "100", "part": part_with("200"), "reason": "seen"}
    with pytest.raises(Invalid) as refused:
        propose_correction(by=member(), **values | given)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_roles_say_who_may() -> None:
    part, anybody, editor = make_part("200"), make_user(), member()
    with pytest.raises(Denied, match="NOT_AN_EDITOR"):
        propose("100", part, anybody)
    correction = propose("100", part, editor)
    with pytest.raises(Denied, match="NOT_A_REVIEWER"):
        accept_correction(correction=correction, by=member())
    with pytest.raises(Denied, match="NOT_YOURS"):
        withdraw_correction(correction=correction, by=reviewer())
    revoke_role(username=editor.username, role=CatalogueRole.EDITOR)
    with pytest.raises(Denied, match="NOT_AN_EDITOR"):
        propose("101", part, User.objects.get(pk=editor.pk))


def test_command_grants_and_revokes(capsys: pytest.CaptureFixture[str]) -> None:
    user = make_user("ann")
    call_command("catalogue_role", "reviewer", "ann")
    assert User.objects.get(pk=user.pk).has_perms(["parts.add_correction", "parts.review_corrections"])
    call_command("catalogue_role", "reviewer", "ann", "--revoke")
    assert not User.objects.get(pk=user.pk).has_perm("parts.review_corrections")
    assert capsys.readouterr().out.splitlines() == ["ann is in: Catalogue reviewers.", "ann is in: no groups."]
    with pytest.raises(CommandError, match="no member named bob"):
        call_command("catalogue_role", "editor", "bob")


def test_nobody_reviews_a_correction_of_their_own() -> None:
    judge = reviewer()
    correction = propose("100", make_part("200"), judge)
    with pytest.raises(Denied, match="OWN_CORRECTION"):
        accept_correction(correction=correction, by=judge)
    with pytest.raises(IntegrityError, match="not_reviewed_by_its_author"), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(reviewed_by=judge)


def test_what_is_settled_stays_settled() -> None:
    author = member()
    withdrawn = withdraw_correction(correction=propose("100", make_part("200"), author), by=author)
    assert (withdrawn.state, withdrawn.reviewed_by) == ("withdrawn", None)
    with pytest.raises(Conflict, match="CORRECTION_SETTLED"):
        accept_correction(correction=withdrawn, by=reviewer())
    assert meant("100") is None


def test_rejecting_asks_for_a_reason() -> None:
    with pytest.raises(Invalid, match="CORRECTION_NOTE"):
        reject_correction(correction=propose("100", make_part("200")), by=reviewer(), note=" ")


def test_correction_that_is_gone_is_not_found() -> None:
    correction = propose("100", make_part("200"))
    Correction.objects.all().delete()
    with pytest.raises(NotFound, match="NO_SUCH_CORRECTION"):
        accept_correction(correction=correction, by=reviewer())


def test_a_circle_is_refused_when_proposed_and_when_reviewed() -> None:
    first, second, third = part_with("100"), part_with("200"), part_with("300")
    correct("100", second)
    correct("200", third)
    with pytest.raises(Invalid, match="CORRECTION_CYCLE"):
        propose("300", first)
    PartNumber.objects.filter(rule="corrected").delete()
    late = propose("300", first)
    correct("100", third)
    with pytest.raises(Conflict, match="CORRECTION_CYCLE"):
        accept_correction(correction=late, by=reviewer())


def test_a_number_may_be_corrected_back() -> None:
    first, second = part_with("100"), part_with("200")
    correct("100", second)
    correct("100", first)
    assert meant("100") == first.number


def test_lists_come_with_all_that_they_show(django_assert_num_queries: Any) -> None:
    part = make_part("200")
    for number in ("100", "101", "102"):
        propose(number, part)
    with django_assert_num_queries(1):
        shown = [(row.number, row.part.category.name, row.was, row.proposed_by) for row in open_corrections()]
    assert [row[0] for row in shown] == ["100", "101", "102"]
    accept_correction(correction=open_corrections()[0], by=reviewer())
    with django_assert_num_queries(1):
        states = [(row.number, row.state, row.reviewed_by is None) for row in corrections_of(part)]
    assert states == [("102", "proposed", True), ("101", "proposed", True), ("100", "accepted", False)]


def at_once(*calls: Any) -> list[Any]:
    """What each call returned, or the code of its refusal; all begin together."""

    def one(call: Any) -> Any:
        try:
            return call()
        except ServiceError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_settles_it() -> None:
    correction, judges = propose("100", make_part("200")), [reviewer() for _ in range(4)]
    answers = at_once(
        *(lambda by=by: accept_correction(correction=correction, by=by).state for by in judges[:2]),
        *(lambda by=by: reject_correction(correction=correction, by=by, note="no").state for by in judges[2:]),
    )
    assert sorted(answers)[:3] == ["CORRECTION_SETTLED"] * 3
    correction.refresh_from_db()
    assert PartNumber.objects.filter(rule="corrected").exists() == (correction.state == "accepted")


@pytest.mark.django_db(transaction=True)
def test_of_two_proposals_at_once_one_is_kept() -> None:
    part, authors = make_part("200"), [member() for _ in range(4)]
    answers = at_once(*(lambda by=by: propose("100", part, by).state for by in authors))
    assert sorted(answers) == [*["CORRECTION_OPEN"] * 3, "proposed"]
    assert Correction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_different_corrections_accepted_at_once_get_versions_in_a_row() -> None:
    part, author = make_part("200"), member()
    waiting = [propose(f"10{place}", part, author) for place in range(4)]
    judges = [reviewer() for _ in waiting]
    at_once(
        *(
            lambda one=one, by=by: accept_correction(correction=one, by=by).state
            for one, by in zip(waiting, judges, strict=True)
        )
    )
    assert list(CatalogueVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
