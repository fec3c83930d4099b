import PhoenixModel
import PhoenixPlanner
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import ProxmoxAccess
import ProxmoxSchema
import Testing

@testable import PhoenixProxmox

@Suite("The doctor")
struct DoctorTests {
    private static let titles = [
        "version", "nodes", "certificate", "clock", "rights", "node shells", "storages", "bridges", "images", "devices",
        "GPU driver", "guest agents",
    ]

    @Test("Finds nothing wrong with a healthy host", arguments: [Profile.version9_2, .version8_4])
    func healthy(profile: Profile) async throws {
        let diagnosis = try await Patient(profile).examined()
        #expect(diagnosis.findings.map(\.title) == Self.titles)
        for finding in diagnosis.findings { #expect(finding.verdict == .ok, "\(finding)") }
        #expect(finding(diagnosis, "GPU driver")?.detail == "pve1: NVIDIA GeForce RTX 3090, 580.95.05")
        #expect(
            finding(diagnosis, "certificate")?.detail == "good until 2026-12-01T00:00:00Z; its fingerprint is pinned")
    }

    private struct Trouble: Sendable, CustomTestStringConvertible {
        let title: String
        let verdict: Finding.Verdict
        let words: String
        let cause: @Sendable (inout Patient) throws -> Void

        var testDescription: String { "\(title): \(words)" }
    }

    @Test("Finds each single thing that is broken, and nothing else", arguments: troubles)
    private func broken(_ trouble: Trouble) async throws {
        var patient = try Patient(.version9_2)
        try trouble.cause(&patient)
        let diagnosis = try await patient.examined()
        for finding in diagnosis.findings where finding.title != trouble.title {
            #expect(finding.verdict == .ok, "\(finding)")
        }
        let found = try #require(finding(diagnosis, trouble.title))
        #expect(found.verdict == trouble.verdict)
        #expect(found.detail.contains(trouble.words), "\(found)")
        if found.verdict == .failed { #expect(found.remedy != nil) }
    }

    private static let troubles: [Trouble] = hostTroubles + shellTroubles + repositoryTroubles

    private static let hostTroubles: [Trouble] = [
        Trouble(title: "version", verdict: .warning, words: "newer than 9.2") {
            $0.server.stage("/version", #"{"version":"10.0.1"}"#)
        },
        Trouble(title: "nodes", verdict: .warning, words: "node pve3 is offline") {
            var cluster = Scenario.cluster
            try cluster.perform(.crashNode("pve3"))
            $0 = try Patient(.version9_2, on: cluster)
        },
        Trouble(title: "certificate", verdict: .failed, words: "pve1's certificate expired") {
            $0.server.stage("/nodes/pve1/certificates/info", #"[{"filename":"pve-ssl.pem","notafter":1767225000}]"#)
        },
        Trouble(title: "certificate", verdict: .warning, words: "expires at 2026-01-10") {
            $0.server.stage("/nodes/pve1/certificates/info", #"[{"filename":"pve-ssl.pem","notafter":1768003200}]"#)
        },
        Trouble(title: "certificate", verdict: .unknown, words: "501") {
            $0.server.refuse("/nodes/pve1/certificates/info", 501, "Method not implemented")
        },
        Trouble(title: "clock", verdict: .warning, words: "pve1's clock is 20 s ahead of") {
            $0.now = $0.now.adding(seconds: -20)
        },
        Trouble(title: "clock", verdict: .failed, words: "pve2's clock is 400 s behind") {
            $0.now = $0.now.adding(seconds: 400)
        },
        Trouble(title: "storages", verdict: .failed, words: "no storage local-lvm") {
            $0.server.stage("/nodes/pve1/storage", replacing: "local-lvm", by: "other")
        },
        Trouble(title: "storages", verdict: .failed, words: "local-lvm is not active") {
            $0.server.stage("/nodes/pve1/storage", replacing: "\"active\":1", by: "\"active\":0")
        },
        Trouble(title: "storages", verdict: .failed, words: "does not hold content 'rootdir'") {
            $0.server.stage("/nodes/pve1/storage", replacing: "images,rootdir", by: "images")
        },
        Trouble(title: "bridges", verdict: .failed, words: "no bridge vmbr0") {
            $0.server.stage("/nodes/pve1/network", replacing: "vmbr0", by: "vmbr7")
        },
        Trouble(title: "images", verdict: .failed, words: "no image local:vztmpl/debian-12") {
            $0.server.stage("/nodes/pve1/storage/local/content", replacing: "12.7-1", by: "12.9-1")
        },
        Trouble(title: "devices", verdict: .failed, words: "mapped as 'gpu1'") {
            $0.server.stage("/cluster/mapping/pci", replacing: "gpu1", by: "gpu9")
        },
    ]

    private static let shellTroubles: [Trouble] = [
        Trouble(title: "devices", verdict: .failed, words: "no device /dev/nvidia0") {
            $0.shell?.programs["sh"] = StagedShell.answer("device /dev/null\n")
        },
        Trouble(title: "GPU driver", verdict: .warning, words: "'nvidia-smi' ended with 9") {
            $0.shell?.programs["nvidia-smi"] = StagedShell.answer("No devices were found", exitCode: 9)
        },
        Trouble(title: "GPU driver", verdict: .unknown, words: "there is no 'nvidia-smi' on node pve1") {
            $0.shell?.programs["nvidia-smi"] = nil
        },
        Trouble(title: "node shells", verdict: .failed, words: "'pct list' ended with 127") {
            $0.shell?.programs["pct"] = nil
        },
    ]

    private static let repositoryTroubles: [Trouble] = [
        Trouble(title: "nodes", verdict: .failed, words: "no node pve7") { patient in
            patient.desired.guests.append(
                DesiredGuest(
                    id: id(150), kind: .machine, name: "lost", node: "pve7", origin: .clone(of: id(102), snapshot: nil),
                    configuration: Configuration([.agent(true)])))
        },
        Trouble(title: "guest agents", verdict: .failed, words: "machine 102 does without") {
            for place in $0.desired.guests.indices where $0.desired.guests[place].kind == .machine {
                $0.desired.guests[place].configuration.set(.agent(false))
            }
        },
    ]

    @Test("A version that is too old is a failure")
    func version() {
        let old = versionFinding(ProxmoxVersion(7, 4))
        #expect(old.verdict == .failed)
        #expect(old.detail == "it is Proxmox VE 7.4, and Phoenix needs 8.0 or later")
        #expect(ProxmoxVersion("7.4-16") == ProxmoxVersion(7, 4))
        #expect(ProxmoxVersion("unknown") == nil)
    }

    @Test("Without the nodes' shells it says what they would tell, and what needs them")
    func withoutShell() async throws {
        var patient = try Patient(.version9_2)
        patient.shell = nil
        let diagnosis = try await patient.examined()
        #expect(finding(diagnosis, "node shells")?.verdict == .failed)
        #expect(
            finding(diagnosis, "node shells")?.detail
                == "node pve1's shell is not at hand, needed for device passthrough, commands inside containers")
        #expect(finding(diagnosis, "devices")?.verdict == .unknown)
        #expect(finding(diagnosis, "GPU driver")?.verdict == .unknown)
        patient.shell = StagedShell(programs: [:], failure: .unreachable("connection timed out"))
        let other = try await patient.examined()
        #expect(finding(other, "node shells")?.detail.contains("connection timed out") == true)
    }

    @Test("An image that Proxmox offers is told with the command that downloads it")
    func downloadable() async throws {
        var patient = try Patient(.version9_2)
        patient.server.stage("/nodes/pve1/storage/local/content", replacing: "12.7-1", by: "12.9-1")
        patient.server.stage("/nodes/pve1/aplinfo", #"[{"template":"debian-12-standard_12.7-1_amd64.tar.zst"}]"#)
        let diagnosis = try await patient.examined()
        #expect(
            finding(diagnosis, "images")?.remedy == "pveam download local debian-12-standard_12.7-1_amd64.tar.zst")
    }

    @Test("An image that the commit says where to find is not missed, but its storage is")
    func sourced() async throws {
        var patient = try Patient(.version9_2)
        patient.server.stage("/nodes/pve1/storage/local/content", replacing: "12.7-1", by: "12.9-1")
        patient.desired.images = [debianImage: alpineSource]
        let diagnosis = try await patient.examined()
        #expect(finding(diagnosis, "images")?.verdict == .ok)
        patient.server.stage("/nodes/pve1/storage", replacing: "vztmpl", by: "snippets")
        let without = try await patient.examined()
        #expect(finding(without, "images")?.detail == "storage local does not hold content 'vztmpl'")
    }

    @Test("A host that answers nothing else is examined all the same")
    func half() async throws {
        var patient = try Patient(.version9_2)
        for path in [
            "/cluster/resources", "/cluster/mapping/pci", "/access/permissions", "/access/roles",
        ] { patient.server.refuse(path, 403, "Permission check failed") }
        let diagnosis = try await patient.examined()
        #expect(finding(diagnosis, "version")?.verdict == .ok)
        #expect(finding(diagnosis, "nodes")?.verdict == .unknown)
        #expect(finding(diagnosis, "rights")?.verdict == .unknown)
        #expect(diagnosis.findings.map(\.title).contains("storages"))
    }

    @Test("A host that cannot be reached, or does not know who asks, is one finding")
    func unreachable() async throws {
        let circumstances = try Patient(.version9_2).circumstances
        let silent = await Doctor(server: UnreachableServer(), shell: nil, circumstances: circumstances).examine()
        #expect(silent.findings.map(\.title) == [Doctor.reachTitle])
        #expect(silent.verdict == .failed)
        var server = try JoinedServer(Scenario.homelab)
        server.use(token: "nobody@pve!none=secret")
        let stranger = await Doctor(server: server, shell: nil, circumstances: circumstances).examine()
        #expect(stranger.findings.first?.remedy?.contains("token") == true)
    }

    @Test("Without a repository only the host is looked at")
    func withoutRepository() async throws {
        var circumstances = try Patient(.version9_2).circumstances
        circumstances.desired = nil
        let server = try Patient(.version9_2).server
        let diagnosis = await Doctor(server: server, shell: nil, circumstances: circumstances).examine()
        #expect(diagnosis.findings.map(\.title) == ["version", "nodes", "certificate", "clock"])
        #expect(diagnosis.commands.isEmpty)
    }

    private func finding(_ diagnosis: Diagnosis, _ title: String) -> Finding? {
        diagnosis.findings.first { $0.title == title }
    }
}

/// A cluster to be examined, with what is wished of it.
struct Patient: Sendable {
    var server: StagedServer
    var shell: StagedShell? = .healthy
    var now: Instant
    var desired: DesiredState
    var caller = Permissions.Caller.token("root@pam!phoenix")

    init(_ profile: Profile, on start: Cluster = Scenario.cluster) throws {
        var cluster = start
        cluster.access.profile = profile == .version9_2 ? .version9_2 : .version8_4
        now = cluster.now
        server = StagedServer(inner: try JoinedServer(cluster, profile: profile))
        for node in cluster.nodesByName.map(\.name) {
            server.stage("/nodes/\(node)/certificates/info", #"[{"filename":"pve-ssl.pem","notafter":1796083200}]"#)
        }
        var vm = machine(102, "vm")
        vm.node = "pve1"
        vm.configuration.set(.device(index: 0, .mappedPCI(mapping: "gpu1")))
        desired = wish([
            container(
                101, "gpu", node: "pve1",
                also: [.device(index: 0, .node(path: "/dev/nvidia0", mode: "0666")), .abilities(["nesting"])]), vm,
        ])
    }

    var circumstances: DoctorCircumstances {
        DoctorCircumstances(caller: caller, trust: "its fingerprint is pinned", now: now, desired: desired) {
            PhoenixPlanner.requirements(of: $0, nodes: $1, placed: $2, version: $3)
        }
    }

    func examined() async throws -> Diagnosis {
        await Doctor(server: server, shell: shell, circumstances: circumstances).examine()
    }
}
