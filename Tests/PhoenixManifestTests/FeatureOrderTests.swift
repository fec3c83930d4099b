import PhoenixManifest
import PhoenixModel
import Testing

@Suite("A guest's features")
struct FeatureOrderTests {
    /// Features as `name: requirements`, and what one container asks for.
    private func features(_ wished: String..., of manifests: [String: String]) -> [FeatureRequest] {
        let names = wished.map { "\"\($0)\"" }.joined(separator: ", ")
        var repository = lab.container(100, "\"features\": [\(names)]")
        for (name, manifest) in manifests {
            repository = manifest.isEmpty ? repository.feature(name) : repository.feature(name, manifest)
        }
        let reading = repository.read()
        #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.long) == [])
        return reading.desired?.guests.first?.features ?? []
    }

    private let stack = [
        "base": "", "python": "\"requires\": [\"base\"]", "nvidia": "\"requires\": [\"base\"]",
        "vllm": "\"requires\": [\"python\", \"nvidia\"]", "docker": "\"requires\": [\"base\"], \"after\": [\"nvidia\"]",
    ]

    @Test("are installed in the order of the list where nothing forces another")
    func keepListOrder() {
        #expect(features("c", "a", "b", of: ["a": "", "b": "", "c": ""]).map(\.name) == ["c", "a", "b"])
    }

    @Test("bring their requirements along, and say for whom")
    func bringRequirements() {
        let features = features("vllm", of: stack)
        #expect(features.map(\.name) == ["base", "nvidia", "python", "vllm"])
        #expect(features.map(\.addedFor) == ["python", "vllm", "vllm", nil])
    }

    @Test("bring along first what the earlier of the list needs")
    func orderByList() {
        #expect(features("vllm", "docker", of: stack).map(\.name) == ["base", "nvidia", "python", "vllm", "docker"])
    }

    @Test("go after others of the guest, but do not bring them along")
    func goAfter() {
        #expect(features("docker", "nvidia", of: stack).map(\.name) == ["base", "nvidia", "docker"])
        #expect(features("docker", of: stack).map(\.name) == ["base", "docker"])
    }

    @Test("are added for nobody if the guest asks for them itself")
    func areAskedFor() {
        #expect(features("vllm", "base", of: stack).map(\.addedFor) == [nil, "vllm", "vllm", nil])
    }

    @Test("include what the application requires")
    func includeRequirementsOfApplication() throws {
        let repository = lab.container(100, "\"application\": \"chat\"").feature("base")
            .application("chat", "\"requires\": [\"base\"]")
        #expect(repository.read().desired?.guests.first?.features.map(\.name) == ["base"])
    }

    @Test("bring abilities, devices and mounts into the container's configuration")
    func bringHostNeeds() throws {
        let repository = lab.container(100, "\"features\": [\"a\"]", "\"pct_options\": [\"fuse=1\", \"mknod=0\"]")
            .feature(
                "a", "\"pct_options\": [\"nesting=1\"]",
                "\"devices\": [\"/dev/fuse\", { \"path\": \"/dev/kvm\", \"mode\": \"0660\" }]",
                "\"mount_points\": [{ \"host_path\": \"/srv\", \"container_path\": \"/srv\", \"read_only\": true }]")
        let configuration = try #require(repository.read().desired?.guests.first?.configuration)
        #expect(configuration[.abilities] == .abilities(["fuse", "nesting"]))
        #expect(configuration[.device(64)] == .device(index: 64, .node(path: "/dev/fuse", mode: nil)))
        #expect(configuration[.device(65)] == .device(index: 65, .node(path: "/dev/kvm", mode: "0660")))
        #expect(
            configuration[.mount(200)]
                == .bindMount(index: 200, BindMount(hostPath: "/srv", containerPath: "/srv", isReadOnly: true)))
    }

    @Test("of a copy keep the abilities that its source's features need")
    func keepInheritedNeeds() throws {
        let repository = lab.container(900, "\"is_template\": true", "\"features\": [\"docker\"]")
            .copy(100, of: 900, "\"features\": [\"other\"]")
            .feature("docker", "\"pct_options\": [\"nesting=1\", \"keyctl=1\"]").feature(
                "other", "\"pct_options\": [\"fuse=1\"]")
        let guest = try #require(repository.read().desired?.guests.first)
        #expect(guest.features.map(\.name) == ["other"])
        #expect(guest.configuration[.abilities] == .abilities(["fuse", "keyctl", "nesting"]))
    }

    @Test("of a copy are the very same as its source's, parameters included")
    func inheritParameters() throws {
        let port =
            "\"parameters\": { \"type\": \"object\", \"properties\": { \"port\": { \"default\": 80 }, \"host\": {} } }"
        let repository = lab.feature("a", port).feature("b", "\"requires\": [\"a\"]")
            .container(
                900, "\"is_template\": true", "\"features\": [{ \"name\": \"a\", \"parameters\": { \"port\": 8080 } }]"
            )
            .copy(100, of: 900, "\"features\": [\"b\"]")
            .copy(101, of: 900, "\"features\": [{ \"name\": \"a\", \"parameters\": { \"host\": \"x\" } }]")
        let guests = try #require(repository.read().desired?.guests)
        #expect(guests[0].features.first?.digest == guests[2].features.first?.digest)
        #expect(guests[1].features.first?.parameters.map(\.value) == [.text("x"), .text("8080")])
    }
}
