"""The shop's tables. Amounts are Decimal in whole cents, prices of one piece have four decimals."""

from shop.models.carts import Cart, CartKit, CartLot
from shop.models.ledger import LedgerAccount, LedgerEntry, LedgerTransaction, Payout
from shop.models.money import CURRENCIES
from shop.models.offers import AskedPrice, Offer, OfferImport
from shop.models.orders import Order, OrderEvent, OrderLine, OrderMessage, Shipment
from shop.models.payments import Payback, Payment, PaymentNotice
from shop.models.quotes import Quote, QuoteCharge, QuoteKit, QuoteLine, QuoteParcel
from shop.models.requests import PartsRequest, Pledge, RequestLot, SharedRun
from shop.models.rules import DesignTerms, ExchangeRate, PriceRule
from shop.models.stores import ShippingStep, Store

__all__ = [
    "CURRENCIES",
    "AskedPrice",
    "Cart",
    "CartKit",
    "CartLot",
    "DesignTerms",
    "ExchangeRate",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerTransaction",
    "Offer",
    "OfferImport",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderMessage",
    "PartsRequest",
    "Payback",
    "Payment",
    "PaymentNotice",
    "Payout",
    "Pledge",
    "PriceRule",
    "Quote",
    "QuoteCharge",
    "QuoteKit",
    "QuoteLine",
    "QuoteParcel",
    "RequestLot",
    "SharedRun",
    "Shipment",
    "ShippingStep",
    "Store",
]
