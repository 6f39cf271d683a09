"""What a cell shows under its number format; the expected texts are what Excel shows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.readers.number_formats import BUILTIN_FORMATS
from pipelines.readers.spreadsheet_text import StoredValue, shown_text
from pipelines.text.amounts import read_amount

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (-1234567.5, ACCOUNTING, "-1,234,567.50"),
        (0, ACCOUNTING, "-"),
        (-1234567.891, "#,##0.00_);[Red]\\(#,##0.00\\)", "(1,234,567.89)"),
        (-3, "0.00_);[红色]\\(0.00\\)", "(3.00)"),
        (1234.5, '"¥"#,##0.00', "¥1,234.50"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (3, "#,##0.##", "3"),
        (0, "#", ""),
        (7, "000", "007"),
        (1234.5, "@", "1234.5"),
        (-1234.5, "0.00_ ;@", "-1234.50"),
        (-0.001, "0.00", "0.00"),
        (0.045, "0%", "5%"),
        (-0.5, "0.0%", "-50.0%"),
        (5, "", "5"),
        (5, "G/通用格式", "5"),
        (5, '"第"0"名"', "第5名"),
    ],
)
def test_decimals_signs_and_literals(value: StoredValue, number_format: str, shown: str) -> None:
    assert shown_text(value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        # yuan shown in 万元: rounded to thousands, a point between the last two digits
        (12345.6, "0!.0,", "1.2"),
        (99950, "0!.0,", "10.0"),
        (49, "0!.0,", "0.0"),
        (-123456789, "0!.0,", "-12345.7"),
        # the same with four decimals and no rounding but that to yuan
        (123456789, "0!.0000", "12345.6789"),
        (5, "0\\.0000", "0.0005"),
        (123456789, '0"."0000', "12345.6789"),
        # one comma a thousand
        (1234567, "#,##0,", "1,235"),
        (1234567890, "0.00,,", "1234.57"),
    ],
)
def test_a_number_scaled_by_its_format_is_the_figure_that_is_shown(
    value: StoredValue, number_format: str, shown: str
) -> None:
    assert shown_text(value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234.5600000000002, "1234.56"),
        (1234567890.12, "1234567890.12"),
        (123456.789012, "123456.789012"),
        (123456789012, "123456789012"),
        (100 / 3, "33.33333333"),
        (-200 / 3, "-66.66666667"),
        (1234.56000000001, "1234.56"),
        (0.1 + 0.2 - 0.3, "5.55112E-17"),
        (Decimal("0.28499999999999998"), "0.285"),
        (0, "0"),
    ],
)
def test_general_keeps_what_was_typed_and_drops_the_dust_of_binary_fractions(
    value: StoredValue, shown: str
) -> None:
    assert shown_text(value, "General") == shown


def test_fifteen_digits_are_rounded_like_the_decimal_number_that_was_typed() -> None:
    assert shown_text(Decimal("0.28499999999999998"), "0.00") == "0.29"
    assert shown_text(2.675, "0.00") == "2.68"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234567, "123.5万"), (9999, "9999"), (-5, "-5")],
)
def test_a_condition_chooses_the_section(value: StoredValue, shown: str) -> None:
    assert shown_text(value, '[>=10000]0!.0,"万";0') == shown


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (45291, 'yyyy"年"m"月"d"日"', "2023年12月31日"),
        (45291, BUILTIN_FORMATS[14], "2023/12/31"),
        (45291, BUILTIN_FORMATS[57], "2023年12月"),
        (45291, "[$-F800]dddd, mmmm dd, yyyy", "2023年12月31日"),
        (45291.75, "yyyy-mm-dd hh:mm:ss", "2023-12-31 18:00:00"),
        (45291.75, "[$-804]上午/下午h:mm", "下午6:00"),
        (45291, "aaaa", "星期日"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (1.5, "[h]:mm", "36:00"),
        (-1, "yyyy-mm-dd", "####"),
    ],
)
def test_days_are_shown_as_dates(value: StoredValue, number_format: str, shown: str) -> None:
    assert shown_text(value, number_format) == shown


def test_a_workbook_may_count_its_days_from_1904() -> None:
    assert shown_text(43829, "yyyy-mm-dd", from_1904=True) == "2023-12-31"


@pytest.mark.parametrize("number_format", ["# ?/?", "[DBNum2]General", "0.00E+00", "??/100"])
def test_what_cannot_be_shown_here_is_no_figure(number_format: str) -> None:
    shown = shown_text(12345, number_format)
    assert shown == f"12345 [{number_format}]"
    assert read_amount(shown).state == "illegible"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (12345, ";;;", ""),
        ("合计", ";;;", ""),
        ("1234.50", "0.00", "1234.50"),
        ("01", "@", "01"),
        ("7", '"编号"@', "编号7"),
        (True, "0.00", "TRUE"),
    ],
)
def test_texts_and_what_a_format_hides(value: StoredValue, number_format: str, shown: str) -> None:
    assert shown_text(value, number_format) == shown


@pytest.mark.parametrize(
    "code", ['"', "\\", "[", "[>", "0;0;0;0;0", ";", "%%", ",,,", "0.0.0", "/"]
)
def test_every_text_is_some_format(code: str) -> None:
    for value in (0, 1.5, -2, Decimal("1E-200"), Decimal("1E+300"), "x"):
        assert isinstance(shown_text(value, code), str)
