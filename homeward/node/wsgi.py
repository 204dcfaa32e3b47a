"""The WSGI application, for ``homeward serve`` or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.node.settings")
application = get_wsgi_application()
