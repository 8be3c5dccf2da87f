"""``timeline sign-in``: the session with which sources like ``telethon:NAME`` are read."""

from __future__ import annotations

import os

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the app."""
    app.command("sign-in")(sign_in)


def sign_in() -> None:
    """Sign in to Telegram once, for channels that show no preview (sources like telethon:NAME).

    Needs the extra election-timeline[telethon], and in the environment TIMELINE_TELEGRAM_ID and
    TIMELINE_TELEGRAM_HASH from https://my.telegram.org. TIMELINE_TELEGRAM_SESSION says where the
    session is kept. Whoever has that file has the account: keep it to yourself.
    """
    import asyncio

    from timeline.countdown.width import clean
    from timeline.posts.live import account

    access = account.Access.of(os.environ)
    name = asyncio.run(
        account.sign_in(
            access,
            lambda what: typer.prompt(what, err=True),
            lambda what: typer.prompt(what, err=True, hide_input=True),
        )
    )
    print(f"Signed in as {clean(name)}: {access.session}")
