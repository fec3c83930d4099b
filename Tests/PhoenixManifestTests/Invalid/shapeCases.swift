/// Mistakes that the schemas find.
let shapeCases: [InvalidRepository] = [
    InvalidRepository(
        "an unknown key in phoenix.json",
        lab.container(100).with("phoenix.json", "{ \"fleet\": \"lab\",\n  \"profile\": {} }"),
        finds: "guests/100.json:2:9 error missing-setting",
        "guests/100.json:2:9 error missing-setting",
        "phoenix.json:2:3 error unknown-key"),
    InvalidRepository(
        "phoenix.json without a fleet", lab.container(100).with("phoenix.json", "{}"),
        finds: "guests/100.json:2:9 error missing-setting",
        "guests/100.json:2:9 error missing-setting",
        "phoenix.json:1:1 error missing-key"),
    InvalidRepository(
        "a fleet's name in capitals", lab.with("phoenix.json", "{ \"fleet\": \"The Lab\" }"),
        finds: "phoenix.json note no-guests",
        "phoenix.json:1:12 error invalid-value"),
    InvalidRepository(
        "an unknown key in a guest", lab.container(100, "\"memroy_mb\": 512"),
        finds: "guests/100.json:6:3 error unknown-key"),
    InvalidRepository(
        "an unknown key in a profile",
        lab.container(100, "\"profiles\": [\"p\"]").with(
            "phoenix.json",
            "{ \"fleet\": \"lab\", \"profiles\": { \"p\": {\n  \"core\": 2,\n  \"storage_pool\": \"a\", \"storage_size_gb\": 1 } } }"
        ),
        finds: "phoenix.json:2:3 error unknown-key"),
    InvalidRepository(
        "an unknown key in a network", lab.container(100, "\"network_config\": { \"gateway\": \"192.168.9.1\" }"),
        finds: "guests/100.json:6:23 error unknown-key"),
    InvalidRepository(
        "an unknown key in the policy", lab.container(100).policy("{ \"pruning\": \"never\" }"),
        finds: "phoenix.json:3:15 error unknown-key"),
    InvalidRepository(
        "an unknown word for prune", lab.container(100).policy("{ \"prune\": \"delete\" }"),
        finds: "phoenix.json:3:24 error invalid-value"),
    InvalidRepository(
        "a guest without a name", lab.with("guests/100.json", "{ \"id\": 100, \"kind\": \"lxc\" }"),
        finds: "guests/100.json:1:1 error missing-key"),
    InvalidRepository(
        "a guest without a kind", lab.with("guests/100.json", "{ \"id\": 100, \"name\": \"a\" }"),
        finds: "guests/100.json:1:1 error missing-key"),
    InvalidRepository(
        "a guest without a number", lab.with("guests/100.json", "{ \"kind\": \"lxc\", \"name\": \"a\" }"),
        finds: "guests/100.json:1:1 error missing-key"),
    InvalidRepository(
        "a guest of an unknown kind", lab.guest(100, kind: "qemu"),
        finds: "guests/100.json:3:11 error invalid-value"),
    InvalidRepository(
        "memory as text", lab.container(100, "\"memory_mb\": \"4096\""),
        finds: "guests/100.json:6:16 error wrong-type"),
    InvalidRepository(
        "half a core", lab.container(100, "\"cores\": 0.5"),
        finds: "guests/100.json:6:12 error wrong-type"),
    InvalidRepository(
        "no cores", lab.container(100, "\"cores\": 0"),
        finds: "guests/100.json:6:12 error out-of-range"),
    InvalidRepository(
        "a disk of no size", lab.container(100, "\"storage_size_gb\": 0"),
        finds: "guests/100.json:6:22 error out-of-range"),
    InvalidRepository(
        "a VLAN beyond the last", lab.container(100, "\"network_config\": { \"vlan\": 4095 }"),
        finds: "guests/100.json:6:31 error out-of-range"),
    InvalidRepository(
        "a MAC address with five pairs", lab.container(100, "\"mac_address\": \"52:54:00:12:34\""),
        finds: "guests/100.json:6:18 error invalid-value"),
    InvalidRepository(
        "a MAC address of a group", lab.container(100, "\"mac_address\": \"53:54:00:12:34:56\""),
        finds: "guests/100.json:6:18 error invalid-value"),
    InvalidRepository(
        "an unknown word for restart", lab.container(100, "\"restart\": \"yes\""),
        finds: "guests/100.json:6:14 error invalid-value"),
    InvalidRepository(
        "replace as a truth value", lab.container(100, "\"replace\": true"),
        finds: "guests/100.json:6:14 error invalid-value"),
    InvalidRepository(
        "features as text", lab.container(100, "\"features\": \"nesting=1\""),
        finds: "guests/100.json:6:15 error wrong-type"),
    InvalidRepository(
        "a GPU by name", lab.container(100, "\"gpu_assignment\": \"first\""),
        finds: "guests/100.json:6:21 error invalid-value"),
    InvalidRepository(
        "a snapshot's name with blanks", lab.container(100, "\"template_snapshot_name\": \"after setup\""),
        finds: "guests/100.json:6:29 error invalid-value"),
    InvalidRepository(
        "a mount point that is no path",
        lab.container(100, "\"mount_points\": [{ \"host_path\": \"srv\", \"container_path\": \"/srv\" }]"),
        finds: "guests/100.json:6:35 error invalid-value"),
    InvalidRepository(
        "an id map without its size",
        lab.container(100, "\"id_maps\": [{ \"type\": \"uid\", \"host_id\": 1, \"container_id\": 1 }]"),
        finds: "guests/100.json:6:15 error missing-key"),
    InvalidRepository(
        "a firewall rule without an action", lab.container(100, "\"firewall\": { \"rules\": [{ \"type\": \"in\" }] }"),
        finds: "guests/100.json:6:27 error missing-key"),
    InvalidRepository(
        "a secret as memory", lab.container(100, "\"memory_mb\": { \"secret\": \"size\" }"),
        finds: "guests/100.json:6:16 error secret-not-allowed"),
    InvalidRepository(
        "a secret as a user's name", lab.machine(100, "\"user_config\": { \"username\": { \"secret\": \"user\" } }"),
        finds: "guests/100.json:6:32 error secret-not-allowed"),
    InvalidRepository(
        "a secret in a network", lab.container(100, "\"network_config\": { \"secret\": \"net\" }"),
        finds: "guests/100.json:6:23 error secret-not-allowed"),
    InvalidRepository(
        "a feature without a description",
        lab.container(100, "\"features\": [\"a\"]").feature("a").with("features/a/feature.json", "{}"),
        finds: "features/a/feature.json:1:1 error missing-key"),
    InvalidRepository(
        "an unknown key in a feature", lab.container(100, "\"features\": [\"a\"]").feature("a", "\"require\": []"),
        finds: "features/a/feature.json:3:3 error unknown-key"),
    InvalidRepository(
        "an unknown key in an application",
        lab.container(100, "\"application\": \"a\"").application("a", "\"healthcheck\": {}"),
        finds: "applications/a/application.json:3:3 error unknown-key"),
    InvalidRepository(
        "containers without numbers",
        lab.containerFile("\"web\": { \"name\": \"web\", \"template\": \"local:vztmpl/d.tar.zst\" }"),
        finds: "phoenix_lxc_configs.json:3:5 error invalid-value"),
    InvalidRepository(
        "an unknown key in the central container file",
        lab.containerFile("\"100\": { \"name\": \"a\", \"template\": \"local:vztmpl/d.tar.zst\", \"cpus\": 2 }"),
        finds: "phoenix_lxc_configs.json:3:65 error unknown-key"),
    InvalidRepository(
        "a machine without a number",
        lab.machineFile("{ \"name\": \"a\", \"template_image\": \"local:import/a.qcow2\" }"),
        finds: "phoenix_vm_configs.json:3:5 error missing-key"),
]
