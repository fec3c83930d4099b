import PhoenixModel

/// Wishes that the host cannot fulfil.
let inventoryCases: [InvalidRepository] = [
    InvalidRepository(
        "a node that the host does not have", onHost.container(100, "\"node\": \"pve2\""), inventory: host,
        finds: "guests/100.json:6:11 error unknown-node"),
    InvalidRepository(
        "a storage that the node does not have", onHost.container(100, "\"storage_pool\": \"local-lvn\""),
        inventory: host,
        finds: "guests/100.json:6:19 error unknown-storage"),
    InvalidRepository(
        "a storage that takes no disks", onHost.container(100, "\"storage_pool\": \"local\""), inventory: host,
        finds: "guests/100.json:6:19 error storage-content"),
    InvalidRepository(
        "a volume on an unknown storage",
        onHost.container(100, "\"volumes\": [{ \"pool\": \"tank\", \"size_gb\": 8, \"mount_point\": \"/data\" }]"),
        inventory: host,
        finds: "guests/100.json:6:14 error unknown-storage"),
    InvalidRepository(
        "a bridge that the node does not have", onHost.container(100, "\"network_config\": { \"bridge\": \"vmbr1\" }"),
        inventory: host,
        finds: "guests/100.json:6:33 error unknown-bridge"),
    InvalidRepository(
        "an archive that the node does not have",
        onHost.guest(100, "guest-100", "\"template\": \"local:vztmpl/debian-13.tar.zst\""), inventory: host,
        finds: "guests/100.json:5:15 error unknown-image"),
    InvalidRepository(
        "a GPU that the node does not have",
        onHost.container(100, "\"gpu_assignment\": \"0,2\"", "\"features\": [\"cuda\"]").feature(
            "cuda", "\"uses_gpu\": true"), inventory: host,
        finds: "guests/100.json:6:21 error unknown-device"),
    InvalidRepository(
        "a GPU that is not mapped",
        onHost.machine(100, "\"gpu_assignment\": \"1\"", "\"features\": [\"cuda\"]").feature(
            "cuda", "\"uses_gpu\": true"), inventory: host,
        finds: "guests/100.json:6:21 error unknown-device"),
    InvalidRepository(
        "more memory than the node has", onHost.container(100, "\"memory_mb\": 65536"), inventory: host,
        finds: "guests/100.json:6:16 error memory-exceeds-node"),
    InvalidRepository(
        "more memory at boot than the node has",
        onHost.container(100, "\"memory_mb\": 20000", "\"start_at_boot\": true").container(
            101, "\"memory_mb\": 16000", "\"start_at_boot\": true"), inventory: host,
        finds: "guests/100.json:6:16 note memory-overcommitted"),
    InvalidRepository(
        "more disks than the storage has",
        onHost.container(100, "\"storage_size_gb\": 60").container(101, "\"storage_size_gb\": 50"), inventory: host,
        finds: "guests/100.json:6:22 note storage-overcommitted"),
    InvalidRepository(
        "nothing is held against an offline node",
        onHost.container(100, "\"node\": \"pve9\"", "\"storage_pool\": \"tank\""), inventory: host),
]

private let onHost = lab.with(
    "phoenix.json",
    (lab.files["phoenix.json"] ?? "").replacing("\"storage_pool\"", with: "\"node\": \"pve1\", \"storage_pool\""))

private let host: [ObservedNode] = [
    ObservedNode(
        name: "pve1", isOnline: true, cores: 8, memoryMebibytes: 32768, bridges: ["vmbr0"],
        storages: [
            ObservedStorage(
                name: "local", content: ["vztmpl", "import", "iso"], totalGibibytes: 100, availableGibibytes: 90,
                images: ["local:vztmpl/debian-12.tar.zst", "local:import/noble.qcow2"]),
            ObservedStorage(
                name: "local-lvm", content: ["rootdir", "images"], totalGibibytes: 100, availableGibibytes: 90),
        ],
        devices: ["/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools"], mappedDevices: ["gpu0"]
    ),
    ObservedNode(name: "pve9", isOnline: false),
]
