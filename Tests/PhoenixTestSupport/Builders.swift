package import PhoenixModel

// A small vocabulary in the words of the field, so that a test says what it is about and nothing else.

/// A guest's number; tests name only valid ones.
package func id(_ number: Int) -> GuestID {
    guard let id = GuestID(number) else { preconditionFailure("\(number) is no guest id; the test names a wrong one") }
    return id
}

/// A commit whose name is one digit repeated: `commit("a")`.
package func commit(_ digit: Character = "a") -> CommitID {
    guard let commit = CommitID(String(repeating: digit, count: 40)) else {
        preconditionFailure("'\(digit)' is no hexadecimal digit")
    }
    return commit
}

/// A digest that is one digit repeated.
package func digest(_ digit: Character) -> Digest {
    guard let digest = Digest(String(repeating: digit, count: 64)) else {
        preconditionFailure("'\(digit)' is no hexadecimal digit")
    }
    return digest
}

/// A feature whose version is one hexadecimal digit.
package func feature(_ name: FeatureName, version: Character = "1", restart: Bool = false) -> FeatureRequest {
    FeatureRequest(
        name: name, digest: digest(version), install: script("features/\(name)/install.sh"),
        check: script("features/\(name)/check.sh"), timeoutSeconds: 3600, needsRestart: restart)
}

package func application(_ name: ApplicationName, version: Character = "1") -> ApplicationRequest {
    ApplicationRequest(
        name: name, digest: digest(version), run: script("applications/\(name)/run.sh"), timeoutSeconds: 600)
}

package func health(_ name: String = "answers", retries: Int = 3) -> HealthCheck {
    HealthCheck(
        name: name, script: script("applications/\(name)/health.sh"), retries: retries, intervalSeconds: 5,
        timeoutSeconds: 10)
}

package func script(_ path: String) -> Script { Script(path: path, text: "#!/bin/sh\nexit 0\n") }

/// The template that the built-in scenarios have.
package let debianImage = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"

/// The cloud image that the built-in scenarios have.
package let cloudImage = "local:import/noble-server-cloudimg-amd64.qcow2"

/// A container template that no built-in scenario has.
package let alpineImage = "local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz"

/// Where it can be had.
package let alpineSource = imageSource("https://images.example/alpine-3.22.tar.xz")

/// An address, with a checksum that is one digit repeated.
package func imageSource(_ url: String, checksum digit: Character = "a") -> ImageSource {
    guard let checksum = Checksum("sha256:" + String(repeating: digit, count: 64)) else {
        preconditionFailure("'\(digit)' is no hexadecimal digit")
    }
    return ImageSource(url: url, checksum: checksum)
}

/// A container from the Debian template unless it is said to be cloned.
package func container(
    _ number: Int, _ name: String, image: String = debianImage, cloneOf source: Int? = nil,
    snapshot: SnapshotName? = nil,
    memory: Int = 1024, cores: Int = 2, disk: Int = 8, storage: StorageName = "local-lvm", address: String? = nil,
    features: [FeatureRequest] = [], application: ApplicationRequest? = nil, health: [HealthCheck] = [],
    outcome: DesiredGuest.Outcome = .running, after dependencies: [Int] = [], node: NodeName? = nil,
    lifecycleSnapshots: Bool = false, rules: GuestRules = GuestRules(), also settings: [Setting] = []
) -> DesiredGuest {
    var configuration = Configuration([
        .name(name), .memory(mebibytes: memory), .cores(cores),
        .rootDisk(Volume(storage: storage, sizeGibibytes: disk)),
        .network(
            index: 0,
            NetworkInterface(
                name: "eth0", bridge: "vmbr0", address: address.map { .fixed($0) } ?? .dhcp)),
    ])
    for setting in settings { configuration.set(setting) }
    return DesiredGuest(
        id: id(number), kind: .container, name: name, node: node,
        origin: source.map { .clone(of: id($0), snapshot: snapshot) } ?? .image(image),
        configuration: configuration, features: features, application: application, healthChecks: health,
        outcome: outcome, takesLifecycleSnapshots: lifecycleSnapshots, dependencies: dependencies.map(id),
        rules: rules)
}

/// A machine from the cloud image unless it is said to be cloned.
package func machine(
    _ number: Int, _ name: String, cloneOf source: Int? = nil, memory: Int = 2048, disk: Int = 32,
    features: [FeatureRequest] = [], outcome: DesiredGuest.Outcome = .running, after dependencies: [Int] = [],
    rules: GuestRules = GuestRules()
) -> DesiredGuest {
    DesiredGuest(
        id: id(number), kind: .machine, name: name,
        origin: source.map { .clone(of: id($0), snapshot: nil) } ?? .image(cloudImage),
        configuration: Configuration([
            .name(name), .memory(mebibytes: memory), .cores(2),
            .rootDisk(Volume(storage: "local-lvm", sizeGibibytes: disk)),
            .network(index: 0, NetworkInterface(bridge: "vmbr0", address: .dhcp)), .agent(true),
        ]), features: features, outcome: outcome, dependencies: dependencies.map(id), rules: rules)
}

/// What a commit wishes for.
package func wish(
    _ guests: [DesiredGuest], policy: Policy = Policy(), commit wished: CommitID = commit(),
    removals: [FeatureName: FeatureRemoval] = [:], images: [String: ImageSource] = [:]
) -> DesiredState {
    DesiredState(commit: wished, fleet: "lab", guests: guests, policy: policy, removals: removals, images: images)
}

/// A node with a directory storage for images and a thin pool for disks.
package func node(
    _ name: NodeName = "pve1", online: Bool = true, memory: Int = 131_072, available: Int = 2048,
    devices: [String] = [], images: [String] = [debianImage, cloudImage]
) -> ObservedNode {
    ObservedNode(
        name: name, isOnline: online, cores: 16, memoryMebibytes: memory, bridges: ["vmbr0"],
        storages: [
            ObservedStorage(
                name: "local", content: ["vztmpl", "iso", "import"], canSnapshot: false, totalGibibytes: 100,
                availableGibibytes: 80, images: images),
            ObservedStorage(
                name: "local-lvm", content: ["rootdir", "images"], totalGibibytes: 2048,
                availableGibibytes: available),
        ], devices: devices)
}

/// An empty host.
package func host(_ nodes: [ObservedNode] = [node()], guests: [ObservedGuest] = []) -> ObservedState {
    ObservedState(takenAt: Instant(milliseconds: 1_767_225_600_000), nodes: nodes, guests: guests)
}
