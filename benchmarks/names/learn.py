"""Learn what one sign may stand for beside another: ``homeward/names/data/costs.tsv``.

    .venv-peers/bin/python -m benchmarks.names.learn --pairs FOLDER

Learnt from pairs of spellings of one name, aligned sign by sign with a pair model (a memoryless stochastic transducer:
Ristad and Yianilos 1998, "Learning string-edit distance"; forward-backward, soft counts). The sources, all free to
redistribute:

- ``wd_russian_64`` in FOLDER: names in Latin letters and in Russian, mined from Wikidata (CC0) by Merhav and Ash,
COLING
  2018, github.com/steveash/NETransliteration-COLING2018, folder data; ``_16`` and ``_20`` are kept for measuring;
- ``names-translator`` (MIT): surnames, given names and patronymics, Ukrainian and Russian;
- every official table of ``translitua`` (MIT) and the newspapers' in ``benchmarks.names.schemes`` laid on those;
- Belarusian spellings made from the Russian by rule.

Nothing scored is read.
"""

import argparse
import random
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.names import schemes
from homeward.names import clean, sounds

Floats = npt.NDArray[np.float32]
OUT = Path(__file__).parents[2] / "homeward" / "names" / "data" / "costs.tsv"
ROUNDS, CHUNK, LONGEST = 8, 20_000, 16
SLIP = 2.0**-8  # of a slip of the hand, a letter
BRIDGE = 0.3  # weight of what is reached over a third spelling
SELDOM = 1e-6  # the share of a sign that was hardly seen


def spellings(folder: Path, seed: int = 1, each: int = 30_000) -> Iterator[tuple[str, str]]:
    """Pairs of spellings of one name."""
    import translitua
    from names_translator.dicts import default_dicts

    chance = random.Random(seed)
    for line in (folder / "wd_russian_64").read_text("utf-8").splitlines():
        latin, russian, _ = line.split("\t")
        yield latin, russian.replace(" ", "")
    dictionary = default_dicts()
    for part in ("last", "first", "patronymic"):
        pairs = sorted((uk, ru[0]) for uk, ru in dictionary.as_dict(part).items() if len(uk) > 2)
        chosen = chance.sample(pairs, min(each, len(pairs)))
        for ukrainian, russian in chosen:
            yield ukrainian, russian
            if "ё" in russian:
                yield russian, russian.replace("ё", "е")
            tables = [
                (ukrainian, translitua.ALL_UKRAINIAN, list(schemes.UKRAINIAN.values())),
                (russian, translitua.ALL_RUSSIAN, list(schemes.RUSSIAN.values())),
            ]
            written: list[tuple[str, str]] = []
            for word, official, press in tables:
                first, second = chance.choice(official), chance.choice(official)
                written.append((word, translitua.translit(word, first)))
                written.append((word, translitua.translit(word, second)))
                written.append((word, schemes.render(word, chance.choice(press))))
            belarusian = schemes.belarusian(russian)
            yield russian, belarusian
            table = chance.choice(list(schemes.BELARUSIAN.values()))
            latin = schemes.render(belarusian, table)
            yield belarusian, latin
            yield russian, latin
            yield from written[:2]
            yield from written[2:6:2]
            # Two Latin spellings of one name, and the other language's.
            (_, a), (_, b) = chance.sample(written, 2)
            yield a, b
            yield ukrainian, written[chance.randrange(3, 6)][1]


def coded(pairs: Iterable[tuple[str, str]]) -> tuple[sounds.Codes, sounds.Codes]:
    """Both sides read into signs; only pairs of single words that are not too long to align."""
    left, right = [], []
    for a, b in pairs:
        a_words, b_words = clean.words(a), clean.words(b)
        if len(a_words) == len(b_words) == 1:
            left.append(a_words[0])
            right.append(b_words[0])
    a_codes, b_codes = sounds.read(left), sounds.read(right)
    a_size, b_size = sounds.lengths(a_codes), sounds.lengths(b_codes)
    fits = (a_size > 0) & (b_size > 0) & (a_size <= LONGEST) & (b_size <= LONGEST) & (abs(a_size - b_size) <= 4)
    return a_codes[fits, :LONGEST], b_codes[fits, :LONGEST]


def first_guess(a: sounds.Codes, b: sounds.Codes, size: int) -> Floats:
    """Joint probabilities from how often two signs stand at about the same place of both words."""
    joint = np.full((size, size), 0.05, np.float64)
    a_size, b_size = sounds.lengths(a), sounds.lengths(b)
    for i in range(LONGEST):
        at = (i + 0.5) / a_size
        for shift in (-1, 0, 1):
            j = np.floor(at * b_size).astype(int) + shift
            good = (i < a_size) & (j >= 0) & (j < b_size)
            weight = 1.0 if shift == 0 else 0.15
            np.add.at(joint, (a[good, i], b[good, j[good]]), weight)
    joint[0, :] = joint[:, 0] = 0
    # Gaps begin rare: begun common, the model explains every vowel by two gaps and stays there.
    joint /= joint.sum()
    once = joint.sum(1)
    joint[1:, 0] = joint[0, 1:] = 0.0005 * once[1:]
    return joint.astype(np.float32)


def counts(a: sounds.Codes, b: sounds.Codes, joint: Floats) -> tuple[Floats, float]:
    """Expected counts of every step over all alignments of a chunk, and the chunk's log-likelihood in bits a pair."""
    n, size = len(a), len(joint)
    a_size, b_size = sounds.lengths(a), sounds.lengths(b)
    rows = np.arange(n)
    step = np.stack([np.stack([joint[a[:, i], b[:, j]] for j in range(LONGEST)]) for i in range(LONGEST)])
    drop_a = joint[a.T, 0]
    drop_b = joint[0, b.T]
    # A table a pair, scaled by a constant a step so that float64 holds the products of 32 steps.
    scale = 64.0
    forward = np.zeros((LONGEST + 1, LONGEST + 1, n))
    forward[0, 0] = 1
    for i in range(LONGEST + 1):
        for j in range(LONGEST + 1):
            if i and j:
                forward[i, j] += forward[i - 1, j - 1] * step[i - 1, j - 1] * scale
            if i:
                forward[i, j] += forward[i - 1, j] * drop_a[i - 1] * scale
            if j:
                forward[i, j] += forward[i, j - 1] * drop_b[j - 1] * scale
    backward = np.zeros_like(forward)
    backward[a_size, b_size, rows] = 1
    for i in range(LONGEST, -1, -1):
        for j in range(LONGEST, -1, -1):
            if i < LONGEST and j < LONGEST:
                backward[i, j] += backward[i + 1, j + 1] * step[i, j] * scale
            if i < LONGEST:
                backward[i, j] += backward[i + 1, j] * drop_a[i] * scale
            if j < LONGEST:
                backward[i, j] += backward[i, j + 1] * drop_b[j] * scale
    whole = forward[a_size, b_size, rows]
    # Pairs the model finds very unlikely are misaligned in the source: they do not teach.
    bits = np.log2(np.maximum(whole, 1e-300)) - np.log2(scale) * np.maximum(a_size, b_size)
    teaches = bits / np.maximum(a_size, b_size) > -11
    inverse = np.where(teaches, scale / np.maximum(whole, 1e-300), 0)
    found = np.zeros(size * size)
    for i in range(LONGEST + 1):
        for j in range(LONGEST + 1):
            if i < LONGEST and j < LONGEST:
                weight = forward[i, j] * step[i, j] * backward[i + 1, j + 1] * inverse
                found += np.bincount(a[:, i].astype(np.intp) * size + b[:, j], weight, size * size)
            if i < LONGEST:
                weight = forward[i, j] * drop_a[i] * backward[i + 1, j] * inverse
                found += np.bincount(a[:, i].astype(np.intp) * size, weight, size * size)
            if j < LONGEST:
                weight = forward[i, j] * drop_b[j] * backward[i, j + 1] * inverse
                found += np.bincount(b[:, j], weight, size * size)
    return found.reshape(size, size).astype(np.float32), float(bits[teaches].mean())


def learnt(a: sounds.Codes, b: sounds.Codes, size: int) -> Floats:
    """The joint probability of every two signs (row or column 0: a sign with nothing beside it), symmetric."""
    joint = first_guess(a, b, size)
    joint = (joint + joint.T) / 2
    order = np.random.default_rng(1).permutation(len(a))
    for turn in range(ROUNDS):
        total = np.zeros((size, size), np.float64)
        likelihood = []
        for at in range(0, len(a), CHUNK):
            part = order[at : at + CHUNK]
            found, bits = counts(a[part], b[part], joint)
            total += found
            likelihood.append(bits)
        total = total + total.T
        total[0, 0] = 0
        joint = (total / total.sum()).astype(np.float32)
        joint = np.maximum(joint, 1e-10)
        print(f"round {turn + 1}: {np.mean(likelihood):.3f} bits a pair", file=sys.stderr)
    return joint


def bridged(joint: Floats) -> Floats:
    """The joint with Latin beside Latin also reached over the Cyrillic sign that both were seen with.

    Two newspapers' spellings of one name are rarely a pair in the sources, but each is one with the original.
    """
    keys = sounds.signs()
    cyrillic = np.array([bool(re.search("[Ѐ-ӿ]", key)) for key in keys])
    latin = ~cyrillic
    latin[0] = False
    over = joint[np.ix_(cyrillic, latin)].astype(np.float64)
    both = over.T @ (over / np.maximum(over.sum(1, keepdims=True), 1e-12))
    mixed = joint.astype(np.float64)
    mixed[np.ix_(latin, latin)] += BRIDGE * both
    return (mixed / mixed.sum()).astype(np.float32)


def costs(joint: Floats) -> Floats:
    """Bits that a step loses against writing the same sign twice; 0 on the diagonal, row and column 0 for a gap.

    With p the joint and q the marginal probability, a step says log2 p(x,y)/q(x)q(y); the same sign twice is taken to
    say what the best partner of each says. The cost is the mean of both less the step's own, never below 0.
    """
    single = joint.sum(1, dtype=np.float64)
    single = np.maximum(single, SELDOM)
    # What was not seen together is as a slip of the hand: a random sign, once in so many letters.
    seen = joint + SLIP * np.outer(single, single)
    seen[:, 0] = seen[0, :] = joint[:, 0] + SLIP * single
    says = np.log2(seen / np.outer(single, single))
    best = np.maximum(says[1:, 1:].max(1), 0)
    best = np.concatenate([[0], best])
    cost = (best[:, None] + best[None, :]) / 2 - says
    gap = best / 2 - np.log2(seen[:, 0] / single)
    cost[:, 0] = cost[0, :] = gap
    np.fill_diagonal(cost, 0)
    cost[0, 0] = 0
    return np.clip(cost, 0, 20).astype(np.float32)


def write(cost: Floats, path: Path) -> None:
    """One line a sign: its key, then its cost beside every sign in the order of the lines, in eighths of a bit."""
    keys = sounds.signs()
    lines = ["# Costs in eighths of a bit, learnt by benchmarks/names/learn.py; the first line and column is a gap."]
    for key, row in zip(keys, cost, strict=True):
        lines.append(key + "\t" + " ".join(str(round(float(value) * 8)) for value in row))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Learn and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True, help="the folder with wd_russian_64")
    options = parser.parse_args()
    assert resources.files("homeward.names").joinpath("data/graphs.txt").is_file()
    a, b = coded(spellings(options.pairs))
    print(f"{len(a)} pairs, {len(sounds.signs())} signs", file=sys.stderr)
    write(costs(bridged(learnt(a, b, len(sounds.signs())))), OUT)


if __name__ == "__main__":
    main()
