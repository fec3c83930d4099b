"""What a sync costs that finds nothing to do, against `git ls-remote`, which only asks the remote."""

import shutil

from figures import Figure
from fleet import TEMPLATE
from host import Site
from measure import interleaved, median_mebibytes, median_seconds, run
from servers import git_daemon, git_http


def measure(bench):
    site = Site(bench, "unchanged", write=lambda checkout: shutil.copytree(TEMPLATE, checkout))
    figures = [_start(bench)]
    with git_daemon(site.folder) as git, git_http(site.folder, site.folder / "http") as http:
        for name, server in (("git://", git), ("http://", http)):
            site.url = f"{server}/{site.repository.name}"
            # Converges the first time, and warms mirror, journal and host for each remote.
            site.run("sync", "--once")
            figures.append(_unchanged(bench, site, name))
    return figures


def _start(bench):
    [runs] = interleaved(bench.rounds(31), lambda: run(bench.phoenix, "--version"))
    return Figure(
        "phoenix --version", median_seconds(runs), 0.015, "s", note=f"{median_mebibytes(runs):.0f} MB")


def _unchanged(bench, site, name):
    phoenix, peer = interleaved(
        bench.rounds(31), lambda: site.run("sync", "--once"), lambda: run("git", "ls-remote", site.url))
    mine, theirs = median_seconds(phoenix), median_seconds(peer)
    return Figure(
        f"sync --once, unchanged, {name}, against git ls-remote", mine / theirs, 1.0, "×",
        note=f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms; {median_mebibytes(phoenix):.0f} MB")
