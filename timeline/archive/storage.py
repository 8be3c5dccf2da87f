"""Files and objects by their addresses: a path, ``s3://…``, ``gs://…``, ``memory://…``, whatever fsspec knows."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from timeline.errors import InputError, OutputError, UsageError

_STORAGES = frozenset({"botocore", "aiobotocore", "aiohttp", "gcsfs", "google", "pyarrow", "zlib"})

UNFINISHED = ".unfinished"
"""Where, in a local folder of results, files are until they are whole."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file or object to read: its address, its bytes, and a mark that changes when it does."""

    address: str
    size: int
    mark: str


def located(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path there. Raises ``UsageError`` for one that is not installed."""
    from fsspec.core import url_to_fs

    try:
        fs, path = url_to_fs(address)
    except ImportError as error:
        kind = address.partition("://")[0]
        raise UsageError(
            f"nothing here reads {kind}:// addresses: {error}", f"pip install the package for {kind}"
        ) from None
    except ValueError as error:
        raise UsageError(f"{address} is no address: {error}", "a path, s3://…, gs://…") from None
    return fs, str(path).rstrip("/")


def sources(addresses: list[str]) -> list[Source]:
    """What is to be read, in the order given, a folder or a pattern in the order of names. Raises ``InputError``."""
    found: dict[str, Source] = {}
    for address in addresses:
        fs, path = located(address)
        with reading(address):
            if any(letter in path for letter in "*?["):
                paths = sorted(one for one in map(str, fs.glob(path)) if not (_hidden(_name(one)) or fs.isdir(one)))
            elif fs.isdir(path):
                paths = sorted(one for one in map(str, fs.find(path)) if not _hidden(one.removeprefix(path)))
            else:
                paths = [path]
            for one in paths:
                info = fs.info(one)
                where = one if _local(fs) else fs.unstrip_protocol(one)
                found[where] = Source(where, int(info["size"]), _mark(info))
        if not paths:
            raise InputError(f"there is nothing to read at {address}", "check the address")
    return list(found.values())


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _hidden(below: str) -> bool:
    return any(part.startswith((".", "_")) for part in below.split("/"))


def _mark(info: dict[str, Any]) -> str:
    """What a storage says of the content of an object, or of when it was written."""
    told = (info.get(name) for name in ("ETag", "etag", "md5Hash", "mtime", "LastModified", "created"))
    return str(next((one for one in told if one), ""))


@contextmanager
def opened(address: str) -> Iterator[IO[bytes]]:
    """The bytes of an object. Raises ``InputError`` where it cannot be opened or read, or has changed its kind."""
    fs, path = located(address)
    with reading(address), fs.open(path, "rb") as file:
        yield file


@contextmanager
def reading(address: str) -> Iterator[None]:
    """What a storage says of an object that it will not give, in one line."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(f"there is no {address}", "check the address") from None
    except (OSError, EOFError) as error:
        raise InputError(f"cannot read {address}: {plain(error)}", "check the address and who may read it") from None
    except Exception as error:
        if not _of_a_storage(error):
            raise
        raise InputError(f"cannot read {address}: {plain(error)}", "check the address and who may read it") from None


@contextmanager
def writing(address: str) -> Iterator[None]:
    """What a storage or a disk says that will not take something, in one line."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write {address}: {plain(error)}", "check the space and who may write there"
        ) from None
    except Exception as error:
        if not _of_a_storage(error):
            raise
        raise OutputError(f"cannot write {address}: {plain(error)}", "check who may write there") from None


def _of_a_storage(error: Exception) -> bool:
    """Whether it comes from a client of a storage, which have errors of their own."""
    return type(error).__module__.partition(".")[0] in _STORAGES


def plain(error: BaseException) -> str:
    """An error in one line."""
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:300]


def join(address: str, *names: str) -> str:
    """The address of something below another."""
    return "/".join([address.rstrip("/"), *names])


@contextmanager
def fresh_folder(out: str) -> Iterator[Path]:
    """A local folder for what is not whole yet: beside the results where these are local, so that a file can be moved.

    Raises ``OutputError`` if there is no room.
    """
    fs, path = located(out)
    if _local(fs):
        with writing(out):
            base = Path(path) / UNFINISHED
            base.mkdir(parents=True, exist_ok=True)
            folder = TemporaryDirectory(dir=base)
    else:
        with writing("the folder for temporary files"):
            folder = TemporaryDirectory(prefix="timeline-")
    with folder as name:
        yield Path(name)


def clear(out: str) -> None:
    """Remove what workers that were killed have left unfinished in a local folder of results."""
    if (path := is_local(out)) is not None:
        shutil.rmtree(path / UNFINISHED, ignore_errors=True)


def put(local: Path, address: str) -> int:
    """Make a finished local file what is at ``address``, in one step; returns its bytes. Raises ``OutputError``.

    The file is gone afterwards where ``address`` is local.
    """
    fs, path = located(address)
    size = local.stat().st_size
    with writing(address):
        if _local(fs):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            local.replace(path)
        else:
            fs.put_file(str(local), path)
    return size


def write(address: str, octets: bytes) -> None:
    """Make ``octets`` what is at ``address``, in one step. Raises ``OutputError``."""
    fs, path = located(address)
    with writing(address):
        if not _local(fs):
            fs.pipe_file(path, octets)
            return
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            beside.write_bytes(octets)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def read(address: str) -> bytes | None:
    """What is at ``address``, ``None`` if nothing is. Raises ``InputError``."""
    fs, path = located(address)
    with reading(address):
        try:
            return bytes(fs.cat_file(path))
        except FileNotFoundError:
            return None
        except NotADirectoryError:
            raise OutputError(
                f"{address.rpartition('/')[0]} is not a folder", "name one that is new or empty"
            ) from None


def names(address: str) -> list[str]:
    """The names of what is directly below ``address``, sorted; none where there is no such place."""
    fs, path = located(address)
    with reading(address):
        try:
            fs.invalidate_cache()
            return sorted(_name(str(one)) for one in fs.ls(path, detail=False))
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            raise OutputError(f"{address} is not a folder", "name a folder that is new or empty") from None


def remove(address: str) -> None:
    """Remove one object, if it is there. Raises ``OutputError``."""
    fs, path = located(address)
    with writing(address):
        try:
            fs.rm_file(path)
        except FileNotFoundError:
            return


def is_local(address: str) -> Path | None:
    """The path of a local address."""
    fs, path = located(address)
    return Path(path) if _local(fs) else None


def in_process_only(address: str) -> bool:
    """Whether no other process would find there what this one wrote."""
    return address.startswith("memory://")


def _local(fs: Any) -> bool:
    protocol = fs.protocol
    return "file" in ((protocol,) if isinstance(protocol, str) else tuple(protocol))
