/// Mistakes in what a guest is configured with.
let settingCases: [InvalidRepository] = [
    InvalidRepository(
        "no storage and no size", lab.container(100).with("phoenix.json", "{ \"fleet\": \"lab\" }"),
        finds: "guests/100.json:2:9 error missing-setting",
        "guests/100.json:2:9 error missing-setting"),
    InvalidRepository(
        "swap for a machine", lab.machine(100, "\"swap_mb\": 512"),
        finds: "guests/100.json:6:14 error other-kind"),
    InvalidRepository(
        "an archive for a machine", lab.guest(100, kind: "vm", "\"template\": \"local:vztmpl/d.tar.zst\""),
        finds: "guests/100.json:5:15 error other-kind"),
    InvalidRepository(
        "a cloud image for a container", lab.guest(100, "guest-100", "\"template_image\": \"local:import/a.qcow2\""),
        finds: "guests/100.json:5:21 error other-kind"),
    InvalidRepository(
        "a user for a container", lab.container(100, "\"user_config\": { \"username\": \"me\" }"),
        finds: "guests/100.json:6:18 error other-kind"),
    InvalidRepository(
        "two sizes of one disk", lab.container(100, "\"storage_size_gb\": 8", "\"disk_size_gb\": 16"),
        finds: "guests/100.json:7:19 error given-twice"),
    InvalidRepository(
        "two MAC addresses of one interface",
        lab.container(
            100, "\"mac_address\": \"52:54:00:00:00:01\"", "\"network_config\": { \"hwaddr\": \"52:54:00:00:00:02\" }"),
        finds: "guests/100.json:7:33 error given-twice"),
    InvalidRepository(
        "two bridges of one interface",
        lab.container(100, "\"network_config\": { \"bridge\": \"vmbr1\" }", "\"network_bridge\": \"vmbr2\""),
        finds: "guests/100.json:7:21 error given-twice"),
    InvalidRepository(
        "two sources",
        lab.container(100, "\"is_template\": true").container(101, "\"is_template\": true").guest(
            102, "guest-102", "\"clone_from\": 100", "\"clone_from_ctid\": \"101\""),
        finds: "guests/102.json:6:22 error given-twice"),
    InvalidRepository(
        "an ability that does not exist", lab.container(100, "\"pct_options\": [\"nestin=1\"]"),
        finds: "guests/100.json:6:19 error invalid-option"),
    InvalidRepository(
        "an ability with a wrong value", lab.container(100, "\"pct_options\": [\"nesting=yes\"]"),
        finds: "guests/100.json:6:19 error invalid-option"),
    InvalidRepository(
        "a raw option without a value", lab.container(100, "\"lxc_options\": [\"lxc.mount.auto\"]"),
        finds: "guests/100.json:6:19 error invalid-option"),
    InvalidRepository(
        "a raw option of something else", lab.container(100, "\"lxc_options\": [\"memory: 512\"]"),
        finds: "guests/100.json:6:19 error invalid-option"),
    InvalidRepository(
        "two AppArmor profiles",
        lab.container(
            100, "\"apparmor_profile\": \"generated\"", "\"lxc_options\": [\"lxc.apparmor.profile=unconfined\"]"),
        finds: "guests/100.json:6:23 error conflicting-values"),
    InvalidRepository(
        "two things mounted at one path",
        lab.container(
            100, "\"volumes\": [{ \"pool\": \"a\", \"size_gb\": 8, \"mount_point\": \"/data\" }]",
            "\"mount_points\": [{ \"host_path\": \"/srv\", \"container_path\": \"/data\" }]"),
        finds: "guests/100.json:7:61 error duplicate-mount"),
    InvalidRepository(
        "a volume without a storage",
        lab.container(100, "\"volumes\": [{ \"size_gb\": 8, \"mount_point\": \"/data\" }]"),
        finds: "guests/100.json:6:15 error missing-setting"),
    InvalidRepository(
        "a volume that is mounted nowhere", lab.container(100, "\"volumes\": [{ \"pool\": \"a\", \"size_gb\": 8 }]"),
        finds: "guests/100.json:6:15 error missing-setting"),
    InvalidRepository(
        "an NFS volume",
        lab.machine(
            100,
            "\"volumes\": [{ \"type\": \"nfs\", \"server\": \"192.168.9.5\", \"path\": \"/a\", \"mount_point\": \"/a\" }]"
        ),
        finds: "guests/100.json:6:15 warning not-acted-on"),
    InvalidRepository(
        "a password hash", lab.machine(100, "\"user_config\": { \"password_hash\": \"$6$abc\" }"),
        finds: "guests/100.json:6:37 error plaintext-secret"),
    InvalidRepository(
        "a password hash in the central file",
        lab.machineFile(
            "{ \"vmid\": 100, \"name\": \"a\", \"template_image\": \"local:import/a.qcow2\", \"user_config\": { \"password_hash\": \"$6$abc\" } }"
        ),
        finds: "phoenix_vm_configs.json:3:109 warning plaintext-secret"),
    InvalidRepository(
        "a private key",
        lab.machine(100, "\"user_config\": { \"ssh_public_key\": \"-----BEGIN OPENSSH PRIVATE KEY-----\" }"),
        finds: "guests/100.json:6:38 error invalid-value"),
    InvalidRepository(
        "a public key that is none", lab.machine(100, "\"user_config\": { \"ssh_public_key\": [\"me@desk\"] }"),
        finds: "guests/100.json:6:38 error invalid-value"),
    InvalidRepository(
        "owners of a mount point",
        lab.container(
            100, "\"mount_points\": [{ \"host_path\": \"/srv\", \"container_path\": \"/srv\", \"owner_uid\": 33 }]"),
        finds: "guests/100.json:6:82 warning not-acted-on"),
    InvalidRepository(
        "keys that are not acted on",
        lab.container(
            100, "\"portainer_role\": \"agent\"", "\"ports\": [\"80:80\"]", "\"dns_records\": []",
            "\"traefik_service\": { \"name\": \"a\", \"port\": 80 }"),
        finds: "guests/100.json:6:21 warning not-acted-on",
        "guests/100.json:7:12 warning not-acted-on",
        "guests/100.json:9:22 warning not-acted-on"),
    InvalidRepository(
        "an archive beside a source",
        lab.container(100, "\"is_template\": true").copy(101, of: 100, "\"template\": \"local:vztmpl/d.tar.zst\""),
        finds: "guests/101.json:6:15 warning not-acted-on"),
    InvalidRepository(
        "a GPU beyond the last place",
        lab.container(100, "\"gpu_assignment\": \"99\"", "\"features\": [\"cuda\"]").feature(
            "cuda", "\"uses_gpu\": true"),
        finds: "guests/100.json:6:21 error out-of-range"),
]
