"""`phoenix validate` of large fleets, against Python's jsonschema and against itself."""

from figures import Figure
from fleet import write_fleet
from measure import apart, exponent, interleaved, median_mebibytes, median_seconds, run

PEER_SIZE = 5_000
SIZES = (500, 5_000, 50_000)


def measure(bench):
    folders = {}
    for size in SIZES:
        folders[size] = bench.scratch / f"validate-{size}"
        apart(write_fleet, folders[size], size)
    phoenix, peer = interleaved(
        bench.rounds(5),
        lambda: run(bench.phoenix, "validate", folders[PEER_SIZE]),
        lambda: run(bench.python, bench.here / "validate_with_jsonschema.py", folders[PEER_SIZE]))
    growth = interleaved(
        bench.rounds(5), *(lambda folder=folder: run(bench.phoenix, "validate", folder) for folder in folders.values()))
    seconds = {size: median_seconds(runs) for size, runs in zip(SIZES, growth)}
    mine, theirs = median_seconds(phoenix), median_seconds(peer)
    return [
        Figure(
            f"validate {PEER_SIZE} guests: faster than jsonschema", theirs / mine, 20, "×", at_least=True,
            note=f"{mine * 1000:.0f} ms, {median_mebibytes(phoenix):.0f} MB; jsonschema {theirs:.2f} s"),
        Figure(
            "validate 500 → 5,000 → 50,000 guests: growth", exponent(seconds), 1.1, "n^",
            note=", ".join(f"{value * 1000:.0f} ms" for value in seconds.values())
            + f"; {median_mebibytes(growth[-1]):.0f} MB"),
    ]
