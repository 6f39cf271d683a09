"""Characters made comparable by explicit tables; what people read keeps its own characters.

`repaired` mends characters that look right in print but carry the wrong code point;
`comparable` is for matching against the catalogue only and is never shown or stored.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KANGXI_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
# CJK Radicals Supplement: Unicode gives no compatibility mapping for the simplified forms that
# PDF producers put in place of the ordinary characters.
_SUPPLEMENT_RADICALS = {
    ord(radical): character
    for radical, character in zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_REPAIR = {**_KANGXI_RADICALS, **_SUPPLEMENT_RADICALS, **_INVISIBLE}

_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("“”„‟〝〞«»", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("〔【［", "("),
        **dict.fromkeys("〕】］", ")"),
        **dict.fromkeys("‐‑‒–—―─－﹣−", "-"),
        **dict.fromkeys("·・•", "·"),
        "﹒": ".",
        "：": ":",
        "∶": ":",
        "，": ",",
        "；": ";",
    }
)
# The vocabulary of the forms in traditional characters, as mirror sites print it.
_TRADITIONAL = str.maketrans(
    "決總財撥預經費項營國資購車運維護務備註員離職補貼險療積設類編碼稱額單萬億賬債償還計劃業無頁"
    "數門開據屬層級對個農連電發術學會區鄉鎮廳報結轉餘專與關義稅協調審賠節環災應衛藝體傳遊產價優"
    "減長從辦團組織儲糧濟勞動機構監獄復軍遺撫實現評績標圖檔統訊網絡軟獎勵縣處鐵裝築畫廣視線繳納"
    "擴張濾礎礦嚴錄獨際聯雜氣煙獻歷曆壓廠龍歲賑戶興範條約純給綠緊續絕紀習書試該認語誤請論證識議"
    "變讓負貨責販買賣質貿賞贈軌輔輛輸辭邊遠適遷選鄰釋銀銷錢鋼閉間閣隊陽階隨難靜響頂順須領題願顯"
    "風飛館養驗點黨齊",
    "决总财拨预经费项营国资购车运维护务备注员离职补贴险疗积设类编码称额单万亿账债偿还计划业无页"
    "数门开据属层级对个农连电发术学会区乡镇厅报结转余专与关义税协调审赔节环灾应卫艺体传游产价优"
    "减长从办团组织储粮济劳动机构监狱复军遗抚实现评绩标图档统讯网络软奖励县处铁装筑画广视线缴纳"
    "扩张滤础矿严录独际联杂气烟献历历压厂龙岁赈户兴范条约纯给绿紧续绝纪习书试该认语误请论证识议"
    "变让负货责贩买卖质贸赏赠轨辅辆输辞边远适迁选邻释银销钱钢闭间阁队阳阶随难静响顶顺须领题愿显"
    "风飞馆养验点党齐",
)
# Whatever is round stands for the nought: the sign 〇 is hard to type.
_CHINESE_DIGITS = str.maketrans("〇○◯Ｏ０Oo零一二三四五六七八九", "00000000123456789")
_CHINESE_YEAR = re.compile(r"二[〇○◯Ｏ０Oo0零一二三四五六七八九]{3}(?=年)")
_SPACE = re.compile(r"\s+")


def repaired(text: str) -> str:
    """The text with look-alike radicals replaced and invisible characters removed."""
    return text.translate(_REPAIR)


def without_spaces(text: str) -> str:
    """The repaired text without any white space: how a label or heading is kept."""
    return _SPACE.sub("", repaired(text))


def simplified(text: str) -> str:
    """The repaired text with the vocabulary of the forms in simplified characters."""
    return repaired(text).translate(_TRADITIONAL)


def with_arabic_years(text: str) -> str:
    """The text with years in Chinese numerals (二〇二二年) written in digits."""
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)


# the same labels and headings are compared with many patterns
@lru_cache(maxsize=1 << 14)
def comparable(text: str) -> str:
    """The text as the catalogue's patterns see it.

    No white space, half-width digits, letters and punctuation, one form of quotation mark, and
    simplified characters for the vocabulary of the forms.
    """
    return without_spaces(simplified(text)).translate(_PUNCTUATION).translate(_FULL_WIDTH)
