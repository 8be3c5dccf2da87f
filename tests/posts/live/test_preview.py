"""A channel read over HTTP: nothing left out, nothing asked twice for nothing, and faults called by their names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from posts.live.played import Reader
from posts.server import CONTACT, EMPTY, FINE, Channel, Fault, Played, playing

from timeline.calendars.channels import channel_of
from timeline.errors import (
    ChannelMoved,
    EmptyAnswer,
    LayoutChanged,
    NoPreview,
    SourceBusy,
    SourceError,
    SourceTooLarge,
    SourceUnreachable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def filled(count: int = 90) -> Channel:
    """A channel with gaps, albums, pictures and service messages, five pages long."""
    channel = Channel()
    for number in range(count):
        if number % 11 == 5:
            channel.post(parts=2)
        elif number % 13 == 7:
            channel.post("Закреплено", service=True)
        else:
            channel.post(f"Сообщение {number} о заседании.", skip=number % 7 == 3, parts=number % 9 == 4)
    return channel


@pytest.fixture
def played() -> Iterator[Played]:
    with playing(filled()) as server:
        yield server


@pytest.mark.parametrize("linked", [True, False])
def test_a_first_read_gets_the_whole_channel(played: Played, *, linked: bool) -> None:
    """With links to older pages or, where they are missing, by the smallest number."""
    played.channel.linked = linked
    reader = Reader(played)
    steps = reader.look()
    assert reader.table == played.channel.texts()
    assert reader.progress.start
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == 1.0
    assert len(played.requests) <= 7


def test_a_poll_reads_two_pages_and_finds_what_is_new_and_edited(played: Played) -> None:
    reader = Reader(played)
    reader.look()
    played.requests.clear()
    reader.look()
    assert len(played.requests) == 2
    played.channel.post("Новое сообщение.")
    played.channel.edit(int(list(reader.table)[-8]), "Исправленное сообщение.")
    reader.look()
    assert reader.table == played.channel.texts()
    assert len(played.requests) == 4


def test_a_poll_after_a_long_silence_leaves_no_gap(played: Played) -> None:
    reader = Reader(played)
    reader.look()
    for number in range(70):
        played.channel.post(f"За время отпуска {number}.")
    reader.look()
    assert reader.table == played.channel.texts()


@pytest.mark.parametrize("pages", range(1, 6))
def test_killed_after_any_page_it_goes_on_without_a_gap(played: Played, pages: int) -> None:
    reader = Reader(played)
    reader.look(stop_after=pages)
    for number in range(45):
        played.channel.post(f"Между тем {number}.")
    reader.look(stop_after=1)
    for number in range(30):
        played.channel.post(f"И еще {number}.")
    reader.look()
    assert reader.table == played.channel.texts()


def test_a_back_fill_ends_where_it_is_told_and_is_not_asked_again(played: Played) -> None:
    reader = Reader(played)
    since = played.channel.messages[60].posted
    reader.look(since=since)
    assert "60" in reader.table
    assert "20" not in reader.table
    played.requests.clear()
    reader.look(since=since)
    assert len(played.requests) == 2
    reader.look()
    assert reader.table == played.channel.texts()


def test_requests_are_spaced_and_say_who_asks(played: Played) -> None:
    reader = Reader(played)
    reader.look()
    assert len(reader.clock.waits) == len(played.requests) - 1
    assert all(wait == pytest.approx(2.0) for wait in reader.clock.waits)
    assert all("election-timeline/" in headers["user-agent"] for _, headers in played.requests)
    assert all(headers["host"] == played.base.removeprefix("http://") for _, headers in played.requests)


def test_a_deleted_post_is_withdrawn_at_the_second_look(played: Played) -> None:
    reader = Reader(played)
    reader.look()
    gone = max(map(int, reader.table)) - 6
    gone = max(number for number in map(int, reader.table) if number <= gone)
    played.channel.delete(gone)
    reader.look()
    assert str(gone) in reader.table
    reader.look()
    assert str(gone) not in reader.table
    assert reader.table == played.channel.texts()


def test_the_last_post_takes_a_third_look(played: Played) -> None:
    reader = Reader(played)
    reader.look()
    last = int(list(reader.table)[-1])
    played.channel.delete(last)
    for expected in (True, True, False):
        reader.look()
        assert (str(last) in reader.table) is expected


def test_a_post_left_out_once_is_not_gone(played: Played) -> None:
    reader = Reader(played)
    reader.look()
    number = int(list(reader.table)[-4])
    for _ in range(4):
        played.faults.extend([Fault(without=frozenset({number})), FINE])
        reader.look()
        reader.look()
    assert reader.table == played.channel.texts()


def test_a_post_whose_date_cannot_be_read_is_not_gone(played: Played) -> None:
    reader = Reader(played)
    reader.look()
    number = int(list(reader.table)[-4])
    stamp = played.channel.messages[number].posted.isoformat().encode()
    played.always = Fault(rename=(b'datetime="' + stamp, b'datetime="soon'))
    for _ in range(4):
        reader.look()
    assert reader.table == played.channel.texts()
    assert reader.warnings


@pytest.mark.parametrize(
    ("faults", "error"),
    [
        ([Fault(status=404)], NoPreview),
        ([Fault(status=302, location="/primer_kom")], NoPreview),
        ([Fault(status=302, location="/s/other_name")], ChannelMoved),
        ([Fault(status=302, location="https://elsewhere.example/login")], ChannelMoved),
        ([Fault(status=403)], SourceUnreachable),
        ([Fault(status=500)] * 9, SourceUnreachable),
        ([Fault(cut=True)] * 9, SourceUnreachable),
        ([Fault(status=429)] * 9, SourceBusy),
        ([Fault(status=429, retry_after="3600")], SourceBusy),
        ([Fault(status=503, retry_after="Wed, 21 Oct 2099 07:28:00 GMT")], SourceBusy),
        ([EMPTY] * 9, EmptyAnswer),
        ([CONTACT] * 9, SourceBusy),
        ([Fault(body=b"<html><body>Log in to the network</body></html>")] * 9, SourceBusy),
        ([Fault(rename=(b"js-message_text", b"js-words"))], LayoutChanged),
        ([Fault(rename=(b"primer_kom/", b"other_name/"))], ChannelMoved),
        ([FINE, Fault(repeat=True), Fault(repeat=True)], SourceBusy),
        ([FINE, EMPTY, EMPTY, EMPTY], EmptyAnswer),
        ([FINE, CONTACT, CONTACT], SourceBusy),
    ],
)
def test_what_is_not_the_channel_is_an_error_and_changes_nothing(
    played: Played, faults: list[Fault], error: type[SourceError]
) -> None:
    reader = Reader(played)
    reader.look()
    table, progress = reader.table, reader.progress
    for _ in range(4):
        played.faults.extend(faults)
        with pytest.raises(error) as caught:
            reader.look()
        assert "\n" not in caught.value.message
        assert caught.value.remedy
        played.faults.clear()
    assert (reader.table, reader.progress) == (table, progress)
    reader.look()
    assert reader.table == played.channel.texts()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=502),
        Fault(cut=True),
        Fault(status=429),
        Fault(status=429, retry_after="30"),
        Fault(status=503, retry_after="5"),
        EMPTY,
        CONTACT,
        Fault(body=b""),
    ],
)
@pytest.mark.parametrize("request_number", [0, 1, 3])
def test_a_passing_fault_costs_only_time(played: Played, fault: Fault, request_number: int) -> None:
    played.faults.extend([*[FINE] * request_number, fault])
    reader = Reader(played)
    reader.look()
    assert reader.table == played.channel.texts()
    if fault.retry_after:
        assert float(fault.retry_after) in reader.clock.waits


def test_compressed_and_broken_bytes(played: Played) -> None:
    word = list(played.channel.texts().values())[-3].encode()
    played.always = Fault(gzip=True, rename=(word, word[:-3] + b"\xd0 "))
    reader = Reader(played)
    reader.look()
    assert any("\ufffd" in text for text in reader.table.values())
    assert reader.table.keys() == played.channel.texts().keys()


def test_a_bomb_of_zeros_is_cut_short(played: Played) -> None:
    """A hundred megabytes that travel as a hundred kilobytes."""
    played.always = Fault(gzip=True, body=bytes(100 * 1024 * 1024))
    with pytest.raises(SourceTooLarge):
        Reader(played).look()


def test_a_page_of_fifty_megabytes_is_not_read(played: Played) -> None:
    page = played.channel.page(None)
    played.always = Fault(body=page.replace(b"</section>", b"<i>x</i>" * 6_250_000 + b"</section>"))
    reader = Reader(played)
    with pytest.raises(SourceTooLarge, match="more than 4 MB"):
        reader.look()
    assert not reader.table


def test_a_name_that_nobody_has() -> None:
    with playing(Channel(name="other_name")) as played, pytest.raises(NoPreview):
        Reader(played).look(name="primer_kom")


def test_a_page_that_shows_a_contact_to_one_who_knows_nothing(played: Played) -> None:
    played.always = CONTACT
    with pytest.raises(NoPreview):
        Reader(played).look()


def test_a_channel_that_took_over_the_name(played: Played) -> None:
    """Its numbers may begin anew or meet those that are known: neither passes for edits."""
    reader = Reader(played)
    reader.look()
    table = reader.table
    stranger = Channel()
    for number in range(200):
        stranger.post(f"Продаю гараж номер {number}.")
    stranger.messages = {n: replace(m, posted=m.posted.replace(year=2026)) for n, m in stranger.messages.items()}
    played.channel = stranger
    with pytest.raises(ChannelMoved):
        reader.look(pages=20)
    assert {id_: text for id_, text in reader.table.items() if id_ in table} == table
    young = Channel()
    young.post("Первое сообщение.")
    since = Reader(played, reader.known, reader.texts, replace(reader.progress, oldest=50, start=False))
    played.channel = young
    with pytest.raises(ChannelMoved):
        since.look()


def test_a_channel_with_one_page(played: Played) -> None:
    played.channel = Channel()
    played.channel.post("Единственное сообщение.")
    reader = Reader(played)
    reader.look()
    assert reader.table == {"1": "Единственное сообщение."}
    assert len(played.requests) == 1


def test_pages_that_end_exactly_at_the_first_message(played: Played) -> None:
    """Forty messages on two full pages that link to nothing: the third is empty, which is true for once."""
    played.channel = Channel(linked=False, last=100)
    for number in range(40):
        played.channel.post(f"Сообщение {number}.")
    reader = Reader(played)
    reader.look()
    assert reader.table == played.channel.texts()
    assert reader.progress.start


@pytest.mark.parametrize("oldest", ["Снимок нашли.", ""])
def test_posts_deleted_below_a_last_page_that_is_full(played: Played, oldest: str) -> None:
    """Nothing on the page says that it is the last: the empty one below it does."""
    played.channel = Channel(linked=False)
    for number in range(30):
        played.channel.post(oldest if number == 10 else f"Сообщение {number}.")
    reader = Reader(played)
    reader.look()
    for number in range(1, 11):
        played.channel.delete(number)
    for _ in range(3):
        reader.look()
    assert reader.table == played.channel.texts()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://t.me/s/primer_kom", "primer_kom"),
        ("https://t.me/s/primer_kom?before=20", "primer_kom"),
        ("http://t.me/primer_kom/", "primer_kom"),
        ("t.me/s/primer_kom", "primer_kom"),
        ("https://telegram.me/primer_kom", "primer_kom"),
        ("@primer_kom", "primer_kom"),
        ("https://www.t.me/s/primer_kom", "primer_kom"),
        ("https://example.org/s/primer_kom", None),
        ("https://t.me/primer_kom/15", None),
        ("primer_kom", None),
        ("posts.json", None),
    ],
)
def test_addresses_of_channels(address: str, name: str | None) -> None:
    assert channel_of(address) == name
