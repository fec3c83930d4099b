import PhoenixModel

/// Mistakes about where images can be had.
let imageCases: [InvalidRepository] = [
    InvalidRepository(
        "a volume id without its content",
        lab.container(100).images(
            "\"local:debian-12.tar.zst\": \(source)", "\"local:vztmpl/debian-12.tar.zst\": \(source)"),
        finds: "phoenix.json:4:5 error invalid-value"),
    InvalidRepository(
        "an image by its path",
        lab.container(100).images("\"/var/lib/vz/template/cache/debian-12.tar.zst\": \(source)"),
        finds: "phoenix.json:4:5 error invalid-value"),
    InvalidRepository(
        "an image on a storage without a name", lab.container(100).images("\":vztmpl/debian-12.tar.zst\": \(source)"),
        finds: "phoenix.json:4:5 error invalid-value"),
    InvalidRepository(
        "a file's name that Proxmox would not keep",
        lab.container(100).images("\"local:vztmpl/debian 12.tar.zst\": \(source)"),
        finds: "phoenix.json:4:5 error invalid-value"),
    InvalidRepository(
        "a disk image among container templates",
        lab.guest(100, "guest-100", "\"template\": \"local:vztmpl/noble.qcow2\"").images(
            "\"local:vztmpl/noble.qcow2\": \(source)"),
        finds: "phoenix.json:4:5 error invalid-value"),
    InvalidRepository(
        "a publisher's name for a disk image",
        lab.guest(100, "guest-100", kind: "vm", "\"template_image\": \"local:import/noble.img\"").images(
            "\"local:import/noble.img\": \(source)"),
        finds: "phoenix.json:4:5 error invalid-value"),
    InvalidRepository(
        "an image without a checksum",
        lab.container(100).images("\(debian): { \"url\": \"https://images.example/debian-12.tar.zst\" }"),
        finds: "phoenix.json:4:39 error missing-key"),
    InvalidRepository(
        "an image without an address", lab.container(100).images("\(debian): { \"checksum\": \(checksum) }"),
        finds: "phoenix.json:4:39 error missing-key"),
    InvalidRepository(
        "a checksum of a broken algorithm",
        lab.container(100).images(
            "\(debian): { \"url\": \"https://images.example/d\", \"checksum\": \"md5:d41d8cd98f00b204e9800998ecf8427e\" }"
        ),
        finds: "phoenix.json:4:88 error invalid-value"),
    InvalidRepository(
        "a checksum that is too short",
        lab.container(100).images("\(debian): { \"url\": \"https://images.example/d\", \"checksum\": \"sha512:abc\" }"),
        finds: "phoenix.json:4:88 error invalid-value"),
    InvalidRepository(
        "an address that leads to no file",
        lab.container(100).images("\(debian): { \"url\": \"debian-12.tar.zst\", \"checksum\": \(checksum) }"),
        finds: "phoenix.json:4:48 error invalid-value"),
    InvalidRepository(
        "an address of the node's own files",
        lab.container(100).images("\(debian): { \"url\": \"file:///etc/shadow\", \"checksum\": \(checksum) }"),
        finds: "phoenix.json:4:48 error invalid-value"),
    InvalidRepository(
        "a password in an address",
        lab.container(100).images(
            "\(debian): { \"url\": \"https://me:hunter2@images.example/d\", \"checksum\": \(checksum) }"),
        finds: "phoenix.json:4:48 error plaintext-secret"),
    InvalidRepository(
        "a secret as an address",
        lab.container(100).images("\(debian): { \"url\": { \"secret\": \"mirror\" }, \"checksum\": \(checksum) }"),
        finds: "phoenix.json:4:48 error secret-not-allowed"),
    InvalidRepository(
        "an unknown key of an image",
        lab.container(100).images(
            "\(debian): { \"url\": \"https://images.example/d\", \"sha256\": \"\", \"checksum\": \(checksum) }"),
        finds: "phoenix.json:4:76 error unknown-key"),
    InvalidRepository(
        "an image twice", lab.container(100).images("\(debian): \(source)", "\(debian): \(source)"),
        finds: "phoenix.json:5:5 error duplicate-key"),
    InvalidRepository(
        "an image that no guest is made from",
        lab.container(100).images("\"local:vztmpl/debian-13.tar.zst\": \(source)"),
        finds: "phoenix.json:4:5 note unused-image"),
    InvalidRepository(
        "images as a list", lab.container(100).with("phoenix.json", "{ \"fleet\": \"lab\",\n  \"images\": [] }"),
        finds: "guests/100.json:2:9 error missing-setting", "guests/100.json:2:9 error missing-setting",
        "phoenix.json:2:13 error wrong-type"),
    InvalidRepository(
        "an image for a storage that the host does not have",
        lab.guest(100, "guest-100", "\"template\": \"tank:vztmpl/debian-12.tar.zst\"").images(
            "\"tank:vztmpl/debian-12.tar.zst\": \(source)"), inventory: host,
        finds: "guests/100.json:5:15 error unknown-storage"),
    InvalidRepository(
        "an image for a storage that takes none",
        lab.guest(100, "guest-100", "\"template\": \"local-lvm:vztmpl/debian-12.tar.zst\"").images(
            "\"local-lvm:vztmpl/debian-12.tar.zst\": \(source)"), inventory: host,
        finds: "guests/100.json:5:15 error storage-content"),
    InvalidRepository(
        "an image that the host can fetch is not missed there", lab.container(100).images("\(debian): \(source)"),
        inventory: host),
]

private let debian = "\"local:vztmpl/debian-12.tar.zst\""
private let checksum = "\"sha256:\(String(repeating: "a", count: 64))\""
private let source = "{ \"url\": \"https://images.example/debian-12.tar.zst\", \"checksum\": \(checksum) }"

private let host: [ObservedNode] = [
    ObservedNode(
        name: "pve1", isOnline: true, cores: 8, memoryMebibytes: 32768, bridges: ["vmbr0"],
        storages: [
            ObservedStorage(
                name: "local", content: ["vztmpl", "import", "iso"], totalGibibytes: 100, availableGibibytes: 90),
            ObservedStorage(
                name: "local-lvm", content: ["rootdir", "images"], totalGibibytes: 100, availableGibibytes: 90),
        ])
]
