#!/usr/bin/env python3
"""Assets and search bodies for the comparison.

  synth_load.py assets  N OUT.jsonl.gz SEED [DATA]      N assets, each with META, CONTENT-TEXT, DATA and INSTANCE of 256 bits
  synth_load.py queries N ASSETS.jsonl.gz OUT.jsonl SEED   N search bodies, half near-duplicates of stored assets, half strangers

The figures are stated for three similarity units of 256 bits an asset, so that the work of one search is known: N x 96 bytes.
Mixed lengths belong to the tests, not here.

DATA is the folder of the real codes (synth.py beside documents.jsonl.gz). Where it is there, base codes are the real ones, each
repetition XORed with one random mask per unit type, which keeps their cluster structure; without it they are random bits.
A fifth of the assets are copies of others with bits flipped (distances of real near-duplicates where DATA is there), 15 % of
those identical.

A near-duplicate query has 0 to 51 bits (at most 20 %) flipped in each unit, so that the asset it came from is an expected
answer; a stranger is random bits. Both have a fresh INSTANCE. Same arguments, same output. Needs numpy only.
"""
import gzip
import importlib.util
import json
import os
import sys

import numpy as np

KINDS = ("META", "CONTENT", "DATA", "INSTANCE")
HEADER = {"META": 0x00, "CONTENT": 0x20, "DATA": 0x30, "INSTANCE": 0x40}
LENGTH_256 = 7
COPIES, IDENTICAL = 0.20, 0.15
# Without measured distances: uniform up to 30 %, a spread around the match threshold of 25 %.
PLAIN_DISTANCE = {kind: [i * 0.015 for i in range(21)] for kind in KINDS[:3]}
START_US, HUB = 1788220800_000_000, 5
ALPHABET = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", np.uint8)
CHUNK = 50_000
MOST_FLIPS = 51


def base32(rows):
    """RFC 4648 text without padding of each row of bytes, as a list of str."""
    bits = np.unpackbits(rows, axis=1)
    short = -bits.shape[1] % 5
    if short:
        bits = np.hstack([bits, np.zeros((len(rows), short), np.uint8)])
    digits = bits.reshape(len(rows), -1, 5) @ np.array([16, 8, 4, 2, 1], np.uint8)
    text = np.ascontiguousarray(ALPHABET[digits])
    return [t.decode() for t in text.view(f"S{text.shape[1]}").ravel().tolist()]


def unit_texts(kind, bodies):
    head = np.array([HEADER[kind], LENGTH_256], np.uint8)
    return base32(np.hstack([np.broadcast_to(head, (len(bodies), 2)), bodies]))


def unit_body(text):
    """32 bytes of a 256-bit unit in its text form."""
    plain = text.removeprefix("ISCC:")
    value = 0
    for c in plain:
        value = value << 5 | ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(c))
    return (value >> (len(plain) * 5 % 8)).to_bytes(34, "big")[2:]


def real_codes(data):
    """(codes, distances) of the folder of real codes, or (None, PLAIN_DISTANCE) where it is not there."""
    script = os.path.join(data, "synth.py") if data else ""
    if not os.path.exists(script):
        return None, PLAIN_DISTANCE
    spec = importlib.util.spec_from_file_location("synth", script)
    synth = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(synth)
    return synth.real_codes(os.path.join(data, "documents.jsonl.gz")), synth.DISTANCE


def base_codes(rng, n, real):
    if real is None or not len(real):
        return rng.integers(0, 256, (n, 3, 32), dtype=np.uint8)
    turns = -(-n // len(real))
    masks = rng.integers(0, 256, (turns, 3, 32), dtype=np.uint8)
    return np.concatenate([real[rng.permutation(len(real))] ^ masks[t] for t in range(turns)])[:n]


def copies_of(rng, codes, origin, same, distances):
    """The codes of `origin` with bits flipped; one luck per asset, because a change of text changes all its codes."""
    n = len(origin)
    luck = rng.random(n)
    varied = np.empty((n, 3, 32), np.uint8)
    for k, kind in enumerate(KINDS[:3]):
        share = np.interp(np.clip(luck + rng.normal(0, 0.15, n), 0, 1), np.linspace(0, 1, 21), distances[kind])
        share[same] = 0
        for a in range(0, n, CHUNK):
            p = share[a:a + CHUNK, None].astype(np.float32)
            flips = np.packbits(rng.random((len(p), 256), dtype=np.float32) < p, axis=1)
            varied[a:a + CHUNK, k] = codes[origin[a:a + CHUNK], k] ^ flips
    return varied


def assets(n, out, seed, data):
    rng = np.random.default_rng(seed)
    real, distances = real_codes(data)
    count = int(n * COPIES)
    base = n - count
    codes = base_codes(rng, base, real)
    instance = rng.integers(0, 256, (base, 32), dtype=np.uint8)
    origin = rng.integers(0, base, count)
    same = rng.random(count) < IDENTICAL
    fresh = rng.integers(0, 256, (count, 32), dtype=np.uint8)
    fresh[same] = instance[origin[same]]
    codes = np.concatenate([codes, copies_of(rng, codes, origin, same, distances)])
    instance = np.concatenate([instance, fresh])
    order = rng.permutation(n)

    stamp = START_US + np.arange(n, dtype=np.uint64) * np.uint64(1000) + rng.integers(0, 1000, n).astype(np.uint64)
    ids = np.empty((n, 10), np.uint8)
    ids[:, 0], ids[:, 1] = 0x60, 0x10
    ids[:, 2:] = ((stamp << np.uint64(12)) | np.uint64(HUB)).astype(">u8").view(np.uint8).reshape(n, 8)
    names = base32(ids)
    with open(out + ".part", "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=1, mtime=0) as f:
        for a in range(0, n, CHUNK):
            at = order[a:a + CHUNK]
            columns = [unit_texts(kind, codes[at, k]) for k, kind in enumerate(KINDS[:3])] + [unit_texts("INSTANCE", instance[at])]
            f.write("".join(
                f'{{"iscc_id":"ISCC:{names[a + i]}","units":["ISCC:{m}","ISCC:{c}","ISCC:{d}","ISCC:{x}"],'
                f'"metadata":{{"name":"Synthetic {a + i + 1}"}}}}\n' for i, (m, c, d, x) in enumerate(zip(*columns))).encode())
    os.replace(out + ".part", out)


def queries(n, source, out, seed):
    rng = np.random.default_rng(seed)
    with gzip.open(source, "rt", encoding="utf-8") as f:
        stored = [line for line in f]
    near = rng.choice(len(stored), n // 2, replace=False)
    bodies = rng.integers(0, 256, (n, 4, 32), dtype=np.uint8)
    for q, line in enumerate(near.tolist()):
        units = json.loads(stored[line])["units"]
        for k in range(3):
            flips = np.zeros(256, np.uint8)
            flips[rng.choice(256, rng.integers(0, MOST_FLIPS + 1), replace=False)] = 1
            bodies[q, k] = np.frombuffer(unit_body(units[k]), np.uint8) ^ np.packbits(flips)
    bodies = bodies[rng.permutation(n)]
    columns = [unit_texts(kind, bodies[:, k]) for k, kind in enumerate(KINDS)]
    with open(out + ".part", "w", encoding="utf-8") as f:
        for row in zip(*columns):
            f.write(json.dumps({"units": [f"ISCC:{u}" for u in row]}, separators=(",", ":")) + "\n")
    os.replace(out + ".part", out)


if __name__ == "__main__":
    args = sys.argv[1:]
    if len(args) in (4, 5) and args[0] == "assets":
        assets(int(args[1]), args[2], int(args[3]), args[4] if len(args) > 4 else "")
    elif len(args) == 5 and args[0] == "queries":
        queries(int(args[1]), args[2], args[3], int(args[4]))
    else:
        sys.exit(__doc__)
