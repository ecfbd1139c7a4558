"""What mutations of the shop are given: kits, lots and choices, looked up together. None of it has a price."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.utils.translation import gettext as _

from accounts.models import User
from brickfolk_api.identifiers import local_key
from brickfolk_api.types.shop.choices import QuoteChoicesInput
from brickfolk_api.types.shop.enums import plain
from builds.models import Revision
from builds.selectors import access_build, access_numbered_revision, access_revision
from common.errors import Invalid, NotFound
from parts.models import Colour, Part
from parts.selectors import colours_by_id, parts_by_id
from shop.services.quoting.asking import KitGiven, LotGiven
from shop.services.quoting.choices import Choices

MOST_NAMED = 100  # kits of one request: each is looked up by itself


class KitInput(graphene.InputObjectType):
    """So many kits of a revision; of a build, of the one that it shows."""

    revision = graphene.ID(description="A revision’s id.")
    build = graphene.String(description="A build’s slug.")
    quantity = graphene.Int(required=True, default_value=1, description="How many kits.")


class LotInput(graphene.InputObjectType):
    """So many pieces of a part in a colour."""

    part = graphene.ID(required=True, description="The part’s id.")
    colour = graphene.ID(required=True, description="The colour’s id.")
    quantity = graphene.Int(required=True, default_value=1, description="How many pieces.")


def lots_input(**more: Any) -> Any:
    """A field that names lots."""
    return graphene.List(graphene.NonNull(LotInput), **more)


def revision_given(viewer: User, given: Mapping[str, Any]) -> Revision:
    """The revision that is meant, as the viewer may see it. Raises NotFound and Invalid."""
    if given.get("revision"):
        return access_revision(viewer, local_key("Revision", given["revision"], field="revision"))
    if given.get("build"):
        return access_numbered_revision(viewer, access_build(viewer, given["build"]))
    raise Invalid("REVISION_OR_BUILD", _("Name a revision by its id, or a build by its slug."), field="revision")


def kits_given(viewer: User, given: Sequence[Mapping[str, Any]]) -> list[KitGiven]:
    """The kits, each looked up as the viewer may see it."""
    if len(given) > MOST_NAMED:
        message = _("One request names at most %(most)d builds.") % {"most": MOST_NAMED}
        raise Invalid("QUOTE_KITS", message, field="kits")
    return [KitGiven(revision_given(viewer, one), one["quantity"]) for one in given]


def keys_given(given: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Part and colour of each lot, by our keys. Raises Invalid for what is no id of theirs."""
    return [
        (local_key("Part", one["part"], field="part"), local_key("Colour", one["colour"], field="colour"))
        for one in given
    ]


def lots_given(given: Sequence[Mapping[str, Any]]) -> list[LotGiven]:
    """The lots, in two queries. Raises NotFound for what the catalogue has not."""
    keys = keys_given(given)
    parts, colours = parts_by_id({part for part, _c in keys}), colours_by_id({colour for _p, colour in keys})
    return [
        LotGiven(_known(parts, part, "part"), _known(colours, colour, "colour"), one["quantity"])
        for (part, colour), one in zip(keys, given, strict=True)
    ]


def _known(rows: Mapping[int, Any], key: int, field: str) -> Any:
    found: Part | Colour | None = rows.get(key)
    if found is None:
        raise NotFound("NO_SUCH_LOT", _("The catalogue has no such part or colour. Look it up again."), field=field)
    return found


def choices_given(given: QuoteChoicesInput | None) -> Choices:
    """The choices; what was not said is as usual. Raises Invalid("CHOICE_…")."""
    told = {name: value for name, value in (given or {}).items() if value is not None}
    if "condition" in told:
        told["condition"] = plain(told["condition"])
    if "substitutes" in told:
        told["substitutes"] = [plain(one) for one in told["substitutes"]]
    if "owned" in told:
        told["owned"] = {one["lot"]: one["quantity"] for one in told["owned"]}
    if "barred_stores" in told:
        told["barred_stores"] = [local_key("Store", one, field="barred_stores") for one in told["barred_stores"]]
    return Choices.read(told)
