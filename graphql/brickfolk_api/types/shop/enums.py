"""The shop's enumerations, out of what the tables may hold."""

from typing import Any

import graphene
from django.db.models import TextChoices

from shop.models import (
    LedgerAccount,
    OfferImport,
    Order,
    OrderEvent,
    PartsRequest,
    Pledge,
    Quote,
    QuoteCharge,
    SharedRun,
    Shipment,
)
from shop.selectors.order_states import Shown


def _enum(choices: type[TextChoices], name: str, said: str) -> Any:
    return graphene.Enum.from_enum(choices, name=name, description=lambda one: None if one else said)


QuoteState = _enum(
    Quote.State, "QuoteState", "How a quote stands: READY has a price, IMPOSSIBLE says why there is none."
)
ChargeKind = _enum(QuoteCharge.Kind, "ChargeKind", "What a line of a price pays.")
OrderState = _enum(Order.State, "OrderState", "How the money of an order stands.")
OrderStatus = _enum(Shown, "OrderStatus", "How an order stands as a whole, its parcels too, in one word.")
ShipmentState = _enum(Shipment.State, "ShipmentState", "How far one store’s parcel is.")
EventCause = _enum(OrderEvent.Because, "EventCause", "Why something happened to an order, where it is not plain.")
OfferImportState = _enum(OfferImport.State, "OfferImportState", "How far the work on a store’s file is.")
OfferImportMode = _enum(
    OfferImport.Mode, "OfferImportMode", "What becomes of lots that the file does not name: they stay, or are sold out."
)
RequestState = _enum(PartsRequest.State, "PartsRequestState", "Whether stores may still answer.")
RunState = _enum(SharedRun.State, "SharedRunState", "What came of a shared run.")
PledgeState = _enum(Pledge.State, "PledgeState", "What became of a pledge: DUE has a quote that waits to be ordered.")
AccountKind = _enum(LedgerAccount.Kind, "LedgerAccountKind", "Whose money an account holds.")


def plain(given: Any) -> str:
    """The value of a sent member of an enumeration; nothing where none was sent."""
    return str(getattr(given, "value", given) or "")
