"""Names are found by what they are, sound, and begin with."""

import subprocess
import sys

from apps.core.pinyin import search_key


def test_search_key_holds_text_sound_and_initials():
    assert search_key("市发改委") == "市发改委 shifagaiwei sfgw"


def test_search_key_keeps_what_is_not_chinese():
    assert search_key("第1党支部A区") == "第1党支部a区 di1dangzhibuaqu d1dzbaq"


def test_who_asks_for_no_pinyin_reads_no_dictionary():
    asked = "import django; django.setup(); import apps.evaluations.services, sys; print('pypinyin' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
