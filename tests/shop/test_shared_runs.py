"""Shared runs: pledged by many, made once enough are, at one price for all; or all are released."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from builds.models import Revision
from common.errors import Conflict, Denied, Invalid, NotFound
from shop.models import ExchangeRate, Pledge, SharedRun, Store
from shop.selectors.requests import access_run, shared_runs
from shop.services.design_terms import set_design_terms
from shop.services.ordering.placing import place_order
from shop.services.quoting.replaying import replay
from shop.services.shared_runs import TierGiven, close_due_runs, close_run, open_run, pledge, withdraw_pledge
from shop.services.stores import StoreGiven, edit_store
from tests.factories import make_colour, make_line, make_part, make_published, make_user
from tests.shop.ordering_rows import HOME, at_once
from tests.shop.store_rows import make_store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
TIERS = [TierGiven(10, Decimal("20.00")), TierGiven(25, Decimal("17.50"))]


def make_kit() -> Revision:
    """A published build of three lots whose estimates are 0.48, 0.10 and 2.01."""
    revision = make_published().shown_revision
    assert revision is not None
    for number, price in (("3001", "0.48"), ("3002", "0.10"), ("3003", "2.01")):
        part = make_part(number, weight=Decimal("2.5"))
        each = Decimal(price) / 4
        make_line(revision, part=part, colour=make_colour(), unit_price=each, line_price=Decimal(price), quantity=4)
    return revision


def make_run(
    store: Store | None = None, tiers: Sequence[TierGiven] = TIERS, most: int = 40, **days: float
) -> SharedRun:
    store = store or make_store()
    closes = timezone.now() + timedelta(**(days or {"days": 30}))
    return open_run(store=store, by=store.owner, revision=make_kit(), tiers=tiers, most=most, closes_at=closes)


def let_its_day_come(run: SharedRun) -> None:
    SharedRun.objects.filter(pk=run.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


def pledged(run: SharedRun, kits: int, by: User | None = None) -> Pledge:
    return pledge(run=run, by=by or make_user(), kits=kits, country="NL")


@pytest.mark.parametrize(
    ("tiers", "most", "days", "code"),
    [
        ([], 10, 30, "RUN_TIERS"),
        ([TierGiven(0, Decimal(1))], 10, 30, "RUN_TIERS"),
        ([TierGiven(5, Decimal("-1.00"))], 10, 30, "RUN_TIERS"),
        ([TierGiven(5, Decimal("1.001"))], 10, 30, "RUN_TIERS"),
        ([TierGiven(5, Decimal("NaN"))], 10, 30, "RUN_TIERS"),
        ([TierGiven(5, Decimal("2.00")), TierGiven(5, Decimal("1.00"))], 10, 30, "RUN_TIERS"),
        ([TierGiven(5, Decimal("2.00")), TierGiven(9, Decimal("2.00"))], 10, 30, "RUN_TIERS"),
        ([TierGiven(5, Decimal("2.00"))], 4, 30, "RUN_MOST"),
        ([TierGiven(5, Decimal("2.00"))], 9, 0, "RUN_DATE"),
        ([TierGiven(5, Decimal("2.00"))], 9, 181, "RUN_DATE"),
    ],
)
def test_a_run_that_makes_no_sense_is_refused(tiers: list[TierGiven], most: int, days: int, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        make_run(tiers=tiers, most=most, days=days)
    assert refusal.value.code == code


def test_only_its_owner_opens_a_run_for_a_store_and_only_of_a_published_build() -> None:
    store, closes = make_store(), timezone.now() + timedelta(days=3)
    with pytest.raises(NotFound):
        open_run(store=store, by=make_user(), revision=make_kit(), tiers=TIERS, most=40, closes_at=closes)
    draft = make_kit()
    draft.build.owner = store.owner
    draft.build.state = "draft"
    draft.build.save()
    with pytest.raises(Conflict) as refusal:
        open_run(store=store, by=store.owner, revision=draft, tiers=TIERS, most=40, closes_at=closes)
    assert refusal.value.code == "NOT_PUBLISHED"


def test_below_the_threshold_all_are_released_on_the_day() -> None:
    run = make_run()
    words = [pledged(run, 4), pledged(run, 5)]
    assert close_due_runs() == 0
    let_its_day_come(run)
    assert close_due_runs() == 1
    run.refresh_from_db()
    assert (run.state, run.kit_price) == ("released", None)
    assert [Pledge.objects.get(pk=word.pk).state for word in words] == ["released", "released"]
    assert close_due_runs() == 0


def test_at_the_threshold_one_price_holds_for_all() -> None:
    run = make_run()
    for kits in (4, 6):
        pledged(run, kits)
    let_its_day_come(run)
    close_due_runs()
    run.refresh_from_db()
    assert (run.state, run.kit_price) == ("reached", Decimal("20.00"))
    goods = {word.kits: word.quote.parcels.get().goods for word in run.pledges.all() if word.quote}
    assert goods == {4: Decimal("80.00"), 6: Decimal("120.00")}


def test_more_pledges_reach_the_next_tier_for_those_who_came_first_too() -> None:
    run = make_run()
    first = pledged(run, 10)
    pledged(run, 15)
    close_run(run=run, by=run.store.owner)
    first.refresh_from_db()
    assert first.quote is not None
    assert first.quote.parcels.get().goods == Decimal("175.00")


def test_the_quote_of_a_pledge_has_the_kits_lots_and_adds_up() -> None:
    run = make_run()
    word = pledged(run, 10)
    close_run(run=run, by=run.store.owner)
    word.refresh_from_db()
    quote = word.quote
    assert quote is not None
    lines = quote.parcels.get().lines.order_by("part__number")
    assert [(line.part.number, line.quantity, line.offer_id) for line in lines] == [
        ("3001", 40, None), ("3002", 40, None), ("3003", 40, None),
    ]  # fmt: skip
    assert sum(line.line_price for line in lines) == Decimal("200.00")
    assert [line.line_price for line in lines] == [Decimal("37.07"), Decimal("7.72"), Decimal("155.21")]
    assert sum(charge.amount for charge in quote.charges.all()) == quote.total
    assert replay(quote).differences == ()


def test_the_quote_of_a_pledge_is_ordered_like_any_other() -> None:
    run, shopper = make_run(), make_user()
    word = pledged(run, 10, shopper)
    close_run(run=run, by=run.store.owner)
    word.refresh_from_db()
    assert word.quote is not None
    order = place_order(by=shopper, quote=word.quote, address=HOME, key="run")
    assert order.total == word.quote.total
    assert order.shipments.get().lines.count() == 3


def test_a_run_that_is_full_closes_at_once_and_takes_no_more() -> None:
    run = make_run(most=25)
    pledged(run, 20)
    with pytest.raises(Conflict) as refusal:
        pledged(run, 6)
    assert refusal.value.code == "RUN_FULL"
    assert pledged(run, 5).state == "due"
    with pytest.raises(Conflict) as refusal:
        pledged(run, 1)
    assert refusal.value.code == "RUN_CLOSED"


def test_a_pledge_is_changed_and_taken_back_while_the_run_is_open() -> None:
    run, shopper = make_run(), make_user()
    pledged(run, 4, shopper)
    assert pledged(run, 7, shopper).kits == 7
    assert access_run(shopper, run.pk).pledged == 7  # type: ignore[attr-defined]
    withdraw_pledge(run=run, by=shopper)
    assert access_run(shopper, run.pk).pledged == 0  # type: ignore[attr-defined]
    with pytest.raises(NotFound):
        withdraw_pledge(run=run, by=shopper)
    assert pledged(run, 2, shopper).state == "pledged"


def test_a_store_closes_early_only_what_is_reached() -> None:
    run = make_run()
    pledged(run, 9)
    with pytest.raises(Conflict) as refusal:
        close_run(run=run, by=run.store.owner)
    assert refusal.value.code == "RUN_BELOW"
    with pytest.raises(NotFound):
        close_run(run=run, by=make_user())


def test_a_store_cannot_reach_its_threshold_by_itself() -> None:
    run = make_run()
    with pytest.raises(Denied):
        pledged(run, 10, run.store.owner)
    assert not run.pledges.exists()


def test_a_store_that_closes_makes_nothing_and_all_are_released() -> None:
    run = make_run()
    pledged(run, 10)
    run.store.is_open = False
    run.store.save()
    with pytest.raises(Conflict) as refusal:
        pledged(run, 1)
    assert refusal.value.code == "STORE_CLOSED"
    let_its_day_come(run)
    close_due_runs()
    run.refresh_from_db()
    assert (run.state, [word.state for word in run.pledges.all()]) == ("released", ["released"])


@pytest.mark.parametrize("kits", [0, -1, 101])
def test_a_pledge_is_for_1_to_100_kits(kits: int) -> None:
    with pytest.raises(Invalid):
        pledged(make_run(), kits)


def test_a_pledge_from_where_the_store_does_not_send_is_refused() -> None:
    run = make_run()
    run.store.shipping_steps.update(country="DE")
    with pytest.raises(Conflict) as refusal:
        pledged(run, 1)
    assert refusal.value.code == "NOT_SENT_THERE"


def test_a_run_of_a_withdrawn_build_is_shown_to_those_who_pledged_alone() -> None:
    run, shopper = make_run(), make_user()
    pledged(run, 1, shopper)
    assert list(shared_runs()) == [run]
    build = run.revision.build
    build.state = "draft"
    build.save()
    assert list(shared_runs()) == []
    assert access_run(shopper, run.pk) == run
    with pytest.raises(NotFound):
        access_run(make_user(), run.pk)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_are_taken_than_can_be_made() -> None:
    run = make_run(tiers=[TierGiven(5, Decimal("20.00"))], most=7)
    shoppers = [make_user() for _ in range(12)]
    calls: list[Any] = [lambda by=by: pledge(run=run, by=by, kits=1, country="NL") for by in shoppers]
    answers = at_once(calls)
    assert sum(isinstance(answer, Pledge) for answer in answers) == 7
    assert {answer for answer in answers if isinstance(answer, str)} <= {"RUN_FULL", "RUN_CLOSED"}
    run.refresh_from_db()
    assert run.state == "reached"
    assert run.pledges.filter(state="due").count() == 7


def asks_what_nobody_can_convert(run: SharedRun) -> None:
    build = run.revision.build
    set_design_terms(build=build, by=build.owner, fee=Decimal("100.00"), currency="HUF")


def test_a_run_that_cannot_be_priced_waits_and_holds_no_other_up() -> None:
    waits, other = make_run(), make_run()
    for run in (waits, other):
        pledged(run, 12)
        let_its_day_come(run)
    asks_what_nobody_can_convert(waits)
    assert close_due_runs() == 1
    assert [SharedRun.objects.get(pk=run.pk).state for run in (waits, other)] == ["open", "reached"]
    ExchangeRate.objects.create(base="EUR", currency="HUF", rate=Decimal(400), seen_on=timezone.localdate())
    assert close_due_runs() == 1


def test_the_last_pledge_of_a_run_that_cannot_be_priced_is_refused_with_the_reason() -> None:
    run = make_run(most=25)
    asks_what_nobody_can_convert(run)
    with pytest.raises(Conflict, match="NO_RATE"):
        pledged(run, 25)
    assert not run.pledges.exists()


def test_where_the_catalogue_lost_all_lots_of_a_kit_its_pledges_are_released() -> None:
    run = make_run()
    word = pledged(run, 12)
    run.revision.bom_lines.update(part=None)
    let_its_day_come(run)
    assert close_due_runs() == 1
    word.refresh_from_db()
    assert (word.state, word.quote) == ("released", None)


def test_a_store_with_an_open_run_keeps_its_currency() -> None:
    store = make_run().store
    with pytest.raises(Conflict, match="CURRENCY_IS_FIXED"):
        edit_store(store=store, by=store.owner, given=StoreGiven(name=store.name, country="DE", currency="USD"))
