"""What shoppers, stores and designers change: one mutation a file."""

import graphene

from brickfolk_api.mutations.shop.add_kit_to_cart import AddKitToCart
from brickfolk_api.mutations.shop.add_lots_to_cart import AddLotsToCart
from brickfolk_api.mutations.shop.answer_parts_request import AnswerPartsRequest
from brickfolk_api.mutations.shop.begin_payment import BeginPayment
from brickfolk_api.mutations.shop.cancel_offer_import import CancelOfferImport
from brickfolk_api.mutations.shop.cancel_order import CancelOrder
from brickfolk_api.mutations.shop.cancel_quote import CancelQuote
from brickfolk_api.mutations.shop.cancel_shipment import CancelShipment
from brickfolk_api.mutations.shop.clear_cart import ClearCart
from brickfolk_api.mutations.shop.close_request import CloseRequest
from brickfolk_api.mutations.shop.close_shared_run import CloseSharedRun
from brickfolk_api.mutations.shop.deliver_shipment import DeliverShipment
from brickfolk_api.mutations.shop.edit_store import EditStore
from brickfolk_api.mutations.shop.import_offers import ImportOffers
from brickfolk_api.mutations.shop.open_parts_request import OpenPartsRequest
from brickfolk_api.mutations.shop.open_shared_run import OpenSharedRun
from brickfolk_api.mutations.shop.open_store import OpenStore
from brickfolk_api.mutations.shop.place_order import PlaceOrder
from brickfolk_api.mutations.shop.pledge_kits import PledgeKits
from brickfolk_api.mutations.shop.put_offer import PutOffer
from brickfolk_api.mutations.shop.quote_again import QuoteAgain
from brickfolk_api.mutations.shop.quote_cart import QuoteCart
from brickfolk_api.mutations.shop.quote_kit import QuoteKit
from brickfolk_api.mutations.shop.refund_lines import RefundLines
from brickfolk_api.mutations.shop.refund_shipment import RefundShipment
from brickfolk_api.mutations.shop.set_cart_kit import SetCartKit
from brickfolk_api.mutations.shop.set_cart_lot import SetCartLot
from brickfolk_api.mutations.shop.set_design_terms import SetDesignTerms
from brickfolk_api.mutations.shop.set_shipping import SetShipping
from brickfolk_api.mutations.shop.ship_shipment import ShipShipment
from brickfolk_api.mutations.shop.start_picking import StartPicking
from brickfolk_api.mutations.shop.withdraw_offer import WithdrawOffer
from brickfolk_api.mutations.shop.withdraw_pledge import WithdrawPledge
from brickfolk_api.mutations.shop.write_order_message import WriteOrderMessage


class ShoppingMutations(graphene.ObjectType):
    """Quotes, carts, orders, requests and pledges of one's own."""

    add_kit_to_cart = AddKitToCart.Field()
    add_lots_to_cart = AddLotsToCart.Field()
    begin_payment = BeginPayment.Field()
    cancel_order = CancelOrder.Field()
    cancel_quote = CancelQuote.Field()
    clear_cart = ClearCart.Field()
    close_request = CloseRequest.Field()
    open_parts_request = OpenPartsRequest.Field()
    place_order = PlaceOrder.Field()
    pledge = PledgeKits.Field()
    quote_again = QuoteAgain.Field()
    quote_cart = QuoteCart.Field()
    quote_kit = QuoteKit.Field()
    set_cart_kit = SetCartKit.Field()
    set_cart_lot = SetCartLot.Field()
    withdraw_pledge = WithdrawPledge.Field()
    write_order_message = WriteOrderMessage.Field()


class SellingMutations(graphene.ObjectType):
    """What a store's owner does, and what a designer asks."""

    answer_parts_request = AnswerPartsRequest.Field()
    cancel_offer_import = CancelOfferImport.Field()
    cancel_shipment = CancelShipment.Field()
    close_shared_run = CloseSharedRun.Field()
    deliver_shipment = DeliverShipment.Field()
    edit_store = EditStore.Field()
    import_offers = ImportOffers.Field()
    open_shared_run = OpenSharedRun.Field()
    open_store = OpenStore.Field()
    put_offer = PutOffer.Field()
    refund_lines = RefundLines.Field()
    refund_shipment = RefundShipment.Field()
    set_design_terms = SetDesignTerms.Field()
    set_shipping = SetShipping.Field()
    ship_shipment = ShipShipment.Field()
    start_picking = StartPicking.Field()
    withdraw_offer = WithdrawOffer.Field()
