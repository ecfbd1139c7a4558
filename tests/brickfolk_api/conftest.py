"""A small world to ask about: members, a catalogue of two parts, and builds with parts lists."""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services.tokens import issue_token
from builds.models import BomLine, Build, Revision
from common.models import StoredFile
from parts.models import Category, Colour, Part

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_user("ada", "ada@example.org", "secret-of-ada")


@pytest.fixture
def ben(db: None) -> User:
    return User.objects.create_user("ben", "ben@example.org", "secret-of-ben")


@pytest.fixture
def ask(client: Client) -> Ask:
    """Ask /graphql/ as a program does; `token` is a secret."""

    def asked(query: str, variables: dict[str, Any] | None = None, *, token: str = "", **extra: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = json.dumps({"query": query, "variables": variables or {}, **extra})
        answer: dict[str, Any] = client.post("/graphql/", body, content_type="application/json", headers=headers).json()
        return answer

    return asked


@pytest.fixture
def token_of() -> Callable[..., str]:
    def made(owner: User, scope: str = "write") -> str:
        return issue_token(owner=owner, name="test", scope=scope)[1]

    return made


@pytest.fixture
def parts(db: None) -> list[Part]:
    category = Category.objects.create(name="Test plates", slug="test-plates")
    return [
        Part.objects.create(number=f"t30{n}", name=f"Testing plate {n} × {n}", category=category) for n in range(1, 6)
    ]


@pytest.fixture
def red(db: None) -> Colour:
    return Colour.objects.create(number=990_004, name="Test red", rgb="#C91A09", edge_rgb="#333333")


@pytest.fixture
def make_build(parts: list[Part], red: Colour) -> Callable[..., Build]:
    """A build with one ready revision of `lots` lots."""

    def made(owner: User, slug: str, *, state: str = "published", lots: int = 3) -> Build:
        digest = hashlib.sha256(slug.encode()).hexdigest()
        file, _made = StoredFile.objects.get_or_create(sha256=digest, defaults={"size": 10})
        shown_at = timezone.now() if state == "published" else None
        build = Build.objects.create(
            owner=owner, slug=slug, title=slug.replace("-", " "), state=state, published_at=shown_at
        )
        estimate = {
            "currency": "EUR", "total": "1.00", "by_basis": {"estimate": "1.00"},
            "unpriced_lots": 0, "unpriced_parts": 0,
        }  # fmt: skip
        revision = Revision.objects.create(
            build=build, number=1, file=file, file_name=f"{slug}.ldr", state="ready", stage="priced", progress=100,
            part_count=lots, lot_count=lots, estimate=estimate, published_at=shown_at,
        )  # fmt: skip
        BomLine.objects.bulk_create(
            BomLine(
                revision=revision, position=n, reference=f"t30{n}", reference_colour="4", part=parts[n % 5], colour=red,
                name=f"Lot {n:03}", quantity=1 + n % 7, confidence=Decimal("1.00"), basis="estimate",
                unit_price=Decimal("0.1000"), line_price=Decimal("0.10") * (1 + n % 7), sources=[f"t30{n}:4"],
                price_reason={"formula": "2026-1", "base": "0.156", "weight": "1.2", "weight_from": "size"},
            )
            for n in range(lots)
        )  # fmt: skip
        if state == "published":
            build.shown_revision = revision
            build.save()
        return build

    return made
