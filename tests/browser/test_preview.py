"""The preview in a real Chromium: the frame shows the report, and follows the files without being asked."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from playwright.sync_api import Browser, expect

import msiscore
from msiscore.cli.preview import Preview, PreviewServer

ROOT = Path(msiscore.__file__).parents[1]


def test_the_frame_follows_the_files(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "criteria" / "kit-rbc", tmp_path / "criteria" / "kit-rbc")
    folder = tmp_path / "assessments" / "dutch-rbc-2020"
    shutil.copytree(ROOT / "assessments" / "dutch-rbc-2020", folder)
    preview = Preview(folder)
    preview.refresh()
    with PreviewServer(preview) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        page = browser.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        try:
            page.goto(server.address)
            heading = page.frame_locator("#report").locator("h1")
            expect(heading).to_contain_text("Dutch agreements")
            text = (folder / "set.yaml").read_text(encoding="utf-8")
            (folder / "set.yaml").write_text(text.replace("Dutch agreements", "Agreements of the Netherlands"), encoding="utf-8")
            expect(heading).to_contain_text("Agreements of the Netherlands", timeout=20_000)
            (folder / "set.yaml").write_text("id: [", encoding="utf-8")
            expect(heading).to_have_text("The report cannot be made", timeout=20_000)
        finally:
            page.close()
            server.shutdown()
            thread.join(10)
    assert [fault for fault in faults if "favicon" not in fault and "404" not in fault] == []
