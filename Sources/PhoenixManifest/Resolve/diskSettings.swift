import JSONSchema
import PhoenixModel

/// Places of mounts: kept apart by kind, so that one more volume does not renumber what stands behind it.
enum MountPlace {
    static let volumes = 0
    static let bindMounts = 100
    static let featureMounts = 200
    static let end = 256
}

extension MergedGuest {
    /// The root disk; `inherited` is that of the guest it is a copy of.
    func rootDisk(inherited: Volume?, isClone: Bool, _ findings: inout Findings) -> Volume? {
        let storage = self[.storage]?.string.map { StorageName($0) } ?? inherited?.storage
        let size = self[.diskSize]?.integer ?? inherited?.sizeGibibytes
        if let storage, let size {
            checkSize(size, inherited, &findings)
            return Volume(storage: storage, sizeGibibytes: size)
        }
        // A copy has its source's disk. If that could not be read, there is another problem already.
        guard !isClone else { return nil }
        for (key, isSaid) in [(GuestKey.storage, storage != nil), (.diskSize, size != nil)] where !isSaid {
            findings.error(
                .missingSetting, at: place, "\(subject) says no '\(key.spelling)' for its root disk",
                remedy: "Add it here or in the defaults")
        }
        return nil
    }

    private func checkSize(_ size: Int, _ inherited: Volume?, _ findings: inout Findings) {
        guard let inherited, size < inherited.sizeGibibytes else { return }
        findings.error(
            .diskSmallerThanSource, at: place(of: .diskSize),
            "The root disk of \(title) has \(size) GiB, that of its source \(inherited.sizeGibibytes) GiB; disks only grow",
            remedy: "Write at least \(inherited.sizeGibibytes)")
    }

    /// Further volumes and bind mounts, with those that features need.
    func mountSettings(featureMounts: [BindMount], _ findings: inout Findings) -> [Setting] {
        var settings: [Setting] = []
        var taken: [String: String] = [:]
        let volumes = readVolumes(&taken, &findings)
        settings += volumes.enumerated().map { .volume(index: MountPlace.volumes + $0.offset, $0.element) }
        let mounts = readBindMounts(self[.mountPoints]) { path, place in
            reportTaken(path, place, &taken, &findings)
        }
        reportOwners(&findings)
        settings += mounts.enumerated().map { .bindMount(index: MountPlace.bindMounts + $0.offset, $0.element) }
        let further = featureMounts.filter { taken[$0.containerPath] == nil }
        settings += further.enumerated().map { .bindMount(index: MountPlace.featureMounts + $0.offset, $0.element) }
        let limits = [
            (GuestKey.volumes, volumes.count, MountPlace.bindMounts - MountPlace.volumes),
            (.mountPoints, mounts.count, MountPlace.featureMounts - MountPlace.bindMounts),
            (.features, further.count, MountPlace.end - MountPlace.featureMounts),
        ]
        for (key, count, limit) in limits where count > limit {
            findings.error(
                .outOfRange, at: place(of: key), "\(subject) has \(count) mounts of one kind; \(limit) are possible",
                remedy: "Mount a common parent folder instead")
        }
        return settings
    }

    private func readVolumes(_ taken: inout [String: String], _ findings: inout Findings) -> [Volume] {
        var volumes: [Volume] = []
        for item in (self[.volumes]?.items ?? []) + (self[.zfsVolumes]?.items ?? []) {
            if item["type"]?.string == "nfs" {
                findings.warning(
                    .notActedOn, at: item.place, "An NFS volume is declared, but Phoenix does not mount it",
                    remedy: "Mount it with a feature, and remove it here")
                continue
            }
            guard let pool = required("pool", of: item, &findings)?.string,
                let size = required("size_gb", of: item, &findings)?.integer
            else { continue }
            let path = kind == .container ? required("mount_point", of: item, &findings) : item["mount_point"]
            if let path, let text = path.string { mount(path, text, &taken, &findings) }
            if kind == .machine, let path {
                findings.warning(
                    .notActedOn, at: path.place, "'mount_point' is declared, but a machine mounts its disks itself",
                    remedy: "Mount the disk with a feature, and remove the key")
            }
            let mountPath = kind == .container ? path?.string : nil
            volumes.append(Volume(storage: StorageName(pool), sizeGibibytes: size, mountPath: mountPath))
        }
        return volumes
    }

    private func mount(
        _ path: MergedValue, _ text: String, _ taken: inout [String: String], _ findings: inout Findings
    ) {
        reportTaken(text, path.place, &taken, &findings)
    }

    private func required(_ key: String, of item: MergedValue, _ findings: inout Findings) -> MergedValue? {
        if let value = item[key] { return value }
        findings.error(
            .missingSetting, at: item.place, "The volume says no '\(key)'", remedy: "Add \"\(key)\"")
        return nil
    }

    private func reportTaken(
        _ path: String, _ place: Diagnostic.Place, _ taken: inout [String: String], _ findings: inout Findings
    ) {
        if let first = taken[path] {
            findings.error(
                .duplicateMount, at: place, "Something is mounted at \(path) already (\(first))",
                remedy: "Choose another path, or remove one of the two")
        } else {
            taken[path] = place.text
        }
    }

    private func reportOwners(_ findings: inout Findings) {
        for item in self[.mountPoints]?.items ?? [] {
            for key in ["owner_uid", "owner_gid"] {
                guard let owner = item[key] else { continue }
                findings.warning(
                    .notActedOn, at: owner.place, "'\(key)' is declared, but Phoenix does not act on it",
                    remedy: "Set the folder's owner on the node, and remove the key")
            }
        }
    }
}

/// Bind mounts as written; `visit` is told of each path inside the container.
func readBindMounts(
    _ value: MergedValue?, visit: (String, Diagnostic.Place) -> Void = { _, _ in }
) -> [BindMount] {
    (value?.items ?? []).compactMap { item in
        guard let host = item["host_path"]?.string, let container = item["container_path"] else { return nil }
        guard let path = container.string else { return nil }
        visit(path, container.place)
        return BindMount(hostPath: host, containerPath: path, isReadOnly: item["read_only"]?.boolean ?? false)
    }
}
