"""Shelves as rows: missing ones are added."""

import zlib
from collections.abc import Collection

from django.utils.text import slugify

from parts.models import Category


def add_shelves(names: Collection[str]) -> None:
    """Add those that are missing. A name that leaves no slug, or that of another shelf, gets a checksum in it."""
    known = dict(Category.objects.values_list("name", "slug"))
    slugs = set(known.values())
    new = []
    for name in sorted(set(names) - known.keys()):
        slug = slugify(name)[:80]
        if not slug or slug in slugs:
            slug = f"{slug[:70]}-{zlib.crc32(name.encode()):08x}".strip("-")
        slugs.add(slug)
        new.append(Category(name=name, slug=slug))
    Category.objects.bulk_create(new)
