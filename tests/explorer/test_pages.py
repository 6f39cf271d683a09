"""The pages as people use them, in a headless Chromium, from a folder and without a network.

Figures were read by eye from the samples: the expenditure form of 武汉市青山区大数据中心 is on
page 5 of its PDF, that of 益阳市智慧城市和大数据中心 in the sheet Z04 of its workbook.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.explorer.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QINGSHAN = "武汉市青山区大数据中心"
YIYANG = "益阳市智慧城市和大数据中心"
PAGES = ["index.html", "compare.html", "findings.html", "quality.html"]


def drill(page: Any, *names: str) -> Any:
    for name in names:
        page.locator("#spending button.drill", has_text=name).click()
    return page.locator("#spending tbody tr")


def cells_of(row: Any) -> list[str]:
    return [text.strip() for text in row.locator("td").all_inner_texts()]


def test_drilling_down_to_an_item_shows_its_printed_figures(visit: Visit) -> None:
    page = visit.account(QINGSHAN, 2020)
    rows = drill(page, "210 卫生健康支出", "21011 行政事业单位医疗")
    item = rows.filter(has_text="2101103 公务员医疗补助")
    assert cells_of(item) == ["16.17", "14.57", "1.59"]
    # the level itself stands below its items, as printed
    assert cells_of(rows.last) == ["29.88", "27.89", "1.98"]


def test_a_figure_opens_the_page_it_is_printed_on(visit: Visit) -> None:
    page = visit.account(QINGSHAN, 2020)
    rows = drill(page, "210 卫生健康支出", "21011 行政事业单位医疗")
    item = rows.filter(has_text="2101103 公务员医疗补助")
    item.locator("button.figure", has_text="14.57").click()
    panel = page.locator("dialog[open]")
    assert "第 5 页" in panel.inner_text()
    assert "支出决算表" in panel.inner_text()
    assert "145,700.00" in panel.inner_text()
    panel.locator(".crop[data-ready]").wait_for()
    frame, shown = (
        panel.locator(".crop-frame").bounding_box(),
        panel.locator(".crop").bounding_box(),
    )
    # the framed figure is within the part of the page that is seen
    assert shown["x"] <= frame["x"] and frame["x"] + frame["width"] <= shown["x"] + shown["width"]
    assert shown["y"] <= frame["y"] and frame["y"] + frame["height"] <= shown["y"] + shown["height"]


def test_the_frame_lies_on_the_ink_of_the_figure(visit: Visit, site: Path) -> None:
    page = visit.account(QINGSHAN, 2020)
    page.locator("#spending button.figure", has_text="1,059.76").first.click()
    page.locator(".crop[data-ready]").wait_for()
    share = page.evaluate("""() => {
      const image = document.querySelector(".crop img");
      const frame = document.querySelector(".crop-frame");
      const scale = image.clientWidth / image.naturalWidth;
      return [frame.offsetLeft, frame.offsetTop, frame.offsetWidth, frame.offsetHeight]
        .map((edge) => edge / scale);
    }""")
    from PIL import Image

    (drawn,) = site.glob("pages/*/5-2000.webp")
    left, top, width, height = share
    with Image.open(drawn) as picture:
        grey = picture.convert("L").crop((left + 8, top + 8, left + width - 8, top + height - 8))
        dark = sum(1 for value in grey.tobytes() if value < 128)
    # digits cover a few per cent of their cell: neither empty paper nor a block
    assert 0.01 < dark / (grey.width * grey.height) < 0.3


def test_a_workbook_shows_the_cells_around_a_figure(visit: Visit) -> None:
    page = visit.account(YIYANG, 2020)
    rows = drill(page, "201 一般公共服务支出", "20103")
    row = rows.filter(has_text="2010350")
    row.locator("button.figure").first.click()
    panel = page.locator("dialog[open]")
    assert "工作表“Z04 支出决算表”" in panel.inner_text()
    assert panel.locator(".cells td.is-it").inner_text().strip() == "377.27"


def test_the_language_can_be_switched_and_is_kept(visit: Visit) -> None:
    page = visit.open("index.html")
    assert page.get_attribute("html", "lang") == "zh-CN"
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "Departmental final accounts"
    assert page.get_attribute("html", "lang") == "en"
    page = visit.open("quality.html")
    assert page.locator("h1").inner_text() == "Quality of the data"
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "数据质量"


def test_amounts_can_be_shown_in_yuan(visit: Visit) -> None:
    page = visit.account(QINGSHAN, 2020)
    page.locator(".settings button", has_text=re.compile("^元$")).click()
    first = page.locator("#spending tbody tr").filter(has_text="204 公共安全支出")
    assert cells_of(first)[0] == "113,000.00"


def test_findings_can_be_filtered_to_violations_and_opened(visit: Visit) -> None:
    page = visit.open("findings.html")
    page.get_by_label("结论").select_option("violation")
    page.get_by_label("轻重").select_option("error")
    page.get_by_label("找部门或规则").fill(f"{QINGSHAN} · 2020 自评总分")
    assert page.locator("#results tbody tr").count() == 1
    assert "verdict=violation" in page.url
    row = page.locator("#results tbody tr").first
    assert row.locator("td").nth(1).inner_text() == "96"
    assert row.locator("td").nth(2).inner_text() == "94"
    row.get_by_role("button", name=re.compile("看详情")).click()
    details = page.locator(".detail-row")
    details.locator(".terms button.figure", has_text="96").wait_for()
    assert "第 17 页" in details.inner_text()
    details.locator(".crop[data-ready]").wait_for()


def test_the_way_to_a_printed_page_needs_no_mouse(visit: Visit) -> None:
    page = visit.open("index.html")
    page.keyboard.press("Tab")
    assert "跳到正文" in page.evaluate("document.activeElement.textContent")
    go_to(page, "Enter", lambda: focused(page) == QINGSHAN)
    page.wait_for_selector("#spending")
    go_to(page, "Enter", lambda: focused(page).startswith("210 卫生健康支出"))
    go_to(page, "Enter", lambda: focused(page).startswith("21011"))
    go_to(page, "Enter", lambda: focused(page) == "16.17")
    panel = page.locator("dialog[open]")
    assert "2101103 公务员医疗补助" in panel.inner_text()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert focused(page) == "16.17"


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


def go_to(page: Any, key: str, arrived: Any, most: int = 150) -> None:
    """Press Tab until there, then the key."""
    for _ in range(most):
        if arrived():
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    pytest.fail(f"not reached with {most} tabs; the focus is on {focused(page)!r}")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(visit: Visit, name: str, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 844})
    page = visit.open(name)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_account_fits_a_phone(visit: Visit) -> None:
    page = visit.account(YIYANG, 2020)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.wait_for_selector("#spending")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#spending button.figure").first.click()
    box = page.locator("dialog[open]").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_every_control_has_a_name_and_every_heading_its_place(visit: Visit) -> None:
    for name in PAGES:
        page = visit.open(name)
        nameless = page.evaluate("""() => [...document.querySelectorAll("button, a, select, input")]
          .filter((one) => !(one.textContent.trim() || one.getAttribute("aria-label")
            || (one.labels && one.labels.length))).length""")
        assert nameless == 0, name
        assert page.locator("h1").count() == 1, name


def test_an_unknown_account_is_told_in_words(browser: Any, site: Path) -> None:
    page = browser.new_page()
    visit = Visit(page, site)
    visit.open("accounts.html#id=none")
    page.get_by_text("找不到编号为 none 的部门年度").wait_for()
    assert visit.foreign_requests == []
    page.close()


def test_comparing_keeps_its_choice_in_the_address(visit: Visit) -> None:
    page = visit.open("compare.html")
    chosen = page.locator(".offered input:checked")
    # the list is drawn anew after each, the chosen ones first
    for _ in range(chosen.count()):
        chosen.first.click()
    page.get_by_label(f"{QINGSHAN} · 2020").check()
    page.get_by_label(f"{YIYANG} · 2020").check()
    row = page.locator("#results tbody tr").filter(has_text="项目支出占比")
    # 1,417.51 of 1,802.62 and 2,510.63 of 2,696.92, worked out by hand
    assert cells_of(row) == ["78.64%", "93.09%"]
    page.reload()
    page.wait_for_selector("h1")
    assert page.locator(".offered input:checked").count() == 2
