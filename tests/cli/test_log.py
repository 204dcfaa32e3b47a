"""``homeward log`` and what comes of it: proof files, evidence, addresses, for somebody who has nothing else."""

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from homeward.cli import main
from homeward.ledger import Log, SigningKey, VerifierKey, cosign, evidence, export, joined, leaf_hash, seal
from homeward.ledger.note import COSIGNATURE

ORIGIN = "homeward.example/may/north"
KEY, WITNESS = SigningKey(b"l" * 32), SigningKey(b"w" * 32)
SEEN = VerifierKey("neutral", COSIGNATURE, WITNESS.public)
ENTRIES = [seal(b'{"number":%d}' % number, SigningKey(b"a" * 32)) for number in range(300)]


@dataclass
class Terminal:
    """A terminal in a folder with a log and the same log as tiles."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *words: str | Path) -> tuple[int, str]:
        self.capsys.readouterr()
        status = main([str(word) for word in words])
        out, err = self.capsys.readouterr()
        return status, out + err


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    with Log.create(tmp_path / "log.sqlite3", ORIGIN, KEY) as log:
        log.append_many(ENTRIES)
        export(log, tmp_path / "tiles")
        note = joined(log.checkpoint(), [cosign(log.checkpoint(), "neutral", WITNESS, 1_747_400_000)])
        (tmp_path / "cosigned").write_text(note)
        (tmp_path / "tiles" / "keys").write_text(f"{log.verifier}\n")
        key = log.verifier
    (tmp_path / "policy").write_text(f"log {key}\nwitness neutral {SEEN}\nquorum neutral\n")
    return Terminal(tmp_path, capsys)


@pytest.fixture(params=["log.sqlite3", "tiles"])
def place(request: pytest.FixtureRequest, terminal: Terminal) -> Path:
    return terminal.folder / str(request.param)


class TestLook:
    """From its file or from its tiles, a log shows the same."""

    def test_head_list_and_show(self, terminal: Terminal, place: Path) -> None:
        status, said = terminal.run("log", "head", place)
        assert (status, said.splitlines()[:2]) == (0, [ORIGIN, "300"])
        status, said = terminal.run("log", "list", place, "--start", "298", "--count", "9")
        assert [line.split()[:2] for line in said.splitlines()] == [
            [str(index), leaf_hash(ENTRIES[index]).hex()[:16]] for index in (298, 299)
        ]
        status, said = terminal.run("log", "show", place, "299")
        assert status == 0
        assert '"number": 299' in said
        assert SigningKey(b"a" * 32).public.hex() in said

    def test_what_is_not_there_is_said(self, terminal: Terminal, place: Path) -> None:
        status, said = terminal.run("log", "show", place, "300")
        assert (status, "no entry 300 in a log of 300" in said) == (2, True)
        status, said = terminal.run("log", "head", terminal.folder / "nothing")
        assert (status, "There is no log at" in said) == (2, True)

    def test_check_finds_a_flipped_bit(self, terminal: Terminal) -> None:
        assert terminal.run("log", "check", terminal.folder / "log.sqlite3")[0] == 0
        assert terminal.run("log", "check", terminal.folder / "tiles")[0] == 0
        path = terminal.folder / "tiles" / "tile" / "entries" / "000"
        data = bytearray(path.read_bytes())
        data[777] ^= 4
        path.write_bytes(data)
        status, said = terminal.run("log", "check", terminal.folder / "tiles")
        assert (status, said.startswith("Damaged: ")) == (1, True)

    def test_export_is_what_verify_proves(self, terminal: Terminal) -> None:
        assert terminal.run("log", "export", terminal.folder / "log.sqlite3", terminal.folder / "again")[0] == 0
        assert terminal.run("verify", terminal.folder / "again")[0] == 0


class TestProofFiles:
    """A proof file is enough, years later, without the log."""

    @pytest.mark.parametrize("index", [0, 17, 255, 256, 299])
    def test_one_brings_its_entry_and_is_proved_by_a_policy(self, terminal: Terminal, place: Path, index: int) -> None:
        out = terminal.folder / "one.tlog-proof"
        cosigned = terminal.folder / "cosigned"
        assert terminal.run("log", "prove", place, str(index), "--out", out, "--checkpoint", cosigned)[0] == 0
        status, said = terminal.run("verify", out, "--policy", terminal.folder / "policy")
        assert status == 0
        assert said == f"Proved: this is entry {index} of {ORIGIN}, of 300 entries then; as the policy asks.\n"

    def test_a_bare_one_needs_its_entry(self, terminal: Terminal, place: Path) -> None:
        out = terminal.folder / "one.tlog-proof"
        terminal.run("log", "prove", place, "7", "--out", out, "--bare")
        key = (terminal.folder / "tiles" / "keys").read_text().strip()
        status, said = terminal.run("verify", out, "--key", key)
        assert (status, "--entry" in said) == (1, True)
        assert terminal.run("verify", out, "--key", key, "--entry", out.with_suffix(".entry"))[0] == 0
        (terminal.folder / "other").write_bytes(ENTRIES[8])
        assert terminal.run("verify", out, "--key", key, "--entry", terminal.folder / "other")[0] == 1

    def test_a_policy_that_is_not_met_proves_nothing(self, terminal: Terminal) -> None:
        out = terminal.folder / "one.tlog-proof"
        terminal.run("log", "prove", terminal.folder / "tiles", "7", "--out", out)
        status, said = terminal.run("verify", out, "--policy", terminal.folder / "policy")
        assert (status, "Too few of the witnesses" in said) == (1, True)
        status, said = terminal.run("verify", terminal.folder / "tiles", "--policy", terminal.folder / "policy")
        assert (status, "Too few of the witnesses" in said) == (1, True)

    def test_every_flipped_byte_is_found(self, terminal: Terminal) -> None:
        out = terminal.folder / "one.tlog-proof"
        cosigned = terminal.folder / "cosigned"
        terminal.run("log", "prove", terminal.folder / "tiles", "7", "--out", out, "--checkpoint", cosigned)
        data = out.read_bytes()
        for at in range(0, len(data), 11):
            out.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            status, said = terminal.run("verify", out, "--policy", terminal.folder / "policy")
            assert status in {1, 2}, said

    def test_a_checkpoint_of_another_log_is_refused(self, terminal: Terminal) -> None:
        with Log.create(terminal.folder / "other", ORIGIN, KEY) as other:
            other.append_many(ENTRIES[:9])
            (terminal.folder / "foreign").write_text(other.checkpoint())
            other.append_many([b"x"] * 300)
            (terminal.folder / "longer").write_text(other.checkpoint())
        for name, status in (("foreign", 0), ("longer", 2)):  # the first nine entries are the same
            out = terminal.folder / f"{name}.tlog-proof"
            under = ("--checkpoint", terminal.folder / name)
            assert terminal.run("log", "prove", terminal.folder / "tiles", "7", "--out", out, *under)[0] == status


def test_evidence_says_in_one_sentence_what_it_proves(terminal: Terminal) -> None:
    with Log.create(terminal.folder / "other", ORIGIN, KEY) as other, Log.open(terminal.folder / "log.sqlite3") as log:
        other.append_many([*ENTRIES[:299], b"another"])
        found = evidence.split(log.checkpoint(), other.checkpoint())
    path = terminal.folder / "tiles" / "split.json"  # the keys lie beside it
    path.write_bytes(found.written())
    status, said = terminal.run("verify", path)
    assert status == 0
    assert said.startswith(f"Proved: The key of {ORIGIN} has signed two different logs of 300 entries.")
    path.write_bytes(found.written().replace(b"split", b"splot"))
    assert terminal.run("verify", path)[0] == 1


class TestAddresses:
    """A log on a static server is fetched within bounds, and proved as from a disk."""

    @pytest.fixture
    def served(self, terminal: Terminal) -> Iterator[str]:
        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(terminal.folder)))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()

    def test_it_is_proved(self, terminal: Terminal, served: str) -> None:
        status, said = terminal.run("verify", f"{served}/tiles")
        assert (status, "300 entries" in said) == (0, True)

    def test_what_a_server_changes_is_found(self, terminal: Terminal, served: str) -> None:
        path = terminal.folder / "tiles" / "tile" / "0" / "000"
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        status, said = terminal.run("verify", f"{served}/tiles")
        assert (status, "NOT PROVED" in said) == (1, True)

    def test_no_log_there_is_said(self, terminal: Terminal, served: str) -> None:
        status, said = terminal.run("verify", f"{served}/nowhere")
        assert (status, "is this the address of a log?" in said) == (2, True)
        status, said = terminal.run("verify", "http://127.0.0.1:9/log")
        assert (status, "cannot be reached" in said) == (2, True)
