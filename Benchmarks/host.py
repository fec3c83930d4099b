"""A repository, a simulated host and a state directory: what a measured command of Phoenix works with."""

import shutil

from fleet import write_cluster, write_fleet
from measure import apart, run


class Site:
    """A fleet in a bare repository, and the host that it is meant for."""

    def __init__(self, bench, name, write=None, guest_count=None):
        self.phoenix = bench.phoenix
        self.folder = bench.scratch / name
        self.folder.mkdir(parents=True)
        self.url = self.repository
        checkout = self.folder / "checkout"
        if write:
            write(checkout)
        else:
            checkout.mkdir()
            apart(write_fleet, checkout, guest_count)
            write_cluster(self.scenario)
        _commit(checkout, self.repository)

    @property
    def repository(self):
        return self.folder / "fleet.git"

    @property
    def scenario(self):
        return self.folder / "host.json"

    @property
    def state(self):
        return self.folder / "state"

    def command(self, *words):
        """The words of a command on this site."""
        return [
            self.phoenix, *words, "--repository", self.url, "--host", f"simulated:{self.scenario}",
            "--state-directory", self.state]

    def run(self, *words, output=None):
        return run(*self.command(*words), output=output)

    def renew(self):
        """Forgets everything but the repository: the host is empty again."""
        shutil.rmtree(self.state, ignore_errors=True)
        write_cluster(self.scenario)


def _commit(checkout, repository):
    def git(*words):
        run("git", "-C", checkout, "-c", "user.name=Bench", "-c", "user.email=bench@example.org", *words)

    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message=Wish for a fleet")
    run("git", "clone", "--quiet", "--bare", checkout, repository)
