#!/usr/bin/env python3
"""Works out of packages, in the form of the shared data: other_works.py PACKAGES FOLDER SEED. Run by other.sh.

Writes documents.jsonl.gz, near-duplicates.jsonl.gz and queries.jsonl.gz to FOLDER. All codes have 256 bits, are made by
iscc-core, and each is a function of the bytes, the text and the title alone. Edited copies and queries are plain text.
"""
import collections
import gzip
import io
import itertools
import json
import multiprocessing
import os
import random
import sys

import iscc_core

import alike
import edits
import packages

SHORTEST = 200
SAME_BYTES = 4
BITS = 256
COPIES = 0.12
COPIED = (["words-1", "words-5", "words-20"], ["first-90", "first-50"], ["header-footer"], ["reflowed"])
RELATION = {"words": "edited", "first": "truncated", "header-footer": "extended", "reflowed": "reflowed"}
COPIED_SHARES = (43, 29, 14, 14)
ASKED = ("words-2", "words-10", "words-20", "words-30", "first-75", "first-50", "header-footer")
QUERIES = {"edited document, not registered": 60, "edited document, not registered, other title": 20,
           "edited document, not registered, by code": 20}
ALIKE = 0.5
NEARLY_EQUAL = 0.8
UNRELATED = 2_000
TRANSLATED = 1_500
FIRST_ID = 1_790_000_000_000_000


def chosen(folder):
    """Documents that are long enough, no more than four of the same bytes."""
    seen = collections.Counter()
    for document in packages.documents(folder):
        document["text"] = iscc_core.text_clean(document["text"])
        seen[document["data"]] += 1
        if len(document["text"]) >= SHORTEST and seen[document["data"]] <= SAME_BYTES:
            yield document


def foreign(documents, document, chance):
    """Words of another document of the same language."""
    other = chance.choice(documents[document["language"]])
    return other["text"].split()[:2_000]


def altered(document, edit, text, **more):
    return document | {"text": text, "data": text.encode(), "edit": edit, "of": document, "source": None} | more


def copies(documents, chance):
    by_language = group(documents, "language")
    for document in documents:
        if chance.random() < COPIES:
            edit = chance.choice(chance.choices(COPIED, COPIED_SHARES)[0])
            yield altered(document, edit,
                          edits.edited(edit, document["text"], foreign(by_language, document, chance), chance))


def asked(documents, chance):
    by_language = group(documents, "language")
    for edit in ASKED:
        for kind, number in QUERIES.items():
            for document in chance.sample(documents, number):
                words = foreign(by_language, document, chance)
                name = document["name"]
                if kind.endswith("other title"):
                    name = edits.other_title(name, words, chance)
                yield altered(document, edit, edits.edited(edit, document["text"], words, chance), asked=kind, name=name)


def group(documents, member):
    groups = collections.defaultdict(list)
    for document in documents:
        groups[document[member]].append(document)
    return groups


def codes(document):
    name, text, data = document
    units = [iscc_core.gen_meta_code_v0(iscc_core.text_trim(iscc_core.text_clean(name), 128) or "untitled", bits=BITS),
             iscc_core.gen_text_code_v0(text, bits=BITS),
             iscc_core.gen_data_code_v0(io.BytesIO(data), bits=BITS),
             iscc_core.gen_instance_code_v0(io.BytesIO(data), bits=BITS)]
    units = [unit["iscc"] for unit in units]
    return units, iscc_core.gen_iscc_code_v0(units)["iscc"]


def add_codes(documents):
    with multiprocessing.Pool(os.cpu_count()) as pool:
        made = pool.imap(codes, ((one["name"], one["text"], one["data"]) for one in documents), chunksize=50)
        for document, (units, code) in zip(documents, made):
            document["units"], document["code"] = units, code


def relation(a, b):
    if a["data"] == b["data"]:
        return "identical"
    if iscc_core.text_collapse(a["text"]) == iscc_core.text_collapse(b["text"]):
        return "same-text"
    if a["page"] == b["page"] and a["language"] == b["language"]:
        return "version"
    return "overlap"


def pairs(originals, edited, chance):
    """Which documents are alike, by their texts; one row a pair."""
    sets = [alike.shingles(document["text"]) for document in originals]
    listed = set()
    pages = collections.defaultdict(list)
    for number, document in enumerate(originals):
        pages[document["page"]].append(number)
    of_page = [pair for page in pages.values() for pair in itertools.combinations(page, 2)]
    versions = [(a, b) for a, b in of_page if originals[a]["language"] == originals[b]["language"]]
    for a, b in itertools.chain(versions, alike.candidates(sets, int(chance.random() * 2**32))):
        similarity = alike.jaccard(sets[a], sets[b])
        what = relation(originals[a], originals[b])
        if (a, b) not in listed and (what != "overlap" or similarity >= ALIKE):
            listed.add((a, b))
            yield originals[a], originals[b], what, similarity
    translated = [pair for pair in of_page if pair not in listed]
    for a, b in chance.sample(translated, min(TRANSLATED, len(translated))):
        yield originals[a], originals[b], "translated", alike.jaccard(sets[a], sets[b])
    yield from unrelated(originals, sets, chance)
    for copy in edited:
        made = alike.jaccard(alike.shingles(copy["of"]["text"]), alike.shingles(copy["text"]))
        yield copy["of"], copy, RELATION[copy["edit"] if copy["edit"] in RELATION else copy["edit"].split("-")[0]], made


def unrelated(originals, sets, chance):
    found = 0
    while found < UNRELATED:
        a, b = chance.sample(range(len(originals)), 2)
        similarity = alike.jaccard(sets[a], sets[b])
        if originals[a]["language"] == originals[b]["language"] and similarity < 0.02:
            found += 1
            yield originals[a], originals[b], "unrelated", similarity


def write(folder, name, rows):
    with open(f"{folder}/{name}.jsonl.gz", "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        for row in rows:
            packed.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


def asset(document):
    metadata = {"name": document["name"], "source": document["source"], "kind": document["kind"],
                "bytes": len(document["data"]), "language": document["language"], "version": document["version"]}
    if "of" in document:
        metadata |= {"derived_from": document["of"]["id"], "edit": document["edit"]}
    return {"iscc_id": document["id"], "iscc_code": document["code"], "units": document["units"],
            "metadata": {name: value for name, value in metadata.items() if value is not None}}


def query(number, document):
    by_code = document["asked"].endswith("by code")
    body = {"iscc_code": document["code"]} if by_code else {"units": document["units"]}
    return {"id": f"o{number:04}", "kind": document["asked"], "query": body, "edit": document["edit"],
            "derived_from": document["of"]["id"]}


def main(source, folder, seed):
    chance = random.Random(seed)
    originals = list(chosen(source))
    edited = list(copies(originals, chance))
    queries = list(asked(originals, chance))
    stored = originals + edited
    chance.shuffle(stored)
    for number, document in enumerate(stored):
        document["id"] = iscc_core.gen_iscc_id_v1(FIRST_ID + number * 1_000_003, 1, 0)["iscc"]
    add_codes(stored + queries)
    rows = [{"a": a["id"], "b": b["id"], "relation": what, "similarity": round(similarity, 6),
             "measure": "jaccard-5-token-shingles", "kind": a["kind"], "made": "of" in b}
            for a, b, what, similarity in pairs(originals, edited, chance)]
    write(folder, "documents", map(asset, stored))
    write(folder, "near-duplicates", rows)
    write(folder, "queries", (query(number, document) for number, document in enumerate(queries, 1)))
    print(f"{len(originals)} documents, {len(edited)} edited copies, {len(rows)} pairs, {len(queries)} queries")
    for name, counted in (("kind", originals), ("relation", rows)):
        print(dict(sorted(collections.Counter(one[name] for one in counted).items())))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
