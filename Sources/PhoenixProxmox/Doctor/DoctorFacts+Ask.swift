import PhoenixModel

/// Asks a host everything that an examination wants to know. A refusal is an answer, and keeps no other from being asked.
struct DoctorInquiry: Sendable {
    let server: any ProxmoxServer
    let shell: (any NodeShell)?
    let circumstances: DoctorCircumstances

    func facts(version: ProxmoxVersion) async -> DoctorFacts {
        var facts = DoctorFacts(version: version)
        facts.resources = await answer(Endpoint(.get, "/cluster/resources"))
        facts.mappings = await answer(Endpoint(.get, "/cluster/mapping/pci"))
        let roles: DoctorFacts.Answer<[RoleRow]> = await answer(Endpoint(.get, "/access/roles"))
        facts.roles = Set(((try? roles.get()) ?? []).map(\.roleid))
        for node in facts.onlineNodes { facts.nodes[node] = await nodeFacts(node) }
        guard let desired = circumstances.desired else { return facts }

        facts.needs = circumstances.needs(desired, facts.nodeNames, facts.placed, version)
        for node in facts.onlineNodes {
            let shell = await shellFacts(node, devices(on: node, desired, facts))
            facts.nodes[node]?.shell = shell
        }
        facts.permissions = await permissions(facts)
        for guest in desired.guests where guest.kind == .machine && facts.runningGuests.contains(guest.id) {
            guard let node = facts.placed[guest.id] else { continue }
            let ping = Endpoint<NoAnswer>(.post, "/nodes/\(node)/qemu/\(guest.id)/agent/ping")
            facts.agents[guest.id] = await answer(ping).map { _ in () }
        }
        return facts
    }

    private func answer<Value>(_ endpoint: Endpoint<Value>) async -> DoctorFacts.Answer<Value> {
        do throws(ProxmoxError) {
            return .success(try await server.answer(endpoint))
        } catch {
            return .failure(error)
        }
    }

    private func nodeFacts(_ node: NodeName) async -> DoctorFacts.NodeFacts {
        var facts = DoctorFacts.NodeFacts(
            certificates: await answer(Endpoint(.get, "/nodes/\(node)/certificates/info")),
            time: await answer(Endpoint(.get, "/nodes/\(node)/time")),
            networks: await answer(Endpoint(.get, "/nodes/\(node)/network")),
            storages: await answer(Endpoint(.get, "/nodes/\(node)/storage")))
        guard let desired = circumstances.desired else { return facts }
        let images = desired.guests.compactMap(\.image)
        for storage in Set(images.map(\.storagePart)).sorted() {
            facts.contents[storage] = await answer(Endpoint(.get, "/nodes/\(node)/storage/\(storage)/content"))
        }
        let present = facts.contents.values.flatMap { ((try? $0.get()) ?? []).map(\.volid) }
        if images.contains(where: { $0.contains(":vztmpl/") && !present.contains($0) }) {
            let rows: DoctorFacts.Answer<[ApplianceRow]> = await answer(Endpoint(.get, "/nodes/\(node)/aplinfo"))
            facts.appliances = ((try? rows.get()) ?? []).map(\.template)
        }
        return facts
    }

    /// The device nodes that guests want of a node, ascending.
    private func devices(on node: NodeName, _ desired: DesiredState, _ facts: DoctorFacts) -> [String] {
        let guests = desired.guests.filter { facts.candidates(for: $0, in: desired).contains(node) }
        return Set(guests.flatMap(\.deviceNodes)).sorted()
    }

    private func shellFacts(_ node: NodeName, _ devices: [String]) async -> DoctorFacts.ShellFacts? {
        guard let shell else { return nil }
        func run(_ words: [String]) async -> DoctorFacts.ShellFacts.Answer {
            do throws(NodeShellError) {
                return .success(
                    try await shell.run(NodeCommand(node: node, words: words, timeoutSeconds: commandTimeoutSeconds)))
            } catch {
                return .failure(error)
            }
        }
        var facts = DoctorFacts.ShellFacts(program: await run(["pct", "list"]))
        if !devices.isEmpty { facts.devices = await run(NodeProgram.words("look")) }
        if devices.contains(where: { $0.hasPrefix("/dev/nvidia") }) {
            facts.driver = await run(["nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader"])
        }
        return facts
    }

    private func permissions(_ facts: DoctorFacts) async -> Result<Permissions, Failure> {
        let paths = facts.allNeeds.compactMap { requirement -> ObjectPath? in
            if case .privilege(_, let path) = requirement { path } else { nil }
        }
        do throws(Failure) {
            return .success(
                try await PermissionsObserver(server).observe(
                    as: circumstances.caller, version: facts.version, shellNodes: facts.usableShells, asking: paths))
        } catch {
            return .failure(error)
        }
    }
}

/// `nvidia-smi` takes some seconds on a node whose driver has to wake the cards.
private let commandTimeoutSeconds = 30

extension DoctorFacts {
    /// What Phoenix needs to look at the nodes, and what the commit's guests need, in a fixed order.
    var allNeeds: [Requirement] {
        nodeNames.map { .privilege(.sysAudit, on: .node($0)) }
            + needs.sorted { $0.key < $1.key }.flatMap(\.value).withoutRepetition
    }

    /// The nodes whose shell can do what is asked of it.
    var usableShells: Set<NodeName> { Set(nodes.filter { $0.value.shell?.isUsable == true }.keys) }
}

extension DesiredGuest {
    var image: String? { if case .image(let image) = origin { image } else { nil } }

    /// The device nodes that it wants, such as `/dev/nvidia0`.
    var deviceNodes: [String] {
        configuration.devices.compactMap { if case .node(let path, _) = $0 { path } else { nil } }
    }

    /// The PCI mappings that it wants.
    var mappings: [String] {
        configuration.devices.compactMap { if case .mappedPCI(let name) = $0 { name } else { nil } }
    }
}

extension String {
    /// The storage of a volume id.
    var storagePart: String { String(prefix { $0 != ":" }) }
}
