"""Search finds a word in whatever form it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from store.campaign import post

from timeline.store import open_store
from timeline.store.forms import forms

TEXTS = {
    "ru": "Депутаты собрались на заседание; объём работы большой, тёплый приём, люди пришли",
    "be": "Пасяджэнне камісіі ў Мінску: удзел назіральнікаў, выбары дэпутатаў",
    "uk": "Засідання комісії: вибори депутатів",
}


@pytest.mark.parametrize(
    ("words", "langs"),
    [
        ("заседанию", {"ru"}),
        ("ЗАСЕДАНИЕ депутатами", {"ru"}),
        ("объем", {"ru"}),
        ("теплому приему", {"ru"}),
        ("человек", {"ru"}),
        ("пасяджэння", {"be"}),
        ("камісіямі", {"be"}),
        ("ўдзелу", {"be"}),
        ("выбарах", {"be"}),
        ("виборами", {"uk"}),
        ("комісій", {"uk"}),
        ("заседатель", set()),
        ("заседанию пасяджэння", set()),
    ],
)
def test_any_form_is_found(tmp_path: Path, words: str, langs: set[str]) -> None:
    with open_store(tmp_path / "t.db") as store:
        store.add_posts("default", [post(0, text, id=lang) for lang, text in TEXTS.items()])
        assert {found.post.id for found in store.search(words, forms=forms).posts} == langs


@pytest.mark.parametrize("word", ["", "OR", "2024", "*", "'", '"', "-", "і", "\0"])
def test_what_has_no_forms(word: str) -> None:
    assert forms(word) == []
