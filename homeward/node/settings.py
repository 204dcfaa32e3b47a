"""Django's settings, all from the environment; see ``homeward.node.environment`` for what an operator can set."""

from pathlib import Path

from csp.constants import NONE, SELF

from homeward.node.database import sqlite
from homeward.node.environment import Environment

ENVIRONMENT = Environment.read()
NODE = Path(__file__).parent

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.hosts
UPLOADS_OPEN = ENVIRONMENT.uploads
REVIEW_OPEN = ENVIRONMENT.review
OFFICE_OPEN = ENVIRONMENT.office
EXERCISE = ENVIRONMENT.exercise
SMALLEST_GROUP = ENVIRONMENT.smallest  # people; see homeward.node.stages.small

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "homeward.node.accounts",
    "homeward.node.jobs",
    "homeward.node.journal",
    "homeward.node.people",
    "homeward.node.compare",
    "homeward.node.stages",
    "homeward.node.sources",
    "homeward.node.agreeing",
    "homeward.node.crossing",
    "homeward.node.public",
    "homeward.node.telling",
    "homeward.node.review",
    "homeward.node.operating",
]
MIDDLEWARE = [
    "homeward.node.middleware.AccessLog",
    "homeward.node.middleware.IsolationHeaders",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "homeward.node.middleware.LanguageFromAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "homeward.node.middleware.NoNulls",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "homeward.node.accounts.sessions.OnOfficePages",
]
ROOT_URLCONF = "homeward.node.urls"
WSGI_APPLICATION = "homeward.node.wsgi.application"
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [NODE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "homeward.node.context.everywhere",
                "homeward.node.context.office",
            ],
        },
    }
]

# One writer at a time, and nothing acknowledged before it is on the disk: what is recorded must survive a power cut.
DATABASES = {"default": ENVIRONMENT.database or sqlite(ENVIRONMENT.var)}

# Long jobs wait in the database for the worker, so that nothing that was asked for is forgotten.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("uk", "Українська"), ("ru", "Русский")]
LANGUAGE_COOKIE_NAME = "homeward_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [NODE / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["homeward.node.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [NODE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is stored as a file of ours
    "staticfiles": {"BACKEND": "homeward.node.static_files.VersionedFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 24 * 3600

# An upload is read in memory and stored as a row; larger ones are refused before they are read.
UPLOAD_LIMIT = 10 * 1024 * 1024  # bytes
FILE_UPLOAD_HANDLERS = [
    "homeward.node.people.uploads.ListUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",  # larger ones are dropped
]
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # bytes of everything but the file
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000  # a form of terms has a field for each number of each stage
DATA_UPLOAD_MAX_NUMBER_FILES = 40  # twenty documents, each with a note

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" a browser hides the origin of our own forms, too
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.encrypted else 0
SECURE_SSL_REDIRECT = ENVIRONMENT.encrypted
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SECURE = ENVIRONMENT.encrypted
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.origins)
CSRF_FAILURE_VIEW = "homeward.node.public.views.failures.stale_form"
SESSION_COOKIE_SECURE = ENVIRONMENT.encrypted
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_PATH = "/office"  # no page of the public record sees it
SESSION_COOKIE_AGE = 8 * 3600  # a working day; homeward.node.accounts.visits ends sessions earlier
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "sign-in"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.encrypted

# Times, routes and statuses only: no address of a reader, no query string, no name of a file.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": "homeward.node.logs.Lines"},
        "json": {"()": "homeward.node.logs.Objects"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json" if ENVIRONMENT.json_logs else "lines"},
    },
    "loggers": {
        "homeward": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
