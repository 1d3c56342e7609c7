"""Every setting of the house, in titled sections. What differs between machines is read from the
environment; the defaults are those of a developer's machine; production refuses to start without
what it needs (see docs/deployment.md and .env.example)."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from coopstudio import houses, logs, rounds
from coopstudio.environment import database, flag, listed, needed, number

# --- Where we are ---
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("COOP_VAR") or BASE_DIR / "var")
PRODUCTION = flag("COOP_PRODUCTION")
DEMO = flag("COOP_DEMO")
DEBUG = flag("COOP_DEBUG", default=not PRODUCTION and not DEMO)
if PRODUCTION and (DEMO or DEBUG):
    raise ImproperlyConfigured("COOP_PRODUCTION ne va ni avec COOP_DEMO ni avec COOP_DEBUG.")

HOUSE_FILE = os.environ.get("COOP_HOUSE") or houses.OURS
HOUSE = houses.shown(houses.read(HOUSE_FILE)) if DEMO else houses.read(HOUSE_FILE)
SITE_NAME = HOUSE.company
SITE_URL = needed("COOP_SITE_URL", "http://localhost:8000", PRODUCTION).rstrip("/")
CONTACT_EMAIL = os.environ.get("COOP_CONTACT_EMAIL") or HOUSE.contact
HOSTED_BY = os.environ.get("COOP_HOSTED_BY", "")  # name and address, for the mentions légales
ANSWER_PROMISE_DAYS = 10  # working days between an application and its answer

# --- How long data about people are kept: what a house begins with; coopstudio/durations dates it
KEPT_DRAFT_DAYS = 90  # after the last gesture of its author
KEPT_CLOSED_MONTHS = 3  # after the end, to explain an answer
KEPT_AGREED_YEARS = 2  # after the person's last gesture, if they agreed to be written to again
KEPT_LONGER_YEARS = 1  # each time the person chooses so
KEPT_MEMBER_CV_MONTHS = 6  # after the admission
KEPT_FORMER_MONTHS = 3  # the fiche of a former member, after the end of the membership
KEPT_PROOF_YEARS = number("COOP_PROOF_YEARS", 5)  # the limitation period; to be told by a lawyer
KEPT_LIFE_YEARS = number("COOP_LIFE_YEARS", 5)  # words of a membership and of a procedure, after it
KEPT_REQUEST_YEARS = 3  # requests about one's data, after their answer
KEPT_SHEET_DAYS = 30  # the lines of a sheet of members, after the last gesture
ERASURES_FILE = Path(os.environ.get("COOP_ERASURES") or VAR_DIR / "erasures.txt")

# --- Consent at a distance: how long each of its windows lasts ---
CLARIFICATION_HOURS = number("COOP_CLARIFICATION_HOURS", 48)
REACTIONS_HOURS = number("COOP_REACTIONS_HOURS", 72)
ARBITRATION_HOURS = number("COOP_ARBITRATION_HOURS", 48)
CONSENT_HOURS = number("COOP_CONSENT_HOURS", 120)
EXTENSION_HOURS = number("COOP_EXTENSION_HOURS", 72)  # once; then the circle meets about it
SUSPENDED_DAYS = 30  # a proposal left in a meeting is taken up at its step for as long

# --- Secrets and hosts ---
SECRET_KEY = needed("COOP_SECRET_KEY", "development-only-" + "0" * 50, PRODUCTION)
SECRET_KEY_FALLBACKS = listed("COOP_SECRET_KEY_FALLBACKS")
METRICS_TOKEN = os.environ.get("COOP_METRICS_TOKEN", "")  # of the machine that watches: /mesures/
ALLOWED_HOSTS = listed("COOP_HOSTS") or [urlsplit(SITE_URL).hostname]
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Rooms ---
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "coopstudio.start",
    "coopstudio.french",
    "coopstudio.design",
    "coopstudio.journal",
    "coopstudio.documents",
    "coopstudio.files",
    "coopstudio.mail",
    "coopstudio.wordings",
    "coopstudio.durations",
    "coopstudio.search",
    "coopstudio.demo",
    "members",
    "governance",
    "applications",
    "contributions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_cotton.apps.SimpleAppConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "coopstudio.metrics.requests.Counted",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "coopstudio.middleware.SensibleRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "coopstudio.pulse.Pulse",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.accounts.middleware.SessionLimits",
    "members.accounts.middleware.ProvedAddress",
    "members.accounts.middleware.SecondFactor",
    "members.accounts.middleware.RefusedForms",
]
ROOT_URLCONF = "coopstudio.urls"
CSRF_FAILURE_VIEW = "coopstudio.errors.csrf_failure"
WSGI_APPLICATION = "coopstudio.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Templates: one engine for pages, one for the plain text of letters ---
LOADERS = [
    "coopstudio.french.loaders.Pages",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
LETTER_LOADERS = ["coopstudio.french.loaders.Letters"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": houses.pages(HOUSE_FILE, BASE_DIR),
        "OPTIONS": {
            "loaders": [("coopstudio.design.engine.Loader", LOADERS)] if not DEBUG else LOADERS,
            "builtins": [
                "django_cotton.templatetags.cotton",
                "coopstudio.french.templatetags.french",
                "coopstudio.design.templatetags.design",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "NAME": "letters",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": houses.pages(HOUSE_FILE, BASE_DIR),
        "OPTIONS": {
            "autoescape": False,
            "loaders": [("django.template.loaders.cached.Loader", LETTER_LOADERS)]
            if not DEBUG
            else LETTER_LOADERS,
            "builtins": ["coopstudio.french.templatetags.french"],
        },
    },
]
FORM_RENDERER = "coopstudio.design.controls.Renderer"
CRISPY_TEMPLATE_PACK = "coop"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["coop"]

# --- Database: the run-time role by default; the owner's only to migrate ---
DATABASES = {"default": database(needed("DATABASE_URL", None, PRODUCTION), VAR_DIR)}
DATABASE_APP_ROLE = os.environ.get("COOP_APP_ROLE") or "coop_app"

# --- People and sessions ---
AUTH_USER_MODEL = "members.Person"
AUTHENTICATION_BACKENDS = ["members.accounts.backends.PersonBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "welcome"
SESSION_ENGINE = "coopstudio.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_HTTPONLY = True
PASSWORD_RESET_TIMEOUT = 3600
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "members.accounts.passwords.WithoutHouseWords"},
    {"NAME": "members.accounts.passwords.WithoutSeries"},
]

# --- Security of the pages ---
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION and flag("COOP_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^sante/$", r"^mesures/$"]  # asked of each machine, from beside it
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
PROXIES = number("COOP_PROXIES", 1 if PRODUCTION else 0)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Static and private files ---
STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("COOP_STATIC") or VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "guide" / "images")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
PRIVATE_ROOT = VAR_DIR / "private"
BUCKET = {  # instead of PRIVATE_ROOT where several machines serve: coopstudio/files/bucket.py
    "name": os.environ.get("COOP_BUCKET", ""),
    "endpoint": os.environ.get("COOP_BUCKET_ENDPOINT", ""),
    "region": os.environ.get("COOP_BUCKET_REGION", ""),
    "key": os.environ.get("COOP_BUCKET_KEY", ""),
    "secret": os.environ.get("COOP_BUCKET_SECRET", ""),
    "style": os.environ.get("COOP_BUCKET_STYLE") or "auto",  # path, for most storages of one's own
}
BACKUP_KEY = os.environ.get("COOP_BACKUP_KEY", "")
SEAL = {  # of the association, around the papers that prove something: PEM files
    "certificate": os.environ.get("COOP_SEAL_CERTIFICATE", ""),
    "key": os.environ.get("COOP_SEAL_KEY", ""),
    "passphrase": os.environ.get("COOP_SEAL_PASSPHRASE", ""),
    "former": listed("COOP_SEAL_FORMER"),
}
UPLOAD_LIMIT = 10 * 1024 * 1024  # octets
BODY_LIMIT = UPLOAD_LIMIT + 512 * 1024  # the heaviest form: a file of 10 Mo, and its words
PICTURE_LIMIT = 8 * 1024 * 1024  # octets: what a telephone takes
CLAMD = os.environ.get("COOP_CLAMD", "")  # socket or host:port of a ClamAV service, if any

# --- What is written when something is wrong: JSON without anybody in it ---
if not DEBUG:
    LOGGING = logs.CONFIG

# --- Language and time ---
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- Mail ---
DEFAULT_FROM_EMAIL = os.environ.get("COOP_FROM_EMAIL") or f"{HOUSE.company} <{CONTACT_EMAIL}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAILERS = {
    "default": {
        "BACKEND": "coopstudio.mail.mailer.Mailer",
        "OPTIONS": {
            "host": needed("COOP_SMTP_HOST", "127.0.0.1", PRODUCTION),
            "port": number("COOP_SMTP_PORT", 587 if PRODUCTION else 1025),
            "username": os.environ.get("COOP_SMTP_USER", ""),
            "password": os.environ.get("COOP_SMTP_PASSWORD", ""),
            "use_tls": flag("COOP_SMTP_TLS", default=PRODUCTION),
            "timeout": 10,
        },
    }
}

# --- Mail that comes in: answers to our letters; without an address, one answers on the site ---
REPLY_ADDRESS = os.environ.get("COOP_REPLY_ADDRESS", "reponse@demo.example" if DEMO else "")
INBOUND_SECRET = os.environ.get("COOP_INBOUND_SECRET", "")  # of the server that posts mails to us
INBOUND_AUTHSERV = os.environ.get("COOP_INBOUND_AUTHSERV", "")  # who writes our proofs of origin
INBOUND_LIMIT = UPLOAD_LIMIT * 3 // 2  # octets: a file of that weight, as e-mail carries it
INBOX = {  # a box that the clock empties, each minute
    "host": os.environ.get("COOP_IMAP_HOST", ""),
    "port": number("COOP_IMAP_PORT", 993),
    "ssl": flag("COOP_IMAP_SSL", default=True),
    "user": os.environ.get("COOP_IMAP_USER", ""),
    "password": os.environ.get("COOP_IMAP_PASSWORD", ""),
    "folder": os.environ.get("COOP_IMAP_FOLDER") or "INBOX",
}

# --- Cache: rate limits hold across processes and survive a broker that is down ---
CACHES = {
    "default": {
        "BACKEND": "coopstudio.kept.Kept",
        "LOCATION": "house_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- Celery: the alarm clock, never the truth ---
CELERY_BROKER_URL = needed("REDIS_URL", f"redis+socket://{VAR_DIR}/broker/broker.sock", PRODUCTION)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 30,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 30,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_IMPORTS = ["coopstudio.tasks"]
CELERY_BEAT_SCHEDULER = "coopstudio.ringing:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SYNC_EVERY = 1  # the file's age is the pulse of the clock

# --- Sign-in (django-allauth) ---
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # unique by Lower("email"): one_person_per_address
ACCOUNT_ADAPTER = "members.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # closed; a password is possible, never required
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "login": "members.forms.accounts.LoginForm",
    "request_login_code": "members.forms.accounts.RequestCodeForm",
    "confirm_login_code": "members.forms.accounts.CodeForm",
    "confirm_email_verification_code": "members.forms.accounts.NewAddressCodeForm",
    "add_email": "members.forms.accounts.NewAddressForm",
    "set_password": "members.forms.accounts.SetPasswordForm",
    "change_password": "members.forms.accounts.ChangePasswordForm",
    "reset_password": "members.forms.accounts.ForgottenPasswordForm",
    "reset_password_from_key": "members.forms.accounts.ResetPasswordForm",
    "reauthenticate": "members.forms.accounts.ReauthenticateForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True  # one address a person: the old one goes once the new one answers
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True  # how long is decided by members.accounts.middleware.SessionLimits
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole office may stand behind one address
    "request_login_code": "60/m/ip,3/m/key,20/d/key",
    "reset_password": "20/m/ip,2/m/key,6/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_ADAPTER = "members.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "members.forms.second_factor.AuthenticateForm",
    "reauthenticate": "members.forms.second_factor.ReauthenticateForm",
    "activate_totp": "members.forms.second_factor.ActivateAppForm",
    "add_webauthn": "members.forms.second_factor.AddKeyForm",
    "edit_webauthn": "members.forms.second_factor.NameKeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # browsers take http://localhost as safe
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong
MFA_TOTP_ISSUER = SITE_NAME
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_NAME = "__Host-trusted" if PRODUCTION else "trusted"
PRIVILEGED_NEED_SECOND_FACTOR = flag("COOP_SECOND_FACTOR", default=not DEMO)
SESSION_LIMITS = {  # seconds: at most since the sign-in, at most without a page
    "privileged": (12 * 3600, 3600),
    "others": (SESSION_COOKIE_AGE, 3 * 24 * 3600),
}

# --- The rounds of the clock (coopstudio/rounds.py) ---
CELERY_BEAT_SCHEDULE = rounds.schedule()

# --- The demonstration: who moves people in, in this order ---
DEMO_WORLDS = {
    "collectif": [
        "members.demo.fill",
        "applications.demo.fill",
        "governance.demo.fill",
        "contributions.demo.fill",
    ],
    "solstice": [
        "members.demo.cooperative.fill",
        "governance.demo.cooperative.fill",
        "contributions.demo.cooperative.fill",
    ],
}
