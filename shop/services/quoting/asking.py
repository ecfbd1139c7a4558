"""Asking for a quote: what is wanted is checked and pinned, and a worker searches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from builds.models import BomLine, Revision
from builds.selectors import access_revision
from common.countries import checked_country
from common.errors import Conflict, Denied, Invalid
from parts.models import Colour, Part
from shop.models import Quote, QuoteKit
from shop.selectors.quotes import access_quote
from shop.services.amounts import checked_currency
from shop.services.codes import new_code
from shop.services.quoting.choices import MOST_PIECES, Choices
from shop.services.quoting.jobs import defer_quote
from shop.services.quoting.lots import lot_key, lot_of
from shop.services.quoting.needs import Needs, needs_of

MOST_KITS = 1000
MOST_LOTS = 5000
MOST_LINES = 50_000  # of parts lists that are merged: what may be read in one request
MOST_OPEN = 5  # quotes of one member that may wait or be searched
SECONDS = (1, 60)  # that a search may take
TRIES = 5  # to find a code that nobody has


@dataclass(frozen=True, slots=True)
class KitGiven:
    """So many kits of a revision."""

    revision: Revision
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class LotGiven:
    """So many pieces of a part in a colour, of no build."""

    part: Part
    colour: Colour
    quantity: int = 1


@transaction.atomic
def request_quote(
    *,
    by: User,
    kits: Sequence[KitGiven] = (),
    lots: Sequence[LotGiven] = (),
    country: str,
    currency: str = "EUR",
    choices: Choices | None = None,
    seconds: Decimal | int = 5,
) -> Quote:
    """Have a worker find the cheapest basket and its price; the quote waits until then.

    Raises Denied("SIGN_IN"), Invalid, NotFound for a revision that this person may not see, Conflict("NOT_READY") for
    one whose parts are not counted, and Conflict("TOO_MANY_AT_ONCE").
    """
    if by.pk is None:
        raise Denied("SIGN_IN", _("Sign in to have a kit priced: the quote is kept for you."))
    choices = _of_today(choices or Choices())
    country, currency = checked_country(country), checked_currency(currency)
    wanted = _checked_kits(by, kits)
    needs = _pinned_needs(wanted, _checked_lots(lots), choices)
    _leave_room(by)
    quote = _insert(
        Quote(
            shopper=by,
            currency=currency,
            country=country,
            choices=choices.as_json(),
            needs=needs.as_json,
            left_out=needs.left_out,
            seconds=_checked_seconds(seconds),
            pinned={"lots": [[lot.part.pk, lot.colour.pk, lot.quantity] for lot in lots]},
        )
    )
    kit_rows = [QuoteKit(quote=quote, revision_id=pk, quantity=count) for pk, count in sorted(wanted.items())]
    QuoteKit.objects.bulk_create(kit_rows)
    defer_quote(quote)
    return quote


def quote_again(
    *,
    quote: Quote,
    by: User,
    choices: Choices | None = None,
    country: str = "",
    currency: str = "",
    seconds: Decimal | int | None = None,
) -> Quote:
    """A new quote for the same kits and lots; what is not said is as it was there. Raises as `request_quote`."""
    quote = access_quote(by, quote.code)
    return request_quote(
        by=by,
        kits=[KitGiven(kit.revision, kit.quantity) for kit in quote.kits.select_related("revision")],
        lots=_single_lots(quote),
        country=country or quote.country,
        currency=currency or quote.currency,
        choices=Choices.read(quote.choices) if choices is None else choices,
        seconds=quote.seconds if seconds is None else seconds,
    )


def search_longer(*, quote: Quote, by: User, seconds: Decimal | int) -> Quote:
    """A new quote for the same with more time to search. Raises as `request_quote`."""
    return quote_again(quote=quote, by=by, seconds=seconds)


def _of_today(choices: Choices) -> Choices:
    """The choices with the keys that lots have now: they may come from a quote that is older than a merge of parts."""
    named = {lot: lot_of(lot) for lot in choices.lots}
    if not named:
        return choices
    parts = Part.objects.filter(pk__in={part for part, _colour in named.values()}).values_list("pk", "merged_into")
    into = {part: merged for part, merged in parts if merged is not None}
    return choices.renamed({lot: lot_key(into[part], colour) for lot, (part, colour) in named.items() if part in into})


def _single_lots(quote: Quote) -> list[LotGiven]:
    """The lots that came with no kit; one that the catalogue has no more is left out."""
    given = quote.pinned.get("lots", ())
    parts = Part.objects.select_related("category", "merged_into__category").in_bulk([part for part, _, _ in given])
    colours = Colour.objects.in_bulk([colour for _, colour, _ in given])
    known = [one for one in given if one[0] in parts and one[1] in colours]
    return [LotGiven(parts[part], colours[colour], quantity) for part, colour, quantity in known]


def _checked_kits(by: User, kits: Sequence[KitGiven]) -> dict[int, int]:
    """How many kits of each revision, by its key. The same revision twice is so many more."""
    wanted: dict[int, int] = {}
    for kit in kits:
        if type(kit.quantity) is not int or kit.quantity < 1:
            raise Invalid("QUOTE_QUANTITY", _("Say how many kits, 1 or more."), field="quantity")
        wanted[kit.revision.pk] = wanted.get(kit.revision.pk, 0) + kit.quantity
        if sum(wanted.values()) > MOST_KITS:
            message = _("One quote is for at most %(most)d kits.") % {"most": MOST_KITS}
            raise Invalid("QUOTE_KITS", message, field="kits")
    for revision_id in sorted(wanted):
        if access_revision(by, revision_id).state != Revision.State.READY:
            message = _("The parts of this revision are not counted yet. Try again when it is ready.")
            raise Conflict("NOT_READY", message)
    return wanted


def _checked_lots(lots: Sequence[LotGiven]) -> list[tuple[Part, Colour, int]]:
    if len(lots) > MOST_LOTS:
        raise _too_many_lots()
    if any(type(lot.quantity) is not int or not 1 <= lot.quantity <= MOST_PIECES for lot in lots):
        message = _("Say how many pieces of each lot, 1 to %(most)s.") % {"most": f"{MOST_PIECES:,}"}
        raise Invalid("QUOTE_QUANTITY", message, field="quantity")
    return [(lot.part, lot.colour, lot.quantity) for lot in lots]


def _pinned_needs(kits: Mapping[int, int], singles: Collection[tuple[Part, Colour, int]], choices: Choices) -> Needs:
    lines = BomLine.objects.filter(revision__in=kits).order_by("revision_id", "position")
    if kits and lines.count() > MOST_LINES:
        raise _too_many_lots()
    related = lines.select_related("part__category", "part__merged_into__category", "colour")
    heavy = [
        f"{part}__{name}" for part in ("part", "part__merged_into") for name in ("search", "keywords", "other_names")
    ]
    light = related.defer(*heavy, "evidence", "candidates", "pieces", "found")
    needs = needs_of(list(light) if kits else [], kits, singles, choices)
    if len(needs.lots) > MOST_LOTS:
        raise _too_many_lots()
    if not needs.lots:
        message = _("There is nothing to buy: no lot is left whose part and colour are known.")
        raise Invalid("NOTHING_TO_BUY", message)
    if any(need.quantity > MOST_PIECES for need in needs.lots.values()):
        message = _("That is more than %(most)s pieces of one lot.") % {"most": f"{MOST_PIECES:,}"}
        raise Invalid("QUOTE_QUANTITY", message, field="quantity")
    return needs


def _checked_seconds(seconds: Decimal | int) -> Decimal:
    least, most = SECONDS
    if not Decimal(seconds).is_finite() or not least <= seconds <= most:
        message = _("A search takes %(least)d to %(most)d seconds.") % {"least": least, "most": most}
        raise Invalid("QUOTE_SECONDS", message, field="seconds")
    return Decimal(seconds)


def _leave_room(by: User) -> None:
    lock_member(by)
    if Quote.objects.filter(shopper=by, state__in=Quote.UNFINISHED).count() >= MOST_OPEN:
        message = _("%(count)d of your quotes are still being searched. Wait until one is done, or cancel one.")
        raise Conflict("TOO_MANY_AT_ONCE", message % {"count": MOST_OPEN})


def _insert(quote: Quote) -> Quote:
    """Store it under a code that nobody has."""
    for left in reversed(range(TRIES)):
        quote.code = new_code("Q")
        try:
            with transaction.atomic():
                quote.save(force_insert=True)
            break
        except IntegrityError:
            if not left or not Quote.objects.filter(code=quote.code).exists():
                raise
            quote.pk = None
    return quote


def _too_many_lots() -> Invalid:
    message = _("One quote is for at most %(most)s lots. Split it.") % {"most": f"{MOST_LOTS:,}"}
    return Invalid("QUOTE_LOTS", message, field="lots")
