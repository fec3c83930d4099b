/// Mistakes about what guests are made from and wait for.
let originCases: [InvalidRepository] = [
    InvalidRepository(
        "a guest made from nothing", lab.guest(100),
        finds: "guests/100.json:2:9 error missing-origin"),
    InvalidRepository(
        "a source that does not exist", lab.container(900, "\"is_template\": true").copy(100, of: 910),
        finds: "guests/100.json:5:17 error unknown-guest"),
    InvalidRepository(
        "a copy of itself", lab.copy(100, of: 100),
        finds: "guests/100.json:5:17 error clone-cycle"),
    InvalidRepository(
        "copies in a circle",
        lab.copy(100, of: 101, "\"is_template\": true").copy(101, of: 102, "\"is_template\": true").copy(
            102, of: 100, "\"is_template\": true"),
        finds: "guests/100.json:5:17 error clone-cycle"),
    InvalidRepository(
        "a container that is a copy of a machine", lab.machine(900, "\"is_template\": true").copy(100, of: 900),
        finds: "guests/100.json:5:17 error clone-kind"),
    InvalidRepository(
        "a copy of a guest that is no source", lab.container(900).copy(100, of: 900),
        finds: "guests/100.json:5:17 error clone-source"),
    InvalidRepository(
        "a disk smaller than the source's",
        lab.container(900, "\"is_template\": true", "\"storage_size_gb\": 32").copy(
            100, of: 900, "\"storage_size_gb\": 16"),
        finds: "guests/100.json:6:22 error disk-smaller-than-source"),
    InvalidRepository(
        "a disk from the defaults smaller than the source's",
        lab.container(900, "\"is_template\": true", "\"storage_size_gb\": 32").copy(100, of: 900),
        finds: "phoenix.json:6:26 error disk-smaller-than-source"),
    InvalidRepository(
        "a disk smaller than the source's source's",
        lab.container(900, "\"is_template\": true", "\"storage_size_gb\": 32").copy(
            901, of: 900, "\"is_template\": true", "\"storage_size_gb\": 32"
        ).copy(100, of: 901, "\"storage_size_gb\": 31"),
        finds: "guests/100.json:6:22 error disk-smaller-than-source"),
    InvalidRepository(
        "a privileged copy of an unprivileged guest",
        lab.container(900, "\"is_template\": true").copy(100, of: 900, "\"unprivileged\": false"),
        finds: "guests/100.json:6:19 error conflicting-values"),
    InvalidRepository(
        "a template with a snapshot",
        lab.container(900, "\"is_template\": true", "\"template_snapshot_name\": \"clean\""),
        finds: "guests/900.json:7:29 warning template-snapshot"),
    InvalidRepository(
        "a template that depends on a running guest",
        lab.container(100).container(900, "\"is_template\": true", "\"dependencies\": [\n    100]"),
        finds: "guests/900.json:8:5 error template-depends-on-guest"),
    InvalidRepository(
        "a source of copies that depends on a running guest",
        lab.container(100).container(900, "\"template_snapshot_name\": \"clean\"", "\"dependencies\": [\"100\"]"),
        finds: "guests/900.json:7:20 note template-depends-on-guest"),
    InvalidRepository(
        "a dependency that does not exist", lab.container(100).container(101, "\"dependencies\": [\"100\", \"102\"]"),
        finds: "guests/101.json:6:27 error unknown-guest"),
    InvalidRepository(
        "a dependency on itself", lab.container(100, "\"dependencies\": [100]"),
        finds: "guests/100.json:6:20 error dependency-cycle"),
    InvalidRepository(
        "dependencies in a circle",
        lab.container(100, "\"dependencies\": [\"101\"]").machine(101, "\"dependencies\": [102]").container(
            102, "\"dependencies\": [100]"),
        finds: "guests/100.json:6:20 error dependency-cycle"),
    InvalidRepository(
        "a source that depends on its copy",
        lab.container(100, "\"template_snapshot_name\": \"clean\"", "\"dependencies\": [101]").copy(101, of: 100),
        finds: "guests/100.json:7:20 error dependency-cycle",
        "guests/100.json:7:20 note template-depends-on-guest"),
    InvalidRepository(
        "a dependency that is no number", lab.container(100, "\"dependencies\": [\"web\"]"),
        finds: "guests/100.json:6:20 error invalid-value"),
]
