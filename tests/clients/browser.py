"""Run by the clients' own Python (playwright): the pages in Debian's Chromium, as JSON.

Usage: browser.py ADDRESS CHROMIUM AXE [SHOTS]
"""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, sync_playwright

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PAGES = {
    "main": "",
    "english": "by-cec/en/",
    "event": "by-cec/ru/event/vote.html",
    "hostile": "by-cec/ru/event/script.html",
    "long": "by-cec/be/event/word.html",
    "subscribe": "by-cec/ru/subscribe.html",
    "past": "by-cec/ru/past.html",
}
BROKEN = """[...document.querySelectorAll(".languages > *")]
    .filter(one => one.getBoundingClientRect().height > 2 * parseFloat(getComputedStyle(one).fontSize))
    .map(one => one.textContent)"""
LATER = {
    "early": {1: "40 дней", 40: "завтра", 41: "ещё 4 дня", 45: "последний день", 46: "прошло"},
    "names": {1: "ещё 4 дня", 5: "последний день", 6: "прошло"},
    "papers": {6: "завтра", 7: "сегодня", 8: "прошло"},
    "vote": {26: "20 дней", 46: "сегодня", 47: "прошло"},
}
"""What a page says of its events when it is looked at so many days after it was made."""
faults: list[str] = []


def expect(fine: bool, what: str) -> None:
    if not fine:
        faults.append(what)


def watch(page: Page, address: str, name: str) -> None:
    """Whatever a page says on the console, asks of others or pops up is a fault."""
    page.on("console", lambda said: faults.append(f"{name}: console: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"{name}: error: {error}"))
    page.on("dialog", lambda dialog: (faults.append(f"{name}: dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda sent: expect(sent.url.startswith(address), f"{name}: asks {sent.url}"))
    page.on("response", lambda got: expect(got.status < 400, f"{name}: {got.status} for {got.url}"))


def look(browser, address: str, axe: str, shots: Path | None) -> int:
    looks = 0
    for name, path in PAGES.items():
        for width in (360, 1400):
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page = context.new_page()
                watch(page, address, name)
                page.goto(address + path)
                wide = page.evaluate("document.documentElement.scrollWidth")
                expect(wide <= width, f"{name}: {wide} px wide on a screen of {width}")
                cut = page.evaluate(BROKEN)
                expect(not cut, f"{name}: names of languages in two lines on a screen of {width}: {cut}")
                if shots:
                    page.screenshot(path=shots / f"{name}-{width}-{scheme}.png", full_page=True)
                found = page.evaluate(f"async () => {{ {axe}; return (await axe.run(document)).violations }}")
                for violation in found:
                    where = violation["nodes"][0]["html"][:120]
                    faults.append(f"{name} {width} {scheme}: {violation['id']}: {violation['help']}: {where}")
                context.close()
                looks += 1
    return looks


def use(browser, address: str) -> None:
    """Keyboard, subscribe links, copying; and the same without script."""
    host = address.partition("://")[2]
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    watch(page, address, "use")
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.evaluate("document.activeElement.className") == "skip", "the first Tab does not skip to the content")
    expect(page.evaluate("document.activeElement.getBoundingClientRect().width") > 20, "the skip link stays hidden")
    page.keyboard.press("Enter")
    expect(page.url.endswith("#content"), "the skip link leads nowhere")
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.to ?? document.activeElement.className"))
    expect({"apple", "google", "outlook", "copy"} <= reached, f"the keyboard reaches only {reached}")
    page.locator("#subscribe .copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    expect(copied == f"{address}by-cec/feed.ru.ics", f"copied: {copied}")
    expect(page.locator("#subscribe .copy").inner_text() == "Скопировано", "copying is not acknowledged")
    context.close()

    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        watch(page, address, f"script {script}")
        page.goto(address)
        link = {
            to: page.locator(f"#subscribe [data-to={to}]").get_attribute("href")
            for to in ("apple", "google", "outlook")
        }
        expect(link["apple"] == f"webcal://{host}by-cec/feed.ru.ics", f"apple: {link['apple']}")
        expect("webcal%3A%2F%2F" in link["google"], f"google: {link['google']}")
        expect("addfromweb?url=http%3A%2F%2F" in link["outlook"], f"outlook: {link['outlook']}")
        expect(page.locator(".hero .count").inner_text() == "46 дней", "the countdown is wrong")
        expect(page.locator("svg.chart-wide").is_visible(), "no timeline")
        expect(page.locator(".qr").is_visible(), "no QR code")
        expect(page.locator("#subscribe .copy").is_visible() == script, "a copy button that cannot work")
        context.close()


def count_on(browser, address: str) -> None:
    """A page that was made some days ago counts from the day it is looked at."""
    noon = datetime.now(ZoneInfo("Europe/Minsk")).replace(hour=12, minute=0)
    for days in sorted({day for said in LATER.values() for day in said}):
        page = browser.new_page()
        watch(page, address, f"{days} days later")
        page.clock.set_fixed_time(noon + timedelta(days=days))
        page.goto(address + "by-cec/ru/")
        for name, said in LATER.items():
            if days in said:
                text = page.locator(f"li.row:has(a[href$='event/{name}.html']) .left").inner_text()
                expect(text == said[days], f"{days} days later {name}: {text}, not {said[days]}")
        page.close()


def main() -> None:
    address, chromium, axe = sys.argv[1:4]
    shots = Path(sys.argv[4]) if len(sys.argv) > 4 else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        looks = look(browser, address, Path(axe).read_text(), shots)
        use(browser, address)
        count_on(browser, address)
        version = browser.version
        browser.close()
    print(json.dumps({"version": version, "looks": looks, "faults": faults}))


if __name__ == "__main__":
    main()
