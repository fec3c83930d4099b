/// Mistakes about which guests there are.
let guestCases: [InvalidRepository] = [
    InvalidRepository(
        "a number below the first", lab.container(99),
        finds: "guests/99.json:2:9 error invalid-guest-number"),
    InvalidRepository(
        "a number beyond the last", lab.container(1_000_000_000),
        finds: "guests/1000000000.json:2:9 error invalid-guest-number"),
    InvalidRepository(
        "a number with letters", lab.with("guests/a.json", "{ \"id\": \"1o1\", \"kind\": \"lxc\", \"name\": \"a\" }"),
        finds: "guests/a.json:1:9 error invalid-value"),
    InvalidRepository(
        "two files with one number",
        lab.container(100).with(
            "guests/b.json",
            "{ \"id\": \"100\", \"kind\": \"lxc\", \"name\": \"b\", \"template\": \"local:vztmpl/d.tar.zst\" }"),
        finds: "guests/b.json:1:9 error duplicate-guest"),
    InvalidRepository(
        "a number in the central file and in a file of its own",
        lab.container(100).containerFile("\"100\": { \"name\": \"b\", \"template\": \"local:vztmpl/d.tar.zst\" }"),
        finds: "guests/100.json:2:9 error duplicate-guest"),
    InvalidRepository(
        "a container and a machine with one number",
        lab.container(100).machineFile(
            "{ \"vmid\": 100, \"name\": \"m\", \"template_image\": \"local:import/a.qcow2\" }"),
        finds: "guests/100.json:2:9 error duplicate-guest"),
    InvalidRepository(
        "two guests with one name",
        lab.container(100).guest(101, "Guest-100", "\"template\": \"local:vztmpl/d.tar.zst\""),
        finds: "guests/101.json:4:11 error duplicate-name"),
    InvalidRepository(
        "a name with an underscore", lab.guest(100, "big_model", "\"template\": \"local:vztmpl/d.tar.zst\""),
        finds: "guests/100.json:4:11 error invalid-name"),
    InvalidRepository(
        "a name that ends with a hyphen", lab.guest(100, "model-", "\"template\": \"local:vztmpl/d.tar.zst\""),
        finds: "guests/100.json:4:11 error invalid-name"),
    InvalidRepository(
        "a profile that does not exist", lab.container(100, "\"profiles\": [\"gpus\"]").with("phoenix.json", profiles),
        finds: "guests/100.json:6:16 error unknown-profile",
        "phoenix.json:3:24 note unused-profile"),
    InvalidRepository(
        "a profile that nobody uses",
        lab.container(100, "\"storage_pool\": \"a\"", "\"storage_size_gb\": 8").with("phoenix.json", profiles),
        finds: "phoenix.json:3:24 note unused-profile"),
    InvalidRepository(
        "a file named after another number",
        lab.with(
            "guests/101-web.json",
            "{ \"id\": 100, \"kind\": \"lxc\", \"name\": \"a\", \"template\": \"local:vztmpl/d.tar.zst\" }"),
        finds: "guests/101-web.json:1:9 note file-name"),
    InvalidRepository(
        "restarts in a window that nobody says", lab.container(100, "\"restart\": \"window\""),
        finds: "guests/100.json:6:14 error restart-window"),
    InvalidRepository(
        "a policy that waits for a window that it does not say",
        lab.container(100).policy("{ \"restart\": \"window\" }"),
        finds: "phoenix.json:3:26 error restart-window"),
    InvalidRepository(
        "a window without length",
        lab.container(100).policy("{ \"restart_window\": { \"from\": \"02:00\", \"to\": \"02:00\" } }"),
        finds: "phoenix.json:3:58 error restart-window"),
    InvalidRepository(
        "a window at no time of day",
        lab.container(100).policy("{ \"restart_window\": { \"from\": \"2am\", \"to\": \"24:00\" } }"),
        finds: "phoenix.json:3:43 error invalid-value",
        "phoenix.json:3:56 error invalid-value"),
    InvalidRepository(
        "a window on no day",
        lab.container(100).policy(
            "{ \"restart_window\": { \"days\": [\"sun\"], \"from\": \"02:00\", \"to\": \"03:00\" } }"),
        finds: "phoenix.json:3:44 error invalid-value"),
    InvalidRepository(
        "an ignored setting that does not exist", lab.container(100, "\"ignore\": [\"memory\"]"),
        finds: "guests/100.json:6:14 error unknown-setting"),
    InvalidRepository(
        "an ignored setting of the policy that does not exist",
        lab.container(100).policy("{ \"ignore\": [\"everything\"] }"),
        finds: "phoenix.json:3:26 error unknown-setting"),
]

private let profiles =
    "{ \"fleet\": \"lab\",\n  \"defaults\": { \"lxc\": { \"storage_pool\": \"a\", \"storage_size_gb\": 8 } },\n  \"profiles\": { \"gpu\": { \"cores\": 4 } } }"
