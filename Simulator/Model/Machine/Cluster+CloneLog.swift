import PhoenixModel

extension Cluster {
    /// What the worker prints that copies a machine: each drive, and for copies where they went.
    func machineCloneLog(of source: Guest, _ order: CloneOrder) -> [String] {
        var lines = ["creating a clone of VM \(source.id) with ID \(order.guest.id)"]
        let section = order.snapshot.flatMap { source.file.snapshots[$0] } ?? source.file.current
        for (key, value) in section.values.sorted(by: { $0.key < $1.key }) where ConfigurationKey.isDrive(key) {
            let disk = DiskText(value)
            if disk.isCDROM, !disk.isCloudInit { continue }
            // A cloud-init drive is never shared.
            guard order.isFull || disk.isCloudInit else {
                lines.append("create linked clone of drive \(key) (\(disk.file))")
                continue
            }
            lines.append("create full clone of drive \(key) (\(disk.file))")
            guard let copy = guests[order.guest.id]?.file.current[key].map(DiskText.init) else { continue }
            lines.append("allocated target volume '\(copy.file)'")
            if !disk.isCloudInit { lines += Self.copyLog(sizeBytes: copy.sizeBytes ?? 0) }
        }
        return lines
    }
}
