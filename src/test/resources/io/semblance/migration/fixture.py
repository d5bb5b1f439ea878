"""Makes iscc-search-0.3.3.zip: what the real iscc-search 0.3.3 wrote, and what it answers for each asset itself.

    python fixture.py PATH_OF_ISCC_SEARCH TARGET.zip

Only the LMDB files are kept; the directories beside them are derived from these. All assets are made up.
"""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from base64 import b32encode, urlsafe_b64encode

PORT = 18931
MALFORMED = "ISCC:EAA7BYOS"


def code(header, body):
    return "ISCC:" + b32encode(bytes.fromhex(header) + body).decode().rstrip("=")


def iscc_id(number, realm=0):
    return code("6010" if realm == 0 else "6110", ((1_700_000_000_000_000 + number) << 12 | 1).to_bytes(8, "big"))


def units(dice, length):
    """META, CONTENT_TEXT, DATA and INSTANCE of that many bytes; the last nibble of a header is the length."""
    return [code(h + f"{length // 4 - 1:02x}", dice.randbytes(length)) for h in ("00", "20", "30", "40")]


def simprints(dice, count):
    return [{"simprint": urlsafe_b64encode(dice.randbytes(16)).decode().rstrip("="), "offset": 100 * i, "size": 100}
            for i in range(count)]


def works():
    dice = random.Random(7)
    same = simprints(dice, 1)[0]["simprint"]
    batch = [
        {"iscc_id": iscc_id(1), "units": units(dice, 32), "metadata": {"name": "Ünïcode 😀", "n": [1, 2.5, None]},
         "simprints": {"CONTENT_TEXT_V0": simprints(dice, 5) + [{"simprint": same, "offset": 7, "size": 9}],
                       "SEMANTIC_TEXT_V0": simprints(dice, 2)}},
        {"iscc_id": iscc_id(2), "iscc_code": "ISCC:KACQCI2FM6E2XTPP6DQ5FQ5UUWLIOAAREIZUIVLGO6Q2FI5EUWTKPKA"},
        {"iscc_id": iscc_id(3), "units": units(dice, 16)[2:],
         "iscc_code": "ISCC:K4AAAEJCGNCFKZTXRCM2VO6M3XXP7INCUOSKLJVHVCY3FM5UWW3LPOA"},
        {"iscc_id": iscc_id(4), "units": units(dice, 8)},
        {"iscc_id": iscc_id(5), "units": units(dice, 8), "metadata": {"state": "old"},
         "simprints": {"CONTENT_TEXT_V0": simprints(dice, 3)}},
        {"iscc_id": iscc_id(6), "units": units(dice, 8), "metadata": {"text": "long " * 2000}},
        {"iscc_id": iscc_id(7), "metadata": {"note": "the same simprint at many places"},
         "simprints": {"CONTENT_TEXT_V0": [{"simprint": same, "offset": 50 * i, "size": 50} for i in range(600)]}},
        {"iscc_id": iscc_id(8), "units": [MALFORMED, units(dice, 8)[2]], "metadata": {}},
    ]
    batch += [{"iscc_id": iscc_id(100 + i), "units": units(dice, 8), "metadata": {"name": f"asset {i}"}}
              for i in range(60)]
    update = [{"iscc_id": iscc_id(5), "units": units(dice, 32), "metadata": {"state": "new"},
               "simprints": {"CONTENT_TEXT_V0": simprints(dice, 2)}}]
    return [batch, update]


def realm_one():
    dice = random.Random(8)
    return [[{"iscc_id": iscc_id(i, 1), "units": units(dice, 8)} for i in range(2)]]


def call(method, path, body=None):
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", method=method,
                                     data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        return json.loads(answer.read() or "null")


def serve(program, uri, directory):
    return subprocess.Popen([program, "serve", "--port", str(PORT), "--host", "127.0.0.1"], cwd=directory,
                            env=os.environ | {"ISCC_SEARCH_INDEX_URI": uri})


def await_ready():
    while True:
        try:
            return call("GET", "/healthz")
        except urllib.error.URLError:
            time.sleep(0.2)


def fill():
    indexes = {"works": works(), "second": realm_one(), "empty": [], "gone": realm_one()}
    answers = {}
    for name, batches in indexes.items():
        call("POST", "/indexes", {"name": name})
        for batch in batches:
            call("POST", f"/indexes/{name}/assets", batch)
        ids = sorted({asset["iscc_id"] for batch in batches for asset in batch})
        answers[name] = [call("GET", f"/indexes/{name}/assets/{asset}") for asset in ids]
    call("DELETE", "/indexes/gone")
    del answers["gone"]
    return answers


def main(program, target):
    with tempfile.TemporaryDirectory() as work, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for scheme in ("usearch", "lmdb"):
            data = pathlib.Path(work, scheme)
            data.mkdir()
            server = serve(program, f"{scheme}://{data}", work)
            try:
                await_ready()
                answers = fill()
            finally:
                server.send_signal(signal.SIGTERM)
                server.wait()
            out.writestr(f"{scheme}.json", json.dumps(answers, ensure_ascii=False))
            for file in sorted(data.rglob("*.lmdb")):
                out.write(file, file.relative_to(work))
        simprints_sent = {a["iscc_id"]: a["simprints"] for batch in works() for a in batch if "simprints" in a}
        out.writestr("simprints.json", json.dumps(simprints_sent))


if __name__ == "__main__":
    main(*sys.argv[1:])
