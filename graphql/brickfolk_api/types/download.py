"""What a revision can be downloaded as."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

import graphene
from django.urls import reverse

from builds.models import Build, Revision
from builds.selectors.download_grants import grant_for
from builds.selectors.downloads import Download as DownloadRow
from builds.selectors.downloads import download_name


class Offered(NamedTuple):
    """A download of one revision of a build."""

    build: Build
    revision: Revision
    file: DownloadRow


class Download(graphene.ObjectType):
    """One format that a revision can be had in."""

    format = graphene.String(required=True, description="Its key: original, glb, ldraw, csv, bricklink, …")
    title = graphene.String(required=True, description="The file’s name.")
    url = graphene.String(
        required=True,
        description="Signed, for an hour. A model in another format is made when first asked for: 202 says, ask again.",
    )

    @staticmethod
    def resolve_format(offered: Offered, _info: Any) -> str:
        """The format's key in the table of formats."""
        return offered.file.format or offered.file.name

    @staticmethod
    def resolve_title(offered: Offered, _info: Any) -> str:
        """What the file is called."""
        return download_name(offered.build, offered.revision, offered.file)

    @staticmethod
    def resolve_url(offered: Offered, info: Any) -> str:
        """Its address on this site, good for an hour without a session."""
        address = reverse("web:download", args=[offered.build.slug, offered.revision.number, offered.file.name])
        query = urlencode({"grant": grant_for(offered.revision, offered.file)})
        return str(info.context.request.build_absolute_uri(f"{address}?{query}"))
