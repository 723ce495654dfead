"""Dates are written one way in each language, whether a page names the format or spells it."""

from datetime import datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import gettext, override

MOMENT = datetime(2026, 1, 5, 9, 3)
ALIKE = {
    "DATE_FORMAT": "j M Y",
    "SHORT_DATE_FORMAT": "j M Y",
    "DATETIME_FORMAT": "j M Y H:i",
    "SHORT_DATETIME_FORMAT": "j M Y H:i",
    "MONTH_DAY_FORMAT": "j M",
    "YEAR_MONTH_FORMAT": "F Y",
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_named_formats_say_what_spelt_ones_say(language):
    with override(language):
        named = {name: date_format(MOMENT, name) for name in ALIKE}
        spelt = {name: date_format(MOMENT, gettext(words)) for name, words in ALIKE.items()}

    assert named == spelt


def test_dates_in_chinese_part_figures_from_characters():
    with override("zh-hans"):
        said = [date_format(MOMENT, name) for name in ("DATE_FORMAT", "DATETIME_FORMAT", "MONTH_DAY_FORMAT")]

    assert said == ["2026 年 1 月 5 日", "2026 年 1 月 5 日 09:03", "1 月 5 日"]
