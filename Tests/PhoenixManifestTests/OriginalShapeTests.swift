import PhoenixManifest
import PhoenixModel
import Testing

/// The original's two central files, in all the shapes they had.
@Suite("The original's central files")
struct OriginalShapeTests {
    private let archive =
        "\"template\": \"local:vztmpl/d.tar.zst\", \"storage_pool\": \"tank\", \"storage_size_gb\": 16"

    private func container(_ text: String, root: String = "") -> Repository {
        Repository().containerFile("\"101\": { \"name\": \"web\", \(archive), \(text) }", root: root)
    }

    private func machine(_ text: String, defaults: String = "{ \"storage_pool\": \"tank\", \"disk_size_gb\": 8 }")
        -> Repository
    {
        Repository().machineFile(
            "{ \"vmid\": 1001, \"name\": \"m\", \"template_image\": \"local:import/a.qcow2\", \(text) }",
            defaults: defaults)
    }

    /// The only guest, after a reading without errors.
    private func guest(_ repository: Repository, notes: [String] = []) throws -> DesiredGuest {
        let reading = repository.read()
        let rest = reading.diagnostics.filter { $0.rule != "default-fleet-name" }
        #expect(rest.map(\.short) == notes, "\(rest.map(\.long))")
        return try #require(reading.desired?.guests.first)
    }

    @Test("alone give a fleet named phoenix")
    func needNoFleetFile() throws {
        let reading = container("\"cores\": 2").read()
        #expect(reading.desired?.fleet == "phoenix")
        #expect(reading.diagnostics.map(\.short) == ["phoenix_lxc_configs.json note default-fleet-name"])
    }

    @Test("have container abilities as text of features")
    func readAbilitiesAsFeatures() throws {
        let guest = try guest(
            container("\"features\": \"nesting=1,keyctl=1\""), notes: ["phoenix_lxc_configs.json:3:126 note old-shape"])
        #expect(guest.configuration[.abilities] == .abilities(["keyctl", "nesting"]))
        #expect(guest.features == [])
    }

    @Test("have features as names, and as names with parameters")
    func readFeatureNames() throws {
        let repository = container("\"features\": [\"a\", { \"name\": \"b\" }]").feature("a").feature("b")
        #expect(try guest(repository).features.map(\.name) == ["a", "b"])
    }

    @Test("have ids as keys, text and numbers")
    func readIDs() throws {
        let repository = Repository().containerFile(
            "\"900\": { \"name\": \"a\", \(archive), \"template_snapshot_name\": \"clean\" }",
            "\"101\": { \"name\": \"b\", \"clone_from_ctid\": \"900\", \"dependencies\": [\"1001\"] }",
            "\"102\": { \"name\": \"c\", \"clone_from_template_ctid\": 900, \"dependencies\": [101] }"
        ).machineFile("{ \"vmid\": \"1001\", \"name\": \"m\", \(machineArchive) }")
        let desired = try #require(repository.read().desired)
        #expect(desired.guests.map(\.id.number) == [101, 102, 900, 1001])
        #expect(
            desired.guests.prefix(2).map(\.origin) == Array(repeating: .clone(of: id(900), snapshot: "clean"), count: 2)
        )
        #expect(desired.guests.map { $0.dependencies.map(\.number) } == [[1001], [101], [], []])
        #expect(desired.guests[2].outcome == .runningWithSnapshot("clean"))
    }

    private let machineArchive =
        "\"template_image\": \"local:import/a.qcow2\", \"storage_pool\": \"t\", \"disk_size_gb\": 8"

    @Test("let the root say what a container does not")
    func fallBackToRoot() throws {
        let guest = try guest(container("\"cores\": 2", root: "\"cores\": 1, \"memory_mb\": 512,"))
        #expect(guest.configuration[.cores] == .cores(2))
        #expect(guest.configuration[.memory] == .memory(mebibytes: 512))
    }

    @Test("give the driver's version at the root to the feature that takes it")
    func giveDriverVersion() throws {
        let repository = container("\"features\": [\"nvidia\"]", root: "\"nvidia_driver_version\": \"580.95.05\",")
            .feature("nvidia", "\"parameters\": { \"type\": \"object\", \"properties\": { \"driver_version\": {} } }")
        let parameters = try guest(repository).features.first?.parameters
        #expect(parameters == [Parameter(variable: "PHOENIX_DRIVER_VERSION", value: .text("580.95.05"))])
    }

    @Test("let vm_defaults say what a machine does not")
    func readMachineDefaults() throws {
        let guest = try guest(
            machine(
                "\"cores\": 4",
                defaults:
                    "{ \"cores\": 2, \"memory_mb\": 2048, \"storage_pool\": \"tank\", \"disk_size_gb\": 50, \"template\": \"ubuntu\" }"
            ),
            notes: ["phoenix_vm_configs.json:1:107 warning not-acted-on"])
        #expect(guest.configuration[.cores] == .cores(4))
        #expect(guest.configuration[.memory] == .memory(mebibytes: 2048))
        #expect(guest.configuration.rootDisk == Volume(storage: "tank", sizeGibibytes: 50))
    }

    @Test(
        "have a bridge beside the network",
        arguments: ["\"ip\": \"dhcp\"", "\"ip\": \"192.168.9.20/24\", \"gw\": \"192.168.9.1\""])
    func readBridge(_ network: String) throws {
        let guest = try guest(machine("\"network_bridge\": \"vmbr3\", \"network_config\": { \(network) }"))
        #expect(guest.configuration.networks.map(\.bridge) == ["vmbr3"])
    }

    @Test(
        "have name servers in four forms",
        arguments: [
            "\"nameservers\": \"192.168.9.1 192.168.9.2\"", "\"nameservers\": \"192.168.9.1,192.168.9.2\"",
            "\"nameservers\": [\"192.168.9.1\", \"192.168.9.2\"]", "\"nameserver\": \"192.168.9.1, 192.168.9.2\"",
        ])
    func readNameServers(_ text: String) throws {
        let guest = try guest(container("\"network_config\": { \"bridge\": \"vmbr0\", \(text) }"))
        #expect(guest.configuration[.nameservers] == .nameservers(["192.168.9.1", "192.168.9.2"]))
    }

    @Test(
        "have raw options in three forms",
        arguments: ["lxc.mount.auto=sys:rw", "lxc.mount.auto: sys:rw", "lxc.mount.auto:sys:rw"])
    func readRawOptions(_ line: String) throws {
        let guest = try guest(container("\"lxc_options\": [\"\(line)\"]"))
        #expect(
            guest.configuration[.rawOption("lxc.mount.auto")] == .rawOption(key: "lxc.mount.auto", values: ["sys:rw"]))
    }

    @Test("keep several raw lines of one key in their order, blanks included")
    func keepRawLines() throws {
        let guest = try guest(
            container(
                "\"lxc_options\": [\"lxc.cgroup2.devices.allow: c 195:* rwm\", \"lxc.cgroup2.devices.allow: c 243:* rwm\"], \"apparmor_profile\": \"unconfined\""
            ))
        #expect(
            guest.configuration[.rawOption("lxc.cgroup2.devices.allow")]
                == .rawOption(key: "lxc.cgroup2.devices.allow", values: ["c 195:* rwm", "c 243:* rwm"]))
        #expect(
            guest.configuration[.rawOption("lxc.apparmor.profile")]
                == .rawOption(key: "lxc.apparmor.profile", values: ["unconfined"]))
    }

    @Test("assign GPUs with or without blanks", arguments: ["0,1", "0, 1", "1 ,0"])
    func readGraphics(_ text: String) throws {
        let repository = container("\"gpu_assignment\": \"\(text)\", \"features\": [\"nvidia\"]").feature(
            "nvidia", "\"uses_gpu\": true")
        let paths = try guest(repository).configuration.devices.map { device in
            if case .node(let path, _) = device { path } else { "" }
        }
        #expect(
            paths == ["/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia0", "/dev/nvidia1"])
    }

    @Test("assign no GPU")
    func readNoGraphics() throws {
        #expect(
            try guest(container("\"gpu_assignment\": \"none\", \"portainer_role\": \"none\"")).configuration.devices
                == [])
    }

    @Test("pass GPUs to machines by the names of their mappings")
    func mapGraphics() throws {
        let repository = machine("\"gpu_assignment\": \"1\", \"features\": [\"nvidia\"]").feature(
            "nvidia", "\"uses_gpu\": true")
        #expect(try guest(repository).configuration[.device(0)] == .device(index: 0, .mappedPCI(mapping: "gpu1")))
    }

    @Test("have volumes under two names, and mount points beside them")
    func readVolumes() throws {
        let guest = try guest(
            container(
                """
                "volumes": [{ "name": "d", "pool": "tank", "size_gb": 10, "mount_point": "/data" }],
                "zfs_volumes": [{ "name": "m", "pool": "fast", "size_gb": 50, "mount_point": "/models" }],
                "mount_points": [{ "host_path": "/srv/logs", "container_path": "/var/log/web" }]
                """))
        #expect(
            guest.configuration[.mount(0)]
                == .volume(index: 0, Volume(storage: "tank", sizeGibibytes: 10, mountPath: "/data")))
        #expect(
            guest.configuration[.mount(1)]
                == .volume(index: 1, Volume(storage: "fast", sizeGibibytes: 50, mountPath: "/models")))
        #expect(
            guest.configuration[.mount(100)]
                == .bindMount(index: 100, BindMount(hostPath: "/srv/logs", containerPath: "/var/log/web")))
    }

    @Test("have a health check as one object or as a list")
    func readHealthChecks() throws {
        let guest = try guest(
            container(
                """
                "health_check": { "command": "curl -sf http://localhost", "retries": 5, "interval": 10 },
                "health_checks": [{ "name": "ports", "script": "ports.sh", "args": ["80", "it's"] }]
                """
            ).with("health_checks/ports.sh", "#!/bin/sh\ntest \"$1\" = 80\n"))
        #expect(guest.healthChecks.map(\.name) == ["health 1", "ports"])
        #expect(guest.healthChecks.first?.script.text == "#!/bin/sh\nset -eu\ncurl -sf http://localhost\n")
        #expect(guest.healthChecks.first.map { [$0.retries, $0.intervalSeconds, $0.timeoutSeconds] } == [5, 10, 30])
        #expect(guest.healthChecks.last?.script.text == "#!/bin/sh\nset -- '80' 'it'\\''s'\ntest \"$1\" = 80\n")
    }

    @Test(
        "name an application script, wherever it stands",
        arguments: ["applications/a.sh", "lxc_setup/a.sh", "bin/lxc_setup/a.sh", "bin/a.sh", "a.sh"])
    func readApplicationScript(_ path: String) throws {
        let application = try guest(container("\"application_script\": \"a.sh\"").with(path, "echo a\n")).application
        #expect(application?.name == "a")
        #expect(application?.run == Script(path: path, text: "echo a\n"))
    }

    @Test("turn vLLM's configuration into arguments")
    func readEngineConfig() throws {
        let guest = try guest(
            container(
                """
                "vllm_engine_config": {
                  "ModelConfig": { "model": "org/model", "trust_remote_code": true, "max_model_len": 4096, "quantization": null },
                  "CacheConfig": { "gpu_memory_utilization": 0.10, "swap": false } },
                "application_script": "a.sh"
                """
            ).with("applications/a.sh", "true"))
        #expect(
            guest.application?.parameters == [
                arguments(
                    "--gpu-memory-utilization", "0.10", "--max-model-len", "4096", "--model", "org/model",
                    "--trust-remote-code")
            ])
    }

    @Test("turn flat keys into arguments, each once")
    func readFlatEngineKeys() throws {
        let reading = container(
            """
            "vllm_model": "org/model", "vllm_model_type": "chat", "vllm_parameters": { "dtype": "float16", "model": "org/model" },
            "vllm_args": ["--seed", 7], "application_script": "a.sh"
            """
        ).with("applications/a.sh", "true").read()
        #expect(reading.diagnostics.map(\.rule) == ["default-fleet-name", "old-shape", "old-shape"])
        #expect(
            reading.desired?.guests.first?.application?.parameters == [
                arguments("--dtype", "float16", "--model", "org/model", "--seed", "7")
            ])
    }

    private func arguments(_ texts: String...) -> Parameter {
        Parameter(
            variable: "PHOENIX_ENGINE_ARGUMENTS",
            value: .text("[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]"))
    }

    @Test("have images as paths and file names")
    func readImages() throws {
        let repository = Repository().containerFile(
            "\"101\": { \"name\": \"a\", \"template\": \"/tank/d.tar.zst\", \"storage_pool\": \"t\", \"storage_size_gb\": 8 }"
        )
        .machineFile(
            "{ \"vmid\": 1001, \"name\": \"m\", \"template_image\": \"noble.img\", \"storage_pool\": \"t\", \"disk_size_gb\": 8 }"
        )
        let reading = repository.read()
        #expect(reading.desired?.guests.map(\.origin) == [.image("/tank/d.tar.zst"), .image("local:import/noble.img")])
        #expect(reading.diagnostics.filter { $0.rule == "old-shape" }.count == 2)
    }

    @Test("are errors where --strict is asked for and a key is not acted on")
    func areStrict() {
        let repository = container("\"ports\": [\"80:80\"]")
        #expect(repository.read().desired != nil)
        let strict = repository.read(isStrict: true)
        #expect(strict.desired == nil)
        #expect(strict.diagnostics.map(\.severity) == [.note, .error])
    }
}

func id(_ number: Int) -> GuestID {
    guard let id = GuestID(number) else { preconditionFailure("\(number) is no guest's number") }
    return id
}
