"""Finding and placing time expressions: posts and megabytes a second against two others, and hostile text.

    python benchmarks/extract.py [--posts 20000] [--file posts.json] [--chrono FOLDER] [--skip peers|hostile]

All in one run and on one core, in processor seconds: Timeline (``find`` and ``resolve``), chrono-node's Russian parser
(installed from npm into a temporary folder, unless ``--chrono`` names one; left out where there is no node), and
dateparser's ``search_dates`` on a sample. Timeline remembers words, not texts: its first round says what posts cost of
which most words are new to it. The second table shows that time grows with the length of a text and no faster, whatever
the text.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from timeline.expressions import find
from timeline.posts import Posted
from timeline.times import resolve

ZONE = ZoneInfo("Europe/Minsk")
POSTED = Posted.exact(datetime(2024, 2, 5, 10, tzinfo=ZONE))
CHRONO = "chrono-node@2"
SAMPLE = 100
"""How many posts dateparser is given."""
ROUNDS = 9

DATED = """
Единый день голосования состоится {day} февраля 2024 года.
Досрочное голосование пройдёт с {day} по {later} февраля, участки открыты с 12.00 до 19.00.
Документы принимают до {day} марта включительно по адресу комиссии.
В пятницу, {day} января, комиссия провела очередное заседание.
До выборов осталось меньше трёх месяцев, а до начала досрочного голосования — {day} дней.
Списки избирателей вывесят не позднее чем за {day} дней до выборов.
Сегодня в 15.00 начнётся пресс-конференция председателя комиссии.
На следующей неделе наблюдатели пройдут аккредитацию, {day}.02.2024 её завершат.
""".strip().split("\n")

PLAIN = """
Комиссия напоминает: на каждом участке работает горячая линия, специалисты ответят на вопросы избирателей.
Председатель областной комиссии встретился с представителями общественных объединений и обсудил подготовку участков.
Бюллетени напечатаны на специальной бумаге, их защищают несколько степеней защиты, доставка идёт по графику.
В состав участковых комиссий вошли представители трудовых коллективов, партий и граждане, подавшие заявления.
Каждый избиратель может ознакомиться со списком и проверить, правильно ли указаны его данные.
Наблюдатели познакомились с работой комиссии и отметили высокий уровень организации на всех 5411 участках.
Кандидаты представили свои программы, обратились к избирателям по телевидению и ответили на вопросы журналистов.
Спасибо всем, кто пришёл на встречу! Фотографии и запись трансляции — по ссылке в первом комментарии.
""".strip().split("\n")

PIECES = {
    "digits": "7",
    "dots": ".",
    "“до ”": "до ",
    "“6, 7, ”": "6, 7, ",
    "dashes": "-",
    "brackets": "(",
    "“25 февраля и ”": "25 февраля и ",
    "“двадцать ”": "двадцать ",
    "“1 час ”": "1 час ",
    "“12.00 и ”": "12.00 и ",
    "“в ”": "в ",
}


def generated(count: int) -> list[str]:
    """Short posts, a date in one of four."""
    chosen = random.Random(count)
    found = []
    for number in range(count):
        sentences = chosen.sample(PLAIN, 2)
        if number % 4 == 0:
            day = chosen.randint(1, 20)
            sentences[0] = chosen.choice(DATED).format(day=day, later=day + 4)
        found.append(" ".join(sentences))
    return found


def read(path: Path) -> list[str]:
    """The texts of any source that ``timeline ingest`` reads."""
    from timeline.posts.read import read as read_posts

    return [post.text for post in read_posts(path, zone=ZONE, warn=print) if post.text]


def timeline(text: str) -> int:
    return len(resolve(text, find(text, "ru"), POSTED, ZONE))


def dateparser(text: str) -> int:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(2024, 2, 5, 10)}
    return len(search_dates(text, languages=["ru"], settings=settings) or ())


def measure(parse: Callable[[str], int], posts: list[str]) -> tuple[float, int]:
    """Processor seconds and dates found, after a start on other posts."""
    for text in generated(200)[:SAMPLE]:
        parse(text)
    began = time.process_time()
    dates = sum(map(parse, posts))
    return time.process_time() - began, dates


class Chrono:
    """chrono-node in a process of its own; ``missing`` says why it is not there."""

    def __init__(self, folder: Path | None, temporary: str) -> None:
        self.missing = ""
        self.folder = folder or Path(temporary) / "node_modules" / "chrono-node"
        if not shutil.which("node") or (folder is None and not shutil.which("npm")):
            self.missing = "there is no node and npm"
        elif folder is None:
            install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", temporary, CHRONO]
            if subprocess.run(install, capture_output=True).returncode:
                self.missing = "npm could not install it"

    def measure(self, posts: list[str]) -> tuple[float, int]:
        script = Path(__file__).with_name("chrono.mjs")
        lines = "\n".join(json.dumps(text, ensure_ascii=False) for text in posts)
        command = ["node", str(script), str(self.folder)]
        answer = json.loads(subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout)
        return answer["seconds"], answer["dates"]


def compare(name: str, posts: list[str], chrono: Chrono) -> None:
    """Each in turn, several times over, and the best of each: other work on the machine disturbs all alike."""
    size = sum(len(text.encode()) for text in posts) / 1e6
    sample = random.Random(1).sample(posts, min(SAMPLE, len(posts)))
    share = sum(len(text.encode()) for text in sample) / 1e6 / size
    own, theirs, slow = [], [], []
    for _ in range(ROUNDS):
        own.append(measure(timeline, posts))
        if not chrono.missing:
            theirs.append(chrono.measure(posts))
        seconds, dates = measure(dateparser, sample)
        slow.append((seconds / share, round(dates / share)))
    print(f"\n{name}: {len(posts):,} posts, {size:.1f} MB, best of {ROUNDS}")
    print(f"{'':34}{'posts/s':>10} {'MB/s':>7} {'dates':>8}   seconds")
    row("Timeline", len(posts), size, *min(own))
    row("Timeline, first round", len(posts), size, *own[0])
    if theirs:
        row("chrono-node, Russian", len(posts), size, *min(theirs))
    else:
        print(f"chrono-node: left out, {chrono.missing}")
    row(f"dateparser, {len(sample)} posts scaled", len(posts), size, *min(slow))
    ratios = [f"{min(theirs)[0] / min(own)[0]:.2f} times chrono"] if theirs else []
    ratios.append(f"{min(slow)[0] / min(own)[0]:.0f} times dateparser")
    print(f"Timeline is {' and '.join(ratios)}")


def row(name: str, posts: int, size: float, seconds: float, dates: int) -> None:
    print(f"{name:34}{posts / seconds:>10,.0f} {size / seconds:>7.2f} {dates:>8,}   {seconds:.2f}")


def hostile() -> None:
    """Microseconds a character at three lengths, and how the longest compares with the shortest."""
    print(f"\n{'text':20}{'100,000':>12}{'300,000':>12}{'1,000,000':>12}   µs a character; last against first")
    line("posts, one a line", "\n".join(generated(8000)), (100_000, 300_000, 1_000_000, 5_000_000))
    for name, piece in PIECES.items():
        line(name, piece * (1_000_000 // len(piece) + 1), (100_000, 300_000, 1_000_000))


def line(name: str, text: str, sizes: tuple[int, ...]) -> None:
    each = []
    for size in sizes:
        whole = (text * (size // len(text) + 1))[:size]
        began = time.process_time()
        timeline(whole)
        each.append(1e6 * (time.process_time() - began) / size)
    shown = "".join(f"{cost:>12.2f}" for cost in each[:3])
    more = f"   5,000,000: {each[3]:.2f}" if len(each) > 3 else ""
    print(f"{name:20}{shown}   {each[-1] / each[0]:.2f}{more}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--file", type=Path, help="posts of any source that timeline ingest reads")
    parser.add_argument("--chrono", type=Path, help="a folder that holds chrono-node")
    parser.add_argument("--skip", choices=["peers", "hostile"])
    args = parser.parse_args()
    print(f"Python {sys.version.split()[0]}")
    if args.skip != "peers":
        with tempfile.TemporaryDirectory() as temporary:
            chrono = Chrono(args.chrono, temporary)
            compare("Generated posts, a date in one of four", generated(args.posts), chrono)
            if args.file:
                compare(str(args.file), read(args.file), chrono)
    if args.skip != "hostile":
        hostile()


if __name__ == "__main__":
    main()
