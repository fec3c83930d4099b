import PhoenixModel

/// What a guest needs of a node, and why the node does not have it; nil if one of the nodes where it may be has it.
private func lacking<Item: Hashable>(
    _ facts: DoctorFacts, _ desired: DesiredState, _ items: (DesiredGuest) -> [Item],
    on node: (Item, NodeName) -> Problem?
) -> [Problem] {
    var problems: [Problem] = []
    for guest in desired.guests {
        let candidates = facts.candidates(for: guest, in: desired).filter { facts.nodes[$0] != nil }
        for item in items(guest).withoutRepetition {
            let found = candidates.map { node(item, $0) }
            guard !found.isEmpty, !found.contains(nil) else { continue }
            problems += found.compactMap(\.self)
        }
    }
    return problems.withoutRepetition
}

/// A storage and what shall lie on it.
private struct WantedStorage: Hashable {
    let name: StorageName
    let content: String
}

/// Whether the storages that guests name take their disks.
func storagesFinding(_ facts: DoctorFacts, _ desired: DesiredState) -> Finding {
    let problems = lacking(
        facts, desired,
        { guest in
            guest.configuration.volumes.map {
                WantedStorage(name: $0.storage, content: guest.kind == .container ? "rootdir" : "images")
            }
        }
    ) { wanted, node in
        guard let answers = facts.nodes[node] else { return nil }
        switch answers.storages {
        case .failure(let error): return Problem(error, asking: "node \(node)'s storages")
        case .success(let rows): return problem(of: wanted, on: node, rows)
        }
    }
    return Finding("storages", problems, otherwise: "every storage that guests name takes their disks")
}

private func problem(of wanted: WantedStorage, on node: NodeName, _ rows: [StorageRow]) -> Problem? {
    guard let row = rows.first(where: { $0.storage == wanted.name.text }) else {
        return Problem(
            .failed, "node \(node) shows no storage \(wanted.name)",
            remedy: "add it, or give Phoenix's account Datastore.AllocateSpace on it")
    }
    guard row.enabled?.value ?? true, row.active?.value ?? true else {
        return Problem(
            .failed, "storage \(wanted.name) is not active on node \(node)", remedy: "enable it, or bring it back")
    }
    guard row.content.split(separator: ",").contains(where: { $0 == wanted.content }) else {
        return Problem(
            .failed, "storage \(wanted.name) does not hold content '\(wanted.content)'",
            remedy: "pvesm set \(wanted.name) --content \(row.content),\(wanted.content)")
    }
    return nil
}

/// Whether the images that guests are made from lie on the nodes, or could be downloaded.
func imagesFinding(_ facts: DoctorFacts, _ desired: DesiredState) -> Finding {
    let problems = lacking(facts, desired, { $0.image.map { [$0] } ?? [] }) { image, node in
        guard let answers = facts.nodes[node] else { return nil }
        switch answers.contents[image.storagePart] {
        case nil: return nil
        case .failure(let error)?: return Problem(error, asking: "what lies on storage \(image.storagePart)")
        case .success(let rows)? where rows.contains { $0.volid == image }: return nil
        case .success?:
            guard desired.images[image] != nil, let volume = ImageVolume(image) else {
                return missingImage(image, on: node, answers)
            }
            let wanted = WantedStorage(name: volume.storage, content: volume.content.rawValue)
            return (try? answers.storages.get()).flatMap { problem(of: wanted, on: node, $0) }
        }
    }
    return Finding(
        "images", problems, otherwise: "every image that guests are made from is there, or can be downloaded")
}

private func missingImage(_ image: String, on node: NodeName, _ answers: DoctorFacts.NodeFacts) -> Problem {
    let file = image.split(separator: "/").last.map(String.init) ?? image
    guard answers.appliances.contains(file) else {
        return Problem(
            .failed, "node \(node) has no image \(image)",
            remedy:
                "say under \"images\" in phoenix.json where it can be had, or download it to storage \(image.storagePart)"
        )
    }
    return Problem(
        .failed, "node \(node) has no image \(image), which Proxmox offers",
        remedy: "pveam download \(image.storagePart) \(file)")
}

/// Whether the bridges that guests name are there.
func bridgesFinding(_ facts: DoctorFacts, _ desired: DesiredState) -> Finding {
    let problems = lacking(facts, desired, { $0.configuration.networks.map(\.bridge) }) { bridge, node in
        guard let answers = facts.nodes[node] else { return nil }
        switch answers.networks {
        case .failure(let error): return Problem(error, asking: "node \(node)'s network")
        case .success(let rows) where rows.contains { $0.iface == bridge.text }: return nil
        case .success:
            return Problem(
                .failed, "node \(node) shows no bridge \(bridge)",
                remedy: "add it, or give Phoenix's account SDN.Use on it")
        }
    }
    return Finding("bridges", problems, otherwise: "every bridge that guests name is there")
}

/// Whether device nodes and PCI mappings are there; nil if no guest wants one.
func devicesFinding(_ facts: DoctorFacts, _ desired: DesiredState) -> Finding? {
    guard desired.guests.contains(where: { !$0.configuration.devices.isEmpty }) else { return nil }
    let nodes = lacking(facts, desired, \.deviceNodes) { path, node in
        switch facts.nodes[node]?.shell?.devices {
        case nil: Problem(.unknown, "whether node \(node) has \(path) only its shell tells")
        case .failure(let error)?:
            Problem(.unknown, "whether node \(node) has \(path) only its shell tells: \(error.text)")
        case .success(let result)? where result.lines.contains("device \(path)"): nil
        case .success(let result)? where result.exitCode == NodeCommandResult.noSuchProgram:
            Problem(.unknown, "whether node \(node) has \(path) its shell does not tell")
        case .success?: Problem(.failed, "node \(node) has no device \(path)", remedy: "install its driver on the node")
        }
    }
    let mapped = lacking(facts, desired, \.mappings) { name, node in
        switch facts.mappings {
        case .failure(let error): return Problem(error, asking: "the mapped devices")
        case .success(let rows):
            let isThere = rows.contains { row in
                row.id == name && row.map.contains { Properties($0)["node"] == node.text }
            }
            return isThere
                ? nil
                : Problem(
                    .failed, "no PCI device is mapped as '\(name)' on node \(node)",
                    remedy: "add the mapping in Proxmox (Datacenter, Resource Mappings)")
        }
    }
    return Finding("devices", nodes + mapped, otherwise: "every device that guests want is there")
}

/// Whether the driver of the GPUs answers; nil if no guest wants one of NVIDIA's.
func driverFinding(_ facts: DoctorFacts, _ desired: DesiredState) -> Finding? {
    let guests = desired.guests.filter { $0.deviceNodes.contains { $0.hasPrefix("/dev/nvidia") } }
    guard !guests.isEmpty else { return nil }
    var problems: [Problem] = []
    var seen: [String] = []
    for node in Set(guests.flatMap { facts.candidates(for: $0, in: desired) }).sorted() {
        switch facts.nodes[node]?.shell?.driver {
        case nil: problems.append(Problem(.unknown, "node \(node)'s driver can only be asked through its shell"))
        case .failure(let error)?: problems.append(Problem(.unknown, "node \(node)'s driver: \(error.text)"))
        case .success(let result)? where result.exitCode == 0:
            seen.append("\(node): \(listed(result.lines.withoutRepetition))")
        case .success(let result)? where result.exitCode == NodeCommandResult.noSuchProgram:
            problems.append(
                Problem(.unknown, "there is no 'nvidia-smi' on node \(node), so nobody knows how its driver is"))
        case .success(let result)?:
            problems.append(
                Problem(
                    .warning, "'nvidia-smi' ended with \(result.exitCode) on node \(node)",
                    remedy: "install NVIDIA's driver on node \(node); guests need the same version of its libraries"))
        }
    }
    return Finding("GPU driver", problems, otherwise: seen.joined(separator: "; "))
}

/// Whether machines can be entered; nil if the commit has none.
func agentsFinding(_ facts: DoctorFacts, _ desired: DesiredState) -> Finding? {
    let machines = desired.guests.filter { $0.kind == .machine }
    guard !machines.isEmpty else { return nil }
    var problems: [Problem] = []
    for machine in machines {
        if machine.configuration[.agent] == .agent(false) {
            problems.append(
                Problem(
                    .failed, "machine \(machine.id) does without its agent", remedy: "set \"agent\": true in the commit"
                ))
        } else if case .failure(let error)? = facts.agents[machine.id] {
            problems.append(
                Problem(
                    .warning, "machine \(machine.id)'s agent does not answer: \(error.text)",
                    remedy: "install qemu-guest-agent in its image, and switch the option on"))
        }
    }
    return Finding(
        "guest agents", problems,
        otherwise: "those of machines that run answer; whether an image holds qemu-guest-agent only a trial tells")
}

extension NodeCommandResult {
    /// What a shell says when it finds no program of that name (POSIX, 2.8.2).
    fileprivate static let noSuchProgram = 127

    fileprivate var lines: [String] {
        String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
}
