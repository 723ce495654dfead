"""How messages leave the house: the mail server, the gateway, the address in letters. All from the environment."""

import json
import os

from django.core.exceptions import ImproperlyConfigured

from apps.workflow.gateway import KINDS
from apps.workflow.gateway.letters import Gateway
from starbranch.settings.environment import number

# Where people type the name of this installation; without it letters hold no links.
PUBLIC_URL = os.environ.get("STARBRANCH_PUBLIC_URL", "").strip().rstrip("/")

EMAIL_HOST = os.environ.get("STARBRANCH_MAIL_HOST", "")
EMAIL_PORT = number("STARBRANCH_MAIL_PORT", 25)
EMAIL_USE_TLS = os.environ.get("STARBRANCH_MAIL_TLS", "") == "starttls"
EMAIL_USE_SSL = os.environ.get("STARBRANCH_MAIL_TLS", "") == "ssl"
EMAIL_HOST_USER = os.environ.get("STARBRANCH_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("STARBRANCH_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = number("STARBRANCH_MAIL_SECONDS", 20)
DEFAULT_FROM_EMAIL = os.environ.get("STARBRANCH_MAIL_FROM") or "starbranch@localhost"
MAIL_PER_MINUTE = number("STARBRANCH_MAIL_PER_MINUTE", 60)

GATEWAY = Gateway(
    kind=os.environ.get("STARBRANCH_GATEWAY", ""),
    url=os.environ.get("STARBRANCH_GATEWAY_URL", ""),
    secret=os.environ.get("STARBRANCH_GATEWAY_SECRET", ""),
    fields=os.environ.get("STARBRANCH_GATEWAY_FIELDS") or Gateway.fields,
    taken=os.environ.get("STARBRANCH_GATEWAY_TAKEN", ""),
    seconds=number("STARBRANCH_GATEWAY_SECONDS", 10),
    per_minute=number("STARBRANCH_GATEWAY_PER_MINUTE", 60),
)
if GATEWAY.kind and GATEWAY.kind not in KINDS:
    raise ImproperlyConfigured(f"STARBRANCH_GATEWAY: one of {', '.join(KINDS)}.")
try:
    fields = json.loads(GATEWAY.fields)
except ValueError as fault:
    raise ImproperlyConfigured("STARBRANCH_GATEWAY_FIELDS must be JSON.") from fault
if GATEWAY.kind == "wecom-app" and not {"corpid", "agentid"} <= set(fields):
    raise ImproperlyConfigured("STARBRANCH_GATEWAY_FIELDS needs corpid and agentid for wecom-app.")
