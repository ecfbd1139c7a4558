"""A build as those who may see it see it."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import graphene
from django.urls import reverse

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order, Page, page_of, paging
from brickfolk_api.types.asset import Attachment
from brickfolk_api.types.devices import DevicesCheck
from brickfolk_api.types.member import Member
from brickfolk_api.types.revision import Revision
from brickfolk_api.types.shop.design_terms import DesignTerms
from builds.models import Build as BuildRow
from builds.models import Revision as RevisionRow
from builds.selectors import DevicesCheck as Check
from builds.selectors import devices_check, lineage, remixes_of, revisions_of
from builds.selectors.export_grants import export_grant

BuildState = graphene.Enum.from_enum(BuildRow.State, name="BuildState")


class Credit(graphene.ObjectType):
    """A build elsewhere, and who made it; empty where that is not known."""

    title = graphene.String(required=True, description="What it is called.")
    author = graphene.String(required=True, description="Who made it.")
    address = graphene.String(required=True, description="Where it stood.")
    licence = graphene.String(required=True, description="An SPDX identifier.")


class Build(graphene.ObjectType):
    """The project that a member shares."""

    id = graphene.ID(required=True, description="The global id.")
    slug = graphene.String(required=True, description="Its name in addresses.")
    title = graphene.String(required=True, description="What it is called.")
    description = graphene.String(required=True, description="Markdown.")
    licence = graphene.String(required=True, description="An SPDX identifier.")
    tags = graphene.List(graphene.NonNull(graphene.String), required=True, description="What it is found by.")
    state = graphene.Field(BuildState, required=True, description="Whether others see it.")
    created_at = graphene.DateTime(required=True, description="When it was begun.")
    published_at = graphene.DateTime(description="Since when everybody sees it.")
    path = graphene.String(required=True, description="Its page on this site.")
    owner = graphene.NonNull(Member, description="Who shares it.")
    revision = graphene.Field(Revision, description="The one that its page shows.")
    revisions = connection_field(lambda: RevisionConnection, description="Those that you may see, the newest first.")
    remix_of = graphene.Field(Revision, description="The revision that it was made from, where you may see it.")
    ancestors = graphene.List(Revision, required=True, description="Oldest first; null where you may not see one.")
    remixes = connection_field(lambda: BuildConnection, description="Builds made from it that you may see.")
    attachments = graphene.List(
        graphene.NonNull(Attachment), required=True, description="Programs, pictures and documents that go with it."
    )
    credits = graphene.List(
        graphene.NonNull(Credit), required=True, description="Whom an imported build stands on, oldest first."
    )
    everything = graphene.String(
        required=True,
        description="All of it that you may see as one zip, which importBuild takes anywhere. Good for an hour.",
    )
    design_terms = graphene.Field(DesignTerms, description="What its designer asks for kits; null: nothing was said.")
    devices_check = graphene.Field(
        DevicesCheck, description="What its programs plug in, held against its parts; null where none says anything."
    )

    @staticmethod
    def resolve_id(build: BuildRow, _info: Any) -> str:
        """The global id."""
        return global_id("Build", build.pk)

    @staticmethod
    def resolve_tags(build: BuildRow, info: Any) -> Awaitable[Any]:
        """Its tags' names."""
        return info.context.loaders.tags_by_build.load(build.pk)

    @staticmethod
    def resolve_published_at(build: BuildRow, _info: Any) -> datetime | None:
        """Since when everybody sees it; a build that was withdrawn is a draft again."""
        return build.published_at if build.state == BuildRow.State.PUBLISHED else None

    @staticmethod
    def resolve_path(build: BuildRow, _info: Any) -> str:
        """The address of its page."""
        return reverse("web:build", args=[build.slug])

    @staticmethod
    def resolve_owner(build: BuildRow, info: Any) -> Awaitable[Any]:
        """Who shares it."""
        return info.context.loaders.member.load(build.owner_id)

    @staticmethod
    def resolve_revision(build: BuildRow, info: Any) -> Awaitable[Any]:
        """What its page shows: a draft has shown nothing yet, so its owner gets the newest."""
        loaders = info.context.loaders
        if build.shown_revision_id is None:
            return loaders.newest_revision.load(build.pk)
        return loaders.visible_revision.load(build.shown_revision_id)

    @staticmethod
    @in_database
    def resolve_revisions(build: BuildRow, info: Any, **arguments: Any) -> Page:
        """Those that the viewer may see, the newest first."""
        keyset = (Order("number", descending=True),)
        return page_of(revisions_of(info.context.viewer, build), keyset, paging(arguments))

    @staticmethod
    def resolve_remix_of(build: BuildRow, info: Any) -> Awaitable[Any] | None:
        """What it was made from."""
        return info.context.loaders.visible_revision.load(build.remix_of_id) if build.remix_of_id else None

    @staticmethod
    @in_database
    def resolve_ancestors(build: BuildRow, info: Any) -> list[RevisionRow | None]:
        """The revisions that it descends from, as the viewer may see them."""
        return list(lineage(build, info.context.viewer).ancestors)

    @staticmethod
    @in_database
    def resolve_remixes(build: BuildRow, info: Any, **arguments: Any) -> Page:
        """Builds made from it that the viewer may see."""
        keyset = (Order("id", descending=True),)
        return page_of(remixes_of(build, info.context.viewer), keyset, paging(arguments))

    @staticmethod
    def resolve_attachments(build: BuildRow, info: Any) -> Awaitable[Any]:
        """Programs, pictures and documents."""
        return info.context.loaders.attachments_by_build.load(build.pk)

    @staticmethod
    def resolve_everything(build: BuildRow, info: Any) -> str:
        """The address of its zip, good for an hour without a session."""
        query = urlencode({"grant": export_grant(build, info.context.viewer)})
        address = f"{reverse('web:everything', args=[build.slug])}?{query}"
        return str(info.context.request.build_absolute_uri(address))

    @staticmethod
    def resolve_design_terms(build: BuildRow, info: Any) -> Awaitable[Any]:
        """What its designer asks."""
        return info.context.loaders.terms_of_build.load(build.pk)

    @staticmethod
    async def resolve_devices_check(build: BuildRow, info: Any) -> Check | None:
        """Its programs' ports, and the electric parts of the revision that its page shows."""
        loaders = info.context.loaders
        attachments = await loaders.attachments_by_build.load(build.pk)
        revision = await Build.resolve_revision(build, info)
        if revision is None or not any((one.contents or {}).get("devices") for one in attachments):
            return None
        return devices_check(attachments, await loaders.electric_by_revision.load(revision.pk))


BuildConnection: Any = connection(Build, "Build")
RevisionConnection: Any = connection(Revision, "Revision")
