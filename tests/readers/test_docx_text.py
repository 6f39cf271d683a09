"""What a Word file prints: revisions, fields, notes, marks, text boxes, controls, headers."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipelines.readers.docx import read_docx
from pipelines.readers.problems import UnreadableFile
from tests.readers.word_files import STRICT, cell, lines_of, paragraph, run, table, word_file


def lines_in(*inner: str) -> list[str]:
    return lines_of(word_file(paragraph(*inner)))


def test_tracked_changes_are_read_as_accepted() -> None:
    inserted = f"<w:ins>{run('120.00')}</w:ins>"
    deleted = "<w:del><w:r><w:delText>100.00</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>"
    assert lines_in(run("收入"), deleted, inserted, run("万元"), moved) == ["收入120.00万元新"]


def test_a_paragraph_with_a_deleted_mark_goes_on_in_the_next() -> None:
    first = paragraph(run("本年收入"), properties="<w:rPr><w:del/></w:rPr>")
    assert lines_of(word_file(first + paragraph(run("5万元")))) == ["本年收入5万元"]


def test_hidden_text_is_not_printed() -> None:
    styles = (
        '<w:style w:styleId="Secret" w:type="character"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Note"><w:basedOn w:val="Secret"/></w:style>'
    )
    shown = run("丙3", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')
    body = paragraph(
        run("甲1"), run("乙2", "<w:vanish/>"), run("丁4", '<w:rStyle w:val="Note"/>'), shown
    )
    assert lines_of(word_file(body, styles=styles)) == ["甲1丙3"]


def complex_field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_field_prints_its_result_alone() -> None:
    assert lines_in(run("合计"), complex_field(" =SUM(ABOVE) ", run("12.50"))) == ["合计12.50"]
    simple = f'<w:fldSimple w:instr=" REF x ">{run("7.00")}</w:fldSimple>'
    assert lines_in(simple) == ["7.00"]


def test_page_numbers_of_a_table_of_contents_are_no_text() -> None:
    entry = (
        run("一、部门职责") + "<w:r><w:tab/></w:r>" + complex_field("PAGEREF _Toc1 \\h", run("5"))
    )
    body = paragraph(complex_field('TOC \\o "1-2"', entry)) + paragraph(run("正文"))
    assert lines_of(word_file(body)) == ["一、部门职责 ", "正文"]


def test_what_the_instruction_of_a_field_holds_is_not_printed() -> None:
    inner = complex_field("QUOTE", run("9.99"))
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    assert lines_in(begin, run("8.88"), inner, end, run("甲")) == ["甲"]


FOOTNOTES = (
    f'<w:footnote w:id="0" w:type="separator">{paragraph(run("----"))}</w:footnote>'
    f'<w:footnote w:id="2">{paragraph(run("含上年结转1.00万元。"))}</w:footnote>'
    f'<w:footnote w:id="3">{paragraph(run("没有引用。"))}</w:footnote>'
)


def test_a_footnote_mark_is_no_digit_and_its_text_stands_at_the_end() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("收入123.45"), mark, run("万元")) + paragraph(run("支出"))
    assert lines_of(word_file(body, footnotes=FOOTNOTES)) == [
        "收入123.45万元",
        "支出",
        "含上年结转1.00万元。",
    ]


@pytest.mark.parametrize(
    ("before", "raised", "after", "printed"),
    [
        ("123.45", "1", "", "123.45"),
        ("123.45", "[2]", "", "123.45"),
        ("公务接待费", "1", "", "公务接待费"),
        ("123", "1", "", "123¹"),
        ("1,234.", "56", "", "1,234.⁵⁶"),
        ("增长", "12", "%", "增长¹²%"),
        ("m", "2", "", "m²"),
    ],
)
def test_raised_digits_never_run_into_a_figure(
    before: str, raised: str, after: str, printed: str
) -> None:
    mark = run(raised, '<w:vertAlign w:val="superscript"/>')
    assert lines_in(run(before), mark, run(after)) == [printed]


def test_struck_digits_are_marked() -> None:
    assert lines_in(run("100", "<w:strike/>"), run("120")) == ["1\u03360\u03360\u0336120"]


TEXT_BOX = "<w:txbxContent>" + paragraph(run("单位：万元")) + "</w:txbxContent>"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    choice = f"<w:drawing><wps:txbx>{TEXT_BOX}</wps:txbx></w:drawing>"
    fallback = f"<w:pict><v:textbox>{TEXT_BOX}</v:textbox></w:pict>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines_in(both, run("支出表")) == ["支出表", "单位：万元"]
    assert lines_in(f"<w:r>{fallback}</w:r>", run("支出表")) == ["支出表", "单位：万元"]


def test_a_text_box_over_a_cell_is_no_text_of_the_cell() -> None:
    boxed = paragraph(run("12.50"), f"<w:r><w:pict>{TEXT_BOX}</w:pict></w:r>")
    document = read_docx(word_file(table(f"{cell('甲')}<w:tc>{boxed}</w:tc>")))
    (grid,) = document.pages[0].grids
    assert [c.text for c in grid.cells] == ["甲", "12.50"]
    assert [line.text for line in document.pages[0].lines] == ["单位：万元"]


def test_symbols_and_controls() -> None:
    checked = '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
    checked += f"<w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>"
    empty = checked.replace('w14:val="1"', 'w14:val="0"')
    old = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    wingding = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/>'
        '<w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
    )
    unknown = '<w:r><w:sym w:font="某体" w:char="F041"/></w:r>'
    hyphens = (
        "<w:r><w:noBreakHyphen/></w:r>" + run("12.5") + "<w:r><w:softHyphen/></w:r>" + run("0")
    )
    assert lines_in(checked, empty, old, wingding) == ["☑☐☑☐☑"]
    assert lines_in(unknown, hyphens) == ["\ufffd-12.50"]


def section(kind: str, name: str) -> str:
    return f'<w:sectPr><w:{kind}Reference w:type="default" r:id="{name}"/></w:sectPr>'


def test_of_headers_only_the_unit_is_read_where_its_section_begins() -> None:
    header1 = paragraph(run("某局2022年度部门决算")) + paragraph(run("单位：万元"))
    header2 = table(cell("金额单位：元") + cell("第3页"))
    body = (
        paragraph(run("甲"), properties=section("header", "header1"))
        + paragraph(run("乙"))
        + section("header", "header2")
    )
    lines = lines_of(word_file(body, header1=header1, header2=header2))
    assert lines == ["单位：万元", "甲", "金额单位：元", "乙"]


def test_a_strict_file_reads_like_a_transitional_one() -> None:
    assert lines_of(word_file(paragraph(run("本年收入5万元")), STRICT)) == ["本年收入5万元"]


def test_pictures_and_objects_are_told() -> None:
    picture = "<w:r><w:pict><v:imagedata/></w:pict></w:r>"
    workbook = (
        '<w:r><w:object><v:imagedata/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    )
    assert read_docx(word_file(paragraph(picture))).pages[0].is_picture
    document = read_docx(word_file(paragraph(run("见下表"), picture, workbook)))
    assert not document.pages[0].is_picture
    assert [remark.split(" / ")[0] for remark in document.remarks] == [
        "有 1 个嵌入对象未读",
        "有 2 张图片未读",
    ]


def test_an_entity_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "word/document.xml", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
        )
    with pytest.raises(UnreadableFile, match="document type"):
        read_docx(content.getvalue())
