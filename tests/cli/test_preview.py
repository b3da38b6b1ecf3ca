"""The preview: a real server on this computer, asked as a browser asks it."""

from __future__ import annotations

import http.client
import os
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from msiscore.cli.preview import Preview, PreviewServer, error_page
from msiscore.errors import InputProblems, NotFound, Problem
from msiscore.reporting.addresses import INDEX
from tests.cli.conftest import write


@contextmanager
def serving(preview: Preview) -> Iterator[PreviewServer]:
    preview.refresh()
    with PreviewServer(preview) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(10)


def ask(server: PreviewServer, path: str, host: str = "") -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host} if host else {})
        response = connection.getresponse()
        return response.status, response.read().decode(), dict(response.headers)
    finally:
        connection.close()


def break_off(server: PreviewServer, sent: bytes) -> None:
    """Send `sent` and reset the connection, as a browser does whose tab is closed."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(sent)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def wait_for(server: PreviewServer, version: int) -> None:
    for _ in range(200):
        if int(ask(server, "/version")[1]) >= version:
            return
        threading.Event().wait(0.05)
    raise AssertionError(f"version {version} did not come")


def later(path: Path, text: str) -> None:
    """Save `text`, with a time that no clock can take for that of the last saving."""
    write(path, text)
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))


def test_the_page_follows_the_files_and_says_what_is_wrong(project: Path) -> None:
    folder = project / "assessments" / "things"
    apple = (folder / "apple.yaml").read_text()
    with serving(Preview(folder)) as server:
        assert "Apple pact" in ask(server, "/report/index.html")[1]
        later(folder / "apple.yaml", apple.replace("Apple pact", "Quince pact"))
        wait_for(server, 2)
        assert "Quince pact" in ask(server, "/report/index.html")[1]
        later(folder / "apple.yaml", apple.replace("level: 3", "level: <9>"))
        wait_for(server, 3)
        status, page, headers = ask(server, "/report/index.html")
        assert status == 200
        assert "The report cannot be made" in page
        assert "apple.yaml:4" in page
        assert ask(server, "/report/initiatives/apple.html")[1] == page
        assert "&lt;9&gt;" in page
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        later(folder / "apple.yaml", apple)
        wait_for(server, 4)
        assert "Apple pact" in ask(server, "/report/index.html")[1]


def test_the_framework_and_new_files_are_followed_too(project: Path) -> None:
    preview = Preview(project / "assessments" / "things")
    assert preview.refresh()
    assert not preview.refresh()
    framework = project / "criteria/small/framework.yaml"
    later(framework, framework.read_text().replace("Written rules", "Rules on paper"))
    assert preview.refresh()
    assert b"Rules on paper" in preview.pages[INDEX]
    write(project / "assessments/things/cherry.yaml", "initiative: {id: cherry, title: Cherry code}\n")
    assert preview.refresh()
    assert b"Cherry code" in preview.pages[INDEX]
    (project / "assessments/things/cherry.yaml").unlink()
    assert preview.refresh()
    assert b"Cherry code" not in preview.pages[INDEX]
    ann = "id: ann\ntitle: Ann\ngroup: unions\nasked: {how: letter}\n"
    write(
        project / "assessments/things/weights/ann.yaml", ann + "judgements: {of: rules, method: rank-order, order: [A-1, A-2]}\n"
    )
    assert preview.refresh()
    assert b"unions" in preview.pages[INDEX]


def test_only_its_own_answers_and_only_for_this_computer(project: Path) -> None:
    with serving(Preview(project / "assessments" / "things")) as server:
        status, frame, headers = ask(server, "/")
        assert (status, headers["Cache-Control"]) == (200, "no-store")
        assert 'src="/report/index.html"' in frame
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "contentWindow" in ask(server, "/reload.js")[1]
        status, style, headers = ask(server, "/report/assets/style.css")
        assert (status, headers["Content-Type"]) == (200, "text/css; charset=utf-8")
        assert "msiscore" in style
        status, _, headers = ask(server, "/report/initiatives/gone.html")
        assert (status, headers["Location"]) == (302, "/report/index.html")
        for path in (
            "/set.yaml",
            "/report/../set.yaml",
            "/report/%2e%2e/set.yaml",
            "/../set.yaml",
            "/assessments/things/set.yaml",
            "//etc/passwd",
        ):
            assert ask(server, path)[0] == 404
        assert ask(server, "/", host="evil.example")[0] == 403
        assert ask(server, "/", host=f"localhost:{server.server_port}")[0] == 200
        assert server.server_address[0] == "127.0.0.1"


def test_what_is_confidential_is_not_shown(project: Path) -> None:
    sources = "report: {title: A report}\nletter: {title: Letter of a shop steward in the north, visibility: restricted}\n"
    write(project / "assessments/things/sources.yaml", sources)
    preview = Preview(project / "assessments/things")
    preview.refresh()
    assert preview.error is None
    assert b"shop steward" not in b"".join(preview.pages.values())


def test_an_error_that_is_no_problem_of_a_file_is_shown_too() -> None:
    assert b"there is no <b>" not in error_page(NotFound("there is no <b>"))
    assert b"there is no &lt;b&gt;" in error_page(NotFound("there is no <b>"))
    problem = Problem(code="x", file=Path("a.yaml"), message="m", line=3, column=1, found="f", allowed="a", hint="h")
    page = error_page(InputProblems([problem])).decode()
    assert "a.yaml:3:1" in page
    assert all(f"<small>{name}: {name[0]}</small>" in page for name in ("found", "allowed", "hint"))


def test_another_weight_set_that_is_not_there(project: Path) -> None:
    preview = Preview(project / "assessments/things", weights="nothing")
    assert preview.refresh()
    assert b"there is no weight set" in preview.pages[INDEX]
    assert isinstance(preview.error, NotFound)


def test_a_browser_that_breaks_off_leaves_nothing_in_the_terminal(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with serving(Preview(project / "assessments" / "things")) as server:
        for sent in (
            b"GET /report/index.html HTTP/1.1\r\nHost: localhost\r\n",
            b"GET /report/index.html HTTP/1.1\r\nHost: localhost\r\n\r\n",
        ):
            for _ in range(5):
                break_off(server, sent)
        assert ask(server, "/version")[0] == 200
        threading.Event().wait(0.3)
    assert capfd.readouterr().err == ""


def test_a_real_fault_of_the_server_is_told(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with PreviewServer(Preview(project / "assessments" / "things")) as server:
        for error in (BrokenPipeError(), ConnectionResetError(), ValueError("a real fault")):
            try:
                raise error
            except (OSError, ValueError):
                server.handle_error(None, ("127.0.0.1", 1))
    told = capfd.readouterr().err
    assert told.count("Exception occurred during processing of request") == 1
    assert "a real fault" in told
