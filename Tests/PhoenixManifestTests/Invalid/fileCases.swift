/// Mistakes in which files there are, and in files as such.
let fileCases: [InvalidRepository] = [
    InvalidRepository(
        "nothing at all", Repository(["README.md": "# Fleet"]),
        finds: "phoenix.json error empty-repository"),
    InvalidRepository(
        "no guests yet", lab,
        finds: "phoenix.json note no-guests"),
    InvalidRepository(
        "a guest in YAML", lab.container(100).with("guests/101.yaml", "id: 101"),
        finds: "guests/101.yaml error misplaced-file"),
    InvalidRepository(
        "a guest in a deeper folder", lab.container(100).with("guests/gpu/101.json", "{}"),
        finds: "guests/gpu/101.json error misplaced-file"),
    InvalidRepository(
        "a link in a guest's place", lab.container(100).withLink("guests/101.json").withLink("README.md"),
        finds: "guests/101.json error not-a-file"),
    InvalidRepository(
        "a trailing comma", lab.with("guests/100.json", "{\n  \"id\": 100,\n}"),
        finds: "guests/100.json:2:12 error json-syntax"),
    InvalidRepository(
        "a key given twice", lab.container(100, "\"cores\": 1", "\"cores\": 2"),
        finds: "guests/100.json:7:3 error duplicate-key"),
    InvalidRepository(
        "an empty guest file", lab.with("guests/100.json", ""),
        finds: "guests/100.json:1:1 error json-syntax"),
    InvalidRepository(
        "a comment", lab.with("guests/100.json", "{\n  // the first\n  \"id\": 100 }"),
        finds: "guests/100.json:2:3 error json-syntax"),
    InvalidRepository(
        "a broken phoenix.json", lab.with("phoenix.json", "{ \"fleet\": lab }").guest(100),
        finds: "phoenix.json:1:12 error json-syntax"),
    InvalidRepository(
        "a feature without manifest", lab.container(100).with("features/docker/install.sh", "true"),
        finds: "features/docker/feature.json error missing-file"),
    InvalidRepository(
        "a feature without install.sh",
        lab.container(100, "\"features\": [\"docker\"]").feature("docker").without("features/docker/install.sh"),
        finds: "features/docker/install.sh error missing-file"),
    InvalidRepository(
        "a feature without check.sh",
        lab.container(100, "\"features\": [\"docker\"]").feature("docker").without("features/docker/check.sh"),
        finds: "features/docker/check.sh error missing-file"),
    InvalidRepository(
        "an application without run.sh",
        lab.container(100, "\"application\": \"chat\"").application("chat").without("applications/chat/run.sh"),
        finds: "applications/chat/run.sh error missing-file"),
    InvalidRepository(
        "a script with Windows line endings",
        lab.container(100, "\"features\": [\"docker\"]").feature("docker")
            .with("features/docker/install.sh", "#!/bin/sh\ntrue\r\n"),
        finds: "features/docker/install.sh:2 error invalid-script"),
    InvalidRepository(
        "an empty script",
        lab.container(100, "\"features\": [\"docker\"]").feature("docker").with("features/docker/check.sh", "\n"),
        finds: "features/docker/check.sh error invalid-script"),
    InvalidRepository(
        "a script that is no text", withBinaryScript,
        finds: "features/docker/install.sh error invalid-script"),
    InvalidRepository(
        "a feature's name with a dot", lab.container(100, "\"features\": [\"a.b\"]").feature("a.b"),
        finds: "features/a.b/feature.json error invalid-name"),
]

private let withBinaryScript: Repository = {
    var repository = lab.container(100, "\"features\": [\"docker\"]").feature("docker")
    repository.files["features/docker/install.sh"] = nil
    repository.rawFiles["features/docker/install.sh"] = [0x23, 0x21, 0xFF, 0xFE]
    return repository
}()
