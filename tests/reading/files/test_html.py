"""Pages: their text without the furniture, their three dates, their outlet."""

from datetime import date

import pytest

from homeward.reading import ReadingError, load_bytes
from homeward.reading.furniture import without_furniture
from tests.reading.files.made import BODY, TITLE, page

ARTICLE = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "WebPage", "datePublished": "2019-01-01T00:00:00Z"},
  {"@type": ["NewsArticle"], "headline": "Додому повернулися 32 людини", "datePublished": "2025-05-23T18:04:00+03:00",
   "dateModified": "2025-05-24T08:00:00+03:00", "publisher": {"@type": "Organization", "name": "Агенція Вісник"}}]}
</script>"""


def test_the_story_is_kept_and_the_furniture_dropped() -> None:
    text = load_bytes("a.html", page()).text
    assert text.startswith(TITLE + "\n")
    assert "додому повернулися 25 військовослужбовців та 7 цивільних" in text
    assert "40 людей" in text
    for furniture in ("Спорт", "99 грн", "cookie", "3:2"):
        assert furniture not in text


def test_json_ld_of_the_article_keeps_published_and_updated_apart() -> None:
    document = load_bytes("a.html", page(ARTICLE))
    assert (document.published, document.updated, document.captured) == (date(2025, 5, 23), date(2025, 5, 24), None)
    assert document.outlet == "Агенція Вісник"
    assert document.title == TITLE
    assert document.url == "https://visnyk.example/novyny/104"
    assert document.language == "uk"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-05-23T18:04"><meta name="lastmod" content="2025-05-24">',
        '<meta itemprop="datePublished" content="2025-05-23"><meta property="og:updated_time" content="2025-05-24">',
        '<meta name="pubdate" content="23.05.2025"><meta http-equiv="last-modified" content="Sat, 24 May 2025">',
    ],
)
def test_meta_elements_keep_published_and_updated_apart(head: str) -> None:
    document = load_bytes("a.html", page(head))
    assert (document.published, document.updated) == (date(2025, 5, 23), date(2025, 5, 24))


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2025-05-23T18:04" pubdate></time> <time class="updated" datetime="2025-05-24">нині</time>',
        "<p>Опубліковано: 23 травня 2025, 18:04 | Оновлено: 24 травня 2025</p>",
        "<div><span>Published on May 23, 2025</span> <span>Updated on May 24, 2025</span></div>",
    ],
)
def test_visible_dates_keep_published_and_updated_apart(line: str) -> None:
    document = load_bytes("a.html", page(body=line + BODY))
    assert (document.published, document.updated) == (date(2025, 5, 23), date(2025, 5, 24))


TELEGRAM = """<html><head><meta property="og:site_name" content="Telegram"><meta property="og:title" content="Штаб">
</head><body><div class="tgme_widget_message"><div class="tgme_widget_message_text">Додому повернулися 25
військовослужбовців та 7 цивільних.<br>Це другий обмін цього місяця.</div><a class="tgme_widget_message_date"
href="https://t.me/shtab/77"><time datetime="2025-05-23T15:04:00+00:00" class="time">18:04</time></a></div>
</body></html>"""


def test_a_page_of_one_post_was_published_when_its_only_time_says() -> None:
    assert load_bytes("a.html", TELEGRAM.encode()).published == date(2025, 5, 23)
    updated = '<time class="updated" datetime="2025-05-23T18:04">нині</time>'
    assert load_bytes("a.html", page(body=updated + BODY)).published is None


def test_what_archive_today_puts_above_a_page_dates_the_copy_and_not_the_page() -> None:
    head = '<link rel="canonical" href="https://archive.ph/2025.12.29-180400/https://visnyk.example/novyny/104">'
    top = '<div id="HEADER"><time itemprop="pubdate" datetime="2025-12-29T18:04:00Z">29 Dec 2025</time></div>'
    document = load_bytes(
        "a.html",
        page(body=f"{top}<p>Опубліковано: 23 травня 2025</p>{BODY}").replace(
            b'<link rel="canonical"', head.encode() + b"<link"
        ),
    )
    assert (document.published, document.captured) == (date(2025, 5, 23), date(2025, 12, 29))
    assert "29 Dec" not in document.text


def test_what_the_internet_archive_puts_above_a_page_is_not_the_page() -> None:
    top = '<div id="wm-ipp-base"><p>12 captures</p><time class="updated" datetime="2025-12-29">29 Dec</time></div>'
    document = load_bytes("a.html", page(body=f"{top}{BODY}"))
    assert document.updated is None
    assert "captures" not in document.text


def test_a_page_that_names_no_date_has_none() -> None:
    document = load_bytes("a.html", page())
    assert (document.published, document.updated, document.captured) == (None, None, None)


def test_a_copyright_year_is_no_day_of_publication() -> None:
    assert load_bytes("a.html", page(foot="<p>Copyright 2024-2025 Вісник</p>")).published is None


def test_an_ambiguous_date_is_no_date() -> None:
    assert load_bytes("a.html", page(body="<p>Published: 05/06/2025</p>" + BODY)).published is None


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "<!-- FILE ARCHIVED ON 18:04:00 Dec 29, 2025 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 1 Jan, 2026. -->"),
        (
            "<!-- \n Page saved with SingleFile \n url: https://a.example \n saved date: Mon Dec 29 2025 18:04:00 -->",
            "",
        ),
        ("", "<!-- Mirrored from a.example/1 by HTTrack Website Copier/3.x [XR], Mon, 29 Dec 2025 18:04:00 GMT -->"),
        ('<script src="https://web.archive.org/web/20251229180400js_/https://a.example/x.js"></script>', ""),
    ],
)
def test_what_saved_a_page_says_when_it_was_captured(head: str, foot: str) -> None:
    assert load_bytes("a.html", page(head, foot=foot)).captured == date(2025, 12, 29)


def test_an_archived_address_is_taken_back_to_the_pages_own() -> None:
    copy = "https://web.archive.org/web/20251229180400/https://visnyk.example/novyny/104"
    document = load_bytes(
        "a.html", page().replace(b'href="https://visnyk.example/novyny/104"', f'href="{copy}"'.encode())
    )
    assert document.url == "https://visnyk.example/novyny/104"
    assert document.captured == date(2025, 12, 29)


def test_a_browser_notes_where_the_page_came_from() -> None:
    saved = b"<!DOCTYPE html>\n<!-- saved from url=(0025)https://visnyk.example/9 -->\n<html><body>" + BODY.encode()
    document = load_bytes("a.html", saved)
    assert document.url == "https://visnyk.example/9"
    assert document.outlet == "visnyk.example"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u", "utf-16"])
def test_a_page_in_another_encoding_says_the_same(charset: str) -> None:
    body = BODY.replace("’", "'")
    assert load_bytes("a.html", page(body=body, charset=charset)).text == load_bytes("a.html", page(body=body)).text


def test_the_text_shows_the_language_and_the_template_only_stands_in() -> None:
    assert load_bytes("a.html", page(lang="en")).language == "uk"
    assert load_bytes("a.html", b'<html lang="fr-FR"><body><p>Trente-deux.</p></body></html>').language == "fr"


def test_a_short_page_without_a_main_part_still_has_its_text() -> None:
    text = load_bytes("a.html", b"<p>Ten came home.<p>Five <b>did not</b>.<script>x()</script>").text
    assert text == "Ten came home.\nFive did not."


INVITATIONS = (
    "Читайте також: Україна повернула з полону 185 людей",
    "👉 Підписуйтесь на наш Telegram-канал, щоб дізнаватися першими",
    "Читайте также: обменяли 205 военнопленных",
    "Подписывайтесь на наш канал в Telegram",
    "Якщо ви помітили помилку, виділіть її та натисніть Ctrl+Enter",
    "Read also: 307 more came home",
    "Теги: обмін, полон",
)


@pytest.mark.parametrize("invitation", INVITATIONS)
def test_invitations_between_the_paragraphs_are_no_part_of_the_story(invitation: str) -> None:
    said = BODY.replace("</p><p>", f"</p><p>{invitation}</p><p>Нагадаємо, 12 травня повернулися 40 людей.</p><p>")
    text = load_bytes("a.html", page(body=said)).text
    assert invitation[3:] not in text
    assert "Нагадаємо, 12 травня повернулися 40 людей." in text
    assert "другий обмін" in text
    assert "25 військовослужбовців" in text


def test_a_list_of_other_stories_goes_with_its_heading() -> None:
    others = "<p>Читайте також:</p><ul><li>Повернули 185 людей</li><li>Обмін 205 на 205</li></ul>"
    text = load_bytes("a.html", page(body=BODY.replace("</p><p>", f"</p>{others}<p>"))).text
    assert "185" not in text
    assert "205" not in text
    assert "другий обмін" in text


@pytest.mark.parametrize(
    "line",
    [
        "Підписати угоду сторони мають у Стамбулі, сказав він.",
        "Поділитися списками сторони погодилися 16 травня.",
        "Read more than 300 names, the officer was told.",
        "Помітили і поранених: їх було 12.",
        "Reklama ne pracuje.",
        "Following the exchange 25 were taken to hospital.",
    ],
)
def test_sentences_that_only_begin_like_invitations_are_kept(line: str) -> None:
    assert without_furniture(f"One.\n{line}\nTwo.") == f"One.\n{line}\nTwo."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not an HTML page"),
        (b"<html><body><script>let x = 1</script></body></html>", "no text"),
        (b"<html><body>" + b"<div>" * 5000 + b"deep", "nested too deeply"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(ReadingError, match=rf"^odd\.html: .*{why}.*\.$"):
        load_bytes("odd.html", data)


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Both sides confirm the exchange | Evening Courier", "Evening Courier"),
        ("Both sides confirm the exchange | News | Вечірній Кур'єр, 23 травня 2025", "Вечірній Кур'єр"),
        ("Both sides confirm the exchange", None),
        ("Evening Courier", None),
        ("Both sides confirm the exchange of 390-for-390", None),
    ],
)
def test_an_outlet_may_stand_behind_the_headline_in_the_title(title: str, outlet: str | None) -> None:
    page = (
        f"<html><head><title>{title}</title></head><body><h1>Both sides confirm the exchange</h1>{BODY}</body></html>"
    )
    assert load_bytes("a.html", page.encode()).outlet == outlet
