#!/usr/bin/env python3
"""Recomputes the hashes of an export by the rule of docs/integrity.md, without using Cairn.

    verify_example.py EXPORT [INSTANCE.json ...]   verifies; exit 1 when something does not hold
    verify_example.py --canonical                  prints the canonical form of standard input
"""
import decimal
import hashlib
import json
import math
import sys

TREES = {"context", "stepData", "tokens", "scopes"}
STATE = TREES | {
    "status", "currentStep", "currentStepId", "metadata", "tags", "attributes", "timers",
    "compensations", "error", "schemaVersion", "startedAt", "pausedAt", "endedAt", "deletedAt",
}
ZEROS = "0" * 64
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f",
           "\r": "\\r"}
decimal.getcontext().prec = 2000


class Number(str):
    """A number as it was written."""


def parse(text):
    return json.loads(text, parse_int=Number, parse_float=Number)


def canonical(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Number):
        return number(value)
    if isinstance(value, str):
        return '"' + "".join(escaped(c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"


def escaped(c):
    return ESCAPES.get(c) or ("\\u%04x" % ord(c) if c < " " else c)


def number(text):
    exact = decimal.Decimal(text)
    if exact == 0:
        return "0"
    nearest = float(text)
    if nearest != 0 and math.isfinite(nearest) and decimal.Decimal(repr(nearest)) == exact:
        return like_ecmascript(decimal.Decimal(repr(nearest)))
    return plain(exact)


def plain(exact):
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def like_ecmascript(exact):
    exponent = exact.adjusted()
    if -7 < exponent < 21:
        return plain(exact)
    digits = "".join(map(str, exact.as_tuple().digits)).rstrip("0")
    fraction = "." + digits[1:] if len(digits) > 1 else ""
    return "%s%s%se%+d" % ("-" if exact < 0 else "", digits[0], fraction, exponent)


def hash_of(value):
    return hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()


def checksum(state):
    def member(name, value):
        if name not in TREES:
            return hash_of(value)
        return hash_of({key: hash_of(child) for key, child in value.items()})

    return hash_of({name: member(name, value) for name, value in state.items()})


def state_of(instance):
    kept = {name: value for name, value in instance.items() if name in STATE}
    return {name: value for name, value in kept.items() if value not in (None, {}, [])}


class Chain:
    """The receipts of one instance, in order."""

    def __init__(self):
        self.version, self.hash, self.checksums = 0, ZEROS, {0: ZEROS}

    def add(self, receipt):
        header = dict(receipt)
        body = {"reason": header.pop("reason"), "mutations": header.pop("mutations")}
        stated = header.pop("hash")
        version = int(header["version"])
        check(version == self.version + 1, "no gap before", version)
        check(hash_of(header) == stated, "receipt hash", version)
        check(header["previousHash"] == self.hash, "link to the receipt before", version)
        check(header["checksumBefore"] == self.checksums[version - 1], "checksumBefore", version)
        if body["mutations"] is not None:
            check(hash_of(body) == header["bodyHash"], "body hash", version)
        self.version, self.hash = version, stated
        self.checksums[version] = header["checksumAfter"]
        for mutation in body["mutations"] or []:
            if mutation["type"] == "create":
                self.state(version, mutation["state"])

    def state(self, version, state):
        check(checksum(state) == self.checksums[version], "checksum of the state", version)


def check(holds, what, version):
    if not holds:
        sys.exit("version %d does not hold: %s" % (version, what))


def verify(path, instances):
    chains, current = {}, None
    with open(path, encoding="utf-8") as export:
        for line in map(parse, export):
            if line["type"] == "instance":
                current = chains.setdefault(line["id"], Chain())
            elif line["type"] == "receipt":
                current.add(line["receipt"])
            elif line["type"] == "snapshot":
                current.state(int(line["version"]), line["state"])
    for instance in instances:
        with open(instance, encoding="utf-8") as file:
            shown = parse(file.read())
        check(checksum(state_of(shown)) == shown["checksum"], "its checksum", int(shown["version"]))
        chains[shown["id"]].state(int(shown["version"]), state_of(shown))
    receipts = sum(chain.version for chain in chains.values())
    print("%d instances, %d receipts: all hold" % (len(chains), receipts))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--canonical":
        sys.stdout.buffer.write(canonical(parse(sys.stdin.buffer.read())).encode("utf-8"))
    else:
        verify(sys.argv[1], sys.argv[2:])
