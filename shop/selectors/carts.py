"""What lies in a shopper's cart."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Sum

from accounts.models import User
from shop.models import Cart, CartKit, CartLot

Viewer = User | AnonymousUser | None


def cart_of(viewer: Viewer) -> Cart | None:
    """The shopper's cart; None while nothing was ever put into it."""
    return None if viewer is None or viewer.pk is None else Cart.objects.filter(shopper=viewer.pk).first()


def cart_kits(viewer: Viewer) -> QuerySet[CartKit]:
    """The kits in the cart, with revision, build and builder, in the order in which they were put there."""
    if viewer is None or viewer.pk is None:
        return CartKit.objects.none()
    found = CartKit.objects.filter(cart__shopper=viewer.pk).select_related("revision__build__owner")
    return found.defer("revision__build__words").order_by("pk")


def cart_lots(viewer: Viewer) -> QuerySet[CartLot]:
    """The single lots in the cart, with part and colour."""
    if viewer is None or viewer.pk is None:
        return CartLot.objects.none()
    found = CartLot.objects.filter(cart__shopper=viewer.pk).select_related("part__category", "colour")
    return found.defer("part__search", "part__keywords", "part__other_names").order_by("pk")


def cart_count(viewer: Viewer) -> int:
    """Kits and lots in the cart, as the number beside its sign: kits by their number, lots each as one."""
    kits = cart_kits(viewer).aggregate(kits=Sum("quantity"))["kits"] or 0
    return kits + cart_lots(viewer).count()
