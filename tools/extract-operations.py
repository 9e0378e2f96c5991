#!/usr/bin/env python3
"""Extracts the facts of the wire contract that requests are checked against: verbs, paths, members, constraints.

    tools/extract-operations.py <service model, JSON> > src/main/resources/dialect/operations.json

The model is the published description of the API in the form SDKs are generated from.
"""
import json
import sys

FACTS = ("type", "min", "max", "pattern", "enum", "required")
PLACES = {"uri": "path", "querystring": "query"}

model = json.load(open(sys.argv[1]))
shapes = {}


def reference(member):
    fact = {"shape": member["shape"]}
    if "location" in member:
        fact["in"] = PLACES[member["location"]]
        fact["as"] = member["locationName"]
    extract(member["shape"])
    return fact


def extract(name):
    if name in shapes:
        return
    source = model["shapes"][name]
    fact = shapes[name] = {key: source[key] for key in FACTS if key in source}
    for part in ("member", "key", "value"):
        if part in source:
            fact[part] = source[part]["shape"]
            extract(source[part]["shape"])
    if "members" in source:
        fact["members"] = {key: reference(member) for key, member in sorted(source["members"].items())}


operations = {}
for name, operation in sorted(model["operations"].items()):
    http = operation["http"]
    operations[name] = {"method": http["method"], "uri": http["requestUri"]}
    if "input" in operation:
        operations[name]["input"] = operation["input"]["shape"]
        extract(operation["input"]["shape"])


def lines(table):
    return ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(table.items()))


print(f'{{"operations": {{\n{lines(operations)}\n}}, "shapes": {{\n{lines(shapes)}\n}}}}')
