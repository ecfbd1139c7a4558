"""Settings. Everything an operator may change comes from the environment (docs/operating.md lists it)."""

import os
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

from common.checks import graphql_core_installed
from config.environment import flag, secret_key, words
from config.logs import configure_logs
from config.policy import content_policy

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.append(str(BASE_DIR / "graphql"))  # last: the installed graphql-core wins the folder's name
VAR_DIR = Path(os.environ.get("BRICKFOLK_VAR") or BASE_DIR / "var").resolve()

DEBUG = flag("DEBUG", default=True)
SECRET_KEY = secret_key(VAR_DIR, debug=DEBUG)
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
SITE_URL = os.environ.get("SITE_URL") or f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
HTTPS = SITE_URL.startswith("https:")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    "django_vite",
    "common",
    "accounts",
    "parts",
    "builds",
    "payments",
    "shop",
    "web",
    "brickfolk_api",
    "config",
    "allauth",  # after web, whose templates stand in for its own
    "allauth.account",
    "allauth.mfa",
]
if graphql_core_installed():  # else a system check says what to do
    INSTALLED_APPS.append("graphene_django")  # for its command graphql_schema
MIDDLEWARE = [
    "common.operations.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "web.middleware.RefusalMiddleware",  # before CSRF, which reads the body: what is too large ends here
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context.site",
            ]
        },
    }
]

# Database, cache, jobs
DATABASE_URL = os.environ.get("DATABASE_URL", "")
EMBEDDED = {"ENGINE": "common.embedded", "NAME": "postgres", "USER": "postgres", "HOST": str(VAR_DIR / "postgres")}
DATABASES: dict[str, Any] = {"default": dj_database_url.parse(DATABASE_URL) if DATABASE_URL else EMBEDDED}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}}
WORKER_HEARTBEAT = 3.0  # seconds between two signs of life of a worker
WORKER_STALLED = 10.0  # seconds of silence after which it is dead, and its job runs again
WORKER_PROCESSES = int(os.environ.get("WORKER_PROCESSES") or 2)

GRAPHENE = {"SCHEMA": "brickfolk_api.schema.schema"}

# Files: a folder, or S3 when a bucket is named. Uploads are limited to 50 MB by common.files and web.
S3_BUCKET = os.environ.get("S3_BUCKET", "")
S3_REGION = os.environ.get("S3_REGION") or "us-east-1"
S3_ENDPOINT = os.environ.get("S3_ENDPOINT") or None
S3 = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": S3_BUCKET,
        "region_name": S3_REGION,
        "endpoint_url": S3_ENDPOINT,
        "access_key": os.environ.get("S3_ACCESS_KEY") or None,
        "secret_key": os.environ.get("S3_SECRET_KEY") or None,
        "signature_version": "s3v4",
        "default_acl": None,
    },
}
STORAGES = {
    "default": S3 if S3_BUCKET else {"BACKEND": "common.files.storage.LocalFolder"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/assets/.+-[\w-]{8}\.\w+$"  # Vite puts the content's hash in the name
DJANGO_VITE = {
    "default": {
        "manifest_path": BASE_DIR / "web" / "static" / "dist" / "manifest.json",
        "static_url_prefix": "dist",
        "dev_mode": flag("VITE_DEV", default=False),
    }
}

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_TLS", default=True)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or f"Brickfolk <brickfolk@{urlsplit(SITE_URL).hostname}>"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_FORMS = {"login": "web.forms.account.SignInForm"}
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Brickfolk: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Mail that only goes to a folder would lock people out of their new accounts.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_HOST else "optional"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = bool(EMAIL_HOST)
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Brickfolk"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# Payments: Stripe when its keys are named; else a dummy that takes no money, but not by itself where strangers shop
STRIPE_SECRET_KEY = os.environ.get("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = os.environ.get("STRIPE_WEBHOOK_SECRET", "")
PAYMENT_MODEL = "shop.Payment"
PAYMENT_HOST = urlsplit(SITE_URL).netloc
PAYMENT_USES_SSL = HTTPS
PAYMENT_DUMMY = flag("PAYMENT_DUMMY", default=DEBUG or not HTTPS)
PAYMENT_PROVIDER = "stripe" if STRIPE_SECRET_KEY else "dummy" if PAYMENT_DUMMY else ""
PAYOUT_MINIMUM = Decimal(os.environ.get("PAYOUT_MINIMUM") or "5.00")  # below it a balance waits for the next time
QUOTE_HOLD = timedelta(minutes=int(os.environ.get("QUOTE_HOLD_MINUTES") or 120))  # how long a quote's prices hold
ORDER_RESERVED_MINUTES = int(os.environ.get("ORDER_RESERVED_MINUTES") or 30)  # how long an unpaid order holds stock
PAYMENT_VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "dummy": ("shop.services.payments.providers.TestProvider", {}),
    "stripe": (
        "shop.services.payments.providers.StripeProvider",
        {"api_key": STRIPE_SECRET_KEY, "endpoint_secret": STRIPE_WEBHOOK_SECRET, "secure_endpoint": True},
    ),
}

# Security. Whatever needs HTTPS follows from the scheme of SITE_URL.
ALLOWED_HOSTS = [str(urlsplit(SITE_URL).hostname), "localhost", "127.0.0.1", "[::1]", *words("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]
CSRF_FAILURE_VIEW = "web.views.refusals.csrf_failure"
CONTENT_SECURITY_POLICY = content_policy(
    (S3_ENDPOINT or f"https://{S3_BUCKET}.s3.{S3_REGION}.amazonaws.com") if S3_BUCKET else None,
    pay_at="https://checkout.stripe.com" if STRIPE_SECRET_KEY else None,
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
BEHIND_PROXY = flag("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # else all visitors share the proxy's address, and its rate limit
X_FRAME_OPTIONS = "DENY"

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Operations
LOGGING = configure_logs(level=os.environ.get("LOG_LEVEL") or "INFO", readable=flag("LOG_READABLE", default=DEBUG))
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
METRICS_NETWORKS = words("METRICS_NETWORKS") or ["127.0.0.0/8", "::1/128"]
