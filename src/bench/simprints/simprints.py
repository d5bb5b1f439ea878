#!/usr/bin/env python3
"""Assets with real simprints and search bodies for them.

  simprints.py assets N DATA OUT.jsonl             assets with N simprints in all
  simprints.py queries K NUMBER ASSETS.jsonl OUT   NUMBER bodies of K simprints each

Simprints are those of documents.jsonl.gz, each repetition XORed with one random mask, which keeps what is alike within it.
Of a query half of the simprints are stored ones with 0 to 20 % of their bits flipped, all of one asset where it has so
many; the others are random. Same arguments, same output. Needs no package.
"""
import base64
import gzip
import json
import random
import sys

TYPE = "CONTENT_TEXT_V0"


def decode(text):
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def encode(code):
    return base64.urlsafe_b64encode(code.to_bytes(32, "big")).decode().rstrip("=")


def documents(data):
    with gzip.open(data + "/documents.jsonl.gz", "rt") as lines:
        for line in lines:
            simprints = json.loads(line).get("simprints", {}).get(TYPE)
            if simprints:
                yield [(decode(s["simprint"]), s["offset"], s["size"]) for s in simprints]


def iscc_id(number):
    body = ((1_788_220_800_000_000 + number) << 12 | 5).to_bytes(8, "big")
    return "ISCC:" + base64.b32encode(b"\x60\x10" + body).decode().rstrip("=")


def assets(wanted, data, out):
    real = list(documents(data))
    rng = random.Random(7)
    written = number = 0
    with open(out, "w") as file:
        while written < wanted:
            mask = rng.getrandbits(256)
            for document in real:
                if written >= wanted:
                    break
                number += 1
                written += len(document)
                file.write(json.dumps({"iscc_id": iscc_id(number), "simprints": {TYPE: [
                    {"simprint": encode(code ^ mask), "offset": offset, "size": size}
                    for code, offset, size in document]}}) + "\n")
    print(f"{number} assets, {written} simprints")


def queries(simprints, wanted, source, out):
    rng = random.Random(simprints)
    with open(source) as file:
        stored = [[s["simprint"] for s in json.loads(line)["simprints"][TYPE]] for line in file]
    with open(out, "w") as file:
        for _ in range(wanted):
            near = []
            while len(near) < (simprints + 1) // 2:
                near += rng.choice(stored)
            asked = []
            for i in range(simprints):
                if i % 2:
                    asked.append(encode(rng.getrandbits(256)))
                    continue
                code = decode(near[i // 2])
                for bit in rng.sample(range(256), rng.randrange(52)):
                    code ^= 1 << bit
                asked.append(encode(code))
            file.write(json.dumps({"simprints": {TYPE: asked}}) + "\n")


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[1] == "assets":
        assets(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    elif len(sys.argv) == 6 and sys.argv[1] == "queries":
        queries(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5])
    else:
        sys.exit(__doc__)
