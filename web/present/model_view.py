"""The 3D view of a revision, and the picture that stands there until it is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from builds.models import Asset
from common.files import signed_url
from web.present.cards import picture_address


@dataclass(frozen=True, slots=True)
class ModelView:
    """`glb` and `picture` are addresses, empty while there is none. `boxes` of the `shapes` are stand-ins."""

    glb: str
    file_size: int
    shapes: int
    boxes: int
    picture: str
    is_picture_given: bool
    """Whether it came in the file, and ours is not drawn yet."""


def model_view(assets: Mapping[str, Asset]) -> ModelView:
    """What can be shown of a revision with these assets, by their kind."""
    glb = assets.get(Asset.Kind.GLB)
    picture = assets.get(Asset.Kind.PICTURE)
    return ModelView(
        glb=signed_url(glb.file, name="model.glb", content_type="model/gltf-binary", inline=True) if glb else "",
        file_size=glb.file.size if glb else 0,
        shapes=int(glb.facts.get("shapes", 0)) if glb else 0,
        boxes=int(glb.facts.get("boxes", 0)) if glb else 0,
        picture=picture_address(picture or assets.get(Asset.Kind.THUMBNAIL)),
        is_picture_given=picture is not None and bool(picture.facts.get("given")),
    )
