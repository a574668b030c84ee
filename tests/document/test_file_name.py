from __future__ import annotations

import pytest

from service.document.file_name import MAX_CHARACTERS, file_name


@pytest.mark.parametrize(
    ("number", "title", "name"),
    [
        ("滨水发〔2026〕12号", "关于印发《方案》的通知", "滨水发〔2026〕12号关于印发《方案》的通知.docx"),
        (None, "通知", "通知.docx"),
        (None, 'a<b>c:d"e/f\\g|h?i*j', "a_b_c_d_e_f_g_h_i_j.docx"),
        (None, "../../etc/passwd", "_.._etc_passwd.docx"),
        (None, "通知\n第二行\t\x00\u202e", "通知第二行.docx"),
        (None, " .通知. . ", "通知.docx"),
        (None, " . ", "公文.docx"),
        (None, "CON", "_CON.docx"),
        (None, "com1.说明", "_com1.说明.docx"),
        (None, "Console", "Console.docx"),
        (None, "长" * 500, "长" * MAX_CHARACTERS + ".docx"),
    ],
)
def test_it_is_a_name_that_every_system_takes(number: str | None, title: str, name: str):
    assert file_name(number, title, "docx") == name
    assert len(name.encode()) <= 255
