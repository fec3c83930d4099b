import PhoenixModel

/// Places of devices: fixed for each device, so that one more GPU does not renumber the others.
enum DevicePlace {
    /// `/dev/nvidiactl` and its like, without which no GPU works.
    static let control = 0
    static let graphics = 3
    static let features = 64
    static let endOfContainers = 256
    static let endOfMachines = 16
}

extension MergedGuest {
    /// The indexes of the GPUs the guest uses, ascending.
    var graphicsIndexes: [Int] {
        guard let text = self[.graphics]?.textOrNumber else { return [] }
        if let index = Int(text) { return [index] }
        return Set(text.split(separator: ",").compactMap { Int(trimmed($0)) }).sorted()
    }

    /// The devices of the guest: its GPUs, and what its features need.
    func deviceSettings(neededByFeatures needed: [Device], _ findings: inout Findings) -> [Setting] {
        let indexes = graphicsIndexes
        if kind == .machine {
            return checked(
                indexes.enumerated().map { .device(index: $0.offset, .mappedPCI(mapping: "gpu\($0.element)")) },
                isPossible: indexes.count <= DevicePlace.endOfMachines, &findings)
        }
        var settings: [Setting] = []
        if !indexes.isEmpty {
            settings += Self.controlDevices.enumerated().map {
                .device(index: DevicePlace.control + $0.offset, .node(path: $0.element, mode: Self.mode))
            }
            settings += indexes.map {
                .device(index: DevicePlace.graphics + $0, .node(path: "/dev/nvidia\($0)", mode: Self.mode))
            }
        }
        settings += needed.enumerated().map { .device(index: DevicePlace.features + $0.offset, $0.element) }
        let isPossible =
            indexes.allSatisfy { $0 < DevicePlace.features - DevicePlace.graphics }
            && needed.count <= DevicePlace.endOfContainers - DevicePlace.features
        return checked(settings, isPossible: isPossible, &findings)
    }

    /// What CUDA opens beside the GPU itself.
    static let controlDevices = ["/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools"]

    /// Services run as users of their own; the device nodes of NVIDIA's driver are open to all on the node too.
    private static let mode = "0666"

    private func checked(_ settings: [Setting], isPossible: Bool, _ findings: inout Findings) -> [Setting] {
        if isPossible { return settings }
        findings.error(
            .outOfRange, at: place(of: .graphics), "\(subject) has more devices than Proxmox can pass on",
            remedy: "Assign fewer, with indexes from 0 to \(DevicePlace.features - DevicePlace.graphics - 1)")
        return []
    }
}
