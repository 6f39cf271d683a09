"""Telling people how a run ended: to a web hook, by mail, or nowhere. Off unless it is set.

JUESUAN_NOTIFY_WEBHOOK: an address that takes a JSON object by POST. JUESUAN_NOTIFY_MAIL: the
addresses that get a mail, with JUESUAN_SMTP (host:port, and user:password@ before it if needed)
as the server.
"""

from __future__ import annotations

import json
import os
import smtplib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

_SECONDS = 20


@dataclass(frozen=True)
class Notice:
    """What is told: whether the run succeeded, one line, and the details."""

    succeeded: bool
    subject: str
    text: str


def notify(notice: Notice, settings: Mapping[str, str] | None = None) -> list[str]:
    """Tell everybody who is set; the lines say what was done, or why it could not be done.

    A failure to tell never fails the run that is told of.
    """
    stated = os.environ if settings is None else settings
    ways: list[tuple[str, Callable[[Notice, Mapping[str, str]], None]]] = []
    if stated.get("JUESUAN_NOTIFY_WEBHOOK"):
        ways.append(("webhook", _to_webhook))
    if stated.get("JUESUAN_NOTIFY_MAIL"):
        ways.append(("mail", _by_mail))
    done: list[str] = []
    for name, tell in ways:
        try:
            tell(notice, stated)
            done.append(f"已通知 told: {name}")
        # whatever a foreign server does, the run has ended as it has
        except Exception as error:
            done.append(f"通知失败 could not tell: {name}: {type(error).__name__}: {error}")
    return done


def _to_webhook(notice: Notice, settings: Mapping[str, str]) -> None:
    address = settings["JUESUAN_NOTIFY_WEBHOOK"]
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("JUESUAN_NOTIFY_WEBHOOK is no http(s) address")
    content = {"succeeded": notice.succeeded, "subject": notice.subject, "text": notice.text}
    body = json.dumps(content, ensure_ascii=False).encode()
    request = Request(address, data=body, headers={"Content-Type": "application/json"})
    with urlopen(request, timeout=_SECONDS):
        pass


def _by_mail(notice: Notice, settings: Mapping[str, str]) -> None:
    server = urlsplit(f"//{settings.get('JUESUAN_SMTP', 'localhost:25')}")
    message = EmailMessage()
    message["Subject"] = notice.subject
    message["From"] = settings.get("JUESUAN_MAIL_FROM", "juesuan@localhost")
    message["To"] = settings["JUESUAN_NOTIFY_MAIL"]
    message.set_content(notice.text)
    with smtplib.SMTP(server.hostname or "localhost", server.port or 25, timeout=_SECONDS) as smtp:
        if server.username:
            smtp.starttls()
            smtp.login(server.username, server.password or "")
        smtp.send_message(message)
