"""What is a browser called in plain words? Read from what it says of itself, newest names first."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first mark that is found decides; browsers built upon others name those, too.
BROWSERS = (
    ("MicroMessenger", gettext_lazy("WeChat")),
    ("DingTalk", gettext_lazy("DingTalk")),
    ("QQBrowser", gettext_lazy("QQ Browser")),
    ("QIHU", gettext_lazy("360 Browser")),
    ("360SE", gettext_lazy("360 Browser")),
    ("360EE", gettext_lazy("360 Browser")),
    ("UBrowser", gettext_lazy("UC Browser")),
    ("UCBrowser", gettext_lazy("UC Browser")),
    ("HuaweiBrowser", gettext_lazy("Huawei Browser")),
    ("MiuiBrowser", gettext_lazy("Xiaomi Browser")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", gettext_lazy("HarmonyOS")),
    ("OpenHarmony", gettext_lazy("HarmonyOS")),
    ("Android", gettext_lazy("Android phone")),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("UOS", gettext_lazy("UnionTech OS")),
    ("Kylin", gettext_lazy("Kylin")),
    ("Linux", "Linux"),
)
PHONES = ("iPhone", "Android", "HarmonyOS", "Mobile")


def device_name(user_agent: str) -> str:
    """Browser and system, such as WeChat on an Android phone; honest where neither is known."""
    browser = first_of(BROWSERS, user_agent)
    system = first_of(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("a browser that does not say its name")


def first_of(marks: tuple, user_agent: str) -> str:
    return next((str(name) for mark, name in marks if mark in user_agent), "")


def is_phone(user_agent: str) -> bool:
    """Whether it is held in the hand."""
    return any(mark in user_agent for mark in PHONES)
