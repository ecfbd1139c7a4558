"""Asking for builds and revisions."""

from typing import Any

import graphene

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import local_key
from brickfolk_api.keysets import Order, Page, page_of, paging
from brickfolk_api.types.build import Build, BuildConnection
from brickfolk_api.types.build_import import BuildImport
from brickfolk_api.types.revision import Revision
from builds.models import Build as BuildRow
from builds.models import BuildImport as ImportRow
from builds.models import Revision as RevisionRow
from builds.selectors import access_build, access_revision, search_builds
from builds.selectors.imports import access_import
from common.errors import NotFound


class BuildQueries(graphene.ObjectType):
    """One build, one revision, and the search over what is published."""

    build = graphene.Field(
        Build,
        slug=graphene.String(required=True, description="Its name in addresses."),
        description="A build that you may see.",
    )
    revision = graphene.Field(
        Revision,
        id=graphene.ID(required=True, description="Its global id."),
        description="A revision that you may see.",
    )
    build_import = graphene.Field(
        BuildImport,
        id=graphene.ID(required=True, description="Its global id."),
        description="An import of yours.",
    )
    builds = connection_field(
        BuildConnection,
        text=graphene.String(default_value="", description="Words of title, description or tags."),
        tag=graphene.String(default_value="", description="A tag's slug."),
        owner=graphene.String(default_value="", description="A username."),
        description="Published builds, the newest first.",
    )

    @staticmethod
    @in_database
    def resolve_build(_root: None, info: Any, slug: str) -> BuildRow | None:
        """A build that the viewer may see."""
        try:
            return access_build(info.context.viewer, slug)
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_revision(_root: None, info: Any, id: str) -> RevisionRow | None:
        """A revision that the viewer may see."""
        try:
            return access_revision(info.context.viewer, local_key("Revision", id, field="id"))
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_build_import(_root: None, info: Any, id: str) -> ImportRow | None:
        """An import of the viewer's."""
        try:
            return access_import(info.context.viewer, local_key("BuildImport", id, field="id"))
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_builds(_root: None, info: Any, text: str, tag: str, owner: str, **arguments: Any) -> Page:
        """Published builds, the newest first."""
        found = search_builds(info.context.viewer, text=text, tag=tag, owner=owner)
        keyset = (Order("published_at", descending=True), Order("id", descending=True))
        return page_of(found, keyset, paging(arguments))
