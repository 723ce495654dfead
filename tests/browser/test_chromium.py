"""The browser that journeys use comes up and draws Chinese."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def test_open_page_in_chromium_draws_chinese_with_real_glyphs(page):
    # Without a Chinese font both would be the same two boxes.
    page.set_content("<span id=a>五五</span> <span id=b>支支</span>")

    pictures = [page.locator(f"#{name}").screenshot() for name in ("a", "b")]

    assert page.locator("#a").inner_text() == "五五"
    assert pictures[0] != pictures[1]
