"""`phoenix plan` of converged fleets."""

from figures import Figure
from host import Site
from measure import exponent, interleaved, median_mebibytes, median_seconds

SIZES = (100, 1_000, 10_000)


def measure(bench):
    sites = {size: Site(bench, f"plan-{size}", guest_count=size) for size in SIZES}
    for site in sites.values():
        site.run("sync", "--once")
        # Exit code 4, and with it the end of the measurement, if the fleet did not converge.
        site.run("plan", "--exit-code")
    runs = dict(zip(SIZES, interleaved(
        bench.rounds(7), *(lambda site=site: site.run("plan") for site in sites.values()))))
    seconds = {size: median_seconds(each) for size, each in runs.items()}
    memory = {size: median_mebibytes(each) for size, each in runs.items()}
    return [
        Figure("plan with 1,000 converged guests", seconds[1_000], 0.5, "s"),
        Figure("plan with 1,000 converged guests: memory", memory[1_000], 150, "MB"),
        Figure(
            "plan with 100 → 1,000 → 10,000 guests: growth", exponent(seconds), 1.15, "n^",
            note=", ".join(f"{value * 1000:.0f} ms" for value in seconds.values())
            + f"; {memory[SIZES[-1]]:.0f} MB"),
    ]
