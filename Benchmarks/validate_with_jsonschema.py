"""The peer of `phoenix validate`: every guest file of a folder against the guest schema, with PyPI's jsonschema."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

folder = Path(sys.argv[1])
validator = Draft202012Validator(json.loads((folder / "schemas/guest.schema.json").read_bytes()))
problems = 0
for path in sorted((folder / "guests").glob("*.json")):
    problems += sum(1 for _ in validator.iter_errors(json.loads(path.read_bytes())))
print(f"{problems} problems")
sys.exit(1 if problems else 0)
