"""read(typeset(figures)) == figures for Word documents, whose tables have merged cells."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.typeset.layouts import LAYOUTS, load_layout
from tests.round_trip.comparing import assert_survives
from tests.round_trip.inventing import reports
from tests.round_trip.test_round_trip import FORMS, examples


@pytest.mark.parametrize("layout_name", LAYOUTS)
@pytest.mark.parametrize("form_code", FORMS)
@examples(2)
@given(data=st.data())
def test_a_form_in_a_word_document(form_code: str, layout_name: str, data: st.DataObject) -> None:
    layout = load_layout(layout_name)
    report = data.draw(reports(layout, [form_code]))
    with tempfile.TemporaryDirectory() as folder:
        assert_survives(report, layout, "docx", Path(folder))
