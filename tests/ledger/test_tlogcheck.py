"""A checker written in Go, which shares nothing with this code, accepts what we export and rejects what is changed."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.ledger import Log, SigningKey, VerifierKey, cosign, export, joined, prove
from homeward.ledger.note import COSIGNATURE

SOURCE = Path(__file__).parents[2].parent / "shared" / "ledger" / "tlogcheck" / "tlogcheck.go"
MODULES = Path("/usr/share/gocode/src/golang.org/x/mod")
ORIGIN = "homeward.example/may/north"
KEY = SigningKey(b"l" * 32)
WITNESSES = {name: SigningKey(name.encode() * 8) for name in ("east", "west", "land")}
VKEYS = {name: VerifierKey(name, COSIGNATURE, key.public) for name, key in WITNESSES.items()}
SIZES = (1, 2, 255, 256, 257, 700)

pytestmark = pytest.mark.skipif(
    shutil.which("go") is None or not SOURCE.is_file() or not MODULES.is_dir(),
    reason="Go, its x/mod package, or the checker beside the project is missing",
)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tlogcheck")
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(folder / "cache")}
    command = ["go", "build", "-o", str(folder / "tlogcheck"), str(SOURCE)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return folder / "tlogcheck"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log exported again and again as it grew, cosigned at the end, with its older checkpoints and a proof file."""
    folder = tmp_path_factory.mktemp("published")
    with Log.create(folder / "log", ORIGIN, KEY) as log:
        for size in SIZES:
            log.append_many([b"entry %d" % number for number in range(log.size, size)])
            export(log, folder / "tiles")
            (folder / f"old-{size}").write_text(log.checkpoint())
        note = joined(log.checkpoint(), [cosign(log.checkpoint(), name, key, 1000) for name, key in WITNESSES.items()])
        (folder / "tiles" / "checkpoint").write_text(note)
        (folder / "proof").write_text(str(prove(300, log.inclusion(300), note)))
        (folder / "entry").write_bytes(b"entry 300")
        (folder / "vkey").write_text(str(log.verifier))
    return folder


def check(checker: Path, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [str(checker), "-dir", str(folder / "tiles"), "-log", (folder / "vkey").read_text(), *more]
    return subprocess.run(command, capture_output=True, text=True)


def everything(folder: Path) -> list[str]:
    witnesses = [word for key in VKEYS.values() for word in ("-witness", str(key))]
    olds = [word for size in SIZES for word in ("-old", str(folder / f"old-{size}"))]
    proof = ["-proof", str(folder / "proof"), "-entry", str(folder / "entry")]
    return [*witnesses, "-quorum", "3", *olds, *proof, "-index", "699"]


def test_what_we_export_is_accepted(checker: Path, published: Path) -> None:
    done = check(checker, published, *everything(published))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 checks failed" in done.stdout


def flip(path: str, at: int = 100) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = bytearray((folder / path).read_bytes())
        data[at % len(data)] ^= 1
        (folder / path).write_bytes(data)

    return change


def roll_back(folder: Path) -> None:
    (folder / "tiles" / "checkpoint").write_bytes((folder / "old-257").read_bytes())


def fork(folder: Path) -> None:
    with Log.create(folder / "fork", ORIGIN, KEY) as log:
        log.append_many([b"another %d" % number for number in range(257)])
        (folder / "old-257").write_text(log.checkpoint())


@pytest.mark.parametrize(
    "change",
    [
        flip("tiles/tile/entries/000"),
        flip("tiles/tile/entries/002.p/188", -1),
        flip("tiles/tile/0/000"),
        flip("tiles/tile/0/002.p/188"),
        flip("tiles/tile/1/000.p/2"),
        flip("tiles/checkpoint", 40),
        flip("proof", 60),
        flip("entry", 3),
        roll_back,
        fork,
        lambda folder: (folder / "tiles" / "tile" / "0" / "001").unlink(),
        lambda folder: (folder / "vkey").write_text(str(VerifierKey(ORIGIN, 1, SigningKey(b"x" * 32).public))),
    ],
)
def test_what_is_changed_is_rejected(
    checker: Path, published: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    shutil.copytree(published, tmp_path / "changed")
    change(tmp_path / "changed")
    assert check(checker, tmp_path / "changed", *everything(tmp_path / "changed")).returncode == 1


def test_too_few_witnesses_are_rejected(checker: Path, published: Path) -> None:
    one = VKEYS["east"]
    assert check(checker, published, "-witness", str(one), "-quorum", "2").returncode == 1
