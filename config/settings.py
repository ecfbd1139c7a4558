"""Settings. Everything an operator may change comes from the environment; secrets come from nowhere else."""

import os
import sys
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.append(str(BASE_DIR / "graphql"))
VAR_DIR = Path(os.environ.get("BRICKFOLK_VAR", BASE_DIR / "var"))

SECRET_KEY = os.environ.get("SECRET_KEY", "development-only")
DEBUG = os.environ.get("DEBUG", "1") == "1"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "graphene_django",
    "common",
    "accounts",
    "parts",
    "builds",
    "web",
]
ROOT_URLCONF = "config.urls"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_URL = os.environ.get("DATABASE_URL", "")
EMBEDDED = {"ENGINE": "common.embedded", "NAME": "postgres", "USER": "postgres", "HOST": str(VAR_DIR / "postgres")}
DATABASES = {"default": dj_database_url.parse(DATABASE_URL) if DATABASE_URL else EMBEDDED}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"

WORKER_HEARTBEAT = 3.0  # seconds between two signs of life of a worker
WORKER_STALLED = 10.0  # seconds of silence after which it is dead, and its job runs again
WORKER_PROCESSES = int(os.environ.get("WORKER_PROCESSES", "2"))
STORAGES = {
    "default": {"BACKEND": "common.files.storage.LocalFolder"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"
