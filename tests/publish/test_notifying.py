"""Who is told how a run ended: nobody unless it is set, and a deaf server does no harm."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from pipelines.publish.notifying import Notice, notify

NOTICE = Notice(False, "构建失败 failed", "第 3 个文件 …")


def test_nobody_is_told_unless_it_is_set() -> None:
    assert notify(NOTICE, {}) == []


def test_a_web_hook_gets_the_notice() -> None:
    told: list[dict[str, Any]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.handle_request).start()
        address = f"http://127.0.0.1:{server.server_port}/hook"
        done = notify(NOTICE, {"JUESUAN_NOTIFY_WEBHOOK": address})
    assert done == ["已通知 told: webhook"]
    assert told == [{"succeeded": False, "subject": NOTICE.subject, "text": NOTICE.text}]


def test_a_server_that_does_not_answer_is_said_and_nothing_fails() -> None:
    done = notify(
        NOTICE,
        {
            "JUESUAN_NOTIFY_WEBHOOK": "http://127.0.0.1:9/hook",
            "JUESUAN_NOTIFY_MAIL": "clerk@example.org",
            "JUESUAN_SMTP": "127.0.0.1:9",
        },
    )
    assert [line.split(":")[0] for line in done] == ["通知失败 could not tell"] * 2
    assert ["webhook" in done[0], "mail" in done[1]] == [True, True]


def test_a_file_address_is_no_web_hook() -> None:
    (line,) = notify(NOTICE, {"JUESUAN_NOTIFY_WEBHOOK": "file:///etc/passwd"})
    assert "no http(s) address" in line
