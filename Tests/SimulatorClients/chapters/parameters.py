"""Proxmox's own parameter checks (behaviour.md 3)."""

from story import DEBIAN, Chapter, equal, invalid, refused

chapter = Chapter("parameters")
check = chapter.check
CHAPTERS = [chapter]

UNKNOWN = "property is not defined in schema and the schema does not allow additional properties"


def _create(site, **parameters):
    return lambda: site.node.lxc.post(**{"vmid": 100, "ostemplate": DEBIAN, "storage": "local-lvm"} | parameters)


@check("3.1", "an unknown property")
def _(site):
    invalid(_create(site, nosuch=1), nosuch=UNKNOWN)


@check("7.1", "raw lxc keys are unknown properties")
def _(site):
    refused(_create(site, **{"lxc.apparmor.profile": "unconfined"}), 400, "Parameter verification failed.",
            {"lxc.apparmor.profile": UNKNOWN})
    invalid(_create(site, lxc="lxc.cap.drop: "), lxc=UNKNOWN)


@check("3.1", "a word where an integer is wanted")
def _(site):
    invalid(_create(site, memory="abc"), memory="type check ('integer') failed - got 'abc'")


@check("3.1", "a number below the minimum and above the maximum")
def _(site):
    invalid(_create(site, memory=8), memory="value must have a minimum value of 16")
    invalid(_create(site, cores=8193), cores="value must have a maximum value of 8192")


@check("3.1", "a text that is too long")
def _(site):
    invalid(_create(site, description="x" * 8193), description="value may only be 8192 characters long")


@check("3.1", "a text that is too short")
def _(site):
    invalid(_create(site, password="abc"), password="value must be at least 5 characters long")


@check("3.1", "a value that is not in the enumeration")
def _(site):
    invalid(_create(site, arch="z80"),
            arch="value 'z80' does not have a value in the enumeration 'amd64, i386, arm64, armhf, riscv32, riscv64'")


@check("3.1", "a hostname with an underscore is no DNS name")
def _(site):
    invalid(_create(site, hostname="a_b"), hostname="invalid format - value does not look like a valid DNS name\n")


@check("3.2", "all parameters are checked at once")
def _(site):
    invalid(_create(site, memory="abc", nosuch=1, hostname="a_b"),
            memory="type check ('integer') failed - got 'abc'", nosuch=UNKNOWN,
            hostname="invalid format - value does not look like a valid DNS name\n")


@check("3.3", "booleans are 1 and 0 only")
def _(site):
    for word in ("true", "yes", "on", ""):
        invalid(_create(site, onboot=word), onboot=f"type check ('boolean') failed - got '{word}'")


@check("3.3", "true and false of JSON are booleans")
def _(site):
    answer = site.wire.request("POST", "/nodes/pve1/lxc", json_body={"vmid": 100, "onboot": True})
    equal(answer.errors, {"ostemplate": "property is missing and it is not optional"})


@check("3.4", "an unknown key in a property string")
def _(site):
    invalid(_create(site, net0="name=eth0,brigde=vmbr0"),
            net0=f"invalid format - format error\nnet0.brigde: {UNKNOWN}\n")


@check("3.4", "a value without key where there is no default key")
def _(site):
    invalid(_create(site, net0="eth0"),
            net0="invalid format - value without key, but schema does not define a default key\n")


@check("3.4", "a key twice in a property string")
def _(site):
    invalid(_create(site, net0="name=eth0,name=eth1"),
            net0="invalid format - duplicate key in comma-separated list property: name\n")


@check("3.4", "a required key is missing in a property string")
def _(site):
    invalid(_create(site, net0="bridge=vmbr0"),
            net0="invalid format - format error\nnet0.name: property is missing and it is not optional\n")


@check("3.5", "net31 is known, net32 is not")
def _(site):
    invalid(_create(site, net31="bridge=vmbr0", net32="name=eth32"), net32=UNKNOWN,
            net31="invalid format - format error\nnet31.name: property is missing and it is not optional\n")


@check("3.6", "ids below 100 are refused")
def _(site):
    invalid(_create(site, vmid=99), vmid="invalid format - value does not look like a valid VM ID\n")


@check("3.6", "a snapshot's name has at most 40 characters")
def _(site):
    invalid(lambda: site.lxc(100).snapshot.post(snapname="a" * 41), snapname="value may only be 40 characters long")


@check("3.6", "a snapshot's name begins with a letter")
def _(site):
    invalid(lambda: site.lxc(100).snapshot.post(snapname="1a"),
            snapname="invalid format - invalid configuration ID '1a'\n")


@check("5.2", "a UPID that is none")
def _(site):
    invalid(site.node.tasks("UPID:nonsense").status.get, upid="unable to parse worker upid")


@check("3.7", "the next id is a string")
def _(site):
    equal(site.api.cluster.nextid.get(), "100")


@check("6.1", "an id that is taken, asked for with vmid=, is a 400 that says VM even for a container")
def _(site):
    site.create_container(100)
    invalid(lambda: site.api.cluster.nextid.get(vmid=100), vmid="VM 100 already exists")
    equal(site.api.cluster.nextid.get(vmid=101), "101")
    equal(site.api.cluster.nextid.get(), "101")


@check("6.1", "an id is not reserved: asking twice gives the same")
def _(site):
    equal(site.api.cluster.nextid.get(), site.api.cluster.nextid.get())


@check("6.1", "creating a container on a taken id")
def _(site):
    refused(_create(site), 500, "CT 100 already exists on node 'pve1'")


@check("3.7", "integers of a container's configuration are numbers, cpulimit is a string")
def _(site):
    site.lxc(100).config.put(cpulimit=2, onboot=1)
    configuration = site.lxc(100).config.get()
    equal([configuration[key] for key in ("memory", "swap", "onboot", "unprivileged", "cpulimit")],
          [512, 512, 1, 1, "2"])
