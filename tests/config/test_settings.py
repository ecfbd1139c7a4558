"""Settings come from the environment, and production cannot start half configured."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import flag, secret_key, words
from config.policy import content_policy

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "a-long-and-random-key-that-only-this-test-knows-0123456789",
    "SITE_URL": "https://brickfolk.example",
    "EMAIL_HOST": "mail.example",
}
OTHERS = {"DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if name not in {*PRODUCTION, *OTHERS}}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, env=ours | environment, capture_output=True, text=True)


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", BRICKFOLK_VAR=str(tmp_path), **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_a_web_process_has_imported_every_page_before_it_forks(tmp_path: Path) -> None:
    # Or the first visitor of each new process waits for that, and meets whatever has changed on the disk meanwhile.
    script = "import sys, config.wsgi; print({'web.views.build', 'brickfolk_api.schema'} <= sys.modules.keys())"
    place = {"BRICKFOLK_VAR": str(tmp_path), "PYTHONPATH": f"{ROOT}:{ROOT / 'graphql'}"}
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=ROOT, env=os.environ | place, capture_output=True, text=True
    )
    assert done.stdout == "True\n"


def test_production_without_a_key_says_how_to_make_one(tmp_path: Path) -> None:
    done = manage("check", DEBUG="0", BRICKFOLK_VAR=str(tmp_path))
    assert done.returncode == 1
    assert "Set SECRET_KEY: python -c" in done.stderr


def test_the_key_of_development_is_made_once_and_private(tmp_path: Path) -> None:
    var = tmp_path / "var"
    first = secret_key(var, debug=True)
    assert (secret_key(var, debug=True), len(first) > 50) == (first, True)
    assert (var / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in var.iterdir()] == ["secret_key"]


def test_without_debug_no_key_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured):
        secret_key(tmp_path / "var", debug=False)
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(("given", "meant"), [("1", True), ("yes", True), ("0", False), ("off", False), ("", True)])
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, given: str, meant: bool) -> None:
    monkeypatch.setenv("A_FLAG", given)
    assert flag("A_FLAG", default=True) is meant


def test_lists_are_parted_by_commas_or_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_LIST", "a, b c,,")
    assert words("A_LIST") == ["a", "b", "c"]


def test_the_policy_allows_nothing_inline_and_files_from_where_they_lie() -> None:
    directives = content_policy("https://files.example:9000/bucket")["DIRECTIVES"]
    assert isinstance(directives, dict)
    sources = {source for held in directives.values() for source in held}
    assert not sources & {"'unsafe-inline'", "'unsafe-eval'", "*"}
    assert "https://files.example:9000" in directives["img-src"]
    assert "https://files.example:9000" in directives["connect-src"]
    assert "https://files.example:9000" not in directives["script-src"]


def test_graphql_is_the_installed_package_and_not_our_folder() -> None:
    code = "import graphql; print(graphql.__file__, graphql.version)"
    done = subprocess.run(
        [sys.executable, "-c", f"import config.settings; {code}"], check=True, cwd=ROOT, capture_output=True, text=True
    )
    assert "site-packages" in done.stdout
    assert not (ROOT / "graphql" / "__init__.py").exists()


@pytest.mark.parametrize(("behind", "counted"), [("0", "0"), ("1", "1")])
def test_rate_limits_go_by_the_visitors_address_behind_a_proxy(tmp_path: Path, behind: str, counted: str) -> None:
    ask = "from django.conf import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"
    done = manage("shell", "--no-imports", "-c", ask, BRICKFOLK_VAR=str(tmp_path), BEHIND_PROXY=behind, **PRODUCTION)
    assert done.stdout.split()[-1:] == [counted], done.stderr


def test_forms_may_lead_to_where_is_paid_and_to_nowhere_else() -> None:
    directives = content_policy(None, pay_at="https://checkout.stripe.com")["DIRECTIVES"]
    assert isinstance(directives, dict)
    assert directives["form-action"] == ["'self'", "https://checkout.stripe.com"]
    assert "https://checkout.stripe.com" not in directives["script-src"]


@pytest.mark.parametrize(
    ("given", "provider"),
    [
        ({}, "''"),
        ({"PAYMENT_DUMMY": "1"}, "'dummy'"),
        ({"STRIPE_SECRET_KEY": "sk_1", "STRIPE_WEBHOOK_SECRET": "whsec_1", "PAYMENT_DUMMY": "1"}, "'stripe'"),
        ({"SITE_URL": "http://127.0.0.1:8000"}, "'dummy'"),
    ],
)
def test_in_production_test_payments_are_asked_for_by_name(
    tmp_path: Path, given: dict[str, str], provider: str
) -> None:
    show = "from django.conf import settings; print(repr(settings.PAYMENT_PROVIDER))"
    done = manage("shell", "--no-imports", "-c", show, BRICKFOLK_VAR=str(tmp_path), **{**PRODUCTION, **given})
    assert done.stdout.strip() == provider, done.stderr
