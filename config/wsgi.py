"""The site for a WSGI server (gunicorn, see config/gunicorn.py)."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# All pages and the API are imported here, once for all processes, or each process's first visitor waits for it.
urls = get_resolver().url_patterns
